"""What is claimed of a document that an app or a server sends, by every detector together."""

import json

from support.samples import exchange

from trafficaudit.decode import decode
from trafficaudit.detectors import Context, build_all
from trafficaudit.model import Exchange, Message
from trafficaudit.persona import Persona

PERSON = {"name": "한가을", "birth": "1991-03-04", "phone": "010-2746-5831", "address": "서울 종로구 사직로 161"}
CLAIMED = {"name", "birth_date", "phone_number", "postal_address"}


def claimed(document: object, person: Persona | None = None, url: str = "") -> set[tuple[str, str, str]]:
    message = _message(document)
    return _told(exchange(url=url, request=message) if url else exchange(request=message), person)


def shown(document: object) -> set[str]:
    """Give the categories that are claimed of a document which a server sends."""
    return {category for _, category, _ in _told(exchange(response=_message(document)), None)}


def _message(document: object) -> Message:
    body = json.dumps(document).encode()
    return Message(((b"content-type", b"application/json"),), body, body_size=len(body))


def _told(made: Exchange, person: Persona | None) -> set[tuple[str, str, str]]:
    decoded = decode(made)
    return {
        (found.field.path, found.category, found.detector.partition(":")[0])
        for detect in build_all(Context(person))
        for found in detect(made, decoded)
    }


def categories(document: object) -> set[str]:
    return {category for _, category, _ in claimed(document)}
