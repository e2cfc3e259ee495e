"""Resident registration numbers: dates, check digit, hyphen, key."""

import pytest
from stdnum.kr import rrn
from support.fields import identified, pieces

from trafficaudit.detectors.identifiers import resident_registration_number as number

CATEGORY = "resident_registration_number"


def closed(body: str) -> str:
    """Complete twelve digits with the check digit that python-stdnum computes."""
    return body + rrn.calc_check_digit(body)


@pytest.mark.parametrize("body", ["900101123456", "851231267890", "040229345678", "991130212345", "180505911223"])
def test_the_check_digit_is_that_of_python_stdnum(body: str) -> None:
    right = closed(body)
    wrong = body + str((int(right[-1]) + 1) % 10)
    assert number.check(right).named == 0.9  # type: ignore[union-attr]
    assert number.check(wrong).named == 0.7  # type: ignore[union-attr]


def test_a_hyphen_or_a_key_is_needed() -> None:
    digits = closed("900101123456")
    assert identified("data", f"{digits[:6]}-{digits[6:]}") == {CATEGORY: 0.6}
    assert identified("data", digits) == {}
    assert identified("juminNo", digits) == {CATEGORY: 0.9}
    assert identified("주민등록번호", digits) == {CATEGORY: 0.9}


def test_a_random_tail_is_kept() -> None:
    body = "201101312345"
    wrong = body + str((int(closed(body)[-1]) + 3) % 10)
    assert identified("rrn", wrong) == {CATEGORY: 0.7}
    assert identified("memo", f"120115-{wrong[6:]}") == {CATEGORY: 0.3}


@pytest.mark.parametrize(
    "value", ["900230-1234567", "901301-1234567", "900100-1234567", "050229-3234567", "900101-5234567"]
)
def test_a_date_that_does_not_exist_is_none(value: str) -> None:
    assert CATEGORY not in identified("rrn", value)


@pytest.mark.parametrize("value", ["260115-1234567", "240131-3234567", "151231-2000001", "900115-9234567"])
def test_the_number_of_an_order_is_none_without_a_name(value: str) -> None:
    assert CATEGORY not in identified("memo", value)
    assert CATEGORY in identified("rrn", value)


def test_in_a_sentence() -> None:
    assert pieces("$", "번호는 900101-1234568입니다") == ["900101-1234568"]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("timestamp", "1711123456789"),
        ("ts", "1711123456789"),
        ("", "1711123456789"),
        ("orderNo", "240115-1234567"),
        ("order_id", "900101-1234568"),
        ("", "20240115-1234567"),
        ("id", "A900101-1234568"),
        ("", "1900101-1234568"),
        ("", "9001011234568.5"),
    ],
)
def test_decoys(key: str, value: str) -> None:
    assert identified(key, value) == {}


def test_spaces_may_stand_around_the_hyphen() -> None:
    assert identified("data", "900101 - 1234568") == {CATEGORY: 0.6}
    assert identified("rrn", "900101 -1234568") == {CATEGORY: 0.9}
    assert identified("data", "900101 1234568") == identified("data", "900101  -  1234568") == {}


def test_a_company_in_the_register_of_commerce_is_nobody() -> None:
    """The court and the kind of a company open its number as a date opens a person's; its check digit is another one."""
    assert identified("data", "110111-1234569") == {}
    assert identified("data", "110111-1234568") == {"resident_registration_number": 0.3}
    assert identified("rrn", "110111-1234569") == {"resident_registration_number": 0.7}
