"""What objects say that they are: a field of one is read as if that name stood above it (`{"__typename": "User"}`).

So is what an object is the value of: ``{"key": "os", "value": {"version": "16"}}``.

Sources: JSON:API 1.1 (``type`` beside ``attributes``), GraphQL (``__typename``), JSON-LD 1.1 (``@type``).
"""

import re
from collections.abc import Mapping

from trafficaudit.decode.fields import Fields
from trafficaudit.detectors.key_places import place_of
from trafficaudit.model import Direction, Part

type Place = tuple[Direction, Part, str]
"""Which message an object stands in, and what the paths of its members begin with."""

_MEMBERS = frozenset(("type", "__typename", "@type"))
_PAIRED = frozenset(("key", "k", "name"))
"""What names the object beside it (``_VALUES``), which a list of pairs holds in place of a value."""
_VALUES = ("value.", "Value.", "val.", "v.")
_IS_KIND = re.compile(r"[A-Za-z][\w-]{1,40}").fullmatch


def kinds(fields: Fields) -> Mapping[Place, str]:
    """Give what objects say that they are, by the place of the members of which they say it."""
    found: dict[Place, str] = {}
    if _MEMBERS.isdisjoint(fields.names) and _PAIRED.isdisjoint(fields.names):
        return found
    for index in [index for index, key in enumerate(fields.keys) if key in _MEMBERS or key in _PAIRED]:
        path, key, value, *_ = fields.rows[index]
        if not isinstance(value, str) or not path.endswith(key) or not _IS_KIND(value):
            continue
        group, prefix = fields.group(index), path[: -len(key)]
        within = _beside(fields, index, prefix) if key in _PAIRED else "attributes." if key == "type" else ""
        if within is not None:
            found[group.direction, group.part, prefix + within] = value
    return found


def _beside(fields: Fields, index: int, prefix: str) -> str | None:
    """Give the name of the object that is the value of a pair, right before or behind its name."""
    for row in fields.rows[max(index - 1, 0) : index + 2]:
        for within in _VALUES:
            if row[0].startswith(prefix + within):
                return within
    return None


def kind_at(found: Mapping[Place, str], direction: Direction, part: Part, path: str) -> str:
    """Give what the object says that it is which the field at a path is a member of; empty where it says nothing."""
    return found.get((direction, part, place_of(path)), "")
