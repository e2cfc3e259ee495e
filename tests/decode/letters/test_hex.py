import base64
import gzip
import hashlib
import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.decode import decode
from trafficaudit.decode.letters import hex
from trafficaudit.decode.limits import Budget, Limits
from trafficaudit.decode.node import Node
from trafficaudit.decode.place import Linear
from trafficaudit.model import Decoded, Exchange

Body = Callable[..., Decoded]


@pytest.mark.parametrize("value", ["01012345678", "kim@example.kr", "홍길동", '{"a": "b c"}'])
@pytest.mark.parametrize("upper", [True, False])
def test_text(body: Body, value: Any, upper: bool) -> None:
    digits = value.encode().hex()
    raw = f'{{"v": "{digits.upper() if upper else digits}"}}'.encode()
    assert ("json", "hex") in [f.layers for f in body(raw).fields if f.value == value]


def test_gzip_inside(body: Body) -> None:
    raw = gzip.compress(b'{"email": "kim@example.kr"}').hex().encode()
    assert [f.layers for f in body(raw).fields if f.value == "kim@example.kr"] == [("hex", "gzip", "json")]


@pytest.mark.parametrize(
    "value",
    ["d41d8cd98f00b204e9800998ecf8427e", "deadbeef", "20261124090000", "0102030405060708", "38694040", "364958723041"],
)
def test_digests_and_numbers_stay_closed(body: Body, value: Any) -> None:
    assert body(f'["{value}"]'.encode()).fields[1].leaf


def test_a_number_is_no_text_by_chance(exchange: Callable[..., Exchange]) -> None:
    made = exchange(headers=((b"x-user-id", b"38694040"), (b"x-mail", b"kim@a.kr".hex().encode())))
    assert [(f.path, f.value) for f in decode(made).fields if "hex" in f.layers] == [("x-mail", "kim@a.kr")]


@pytest.mark.parametrize("value", ["01012345678", "P123456789", "6B6F2D4B52", "6B6F2D4B"])
def test_digits_alone_are_opened_where_a_number_comes_out(body: Body, value: Any) -> None:
    digits = value.encode().hex()
    opened = [f.value for f in body(f'["{digits}"]'.encode()).fields if f.layers[-1:] == ("hex",)]
    assert opened[:1] == [value]


@given(st.binary(max_size=40))
def test_any_bytes(body: Body, raw: bytes) -> None:
    body(raw.hex().encode())


@given(st.from_regex(r"(0[xX])?[0-9A-Fa-fxX]{0,24}g?", fullmatch=True))
def test_sniff_takes_pairs_of_digits(value: str) -> None:
    raw = value.encode()
    node = Node(raw, value, Linear(0), "$", "", "body", Budget(Limits()))
    assert hex.sniff(node) == (re.fullmatch(rb"(?:0[xX])?(?:[0-9A-Fa-f]{2}){4,}", raw) is not None)


def test_letters_of_another_encoding_are_opened_and_digests_are_not(body: Body) -> None:
    odd = "9>1*a<`Kq;{$~#"  # as Base85 looks
    raw = json.dumps({"a": odd.encode().hex(), "b": hashlib.sha256(b"x").hexdigest()}).encode()
    assert [found.value for found in body(raw).fields if found.layers[-1:] == ("hex",)] == [odd]


@pytest.mark.parametrize("write", [lambda raw: raw.hex(), lambda raw: base64.b64encode(raw).decode()])
def test_a_long_text_is_opened_whatever_it_says(body: Body, write: Callable[[bytes], str]) -> None:
    """As LZ-string writes one: characters of all scripts, which say nothing. No other bytes are UTF-8 by chance."""
    text = "\u16a0\u2c00\u13a0\u0f40" * 6
    opened = [each for each in body(f'{{"d":"{write(text.encode())}"}}'.encode()).fields if each.value == text]
    assert [each.path for each in opened] == ["d"]
    short = [each for each in body(f'{{"d":"{write(text[:9].encode())}"}}'.encode()).fields if each.value == text[:9]]
    assert not short
