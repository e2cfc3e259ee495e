"""A geo database that places the rehearsal's loopback addresses in countries, for ``trafficaudit replay --geoip``.

Written after the public specification of the MaxMind DB file format, version 2.0: IPv4 only, 24-bit records, one data
entry per address.
"""

from collections.abc import Mapping
from ipaddress import IPv4Address
from pathlib import Path

DATABASE_TYPE = "Rehearsal-Country"
BUILT = 1_790_000_000
"""2026-09-21, as a Unix time: fixed, so that the file has the same bytes whenever it is written."""

_METADATA_START = b"\xab\xcd\xefMaxMind.com"
_SEPARATOR = bytes(16)
_MAP, _ARRAY, _STRING = 7, 11, 2
_UINT16, _UINT32, _UINT64 = 5, 6, 9


def write_countries(path: Path, countries: Mapping[str, str]) -> Path:
    """Write a country database.

    Args:
        path: the file to write.
        countries: IPv4 address -> ISO 3166-1 alpha-2 code.
    """
    tree: list[list[int]] = [[0, 0]]  # 0: no record yet; positive: another node; negative: -1 - offset of the data
    data = b""
    for address, code in countries.items():
        _plant(tree, IPv4Address(address), -1 - len(data))
        data += _record(code)
    search = b"".join(_pointer(value, len(tree)).to_bytes(3) for node in tree for value in node)
    path.write_bytes(search + _SEPARATOR + data + _METADATA_START + _metadata(len(tree)))
    return path


def _plant(tree: list[list[int]], address: IPv4Address, leaf: int) -> None:
    bits = [int(address) >> position & 1 for position in range(31, -1, -1)]
    node = tree[0]
    for bit in bits[:-1]:
        if not node[bit]:
            tree.append([0, 0])
            node[bit] = len(tree) - 1
        node = tree[node[bit]]
    node[bits[-1]] = leaf


def _pointer(value: int, nodes: int) -> int:
    if value > 0:
        return value
    return nodes if value == 0 else nodes + len(_SEPARATOR) - 1 - value


def _record(code: str) -> bytes:
    names = _map({"en": _text(code)})
    return _map({"country": _map({"iso_code": _text(code), "names": names})})


def _metadata(nodes: int) -> bytes:
    return _map(
        {
            "node_count": _number(nodes, _UINT32),
            "record_size": _number(24, _UINT16),
            "ip_version": _number(4, _UINT16),
            "database_type": _text(DATABASE_TYPE),
            "languages": _head(_ARRAY, 1) + _text("en"),
            "binary_format_major_version": _number(2, _UINT16),
            "binary_format_minor_version": _number(0, _UINT16),
            "build_epoch": _number(BUILT, _UINT64),
            "description": _map({"en": _text("made up: loopback addresses that play countries")}),
        }
    )


def _map(items: Mapping[str, bytes]) -> bytes:
    return _head(_MAP, len(items)) + b"".join(_text(key) + value for key, value in items.items())


def _text(value: str) -> bytes:
    raw = value.encode()
    return _head(_STRING, len(raw)) + raw


def _number(value: int, kind: int) -> bytes:
    raw = value.to_bytes((value.bit_length() + 7) // 8)
    return _head(kind, len(raw)) + raw


def _head(kind: int, size: int) -> bytes:
    """Give the control byte: three bits of type, five of size; types above 7 take a byte of their own."""
    more = b""
    if size >= 29:
        size, more = 29, bytes([size - 29])
    return bytes([kind << 5 | size]) + more if kind < 8 else bytes([size, kind - 7]) + more
