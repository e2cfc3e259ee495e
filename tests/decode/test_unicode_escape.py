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


@given(st.binary(max_size=20))
def test_any_bytes(body: Body, raw: bytes) -> None:
    body(b"\\u0041\\ud800" + raw)
