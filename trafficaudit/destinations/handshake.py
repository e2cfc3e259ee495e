"""What physics says: how far a server can be at most, by the shortest handshake with it.

A handshake takes at least one round trip, and light in fibre needs a millisecond for each 100 km of one: two thirds of
the speed of light there and back (Gueye et al., "Constraint-Based Geolocation of Internet Hosts", IEEE/ACM Transactions
on Networking 14(6), 2006). So a short handshake rules far countries out. It never proves one: a long handshake may come
of a slow server or a long way round.

What could make the bound too short, so that a country is ruled out which should not be:

- Something between recorder and server that answers TCP for it (a transparent proxy, a VPN or firewall that ends TCP).
  It cannot end TLS without the server's key, so where TLS was measured the longer of both counts.
- Something that ends TLS as well (an inspecting proxy, an upstream proxy): there the bound is that of the middlebox.
  Where the recording names an upstream proxy nothing is measured; where it does not, nobody can tell from here.
- Radio and laser links (low satellites, microwave), where light is up to half as fast again as in fibre. Where the
  recorder is on such a link, the bound is too short by as much.
- A clock that was set back in those milliseconds; hence a country is only put in doubt, never another one claimed.

A VPN that carries packets makes round trips longer, so the bound holds. It counts from the recorder, not the phone.
"""

import math

from trafficaudit.destinations.distance import EARTH, Observer, least
from trafficaudit.model import Certainty, Evidence, Handshake

KM_PER_MS = 100
"""Kilometres of distance for each millisecond of round trip in fibre."""
FARTHEST = math.ceil(math.pi * EARTH)
"""Kilometres from which on a bound leaves no place out: half of the way around the earth."""


def bound(handshake: Handshake) -> int:
    """Give the kilometres within which the server is, rounded up.

    >>> bound(Handshake(0.003, 0.0071)), bound(Handshake(0.003, None))
    (710, 300)
    """
    longest = max(seconds for seconds in handshake if seconds is not None)
    return math.ceil(round(longest * 1000 * KM_PER_MS, 3))


def judge(
    country: str, certainty: Certainty, handshake: Handshake | None, observer: Observer | None
) -> tuple[Certainty, tuple[Evidence, ...]]:
    """Hold a country against the shortest handshakes.

    Args:
        country: an ISO 3166-1 code, several joined by `` or ``, empty where there is none.
        certainty: how sure it was.
        handshake: the shortest handshakes with the address; ``None`` where nobody measured any.
        observer: where the recorder stood; ``None`` where nobody says.

    Returns:
        How sure it is then, and the evidence: the bound, and each country that it rules out.
    """
    if handshake is None:
        return certainty, ()
    kilometres = bound(handshake)
    measured = (("TCP", handshake.tcp), ("TLS", handshake.tls))
    times = ", ".join(f"{name} {seconds * 1000:.3f} ms" for name, seconds in measured if seconds is not None)
    detail = f"shortest {times}; {KM_PER_MS} km per ms of round trip"
    if kilometres >= FARTHEST:
        return certainty, (Evidence("handshake times", "no bound", f"{detail}; that reaches every place on the earth"),)
    if observer is None:
        detail += "; the recorder's place is not given, so no country is ruled out"
        return certainty, (Evidence("handshake times", f"within {kilometres} km of the recorder", detail),)
    within = Evidence("handshake times", f"within {kilometres} km of the recorder ({observer.name})", detail)
    codes = [code for code in country.split(" or ") if code]
    away = {code: least(observer, code) for code in codes}
    out = [code for code in codes if away[code] > kilometres]
    ruled = tuple(
        Evidence("handshake times", f"not {code}", f"{code} is at least {away[code]} km from {observer.name}")
        for code in out
    )
    if out and certainty in ("established", "likely"):
        certainty = "disputed"
    return certainty, (within, *ruled)
