r"""Coordinates in or around Korea in degrees, minutes and seconds, by ISO 6709 or as a receiver gives them (NMEA 0183).

The same box as for decimal degrees: 33 to 39 N and 124 to 132 E. What such a notation says needs no key, unless the key
names something else.

Source: ISO 6709:2008 annexes D and H; NMEA 0183 (sentences GGA and RMC); the outline as in ``coordinates``.

>>> check("37°30'51.6\"N 127°3'46.5\"E").bare, check("3730.8600,N,12703.7750,E").bare, check("+37.5143+127.0629").bare
(0.6, 0.6, 0.6)
>>> check("48°51'24\"N 2°21'8\"E") is None
True
"""

from trafficaudit.detectors import notation
from trafficaudit.detectors.identifiers import coordinates
from trafficaudit.detectors.identifiers.verdict import Verdict

NAME = "coordinates_written"
CATEGORY = "coordinates"
KEYS = (*coordinates.KEYS, "iso6709", "location iso6709", "nmea")
AVOID = coordinates.AVOID
TRIGGER = "hemispheres"
# The trigger's, of which a sign beyond ASCII is up to four bytes.
BARE = r"[0-9][^0-9A-Za-z]{0,24}N[^0-9A-Za-z]{0,16}1[23]|N ?3[3-8][^0-9A-Za-z]|[+]3[3-8][0-9.]{3,14}[+]1[23]"
SELF_EVIDENT = False
CANDIDATE = notation.ANY


def check(text: str) -> Verdict | None:
    """Say that the place is in the box around Korea."""
    place = notation.read(text)
    if place is None or not (33 <= place[0] < 39 and 124 <= place[1] < 132):
        return None
    return Verdict(0.8, 0.6, f"latitude and longitude in or around Korea in one notation of {len(text)} characters")
