"""What no name tells, and its form or its address does: User-Agents, files of pictures and sound, contacts.

A picture or a recording that is all of a body, as storages take it by PUT and services that listen take speech, has no
name; a part of a form may be called anything. An address that says that contacts are handed over tells of numbers in
lists without names.
"""

import re
from collections.abc import Container, Iterator, Mapping

from trafficaudit.categories import taxonomy
from trafficaudit.decode.fields import Fields
from trafficaudit.detectors.key.kinds import BOOK, Place
from trafficaudit.detectors.key.values import FILE_HEAD, fits
from trafficaudit.detectors.spans import narrow
from trafficaudit.detectors.user_agent import LONGEST, properties
from trafficaudit.model import Field, Finding

_BROWSER = b"Mozilla/5.0 ("
is_browser = re.compile(r"Mozilla/5\.0 \([^()]{3,200}\) [A-Z][A-Za-z]+/[0-9]").match
_AGENT_CONFIDENCE = 0.7
_BY_ITS_FORM = "a User-Agent as browsers write it; no key names it"
_FILE_CONFIDENCE, _CONTACT_CONFIDENCE = 0.4, 0.5
_OPENS_LIKE = {
    "photo": ("media", "an uploaded file that opens like a picture or film, whatever it is called"),
    "voice": ("sound", "an uploaded file that opens like sound, whatever it is called"),
}
_OF_A_BOOK = "one of a list without names, sent to an address that says that contacts are handed over"
_FORM_PART = ("multipart",)


def agent(field: Field, text: str, name: str) -> Iterator[Finding]:
    """Give what a User-Agent says of the phone, for the detector of that name."""
    for found in properties(text):
        if found.category in taxonomy():
            yield Finding(
                field=field,
                category=found.category,
                match="named",
                layers=field.layers,
                span=narrow(field, found.start, found.end),
                value=text[found.start : found.end],
                detector=name,
                confidence=_AGENT_CONFIDENCE,
                reasoning="the User-Agent says this of the phone",
            )


def agents(fields: Fields, named: Container[str], name: str) -> Iterator[Finding]:
    """Give User-Agents that no name tells, as messages without names hold them, of what was sent.

    Args:
        fields: of one exchange.
        named: whether a key is the name of a User-Agent, of which the names tell.
        name: of the detector.
    """
    if _BROWSER not in fields.joined.data:
        return
    for index in fields.of_part("request", "body"):
        value = fields.values[index]
        if not isinstance(value, str) or not is_browser(value) or fields.keys[index] in named:
            continue
        if index not in fields.inner and len(value) <= LONGEST:
            field = fields[index]
            yield Finding(
                field, "user_agent", "pattern", field.layers, field.span, value, name, _AGENT_CONFIDENCE, _BY_ITS_FORM
            )
            yield from agent(field, value, name)


def files(fields: Fields, told: Container[int], name: str) -> Iterator[Finding]:
    """Give pictures and sound that were sent as a body or a part of a form and are not ``told`` by their names."""
    values = fields.values
    for index in [at for at in fields.of_part("request", "body") if values[at].__class__ is bytes]:
        value, group = values[index], fields.grouped[index]
        if not isinstance(value, bytes) or index in told:
            continue
        if group.parent >= 0 and group.layers[-1:] != _FORM_PART:
            continue
        for category, (kind, reasoning) in _OPENS_LIKE.items():
            if fits(kind, value[:FILE_HEAD]):
                field = fields[index]
                yield Finding(
                    field, category, "named", field.layers, field.span, value, name, _FILE_CONFIDENCE, reasoning
                )


def contacts(fields: Fields, kinds: Mapping[Place, str], told: Container[int], name: str) -> Iterator[Finding]:
    """Give numbers, addresses of mail and digests in lists of what an address book is handed over in."""
    if BOOK not in kinds:
        return
    for index in fields.of_part("request", "body"):
        path, _, value, *_ = fields.rows[index]
        if path[-1:] != "]" or not isinstance(value, str) or index in told or index in fields.inner:
            continue
        if any(fits(kind, value) for kind in ("phone", "email", "digest")):
            field = fields[index]
            yield Finding(
                field, "contacts", "named", field.layers, field.span, value, name, _CONTACT_CONFIDENCE, _OF_A_BOOK
            )
