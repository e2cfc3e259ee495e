"""The statute-shaped table as a sheet: a line a recipient, a cell a thing, for those who filter in a workbook."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from trafficaudit.declarations.model import Recipient
from trafficaudit.report.clock import clock, earliest, in_order, latest
from trafficaudit.report.declared import Held, country_words
from trafficaudit.report.flows import SIDES, place_of, proven, recipient_of
from trafficaudit.report.statute import Entry
from trafficaudit.report.texts import Texts
from trafficaudit.report.wording import recipient
from trafficaudit.tables.columns import Column

type Cell = Callable[[Entry, Texts], Iterable[str]]
type Words = Callable[[Recipient], Iterable[str]]


@dataclass(frozen=True, slots=True)
class NoticeColumn:
    """One column: its number in the notice, the key of its heading, what it says, and where the policy's words are.

    Args:
        number: as Art. 28-8(2) of the Act and Art. 31 of its decree number the items; empty beside them.
        key: of the heading among the texts.
        cell: what was seen; nothing where traffic cannot show it.
        words: which words of a row of the policy belong here.
    """

    number: str
    key: str
    cell: Cell | None
    words: Words | None = None


def _sides(side: str) -> Cell:
    return lambda entry, texts: sorted(
        {texts.country(place_of(row)) for row, _ in entry.rows if row["leaves_korea"] == side}
    )


def _items(*, sure: bool) -> Cell:
    def cell(entry: Entry, texts: Texts) -> Iterable[str]:
        names = {row["category"] for row, _ in entry.rows if proven(row)}
        all_names = {row["category"] for row, _ in entry.rows}
        return sorted(texts.category(name) for name in (names if sure else all_names - names))

    return cell


def _phases(entry: Entry, texts: Texts) -> Iterable[str]:
    rows = sorted((row for row, _ in entry.rows), key=lambda row: in_order(row["first_seen"]))
    return dict.fromkeys(texts.phase(row["phase"]) for row in rows)


def _recipient(entry: Entry, texts: Texts) -> Iterable[str]:
    return [recipient(recipient_of(entry.rows[0][0]), texts)]


def _country(entry: Entry, texts: Texts) -> Iterable[str]:
    code = entry.rows[0][0]["recipient_country"]
    return [texts.country(code)] if code else []


COLUMNS: tuple[NoticeColumn, ...] = (
    NoticeColumn("", "app", lambda entry, _: [entry.rows[0][0]["app"]]),
    NoticeColumn("3", "statute_recipient", _recipient, lambda one: [one.contact]),
    NoticeColumn("3", "notice_established", _country),
    NoticeColumn("3", "notice_hosts", lambda entry, _: sorted({row["host"] for row, _ in entry.rows})),
    NoticeColumn("1", "notice_proven", _items(sure=True)),
    NoticeColumn("1", "notice_hints", _items(sure=False)),
    # What a policy declares is abroad.
    *(
        NoticeColumn("2", f"notice_side_{side}", _sides(side), country_words if side == "yes" else None)
        for side in SIDES
    ),
    NoticeColumn("2", "notice_phases", _phases, lambda one: [one.when_how]),
    NoticeColumn("2", "notice_first", lambda entry, _: [clock(earliest(row["first_seen"] for row, _ in entry.rows))]),
    NoticeColumn("2", "notice_last", lambda entry, _: [clock(latest(row["last_seen"] for row, _ in entry.rows))]),
    NoticeColumn("", "column_exchanges", lambda entry, _: [str(entry.exchanges)]),
    NoticeColumn("4", "statute_purpose", None, lambda one: [one.purpose, one.retention]),
    NoticeColumn("5", "statute_refusal", None, lambda one: [one.refusal]),
    NoticeColumn("0", "statute_basis", None, lambda one: [one.basis]),
)
"""The columns of the sheet."""


def columns(texts: Texts) -> list[Column]:
    """Give the columns as those of a sheet, their headings in the language of the texts."""
    named = ((each.key, f"{each.number}. {texts(each.key)}" if each.number else texts(each.key)) for each in COLUMNS)
    return [
        Column(heading, heading, heading, "whole" if key == "column_exchanges" else "text") for key, heading in named
    ]


def lines(listed: Sequence[Entry], texts: Texts, held: Held | None = None) -> list[tuple[str, ...]]:
    """Give a line a recipient; where a declaration is held against it, the policy's words stand in its cells."""
    return [tuple(_cell(column, entry, texts, held) for column in COLUMNS) for entry in listed]


def _cell(column: NoticeColumn, entry: Entry, texts: Texts, held: Held | None) -> str:
    seen = ", ".join(column.cell(entry, texts)) if column.cell else texts("unseen")
    told = held.declared(entry) if held and column.words else []
    words = dict.fromkeys(word for one in told for word in (column.words(one) if column.words else ()) if word)
    return "\n".join(filter(None, (seen, *(texts("policy_says", words=word) for word in words))))
