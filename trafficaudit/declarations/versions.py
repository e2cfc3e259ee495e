"""Two versions of one policy, each read and confirmed: what the later one declares that the earlier did not, and back.

A policy may have been changed after a recording, or because of it: what it says today is no answer to what was told on
the day. Rows of one recipient count together, in both versions, by its name in the map or the same name; companies of
one name in two countries are two. An item is declared for a country where both stand in one row (as ``compare`` asks).
Words that say the same in another way, or rows in another order, are no change.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from trafficaudit.declarations.groups import apart
from trafficaudit.declarations.model import Declaration, Reading, Recipient
from trafficaudit.declarations.organisations import called, same
from trafficaudit.declarations.wording import flat, key

type Kind = Literal[
    "recipient", "country", "item", "unread", "not_in_traffic",
    "contact", "purpose", "retention", "when_how", "refusal", "basis",
    "type", "tracking_domain", "encrypted", "empty",
]  # fmt: skip
"""What changed: ``item`` for a category in a country (in none where the row names none), ``unread`` for words of which
nothing is known, ``not_in_traffic`` for items that no traffic shows. The last four are a label's: a type of data, a
host for tracking, the claim that data is encrypted, a section that is said to hold nothing."""

TEXTS: tuple[Kind, ...] = ("contact", "purpose", "retention", "when_how", "refusal", "basis")
"""Columns whose words are held against each other."""


@dataclass(frozen=True, slots=True)
class Change:
    """One difference; the side that does not have it is empty.

    Args:
        kind: what it is about.
        change: ``added``, ``removed``, or ``changed`` words of a column.
        recipient: the recipient, as the later version writes it where that has it; of a label the type of data.
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
            ((country, category), item.words, row)
            for row in self.rows
            for item in row.items
            for category in item.categories
            for country in ([each.code for each in row.countries] or [""])
        )

    def unread(self) -> dict[str, tuple[str, str]]:
        said = ((words, row) for row in self.rows for words in (*row.unread_countries, *_items(row, "unread")))
        return self._first((key(words), words, row) for words, row in said)

    def unshown(self) -> dict[str, tuple[str, str]]:
        said = ((words, row) for row in self.rows for words in _items(row, "not_in_traffic"))
        return self._first((key(words), words, row) for words, row in said)

    def texts(self, column: str) -> list[str]:
        return list(dict.fromkeys(flat(text) for row in self.rows if (text := getattr(row, column))))

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
    found: list[Change] = []
    for old, new in _paired(earlier.recipients, later.recipients, lang):
        if not old.rows:
            found.append(Change("recipient", "added", new.name, after=new.name, places=("", new.place())))
        if not new.rows:
            found.append(Change("recipient", "removed", old.name, before=old.name, places=(old.place(), "")))
        found += _changes(old, new, new.name if new.rows else old.name)
    return found


def _paired(earlier: Sequence[Recipient], later: Sequence[Recipient], lang: str) -> list[tuple[_Told, _Told]]:
    """Gather the rows of each recipient: those of the earlier and those of the later version."""
    groups: dict[int, tuple[list[Recipient], list[Recipient]]] = {}
    named: dict[str, set[int]] = {}  # the groups that a name may mean
    numbered = enumerate([*((1, row) for row in later), *((0, row) for row in earlier)])
    for number, (version, row) in numbered:
        perhaps = set().union(*(named.get(name, ()) for name in _names(row)))
        joined = sorted(place for place in perhaps if any(_is_one(row, one) for each in groups[place] for one in each))
        place = joined[0] if joined else number
        group = groups.setdefault(place, ([], []))
        for other in joined[1:]:  # a row that has the names of both
            for mine, theirs in zip(group, groups.pop(other), strict=True):
                mine.extend(theirs)
            for places in named.values():
                places.discard(other)
        group[version].append(row)
        for name in {name for each in (group if joined[1:] else ([row],)) for one in each for name in _names(one)}:
            named.setdefault(name, set()).add(place)
    return [(_Told(tuple(old), lang), _Told(tuple(new), lang)) for _, (old, new) in sorted(groups.items())]


def _names(row: Recipient) -> set[str]:
    return {same(row.known_as), *map(same, called(row.organisation))} - {""} or {key(row.organisation)}


def _is_one(row: Recipient, other: Recipient) -> bool:
    """Say whether two rows that share a name are of one recipient."""
    if row.known_as and row.known_as == other.known_as:
        return True
    names = (one.known_as or one.organisation for one in (row, other))
    return bool(_names(row) & _names(other)) and not apart(*names)


def _changes(old: _Told, new: _Told, recipient: str) -> Iterator[Change]:
    yield from _differing("country", old.countries(), new.countries(), recipient, lambda code: (code, ""))
    yield from _differing("item", old.items(), new.items(), recipient, lambda pair: pair)
    yield from _differing("unread", old.unread(), new.unread(), recipient, lambda _: ("", ""))
    yield from _differing("not_in_traffic", old.unshown(), new.unshown(), recipient, lambda _: ("", ""))
    if not old.rows or not new.rows:
        return
    for column in TEXTS:
        was, now = old.texts(column), new.texts(column)
        if set(map(key, was)) != set(map(key, now)):
            change: Literal["added", "removed", "changed"] = "changed" if was and now else "added" if now else "removed"
            before, after = " / ".join(was), " / ".join(now)
            yield Change(column, change, recipient, before=before, after=after, places=(old.place(), new.place()))


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


def _items(row: Recipient, reading: Reading) -> Iterator[str]:
    return (item.words for item in row.items if item.reading == reading)
