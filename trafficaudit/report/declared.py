"""What a declaration adds to the report: the policy beside what was seen, and what it declares that was not."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from trafficaudit.declarations.compare import Row as Compared
from trafficaudit.declarations.model import Declaration, Recipient, Source
from trafficaudit.declarations.outcomes import Outcome, outcomes
from trafficaudit.report.elements import Child, Markup, join, tag
from trafficaudit.report.results import Row
from trafficaudit.report.sections import section
from trafficaudit.report.statute import COLUMNS, Column, Entry, item_chips
from trafficaudit.report.texts import Texts
from trafficaudit.tables import comparison

_KEY = ("app", "recipient", "host", "country", "certainty", "leaves_korea", "category", "party")


def country_words(one: Recipient) -> tuple[str, ...]:
    """Give the words by which a row of the policy names countries, those that were not read among them."""
    return *(each.words for each in one.countries), *one.unread_countries


_WORDS: Mapping[str, Callable[[Recipient], tuple[str, ...]]] = {
    "recipient": lambda one: (one.contact,),
    "place": country_words,
    "when": lambda one: (one.when_how,),
    "purpose": lambda one: (one.purpose, one.retention),
    "refusal": lambda one: (one.refusal,),
    "basis": lambda one: (one.basis,),
}
_APART = (Outcome.OVER_DECLARED, Outcome.NOT_OBSERVABLE)
_CLASSES = {
    Outcome.AS_DECLARED: "side-no",
    Outcome.IN_LABEL: "side-no",
    Outcome.NOT_OBSERVABLE: "side-undetermined",
}


@dataclass(frozen=True)
class Held:
    """A declaration, and the rows of a result folder held against it."""

    declaration: Declaration
    rows: tuple[Compared, ...]

    @cached_property
    def _by_place(self) -> Mapping[tuple[str, ...], Compared]:
        seen = (row for row in self.rows if row.observed is not None)
        return {tuple(str(getattr(row.observed, name)) for name in _KEY): row for row in seen}

    def of(self, row: Row) -> Compared | None:
        """Give what a row of the transfer table came to; None for what stayed in Korea."""
        return self._by_place.get(tuple(str(row[name] or "") for name in _KEY))

    def declared(self, entry: Entry) -> list[Recipient]:
        """Give the rows of the policy that speak of a recipient."""
        found = (held for row, _ in entry.rows if (held := self.of(row)) is not None)
        return list(dict.fromkeys(one for held in found for one in held.declared))

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns of the notice: the items by what they came to, and the policy's words below what was seen."""
        return tuple(
            replace(column, cell=self._outcomes)
            if column.key == "items"
            else replace(column, cell=self._words(_WORDS[column.key], column.cell))
            for column in COLUMNS
        )

    def _words(
        self, said: Callable[[Recipient], tuple[str, ...]], cell: Callable[[Entry, Texts], Child]
    ) -> Callable[[Entry, Texts], Child]:
        """Put the policy's words below what was seen, or cannot be."""

        def shown(entry: Entry, texts: Texts) -> Child:
            words = dict.fromkeys(word for one in self.declared(entry) for word in said(one) if word)
            return join(
                cell(entry, texts), *(tag("div", texts("policy_says", words=word), class_="quiet") for word in words)
            )

        return shown

    def _outcomes(self, entry: Entry, texts: Texts) -> Child:
        """Show the items under what they came to; what stayed in Korea is not held against the policy."""

        def outcome(row: Row) -> Outcome | None:
            held = self.of(row)
            return held.outcome if held else None

        parts: list[Markup] = []
        for each in (*Outcome, None):
            some = entry.having(outcome, each)
            if some.rows:
                name = _label(each, texts) if each else tag("span", texts("not_held"), class_="quiet")
                parts.append(tag("div", name, item_chips(some, texts), class_="outcome"))
        places = dict.fromkeys(_where(one.source, texts) for one in self.declared(entry))
        where = tag("div", texts("policy_place", place="; ".join(places)), class_="quiet") if places else None
        return join(*parts, where, self._of_label(entry, texts))

    def _of_label(self, entry: Entry, texts: Texts) -> Markup | None:
        """Give the words of a label, which speaks of the whole app, that have a recipient's items."""
        found = (held for row, _ in entry.rows if (held := self.of(row)) is not None)
        words = dict.fromkeys(held.words for held in found if held.types)
        return tag("div", texts("label_says", words="; ".join(words)), class_="quiet") if words else None


def hold(folder: Path, declaration: Declaration, *, lang: str, draft: bool) -> Held:
    """Hold a result folder against a declaration.

    Args:
        folder: what ``trafficaudit replay`` wrote.
        declaration: what the policy declares.
        lang: language of the notes.
        draft: whether a declaration that nobody has confirmed is taken.

    Raises:
        ReadError: the folder is no result folder, or one of another version.
        DeclarationError: the declaration is not confirmed and ``draft`` was not given.
    """
    return Held(declaration, tuple(comparison.held(folder, declaration, lang=lang, draft=draft)))


