"""What a declaration adds to the report: the policy beside what was seen, and what it declares that was not."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from trafficaudit.declarations.compare import Row as Compared
from trafficaudit.declarations.model import Declaration, Recipient
from trafficaudit.declarations.outcomes import Outcome
from trafficaudit.report.elements import Child, Markup, join, tag
from trafficaudit.report.results import Row
from trafficaudit.report.sections import section
from trafficaudit.report.statute import COLUMNS, Column, Entry, chip
from trafficaudit.report.texts import Texts
from trafficaudit.tables import comparison

_KEY = ("app", "recipient", "host", "country", "certainty", "leaves_korea", "category", "party")
_WORDS: Mapping[str, tuple[str, ...]] = {
    "purpose": ("purpose", "retention"),
    "refusal": ("refusal",),
    "basis": ("basis",),
}
_CLASSES = {
    Outcome.AS_DECLARED: "side-no",
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
        """The columns of the notice with what the policy says in them."""
        out: list[Column] = []
        for column in COLUMNS:
            names = _WORDS.get(column.key)
            out.append(column if names is None else replace(column, cell=self._words(names, column.cell)))
            if column.key == "items":
                out.append(Column("", "declared", self._outcomes))
        return tuple(out)

    def _words(self, names: Sequence[str], cell: Callable[[Entry, Texts], Child]) -> Callable[[Entry, Texts], Child]:
        """Put the policy's words below what traffic cannot show."""

        def shown(entry: Entry, texts: Texts) -> Child:
            words = dict.fromkeys(
                word for one in self.declared(entry) for name in names if (word := getattr(one, name))
            )
            return join(
                cell(entry, texts), *(tag("div", texts("policy_says", words=word), class_="quiet") for word in words)
            )

        return shown

    def _outcomes(self, entry: Entry, texts: Texts) -> Child:
        parts: list[Markup] = []
        for outcome in Outcome:
            some = {row["category"] for row, _ in entry.rows if (held := self.of(row)) and held.outcome is outcome}
            if not some:
                continue

            def here(row: Row, outcome: Outcome = outcome) -> object:
                held = self.of(row)
                return (held.outcome, row["category"]) if held else None

            chips = [
                chip(entry.having(here, (outcome, name)), texts.category(name), "item", "item")
                for name in sorted(some, key=texts.category)
            ]
            parts += [_label(outcome, texts), tag("ul", *chips, class_="chips")]
        places = dict.fromkeys(one.source.place() for one in self.declared(entry))
        where = tag("div", texts("policy_place", place="; ".join(places)), class_="quiet") if places else None
        return join(*parts, where) if parts else tag("span", "–", class_="quiet")


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
    counts = Counter(row.outcome for row in held.rows)
    listed = (tag("li", _label(outcome, texts), " ", counts[outcome]) for outcome in Outcome)
    return section(
        "declared",
        texts,
        tag("p", texts("declared_policy", file=policy.file, sha256=policy.sha256)),
        None if held.declaration.standing else tag("p", texts("declared_draft"), class_="note"),
        tag("ul", *listed, class_="chips"),
        tag("p", texts("declared_note"), class_="quiet"),
        tag("div", _unobserved([row for row in held.rows if row.observed is None], texts), class_="scroll"),
        class_="wide",
    )


def _unobserved(rows: Sequence[Compared], texts: Texts) -> Markup:
    names = ("result", "recipient", "country", "words", "place", "note_heading")
    head = tag("tr", *(tag("th", texts(f"declared_{name}"), scope="col") for name in names))
    return tag(
        "table",
        tag("caption", texts("declared_caption")),
        tag("thead", head),
        tag("tbody", *(tag("tr", *(tag("td", cell) for cell in _cells(row, texts))) for row in rows)),
    )


def _cells(row: Compared, texts: Texts) -> Iterable[Child]:
    yield _label(row.outcome, texts)
    yield "; ".join(dict.fromkeys(one.organisation for one in row.declared))
    codes = row.country.split(", ") if row.country else [each.code for one in row.declared for each in one.countries]
    yield ", ".join(texts.country(code) for code in dict.fromkeys(codes))
    yield row.words
    yield "; ".join(dict.fromkeys(one.source.place() for one in row.declared))
    yield row.note


def _label(outcome: Outcome, texts: Texts) -> Markup:
    return tag("span", outcome.label(texts.lang), class_=f"tag {_CLASSES.get(outcome, 'side-yes')}")
