"""The machine readable zone of passports, visas and identity cards, as apps read it off the page.

Two lines of 44 (TD3, passports), two of 36 (TD2) or three of 30 characters (TD1, cards), joined or by themselves. A
line of numbers counts where its check digits hold, one of names where it opens as a document does and names stand in
it apart. Source: ICAO Doc 9303, parts 3 (4.9, check digits), 4 (TD3), 5 (TD1) and 6 (TD2).
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from trafficaudit.decode.node import Child, Node, Opened, member

NAME = "mrz"
MEDIA = None
TEXT = True
MARKS = "<"
ONLY = "<\r\n "

_WHOLE = re.compile(rb"[A-Z0-9<]{30,44}(?:(?:\r?\n| )?[A-Z0-9<]{30,44}){0,2}\s*").fullmatch
_RUN = re.compile(rb"[A-Z0-9<]+")
_WIDTHS = {88: 44, 72: 36, 90: 30, 44: 44, 36: 36, 30: 30}
_WEIGHTS = (7, 3, 1)
_NARROW = 30
_TITLED = 5
"""Characters before the names of a passport: kind, and who issued it."""

_VALUES = {ord(sign): at for at, sign in enumerate("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")} | {ord("<"): 0}
_NAMES = re.compile(rb"[A-Z]+(?:<[A-Z]+)*<<[A-Z]+(?:<[A-Z]+)*<*").fullmatch
_TITLE = re.compile(rb"[PVIAC][A-Z<][A-Z<]{3}").match


class _Piece(NamedTuple):
    """Where a value stands in a line, and whether a check digit follows it."""

    key: str
    start: int
    end: int
    checked: bool = False


_NUMBERS: dict[int, tuple[_Piece, ...]] = {
    44: (
        _Piece("passportNumber", 0, 9, checked=True), _Piece("nationality", 10, 13),
        _Piece("birthDate", 13, 19, checked=True), _Piece("sex", 20, 21), _Piece("expiryDate", 21, 27, checked=True),
        _Piece("personalNumber", 28, 42),
    ),
    36: (
        _Piece("documentNumber", 0, 9, checked=True), _Piece("nationality", 10, 13),
        _Piece("birthDate", 13, 19, checked=True), _Piece("sex", 20, 21), _Piece("expiryDate", 21, 27, checked=True),
        _Piece("personalNumber", 28, 35),
    ),
    30: (
        _Piece("birthDate", 0, 6, checked=True), _Piece("sex", 7, 8), _Piece("expiryDate", 8, 14, checked=True),
        _Piece("nationality", 15, 18),
    ),
}  # fmt: skip
_CARD = (_Piece("documentNumber", 5, 14, checked=True), _Piece("personalNumber", 15, 30))
"""The first line of a card, which has its number there; its names have a line to themselves."""


def sniff(node: Node) -> bool:
    """See ``Decoder``."""
    return b"<" in node.raw and _WHOLE(node.raw) is not None


def decode(node: Node) -> Iterator[Opened]:
    """Give names, numbers and dates of the lines that are of such a zone."""
    children = [child for start, end in _lines(node.raw) for child in _line(node, start, end)]
    if children:
        yield Opened((NAME,), children, sure=True)


def _lines(raw: bytes) -> Iterator[tuple[int, int]]:
    """Give the range of every line; lines that are joined are of one width."""
    for run in _RUN.finditer(raw):
        start, end = run.span()
        width = _WIDTHS.get(end - start)
        if width:
            yield from ((at, at + width) for at in range(start, end, width))


def _line(node: Node, start: int, end: int) -> Iterator[Child]:
    line = node.raw[start:end]
    for key, first, last, _ in _pieces(line):
        held = line[first:last].rstrip(b"<")
        if held:
            at = start + first
            yield member(node.prefix, key), key, held.decode(), at, at + len(held), True
    first = _names(line)
    if first >= 0:
        written = line[first:].rstrip(b"<")
        text = " ".join(written.replace(b"<", b" ").decode().split())
        yield member(node.prefix, "fullName"), "fullName", text, start + first, start + first + len(written), False


def _pieces(line: bytes) -> Sequence[_Piece]:
    """Give the values of a line of numbers."""
    listed = [_NUMBERS[len(line)]]
    if len(line) == _NARROW and _TITLE(line):
        listed.append(_CARD)
    elif _names(line) >= 0:
        listed = []
    return next((pieces for pieces in listed if _holds(line, pieces)), ())


def _names(line: bytes) -> int:
    """Say where the names of a line of names begin, -1 where it is none; those of a card have a line of their own."""
    first = 0 if len(line) == _NARROW else _TITLED
    return first if _NAMES(line, first) and (first == 0 or _TITLE(line)) else -1


def _holds(line: bytes, pieces: Sequence[_Piece]) -> bool:
    """Say whether every check digit is right; of zeros and fillers alone it would be so of anything."""
    checked = [piece for piece in pieces if piece.checked]
    return all(line[piece.end] == 0x30 + check(line[piece.start : piece.end]) for piece in checked) and any(
        line[piece.start : piece.end].strip(b"0<") for piece in checked
    )


def check(field: bytes) -> int:
    """Give the check digit of a field (ICAO Doc 9303-3, 4.9).

    >>> check(b"AB2134<<<"), check(b"520727")
    (5, 3)
    """
    return sum(_VALUES[sign] * _WEIGHTS[at % 3] for at, sign in enumerate(field)) % 10
