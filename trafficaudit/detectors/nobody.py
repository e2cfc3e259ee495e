"""Values that stand for nobody, whatever they are called: what systems give out in place of an identifier.

Android hands out one MAC address to every app since 6.0, one name for a network that may not be seen, and one Android
id to many phones of 2.2; Apple and Google zero an advertising id that is withheld. SDKs digest them like any other
value, and digest the empty text as well.

Source: Android 6.0 changes, "Access to Hardware Identifier"; Android `WifiManager.UNKNOWN_SSID`; Apple
`ASIdentifierManager`; Google "Advertising ID" policy.

>>> is_nobody("02:00:00:00:00:00"), is_nobody("D41D8CD98F00B204E9800998ECF8427E"), is_nobody("3c:5a:b4:01:02:03")
(True, True, False)
"""

import hashlib

_ZEROED = "00000000-0000-0000-0000-000000000000"
_TO_ALL = ("ff:ff:ff:ff:ff:ff", "ff-ff-ff-ff-ff-ff", "ffffffffffff")
"""The address of all interfaces at once (IEEE 802, broadcast)."""
_GIVEN_TO_ALL = (
    "02:00:00:00:00:00",
    "02-00-00-00-00-00",
    "020000000000",
    *_TO_ALL,
    "9774d56d682e549c",
    "<unknown ssid>",
)
_MISSING = ("", "null", "unknown", "undefined", "0", "000000000000000", "00:00:00:00:00:00", "000000000000")
_DIGESTED = (*_GIVEN_TO_ALL, *_MISSING, _ZEROED, _ZEROED.replace("-", ""))
_NOBODYS = frozenset(
    (*_GIVEN_TO_ALL, "unknown ssid", *(
        hashlib.new(name, text.encode(), usedforsecurity=False).hexdigest()
        for text in _DIGESTED
        for name in ("md5", "sha1", "sha256")
    ))
)  # fmt: skip
_LONGEST = max(map(len, _NOBODYS))


def is_nobody(text: str) -> bool:
    """Whether a value, without surrounding white space, is one that is given out in place of an identifier."""
    return len(text) <= _LONGEST and text.lower() in _NOBODYS
