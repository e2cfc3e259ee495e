"""Build the embedded databases anew from package files that lie in a folder.

    python -m trafficaudit.destinations.build SOURCE_DIR

``trafficaudit geoip update`` calls the builders; the line above is for a maintainer, who refreshes a release's data.
``SOURCE_DIR`` holds the packages as their registries give them (``packages.PACKAGES``). The SHA-256 of each is printed;
copy it into ``data/ATTRIBUTION.md``. Same packages, byte-identical files.
"""

import csv
import hashlib
import io
import re
import struct
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Any

import maxminddb
import msgspec

from trafficaudit.destinations import archives
from trafficaudit.destinations.packages import PACKAGES, find
from trafficaudit.destinations.rangefile import Ranges, flatten, pack
from trafficaudit.errors import DestinationError
from trafficaudit.redaction import visible

type Rows = list[tuple[int, int, str]]

MERGED = "https://github.com/sapics/ip-location-db"
IPFIRE = "https://location.ipfire.org/"
EDGE_SERVICES = ("CLOUDFRONT", "GLOBALACCELERATOR", "AZUREFRONTDOOR")
"""Services whose addresses answer for servers elsewhere: CloudFront, Global Accelerator, Azure Front Door."""


def main(source: Path, target: Path) -> None:
    """Write every ``.ranges.xz`` of ``target`` from the packages in ``source``."""
    for name in BUILDERS:
        _, data = build(name, source)
        (target / f"{name}.ranges.xz").write_bytes(data)
        print(f"{name}.ranges.xz {len(data):,} bytes")
    for package in sorted(source.iterdir()):
        if package.is_file():
            print(hashlib.sha256(package.read_bytes()).hexdigest(), package.name)


def build(name: str, source: Path) -> tuple[Path, bytes]:
    """Build one database from a folder of packages.

    Returns:
        The package's file and the range file's bytes.

    Raises:
        DestinationError: the package is not there, or is not what its name says.
    """
    package = find(PACKAGES[name], source)
    try:
        return package, BUILDERS[name](package)
    except DestinationError:
        raise
    except Exception as error:  # whatever an archive of others holds, and however it is cut
        what = f"cannot be read as the package that its name says: {visible(str(error))[:120] or type(error).__name__}"
        raise DestinationError(what, visible(package.name), "download the package again") from None


def geo_whois(package: Path) -> bytes:
    """Build from GeoFeed, WHOIS and RIR delegations, merged by ip-location-db."""
    return _country_mmdb(package, "geo-whois-asn-country", "GeoFeed+WHOIS+RIR", "CC BY 4.0 (data of the NRO), CC0 1.0")


def dbip(package: Path) -> bytes:
    """Build from DB-IP Lite."""
    return _country_mmdb(
        package, "dbip-country", "DB-IP Lite", "CC BY 4.0 (IP Geolocation by DB-IP, https://db-ip.com)"
    )


def ipfire(package: Path) -> bytes:
    """Build from the IPFire location database, as Tor exports it: ``first,last,code`` in decimal or IPv6 notation."""
    members = archives.debian(package, ("geoip", "geoip6"))
    families = []
    for text in (members["geoip"].decode(), members["geoip6"].decode()):
        rows = (line.split(",") for line in text.splitlines() if line and not line.startswith("#"))
        families.append([(_number(first), _number(last), code.strip("?")) for first, last, code in rows])
    stamp = re.search(r"Generated: (.*)", members["geoip"].decode())
    assert stamp is not None
    built = parsedate_to_datetime(stamp[1]).date().isoformat()
    return pack(_head("IPFire", "country", built, "CC BY-SA 4.0", IPFIRE), *map(flatten, families))


def registry(package: Path) -> bytes:
    """Build the countries in which address blocks are registered: the delegated statistics of the five registries."""
    families = [
        [(int(first), int(last), code) for first, last, code in lines] for lines in _csv(package, "asn-country")
    ]
    head = _head("RIR registrations", "registry", archives.npm_date(package), "CC BY 4.0 (NRO)", MERGED)
    return pack(head, *map(flatten, families))


def asn(package: Path) -> bytes:
    """Build network number and name from RouteViews, RIR and DB-IP data, merged by ip-location-db."""
    families = [
        [(int(first), int(last), f"{asn} {name}") for first, last, asn, name in lines] for lines in _csv(package, "asn")
    ]
    head = _head("ASN", "asn", archives.npm_date(package), "CC BY 4.0 (RouteViews, NRO, DB-IP)", MERGED)
    return pack(head, *map(flatten, families))


def anycast(package: Path) -> bytes:
    """Build the networks that libloc flags as anycast.

    The layout is that of IPFire's libloc, ``format.h``, version 1, all big-endian: after the magic, a header of
    offsets; a binary tree of ``(zero, one, network)`` nodes over 128 address bits (IPv4 as ``::ffff:0:0/96``); networks
    of ``country(2) pad(2) asn(4) flags(2) pad(2)``, where flag bit 2 says anycast.
    """
    data = archives.debian(package, ("location.db",))["location.db"]
    assert data[:8] == b"LOCDBXX\x01"
    built = datetime.fromtimestamp(struct.unpack_from(">Q", data, 8)[0], UTC).date().isoformat()
    networks, networks_size, tree, _ = struct.unpack_from(">4I", data, 36)
    flags = [flag for (flag,) in struct.iter_unpack(">8xH2x", data[networks : networks + networks_size])]
    head = _head("anycast", "anycast", built, "CC BY-SA 4.0", IPFIRE)
    return pack(head, *_families(_anycast_starts(data, tree, flags)))


