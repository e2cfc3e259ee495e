"""Identity numbers of Hong Kong, Taiwan and Singapore: a letter, digits, a check sign; by key only."""

import pytest
from support.fields import identified

from trafficaudit.detectors.identifiers import lettered_identity_number

GOOD = [
    ("hkid", "A123456(3)"), ("hkidNo", "A1234563"), ("idNo", "C668668(9)"), ("idNumber", "AB987654(3)"), ("身分證字號", "A123456789"),
    ("idNumber", "B142610160"), ("arcNo", "A800000014"), ("nric", "S1234567D"), ("nricNumber", "T0123456G"), ("finNo", "G1234567X"), ("idNo", "F1234567N"), ("nric", "M1234567K"),
]  # fmt: skip


@pytest.mark.parametrize(("key", "value"), GOOD)
def test_by_its_key(key: str, value: str) -> None:
    assert identified(key, value) == {"foreign_identity_number": 0.9}


@pytest.mark.parametrize(("key", "value"), GOOD)
def test_another_check_sign_is_none(key: str, value: str) -> None:
    at = -2 if value.endswith(")") else -1
    for other in "0123456789ABCDEFGHIJKLMNPQRTUWXZ":
        wrong = value[:at] + other + (")" if at == -2 else "")
        if other != value[at] and other.isdigit() == value[at].isdigit():
            assert lettered_identity_number.check(wrong) is None
            assert identified(key, wrong) == {}


@pytest.mark.parametrize(
    ("key", "value"),
    [("sku", "S1234567D"), ("couponNo", "A123456789"), ("data", "A123456(3)"), ("modelNo", "A1234563"), ("idNo", "A12345678901"), ("idNo", "SM1234567D")],
)  # fmt: skip
def test_near_misses(key: str, value: str) -> None:
    assert identified(key, value) == {}
