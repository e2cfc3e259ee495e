"""What a HAR says about a body, back into bytes.

A HAR holds text, so the bytes on the wire are not in it. Response texts have their content encoding taken off
(HAR 1.2, ``content``), and ``encoding: base64`` marks those that are no text. Request texts come without any such mark.
Tools differ in what they make of bytes that are no text:

* mitmproxy decodes as Latin-1 whatever names no charset and is not JSON, HTML, XML, script or style sheet, and writes
  bytes that do not fit as lone surrogates U+DC80 to U+DCFF. Both can be turned back into the exact bytes.
* Browsers replace what is no text by U+FFFD; those bytes are gone, which is told (``replaced``).
* Polly.JS keeps a coded response as it came, each piece of it in Base64 or, up to version 4, in hex: a list in JSON.
"""

import base64
import binascii
import json
import re
from collections.abc import Mapping
from urllib.parse import quote_from_bytes

from trafficaudit.model import BodyForm, Headers

_BOUNDARY = re.compile(r'boundary="?([^";,\s]{1,200})', re.IGNORECASE)
_OWN_BOUNDARY = "re-encoded-from-har"
_ENCODED = re.compile(r"%[0-9A-Fa-f]{2}")
_ESCAPED_BYTES = re.compile("[\udc80-\udcff]")
_OTHER_SURROGATES = re.compile("[\ud800-\udc7f\udd00-\udfff]")
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x80-\x84\x86-\x9f]")
_REPLACED = "\ufffd"
# RFC 1952, 2.3.1; RFC 8878, 3.1.1.
_MAGIC = {b"gzip": b"\x1f\x8b", b"zstd": b"\x28\xb5\x2f\xfd"}


def to_bytes(text: str) -> bytes:
    r"""Encode text as UTF-8; lone surrogates that stand for single bytes become those bytes, others are kept.

    >>> to_bytes("김"), to_bytes(chr(0xDCFF)), to_bytes(chr(0xD800))
    (b'\xea\xb9\x80', b'\xff', b'\xed\xa0\x80')
    """
    try:
        return text.encode()
    except UnicodeEncodeError:
        escaped = _ESCAPED_BYTES.search(text) and not _OTHER_SURROGATES.search(text)
        return text.encode("utf-8", "surrogateescape" if escaped else "surrogatepass")


def from_latin1(text: str) -> bytes | None:
    r"""Give the bytes behind a text that was decoded as Latin-1 and is something else; None where it is none such.

    Recognised where the bytes are UTF-8 beyond ASCII, or hold control bytes that no text has.

    >>> from_latin1("ì\x9d´"), from_latin1("café")
    (b'\xec\x9d\xb4', None)
    """
    if text.isascii():
        return None
    try:
        data = text.encode("latin-1")
    except UnicodeEncodeError:
        return None
    try:
        data.decode()
    except UnicodeDecodeError:
        return data if _BINARY.search(data) else None
    return data


def response_body(content: Mapping[str, object], headers: Headers = ()) -> tuple[bytes | None, BodyForm, str]:
    """Read ``response.content``: the bytes, their form, and what is wrong with them (empty where nothing is).

    The form is ``wire`` where they stand in pieces, as they came, and the headers name how they are coded.
    """
    text = content.get("text")
    if text is None:
        return None, "text", ""
    if not isinstance(text, str):
        return None, "text", "response.content.text is no text"
    if (pieces := _in_pieces(text, headers, base64_said=_says_base64(content))) is not None:
        return pieces, "wire", ""
    if _says_base64(content):
        data = unbase64(text)
        return (
            (data, "decoded", "")
            if data is not None
            else (to_bytes(text), "text", "response.content.text is no base64")
        )
    return _text_bytes(text), "text", ""


def request_body(post: Mapping[str, object], headers: Headers) -> tuple[bytes | None, BodyForm, str]:
    """Read ``request.postData``: its text, or its parameters put into the form that its media type names.

    The form is ``wire`` where the bytes still show the content encoding that the headers name.
    """
    text = post.get("text")
    if isinstance(text, str) and (text or not post.get("params")):
        if _says_base64(post):
            data = unbase64(text)
            if data is not None:
                return data, "wire" if _still_encoded(data, headers) else "decoded", ""
            return to_bytes(text), "text", "request.postData.text is no base64"
        data = _text_bytes(text)
        return data, "wire" if _still_encoded(data, headers) else "text", ""
    params = post.get("params")
    if isinstance(params, list) and params:
        mime = post.get("mimeType")
        return _re_encoded(params, mime if isinstance(mime, str) else "", headers)
    if text is not None and not isinstance(text, str):
        return None, "text", "request.postData.text is no text"
    return None, "text", "request.postData.params is no list" if params else ""


def replaced(holder: Mapping[str, object]) -> bool:
    """Tell whether a text or parameter of ``postData`` or ``content`` holds U+FFFD, which stands for lost bytes."""
    listed = holder.get("params")
    params = [each for each in listed if isinstance(each, Mapping)] if isinstance(listed, list) else []
    texts = [holder.get("text"), *(each.get(key) for each in params for key in ("name", "value"))]
    return any(isinstance(text, str) and _REPLACED in text for text in texts)


def kept_aside(request: Mapping[str, object]) -> Mapping[str, object] | None:
    """Give ``request._content``, where HTTP Toolkit keeps a body that is no text, if there is no ``postData``.

    It has the members of ``response.content``: the content encoding is taken off, and ``encoding`` says ``base64``.
    """
    content = request.get("_content")
    return content if request.get("postData") is None and isinstance(content, Mapping) else None


