"""Lines of a policy with the runs of text on them, and what of a line is a label with its value."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from trafficaudit.declarations.headings import roles
from trafficaudit.declarations.wording import unnumbered

LABEL = re.compile(r"^\s*+([^:：\t|]{1,80}?)\s*+[:：]\s*+(.*)$", re.S)
"""A label and its value."""
_GAP = re.compile(r"(?: {2,}|\u3000+)")
_SPOTTED = 4_000
"""Characters of a line in which columns begin; what stands behind them belongs to the last one."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a document.

    ``spots`` holds its runs of text with their horizontal place, where they are known, and ``reach`` where the last
    one ends.
    """

    text: str
    number: int
    page: int = 0
    spots: tuple[tuple[float, str], ...] = ()
    reach: float = 0.0


def lines_of(text: str) -> list[Line]:
    """Give the lines of a text with the places at which their columns begin; a new page begins one, and no number."""
    given = enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1)
    parts = ((number, part) for number, line in given for part in line.split("\f"))
    return [Line(line, number, 0, tuple(_spots(line)), _wide(line.rstrip()[:_SPOTTED])) for number, line in parts]


def _spots(line: str) -> Iterator[tuple[float, str]]:
    place = 0.0
    parts = re.split(f"({_GAP.pattern})", line[:_SPOTTED])
    parts[-1] += line[_SPOTTED:]
    for part in parts:
        if part.strip():
            yield place, part.strip()
        place += _wide(part)


def _wide(text: str) -> float:
    return float(sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text))


def labels(text: str) -> bool:
    """Say whether a line is a column's label with its value."""
    found = LABEL.match(text)
    return bool(found and roles(unnumbered(found[1])))
