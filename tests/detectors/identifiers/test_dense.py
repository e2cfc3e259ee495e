import base64
import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.fields import identified

from trafficaudit.detectors.identifiers import dense
from trafficaudit.persona import dense as encoders

PHONE = "010-9183-2746"


def test_the_examples_of_the_module_hold() -> None:
    assert doctest.testmod(dense).failed == 0


@pytest.mark.parametrize("layer", ["base32", "base58", "base85", "z85", "ascii85"])
def test_under_a_telling_name_an_encoded_value_is_opened(layer: str) -> None:
    text = dict(encoders.encoded(PHONE.encode()))[layer].decode()
    assert identified("phone", text) == {"phone_number": pytest.approx(0.8)}
    assert identified("v", text) == {}
    assert identified("imei", text) == {}


def test_a_loose_format_does_not_count_so() -> None:
    assert identified("account_number", base64.b32encode(b"110-123-456789").decode()) == {}


def test_what_is_too_long_for_base58_is_left_alone() -> None:
    lengths = {}
    for size in range(80, 120):
        text = dict(encoders.encoded((PHONE * 10)[:size].encode()))["base58"].decode()
        lengths[len(text)] = "Base58" in dict(dense.opened(text))
    assert {length for length, opened in lengths.items() if opened} == {n for n in lengths if n <= dense._MOST_58}
    assert dense._MOST_58 - 2 < max(n for n in lengths if n <= dense._MOST_58) < max(lengths) <= dense.LONGEST


@given(st.text(max_size=80))
def test_any_text_gives_printable_text(text: str) -> None:
    for name, held in dense.opened(text):
        assert name
        assert held.isprintable()
        assert held.isascii()
