"""Results that may count one exchange twice are told of; what is alike by chance is not."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from support.resultfolders import Item, destination, exchange, finding, unsent, write

from trafficaudit.model import UNDATED, UNNAMED
from trafficaudit.tables.twice import Twice, twice


def items(numbers: Iterable[int], *, app: str = "kr.example.shop", late: float = 0.0) -> list[Item]:
    """Give exchanges that many seconds after the start, and all of them so many seconds later."""
    made = [exchange(number, app=app) for number in numbers]
    return [
        (replace(one, started_at=one.started_at + timedelta(seconds=late)), destination(), [finding()]) for one in made
    ]


def folders(root: Path, *parts: list[Item]) -> list[Path]:
    return [write(root / str(number), part) for number, part in enumerate(parts)]


def test_a_cut_copy_is_told_of_with_how_much_it_holds(tmp_path: Path) -> None:
    whole, cut, other = items(range(30), app=UNNAMED), items(range(20), app=UNNAMED), items(range(40, 60))
    assert twice(folders(tmp_path, whole, cut, other)) == [Twice(0, 1, 20)]


def test_an_export_with_coarser_times_and_another_app_is_the_same(tmp_path: Path) -> None:
    exact, coarse = items(range(9), late=0.0004), items(range(9), app=UNNAMED)
    assert twice(folders(tmp_path, exact, coarse)) == [Twice(0, 1, 9)]


def test_each_copy_is_told_of_beside_the_first_that_holds_it(tmp_path: Path) -> None:
    parts = [items(range(9), app=f"kr.{name}") for name in "abc"]
    assert twice(folders(tmp_path, *parts)) == [Twice(0, 1, 9), Twice(0, 2, 9)]


def test_one_of_many_that_is_alike_is_chance(tmp_path: Path) -> None:
    parts = items(range(20), app="kr.a"), [*items(range(1), app="kr.b"), *items(range(100, 119), app="kr.b")]
    assert twice(folders(tmp_path, *parts)) == []


def test_what_was_not_sent_or_has_no_time_is_not_compared(tmp_path: Path) -> None:
    def changed(app: str) -> list[Item]:
        first, second = items(range(2), app=app)
        return [(unsent(first[0]), *first[1:]), (replace(second[0], started_at=UNDATED), *second[1:])]

    assert twice(folders(tmp_path, changed("kr.a"), changed("kr.b"))) == []


def test_two_recorders_of_one_app_at_one_time_are_told_of(tmp_path: Path) -> None:
    """Each has its own clock, so that no exchange of theirs is the same; of apps without a name nothing follows."""
    apart = 0.3
    named = folders(tmp_path, items(range(9)), items(range(9), late=apart), items(range(20, 25)))
    assert twice(named) == [Twice(0, 1, app="kr.example.shop")]
    (tmp_path / "unnamed").mkdir()
    unnamed = items(range(9), app=UNNAMED), items(range(9), app=UNNAMED, late=apart)
    assert twice(folders(tmp_path / "unnamed", *unnamed)) == []


def test_empty_results_have_nothing_twice(tmp_path: Path) -> None:
    assert twice(folders(tmp_path, [], items(range(3)), [])) == []
