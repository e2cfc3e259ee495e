"""What of a policy tells of transfers abroad and stands in no table: told of, never read.

A sentence may name a recipient that no table has, and a picture may be a table: who holds a recording against the rest
has to know of both.
"""

from collections.abc import Iterable, Iterator, Sequence

from trafficaudit.declarations import countries
from trafficaudit.declarations.grid import Document, Words
from trafficaudit.declarations.headings import overseas
from trafficaudit.declarations.line import Line
from trafficaudit.declarations.model import Source
from trafficaudit.declarations.organisations import company
from trafficaudit.declarations.remarks import remark
from trafficaudit.declarations.wording import flat

_REACH = 6
"""Lines behind words about transfers abroad that are still about them."""
_LONGEST = 200
MOST = 20
"""Places that are told of one by one."""
_ASKED = 500
"""Lines that are asked for names; the first one behind them is told of without."""
_STEP = 280
"""Characters of a paragraph that are asked for countries at once."""


def spoken_of(lines: Sequence[Line]) -> Iterator[Words]:
    """Give the passages that name a country or a company, and speak of transfers or stand close behind such words."""
    about = -_REACH - 1
    asked = 0
    passage: list[Line] = []
    for number, line in enumerate(lines):
        text = line.text[: 5 * _LONGEST]
        if overseas(text):
            about = number
        near = number - about <= _REACH
        asked += near
        if near and (asked > _ASKED or _names(text)):
            passage.append(line)
        elif passage:
            yield _words(passage)
            passage = []
        if asked > _ASKED:
            break
    if passage:
        yield _words(passage)


def _names(text: str) -> bool:
    parts = (text[start : start + _STEP + 40] for start in range(0, len(text), _STEP))
    return any(countries.spoken(part) or company(part) for part in parts)


def _words(passage: Sequence[Line]) -> Words:
    said = " / ".join(flat(line.text[:_LONGEST]) for line in passage[:_REACH])
    return Words(said[:_LONGEST], passage[0].number, passage[0].page)


def pictured(lines: Iterable[str]) -> bool:
    """Say whether words beside a picture are about transfers abroad, so that it may show a table of them."""
    return any(overseas(text) for text in lines)


def notes(document: Document, lang: str) -> list[str]:
    """Tell of what may be a transfer and was not read."""
    told: list[str] = []
    for one in document.words[:MOST]:
        place = Source((one.line, one.line), one.page).place(lang)
        told.append(remark(f"note_{one.kind}", lang, place, one.text))
    if more := len(document.words) - MOST:
        told += [remark("note_more", lang, str(more))] if more > 0 else []
    return told
