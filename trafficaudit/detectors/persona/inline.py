"""Short values right behind their name: within lines of a log (``zip=06234 gender=F``), in lists of names and values
(``ZIPCODE.06234``), and in the segments of an address (``/zip/06234``).

Nothing takes a text apart where words stand between such pairs, and of an address each segment is a value by itself. A
short value says nothing there but behind a name of its kind, which must be right before it. Only what was sent is
looked at: pages and scripts are full of names and values that are nobody's.
"""

import re
from bisect import bisect_right
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import replace

from trafficaudit.decode.fields import Fields
from trafficaudit.detectors.matcher import End, Expression, escaped
from trafficaudit.detectors.names.words import vocabulary, words
from trafficaudit.detectors.persona.choices import GENDERS
from trafficaudit.detectors.persona.hit import Hit, reason
from trafficaudit.detectors.persona.otherwise import ARTICLES, COUNTED, speaks_against
from trafficaudit.detectors.persona.short import names
from trafficaudit.detectors.persona.subjects import scope_of
from trafficaudit.model import Field
from trafficaudit.persona import Indicator
from trafficaudit.persona.person import INITIALS, SURNAME_ALONE
from trafficaudit.persona.weight import is_given

_KINDS = frozenset(
    ("name", "birth_date", "gender", "postal_code", "phone_number", "locale", "timezone", "carrier", "region")
)
_DOTTED = frozenset(("postal_code", "gender", "birth_date"))
"""What is looked for behind a dot too, as names of files have them in the middle (``messages.lang.ko-KR``)."""

_BEHIND = re.compile(
    rb"(?:\A|[^\w\x80-\xff.$-])([A-Za-z_\x80-\xff$][\w.$\x80-\xff-]{0,47}[\w\x80-\xff])"
    rb"(?:\"?'?\]?[ ]{0,2}[=:][ ]{0,2}[\"']?|\.)\Z"
).search
_SIGNED = "[=:][ ]{0,2}[\"']?"
_AFTER = "[^0-9A-Za-z_]"
_MORE = re.compile(rb"[\w\x80-\xff]|[-./@][\w\x80-\xff]|:[0-9]").match
MOST = 10_000
"""Places behind a sign that are looked at in one exchange."""

_BY_NAME = "a short or common spelling, recognised because the name right before it in the text names the category"
_BY_SEGMENT = "a short or common spelling, recognised because the segment before it names the category"
_WIDEST = 64
_NEAR = 256
"""Bytes around a gender in which another one of the same name makes both a choice."""

_LEAST = 3
_BRIEF = vocabulary("hl lc")
_WHOLE_DATE = 6
_SEGMENT = re.compile(r"(?:.*\.)?path\[\d+\]", re.DOTALL).fullmatch


class Inline:
    """Looks for the short values of a persona behind their names.

    ``expressions`` find those in any bytes that stand behind a sign.
    """

    def __init__(self, indicators: Iterable[Indicator]) -> None:
        listed: dict[bytes, list[Indicator]] = {}
        for one in indicators:
            if one.typed_only and one.category in _KINDS and not one.raw and _tells(one):
                listed.setdefault(one.literal.lower(), []).append(one)
        self._meant = list(listed.values())
        self.expressions: list[Expression] = []
        for literal, meant in listed.items():
            sign = "[=:.][ ]{0,2}[\"']?" if any(one.category in _DOTTED for one in meant) else _SIGNED
            self.expressions.append((sign + escaped(literal) + _AFTER, True))
        self._whole = {literal.decode(): meant for literal, meant in listed.items()}

    def within(self, fields: Fields, ends: Sequence[End]) -> Iterator[tuple[int, Hit]]:
        """Give what stands in the texts that were sent, with the index of each field.

        Args:
            fields: the fields.
            ends: where ``expressions`` match in them, joined.
        """
        buffer, left = fields.joined, MOST
        starts = buffer.starts if ends else []
        below = _below(fields) if ends else {}
        for number, behind in sorted(ends, key=lambda end: (end[1], end[0])):
            index = bisect_right(starts, behind - 2) - 1
            if fields.values[index].__class__ is not str or (index in fields.inner and index not in below):
                continue
            if fields.group(index).direction != "request":
                continue
            if not left:
                fields.bound(index, f"short values behind their names are looked for at {MOST} places")
                return
            left -= 1
            yield from self._at(fields, index, self._meant[number], behind - 1 - starts[index], below.get(index, ()))

    def _at(
        self, fields: Fields, index: int, meant: list[Indicator], end: int, below: Container[str]
    ) -> Iterator[tuple[int, Hit]]:
        data, start = fields.joined.values[index], end - len(meant[0].literal)
        head = _BEHIND(data, max(start - _WIDEST, 0), start)
        if head is None or _MORE(data, end) or _last(head[1]) in below:
            return
        field = replace(fields[index], key=head[1].decode("utf-8", "replace"))
        for indicator in meant:
            if data[start - 1 : start] == b"." and indicator.category not in _DOTTED:
                continue
            hit = _made(indicator, data, (start, end), _BY_NAME)
            if _told(hit, field, data):
                yield index, hit
                return

    def segment(self, fields: Fields, index: int) -> list[Hit]:
        """Give the hits of a segment of an address that stands behind one which names it."""
        path, key, value = fields.rows[index][:3]
        if key or not index or not isinstance(value, str) or not _SEGMENT(path):
            return []
        before, _, name = fields.rows[index - 1][:3]
        meant = self._whole.get(value.casefold())
        if not meant or not isinstance(name, str) or not _follows(before, path):
            return []
        field, data = replace(fields[index], key=name), fields.joined.values[index]
        if field.direction != "request" or not ARTICLES.isdisjoint(words(name)):
            return []
        hits = [_made(one, data, (0, len(data)), _BY_SEGMENT) for one in meant]
        return [hit for hit in hits if _told(hit, field, data)][:1]


