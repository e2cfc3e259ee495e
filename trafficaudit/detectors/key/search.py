"""Finds what fields are by the names they have: `deviceModel`, `os_ver`, `receiverName`, `휴대폰번호`, `shouji`.

The names stand in ``keys.toml``, each group with its reasoning. A name proves less than a seeded value or a number's
own form, so confidence stays between 0.3 and 0.7; the value must look the part (``key_values``). A User-Agent is taken
apart. Leaf fields are looked at, and values that were decoded further but are no document themselves.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache, partial
from typing import NamedTuple

from trafficaudit.decode.arranged.nested_names import nested
from trafficaudit.decode.fields import Fields, Group
from trafficaudit.detectors.context import Context, Detect
from trafficaudit.detectors.described import is_label, is_of_form, tells_of_field
from trafficaudit.detectors.key import sought
from trafficaudit.detectors.key import unnamed as key_unnamed
from trafficaudit.detectors.key.affixes import FEWEST, Affixes, affixes, bare
from trafficaudit.detectors.key.company import Company
from trafficaudit.detectors.key.kinds import Place, kind_at, kinds
from trafficaudit.detectors.key.kits import is_technical, kits
from trafficaudit.detectors.key.values import FILE_HEAD, WHOLE, fits, is_of_app
from trafficaudit.detectors.memo import Memo
from trafficaudit.detectors.names.paths import is_of_listed
from trafficaudit.detectors.names.places import (
    COMPANIES,
    JOINED,
    OTHER_READING,
    above,
    is_piece,
    subject_around,
    words_around,
)
from trafficaudit.detectors.names.table import Entry, key_table, parents_in
from trafficaudit.detectors.names.words import compact, singular, spelled
from trafficaudit.detectors.user_agent import LONGEST
from trafficaudit.model import Decoded, Direction, Exchange, Field, Finding, Part
from trafficaudit.quick import quick

NAME = "key"

_REGION = "region"
_USER_AGENT = frozenset(("useragent", "ua", "xuseragent", "httpuseragent", "browseruseragent", "deviceua"))
_DOCUMENT = ("{", "[", "<")
_PREFIXED = ("prefixed",)
_QUERY = ("query",)
_AGENT = "user-agent."
_UPLOAD = re.compile(r"(?:files?|attachments?|uploads?|documents?|blob)(?:\[\d*\])*\.(?=.)", re.IGNORECASE).match
_HOLDERS = ("cookie", "header")
_DOCUMENTS = frozenset((each,) for each in ("json", "msgpack", "cbor", "protobuf", "bson", "php", "xml"))
"""Layers whose names are those of a document, which says the same in a cookie or header as in a body: a member ``id``
of one is no cookie."""
_NOTHING: tuple[()] = ()
_SHOWN = frozenset(("photo", "voice", "face", "contacts"))
"""What a file or an item of a list is by its name, and then by nothing else (``key_unnamed``)."""


class _Name(NamedTuple):
    """What is known of a name wherever it stands.

    ``listed`` tells whether it may say what its own field is, ``words`` are those that entries ask for beside theirs,
    ``around`` is what may be no part of it (``key_affixes``).
    """

    listed: bool
    words: frozenset[str]
    around: Affixes | tuple[()] = ()


class _Rule(NamedTuple):
    """An entry for a name at its place, with the words of which one must stand beside it, if any must.

    ``whole`` tells that it is none of a nameless piece of a value.
    """

    entry: Entry
    beside: frozenset[str]
    whole: bool


class _Rules(NamedTuple):
    """What a name at its place may say: that it is of a User-Agent, and the entries, best first."""

    agent: bool
    entries: tuple[_Rule, ...]


_made = quick(Finding)
_SHOPS = COMPANIES | parents_in("organisations")
"""Words of names that are a shop's: such a telephone number beside a field makes it nobody's."""


def build(context: Context) -> Detect:
    """Give the detector of named fields; it needs nothing of the context."""

    def detect(exchange: Exchange, decoded: Decoded) -> Iterator[Finding]:
        return _detect(decoded)

    return detect


def _detect(decoded: Decoded) -> Iterator[Finding]:
    fields = Fields.of(decoded.fields)
    named = [(index, name) for index, name in enumerate(map(_names.__getitem__, fields.keys)) if name]
    keys = fields.keys
    affixed = [(index, name.around) for index, name in named if name.around]
    if len(affixed) >= FEWEST and (short := bare(fields, affixed)):
        keys = [short.get(index, key) for index, key in enumerate(keys)]
        named = [(index, name) for index, name in enumerate(map(_names.__getitem__, keys)) if name]
    company, told = Company(fields, partial(_said, fields, named, keys)), kinds(fields)
    own = kits(fields)
    rows, grouped = fields.rows, fields.grouped
    shown: set[int] = set()
    sought_for: set[int] = set()
    for index, name in named:
        if name.listed:
            path, key = rows[index][0], keys[index]
            rules = _rules_at(path, key, grouped[index], told)
            for finding in _told(company, rules, index, key) if rules else ():
                own.pop(index, None)
                if finding.category in _SHOWN:
                    shown.add(index)
                elif finding.category == "search_query":
                    sought_for.add(index)
                yield finding
    for index, key in own.items():
        if rules := _rules_at(rows[index][0], key, grouped[index], told):
            yield from (finding for finding in _told(company, rules, index, key) if is_technical(finding.category))
    yield from key_unnamed.agents(fields, _AGENTS, NAME)
    yield from key_unnamed.files(fields, shown, NAME)
    yield from key_unnamed.contacts(fields, told, shown, NAME)
    yield from sought.queries(fields, sought_for, NAME)


def _rules_at(path: str, key: str, group: Group, told: Mapping[Place, str]) -> _Rules | tuple[()]:
    """Give what a name may say of the field at a path: its own name, or what is behind a kit's."""
    kind = kind_at(told, group.direction, group.part, path, key) if told else ""
    held = group.part in _HOLDERS and path != key and group.layers[-1:] in _DOCUMENTS
    part: Part = "body" if held else group.part
    if group.part == "header" and path == "user-agent" and group.layers[-1:] == ("delimited",):
        return _NOTHING  # words of a User-Agent are none
    if group.part == "header" and path.startswith(_AGENT):  # the agent is no user, whatever else it carries
        path = path[len(_AGENT) :]
    elif len(group.layers) > 1 and group.layers[0] == "multipart" and (upload := _UPLOAD(path)) is not None:
        path = path[upload.end() :]  # a document that was uploaded as a file is no file of it
    return _places[path, key, part, group.direction, group.layers[-1:] == _QUERY, kind]


