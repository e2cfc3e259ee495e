"""Runs number formats over the fields of an exchange; ``hits`` decides between them where they contradict."""

import re
from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import compress
from typing import NamedTuple

from trafficaudit.decode.arranged import divided
from trafficaudit.decode.fields import Fields, Joined
from trafficaudit.detectors.folded import Folded, folded
from trafficaudit.detectors.identifiers import coordinates, dense, readings
from trafficaudit.detectors.identifiers.hits import Hit, among, findings, strongest
from trafficaudit.detectors.identifiers.plan import Plan, Plans
from trafficaudit.detectors.identifiers.verdict import KEY, NO_KEY, Identifier
from trafficaudit.detectors.matcher import ExpressionFinder
from trafficaudit.detectors.names.places import is_piece
from trafficaudit.detectors.nobody import is_nobody
from trafficaudit.detectors.siblings import Siblings
from trafficaudit.model import Decoded, Direction, Finding

# Characters: a shorter value is no number format, a longer one is searched at its start only. What is received is
# mostly pages and scripts; what is sent is what counts.
_SHORTEST = 5
_LONGEST = {"request": 1 << 20, "response": 1 << 16}
_ACROSS = 64
_LONGEST_CONTAINER = 1 << 12
_SHORT = 256
_REMEMBERED = 1 << 15
_DOCUMENT = ("{", "[", "<")
_CUT = (divided.CUT,)
"""The layer of what has no name, and may be anything's that was put side by side: no number by its form alone."""
_BOXES = (divided.NAME,)
_LOOSE = 0.7  # confidence of a format that lives by its key (``verdict.py``)

_OTHER_CHARACTERS = "in other characters (full-width, typographic or invisible)"

_SURE, _RUN = 0.6, 10
"""Confidence, and characters, from which on a run in bytes of no known structure is told.

Of bytes drawn at random a run of ten that reads as an address of mail turns up once in some thousands of MiB.
"""
_TEXT = re.compile(rb"[\x20-\x7e]{10,}").finditer


class _Kind(NamedTuple):
    """Whether a field holds no others, is one of several nameless ones that a value was cut into, or was put together.

    What was put together of boxes has hyphens that nobody wrote: without a name its digits stand in a row.
    """

    leaf: bool
    piece: bool
    boxes: bool = False


