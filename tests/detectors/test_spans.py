"""From characters of a value to bytes of a part."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.fields import field

from trafficaudit.detectors.spans import narrow
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