def _told(company: Company, rules: _Rules, index: int, key: str) -> Iterator[Finding]:
    """Give what a field is by rules for its name."""
    fields = company.fields
    path, _, value, _, _, _ = fields.rows[index]
    if value == key:
        return  # The name itself, as lists of names hold it: a name does not say what it is.
    group = fields.group(index)
    if index in fields.inner and not _is_value(value):
        return
    once_more = group.layers[-1:] == OTHER_READING
    if once_more and isinstance(fields.rows[group.parent][2], str):
        return
    if rules.agent and isinstance(value, str):
        if len(value) > LONGEST:
            fields.bound(index, f"a User-Agent is read up to {LONGEST} characters")
        yield from key_unnamed.agent(fields[index], value, NAME)
    holder = fields.rows[group.parent]
    of_app = group.layers[-1:] == _PREFIXED and is_of_app(holder[2])
    for entry, beside, whole in rules.entries:
        undivided = whole or (entry.category == _REGION and value.isdigit())  # a country's number, or a corner's
        if (undivided and is_piece(group.layers, path, holder[0])) or (of_app and entry.category == "access_token"):
            continue
        if once_more and fits(entry.value, _written(fields, index)):
            break  # What was sent is such a value already, which happens to be Base64 of Korean, too.
        if not fits(entry.value, value) or (beside and not company.has(group, path, key, beside)):
            continue
        far = entry.far
        if far and (far.siblings or far.always) and company.is_elsewhere(far, group, path, key):
            continue
        if not tells_of_field(entry.category, key, value) and not is_label(fields, index, entry.category):
            yield _finding(fields[index], entry)
        break


