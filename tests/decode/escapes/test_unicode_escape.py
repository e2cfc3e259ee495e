import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.model import Decoded

Body = Callable[..., Decoded]


@given(st.text("홍길동서울가나다😀", min_size=2, max_size=8))
def test_plain_text_with_escapes(body: Body, value: Any) -> None:
    raw = b"name: " + json.dumps(value)[1:-1].encode()
    field = next(f for f in body(raw, "text/plain").fields if f.value == "name: " + value)
    assert field.layers == ("unicode-escape",)
    assert tuple(field.span) == (0, len(raw))


def test_json_escaped_twice(body: Body) -> None:
    raw = b'{"name": "\\\\ud64d\\\\uae38\\\\ub3d9"}'
    assert ("홍길동", ("json", "unicode-escape")) in [(f.value, f.layers) for f in body(raw).fields]


@given(st.text("홍길동a é😀", max_size=5), st.text("홍길동a é😀", max_size=5))
def test_a_value_inside_a_run_of_escapes_keeps_its_own_bytes(body: Body, before: str, after: str) -> None:
    written = [
        "".join(
            "\\u" + text.encode("utf-16-be").hex()[at : at + 4]
            for at in range(0, len(text.encode("utf-16-be").hex()), 4)
        )
        for text in (f'{{"b":"{before}","v":"', "kim@example.kr", f'","a":"{after}"}}')
    ]
    field = next(f for f in body("".join(written).encode(), "text/plain").fields if f.value == "kim@example.kr")
    start = len(written[0])
    assert tuple(field.span) == (start, start + len(written[1]))


@given(st.binary(max_size=20))
def test_any_bytes(body: Body, raw: bytes) -> None:
    body(b"\\u0041\\ud800" + raw)


WRITERS: dict[str, Callable[[str], str]] = {
    "u{}": lambda text: "".join(f"\\u{{{ord(c):x}}}" for c in text),
    "U": lambda text: "".join(f"\\U{ord(c):08x}" for c in text),
    "x": lambda text: "".join(f"\\x{byte:02x}" for byte in text.encode()),
    "X": lambda text: "".join(f"\\x{byte:02X}" for byte in text.encode()),
    "octal": lambda text: "".join(f"\\{byte:03o}" for byte in text.encode()),
    "style": lambda text: "".join(f"\\{ord(c):06X}" for c in text),
    "style with spaces": lambda text: "".join(f"\\{ord(c):06x} " for c in text),
}


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize("value", ["홍길동", "서울특별시 강서구 9", "kim@example.kr"])
def test_the_escapes_of_other_languages(body: Body, writer: str, value: str) -> None:
    raw = f"who is {WRITERS[writer](value)}!".encode()
    assert f"who is {value}!" in [field.value for field in body(raw, "text/plain").fields]
    inner = json.dumps({"d": WRITERS[writer](value)}).encode()
    assert value in [field.value for field in body(inner).fields]


@pytest.mark.parametrize("writer", ["u{}", "U", "x", "octal", "style"])
def test_a_value_keeps_its_own_bytes_beside_a_run(body: Body, writer: str) -> None:
    raw = f"from {WRITERS[writer]('홍길동님')}; to kim@example.kr".encode()
    (field,) = [one for one in body(raw, "text/plain").fields if one.value == "from 홍길동님; to kim@example.kr"]
    assert field.layers == ("unicode-escape",)
    assert tuple(field.span) == (0, len(raw))


def test_bytes_that_are_no_utf_8_are_characters(body: Body) -> None:
    assert "caf\u00e9 au" in [field.value for field in body(b"caf\\xe9 au", "text/plain").fields]


@pytest.mark.parametrize(
    "raw", [rb"C:\123\data", rb"a\x4 b", rb"\U00200000 and more", rb"\u{110000} or", rb"price \1 \2", rb"\400\500\600"]
)
def test_what_is_no_escape_stays(body: Body, raw: bytes) -> None:
    assert all("unicode-escape" not in field.layers for field in body(raw, "text/plain").fields)
