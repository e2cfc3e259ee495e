"""IMSI (International Mobile Subscriber Identity): MCC, MNC and the subscriber's number, 15 digits.

Korea is MCC 450, with MNC 05 (SK Telecom), 06 (LG U+) and 08 (KT) for the networks in use. Other countries' by key.

Source: ITU-T E.212 and its list of MNC; python-stdnum for the networks of other countries.

>>> check("450051234567890").bare, check("310150123456789").bare
(0.5, 0.0)
"""

import re

from stdnum import imsi

from trafficaudit.detectors.identifiers.verdict import ALONE, APART, Verdict

NAME = "imsi"
CATEGORY = "imsi"
KEYS = ("imsi", "imsi no", "imsi number", "subscriber id", "sim imsi", "imsi id", "subscriber number", "sim")
AVOID: frozenset[str] = frozenset()
TRIGGER = "number"
BARE = "4500[568][0-9]{10}"
SELF_EVIDENT = False
CANDIDATE = re.compile(ALONE + r"[2-7][0-9]{13,14}" + APART)

_KOREA = {"45005": "SK Telecom", "45006": "LG U+", "45008": "KT"}


def check(text: str) -> Verdict | None:
    """Say which network it belongs to."""
    if len(set(text[5:])) < 3:
        return None
    operator = _KOREA.get(text[:5])
    if operator and len(text) == 15:
        return Verdict(0.9, 0.5, f"MCC 450 and MNC of {operator}")
    if imsi.is_valid(text):
        return Verdict(0.8, 0.0, f"known country and network {text[:3]}")
    return None
