"""One place where a seeded value stands in a field, and which of several overlapping ones is reported."""

import operator
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from trafficaudit.categories import taxonomy
from trafficaudit.model import Field, Span
from trafficaudit.quick import quick

MOST = 100
"""Hits per field and category: a value repeated more often than this in one field proves nothing more."""


_ALONE = ", and to nobody else"
_SHARED = ", and others share it"
_OF_MANY = frozenset(("birth_date",))
"""Categories beside context in which one value is that of many people: some 1,800 in Korea have one date of birth."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A seeded value at ``[start, end)`` of a field's ``size`` bytes.

    ``reasoning`` never holds the value. ``covered`` marks a hit inside a longer one; it is not reported.
    ``unplaced`` marks one that is known only to be somewhere in its run: it covers no hit of another category.
    ``short`` marks a short or common value, or a digest of one: by itself it does not say whose it is.
    """

    category: str
    seeded_value: str
    match: str
    layers: tuple[str, ...]
    start: int
    end: int
    size: int
    run: bytes
    confidence: float
    reasoning: str
    covered: bool = False
    unplaced: bool = False
    short: bool = False

    def within(self, layer: str, whole: bytes) -> "Hit":
        """Give the hit as that of an encoded run, in which offsets are lost."""
        size = len(whole)
        return replace(self, layers=(layer, *self.layers), start=0, end=size, size=size, run=whole, unplaced=True)

    @property
    def seeded(self) -> tuple[str, str]:
        """Category and seeded value: what a container need not report again."""
        return self.category, self.seeded_value


made = quick(Hit)
"""Makes a hit as the class does, in a third of the time."""


def reason(category: str, how: str, why: str = "", *, shared: bool = False) -> str:
    """Write the reasoning: what was found, how it was recognised, and why that is proof; ``shared`` with others."""
    known = taxonomy()[category]
    if not why:
        alone = _SHARED if shared or category in _OF_MANY else _ALONE if known.weight != "context" else ""
        why = f"the persona file gives it to the test person or phone{alone}"
    return f"Seeded {known.en} {how}; {why}."


def span_of(field: Field, hit: Hit) -> Span:
    """Narrow to the hit where the field's bytes are those of the part (a size that differs: another charset)."""
    if not field.exact or hit.size != field.span.end - field.span.start:
        return field.span
    return Span(field.span.start + hit.start, field.span.start + hit.end)


def run_of(field: Field, hit: Hit) -> str | bytes:
    """Give what stands there, as text where the field is text and the run is whole characters."""
    if isinstance(field.value, bytes):
        return hit.run
    try:
        return hit.run.decode()
    except UnicodeDecodeError:
        return hit.run


def select(hits: Iterable[Hit]) -> list[Hit]:
    """Sort by place and category; mark what a longer hit covers; bound repetitions.

    Of one category, the longest of several overlapping hits is kept (a verbatim one before others of its length). Of
    different categories, a hit strictly inside another is covered: a user name inside an e-mail address is that.
    """
    ranked = sorted(hits, key=lambda hit: (hit.start - hit.end, hit.match != "verbatim", -hit.confidence, hit.start))
    kept: list[Hit] = []
    covered: dict[tuple[str, str], Hit] = {}
    counts: Counter[str] = Counter()
    for hit in ranked:
        if counts[hit.category] >= MOST or any(_hides(other, hit) for other in kept):
            covered.setdefault(hit.seeded, replace(hit, covered=True))
            continue
        counts[hit.category] += 1
        kept.append(hit)
    place = operator.attrgetter("start", "end", "category", "seeded_value")
    return sorted((*kept, *covered.values()), key=place)


def _hides(longer: Hit, hit: Hit) -> bool:
    if longer.category == hit.category:
        return longer.start < hit.end and hit.start < longer.end
    if longer.unplaced:
        return False  # it is somewhere in its run, beside the other one
    inside = longer.start <= hit.start and hit.end <= longer.end
    return inside and longer.end - longer.start > hit.end - hit.start
