import json
from collections.abc import Callable
from typing import Any

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
