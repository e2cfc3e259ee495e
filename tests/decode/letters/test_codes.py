import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.model import Decoded

Body = Callable[..., Decoded]
MAIL, NAME = "kim.haneul@example.kr", "김하늘"


def opened(body: Body, value: str) -> list[tuple[str | bytes, str]]:
    """Give what one value holds, with the last layer; what a comma divides is none of it."""
    fields = body(json.dumps({"v": value}).encode()).fields
    return [(f.value, f.layers[-1]) for f in fields if f.layers[-1:] in (("hex",), ("codes",))]


@pytest.mark.parametrize("between", [":", " ", ",", ", ", ";", "|", "-", "\\x", ",0x", ", 0x", " 0x"])
@pytest.mark.parametrize("text", [MAIL, NAME, "+821047261538"])
@pytest.mark.parametrize("upper", [False, True])
def test_hexadecimal_with_something_between(body: Body, between: str, text: str, upper: bool) -> None:
    pairs = [f"{byte:02X}" if upper else f"{byte:02x}" for byte in text.encode()]
    lead = between.strip(", ") if "x" in between else ""
    assert (text, "hex") in opened(body, lead + between.join(pairs))


@pytest.mark.parametrize("between", [",", ", ", " ", ";", "|"])
@pytest.mark.parametrize("text", [MAIL, "01047261538", "+82 10-4726-1538"])
def test_decimal_codes_of_bytes(body: Body, between: str, text: str) -> None:
    assert opened(body, between.join(str(byte) for byte in text.encode())) == [(text, "codes")]


@pytest.mark.parametrize("text", [NAME, "서울 중구 가온로 4, 12호"])
def test_decimal_codes_of_characters(body: Body, text: str) -> None:
    assert opened(body, ",".join(str(ord(sign)) for sign in text)) == [(text, "codes")]


@pytest.mark.parametrize(
    "value",
    [
        "a4:c3:0d:6c:77:ce",
        "20:26:11:24:09:00:00",
        "2026-11-24 09:00:00",
        "45000,52000,53000",
        "44100,48000,96000",
        "10,20,30,40,50,60,70,80,90",
        "120, 80, 75, 60, 90, 110, 65, 70",
        "8f:2b:91:e0:5c:aa:13:7d:f4:06:be:29:c8:51:9e:03",
        "37 21 10 00 99 12 34 05",
        "61:6b 69-6d,40:65",
        "107,105",
        "1,2,3,4,5,6,7,8,9,10,11,12",
    ],
)
def test_what_has_the_form_and_is_something_else(body: Body, value: str) -> None:
    assert opened(body, value) == []


def test_what_is_packed_so_is_opened(body: Body) -> None:
    packed = json.dumps({"email": MAIL}).encode().hex(":")
    (field,) = [f for f in body(json.dumps({"v": packed}).encode()).fields if f.value == MAIL]
    assert (field.path, field.layers) == ("v.email", ("json", "hex", "json"))


@given(st.from_regex(r"[0-9a-fx\\]{1,8}([ ,:;|-][0-9a-fx\\]{1,8}){0,20}", fullmatch=True))
def test_any_codes(body: Body, value: str) -> None:
    body(value.encode())


@given(st.binary(max_size=48), st.sampled_from([":", " ", ",", "-", "\\x", ", "]))
def test_any_bytes(body: Body, raw: bytes, between: str) -> None:
    body(between.join(f"{byte:02x}" for byte in raw).encode())
    body(between.join(map(str, raw)).encode())


@pytest.mark.parametrize("between", [" ", ",", ", "])
def test_code_points_as_unicode_writes_them(body: Body, between: str) -> None:
    written = between.join(f"U+{ord(c):04X}" for c in "홍길동")
    assert "홍길동" in [field.value for field in body(json.dumps({"d": written}).encode()).fields]


@pytest.mark.parametrize("written", ["U+AC00", "U+AC00-AC0F, U+AC10", "U+110000 U+AC00", "U+0001 U+0002 U+0003 U+0004"])
def test_ranges_of_a_font_and_what_is_no_character_are_no_text(body: Body, written: str) -> None:
    assert all("codes" not in field.layers for field in body(json.dumps({"d": written}).encode()).fields)


@pytest.mark.parametrize("between", [",", ", "])
@pytest.mark.parametrize("value", ["kim@example.kr", "서울특별시 강서구", "010-1234-5678 a"])
def test_bytes_of_java_without_brackets(body: Body, between: str, value: str) -> None:
    written = between.join(str(byte - 256 if byte > 127 else byte) for byte in value.encode())
    assert value in [field.value for field in body(json.dumps({"d": written}).encode()).fields]


@pytest.mark.parametrize(
    "written",
    [
        "1, -2, 3, -4, 5, 6, 7, 8",
        "-150,107,105,109,64,97,46,107,114",
        "363,105,109,64,97,46,107,114",
        "5,9,10,12,15,20,30,45",
    ],
)
def test_signed_numbers_that_are_no_text(body: Body, written: str) -> None:
    assert all("codes" not in field.layers for field in body(json.dumps({"d": written}).encode()).fields)
