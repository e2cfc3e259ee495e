from collections.abc import Sequence
from typing import Any

import pytest

from trafficaudit.declarations.pdflayout import parts, without_running_heads

WIDE = 240.0


def word(left: float, top: float, text: str, right: float = 0.0) -> list[Any]:
    return [left, top, right or left + WIDE, top + 10, text]


def page(words: Sequence[Any], tables: Sequence[Any] = ()) -> dict[str, Any]:
    return {"words": list(words), "tables": list(tables), "images": 0}


def texts(given: dict[str, Any]) -> list[list[str]]:
    return [[one[4] for one in part["words"]] for part in parts(given)]


def two_columns(off: float = 0.0) -> list[Any]:
    left = [word(30, 60 + 15 * n, f"l{n}") for n in range(8)]
    return [*left, *(word(300, 60 + off + 15 * n, f"r{n}") for n in range(8))]


@pytest.mark.parametrize("off", [0.0, 6.0])
def test_two_columns_of_text_are_read_one_after_another(off: float) -> None:
    words = [word(30, 20, "title", 540), *two_columns(off), word(30, 300, "foot", 540)]
    left, right = [f"l{n}" for n in range(8)], [f"r{n}" for n in range(8)]
    assert texts(page(words)) == [["title"], left, right, ["foot"]]


def test_a_ruled_table_goes_with_its_column() -> None:
    tables = [{"box": [300, 60, 540, 90]}, {"box": [30, 90, 270, 120]}]
    left, right = parts(page(two_columns(), tables))
    assert (left["tables"], right["tables"]) == (tables[1:], tables[:1])


@pytest.mark.parametrize(
    "words",
    [
        [],
        [word(30, 60 + 15 * n, f"l{n}", 540) for n in range(8)],
        [*(word(30, 60 + 15 * n, "label", 90 + 20 * n) for n in range(8)), *two_columns()[8:]],
        [
            one
            for n in range(8)
            for one in (word(30, 15 * n, "a", 100), word(110, 15 * n, "b", 270), word(300, 15 * n, "c"))
        ],
        two_columns()[:4] + two_columns()[8:12],
    ],
    ids=["nothing", "one column", "labels", "a table", "few"],
)
def test_others_are_read_across(words: list[Any]) -> None:
    given = page(words)
    assert list(parts(given)) == [given]


def test_a_table_over_both_columns_is_not_cut() -> None:
    given = page(two_columns(), [{"box": [30, 55, 540, 200], "rows": []}])
    assert list(parts(given)) == [given]


def test_what_stands_on_most_pages_at_one_height_is_none_of_the_text() -> None:
    pages = [
        page([word(30, 20, "방침"), word(30, 60, f"글 {n}자"), word(30, 90, "b"), word(30, 800, f"- {n} -")])
        for n in (1, 2, 3)
    ]
    pages[2]["words"][1] = word(30, 61, "다른 글")
    told = without_running_heads(pages)
    assert [[one[4] for one in each["words"]] for each in told][2] == ["다른 글"]
    assert without_running_heads(pages[:1]) == pages[:1]
