"""Every row of the transfer table: the script shows them by scrolling, a page without scripts the first ones."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from trafficaudit.report.clock import clock
from trafficaudit.report.elements import Child, Markup, join, tag
from trafficaudit.report.flows import place_of, proven, recipient_of
from trafficaudit.report.links import Link, Linked
from trafficaudit.report.marks import proof_mark, side_class
from trafficaudit.report.results import Results, Row
from trafficaudit.report.statute import evidence_address
from trafficaudit.report.texts import Texts
from trafficaudit.report.wording import recipient

_FIRST = 40


@dataclass(frozen=True, slots=True)
class RowColumn:
    """One column of the list: its name in the page's data, its part of the evidence, and how it shows a row."""

    name: str
    part: str
    cell: Callable[[Row, Texts], Child]


def _named(row: Row, texts: Texts) -> Markup:
    return join(proof_mark(proven(row), texts), " ", texts.category(row["category"]))


def _side(row: Row, texts: Texts) -> Markup:
    return tag("span", texts.word("side", row["leaves_korea"]), class_=f"tag {side_class(row['leaves_korea'])}")


ROW_COLUMNS: tuple[RowColumn, ...] = (
    RowColumn("category", "item", _named),
    RowColumn("match", "item", lambda row, texts: texts.word("match", row["match"])),
    RowColumn("recipient", "destination", lambda row, texts: recipient(recipient_of(row), texts)),
    RowColumn("host", "destination", lambda row, _: row["host"]),
    RowColumn("place", "destination", lambda row, texts: texts.country(place_of(row))),
    RowColumn("side", "destination", _side),
    RowColumn("phase", "exchange", lambda row, texts: texts.phase(row["phase"])),
    RowColumn("exchanges", "exchange", lambda row, _: f"{row['exchanges']:,}"),
    RowColumn("first", "exchange", lambda row, _: clock(row["first_seen"])),
    RowColumn("encrypted", "exchange", lambda row, texts: texts.word("encrypted", row["encrypted"])),
)
"""The columns of the list; the script shows the same ones."""


def row_table(results: Results, linked: Linked, texts: Texts) -> Markup:
    """Write the list with its first rows."""
    heads = (tag("th", texts(f"column_{column.name}"), scope="col", data_column=column.name) for column in ROW_COLUMNS)
    body = (_line(place, row, link, results, texts) for place, (row, link) in enumerate(linked[:_FIRST]))
    table = tag(
        "table",
        tag("caption", texts("rows_caption")),
        tag("thead", tag("tr", *heads, tag("th", texts("column_evidence"), scope="col", class_="print-only"))),
        tag("tbody", *body),
        id="row-table",
        class_="rows",
    )
    more = len(linked) - _FIRST
    note = tag("noscript", tag("p", texts("rows_more", number=more), class_="note")) if more > 0 else None
    return join(
        tag("div", table, id="row-view", class_="view", tabindex=0, role="group", aria_label=texts("rows_title")), note
    )


def _line(place: int, row: Row, link: Link, results: Results, texts: Texts) -> Markup:
    cells = (
        tag("td", tag("a", column.cell(row, texts), href=evidence_address(place, column.part, "row")))
        for column in ROW_COLUMNS
    )
    return tag(
        "tr",
        *cells,
        tag("td", _evidence([results.findings[each] for each in link.findings[:1]], texts), class_="print-only"),
    )


def _evidence(findings: Sequence[Row], texts: Texts) -> str:
    return "; ".join(
        f"{row['capture']}/{row['exchange']} {texts.word('part', row['part'])} {row['path']} "
        f"[{row['span_start']}, {row['span_end']}) {row['value_preview']}"
        for row in findings
    )
