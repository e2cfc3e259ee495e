"""Which findings of the written table the transfer table was counted from: chosen by the code that counted them."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from trafficaudit.model import Field, Finding, Span
from trafficaudit.tables.transfers import strongest


def chosen(findings: Sequence[Mapping[Any, Any]]) -> Iterator[int]:
    """Give the places of the findings in what was sent that count: of each field the strongest way of knowing.

    Args:
        findings: rows of the table of findings, those of one exchange together, as they were written.
    """
    for _, group in groupby(enumerate(findings), lambda item: (item[1]["capture"], item[1]["exchange"])):
        made = [(place, _finding(row)) for place, row in group]
        kept = {id(finding) for finding in strongest(finding for _, finding in made)}
        yield from (place for place, finding in made if id(finding) in kept)


def _finding(row: Mapping[Any, Any]) -> Finding:
    span = Span(row["span_start"], row["span_end"])
    field = Field(row["direction"], row["part"], row["path"], "", "", (), span, exact=False, parent=-1, leaf=True)
    return Finding(
        field, row["category"], row["match"], (), span, "", row["detector"], row["confidence"], row["reasoning"]
    )