def declared_section(held: Held, texts: Texts) -> Markup:
    """Say how often each outcome stands, and list what was declared and not observed."""
    policy = held.declaration.policy
    labelled = held.declaration.label is not None
    listed = (tag("li", *_count(held.rows, outcome, texts)) for outcome in outcomes(labelled=labelled))
    elsewhere = _elsewhere(held.rows)
    return section(
        "declared",
        texts,
        tag("p", texts("declared_label" if labelled else "declared_policy", file=policy.file, sha256=policy.sha256)),
        None if held.declaration.standing else tag("p", texts("declared_draft"), class_="note"),
        tag("p", texts("declared_rows"), class_="quiet"),
        tag("ul", *listed, class_="chips"),
        tag("p", texts("declared_elsewhere", number=elsewhere)) if elsewhere else None,
        tag("p", texts("declared_label_note" if labelled else "declared_note"), class_="quiet"),
        tag("div", _unobserved([row for row in held.rows if row.observed is None], texts), class_="scroll"),
    )


def _count(rows: Sequence[Compared], outcome: Outcome, texts: Texts) -> list[Child]:
    """Count the rows of an outcome, those of them that a seeded value proves, and recipients that were not told.

    Of one recipient that was not told there are as many rows as items: they are no number of recipients.
    """
    some = [row for row in rows if row.outcome is outcome]
    seen = [row.observed for row in some if row.observed is not None]
    proven = sum(one.proven for one in seen)
    more = [texts("declared_proven", number=proven)] if proven else []
    if seen and outcome is Outcome.UNDECLARED_RECIPIENT:
        more.append(texts("declared_recipients", number=len({one.recipient for one in seen} - {""}) or 1))
    told = tag("span", f" ({', '.join(more)})", class_="quiet") if more else None
    return [_label(outcome, texts), " ", str(len(some)), told]


def _elsewhere(rows: Sequence[Compared]) -> int:
    """Count the declared items that are over-declared only by their country: this recipient got them in another one.

    One mismatch stands in both directions then, and is no item that the app does not send.
    """
    wrong = [row for row in rows if row.outcome is Outcome.UNDECLARED_COUNTRY]
    got = {(one, row.observed.category) for row in wrong if row.observed for one in row.declared}
    over = [row for row in rows if row.outcome is Outcome.OVER_DECLARED]
    return sum(any((one, each) in got for one in row.declared for each in row.categories) for row in over)


def _unobserved(rows: Sequence[Compared], texts: Texts) -> Markup:
    """List what the policy declares and traffic does not show, one line a row of the policy."""
    groups: defaultdict[tuple[Recipient, ...], list[Compared]] = defaultdict(list)
    for row in rows:
        groups[row.declared].append(row)
    names = ("recipient", "over", "unseen")
    head = tag("tr", *(tag("th", texts(f"declared_{name}"), scope="col", class_=f"c-{name}") for name in names))
    lines = (
        tag("tr", tag("th", _declarer(of, texts), scope="row"), *(tag("td", _said(some, each)) for each in _APART))
        for of, some in groups.items()
    )
    return tag(
        "table",
        tag("caption", texts("declared_caption")),
        tag("thead", head),
        tag("tbody", *lines),
        class_="unobserved",
    )


def _declarer(declared: Sequence[Recipient], texts: Texts) -> Markup:
    codes = dict.fromkeys(each.code for one in declared for each in one.countries)
    return join(
        "; ".join(dict.fromkeys(one.organisation for one in declared)) or texts("declared_app"),
        tag("div", ", ".join(texts.country(code) for code in codes), class_="quiet"),
        tag("div", "; ".join(dict.fromkeys(_where(one.source, texts) for one in declared)), class_="quiet"),
    )


def _said(rows: Sequence[Compared], outcome: Outcome) -> Child:
    """Give the policy's words that came to one outcome; those with the same note stand together above it."""
    notes: defaultdict[str, list[str]] = defaultdict(list)
    for row in rows:
        if row.outcome is outcome:
            notes[row.note].append(row.words)
    listed = (
        tag("li", tag("b", ", ".join(dict.fromkeys(words))), tag("div", note, class_="quiet"))
        for note, words in notes.items()
    )
    return tag("ul", *listed, class_="said") if notes else tag("span", "–", class_="quiet")


def _where(source: Source, texts: Texts) -> str:
    first, last = source.lines
    lines = texts("policy_line" if first == last else "policy_lines", first=str(first), last=str(last))
    return texts("policy_page", page=str(source.page), lines=lines) if source.page else lines


def _label(outcome: Outcome, texts: Texts) -> Markup:
    return tag("span", outcome.label(texts.lang), class_=f"tag {_CLASSES.get(outcome, 'side-yes')}")
