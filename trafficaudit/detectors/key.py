"""Finds what fields are by the names they have: `deviceModel`, `os_ver`, `receiverName`, `휴대폰번호`, `shouji`.

The names stand in ``keys.toml``, each group with its reasoning. A name proves less than a seeded value or a number's
own form, so confidence stays between 0.3 and 0.7; the value must look the part (``key_values``). A User-Agent is taken
apart. Leaf fields are looked at, and values that were decoded further but are no document themselves.
"""

from collections.abc import Iterator
from functools import lru_cache

from trafficaudit.categories import taxonomy
from trafficaudit.decode.fields import Fields
from trafficaudit.detectors.context import Context, Detect
from trafficaudit.detectors.key_names import JOINED, OTHER_READING, Siblings, above, compact, is_piece, words_around
from trafficaudit.detectors.key_table import Entry, key_table
from trafficaudit.detectors.key_values import WHOLE, fits
from trafficaudit.detectors.spans import narrow
from trafficaudit.detectors.user_agent import properties
from trafficaudit.model import Decoded, Exchange, Field, Finding

NAME = "key"

_USER_AGENT = frozenset(("useragent", "ua", "xuseragent", "httpuseragent", "browseruseragent", "deviceua"))
_DOCUMENT = ("{", "[", "<")
_AGENT_CONFIDENCE = 0.7

type _Rule = tuple[Entry, frozenset[str]]


def build(context: Context) -> Detect:
    """Give the detector of named fields; it needs nothing of the context."""

    def detect(exchange: Exchange, decoded: Decoded) -> Iterator[Finding]:
        return _detect(decoded)

    return detect


def _detect(decoded: Decoded) -> Iterator[Finding]:
    fields = Fields.of(decoded.fields)
    siblings = Siblings(decoded)
    rows, inner, listed = fields.rows, fields.inner, _listed
    for index, key in enumerate(fields.keys):
        if not key or not listed(key):
            continue
        path, _, value, *_ = rows[index]
        group = fields.group(index)
        if group.layers[-1:] == OTHER_READING and isinstance(rows[group.parent][2], str):
            continue
        entries, agent = _rules(key, above(path, group.part), group.part, group.direction)
        if not (entries or agent) or (index in inner and not _is_value(value)):
            continue
        if agent and isinstance(value, str):
            yield from _agent(fields[index], value)
        for entry, beside in entries:
            if entry.value in WHOLE and is_piece(group.layers, path):
                continue
            if fits(entry.value, value) and (
                not beside or siblings.name(group.direction, group.part, path, key, beside)
            ):
                yield _finding(fields[index], entry)
                break


@lru_cache(maxsize=1 << 16)
def _listed(key: str) -> bool:
    """Say whether anything may be known of a name, by itself or together with the name above it."""
    return key.lower() in JOINED or bool(key_table().candidates(key)) or _is_agent(key)


@lru_cache(maxsize=1 << 14)
def _rules(key: str, over: tuple[str, ...], part: str, direction: str) -> tuple[tuple[_Rule, ...], bool]:
    """Give the entries that hold for a name at its place, each with the words of which one must stand beside it.

    And say whether it is the name of a User-Agent.
    """
    table = key_table()
    entries = table.candidates(key, over[-1] if over else "") if key.lower() in JOINED else table.candidates(key)
    found: list[_Rule] = []
    near = words_around(key, over)
    for entry in entries:
        if (entry.parts and part not in entry.parts) or (entry.direction and direction != entry.direction):
            continue
        if entry.far and not entry.far.parents.isdisjoint(near):
            continue
        if entry.near is None or not entry.near.parents.isdisjoint(near):
            found.append((entry, frozenset()))
        elif entry.near.siblings:
            found.append((entry, entry.near.siblings))
    return tuple(found), _is_agent(key)


def _is_agent(key: str) -> bool:
    return compact(key) in _USER_AGENT


def _is_value(value: str | bytes) -> bool:
    """Whether what was decoded further is a value of its own all the same: text that is no document."""
    return isinstance(value, str) and not value.lstrip()[:1].startswith(_DOCUMENT)


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
