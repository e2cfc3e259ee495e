import pytest

from trafficaudit.declarations.grid import MAX_CELLS, MAX_LINES, Budget, Cell, filling, squared, transposed
from trafficaudit.errors import ReadError


def test_rows_are_filled_up_and_can_be_turned() -> None:
    grid = squared([[Cell("a"), Cell("b")], [Cell("c")]], "before", 2)
    assert grid.width == 2
    assert [[cell.text for cell in row] for row in transposed(grid).rows] == [["a", "c"], ["b", ""]]
    assert (transposed(grid).before, transposed(grid).page) == ("before", 2)
    assert squared([]).width == 0
    assert transposed(squared([])).rows == ()


def test_rows_without_cells_are_none() -> None:
    assert squared([[], []], "before").rows == ()


def test_what_fills_rows_up_is_counted() -> None:
    assert filling([[Cell("a"), Cell("b")], [Cell("c")], []]) == 3
    assert filling([]) == 0


def test_a_document_has_a_bound() -> None:
    budget = Budget("p.html")
    budget.spend(MAX_CELLS)
    budget.lines(MAX_LINES)
    with pytest.raises(ReadError, match="has more than 200,000 lines"):
        budget.lines(MAX_LINES + 1)
    with pytest.raises(ReadError, match=r"p\.html: has tables with more than 60,000 cells"):
        budget.spend(1)
