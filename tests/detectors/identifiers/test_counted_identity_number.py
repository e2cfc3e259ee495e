"""Identity numbers of India, Japan and Thailand: digits with a check digit, by their own names only."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import verhoeff
from stdnum.th import pin
from support.fields import identified

from trafficaudit.detectors.identifiers import counted_identity_number


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("aadhaar", "234123412346"), ("aadhaarNumber", "2341 2341 2346"), ("myNumber", "123456789018"), ("マイナンバー", "1234-5678-9018"), ("個人番号", "023456789013"),
        ("thaiId", "1-1017-00203-45-0"), ("thaiNationalId", "1101700203450"),
    ],
)  # fmt: skip
def test_by_its_key(key: str, value: str) -> None:
    assert identified(key, value) == {"foreign_identity_number": 0.9}


@given(st.text("0123456789", min_size=1, max_size=20))
def test_verhoeff_is_that_of_others(digits: str) -> None:
    assert (counted_identity_number.verhoeff(digits) == 0) == verhoeff.is_valid(digits)


@given(st.integers(1, 8), st.text("0123456789", min_size=11, max_size=11))
def test_thailand_s_is_that_of_others(first: int, rest: str) -> None:
    body = f"{first}{rest}"
    verdict = counted_identity_number.check(body + pin.calc_check_digit(body))
    assert verdict is not None or len(set(body + pin.calc_check_digit(body))) < 3


@pytest.mark.parametrize(
    ("key", "value"),
    [("aadhaar", "234123412348"), ("aadhaar", "134123412346"), ("myNumber", "123456789012"), ("thaiId", "1101700203451"), ("aadhaar", "000000000000")],
)  # fmt: skip
def test_near_misses(key: str, value: str) -> None:
    assert identified(key, value) == {}


@pytest.mark.parametrize("key", ["idNo", "orderNo", "tradeNo", "accountId", "data"])
def test_what_is_an_id_alone_says_nothing(key: str) -> None:
    assert "foreign_identity_number" not in identified(key, "234123412346")
