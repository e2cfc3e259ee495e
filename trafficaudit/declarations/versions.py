"""Two versions of one policy, each read and confirmed: what the later one declares that the earlier did not, and back.

A policy may have been changed after a recording, or because of it: what it says today is no answer to what was told on
the day. Rows of one recipient count together, by its name in the map or the same name; an item is declared for a
country where both stand in one row (as ``compare`` asks). Words that say the same in another way are no change.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from trafficaudit.declarations.model import Declaration, Recipient
from trafficaudit.declarations.organisations import same
from trafficaudit.declarations.wording import flat, key

type Kind = Literal["recipient", "country", "item", "unread", "purpose", "retention", "when_how", "refusal", "basis"]
"""What changed: ``item`` for a category in a country, ``unread`` for words of which nothing is known."""

TEXTS: tuple[Kind, ...] = ("purpose", "retention", "when_how", "refusal", "basis")
"""Columns whose words are held against each other."""


@dataclass(frozen=True, slots=True)
class Change:
    """One difference; the side that does not have it is empty.

    Args:
        kind: what it is about.
        change: ``added``, ``removed``, or ``changed`` words of a column.
        recipient: the recipient, as the later version writes it where that has it.
        country: ISO 3166-1 code, where it is about one.
        category: slug of the taxonomy, where it is about one.
        before, after: the policy's words.
        places: where these stand, in the earlier and in the later version.
    """

    kind: Kind
    change: Literal["added", "removed", "changed"]
    recipient: str
    country: str = ""
    category: str = ""
    before: str = ""
    after: str = ""
    places: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class _Told:
    """What of a recipient is declared: words and place by what they declare."""

    rows: tuple[Recipient, ...]
    lang: str

    @property
    def name(self) -> str:
        return self.rows[0].organisation

    def countries(self) -> dict[str, tuple[str, str]]:
        return self._first((each.code, each.words, row) for row in self.rows for each in row.countries)

    def items(self) -> dict[tuple[str, str], tuple[str, str]]:
        return self._first(
            ((country.code, category), item.words, row)
            for row in self.rows
            for item in row.items
            for category in item.categories
            for country in row.countries
        )

    def unread(self) -> dict[str, tuple[str, str]]:
        said = ((words, row) for row in self.rows for words in (*row.unread_countries, *_unread_items(row)))
        return self._first((key(words), words, row) for words, row in said)

    def text(self, column: str) -> str:
        return " / ".join(dict.fromkeys(flat(text) for row in self.rows if (text := getattr(row, column))))

    def place(self) -> str:
        return self.rows[0].source.place(self.lang)

    def _first[T](self, found: Iterable[tuple[T, str, Recipient]]) -> dict[T, tuple[str, str]]:
        told: dict[T, tuple[str, str]] = {}
        for what, words, row in found:
            told.setdefault(what, (words, row.source.place(self.lang)))
        return told


def versions(earlier: Declaration, later: Declaration, lang: str = "en") -> list[Change]:
    """Give what differs, by recipient in the order of the later version; those that it lacks come last.

    Args:
        earlier: the version that held before.
        later: the version that holds after it.
        lang: language of the places, ``ko`` or ``en``.
    """
    before, after = _by_name(earlier.recipients, lang), _by_name(later.recipients, lang)
    found: list[Change] = []
    for name, new in after.items():
        old = before.get(name)
        if old is None:
            found.append(Change("recipient", "added", new.name, after=new.name, places=("", new.place())))
        found += _changes(old or _Told((), lang), new, new.name)
    for name, old in before.items():
        if name not in after:
            found.append(Change("recipient", "removed", old.name, before=old.name, places=(old.place(), "")))
            found += _changes(old, _Told((), lang), old.name)
    return found


def _by_name(rows: Sequence[Recipient], lang: str) -> dict[str, _Told]:
    """Gather the rows of one recipient, whichever of its names each of them has."""
    names: dict[str, str] = {}
    gathered: dict[str, list[Recipient]] = {}
    for row in rows:
        own = [name for name in (same(row.known_as), same(row.organisation)) if name] or [key(row.organisation)]
        name = next((names[one] for one in own if one in names), own[0])
        names |= dict.fromkeys(own, name)
        gathered.setdefault(name, []).append(row)
    return {name: _Told(tuple(listed), lang) for name, listed in gathered.items()}


def _changes(old: _Told, new: _Told, recipient: str) -> Iterator[Change]:
    yield from _differing("country", old.countries(), new.countries(), recipient, lambda code: (code, ""))
    yield from _differing("item", old.items(), new.items(), recipient, lambda pair: pair)
    yield from _differing("unread", old.unread(), new.unread(), recipient, lambda _: ("", ""))
    if not old.rows or not new.rows:
        return
    for column in TEXTS:
        was, now = old.text(column), new.text(column)
        if key(was) != key(now):
            change: Literal["added", "removed", "changed"] = "changed" if was and now else "added" if now else "removed"
            yield Change(column, change, recipient, before=was, after=now, places=(old.place(), new.place()))


def _differing[T](
    kind: Kind,
    old: dict[T, tuple[str, str]],
    new: dict[T, tuple[str, str]],
    recipient: str,
    about: Callable[[T], tuple[str, str]],
) -> Iterator[Change]:
    for what, (words, place) in new.items():
        if what not in old:
            yield Change(kind, "added", recipient, *about(what), after=words, places=("", place))
    for what, (words, place) in old.items():
        if what not in new:
            yield Change(kind, "removed", recipient, *about(what), before=words, places=(place, ""))


def _unread_items(row: Recipient) -> Iterator[str]:
    return (item.words for item in row.items if item.reading == "unread")
