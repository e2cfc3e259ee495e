"""Pieces of a text that was cut into numbered objects of a list: nothing is claimed there by name or form.

The whole stands beside them as a value of its own (``decode/numbered.py``) and is searched like any other: what lies
within one piece is found in it, and what only looks like a number because it was cut there is not. A seeded value stays
a seeded value.
"""

import re

from trafficaudit.decode import numbered
from trafficaudit.decode.fields import Fields
from trafficaudit.detectors.context import Doubt
from trafficaudit.model import Direction, Finding, Part

_SEARCHED = 1 << 16  # characters; of more not all may be searched (identifiers/search.py), so that pieces count as well
_PIECE = re.compile(r"(.*)\[\d{1,6}\](\.[^.\[\]]+)", re.DOTALL).fullmatch


type _Place = tuple[Direction, Part, int, str]


def doubt(fields: Fields) -> Doubt | None:
    """Give what tells of a finding that it stands in a piece of a text that is put together."""
    wholes = _wholes(fields)
    return (lambda finding: _is_piece(finding, wholes)) if wholes else None


def _wholes(fields: Fields) -> set[_Place]:
    """Give where texts that were put together stand."""
    return {
        (group.direction, group.part, group.parent, path)
        for group, start, end in fields.ranges()
        if numbered.NAME in group.layers and group.layers[-1] == numbered.NAME
        for path, _, value, *_ in fields.rows[start:end]
        if len(value) <= _SEARCHED
    }


def _is_piece(finding: Finding, wholes: set[_Place]) -> bool:
    field = finding.field
    piece = _PIECE(field.path)
    return piece is not None and (field.direction, field.part, field.parent, piece[1] + piece[2]) in wholes
