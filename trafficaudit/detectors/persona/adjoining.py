"""A seeded value in pieces, each a field of its own, whatever their names: ``{"a": "010", "b": "0417", "c": "8263"}``.

Where names say that fields are the boxes of one value they are put together before anything is looked for
(``decode/arranged/divided.py``). Of others no form tells, and no piece is proof; one behind the other they are where
they give the value of the person, of ten digits or more, or cut where the value has its signs.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from trafficaudit.decode.fields import Fields
from trafficaudit.detectors.persona.hit import Hit, reason, span_of
from trafficaudit.persona import Persona
from trafficaudit.persona.forms import forms_of
from trafficaudit.persona.weight import SHORTEST, width

MOST = 8
"""Pieces of one value: a UUID has five groups, an address four lines."""

LONGEST = 64
"""Characters of a piece."""

_PROOF = 10
"""Digits that are nobody else's wherever they were cut."""

_SIGNED = ("coordinates",)
"""Of which a sign says something; the halves of a place are compared by distance (``places.py``)."""

_SIGNS = re.compile(r"[\W_]+")

type Seeded = tuple[str, str]


class Adjoining:
    """Looks for the values of one persona in fields that follow each other."""

    def __init__(self, persona: Persona) -> None:
        self._wholes: dict[str, Seeded] = {}
        self._cuts: set[tuple[str, ...]] = set()
        self._heads: set[str] = set()
        for category, values in persona.values.items():
            for value, form in forms_of(category, values) if category not in _SIGNED else ():
                bare = _bare(form.text)
                if form.raw or form.typed_only or width(bare) < SHORTEST:
                    continue
                self._wholes.setdefault(bare, (category, value))
                if bare.isdigit():
                    self._cuts.add(tuple(filter(None, _SIGNS.split(form.text))))
                for text in (form.text, bare):
                    for head in (text[:2], text[:1]):
                        self._heads |= {head, head.lower(), head.upper(), head.title()}
        self._listed = sorted(self._wholes)

    def find(self, fields: Fields, hits: Mapping[int, list[Hit]]) -> Iterator[tuple[int, Hit]]:
        """Give a hit for each piece of a value that no hit tells yet, with the index of its field."""
        heads, last = self._heads, -1
        for at in [at for at, value in enumerate(fields.values) if value[:2] in heads]:
            pieces = self._pieces(fields, at) if at > last else []
            if not pieces:
                continue
            seeded = self._wholes["".join(_bare(str(fields.values[piece])) for piece in pieces)]
            last = pieces[-1]
            if not _told(fields, hits, pieces, seeded):
                yield from ((piece, _hit(fields.joined.values[piece], seeded, len(pieces))) for piece in pieces)

    def _pieces(self, fields: Fields, first: int) -> list[int]:
        """Give the fields from one on that are a value together, the longest; none where there is no such value."""
        group = fields.group(first)
        pieces: list[int] = []
        found: list[int] = []
        whole = ""
        for at in range(first, min(first + MOST, len(fields))):
            value = fields.values[at]
            if at in fields.inner or isinstance(value, bytes) or len(value) > LONGEST or fields.group(at) is not group:
                break
            bare = _bare(value)
            whole += bare
            if not self._begins(whole):
                break
            if not bare:
                continue  # an address line that was left empty, a sign between numbers: nothing of the value
            pieces.append(at)
            if len(pieces) > 1 and whole in self._wholes and self._proves(fields, pieces, whole):
                found = list(pieces)
        return found

    def _begins(self, text: str) -> bool:
        place = bisect_left(self._listed, text)
        return bool(text) and place < len(self._listed) and self._listed[place].startswith(text)

    def _proves(self, fields: Fields, pieces: Sequence[int], whole: str) -> bool:
        """Say whether no piece is the value itself, and no numbers give a short one by chance."""
        bare = [_bare(str(fields.values[piece])) for piece in pieces]
        if whole in bare:
            return False
        if not whole.isdigit():
            return True
        # An IMEI is also the beginning of one with the software's number, of which the next value may have a digit.
        within = any(self._wholes.get(piece) == self._wholes[whole] for piece in bare)
        return tuple(bare) in self._cuts or (len(whole) >= _PROOF and not within)


def covering(hits: list[Hit], hit: Hit) -> list[Hit]:
    """Give the hits of a piece with that of the whole, of which the others are a part."""
    return [*(replace(other, covered=True) for other in hits), hit]


def _bare(text: str) -> str:
    return _SIGNS.sub("", text).lower()


def _told(fields: Fields, hits: Mapping[int, list[Hit]], pieces: Sequence[int], seeded: Seeded) -> bool:
    """Say whether one hit of the value covers all of its pieces, or every piece has one."""
    where = [(at, hit) for at, found in hits.items() for hit in found if hit.seeded == seeded and not hit.covered]
    if set(pieces) <= {at for at, _ in where}:
        return True
    first, last = fields[pieces[0]], fields[pieces[-1]]
    for at, hit in where:
        field = fields[at]
        span = span_of(field, hit)
        beside = (field.direction, field.part) == (first.direction, first.part)
        if beside and span.start <= first.span.start and last.span.end <= span.end:
            return True
    return False


def _hit(data: bytes, seeded: Seeded, count: int) -> Hit:
    category, value = seeded
    how = f"found cut into {count} values that follow each other"
    size = len(data)
    return Hit(category, value, "normalised", (), 0, size, size, data, 0.95, reason(category, how))
