from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.model import Decoded

Body = Callable[..., Decoded]


WORD = st.text("abcxyz홍길동<&>\"' ", min_size=1, max_size=12).filter(lambda t: t.strip() == t)


@given(st.lists(st.tuples(st.sampled_from("abc"), WORD, WORD), min_size=1, max_size=5))
def test_against_the_standard_library(body: Body, items: Any) -> None:
    root = ElementTree.Element("root")
    for name, text, attribute in items:
        ElementTree.SubElement(root, name, {"x": attribute}).text = text
    raw = ElementTree.tostring(root, "utf-8")
    found = [
        (f.path.rsplit(".", 1)[-1].split("[")[0], f.value) for f in body(raw, "text/xml").fields if f.layers == ("xml",)
    ]
    assert found == [pair for name, text, attribute in items for pair in (("@x", attribute), (name, text))]


def test_spans_and_paths(body: Body) -> None:
    raw = '<?xml version="1.0"?><r><u mail="kim@example.kr">홍길동</u><u>a&amp;b</u><c><![CDATA[{"id": "x<y"}]]></c></r>'.encode()
    fields = {f.path: f for f in body(raw).fields if f.layers}
    assert raw[slice(*fields["r.u.@mail"].span)] == b"kim@example.kr"
    assert (fields["r.u"].value, fields["r.u"].exact) == ("홍길동", True)
    assert raw[slice(*fields["r.u"].span)].decode() == "홍길동"
    assert (fields["r.u[1]"].value, fields["r.u[1]"].exact) == ("a&b", False)
    assert raw[slice(*fields["r.u[1]"].span)] == b"a&amp;b"
    assert (fields["r.c.id"].value, fields["r.c.id"].exact) == ("x<y", True)


def test_line_ends_keep_the_places_behind_them(body: Body) -> None:
    raw = b"<r><csv>email,age\r\nkim@example.kr,33\r\n</csv><t>a&amp;\rb\r\nc</t></r>"
    fields = {f.path: f for f in body(raw).fields}
    assert raw[slice(*fields["r.csv[0].email"].span)] == b"kim@example.kr"
    assert fields["r.csv[0].email"].exact
    assert fields["r.t"].value == "a&\nb\nc"


def test_line_ends_that_are_references_keep_the_places(body: Body) -> None:
    for around in ("", "\n ", "&#10;", "&#xD;&#10; &#x20;&#9;", "&#013;"):
        raw = f"<req><v>{around}a: b&#10;mail: kim@example.kr{around}</v><w>x</w></req>".encode()
        (found,) = [f for f in body(raw).fields if f.value == "kim@example.kr"]
        assert (raw[slice(*found.span)], found.exact) == (b"kim@example.kr", True), around
    assert [f.value for f in body(b"<req><v>&#10;;&#10;</v><w>&#10;</w></req>").fields if f.layers] == [";"]


def test_text_like_an_attribute_is_no_attribute(body: Body) -> None:
    fields = body(b'<a k="v"> z="no" </a>').fields
    assert [(f.path, f.value) for f in fields[1:]] == [("a.@k", "v"), ("a", 'z="no"')]


def test_declared_entities_are_not_expanded(body: Body) -> None:
    raw = b'<!DOCTYPE l [<!ENTITY a "hahaha"><!ENTITY b "&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]><l><m>&b;&f;</m></l>'
    values = [str(f.value) for f in body(raw, "text/xml").fields[1:]]
    assert "&b;&f;" in values
    assert not any("hahahahahaha" in v or "root:" in v for v in values)


@given(st.binary(max_size=60))
def test_any_bytes(body: Body, raw: bytes) -> None:
    body(b"<a>" + raw + b"</a>", "text/xml")
    body(b"<a " + raw + b">", "text/html")


@pytest.mark.parametrize("element", ["Col", "Column", "Parameter", "field"])
def test_the_id_of_a_column_or_parameter_names_its_text(body: Body, element: str) -> None:
    found = body(f'<Root><Row><{element} id="BRTH">730927</{element}><b id="SEX">M</b></Row></Root>'.encode())
    assert [(f.key, f.value) for f in found.fields if f.value in ("730927", "M")] == [("BRTH", "730927"), ("b", "M")]


def test_the_pieces_of_a_paragraph_are_one_text(body: Body) -> None:
    raw = (
        "<w:document xmlns:w='w'><w:p><w:r><w:t xml:space='preserve'>Tel 010-04</w:t></w:r><w:r><w:t>17-8263</w:t></w:r></w:p>"
        "<w:p><w:r><w:t>남궁하람</w:t></w:r></w:p><w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t></w:r><w:p><w:t>in</w:t></w:p></w:p></w:document>"
    ).encode()
    found = [each for each in body(raw).fields if each.layers == ("xml",) and each.key == "t"]
    assert [each.value for each in found] == ["Tel 010-0417-8263", "남궁하람", "in", "a b"]
    assert [each.exact for each in found] == [False, True, True, False]
    assert raw[slice(*found[0].span)].startswith(b"Tel 010-04")
    apart = body(b"<list><t>010-04</t><t>17-8263</t></list>").fields
    assert [each.value for each in apart if each.key == "t"] == ["010-04", "17-8263"]
