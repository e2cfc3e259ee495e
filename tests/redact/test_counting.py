"""How counts of a redacted copy are said."""

import pytest

from trafficaudit.redact import counting, sidefiles


@pytest.mark.parametrize(
    ("what", "one"),
    [
        ("flows", "1 flow"),
        ("bytes of bodies withheld", "1 byte of bodies withheld"),
        ("certificate chains withheld", "1 certificate chain withheld"),
        ("damaged ranges", "1 damaged range"),
        ("runs masked that could not be looked into", "1 run masked that could not be looked into"),
        ("segments that are no flow file", "1 segment that is no flow file"),
        ("bodies stored decoded", "1 body stored decoded"),
        ("numbers replaced", "1 number replaced"),
        ("messages withheld", "1 message withheld"),
        ("records of DNS withheld", "1 record of DNS withheld"),
        ("lines of gaps.jsonl withheld", "1 line of gaps.jsonl withheld"),
        ("what is withheld", "1 what is withheld"),
    ],
)
def test_one_is_one_and_several_are_several(what: str, one: str) -> None:
    assert counting.said(what, 1) == one
    assert [counting.said(what, count) for count in (0, 2)] == [f"0 {what}", f"2 {what}"]


@pytest.mark.parametrize("what", sidefiles.WITHHELD)
def test_what_is_told_as_a_gap_has_a_singular(what: str) -> None:
    assert counting.said(what, 1) != f"1 {what}"
