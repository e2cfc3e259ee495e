"""HAR 1.2 as Chrome, Firefox, Safari, Charles, HTTP Toolkit, Insomnia, mitmproxy, Polly.JS and cyanoacrylate write it.

HTTP Archive 1.2: http://www.softwareishard.com/blog/har-12-spec/. Also mitmproxy's ``.zhar``, which is the same under
zlib, and gzip. What an entry says twice is read once: ``url`` (``queryString`` only where it has no query), ``headers``
(``cookies`` only where they lack those), ``postData.text`` (``params`` only where there is none).
"""

import hashlib
import tempfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import IO

from trafficaudit.errors import ReadError
from trafficaudit.model import TWICE, Capture, Exchange, Gap
from trafficaudit.readers.clock import ClockOrder
from trafficaudit.readers.counted import counts
from trafficaudit.readers.file import Buffer, mapped, name_of, opened, printable
from trafficaudit.readers.har import stream as harstream
from trafficaudit.readers.har import twice as hartwice
from trafficaudit.readers.har import unread as harunread
from trafficaudit.readers.har.entry import exchanges
from trafficaudit.readers.har.stream import Entry, Hole, Layout
from trafficaudit.readers.network import gathered
from trafficaudit.readers.pinned import Pinned, pin
from trafficaudit.readers.source import BODY_LIMIT, Items, Source, describe
from trafficaudit.readers.times import unix

NAME = "HAR"

HAR_BODY_LIMIT = BODY_LIMIT // 2
"""Bytes of one body that are kept: half of a flow file's, as a HAR's bodies are held as text and as bytes."""

INFLATED_LIMIT = 2 << 30
"""Bytes to which a compressed HAR may grow (2 GiB), in a temporary file."""

_MEMBERS = 1 << 16
"""Members of compressed data that are inflated: programs that pack in blocks make one of each 64 KiB."""

LISTS = "this HAR holds more than one list of entries: all of them were read, where other programs read one"

_LONGEST = 1e9
"""Milliseconds that an entry may have taken (eleven days)."""
_BOM = b"\xef\xbb\xbf"
_PIECE = 1 << 20
_GZIP = b"\x1f\x8b"
_ZLIB = tuple(b"\x78" + flag for flag in (b"\x01", b"\x5e", b"\x9c", b"\xda"))  # RFC 1950, 2.2
_EITHER = zlib.MAX_WBITS | 32


def sniff(head: bytes, path: Path) -> bool:
    """Tell whether a file starts like a JSON object, or is compressed and starts like one inside."""
    if _is_compressed(head):
        try:
            head = zlib.decompressobj(_EITHER).decompress(head, _PIECE)
        except zlib.error:
            return False
    return head.removeprefix(_BOM).lstrip(b" \t\r\n").startswith(b"{")


def open_source(path: Path, *, body_limit: int = HAR_BODY_LIMIT) -> Source:
    """Open a HAR.

    Args:
        path: a regular file.
        body_limit: bytes of one body that are kept; a longer one is cut, which is reported as a gap.

    Raises:
        ReadError: the file cannot be opened, or is JSON but no HAR.
    """
    pinned = pin(path)
    with _opened(path) as (file, _), mapped(file) as buffer:
        found = harstream.layout(buffer)
        traffic = _inside(path, file)
    if not found.log or (found.entries is None and not found.cut):
        raise ReadError("is JSON, but no HAR: it has no log.entries", name_of(path), "export the traffic as HAR 1.2")
    capture = _described(path, pinned, found)
    read = partial(_read, path, capture.id, found, body_limit)
    return Source(capture, read, network=partial(gathered, read), segments=traffic, files=(pinned,))


def _inside(path: Path, file: IO[bytes]) -> tuple[str, ...]:
    """Give the SHA-256 of what a compressed file inflates to: it is the same recording as what it was packed from."""
    with opened(path) as packed:
        if not _is_compressed(packed.read(2)):
            return ()
    file.seek(0)
    return (hashlib.file_digest(file, "sha256").hexdigest(),)  # type: ignore[arg-type]


def _read(path: Path, capture_id: str, found: Layout, body_limit: int, clock: ClockOrder | None = None) -> Items:
    position, holes = -1, 0
    with _opened(path) as (file, broken), mapped(file) as buffer:
        longest = body_limit // 3 * 4
        doubled = _twice(_walk(buffer, found, longest)) if hartwice.may(buffer) else frozenset[int]()
        for position, item in enumerate(_walk(buffer, found, longest)):
            if isinstance(item, Hole):
                holes += 1
                yield Gap(capture_id, position, item.offset, item.reason)
                continue
            if clock is not None:
                clock.take(position, *_times(item.value))
            made = exchanges(item.value, capture_id, position, item.offset, body_limit, cut=item.cut > 0)
            in_part = False
            for each in map(_unsent, made) if position in doubled else made:
                in_part |= isinstance(each, Exchange) and _in_part(each)
                yield each
            if item.cut:  # of a body the ledger counts it as examined in part
                reason = f"a text of {item.cut} bytes in this entry: only its first {longest} bytes were examined"
                yield Gap(capture_id, position, item.offset, reason, exchanges=0 if in_part else 1)
        if found.further:
            yield Gap(capture_id, 0, found.further[0], LISTS, exchanges=0)
        if doubled:
            yield Gap(capture_id, 0, 0, hartwice.told(len(doubled)), exchanges=0)
        if broken:
            yield Gap(capture_id, position + 1, len(buffer), broken)
        elif not found.complete and not holes:
            reason = "the file ends before the HAR does, or something else follows it"
            yield Gap(capture_id, position + 1, len(buffer), reason)


