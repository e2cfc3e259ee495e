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
