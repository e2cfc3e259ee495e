"""Runs number formats over the fields of an exchange and decides between them where they contradict."""

import re
from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from trafficaudit.detectors.identifiers import coordinates
from trafficaudit.detectors.identifiers.verdict import Identifier
from trafficaudit.detectors.key_names import (
    JOINED,
    Siblings,
    around,
    compact,
    endings,
    names,
    vocabulary,
    words,
)
from trafficaudit.detectors.spans import narrow
from trafficaudit.model import Decoded, Field, Finding

# What must be in a text before it is searched without a key. A number: ten digits, single separators between.
TRIGGERS = {
    "number": r"[0-9](?:[ .,:-]?[0-9]){9}",
    "at": "@",
    "pairs": r"[0-9A-Fa-f](?:[:-][0-9A-Fa-f]{2}){5}",
    "eyj": "eyJ",
    "apa91b": "APA91b",
    "hmac": "MC0GCCqGSIb3DQIJ",
}

# Words in a field's own name under which a number is something else.
OTHERWISE = vocabulary(
    "order orders product item goods sku price amount amt total sum cost fee discount time timestamp ts date version "
    "ver build seq sequence count cnt size length offset trace span request req response transaction txn trx invoice "
    "tracking waybill shipment barcode ean gtin isbn upc catalog category campaign coupon banner image img file hash "
    "crc md5 sha checksum signature sign nonce random id ids idx index no num number code pid spm scm appkey key start "
    "end expire expires expiry ttl created updated rev revision review ad creative event log batch page rank score url "
    "uri href path src etag 주문번호 상품번호 가격 금액 运单号 dingdan dingdanhao shangpin"
)

# Characters: a shorter value is no number format, a longer one is searched at its start only. What is received is
# mostly pages and scripts; what is sent is what counts.
_SHORTEST = 5
_LONGEST = {"request": 1 << 20, "response": 1 << 16}
_LONG = 1 << 14
_LONGEST_CONTAINER = 1 << 12
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


class Search:
    """A list of number formats, made ready to be looked for."""

    def __init__(self, identifiers: Sequence[Identifier]) -> None:
        self._order = {module.NAME: place for place, module in enumerate(identifiers)}
        self._index: dict[str, list[Identifier]] = {}
        for module in identifiers:
            for key in dict.fromkeys(compact(key) for key in module.KEYS):
                self._index.setdefault(key, []).append(module)
        self._bare = tuple(
            (re.compile(trigger), tuple(module for module in identifiers if name == module.TRIGGER))
            for name, trigger in TRIGGERS.items()
        )
        self._any = re.compile("|".join(TRIGGERS.values()))
        self._by_key = lru_cache(maxsize=1 << 16)(lambda key: self._lookup(endings(key)))

    def findings(self, decoded: Decoded) -> Iterator[Finding]:
        """Give what is found, in the order of the fields, then of the runs in each."""
        siblings = Siblings(decoded)
        worth = self._any.search
        for field in decoded.fields:
            key = field.key
            named = self._by_key(key) if key.lower() not in JOINED else self._lookup(names(field))
            value = field.value
            if isinstance(value, str) and field.leaf and _SHORTEST <= len(value) <= _LONG:
                text: str | None = value
            else:
                text = _text(field)
            if text and (named or worth(text)):
                for hit in _strongest(list(self._hits(field, text, named, siblings))):
                    yield _finding(field, text, hit)

    def _lookup(self, known_as: tuple[str, ...]) -> tuple[Identifier, ...]:
        found = {module.NAME: module for ending in known_as for module in self._index.get(ending, ())}
        return tuple(found.values())

    def _hits(self, field: Field, text: str, named: tuple[Identifier, ...], siblings: Siblings) -> Iterator[_Hit]:
        near = around(field)
        for module in named:
            if module.AVOID.isdisjoint(near):
                if module is coordinates and (half := coordinates.pair(field, siblings)):
                    reasoning = f"{half.reasoning}; the key names it"
                    yield _Hit(0, len(text), self._order[module.NAME], module, half.named, reasoning)
                yield from self._runs(field, text, module, named=True)
        otherwise = not OTHERWISE.isdisjoint(words(field.key))
        for trigger, modules in self._bare:
            if trigger.search(text):
                for module in modules:
                    if module not in named and (module.SELF_EVIDENT or not otherwise) and module.AVOID.isdisjoint(near):
                        yield from self._runs(field, text, module, named=False)

    def _runs(self, field: Field, text: str, module: Identifier, *, named: bool) -> Iterator[_Hit]:
        if field.leaf:
            matches: Iterable[re.Match[str]] = module.CANDIDATE.finditer(text)
        else:
            matches = filter(None, [module.CANDIDATE.fullmatch(text)])
        for match in matches:
            verdict = module.check(match.group())
            if verdict is not None and named and verdict.named <= _LOOSE and _is_piece(field):
                continue
            if verdict is not None and (confidence := verdict.named if named else verdict.bare):
                reasoning = f"{verdict.reasoning}; {'the key names it' if named else 'no key names it'}"
                yield _Hit(*match.span(), self._order[module.NAME], module, confidence, reasoning)


def _is_piece(field: Field) -> bool:
    """Say whether a field is one of several nameless ones in a value: the key names all of it, not each."""
    return field.layers[-1:] == ("delimited",) and field.path.endswith("]")


def _text(field: Field) -> str | None:
    """Give what of a field is searched; ``None`` where it is too short, too long for a container, or binary."""
    value = field.value
    if len(value) < _SHORTEST:
        return None
    if not field.leaf and (len(value) > _LONGEST_CONTAINER or (isinstance(value, str) and value.startswith(_DOCUMENT))):
        return None
    value = value[: _LONGEST[field.direction]]
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
