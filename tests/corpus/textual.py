"""Encoders that give text: escapes, structured text, Base64, hexadecimal. Written with the standard library alone."""

import base64
import html
import json
import quopri
import random
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import quote, quote_plus, urlencode

from corpus import decoys
from corpus.carried import MARK, Carried, Unfit, coded, escaped, held
from support import disguised as other

type Wrap = Callable[[random.Random, Carried, str], Carried]
"""Takes the source of chance, a value, and the name for its field."""


def percent(draw: random.Random, inner: Carried, name: str) -> Carried:
    """RFC 3986, either case of hexadecimal, some or all characters."""
    sendable(inner)

    def all_of(run: bytes) -> bytes:
        return "".join(f"%{byte:02X}" for byte in run).encode()

    def lower(run: bytes) -> bytes:
        return _lower_hex(quote(run, safe="").encode())

    escape = draw.choice((lambda run: quote(run, safe="").encode(), lower, all_of))
    return replace(escaped(inner, escape, "percent"), text=True)


def sendable(inner: Carried) -> None:
    """Apps write text and packed bytes into addresses and forms; what has a length in front they encode first."""
    if not inner.text and "prefixed" in inner.layers:
        raise Unfit


def _lower_hex(text: bytes) -> bytes:
    head, *rest = text.split(b"%")
    return b"%".join([head, *(piece[:2].lower() + piece[2:] for piece in rest)])


def unicode_escape(draw: random.Random, inner: Carried, name: str) -> Carried:
    r"""``\uXXXX`` of JavaScript and Java, for what is not ASCII or for everything."""
    everything, upper = draw.random() < 0.3, draw.random() < 0.5
    inner.string  # noqa: B018 - text only

    def escape(run: bytes) -> bytes:
        written = []
        for char in run.decode():
            units = char.encode("utf-16-be").hex()
            units = units.upper() if upper else units
            plain = char.isascii() and not everything
            written.append(char if plain else "".join("\\u" + units[at : at + 4] for at in range(0, len(units), 4)))
        return "".join(written).encode()

    return escaped(inner, escape, "unicode-escape")


def entities(draw: random.Random, inner: Carried, name: str) -> Carried:
    """HTML character references, decimal or hexadecimal, for signs or for everything."""
    pattern, everything = draw.choice(("&#{};", "&#x{:x};", "&#X{:X};", "&#x{:04x};")), draw.random() < 0.4
    inner.string  # noqa: B018 - text only

    def escape(run: bytes) -> bytes:
        plain = str.isalnum if not everything else lambda char: False
        return "".join(c if c.isascii() and plain(c) else pattern.format(ord(c)) for c in run.decode()).encode()

    return escaped(inner, escape, "html-entities")


def quoted_printable(draw: random.Random, inner: Carried, name: str) -> Carried:
    """RFC 2045 with its line ends, for text that needs it."""
    if inner.string.isascii():
        raise Unfit
    return coded(inner, quopri.encodestring(inner.data), "quoted-printable", text=True)


def base64_plain(draw: random.Random, inner: Carried, name: str) -> Carried:
    """RFC 4648 in either alphabet, with and without padding."""
    encode, layer = draw.choice(((base64.b64encode, "base64"), (base64.urlsafe_b64encode, "base64url")))
    data = encode(inner.data)
    return coded(inner, data if draw.random() < 0.5 else data.rstrip(b"="), layer, text=True)


def base64_blob(draw: random.Random, inner: Carried, name: str) -> Carried:
    """Base64 of a private blob of control bytes that holds the value at any of three offsets."""
    before = bytes(draw.choices(range(1, 32), k=draw.randint(1, 20)))
    after = bytes(draw.choices(range(32), k=draw.randint(1, 20)))
    return _alphabet(draw, inner, before, after, "base64 in a blob")


def base64_text(draw: random.Random, inner: Carried, name: str) -> Carried:
    """Base64 of words with the value at any of three offsets among them."""
    inner.string  # noqa: B018 - text only
    before = " ".join([draw.choice(decoys.WORDS), *("-" * draw.randint(0, 2)), ""]).encode()
    return _alphabet(draw, inner, before, f" {draw.choice(decoys.WORDS)}.".encode(), "base64 of text")


