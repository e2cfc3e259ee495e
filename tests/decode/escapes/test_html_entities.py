import html
from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.decode.escapes import html_entities
from trafficaudit.model import Decoded

Body = Callable[..., Decoded]


@given(st.text(max_size=30))
def test_same_as_the_standard_library(value: str) -> None:
    escaped = html.escape(value).encode("utf-8", "surrogatepass")
    assert html_entities.unescape(escaped)[0] == value.encode("utf-8", "surrogatepass")


def test_numeric_references(body: Body) -> None:
    raw = b"name=" + "".join(f"&#{ord(c)};" for c in "홍길동").encode()
    assert "홍길동" in [str(f.value).removeprefix("name=") for f in body(raw).fields if "html-entities" in f.layers]


def test_layer_under_json(body: Body) -> None:
    raw = b'{"a": "{&quot;email&quot;:&quot;kim@example.kr&quot;}"}'
    field = next(f for f in body(raw).fields if f.key == "email")
    assert (field.layers, field.exact, raw[slice(*field.span)]) == (
        ("json", "html-entities", "json"),
        True,
        b"kim@example.kr",
    )


def test_signs_by_their_names(body: Body) -> None:
    raw = b'{"a": "kim&period;lee&commat;example&period;kr", "b": "a&period b&num=1&ast &eacute;&sol"}'
    found = {f.path: f.value for f in body(raw).fields if f.layers == ("json", "html-entities")}
    assert found == {"a": "kim.lee@example.kr"}
