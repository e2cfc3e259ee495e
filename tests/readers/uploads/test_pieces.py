"""Pieces of an upload in their order, and what can be put together of them."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.samples import exchange

from trafficaudit.model import Exchange, Message
from trafficaudit.network import Portion
from trafficaudit.readers.uploads import pieces
from trafficaudit.readers.uploads.pieces import put_together

type Told = tuple[int, bytes]
"""Order and body."""


def together(*told: Told, sized: bool = True, unsent: tuple[int, ...] = (), cut: tuple[int, ...] = ()) -> list[bytes]:
    portions, exchanges = [], dict[str, Exchange]()
    for number, (order, body) in enumerate(told):
        said = Message(body=body, body_size=len(body) + (number in cut))
        made = exchange(number, request=said, sent=number not in unsent)
        exchanges[made.id] = made
        portions.append(Portion(made.id, order, sized, None))
    out = []
    for whole in put_together(portions, exchanges):
        bodies: list[Any] = [exchanges[piece.exchange_id].request for piece in whole.pieces]
        cuts = [said.body[piece.start : piece.end] for said, piece in zip(bodies, whole.pieces, strict=True)]
        assert b"".join(cuts) == whole.data
        out.append(whole.data)
    return out


def test_offsets_say_the_order_and_what_is_missing() -> None:
    assert together((0, b"ab"), (2, b"cd"), (4, b"e")) == [b"abcde"]
    assert together((4, b"e"), (0, b"ab"), (2, b"cd")) == [b"abcde"]
    assert together((0, b"ab"), (3, b"d"), (4, b"e")) == [b"de"]
    assert together((0, b"ab"), (5, b"d")) == []
    assert together((0, b"ab")) == []


def test_numbers_say_the_order() -> None:
    assert together((2, b"cd"), (1, b"ab"), (3, b"e"), sized=False) == [b"abcde"]
    assert together((1, b"ab"), (3, b"e"), sized=False) == []
    assert together((-1, b"ab"), (-1, b"e"), sized=False) == [b"abe"]


def test_of_a_piece_that_was_sent_again_the_last_counts_that_arrived() -> None:
    assert together((0, b"ab"), (2, b"xx"), (2, b"cd"), (4, b"e")) == [b"abcde"]
    assert together((0, b"ab"), (2, b"cd"), (2, b"xx"), (4, b"e"), unsent=(2,)) == [b"abcde"]


def test_nothing_is_put_behind_what_the_recording_cut_off() -> None:
    assert together((0, b"ab"), (2, b"cd"), (4, b"e"), (5, b"f"), cut=(1,)) == [b"abcd", b"ef"]
    assert put_together_without_reading() == []


def put_together_without_reading() -> list[bytes]:
    return [whole.data for whole in put_together([Portion("1", 0, True, None), Portion("2", 1, True, None)], {})]


def test_a_large_upload_is_cut_into_sections_that_overlap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "SECTION", 6)
    monkeypatch.setattr(pieces, "OVERLAP", 2)
    assert together(*((4 * number, bytes([65 + number]) * 4) for number in range(5))) == [
        b"AAAABBBB",
        b"BBCCCC",
        b"CCDDDD",
        b"DDEEEE",
    ]


def test_sections_overlap_by_as_much_where_pieces_are_small(monkeypatch: pytest.MonkeyPatch) -> None:
    """A value over several small pieces stands whole in one section, wherever the border is."""
    monkeypatch.setattr(pieces, "SECTION", 8)
    monkeypatch.setattr(pieces, "OVERLAP", 4)
    text = b"ABCDEFGHIJKLMNOP"
    small = together(*((at, text[at : at + 1]) for at in range(len(text))))
    assert small == [b"ABCDEFGH", b"EFGHIJKL", b"IJKLMNOP"]
    uneven = together((0, b"ABCDE"), (5, b"FGH"), (8, b"I"), (9, b"J"), (10, b"KLMNO"), (15, b"P"))
    assert uneven == [b"ABCDEFGH", b"EFGHIJKLMNO", b"LMNOP"]


@given(st.lists(st.tuples(st.integers(-1, 9), st.binary(max_size=4)), max_size=8), st.booleans())
def test_any_order_gives_pieces_of_what_is_there(told: list[Told], sized: bool) -> None:
    for data in together(*told, sized=sized):
        assert len(data) <= sum(len(body) for _, body in told)
