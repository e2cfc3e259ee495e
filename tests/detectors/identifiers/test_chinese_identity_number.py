"""Numbers of China's citizens: place, date, check character; without a key births up to 2014."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric
from support.fields import identified

from trafficaudit.detectors.identifiers import chinese_identity_number

MADE = "110101199003077758"


def closed(body: str) -> str:
    return body + ric.calc_check_digit(body + "0")


def test_with_and_without_a_key() -> None:
    assert identified("shenfenzheng", MADE) == {"foreign_identity_number": 0.9}
    assert identified("idCardNo", closed("44030119851231102")) == {"foreign_identity_number": 0.9}
    assert identified("data", MADE) == {"foreign_identity_number": 0.5}
    assert identified("memo", f"收件人 {MADE}, 谢谢") == {"foreign_identity_number": 0.5}


PROVINCES = {11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52, 53, 54, 61, 62, 63, 64, 65, 71, 81, 82, 83}  # fmt: skip


@given(st.integers(10, 89), st.integers(0, 9999), st.dates(date(1900, 1, 1)), st.integers(0, 999))
def test_the_check_character_is_that_of_others(province: int, place: int, born: date, serial: int) -> None:
    body = f"{province}{place:04}{born:%Y%m%d}{serial:03}".zfill(17)
    verdict = chinese_identity_number.check(closed(body))
    assert (verdict is not None) == (province in PROVINCES)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("idCardNo", MADE[:-1] + "9"),  # the check character
        ("idCardNo", closed("11010119900230775")),  # no such day
        ("idCardNo", closed("99010119900307775")),  # no such province
        ("data", closed("11010120261128775")),  # the day of an order
        ("orderNo", MADE), ("goodsNo", MADE), ("trackingNo", MADE), ("data", MADE + "1"), ("data", "A" + MADE), ("data", "1764320400123456789"),
    ],
)  # fmt: skip
def test_near_misses(key: str, value: str) -> None:
    assert "foreign_identity_number" not in identified(key, value)
