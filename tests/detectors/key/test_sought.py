"""What was searched for, in an event that is called a search; near misses and decoys beside it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.fields import CONTEXT, field, find

from trafficaudit.detectors.key import search as key
from trafficaudit.model import Field

DETECT = key.build(CONTEXT)
TYPED = "무선 이어폰"


def sought(*fields: Field) -> list[str]:
    return [str(found.value) for found in find(DETECT, *fields) if found.category == "search_query"]


@pytest.mark.parametrize(
    ("event", "name", "query"),
    [
        ("event", "search", "properties.query"),
        ("event", "Products Searched", "properties.query"),
        ("events[0].event_type", "search_completed", "events[0].event_properties.q"),
        ("eventName", "SearchProducts", "dataFields.query"),
        ("events[0].data.n", "search", "events[0].data.p.query"),
        ("data.schema", "iglu:kr.shop/search/jsonschema/1-0-0", "data.data.query"),
        ("entries[0].eventTypeId", "search", "entries[0].properties.query"),
        ("name", "검색 완료", "keywords"),
        ("operationName", "SearchGoods", "variables.term"),
    ],
)
def test_an_event_that_is_called_a_search_says_what_its_query_is(event: str, name: str, query: str) -> None:
    assert sought(field(event, name), field(query, TYPED)) == [TYPED]
    assert sought(field(query, TYPED), field(event, name)) == [TYPED]


@pytest.mark.parametrize(
    ("event", "name", "query", "value"),
    [
        ("event", "purchase", "properties.query", TYPED),
        ("event", "research", "properties.query", TYPED),
        ("title", "search", "properties.query", TYPED),
        ("event", "search", "properties.other.query", TYPED),
        ("event", "search", "properties.query", "query Search($q: String!) { search(q: $q) { id } }"),
        ("event", "search", "properties.query", "12"),
        ("event", "search", "properties.request", TYPED),
        ("event", f"search {'x' * 96}", "properties.query", TYPED),
    ],
)
def test_what_only_looks_like_one_says_nothing(event: str, name: str, query: str, value: str) -> None:
    assert sought(field(event, name), field(query, value)) == []


def test_what_a_server_sends_and_what_stands_in_an_address_are_left_to_others() -> None:
    event = field("event", "search", direction="response")
    assert sought(event, field("properties.query", TYPED, direction="response")) == []
    assert sought(field("event", "search"), field("properties.query", TYPED, part="header")) == []


def test_what_is_known_as_a_search_already_is_told_once() -> None:
    assert sought(field("event", "search"), field("query", TYPED), field("page", "2")) == [TYPED]


@given(st.lists(st.tuples(st.sampled_from(["event", "q", "properties.q", "query"]), st.text(max_size=40)), max_size=8))
def test_any_values_end(values: list[tuple[str, str]]) -> None:
    assert all(isinstance(each, str) for each in sought(*(field(path, value) for path, value in values)))
