"""A full persona and decoded fields made by hand, for the tests of the persona and its detector."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from support.samples import exchange

from trafficaudit.decode.fields import as_bytes
from trafficaudit.detectors import persona as detector
from trafficaudit.detectors.context import Context, Detect
from trafficaudit.model import Decoded, Field, Finding, Span
from trafficaudit.persona import Persona

VALUES: dict[str, tuple[str, ...]] = {
    "name": ("표서림",),
    "birth_date": ("1990-03-07",),
    "gender": ("F",),
    "email": ("Seorim.Pyo.7f3k@example.com",),
    "phone_number": ("010-0234-5678",),
    "postal_address": ("서울특별시 강서구 미르달빛로 9112, 가온별빌라 407호",),
    "postal_code": ("64123",),
    "customs_clearance_code": ("P771234567890",),
    "user_name": ("dalbitgaon_7f3k",),
    "password": ("Mireu-gaon-8x2k4p!7",),
    "search_query": ("가온미르 달빛노을",),
    "card_number": ("4111 1111 1111 1111",),
    "advertising_id": ("38400000-8cf0-11bd-b23e-10b96e40000d",),
    "android_id": ("9774d56d682e549c",),
    "imei": ("356938035643809",),
    "mac_address": ("02:00:5e:10:00:7f",),
    "ip_address": ("203.0.113.77",),
    "device_model": ("SM-S921N",),
    "locale": ("ko-KR",),
    "timezone": ("Asia/Seoul",),
    "carrier": ("SKTelecom",),
    "coordinates": ("37.566535,126.977969",),
}
START = 10


def persona(**values: str | tuple[str, ...]) -> Persona:
    """Give the full persona, or one of the given values only."""
    listed = dict(VALUES) if not values else {}
    for slug, value in values.items():
        listed[slug] = (value,) if isinstance(value, str) else value
    return Persona("test", listed, "0" * 64)


def built(**values: str | tuple[str, ...]) -> Detect:
    """Give the detector of such a persona: building it takes a second, so that it is built once, when first asked for."""
    return _detector(tuple(values.items()))


@cache
def _detector(key: tuple[tuple[str, str | tuple[str, ...]], ...]) -> Detect:
    return detector.build(Context(persona(**dict(key))))


def leaf(value: str | bytes, key: str = "x", **changes: object) -> Field:
    """Give an exact leaf that stands at byte 10 of a body."""
    size = len(as_bytes(value) if isinstance(value, str) else value)
    made = Field("request", "body", key, key, value, ("json",), Span(START, START + size), True, -1, True)
    return replace(made, **changes)  # type: ignore[arg-type]


def detect(*fields: Field, **values: str | tuple[str, ...]) -> list[Finding]:
    """Run the detector over fields made by hand."""
    found: Iterator[Finding] = built(**values)(exchange(), Decoded(fields, ()))
    return list(found)


def seen(value: str | bytes, key: str = "x", **values: str | tuple[str, ...]) -> list[tuple[str, str, str | bytes]]:
    """Give (category, match, run) of every finding in one leaf."""
    return [(found.category, found.match, found.value) for found in detect(leaf(value, key), **values)]
