"""Which findings of the written table the transfer table was counted from: chosen by the code that counted them."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from trafficaudit.model import Field, Finding, Span
from trafficaudit.tables.strength import beside, strongest

type _Rows = Sequence[Mapping[Any, Any]]


def chosen(findings: _Rows) -> Iterator[int]:
    """Give the places of the findings in what was sent that count: of each field the strongest way of knowing.

    Args:
        findings: rows of the table of findings, those of one exchange together, as they were written.
    """
    for made in _exchanges(findings):
        kept = {id(finding) for finding in strongest(finding for _, finding in made)}
        yield from (place for place, finding in made if id(finding) in kept)


def counted(findings: _Rows) -> Iterator[tuple[int, str]]:
    """Give the places of the findings that a row of the transfer table stands on, each with the match of its row.

    They are those that count, and what a document or a name says of them beside their form (``beside``).

    Args:
        findings: see ``chosen``.
    """
    for made in _exchanges(findings):
        kept = strongest(finding for _, finding in made)
        matches = {id(finding): finding.match for finding in kept}
        matches |= {id(said): one.match for said, one in beside([finding for _, finding in made], kept)}
        yield from ((place, matches[id(finding)]) for place, finding in made if id(finding) in matches)


def _exchanges(findings: _Rows) -> Iterator[list[tuple[int, Finding]]]:
    for _, group in groupby(enumerate(findings), lambda item: (item[1]["capture"], item[1]["exchange"])):
        yield [(place, _finding(row)) for place, row in group]


def _finding(row: Mapping[Any, Any]) -> Finding:
    span = Span(row["span_start"], row["span_end"])
    field = Field(row["direction"], row["part"], row["path"], "", "", (), span, exact=False, parent=-1, leaf=True)
    # Of values the table has only digests, which are as good to tell whether two are one.
    value = row["value_sha256"]
    return Finding(
        field, row["category"], row["match"], (), span, value, row["detector"], row["confidence"], row["reasoning"]
    )
