"""What is missing of an upload is told with its place, and nothing is told of one that is whole."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.samples import exchange

from trafficaudit.model import Exchange, Headers, Message
from trafficaudit.network import Hole
from trafficaudit.readers import network
from trafficaudit.readers.network import Gathered
from trafficaudit.readers.uploads.holes import ABSENT, CODED, MOST, SHORT, Sent, holes


def told(*pieces: Sent, sized: bool = True, first: int = 0, total: int = -1) -> list[tuple[str, str]]:
    """Give the exchange and what is missing, without the upload's name."""
    found = holes(pieces, sized=sized, first=first, total=total)
    return [(hole.exchange_id, hole.reason.partition(": ")[2]) for hole in found]


def piece(name: str, order: int, size: int = 10, held: int | None = None, why: str = "") -> Sent:
    return Sent(name, order, size, size if held is None else held, why)


def test_bytes_before_between_and_after_are_told() -> None:
    whole = [piece("a", 0), piece("b", 10), piece("c", 20)]
    assert told(*whole, total=30) == told(*whole) == told() == []
    gap = f"bytes 10 to 20 were not put together: {ABSENT}"
    assert told(whole[0], whole[2]) == [("c", gap)]
    assert holes([whole[0], whole[2]], sized=True, first=0, total=-1)[0].reason.startswith(
        "of an upload in 2 recorded pieces, a to c: "
    )
    assert told(whole[2]) == [("c", f"bytes 0 to 20 were not put together: {ABSENT}")]
    assert told(whole[0], total=30) == [("a", f"bytes 10 to 30 were not put together: {ABSENT}")]
    assert told(whole[2], whole[0]) == [("c", gap)]  # sent side by side, in whatever order


def test_numbers_before_between_and_after_are_told() -> None:
    first, third = piece("a", 1), piece("c", 3)
    one = f"pieces 2 to 2 were not put together: {ABSENT}"
    assert told(first, third, sized=False, first=1) == told(first, third, sized=False, first=-1) == [("c", one)]
    assert told(first, piece("b", 2), sized=False, first=1, total=2) == []
    assert told(first, sized=False, first=0) == [("a", f"pieces 0 to 0 were not put together: {ABSENT}")]
    assert told(first, sized=False, first=1, total=4) == [("a", f"pieces 2 to 4 were not put together: {ABSENT}")]
    assert told(piece("a", 0), sized=False, first=-1, total=2) == [
        ("a", f"pieces 1 to 1 were not put together: {ABSENT}")
    ]
    assert told(piece("x", 7), sized=False, first=-1) == []  # a number under a name that means much else
    assert told(piece("a", 4), piece("b", 5), sized=False, first=-1) == [
        ("a", f"pieces 1 to 3 were not put together: {ABSENT}")
    ]


def test_what_is_there_and_cannot_be_put_together_is_told() -> None:
    cut, closed = piece("b", 10, held=4, why=SHORT), piece("b", 10, held=0, why=CODED)
    assert told(piece("a", 0), cut, piece("c", 20)) == [("b", f"bytes 14 to 20 were not put together: {SHORT}")]
    assert told(piece("a", 0), closed) == [("b", f"bytes 10 to 20 were not put together: {CODED}")]
    assert told(piece("a", 0), cut, piece("d", 10), piece("c", 20)) == []  # sent again, and whole
    numbered = piece("b", 2, held=0, why=CODED)
    assert told(piece("a", 1), numbered, sized=False)[-1:] == [("b", f"pieces 2 to 2 were not put together: {CODED}")]
    assert told(piece("a", -1), piece("b", -1, held=0, why=SHORT), sized=False, first=-1) == [
        ("b", f"pieces 2 to 2 were not put together: {SHORT}")
    ]


def test_an_upload_that_went_on_where_the_server_had_got_to_lacks_nothing() -> None:
    assert told(piece("a", 0), piece("b", 6), piece("c", 16, 4), total=20) == []