def _walk(buffer: Buffer, found: Layout, longest: int) -> Iterator[Entry | Hole]:
    starts = [] if found.entries is None else [found.entries, *found.further]
    return chain.from_iterable(harstream.entries(buffer, start, longest, complete=found.complete) for start in starts)


def _twice(items: Iterable[Entry | Hole]) -> frozenset[int]:
    return hartwice.twice((at, item.value) for at, item in enumerate(items) if isinstance(item, Entry))


def _unsent(item: Exchange | Gap) -> Exchange | Gap:
    return replace(item, sent=False, error=item.error or TWICE) if isinstance(item, Exchange) else item


def _in_part(exchange: Exchange) -> bool:
    sides = (exchange.request, exchange.response)
    return any(each is not None and len(each.body or b"") < each.body_size for each in sides)


def _times(entry: Mapping[str, object]) -> tuple[float | None, float | None]:
    """Give when an entry began and ended; ``time`` is the milliseconds that it took in all. None where it has none."""
    began, took = unix(entry.get("startedDateTime")), entry.get("time")
    if began is None or "_webSocketMessages" in entry:
        return None, None
    known = isinstance(took, int | float) and not isinstance(took, bool) and 0 < took < _LONGEST
    return began, began + (float(took) / 1000 if known else 0.0)  # type: ignore[arg-type]


def _is_compressed(head: bytes) -> bool:
    return head.startswith((_GZIP, *_ZLIB))


@contextmanager
def _opened(path: Path) -> Iterator[tuple[IO[bytes], str]]:
    """Open a HAR's JSON: the file itself, or what it inflates to in a temporary file, and why that is not all of it."""
    with opened(path) as file:
        if not _is_compressed(file.read(2)):
            yield file, ""
            return
        file.seek(0)
        with tempfile.TemporaryFile() as inflated:
            broken = _inflate(file, inflated)
            inflated.flush()
            if inflated.tell() == 0:
                raise ReadError("is compressed data that holds nothing", name_of(path), "export the HAR again")
            yield inflated, broken


def _inflate(file: IO[bytes], out: IO[bytes]) -> str:
    """Inflate a file, member by member (RFC 1952, 2.2); give why that is not all, or nothing."""
    rest = file.read(_PIECE)
    for _ in range(_MEMBERS):
        decoder = zlib.decompressobj(_EITHER)
        why = _inflate_member(decoder, rest, file, out)
        if why:
            return why
        rest = decoder.unused_data.lstrip(b"\0")  # zeros may fill the last block
        while not rest and (piece := file.read(_PIECE)):
            rest = piece.lstrip(b"\0")
        if not rest:
            return ""
        if not rest.startswith(_GZIP[: len(rest)]):
            return "something else follows the compressed data"
    return f"the compressed data has more than {_MEMBERS} members; the rest was not read"


def _inflate_member(decoder: "zlib._Decompress", data: bytes, file: IO[bytes], out: IO[bytes]) -> str:
    while not decoder.eof:
        if not data:
            return "the compressed data ends too early"
        before = decoder.copy()
        try:
            out.write(decoder.decompress(data, _PIECE))
        except zlib.error:
            _inflate_until_damage(before, data, out)
            return "the compressed data is damaged; what came before was read"
        if out.tell() > INFLATED_LIMIT:
            return f"the compressed data grows beyond {INFLATED_LIMIT} bytes; the rest was not read"
        data = decoder.unconsumed_tail or (b"" if decoder.eof else file.read(_PIECE))
    return ""


def _inflate_until_damage(decoder: "zlib._Decompress", data: bytes, out: IO[bytes]) -> None:
    """Write what the bytes before the damage inflate to; a decoder that fails gives nothing of its last piece."""
    try:
        for at in range(len(data)):
            out.write(decoder.decompress(data[at : at + 1]))
    except zlib.error:
        return


def _described(path: Path, pinned: Pinned, found: Layout) -> Capture:
    """Describe the capture, with what ``creator``, ``browser`` and cyanoacrylate's ``_tweasel`` say of its making."""
    metadata: dict[str, str] = {}
    for key in ("creator", "browser"):
        maker = found.members.get(key)
        if isinstance(maker, Mapping):
            metadata[key] = " ".join(_texts(maker, "name", "version"))
    tweasel = found.members.get("_tweasel")
    app = _tweasel(tweasel, metadata) if isinstance(tweasel, Mapping) else ""
    unread = harunread.unread(found.members, app)
    return describe(
        path,
        pinned,
        NAME,
        app=app,
        metadata={key: value for key, value in metadata.items() if value},
        lost=counts(unread, ()),
        unread=unread,
        counted=harunread.states(found.members),
    )


def _tweasel(tweasel: Mapping[str, object], metadata: dict[str, str]) -> str:
    metadata["started_at"] = "".join(_texts(tweasel, "startDate"))
    metadata["ended_at"] = "".join(_texts(tweasel, "endDate"))
    device = tweasel.get("device")
    if isinstance(device, Mapping):
        metadata["device"] = " ".join(_texts(device, "platform", "osVersion", "manufacturer", "model", "runTarget"))
    listed = tweasel.get("apps")
    apps = [each for each in listed if isinstance(each, Mapping)] if isinstance(listed, list) else []
    metadata["apps"] = ", ".join(" ".join(_texts(each, "id", "version", "versionCode")) for each in apps)
    ids = {text for each in apps for text in _texts(each, "id")}
    return ids.pop() if len(ids) == 1 else ""


def _texts(holder: Mapping[str, object], *keys: str) -> list[str]:
    return [printable(value) for value in map(holder.get, keys) if isinstance(value, str) and value]
