"""Connecting information (연계정보, CI) and duplicate-joining information (중복가입확인정보, DI).

CI: 64 bytes as 88 characters of base64, the same for a person at every service. DI: 64 characters of base64, one for
each service; those in use are a DER sequence of the algorithm hmacWithSHA256 (1.2.840.113549.2.9) and 32 bytes, which
no other value starts with. CI has the shape of any 64 bytes, so it needs a key. Programs write either in base64url as
well, and leave the padding away (RFC 4648, sections 3.2 and 5).

Source: 방송통신위원회 고시 「본인확인기관 지정 등에 관한 기준」; KISA i-PIN 연계정보 규격; RFC 8018 B.1.2 for
the identifier.

>>> from base64 import b64encode
>>> check(b64encode(bytes(range(128, 192))).decode()).named
0.9
"""

import re

from trafficaudit.decode.base64_run import unpack
from trafficaudit.detectors.identifiers.verdict import Verdict

NAME = "connecting_information"
CATEGORY = "connecting_information"
KEYS = (
    *(
        "ci",
        "di",
        "ci value",
        "di value",
        "conn info",
        "dup info",
        "connecting information",
        "ci no",
        "di no",
        "ci key",
        "di key",
    ),
    *("connect info", "duplicate info", "unique key", "unique in site", "ipin ci", "ipin di", "co info1", "co info"),
    *("user ci", "user di", "dup chk info", "연계정보", "중복가입확인정보"),
)
AVOID: frozenset[str] = frozenset()
TRIGGER = "hmac"
BARE = "MC0GCCqGSIb3DQIJ"
SELF_EVIDENT = True
_LETTER = r"[A-Za-z0-9+/_-]"
CANDIDATE = re.compile(
    rf"(?<!{_LETTER})(?:{_LETTER}{{86}}(?:==)?|{_LETTER}{{62}}(?:{_LETTER}{{2}}|{_LETTER}=|==)?)(?![A-Za-z0-9+/=_-])"
)

_DI_HEAD = bytes.fromhex("302d06082a864886f70d0209032100")
_HEX = re.compile(r"[0-9A-Fa-f]+")
_REPEATED = 8
_CI = 86


def check(text: str) -> Verdict | None:
    """Say whether the bytes behind the base64 can be a CI or a DI."""
    if _HEX.fullmatch(text):
        return None
    bare, data = text.rstrip("="), unpack(text.encode())
    if data is None or len(set(data)) < _REPEATED or data.isascii():
        return None
    if data.startswith(_DI_HEAD):
        return Verdict(0.9, 0.8, "DI: 64 characters of base64 that open with the header of an HMAC-SHA256 value")
    if len(bare) == _CI:
        return Verdict(0.9, 0.0, "CI: 64 bytes as 88 characters of base64")
    return Verdict(0.8, 0.0, "DI: 64 characters of base64")
