"""IPv4 address with a time behind it, as servers number their visitors: `211.234.10.20.1711123456789`.

Apache's mod_usertrack writes a visitor's address, a point and the time of the first visit (microseconds) into a cookie;
ad servers do the same in seconds or milliseconds. Only a public address counts: the rest may be a version. The run is
the address alone.

Source: Apache `mod_usertrack.c` (`make_cookie`); the registries as in ``ip_address``.

>>> CANDIDATE.search("v=211.234.10.20.1711123456789").group()
'211.234.10.20'
>>> check("211.234.10.20").bare, check("10.1.2.3") is None
(0.5, True)
"""

import re

from trafficaudit.detectors.identifiers import ip_address
from trafficaudit.detectors.identifiers.verdict import Verdict

NAME = "ip_address_stamped"
CATEGORY = "ip_address"
KEYS = ip_address.KEYS
AVOID = ip_address.AVOID
TRIGGER = "number"
BARE = r"[0-9]{1,3}(?:\.[0-9]{1,3}){3}\.1[2-9][0-9]{8}"
SELF_EVIDENT = False
CANDIDATE = re.compile(
    r"(?<![0-9A-Za-z.:_-])[0-9]{1,3}(?:\.[0-9]{1,3}){3}"
    r"(?=\.1[2-9][0-9]{8}(?:[0-9]{3}|[0-9]{6})?(?![0-9A-Za-z.:_-]))"
)


def check(text: str) -> Verdict | None:
    """Say that it is an address which others can see."""
    verdict = ip_address.check(text)
    if verdict is None or verdict.named < 0.8:
        return None
    return Verdict(0.8, 0.5, "a public address with a time behind it, as servers number visitors")
