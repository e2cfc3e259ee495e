"""How a phase of use stands to consent: before it was asked for, given, or withdrawn.

What left before the consent screen was answered is the first thing that is asked (PIPA Articles 15(2), 17(2) and 22 tie
it to consent); what leaves after consent was taken back is the second. A recording without such a mark cannot tell.

The names of phases are the investigator's; those below say how it stands, in English and Korean, however they are
written (``before-consent``, ``Before consent``, ``동의전``). A withdrawal holds until consent is marked again, or is
asked for anew: what is marked meanwhile (``browse``) goes by the name ``after_withdrawal: browse``, so that it is never
counted together with the browsing before.
"""

import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import lru_cache
from operator import attrgetter
from typing import Literal

from trafficaudit.model import UNDATED, Exchange, Phase

type Standing = Literal["before-consent", "consented", "after-withdrawal", ""]

UNMARKED = "unmarked"
"""The phase of everything before the first mark."""
UNSURE = "unmarked (clock set back)"
"""The phase of what was recorded at times that the clock went through twice, where a mark was set in them."""
UNTIMED = "unmarked (no time)"
"""The phase of what has no time, where phases go by time."""
SPREAD = "unmarked (over a mark)"
"""The phase of a request that was being sent for longer than ``LASTING``, over a mark (a stream of gRPC, an upload)."""
NOWHERE = frozenset((UNMARKED, UNSURE, UNTIMED, SPREAD))
"""Phases of what may lie on either side of any mark."""
LASTING = 10.0
"""Seconds: what is sent within them is as near to a mark as the person who set it could be."""
IDLE = "idle_baseline"
"""The phase in which the phone is left alone, to know what comes from the system and not from the app."""
_IDLE = {"idlebaseline", "idle", "대기", "유휴", "대기상태", "유휴상태"}

BEFORE_CONSENT = (
    "install",
    "first_launch",
    "before_consent",
    "pre_consent",
    "설치",
    "설치 후",
    "앱 설치",
    "앱 설치 후",
    "최초 실행",
    "첫 실행",
    "앱 최초 실행",
    "앱 첫 실행",
    "동의 전",
    "동의 이전",
)
CONSENTED = (
    "consent",
    "after_consent",
    "consented",
    "consent_again",
    "consent_given",
    "동의",
    "동의 후",
    "동의 이후",
    "재동의",
    "재동의 후",
)
AFTER_WITHDRAWAL = (
    *("withdrawal", "after_withdrawal", "withdraw", "withdrawn", "consent_withdrawn", "consent_withdrawal"),
    *("철회", "철회 후", "철회 이후", "동의 철회", "동의 철회 후", "동의 철회 이후"),
)
PREFIX = "after_withdrawal: "
CROSSED = "it counts for the phase in which it began"
SPLIT = f"what it carries may have left on either side, and it is {SPREAD!r}"