def _written(fields: Fields, index: int) -> str | bytes:
    """Give the outermost value at a field's place, out of which it was read."""
    path, *_ = fields.rows[index]
    while (parent := fields.group(index).parent) >= 0 and fields.rows[parent][0] == path:
        index = parent
    return fields.rows[index][2]


def _said(
    fields: Fields, named: Sequence[tuple[int, _Name]], keys: Sequence[str]
) -> Iterator[tuple[int, str, frozenset[str]]]:
    """Give the fields whose names have words that entries ask for: the index, the name and the words."""
    for index, name in named:
        if name.words:
            written = _names[fields.keys[index]]  # as a kit's own names ask for each other
            yield index, keys[index], name.words | written.words if written else name.words


def _name(key: str) -> _Name | tuple[()]:
    table = key_table()
    own = (nested(key) or (key,))[-1]
    listed = own != "" and (_is_agent(own) or own.lower() in JOINED or bool(table.candidates(own)))
    said = spelled(own)
    asked = (said if _SHOPS.isdisjoint(said) else frozenset((compact(own),))) & table.beside
    around = affixes(own) if own == key else ()
    return _Name(listed, asked, around) if listed or asked or around else _NOTHING


def _place(place: tuple[str, str, Part, Direction, bool, str]) -> _Rules | tuple[()]:
    path, key, part, direction, query, kind = place
    over = above(path, part, key)
    if query and part == "url" and over:
        over = (over[-1], "")  # what an address within an address is called is no part of a name in its query
    parts = frozenset((part, "query") if query else (part,))
    over = (*over[-1:], kind) if kind else over
    # What stands in a list of events is an event.
    one = singular(over[-1]) if over and is_of_listed(path, key) else ""
    if pieces := nested(key):  # the name of a pair
        one = singular(pieces[-2]) if len(pieces) > 1 and is_of_listed(f'["{key}"]') else one
        key, over = pieces[-1], (*over, *pieces[:-1])[-2:]
    return _rules(key, over, parts, direction, one)


@lru_cache(maxsize=1 << 14)
def _rules(
    key: str, over: tuple[str, ...], parts: frozenset[str], direction: Direction, one: str = ""
) -> _Rules | tuple[()]:
    table = key_table()
    # What stands in the query of an address is no query for that.
    parent = over[-1] if over and not ("query" in parts and over[-1] == "query") else ""
    entries = table.candidates(key, parent) if key.lower() in JOINED else table.candidates(key)
    if one and key.lower() in JOINED:
        entries = tuple(dict.fromkeys((*entries, *table.candidates(f"{one}_{key}"))))
    found: list[_Rule] = []
    near = words_around(key, over)
    about = subject_around(key, over)
    if is_of_form(key, over):
        entries = ()
    for entry in entries:
        if (entry.parts and entry.parts.isdisjoint(parts)) or (entry.direction and direction != entry.direction):
            continue
        if entry.far and not entry.far.parents.isdisjoint(about):
            continue
        if entry.near is None or not entry.near.parents.isdisjoint(near):
            found.append(_Rule(entry, frozenset(), entry.value in WHOLE))
        elif entry.near.siblings:
            found.append(_Rule(entry, entry.near.siblings, entry.value in WHOLE))
    agent = _is_agent(key)
    return _Rules(agent, tuple(found)) if agent or found else _NOTHING


# The same names stand at the same places in exchange after exchange. What holds no rule is remembered as well.
_names = Memo(_name, 1 << 16)
_places = Memo(_place, 1 << 15)


def _is_agent(key: str) -> bool:
    return compact(key) in _USER_AGENT


class _Agents:
    """The names of User-Agents, however they are spelled."""

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and _is_agent(key)


_AGENTS = _Agents()


def _is_value(value: str | bytes) -> bool:
    """Whether what was decoded further is a value of its own all the same: a picture, or text that is no document."""
    if isinstance(value, bytes):
        return fits("media", value[:FILE_HEAD]) or fits("sound", value[:FILE_HEAD])
    return not value.lstrip()[:1].startswith(_DOCUMENT)


def _finding(field: Field, entry: Entry) -> Finding:
    return _made(
        field, entry.category, "named", field.layers, field.span, field.value, NAME, entry.confidence, entry.reasoning
    )
