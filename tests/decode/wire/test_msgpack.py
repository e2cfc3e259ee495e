import random
import struct
from collections.abc import Callable
from typing import Any

import msgpack
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.documents import flatten

from trafficaudit.decode.limits import Budget, Limits
from trafficaudit.decode.node import Node
from trafficaudit.decode.place import Linear
from trafficaudit.decode.wire import msgpack as decoder
from trafficaudit.model import Decoded

Body = Callable[..., Decoded]


SCALARS: Any = (
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**64 - 1)
    | st.floats(allow_nan=False)
    | st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40)
    | st.binary(max_size=20)
)
VALUES: Any = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=20) | st.dictionaries(st.text("abc홍", min_size=1, max_size=40), inner, max_size=18)
    ),
    max_leaves=30,
)


def same(found: Any, leaf: Any) -> bool:
    as_bytes = [v.encode() if isinstance(v, str) else v for v in (found, leaf)]
    return bool(as_bytes[0] == as_bytes[1])


@given(st.dictionaries(st.text("abc", min_size=1), VALUES, min_size=1, max_size=4))
def test_every_leaf(body: Body, written_path: Callable[..., str], value: Any) -> None:
    raw = msgpack.packb(value)
    found: dict[str, list[object]] = {}
    for field in body(raw, "application/msgpack").fields:
        if field.layers == ("msgpack",):
            found.setdefault(field.path, []).append(field.value)
    for steps, leaf in flatten(value):
        assert any(same(each, leaf) for each in found[written_path(*steps)])


def test_spans_and_sniffing(body: Body) -> None:
    raw = msgpack.packb({"user": {"email": "kim@example.kr", "n": [1, -5, 3.5]}, "bin": b"\xff\x00"})
    fields = {f.path: f for f in body(raw).fields}
    assert raw[slice(*fields["user.email"].span)] == b"kim@example.kr"
    assert fields["user.email"].exact
    assert [fields[f"user.n[{i}]"].value for i in range(3)] == ["1", "-5", "3.5"]
    assert fields["bin"].value == b"\xff\x00"


def test_single_precision_extensions_and_rows(body: Body) -> None:
    one = msgpack.packb({"lat": 37.5665, "name": "kim"}, use_single_float=True)
    two = msgpack.packb({"name": "seo", "at": msgpack.Timestamp(1)})
    found = {f.path: f.value for f in body(one + two, "application/x-msgpack").fields}
    assert (found["[0].lat"], found["[1].name"]) == ("37.5665", "seo")
    assert struct.unpack(">I", found["[1].at"].encode() if isinstance(found["[1].at"], str) else found["[1].at"]) == (
        1,
    )


def test_cut_body_gives_its_head(body: Body) -> None:
    raw = msgpack.packb({"email": "kim@example.kr", "rest": "x" * 50})[:-10]
    decoded = body(raw, "application/msgpack")
    assert "kim@example.kr" in [f.value for f in decoded.fields]
    assert decoded.opaque


@pytest.mark.parametrize("value", [{"k": "M"}, {"id": 5}, {"g": "M", "y": 1991}, {"a": {"b": [1]}}, [{"k": "M"}]])
def test_small_maps_with_words_for_keys_need_no_label(body: Body, value: Any) -> None:
    raw = msgpack.packb(value)
    assert {f.layers for f in body(raw).fields[1:]} == {("msgpack",)}
    assert not body(raw).opaque
    assert len(body(raw + b"\x00").fields) == 1
    assert len(body(raw[:-1]).fields) == 1


@pytest.mark.parametrize("value", [{1: 2}, [1, 2], {"1": 2}, {"가": 1}, {"k": 1, 2: 3}, {"a ": 1}])
def test_what_says_nothing_is_left_alone(body: Body, value: Any) -> None:
    assert len(body(msgpack.packb(value)).fields) == 1


def test_few_random_bytes_are_taken_for_a_map() -> None:
    draw = random.Random(11)
    budget = Budget(Limits())
    taken = 0
    for _ in range(10_000):
        raw = bytes([0x81]) + draw.randbytes(draw.randint(3, 12))
        node = Node(raw, None, Linear(0), "$", "", "body", budget)
        taken += bool(decoder.decode(node))
        budget.work = 1_000_000
    assert taken < 70  # of random bytes that begin as a map of one does, which one in 256 does


@pytest.mark.parametrize("label", ["application/msgpack", ""])
@given(st.binary(max_size=60))
def test_any_bytes(body: Body, label: str, raw: bytes) -> None:
    body(raw, label)
    body(b"\x82\xa5email" + raw, label)
