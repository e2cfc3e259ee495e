from support.samples import exchange

from trafficaudit.model import Exchange, Gap, Message
from trafficaudit.together import FULL, MANY, groups, size


def _of(number: int, body: bytes = b"") -> Exchange:
    return exchange(number, request=Message(body=body, body_size=len(body)))


def _numbers(items: list[Exchange | Gap]) -> list[list[int] | str]:
    return [some.reason if isinstance(some, Gap) else [one.position for one in some] for some in groups(items)]


def test_exchanges_come_in_groups_in_their_order() -> None:
    assert _numbers([_of(number) for number in range(MANY + 1)]) == [list(range(MANY)), [MANY]]
    assert _numbers([]) == []


def test_a_gap_stands_behind_what_came_before_it() -> None:
    gap = Gap("c", 2, 0, "torn")
    assert _numbers([gap, _of(0), _of(1), gap, gap, _of(2)]) == ["torn", [0, 1], "torn", "torn", [2]]


def test_a_group_ends_with_what_makes_it_large() -> None:
    half = b"x" * (FULL // 2)
    assert _numbers([_of(0, half), _of(1, half), _of(2), _of(3, b"x" * FULL), _of(4)]) == [[0, 1], [2, 3], [4]]


def test_nothing_is_read_ahead_of_a_full_group() -> None:
    read = []

    def items() -> object:
        for number in range(3 * MANY):
            read.append(number)
            yield _of(number)

    next(groups(items()))  # type: ignore[arg-type]
    assert len(read) == MANY


def test_the_size_is_that_of_both_bodies() -> None:
    both = exchange(0, request=Message(body=b"123", body_size=9), response=Message(body=b"45", body_size=2))
    assert size(both) == 5
    assert size(exchange(0, request=None, response=None)) == 0
