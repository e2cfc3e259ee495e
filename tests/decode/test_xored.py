"""Documents and gzip runs of which every byte was changed by the same one, and bytes that only look so."""

import base64
import doctest
import gzip
import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.decode import xored
from trafficaudit.model import Decoded

Body = Callable[..., Decoded]
DOCUMENT = json.dumps(
    {"device": {"email": "kim@hanbit.example"}, "names": ["가온", 1, None]}, ensure_ascii=False
).encode()


def hidden(data: bytes, key: int) -> bytes:
    return bytes(byte ^ key for byte in data)


def emails(decoded: Decoded) -> list[str | bytes]:
    return [each.value for each in decoded.fields if each.key == "email"]


def test_the_examples_of_the_module_hold() -> None:
    assert doctest.testmod(xored).failed == 0


@pytest.mark.parametrize("key", [0x32, 0x80, 0xA5, 0xFF])
def test_a_document_comes_out_with_its_fields_where_they_stand(body: Body, key: int) -> None:
    raw = hidden(DOCUMENT, key)
    (found,) = [each for each in body(raw).fields if each.key == "email"]
    assert found.layers == (f"xor({key:#04x})", "json")
    assert hidden(raw[slice(*found.span)], key).decode() == found.value == "kim@hanbit.example"


@pytest.mark.parametrize("key", [0x32, 0x5A, 0xFF])
def test_a_packed_run_and_base64_of_either_are_opened(body: Body, key: int) -> None:
    runs = [hidden(gzip.compress(DOCUMENT), key), hidden(DOCUMENT, key)]
    for raw in (runs[0], *(json.dumps({"p": base64.b64encode(run).decode()}).encode() for run in runs)):
        assert emails(body(raw)) == ["kim@hanbit.example"]


@pytest.mark.parametrize(
    "raw",
    [
        hidden(DOCUMENT, 0x91)[:-1],
        hidden(DOCUMENT[:-1] + b"\xff}", 0x91),
        hidden(b"{no document at all}", 0x91),
        hidden(gzip.compress(DOCUMENT)[:3] + bytes(40), 0x91),
        b"\xfa\xfb" * 20 + b"\xfc",
    ],
)
def test_what_only_looks_like_it_is_none(body: Body, raw: bytes) -> None:
    assert not [each for each in body(raw).fields if each.layers[:1] and each.layers[0].startswith("xor")]


@given(
    st.dictionaries(st.text("abc", min_size=1), st.text("가나 @.-019", max_size=9), min_size=2),
    st.integers(0x80, 0xFF),
)
def test_every_document_comes_back(body: Body, document: Any, key: int) -> None:
    raw = hidden(json.dumps(document).encode(), key)
    told = {each.path: each.value for each in body(raw).fields if each.layers[-1:] == ("json",)}
    assert told == document


@given(st.binary(min_size=12, max_size=60), st.integers(0, 255))
def test_any_bytes_are_read_or_left_alone(body: Body, raw: bytes, key: int) -> None:
    body(hidden(b"{" + raw + b"}", key))
