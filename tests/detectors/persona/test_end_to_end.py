"""Decoded and detected: what TrackHAR 1.0.0 was measured to miss, and every layer a seeded value hides under."""

import base64
import gzip
import hashlib
import json
import urllib.parse
from dataclasses import replace

import pytest
from support import pictures
from support.personas import built, persona
from support.samples import exchange

from trafficaudit.decode import decode
from trafficaudit.detectors import build_all
from trafficaudit.detectors.context import Context
from trafficaudit.detectors.key import search as key
from trafficaudit.model import Exchange, Finding, Message

EMAIL = "Seorim.Pyo.7f3k@example.com"
GAID = "38400000-8cf0-11bd-b23e-10b96e40000d"


def found(made: Exchange) -> list[Finding]:
    return list(built()(made, decode(made)))


def sent(body: bytes, *headers: tuple[bytes, bytes], url: str = "https://api.shop.example/v1/a") -> Exchange:
    return exchange(url=url, request=Message(headers, body, body_size=len(body)), response=None)


def asked(value: str) -> Exchange:
    return sent(b"", url=f"https://api.shop.example/v1/a?v={value}")


def twice(text: str) -> str:
    return urllib.parse.quote(urllib.parse.quote(text, safe=""), safe="")


FORM = (b"content-type", b"application/x-www-form-urlencoded")
MISSES = {
    "base64": (sent(json.dumps({"d": base64.b64encode(EMAIL.encode()).decode()}).encode()), "email", "verbatim"),
    "hex": (asked(EMAIL.encode().hex()), "email", "verbatim"),
    "a UUID without hyphens": (asked(GAID.replace("-", "").upper()), "advertising_id", "normalised"),
    "MD5": (asked(hashlib.md5(EMAIL.lower().encode()).hexdigest()), "email", "md5"),
    "gzip": (
        sent(gzip.compress(json.dumps({"e": EMAIL}).encode()), (b"content-encoding", b"gzip")),
        "email",
        "verbatim",
    ),
    "double percent-encoding": (asked(twice(EMAIL)), "email", "verbatim"),
    "unicode escapes": (sent(b'{"n":"\\ud45c\\uc11c\\ub9bc"}'), "name", "verbatim"),
    "010 against +82": (sent(b"tel=%2B82+10-0234-5678", FORM), "phone_number", "normalised"),
    "a response": (
        exchange(request=None, response=Message(body=json.dumps({"e": EMAIL}).encode(), body_size=39, status=200)),
        "email",
        "verbatim",
    ),
    "a WebSocket message": (
        replace(sent(json.dumps({"e": EMAIL}).encode()), protocol="websocket"),
        "email",
        "verbatim",
    ),
}


@pytest.mark.parametrize("miss", MISSES)
def test_what_the_best_public_peer_misses_is_found_once(miss: str) -> None:
    made, category, match = MISSES[miss]
    assert [(one.category, one.match) for one in found(made)] == [(category, match)]


def test_a_finding_in_a_plain_body_is_traceable_to_its_bytes() -> None:
    body = json.dumps({"user": {"e": f"to {EMAIL}", "n": "표서림"}}, ensure_ascii=False).encode()
    runs = {one.category: body[one.span.start : one.span.end].decode() for one in found(sent(body))}
    assert runs == {"email": EMAIL, "name": "표서림"}


def test_json_in_a_json_string_gives_one_finding_at_the_deepest_place() -> None:
    inner = json.dumps({"e": EMAIL})
    (one,) = found(sent(json.dumps({"d": inner}).encode()))
    assert one.field.path == "d.e"


@pytest.mark.parametrize("codec", ["cp949", "euc_kr", "utf-8"])
def test_a_korean_form_is_found_in_each_charset(codec: str) -> None:
    body = b"receiver=" + urllib.parse.quote_from_bytes("표서림".encode(codec)).encode() + b"&x=1"
    assert {(one.category, one.match) for one in found(sent(body, FORM))} == {("name", "verbatim")}


def test_one_value_in_every_place_of_a_request() -> None:
    made = sent(
        json.dumps({"e": EMAIL}).encode(),
        (b"x-user", EMAIL.encode()),
        (b"cookie", b"u=" + EMAIL.encode()),
        url=f"https://api.shop.example/{EMAIL}?e={EMAIL}",
    )
    assert sorted(one.field.part for one in found(made)) == ["body", "cookie", "header", "url", "url"]


BLOCK = pictures.exif(
    [pictures.text(0x010F, "samsung"), pictures.text(0x0110, "SM-S921N"), pictures.text(0x013B, "Pyo Seorim")],
    [pictures.text(0xA431, "R3CX10ABCDE"), pictures.text(0x9003, "2026:11:24 10:11:12")],
    pictures.place(37.514333, 127.062917),
)
PHOTO = pictures.jpeg(BLOCK)


def told(made: Exchange, seeded: str) -> list[tuple[str, str, str, float]]:
    """Give what every detector says of a picture's metadata."""
    context = Context(persona(coordinates=seeded))
    decoded = decode(made)
    found = [one for detect in build_all(context) for one in detect(made, decoded) if "exif" in one.field.layers]
    return sorted((one.category, one.detector, one.match, one.confidence) for one in found)


def test_a_photo_tells_where_it_was_taken_and_with_what() -> None:
    """Of an uploaded photo; of one that was received the camera is somebody else's."""
    place = [
        ("coordinates", "identifier:coordinates", "pattern", 0.8),
        ("coordinates", "key", "named", 0.5),
        ("coordinates", "persona", "normalised", 1.0),
    ]
    seen = told(sent(PHOTO, (b"content-type", b"image/jpeg")), "37.5143,127.0629")
    assert [one for one in seen if one[0] == "coordinates"] == place
    assert {one[:2] for one in seen} >= {("device_model", "key"), ("manufacturer", "key"), ("name", "key")}
    received = exchange(request=None, response=Message((), PHOTO, body_size=len(PHOTO), status=200))
    assert {one[0] for one in told(received, "37.5143,127.0629")} == {"coordinates", "serial_number"}


def test_a_photo_of_another_place_is_not_the_persons_and_its_time_tells_that_it_is_a_photo() -> None:
    seen = told(sent(PHOTO), "37.6143,127.0629")
    assert ("coordinates", "persona") not in {one[:2] for one in seen}
    assert {one[0] for one in seen} == {"coordinates", "device_model", "manufacturer", "name", "photo", "serial_number"}


def test_a_photo_is_still_a_photo_with_metadata_in_it() -> None:
    made = sent(
        b'--x\r\nContent-Disposition: form-data; name="photo"\r\n\r\n' + PHOTO + b"\r\n--x--\r\n",
        (b"content-type", b"multipart/form-data; boundary=x"),
    )
    decoded = decode(made)
    assert "photo" in {one.category for one in key.build(Context())(made, decoded)}
