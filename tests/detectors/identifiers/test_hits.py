"""Of runs that overlap one is told; those that only touch are all told, in order."""

from dataclasses import replace

import pytest
from support.fields import field

from trafficaudit.detectors.identifiers import imei
from trafficaudit.detectors.identifiers.hits import Hit, findings, strongest
from trafficaudit.model import Span

HIT = Hit(0, 10, 0, imei, 0.5, "made up")


def test_nothing_and_one_stay_what_they_are() -> None:
    assert strongest([]) == []
    assert strongest([HIT]) == [HIT]


@pytest.mark.parametrize(
    ("weaker", "stronger"),
    [
        (replace(HIT, end=20), replace(HIT, confidence=0.6)),
        (HIT, replace(HIT, start=5, end=16)),
        (replace(HIT, order=1), HIT),
    ],
    ids=["more confident", "longer", "first in the list"],
)
def test_of_two_that_overlap_one_stands(weaker: Hit, stronger: Hit) -> None:
    assert strongest([weaker, stronger]) == strongest([stronger, weaker]) == [stronger]


def test_what_only_touches_stands_in_the_order_of_the_text() -> None:
    before, behind = replace(HIT, confidence=0.1), replace(HIT, start=10, end=12)
    assert strongest([behind, before]) == [before, behind]


def test_one_that_loses_takes_no_other_with_it() -> None:
    first, middle, last = replace(HIT, confidence=0.9), replace(HIT, start=9, end=21), replace(HIT, start=20, end=30)
    assert strongest([first, middle, last]) == [first, last]


def test_a_hit_is_told_where_it_stands() -> None:
    hit, text = replace(HIT, start=3, end=18), "id=123456789012345!"
    (told,) = findings(field("a", text), text, [hit])
    assert (told.value, told.match, told.detector) == ("123456789012345", "pattern", f"identifier:{imei.NAME}")
    assert told.category == imei.CATEGORY
    assert told.span == Span(3, 18)
