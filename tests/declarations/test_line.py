import pytest

from trafficaudit.declarations.line import Line, labels, lines_of


def test_a_line_knows_where_its_runs_begin_and_where_the_last_one_ends() -> None:
    (line,) = lines_of("가온    US  ")
    assert line == Line("가온    US  ", 1, 0, ((0.0, "가온"), (8.0, "US")), 10.0)


@pytest.mark.parametrize(
    ("text", "found"),
    [("1. 이전받는 자: 가온", True), ("국가：미국", True), ("가온: 미국", False), ("이전받는 자 가온", False)],
)
def test_a_label_has_a_colon_and_names_a_column(text: str, found: bool) -> None:
    assert labels(text) is found
