"""International bank account number (IBAN): country, two check digits, the account as the country numbers it.

The length is the country's, and the whole, its first four signs put behind it and letters counted from 10, is 1 modulo
97. In Korea no bank gives one; who is paid from or refunds to Europe or the Gulf has one.

Source: ISO 13616-1 and the registry of SWIFT for the lengths; ISO 7064 MOD 97-10.

>>> check("DE89 3704 0044 0532 0130 00").named, check("GB82WEST12345698765432").bare
(0.9, 0.6)
>>> check("DE88370400440532013000") is None
True
"""

import re

from trafficaudit.detectors.identifiers.verdict import AFTER, BEFORE, BUSINESS, BYTE_BEFORE, Verdict
from trafficaudit.detectors.names.table import parents_in

NAME = "iban"
CATEGORY = "bank_account"
KEYS = (
    *("iban", "iban number", "iban no", "account", "account number", "account no", "account num", "bank account"),
    *("bank account number", "bank account no", "acct no", "acct number", "refund account", "계좌번호", "환불계좌"),
)
AVOID = BUSINESS | parents_in("other accounts")
TRIGGER = "number"
BARE = BYTE_BEFORE + "[A-Z]{2}[0-9]{2} ?[0-9A-Z]{4} ?[0-9A-Z]{4} ?[0-9A-Z]{3}"
SELF_EVIDENT = False
CANDIDATE = re.compile(BEFORE + r"[A-Z]{2}[0-9]{2}(?:[0-9A-Z]{11,29}|(?: [0-9A-Z]{4}){2,7}(?: [0-9A-Z]{1,4})?)" + AFTER)

_LENGTHS = {
    country: int(size)
    for size, countries in {
        "15": "NO", "16": "BE", "18": "DK FI FK FO GL NL SD", "19": "MK SI", "20": "AT BA EE KZ LT LU MN XK",
        "21": "CH HR LI LV", "22": "BG BH CR DE GB GE IE ME RS VA", "23": "AE GI IL IQ OM SO TL",
        "24": "AD CZ ES MD PK RO SA SE SK TN VG", "25": "LY PT ST", "26": "IS TR", "27": "BI DJ FR GR IT MC MR SM",
        "28": "AL AZ BY CY DO GT HN HU LB NI PL SV", "29": "BR EG PS QA UA", "30": "JO KW MU YE", "31": "MT SC",
        "32": "LC", "33": "RU",
    }.items()
    for country in countries.split()
}  # fmt: skip

_LETTERED = frozenset((
    "AZ", "BG", "BH", "GB", "GI", "HN", "IE", "IQ", "JO", "KW", "LC", "LV", "MT", "MU",
    "NI", "NL", "PK", "PS", "QA", "RO", "SC", "SV", "VG", "YE",
))  # fmt: skip
"""Countries in whose accounts four letters for the bank come first."""


def check(text: str) -> Verdict | None:
    """Say whether the length is the country's and the check digits hold."""
    bare = text.replace(" ", "")
    if _LENGTHS.get(bare[:2]) != len(bare) or not bare[4:].strip("0"):
        return None
    if bare[:2] in _LETTERED and not bare[4:8].isalpha():
        return None
    if int("".join(str(int(sign, 36)) for sign in bare[4:] + bare[:4])) % 97 != 1:
        return None
    return Verdict(0.9, 0.6, "length of the country's accounts, check digits hold (IBAN)")
