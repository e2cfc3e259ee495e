"""Values that stand for nobody."""

import doctest
import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.fields import identified

from trafficaudit.detectors import nobody
from trafficaudit.detectors.nobody import is_nobody


def test_the_example_of_the_docstring_holds() -> None:
    assert doctest.testmod(nobody) == (0, 1)


@pytest.mark.parametrize(
    "value",
    [
        "02:00:00:00:00:00",
        "020000000000",
        "<unknown ssid>",
        "9774D56D682E549C",
        "0f607264fc6318a92b9e13c65db7cd3c",  # MD5 of 02:00:00:00:00:00
        "9f89c84a559f573636a47ff8daed0d33",  # MD5 of a zeroed IDFA
        "da39a3ee5e6b4b0d3255bfef95601890afd80709",  # SHA-1 of nothing
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",  # SHA-256 of nothing
    ],
)
def test_what_is_given_out_in_place_of_an_identifier(value: str) -> None:
    assert is_nobody(value)


@pytest.mark.parametrize("value", ["", "02:00:00:00:00:01", "3c:5a:b4:01:02:03", "9774d56d682e549d", "home 5G"])
def test_near_misses(value: str) -> None:
    assert not is_nobody(value)


@given(st.text(min_size=6))
def test_a_digest_of_something_is_somebodys(text: str) -> None:
    assert not is_nobody(hashlib.sha256(f"x{text}".encode("utf-8", "surrogatepass")).hexdigest())


def test_a_number_format_does_not_take_it_for_somebodys() -> None:
    assert identified("device_id", "d41d8cd98f00b204e9800998ecf8427e") == {}
    assert identified("device_id", "d41d8cd98f00b204e9800998ecf8427f") != {}
