"""Names split into words, looked up by their endings."""

import doctest
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.detectors.names import words as key_names
from trafficaudit.detectors.names.words import compact, endings, words


def test_the_examples_of_the_docstrings_hold() -> None:
    failed, tried = doctest.testmod(key_names)
    assert tried > 0
    assert failed == 0


@pytest.mark.parametrize(
    "name",
    [
        "deviceModel",
        "device_model",
        "device-model",
        "DEVICE_MODEL",
        "DeviceModel",
        "device.model",
        "user[device model]",
    ],
)
def test_one_name_in_every_spelling(name: str) -> None:
    assert words(name)[-2:] == ("device", "model")
    assert compact(name).endswith("devicemodel")
    assert "devicemodel" in endings(name)


@pytest.mark.parametrize(
    ("name", "split"),
    [
        ("gpsADID", ("gps", "adid")),
        ("휴대폰번호1", ("휴대폰번호", "1")),
        ("da-dd", ("da", "dd")),
        ("_x_sessn_id", ("x", "sessn", "id")),
        ("", ()),
    ],
)
def test_words(name: str, split: tuple[str, ...]) -> None:
    assert words(name) == split


@given(st.text())
def test_any_name(name: str) -> None:
    assert all(ending for ending in endings(name))


def test_hangul_that_is_written_letter_by_letter_is_the_same() -> None:
    for name in ("휴대폰번호", "받는사람 주소", "user_이름2"):
        assert words(normalize("NFD", name)) == words(name)
    assert words(normalize("NFD", "가" * 200 + "_전화번호")) == words("가" * 126 + "_전화번호")


def test_a_long_name_is_known_by_its_end() -> None:
    form = "ctl00$" + "ContentPlaceHolderMain$" * 6 + "txtPhoneNumber"
    assert endings(form)[-2:] == ("phonenumber", "number")
