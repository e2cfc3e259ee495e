"""The parts of an exchange in which decoding starts: its URL, its headers and cookies, its bodies."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from trafficaudit.decode import media_type
from trafficaudit.decode.node import NO_HINT, Hint
from trafficaudit.decode.packed import keyed
from trafficaudit.model import DIRECTIONS, BodyForm, Direction, Exchange, Headers, Message, Part
from trafficaudit.quick import quick

_MESSAGES = ("websocket", "tcp", "udp")
_PAIRED = re.compile("[\ud800-\udc7f\udd00-\udfff]").search
_DIGITS = 8
_ODD = re.compile("[0-9@]").search


@dataclass(frozen=True, slots=True)
class Start:
    """One part: its raw bytes, in which spans count, and the layer it is known to have (``url``, ``cookie``, ...).

    ``known`` is ``name`` where a header's name is looked into, beside its value.
    """

    direction: Direction
    part: Part
    path: str
    key: str
    raw: bytes
    hint: Hint = NO_HINT
    known: str = ""


_start = quick(Start)


def starts(exchange: Exchange) -> Iterator[Start]:
    """Give the parts in the order URL, request headers, request body, response headers, response body."""
    if exchange.protocol == "dns":
        yield from _dns(exchange)
        return
    if exchange.url and exchange.protocol not in _MESSAGES:
        yield _start("request", "url", "$", "", url_bytes(exchange.url), known="url")
    for direction, message in zip(DIRECTIONS, (exchange.request, exchange.response), strict=True):
        if message is not None:
            yield from _headers(direction, message.headers, "")
            yield from _headers(direction, message.trailers, "trailers.")
            if message.body:
                yield _start(direction, "body", "$", "", message.body, _hint(message, exchange.url))


def url_bytes(text: str) -> bytes:
    """Give the bytes of a URL; a surrogate that no undecodable byte gave is kept as one."""
    if text.isascii():
        return text.encode("ascii")
    return text.encode("utf-8", "surrogatepass" if _PAIRED(text) else "surrogateescape")


def _dns(exchange: Exchange) -> Iterator[Start]:
    """Give a query's names, which stand in its URL, what it has besides them, and the texts of its answer.

    The other answers say where servers are, and nothing of a person.
    """
    yield _start("request", "url", "$", "", url_bytes(exchange.url), known="host")
    if exchange.request is not None:
        yield from _headers("request", exchange.request.headers, "")
    if exchange.response is not None:
        texts = tuple(each for each in exchange.response.headers if each[1].split(b" ")[1:2] == [b"TXT"])
        yield from _headers("response", texts, "")


def _headers(direction: Direction, headers: Headers, prefix: str) -> Iterator[Start]:
    seen: dict[str, int] = {}
    for raw_name, value in headers:
        name = _lower(raw_name)
        count = seen.get(name, 0)
        seen[name] = count + 1
        if not prefix and name in ("cookie", "set-cookie"):
            yield _start(direction, "cookie", "$", "", value, known=name)
        else:
            path = f"{prefix}{name}[{count}]" if count else prefix + name
            if _ODD(name) and _is_data(name):
                yield _start(direction, "header", path, name, raw_name, known="name")
            yield _start(direction, "header", path, name, value)


@lru_cache(maxsize=1 << 12)
def _lower(raw_name: bytes) -> str:
    return raw_name.decode("utf-8", "replace").lower()


def _is_data(name: str) -> bool:
    """Say whether a header's name looks like data itself (a number, a token), as names of members may."""
    return "@" in name or sum(map(str.isdigit, name)) >= _DIGITS


def _hint(message: Message, url: str) -> Hint:
    """Take from the headers what they say of the body; the same ones come again and again."""
    lowered = [(name.lower(), value) for name, value in message.headers]
    hint = _told(tuple([each for each in lowered if each[0] in _TELLING]), message.body_form)
    hidden = keyed.labels(lowered, url)
    return hint._replace(encodings=hint.encodings + hidden) if hidden else hint


_KEPT = frozenset(("base64", "aws-chunked"))
_PACKED = b"x-log-compresstype"
"""How Alibaba's log service says what packs a body (its PutLogs); what it calls deflate is zlib's."""
_TELLING = frozenset((b"content-type", b"content-encoding", b"grpc-encoding", _PACKED))


@lru_cache(maxsize=1 << 10)
def _told(headers: Headers, form: BodyForm) -> Hint:
    first: dict[bytes, bytes] = {}
    encodings: list[str] = []
    for name, value in headers:
        first.setdefault(name, value)
        if name in (b"content-encoding", _PACKED):
            encodings += [e.strip().lower() for e in value.decode("latin-1").split(",")]
    hint = media_type.parse(first.get(b"content-type", b""))
    labels = tuple(e for e in reversed(encodings) if e not in ("", "identity"))[:16]
    if hint.essence.startswith("application/grpc-web-text"):
        labels += ("base64",)
    if form == "wire":
        hint = hint._replace(encodings=labels)
    else:
        # What compresses was taken off by whoever recorded it, these never are.
        hint = hint._replace(encodings=tuple(each for each in labels if each in _KEPT))
    if form == "text":
        hint = hint._replace(charset="")
    coding = first.get(b"grpc-encoding", b"").decode("latin-1").strip().lower()
    return hint._replace(message_encoding=coding if coding != "identity" else "")
