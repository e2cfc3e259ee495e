from collections.abc import Callable
from html.parser import HTMLParser

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