class Search:
    """A list of number formats, made ready to be looked for.

    Of the hundreds of values in an exchange few can give anything. Which ones is asked of all at once: of their names,
    each of which is looked up, and in one pass over their bytes. Only those few are taken up one by one.
    """

    def __init__(self, identifiers: Sequence[Identifier]) -> None:
        self._identifiers = identifiers
        self._order = {module.NAME: place for place, module in enumerate(identifiers)}
        self._plans = Plans(identifiers)
        self._found: dict[tuple[Plan, str, _Kind], tuple[Hit, ...]] = {}

    def findings(self, decoded: Decoded) -> Iterator[Finding]:
        """Give what is found, in the order of the fields, then of the runs in each."""
        fields = Fields.of(decoded.fields)
        siblings = Siblings.of(fields)
        rows, starts, groups, inner = fields.rows, fields.starts, fields.groups, fields.inner
        naming, telling, plans = self._naming(fields.keys), self._telling(fields), self._plans.at
        plain = self._in_plain(fields)
        for index in sorted({*naming, *telling, *plain}) if telling or plain else naming:
            path, key, value, _, _, _ = rows[index]
            if len(value) < _SHORTEST:
                continue
            group = groups[bisect(starts, index) - 1]
            if group.layers[-1:] == _CUT:
                continue
            # A long name is a value too, which it does not itself name.
            plan = plans[path, key, group.part] if value != key else self._plans.nameless
            told = index in telling or (index in plain and plain[index][1])
            if told and not plan.counted and isinstance(value, str) and "\n" in value:
                # Lines of a document (a log that is sent as a file) have names of their own.
                plan = self._plans.nameless
            if not (plan.counted or told):
                continue
            if told and isinstance(value, bytes) and group.direction == "request" and index not in inner:
                yield from self._among_bytes(fields, index, value)
            text = _text(value, group.direction, holds=index in inner)
            if text is not None:
                cut = len(value) > _LONGEST["response"] and len(text) < len(value)
                if cut and (plan.counted or self._goes_on(value[max(len(text) - _ACROSS, 0) :])):
                    fields.bound(index, f"number formats are looked for in its first {len(text)} characters")
                hits = self._hits_of(fields, index, text, plan, (siblings, told))
                if index in plain:
                    again = self._folded(plain[index][0], plan, _kind(fields, index), hits)
                    hits = sorted((*hits, *again), key=lambda hit: hit.start)
                hits = readings.left(readings.Text(fields, index, text), hits, self._tells(fields))
                yield from findings(fields[index], text, hits) if hits else ()

    def _in_plain(self, fields: Fields) -> dict[int, tuple[Folded, bool]]:
        """Give what was sent in full-width or typographic characters, and whether a run in it counts without a key."""
        texts = list(folded(fields, sent=True))
        if not texts:
            return {}
        buffer = Joined([text.data for _, text in texts])
        telling = set(buffer.holding(self._scan.ends(buffer.data)))
        return {index: (text, at in telling) for at, (index, text) in enumerate(texts)}

    def _folded(self, text: Folded, plan: Plan, kind: _Kind, known: Sequence[Hit]) -> Iterator[Hit]:
        """Give the hits in a text's plain form that are none in the text itself, as hits in that."""
        starts = [hit.start for hit in known]
        for hit in strongest(list(self._hits(text.plain, plan, kind, telling=True))):
            start, end = text.characters(hit.start, hit.end)
            before = bisect(starts, end - 1)  # of those that begin before this one's end, the last reaches farthest
            if not before or known[before - 1].end <= start:
                yield replace(hit, start=start, end=end, reasoning=f"{hit.reasoning}; {_OTHER_CHARACTERS}")

    def _among_bytes(self, fields: Fields, index: int, value: bytes) -> Iterator[Finding]:
        """Give what stands in runs of text among bytes of no known structure, where its form leaves little doubt."""
        if value.isascii():
            return
        nameless, kind, most = self._plans.nameless, _Kind(leaf=True, piece=False), _LONGEST["request"]
        if len(value) > most and self._goes_on(value[most - _ACROSS :]):
            fields.bound(index, f"number formats are looked for in its first {most} characters")
        for run in _TEXT(value, 0, most):
            text = run.group().decode("ascii")
            hits = strongest(list(self._hits(text, nameless, kind, telling=True)))
            place = readings.Text(fields, index, text, run.start())
            for hit in readings.left(place, hits, self._tells(fields)):
                if hit.confidence >= _SURE and hit.end - hit.start >= _RUN:
                    yield among(fields[index], text, hit, run.start())

    def _tells(self, fields: Fields) -> readings.Tells:
        def tells(index: int, hit: Hit) -> bool:
            path, key, *_ = fields.rows[index]
            plan = self._plans.at[path, key, fields.group(index).part]
            return hit.module in plan.counted or any(hit.module in bare.modules for bare in plan.bare)

        return tells

    def _naming(self, keys: Sequence[str]) -> list[int]:
        """Give the fields whose name can name a format, by itself or together with the names above it."""
        return list(compress(range(len(keys)), map(self._plans.may_name.__getitem__, keys)))

    @cached_property
    def _scan(self) -> ExpressionFinder:
        """Made for the first exchange: a process that examines none does without."""
        return ExpressionFinder([module.BARE for module in self._identifiers if module.BARE])

    def _telling(self, fields: Fields) -> set[int]:
        """Give the fields with a run that counts without a key, and maybe a few more."""
        joined = fields.joined
        ends = self._scan.ends(joined.data)
        starts = joined.starts if ends else []
        found = {bisect(starts, end - 1) - 1 for end in ends}
        if len(joined.data) > _LONGEST["response"]:
            found.update(index for index, value in enumerate(fields.values) if self._ends_early(fields, index, value))
        return found

    def _ends_early(self, fields: Fields, index: int, value: str | bytes) -> bool:
        """Say whether only a part of a value is searched and that holds a run, which may end where it was cut."""
        if len(value) <= _LONGEST["response"]:
            return False
        text = _text(value, fields.group(index).direction, holds=index in fields.inner)
        return text is not None and bool(self._scan.ends(Joined([text]).data))

    def _goes_on(self, rest: str | bytes) -> bool:
        """Say whether a run that counts without a key stands in what is not searched of a value."""
        return bool(self._scan.ends(Joined([rest]).data))

    def _hits_of(
        self, fields: Fields, index: int, text: str, plan: Plan, around: tuple[Siblings, bool]
    ) -> Sequence[Hit]:
        """Give the hits in a text; what does not depend on the fields beside it is remembered."""
        siblings, telling = around
        if plan.halves and coordinates.is_half(text) and (half := coordinates.pair(fields[index], siblings)):
            reasoning = f"{half.reasoning}; {KEY}"
            whole = Hit(0, len(text), self._order[coordinates.NAME], coordinates, half.named, reasoning)
            return strongest([whole, *self._hits(text, plan, _kind(fields, index), telling)])
        if not telling and not plan.shape(text) and not (plan.counted and dense.may(text)):
            return ()
        kind = _kind(fields, index)
        if len(text) > _SHORT:
            return strongest(list(self._hits(text, plan, kind, telling)))
        place = plan, text, kind
        found = self._found.get(place)
        if found is None:
            if len(self._found) >= _REMEMBERED:
                self._found.clear()
            found = self._found[place] = tuple(strongest(list(self._hits(text, plan, kind, telling))))
        return found

    def _hits(self, text: str, plan: Plan, kind: _Kind, telling: bool) -> Iterator[Hit]:
        if plan.counted and plan.shape(text):
            for module in plan.counted:
                yield from self._runs(text, module, kind, named=True)
        elif plan.counted and kind.leaf and dense.may(text):
            yield from self._dense(text, plan.counted)
        for trigger, shape, modules in plan.bare if telling else ():
            if trigger(text) and shape(text):
                for module in modules:
                    yield from self._runs(text, module, kind, named=False)

    def _dense(self, text: str, modules: Iterable[Identifier]) -> Iterator[Hit]:
        """Give what a whole value holds in Base32, Base58 or Base85, where its name says what to expect."""
        for encoding, held in dense.opened(text):
            for module in modules:
                found = module.CANDIDATE.fullmatch(held) is not None and not is_nobody(held)
                verdict = module.check(held) if found else None
                if verdict is not None and verdict.named > _LOOSE:
                    reasoning = f"{verdict.reasoning}; in {encoding}, {KEY}"
                    order = self._order[module.NAME]
                    yield Hit(0, len(text), order, module, verdict.named - 0.1, reasoning)

    def _runs(self, text: str, module: Identifier, kind: _Kind, *, named: bool) -> Iterator[Hit]:
        if kind.leaf:
            matches: Iterable[re.Match[str]] = module.CANDIDATE.finditer(text)
        else:
            matches = filter(None, [module.CANDIDATE.fullmatch(text)])
        for match in matches:
            verdict = None if is_nobody(match.group()) else module.check(match.group())
            if verdict is not None and named and verdict.named <= _LOOSE and kind.piece:
                continue
            if verdict is not None and kind.boxes and not named:
                verdict = module.check(match.group().replace("-", ""))
            if verdict is not None and (confidence := verdict.named if named else verdict.bare):
                reasoning = f"{verdict.reasoning}; {KEY if named else NO_KEY}"
                yield Hit(*match.span(), self._order[module.NAME], module, confidence, reasoning)


def _kind(fields: Fields, index: int) -> _Kind:
    """Say what a field is."""
    group, rows = fields.group(index), fields.rows
    piece = is_piece(group.layers, rows[index][0], rows[group.parent][0])
    return _Kind(index not in fields.inner, piece, group.layers[-1:] == _BOXES)


def _text(value: str | bytes, direction: Direction, *, holds: bool) -> str | None:
    """Give what of a value is searched; ``None`` where it is too long for a container, or binary."""
    size = len(value)
    if holds and (size > _LONGEST_CONTAINER or (isinstance(value, str) and value.startswith(_DOCUMENT))):
        return None
    if size > _LONGEST["response"]:
        value = value[: _LONGEST[direction]]
    if isinstance(value, str):
        return value
    if size <= _LONGEST["response"]:
        value = value.rstrip(b"\0")  # C fills texts up with them
    return value.decode("ascii") if value.isascii() else None
