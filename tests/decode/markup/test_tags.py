import time
from collections.abc import Callable
from html.parser import HTMLParser

import pytest

from trafficaudit.model import Decoded

Body = Callable[..., Decoded]


PAGE = """<!DOCTYPE html><html><head><title>마이페이지</title><script>var user = {"email": "kim@example.kr"};</script>
<!-- secret --></head><body><p class="a">홍길동 &amp; 님<br>010-1234-5678<input value='abc' data-id=77></body>"""


class Oracle(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for _, value in attrs if value]

    def handle_data(self, data: str) -> None:
        self.found += [data.strip()] if data.strip() else []


def test_against_the_standard_library(body: Body) -> None:
    oracle = Oracle()
    oracle.feed(PAGE)
    fields = [f for f in body(PAGE.encode(), "text/html").fields if f.layers == ("xml",)]
    assert [f.value for f in fields] == oracle.found


def test_json_of_a_script(body: Body) -> None:
    raw = PAGE.encode()
    field = next(f for f in body(raw, "text/html").fields if f.value == "kim@example.kr")
    assert (field.layers, raw[slice(*field.span)]) == (("xml", "json"), b"kim@example.kr")


def test_broken_xml_is_read_by_its_tags(body: Body) -> None:
    assert "kim@example.kr" in [f.value for f in body(b"<a><mail>kim@example.kr</wrong></a>", "text/xml").fields]


@pytest.mark.parametrize(
    "page",
    [
        '<input name="email" value="Kim <kim@example.kr>"><b>x</b>',
        "<input name=tel value='a>010-1234-5678'/><i title=\"it's < 3\">y</i>",
        '<a title=\'x="y<z"\' href="/?a=1>2">z</a>',
        "<b a = 'p>q' c=d>text</b>",
    ],
)
def test_brackets_within_quotes_end_no_tag(body: Body, page: str) -> None:
    raw = f"<!DOCTYPE html><html><body>{page}</body></html>"
    oracle = Oracle()
    oracle.feed(raw)
    fields = [f for f in body(raw.encode(), "text/html").fields if f.layers == ("xml",)]
    assert [f.value for f in fields] == oracle.found


def test_a_control_whose_value_holds_an_address_in_brackets_keeps_its_name(body: Body) -> None:
    raw = b'<html><body><input name="email" value="Kim <kim@example.kr>"></body></html>'
    assert {"email": "Kim <kim@example.kr>"}.items() <= {f.key: f.value for f in body(raw, "text/html").fields}.items()


@pytest.mark.parametrize(
    "broken", [b'<p a="b>one</p>', b"<p a='<p b=c>one</p>", b'<p 5"=6>one</p>', b"<p a=\"'>one</p>"]
)
def test_a_quote_that_nothing_closes_hides_nothing(body: Body, broken: bytes) -> None:
    fields = body(b"<html><body>" + broken + b"<i>010-1234-5678</i></body></html>", "text/html").fields
    assert {"one", "010-1234-5678"} <= {f.value for f in fields}


@pytest.mark.parametrize("piece", [b'<a " ="', b"<a b='", b'<a ="'])
def test_time_grows_as_the_page_does(body: Body, piece: bytes) -> None:
    before = time.process_time()
    body(b"<html>" + piece * (1_000_000 // len(piece)) + b"</html>", "text/html")
    assert time.process_time() - before < 10


@pytest.mark.parametrize("text", ["a < b kim", "tel <010-1234-5678> ok", "i <3 you", "x <= y", "ends <", "< b"])
def test_a_bracket_that_begins_no_tag_is_a_sign_of_the_text(body: Body, text: str) -> None:
    raw = f"<html><body><p>{text}</p><b>z</b></body></html>"
    fields = [f for f in body(raw.encode(), "text/html").fields if f.layers == ("xml",)]
    assert [(f.key, f.value) for f in fields] == [("p", text), ("b", "z")]


def test_names_of_other_letters_are_no_text(body: Body) -> None:
    fields = body("<a><이름>김민준</이름><b>z</c></a>".encode(), "text/xml").fields
    assert "김민준" in [f.value for f in fields]


def test_json_in_a_comment(body: Body) -> None:
    raw = b'<html><code><!--{"email": "kim@example.kr"}--></code><!-- x --><!--[if IE]><p>y</p><![endif]--><i>z</i></html>'
    fields = [f for f in body(raw, "text/html").fields if f.layers]
    assert [(f.key, f.value) for f in fields if f.layers[-1] == "json"] == [("email", "kim@example.kr")]
    assert [f.value for f in fields if f.layers == ("xml",)][1:] == ["z"]
