"""Overlaps are those that a look at every run finds."""

import time
from collections.abc import Mapping

from hypothesis import example, given
from hypothesis import strategies as st

from trafficaudit.joined.runs import Placed, Runs
from trafficaudit.model import Span

SPANS = st.tuples(st.integers(0, 30), st.integers(1, 8)).map(lambda pair: Span(pair[0], sum(pair)))


def overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


@given(st.lists(SPANS, max_size=12), SPANS)
def test_runs(spans: list[Span], asked: Span) -> None:
    expected = any(overlap(asked, span) for span in spans)
    assert Runs(spans).overlap(asked) == expected
    both = Runs(spans[::2])
    both.join(Runs(spans[1::2]))
    assert both.overlap(asked) == expected


@given(st.lists(SPANS, max_size=12), SPANS)
@example([Span(0, 10), Span(2, 5)], Span(5, 6))  # one that touches, before one that reaches over it
def test_what_stands_beside(spans: list[Span], asked: Span) -> None:
    placed = Placed((span, number) for number, span in enumerate(spans))
    assert sorted(placed.beside(asked)) == [number for number, span in enumerate(spans) if overlap(asked, span)]


def test_runs_that_touch_do_not_overlap() -> None:
    runs = Runs([Span(0, 5), Span(5, 9)])
    assert not runs.overlap(Span(9, 12))
    assert runs.overlap(Span(4, 5))
    assert not Runs().overlap(Span(0, 1))


def test_what_stands_at_the_same_place_needs_no_order_of_its_own() -> None:
    items: list[Mapping[str, int]] = [{"a": 1}, {"b": 2}, {"c": 3}]
    placed = Placed(zip((Span(0, 4), Span(0, 4), Span(2, 4)), items, strict=True))
    assert list(placed.beside(Span(3, 9))) == [{"c": 3}, {"b": 2}, {"a": 1}]


def test_what_lies_far_before_is_not_looked_at() -> None:
    many = 100_000
    placed = Placed((Span(at, at + 1), at) for at in range(many))
    begun = time.process_time()
    for at in range(many - 2_000, many):
        assert list(placed.beside(Span(at, at + 1))) == [at]
    assert time.process_time() - begun < 1, "it takes milliseconds, and a look at every run many seconds"
