"""Passport number (여권번호) of the Republic of Korea: M12345678, or M123A4567 since 21 December 2021.

A letter for the kind (M, S ordinary; R residence; G official; D diplomatic) and eight characters, the fourth of them a
letter in the newer series. The P of a passport's type (PM, PS), which stands beside the number and is none of it, is
taken along where a form has it in front. There is no check digit outside the machine-readable zone, so a match needs a
key.

Source: 외교부, 여권이야기: 여권 번호 (2015-08-22), for the letters; 외교부 여권안내, 차세대 전자여권, for the newer
series.

>>> check("M123A4567").named
0.8
"""

import re

from trafficaudit.detectors.identifiers.verdict import ALONE, APART, Verdict

NAME = "passport_number"
CATEGORY = "passport_number"
KEYS = (
    *("passport", "passport no", "passport number", "passport num", "passport id", "pass port no", "yeogwon"),
    *("psprt no", "pspt no", "psprt num", "여권번호", "여권", "huzhao", "护照号", "护照号码"),
)
AVOID: frozenset[str] = frozenset()
TRIGGER = ""
BARE = ""
SELF_EVIDENT = False
CANDIDATE = re.compile(ALONE + r"(?:[MSRGD][0-9]{3}[A-Z][0-9]{4}|P?[MSRGD][0-9]{7,8})" + APART)


def check(text: str) -> Verdict | None:
    """Say whether the serial is more than zeros."""
    if not text.strip("MSRGDP0"):
        return None
    return Verdict(0.8, 0.0, "form of a Korean passport number")
