"""Whether a MaxMind DB file is sound to its end: every node of its tree, every record that the tree leads to.

A lookup meets a few nodes only, so that a cut or flipped file may answer for a long time before it fails, or answer
wrongly. ``trafficaudit geoip add`` reads all of it once, before the file is pinned.

Layout: MaxMind DB File Format Specification 2.0 (https://maxmind.github.io/MaxMind-DB/): a binary search tree of
``node_count`` nodes, two records each; 16 zero bytes; the data section; the metadata after its marker. A record below
``node_count`` is a node, ``node_count`` itself is "no data", one that is larger leads into the data section.
"""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import maxminddb
from maxminddb.decoder import Decoder

from trafficaudit.errors import DestinationError
from trafficaudit.redaction import visible

MOST = 2 << 30
"""Most bytes of a file; MaxMind's largest, Enterprise, is under 1 GiB."""
MARKER = b"\xab\xcd\xefMaxMind.com"
_COUNTRY = re.compile(r"[A-Z]{2}")
_GAP = 16
_ROUND = 255  # a node that is being measured
_AGAIN = "download the file again, and compare its SHA-256 with the one that its publisher names"


def check(path: Path, kind: str, today: date) -> None:
    """Read a country or ASN database to its end.

    Args:
        path: a file that ``UserDatabase`` opens.
        kind: ``country`` or ``asn``.
        today: no database is built later than this.

    Raises:
        DestinationError: it is damaged, holds nothing of its kind, or says that it was built in the future.
    """
    where = visible(str(path))
    try:
        if path.stat().st_size > MOST:
            raise DestinationError(f"is larger than {MOST >> 30} GiB", where, "give a country or ASN database")
        data = path.read_bytes()
        with maxminddb.open_database(path, maxminddb.MODE_MEMORY) as reader:
            meta = reader.metadata()
        _whole(data)
        built = datetime.fromtimestamp(meta.build_epoch, UTC).date()
        offsets = _tree(data, meta.node_count, meta.record_size, 32 if meta.ip_version == 4 else 128)
        found = sum(_record(value, kind) for value in _records(data, meta.node_count, meta.record_size, offsets))
    except DestinationError:
        raise
    except Exception as error:  # whatever bytes do to the decoder
        what = f"is damaged: {visible(str(error))[:120] or type(error).__name__}"
        raise DestinationError(what, where, _AGAIN) from None
    if not found:
        raise DestinationError(f"holds no {'country' if kind == 'country' else 'network'} at all", where, _AGAIN)
    if built > today:
        what = f"says that it was built on {built}, and today is {today}"
        raise DestinationError(what, where, "set this computer's clock right, or download the file again")


def _whole(data: bytes) -> None:
    """See that the metadata, the last thing in the file, are all there: of a number that is cut, the rest is one too.

    Raises:
        ValueError: they are cut.
    """
    metadata = data[data.rindex(MARKER) + len(MARKER) :]
    if Decoder(metadata).decode(0)[1] > len(metadata):
        raise ValueError("it ends within its metadata")


def _tree(data: bytes, count: int, size: int, bits: int) -> set[int]:
    """Walk every node that can be reached; give the values of the records that lead to data.

    Raises:
        ValueError: a record leads nowhere, or the tree is deeper than an address has bits.
    """
    if count < 1 or size not in (24, 28, 32) or count * size // 4 + _GAP > len(data):
        raise ValueError("its search tree does not fit into the file")
    end = count + len(data) - count * size // 4
    heights = bytearray(count)
    leaves: set[int] = set()
    stack = [0]
    while stack:
        node = stack[-1]
        first = heights[node] == 0
        heights[node] = _ROUND
        height = 1
        for value in _node(data, node, size):
            if value < count:
                if first and heights[value] == 0:
                    stack.append(value)
                elif heights[value] == _ROUND:
                    raise ValueError(f"its search tree runs in circles at node {value}")
                height = max(height, 1 + heights[value])
            elif value > count:
                if not count + _GAP <= value < end:
                    raise ValueError(f"node {node} of its search tree leads out of the file")
                leaves.add(value)
        if stack[-1] == node:
            if height > bits:
                raise ValueError("its search tree is deeper than an address has bits")
            heights[node] = height
            stack.pop()
    return leaves


def _node(data: bytes, node: int, size: int) -> tuple[int, int]:
    at = node * size // 4
    if size == 24:
        return int.from_bytes(data[at : at + 3]), int.from_bytes(data[at + 3 : at + 6])
    if size == 28:
        middle = data[at + 3]
        return int.from_bytes(data[at : at + 3]) | (middle >> 4) << 24, int.from_bytes(data[at + 4 : at + 7]) | (
            middle & 15
        ) << 24
    return int.from_bytes(data[at : at + 4]), int.from_bytes(data[at + 4 : at + 8])


def _records(data: bytes, count: int, size: int, values: set[int]) -> Iterator[Any]:
    start = count * size // 4 + _GAP
    section = data[start : data.rindex(MARKER)]
    decoder = Decoder(section)
    for value in sorted(values):
        offset = value - count - _GAP
        if offset >= len(section):
            raise ValueError("a record lies behind the data section")
        yield decoder.decode(offset)[0]


def _record(value: Any, kind: str) -> bool:
    """Say whether a record names a country or a network.

    Raises:
        ValueError: it is not built as records of its kind are.
    """
    if not isinstance(value, dict):
        raise ValueError(f"a record is a {type(value).__name__}, not a map")
    if kind == "asn":
        number = value.get("autonomous_system_number")
        if number is not None and not (isinstance(number, int) and 0 <= number < 1 << 32):
            raise ValueError(f"an AS number is {number!r}")
        return number is not None
    country = value.get("country", {})
    if not isinstance(country, dict):
        raise ValueError(f"a country is a {type(country).__name__}, not a map")
    code = country.get("iso_code")
    if code is not None and not (isinstance(code, str) and _COUNTRY.fullmatch(code)):
        raise ValueError(f"a country code is {code!r}")
    return code is not None
