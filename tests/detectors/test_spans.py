"""From characters of a value to bytes of a part."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.fields import field

from trafficaudit.detectors.spans import narrow, narrow_each
from trafficaudit.model import Span


@given(st.text(), st.text(), st.text(), st.integers(0, 99))
def test_text_is_counted_in_utf8(before: str, run: str, after: str, at: int) -> None:
    value = before + run + after
    raw = value.encode("utf-8", "surrogatepass")
    place = narrow(field("a", value, span=Span(at, at + len(raw))), len(before), len(before + run))
    assert raw[place.start - at : place.end - at] == run.encode("utf-8", "surrogatepass")


def test_bytes_are_counted_as_they_are() -> None:
    assert narrow(field("a", b"\xffabc", span=Span(10, 14)), 1, 3) == Span(11, 13)


@pytest.mark.parametrize("changes", [{"exact": False}, {"span": Span(3, 8)}])
def test_where_offsets_do_not_carry_through_the_field_is_the_narrowest(changes: dict[str, object]) -> None:
    one = field("a", "가나다", **changes)
    assert narrow(one, 1, 2) == one.span


@given(st.text(max_size=30), st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=6), st.booleans())
def test_many_runs_are_narrowed_as_each_is(value: str, places: list[tuple[int, int]], exact: bool) -> None:
    runs = [(min(*run, len(value)), min(max(run), len(value))) for run in places]
    size = len(value.encode("utf-8", "surrogatepass"))
    for end in (size, size + 1):
        one = field("a", value, span=Span(0, end), exact=exact)
        assert narrow_each(one, runs) == [narrow(one, *run) for run in runs]


def test_many_runs_of_a_long_text_take_one_pass() -> None:
    one = field("a", "한 1 " * 20_000)
    begun = time.process_time()
    assert len(narrow_each(one, [(at, at + 1) for at in range(2, 80_000, 4)])) == 20_000
    assert time.process_time() - begun < 5
