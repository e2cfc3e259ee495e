"""One HTTP message as a proxy saves it: the bytes of an HTTP/1 message, whatever version it went over.

Proxies write HTTP/2 in the same form. Some take the chunks (RFC 9112, 7.1) or the content encoding (RFC 9110, 8.4) off
and leave the header that names it: what the bytes show counts, not the header.
"""

import re
from dataclasses import dataclass

from trafficaudit.model import BodyForm, Headers, Message
from trafficaudit.readers.har.headers import announced

HEAD = 1 << 20
"""Bytes in which the head of a message must end."""

_END = re.compile(rb"\r?\n\r?\n")
_FOLDED = re.compile(rb"\r?\n[ \t]+")
_SIZE = re.compile(rb"([0-9A-Fa-f]{1,15})[ \t]*(?:;[^\r\n]{0,4096})?\r?\n")
_MOST_CHUNKS = 1_000_000
_MAGIC = {
    b"gzip": b"\x1f\x8b",
    b"x-gzip": b"\x1f\x8b",
    b"zstd": b"\x28\xb5\x2f\xfd",
}  # RFC 1952, 2.3.1; RFC 8878, 3.1.1
_BODILESS = (204, 304)
_CHANGED = 64
"""Bytes that a text may have lost on its way into a file without being cut."""


@dataclass(frozen=True, slots=True)
class Raw:
    """A message: its first line, its headers, the bytes behind them, and how many lines of its head are no header."""

    start: bytes
    headers: Headers
    body: bytes
    strange: int = 0


@dataclass(frozen=True, slots=True)
class Carried:
    """The body of a message: its bytes, their form, how many there were, its trailers, and what is wrong with it."""

    body: bytes | None
    form: BodyForm
    size: int
    trailers: Headers = ()
    wrong: str = ""

    def message(self, headers: Headers, status: int | None = None) -> Message:
        """Give the message that carries it."""
        return Message(headers, self.body, self.form, self.size, self.trailers, status)


def parse(data: bytes) -> Raw | None:
    r"""Part a message; None where its head does not end within ``HEAD`` bytes of a longer one, or is empty.

    >>> parse(b"GET /a HTTP/1.1\r\nHost: shop.example\r\n\r\nx")
    Raw(start=b'GET /a HTTP/1.1', headers=((b'Host', b'shop.example'),), body=b'x', strange=0)
    """
    ended = _END.search(data, 0, HEAD)
    if ended is None and len(data) > HEAD:
        return None
    head, body = (data[: ended.start()], data[ended.end() :]) if ended else (data.rstrip(b"\r\n"), b"")
    start, _, rest = head.partition(b"\n")
    if not start.strip():
        return None
    headers, strange = _headers(rest)
    return Raw(start.strip(), headers, body, strange)


def carried(raw: Raw, *, limit: int, text: bool = False, bodiless: bool = False, status: int | None = None) -> Carried:
    """Give what a message carries.

    Args:
        raw: the message.
        limit: bytes of its body that are kept.
        text: whether the body was written as text, so that its bytes are not what they were.
        bodiless: whether it answers a request that wants no body (HEAD; RFC 9110, 9.3.2).
        status: that of an answer.
    """
    whole, trailers, wrong = _unchunked(raw)
    coding = _value(raw.headers, b"content-encoding")
    taken_off = coding in _MAGIC and not whole.startswith(_MAGIC[coding])
    form: BodyForm = "text" if text else "decoded" if taken_off else "wire"
    told = 0 if bodiless or status in _BODILESS or _chunked(raw.headers) else announced(raw.headers)
    if not whole and told:
        return Carried(None, form, told, trailers, wrong)
    comparable = form == "wire" or (not coding and told - len(whole) > max(_CHANGED, told // 16))
    return Carried(whole[:limit], form, max(len(whole), told) if comparable else len(whole), trailers, wrong)


def _headers(lines: bytes) -> tuple[Headers, int]:
    """Read header lines; a line that begins with a blank goes on with the one before it (RFC 9112, 5.2)."""
    out, strange = [], 0
    for line in _FOLDED.sub(b" ", lines).split(b"\n"):
        name, colon, value = line.strip(b"\r").partition(b":")
        if colon and name.strip():
            out.append((name.strip(), value.strip()))
        elif line.strip():
            strange += 1
    return tuple(out), strange


def _value(headers: Headers, name: bytes) -> bytes:
    return next((value.strip().lower() for each, value in headers if each.lower() == name), b"")


def _chunked(headers: Headers) -> bool:
    return _value(headers, b"transfer-encoding").endswith(b"chunked")


def _unchunked(raw: Raw) -> tuple[bytes, Headers, str]:
    """Take chunks off, where the body still has them: its bytes, its trailers, and why these are not all."""
    body = raw.body
    if not _chunked(raw.headers) or _SIZE.match(body) is None:
        return body, (), ""
    out, at = bytearray(), 0
    for _ in range(_MOST_CHUNKS):
        line = _SIZE.match(body, at)
        if line is None:
            # The first line of a text may look like a size: where no chunk was whole, the chunks were taken off before.
            return (bytes(out), (), "its chunks break off") if out else (body, (), "")
        size, start = int(line[1], 16), line.end()
        if not size:
            return bytes(out), _headers(body[start:])[0], ""
        piece = body[start : start + size]
        behind = body[start + size : start + size + 2]
        if len(piece) == size and behind and not behind.startswith((b"\r\n", b"\n")):
            return (bytes(out), (), "its chunks break off") if out else (body, (), "")
        out += piece
        if len(piece) < size or not behind:
            return bytes(out), (), "its chunks break off"
        at = start + size + (2 if behind == b"\r\n" else 1)
    return bytes(out), (), "it has too many chunks"
