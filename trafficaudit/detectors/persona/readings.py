"""What is read in two ways is claimed once: a text as a form and at its commas, a document and the pieces of it.

Decoders that are not sure leave a value to others, which find the same in the same bytes under another path. Such hits
stand below one field, in groups that are apart, at bytes of it that overlap. What one reading gives twice (two members
with one value) stays two, and what one finds and the other does not stays as well.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from trafficaudit.decode.arranged import divided
from trafficaudit.decode.fields import Fields
from trafficaudit.detectors.persona.hit import Hit, span_of


class _Told(NamedTuple):
    """The index of a field, a hit in it, and the way to it: the fields above it, the outermost first, and itself."""

    field: int
    hit: Hit
    way: tuple[int, ...]


def once(fields: Fields, found: Mapping[int, Sequence[Hit]]) -> dict[int, list[Hit]]:
    """Leave out of the hits of fields what another reading of the same bytes tells."""
    told: defaultdict[tuple[str, str], list[_Told]] = defaultdict(list)
    for index, hits in found.items():
        for hit in hits:
            told[hit.seeded].append(_Told(index, hit, ()))
    again = set[tuple[int, int]]()
    for listed in told.values():
        if len({each.field for each in listed}) > 1:
            ways = {each.field: _way(fields, each.field) for each in listed}
            placed = [each._replace(way=ways[each.field]) for each in listed]
            left = {(each.field, id(each.hit)) for each in _below(fields, placed, 0)}
            again.update({(each.field, id(each.hit)) for each in placed} - left)
    return {index: [hit for hit in hits if (index, id(hit)) not in again] for index, hits in found.items()}


def _way(fields: Fields, index: int) -> tuple[int, ...]:
    way = [index]
    while 0 <= (parent := fields.group(way[-1]).parent) < way[-1]:
        way.append(parent)
    return tuple(reversed(way))


def _below(fields: Fields, told: Sequence[_Told], depth: int) -> list[_Told]:
    """Give what is left of hits that stand below one field, the way to which is ``depth`` long."""
    if len({each.field for each in told}) < 2:
        return list(told)
    children: defaultdict[int, list[_Told]] = defaultdict(list)
    for each in told:
        if len(each.way) > depth:
            children[each.way[depth]].append(each)
    groups: defaultdict[int, list[_Told]] = defaultdict(list)
    around = _around_others(fields, children)
    for child, listed in children.items():
        # The parts of a message are apart, whatever they hold. What a decoder opened in a field around others is
        # another reading of these.
        apart = child in around
        below = [each for each in listed if not apart or len(each.way) > depth + 1]
        number = -1 - child if apart else bisect_right(fields.starts, child) - 1 if depth else child
        groups[number] += _below(fields, below, depth + 1)
    own = [each for each in told if len(each.way) <= depth]
    left = [one for one in groups.values() if one]
    return own + (_unlike(fields, left, depth) if depth and len(left) > 1 else [each for one in left for each in one])


def _around_others(fields: Fields, children: Collection[int]) -> set[int]:
    """Give the fields beside which what is in them stands as well (a message's field as text and as a message)."""
    rows, group_of = fields.rows, fields.grouped
    paths = {(id(group_of[child]), rows[child][0]): child for child in children}
    found = set[int]()
    for child in children if len(children) > 1 else ():
        path, _, _, start, end, _ = rows[child]
        while path := path[: max(path.rfind("."), path.rfind("["), 0)]:
            outer = paths.get((id(group_of[child]), path))
            if outer is not None and rows[outer][3] <= start < end <= rows[outer][4]:
                found.add(outer)
    return found


def _unlike(fields: Fields, groups: list[list[_Told]], depth: int) -> list[_Told]:
    """Give the hits of the best reading, and of each further one those that stand at other bytes than these.

    Two that tell their bytes in the part are compared by these, others by the bytes of the field above both.
    """
    kept: list[_Told] = []
    for group in sorted(groups, key=lambda group: _rank(fields, group, depth)):
        exact = [fields[each.field].exact for each in kept]
        spans = _Ranges(_span(fields, each) for each, known in zip(kept, exact, strict=True) if known)
        vague = _Ranges(_within(fields, each, depth) for each, known in zip(kept, exact, strict=True) if not known)
        whole = _Ranges(_within(fields, each, depth) for each in kept)
        for each in group:
            within = _within(fields, each, depth)
            if fields[each.field].exact:
                again = spans.meet(_span(fields, each)) or vague.meet(within)
            else:
                again = whole.meet(within)
            kept += [] if again else [each]
    return kept


class _Ranges:
    """Ranges, those that meet as one."""

    def __init__(self, ranges: Iterable[tuple[int, int]]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(ranges):
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            else:
                self._starts.append(start)
                self._ends.append(end)

    def meet(self, one: tuple[int, int]) -> bool:
        """Say whether a range has bytes in common with one of these."""
        at = bisect_left(self._starts, one[1]) - 1
        return at >= 0 and self._ends[at] > one[0]


def _within(fields: Fields, told: _Told, depth: int) -> tuple[int, int]:
    start, end = fields.rows[told.way[depth]][3:5]
    return start, end


def _rank(fields: Fields, group: Sequence[_Told], depth: int) -> tuple[object, ...]:
    """Rank a reading: what was put together of boxes, then the longest run of a value (an address before its halves),
    then the one that finds most, then by its best hit.
    """  # fmt: skip
    boxes = fields.group(group[0].way[depth]).layers[-1:] == (divided.NAME,)
    longest = max(0 if each.hit.layers else len(each.hit.run) for each in group)
    return not boxes, -longest, -len(group), min(_doubt(fields, each) for each in group), group[0].field


def _doubt(fields: Fields, told: _Told) -> tuple[object, ...]:
    """Give what is smaller the better a hit is: as it was typed in, plain, long (``+8210`` before ``10``), narrow."""
    start, end = _span(fields, told)
    hit = told.hit
    return hit.match != "verbatim", -hit.confidence, len(hit.layers), -len(hit.run), end - start


def _span(fields: Fields, told: _Told) -> tuple[int, int]:
    return span_of(fields[told.field], told.hit)
