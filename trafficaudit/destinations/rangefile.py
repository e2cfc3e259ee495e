"""The embedded databases' file format: sorted address ranges, each with a label, in one xz file.

A ``.ranges.xz`` file is three xz streams, one after the other (``xz -dc`` prints them joined):

1. a JSON header: ``format`` (1), ``name``, ``kind``, ``built``, ``licence``, ``source``, ``labels``, ``v4``, ``v6``;
2. IPv4: ``v4`` range starts as little-endian 32-bit integers, then as many label numbers;
3. IPv6: ``v6`` starts as little-endian 64-bit integers (the upper half of the address), then as many label numbers.

A range reaches to the next start, label 0 is the empty one ("nothing is known"), and a label number takes one byte, or
four where there are more than 256 labels. IPv6 is kept at /64, the smallest network that is routed to one site
(RFC 4291, section 2.5.4), with the answer for the first address of each /64.

Three streams, so that a process that meets no IPv6 address never unpacks that part; whole starts rather than
differences, so that a table is read by two ``array.frombytes`` and nothing is computed.
"""

import json
import lzma
import sys
from array import array
from bisect import bisect_right
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from ipaddress import IPv4Address, IPv6Address
from itertools import chain, islice
from pathlib import Path

from trafficaudit.errors import DestinationError

FORMAT = 1
REMEDY = "the installed package is damaged: install it again"

type Address = IPv4Address | IPv6Address
type _Range = tuple[int, int, str]
type Ranges = Sequence[tuple[int, str]]
"""Sorted ``(first address, label)``; each holds until the next one."""


class Table:
    """The ranges of one address family."""

    def __init__(self, blob: bytes, count: int, start_code: str, label_code: str) -> None:
        starts, numbers = array(start_code), array(label_code)
        split = count * starts.itemsize
        if len(blob) != split + count * numbers.itemsize:
            raise ValueError("the block does not have the size that its header gives")
        starts.frombytes(blob[:split])
        numbers.frombytes(blob[split:])
        if sys.byteorder == "big":
            starts.byteswap()
            numbers.byteswap()
        self._starts, self._numbers = starts, numbers

    def ranges(self, end: int) -> Iterator[tuple[int, int, int]]:
        """Give ``(first key, key after the last, label number)`` of every range; ``end`` is that after the last one."""
        yield from zip(self._starts, chain(islice(self._starts, 1, None), (end,)), self._numbers, strict=False)

    def number(self, key: int) -> int:
        """Give the label number of the range that holds ``key``; 0 before the first range."""
        place = bisect_right(self._starts, key)
        return int(self._numbers[place - 1]) if place else 0


@dataclass(frozen=True, slots=True)
class Header:
    """What a range file says about itself; ``built`` is an ISO date."""

    name: str
    kind: str
    built: str
    licence: str
    source: str
    labels: tuple[str, ...]
    v4: int
    v6: int


class RangeFile:
    """One embedded database. A table is unpacked when the first address of its family is asked for.

    Raises:
        DestinationError: the file is damaged; of its tables ``label`` and ``ranges`` tell.
    """

    def __init__(self, path: Path, data: bytes) -> None:
        self._where = path.name
        try:
            head, self._rest4 = _stream(data)
            fields = json.loads(head)
            if fields.pop("format") != FORMAT:
                raise ValueError("another format version")
            self.header = Header(**fields | {"labels": tuple(fields["labels"])})
        except (ValueError, KeyError, TypeError, AttributeError, EOFError, lzma.LZMAError) as error:
            raise DestinationError(f"the embedded database cannot be read: {error}", self._where, REMEDY) from None
        self._label_code = "B" if len(self.header.labels) <= 256 else "I"
        self._rest6: bytes | None = None
        self._v4: Table | None = None
        self._v6: Table | None = None

    def label(self, address: Address) -> str:
        """Give the label of the range that holds an address, empty where the database has none."""
        try:
            key = int(address) if address.version == 4 else int(address) >> 64
            return self.header.labels[self._table(address.version).number(key)]
        except (ValueError, IndexError, EOFError, lzma.LZMAError) as error:
            raise DestinationError(f"the embedded database cannot be read: {error}", self._where, REMEDY) from None

    def ranges(self, version: int) -> Iterator[tuple[int, int, str]]:
        """Give ``(first, last, label)`` of every labelled range of IPv4 or IPv6, as whole addresses."""
        shift, after = (0, 1 << 32) if version == 4 else (64, 1 << 64)
        try:
            for start, end, number in self._table(version).ranges(after):
                if label := self.header.labels[number]:
                    yield start << shift, (end << shift) - 1, label
        except (ValueError, IndexError, EOFError, lzma.LZMAError) as error:
            raise DestinationError(f"the embedded database cannot be read: {error}", self._where, REMEDY) from None

    def _table(self, version: int) -> Table:
        if version == 4:
            self._v4 = self._v4 or self._table4()
            return self._v4
        self._v6 = self._v6 or self._table6()
        return self._v6

    def _table4(self) -> Table:
        blob, self._rest6 = _stream(self._rest4)
        self._rest4 = b""
        return Table(blob, self.header.v4, "I", self._label_code)

    def _table6(self) -> Table:
        if self._rest6 is None:
            self._v4 = self._table4()
        blob, _ = _stream(self._rest6 or b"")
        self._rest6 = b""
        return Table(blob, self.header.v6, "Q", self._label_code)


