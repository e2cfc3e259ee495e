"""A remembered function says what it said, and does not grow without end."""

import doctest

from trafficaudit.detectors import memo
from trafficaudit.detectors.memo import Memo


def test_the_example_of_the_docstring_holds() -> None:
    assert doctest.testmod(memo) == (0, 2)


def test_it_asks_once_and_forgets_at_the_bound() -> None:
    asked: list[int] = []

    def double(number: int) -> int:
        asked.append(number)
        return 2 * number

    memory = Memo(double, 3)
    assert [memory[number] for number in (1, 1, 2, 3, 1, 4, 1)] == [2, 2, 4, 6, 2, 8, 2]
    assert asked == [1, 2, 3, 4, 1]
    assert memory == {4: 8, 1: 2}
