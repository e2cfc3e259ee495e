"""Whom to credit for a geo database: as ``data/ATTRIBUTION.md`` says, or as the publisher of a user's file asks."""

import re
from functools import cache

from trafficaudit.destinations.pins import Pin
from trafficaudit.destinations.places import DATA

_PUBLISHERS = {
    "GeoLite2": "This product includes GeoLite Data created by MaxMind, available from https://www.maxmind.com",
    "GeoIP2": "MaxMind GeoIP2, under the licence that you have",
    "DBIP": "IP Geolocation by DB-IP, https://db-ip.com",
}
"""By the beginning of the database's type. Source: GeoLite End User License Agreement, section 3; DB-IP's terms."""
_SECTION = re.compile(r"^## ([^\n]+)\.ranges\.xz$(.*?)(?=^## |\Z)", re.M | re.S)
_CREDIT = re.compile(r"^- Licence and credit: (.*)$", re.M)
_LINK = re.compile(r"\[([^]]*)\]\([^)]*\)")


def attribution(pin: Pin) -> str:
    """Give the credit that a database asks for, as plain text."""
    if not pin.own:
        return _embedded().get(pin.name, "")
    return next((text for start, text in _PUBLISHERS.items() if pin.type.startswith(start)), "the user's own")


@cache
def _embedded() -> dict[str, str]:
    text = (DATA / "ATTRIBUTION.md").read_text(encoding="utf-8")
    credits_ = {name: _CREDIT.search(section) for name, section in _SECTION.findall(text)}
    return {name: _LINK.sub(r"\1", match[1]) for name, match in credits_.items() if match}
