from trafficaudit.decode.json_scan import Scan


def scan(raw: bytes, room: int = 100, tokens: int = 100) -> Scan:
    found = Scan(raw, 0, "", room=room, tokens=tokens, simple=b"\\" not in raw)
    found.run()
    return found


def test_counts_good_members_and_errors() -> None:
    assert (scan(b'{"a": 1, "b": [true]}').good, scan(b'{"a": 1}').errors) == (3, 0)
    assert scan(b'{"a": 1, ??? "b": 2}').errors > 0


def test_stops_at_the_bounds() -> None:
    assert len(scan(b"[" + b"1," * 50 + b"1]", room=10).children) == 11
    cut = scan(b"[" + b"1," * 50 + b"1]", tokens=10)
    assert len(cut.children) == 10
    assert "work" in cut.obstacles[0][3]


def test_gives_up_on_what_is_no_json() -> None:
    found = scan(b'{"a": 1, ' + b"?? " * 100, tokens=10_000)
    assert "no JSON from here on" in found.obstacles[0][3]
