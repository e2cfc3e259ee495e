"""MAC address of a network interface: six bytes in hex, with colons, hyphens or (by key) nothing between.

Left out: all zeros and all ones; 02:00:00:00:00:00, which Android gives to apps in place of the real one since 6.0;
group addresses (lowest bit of the first byte). An address with the local bit set is one the phone made up for a
network: it still singles out the phone there, so it counts, and the reasoning says so.

Source: IEEE 802-2014 section 8; Android 6.0 changes, "Access to Hardware Identifier".

>>> check("3c:5a:b4:01:02:03").bare
0.6
>>> check("02:00:00:00:00:00") is None
True
"""

import re

from trafficaudit.detectors.identifiers.verdict import Verdict
from trafficaudit.detectors.names.table import parents_in
from trafficaudit.detectors.names.words import vocabulary

NAME = "mac_address"
CATEGORY = "mac_address"
KEYS = (
    *("mac", "mac address", "mac addr", "wifi mac", "wlan mac", "device mac", "wifi mac address", "bluetooth mac"),
    *("bluetooth address", "bt mac", "bt address", "eth mac", "hw address", "hardware address"),
)
AVOID = vocabulary("ap router bssid gateway signature hmac") | parents_in("a scan") | parents_in("a beacon")
TRIGGER = "pairs"
SELF_EVIDENT = False

_PAIR = "[0-9A-Fa-f]{2}"
SHAPE = rf"(?:{_PAIR}(?::{_PAIR}){{5}}|{_PAIR}(?:-{_PAIR}){{5}}|[0-9A-Fa-f]{{12}})"
BARE = rf"(?:{_PAIR}[:-]){{5}}{_PAIR}"
CANDIDATE = re.compile(rf"(?<![0-9A-Za-z:_-]){SHAPE}(?![0-9A-Za-z:_-])")


_SEPARATED = 17


def check(text: str) -> Verdict | None:
    """Say whether it is the address of one interface."""
    address = bytes.fromhex(re.sub(r"[:-]", "", text))
    if not any(address[1:]) or len(set(address)) == 1 or address[0] & 1:
        return None
    made_up = " (made up by the phone for a network)" if address[0] & 2 else ""
    # Six numbers of two digits are times and counts; one address in three hundred has no letter.
    telling = len(text) == _SEPARATED and not re.sub(r"[:-]", "", text).isdigit()
    return Verdict(0.9, 0.6 if telling else 0.0, f"address of one interface{made_up}")
