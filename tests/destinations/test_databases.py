import contextlib
import hashlib
from datetime import date
from ipaddress import ip_address
from pathlib import Path
from types import ModuleType

import maxminddb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trafficaudit.destinations import installed
from trafficaudit.destinations.databases import EMBEDDED, VOTERS, UserDatabase, counted, embedded, open_all
from trafficaudit.destinations.places import DATA
from trafficaudit.destinations.rangefile import RangeFile
from trafficaudit.errors import DestinationError
from trafficaudit.globe import COUNTRIES


def test_every_embedded_database_is_dated_licensed_and_attributed() -> None:
    attribution = (DATA / "ATTRIBUTION.md").read_text(encoding="utf-8")
    databases = embedded().databases
    assert [database.file for database in databases] == [f"{name}.ranges.xz" for name in EMBEDDED]
    for database in databases:
        assert database.licence
        assert database.built[:3] == "202"
        assert f"## {database.file}\n" in attribution
        assert database.sha256 == hashlib.sha256((DATA / database.file).read_bytes()).hexdigest()
        assert (DATA / database.file).stat().st_size < 2_500_000
    assert {path.name for path in DATA.glob("*.xz")} == {database.file for database in databases}


@pytest.mark.parametrize(
    ("address", "countries"),
    [("211.249.220.24", {"KR"}), ("47.74.128.1", {"SG", "US"}), ("8.213.128.1", {"KR"}), ("2001:2d8::1", {"KR"})],
)
def test_embedded_votes(address: str, countries: set[str]) -> None:
    votes = embedded().votes(ip_address(address))
    assert len(votes) == len(VOTERS)
    assert {vote.country for vote in votes if vote.country} == countries


def test_the_registrys_own_address_is_no_country() -> None:
    by_whois, *_ = embedded().votes(ip_address("2001:2d8::1"))
    assert (by_whois.raw, by_whois.country) == ("AU", "")
    assert embedded().votes(ip_address("1.0.4.1"))[0].country == "AU"


def test_embedded_networks_anycast_and_published_ranges() -> None:
    assert embedded().network(ip_address("211.249.220.24")) == (7625, "Kakao Corp")
    assert embedded().anycast(ip_address("1.1.1.1"))
    assert not embedded().anycast(ip_address("211.249.220.24"))
    assert embedded().published(ip_address("13.124.1.1")) == ("aws", "ap-northeast-2", "")
    assert embedded().published(ip_address("13.32.0.1")) == ("aws", "GLOBAL", "CLOUDFRONT")
    assert embedded().published(ip_address("211.249.220.24")) == ("", "", "")


def test_a_network_has_the_name_that_every_table_shows() -> None:
    """Some names hold a soft hyphen: a row would not be found again by a name that another table shows otherwise."""
    file = embedded()._files["asn"]
    odd = next(first for first, _, label in file.ranges(4) if "\N{SOFT HYPHEN}" in label)
    _, name = embedded().network(ip_address(odd))
    assert "\\xad" in name
    assert name.isprintable()


def test_the_test_writer_agrees_with_maxminds_own_reader(mmdb: ModuleType, tmp_path: Path) -> None:
    records = {
        "127.0.0.2/32": mmdb.country("KR"),
        "127.0.0.3/32": mmdb.country("CN", is_anycast=True),
        "2001:db8::/32": mmdb.country("SG"),
    }
    with maxminddb.open_database(mmdb.write(tmp_path / "t.mmdb", "GeoLite2-Country", records)) as reader:
        assert reader.get("127.0.0.2") == records["127.0.0.2/32"]
        assert reader.get("127.0.0.3") == records["127.0.0.3/32"]
        assert reader.get("2001:db8::5") == records["2001:db8::/32"]
        assert reader.get("127.0.0.4") is None


def test_a_users_country_database(mmdb: ModuleType, tmp_path: Path) -> None:
    path = mmdb.write(
        tmp_path / "own.mmdb", "GeoIP2-City", {"127.0.0.2/32": mmdb.country("KR"), "127.0.0.3/32": {"city": {}}}
    )
    user = UserDatabase(path)
    assert (user.database.kind, user.database.built, user.database.file) == ("country", "2026-09-21", "own.mmdb")
    assert user.database.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    answer = user.country(ip_address("127.0.0.2"))
    assert answer is not None
    assert (answer.country, answer.user, answer.database) == ("KR", True, "own.mmdb (GeoIP2-City 2026-09-21)")
    without = user.country(ip_address("127.0.0.3"))
    assert without is not None
    assert without.country == ""
    assert user.country(ip_address("127.0.0.9")) is None
    assert user.network(ip_address("127.0.0.2")) == (None, "")


