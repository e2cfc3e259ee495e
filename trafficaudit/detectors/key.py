"""Finds what fields are by the names they have: `deviceModel`, `os_ver`, `receiverName`, `휴대폰번호`, `shouji`.

The names stand in ``keys.toml``, each group with its reasoning. A name proves less than a seeded value or a number's
own form, so confidence stays between 0.3 and 0.7; the value must look the part (``key_values``). A User-Agent is taken
apart. Leaf fields are looked at, and values that were decoded further but are no document themselves.
"""

from collections.abc import Iterator
from functools import lru_cache

from trafficaudit.categories import taxonomy
from trafficaudit.detectors.context import Context, Detect
from trafficaudit.detectors.key_names import JOINED, Siblings, around, compact, parents
from trafficaudit.detectors.key_table import Entry, KeyTable, Surroundings, key_table
from trafficaudit.detectors.key_values import fits
from trafficaudit.detectors.spans import narrow
from trafficaudit.detectors.user_agent import properties
from trafficaudit.model import Decoded, Exchange, Field, Finding

NAME = "key"

_USER_AGENT = frozenset(("useragent", "ua", "xuseragent", "httpuseragent", "browseruseragent", "deviceua"))
_DOCUMENT = ("{", "[", "<")
_AGENT_CONFIDENCE = 0.7


def build(context: Context) -> Detect:
    """Give the detector of named fields; it needs nothing of the context."""
    table = key_table()

    def detect(exchange: Exchange, decoded: Decoded) -> Iterator[Finding]:
        return _detect(table, decoded)

    return detect


def _detect(table: KeyTable, decoded: Decoded) -> Iterator[Finding]:
    siblings = Siblings(decoded)
    for field in decoded.fields:
        key = field.key
        if not key:
            continue
        entries = table.candidates(key, _parent(field)) if key.lower() in JOINED else table.candidates(key)
        agent = _is_agent(key)
        if not (entries or agent) or not _is_value(field):
            continue
        if agent and isinstance(field.value, str):
            yield from _agent(field, field.value)
        entry = next((entry for entry in entries if _holds(entry, field, siblings)), None)
        if entry is not None:
            yield _finding(field, entry)


@lru_cache(maxsize=1 << 16)
def _is_agent(key: str) -> bool:
    return compact(key) in _USER_AGENT


def _parent(field: Field) -> str:
    above = parents(field)
    return above[-1] if above else ""


def _is_value(field: Field) -> bool:
    """Whether a field is a value of its own: a leaf, or text that was decoded further without being a document."""
    if field.leaf:
        return True
    return isinstance(field.value, str) and not field.value.lstrip()[:1].startswith(_DOCUMENT)


def _holds(entry: Entry, field: Field, siblings: Siblings) -> bool:
    if entry.parts and field.part not in entry.parts:
        return False
    if entry.direction and field.direction != entry.direction:
        return False
    if entry.far and not entry.far.parents.isdisjoint(around(field)):
        return False
    return fits(entry.value, field.value) and (entry.near is None or _stands_near(entry.near, field, siblings))


def _stands_near(context: Surroundings, field: Field, siblings: Siblings) -> bool:
    if not context.parents.isdisjoint(around(field)):
        return True
    return bool(context.siblings) and siblings.have(field, context.siblings)


def _finding(field: Field, entry: Entry) -> Finding:
    return Finding(
        field=field,
        category=entry.category,
        match="named",
        layers=field.layers,
        span=field.span,
        value=field.value,
        detector=NAME,
        confidence=entry.confidence,
        reasoning=entry.reasoning,
    )


def _agent(field: Field, text: str) -> Iterator[Finding]:
    for found in properties(text):
        if found.category in taxonomy():
            yield Finding(
                field=field,
                category=found.category,
                match="named",
                layers=field.layers,
                span=narrow(field, found.start, found.end),
                value=text[found.start : found.end],
                detector=NAME,
                confidence=_AGENT_CONFIDENCE,
                reasoning="the User-Agent names system, version and model of the phone",
            )
