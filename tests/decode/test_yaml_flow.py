"""Values in quotes and in brackets, within the documents of ``test_yaml.py``."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.decode.yaml_flow import unescaped
from trafficaudit.model import Decoded

Body = Callable[..., Decoded]


def found(decoded: Decoded) -> dict[str, object]:
    return {field.path: field.value for field in decoded.fields if field.layers == ("yaml",)}


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("[x, y]", {"a[0]": "x", "a[1]": "y"}),
        ("{mail: x, 'b': \"y\"}", {"a.mail": "x", "a.b": "y"}),
        ("[{k: v}, [w]]", {"a[0].k": "v", "a[1][0]": "w"}),
        ("[k: v, w]", {"a[0].k": "v", "a[1]": "w"}),
        ('{"k":"v"}', {"a.k": "v"}),
        ("{k: , l: ~, m: x}", {"a.m": "x"}),
        ("[http://b.example/c:d]", {"a[0]": "http://b.example/c:d"}),
        ("[x,\n  y] # and a comment", {"a[0]": "x", "a[1]": "y"}),
        ("[x}", {}),
        ("[x] y", {}),
        ("{x y}", {}),
        ("[x", {}),
    ],
)
def test_what_stands_in_brackets(body: Body, written: str, told: dict[str, str]) -> None:
    assert found(body(f"---\na: {written}\n".encode(), "text/plain")) == told


@pytest.mark.parametrize(
    ("text", "style", "value"),
    [
        (rb"a\tb\x41\u00e9\U0001F600\"", 1, 'a\tbAé😀"'.encode()),
        (rb"\uD800\UFFFFFFFF", 1, b"??"),
        (b"a  \r\n  b", 1, b"a b"),
        (rb"it''s\n", 2, rb"it's\n"),
        (rb"it''s\n", 3, rb"it''s\n"),
    ],
)
def test_what_quotes_escape(text: bytes, style: int, value: bytes) -> None:
    assert unescaped(text, style) == value


@given(st.binary(max_size=60), st.sampled_from([1, 2, 3]))
def test_any_text_is_given_back(text: bytes, style: int) -> None:
    assert len(unescaped(text, style)) <= 3 * len(text)
