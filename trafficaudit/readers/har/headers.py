"""Headers and cookies of a HAR entry, and the notes on what is wrong with an entry."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from trafficaudit.model import Gap, Headers, Message
from trafficaudit.readers.har.body import to_bytes

_DIGITS = 15
"""Most digits of a size in bytes that is believed."""
_ESCAPE = len(r"\u0041")
_CHANGED = 64
"""Bytes that a text may have lost on its way into a HAR without being cut."""


@dataclass(slots=True)
class EntryGaps:
    """Which entry is being read, and what of it could not be.

    ``limit`` are the bytes of one body that are kept, ``cut`` says that a text was shortened to what holds as many.
    """

    capture_id: str
    position: int
    offset: int
    limit: int
    cut: bool = False
    gaps: list[Gap] = field(default_factory=list)

    def gap(self, reason: str, exchanges: int = 1) -> Gap:
        """Make a gap that names the entry, and of how many exchanges it is a loss."""
        return Gap(self.capture_id, self.position, self.offset, f"entry {self.position}: {reason}", exchanges=exchanges)

    def note(self, reason: str, exchanges: int = 1) -> None:
        """Keep a gap until the entry's exchange is out; however many parts of it are missing, it is lost once."""
        counted = any(gap.exchanges for gap in self.gaps)
        self.gaps.append(self.gap(reason, 0 if counted else exchanges))

    def size(self, body: bytes, reported: int = 0) -> int:
        """Give the bytes that a body had, or at least had where its text was shortened: an escape is six signs."""
        shortened = self.cut and len(body) >= self.limit // 3 * 4 // _ESCAPE
        return max(len(body) + 1, reported) if shortened else len(body)


def headers_of(value: object, key: str, context: EntryGaps) -> Headers:
    """Read a list of headers in its order; what in it is no header is noted and left out."""
    if not isinstance(value, list):
        context.note(wrong(key, value, "list"))
        return ()
    out = []
    for each in value:
        # Slack writes [name, value] instead of {"name": name, "value": value}.
        name, text = _pair(each)
        if name is None or text is None:
            context.note(f"{key} holds something that is no header")
        else:
            # Browsers write the Set-Cookie headers of a response as one, a line each.
            lines = text.split("\n") if name.lower() == "set-cookie" else (text,)
            out += [(to_bytes(name), to_bytes(line)) for line in lines if line or len(lines) == 1]
    return tuple(out)


def unrepeated(headers: Headers, request: Mapping[str, object]) -> Headers:
    """Leave out pseudo-headers (RFC 9113, 8.3.1) that say again what the method and the URL of a request say.

    Chrome lists them: a value in the URL would stand a second time, as that of a header.
    """
    url, method = str(request.get("url")).partition("#")[0], str(request.get("method"))
    scheme, _, rest = url.partition("://")
    place, slash, path = rest.partition("/")
    said = {b":method": method, b":scheme": scheme, b":authority": place, b":path": f"{slash}{path}" or "/"}
    return tuple((name, value) for name, value in headers if name not in said or to_bytes(said[name]) != value)


def _pair(each: object) -> tuple[str | None, str | None]:
    name: object = None
    text: object = None
    if isinstance(each, Mapping):
        name, text = each.get("name"), each.get("value")
    elif isinstance(each, list) and len(each) == 2:
        name, text = each
    if isinstance(text, int | float) and not isinstance(text, bool):
        text = str(text)
    if isinstance(text, list) and text and all(isinstance(one, str) for one in text):
        # Polly.JS lists the values of a name, as node-fetch has them; RFC 9110, 5.3, joins all but cookies.
        text = ("\n" if str(name).lower() == "set-cookie" else ", ").join(text)
    return name if isinstance(name, str) else None, text if isinstance(text, str) else None


