"""What the typed formats have in common: numbers, bounds, and what is said of a value that ends too early."""

import pytest

from trafficaudit.decode.limits import Budget, Limits
from trafficaudit.decode.node import Node
from trafficaudit.decode.place import Linear
from trafficaudit.decode.wire import octets
from trafficaudit.decode.wire.octets import BoundError, BrokenError, Octets


def node(raw: bytes, **limits: int) -> Node:
    return Node(raw, None, Linear(0), "$", "", "body", Budget(Limits(**limits)))


def test_numbers() -> None:
    reader = Octets(node(b"\xac\x02\x03\xff\xfe\x80\x00"), 0)
    assert (reader.varint(), reader.zigzag(), reader.big(2), reader.big(2, signed=False)) == (300, -2, -2, 0x8000)
    for take in (reader.byte, reader.varint, lambda: reader.run(1), lambda: reader.run(-1)):
        with pytest.raises(BrokenError):
            take()
    with pytest.raises(BrokenError):
        Octets(node(b"\xff" * 11), 0).varint()


def test_texts_stand_where_they_are_and_what_was_packed_in_all_of_it() -> None:
    reader = Octets(node(b"xkim"), 1)
    assert reader.text("a", "a", 3) == "kim"
    assert reader.children == [("a", "a", "kim", 1, 4, True)]
    inner = Octets(node(b"packed"), 0, packed=b"kim", whole=(2, 6))
    inner.text("a", "a", 3)
    assert inner.children == [("a", "a", "kim", 2, 6, False)]


def test_bounds_end_the_reading() -> None:
    reader = Octets(node(b"abc"), 0)
    for _ in range(octets.DEEPEST):
        reader.enter()
    with pytest.raises(BoundError):
        reader.enter()
    with pytest.raises(BoundError):
        Octets(node(b"abc", work=1), 0).text("a", "a", 1)
    with pytest.raises(BrokenError):
        Octets(node(b"abc"), 0).count(4)


def test_what_was_read_before_a_break_counts_where_the_head_is_certain() -> None:
    def read(reader: Octets) -> None:
        reader.text("a", "a", 2)
        raise BrokenError

    (found,) = octets.opened(node(b"abcd"), "x", Octets(node(b"abcd"), 0), read, certain=True)
    assert found.obstacles == [("$", 2, 4, "no x from byte 2 on")]
    assert list(octets.opened(node(b"abcd"), "x", Octets(node(b"abcd"), 0), read, certain=False)) == []


@pytest.mark.parametrize("certain", [True, False])
def test_a_bound_before_the_first_value_is_told(certain: bool) -> None:
    held = node(bytes(8))

    def read(reader: Octets) -> None:
        raise BoundError(octets.DEEP)

    found = list(octets.opened(held, "smile", Octets(held, 0), read, certain=certain))
    assert [each[3] for opened in found for each in opened.obstacles] == ([octets.DEEP] if certain else [])
