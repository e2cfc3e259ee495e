"""What of a policy tells of transfers abroad and stands in no table: told of, never read.

A sentence may name a recipient that no table has, and a picture may be a table: who holds a recording against the rest
has to know of both.
"""

from collections.abc import Iterable, Iterator, Sequence

from trafficaudit.declarations import countries
from trafficaudit.declarations.grid import Document, Words
from trafficaudit.declarations.headings import overseas
from trafficaudit.declarations.model import Source
from trafficaudit.declarations.organisations import company
from trafficaudit.declarations.remarks import remark
from trafficaudit.declarations.textlines import Line
from trafficaudit.declarations.wording import flat

_REACH = 6
"""Lines behind words about transfers abroad that are still about them."""
_LONGEST = 200
MOST = 20
"""Places that are told of one by one."""


def spoken_of(lines: Sequence[Line]) -> Iterator[Words]:
    """Give the passages that name a country or a company, and speak of transfers or stand close behind such words."""
    about = -_REACH - 1
    passage: list[Line] = []
    for number, line in enumerate(lines):
        text = line.text[: 10 * _LONGEST]
        if overseas(text):
            about = number
        if number - about <= _REACH and (countries.spoken(text) or company(text)):
            passage.append(line)
        elif passage:
            yield _words(passage)
            passage = []
    if passage:
        yield _words(passage)


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
        told.append(remark("note_prose" if one.text else "note_picture", lang, place, one.text))
    if more := len(document.words) - MOST:
        told += [remark("note_more", lang, str(more))] if more > 0 else []
    return told
