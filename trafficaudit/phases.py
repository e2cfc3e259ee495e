"""How a phase of use stands to consent: before it was asked for, given, or withdrawn.

What left before the consent screen was answered is the first thing that is asked (PIPA Articles 15(2), 17(2) and 22 tie
it to consent); what leaves after consent was taken back is the second. A recording without such a mark cannot tell.

The names of phases are the investigator's; those below say how it stands, in English and Korean, however they are
written (``before-consent``, ``Before consent``, ``동의전``). A withdrawal holds until consent is marked again, or is
asked for anew: what is marked meanwhile (``browse``) goes by the name ``after_withdrawal: browse``, so that it is never
counted together with the browsing before.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import pairwise
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
SPOKEN = (
    *("동의", "철회", "약관", "수락", "consent", "withdraw", "revok", "optin", "optout"),
    *("agree", "accept", "reject", "decline"),
)
"""Words by which the name of a phase speaks of consent, whatever it says of it."""
ENDED = (
    "탈퇴",
    "계정삭제",
    "accountremov",
    "accountdelet",
    "removal",
    "deleteaccount",
    "removeaccount",
    "closeaccount",
)
"""Words by which the name of a phase speaks of the end of an account, in which consent may have been taken back."""
_MOST_TOLD = 50
"""Doubts of one recording's marks that are told one by one."""
FAR = timedelta(hours=1)
"""How long before the first exchange marks may end: the app is installed, and the phone is put right."""
_SHIFTS = [sign * hours for hours in (9, *range(1, 15)) for sign in (1, -1)]
"""Hours by which marks may be off: Korea's offset before others."""
NO_STANDING = "speaks of consent and is none of the names that say how it stands: it counts on neither side"
CLOSED = (
    "speaks of the end of an account: it does not count as after consent was taken back, although with the account "
    "it may have been; a mark `withdrawal` says so"
)
BETWEEN = "before consent was marked: it counts on neither side, although by time it lies before consent"
ANEW = "was marked: what counts in it as before consent rests on consent being asked for anew"
HELD = timedelta(minutes=10)
"""How long a phase before consent may last that no mark ends: a consent screen is read faster."""
ENDLESS = (
    "to the recording's end, which no mark ends: if consent was given meanwhile, what followed counts as before it"
)
AT_ONCE = "was marked: it holds no time, so that nothing in it says nothing"
REPLACED = "of its own not used: those of the file that was handed over stand in their place"
MORE = "more of its phase marks leave something open, in one of these ways"
NOT_WITHIN = "are they the marks of this recording, by its clock?"
CROSSED = "it counts for the phase in which it began"
SPLIT = f"what it carries may have left on either side, and it is {SPREAD!r}"


@lru_cache(maxsize=1 << 12)
def _key(name: str) -> str:
    """Give what spellings of a name have in common, also decomposed Hangul (as macOS types it) and wide letters."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", name).casefold()))


def _named(phase: str) -> str:
    """Give the same without the number by which somebody keeps phases in order."""
    return _key(phase).lstrip("0123456789")


_NAMES: tuple[tuple[Standing, tuple[str, ...]], ...] = (
    ("before-consent", BEFORE_CONSENT),
    ("consented", CONSENTED),
    ("after-withdrawal", AFTER_WITHDRAWAL),
)
_STANDING = {_key(name): told for told, names in _NAMES for name in names}

_WHOLE = {key: _STANDING[key] for key in map(_key, ("before_consent", "동의 전", "after_withdrawal", "철회 후"))}


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
    if phase == UNMARKED or standing(phase) or not any(standing(mark.name) == "after-withdrawal" for mark in marks):
        return phase
    told = [said for mark in marks if mark.at <= at and (said := standing(mark.name))]
    return PREFIX + phase if told and told[-1] == "after-withdrawal" else phase


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
    whole = _WHOLE.get(_key(wanted))
    return standing(phase) == whole if whole else _key(phase) == _key(wanted)


def is_idle(phase: str) -> bool:
    """Say whether a phase is the one in which the phone is left alone, also after a withdrawal.

    >>> is_idle("08 idle baseline"), is_idle("after_withdrawal: idle"), is_idle("idle talk")
    (True, True, False)
    """
    return _named(phase.removeprefix(PREFIX)) in _IDLE


def doubts(marks: Sequence[Phase], first: datetime, last: datetime) -> Iterator[str]:
    """Say what of the marks of a recording tells less than it seems, each in a sentence without the recording's name.

    Args:
        marks: the marks as they were set, sorted by time.
        first: when the first exchange began.
        last: when the last one did.
    """
    found = list(_doubts(marks, first, last))
    yield from found[:_MOST_TOLD]
    if len(found) > _MOST_TOLD:
        yield f"{len(found) - _MOST_TOLD} {MORE}"


def _doubts(marks: Sequence[Phase], first: datetime, last: datetime) -> Iterator[str]:
    yield from _outside(marks, first, last)
    for name in dict.fromkeys(mark.name for mark in marks):
        if not standing(name) and any(word in _key(name) for word in SPOKEN):
            yield f"the phase {name!r} {NO_STANDING}"
        elif not standing(name) and any(word in _key(name) for word in ENDED):
            yield f"the phase {name!r} {CLOSED}"
    yield from (f"the phase {name!r} was marked after {since!r} and {BETWEEN}" for name, since in between(marks))
    yield from (f"the phase {name!r} was marked after {given!r} {ANEW}" for name, given in anew(marks))
    for mark, behind in pairwise(marks):
        if standing(mark.name) and mark.at == behind.at and mark.name != behind.name:
            yield f"the phase {mark.name!r} ends in the moment in which {behind.name!r} {AT_ONCE}"
    if marks and standing(marks[-1].name) == "before-consent" and last - marks[-1].at > HELD:
        minutes = (last - marks[-1].at).total_seconds() / 60
        yield f"the phase {marks[-1].name!r} lasts for {minutes:,.0f} min {ENDLESS}"


def about_marks(warning: str) -> bool:
    """Say whether a warning of a recipe is one of ``doubts``, or that a file's marks stand in place of others."""
    return warning.endswith((NO_STANDING, CLOSED, BETWEEN, ANEW, ENDLESS, AT_ONCE, REPLACED, MORE, NOT_WITHIN))


