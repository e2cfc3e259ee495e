"""Postcode (우편번호) of Korea since August 2015: five digits, the first two (01 to 63) name the province.

By key only: five digits are anything. Under such a key their Base64, too short for a decoder to open, counts as well.

Source: 우정사업본부 「국가기초구역번호 체계」.

>>> check("04524").named
0.8
>>> CANDIDATE.search("99999") is None
True
>>> check("MDQ1MjQ=").reasoning, check("MDQ1MjR="), check("OTk5OTk=")
('five digits, province prefix 04, in Base64', None, None)
"""

import re
from base64 import b64encode

from trafficaudit.decode.base64_run import unpack
from trafficaudit.detectors.identifiers.verdict import ALONE, APART, BUSINESS, Verdict
from trafficaudit.detectors.names.words import vocabulary

NAME = "postal_code"
CATEGORY = "postal_code"
KEYS = (
    *("zip", "zip code", "zip cd", "zip no", "post code", "postal code", "postal", "zone code", "zonecode"),
    *(
        "zipx",
        "postal cd",
        "post cd",
        "youbian",
        "youzhengbianma",
        "upyeonbeonho",
        "upyeon",
        "우편번호",
        "邮编",
        "邮政编码",
    ),
)
AVOID = BUSINESS | vocabulary("zones regions areas")
TRIGGER = ""
BARE = ""
SELF_EVIDENT = False
_DIGITS = r"(?:0[1-9]|[1-5][0-9]|6[0-3])[0-9]{3}"
CANDIDATE = re.compile(rf"{ALONE}(?:{_DIGITS}|[MN][A-Za-z0-9]{{6}}=?){APART}")


def check(text: str) -> Verdict | None:
    """Say that the province exists; of digits as they stand the pattern has seen to it."""
    if text.isdigit():
        return Verdict(0.8, 0.0, f"five digits, province prefix {text[:2]}")
    held = unpack(text.encode()) or b""
    if not re.fullmatch(_DIGITS.encode(), held) or b64encode(held).decode().rstrip("=") != text.rstrip("="):
        return None
    return Verdict(0.8, 0.0, f"five digits, province prefix {held[:2].decode()}, in Base64")
