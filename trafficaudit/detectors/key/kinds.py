"""What objects say that they are: a field of one is read as if that name stood above it (`{"__typename": "User"}`).

So is what an object is the value of: ``{"key": "os", "value": {"version": "16"}}``.

Sources: JSON:API 1.1 (``type`` beside ``attributes``), GraphQL (``__typename``) and GraphQL over HTTP
(``operationName``), JSON-RPC 2.0 (``method``), JSON-LD 1.1 (``@type``); ``role`` in conversations with an assistant
(OpenAI, Anthropic, Gemini), of which what a user says is a user's alone.
"""

import re
from collections.abc import Iterator, Mapping, Set

from trafficaudit.decode.fields import Fields
from trafficaudit.detectors.names.paths import place_of
from trafficaudit.detectors.names.words import spelled, vocabulary
from trafficaudit.model import Direction, Part

type Place = tuple[Direction, Part, str]
"""Which message an object stands in, and what the paths of its members begin with."""

_TURNS = frozenset(("role", "speaker", "senderType", "sender_type", "speakerType"))
_MEMBERS = frozenset(("type", "__typename", "@type")) | _TURNS
_SPEAKERS = frozenset(("user", "human", "customer", "buyer", "consumer", "visitor"))
_SPOKEN = "utterance"
"""What something is that a user says; what a program says, or is told to be, is not."""
_BOOKS = vocabulary("addressbook phonebook contacts hashcontacts")
_HANDED_OVER = vocabulary("sync upload import match save backup register add batch")
_ONE_BOOK, _ALL_OF_IT = vocabulary("contact"), vocabulary("sync upload import match")
"""A contact that is added may be who to call; what is synchronised is all that a phone knows."""
_WRITING = "writing"
"""What is sent to an address that takes what somebody writes."""
_WRITTEN_TO = vocabulary(
    "review reviews comment comments chat inquiry inquiries qna dm reply replies feedback ticket tickets "
    "invite invites invitation invitations gift gifts"
)
_ASKED = vocabulary("search list query count read suggest translate completions")
"""What is asked of such texts, which says nothing of one that is written."""
_FETCHED = vocabulary("get fetch load find view subscribe on")
"""What the name of an operation holds that asks for something or waits for it."""
_SAID_TO = "saidto"
"""What something is that says from whom to whom it is said."""
_SAID = frozenset(("content", "text", "message", "msg", "body"))
_SPEAKERS_BESIDE = ("from.", "to.", "sender.", "receiver.", "recipient.")
_BESIDE = 12
"""Fields before and behind a text among which those are looked for who say it and hear it."""
_OTHER = "followee"
"""Whom an address speaks of at which others are followed or shut out: a user id is theirs, where none is a target's."""
_DONE_TO_OTHERS = vocabulary("follow unfollow block unblock mute unmute")
_CONSENT = "consent"
"""What is sent to an address that takes consents, at whatever depth: each stands under a word for what it is of."""
_CONSENTED = vocabulary("consent consents agreement agreements")
"""What an address is called at which somebody's consent is told."""
_TOP: Place = ("request", "body", "")
_ADDRESS, _IN_ADDRESS = ("request", "url"), "query."
"""Where a call has what it is given that a page makes by a script's address (JSONP)."""
BOOK: Place = ("request", "body", "[")
"""What stands in any list of the body: of it an address speaks that says that a phone's contacts are handed over."""
_OPERATION, _DOCUMENT = "operationName", "query"
_REMOTE, _METHOD = "jsonrpc", "method"
_ASKS = re.compile(r"\s*(?:query|subscription|\{)").match
"""How a document of GraphQL begins that changes nothing."""
_WRAPPED = re.compile(r"(?:data|params|param|payload|body|request|req|input|variables|variables\.input)\.").fullmatch
"""What a gateway puts everything in that a call is given, and the address says as much of (Alibaba's mtop, GraphQL)."""
_PIECE = re.compile(r"(?:parts|content)\[[0-9]+\]\.\Z")
_PAIRED = frozenset(("key", "k", "name"))
"""What names the object beside it (``_VALUES``), which a list of pairs holds in place of a value."""
_VALUES = ("value.", "Value.", "val.", "v.")
_IS_KIND = re.compile(r"[A-Za-z][\w-]{1,40}").fullmatch