def between(marks: Sequence[Phase]) -> Iterator[tuple[str, str]]:
    """Give the phases that lie between one before consent and consent, and are called neither; each with the former."""
    since, held = "", list[str]()
    for mark in marks:
        told = standing(mark.name)
        if told == "consented" and since:
            yield from ((name, since) for name in dict.fromkeys(held))
        if told:
            since, held = (mark.name if told == "before-consent" else ""), []
        elif since and not is_idle(mark.name):
            held.append(mark.name)


def anew(marks: Sequence[Phase]) -> Iterator[tuple[str, str]]:
    """Give the phases before consent that were marked while an earlier consent stood; each with the latter.

    Another account, an app that was installed again and a mark that was corrected look alike: who consented to what,
    the marks do not say.
    """
    given, found = "", dict[tuple[str, str], None]()
    for mark in marks:
        told = standing(mark.name)
        if told == "before-consent" and given:
            found[mark.name, given] = None
        elif told:
            given = mark.name if told == "consented" else ""
    yield from found


def _outside(marks: Sequence[Phase], first: datetime, last: datetime) -> Iterator[str]:
    """Say that all marks stand before or behind a recording: then they may be another one's, or by another clock."""
    if not marks:
        return
    if marks[0].at > last:
        where = f"behind its last exchange, by {_apart(marks[0].at - last)} at least"
    elif len(marks) > 1 and first - marks[-1].at > FAR:
        where = f"before its first exchange, by {_apart(first - marks[-1].at)} at least"
    else:
        return
    hours = next((by for by in _SHIFTS if _within(marks, timedelta(hours=by), first, last)), 0)
    moved = f"; moved by {hours:+d} h, within it" if hours else ""
    some = f"all {len(marks)} phase marks stand" if len(marks) > 1 else "its one phase mark stands"
    yield f"{some} {where}{moved}: {NOT_WITHIN}"


def _within(marks: Sequence[Phase], by: timedelta, first: datetime, last: datetime) -> bool:
    """Say whether marks would lie within a recording, some of its exchanges behind the first of them."""
    return first - FAR <= marks[0].at + by <= last and marks[-1].at + by <= last + FAR


def _apart(span: timedelta) -> str:
    return f"{span.total_seconds() / 3600:,.1f} h"


def crossed(exchange: Exchange, held: Sequence[Phase]) -> Phase | None:
    """Give the first mark that was set while a request was being sent; ``None`` where none was.

    What its body carries may have left after the mark, and a proxy that waits for the whole request passed on nothing
    before it.
    """
    began, until = exchange.started_at, exchange.sent_until
    if not exchange.sent or until is None or began == UNDATED:
        return None
    return next((mark for mark in held if began < mark.at <= until), None)


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
