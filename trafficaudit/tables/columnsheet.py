"""A sheet that is written column by column: what stands in a column again and again is turned into a cell once.

XlsxWriter looks at every cell four times on its way into the file, which would take most of the time of a report. Here
each different value of a column is looked at once, and lines are put together from what that gave. All else of the
workbook is XlsxWriter's: texts stand in its table of shared strings, which escapes them, but for two forms of text that
a hostile name may have (``literal``).
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

_TOGETHER = 4_096  # lines that are written at once
_RUNS = ("<r>", "</r>")  # between these XlsxWriter takes a text for markup of its own, and writes it as that
_SHARED = re.compile(r"(?<=_x[0-9A-Fa-f]{4}_)x(?=[0-9A-Fa-f]{4}_)")
"""A second escape of ECMA-376 part 1, 22.9.2.19 (``_x000D_``) that begins where one ends: only the first is escaped."""


def literal(text: str) -> str:
    r"""Give a text that a workbook shows as it stands: markup gets the apostrophe of formulas, an escape its own.

    >>> literal("<r><t>other</t></r>"), literal("_x000D_"), literal("_x005F_x202E_")
    ("'<r><t>other</t></r>", '_x000D_', '_x005F_\\x78202E_')
    """
    text = _SHARED.sub(r"\\x78", text)
    return "'" + text if text.startswith(_RUNS[0]) and text.endswith(_RUNS[1]) else text


class ColumnSheet(Worksheet):  # type: ignore[misc]
    """A worksheet whose first line is written with ``write_string``, and whose other lines are given as columns."""

    def __init__(self) -> None:
        super().__init__()
        self._given: list[list[str]] = []

    def add_column(self, values: Sequence[Any], texts: Mapping[Any, str], *, numbers: bool, style: int = 0) -> None:
        """Take the next column.

        Args:
            values: one value a line, every column as many.
            texts: what each value is written as; a line has no cell where that is empty.
            numbers: whether they are written as numbers.
            style: the number of their format in the workbook; 0 is none.
        """
        index = self.str_table._get_shared_string_index
        styled = f'" s="{style}' if style else ""
        ends = {
            value: styled + (f'"><v>{text}</v></c>' if numbers else f'" t="s"><v>{index(literal(text))}</v></c>')
            if text
            else ""
            for value, text in texts.items()
        }
        self._given.append([ends[value] for value in values])
        self.dim_rowmax = len(values)  # the last line of the sheet; the headings are line 0

    def _write_rows(self) -> None:
        """Write the lines; XlsxWriter calls it when the workbook is closed, and writes the headings itself."""
        last, self.dim_rowmax = self.dim_rowmax, 0
        super()._write_rows()
        self.dim_rowmax = last
        names = [xl_col_to_name(place) for place in range(len(self._given))]
        for first in range(0, last, _TOGETHER):
            some = [given[first : first + _TOGETHER] for given in self._given]
            columns = [_cells(name, ends, first + 2) for name, ends in zip(names, some, strict=True)]
            self.fh.write("".join(map(_line, range(first + 2, last + 2), zip(*columns, strict=True))))


def _cells(name: str, ends: Sequence[str], first: int) -> list[str]:
    return [f'<c r="{name}{line}{end}' if end else "" for line, end in enumerate(ends, start=first)]


def _line(number: int, cells: Sequence[str]) -> str:
    return f'<row r="{number}">{"".join(cells)}</row>'
