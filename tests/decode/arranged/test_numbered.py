"""Text cut into numbered objects of one list; lists that only look so."""

import base64
import gzip
import json
import random
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.decode.arranged import numbered
from trafficaudit.model import Decoded

Body = Callable[..., Decoded]
TEXT = "seoyun.kim8241@hanbit.example"
CUTS = ("seoyun.kim", "8241@han", "bit.example")


def _wholes(body: Body, document: object) -> list[tuple[str, object]]:
    found = body(json.dumps(document).encode()).fields
    return [(one.path, one.value) for one in found if one.layers[-1:] == ("numbered",)]


@pytest.mark.parametrize("first", [0, 1])
@pytest.mark.parametrize(
    "shape",
    [("i", "n", "d"), ("seq", "total", "data"), ("chunkIndex", "totalChunks", "payload"), ("part", "of", "body")],
)
def test_pieces_are_put_together_in_the_order_of_their_numbers(body: Body, first: int, shape: tuple[str, ...]) -> None:
    number, total, data = shape
    pieces = [{number: at, total: 3, data: cut} for at, cut in enumerate(CUTS, first)]
    assert _wholes(body, {"log": pieces}) == [(f"log.{data}", TEXT)]
    assert _wholes(body, {"log": pieces[::-1]}) == [(f"log.{data}", TEXT)]
    assert _wholes(body, pieces) == [(data, TEXT)]


def test_without_a_total_the_list_must_be_called_pieces(body: Body) -> None:
    pieces = [{"no": at, "text": cut} for at, cut in enumerate(CUTS)]
    assert _wholes(body, {"chunks": pieces}) == [("chunks.text", TEXT)]
    assert _wholes(body, {"items": pieces}) == []


def test_what_they_hold_is_opened(body: Body) -> None:
    packed = base64.b64encode(gzip.compress(json.dumps({"email": TEXT}).encode(), mtime=0)).decode()
    pieces = [{"i": at, "n": 3, "d": packed[at * 40 : at * 40 + 40]} for at in range(3)]
    raw = json.dumps(pieces).encode()
    (found,) = [one for one in body(raw).fields if one.value == TEXT]
    assert found.layers == ("json", "numbered", "base64", "gzip", "json")
    held = raw[found.span.start : found.span.end]
    assert held.startswith(packed[:8].encode())
    assert held.endswith(packed[80:].encode())


@pytest.mark.parametrize(
    "document",
    [
        [{"i": 0, "n": 3, "d": "a"}, {"i": 2, "n": 3, "d": "b"}],
        [{"i": 0, "n": 3, "d": "a"}, {"i": 1, "n": 3, "d": "b"}],
        [{"i": 5, "n": 2, "d": "a"}, {"i": 6, "n": 2, "d": "b"}],
        [{"i": 0, "n": 2, "d": "a"}, {"i": 0, "n": 2, "d": "b"}],
        [{"i": 0, "n": 2, "d": "a"}, {"i": 1, "n": 2, "data": "b"}],
        [{"i": 0, "n": 2, "d": "a", "v": "c"}, {"i": 1, "n": 2, "d": "b", "v": "c"}],
        [{"i": 0, "n": 1, "d": "a"}],
        {"a": {"i": 0, "n": 2, "d": "a"}, "b": {"i": 1, "n": 2, "d": "b"}},
        [{"no": 1, "v": "010"}, {"no": 2, "v": "2345"}, {"no": 3, "v": "6789"}],
        [{"i": 0, "n": 2, "d": 1}, {"i": 1, "n": 2, "d": 2}, {"i": 2, "n": 2, "d": 2}],
    ],
)
def test_other_lists_are_left_alone(body: Body, document: object) -> None:
    assert _wholes(body, document) == []


def test_a_list_spoils_its_own_object_alone(body: Body) -> None:
    pieces: list[dict[str, object]] = [{"i": at, "n": 3, "d": cut} for at, cut in enumerate(CUTS)]
    assert _wholes(body, {"log": pieces, "v": [1, 2], "items": [{"values": [1], "v": [2]}]}) == [("log.d", TEXT)]
    assert _wholes(body, {"log": [*pieces[:2], {**pieces[2], "v": [1, 2]}]}) == []
    assert _wholes(body, {"log": [*pieces, {"v": [1, 2]}]}) == []


@given(st.lists(st.text('ab01é"\\', max_size=6), min_size=2, max_size=30), st.randoms())
def test_any_cut_comes_back(cuts: list[str], draw: random.Random) -> None:
    rows = [(at, cut) for at, cut in enumerate(cuts)]
    draw.shuffle(rows)
    children = [
        (f"[{place}].{key}", key, value, 0, 1, True)
        for place, (at, cut) in enumerate(rows)
        for key, value in (("i", str(at)), ("n", str(len(cuts))), ("d", cut))
    ]
    ((path, key, value, *_),) = numbered.joined(children)
    assert (path, key, value) == ("d", "d", "".join(cuts))


@given(
    st.lists(
        st.tuples(st.sampled_from(["a[0].i", "a[1].i", "a[0].d", "a[1].d", "a.d", "[0][1]", "n"]), st.text(max_size=3))
    )
)
def test_any_children_give_wholes_or_none(rows: list[tuple[str, str]]) -> None:
    children = [(path, path.rpartition(".")[2], text, 0, 1, True) for path, text in rows]
    assert len(numbered.joined(children)) <= 1
