"""What requests say themselves of consent: that somebody said yes, or no, or that nobody was asked, and about what.

Strings that hold many choices were read by a detector, whose reasoning says so (``trafficaudit.consents``). Of flags
the tables hold no value, only its digest; there are so few that each can be told by it (``consents.toml``). What is
said is an observation: what a refusal covers, and whether another legal basis does, is for the investigator, and
nothing of it is a consent under the law of Korea.
"""

import hashlib
import re
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

from trafficaudit.consents import LACKING, heard

CONSENT = "consent_state"
BESIDE = frozenset((CONSENT, "transmission_time"))
"""Categories that say nothing of what was sent in spite of a refusal."""
_EVENT = "behaviour"
ASIDE = frozenset(("marketing messages", "terms", "age"))
"""Whether somebody wants messages, agrees to terms or is old enough says nothing of the data beside it."""
PLACES = frozenset(("coordinates", "cell_id", "wifi_bssid", "wifi_ssid"))
"""Categories that say where somebody is."""
_LAST = re.compile(r"([^.\[\]\"']+)(?:\[[^\]]*\]|[\"'\]])*$")

type Row = Mapping[Any, Any]


class Said(NamedTuple):
    """What a name with a value says: about what, in which state, in the words of a source."""

    about: str
    state: str
    says: str


class Statement(NamedTuple):
    """What one request says of one thing: where (``field``), about what, which state, and in which words."""

    capture: str
    exchange: str
    field: str
    about: str
    state: str
    says: str


@cache
def _listed() -> tuple[Mapping[tuple[str, str], Said], Mapping[str, Said]]:
    """Give what a name with the SHA-256 of a value says, and what that of an event's name does."""
    file = resources.files("trafficaudit.tables").joinpath("consents.toml")
    document = tomllib.loads(file.read_text(encoding="utf-8"))
    flags = {
        (name, digest): said for one in document["signal"] for digest, said in _digests(one) for name in one["names"]
    }
    return flags, dict(found for one in document["event"] for found in _digests(one))


def _digests(one: Mapping[str, Any]) -> Iterator[tuple[str, Said]]:
    for state, values in one["states"].items():
        said = Said(one["about"], state, one["says"])
        for value in values:
            for spelled in {value, value.lower(), value.upper(), value.capitalize()}:
                yield hashlib.sha256(spelled.encode()).hexdigest(), said


def said(path: str, digest: str) -> Said | None:
    """Say what a flag tells, by its path and the SHA-256 of its value; ``None`` where it tells no state for sure.

    >>> said("device.lmt", hashlib.sha256(b"1").hexdigest())
    Said(about='tracking', state='refused', says='limit on tracking of the phone or browser')
    """
    found = _LAST.search(path)
    name = "".join(filter(str.isalnum, found[1].casefold())) if found else ""
    return _listed()[0].get((name, digest))


def statements(findings: Iterable[Row]) -> list[Statement]:
    """Give what the requests of a result say of consent, each thing once, in their order.

    Args:
        findings: rows of the table of findings. Answers say nothing: they hold defaults, and what others are to do.
    """
    found: dict[Statement, None] = {}
    for row in findings:
        if row["direction"] == "request" and row["category"] in (CONSENT, _EVENT):
            place = str(row["capture"]), str(row["exchange"]), str(row["path"])
            found |= dict.fromkeys(Statement(*place, *one) for one in _told(row))
    return list(found)


def _told(row: Row) -> Iterator[Said]:
    if row["category"] == _EVENT:
        event = _listed()[1].get(str(row["value_sha256"]))
        yield from () if event is None else (event,)
        return
    reasoning = str(row["reasoning"])
    if states := heard(reasoning):
        words = reasoning.partition("; says of consent: ")[0]
        yield from (Said(about, state, words) for about, state in states.items())
        return
    flag = said(str(row["path"]), str(row["value_sha256"]))
    yield from () if flag is None else (flag,)


def lacking(stated: Iterable[Statement], carried: Mapping[tuple[str, str], Collection[str]]) -> list[Statement]:
    """Give what says that nobody has said yes to what is done with data: refused, unanswered, or no consent.

    Args:
        stated: see ``statements``.
        carried: the categories that requests carry, by capture and exchange: no consent to the use of a place counts
            where one is sent.
    """
    return [
        one
        for one in stated
        if one.state in LACKING
        and one.about not in ASIDE
        and (one.about != "location" or not PLACES.isdisjoint(carried.get((one.capture, one.exchange), ())))
    ]