@pytest.mark.parametrize(
    ("code", "country"),
    [("KR", "KR"), ("XK", "XK"), ("UK", "GB"), ("XX", ""), ("XD", ""), ("XI", ""), ("ZZ", ""), ("EU", ""), ("AP", ""),
     ("A1", ""), ("SU", ""), ("TP", ""), ("AN", ""), ("kr", ""), ("KOR", ""), ("", ""), ("\u202eRK", "")],
)  # fmt: skip
def test_only_codes_of_countries_count(mmdb: ModuleType, tmp_path: Path, code: str, country: str) -> None:
    path = mmdb.write(tmp_path / "odd.mmdb", "GeoLite2-Country", {"203.0.113.7/32": mmdb.country(code)})
    answer = UserDatabase(path).country(ip_address("203.0.113.7"))
    assert answer is not None
    assert answer.country == country


def test_the_embedded_databases_name_only_countries() -> None:
    header = [
        label
        for name in VOTERS
        for label in RangeFile(DATA / name, (DATA / f"{name}.ranges.xz").read_bytes()).header.labels
    ]
    assert {"SU", "CS", "OS"} <= set(header)  # IPFire's, of registries' old entries
    assert {country for label in header if (country := counted(label))} <= COUNTRIES


def test_a_users_asn_database(mmdb: ModuleType, tmp_path: Path) -> None:
    user = UserDatabase(mmdb.write(tmp_path / "a.mmdb", "GeoLite2-ASN", {"127.0.0.0/8": mmdb.asn(64500, "Hanbit")}))
    assert user.network(ip_address("127.1.1.1")) == (64500, "Hanbit")
    assert user.country(ip_address("127.1.1.1")) is None


def test_an_ipv4_only_database_has_no_ipv6(mmdb: ModuleType, tmp_path: Path) -> None:
    user = UserDatabase(
        mmdb.write(tmp_path / "4.mmdb", "GeoLite2-Country", {"127.0.0.2/32": mmdb.country("KR")}, ip_version=4)
    )
    assert user.country(ip_address("2001:db8::1")) is None
    assert user.country(ip_address("127.0.0.2")) is not None


def test_files_that_are_no_usable_database(mmdb: ModuleType, tmp_path: Path) -> None:
    text = tmp_path / "GeoLite2-Country.tar.gz"
    text.write_bytes(b"not a database")
    whole = mmdb.write(tmp_path / "t.mmdb", "GeoLite2-Country", {"127.0.0.2/32": mmdb.country("KR")}).read_bytes()
    cut = tmp_path / "cut.mmdb"
    cut.write_bytes(whole[: len(whole) // 2])
    isp = mmdb.write(tmp_path / "isp.mmdb", "GeoIP2-ISP", {"127.0.0.2/32": {"isp": "x"}})
    for path in (tmp_path / "missing.mmdb", tmp_path, text, cut, isp):
        with pytest.raises(DestinationError) as caught:
            UserDatabase(path)
        assert caught.value.remedy
        assert str(path) in str(caught.value)
    assert "GeoIP2-ISP" in str(caught.value)


def test_a_damaged_record_is_an_error_and_no_silent_gap(mmdb: ModuleType, tmp_path: Path) -> None:
    user = UserDatabase(mmdb.write(tmp_path / "t.mmdb", "GeoLite2-Country", {"127.0.0.2/32": {"country": "KR"}}))
    with pytest.raises(DestinationError, match="is damaged"):
        user.country(ip_address("127.0.0.2"))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.integers(0, 10_000), value=st.integers(0, 255))
def test_one_wrong_byte_gives_an_answer_or_our_error(mmdb: ModuleType, tmp_path: Path, place: int, value: int) -> None:
    path = mmdb.write(tmp_path / "t.mmdb", "GeoLite2-Country", {"127.0.0.2/32": mmdb.country("KR")})
    data = bytearray(path.read_bytes())
    data[place % len(data)] = value
    broken = tmp_path / "broken.mmdb"
    broken.write_bytes(data)
    with contextlib.suppress(DestinationError):
        UserDatabase(broken).country(ip_address("127.0.0.2"))


def test_a_database_or_a_set_counts_once(mmdb: ModuleType, tmp_path: Path) -> None:
    path = mmdb.write(tmp_path / "t.mmdb", "GeoLite2-Country", {"127.0.0.2/32": mmdb.country("KR")})
    copy = tmp_path / "copy.mmdb"
    copy.write_bytes(path.read_bytes())
    assert len(open_all([path]).users) == 1
    with pytest.raises(DestinationError, match=r"copy\.mmdb: is given twice"):
        open_all([path, copy])
    pinned, _ = installed.add(tmp_path / "set", path, date(2026, 11, 26))
    with pytest.raises(DestinationError, match="is given twice"):
        open_all([tmp_path / "set" / "pins.json", path])
    with pytest.raises(DestinationError, match="two pinned sets"):
        open_all([tmp_path / "set" / "pins.json"] * 2)
    assert open_all().embedded is embedded()
    assert open_all().databases == embedded().databases
    assert [one.sha256 for one in open_all([tmp_path / "set" / "pins.json"]).databases[1:]] == [
        *(one.sha256 for one in embedded().databases),
        pinned.sha256,
    ]
