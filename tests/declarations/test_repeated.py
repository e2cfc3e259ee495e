import pytest

from trafficaudit.declarations.grid import Cell, Grid, squared
from trafficaudit.declarations.repeated import blocks


def table(*rows: str) -> Grid:
    return squared([[Cell(text) for text in row.split("|")] for row in rows], "국외 이전", 2)


def test_labels_that_come_again_are_another_recipient_s() -> None:
    first = ["이전받는 자|가온", "국가|미국", "항목|이메일", "|"]
    second = ["이전받는 자|나래", "국가|일본", "항목|성명"]
    assert list(blocks(table("현황|", *first, *second))) == [table("현황|", *first), table(*second)]


@pytest.mark.parametrize(
    "rows",
    [
        ["이전받는 자|국가|항목", "가온|미국|이메일", "이전받는 자|국가|항목", "나래|일본|성명"],
        ["이전받는 자|가온", "국가|미국", "항목|이메일"],
        ["국가|미국", "항목|이메일", "목적|배송", "국가|일본", "항목|성명", "목적|배송"],
        ["이전받는 자|가온", "이전받는 자|나래", "국가|미국", "항목|이메일"],
        ["가온|미국"],
    ],
    ids=["headings", "once", "nobody", "merged", "none"],
)
def test_others_are_one_table(rows: list[str]) -> None:
    assert list(blocks(table(*rows))) == [table(*rows)]