@lru_cache(maxsize=1 << 12)
def key_of(name: str) -> str:
    """Give what spellings of a name have in common, also decomposed Hangul (as macOS types it) and wide letters."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", name).casefold()))


def _named(phase: str) -> str:
    """Give the same without the number by which somebody keeps phases in order."""
    return key_of(phase).lstrip("0123456789")


_NAMES: tuple[tuple[Standing, tuple[str, ...]], ...] = (
    ("before-consent", BEFORE_CONSENT),
    ("consented", CONSENTED),
    ("after-withdrawal", AFTER_WITHDRAWAL),
)
_STANDING = {key_of(name): told for told, names in _NAMES for name in names}

_WHOLE = {key: _STANDING[key] for key in map(key_of, ("before_consent", "동의 전", "after_withdrawal", "철회 후"))}


def standing(phase: str) -> Standing:
    """Say how a phase stands to consent; empty where its name does not tell. A number in front is none of the name.

    >>> standing("동의 전"), standing("02 before consent"), standing("after_withdrawal: browse"), standing("browse")
    ('before-consent', 'before-consent', 'after-withdrawal', '')
    """
    return "after-withdrawal" if phase.startswith(PREFIX) else _STANDING.get(_named(phase), "")


def qualified(phase: str, at: datetime, marks: Sequence[Phase]) -> str:
    """Give the name of what was marked, with ``after_withdrawal: `` before it where a withdrawal holds.

    Args:
        phase: the phase as it was marked.
        at: when the exchange began.
        marks: every mark of the recording, sorted by time.
    """
    if phase == UNMARKED or standing(phase):
        return phase
    telling = _telling(marks)
    last = bisect_right(telling, at, key=_AT) - 1
    return PREFIX + phase if last >= 0 and standing(telling[last].name) == "after-withdrawal" else phase


_AT = attrgetter("at")
_ASKED: list[tuple[tuple[Phase, ...], list[Phase]]] = [((), [])]


def _telling(marks: Sequence[Phase]) -> list[Phase]:
    """Give the marks that tell how phases stand to consent.

    Those of one recording are asked for with each of its exchanges, so that the latest are remembered.
    """
    listed = tuple(marks)  # of a tuple itself
    known, telling = _ASKED[0]
    if known is not listed:
        telling = [mark for mark in listed if standing(mark.name)]
        _ASKED[0] = (listed, telling)
    return telling


def all_qualified(marks: Iterable[Phase]) -> tuple[Phase, ...]:
    """Give the marks by the names under which the tables have them."""
    listed = tuple(marks)
    return tuple(Phase(mark.at, qualified(mark.name, mark.at, listed)) for mark in listed)


def belongs(phase: str, wanted: str) -> bool:
    """Say whether a phase is what somebody asks for.

    ``before-consent`` and ``after-withdrawal`` (``동의 전``, ``철회 후``) ask for all that was marked before or
    after it, any other name for the phase of that name.

    >>> belongs("install", "before-consent"), belongs("browse", "before-consent"), belongs("install", "Install")
    (True, False, True)
    """
    whole = _WHOLE.get(key_of(wanted))
    return standing(phase) == whole if whole else key_of(phase) == key_of(wanted)


def is_idle(phase: str) -> bool:
    """Say whether a phase is the one in which the phone is left alone, also after a withdrawal.

    >>> is_idle("08 idle baseline"), is_idle("after_withdrawal: idle"), is_idle("idle talk")
    (True, True, False)
    """
    return _named(phase.removeprefix(PREFIX)) in _IDLE


def crossed(exchange: Exchange, held: Sequence[Phase]) -> Phase | None:
    """Give the first mark that was set while a request was being sent; ``None`` where none was. Marks go by time.

    What its body carries may have left after the mark, and a proxy that waits for the whole request passed on nothing
    before it.
    """
    began, until = exchange.started_at, exchange.sent_until
    if not exchange.sent or until is None or began == UNDATED:
        return None
    behind = bisect_right(held, began, key=_AT)
    return held[behind] if behind < len(held) and held[behind].at <= until else None


def spread(exchange: Exchange, held: Sequence[Phase]) -> bool:
    """Say whether a request was being sent for so long, over a mark, that what it carries is of no one phase."""
    if crossed(exchange, held) is None or exchange.sent_until is None:
        return False
    return (exchange.sent_until - exchange.started_at).total_seconds() > LASTING


def crossing(exchange: Exchange, held: Sequence[Phase]) -> str:
    """Say that a request was sent over a mark, and what it counts for; empty where it was not, or no time tells."""
    mark = crossed(exchange, held)
    if mark is None or exchange.phase == UNSURE:
        return ""
    seconds = (mark.at - exchange.started_at).total_seconds()
    counts = SPLIT if exchange.phase == SPREAD else CROSSED
    return f"not sent in full before {mark.name!r} was marked, {seconds:.1f} s after its beginning: {counts}"
