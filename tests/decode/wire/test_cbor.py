from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import cbor2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.documents import flatten

from trafficaudit.model import Decoded

Body = Callable[..., Decoded]


SCALARS: Any = (
    st.none()
    | st.booleans()
    | st.integers(-(2**64), 2**64 - 1)
    | st.integers(-(10**6), 10**6).map(lambda n: n / 2)
    | st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40)
    | st.binary(max_size=20)
)
VALUES: Any = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=26) | st.dictionaries(st.text("abc홍", min_size=1, max_size=30), inner, max_size=26)
    ),
    max_leaves=30,
)


@given(st.dictionaries(st.text("abc", min_size=1), VALUES, min_size=1, max_size=4), st.booleans())
def test_every_leaf(body: Body, written_path: Callable[..., str], value: Any, canonical: Any) -> None:
    raw = cbor2.dumps(value, canonical=canonical)
    found: dict[str, list[bytes]] = {}
    for field in body(raw, "application/cbor").fields:
        if field.layers == ("cbor",):
            found.setdefault(field.path, []).append(
                field.value.encode() if isinstance(field.value, str) else field.value
            )
    for steps, leaf in flatten(cbor2.loads(raw)):
        assert (leaf.encode() if isinstance(leaf, str) else leaf) in found[written_path(*steps)]


def test_spans_tags_and_sniffing(body: Body) -> None:
    raw = cbor2.dumps({"user": {"email": "kim@example.kr"}, "at": datetime(2026, 11, 24, tzinfo=UTC), 7: "seven"})
    fields = {f.path: f for f in body(raw).fields}
    assert (raw[slice(*fields["user.email"].span)], fields["user.email"].exact) == (b"kim@example.kr", True)
    assert str(fields["at"].value).startswith("2026-11-24T")
    assert fields["7"].value == "seven"


def test_indefinite_lengths(body: Body) -> None:
    raw = b"\xbf\x65email\x7f\x64kim@\x6aexample.kr\xff\x61n\x9f\x01\x02\xff\xff"
    assert cbor2.loads(raw) == {"email": "kim@example.kr", "n": [1, 2]}
    fields = {f.path: f for f in body(raw).fields[1:]}
    assert (fields["email"].value, fields["email"].exact) == ("kim@example.kr", False)
    assert [fields[f"n[{i}]"].value for i in (0, 1)] == ["1", "2"]


@pytest.mark.parametrize("value", [{"k": "M"}, {"id": 5}, {"g": "M", "y": 1991}, [{"k": "M"}]])
def test_small_maps_with_words_for_keys_need_no_label(body: Body, value: Any) -> None:
    raw = cbor2.dumps(value)
    assert {f.layers for f in body(raw).fields[1:]} == {("cbor",)}
    assert len(body(raw + b"\x00").fields) == 1


@pytest.mark.parametrize("label", ["application/cbor", ""])
@given(st.binary(max_size=60))
def test_any_bytes(body: Body, label: str, raw: bytes) -> None:
    body(raw, label)
    body(b"\xa2\x65email" + raw, label)


def test_what_is_signed_is_opened(body: Body) -> None:
    payload = cbor2.dumps({2: "M318387570", -260: {"email": "haram@mail.example"}})
    signed = cbor2.dumps(cbor2.CBORTag(18, [cbor2.dumps({1: -7}), {}, payload, bytes(range(64))]))
    for raw in (signed, b"\xd8\x3d" + signed):
        values = [each.value for each in body(raw, "application/octet-stream").fields if "cbor" in each.layers]
        assert {"M318387570", "haram@mail.example"} <= set(values)
    assert not [each for each in body(b"\xd2\x84" + bytes(range(40, 80))).fields if "cbor" in each.layers]


def test_a_map_in_a_message_is_none_of_its_messages(body: Body) -> None:
    """Its head and first key are the tag of a field as well, and the rest is text and a number to the last byte."""
    mail = "hong.gildong+7@example.kr"
    inner = cbor2.dumps({"name": "page", "k": mail.encode("utf-16-le").hex().encode()})
    raw = b"\x08\x96\x01\x12" + bytes([len(inner)]) + inner + b"\x1a\x09page_view"
    told = {(field.path, field.value, field.layers) for field in body(raw).fields}
    assert ("2.k", mail, ("protobuf", "cbor", "hex", "utf-16le")) in told
    assert not [path for path, *_ in told if path.startswith(("2[", "2.1604"))]


@given(
    st.lists(st.sampled_from(["a", "ab", "표서림", "kim@example.kr", "x" * 40]), min_size=1, max_size=40), st.booleans()
)
def test_what_is_named_again_by_its_number_counts_at_each_place(body: Body, texts: list[str], shares: bool) -> None:
    rows = [{"receiver_email": text, "memo": f"memo {at}"} for at, text in enumerate(texts)]
    raw = cbor2.dumps({"rows": rows}, string_referencing=True, value_sharing=shares)
    assert [(f.path, f.value) for f in body(raw).fields if f.layers == ("cbor",)] == [
        (f"rows[{at}].{name}", value) for at, row in enumerate(rows) for name, value in row.items()
    ]


def test_a_shared_map_is_read_and_not_given_again(body: Body) -> None:
    person = {"email": "kim@example.kr"}
    fields = body(cbor2.dumps({"buyer": person, "receiver": person}, value_sharing=True)).fields
    assert [(f.path, f.value) for f in fields if f.layers == ("cbor",) and f.value] == [
        ("buyer.email", "kim@example.kr")
    ]


@pytest.mark.parametrize("broken", [b"\xd9\x01\x00\xa1\x63abc\xd8\x19\x05", b"\xd9\x01\x00\xa1\x63abc\xd8\x19\x61x"])
def test_a_number_of_no_text_is_none(body: Body, broken: bytes) -> None:
    assert [f for f in body(broken).fields if f.layers == ("cbor",)] == []
