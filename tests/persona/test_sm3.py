"""SM3 against the examples of its standard and against OpenSSL's, where the computer has it."""

import doctest
import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.persona import sm3


def test_the_examples_hold() -> None:
    assert doctest.testmod(sm3).failed == 0
    # GB/T 32905-2016, example 2
    expected = "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"
    assert sm3.sm3(b"abcd" * 16).hex() == expected


@pytest.mark.skipif("sm3" not in hashlib.algorithms_available, reason="OpenSSL of this computer has no SM3")
@given(st.binary(max_size=200))
def test_it_is_what_openssl_gives(data: bytes) -> None:
    assert sm3.sm3(data) == hashlib.new("sm3", data).digest()
