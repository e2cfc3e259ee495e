from datetime import date
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trafficaudit.destinations import soundness
from trafficaudit.destinations.databases import UserDatabase
from trafficaudit.destinations.soundness import check
from trafficaudit.errors import DestinationError

TODAY = date(2026, 11, 26)


@pytest.fixture(scope="module")
def whole(mmdb: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with 64 networks in several countries."""
    records = {f"10.{number}.0.0/16": mmdb.country("KRSGCNUS"[number % 4 * 2 :][:2]) for number in range(64)}
    path: Path = mmdb.write(tmp_path_factory.mktemp("db") / "t.mmdb", "GeoLite2-Country", records)
    return path


def _patched(path: Path, tmp_path: Path, place: int, data: bytes) -> Path:
    content = bytearray(path.read_bytes())
    content[place : place + len(data)] = data
    (tmp_path / "patched.mmdb").write_bytes(content)
    return tmp_path / "patched.mmdb"


def test_sound_databases_pass(mmdb: ModuleType, tmp_path: Path, whole: Path) -> None:
    check(whole, "country", TODAY)
    check(mmdb.write(tmp_path / "a", "GeoLite2-ASN", {"10.0.0.0/8": mmdb.asn(64500, "x")}), "asn", TODAY)
    check(mmdb.write(tmp_path / "4", "GeoIP2-City", {"10.0.0.0/8": mmdb.country("KR")}, ip_version=4), "country", TODAY)


def test_a_node_far_from_every_probe_is_found(tmp_path: Path, whole: Path) -> None:
    count = _count(whole)
    for value, what in ((0, "circles"), (count + 3, "out of the file"), (0xFFFFFF, "out of the file")):
        broken = _patched(whole, tmp_path, 6 * (count - 1), value.to_bytes(3))
        UserDatabase(broken)  # which looks a few addresses up, finds nothing
        with pytest.raises(DestinationError, match=what):
            check(broken, "country", TODAY)


def test_a_record_is_read_as_its_kind(mmdb: ModuleType, tmp_path: Path) -> None:
    for number, (kind, record, what) in enumerate(
        [
            ("country", {"country": "KR"}, "not a map"),
            ("country", {"country": {"iso_code": "Korea"}}, "'Korea'"),
            ("country", {"country": {"iso_code": 7}}, "a country code is 7"),
            ("country", mmdb.asn(1, "x"), "holds no country at all"),
            ("asn", mmdb.country("KR"), "holds no network at all"),
            ("asn", {"autonomous_system_number": "AS1"}, "'AS1'"),
            ("country", "KR", "not a map"),
        ]
    ):
        path = mmdb.write(tmp_path / f"{number}.mmdb", "GeoLite2-Country", {"10.0.0.0/8": record})
        with pytest.raises(DestinationError, match=what):
            check(path, kind, TODAY)


def test_a_build_date_in_the_future_is_refused(mmdb: ModuleType, tmp_path: Path) -> None:
    path = mmdb.write(tmp_path / "t.mmdb", "GeoLite2-Country", {"10.0.0.0/8": mmdb.country("KR")}, built=4_070_908_800)
    with pytest.raises(DestinationError, match="built on 2099-01-01, and today is 2026-11-26"):
        check(path, "country", TODAY)
    check(path, "country", date(2099, 1, 1))


def test_a_huge_file_is_refused(tmp_path: Path, whole: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(soundness, "MOST", 100)
    with pytest.raises(DestinationError, match="is larger"):
        check(whole, "country", TODAY)


@pytest.mark.parametrize("size", [24, 28, 32])
def test_every_width_of_a_node_is_read(size: int) -> None:
    low, high = {24: ("a1a2a3", "b1b2b3"), 28: ("1a1a2a3", "2b1b2b3"), 32: ("01a1a2a3", "02b1b2b3")}[size]
    packed = low[1:] + low[0] + high[0] + high[1:] if size == 28 else low + high
    assert soundness._node(bytes(size // 4) + bytes.fromhex(packed), 1, size) == (int(low, 16), int(high, 16))


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 100_000), st.integers(0, 7))
def test_any_flipped_bit_gives_an_end_or_our_error(tmp_path: Path, whole: Path, place: int, bit: int) -> None:
    data = whole.read_bytes()
    place %= len(data)
    broken = _patched(whole, tmp_path, place, bytes([data[place] ^ 1 << bit]))
    try:
        UserDatabase(broken)
        check(broken, "country", TODAY)
    except DestinationError:
        pass


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 100_000), st.binary(max_size=30))
def test_any_cut_is_our_error(tmp_path: Path, whole: Path, place: int, tail: bytes) -> None:
    data = whole.read_bytes()
    place %= len(data)
    # Other bytes at the very end may be other metadata, such as another description.
    tail = tail if place <= data.rindex(soundness.MARKER) else b""
    (tmp_path / "cut.mmdb").write_bytes(data[:place] + tail)
    with pytest.raises(DestinationError):
        check(tmp_path / "cut.mmdb", "country", TODAY)


def test_a_cut_anywhere_in_the_metadata_is_our_error(tmp_path: Path, whole: Path) -> None:
    data = whole.read_bytes()
    for place in range(data.rindex(soundness.MARKER), len(data)):
        (tmp_path / "cut.mmdb").write_bytes(data[:place])
        with pytest.raises(DestinationError):
            check(tmp_path / "cut.mmdb", "country", TODAY)


def _count(path: Path) -> int:
    """Count the nodes of the test writer's tree: 24-bit records, data after 16 zero bytes."""
    import maxminddb

    with maxminddb.open_database(path) as reader:
        return reader.metadata().node_count
