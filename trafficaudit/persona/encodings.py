"""The byte strings under which a spelling travels: character sets, escapes, hexadecimal, base64 at every alignment, and
the whole value in Base32, Base58 and Base85 (``dense``) and, as it was typed in, in disguise (``disguises``).
"""

import base64
import html
import quopri
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace
from urllib.parse import quote

from trafficaudit.persona import dense, disguises, letters
from trafficaudit.persona.form import Form
from trafficaudit.persona.model import Boundary, Indicator

_COMPONENT = "!'()*~"  # what ECMA-262 encodeURIComponent leaves alone beside RFC 3986's unreserved characters
_WHOLE_URI = ";,/?:@&=+$#!'()*~"  # the same of encodeURI
_SHORTEST_BASE64 = 6
_UTF16 = (("utf-16le", "utf-16-le"), ("utf-16be", "utf-16-be"))
_LONG_ENOUGH = 12
_NFD = "in decomposed characters (NFD)"
_URLSAFE = bytes.maketrans(b"+/", b"-_")

type Literal = tuple[tuple[str, ...], bytes]


def encode(category: str, value: str, form: Form) -> Iterator[Indicator]:
    """Give every indicator of one form; repeats are possible and are the caller's to drop."""

    def indicator(layers: tuple[str, ...], literal: bytes, match: str = form.match, note: str = "") -> Indicator:
        caseless = form.caseless or "hex" in layers
        return Indicator(
            category, value, match, layers, literal, form.typed_only, caseless, form.boundary, note or form.note,
            raw=bool(form.raw),
        )  # fmt: skip

    if form.raw:
        yield from _of_bytes(indicator((), form.raw))
        return
    plain = form.text.encode()
    yield indicator((), plain)
    if form.typed_only:
        return
    for text, note in _decomposed(form):
        yield indicator((), text.encode(), "normalised", note)
        if form.wide and note == _NFD:
            yield from _base64(indicator((), text.encode(), "normalised", note))
    for layers, literal in _escapes(form):
        if literal != plain:
            yield indicator(layers, literal)
    if form.wide:
        yield from _whole(form, indicator)


def _whole(form: Form, indicator: Callable[..., Indicator]) -> Iterator[Indicator]:
    """Give what is looked for of a form that gets every encoding: in Base64 at any offset, and by itself."""
    text = form.text
    for layers, literal in (*_character_sets(text), *_brief_utf16(text)):
        yield from _base64(indicator(layers, literal))
    plain = indicator((), text.encode())
    yield from _dense(plain)
    if form.match == "verbatim":
        yield from _disguised(plain, text)
    if form.caseless:
        yield from _dense(indicator((), text.lower().encode(), "normalised", "in lower case"))
        # A keyboard makes the first letter of a field a capital.
        for other in dict.fromkeys((text.lower(), text.upper(), text[:1].upper() + text[1:])):
            yield from _base64(indicator((), other.encode(), "normalised", "in another letter case"))


def _of_bytes(plain: Indicator) -> Iterator[Indicator]:
    yield plain
    if not plain.typed_only:
        yield from _base64(plain)
        yield from _dense(plain)
        yield from _disguised(plain)


def _decomposed(form: Form) -> Iterator[tuple[str, str]]:
    text = unicodedata.normalize("NFD", form.text)
    if text != form.text:
        yield text, _NFD
    separate = letters.apart(form.text) if form.wide else form.text
    if separate != form.text:
        yield separate, "in separate letters"


def _character_sets(text: str) -> Iterator[Literal]:
    """UTF-8 and, where it differs, what Korean Windows and older web pages use.

    Python's ``cp949`` and ``euc_kr`` differ for syllables outside KS X 1001: the first has a code for each, the
    second spells them out in eight bytes (KS X 1001 annex 3).
    """
    plain = text.encode()
    yield (), plain
    seen = {plain}
    for layer, codec in (("cp949", "cp949"), ("euc-kr", "euc_kr")):
        try:
            literal = text.encode(codec)
        except UnicodeEncodeError:
            continue
        if literal not in seen:
            seen.add(literal)
            yield (layer,), literal


def _brief_utf16(text: str) -> Iterator[Literal]:
    """UTF-16 of a name and the like, of which too few bytes are left for a decoder or a search behind Base64."""
    for layer, codec in _UTF16:
        literal = text.encode(codec)
        if not text.isascii() and len(literal) < _LONG_ENOUGH:
            yield (layer,), literal


