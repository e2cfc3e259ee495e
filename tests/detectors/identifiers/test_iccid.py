"""ICCID: 89, Luhn digit; Korea's without a key."""

import pytest
from stdnum import luhn
from support.fields import identified


def closed(body: str) -> str:
    return body + luhn.calc_check_digit(body)


def test_korea() -> None:
    assert identified("data", closed("898205012345678901")) == {"iccid": 0.5}
    assert identified("simSerialNumber", closed("898205012345678901") + "F") == {"iccid": 0.9}


def test_other_countries_by_key() -> None:
    other = closed("894411123456789012")
    assert identified("iccid", other) == {"iccid": 0.9}
    assert identified("data", other) == {}


def test_a_wrong_luhn_digit_counts_less() -> None:
    good = closed("898205012345678901")
    wrong = good[:-1] + str((int(good[-1]) + 1) % 10)
    assert identified("iccid", wrong) == {"iccid": 0.7}
    assert identified("data", wrong) == {}


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("iccid", "8982"),
        ("iccid", "7982050123456789015"),
        ("iccid", "8982000000000000000"),
        ("sku", closed("898205012345678901")),
    ],
)
def test_near_misses(key: str, value: str) -> None:
    assert identified(key, value) == {}
