"""What Fiddler notes beside a request and its answer (``raw/N_m.xml``): times, addresses, and what it did itself.

Source: ``Session``, ``SessionFlags`` and ``SessionTimers`` of FiddlerCore's interface. ``BitFlags`` is hexadecimal.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from trafficaudit.readers.times import parse_time

HTTPS, BY_FIDDLER, ANSWERED_BY_FIDDLER, UPSTREAM = 0x1, 0x80, 0x100, 0x800
FROM_CACHE, ANSWER_DROPPED, UPSTREAM_SOCKS, REQUEST_DROPPED = 0x4000, 0x20000, 0x80000, 0x100000
"""Flags of a session."""

_TAG = re.compile(r"<(Session|SessionTimers|SessionFlag)\s((?:[^<>\"']|\"[^\"<]*\"|'[^'<]*'){0,65536})>")
_ATTRIBUTE = re.compile(r"([A-Za-z]{1,40})\s*=\s*(?:\"([^\"<]{0,4096})\"|'([^'<]{0,4096})')")
_ESCAPES = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&"))
_HEX = re.compile(r"[0-9A-Fa-f]{1,8}")
_MILLISECONDS = re.compile(r"[0-9]{1,7}")


@dataclass(frozen=True, slots=True)
class Session:
    """The notes on one session: its flags, its times, and what else is noted by name in lower case."""

    flags: int
    timers: Mapping[str, str]
    named: Mapping[str, str]

    def has(self, flag: int) -> bool:
        """Tell whether a flag is set."""
        return bool(self.flags & flag)

    def at(self, *names: str) -> datetime | None:
        """Give the first of these times that Fiddler has set, in UTC; it writes those that it has not as year 1."""
        return next((found for name in names if (found := parse_time(self.timers.get(name)))), None)

    def milliseconds(self, name: str) -> int | None:
        """Give how long something took; None where that is not told."""
        text = self.timers.get(name, "")
        return int(text) if _MILLISECONDS.fullmatch(text) else None


NOTHING = Session(0, {}, {})
"""Stands for notes that are not there or cannot be read."""


def session_of(data: bytes) -> Session:
    """Read the notes of a session.

    >>> session_of(b'<Session SID="1" BitFlags="59"><SessionFlag N="X-HostIP" V="8.8.8.8"/></Session>').named
    {'x-hostip': '8.8.8.8'}
    """
    text, flags = data.decode("utf-8", "replace"), None
    timers, named = dict[str, str](), dict[str, str]()
    for tag, inside in _TAG.findall(text):
        given = {name: _unescaped(one or other) for name, one, other in _ATTRIBUTE.findall(inside)}
        if tag == "Session" and flags is None:
            flags = int(given["BitFlags"], 16) if _HEX.fullmatch(given.get("BitFlags", "")) else 0
        elif tag == "SessionTimers":
            timers = timers or given
        elif "N" in given:
            named.setdefault(given["N"].lower(), given.get("V", ""))
    return NOTHING if flags is None else Session(flags, timers, named)


def _unescaped(text: str) -> str:
    for escape, sign in _ESCAPES:
        text = text.replace(escape, sign)
    return text
