"""Addresses and pairs end where their signs do, and what many of them begin in takes no longer than it is long."""

import re
import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.decode import decode
from trafficaudit.decode.quoted_ends import NAME, Ends
from trafficaudit.model import Exchange

_BEGUN = re.compile(NAME + rb"=")
_SCHEME = re.compile(rb"[a-z]+://")
_ROW = re.compile(NAME + rb"=[^&\s\"'<>;,(){}|]*+(?:&" + NAME + rb"=[^&\s\"'<>;,(){}|]*+)*")


@pytest.mark.parametrize(
    ("raw", "end"), [(b"https://a.kr/b?c=d&e^", 20), (b"https://a.kr/b?c d", 0), (b"https://", 0), (b"https://a.kr", 0)]
)
def test_an_address_counts_with_its_query(raw: bytes, end: int) -> None:
    assert Ends(raw).address(0, 8) == end


def test_of_pairs_there_are_to_be_some() -> None:
    assert [Ends(b"a=1&b=2&c=3;d").pairs(0, 2, further) for further in (1, 2)] == [11, 11]
    assert [Ends(b"a=1&b=2;c=3&d").pairs(0, 2, further) for further in (1, 2)] == [7, 0]
    assert [Ends(b"a=1&b").pairs(0, 2, further) for further in (1, 2)] == [0, 0]


@given(st.lists(st.sampled_from((b"a", b"=", b"&", b"[", b" ", b"?", b"/", b"x://", b"a=1", b"&b=2"))).map(b"".join))
def test_what_is_remembered_is_what_a_look_from_there_gives(raw: bytes) -> None:
    ends = Ends(raw)
    for match in _SCHEME.finditer(raw):
        assert ends.address(*match.span()) == Ends(raw).address(*match.span())
    for match in _BEGUN.finditer(raw):
        start, begun = match.span()
        whole = _ROW.match(raw, start)
        assert whole is not None
        for further in (1, 2):
            told = whole.end() if whole[0].count(b"&") >= further else 0
            assert ends.pairs(start, begun, further) == told


ROWS = {
    "pairs without a second one": b"f(" + b"=[a.b.c" * 100_000 + b"}",
    "pairs and a sign for one": b"f(" + b"=[a.b.c" * 100_000 + b"&",
    "addresses without a query": b"{" + b"~https://" * 100_000,
    "addresses without a beginning": b"{" + b"[a?b=" * 150_000,
}


@pytest.mark.parametrize("name", sorted(ROWS))
def test_the_work_grows_as_the_bytes_do(exchange: Callable[[bytes, str], Exchange], name: str) -> None:
    """Each beginning looked for the end of all: 175 kB took 6 s, and four times as much the square."""
    made = exchange(ROWS[name], "text/plain")
    start = time.process_time()
    decode(made)
    assert time.process_time() - start < 20
