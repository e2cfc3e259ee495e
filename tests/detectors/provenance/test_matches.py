"""How far a ciphertext and a run agree, and what is left beside others."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.detectors.provenance.matches import SHORTEST, Match, agreeing, trimmed

WHOLE = bytes(range(100, 200))


@given(st.binary(max_size=120), st.integers(-40, 60))
def test_where_both_agree_is_given_and_nowhere_else(data: bytes, origin: int) -> None:
    given = set(agreeing(0, data, 7, origin, WHOLE))
    agree = [0 <= at - origin < len(WHOLE) and WHOLE[at - origin] == byte for at, byte in enumerate(data)]
    for match in given:
        assert all(agree[match.start : match.end])
        assert not any(agree[match.start - 1 : match.start] + agree[match.end : match.end + 1])
        assert (match.size >= SHORTEST, match.entry, match.begin) == (True, 7, match.start - origin)
    assert bool(given) == ([True] * SHORTEST in [agree[at : at + SHORTEST] for at in range(len(agree))])


@pytest.mark.parametrize(
    ("data", "origin", "given"),
    [
        (WHOLE, 0, [(0, 100, 0)]),
        (b"--" + WHOLE[:16] + b"--", 2, [(2, 18, 0)]),
        (b"--" + WHOLE[:15] + b"--", 2, []),
        (WHOLE[50:], -50, [(0, 50, 50)]),
        (WHOLE[:20] + b"-" + WHOLE[21:40], 0, [(0, 20, 0), (21, 40, 21)]),
        (WHOLE, 90, []),
    ],
)
def test_pieces(data: bytes, origin: int, given: list[tuple[int, int, int]]) -> None:
    assert [(one.start, one.end, one.begin) for one in agreeing(3, data, 0, origin, WHOLE)] == given


def test_what_others_have_is_cut_off() -> None:
    piece, other = Match(0, 10, 60, 1, 5), Match(0, 0, 20, 2, 0)
    assert trimmed(piece, [other]) == Match(0, 20, 60, 1, 15)
    assert trimmed(piece, [Match(0, 50, 70, 2, 0)]) == Match(0, 10, 50, 1, 5)
    assert trimmed(piece, [Match(0, 60, 70, 2, 0)]) == piece
    assert trimmed(piece, [other, Match(0, 35, 70, 2, 0)]) is None
    assert (piece.overlaps(other), other.overlaps(piece)) == (True, True)
    assert not piece.overlaps(Match(0, 60, 61, 2, 0))
