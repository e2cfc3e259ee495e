"""What of the phase marks of a recording tells less than it seems: doubts, told before anything is counted by them."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import pairwise

from trafficaudit.model import Phase
from trafficaudit.phases import is_idle, key_of, standing

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
        if not standing(name) and any(word in key_of(name) for word in SPOKEN):
            yield f"the phase {name!r} {NO_STANDING}"
        elif not standing(name) and any(word in key_of(name) for word in ENDED):
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
