"""What is not as it was when a result was made: versions, rules, libraries, databases, inputs."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from trafficaudit.redaction import visible
from trafficaudit.reproduce.inputs import Found

ENVIRONMENT = ("tool", "python", "platform", "libraries")
"""The recipe's keys that say what a result was made with; all others say what it was made from and what came out."""

_RULES = ("rules", "rules_sha256")
"""Of the tool's keys those that are compared file by file."""

SEAL = "seal"
"""The key of a capture that says what verifying it came to: time stamps arrive later, certificates expire."""

_SHOWN = 80
_NOTHING = "none"
_ABSENT = object()


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is another one now; both sides as text, a digest in full."""

    what: str
    recorded: str
    now: str


def changes(recorded: Mapping[str, Any], again: Mapping[str, Any], found: Sequence[Found]) -> tuple[Change, ...]:
    """Name everything that changed between a recipe and the one of the replay just made.

    Args:
        recorded: the result folder's recipe.
        again: the recipe of the new replay.
        found: the inputs of the new replay.
    """
    return (*_inputs(found), *_seals(recorded, again), *_databases(recorded, again), *_environment(recorded, again))


def lasting(recipe: Mapping[str, Any]) -> dict[str, Any]:
    """Give what of a recipe has to be the same whenever and with whatever it is run again."""
    kept = {key: value for key, value in recipe.items() if key not in ENVIRONMENT}
    captures = [
        {key: value for key, value in each.items() if key not in (SEAL, "format")} for each in _captures(recipe)
    ]
    return kept | {"inputs": {**recipe["inputs"], "captures": captures}}


def _captures(recipe: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [each for each in recipe["inputs"].get("captures", ()) if isinstance(each, dict)]


def first_place(one: object, two: object, path: str = "") -> tuple[str, str, str] | None:
    """Give the first place at which two JSON values differ, as a path and both values; ``None`` where they do not."""
    if isinstance(one, dict) and isinstance(two, dict):
        pairs: Iterator[tuple[str, object, object]] = (
            (f"{path}.{key}".lstrip("."), one.get(key, _ABSENT), two.get(key, _ABSENT))
            for key in dict.fromkeys((*one, *two))
        )
    elif isinstance(one, list) and isinstance(two, list) and len(one) == len(two):
        pairs = ((f"{path}[{number}]", a, b) for number, (a, b) in enumerate(zip(one, two, strict=True)))
    else:
        return None if one == two else (visible(path), _text(one), _text(two))
    return next((place for name, a, b in pairs if (place := first_place(a, b, name))), None)


def _inputs(found: Sequence[Found]) -> Iterator[Change]:
    for each in found:
        if not each.exact:
            yield Change(f"{each.wanted.role} {visible(each.wanted.name)}", each.wanted.sha256, each.sha256)


def _seals(recorded: Mapping[str, Any], again: Mapping[str, Any]) -> Iterator[Change]:
    for old, new in zip(_captures(recorded), _captures(again), strict=False):
        if old.get(SEAL) != new.get(SEAL):
            place = first_place(old.get(SEAL), new.get(SEAL), SEAL) or ("", "", "")
            yield Change(f"capture {visible(str(old.get('file')))}: {place[0]}", *place[1:])


def _databases(recorded: Mapping[str, Any], again: Mapping[str, Any]) -> Iterator[Change]:
    """Compare the databases of the package; those that the user gave are inputs, which are found by their digest."""
    old, new = (
        {
            each.get("file"): each.get("sha256")
            for each in recipe["inputs"]["databases"]
            if isinstance(each, dict) and each.get("size") is None
        }
        for recipe in (recorded, again)
    )
    yield from _differing("geo database ", old, new)


def _environment(recorded: Mapping[str, Any], again: Mapping[str, Any]) -> Iterator[Change]:
    old, new = recorded.get("tool"), again.get("tool")
    old, new = old if isinstance(old, dict) else {}, new if isinstance(new, dict) else {}
    rules = list(_differing("rule file ", old.get("rules"), new.get("rules")))
    yield from _differing("tool ", *({key: tool[key] for key in tool if key not in _RULES} for tool in (old, new)))
    yield from rules
    if not rules:
        digests = ({"the toolkit's code": tool.get("rules_sha256")} for tool in (old, new))
        yield from _differing("", *digests)
    for key, name in (("python", "Python"), ("platform", "platform")):
        yield from _differing("", {name: recorded.get(key)}, {name: again.get(key)})
    yield from _differing("library ", recorded.get("libraries"), again.get("libraries"))


def _differing(kind: str, one: object, two: object) -> Iterator[Change]:
    old, new = one if isinstance(one, dict) else {}, two if isinstance(two, dict) else {}
    for key in sorted({*old, *new}, key=str):
        if old.get(key) != new.get(key):
            yield Change(f"{kind}{visible(str(key))}", _text(old.get(key)), _text(new.get(key)))


def _text(value: object) -> str:
    text = _NOTHING if value is None or value is _ABSENT else str(value)
    return visible(text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…")
