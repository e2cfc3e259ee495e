"""Payment card number (카드번호): 14 to 19 digits of a known scheme's range with a right Luhn digit.

The first digits name the scheme (ISO/IEC 7812-1): 34, 37 American Express (15); 36, 38, 300-305 Diners Club (14);
3528-3589 JCB; 4 Visa; 51-55 and 2221-2720 Mastercard; 62 UnionPay (16 to 19); 6011, 644-649 and 65 Discover (16), with
60 and parts of 65 RuPay's, and others' beside. 9 is left to national bodies (9792 is Turkey's); all Korean issuers give
it to cards of 16 digits that hold in Korea only. Order numbers have right Luhn digits one time in ten, so digits in a
row need a key. The 19 digits of China's cards are in groups of four or of six and thirteen.

Source: ISO/IEC 7812-1 for the first digit; the schemes' published ranges; for 9, 아주경제 2019-02-28 and 브릿지경제
2016-06-18.

>>> check("4111-1111-1111-1111").bare, check("4111111111111111").bare
(0.6, 0.0)
>>> check("4111-1111-1111-1112") is None
True
"""

import re

from stdnum import luhn

from trafficaudit.detectors.identifiers.verdict import AFTER, BEFORE, Verdict
from trafficaudit.detectors.names.words import vocabulary

NAME = "card_number"
CATEGORY = "card_number"
KEYS = (
    *("card number", "card no", "card num", "credit card", "credit card number", "credit card no", "cc number"),
    *("creditcard",),
    *("cc no", "cc num", "card", "pan", "primary account number", "pay card no", "debit card number", "yinhangka"),
    *("kadeu", "kadeubeonho", "카드번호", "신용카드번호", "카드", "银行卡号"),
)
AVOID = vocabulary("gift sim membership point vsim")
TRIGGER = "number"
BARE = r"[0-9]{4}[ -][0-9]{4}(?:[0-9]{2}|[0-9]{4})?[ -][0-9]{4}"
_GROUPED = re.compile(BARE).search
SELF_EVIDENT = False
CANDIDATE = re.compile(
    BEFORE
    + r"(?:62[0-9]{2}(?:[ -]?[0-9]{4}){3}[ -]?[0-9]{3}|62[0-9]{4}[ -][0-9]{13}"
    + r"|[2-69][0-9]{3}(?:[ -]?[0-9]{4}){3}(?:[0-9]{1,3})?|3[0-9]{3}[ -]?[0-9]{6}[ -]?[0-9]{4,5})"
    + AFTER
)

_RANGES = (
    (re.compile(r"3[47][0-9]{13}"), "American Express"),
    (re.compile(r"3(?:[68][0-9]|0[0-5])[0-9]{11}"), "Diners Club"),
    (re.compile(r"35(?:2[89]|[3-8][0-9])[0-9]{12}"), "JCB"),
    (re.compile(r"4[0-9]{15}(?:[0-9]{3})?"), "Visa"),
    (re.compile(r"5[1-5][0-9]{14}"), "Mastercard"),
    (re.compile(r"2(?:22[1-9]|2[3-9][0-9]|[3-6][0-9]{2}|7[01][0-9]|720)[0-9]{12}"), "Mastercard"),
    (re.compile(r"62[0-9]{14,17}"), "UnionPay"),
    (re.compile(r"6(?:0|4|5)[0-9]{14}"), "Discover, RuPay and other schemes"),
    (re.compile(r"9[0-9]{15}"), ""),
)


def check(text: str) -> Verdict | None:
    """Say which scheme's range it is in; without a key only groups with separators count."""
    digits = re.sub(r"[ -]", "", text)
    if not luhn.is_valid(digits):
        return None
    scheme = next((name for shape, name in _RANGES if shape.fullmatch(digits)), None)
    if scheme is None:
        return None
    range_of = f"range of {scheme}" if scheme else "first digit 9, as on cards that hold in Korea only"
    return Verdict(0.9, 0.6 if _GROUPED(text) else 0.0, f"Luhn digit holds, {range_of}")


def is_card(text: str) -> bool:
    """Whether a text is a card's number and nothing else: its shape, its scheme's range and its check digit hold.

    >>> is_card("4111 1111 1111 1111"), is_card("110-123-456789")
    (True, False)
    """
    return CANDIDATE.fullmatch(text) is not None and check(text) is not None
