"""What the signals of consent in a result say beside each other, and beside its phases: observations, in rows.

- said to be granted before the phase in which the person was asked (``early``);
- granted in the first thing that an app says at all (``first``);
- granted to one recipient, and then, within a minute and the same phase, not to another (``contrary``): the other way
  round somebody may have answered in between;
- sent to a vendor of IAB Europe's list that the latest TC string names without consent (``unconsented``).

None of them is a violation by itself: signals differ in what they ask, and a vendor may rest on legitimate interest.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from functools import cache
from itertools import groupby, product
from typing import Any, NamedTuple

from trafficaudit.consents import CLAIMED, LACKING, Vendor, vendors, without
from trafficaudit.phases import standing
from trafficaudit.tables.consents import ASIDE, BESIDE, Row, Statement

_NEAR = timedelta(seconds=60)
_BY_ITSELF = frozenset(("advertising", "analytics", "tracking", "storage on the device", "all that was asked"))
"""What SDKs and banners tell of without a form that a person fills in."""
_VENDORS = "vendors with consent: "


class Sent(NamedTuple):
    """A request that reached a server: when, by which app, in which phase, and to whom."""

    at: datetime | None
    app: str
    phase: str
    host: str
    domain: str
    recipient: str


type Place = tuple[str, str]
"""A capture and an exchange of it."""

type _Times = list[tuple[datetime, Place]]
type _Side = dict[tuple[str, str, str], _Times]
"""By phase, recipient and wording when it was said, and where."""


class Contrary(NamedTuple):
    """Of one app and thing: to whom it was said to be granted, to whom not, in which words, and where for example."""

    app: str
    about: str
    granted_to: str
    granted: str
    not_to: str
    not_granted: str
    examples: tuple[Place, Place]


class Unconsented(NamedTuple):
    """Requests to a vendor without consent: whether any carried the string itself, how many, and the first of them."""

    app: str
    vendor: Vendor
    domain: str
    told: bool
    exchanges: int
    example: Place


def sent(exchanges: Iterable[Row], destinations: Iterable[Row]) -> dict[Place, Sent]:
    """Give the requests that reached a server, by capture and exchange.

    Args:
        exchanges: rows of the table of exchanges.
        destinations: rows of the table of destinations.
    """
    places = {row["destination"]: row for row in destinations}
    return {
        (str(row["capture"]), str(row["exchange"])): _sent(row, places.get(row["destination"], {}))
        for row in exchanges
        if row["sent"] != "no"
    }


def _sent(row: Row, place: Mapping[Any, Any]) -> Sent:
    at = row["at"]
    host, recipient = str(row["host"]), place.get("recipient")
    known = isinstance(recipient, str) and recipient != ""
    domain = str(place.get("domain") or host)
    return Sent(
        at if isinstance(at, datetime) and at == at else None,  # noqa: PLR0124 (a time that is none is unlike itself)
        str(row["app"]), str(row["phase"]), host, domain, str(recipient) if known else domain,
    )  # fmt: skip


def early(stated: Iterable[Statement], requests: Mapping[Place, Sent]) -> list[Statement]:
    """Give what is said to be granted in a phase before the one in which the person was asked."""
    return [
        one
        for one in stated
        if one.state in CLAIMED
        and one.about not in ASIDE
        and (request := requests.get((one.capture, one.exchange)))
        and standing(request.phase) == "before-consent"
    ]


def first(stated: Iterable[Statement], requests: Mapping[Place, Sent]) -> list[Statement]:
    """Give what is granted in the first request of a capture in which an app says something of it at all.

    What a person ticks in a form (transfers, terms, age) is an answer when it is first sent.
    """
    found: list[Statement] = []
    timed = [one for one in _timed(stated, requests) if one[2].about in _BY_ITSELF]
    for _, group in groupby(sorted(timed, key=lambda one: one[:2]), lambda one: one[0]):
        told = list(group)
        found += [one for _, at, one in told if at == told[0][1] and one.state in CLAIMED]
    return found


def _timed(
    stated: Iterable[Statement], requests: Mapping[Place, Sent]
) -> list[tuple[tuple[str, str, str], datetime, Statement]]:
    """Give what is said with its time, by capture, app and what it is about."""
    return [
        ((one.capture, request.app, one.about), request.at, one)
        for one in stated
        if (request := requests.get((one.capture, one.exchange))) and request.at is not None
    ]


def contrary(stated: Iterable[Statement], requests: Mapping[Place, Sent]) -> list[Contrary]:
    """Give what is said to be granted to one recipient, and not to another within the next minute, each pair once."""
    found: dict[tuple[str, ...], Contrary] = {}
    timed = [one for one in _timed(stated, requests) if one[2].about not in ASIDE]
    for (_, app, about), group in groupby(sorted(timed, key=lambda one: one[:2]), lambda one: one[0]):
        sides: tuple[_Side, _Side] = {}, {}
        for _, at, one in group:
            if one.state in CLAIMED or one.state in LACKING:
                place = one.capture, one.exchange
                key = requests[place].phase, requests[place].recipient, one.says
                sides[one.state in LACKING].setdefault(key, []).append((at, place))
        for granted, lacked in product(*sides):
            (phase, to, _), (other_phase, other, _) = granted, lacked
            if to == other or phase != other_phase or (app, about, to, other) in found:
                continue
            if near := _near(sides[0][granted], sides[1][lacked]):
                found[app, about, to, other] = Contrary(app, about, *granted[1:], *lacked[1:], near)
    return list(found.values())


def _near(some: _Times, others: _Times) -> tuple[Place, Place] | None:
    """Give the first two of two rows, each in the order of time, of which the second came up to a minute later."""
    times = [at for at, _ in others]
    for at, place in some:
        index = bisect_left(times, at)
        if index < len(times) and times[index] <= at + _NEAR:
            return place, others[index][1]
    return None


def unconsented(findings: Iterable[Row], requests: Mapping[Place, Sent]) -> list[Unconsented]:
    """Give the requests with something of a person to vendors that an app's latest TC string names without consent.

    The latest one is a request's own where it carries one. Of strings that were sent at the same instant, nobody can
    tell which was the latest: a vendor has to be without consent in all of them.

    Args:
        findings: rows of the table of findings.
        requests: see ``sent``.
    """
    strings: dict[tuple[str, str], dict[datetime, frozenset[int]]] = {}
    own: dict[Place, frozenset[int]] = {}
    carrying: dict[Place, None] = {}
    for row in findings:
        place = str(row["capture"]), str(row["exchange"])
        request = requests.get(place)
        if row["direction"] != "request" or request is None or request.at is None:
            continue
        if row["category"] not in BESIDE:
            carrying[place] = None
        elif _VENDORS in (why := str(row["reasoning"])):
            lacks = frozenset(each.number for each in without(why))
            own[place] = lacks & own.get(place, lacks)
            told = strings.setdefault((place[0], request.app), {})
            told[request.at] = lacks & told.get(request.at, lacks)
    timed = {key: (sorted(told), told) for key, told in strings.items()}
    found: dict[tuple[str, int, str], Unconsented] = {}
    for place in carrying:
        request = requests[place]
        vendor = _owners().get(request.domain)
        times, told = timed.get((place[0], request.app), ([], {}))
        latest = bisect_right(times, request.at) - 1 if request.at is not None else -1
        if vendor is None or latest < 0 or vendor.number not in own.get(place, told[times[latest]]):
            continue
        key = request.app, vendor.number, request.domain
        before = found.get(key, Unconsented(request.app, vendor, request.domain, False, 0, place))
        found[key] = before._replace(told=before.told or place in own, exchanges=before.exchanges + 1)
    return list(found.values())


@cache
def _owners() -> Mapping[str, Vendor]:
    return {domain: vendor for vendor in vendors() for domain in vendor.domains}
