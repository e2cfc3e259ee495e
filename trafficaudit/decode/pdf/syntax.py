"""The objects that PDF is written in (ISO 32000-1, 7.3): numbers, names, texts, lists, dictionaries, and what refers to
another object. Page descriptions are written in the same, with operators between.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

DEEPEST = 64
"""Lists and dictionaries within each other."""

_SPACE = rb"[\x00\t\n\f\r ]"
_TOKEN = re.compile(
    _SPACE + rb"*+(?:%[^\r\n]*+" + _SPACE + rb"*+)*+(?:(?P<open><<|\[)|(?P<close>>>|\])"
    rb"|/(?P<name>[^\x00\t\n\f\r ()<>\[\]{}/%]*+)|(?P<text>\()|<(?P<hex>[0-9A-Fa-f\x00\t\n\f\r ]*+)>"
    rb"|(?P<ref>\d{1,10}" + _SPACE + rb"++\d{1,5}" + _SPACE + rb"++R)(?![A-Za-z0-9])"
    rb"|(?P<number>[+-]?(?:\d{1,40}+\.?\d{0,40}+|\.\d{1,40}+))|(?P<word>[A-Za-z'\"][A-Za-z0-9*'\"]*+)|(?P<other>.))",
    re.DOTALL,
).match
_PIECE = re.compile(rb"[^()\\]++|\\(?:[0-7]{1,3}|\r\n|.)|[()]", re.DOTALL)
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_SIGNS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r": b"", b"\r\n": b""}
_OCTAL = frozenset([b"%d" % digit for digit in range(8)])


class Name(str):
    """A name, without its slash."""

    __slots__ = ()


class Word(str):
    """An operator, or a word such as ``true`` and ``endobj``."""

    __slots__ = ()


class Ref(NamedTuple):
    """What refers to the object of that number."""

    number: int


class Text(NamedTuple):
    """A text as bytes, the range of what stands between its brackets, and whether it stands there as it is."""

    value: bytes
    start: int
    end: int
    plain: bool


type Thing = Name | Word | Ref | Text | float | list[Thing] | dict[str, Thing]


class SyntaxBrokenError(Exception):
    """What stands there is no object, is nested too deep (``deep``), or is a text without an end (``endless``)."""

    def __init__(self, *, deep: bool = False, endless: bool = False) -> None:
        super().__init__()
        self.deep, self.endless = deep, endless


def parse(raw: bytes, pos: int) -> tuple[Thing, int]:
    """Read one object from ``pos``; give it and where it ends.

    Raises:
        SyntaxBrokenError: none begins there, or it does not end.
    """
    above: list[tuple[bytes, list[Thing]]] = []
    while True:
        match = _TOKEN(raw, pos)
        if match is None:
            raise SyntaxBrokenError
        kind, pos = match.lastgroup, match.end()
        if kind == "open":
            if len(above) >= DEEPEST:
                raise SyntaxBrokenError(deep=True)
            above.append((match[0][-1:], []))
            continue
        if kind == "close":
            if not above or (above[-1][0] == b"[") != (match[0][-1:] == b"]"):
                raise SyntaxBrokenError
            sign, held = above.pop()
            value: Thing = held if sign == b"[" else _dictionary(held)
        else:
            value, pos = _scalar(raw, match)
        if not above:
            return value, pos
        above[-1][1].append(value)


def _dictionary(held: list[Thing]) -> dict[str, Thing]:
    return {name: value for name, value in zip(held[::2], held[1::2], strict=False) if isinstance(name, Name)}


def _scalar(raw: bytes, match: re.Match[bytes]) -> tuple[Thing, int]:
    kind, end = match.lastgroup, match.end()
    if kind == "name":
        return Name(_ESCAPED.sub(lambda each: bytes.fromhex(each[1].decode()), match["name"]).decode("latin-1")), end
    if kind == "ref":
        return Ref(int(match["ref"].split()[0])), end
    if kind == "number":
        return float(match["number"]), end
    if kind == "word":
        return Word(match["word"].decode("ascii")), end
    if kind == "hex":
        digits = match["hex"].translate(None, b"\0\t\n\f\r ")
        start, stop = match.span("hex")
        return Text(bytes.fromhex((digits + b"0" * (len(digits) & 1)).decode("ascii")), start, stop, False), end
    if kind == "text":
        return _text(raw, end)
    raise SyntaxBrokenError


def _text(raw: bytes, start: int) -> tuple[Text, int]:
    """Read a text between round brackets, which may stand in it in pairs (7.3.4.2)."""
    deep, parts, plain = 0, list[bytes](), True
    for match in _PIECE.finditer(raw, start):
        piece = match[0]
        if piece == b")" and not deep:
            return Text(b"".join(parts), start, match.start(), plain), match.end()
        deep += (piece == b"(") - (piece == b")")
        if piece[:1] == b"\\":
            plain = False
            sign = piece[1:]
            piece = bytes((int(sign, 8) & 255,)) if sign[:1] in _OCTAL else _SIGNS.get(sign, sign)
        parts.append(piece)
    raise SyntaxBrokenError(endless=True)


def operations(raw: bytes) -> Iterator[tuple[str, list[Thing]]]:
    """Give the operators of a page's description, each with what stands before it; a picture in it is passed over."""
    pos, given = 0, list[Thing]()
    while True:
        try:
            value, pos = parse(raw, pos)
        except SyntaxBrokenError as error:
            if error.endless:
                return
            match = _TOKEN(raw, pos)
            if match is None:
                return
            pos = match.end()
            continue
        if not isinstance(value, Word):
            given.append(value)
            continue
        yield value, given
        given = []
        if value == "ID":
            pos = _behind_picture(raw, pos)


_END_OF_PICTURE = re.compile(rb"[\x00\t\n\f\r ]EI(?=[\x00\t\n\f\r ]|\Z)").search


def _behind_picture(raw: bytes, pos: int) -> int:
    match = _END_OF_PICTURE(raw, pos)
    return match.end() if match else len(raw)
