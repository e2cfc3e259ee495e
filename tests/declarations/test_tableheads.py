"""Where the headings of a table stand, and what they name; what its rows say is ``test_transfertable``."""

from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.declarations.grid import Cell, Grid
from trafficaudit.declarations.headings import Role
from trafficaudit.declarations.tableheads import Heads, named, oriented

HEADINGS = ["이전받는 자", "이전되는 국가", "이전 항목", "이용 목적"]
COLUMNS: tuple[tuple[Role, ...], ...] = (("recipient",), ("countries",), ("items",), ("purpose",))


def grid(*rows: list[str], before: str = "") -> Grid:
    return Grid(tuple(tuple(Cell(text) for text in row) for row in rows), before)


def test_headings_stand_in_a_row_below_a_title_or_in_the_first_column() -> None:
    row = ["Lion Inc.", "싱가포르", "이메일", "분석"]
    assert oriented(grid(HEADINGS, row)) == (grid(HEADINGS, row), Heads(COLUMNS, 1))
    titled = grid(["국외 이전 현황"] * 4, HEADINGS, row)
    assert oriented(titled) == (titled, Heads(COLUMNS, 2))
    turned = grid(*map(list, zip(HEADINGS, row, strict=True)))
    assert oriented(turned) == (grid(HEADINGS, row), Heads(COLUMNS, 1))


def test_a_form_of_labels_and_values_side_by_side() -> None:
    form = grid(["이전받는 자", "Lion Inc.", "이전되는 국가", "싱가포르"], ["이전 항목", "이메일", "이용 목적", "분석"])
    found, heads = oriented(form)
    assert heads == Heads(COLUMNS, 1)
    assert [cell.text for cell in found.rows[1]] == ["Lion Inc.", "싱가포르", "이메일", "분석"]


def test_too_few_columns_are_no_headings_but_for_a_country_abroad() -> None:
    for country, heads in (("싱가포르", Heads(COLUMNS[:2], 1)), ("대한민국", None), ("", None)):
        assert oriented(grid(HEADINGS[:2], ["Lion Inc.", country]))[1] == heads
    assert oriented(grid(HEADINGS[2:], ["이메일", "분석"]))[1] is None


def test_who_receives_stands_in_one_column() -> None:
    heads = oriented(grid(["이전받는 자", "이전받는 자의 국가", "이전 항목"], ["Lion Inc.", "싱가포르", "이메일"]))[1]
    assert heads is not None
    assert [column for column in heads.columns if "recipient" in column] == [("recipient",)]


def test_a_recipient_is_named_by_a_corner_or_by_a_title() -> None:
    told = Heads(((), *COLUMNS[1:]), 1)
    row = ["Lion Inc.", "싱가포르", "이메일", "분석"]
    assert named(grid(["구분", *HEADINGS[1:]], row), told) == Heads(COLUMNS, 1)
    other = grid(["번호", *HEADINGS[1:]], ["1", *row[1:]], before="1. Lion Inc.")
    assert named(other, told) == Heads(told.columns, 1, "Lion Inc.")
    assert named(grid(["번호", *HEADINGS[1:]], ["1", *row[1:]], ["2", *row[1:]], before="Lion Inc."), told) is None
    assert named(other, None) is None
    assert named(other, Heads(COLUMNS, 1)) == Heads(COLUMNS, 1)


@given(
    st.lists(st.lists(st.sampled_from([*HEADINGS, "", "국가", "x"]), min_size=4, max_size=4), min_size=1, max_size=7)
)
def test_any_table(rows: list[list[str]]) -> None:
    found, heads = oriented(grid(*rows))
    if heads is not None:
        assert 0 < heads.below <= len(found.rows)
        assert len(heads.columns) == found.width
        assert heads.known & {"recipient", "countries"}
    named(found, heads)
