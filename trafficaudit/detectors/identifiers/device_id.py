"""Id of a device of no particular kind: a UUID, or a digest's 32, 40 or 64 digits in hex. By key.

Sixteen digits are the Android id's (``android_id``).

Source: RFC 9562; the digests that SDKs make of an Android id or serial number (MD5, SHA-1, SHA-256).

>>> check("9f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b").named
0.8
>>> check("00000000000000000000000000000000") is None
True
"""

import re

from trafficaudit.detectors.identifiers import advertising_id
from trafficaudit.detectors.identifiers.verdict import ALONE, APART, Verdict

NAME = "device_id"
CATEGORY = "device_id"
KEYS = (
    *("device id", "deviceid", "dev id", "devid", "device uuid", "device uid", "device identifier", "device unique id"),
    *("unique device id", "udid", "openudid", "open udid", "hardware id", "machine id", "terminal id", "shebeiid"),
    *("기기식별자", "단말식별자", "设备id"),
)
AVOID: frozenset[str] = frozenset()
TRIGGER = ""
BARE = ""
SELF_EVIDENT = False
CANDIDATE = re.compile(
    rf"{ALONE}(?:{advertising_id.UUID}|[0-9A-Fa-f]{{64}}|[0-9A-Fa-f]{{40}}|[0-9A-Fa-f]{{32}}){APART}"
)

_FEWEST = 4


def check(text: str) -> Verdict | None:
    """Say which of the forms it has; a value of too few different digits is a placeholder."""
    if len(set(text.replace("-", "").lower())) < _FEWEST:
        return None
    if len(text) == 36:
        return Verdict(0.8, 0.0, "a UUID")
    return Verdict(0.7, 0.0, f"{len(text)} hex digits")
