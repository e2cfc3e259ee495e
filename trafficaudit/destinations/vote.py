"""Several databases, one answer: how their countries become a country with a certainty.

Agreement is ``likely``, disagreement is ``disputed`` and names every country, and a single database's word is no
finding, unless it is the user's own. Databases agree for a bad reason, too: without a better source each repeats where
the operator's address block is registered. Where that was measured to mislead (``data/seats.toml``, ``doubted``),
agreement is ``disputed`` as well.

``tests/benchmarks/bench_geography.py`` measures it on addresses in the 165 regions that AWS, Azure and Google publish,
with the databases of October 2026. IPv4, six seeds of 5,445 addresses: the plain majority is right in 95.9 to 96.3 of
100 cases, the favoured country in 98.3 to 98.6; 87 to 88 are ``likely``, and 0.02 to 0.11 wrongly so. IPv6: 95.5 to
96.2 favoured rightly, 73 to 75 ``likely``, none wrongly.
"""

from collections import Counter
from collections.abc import Iterable

from trafficaudit.destinations.databases import Answer
from trafficaudit.destinations.places import Seat
from trafficaudit.model import Certainty, Evidence

QUORUM = 2
"""Embedded databases that must answer before their answer counts."""


def vote(answers: Iterable[Answer], seat: Seat | None = None) -> tuple[str, Certainty]:
    """Give the country and its certainty.

    The user's database is one more voter, and the only one whose word counts alone; it does not overrule the others.

    Args:
        answers: one for each database.
        seat: that of the operator whose network announces the address, where it is known.

    >>> vote([Answer("a", "KR", "KR"), Answer("b", "SG", "SG")])
    ('KR or SG', 'disputed')
    """
    counting = [answer for answer in answers if answer.country]
    countries = sorted({answer.country for answer in counting})
    if len(countries) > 1:
        return " or ".join(countries), "disputed"
    if countries and (len(counting) >= QUORUM or any(answer.user for answer in counting)):
        return countries[0], "disputed" if seat and countries[0] in seat.doubted else "likely"
    return "", "unknown"


def favoured(answers: Iterable[Answer], seat: Seat | None = None) -> str:
    """Give the country that most answers name, empty where two are named as often. A hint, never a finding.

    Only the weightiest answers count: those that name a country where the operator has nothing registered; else those
    that name its registered country; else those that name a doubted one.

    >>> favoured([Answer("a", "US", "US"), Answer("b", "US", "US"), Answer("c", "IN", "IN")])
    'US'
    >>> amazon = Seat("Amazon", frozenset({"US", "IE"}), frozenset())
    >>> favoured([Answer("a", "US", "US"), Answer("b", "US", "US"), Answer("c", "IN", "IN")], amazon)
    'IN'
    """
    named = [answer.country for answer in answers if answer.country]
    if seat and named:
        weights = {country: (country in seat.registered) + (country in seat.doubted) for country in named}
        named = [country for country in named if weights[country] == min(weights.values())]
    first, *others = Counter(named).most_common() or [("", 0)]
    return "" if others and others[0][1] == first[1] else first[0]


def doubt(country: str, certainty: Certainty, hints: Iterable[frozenset[str]]) -> tuple[str, Certainty]:
    """Put a likely country in doubt, or widen a dispute, where the host name names a region elsewhere.

    >>> doubt("US", "likely", [frozenset({"SG"})])
    ('SG or US', 'disputed')
    >>> doubt("GB", "disputed", [frozenset({"KR"})])
    ('GB or KR', 'disputed')
    """
    named = set(country.split(" or "))
    others = {other for countries in hints if not named & countries for other in countries}
    if certainty not in ("likely", "disputed") or not others:
        return country, certainty
    return " or ".join(sorted(named | others)), "disputed"


def ballot(answers: Iterable[Answer], seat: Seat | None = None) -> tuple[Evidence, ...]:
    """Keep every raw answer, and where they differ say which country they favour."""
    kept = tuple(answers)
    lines = [Evidence(answer.database, answer.raw or "no answer", _remark(answer, seat)) for answer in kept]
    most = favoured(kept, seat)
    if most and len({answer.country for answer in kept if answer.country}) > 1:
        lines.append(Evidence("vote", most, "favoured by the databases: a hint, no finding"))
    return tuple(lines)


def _remark(answer: Answer, seat: Seat | None) -> str:
    if answer.raw and not answer.country:
        return "names no country that can be counted"
    remarks = ["the user's database"] if answer.user else []
    if seat and answer.country in seat.registered:
        remarks.append(f"where {seat.operator} has addresses registered, whatever place they serve")
    return "; ".join(remarks)
