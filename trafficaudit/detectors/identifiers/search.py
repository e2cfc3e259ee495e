"""Runs number formats over the fields of an exchange and decides between them where they contradict."""

import re
from bisect import bisect
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from trafficaudit.decode.fields import Fields, Joined
from trafficaudit.detectors.identifiers import coordinates
from trafficaudit.detectors.identifiers.verdict import Identifier
from trafficaudit.detectors.key_names import (
    JOINED,
    Siblings,
    above,
    compact,
    endings,
    is_piece,
    names_under,
    vocabulary,
    words,
    words_around,
)
from trafficaudit.detectors.matcher import ExpressionFinder
from trafficaudit.detectors.spans import narrow
from trafficaudit.model import Decoded, Field, Finding

# What must be in a text before it is searched without a key. A number: ten digits, single separators between, a space
# behind a comma or bracket.
TRIGGERS = {
    "number": r"[0-9](?:(?:[,)] ?|[ .:-])?[0-9]){9}",
    "at": "@",
    "pairs": r"[0-9A-Fa-f](?:[:-][0-9A-Fa-f]{2}){5}",
    "eyj": "eyJ",
    "apa91b": "APA91b",
    "hmac": "MC0GCCqGSIb3DQIJ",
    "hemispheres": r"[0-9][^0-9A-Za-z]{0,6}N[^0-9A-Za-z]{0,4}1[23]|N ?3[3-8][^0-9A-Za-z]|[+]3[3-8][0-9.]{3,14}[+]1[23]",
}

# What is asked of the byte behind, the NUL between two values at the latest; a long number ends once.
_BEHIND = dict.fromkeys(TRIGGERS, r"[\x00-\xff]") | {"number": "[^0-9]"}

# Words in a field's own name under which a number is something else.
OTHERWISE = vocabulary(
    "order orders product item goods sku price amount amt total sum cost fee discount time timestamp ts date version "
    "ver build seq sequence count cnt size length offset trace span request req response transaction txn trx invoice "
    "tracking waybill shipment barcode ean gtin isbn upc catalog category campaign coupon banner image img file hash "
    "crc md5 sha checksum signature sign nonce random id ids idx index no num number code pid spm scm appkey key start "
    "end expire expires expiry ttl at created updated rev revision review ad creative event log batch page rank score "
    "url uri href path src etag 주문번호 상품번호 가격 금액 运单号 dingdan dingdanhao shangpin"
)

# Characters: a shorter value is no number format, a longer one is searched at its start only. What is received is
# mostly pages and scripts; what is sent is what counts.
_SHORTEST = 5
_LONGEST = {"request": 1 << 20, "response": 1 << 16}
_LONGEST_CONTAINER = 1 << 12
_LONGEST_CONTAINER_BYTES = _LONGEST_CONTAINER * 4
_SHORT = 256
_REMEMBERED = 1 << 16
_DOCUMENT = ("{", "[", "<")
_LOOSE = 0.7  # confidence of a format that lives by its key (``verdict.py``)


@dataclass(frozen=True, slots=True)
class _Hit:
    """A verdict on ``text[start:end]``; ``order`` is the module's place in the list."""

    start: int
    end: int
    order: int
    module: Identifier
    confidence: float
    reasoning: str


type _Search = Callable[[str], re.Match[str] | None]


class _Kind(NamedTuple):
    """Whether a field holds no others, and whether it is one of several nameless ones that a value was cut into."""

    leaf: bool
    piece: bool


