"""A document that is one numbered piece of something: ``{"part": 2, "total": 3, "id": "a1", "data": "..."}``.

It stands alone in a request or message, and is put together with others by number and id.

Pages, orders and lists have numbers, totals and texts as well: number, total and text must stand in one object, fit
each other, and one of their names must say that they are of pieces.
"""

import json
import re
from collections.abc import Iterator, Mapping
from mmap import mmap
from typing import NamedTuple

from trafficaudit.decode.arranged.numbered import DATA, IS_PIECE, NUMBERS, TOTALS

LONGEST = 8 << 20
"""Bytes of a document that may be a piece."""

_LOOKED_AT = 1_024
_DEEPEST = 4
_MOST_MEMBERS = 64
_DIGITS = re.compile(r"[0-9]{1,6}").fullmatch
_SIGN = re.compile(rb"\"\w{0,16}(?:part|chunk|piece|seg|frag|slice|split)\w{0,16}\"\s{0,4}:", re.IGNORECASE).search
_ID = re.compile(
    r"(?!.*(?:request|trace|nonce|span|event))(?:.*[a-z_])?(?:id|uuid|guid|key|hash|md5|token|file|name)"
).fullmatch
_CUT = re.compile(r"chunk|piece|frag|segment|slice|split|upload|transfer|multi.?part", re.IGNORECASE).search
_PAGE, _ENCODED, _OPENING = 128, 32, '{["'
_STRING = re.compile(rb"\"((?:[^\"\\]|\\.)*+)\"", re.DOTALL)


class Numbered(NamedTuple):
    """A piece: of what, its number, how many there are, its bytes, and the range of the document that they stand in.

    The bytes are not those of the range where they were escaped. ``alone`` says that it is a piece even where no other
    one was recorded; else it may be a page: ``{"part": 2, "total": 9, "content": "news"}``.
    """

    key: str
    order: int
    total: int
    start: int
    end: int
    data: bytes
    alone: bool = True


def shows(body: bytes) -> bool:
    """Say cheaply whether a body may be a document that is a piece."""
    return shows_in(body, 0, len(body))


def shows_in(buffer: bytes | mmap, start: int, end: int) -> bool:
    """Say so of a range of something larger, however long: ``piece`` reads none that is ``too_long``."""
    if buffer[start : start + 1] not in (b"{", b"["):
        return False
    near, far = min(start + _LOOKED_AT, end), max(end - _LOOKED_AT, start)
    return _SIGN(buffer, start, near) is not None or (far >= near and _SIGN(buffer, far, end) is not None)


def too_long(body: bytes) -> bool:
    """Say whether a body may be a document that is a piece and is longer than one that is read."""
    return len(body) > LONGEST and shows(body)


def piece(body: bytes) -> Numbered | None:
    """Read a document that is a piece; ``None`` where it is none."""
    if len(body) > LONGEST or not shows(body):
        return None
    try:
        document = json.loads(body)
    except (ValueError, RecursionError):
        return None
    for members in _objects(document):
        found = _told(members)
        if found is not None:
            key, order, total, name, text = found
            place = _place(body, name, text)
            data, alone = text.encode("utf-8", "surrogatepass"), _alone(members, text)
            return Numbered(key, order, total, *place, data, alone) if place else None
    return None


def _alone(members: Mapping[str, object], text: str) -> bool:
    """Say whether names or the text itself say that it was cut: a short text that is whole may stand on a page."""
    if len(text) >= _PAGE or any(map(_CUT, members)):
        return True
    try:
        return len(text) >= _ENCODED and " " not in text if text[0] not in _OPENING else not json.loads(text)
    except (ValueError, RecursionError):
        return True


def _objects(document: object) -> Iterator[Mapping[str, object]]:
    """Give the objects of a document, those above first, as far as a head would hold one."""
    level = [document]
    for _ in range(_DEEPEST):
        below: list[object] = []
        for each in level[:_MOST_MEMBERS]:
            if isinstance(each, dict):
                yield each
                below += each.values()
            elif isinstance(each, list):
                below += each[:_MOST_MEMBERS]
        level = below


def _told(members: Mapping[str, object]) -> tuple[str, int, int, str, str] | None:
    """Give key, number, total, and name and text of the data of an object that has one of each."""
    counts = {name: number for name, value in members.items() if (number := _number(value)) >= 0}
    numbers = [name for name in counts if name in NUMBERS]
    totals = [name for name in counts if name in TOTALS]
    taken = {*numbers, *totals}
    texts = [name for name, value in members.items() if name in DATA - taken and isinstance(value, str)]
    if not len(numbers) == len(totals) == len(texts) == 1 or not any(map(IS_PIECE, (*numbers, *totals, *texts))):
        return None
    order, total, text = counts[numbers[0]], counts[totals[0]], members[texts[0]]
    if total < 2 or not 0 <= order <= total or not isinstance(text, str) or not text:
        return None
    ids = [f"{name}={value}" for name, value in sorted(members.items()) if _ID(name.lower()) and name not in taken]
    return " ".join([f"{total} {texts[0]}", *ids]), order, total, texts[0], text


def _number(value: object) -> int:
    if type(value) is int:
        return value
    return int(value) if isinstance(value, str) and _DIGITS(value) else -1


def _place(body: bytes, name: str, text: str) -> tuple[int, int] | None:
    """Say where a text stands under its name."""
    sought = re.compile(rb"\"" + re.escape(name.encode()) + rb"\"\s*+:\s*+" + _STRING.pattern, re.DOTALL)
    for match in sought.finditer(body):
        try:
            if json.loads(b'"' + match[1] + b'"') == text:
                return match.span(1)
        except ValueError:
            continue
    return None
