"""Letters of Base32 and Base64: each once, as many as there are numbers, and those that others write."""

import base64
import string

import pytest

from trafficaudit.decode.alphabets import ALPHABETS, ALPHABETS_32, DIGITS_45, STANDARD, STANDARD_32


@pytest.mark.parametrize("letters", [STANDARD, *ALPHABETS.values()])
def test_base64_has_64_letters(letters: bytes) -> None:
    assert len(letters) == len({*letters}) == 64


@pytest.mark.parametrize("letters", [STANDARD_32, *ALPHABETS_32.values()])
def test_base32_has_32_letters(letters: bytes) -> None:
    assert len(letters) == len({*letters}) == 32


def test_the_usual_ones_are_those_of_the_library() -> None:
    bits = int.to_bytes(sum(number << 6 * (63 - number) for number in range(64)), 48)
    assert base64.b64encode(bits) == STANDARD
    fives = int.to_bytes(sum(number << 5 * (31 - number) for number in range(32)), 20)
    assert base64.b32encode(fives) == STANDARD_32
    assert base64.b32hexencode(fives) == ALPHABETS_32["base32hex"]


def test_base45_has_its_signs_behind_digits_and_capitals() -> None:
    assert (string.digits + string.ascii_uppercase + " $%*+-./:").encode() == DIGITS_45
