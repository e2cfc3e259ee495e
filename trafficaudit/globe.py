"""The countries of the earth by their codes, and distances on it, which is a sphere here."""

import math

_CODES = """
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ
    CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO
    FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE
    JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO
    MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW
    PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM
    TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW
"""
COUNTRIES = frozenset({*_CODES.split(), "XK"})
"""ISO 3166-1 alpha-2, and XK, by which everybody calls Kosovo, which has no code."""


def around_korea(latitude: float, longitude: float) -> bool:
    """Say whether a place in degrees lies in the rectangle around Korea that its grids are made for."""
    return 32 <= latitude <= 40 and 123 <= longitude <= 133


def angle(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """Give the angle in radians between two places in degrees (haversine formula); infinity for impossible latitudes.

    >>> round(6371 * angle(37.5665, 126.9780, 37.5665, 126.9880), 3)
    0.881
    """
    if abs(latitude) > 90 or abs(other_latitude) > 90:
        return math.inf
    one, other = math.radians(latitude), math.radians(other_latitude)
    across = math.sin(math.radians(other_longitude - longitude) / 2) ** 2
    half = math.sin((other - one) / 2) ** 2 + math.cos(one) * math.cos(other) * across
    return 2 * math.asin(math.sqrt(min(half, 1.0)))
