"""Protocol buffers that maps write into addresses, and texts with exclamation marks that are none."""

from collections.abc import Callable
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.personas import built
from support.samples import exchange

from trafficaudit.decode import decode
from trafficaudit.model import Decoded, Exchange, Finding, Message

Body = Callable[..., Decoded]
MAP = "!1m5!1sapiv3!2sKR!4i1!2m2!1m1!2d126.978656!3d37.566826!6zSGk=!7b1"


def seeded(made: Exchange, **values: str) -> list[Finding]:
    return list(built(**values)(made, decode(made)))


def read(decoded: Decoded) -> list[str | bytes]:
    return [each.value for each in decoded.fields if each.layers[-1:] == ("url-protobuf",)]


def test_each_value_is_given_and_what_only_counts_is_not(body: Body) -> None:
    decoded = body(MAP.encode())
    assert read(decoded) == ["apiv3", "KR", "1", "126.978656", "37.566826", "SGk=", "1"]
    assert all(MAP[slice(*each.span)] == each.value for each in decoded.fields if "url-protobuf" in each.layers)


def test_marks_in_a_text_are_escaped(body: Body) -> None:
    assert read(body(b"!1m3!1sHi*21!2s*2Anote!3i4")) == ["Hi!", "*note", "4"]


def test_a_seeded_place_and_a_seeded_text_in_an_address_are_found() -> None:
    made = exchange(url="https://maps.example/js/GeoPhotoService?pb=" + quote(MAP, safe="!"), request=Message())
    assert [(found.category, found.match) for found in seeded(made, coordinates="37.566826,126.978656")] != []
    searched = exchange(
        url="https://maps.example/search?pb=" + quote("!1skim@hanbit.example!2i3!3b1"), request=Message()
    )
    assert [found.match for found in seeded(searched, email="kim@hanbit.example")] == ["verbatim"]


@pytest.mark.parametrize(
    "text", ["!1mx!2d1!3d2", "!1m2!2dlow!3d2", "!1s", "!important!", "Wow!1sale!2day!", "!1m2!1i2", "x!1m2!1sa!2sb"]
)
def test_what_only_looks_like_it_is_none(body: Body, text: str) -> None:
    assert read(body(text.encode())) == []


@given(st.lists(st.tuples(st.integers(1, 99), st.text("abc 010@.-가", min_size=1, max_size=9)), min_size=3, max_size=6))
def test_every_text_comes_back(body: Body, values: list[tuple[int, str]]) -> None:
    raw = "".join(f"!{number}s{text}" for number, text in values).encode()
    assert read(body(raw)) == [text for _, text in values]


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_left_alone(body: Body, raw: bytes) -> None:
    body(b"!1m2!1d2!3s" + raw)
