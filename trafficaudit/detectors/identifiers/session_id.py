"""Session id: what ties the requests of one visit together. By key; the form is each server's own.

At least eight characters without spaces, with a digit among them, not one character repeated. A bare number (GA4's
session id is the time it started) counts less, and one that is no time may as well number a site (`sid`).

Source: RFC 6265 section 1 for the use; the names are those of common servers (Java, PHP, ASP.NET, Node).

>>> check("A1B2C3D4E5F60718").named, check("1718000000").named
(0.7, 0.5)
"""

import re

from trafficaudit.detectors.identifiers.verdict import Verdict
from trafficaudit.detectors.names.words import vocabulary

NAME = "session_id"
CATEGORY = "session_id"
KEYS = (
    *(
        "session id",
        "session",
        "sessid",
        "sess id",
        "sid",
        "jsessionid",
        "phpsessid",
        "asp net session id",
        "connect sid",
    ),
    *("session key", "session token", "session uuid", "x sid", "sessn id", "ga session id", "visit id", "huihua"),
    *("sessionid", "user session", "app session id", "세션", "세션아이디"),
)
AVOID = vocabulary("count num number time duration length start timeout index seq schain sitesid")
TRIGGER = ""
BARE = ""
SELF_EVIDENT = False
CANDIDATE = re.compile(r"\A[^\s\"'<>{},;]{8,512}\Z")

_FEWEST = 4
# An object as Java prints it (`Session@1a2b3c4d`), and a word with a small number behind it (`variant_1`).
_OBJECT = re.compile(r"[A-Za-z_$][\w$.]*(?:@|%40)[0-9a-f]{2,8}|[A-Za-z]+[_-][0-9]{1,3}")
_LONGEST_TIME = 13
# Where `sid` is short for the id of a string, not of a session: whatever Twilio keeps has two letters for what it is
# before it (`MG…` a service, `AC…` an account). Source: Twilio, glossary, "String Identifier (SID)".
_KEPT_THING = re.compile(r"[A-Z]{2}[0-9a-f]{32}")


def check(text: str) -> Verdict | None:
    """Say whether it is more than a word or a placeholder."""
    if (
        _OBJECT.fullmatch(text)
        or _KEPT_THING.fullmatch(text)
        or len(set(text)) < _FEWEST
        or not any(c.isdigit() for c in text)
        or "://" in text
    ):
        return None
    if text.isdigit():
        return Verdict(0.5, 0.0, "a number under the name of a session") if len(text) <= _LONGEST_TIME else None
    return Verdict(0.7, 0.0, f"{len(text)} characters under the name of a session")
