"""Reads the data files: TOML in, `Tracker` out. What the files may hold is described in ``README.md`` beside them."""

import re
import tomllib
from dataclasses import replace
from datetime import date
from functools import cache
from importlib import resources
from typing import Any, cast

from trafficaudit.categories import taxonomy
from trafficaudit.errors import AuditError
from trafficaudit.model import DIRECTIONS, Direction, Part
from trafficaudit.trackers.model import Condition, Endpoint, Tracker, TrackerField
from trafficaudit.trackers.paths import PathPattern, UrlPattern, glob, join_name

_TRACKER_KEYS = frozenset({"name", "operator", "documentation", "checked", "endpoint"})
_ENDPOINT_KEYS = frozenset({"hosts", "methods", "paths", "use", "read", "fields"})
_FIELD_KEYS = frozenset(
    {
        "direction",
        "part",
        "path",
        "category",
        "reasoning",
        "confidence",
        "checked",
        "read",
        "only",
        "never",
        "split",
        "when",
    }
)
_PARTS = ("url", "header", "cookie", "body")
_HOST = re.compile(r"[a-z0-9*?-]+(\.[a-z0-9-]+)+")
"""A host name, in which only the first label may hold a wildcard."""
_CONFIDENCE = {"obvious property name": 0.9, "obvious observed values": 0.85}
_CONFIDENCE_DOCUMENTED = 0.95
_CONFIDENCE_OTHER = 0.85
_LOWEST, _HIGHEST = 0.8, 0.95
_UNCHECKED = 0.65
"""The most that a place is worth which nobody has yet held against real traffic: little more than a telling key."""

type Entry = dict[str, Any]


def load_tracker(slug: str) -> Tracker:
    """Read the data file of a tracker.

    Raises:
        AuditError: the file is not there, not TOML, or holds something that it may not.
    """
    where = f"trackers/{slug}.toml"
    entry = _read(where)
    _check(entry, _TRACKER_KEYS, {"name", "operator", "endpoint"}, where)
    checked = entry.get("checked", False)
    endpoints = tuple(
        _endpoint(f"{slug}#{number}", endpoint, where, checked=checked)
        for number, endpoint in enumerate(entry["endpoint"])
    )
    return Tracker(slug, entry["name"], entry["operator"], entry.get("documentation", ""), endpoints)


def _read(where: str) -> Entry:
    try:
        return tomllib.loads(resources.files("trafficaudit").joinpath(where).read_text(encoding="utf-8"))
    except OSError as error:
        raise AuditError("is listed, but the file is missing", where, "add the file or take it off the list") from error
    except tomllib.TOMLDecodeError as error:
        raise AuditError(f"is not TOML: {error}", where) from error


def _endpoint(identity: str, entry: Entry, where: str, *, checked: bool) -> Endpoint:
    _check(entry, _ENDPOINT_KEYS, {"hosts"}, where)
    if wrong := [host for host in entry["hosts"] if not _HOST.fullmatch(host)]:
        raise AuditError(f"{wrong} cannot be host patterns", where, "put a wildcard in the first label only")
    if wrong := [path for path in entry.get("paths", ()) if "**" in path.removesuffix("/**")]:
        raise AuditError(f"{wrong} cannot be paths", where, "write ** as the last piece only; * stands for one piece")
    read = {"read": entry["read"]} if "read" in entry else {}
    fields = [_field({**read, **field}, where, checked=checked) for field in entry.get("fields", ())]
    for use in entry.get("use", ()):
        fields.extend(_field_set(use, checked))
    return Endpoint(
        identity,
        tuple(entry["hosts"]),
        frozenset(method.upper() for method in entry.get("methods", ())),
        tuple(UrlPattern.parse(path) for path in entry.get("paths", ())),
        tuple(fields),
    )


@cache
def _field_set(use: str, checked: bool) -> tuple[TrackerField, ...]:
    """Read a set of fields that several endpoints share: ``openrtb``, or ``openrtb under ortb2`` where it is nested."""
    name, _, under = use.partition(" under ")
    where = f"trackers/sets/{name}.toml"
    fields = _read(where)["fields"]
    return tuple(_field({**field, "path": join_name(under, field["path"])}, where, checked=checked) for field in fields)


def _field(entry: Entry, where: str, *, checked: bool) -> TrackerField:
    _check(entry, _FIELD_KEYS, {"part", "path", "category", "reasoning"}, where)
    direction, part = entry.get("direction", "request"), entry["part"]
    if part not in _PARTS or direction not in DIRECTIONS:
        raise AuditError(f"{direction} {part} is no part of an exchange", f"{where}: {entry['path']}")
    if entry["category"] not in taxonomy():
        raise AuditError(f"{entry['category']} is not in the taxonomy", f"{where}: {entry['path']}")
    confidence = entry.get("confidence", _confidence(entry["reasoning"]))
    if not (entry["reasoning"] and _LOWEST <= confidence <= _HIGHEST):
        raise AuditError("needs a reasoning and a confidence of 0.8 to 0.95", f"{where}: {entry['path']}")
    path = PathPattern.parse(entry["path"])
    field = TrackerField(
        cast(Direction, direction),
        cast(Part, part),
        path,
        entry["category"],
        entry["reasoning"],
        confidence,
        tuple(glob(value, ignore_case=True) for value in entry.get("only", ())),
        tuple(glob(value, ignore_case=True) for value in entry.get("never", ())),
        entry.get("split", ""),
        _condition(entry["when"], path, where) if "when" in entry else None,
    )
    read = _read_on(entry["read"], f"{where}: {entry['path']}") if "read" in entry else ""
    return field if entry.get("checked", checked) else _unchecked(field, read)


def _read_on(day: object, where: str) -> str:
    """Say when the source that a reasoning names was opened and read; ``day`` is a date of TOML."""
    if type(day) is not date:
        raise AuditError(f"read = {day!r} is no date", where, "write it as read = 2026-11-26")
    return f"; read {day.isoformat()}"


def _unchecked(field: TrackerField, read: str) -> TrackerField:
    reasoning = f"{field.reasoning}{read}; not yet checked against real traffic"
    return replace(field, confidence=min(field.confidence, _UNCHECKED), reasoning=reasoning)


def _condition(text: str, beside: PathPattern, where: str) -> Condition:
    """Read ``logs[*].kind = APP``: the neighbour's path, whose last step is a plain name, and its value.

    What holds the neighbour has to lead to the place ``beside`` it, else the two never belong together.
    """
    path, equals, value = text.partition(" = ")
    parent, _, name = path.rpartition(".")
    holder = PathPattern.parse(parent)
    if not equals or beside.steps[: len(holder.steps)] != holder.steps:
        what = f"when = {text!r} names no neighbour"
        raise AuditError(
            what, f"{where}: {beside.text}", "write it as logs[*].kind = APP, of what the path leads through"
        )
    return Condition(holder, name, value)


def _confidence(reasoning: str) -> float:
    if reasoning.startswith("https://"):
        return _CONFIDENCE_DOCUMENTED
    return _CONFIDENCE.get(reasoning, _CONFIDENCE_OTHER)


def _check(entry: Entry, known: frozenset[str], needed: set[str], where: str) -> None:
    unknown, missing = sorted(entry.keys() - known), sorted(needed - entry.keys())
    if unknown or missing:
        raise AuditError(f"unknown keys {unknown}, missing keys {missing}", where)
