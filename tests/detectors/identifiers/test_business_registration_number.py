"""Business registration numbers, against those that operators print on their own pages."""

import pytest
from support.fields import identified

from trafficaudit.detectors.identifiers import business_registration_number as number

CATEGORY = "business_registration_number"
PUBLISHED = ["220-81-62517", "124-81-00998", "120-81-47521", "120-88-00767"]


@pytest.mark.parametrize("value", PUBLISHED)
def test_published_numbers_hold(value: str) -> None:
    assert identified("", value) == {CATEGORY: 0.4}
    assert identified("bizNo", value.replace("-", "")) == {CATEGORY: 0.9}
    assert identified("사업자등록번호", value) == {CATEGORY: 0.9}


@pytest.mark.parametrize("value", PUBLISHED)
def test_every_other_check_digit_is_none(value: str) -> None:
    others = [value[:-1] + str(digit) for digit in range(10) if str(digit) != value[-1]]
    assert [other for other in others if number.check(other)] == []


def closed(body: str) -> str:
    """Give nine digits the one check digit that holds, whatever else speaks against them."""
    total = sum(int(digit) * weight for digit, weight in zip(body, (1, 3, 7, 1, 3, 7, 1, 3, 5), strict=True))
    return f"{body}{-(total + int(body[8]) * 5 // 10) % 10}"


def test_a_check_digit_alone_is_not_enough() -> None:
    assert identified("bizNo", closed("101816251")) == {CATEGORY: 0.9}
    assert identified("bizNo", closed("100816251")) == {}  # tax offices count from 101
    assert identified("bizNo", closed("220006251")) == {}  # no kind of business is 00


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("", "2208162517"),
        ("product_id", "220-81-62517"),
        ("bizNo", "220-00-62517"),
        ("", "1220-81-62517"),
        ("price", "2208162517"),
    ],
)
def test_decoys(key: str, value: str) -> None:
    assert identified(key, value) == {}
