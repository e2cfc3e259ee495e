"""Id of one installation, made up by an app or SDK at its first start: a UUID, or Firebase's 22 characters. By key.

Firebase: 17 random bytes of which the first four bits are 0111, in base64url cut to 22 characters, so that the first
is one of c, d, e and f.

Source: RFC 9562; Firebase installations SDK (public code, `RandomFidGenerator`).

>>> check("9f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b").named, check("cAbC1234dEf5678GhIjKlM").named
(0.8, 0.8)
"""

import re

from trafficaudit.detectors.identifiers import advertising_id
from trafficaudit.detectors.identifiers.verdict import ALONE, APART, Verdict

NAME = "installation_id"
CATEGORY = "installation_id"
KEYS = (
    *("installation id", "install id", "installid", "installation uuid", "install uuid", "app install id"),
    *("firebase installation id", "app instance id", "instance id", "fid", "appsflyer id", "anonymous id", "anon id"),
)
AVOID: frozenset[str] = frozenset()
TRIGGER = ""
BARE = ""
SELF_EVIDENT = False
CANDIDATE = re.compile(rf"{ALONE}(?:{advertising_id.UUID}|[0-9A-Fa-f]{{32}}|[c-f][A-Za-z0-9_\-]{{21}}){APART}")

_FEWEST = 8


def check(text: str) -> Verdict | None:
    """Say which of the forms it has; a placeholder or a word has none."""
    if len(text) == 22:
        mixed = any(char.isdigit() for char in text) and text != text.lower() and len(set(text)) >= _FEWEST
        return Verdict(0.8, 0.0, "form of a Firebase installation id") if mixed else None
    verdict = advertising_id.check(text)
    return verdict and Verdict(min(verdict.named, 0.8), 0.0, "a UUID, as apps make up at their first start")
