"""What a device calls its model itself: Apple's ``iPhone15,2``, and the fingerprint of a build of Android.

Apple's names come from the machine (``hw.machine``, ``uname``) and stand in no shop's list of phones, which have other
ones; a fingerprint has the maker, the product and the device before the build. Samsung's and others' codes (SM-S918N)
are what shops sell phones by, and count under a name alone (``keys.toml``).

Source: Apple, ``uname(3)`` and ``sysctl hw.machine``; Android, ``Build.FINGERPRINT``.

>>> check("iPhone15,2").bare, check("samsung/dm3qksx/dm3q:14/UP1A.231005.007/S918NKSS3BWK1:user/release-keys").bare
(0.6, 0.8)
"""

import re

from trafficaudit.detectors.identifiers.verdict import Verdict
from trafficaudit.detectors.names.words import vocabulary

NAME = "device_model"
CATEGORY = "device_model"
KEYS: tuple[str, ...] = ()
AVOID = vocabulary("supported compatible compatibility models simulator emulator q query keyword keywords search term")
"""Lists of what something runs on, and what somebody looks for: ``iPhone15,2`` may be two of them."""
TRIGGER = "machine"
BARE = r"i(?:Phone|Pad|Pod)[0-9]{1,2},[0-9]|/[0-9A-Za-z_.-]{1,40}:[0-9A-Z.]{1,8}/[0-9A-Z]{3,8}\.[0-9A-Z.]{3,24}/"
SELF_EVIDENT = True
CANDIDATE = re.compile(
    r"(?<![0-9A-Za-z])(?:i(?:Phone|Pad|Pod)[0-9]{1,2},[0-9]{1,2}(?![\w,.-])"
    r"|[A-Za-z0-9_.-]{2,24}/[A-Za-z0-9_.-]{1,40}/[A-Za-z0-9_.-]{1,40}:[0-9A-Z.]{1,8}/[0-9A-Z]{3,8}\.[0-9A-Z.]{3,24}"
    r"/[A-Za-z0-9._-]{1,40}:(?:user|userdebug|eng)/(?:release|test|dev)-keys)"
)


def check(text: str) -> Verdict:
    """Say which of the two it is."""
    if "/" in text:
        return Verdict(0.9, 0.8, "the fingerprint of a build of Android: maker, product, device, version")
    return Verdict(0.9, 0.6, "Apple's own name of a model, which the device tells")
