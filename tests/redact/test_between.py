"""What stands in a body between its values."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.model import Span
from trafficaudit.redact import between


def found(raw: bytes, values: list[Span] | None = None) -> list[bytes]:
    return [raw[each.start : each.end] for each in between.spans(raw, values or [])]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"<!-- by kim.seo+a@mail.hanbit.example, 2026 -->", [b"kim.seo+a@mail.hanbit.example"]),
        (b"<!-- 010-9183-2746 or 010 9183 2746 -->", [b"010-9183-2746", b"010 9183 2746"]),
        (b"a@b.kr.", [b"a@b.kr"]),
        (b"a@b.kr;c@d.example", [b"a@b.kr", b"c@d.example"]),
        (b"vue@2.6.14 @media user@host @b.kr a@ 1010-9183-2746 010-9183.2746 02-2183-2746", []),
        (b"", []),
    ],
)
def test_addresses_and_numbers_are_found(raw: bytes, expected: list[bytes]) -> None:
    assert found(raw) == expected


def test_what_is_in_a_value_was_looked_at() -> None:
    raw = b"a@b.kr c@d.kr e@f.kr"
    assert found(raw, [Span(0, 6), Span(14, 20)]) == [b"c@d.kr"]
    assert found(raw, [Span(0, 20), Span(2, 3)]) == []
    assert found(raw, [Span(20, 20), Span(7, 7)]) == [b"a@b.kr", b"c@d.kr", b"e@f.kr"]


@given(st.binary(max_size=60), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=4))
def test_any_bytes_give_spans_of_them(raw: bytes, values: list[tuple[int, int]]) -> None:
    for each in between.spans(raw, [Span(*sorted(pair)) for pair in values]):
        assert 0 <= each.start < each.end <= len(raw)


@pytest.mark.parametrize("piece", [b"@", b"a", b"a@", b"a.", b"@a-", b"010-", b"a@b."])
def test_a_long_body_takes_no_long_time(piece: bytes) -> None:
    began = time.process_time()
    found(piece * ((1 << 19) // len(piece)))
    assert time.process_time() - began < 10
