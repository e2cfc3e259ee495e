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


@given(st.text(max_size=80))
def test_any_text_gives_printable_text(text: str) -> None:
    for name, held in dense.opened(text):
        assert name
        assert held.isprintable()
        assert held.isascii()