def published(package: Path) -> bytes:
    """Build provider, region and edge service from the ranges that cloud operators publish, collected by cloudip-db."""
    content: Any = msgspec.msgpack.decode(archives.wheel(package, "cloudip/data/cloudip.msgpack.gz"))
    prefixes: dict[tuple[int, int, int], set[tuple[str, str, str]]] = {}
    for row in content["ranges"]:
        network = ip_network(row["cidr"])
        edge = next((service for service in EDGE_SERVICES if _is_edge(row.get("s") or "", service)), "")
        key = (network.version, int(network.network_address), int(network.broadcast_address))
        prefixes.setdefault(key, set()).add((content["providers"][row["p"]], row.get("r") or "", edge))
    head = _head("published", "published", content["version"], "MIT", "https://github.com/rezmoss/cloudip-db")
    return pack(head, *(_nested({k[1:]: v for k, v in prefixes.items() if k[0] == version}) for version in (4, 6)))


BUILDERS = {
    "geo-whois": geo_whois,
    "dbip": dbip,
    "ipfire": ipfire,
    "asn": asn,
    "registry": registry,
    "anycast": anycast,
    "published": published,
}


def _is_edge(service: str, edge: str) -> bool:
    """Say whether a service name is an edge's; a list for the operator's customers' origins is none."""
    return service.startswith(edge) and not service.endswith((".BACKEND", "_ORIGIN_FACING"))


def _nested(prefixes: dict[tuple[int, int], set[tuple[str, str, str]]]) -> list[tuple[int, str]]:
    """Flatten nested prefixes into ``provider region edge`` labels.

    Within an address's prefixes, any edge service counts; the region is that of the narrowest prefix that has one.
    """
    starts: dict[int, str] = {0: ""}
    stack: list[tuple[int, str]] = []  # (last address, label)

    def close(before: int) -> None:
        while stack and stack[-1][0] < before:
            last, _ = stack.pop()
            starts[last + 1] = stack[-1][1] if stack else ""

    for first, last in sorted(prefixes, key=lambda ends: (ends[0], -ends[1])):
        close(first)
        provider, region, edge = "", "", ""
        if stack:
            provider, region, edge = stack[-1][1].split("\t")
        for own_provider, own_region, own_edge in sorted(prefixes[first, last]):
            if own_provider != provider:
                provider, region, edge = own_provider, "", ""
            region = own_region if own_region not in ("", "GLOBAL", "global") else region or own_region
            edge = edge or own_edge
        starts[first] = f"{provider}\t{region}\t{edge}"
        stack.append((last, starts[first]))
    close(1 << 128)
    return flatten_starts(starts)


def flatten_starts(starts: dict[int, str]) -> list[tuple[int, str]]:
    """Sort starts that were set in any order, the last one set winning, and join equal neighbours."""
    ordered = sorted(starts.items())
    return [
        (start, label) for place, (start, label) in enumerate(ordered) if not place or ordered[place - 1][1] != label
    ]


def _anycast_starts(data: bytes, tree: int, flags: list[int]) -> Iterator[tuple[int, int, str]]:
    """Walk the tree depth first, in address order; yield every maximal network as ``(first, last, label)``."""
    stack = [(0, 0, 0, "")]  # node, depth, address so far, label inherited
    for _ in range((len(data) - tree) // 12):  # a node is met once, unless the tree runs in circles
        if not stack:
            return
        node, depth, address, label = stack.pop()
        zero, one, network = struct.unpack_from(">3I", data, tree + 12 * node)
        if network != 0xFFFFFFFF:
            label = "anycast" if flags[network] & 4 else ""
        if depth == 128:
            if label:
                yield address, address, label
            continue
        bit = 127 - depth
        for child, first in ((one, address | 1 << bit), (zero, address)):
            if child:
                stack.append((child, depth + 1, first, label))
            elif label:
                yield first, first + (1 << bit) - 1, label
    if stack:
        raise ValueError("its tree runs in circles")


def _families(rows: Iterator[tuple[int, int, str]]) -> tuple[Ranges, Ranges]:
    """Take the IPv4-mapped block out of the 128-bit space."""
    mapped, end = 0xFFFF << 32, 0x10000 << 32
    v4: Rows = []
    v6: Rows = []
    for first, last, label in rows:
        if mapped <= first < end:
            v4.append((first - mapped, last - mapped, label))
        else:
            v6.append((first, last, label))
    return flatten(v4), flatten(v6)


def _csv(package: Path, stem: str) -> list[list[list[str]]]:
    """Read one of the npm packages with a table for each IP version: its rows, IPv4 first."""
    return [list(csv.reader(io.StringIO(table.decode()))) for table in archives.npm(package, f"{stem}-ipv%s-num.csv")]


def _country_mmdb(package: Path, stem: str, name: str, licence: str) -> bytes:
    families: list[Rows] = []
    with tempfile.TemporaryDirectory() as folder:
        for number, content in enumerate(archives.npm(package, f"{stem}-ipv%s.mmdb")):
            path = Path(folder) / str(number)
            path.write_bytes(content)
            with maxminddb.open_database(path) as reader:
                rows: Any = iter(reader)
                families.append([(int(net[0]), int(net[-1]), record["country_code"]) for net, record in rows])
    return pack(_head(name, "country", archives.npm_date(package), licence, MERGED), *map(flatten, families))


def _head(name: str, kind: str, built: str, licence: str, source: str) -> dict[str, str]:
    return {"name": name, "kind": kind, "built": built, "licence": licence, "source": source}


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else int(ip_address(text))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(__file__).parent / "data")
