"""What a signal says of somebody's consent: about what, and in which state; written as a sentence and read again.

The states, as nothing more than the signal itself tells:

- ``granted``: consent was given;
- ``granted by default``: as good as given, and the signal says that nobody was asked;
- ``refused``: somebody said no, or the phone is set so;
- ``unanswered``: nobody has answered yet;
- ``not granted``: no consent, and the signal does not tell whether that was refused or not asked;
- ``partly``: some of it was consented and some was not;
- ``not opted out``: where the law lets people object, nobody did; no consent is claimed.

None of them is a consent under the law of Korea: that is given to a notice with its items, and is shown by its record.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal, get_args

type State = Literal["granted", "granted by default", "refused", "unanswered", "not granted", "partly", "not opted out"]

type About = Literal[
    "advertising", "analytics", "tracking", "storage on the device", "sale or sharing", "transfer to others",
    "transfer abroad", "marketing messages", "terms", "location", "age", "all that was asked",
]  # fmt: skip

STATES: tuple[State, ...] = get_args(State.__value__)
ABOUT: tuple[About, ...] = get_args(About.__value__)
LACKING: frozenset[str] = frozenset(("refused", "unanswered", "not granted"))
"""States in which nobody has said yes."""
CLAIMED: frozenset[str] = frozenset(("granted", "granted by default"))
_TOLD = re.compile(r"(?:^|; )says of consent: ([^;]+)").search
_WITHOUT = re.compile(r"(?:^|; )without consent of those known here: ([^;]+)").search
_NUMBER = re.compile(r"\((\d+)\)").findall
_ONE = re.compile(rf"({'|'.join(ABOUT)}) ({'|'.join(sorted(STATES, key=len, reverse=True))})").fullmatch


def saying(states: Mapping[About, State]) -> str:
    """Write a sentence that ``heard`` reads.

    >>> saying({"advertising": "not granted", "analytics": "granted"})
    'says of consent: advertising not granted, analytics granted'
    """
    return f"says of consent: {', '.join(f'{about} {state}' for about, state in states.items())}"


def heard(reasoning: str) -> dict[str, str]:
    """Give what the reasoning of a finding says of consent; nothing where it says nothing of it."""
    told = _TOLD(reasoning)
    matches = map(_ONE, told[1].split(", ")) if told else ()
    return {match[1]: match[2] for match in matches if match}


def jointly(states: Iterable[State]) -> State | None:
    """Give the state of several things together: their own where it is one, else ``partly``; ``None`` of none."""
    kinds = list(dict.fromkeys(states))
    return (kinds[0] if len(kinds) == 1 else "partly") if kinds else None


@dataclass(frozen=True, slots=True)
class Vendor:
    """A vendor of IAB Europe's list whose number is known, and the domains that its advertising stands under."""

    number: int
    name: str
    domains: frozenset[str]


@cache
def vendors() -> tuple[Vendor, ...]:
    """Give the vendors that are known, by their number."""
    text = resources.files("trafficaudit").joinpath("vendors.toml").read_text(encoding="utf-8")
    return tuple(Vendor(one["number"], one["name"], frozenset(one["domains"])) for one in tomllib.loads(text)["vendor"])


def naming(consented: int) -> tuple[str, ...]:
    """Say of a set of vendors (bit *n* for the number *n*) which of those known here it holds and which it does not.

    >>> naming(1 << 91 | 1 << 755)[0]
    'with consent of those known here: Criteo (91), Google Advertising Products (755)'
    """
    on, off = (
        ", ".join(f"{one.name} ({one.number})" for one in vendors() if consented >> one.number & 1 == held)
        for held in (1, 0)
    )
    said = (f"with consent of those known here: {on}",) if on else ()
    return (*said, f"without consent of those known here: {off}") if off else said


def without(reasoning: str) -> tuple[Vendor, ...]:
    """Give the vendors of which the reasoning of a finding says that they have no consent (``naming``)."""
    told = _WITHOUT(reasoning)
    numbers = set(_NUMBER(told[1])) if told else set()
    return tuple(one for one in vendors() if str(one.number) in numbers)
