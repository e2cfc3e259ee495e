"""JSON Web Token: header, payload and signature in base64url with dots between; the header names an algorithm.

Source: RFC 7519, RFC 7515 section 3.1.

>>> check("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln").bare
0.6
"""

import json
import re

from trafficaudit.decode.base64_run import unpack
from trafficaudit.detectors.identifiers.verdict import Verdict

NAME = "access_token"
CATEGORY = "access_token"
KEYS = (
    *("access token", "auth token", "id token", "refresh token", "authorization", "bearer token", "jwt", "jwt token"),
    *(
        "x access token",
        "x auth token",
        "user token",
        "login token",
        "oauth token",
        "token",
        "member token",
        "sso token",
    ),
    *("접근토큰", "인증토큰"),
)
AVOID: frozenset[str] = frozenset()
TRIGGER = "eyj"
BARE = r"\.eyJ[A-Za-z0-9_\-]{4}"
SELF_EVIDENT = True
CANDIDATE = re.compile(r"(?<![A-Za-z0-9_.\-])eyJ[A-Za-z0-9_\-]{8,}={0,2}\.eyJ[A-Za-z0-9_\-]{4,}={0,2}\.[A-Za-z0-9_\-]*")

_LONGEST_HEADER = 4096


def check(text: str) -> Verdict | None:
    """Say whether the header is JSON that names an algorithm."""
    head = unpack(text.partition(".")[0][:_LONGEST_HEADER].encode())
    try:
        header = json.loads(head or b"")
    except (ValueError, RecursionError):
        return None
    if not isinstance(header, dict) or not isinstance(header.get("alg"), str):
        return None
    return Verdict(0.9, 0.6, "a JSON Web Token whose header names an algorithm")
