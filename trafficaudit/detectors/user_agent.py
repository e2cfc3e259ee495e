"""What a User-Agent says of the phone: system, its version, model, build, language.

Forms: Android's own clients (`Dalvik/2.1.0 (Linux; U; Android 14; SM-S921N Build/UP1A)`), browsers and web views
(`Mozilla/5.0 (Linux; Android 14; SM-S921N Build/...; wv) ...`), Apple's (`(iPhone; CPU iPhone OS 17_4 like Mac OS X)`,
`Shop/8.1 (iPhone; iOS 17.4; Scale/3.00)`). Chrome since 110 sends `Android 10; K` whatever the phone is: that says
nothing. Clients that name no phone (okhttp, Go) say nothing either.

Source: Android `System.getProperty("http.agent")`; Chromium "User-Agent Reduction"; Apple `UIDevice`.
"""

import re
from functools import lru_cache
from typing import NamedTuple

LONGEST = 1024
"""Longest header that is looked at, in characters."""


class Property(NamedTuple):
    """One property: its category and where in the text it stands."""

    category: str
    start: int
    end: int


_REDUCED = re.compile(r"Android 10; K[;)]")
_ANDROID = re.compile(
    r"(?P<os_name>Android)[ /-]?(?P<os_version>[0-9]{1,2}(?:\.[0-9]{1,2}){0,2})"
    r"(?:; (?P<locale>[a-z]{2}[-_][A-Za-z]{2}))?"
    r"(?:; (?!wv\b|rv:|Mobile\b|Tablet\b)(?P<device_model>[A-Za-z0-9][^;()/]{1,40}?)(?= Build/|[;)]))?"
)
_APPLE = re.compile(
    r"(?P<device_model>iPhone[0-9,]*|iPad[0-9,]*|iPod(?: touch)?)[;,) ]"
    r"[^()]{0,60}?(?P<os_name>iPhone OS|iPadOS|iOS|CPU OS)[ /](?P<os_version>[0-9]{1,2}(?:[._][0-9]{1,2}){1,2})"
)


def properties(text: str) -> tuple[Property, ...]:
    """Give what the header says, in the order it says it.

    >>> agent = "Dalvik/2.1.0 (Linux; U; Android 14; SM-S921N Build/UP1A)"
    >>> [(found.category, agent[found.start : found.end]) for found in properties(agent)]
    [('os_name', 'Android'), ('os_version', '14'), ('device_model', 'SM-S921N')]
    """
    return _properties(text[:LONGEST])


@lru_cache(maxsize=1 << 10)
def _properties(text: str) -> tuple[Property, ...]:
    match = None if _REDUCED.search(text) else _ANDROID.search(text) or _APPLE.search(text)
    if match is None:
        return ()
    found = [Property(name, *match.span(name)) for name, value in match.groupdict().items() if value]
    return tuple(sorted(found, key=lambda one: one.start))
