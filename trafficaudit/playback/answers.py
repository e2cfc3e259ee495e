"""Which answers of a capture can be given again, and the files that hand them to mitmproxy.

mitmproxy holds every answer in memory, so the size of a capture and the memory that its answers take are bounded before
the proxy starts. A flow file of which everything can be served is handed over as it is; of any other one the records
that can be served are copied, byte for byte. A HAR, a Fiddler archive and Burp Suite's items are written anew.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from trafficaudit import evidence
from trafficaudit.capturefiles import traffic_files
from trafficaudit.errors import OutputError, ReadError
from trafficaudit.model import Exchange, Gap, Headers
from trafficaudit.playback.harcopy import entry, sendable
from trafficaudit.readers import package, verified
from trafficaudit.readers.file import head_of, mapped, name_of, reason_of
from trafficaudit.readers.flow import file as flowfile
from trafficaudit.readers.flow import records as flowrecords
from trafficaudit.readers.flow.http import is_bodiless, leaves_whole
from trafficaudit.readers.har import file as har
from trafficaudit.readers.saved import burp, saz

SIZE_LIMIT = 1 << 30
"""Bytes of a capture that are served unless another limit is given (1 GiB)."""

PER_ANSWER, PER_HEADER = 4 << 10, 256
"""Bytes that an answer and each of its headers count beside their own, as mitmproxy holds them: measured (7.2 KiB for a
flow with 24 headers) and rounded up."""

_HAR_WEIGHT = 4
"""What a body counts for when it is loaded from a HAR: as base64, as text, and as bytes."""

_CONVERSATIONS = {
    "websocket": "WebSocket messages",
    "tcp": "raw TCP messages",
    "udp": "UDP messages",
    "dns": "DNS queries",
}
_UNFIT = re.compile(rb"[\r\n\0]")
_UPGRADE = 101


@dataclass(frozen=True, slots=True)
class Playback:
    """What is handed to the proxy.

    Args:
        name: the capture's name.
        files: flow files and HARs in the order of their answers.
        answers: exchanges that can be answered again.
        left_out: what the capture holds and cannot be served: what it is, and how many of it.
        confirm: raises ``ReadError`` where a verified capture was touched since; for when the proxy has read it.
    """

    name: str
    files: tuple[Path, ...]
    answers: int
    left_out: tuple[tuple[str, int], ...]
    confirm: Callable[[], None] = lambda: None


_WRITTEN_ANEW = (har.NAME, saz.NAME, burp.NAME)
"""Formats that mitmproxy does not read, or not as they are."""


def prepare(capture: Path, scratch: Path, limit: int = SIZE_LIMIT) -> Playback:
    """Sort out what of a capture can be served.

    Args:
        capture: a flow file, a HAR (also compressed), a Fiddler archive, Burp Suite's items, a folder, also one that is
            still being recorded, or a sealed package, which is verified first.
        scratch: an existing folder for copies, which hold what the capture holds; the caller removes it.
        limit: bytes that the capture may have, and that its answers may take in memory.

    Raises:
        ReadError: it cannot be read, holds nothing that can be served, or is too large.
        EvidenceError: the sealed package is rejected.
        OutputError: a copy cannot be written.
    """
    try:
        return _prepare(capture, scratch, limit)
    except OSError as error:
        raise OutputError(
            f"a copy of the answers cannot be written: {error.strerror}", name_of(scratch), "free some space"
        ) from None


def unserved(method: str, status: int | None, headers: Headers, size: int | None) -> str:
    """Say why a recorded answer cannot be given again; empty where it can.

    Args:
        method: the request's method.
        status: the answer's status code, ``None`` where there was no answer.
        headers: the answer's headers as they would be sent.
        size: bytes of its body that the recording holds, ``None`` where it holds no body.
    """
    if method == "CONNECT" or status is None:
        return "tunnels (CONNECT)" if status is not None else "exchanges without a response"
    if status < 200:
        return "upgrades to WebSocket or another protocol" if status == _UPGRADE else "interim responses"
    if size is None:
        return "responses whose body was not recorded"
    if any(not name or _UNFIT.search(name + value) for name, value in headers):
        return "responses with a header that cannot be sent"
    return "responses whose body was cut" if size < _least(method, status, headers) else ""


def _prepare(capture: Path, scratch: Path, limit: int) -> Playback:
    inside = evidence.capture_of(capture) if package.sniff(b"", capture) else capture
    _check_size(inside, limit)
    opened = verified.opened(capture)
    source, capture = opened.source, inside
    tally = _Tally(capture, limit)
    if source.capture.format in _WRITTEN_ANEW:
        files = [_from_har(source.items(), scratch / "answers.har", tally)]
    else:
        files = []
        for number, segment in enumerate(_segments(capture)):
            file = _from_flow_file(segment, scratch / f"answers-{number:04d}.mitm", tally)
            files += [file] if file is not None else []
    if not tally.answers:
        held = "; ".join(f"{what}: {count}" for what, count in tally.left_out.items()) or "nothing"
        raise ReadError(
            f"holds no answer that can be given again ({held})",
            name_of(capture),
            "record again, or name another capture",
        )
    made = Playback(source.capture.name, tuple(files), tally.answers, tuple(tally.left_out.items()))
    # What is still being recorded may grow: nothing was said of it that this would make untrue.
    return replace(made, confirm=opened.confirm) if opened.verdict else made


class _Tally:
    """Counts what is served and what is not, and stops where it would grow too large."""

    def __init__(self, capture: Path, limit: int) -> None:
        self._capture, self._limit = capture, limit
        self.answers, self._bytes = 0, 0
        self.left_out: Counter[str] = Counter()

    def answer(self, exchange: Exchange, weight: int = 1) -> None:
        self.answers += 1
        self._bytes += PER_ANSWER
        for message in filter(None, (exchange.request, exchange.response)):
            self._bytes += message.body_size * weight + PER_HEADER * len(message.headers)
        if self._bytes > self._limit:
            raise _too_large(self._capture, f"its answers take more than {_mebibytes(self._limit)} MiB of memory")


def _check_size(capture: Path, limit: int) -> None:
    try:
        files = _segments(capture)
        size = sum(file.stat().st_size for file in files)
    except OSError as error:
        raise ReadError(reason_of(error), name_of(capture), "check the path and its permissions") from None
    if size > limit:
        raise _too_large(capture, f"has {_mebibytes(size)} MiB, and {_mebibytes(limit)} MiB are the limit")


def _too_large(capture: Path, what: str) -> ReadError:
    remedy = "name a single segment of it, or raise the limit with --max-size if this machine has the memory"
    return ReadError(f"is too large to be held in memory: {what}", name_of(capture), remedy)


def _mebibytes(size: int) -> int:
    return -(-size // (1 << 20))


def _segments(capture: Path) -> list[Path]:
    if not capture.is_dir():
        return [capture]
    return traffic_files(capture)


def _from_flow_file(segment: Path, copy: Path, tally: _Tally) -> Path | None:
    """Give the file to hand over for a flow file; None where nothing of it can be served."""
    if segment.stat().st_size == 0 or not flowfile.sniff(head_of(segment), segment):
        tally.left_out["files that are no flow file"] += 1
        return None
    kept = _servable(segment, tally)
    with segment.open("rb") as file, mapped(file) as buffer:
        records = list(flowrecords.split(buffer, len(buffer)))
        if len(kept) == len(records):
            return segment
        if not kept:
            return None
        with copy.open("xb") as out:
            for position in kept:
                out.write(buffer[records[position].offset : records[position].end + 1])
    return copy


def _servable(segment: Path, tally: _Tally) -> list[int]:
    """Give the positions of the records that hold an answer; whatever else there is is counted."""
    positions = []
    items = flowfile.read(segment, "", body_limit=segment.stat().st_size)
    for position, group in groupby(items, key=lambda item: item.position):
        answer, damaged = None, False
        for item in group:
            if isinstance(item, Gap):
                damaged = damaged or not leaves_whole(item.reason)
            elif why := _why_not(item):
                tally.left_out[why] += 1
            else:
                answer = item
        if damaged:
            tally.left_out["damaged records"] += 1
        elif answer is not None:
            tally.answer(answer)
            positions.append(position)
    return positions


def _why_not(exchange: Exchange) -> str:
    if exchange.protocol in _CONVERSATIONS:
        return _CONVERSATIONS[exchange.protocol]
    response = exchange.response
    if response is None:
        return unserved(exchange.method, None, (), None)
    size = None if response.body is None else response.body_size
    return unserved(exchange.method, response.status, response.headers, size)


def _least(method: str, status: int, headers: Headers) -> int:
    """Give the length that the headers name; 0 where they name none, the body came in chunks, or there is none."""
    named = {name.lower(): value.strip() for name, value in headers}
    length = named.get(b"content-length", b"")
    counts = length.isdigit() and len(length) < 19 and b"transfer-encoding" not in named
    return int(length) if counts and not is_bodiless(method, status) else 0


def _from_har(items: Iterator[Exchange | Gap], copy: Path, tally: _Tally) -> Path:
    """Write a HAR anew; an entry of which only a part could not be read (a cookie, a time) is served."""
    with copy.open("x", encoding="ascii") as out:
        out.write('{"log": {"version": "1.2", "entries": [')
        separator = "\n"
        for _, group in groupby(items, key=lambda item: item.position):
            given = list(group)
            exchanges = [sendable(item) for item in given if isinstance(item, Exchange)]
            # A gap that stands for no exchange tells of what lay in the browser, or how a list is written.
            if not exchanges and any(item.exchanges for item in given if isinstance(item, Gap)):
                tally.left_out["damaged entries"] += 1
            for exchange in exchanges:
                if why := _why_not(exchange):
                    tally.left_out[why] += 1
                    continue
                tally.answer(exchange, _HAR_WEIGHT)
                out.write(separator + json.dumps(entry(exchange)))
                separator = ",\n"
        out.write("\n]}}")
    return copy
