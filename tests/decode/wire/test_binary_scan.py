from trafficaudit.decode.wire import binary_scan, msgpack


def test_deep_nesting_keeps_the_path_of_its_bound() -> None:
    raw = b"\x91" * 10_000 + b"\xa3abc"
    scans, stop = binary_scan.root(raw, msgpack.read_head, ("", ""), 100, 100_000)
    assert stop == len(raw)
    path, _, value, start, end, how = scans[0].children[0]
    assert (value, raw[start:end], how) == ("abc", b"abc", True)
    assert len(path) < 1_000


def test_stops_at_the_bounds() -> None:
    raw = b"\xdc\x00\x50" + b"\x01" * 80
    assert len(binary_scan.root(raw, msgpack.read_head, ("", ""), 10, 1_000)[0][0].children) <= 12
    assert not binary_scan.root(raw, msgpack.read_head, ("", ""), 100, 20)[0][0].whole