def _alphabet(draw: random.Random, inner: Carried, before: bytes, after: bytes, layer: str) -> Carried:
    encode = draw.choice((base64.b64encode, base64.urlsafe_b64encode))
    return coded(inner, encode(before + inner.data + after), layer, text=True)


def base32(draw: random.Random, inner: Carried, name: str) -> Carried:
    """RFC 4648, section 6, in either case, with and without padding."""
    data = base64.b32encode(inner.data)
    data = data.lower() if draw.random() < 0.3 else data
    return coded(inner, data if draw.random() < 0.5 else data.rstrip(b"="), "base32", text=True)


def base58(draw: random.Random, inner: Carried, name: str) -> Carried:
    """Bitcoin's alphabet; no value begins with a zero byte."""
    number, letters = int.from_bytes(inner.data, "big"), ""
    while number:
        letters = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"[number % 58] + letters
        number //= 58
    return coded(inner, letters.encode(), "base58", text=True)


def base85(draw: random.Random, inner: Carried, name: str) -> Carried:
    """Adobe's alphabet or that of RFC 1924."""
    return coded(inner, draw.choice((base64.a85encode, base64.b85encode))(inner.data), "base85", text=True)


def hexadecimal(draw: random.Random, inner: Carried, name: str) -> Carried:
    """RFC 4648, section 8, in either case."""
    text = inner.data.hex()
    return coded(inner, (text.upper() if draw.random() < 0.5 else text).encode(), "hex", text=True)


def json_escape(draw: random.Random) -> Callable[[bytes], bytes]:
    """Give the escapes of one writer of JSON."""
    ascii_only, slashes = draw.random() < 0.5, draw.random() < 0.3

    def escape(run: bytes) -> bytes:
        written = json.dumps(run.decode(), ensure_ascii=ascii_only)[1:-1]
        return (written.replace("/", "\\/") if slashes else written).encode()

    return escape


def document(draw: random.Random, name: str, count: int) -> Any:
    """Give an object with decoys and ``MARK`` under a name, one or two levels down."""
    members = [*decoys.pairs(draw, count), (name, MARK)]
    draw.shuffle(members)
    made: Any = dict(members)
    made[name] = MARK
    for _ in range(draw.randint(0, 2)):
        outer = [*decoys.pairs(draw, 2), (draw.choice(("user", "body", "list", "props")), made)]
        made = dict(outer) if draw.random() < 0.7 else {"items": [made, dict(decoys.pairs(draw, 2))]}
    return made


def as_json(draw: random.Random, inner: Carried, name: str) -> Carried:
    """A JSON object."""
    inner.string  # noqa: B018 - text only
    separators = draw.choice(((",", ":"), (", ", ": ")))
    written = json.dumps(
        document(draw, name, draw.randint(1, 6)), ensure_ascii=draw.random() < 0.5, separators=separators
    )
    return held(inner, written, json_escape(draw), "json", keyed=True)


def as_form(draw: random.Random, inner: Carried, name: str) -> Carried:
    """Pairs of a form."""
    sendable(inner)
    members = [*decoys.flat(draw, draw.randint(2, 6)), (name, MARK)]
    draw.shuffle(members)
    plus = draw.random() < 0.5
    escape = (lambda run: quote_plus(run).encode()) if plus else (lambda run: quote(run, safe="").encode())
    made = held(inner, urlencode(_single(members, name)), escape, "form", keyed=True)
    return replace(made, text=True)


def _single(members: list[tuple[str, str]], name: str) -> list[tuple[str, str]]:
    """Drop decoys of the value's own name."""
    return [(key, text) for key, text in members if key != name or text == MARK]


def xml_escape(run: bytes) -> bytes:
    """Write text for an element or an attribute of XML, of which a reader gives the same back (line ends: XML 1.0, 2.11
    and 3.3.3).
    """
    text = html.escape(run.decode())
    for sign in "\t\n\r":
        text = text.replace(sign, f"&#{ord(sign)};")
    return text.encode()


