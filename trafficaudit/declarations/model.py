"""What a policy declares: frozen, without input or output. The policy's words stand beside what was read of them."""

from dataclasses import dataclass, field
from typing import Literal

type Reading = Literal["named", "broad", "unread", "not_in_traffic"]
"""``named``: the words name these categories. ``broad``: a collective term, which covers what ``items.toml`` lists.
``unread``: nothing is known of the words. ``not_in_traffic``: known, and nothing that a phone sends could show it."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where in the policy something stands.

    ``lines`` counts from 1 in the file, in a PDF in the text lines of ``page``; ``page`` is 0 where there are none.
    ``table`` and ``row`` count the tables of the policy and the rows below the heading.
    """

    lines: tuple[int, int]
    page: int = 0
    table: int = 0
    row: int = 0

    def place(self, lang: str = "en") -> str:
        """Give the place for people in ``ko`` or (any other value) ``en``.

        >>> Source((12, 14), 3).place(), Source((12, 14), 3).place("ko")
        ('page 3, lines 12-14', '3쪽 12-14행')
        """
        first, last = self.lines
        if lang == "ko":
            return (f"{self.page}쪽 " if self.page else "") + (f"{first}행" if first == last else f"{first}-{last}행")
        lines = f"line {first}" if first == last else f"lines {first}-{last}"
        return f"page {self.page}, {lines}" if self.page else lines


@dataclass(frozen=True, slots=True)
class Country:
    """A country as ISO 3166-1 alpha-2, and the words that named it."""

    code: str
    words: str


@dataclass(frozen=True, slots=True)
class Item:
    """One item of the policy's list: its words, and the slugs of ``categories.toml`` that they stand for."""

    words: str
    categories: tuple[str, ...]
    reading: Reading


@dataclass(frozen=True, slots=True)
class Recipient:
    """One row of the table.

    Args:
        organisation: the name as the policy writes it.
        known_as: its name in the map of recipients; empty where that is not certain.
        domains: registrable domains that the investigator knows to be this recipient's.
        contact, purpose, retention, when_how, refusal, basis: the policy's words.
        countries: what was read of the policy's countries.
        unread_countries: words in the country's place of which nothing is known.
        items: what was read of the policy's items.
        source: where the row stands.
        confirmed: whether an investigator has confirmed this row.
    """

    organisation: str
    known_as: str
    domains: tuple[str, ...]
    contact: str
    countries: tuple[Country, ...]
    unread_countries: tuple[str, ...]
    items: tuple[Item, ...]
    purpose: str
    retention: str
    when_how: str
    refusal: str
    basis: str
    source: Source
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Policy:
    """The file that was read: base name, SHA-256, size in bytes, kind and encoding (empty in a PDF).

    ``effective`` is from which day on it holds (ISO 8601), as the investigator says; empty where nobody did.
    """

    file: str
    sha256: str
    size: int
    kind: str
    encoding: str
    effective: str = ""


type Store = Literal["app_store", "play", "manifest"]
"""Whose label it is: the App Store's, Google Play's, or the privacy manifest in an app for Apple's devices."""

type Section = Literal["tracking", "linked", "not_linked", "shared", "collected"]
"""Under what a type of data stands: the first three in a label of Apple's, the others in one of Google's."""


@dataclass(frozen=True, slots=True)
class DataType:
    """One type of data in one section of a label; it holds for the whole app and names nobody and no country.

    Args:
        section: under what it stands.
        group: the store's heading for types of its kind, as the label writes it; empty where there is none.
        words: the type as the label writes it.
        categories: what the store's definition of it names.
        perhaps: what the type may hold by that definition, and need not.
        reading: as of an item; ``broad`` for a heading without types.
        purposes: the label's words.
        optional: whether the label says that the user may choose.
        source: where it stands; of what a program reads, lines are 0.
        confirmed: whether an investigator has confirmed it.
    """

    section: Section
    group: str
    words: str
    categories: tuple[str, ...]
    perhaps: tuple[str, ...]
    reading: Reading
    purposes: tuple[str, ...]
    optional: bool
    source: Source
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """What a store or an app's manifest says that the app collects.

    Args:
        store: whose label it is.
        types: what it names.
        empty: sections of which it says that they hold nothing.
        tracking_domains: the hosts that a manifest declares for tracking.
        encrypted: whether it says that data is encrypted in transit.
    """

    store: Store
    types: tuple[DataType, ...]
    empty: tuple[Section, ...] = ()
    tracking_domains: tuple[str, ...] = ()
    encrypted: bool = False


@dataclass(frozen=True, slots=True)
class Declaration:
    """What a policy declares, or a store's label: then it has no recipients.

    ``notes`` says what reading left open, ``where`` names the file that it was read from and ``sha256`` is that file's;
    none is a part of it.
    """

    policy: Policy
    recipients: tuple[Recipient, ...]
    confirmed: bool = False
    notes: tuple[str, ...] = ()
    label: Label | None = None
    where: str = field(default="", compare=False)
    sha256: str = field(default="", compare=False)

    @property
    def standing(self) -> bool:
        """Say whether an investigator has confirmed the whole and every row."""
        types = self.label.types if self.label else ()
        return self.confirmed and all((*(one.confirmed for one in self.recipients), *(one.confirmed for one in types)))
