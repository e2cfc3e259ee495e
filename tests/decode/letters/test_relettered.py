"""Documents and packed runs in other alphabets and backwards, and what is written in the same letters and is none."""

import base64
import gzip
import json
import random
import string
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.disguised import WRITE

from trafficaudit.model import Decoded

Body = Callable[..., Decoded]
DOCUMENT = json.dumps(
    {"user": {"email": "kim@hanbit.example", "id": 83920174}, "ev": "여름"}, ensure_ascii=False
).encode()
WRITERS: dict[str, tuple[tuple[str, ...], Callable[[bytes], bytes]]] = {
    **{name: ((name,), write) for name, write in WRITE.items()},
    "backwards": (("reversed",), lambda raw: raw.decode()[::-1].encode()),
    "Base64 backwards": (("reversed", "base64"), lambda raw: base64.b64encode(raw)[::-1]),
    "Base64 backwards, unpadded": (("reversed", "base64"), lambda raw: base64.b64encode(raw).rstrip(b"=")[::-1]),
}


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize("layout", ["{%s}", "{\n  %s\n}", "{ %s }", "[{%s}]", "[\n  {%s}\n]"])
def test_a_document_is_opened(body: Body, writer: str, layout: str) -> None:
    layers, write = WRITERS[writer]
    raw = write(layout.encode() % DOCUMENT[1:-1])
    for sent, above in ((raw, ()), (json.dumps({"d": raw.decode()}).encode(), ("json",))):
        (found,) = [one for one in body(sent).fields if one.value == "kim@hanbit.example"]
        assert found.layers == (*above, *layers, "json")


@pytest.mark.parametrize("writer", [name for name in WRITERS if name != "backwards"])
def test_a_packed_run_is_opened(body: Body, writer: str) -> None:
    layers, write = WRITERS[writer]
    raw = write(gzip.compress(DOCUMENT, mtime=0))
    (found,) = [
        one for one in body(json.dumps({"d": raw.decode()}).encode()).fields if one.value == "kim@hanbit.example"
    ]
    assert found.layers == ("json", *layers, "gzip", "json")


def test_ordinary_text_from_letters_without_padding_in_front_is_chance(body: Body) -> None:
    raw = base64.b64encode(b"xP" + b"a" * 38).rstrip(b"=")[::-1]
    assert all("reversed" not in one.layers for one in body(json.dumps({"d": raw.decode()}).encode()).fields)


@given(st.randoms(use_true_random=False), st.sampled_from(sorted(WRITERS)))
def test_the_same_letters_without_a_document_stay(body: Body, draw: random.Random, writer: str) -> None:
    raw = WRITERS[writer][1](("".join(draw.choices(string.ascii_letters + string.digits, k=40))).encode())
    if raw[:1] == b"=":  # padding in front is nothing but Base64 that was turned around
        raw = raw.strip(b"=")
    layers = WRITERS[writer][0]
    assert all(layers[0] not in one.layers for one in body(json.dumps({"d": raw.decode()}).encode()).fields)


@pytest.mark.parametrize(
    "text",
    [
        "}not a document at all{",
        "]a, b, c and so on[",
        "> quoted text of a mail <",
        "=A1+B1*SUM(C1:C9)",
        "==goodbye==goodbye==",
    ],
)
def test_what_only_begins_so_stays(body: Body, text: str) -> None:
    assert all("reversed" not in one.layers for one in body(json.dumps({"d": text}).encode()).fields)


@given(st.binary(max_size=60))
def test_any_bytes(body: Body, raw: bytes) -> None:
    for head in (b"=", b"}", b"cwG5", b"dXS", b"0F9"):
        body(head + raw + b"{")
