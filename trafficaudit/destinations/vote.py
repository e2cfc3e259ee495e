"""Several databases, one answer: how their countries become a country with a certainty.

Measured in November 2026 on addresses in the regions that AWS, Azure and Google publish: one database alone is right in
91 to 95 of 100 cases; where all three agree (85 to 87 of 100) they are right in 98 to 99.5. So agreement is ``likely``,
disagreement is ``disputed`` and names every country, and a single database's word is no finding, unless it is the
user's own.
"""

from collections.abc import Iterable

from trafficaudit.destinations.databases import Answer
from trafficaudit.model import Certainty, Evidence

QUORUM = 2
"""Embedded databases that must answer before their answer counts."""


def vote(answers: Iterable[Answer]) -> tuple[str, Certainty]:
    """Give the country and its certainty.

    The user's database is one more voter, and the only one whose word counts alone; it does not overrule the others.

    >>> vote([Answer("a", "KR", "KR"), Answer("b", "SG", "SG")])
    ('KR or SG', 'disputed')
    """
    counting = [answer for answer in answers if answer.country]
    countries = sorted({answer.country for answer in counting})
    if len(countries) > 1:
        return " or ".join(countries), "disputed"
    if countries and (len(counting) >= QUORUM or any(answer.user for answer in counting)):
        return countries[0], "likely"
    return "", "unknown"


def doubt(country: str, certainty: Certainty, hints: Iterable[frozenset[str]]) -> tuple[str, Certainty]:
    """Put a likely country in doubt where the host name names a region elsewhere.

    >>> doubt("US", "likely", [frozenset({"SG"})])
    ('SG or US', 'disputed')
    """
    others = {other for countries in hints if country not in countries for other in countries}
    if certainty != "likely" or not others:
        return country, certainty
    return " or ".join(sorted({country, *others})), "disputed"


def ballot(answers: Iterable[Answer]) -> tuple[Evidence, ...]:
    """Keep every raw answer."""
    return tuple(Evidence(answer.database, answer.raw or "no answer", _remark(answer)) for answer in answers)


def _remark(answer: Answer) -> str:
    if answer.raw and not answer.country:
        return "names no country that can be counted"
    return "the user's database" if answer.user else ""
