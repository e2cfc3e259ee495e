"""Developer-scoped id: Apple's IDFV, Google's App Set ID. The same in all apps of one developer. By key.

Source: Apple `UIDevice.identifierForVendor`; Android "App set ID".

>>> check("9F1C2A34-5B6D-4E7F-8A9B-0C1D2E3F4A5B").named
0.9
"""

import re

from trafficaudit.detectors.identifiers import advertising_id
from trafficaudit.detectors.identifiers.verdict import ALONE, APART, Verdict

NAME = "vendor_id"
CATEGORY = "vendor_id"
KEYS = (
    *("idfv", "identifier for vendor", "vendor identifier", "ios idfv", "ifv", "vendor uuid", "app set id"),
    *("app set id value", "device idfv", "ios vendor id"),
)
AVOID: frozenset[str] = frozenset()
TRIGGER = ""
BARE = ""
SELF_EVIDENT = False
CANDIDATE = re.compile(rf"{ALONE}(?:{advertising_id.UUID}|[0-9A-Fa-f]{{32}}){APART}")


def check(text: str) -> Verdict | None:
    """Say that it is a UUID and no placeholder."""
    verdict = advertising_id.check(text)
    return verdict and Verdict(verdict.named, 0.0, "a UUID, as given to all apps of one developer")
