"""Ways that map services pack into one word; words that are written with the same letters."""

import doctest
import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import zones

from trafficaudit.decode import polyline
from trafficaudit.decode.limits import Budget, Limits
from trafficaudit.decode.node import Node
from trafficaudit.decode.place import Linear
from trafficaudit.decode.text import as_text
from trafficaudit.model import Decoded

Body = Callable[..., Decoded]
WAY = [(37.5125, 127.0588), (37.51432, 127.06292), (37.516, 127.065)]
ELSEWHERE = [(38.5, -120.2), (38.6, -120.25), (38.252, -120.453)]


def _found(body: Body, name: str, text: str) -> list[object]:
    return [
        found.value for found in body(json.dumps({name: text}).encode()).fields if found.layers[-1:] == ("polyline",)
    ]


def test_the_examples_of_the_module_hold() -> None:
    assert doctest.testmod(polyline).failed == 0


@pytest.mark.parametrize("places", [5, 6])
@pytest.mark.parametrize("name", ["x", "overview_polyline"])
def test_a_way_in_korea_needs_no_name(body: Body, places: int, name: str) -> None:
    expected = [f"{north:.{places}f},{east:.{places}f}" for north, east in WAY]
    assert _found(body, name, zones.polyline(WAY, places)) == expected


def test_a_way_elsewhere_needs_a_name(body: Body) -> None:
    text = zones.polyline(ELSEWHERE)
    assert _found(body, "points_enc", text) == []
    assert _found(body, "encodedPath", text)[0] == "38.50000,-120.20000"
    assert _found(body, "geometry", text)[2] == "38.25200,-120.45300"


def test_each_place_stands_at_its_letters(body: Body) -> None:
    raw = zones.polyline(WAY).encode()
    spans = [(found.span.start, found.span.end) for found in body(raw).fields if found.layers == ("polyline",)]
    assert [raw[start:end] for start, end in spans] == [
        raw[: spans[0][1]],
        raw[spans[1][0] : spans[2][0]],
        raw[spans[2][0] :],
    ]


@pytest.mark.parametrize(
    "text",
    [
        "openAppMainActivity", "HomeMainTabView", "aBcDeFgHiJkLmNoPqRsT", "cccccccccccccccc", "ct}cFodofW",
        "____________", "~~~~~~~~~~~~~~~~~~~~~~~~", "@@@@@@@@@@@@", "goods_detail_view", "a|b|c|d|e|f|g|h",
        zones.polyline(WAY)[:-1], zones.polyline([(37.5, 127.0), (35.1, 129.1)]),
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["event", "polyline"])
def test_a_word_is_none(body: Body, name: str, text: str) -> None:
    assert _found(body, name, text) == []


@given(st.text([chr(code) for code in range(63, 127)], min_size=8, max_size=60), st.sampled_from(["polyline", "x"]))
def test_any_word_gives_places_on_earth_or_nothing(text: str, name: str) -> None:
    raw = text.encode()
    node = Node(raw, as_text(raw), Linear(0), name, name, "body", Budget(Limits()))
    for opened in polyline.decode(node):
        for _, _, value, start, end, _ in opened.children:
            north, east = map(float, str(value).split(","))
            assert abs(north) <= 90
            assert abs(east) <= 180
            assert 0 <= start < end <= len(raw)


@given(
    st.lists(st.tuples(st.floats(33, 38.9), st.floats(124, 131)), min_size=1, max_size=1),
    st.lists(st.tuples(st.floats(-0.4, 0.4), st.floats(-0.4, 0.4)), min_size=1, max_size=8),
)
def test_every_way_comes_back(first: list[tuple[float, float]], steps: list[tuple[float, float]]) -> None:
    points = [*first, *((first[0][0] + up / 4, first[0][1] + across / 4) for up, across in steps)]
    for places in (5, 6):
        read = polyline.read(zones.polyline(points, places).encode(), places)
        assert [(round(one.latitude * 10**places), round(one.longitude * 10**places)) for one in read] == [
            (round(north * 10**places), round(east * 10**places)) for north, east in points
        ]
