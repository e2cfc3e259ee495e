"""Write a tiny MaxMind DB file for tests, after the format's public specification, version 2.0.

    >>> write(path, "GeoLite2-Country", {"127.0.0.2/32": country("KR")})

24-bit records, IPv4 networks under ::/96, no pointers in the data section: small and plain, not compact.
"""

from collections.abc import Mapping
from ipaddress import IPv4Network, ip_network
from pathlib import Path
from typing import Any

BUILT = 1_790_000_000  # 2026-09-21
MARKER = b"\xab\xcd\xefMaxMind.com"


def country(code: str, **traits: object) -> dict[str, Any]:
    """A record as GeoLite2-Country keeps it."""
    return {"country": {"iso_code": code, "names": {"en": code}}, "traits": traits}


def asn(number: int, name: str) -> dict[str, Any]:
    """A record as GeoLite2-ASN keeps it."""
    return {"autonomous_system_number": number, "autonomous_system_organization": name}


def write(path: Path, database_type: str, records: Mapping[str, Any], built: int = BUILT, ip_version: int = 6) -> Path:
    """Write a file in which each network has its record; networks must not overlap."""
    nodes: list[list[int | None]] = [[None, None]]
    places: list[tuple[list[int | None], int, int]] = []  # node, side, offset in the data section
    data = b""
    for text, record in records.items():
        bits = _bits(text, ip_version)
        node = nodes[0]
        for bit in bits[:-1]:
            if node[bit] is None:
                nodes.append([None, None])
                node[bit] = len(nodes) - 1
            following = node[bit]
            assert following is not None
            node = nodes[following]
        places.append((node, bits[-1], len(data)))
        data += _encode(record)
    count = len(nodes)
    for node, side, offset in places:
        node[side] = count + 16 + offset
    tree = b"".join((count if value is None else value).to_bytes(3) for node in nodes for value in node)
    metadata = {
        "node_count": _Unsigned(count, 6),
        "record_size": _Unsigned(24, 5),
        "ip_version": _Unsigned(ip_version, 5),
        "database_type": database_type,
        "languages": ["en"],
        "binary_format_major_version": _Unsigned(2, 5),
        "binary_format_minor_version": _Unsigned(0, 5),
        "build_epoch": _Unsigned(built, 9),
        "description": {"en": "written by a test"},
    }
    path.write_bytes(tree + bytes(16) + data + MARKER + _encode(metadata))
    return path


class _Unsigned(int):
    """An integer with its type number in the format: 5 is uint16, 6 uint32, 9 uint64."""

    kind: int

    def __new__(cls, value: int, kind: int) -> "_Unsigned":
        made = super().__new__(cls, value)
        made.kind = kind
        return made


def _bits(text: str, ip_version: int) -> list[int]:
    network = ip_network(text)
    width = 32 if ip_version == 4 else 128
    length = network.prefixlen + (96 if isinstance(network, IPv4Network) and ip_version == 6 else 0)
    return [int(bit) for bit in f"{int(network.network_address):0{width}b}"[:length]]


def _encode(value: Any) -> bytes:
    if isinstance(value, bool):
        return _control(14, int(value))
    if isinstance(value, str):
        raw = value.encode()
        return _control(2, len(raw)) + raw
    if isinstance(value, dict):
        return _control(7, len(value)) + b"".join(_encode(key) + _encode(inner) for key, inner in value.items())
    if isinstance(value, list):
        return _control(11, len(value)) + b"".join(map(_encode, value))
    kind = value.kind if isinstance(value, _Unsigned) else 6
    raw = int(value).to_bytes((int(value).bit_length() + 7) // 8)
    return _control(kind, len(raw)) + raw


def _control(kind: int, size: int) -> bytes:
    assert size < 285, "longer sizes are not needed here"
    low, rest = (size, b"") if size < 29 else (29, bytes([size - 29]))
    return bytes([kind << 5 | low]) + rest if kind < 8 else bytes([low, kind - 7]) + rest
