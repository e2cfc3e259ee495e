import base64
import hashlib
import json
import random
import re
import string
import uuid
import zlib
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.decode import decode
from trafficaudit.decode.letters import base64 as base64_layer
from trafficaudit.decode.limits import Budget, Limits
from trafficaudit.decode.node import Node
from trafficaudit.decode.place import Linear
from trafficaudit.model import Decoded, Exchange

Body = Callable[..., Decoded]
Build = Callable[..., Exchange]


@pytest.mark.parametrize("value", ["kim.seoyun@example.kr", "홍길동", "010-1234-5678", "a=1&b=2", '{"a":"b"}'])
@pytest.mark.parametrize("url_safe", [True, False])
@pytest.mark.parametrize("padded", [True, False])
def test_text(body: Body, value: Any, url_safe: bool, padded: bool) -> None:
    encode = base64.urlsafe_b64encode if url_safe else base64.b64encode
    written = encode(value.encode()).rstrip(b"" if padded else b"=")
    raw = b'{"v": "' + written + b'"}'
    field = next(f for f in body(raw).fields if f.value == value)
    assert field.layers in (("json", "base64"), ("json", "base64url"))
    assert (raw[slice(*field.span)], field.exact) == (written, False)


def test_letters_of_another_encoding(body: Body) -> None:
    letters = base64.a85encode(b"SM-C780D")
    found = body(b'{"v": "' + base64.b64encode(letters).rstrip(b"=") + b'"}').fields
    assert (letters.decode(), ("json", "base64")) in [(f.value, f.layers) for f in found]
    draw = random.Random(5)
    tokens = [base64.b64encode(draw.randbytes(draw.choice((10, 12, 16, 20)))).decode() for _ in range(3_000)]
    opened = [
        f
        for f in body(json.dumps(tokens).encode()).fields
        if f.layers == ("json", "base64") and isinstance(f.value, str)
    ]
    assert len(opened) <= 2


def test_plus_signs_that_a_query_turned_into_spaces(exchange: Build, body: Body) -> None:
    document = '{"memo":"~~>>??","mail":"kim@example.kr"}'
    for pad in ("", " ", "  "):
        held = base64.b64encode((document + pad).encode()).decode()
        assert "+" in held
        found = decode(exchange(url=f"https://a.example/p?q={held}&x=1")).fields
        assert [f.layers[-2:] for f in found if f.value == "kim@example.kr"] == [("base64", "json")]
    for words in ("Galaxy S21 Ultra 5G ok", "Order 77 from Seoul x", "A1 b2 c3 d4 e5 f"):
        assert not [f for f in body(json.dumps({"v": words}).encode()).fields if "base64" in f.layers]


def test_korean_bytes(body: Body) -> None:
    raw = b'{"v": "' + base64.b64encode("홍길동 서울시".encode("cp949")) + b'"}'
    assert ("홍길동 서울시", ("json", "base64", "cp949")) in [(f.value, f.layers) for f in body(raw).fields]


@pytest.mark.parametrize("text", ["김수", "홍길동", "101동 김수", "Hong Gil-dong 홍길동"])
def test_few_syllables_in_cp949(body: Body, text: str) -> None:
    raw = json.dumps({"v": base64.b64encode(text.encode("cp949")).decode()}).encode()
    assert text in [f.value for f in body(raw).fields]


def test_two_syllables_among_latin_letters_are_chance(body: Body) -> None:
    assert base64.b64decode("a0200b20").decode("cp949") == "kM닌슈"
    assert "kM닌슈" not in [f.value for f in body(b'{"v": "a0200b20"}').fields]


def test_lines_of_mime(body: Body) -> None:
    raw = base64.encodebytes(json.dumps({"email": "kim@example.kr", "pad": "x" * 90}).encode())
    assert "kim@example.kr" in [f.value for f in body(raw).fields]


def test_structure(body: Body) -> None:
    raw = b"d=" + base64.urlsafe_b64encode(zlib.compress(b'{"email": "kim@example.kr"}')).rstrip(b"=")
    assert ("form", "base64url", "deflate", "json") in [
        f.layers for f in body(raw).fields if f.value == "kim@example.kr"
    ] or (
        "form",
        "base64",
        "deflate",
        "json",
    ) in [f.layers for f in body(raw).fields if f.value == "kim@example.kr"]


def test_identifiers_stay_closed(body: Body) -> None:
    """Of random identifiers next to none may be opened: what comes out of one is noise in the table."""
    random_ = random.Random(1)
    values = [str(uuid.UUID(int=random_.getrandbits(128))) for _ in range(300)]
    values += [hashlib.md5(str(i).encode()).hexdigest() for i in range(300)]
    values += ["".join(random_.choices(string.ascii_letters + string.digits, k=22)) for _ in range(400)]
    decoded = body(json.dumps(values).encode())
    opened = [f.value for f in decoded.fields[1:] if not f.leaf]
    assert len(opened) <= 8


@given(st.binary(max_size=60))
def test_any_bytes(body: Body, raw: bytes) -> None:
    body(base64.b64encode(raw))
    body(raw)


@given(
    st.from_regex(
        r"([0-9]{0,40}|[0-9a-f]{0,40}|[A-Za-z0-9+/_-]{0,40}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})={0,3}",
        fullmatch=True,
    )
)
def test_sniff_takes_tokens_but_hex_and_numbers(value: str) -> None:
    raw = value.encode()
    node = Node(raw, value, Linear(0), "$", "", "body", Budget(Limits()))
    token = re.fullmatch(rb"(?:[A-Za-z0-9+/]{4,}|[A-Za-z0-9_-]{4,})={0,2}", raw)
    even = re.fullmatch(rb"[0-9A-Fa-f]{16,}|[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}|[0-9]+", raw)
    chance = even is not None if len(raw) % 2 == 0 else len(raw) < 36 and raw.isdigit()
    assert base64_layer.sniff(node) == (token is not None and not chance)
