"""The App Store's label as its web page holds it for its programs: JSON, also as text within JSON."""

import json
from collections.abc import Iterator
from typing import Any

from trafficaudit.declarations.labels.found import Found
from trafficaudit.declarations.labels.manifest import KEY, manifest
from trafficaudit.declarations.labels.words import data_type, heading, named
from trafficaudit.declarations.model import Section, Source
from trafficaudit.declarations.wording import flat
from trafficaudit.redaction import visible

_SECTIONS: dict[str, Section] = {
    "DATA_USED_TO_TRACK_YOU": "tracking",
    "DATA_LINKED_TO_YOU": "linked",
    "DATA_NOT_LINKED_TO_YOU": "not_linked",
}
_NOT_COLLECTED, _NOT_PROVIDED = "DATA_NOT_COLLECTED", "DATA_NOT_PROVIDED"
MAX_VALUES = 500_000
"""Values of one document that are looked at."""
_DEEPEST = 3  # documents written as text within a document
_LONGEST = 200


def read_json(text: str) -> Found | None:
    """Read a document; ``None`` where it is no JSON, or nothing in it is a label."""
    found = Found("app_store")
    for value in _values(text):
        if KEY in value or "NSPrivacyTracking" in value:
            return manifest(value)
        name = value.get("identifier")
        if name == _NOT_COLLECTED:
            found.empty += ["tracking", "linked", "not_linked"]
        elif name == _NOT_PROVIDED:
            found.missing = True
        elif isinstance(name, str) and name in _SECTIONS:
            _section(value, _SECTIONS[name], found)
    return found if found.some or found.missing else None


def _values(text: str) -> Iterator[dict[str, Any]]:
    """Give every object of a document, each before those in it."""
    waiting: list[tuple[Any, int]] = [(text, 0)]
    seen = 0
    while waiting and (seen := seen + 1) <= MAX_VALUES:
        value, depth = waiting.pop()
        if isinstance(value, dict):
            yield value
            waiting += [(inner, depth) for inner in reversed(value.values())]
        elif isinstance(value, list):
            waiting += [(inner, depth) for inner in reversed(value)]
        elif isinstance(value, str) and depth < _DEEPEST and value.lstrip()[:1] in ("{", "["):
            try:
                waiting.append((json.loads(value), depth + 1))
            except (ValueError, RecursionError):
                continue


def _section(value: dict[str, Any], section: Section, found: Found) -> None:
    for category in _many(value, "dataCategories", "categories"):
        _category(category, section, (), found)
    for purpose in _many(value, "purposes"):
        said = _text(purpose, "purpose", "title")
        for category in _many(purpose, "dataCategories", "categories"):
            _category(category, section, (said,) if said else (), found)


def _category(value: dict[str, Any], section: Section, purposes: tuple[str, ...], found: Found) -> None:
    group = _text(value, "dataCategory", "title") or _text(value, "identifier").replace("_", " ").capitalize()
    told = value.get("dataTypes")
    words = [flat(one)[:_LONGEST] for one in told if isinstance(one, str)] if isinstance(told, list) else []
    if not words and group:
        found.types.append(heading("app_store", section, group, purposes, Source((0, 0))))
    for one in filter(None, words):
        kind = named("app_store", one)
        if kind is None:
            found.strange.append((0, one))
        found.types.append(data_type(section, (group, visible(one)), kind, purposes, Source((0, 0))))


def _many(value: dict[str, Any], *names: str) -> list[dict[str, Any]]:
    told: list[Any] = next((value[name] for name in names if isinstance(value.get(name), list)), [])
    return [one for one in told if isinstance(one, dict)]


def _text(value: dict[str, Any], *names: str) -> str:
    return visible(next((flat(value[name])[:_LONGEST] for name in names if isinstance(value.get(name), str)), ""))
