"""The items of an export of Burp Suite, whatever stands in them."""

import time
from collections.abc import Callable
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import saved

from trafficaudit.readers.saved.items import Hole, Item, items


def read(data: bytes, longest: int = 10_000) -> tuple[list[Item], list[str]]:
    found = list(items(data, longest))
    return [each for each in found if isinstance(each, Item)], [each.reason for each in found if isinstance(each, Hole)]


def test_items_are_those_that_an_xml_parser_finds() -> None:
    data = saved.items(saved.item(), saved.item(comment="a]]"), b"<!-- <item> -->", saved.item(mimetype=""))
    found, holes = read(data)
    expected = [[(e.tag, (e.text or "").encode()) for e in item] for item in ElementTree.fromstring(data)]
    assert [[(name, element.text) for name, element in item.elements.items()] for item in found] == expected
    assert not holes
    assert found[0].elements["host"].attributes == {"ip": "203.0.113.7"}


def test_references_are_written_out_and_bytes_kept() -> None:
    (found,), holes = read(
        saved.items(b"<item><a>&lt;&#65;&#x42;&amp;#67;\xff</a><b/><c><![CDATA[<&lt;>]]><![CDATA[x]]></c></item>")
    )
    assert [element.text for element in found.elements.values()] == [b"<AB&#67;\xff", b"", b"<&lt;>x"]
    assert not holes


def test_the_first_of_two_elements_of_one_name_counts() -> None:
    (found,), _ = read(saved.items(b"<item><a>1</a><a>2</a></item>"))
    assert found.twice
    assert found.elements["a"].text == b"1"


def test_a_long_text_is_cut_and_counted() -> None:
    (found,), _ = read(
        saved.items(b"<item><a><![CDATA[" + b"x" * 500 + b"]]></a><b>" + b"y" * 300 + b"</b></item>"), 200
    )
    assert [(len(each.text), each.cut) for each in found.elements.values()] == [(200, 300), (200, 100)]


@pytest.mark.parametrize(
    ("damage", "left", "said"),
    [
        (lambda data: data.replace(b"<item>", b"<itme>", 1), 2, "no item starts here"),
        (lambda data: data.replace(b"</url>", b"</ulr>", 1), 2, "the file ends inside this item"),
        (lambda data: data[: data.rindex(b"</item>")], 2, "the file ends inside this item"),
        (lambda data: data.replace(b"</items>", b""), 3, "the file ends before its items do"),
        (lambda data: data + b"<item>", 3, "something follows the end of the items"),
        (lambda data: data.replace(b"<item>", b"<item>" + b"<a/>" * 70, 1), 2, "this item has too many elements"),
    ],
)
def test_damage_costs_itself_and_is_told(damage: Callable[[bytes], bytes], left: int, said: str) -> None:
    found, holes = read(damage(saved.items(*[saved.item()] * 3)))
    assert len(found) == left
    assert said in holes


def test_raw_bytes_in_a_message_break_nothing_but_where_they_end_a_section() -> None:
    whole = saved.item(b"POST / HTTP/1.1\r\nHost: a\r\n\r\n\x00\xff<&</request>", coded=False)
    found, holes = read(saved.items(whole, saved.item()))
    assert found[0].elements["request"].text.endswith(b"\x00\xff<&</request>")
    assert not holes
    ended = saved.item(b"POST / HTTP/1.1\r\nHost: a\r\n\r\nx]]>y", coded=False)
    found, holes = read(saved.items(ended, saved.item()))
    assert found[0].elements["request"].text.endswith(b"\r\n\r\nx]]>y")
    assert not holes
    assert (
        found[-1].elements["request"].text == saved.item().split(b"<request")[1].split(b"[CDATA[")[1].split(b"]]>")[0]
    )


@given(st.binary(max_size=200), st.integers(0, 600))
def test_any_bytes_are_items_or_holes(data: bytes, at: int) -> None:
    whole = saved.items(saved.item(), saved.item())
    for given_ in (data, whole[:at] + data + whole[at:], whole[:at]):
        found, holes = read(given_)
        assert found or holes or b"</items>" in given_


def test_openings_without_end_cost_no_time() -> None:
    start = time.process_time()
    for piece in (b"<item>", b"<item><a>", b"<!--", b"<a b='", b"<item><a><![CDATA["):
        read(saved.items(piece * 20_000))
    assert time.process_time() - start < 20
