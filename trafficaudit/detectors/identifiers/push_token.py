"""Push token: the address under which a server reaches one installation.

Firebase: the installation's id (11 or 22 characters of base64url), a colon, and a long run that opens with APA91b.
Apple: 32 bytes as 64 hex digits, which any SHA-256 is too, so by key only.

Source: Firebase Cloud Messaging "registration token"; Apple `didRegisterForRemoteNotificationsWithDeviceToken`.

>>> check("cAbC1234dEf:APA91b" + "aB3_-xYz" * 17).bare
0.8
"""

import re

from trafficaudit.detectors.identifiers.verdict import Verdict

NAME = "push_token"
CATEGORY = "push_token"
KEYS = (
    *("push token", "push id", "push key", "fcm token", "fcm id", "gcm token", "gcm id", "registration id", "reg id"),
    *(
        "registration token",
        "device token",
        "apns token",
        "apns",
        "firebase token",
        "messaging token",
        "notification token",
    ),
    *("push device token", "android token", "ios token", "fcm", "token fcm", "fcm registration token", "푸시토큰"),
)
AVOID: frozenset[str] = frozenset()
TRIGGER = "apa91b"
BARE = "APA91b"
SELF_EVIDENT = True
CANDIDATE = re.compile(
    r"(?<![A-Za-z0-9_\-])(?:(?:[A-Za-z0-9_\-]{11,30}:)?APA91b[A-Za-z0-9_\-]{60,300}|[0-9A-Fa-f]{64})(?![A-Za-z0-9_\-])"
)

_FEWEST = 8


def check(text: str) -> Verdict | None:
    """Say whose form it has."""
    if "APA91b" in text:
        return Verdict(0.9, 0.8, "form of a Firebase registration token")
    if len(set(text.lower())) < _FEWEST:
        return None
    return Verdict(0.8, 0.0, "32 bytes in hex, as Apple gives out")
