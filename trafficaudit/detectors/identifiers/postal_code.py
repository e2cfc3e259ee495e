"""Postcode (우편번호) of Korea since August 2015: five digits, the first two (01 to 63) name the province.

By key only: five digits are anything. Source: 우정사업본부 「국가기초구역번호 체계」.

>>> check("04524").named
0.8
>>> CANDIDATE.search("99999") is None
True
"""

import re

from trafficaudit.detectors.identifiers.verdict import ALONE, APART, BUSINESS, Verdict

NAME = "postal_code"
CATEGORY = "postal_code"
KEYS = (
    *("zip", "zip code", "zip cd", "zip no", "post code", "postal code", "postal", "post no", "zone code", "zonecode"),
    *("postal cd", "post cd", "youbian", "youzhengbianma", "upyeonbeonho", "upyeon", "우편번호", "邮编", "邮政编码"),
)
AVOID = BUSINESS
TRIGGER = ""
BARE = ""
SELF_EVIDENT = False
CANDIDATE = re.compile(ALONE + r"(?:0[1-9]|[1-5][0-9]|6[0-3])[0-9]{3}" + APART)


def check(text: str) -> Verdict | None:
    """Say that the province exists; the pattern has seen to it."""
    return Verdict(0.8, 0.0, f"five digits, province prefix {text[:2]}")