class _Bare(NamedTuple):
    """Formats that need no key: looked for where the trigger is, and where ``shape``, which fits any of them, is."""

    trigger: _Search
    shape: _Search
    modules: tuple[Identifier, ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Plan:
    """What is looked for under a name: the formats it names, those of them that count there, and the others."""

    named: tuple[Identifier, ...]
    counted: tuple[Identifier, ...]
    shape: _Search
    bare: tuple[_Bare, ...]


class Search:
    """A list of number formats, made ready to be looked for."""

    def __init__(self, identifiers: Sequence[Identifier]) -> None:
        self._order = {module.NAME: place for place, module in enumerate(identifiers)}
        self._index: dict[str, list[Identifier]] = {}
        for module in identifiers:
            for key in dict.fromkeys(compact(key) for key in module.KEYS):
                self._index.setdefault(key, []).append(module)
        self._bare = tuple(
            (re.compile(trigger).search, tuple(module for module in identifiers if name == module.TRIGGER))
            for name, trigger in TRIGGERS.items()
        )
        self._scan = ExpressionFinder([f"(?:{trigger}){_BEHIND[name]}" for name, trigger in TRIGGERS.items()])
        self._naming: dict[str, bool] = {}
        self._plan = lru_cache(maxsize=1 << 14)(self._planned)
        self._found: dict[tuple[_Plan, str, _Kind], tuple[_Hit, ...]] = {}

    def findings(self, decoded: Decoded) -> Iterator[Finding]:
        """Give what is found, in the order of the fields, then of the runs in each."""
        fields = Fields.of(decoded.fields)
        siblings = Siblings(decoded)
        telling, rows, keys = self._telling(fields), fields.rows, fields.keys
        naming = [
            index
            for index, known in enumerate(map(self._naming.get, keys))
            if known or (known is None and self._may_name(keys[index]))
        ]
        for index in sorted({*naming, *telling}):
            key, text = keys[index], _text(fields, index)
            if not text:
                continue
            plan = self._plan(key, above(rows[index][0], fields.group(index).part))
            if plan.named or index in telling:
                for hit in self._strongest(fields, index, text, plan, (siblings, index in telling)):
                    yield _finding(fields[index], text, hit)

    def _may_name(self, key: str) -> bool:
        """Say whether a key can name a format, by itself or together with the names above it."""
        if len(self._naming) >= _REMEMBERED:
            self._naming.clear()
        known = self._naming[key] = key.lower() in JOINED or bool(self._lookup(endings(key)))
        return known

    def _telling(self, fields: Fields) -> set[int]:
        """Give the fields that hold something for which formats are looked for without a key, and maybe some more."""
        inner, values = fields.inner, fields.joined.values
        listed = [
            index
            for index, value in enumerate(values)
            if len(value) >= _SHORTEST and (index not in inner or len(value) <= _LONGEST_CONTAINER_BYTES)
        ]
        buffer = Joined([values[index] for index in listed])
        ends = self._scan.ends(buffer.data)
        starts = buffer.starts if ends else []
        return {listed[bisect(starts, end - 2) - 1] for end in ends}

    def _planned(self, key: str, over: tuple[str, ...]) -> "_Plan":
        named = self._lookup(names_under(key, over))
        near, otherwise = words_around(key, over), not OTHERWISE.isdisjoint(words(key))
        bare = []
        for trigger, modules in self._bare:
            fitting = tuple(
                module
                for module in modules
                if module not in named and (module.SELF_EVIDENT or not otherwise) and module.AVOID.isdisjoint(near)
            )
            if fitting:
                bare.append(_Bare(trigger, _any_of(fitting), fitting))
        counted = tuple(module for module in named if module.AVOID.isdisjoint(near))
        return _Plan(named, counted, _any_of(counted), tuple(bare))

    def _lookup(self, known_as: tuple[str, ...]) -> tuple[Identifier, ...]:
        found = {module.NAME: module for ending in known_as for module in self._index.get(ending, ())}
        return tuple(found.values())

    def _strongest(
        self, fields: Fields, index: int, text: str, plan: "_Plan", around: tuple[Siblings, bool]
    ) -> Sequence["_Hit"]:
        """Give the hits in a text; what does not depend on the fields beside it is remembered."""
        kind, (siblings, telling) = _kind(fields, index), around
        if (
            coordinates in plan.counted
            and coordinates.is_half(text)
            and (half := coordinates.pair(fields[index], siblings))
        ):
            reasoning = f"{half.reasoning}; the key names it"
            whole = _Hit(0, len(text), self._order[coordinates.NAME], coordinates, half.named, reasoning)
            return _strongest([whole, *self._hits(text, plan, kind, telling)])
        if len(text) > _SHORT:
            return _strongest(list(self._hits(text, plan, kind, telling)))
        place = plan, text, kind
        found = self._found.get(place)
        if found is None:
            if len(self._found) >= _REMEMBERED:
                self._found.clear()
            found = self._found[place] = tuple(_strongest(list(self._hits(text, plan, kind, telling))))
        return found

    def _hits(self, text: str, plan: "_Plan", kind: _Kind, telling: bool) -> Iterator[_Hit]:
        if plan.counted and plan.shape(text):
            for module in plan.counted:
                yield from self._runs(text, module, kind, named=True)
        for trigger, shape, modules in plan.bare if telling else ():
            if trigger(text) and shape(text):
                for module in modules:
                    yield from self._runs(text, module, kind, named=False)

    def _runs(self, text: str, module: Identifier, kind: _Kind, *, named: bool) -> Iterator[_Hit]:
        if kind.leaf:
            matches: Iterable[re.Match[str]] = module.CANDIDATE.finditer(text)
        else:
            matches = filter(None, [module.CANDIDATE.fullmatch(text)])
        for match in matches:
            verdict = module.check(match.group())
            if verdict is not None and named and verdict.named <= _LOOSE and kind.piece:
                continue
            if verdict is not None and (confidence := verdict.named if named else verdict.bare):
                reasoning = f"{verdict.reasoning}; {'the key names it' if named else 'no key names it'}"
                yield _Hit(*match.span(), self._order[module.NAME], module, confidence, reasoning)


@lru_cache(maxsize=1 << 10)
def _any_of(modules: tuple[Identifier, ...]) -> _Search:
    """Give a search for what any of the formats could match."""
    return re.compile("|".join(f"(?:{module.CANDIDATE.pattern})" for module in modules)).search


def _kind(fields: Fields, index: int) -> _Kind:
    """Say what a field is."""
    return _Kind(index not in fields.inner, is_piece(fields.group(index).layers, fields.rows[index][0]))


def _text(fields: Fields, index: int) -> str | None:
    """Give what of a field is searched; ``None`` where it is too short, too long for a container, or binary."""
    value, size = fields.values[index], len(fields.values[index])
    if size < _SHORTEST:
        return None
    if index in fields.inner and (
        size > _LONGEST_CONTAINER or (isinstance(value, str) and value.startswith(_DOCUMENT))
    ):
        return None
    if size > _LONGEST["response"]:
        value = value[: _LONGEST[fields.group(index).direction]]
    if isinstance(value, str):
        return value
    return value.decode("ascii") if value.isascii() else None


def _strongest(hits: list[_Hit]) -> list[_Hit]:
    """Of runs that overlap keep the most confident, then the longest, then the first in the list of formats."""
    if len(hits) < 2:
        return hits
    hits.sort(key=lambda hit: (-hit.confidence, hit.start - hit.end, hit.order, hit.start))
    kept: list[_Hit] = []
    starts: list[int] = []
    for hit in hits:
        at = bisect(starts, hit.start)
        if (at == 0 or kept[at - 1].end <= hit.start) and (at == len(kept) or hit.end <= kept[at].start):
            kept.insert(at, hit)
            starts.insert(at, hit.start)
    return kept


def _finding(field: Field, text: str, hit: _Hit) -> Finding:
    return Finding(
        field=field,
        category=hit.module.CATEGORY,
        match="pattern",
        layers=field.layers,
        span=narrow(field, hit.start, hit.end),
        value=text[hit.start : hit.end],
        detector=f"identifier:{hit.module.NAME}",
        confidence=hit.confidence,
        reasoning=hit.reasoning,
    )
