"""Payment cards: the scheme's range and the Luhn digit; groups or a key."""

import pytest
from stdnum import luhn
from support.fields import identified, pieces

from trafficaudit.detectors.identifiers import card_number

CARD = "card_number"


def closed(body: str) -> str:
    return body + luhn.calc_check_digit(body)


def grouped(digits: str, mark: str = "-") -> str:
    return mark.join(digits[at : at + 4] for at in range(0, len(digits), 4))


@pytest.mark.parametrize(
    "body",
    ["411111111111111", "510510510510510", "222100123456789", "949099123456789", "356600202036050", "620000000012345"],
)
def test_known_ranges(body: str) -> None:
    digits = closed(body)
    assert identified("", grouped(digits)) == {CARD: 0.6}
    assert identified("", grouped(digits, " ")) == {CARD: 0.6}
    assert identified("cardNo", digits) == {CARD: 0.9}
    assert identified("", digits) == {}


@pytest.mark.parametrize(
    ("body", "reasoning"),
    [
        ("411111111111111", "Luhn digit holds, range of Visa"),
        ("601100123456789", "Luhn digit holds, range of Discover, RuPay and other schemes"),
        ("607000123456789", "Luhn digit holds, range of Discover, RuPay and other schemes"),
        ("979200123456789", "Luhn digit holds, first digit 9, as on cards that hold in Korea only"),
    ],
)
def test_no_more_is_said_than_the_digits_tell(body: str, reasoning: str) -> None:
    """60 and 65 are of more schemes than one, and 9 of more countries than Korea."""
    verdict = card_number.check(closed(body))
    assert verdict is not None
    assert verdict.reasoning == reasoning


def test_other_lengths() -> None:
    assert identified("cardNumber", closed("37828224631000")) == {CARD: 0.9}
    assert identified("cardNumber", closed("3622720627166")) == {CARD: 0.9}
    assert identified("cardNumber", closed("621234567890123456")) == {CARD: 0.9}


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("cardNo", "4111111111111112"),
        ("cardNo", closed("811111111111111")),
        ("cardNo", "4444444444444448444"),
        ("cardNo", closed("210000012345678")),  # of no scheme
        ("orderNo", grouped(closed("411111111111111"))),
        ("order_id", closed("411111111111111")),
        ("", "9f1c2a34-4111-1111-1111-1111c1d2e3f4"),
        ("giftCardNo", closed("411111111111111")),
        ("cardNo", "0000000000000000"),
    ],
)
def test_decoys(key: str, value: str) -> None:
    assert identified(key, value) == {}


def test_the_nineteen_digits_of_a_chinese_card() -> None:
    digits = closed("622202021234567890"[:18])
    for written in (grouped(digits, " "), grouped(digits), f"{digits[:6]} {digits[6:]}", digits):
        assert identified("cardNo", written) == {CARD: 0.9}
    assert identified("", grouped(digits, " ")) == {CARD: 0.6}
    assert identified("cardNo", f"{grouped(digits, ' ')[:-1]}{(int(digits[-1]) + 1) % 10}") == {}


def test_groups_that_no_card_has_need_a_key() -> None:
    verdict = card_number.check("621000020111-0010-280")
    assert verdict
    assert (verdict.named, verdict.bare) == (0.9, 0.0)


def test_a_check_number_behind_a_card_is_no_part_of_it() -> None:
    assert pieces("cardNo", "4111 1111 1111 1111 123") == ["4111 1111 1111 1111"]
