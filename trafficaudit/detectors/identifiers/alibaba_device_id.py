"""Alibaba's device ids: utdid (kept on the phone, shared by all apps with its SDKs) and the umid token. By key.

utdid: 18 bytes (time, random, version, two hashes) as 24 characters of base64, or 16 bytes with padding; umid tokens
are longer. As a header: `x-utdid`, `x-umt`.

Source: public analyses of mtop requests; the layout is not documented by its maker.

>>> check("aBcDeFgHiJkLmNoPqRsTuVwX").named
0.8
"""

import re

from trafficaudit.detectors.identifiers.verdict import ALONE, APART, Verdict

NAME = "alibaba_device_id"
CATEGORY = "device_id"
KEYS = ("utdid", "umid", "umid token", "umt", "x umt", "x umidtoken", "x utdid", "security token umid", "ut did")
AVOID: frozenset[str] = frozenset()
TRIGGER = ""
BARE = ""
SELF_EVIDENT = False
CANDIDATE = re.compile(rf"{ALONE}(?:[A-Za-z0-9+/_\-]|%2[BbFf]){{22,512}}(?:=|%3[Dd]){{0,2}}{APART}")

_FEWEST = 8


def check(text: str) -> Verdict | None:
    """Say which length it has; a word or a placeholder is none."""
    size = len(re.sub(r"%[0-9A-Fa-f]{2}", "+", text))
    if size < 24 or len(set(text)) < _FEWEST:
        return None
    if size == 24:
        return Verdict(0.8, 0.0, "24 characters of base64, as a utdid")
    return Verdict(0.7, 0.0, f"{size} characters of base64, as a umid token")
