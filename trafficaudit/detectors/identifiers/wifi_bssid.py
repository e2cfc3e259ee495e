"""BSSID, the MAC address of a Wi-Fi access point, which public tables turn into a place. By key.

Source: IEEE 802.11-2020 section 9.2.4.3.4; the rules of a MAC address hold.

>>> check("3c:5a:b4:01:02:03").named
0.9
"""

from trafficaudit.detectors.identifiers import mac_address
from trafficaudit.detectors.identifiers.verdict import Verdict

NAME = "wifi_bssid"
CATEGORY = "wifi_bssid"
KEYS = (
    "bssid",
    "wifi bssid",
    "ap mac",
    "ap bssid",
    "router mac",
    "gateway mac",
    "wifi ap mac",
    "bssid list",
    "wifi router mac",
)
AVOID: frozenset[str] = frozenset()
TRIGGER = ""
BARE = ""
SELF_EVIDENT = False
CANDIDATE = mac_address.CANDIDATE


def check(text: str) -> Verdict | None:
    """Say whether it is the address of one interface; nothing without a key."""
    verdict = mac_address.check(text)
    return verdict and Verdict(verdict.named, 0.0, "address of an access point, by its name")
