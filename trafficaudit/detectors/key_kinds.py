"""What objects say that they are: a field of one is read as if that name stood above it (`{"__typename": "User"}`).

So is what an object is the value of: ``{"key": "os", "value": {"version": "16"}}``.

Sources: JSON:API 1.1 (``type`` beside ``attributes``), GraphQL (``__typename``), JSON-LD 1.1 (``@type``); ``role`` in
conversations with an assistant (OpenAI, Anthropic, Gemini), of which what a user says is a user's alone.
"""

import re
from collections.abc import Mapping

from trafficaudit.decode.fields import Fields
from trafficaudit.detectors.key_names import spelled, vocabulary
from trafficaudit.detectors.key_places import place_of
from trafficaudit.model import Direction, Part

type Place = tuple[Direction, Part, str]
"""Which message an object stands in, and what the paths of its members begin with."""

_MEMBERS = frozenset(("type", "__typename", "@type", "role"))
_SPEAKERS = frozenset(("user", "human"))
_SPOKEN = "utterance"
"""What something is that a user says; what a program says, or is told to be, is not."""
_BOOKS = vocabulary("addressbook phonebook contacts")
_HANDED_OVER = vocabulary("sync upload import match save backup register add batch")
_BOOK: Place = ("request", "body", "[")
"""What stands in any list of the body: of it an address speaks that says that a phone's contacts are handed over."""
_PIECE = re.compile(r"(?:parts|content)\[[0-9]+\]\.\Z")
_PAIRED = frozenset(("key", "k", "name"))
"""What names the object beside it (``_VALUES``), which a list of pairs holds in place of a value."""
_VALUES = ("value.", "Value.", "val.", "v.")
_IS_KIND = re.compile(r"[A-Za-z][\w-]{1,40}").fullmatch


def kinds(fields: Fields) -> Mapping[Place, str]:
    """Give what objects say that they are, by the place of the members of which they say it."""
    found: dict[Place, str] = {}
    if _hands_over_contacts(fields):
        found[_BOOK] = "contacts"
    if _MEMBERS.isdisjoint(fields.names) and _PAIRED.isdisjoint(fields.names):
        return found
    for index in [index for index, key in enumerate(fields.keys) if key in _MEMBERS or key in _PAIRED]:
        path, key, value, *_ = fields.rows[index]
        if not isinstance(value, str) or not path.endswith(key) or not _IS_KIND(value):
            continue
        group, prefix = fields.group(index), path[: -len(key)]
        if key == "role":
            if value in _SPEAKERS:
                found.setdefault((group.direction, group.part, prefix), _SPOKEN)
            continue
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
    """Give what the object says that it is which the field at a path is a member of; empty where it says nothing.

    What is said may be in pieces, which are objects of their own: they are spoken by whom the whole is spoken by.
    """
    place = place_of(path)
    kind = found.get((direction, part, place), "")
    if not kind and place.endswith("].") and (whole := _PIECE.sub("", place)) != place:
        kind = found.get((direction, part, whole), "")
        kind = kind if kind == _SPOKEN else ""
    if not kind and place.endswith("].") and (direction, part) == _BOOK[:2]:
        return found.get(_BOOK, "")
    return kind


def _hands_over_contacts(fields: Fields) -> bool:
    """Whether the address says that contacts are handed over (``/contacts/sync``, ``uploadAddressBook``)."""
    said: set[str] = set()
    for index in fields.of_part("request", "url"):
        path, _, step, *_ = fields.rows[index]
        if path.startswith("path[") and isinstance(step, str):
            said |= spelled(step)
    return not (_BOOKS.isdisjoint(said) or _HANDED_OVER.isdisjoint(said))