def kinds(fields: Fields) -> Mapping[Place, str]:
    """Give what objects say that they are, by the place of the members of which they say it."""
    found: dict[Place, str] = {}
    said = _said_by_address(fields)
    if is_book(said) or _is_pile_of_cards(fields):
        found[BOOK] = "contacts"
    if not _WRITTEN_TO.isdisjoint(said) and _ASKED.isdisjoint(said):
        found[_TOP] = _WRITING
    elif not _DONE_TO_OTHERS.isdisjoint(said) and not any("target" in key.lower() for key in fields.keys):
        found[_TOP] = _OTHER
    elif not _CONSENTED.isdisjoint(said):
        found[_TOP] = _CONSENT
    if not _SAID.isdisjoint(fields.names):
        found.update(_conversations(fields))
    if _MEMBERS.isdisjoint(fields.names) and _PAIRED.isdisjoint(fields.names):
        return found
    for index in [index for index, key in enumerate(fields.keys) if key in _MEMBERS or key in _PAIRED]:
        path, key, value, *_ = fields.rows[index]
        if not isinstance(value, str) or not path.endswith(key) or not _IS_KIND(value):
            continue
        group, prefix = fields.group(index), path[: -len(key)]
        if key in _TURNS:
            if value.lower() in _SPEAKERS:
                found.setdefault((group.direction, group.part, prefix), _SPOKEN)
            continue
        within = _beside(fields, index, prefix) if key in _PAIRED else "attributes." if key == "type" else ""
        if within is not None:
            found[group.direction, group.part, prefix + within] = value
    return found


def _conversations(fields: Fields) -> Iterator[tuple[Place, str]]:
    """Give the places of texts that stand beside the objects of who says them and to whom (``from``, ``to``)."""
    keys = fields.keys
    for index in [at for at in fields.of_part("request", "body") if keys[at] in _SAID]:
        path, key, value, *_ = fields.rows[index]
        if not isinstance(value, str) or not path.endswith(key):
            continue
        prefix = path[: -len(key)]
        near = [row[0] for row in fields.rows[max(index - _BESIDE, 0) : index + _BESIDE]]
        if any(each.startswith(prefix + who) for who in _SPEAKERS_BESIDE for each in near):
            yield ("request", "body", prefix), _SAID_TO


def _beside(fields: Fields, index: int, prefix: str) -> str | None:
    """Give the name of the object that is the value of a pair, right before or behind its name."""
    for row in fields.rows[max(index - 1, 0) : index + 2]:
        for within in _VALUES:
            if row[0].startswith(prefix + within):
                return within
    return None


def kind_at(found: Mapping[Place, str], direction: Direction, part: Part, path: str, key: str = "") -> str:
    """Give what the object says that it is which the field at a path is a member of; empty where it says nothing.

    What is said may be in pieces, which are objects of their own: they are spoken by whom the whole is spoken by.
    """
    place = place_of(path, key)
    kind = found.get((direction, part, place), "")
    if not kind and place.endswith("].") and (whole := _PIECE.sub("", place)) != place:
        kind = found.get((direction, part, whole), "")
        kind = kind if kind == _SPOKEN else ""
    if not kind and (direction, part) == _TOP[:2]:
        if place.endswith("]."):
            return found.get(BOOK, "")
        told = found.get(_TOP, "")
        return told if told == _CONSENT or (told == _WRITING and _WRAPPED(place)) else ""
    if not kind and (direction, part) == _ADDRESS and place.startswith(_IN_ADDRESS):
        return _WRITING if found.get(_TOP) == _WRITING and _WRAPPED(place[len(_IN_ADDRESS) :]) else ""
    return kind


def is_book(said: Set[str]) -> bool:
    """Whether the words of an address say that a phone's contacts are handed over (``/contacts/sync``)."""
    if not (_BOOKS.isdisjoint(said) or _HANDED_OVER.isdisjoint(said)):
        return True
    return not (_ONE_BOOK.isdisjoint(said) or _ALL_OF_IT.isdisjoint(said))


def _said_by_address(fields: Fields) -> Set[str]:
    """Give the words of the steps of the address that a request was sent to, and of the operation that is asked for.

    All operations of GraphQL or JSON-RPC have one address, so that their names say what the address says elsewhere.
    """
    said: set[str] = set()
    for index in fields.of_part("request", "url"):
        path, _, step, *_ = fields.rows[index]
        if path.startswith("path[") and isinstance(step, str):
            said |= spelled(step)
    if _OPERATION in fields.names:
        return said | _said_by_operation(fields, _OPERATION)
    return said | _said_by_operation(fields, _METHOD) if _REMOTE in fields.names else said


def _said_by_operation(fields: Fields, called: str) -> Set[str]:
    """Give the words of the name of an operation that changes something, which stands under a name at the top."""
    name = document = ""
    for index in fields.of_part("request", "body"):
        path, _, value, *_ = fields.rows[index]
        if isinstance(value, str) and path == called:
            name = value
        elif isinstance(value, str) and path == _DOCUMENT and not document:
            document = value
    said = spelled(name)
    return frozenset() if _ASKS(document) or not _FETCHED.isdisjoint(said) else said


def _is_pile_of_cards(fields: Fields) -> bool:
    """Whether several cards of contacts were sent at once; one alone may be the sender's own."""
    if not any("vcard" in group.layers for group in fields.groups):
        return False
    return any(fields.rows[index][0].startswith("[1].") for index in fields.of_part("request", "body"))