def _stream(data: bytes) -> tuple[bytes, bytes]:
    """Unpack the first xz stream of some bytes; give it and what follows it."""
    unpacker = lzma.LZMADecompressor(lzma.FORMAT_XZ)
    plain = unpacker.decompress(data)
    if not unpacker.eof:
        raise ValueError("the file ends early")
    return plain, unpacker.unused_data


def pack(header: dict[str, str], v4: Ranges, v6: Ranges) -> bytes:
    """Write a range file: ``header`` holds name, kind, built, licence and source; ``v6`` starts are whole addresses."""
    v4, v6 = [one for one in v4 if one[0] < 1 << 32], halve(v6)  # what begins behind the last address
    labels = ["", *sorted({label for _, label in (*v4, *v6)} - {""})]
    number = {label: place for place, label in enumerate(labels)}
    code = "B" if len(labels) <= 256 else "I"
    head = {"format": FORMAT, **header, "labels": labels, "v4": len(v4), "v6": len(v6)}
    blocks = [json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode()]
    for ranges, start_code in ((v4, "I"), (v6, "Q")):
        starts = array(start_code, (start for start, _ in ranges))
        numbers = array(code, (number[label] for _, label in ranges))
        if sys.byteorder == "big":
            starts.byteswap()
            numbers.byteswap()
        blocks.append(starts.tobytes() + numbers.tobytes())
    return b"".join(map(_compress, blocks))


def _compress(block: bytes) -> bytes:
    dictionary = max(1 << 12, 1 << len(block).bit_length())  # a larger one costs memory to clear and gains nothing
    filters = [{"id": lzma.FILTER_LZMA2, "preset": 9 | lzma.PRESET_EXTREME, "dict_size": dictionary}]
    return lzma.compress(block, lzma.FORMAT_XZ, filters=filters)


def flatten(ranges: Iterable[_Range]) -> list[tuple[int, str]]:
    """Turn ``(first, last, label)`` into sorted starts; what no range holds gets the empty label.

    Where ranges overlap the narrowest counts, as the more specific route does; where equally narrow ones say different
    things, nothing is known.

    >>> flatten([(0, 9, "US"), (4, 5, "KR"), (7, 7, "SG"), (7, 7, "JP")])
    [(0, 'US'), (4, 'KR'), (6, 'US'), (7, ''), (8, 'US'), (10, '')]
    """
    starts: list[tuple[int, str]] = []
    group: list[_Range] = []
    end = 0
    for one in sorted({*ranges}):
        if group and one[0] >= end:
            starts += _settled(group)
            group = []
        if not group and one[0] > end:
            starts.append((end, ""))
        group.append(one)
        end = max(end, one[1] + 1)
    return join([*starts, *_settled(group), (end, "")])


def _settled(group: list[_Range]) -> Iterator[tuple[int, str]]:
    """Give the starts of ranges that overlap, or of one alone; ``group`` is sorted and has no hole."""
    if len(group) < 2:
        yield from ((first, label) for first, _, label in group)
        return
    holding: list[_Range] = []  # size, last, label: the narrowest first
    coming = deque(group)
    for place in sorted({edge for first, last, _ in group for edge in (first, last + 1)})[:-1]:
        while coming and coming[0][0] == place:
            first, last, label = coming.popleft()
            heappush(holding, (last - first, last, label))
        yield place, _narrowest(holding, place)


def _narrowest(holding: list[_Range], place: int) -> str:
    """Give the label of the narrowest ranges that still hold at a place; nothing where these differ."""
    kept: list[_Range] = []
    while holding and (not kept or holding[0][0] == kept[0][0]):
        one = heappop(holding)
        if one[1] >= place:
            kept.append(one)
    for one in kept:
        heappush(holding, one)
    labels = {label for _, _, label in kept}
    return labels.pop() if len(labels) == 1 else ""


def halve(v6: Ranges) -> list[tuple[int, str]]:
    """Round IPv6 starts to /64: each network gets the label of its first address."""
    blocks: dict[int, str] = {}
    for start, label in v6:
        blocks[-(-start >> 64)] = label
    blocks.pop(1 << 64, None)  # the end of the address space
    return join(list(blocks.items()))


def join(starts: Ranges) -> list[tuple[int, str]]:
    """Join neighbours of the same label."""
    joined: list[tuple[int, str]] = []
    for start, label in starts:
        if not joined or joined[-1][1] != label:
            joined.append((start, label))
    return joined