def _escapes(form: Form) -> Iterator[Literal]:
    text = form.text
    for layers, literal in _character_sets(text):
        if layers:
            yield layers, literal
        yield from _percent(literal, layers, form.wide)
        if form.wide:
            yield ("hex", *layers), literal.hex().encode()
    if not form.wide:
        return
    for layer, codec in _UTF16:
        yield (layer,), text.encode(codec)
        yield ("hex", layer), text.encode(codec).hex().encode()
    for write in (_lower_unicode, str.upper):
        yield from ((("unicode-escape",), escaped.encode()) for escaped in _unicode_escapes(text, write))
    yield from ((("html-entities",), escaped.encode()) for escaped in _entities(text))
    for layers, literal in letters.misread(text):
        yield layers, literal
        yield ("hex", *layers), literal.hex().encode()
    quoted = quopri.encodestring(text.encode(), quotetabs=False).replace(b"=\n", b"")
    yield ("quoted-printable",), quoted
    yield ("quoted-printable",), _lower_escapes(quoted, b"=")


def _percent(literal: bytes, layers: tuple[str, ...], wide: bool) -> Iterator[Literal]:
    """Percent-encoding by RFC 3986, by encodeURIComponent and by encodeURI; twice; hexadecimal in either case."""
    once: dict[bytes, None] = {}
    for safe in ("", _COMPONENT, _WHOLE_URI):
        escaped = quote(literal, safe=safe).encode()
        for text in (escaped, escaped.replace(b"%20", b"+")):
            once[text] = None
            once[_lower_escapes(text, b"%")] = None
    if wide:
        once["".join(f"%{byte:02X}" for byte in literal).encode()] = None
    for text in once:
        if text != literal:
            yield ("percent", *layers), text
    if not wide:
        return
    for text in once:
        if b"%" in text:
            yield ("percent", "percent", *layers), text.replace(b"%", b"%25")


def _lower_escapes(text: bytes, sign: bytes) -> bytes:
    """Write the two hexadecimal digits after each sign in lower case."""
    head, *rest = text.split(sign)
    return sign.join([head, *(part[:2].lower() + part[2:] for part in rest)])


def _lower_unicode(digits: str) -> str:
    return digits.lower()


def _unicode_escapes(text: str, write: Callable[[str], str]) -> Iterator[str]:
    r"""JSON's and JavaScript's ``\uXXXX`` (RFC 8259 section 7): what is not ASCII, also punctuation, or everything."""

    def escape(char: str) -> str:
        units = char.encode("utf-16-be").hex()
        return "".join("\\u" + write(units[at : at + 4]) for at in range(0, len(units), 4))

    for kept in (str.isascii, lambda char: char.isascii() and char.isalnum(), lambda char: False):
        escaped = "".join(char if kept(char) else escape(char) for char in text)
        yield escaped
        yield escaped.replace("\\u", "\\\\u")


def _entities(text: str) -> Iterator[str]:
    """HTML character references: named for ASCII specials, decimal and hexadecimal for what is not ASCII or for all."""
    yield html.escape(text)
    yield html.escape(text, quote=False)
    for kept in (str.isascii, lambda char: char.isascii() and (char.isalnum() or char in ".-_ "), lambda char: False):
        for pattern in ("&#{};", "&#x{:x};", "&#x{:X};", "&#X{:X};"):
            yield "".join(char if kept(char) else pattern.format(ord(char)) for char in text)


def _dense(plain: Indicator) -> Iterator[Indicator]:
    """The value by itself in encodings of few letters, of which none may stand beside it; Base32 in either case."""
    for layer, literal in dense.encoded(plain.literal):
        yield replace(plain, layers=(layer,), literal=literal, caseless=layer == "base32", boundary="encoded")


def _disguised(plain: Indicator, text: str = "") -> Iterator[Indicator]:
    """The value by itself in other alphabets; a text also backwards, then as Base64, and in rarer character sets."""
    for layers, literal in (*disguises.of_bytes(plain.literal), *disguises.of_text(text)):
        caseless = layers[0] in disguises.CASELESS or layers[0] == "hex"
        boundary: Boundary = "alphabet" if layers[0] in disguises.WITH_SIGNS else "encoded"
        one = replace(plain, layers=layers, literal=literal, caseless=caseless, boundary=boundary)
        yield one
        if layers in (("reversed",), ("gb18030",)):
            yield from _base64(replace(one, boundary=plain.boundary))


def _base64(plain: Indicator) -> Iterator[Indicator]:
    """Base64 (RFC 4648) of an indicator's bytes where they stand at any of three offsets in a larger blob.

    Only the characters that no neighbouring byte has a part in are searched for, so that padding does not matter.
    """
    for shift in range(3):
        coded = base64.b64encode(bytes(shift) + plain.literal)
        inner = coded[-(-shift * 8 // 6) : (shift + len(plain.literal)) * 8 // 6]
        if len(inner) < _SHORTEST_BASE64:
            continue
        for layer, literal in (("base64", inner), ("base64url", inner.translate(_URLSAFE))):
            if layer == "base64" or literal != inner:
                layers = (layer, *plain.layers)
                yield replace(plain, layers=layers, literal=literal, caseless=False, plain=plain.literal, shift=shift)
