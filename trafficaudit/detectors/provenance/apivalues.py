"""Values that privacy APIs gave to the app, and which of them tell enough to be looked for in the traffic.

The rule, for each value of an API call whose category is one of the taxonomy:

1. Between 6 and 512 characters wide (a Hangul syllable counts as two). A JSON list of strings and a text of several
   lines give their members; a longer text gives the pair of coordinates, the packages (but the system's own) or the
   e-mail addresses in it, where its category is of that kind.
2. No placeholder (``unknown``, ``null``, ``true`` ...), no locale or country code, not the app's own package name.
3. At least four different letters or digits (two of Hangul), and no dummy that stands for "not given": the zero UUID
   of an opted-out advertising id, ``02:00:00:00:00:00`` (what Android tells instead of a MAC address), loopback.
4. Digits alone only from eight on; a decimal number only as a coordinate.

What passes is searched for as a persona's value is. A word alone of a weak category counts only where a whole field
equals it. Values of less than 40 bits (by the different characters in them) are told with less confidence.
"""

import json
import math
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from trafficaudit.categories import WEIGHTS, taxonomy
from trafficaudit.events import Api
from trafficaudit.persona.weight import SHORTEST, width

LONGEST = 512
"""Characters of a value that is searched for."""

MOST_VALUES = 500
"""Values that are searched for; the more telling categories come first."""

MOST_CALLS = 64
"""Calls that are kept of each value."""

