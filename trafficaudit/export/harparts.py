"""Headers, URLs and bodies as HAR 1.2 holds them, and the exact bytes beside them where it cannot.

HTTP Archive 1.2: http://www.softwareishard.com/blog/har-12-spec/. Bodies have their content encoding taken off; what
is no text that every reader turns into the same bytes is base64. Chrome's DevTools set the bounds, and mitmproxy, which
refuses a whole HAR for one host name or one content encoding that it does not know.
"""

import base64
import ipaddress
import re
from dataclasses import dataclass

from trafficaudit.decode.packed.inflate import inflate
from trafficaudit.model import BodyForm, Headers, Message
from trafficaudit.readers.har import own as harown
from trafficaudit.readers.har.body import from_latin1
from trafficaudit.readers.source import BODY_LIMIT

UNREADABLE_HOST = "unreadable-host.invalid"
"""Stands in for a host that could not stand in a URL (RFC 6761, 6.4); the URL as sent stands beside it."""

_KNOWN_CODINGS = frozenset(("", "identity", "gzip", "deflate", "br", "zstd"))
_LABELS = {"x-gzip": "gzip", "brotli": "br", "x-zstd": "zstd"}
_URL = re.compile(r"([a-z][a-z0-9+.\-]*)://([^/?#]*)(.*)", re.DOTALL | re.IGNORECASE)
_PLACE = re.compile(r"(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9._\-]{1,253})(:\d{1,5})?")
_LABEL = 63
_UNSAFE = re.compile(rb"[^!-~]")
_TEXT = re.compile(rb"[\t\n\r -~\x80-\xff]*")
_MAX_CODINGS = 8


@dataclass(frozen=True, slots=True)
class Body:
    """A body with its content encoding taken off where it could be; ``kept`` says that it could not."""

    data: bytes
    form: BodyForm
    kept: bool = False


def plain(message: Message) -> Body:
    """Give a message's body as HAR 1.2 wants it. A body that does not inflate to its last byte stays as it is."""
    data, form = message.body or b"", message.body_form
    codings = _codings(message.headers)
    if form != "wire" or not codings or not data:
        return Body(data, form)
    if len(codings) > _MAX_CODINGS:
        return Body(data, form, kept=True)
    for coding in reversed(codings):
        inflated = _inflated(coding, data)
        if inflated is None:
            return Body(message.body or b"", form, kept=True)
        data = inflated
    return Body(data, "decoded")


def _codings(headers: Headers) -> list[str]:
    named = ",".join(value.decode("latin-1") for name, value in headers if name.lower() == b"content-encoding")
    labels = [each.strip().lower() for each in named.split(",")]
    return [_LABELS.get(each, each) for each in labels if each not in ("", "identity")]


def _inflated(coding: str, data: bytes) -> bytes | None:
    # "deflate" is zlib (RFC 9110, 8.4.1.2), and raw deflate from some senders.
    formats = {"deflate": ("zlib", "deflate")}.get(coding, (coding,) if coding in _KNOWN_CODINGS else ())
    for name in formats:
        result = inflate(name, data, BODY_LIMIT)
        if not result.problem and result.used == len(data):
            return result.data
    return None


def text_of(data: bytes, content_types: list[bytes]) -> str | None:
    """Give a body as text where any reader turns it into the same bytes; ``None`` where it has to be base64.

    ASCII is the same in every charset that a header is likely to name; beyond it, only what says that it is UTF-8, or
    is JSON and says nothing, is read as UTF-8 everywhere.
    """
    if len(content_types) > 1 or not _TEXT.fullmatch(data):
        return None
    kind = (content_types[0] if content_types else b"").decode("latin-1").lower()
    charset = re.search(r"charset\s*=\s*[\"']?([^\"';,\s]*)", kind)
    utf8 = charset[1] in ("utf-8", "utf8") if charset else "json" in kind
    if not utf8 and not (data.isascii() and (charset is None or charset[1] in _ASCII_SUPERSETS)):
        return None
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return None
    return text if from_latin1(text) is None else None


_ASCII_SUPERSETS = frozenset(
    ("us-ascii", "ascii", "iso-8859-1", "latin1", "windows-1252", "euc-kr", "cp949", "ks_c_5601-1987", "gbk", "gb18030")
)


def header_list(headers: Headers) -> tuple[list[dict[str, str]], bool]:
    """Give headers as HAR lists them, and whether these are the exact ones.

    A header that is not UTF-8 shows replacement characters; a content encoding unknown to mitmproxy is left out.
    """
    joined = ", ".join(
        value.decode("latin-1") for name, value in headers if name.lower() == b"content-encoding"
    ).lower()
    listed, exact = [], True
    for name, value in headers:
        if name.lower() == b"content-encoding" and joined not in _KNOWN_CODINGS:
            exact = False
            continue
        shown = name.decode("utf-8", "replace"), value.decode("utf-8", "replace")
        exact &= (shown[0].encode(), shown[1].encode()) == (name, value)
        listed.append({"name": shown[0], "value": shown[1]})
    return listed, exact


def url_of(url: str) -> str:
    """Give a URL that every reader parses: printable ASCII, and a host that can be one."""
    match = _URL.fullmatch(url)
    if match is None:
        return f"https://{UNREADABLE_HOST}/"
    rest = match[3].encode("utf-8", "surrogateescape")
    shown = _UNSAFE.sub(lambda byte: b"%%%02X" % ord(byte[0]), rest).decode("ascii")
    return f"{match[1]}://{match[2] if _is_place(match[2]) else UNREADABLE_HOST}{shown}"


def _is_place(place: str) -> bool:
    match = _PLACE.fullmatch(place)
    if match is None or (match[2] and not 0 < int(match[2][1:]) <= 0xFFFF):
        return False
    if match[1].startswith("["):
        try:
            return bool(ipaddress.IPv6Address(match[1][1:-1]))
        except ValueError:
            return False
    return all(0 < len(label) <= _LABEL for label in match[1].removesuffix(".").split("."))


def body_members(data: bytes, form: BodyForm, headers: Headers, *, binary: dict[str, str]) -> dict[str, object]:
    """Give the members that hold a body: its text, or base64 with the members ``binary`` that say so."""
    types = [value for name, value in headers if name.lower() == b"content-type"]
    text = text_of(data, types)
    members: dict[str, object] = {"mimeType": types[0].decode("utf-8", "replace") if types else ""}
    if text is None:
        return members | {"text": base64.b64encode(data).decode("ascii"), **binary, harown.FORM: form}
    return members | {"text": text, harown.FORM: form}


def named_cookies(headers: Headers, name: bytes) -> list[dict[str, str]]:
    """Give the cookies of the headers ``name``, as HAR lists them beside the headers; attributes are left to these."""
    values = [value.decode("utf-8", "replace") for key, value in headers if key.lower() == name]
    pairs = (
        part.partition("=")
        for value in values
        for part in (value.split(";") if name == b"cookie" else [value.partition(";")[0]])
    )
    return [{"name": key.strip(), "value": value.strip()} for key, sign, value in pairs if sign]


def query(url: str) -> list[dict[str, str]]:
    """Give a URL's parameters as HAR lists them beside it, as they were sent."""
    found = url.partition("#")[0].partition("?")[2]
    pairs = (part.partition("=") for part in found.split("&") if part)
    return [{"name": name, "value": value} for name, _, value in pairs]