def as_xml(draw: random.Random, inner: Carried, name: str) -> Carried:
    """An XML document, the value in an element or an attribute."""
    inner.string  # noqa: B018 - text only
    tag = name if not name[0].isdigit() else "n" + name
    rows = "".join(f"<{key}>{html.escape(text)}</{key}>" for key, text in decoys.flat(draw, draw.randint(1, 4)))
    attribute = draw.random() < 0.3
    row = f'<row {tag}="{MARK}"/>' if attribute else f"<{tag}>{MARK}</{tag}>"
    head = '<?xml version="1.0" encoding="UTF-8"?>' if draw.random() < 0.5 else ""
    return held(inner, f"{head}<req>{rows}{row}</req>", xml_escape, "xml", keyed=True)


def as_url(draw: random.Random, inner: Carried, name: str) -> Carried:
    """A URL inside of a value."""
    sendable(inner)
    members = [*decoys.flat(draw, draw.randint(1, 3)), (name, MARK)]
    draw.shuffle(members)
    link = f"https://m.shop.example/{draw.choice(decoys.WORDS)}?{urlencode(_single(members, name))}"
    return replace(held(inner, link, lambda run: quote(run, safe="").encode(), "url", keyed=True), text=True)


def delimited(draw: random.Random, inner: Carried, name: str) -> Carried:
    """``a|b|c`` or ``k=v;k=v``."""
    text = inner.string
    if any(sign in text for sign in '|;="\n') or text != text.strip():
        raise Unfit
    if inner.typed or draw.random() < 0.4:
        pairs = [(key, other) for key, other in decoys.flat(draw, draw.randint(2, 5)) if not set(other) & _SIGNS]
        members = _single([*pairs, (name, MARK)], name)
        draw.shuffle(members)
        if len(members) < 2:
            raise Unfit
        return held(inner, ";".join(f"{key}={other}" for key, other in members), bytes, "delimited", keyed=True)
    values = [*(other for other in decoys.nameless(draw, draw.randint(2, 5)) if not set(other) & _SIGNS), MARK]
    draw.shuffle(values)
    if len(values) < 2:
        raise Unfit
    return held(inner, "|".join(values), bytes, "delimited", keyed=False)


_SIGNS = frozenset('|;=" ')


def disguised(draw: random.Random, inner: Carried, name: str) -> Carried:
    """A value by itself in the letters of other alphabets, or backwards."""
    writers = [*other.WRITE.values()]
    if len(inner.string) >= _SHORTEST_TURNED and inner.string != inner.string[::-1]:
        writers.append(lambda raw: raw.decode()[::-1].encode())
    return coded(inner, draw.choice(writers)(inner.data), "disguised", text=True)


_SHORTEST_TURNED = 8


def jwt(draw: random.Random, inner: Carried, name: str) -> Carried:
    """A signed token (RFC 7519) with the value as a claim."""
    claims = {
        "iss": "https://id.shop.example",
        **dict(decoys.flat(draw, 2)),
        name: inner.string,
        "exp": draw.randint(1_790_000_000, 1_799_999_999),
    }
    pieces = (
        json.dumps({"alg": "HS256", "typ": "JWT"}).encode(),
        json.dumps(claims, ensure_ascii=False).encode(),
        draw.randbytes(32),
    )
    token = b".".join(base64.urlsafe_b64encode(piece).rstrip(b"=") for piece in pieces)
    return replace(coded(inner, token, "jwt", text=True), keyed=True)


KEEP_NAME: dict[str, Wrap] = {
    "percent": percent, "unicode-escape": unicode_escape, "html-entities": entities, "quoted-printable": quoted_printable,
    "base64": base64_plain, "base64 in a blob": base64_blob, "base64 of text": base64_text,
    "hex": hexadecimal, "base32": base32, "base58": base58, "base85": base85,
    "disguised": disguised,
}  # fmt: skip
STRUCTURED: dict[str, Wrap] = {
    "json": as_json, "form": as_form, "xml": as_xml, "url": as_url, "delimited": delimited, "jwt": jwt,
}  # fmt: skip
