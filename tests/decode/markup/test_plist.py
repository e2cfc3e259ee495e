import plistlib
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.documents import flatten

from trafficaudit.model import Decoded

Body = Callable[..., Decoded]

WORD = st.text("abcxyz홍길동<&>\"' ", min_size=1, max_size=12).filter(lambda t: t.strip() == t)
VALUES: Any = st.recursive(
    st.booleans() | st.integers(-(2**63), 2**63 - 1) | WORD,
    lambda inner: st.lists(inner, max_size=6) | st.dictionaries(WORD, inner, max_size=6),
    max_leaves=20,
)


@given(st.dictionaries(WORD, VALUES, min_size=1, max_size=4))
def test_every_leaf(body: Body, written_path: Callable[..., str], value: Any) -> None:
    found = {(f.path, f.value) for f in body(plistlib.dumps(value)).fields if f.layers[:1] == ("plist",)}
    assert {(written_path(*steps), leaf) for steps, leaf in flatten(value)} <= found


def test_a_key_names_the_element_behind_it(body: Body) -> None:
    raw = plistlib.dumps({"user": {"email": "kim@example.kr", "memo": "a&b"}, "list": ["홍길동", {"ok": True}]})
    fields = {f.path: f for f in body(raw, "application/xml").fields}
    assert (fields["user.email"].key, fields["user.email"].exact) == ("email", True)
    assert raw[slice(*fields["user.email"].span)] == b"kim@example.kr"
    assert (fields["user.memo"].value, fields["user.memo"].exact) == ("a&b", False)
    assert raw[slice(*fields["user.memo"].span)] == b"a&amp;b"
    assert (fields["list[0]"].value, fields["list[0]"].key, fields["list[1].ok"].value) == ("홍길동", "list", "true")


def test_data_is_opened(body: Body) -> None:
    raw = plistlib.dumps({"payload": b'{"email": "kim@example.kr"}'})
    assert "payload.email" in [f.path for f in body(raw).fields]


def test_a_key_that_is_data_is_a_value(body: Body) -> None:
    raw = plistlib.dumps({"kim@example.kr": 1})
    assert "kim@example.kr" in [f.value for f in body(raw).fields]


def test_a_list_that_was_cut_off_gives_its_beginning(body: Body) -> None:
    raw = plistlib.dumps({"email": "kim@example.kr", "name": "somebody"})
    cut = raw[: raw.index(b"body</")]
    decoded = body(cut)
    assert {("email", "kim@example.kr"), ("name", "some")} <= {(f.path, f.value) for f in decoded.fields}
    assert decoded.opaque[0].reason == "no property list from here on"


def test_declared_entities_are_not_expanded(body: Body) -> None:
    raw = b'<!DOCTYPE plist [<!ENTITY a "hahaha">]><plist><dict><key>k</key><string>&a;&a;</string></dict></plist>'
    decoded = body(raw)
    assert not [f for f in decoded.fields if f.layers == ("plist",) or "hahahahahaha" in str(f.value)]


@pytest.mark.parametrize(
    "raw", [b"<plist>", b"<a><key>email</key><string>kim@example.kr</string></a>", b"read <plist> of Apple's"]
)
def test_what_is_no_list_is_none(body: Body, raw: bytes) -> None:
    assert not [f for f in body(raw).fields if "plist" in f.layers]


@given(st.text("<>/plistdckeyarang &;\"'ab", max_size=60))
def test_any_text(body: Body, inner: str) -> None:
    body(b"<plist><dict><key>k</key>" + inner.encode() + b"</dict></plist>")
    body(b"<plist>" + inner.encode())


@given(st.binary(max_size=60))
def test_any_bytes(body: Body, raw: bytes) -> None:
    body(b"<plist><dict><key>k</key><string>" + raw)
