"""Pieces of a text that was cut into numbered objects of a list, and of a place that is written in degrees, minutes and
seconds: nothing is claimed there by name or form.

The whole stands beside them as a value of its own (``decode/arranged``, ``numbered`` and ``sexagesimal``) and is
searched like any other: what lies within one piece is found in it, and what only looks like a number because it was cut
there is not. A seeded value stays a seeded value.
"""

import re

from trafficaudit.decode.arranged import divided, numbered, sexagesimal
from trafficaudit.decode.fields import Fields
from trafficaudit.detectors.context import Doubt
from trafficaudit.model import Direction, Finding, Part

_SEARCHED = 1 << 16  # characters; of more not all may be searched (identifiers/search.py), so that pieces count as well
_INDICES = re.compile(r"(?:\[\d+\]){1,2}\Z")
_PIECE = re.compile(r"(.*)\[\d{1,6}\](\.[^.\[\]]+)", re.DOTALL).fullmatch


type _Place = tuple[Direction, Part, int, str]


def doubt(fields: Fields) -> Doubt | None:
    """Give what tells of a finding that it stands in a piece of what is put together."""
    texts, halves = _wholes(fields)
    return (lambda finding: _is_piece(finding, texts, halves)) if texts or halves else None


def _wholes(fields: Fields) -> tuple[set[_Place], set[_Place]]:
    """Give where texts that were put together stand, and the halves of places."""
    texts, halves = set[_Place](), set[_Place]()
    for group, start, end in fields.ranges():
        last = group.layers[-1] if group.layers else ""
        if last == numbered.NAME:
            where = group.direction, group.part, group.parent
            texts |= {(*where, path) for path, _, value, *_ in fields.rows[start:end] if len(value) <= _SEARCHED}
        elif last == divided.NAME:
            where = group.direction, group.part, group.parent
            places = [path for path, key, *_ in fields.rows[start:end] if key == sexagesimal.NAME]
            halves |= {(*where, half) for path in places for half in sexagesimal.halves(path)}
    return texts, halves


def _is_piece(finding: Finding, texts: set[_Place], halves: set[_Place]) -> bool:
    field = finding.field
    piece, where = _PIECE(field.path), (field.direction, field.part, field.parent)
    if piece is not None and (*where, piece[1] + piece[2]) in texts:
        return True
    return (*where, _INDICES.sub("", field.path)) in halves
