"""Rows of a table that were read, each made when it is asked for: a million of them as mappings take gigabytes."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, overload

import pyarrow as pa
import pyarrow.compute as pc

type Line = Mapping[str, Any]


class Lines(Sequence[Line]):
    """The rows of a table, as mappings by the names of its columns; cells that are alike are one object.

    Args:
        table: the table, columns of texts, numbers and times.
    """

    def __init__(self, table: pa.Table) -> None:
        self.columns: Mapping[str, Sequence[Any]] = {name: _cells(table[name]) for name in table.column_names}
        self._names, self._cells = tuple(self.columns), tuple(self.columns.values())
        self._size: int = table.num_rows

    def __len__(self) -> int:
        return self._size

    def __iter__(self) -> Iterator[Line]:
        names = self._names
        return (dict(zip(names, cells, strict=True)) for cells in zip(*self._cells, strict=True))

    @overload
    def __getitem__(self, place: int) -> Line: ...
    @overload
    def __getitem__(self, place: slice) -> list[Line]: ...
    def __getitem__(self, place: int | slice) -> Line | list[Line]:
        if isinstance(place, slice):
            return [self[each] for each in range(*place.indices(self._size))]
        return dict(zip(self._names, [cells[place] for cells in self._cells], strict=True))


def _cells(column: Any) -> list[Any]:
    """Give the cells of a column (``pyarrow.ChunkedArray``)."""
    cells: list[Any] = []
    for chunk in pc.dictionary_encode(column, null_encoding="encode").chunks:
        values = chunk.dictionary.to_pylist()
        cells += [values[code] for code in chunk.indices.to_pylist()]
    return cells
