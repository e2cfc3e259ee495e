"""What a reader finds in a label, gathered: one entry for each type of data in a section."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from trafficaudit.declarations.labels.words import is_heading, named
from trafficaudit.declarations.model import DataType, Label, Section, Store
from trafficaudit.declarations.wording import key

MOST = 2_000
"""Entries of one label; the longest has some hundred."""


@dataclass(slots=True)
class Found:
    """A label while it is read.

    Args:
        store: whose label it is.
        types: its entries, as they come.
        empty: sections of which it says that they hold nothing.
        domains: hosts that are declared for tracking.
        encrypted: whether it says that data is encrypted in transit.
        missing: whether it says that the developer gave nothing.
        strange: words in the place of a type that the store's list does not have, each with its line.
        aside: whether it names programming interfaces, which are no data.
    """

    store: Store
    types: list[DataType] = field(default_factory=list)
    empty: list[Section] = field(default_factory=list)
    domains: list[str] = field(default_factory=list)
    encrypted: bool = False
    missing: bool = False
    strange: list[tuple[int, str]] = field(default_factory=list)
    aside: bool = False
    whole: bool = False

    @property
    def some(self) -> bool:
        """Whether it says anything of what is collected."""
        return bool(self.types or self.empty or self.whole)

    def label(self) -> Label:
        """Give the label."""
        types = tuple(merged(self.types, self.store))
        filled = {one.section for one in types}
        empty = tuple(dict.fromkeys(one for one in self.empty if one not in filled))
        return Label(self.store, types, empty, tuple(dict.fromkeys(self.domains)), self.encrypted)


def merged(types: Iterable[DataType], store: Store) -> list[DataType]:
    """Bring together what is said of one type in one section; a heading is none where types under it are named."""
    told: dict[tuple[str, str], DataType] = {}
    for one in list(types)[:MOST]:
        kind = named(store, one.words)
        place = (one.section, kind.name if kind else key(one.words))
        was = told.get(place)
        told[place] = (
            replace(
                was,
                purposes=tuple(dict.fromkeys((*was.purposes, *one.purposes))),
                optional=was.optional or one.optional,
            )
            if was
            else one
        )
    headings = [one for one in told.values() if is_heading(store, one)]
    under = {(one.section, key(one.group)) for one in told.values() if one not in headings}
    return [one for one in told.values() if one not in headings or (one.section, key(one.group)) not in under]