_MOST_KEPT = 20_000
_DISTINCT = 4
_FEWEST_DIGITS = 8
_STRONG_BITS = 40
_PLACEHOLDERS = frozenset({
    "unknown", "<unknown>", "<unknown ssid>", "undefined", "null", "(null)", "<null>", "none", "nil", "false", "true",
    "disabled", "enabled", "default", "android", "google", "generic", "localhost", "private", "hidden", "redacted",
    "not available", "unavailable", "restricted", "mobile", "wifi", "ethernet", "cellular", "02:00:00:00:00:00",
    "127.0.0.1",
})  # fmt: skip
_LOCALE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z]{4})?(?:[-_](?:[A-Za-z]{2}|\d{3}))?(?:[-_#.][\w-]{1,10})?")
_NUMBER = re.compile(r"[-+]?\d+")
_DECIMAL = re.compile(r"[-+]?\d*\.\d+(?:[eE][-+]?\d+)?")
_PAIR = re.compile(r"(?<![\d.])(-?\d{1,2}\.\d{2,20})\s*[,;/ ]\s*(-?\d{1,3}\.\d{2,20})(?![\d.])")
_INSIDE = {
    "installed_apps": re.compile(
        r"(?<![\w.])(?!android|com\.android\b|com\.google\b)[a-z]\w*+(?:\.[A-Za-z_]\w*+)++(?![\w.]*[(@])", re.A
    ),
    "email": re.compile(r"[\w.+-]{1,64}+@[\w-]{1,63}+(?:\.[\w-]{1,63}+)++"),
}
_LARGEST = 1 << 18
_MOST_MEMBERS = 200
_LETTERS = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True)
class Call:
    """One call of an API that gave a value."""

    at: float
    pid: int
    api: str
    arguments: tuple[str, ...]
    caller: str


@dataclass(slots=True)
class Value:
    """A value with the calls that gave it."""

    category: str
    text: str
    calls: list[Call] = field(default_factory=list)

    @property
    def strong(self) -> bool:
        """Whether chance hardly gives the value: 40 bits, by the number of different characters and its length."""
        return len(self.text) * math.log2(max(len(set(self.text)), 1)) >= _STRONG_BITS

    def call(self, at: float) -> Call:
        """Choose the last call that is not after a time of the phone's clock (ms), else the first after it."""
        before = [call for call in self.calls if call.at <= at]
        return max(before, key=lambda call: call.at) if before else min(self.calls, key=lambda call: call.at)


class Values:
    """Collects what APIs gave. ``app`` is the audited app's package, whose own name is no finding.

    ``cut`` counts calls that gave more than is searched for, ``calls_left_out`` those that gave a known value again and
    of which nothing is kept.
    """

    def __init__(self, app: str = "") -> None:
        self._app = app
        self._values: dict[tuple[str, str], Value] = {}
        self._refused = 0
        self.cut = self.calls_left_out = 0

    @property
    def left_out(self) -> int:
        """How many values there is no room for."""
        return self._refused + max(len(self._values) - MOST_VALUES, 0)

    def add(self, event: Api) -> None:
        """Take in a call."""
        if event.value is None or event.category not in taxonomy():
            return
        self.cut += beyond(event.category, event.value)
        for text in telling(event.category, event.value, self._app):
            value = self._values.get((event.category, text))
            if value is None:
                if len(self._values) >= _MOST_KEPT:
                    self._refused += 1
                    continue
                value = self._values[event.category, text] = Value(event.category, text)
            if len(value.calls) >= MOST_CALLS:
                self.calls_left_out += 1
            else:
                arguments = tuple(each[:200] for each in event.arguments[:8])
                value.calls.append(Call(event.at, event.pid, event.api[:200], arguments, caller(event)))

    def chosen(self) -> dict[tuple[str, str], Value]:
        """Give the values to search for, those of the more telling categories first."""
        known = taxonomy()
        ordered = sorted(self._values.items(), key=lambda item: WEIGHTS.index(known[item[0][0]].weight))
        return dict(ordered[:MOST_VALUES])


def telling(category: str, value: str, app: str = "") -> Iterator[str]:
    """Give what of a value is worth looking for; nothing where it says too little.

    >>> list(telling("android_id", "9774d56d682e549c")), list(telling("locale", "ko_KR")), list(telling("imei", "0"))
    (['9774d56d682e549c'], [], [])
    """
    if category == "coordinates" and (pair := _PAIR.search(value[:LONGEST])):
        yield f"{pair[1]},{pair[2]}"
        return
    for text in dict.fromkeys(map(_clean, _members(category, value))):
        if text != app and _tells(category, text):
            yield text


def beyond(category: str, value: str) -> bool:
    """Tell whether something of a value is not looked at: it is too long, or has too many members or other ones.

    >>> beyond("clipboard", "some text"), beyond("clipboard", "text " * 200)
    (False, True)
    """
    if category == "coordinates" and _PAIR.search(value[:LONGEST]):
        return False
    members, whole = _parted(category, value)
    return not whole or len(members) > _MOST_MEMBERS or any(len(each.strip()) > LONGEST for each in members)


def caller(event: Api) -> str:
    """Give who called: the SDK that the agent guessed, else the class of the innermost frame that is no system's."""
    if event.sdk:
        return event.sdk[:200]
    for frame in event.stack[:64]:
        name = frame.strip().removeprefix("at ").partition("(")[0][:200]
        if name and not name.startswith(_SYSTEM):
            return name.rpartition(".")[0] or name
    return ""


_SYSTEM = ("java.", "javax.", "jdk.", "sun.", "android.", "androidx.", "com.android.", "dalvik.", "libcore.", "kotlin.")


def _members(category: str, value: str) -> list[str]:
    return _parted(category, value)[0][:_MOST_MEMBERS]


def _parted(category: str, value: str) -> tuple[list[str], bool]:
    """Give the texts that a value is made of, and whether that is all of it."""
    whole = len(value) <= _LARGEST
    if value.startswith("[") and whole:
        try:
            listed = json.loads(value)
        except (ValueError, RecursionError):
            listed = None
        if isinstance(listed, list):
            texts = [each for each in listed if isinstance(each, str)]
            return texts, not any(isinstance(each, dict | list) and each for each in listed)
    if category in _INSIDE:
        found = _INSIDE[category].findall(value[:_LARGEST])
        if found:
            return list(dict.fromkeys(found)), whole
    return value[:_LARGEST].splitlines(), whole


def _clean(text: str) -> str:
    return unicodedata.normalize("NFC", text[: LONGEST + 1]).strip().strip('"')


def _tells(category: str, text: str) -> bool:
    lower = text.lower()
    if not (width(text) >= SHORTEST and len(text) <= LONGEST) or not text.isprintable():
        return False
    if lower in _PLACEHOLDERS or (category in _CODES and _LOCALE.fullmatch(text)):
        return False
    if width("".join(set(_LETTERS.findall(lower)))) < _DISTINCT:
        return False
    if _NUMBER.fullmatch(text):
        return sum(map(str.isdigit, text)) >= _FEWEST_DIGITS
    return not _DECIMAL.fullmatch(text) or category == "coordinates"


_CODES = frozenset({"locale", "region", "carrier", "mcc_mnc", "os_name", "timezone"})
