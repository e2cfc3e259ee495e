"""HTTP/2 in what a TLS library carried (RFC 9113): frames by hyperframe, header blocks by hpack (RFC 7541)."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import hpack
from hpack.exceptions import HPACKError
from hyperframe.exceptions import HyperframeError
from hyperframe.frame import (
    ContinuationFrame,
    DataFrame,
    Frame,
    HeadersFrame,
    PushPromiseFrame,
    RstStreamFrame,
)

from trafficaudit.model import Headers, Message
from trafficaudit.plurals import several
from trafficaudit.readers.plaintext.streams import Found, Trouble

PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"

_HEAD = 9
_TABLE = 1 << 20
_LIST = 1 << 20
_MOST = 100_000
_WORK = 1 << 27
"""Bytes of all headers of one direction: one byte on the wire may stand for a header of any length (RFC 7541, 7.3)."""


@dataclass(slots=True)
class _Half:
    """One direction of a stream."""

    headers: Headers = ()
    pseudo: dict[bytes, bytes] = field(default_factory=dict)
    body: bytearray = field(default_factory=bytearray)
    trailers: Headers = ()
    begun: bool = False
    whole: bool = False
    reset: bool = False
    offset: int = 0

    @property
    def authority(self) -> bytes:
        """The host that a request names: in its pseudo-header, else in ``Host`` (RFC 9113, 8.3.1)."""
        named = (value for name, value in self.headers if name.lower() == b"host")
        return self.pseudo.get(b":authority") or next(named, b"")

    def message(self) -> Message:
        status = self.pseudo.get(b":status", b"")
        code = int(status) if status.isdigit() and len(status) <= 3 else None
        return Message(self.headers, bytes(self.body), "wire", len(self.body), self.trailers, code)


def sniff(sent: bytes | bytearray) -> bool:
    """Tell whether a connection begins with the client's preface (RFC 9113, 3.4)."""
    return sent.startswith(PREFACE)


def exchanges(sent: bytes | bytearray, received: bytes | bytearray) -> tuple[list[Found], list[Trouble]]:
    """Read a connection's streams, in the order in which they were opened."""
    troubles: list[Trouble] = []
    requests = _Reader(bytes(sent), len(PREFACE), "sent", troubles).halves()
    responses = _Reader(bytes(received), 0, "received", troubles).halves()
    found = []
    unasked = [number for number in responses if number % 2 and number not in requests]
    if unasked:
        answers = several(len(unasked), "response answers", "responses answer")
        troubles.append(Trouble(f"{answers} no request that was read", 0))
    for number, request in requests.items():
        answer = responses.get(number)
        found.append(
            Found(
                "http/2",
                request.pseudo.get(b":method", b""),
                request.pseudo.get(b":path", b""),
                request.authority,
                request.message(),
                answer.message() if answer is not None else None,
                request.offset,
            )
        )
        if not (request.whole or request.reset):
            troubles.append(Trouble(f"the request of stream {number} is not whole", 0))
    return found, troubles


class _Reader:
    """Reads the frames of one direction."""

    def __init__(self, data: bytes, start: int, way: str, troubles: list[Trouble]) -> None:
        self._data, self._start, self._way, self._troubles = data, start, way, troubles
        self._hpack = hpack.Decoder(max_header_list_size=_LIST)
        self._hpack.max_allowed_table_size = _TABLE
        self._halves: dict[int, _Half] = {}
        self._block = bytearray()
        self._opening: HeadersFrame | PushPromiseFrame | None = None
        self._pushed, self._left = 0, _WORK

    def halves(self) -> dict[int, _Half]:
        """Give the streams' halves by their numbers; what is broken ends it, and is told."""
        at = self._start
        try:
            for at, frame in self._frames():
                self._take(frame, at)
        except (HyperframeError, HPACKError, ValueError, IndexError) as error:
            why = str(error)[:200] or type(error).__name__
            self._troubles.append(Trouble(f"HTTP/2 that it {self._way} could not be read from byte {at} on: {why}"))
        else:
            self._tell_headless()
        if self._pushed:
            self._troubles.append(Trouble(f"{self._pushed} pushed responses were not read", self._pushed))
        return {number: half for number, half in self._halves.items() if half.begun}

    def _tell_headless(self) -> None:
        """Tell of what no exchange is made of: streams whose head never came, or not the whole of it."""
        asked = self._way == "sent"  # an answer without its head leaves its request
        opening, half = self._opening, _Half()
        if opening is not None:
            half = self._halves.get(opening.stream_id, half)
            what = f"the last header block that it {self._way} is not whole"
            self._troubles.append(Trouble(what, int(asked and not half.begun)))
        lost = [each for each in self._halves.values() if each.body and not each.begun and each is not half]
        if lost:
            streams = several(len(lost), "stream", "streams")
            self._troubles.append(Trouble(f"of {streams} that it {self._way} no head was read", len(lost) * asked))

    def _frames(self) -> Iterator[tuple[int, Frame]]:
        view, at = memoryview(self._data), self._start
        while at + _HEAD <= len(view):
            frame, length = Frame.parse_frame_header(view[at : at + _HEAD])
            if at + _HEAD + length > len(view):
                break
            frame.parse_body(view[at + _HEAD : at + _HEAD + length])
            yield at, frame
            at += _HEAD + length
        if at < len(view):
            self._troubles.append(Trouble(f"the last frame that it {self._way} is not whole", 0))

    def _take(self, frame: Frame, at: int) -> None:
        if isinstance(frame, HeadersFrame | PushPromiseFrame):
            if self._opening is not None:  # nothing may stand between its pieces (RFC 9113, 4.3)
                raise ValueError("a header block has no end")
            self._opening, self._block = frame, bytearray(frame.data)
        elif isinstance(frame, ContinuationFrame) and self._opening is not None:
            self._block += frame.data
            if len(self._block) > _LIST:
                raise ValueError("a header block is too long")
        elif isinstance(frame, DataFrame):
            half = self._half(frame.stream_id)
            half.body += frame.data
            half.whole = half.whole or "END_STREAM" in frame.flags
        elif isinstance(frame, RstStreamFrame):
            self._half(frame.stream_id).reset = True
        if isinstance(frame, HeadersFrame | PushPromiseFrame | ContinuationFrame) and "END_HEADERS" in frame.flags:
            self._close(at)

    def _close(self, at: int) -> None:
        """A header block is whole: it must be decoded whatever it is for, as the next one builds on it."""
        opening, self._opening = self._opening, None
        if opening is None:
            raise ValueError("a header block has no beginning")
        pairs = [(bytes(name), bytes(value)) for name, value in self._hpack.decode(bytes(self._block), raw=True)]
        self._left -= sum([len(name) + len(value) for name, value in pairs])
        if self._left < 0:
            raise ValueError(f"its headers unpack to more than {_WORK} bytes")
        if isinstance(opening, PushPromiseFrame):
            self._pushed += 1
            return
        half = self._half(opening.stream_id)
        half.whole = half.whole or "END_STREAM" in opening.flags
        plain = tuple((name, value) for name, value in pairs if not name.startswith(b":"))
        if half.begun:
            half.trailers = plain
            return
        pseudo = {name: value for name, value in pairs if name.startswith(b":")}
        if pseudo.get(b":status", b"").startswith(b"1"):
            return  # 100 and 103 come before the response
        half.begun, half.headers, half.pseudo, half.offset = True, plain, pseudo, at

    def _half(self, number: int) -> _Half:
        half = self._halves.get(number)
        if half is None:
            if len(self._halves) >= _MOST:
                raise ValueError("there are too many streams")
            half = self._halves[number] = _Half()
        return half