def _below(fields: Fields) -> dict[int, set[str]]:
    """Give the names of the pairs that were cut out of a text in which other words are left, by the text's field."""
    below: dict[int, set[str]] = {}
    for number, group in enumerate(fields.groups):
        if group.layers[-1:] == ("delimited",) and group.parent >= 0:
            end = fields.starts[number + 1] if number + 1 < len(fields.starts) else len(fields.rows)
            said = below.setdefault(group.parent, set())
            said.update(fields.rows[index][1] for index in range(fields.starts[number], end))
    return below


def _last(name: bytes) -> str:
    return name.decode("utf-8", "replace").rpartition(".")[2]


def _tells(indicator: Indicator) -> bool:
    """Say whether a short spelling is that of few enough people."""
    note = indicator.note
    return not (note.startswith(SURNAME_ALONE) or note == INITIALS or is_given(indicator.category, indicator.value))


def _told(hit: Hit, field: Field, data: bytes) -> bool:
    """Say whether a name that was put in place of a field's own says what a value is, and of nobody else."""
    said = words(field.key)
    if len(field.key) < _LEAST and field.key.isascii() and field.key.lower() not in _BRIEF:
        return False
    if hit.run.isdigit() and not COUNTED.isdisjoint(said):
        return False
    part = hit.category == "birth_date" and len(hit.run) < _WHOLE_DATE
    own = replace(field, path=field.key)
    if not names(hit.category, own, least=_LEAST if part else 1) or scope_of(own) is not None:
        return False
    around = data[max(hit.start - _NEAR, 0) : hit.end + _NEAR]
    return not (hit.category == "gender" and _other_too(field.key, around)) and not speaks_against(field, hit, data)


def _made(indicator: Indicator, data: bytes, span: tuple[int, int], why: str) -> Hit:
    start, end = span
    run = data[start:end]
    match = indicator.match if run == indicator.literal else "normalised"
    how = f"found {indicator.note or 'as it was typed in'}" + ("" if match == indicator.match else ", recased")
    return Hit(
        indicator.category, indicator.value, match, (), start, end, len(data), run, 0.8,
        reason(indicator.category, how, why), short=True,
    )  # fmt: skip


def _other_too(key: str, data: bytes) -> bool:
    """Say whether a text gives several genders one name: then these are what can be chosen, or of several people."""
    value = rb"[\"']?[ ]{0,2}[=:.][ ]{0,2}[\"']?([\w\x80-\xff]{1,12})"
    behind = re.compile(re.escape(key.encode()) + value, re.IGNORECASE)
    said = {match[1].decode("utf-8", "replace").casefold() for match in behind.finditer(data)}
    return len(said & GENDERS) > 1


def _follows(before: str, path: str) -> bool:
    """Say whether two segments are neighbours of one address."""
    head, _, number = before[:-1].rpartition("[")
    return path == f"{head}[{int(number) + 1}]" if number.isdigit() else False