def test_holes_of_one_upload_are_bounded() -> None:
    found = told(*(piece(f"{at:02}", at * 20) for at in range(40)))
    assert len(found) == MOST + 1
    assert found[-1] == ("39", f"{39 - MOST} further runs of bytes were not put together")


@given(
    st.lists(
        st.builds(Sent, st.sampled_from("abc"), st.integers(-1, 30), st.integers(0, 9), st.integers(0, 9)), max_size=9
    ),
    st.booleans(),
    st.integers(-1, 2),
    st.integers(-1, 40),
)
def test_any_pieces_are_told_of_in_bounds(pieces: Sequence[Sent], sized: bool, first: int, total: int) -> None:
    for hole in holes(pieces, sized=sized, first=first, total=total):
        assert hole.exchange_id in {each.exchange_id for each in pieces}


@given(st.permutations([(0, 5), (5, 1), (6, 9), (15, 2)]), st.integers(0, 3))
def test_one_that_is_left_out_of_any_order_is_told(placed: list[tuple[int, int]], left: int) -> None:
    pieces = [Sent(str(at), at, size, size) for at, size in placed]
    assert told(*pieces, total=17) == []
    order, size = placed[left]
    (hole,) = told(*(each for each in pieces if each.order != order), total=17)
    assert hole[1].startswith(f"bytes {order} to {order + size} ")


def sent(number: int, body: bytes | None, size: int = 0, **headers: str) -> Exchange:
    listed: Headers = tuple((name.replace("_", "-").encode(), value.encode()) for name, value in headers.items())
    said = Message(headers=listed, body=body, body_size=size or len(body or b""))
    url = "https://api.shop.example/up"
    return exchange(number, method="PATCH", url=url, host="api.shop.example", request=said, response=None)


def gathered(*exchanges: Exchange) -> tuple[tuple[Hole, ...], int]:
    gathered = Gathered()
    for each in exchanges:
        gathered.exchange(each)
    found = gathered.network()
    return found.holes, sum(map(len, found.uploads))


def test_a_body_that_was_not_recorded_or_that_is_compressed_is_a_hole_of_its_upload() -> None:
    assert gathered(sent(0, b"01234", upload_offset="0"), sent(1, b"56", upload_offset="5")) == ((), 2)
    ((hole,), count) = gathered(
        sent(0, b"01234", upload_offset="0"), sent(1, None, 7, upload_offset="5"), sent(2, b"c", upload_offset="12")
    )
    assert (hole.exchange_id, count) == ("000001", 2)
    assert hole.reason.endswith(f"bytes 5 to 12 were not put together: {SHORT}")
    ((hole,), count) = gathered(
        sent(0, b"01234", upload_offset="0"), sent(1, b"56", upload_offset="5", content_encoding="gzip")
    )
    assert hole.reason.endswith(f"bytes 5 to 7 were not put together: {CODED}")
    ((hole,), _) = gathered(sent(0, b"01234", content_range="bytes 0-4/12"))
    assert hole.reason == f"of an upload: bytes 5 to 12 were not put together: {ABSENT}"


def test_an_upload_beyond_the_bound_says_what_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(network, "UPLOADED", 8)
    ((hole,), count) = gathered(sent(0, b"01234", upload_offset="0"), sent(1, b"56789", upload_offset="5"))
    assert (hole.exchange_id, count) == ("000001", 0)
    assert f"bytes 5 to 10 were not put together: {network.BEYOND}" in hole.reason


def test_pieces_that_are_sent_side_by_side_are_one_upload() -> None:
    url = "https://api.shop.example/k?uploadId=u&partNumber="
    made = [
        exchange(n, method="PUT", url=f"{url}{part}", request=Message(body=b"x", body_size=1), response=None)
        for n, part in enumerate((2, 3, 1))
    ]
    assert gathered(*made) == ((), 3)


def test_the_first_and_last_piece_are_those_of_the_recording() -> None:
    pieces = [piece("999999", 0), piece("1000000", 20)]
    (hole,) = holes(pieces, sized=True, first=0, total=-1)
    assert hole.reason.startswith("of an upload in 2 recorded pieces, 999999 to 1000000: ")
