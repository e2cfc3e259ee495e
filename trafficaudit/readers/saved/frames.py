"""The messages of a WebSocket that Fiddler saved (``raw/N_w.txt``): each frame as it went (RFC 6455, 5.2).

A frame stands behind lines of its own: ``Request-Length`` (sent by the app) or ``Response-Length``, ``ID``,
``BitFlags`` (decimal) and the times that are known. What was compressed (RFC 7692) still is.
"""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial

from trafficaudit.model import UNDATED, Exchange, Message
from trafficaudit.readers.har.headers import EntryGaps
from trafficaudit.readers.saved.exchange import UNDATED_SAID
from trafficaudit.readers.source import Items
from trafficaudit.readers.times import parse_time

_HEAD = re.compile(
    rb"(Request|Response)-Length: ([0-9]{1,12})\r?\n((?:[A-Za-z]{1,20}: [^\r\n]{0,100}\r?\n){0,16})\r?\n"
)
_LINE = re.compile(rb"([A-Za-z]{1,20}): ([^\r\n]*)")
_ABORTED = 1
_CONTINUATION, _CONTROL, _PONG = 0, 8, 10
_COMPRESSED = 0x40
_LONG = 1 << 24
_TIMES = (b"doneread", b"beginsend", b"donesend")
_TAIL = b"\x00\x00\xff\xff"  # RFC 7692, 7.2.2
NOT_SENT = "Fiddler did not pass this message on: it counts as sent to nobody"


@dataclass(frozen=True, slots=True)
class _Frame:
    sent: bool
    at: datetime | None
    aborted: bool
    last: bool
    compressed: bool
    opcode: int
    data: bytes


@dataclass(slots=True)
class _Side:
    """What of one direction is open: the frames of a message so far, and what undoes their compression.

    ``troubles`` is what is told of the whole conversation.
    """

    troubles: dict[str, None]
    frames: list[_Frame] = field(default_factory=list)
    inflate: "zlib._Decompress" = field(default_factory=partial(zlib.decompressobj, -zlib.MAX_WBITS))

    def inflated(self, data: bytes, limit: int) -> bytes:
        """Undo the compression of a message; one that cannot be undone is told and stays as it is."""
        if self.inflate.eof:  # RFC 7692, 7.2.3.4: a message may end with a last block, and the next one begins anew
            self.inflate = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            whole = self.inflate.decompress(data + _TAIL, limit + 1)
        except zlib.error:
            self.troubles["a message of this WebSocket is compressed, and could not be decompressed"] = None
            return data
        if self.inflate.unconsumed_tail:
            self.troubles[f"only the first {limit} bytes of a message of this WebSocket were examined"] = None
            self.inflate = zlib.decompressobj(-zlib.MAX_WBITS)  # what comes after it cannot be read without it
        return whole


def messages(data: bytes, handshake: Exchange, context: EntryGaps) -> Items:
    """Give the messages of a WebSocket, and what could not be read of them as a gap.

    Args:
        data: the member of the archive.
        handshake: the exchange that opened it.
        context: whose ``limit`` bounds the bytes of one message.
    """
    template = replace(
        handshake, request=None, response=None, error=None, sent_until=None, protocol="websocket", method="MESSAGE"
    )
    number, troubles = 0, dict[str, None]()
    sides = {sent: _Side(troubles) for sent in (True, False)}
    for frame in _frames(data):
        if isinstance(frame, str):
            troubles[frame] = None
            continue
        side = sides[frame.sent]
        if frame.opcode >= _CONTROL:
            whole = [frame] if frame.data and frame.opcode != _PONG else []
        else:
            if frame.opcode != _CONTINUATION and side.frames:
                troubles["a message of this WebSocket has no end"] = None
                side.frames.clear()
            side.frames.append(frame)
            whole = side.frames if frame.last else []
        if whole:
            yield _message(template, number, whole, side, context.limit)
            number += 1
        if whole is side.frames:
            side.frames = []
    if any(side.frames for side in sides.values()):
        troubles["a message of this WebSocket has no end"] = None
    for trouble in troubles:
        yield context.gap(trouble)


def _message(template: Exchange, number: int, frames: list[_Frame], side: _Side, limit: int) -> Exchange:
    first = frames[0]
    data = b"".join(frame.data for frame in frames)
    if first.compressed:
        data = side.inflated(data, limit)
    at = next((frame.at for frame in reversed(frames) if frame.at), None)
    if at is None:
        side.troubles[f"a message of this WebSocket has no time with an offset: {UNDATED_SAID}"] = None
    aborted = any(frame.aborted for frame in frames)
    message = Message(body=data[:limit], body_size=len(data), opcode=first.opcode)
    return replace(
        template,
        id=f"{template.id}.w{number}",
        started_at=at or UNDATED,
        request=message if first.sent else None,
        response=None if first.sent else message,
        error=NOT_SENT if aborted else None,
        sent=template.sent and not aborted,
    )


def _frames(data: bytes) -> Iterator[_Frame | str]:
    at = 0
    while at < len(data):
        head = _HEAD.match(data, at)
        if head is None:
            yield f"{len(data) - at} bytes of this WebSocket are no message of it"
            return
        size, start = int(head[2]), head.end()
        frame = data[start : start + size]
        said = {name.lower(): value.decode("ascii", "replace") for name, value in _LINE.findall(head[3])}
        yield (
            _frame(frame, said, sent=head[1] == b"Request")
            if len(frame) == size
            else "a message of this WebSocket is cut"
        )
        at = start + size
        at += next((len(end) for end in (b"\r\n", b"\n") if data.startswith(end, at)), 0)


def _frame(frame: bytes, said: dict[bytes, str], *, sent: bool) -> _Frame | str:
    if len(frame) < 2:
        return "a message of this WebSocket is no frame"
    length, at = frame[1] & 0x7F, 2
    if length >= 126:
        wide = 2 if length == 126 else 8
        length, at = int.from_bytes(frame[2 : 2 + wide]), 2 + wide
    masked = frame[1] & 0x80
    key = frame[at : at + 4] if masked else b""
    data = frame[at + len(key) :]
    # Fiddler writes the length of a frame of more than 16 MiB wrongly; the rest of it lies there all the same.
    if (len(data) != length or (masked and len(key) != 4)) and length < _LONG and len(frame) < _LONG:
        return "a message of this WebSocket is no frame"
    if key:
        data = (int.from_bytes(data) ^ int.from_bytes((key * (len(data) // 4 + 1))[: len(data)])).to_bytes(len(data))
    flags = said.get(b"bitflags", "0")
    return _Frame(
        sent,
        next((told for name in _TIMES if (told := parse_time(said.get(name)))), None),
        flags.isdigit() and bool(int(flags[:9]) & _ABORTED),
        bool(frame[0] & 0x80),
        bool(frame[0] & _COMPRESSED),
        frame[0] & 0x0F,
        data,
    )
