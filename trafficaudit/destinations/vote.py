"""Several databases, one answer: how their countries become a country with a certainty.

Agreement is ``likely``, disagreement is ``disputed`` and names every country, and a single database's word is no
finding, unless it is the user's own. Databases agree for a bad reason, too: without a better source each repeats where
the operator's address block is registered. Where that was measured to mislead (``spread.py`` of every network,
``data/seats.toml`` of operators who publish where they are), and the registries say that the block is registered there,
agreement is ``disputed`` as well; and so it is where nobody can measure it, of operators with regions in many countries
who publish no list. What settles it is a region of the same country in a host name that the operator itself gave.

``docs/geography.md`` has what an answer is worth, as ``tests/benchmarks/bench_geography.py`` measures it.
"""

from collections.abc import Collection, Iterable

from trafficaudit.destinations.databases import Answer
from trafficaudit.destinations.places import Seat
from trafficaudit.globe import COUNTRIES
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
    if len(counting) >= QUORUM or any(answer.user for answer in counting):
        return countries[0], "disputed" if seat and countries[0] in seat.doubted else "likely"
    return "", "unknown"


def favoured(answers: Iterable[Answer], seat: Seat | None = None) -> str:
    """Give the country that most answers name. A hint, never a finding.

    Only the weightiest answers count: those that name a country where the operator has nothing registered; else those
    that name its registered country; else those that name a doubted one. Of countries that are named as often, it is
    that of the newest answer, and empty where those are of one day: blocks move, and the later word knows more moves.

    >>> favoured([Answer("a", "US", "US"), Answer("b", "US", "US"), Answer("c", "IN", "IN")])
    'US'
    >>> amazon = Seat("Amazon", frozenset({"US", "IE"}), frozenset())
    >>> favoured([Answer("a", "US", "US"), Answer("b", "US", "US"), Answer("c", "IN", "IN")], amazon)
    'IN'
    """
    weighed = [(_weight(answer.country, seat), answer) for answer in answers if answer.country]
    heaviest = min((weight for weight, _ in weighed), default=0)
    named: dict[str, list[str]] = {}
    for weight, answer in weighed:
        if weight == heaviest:
            named.setdefault(answer.country, []).append(answer.built)
    ranks = {country: (len(dates), max(dates)) for country, dates in named.items()}
    first = [country for country, rank in ranks.items() if rank == max(ranks.values())]
    return first[0] if len(first) == 1 else ""


def _weight(country: str, seat: Seat | None) -> int:
    return (country in seat.registered) + (country in seat.doubted) if seat else 0


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


def settle(country: str, certainty: Certainty, named: Collection[str]) -> Certainty:
    """Take a country that is doubted only as a registration as likely where a name of the operator's has it, too.

    Args:
        country: what the vote gave; a dispute of one country is such a doubt.
        certainty: how sure it was.
        named: countries of the regions that the host's name in an operator's own domain names.

    >>> settle("SG", "disputed", {"SG"}), settle("SG", "disputed", {"SG", "JP"}), settle("KR or SG", "disputed", {"SG"})
    ('likely', 'disputed', 'disputed')
    """
    return "likely" if certainty == "disputed" and set(named) == {country} else certainty


def ballot(answers: Iterable[Answer], seat: Seat | None = None) -> tuple[Evidence, ...]:
    """Keep every raw answer, and where they differ say which country they favour."""
    kept = tuple(answers)
    lines = [Evidence(answer.database, answer.raw or "no answer", _remark(answer, seat)) for answer in kept]
    most = favoured(kept, seat)
    if most and len({answer.country for answer in kept if answer.country}) > 1:
        lines.append(Evidence("vote", most, "favoured by the databases: a hint, no finding"))
    return tuple(lines)


def _remark(answer: Answer, seat: Seat | None) -> str:
    if answer.raw in COUNTRIES and not answer.country:  # ``databases.REGISTRY_ADDRESS``
        return "the registry's own address, given for blocks of several countries: it places no server"
    if answer.raw and not answer.country:
        return "names no country that can be counted"
    remarks = ["the user's database"] if answer.user else []
    if seat and answer.country in seat.registered:
        remarks.append(f"where {seat.operator} has addresses registered, whatever place they serve")
    return "; ".join(remarks)
