"""EID, the number of an eUICC (the chip of an eSIM): 89, country, issuer, serial, two check digits; 32 digits.

Source: GSMA SGP.29 (EID definition): the whole is 1 modulo 97 (ISO 7064 MOD 97-10).

>>> check("89049032000001000000000000000155") is None
True
>>> check("89049032123451234512345678901235").named
0.9
"""

import re

from trafficaudit.detectors.identifiers.verdict import ALONE, APART, Verdict

NAME = "esim_id"
CATEGORY = "esim_id"
KEYS = ("eid", "euicc id", "euiccid", "esim id", "esim eid", "eid number", "euicc")
AVOID: frozenset[str] = frozenset()
TRIGGER = "number"
BARE = "890[0-9]{29}"
SELF_EVIDENT = False
CANDIDATE = re.compile(ALONE + r"89[0-9]{30}" + APART)

_COUNTRIES = "890"
"""What an EID begins with where the country's code has one or two digits, filled up to three: that of makers has."""


def check(text: str) -> Verdict | None:
    """Say whether the check digits hold."""
    if len(set(text[4:])) < 3 or int(text) % 97 != 1:
        return None
    return Verdict(0.9, 0.6 if text.startswith(_COUNTRIES) else 0.0, "32 digits that open with 89, check digits hold")
