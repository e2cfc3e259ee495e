from collections.abc import Iterator
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.decode.place import Linear, Mapped, Whole, inside
from trafficaudit.model import Span


def escapes(raw: bytes) -> Iterator[tuple[int, int, int, int]]:
    """``%XX`` one for three; ``&`` and its three followers stand for one that cannot be taken apart."""
    at = 0
    while at < len(raw):
        if raw[at] == 0x25:
            yield at, at + 3, 1, 3
            at += 3
        elif raw[at] == 0x26:
            yield at, at + 4, 1, 0
            at += 4
        else:
            at += 1


@given(st.lists(st.sampled_from([b"a", b"bc", b"%20", b"&amp"]), min_size=1), st.data())
def test_every_range(pieces: Any, data: st.DataObject) -> None:
    raw = b"".join(pieces)
    local: list[tuple[int, int]] = []
    at = 0
    for piece in pieces:
        width = len(piece) if piece[0] not in b"%&" else 1
        for k in range(width):
            local.append((at + k, at + k + 1) if piece[0] not in b"%&" else (at, at + len(piece)))
        at += len(piece)
    place = Mapped(Linear(10), raw, escapes)
    start = data.draw(st.integers(0, len(local) - 1))
    end = data.draw(st.integers(start + 1, len(local)))
    span, exact = place.locate(start, end)
    assert span == Span(10 + local[start][0], 10 + local[end - 1][1])
    if exact:
        assert span.end - span.start == end - start


def test_inside() -> None:
    assert inside(Linear(5), b"0123456789", 2, 6, True).locate(1, 2) == (Span(8, 9), True)
    assert inside(Linear(5), b"0123456789", 2, 6, False).locate(1, 2) == (Span(7, 11), False)
    assert inside(Whole(Span(3, 9)), b"0123456789", 2, 6, True).locate(1, 2) == (Span(3, 9), False)
    nested = inside(inside(Linear(0), b"x%41bc%42", 0, 9, escapes), b"xAbcB", 1, 5, True)
    assert nested.locate(0, 1) == (Span(1, 4), False)
    assert nested.locate(1, 3) == (Span(4, 6), True)
