"""Base32, Base58 and Base85 of whole values, held against the standard library and published examples."""

import base64
import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.persona import dense

_DIGITS = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


def test_the_examples_hold() -> None:
    assert doctest.testmod(dense).failed == 0


@pytest.mark.parametrize(
    ("layer", "raw", "letters"),
    [
        ("base32", b"foobar", b"MZXW6YTBOI"),  # RFC 4648, section 10
        ("base58", b"The quick brown fox jumps over the lazy dog.",
         b"USm3fpXnKG5EUBx2ndxBDMPVciP5hGey2Jh4NDv6gmeo1LkMeiKrLJUUBk6Z"),  # draft-msporny-base58-03, section 5
        ("z85", bytes.fromhex("864fd26fb559f75b"), b"HelloWorld"),  # ZeroMQ RFC 32
    ],
)  # fmt: skip
def test_published_examples(layer: str, raw: bytes, letters: bytes) -> None:
    assert dict(dense.encoded(raw))[layer] == letters


def test_five_bytes_are_no_proof() -> None:
    assert list(dense.encoded(b"12345")) == []
    assert len(list(dense.encoded(b"123456"))) == 5


@given(st.binary(min_size=6, max_size=64))
def test_each_is_undone(raw: bytes) -> None:
    found = dict(dense.encoded(raw))
    assert base64.b32decode(found["base32"] + b"=" * (-len(found["base32"]) % 8)) == raw
    assert base64.b85decode(found["base85"]) == raw
    assert base64.a85decode(found["ascii85"]) == raw
    number = 0
    for letter in found["base58"].decode():
        number = number * 58 + _DIGITS.index(letter)
    zeros = len(found["base58"]) - len(found["base58"].lstrip(b"1"))
    assert b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8, "big") == raw
