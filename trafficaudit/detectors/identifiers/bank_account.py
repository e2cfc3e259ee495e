"""Bank account number (계좌번호): 10 to 16 digits, grouped as each bank likes, without a common check digit.

By key only. What messages of payment call an account is a card's as well (EMV 3-D Secure, acctNumber): fifteen or
sixteen digits that are a card's are none of a bank. Source: 금융결제원 「은행별 계좌번호 체계」 (lengths of 10 to 14;
virtual accounts up to 16).

>>> check("110-123-456789").named
0.7
"""

import re

from trafficaudit.detectors.identifiers import card_number
from trafficaudit.detectors.identifiers.verdict import ALONE, APART, BUSINESS, Verdict
from trafficaudit.detectors.names.table import parents_in

NAME = "bank_account"
CATEGORY = "bank_account"
KEYS = (
    *("account number", "account num", "bank account", "bank account no", "bank account number", "acct no", "acct num"),
    *("acct number", "refund account", "refund account no", "deposit account"),
    *(
        "gyejwa",
        "gyejwabeonho",
        "acnt no",
        "acnut no",
        "银行账号",
        "银行账户",
        "계좌번호",
        "계좌",
        "환불계좌",
        "yinhangzhanghao",
    ),
)
AVOID = BUSINESS | parents_in("other accounts") | parents_in("of a loyalty programme")
TRIGGER = ""
BARE = ""
SELF_EVIDENT = False
CANDIDATE = re.compile(ALONE + r"[0-9](?:-?[0-9]){9,15}" + APART)
_OF_CARDS = 15


def check(text: str) -> Verdict | None:
    """Say whether there are at least three different digits, as no placeholder has, and no card has them."""
    digits = text.replace("-", "")
    if len(set(digits)) < 3 or (len(digits) >= _OF_CARDS and card_number.is_card(digits)):
        return None
    return Verdict(0.7, 0.0, "10 to 16 digits; account numbers have no common check digit")