def cookie_header(cookies: object, headers: Headers, context: EntryGaps) -> Headers:
    """Make the Cookie header of a request that lists its cookies only, as Safari does; nothing where it has one."""
    if any(name.lower() == b"cookie" for name, _ in headers):
        return ()
    pairs = _cookies(cookies, "request.cookies", context)
    return ((b"cookie", to_bytes("; ".join(f"{name}={value}" for name, value in pairs))),) if pairs else ()


def set_cookies(cookies: object, headers: Headers, context: EntryGaps) -> Headers:
    """Give a response's headers with a Set-Cookie of each cookie that it lists.

    WebKit joins the headers of one name by a comma: they are parted where a listed name stands behind one.
    """
    lines = [value for name, value in headers if name.lower() == b"set-cookie"]
    listed = _cookies(cookies, "response.cookies", replace(context, gaps=[]) if lines else context)
    pairs = [(to_bytes(name), to_bytes(text)) for name, text in listed]
    if len(pairs) <= len(lines):
        return headers
    parted = tuple(_parted(headers, {name for name, _ in pairs}))
    there = {line.partition(b"=")[0].strip() for name, line in parted if name.lower() == b"set-cookie"}
    return parted + tuple((b"set-cookie", name + b"=" + text) for name, text in pairs if name not in there)


def _parted(headers: Headers, names: set[bytes]) -> Iterator[tuple[bytes, bytes]]:
    """Give headers with one Set-Cookie for each cookie of those names."""
    border = re.compile(rb",\s*(?=(?:%s)=)" % b"|".join(map(re.escape, sorted(filter(None, names), reverse=True))))
    for name, value in headers:
        yield from ((name, each) for each in (border.split(value) if name.lower() == b"set-cookie" else (value,)))


def _cookies(cookies: object, key: str, context: EntryGaps) -> list[tuple[str, str]]:
    """Give the pairs of a list of cookies; what in it is none is noted and left out."""
    if cookies is None:
        return []
    if not isinstance(cookies, list):
        context.note(wrong(key, cookies, "list"))
        return []
    listed = list(map(_pair, cookies))
    pairs = [(name, text) for name, text in listed if name is not None and text is not None]
    if len(pairs) < len(listed):
        context.note(f"{key} holds something that is no cookie")
    return pairs


def is_coded(headers: Headers) -> bool:
    """Tell whether a message names a content encoding, which HARs take off: its size was that of something else."""
    return any(name.lower() == b"content-encoding" for name, _ in headers)


def announced(headers: Headers) -> int:
    """Give the size of the body that a message's headers announce (RFC 9110, 8.6), 0 where none does.

    Some tools write a size of 0 for a body that they did not keep; what went out is a gap all the same.
    """
    told = next((value.strip() for name, value in headers if name.lower() == b"content-length"), b"")
    return int(told) if told.isdigit() and len(told) <= _DIGITS else 0


def sized(message: Message, reported: int) -> Message:
    """Give a message the size that is reported of its body, where what stands in the HAR lacks a good part of that.

    Firefox keeps the first mebibyte (``devtools.netmonitor.requestBodyLimit``, ``responseBodyLimit``) and says nothing
    of the rest. A few bytes less are what a tool changed (line ends, what was blotted out); of UTF-16 half is left.
    """
    body = message.body or b""
    kinds = b"".join(value.lower() for name, value in message.headers if name.lower() == b"content-type")
    lost = reported - len(body) - body.count(b"\n")
    cut = body and lost > max(_CHANGED, reported // 16) and b"utf-16" not in kinds
    return replace(message, body_size=max(message.body_size, reported)) if cut else message


def wrong(key: str, value: object, wanted: str) -> str:
    """Say what is wrong with a key: it is missing, or no ``wanted``."""
    return f"{key} is missing" if value is None else f"{key} is no {wanted}"


def reported_size(size: object) -> int:
    """Give a size that an entry tells, in bytes; 0 where it tells none that can be."""
    return size if isinstance(size, int) and not isinstance(size, bool) and 0 < size < 1 << 50 else 0