def unbase64(text: str) -> bytes | None:
    """Decode base64 of either alphabet, with or without padding and line breaks; None where it is none."""
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        pass
    try:
        data = "".join(text.split()).encode("ascii").translate(bytes.maketrans(b"-_", b"+/")).rstrip(b"=")
        return base64.b64decode(data + b"=" * (-len(data) % 4), validate=True)
    except (UnicodeEncodeError, binascii.Error, ValueError):
        return None


def _in_pieces(text: str, headers: Headers, *, base64_said: bool) -> bytes | None:
    """Give what a list of pieces holds of a coded body; None where a text is none such.

    A list of hex is taken for one only where it begins as its coding does: a service may answer with such a list.
    """
    if not text.startswith('["') or not text.endswith('"]') or not _coding(headers):
        return None
    try:
        pieces = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not all(isinstance(piece, str) for piece in pieces):
        return None
    read = [unbase64(piece) if base64_said else _unhex(piece) for piece in pieces]
    data = b"".join(each or b"" for each in read)
    whole = None not in read and data != b""
    return data if whole and (base64_said or _still_encoded(data, headers)) else None


def _unhex(text: str) -> bytes | None:
    try:
        return binascii.unhexlify(text)
    except (binascii.Error, ValueError):
        return None


def _text_bytes(text: str) -> bytes:
    data = from_latin1(text)
    return to_bytes(text) if data is None else data


def _says_base64(holder: Mapping[str, object]) -> bool:
    return any(
        isinstance(value, str) and value.strip().lower() == "base64"
        for value in (holder.get("encoding"), holder.get("_encoding"), holder.get("comment"))
    )


def _coding(headers: Headers) -> bytes:
    named = next((value.strip().lower() for name, value in headers if name.lower() == b"content-encoding"), b"")
    return b"" if named == b"identity" else named


def _still_encoded(data: bytes, headers: Headers) -> bool:
    magic = _MAGIC.get(_coding(headers))
    return magic is not None and data.startswith(magic)


def _re_encoded(params: list[object], mime: str, headers: Headers) -> tuple[bytes | None, BodyForm, str]:
    usable = [each for each in params if isinstance(each, Mapping) and isinstance(each.get("name"), str)]
    whole = len(usable) == len(params)
    wrong = _lacking(usable) if whole else "request.postData.params holds something that is no parameter"
    if "multipart/" in mime.lower():
        declared = b"\n".join(value for name, value in headers if name.lower() == b"content-type")
        return _multipart(usable, f"{mime}\n{declared.decode('latin-1')}"), "text", wrong
    pairs = (f"{_quoted(each['name'])}={_quoted(_value(each))}" for each in usable)
    return "&".join(pairs).encode(), "text", wrong


def with_query(url: str, listed: object) -> str:
    """Give a URL with the query of ``request.queryString``, where a tool wrote that there alone (HAR 1.2 has both).

    >>> with_query("https://a.example/x#top", [{"name": "q", "value": "a b"}])
    'https://a.example/x?q=a%20b#top'
    """
    place, mark, fragment = url.partition("#")
    named = [each for each in listed if isinstance(each, Mapping)] if isinstance(listed, list) else []
    told = [each for each in named if isinstance(each.get("name"), str) and (each["name"] or _value(each))]
    pairs = [f"{_quoted(each['name'])}={_quoted(_value(each))}" for each in told]
    return url if "?" in place or not pairs else f"{place}?{'&'.join(pairs)}{mark}{fragment}"


def _lacking(params: list[Mapping[str, object]]) -> str:
    """Say what parameters do not hold of what was sent; HAR 1.2 lets a file stand there without its content."""
    if any(not isinstance(each.get("value"), str | int | float | None) for each in params):
        return "request.postData.params holds a value that is no text"
    empty = (each for each in params if each.get("value") in (None, ""))
    files = any(each.get("fileName") for each in empty)
    return "request.postData.params names a file without what is in it" if files else ""


def _value(param: Mapping[str, object]) -> str:
    """Give a parameter's value; a tool may write a number or truth as what JSON has for it."""
    value = param.get("value")
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, str | int | float) else ""


def _quoted(text: str) -> str:
    # Browsers keep a form's parameters as sent, other tools decode them: what holds a percent escape is as sent.
    if _ENCODED.search(text) and text.isascii() and not re.search(r"[\s&=]", text):
        return text
    return quote_from_bytes(to_bytes(text), safe="*-._~")


def _multipart(params: list[Mapping[str, object]], declared: str) -> bytes:
    found = _BOUNDARY.search(declared)
    boundary = found[1] if found else _OWN_BOUNDARY
    out = []
    for each in params:
        head = f'--{boundary}\r\nContent-Disposition: form-data; name="{_in_quotes(each["name"])}"'
        if isinstance(each.get("fileName"), str):
            head += f'; filename="{_in_quotes(each["fileName"])}"'
        if isinstance(each.get("contentType"), str):
            head += f"\r\nContent-Type: {_in_quotes(each['contentType'])}"
        out.append(to_bytes(f"{head}\r\n\r\n") + to_bytes(_value(each)) + b"\r\n")
    return b"".join(out) + f"--{boundary}--\r\n".encode()


def _in_quotes(value: object) -> str:
    # As the WHATWG HTML standard writes names in multipart/form-data.
    return str(value).replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")
