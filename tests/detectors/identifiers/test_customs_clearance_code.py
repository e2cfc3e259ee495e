"""Personal customs clearance codes: the key field of shopping from abroad."""

import pytest
from support.fields import identified, pieces

CATEGORY = "customs_clearance_code"


@pytest.mark.parametrize(
    "key",
    [
        "personalCustomsCode",
        "pccc",
        "customs_no",
        "clearanceCode",
        "clearance",
        "통관번호",
        "개인통관고유부호",
        "passportNo",
        "receiver.customsCode",
    ],
)
def test_by_key(key: str) -> None:
    assert identified(key, "P210123456789") == {CATEGORY: 0.8}
    assert identified(key, "p210123456789") == {CATEGORY: 0.8}


def test_a_year_that_cannot_be_counts_less() -> None:
    assert identified("pccc", "P918273645501") == {CATEGORY: 0.7}
    assert identified("pccc", "P213213213213") == {CATEGORY: 0.8}  # three different digits are enough


def test_without_a_key() -> None:
    assert identified("memo", "P210123456789") == {CATEGORY: 0.4}
    assert pieces("$", "통관 P210123456789, 문 앞") == ["P210123456789"]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("memo", "P210000123456"),  # a padded serial
        ("productId", "P210123456789"),
        ("goods_no", "P210123456789"),
        ("pid", "P210123456789"),
        ("memo", "P202401150001"),
        ("memo", "P000012345678"),
        ("memo", "P451234567890"),
        ("memo", "P111111111111"),
        ("memo", "P21012345678"),
        ("memo", "P2101234567890"),
        ("memo", "SP210123456789"),
        ("pccc", "P222222222222"),
        ("pccc", "P212121212121"),
    ],
)
def test_decoys(key: str, value: str) -> None:
    assert identified(key, value) == {}


@pytest.mark.parametrize("value", ["P-210123456789", "P 210123456789"])
def test_a_hyphen_behind_the_letter_counts_under_a_name(value: str) -> None:
    assert identified("pccc", value) == {CATEGORY: 0.8}
    assert identified("memo", value) == {}
