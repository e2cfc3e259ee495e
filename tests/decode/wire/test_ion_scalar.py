"""Values of Ion that hold no others, by what the specification gives for each."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.octets import reader

from trafficaudit.decode.wire.ion_scalar import head, scalar, varuint
from trafficaudit.decode.wire.octets import BoundError, BrokenError


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (b"\x21\x21", "33"), (b"\x31\x01", "-1"), (b"\x48\x40\x09\x21\xfb\x54\x44\x2d\x18", "3.141592653589793"),
        (b"\x53\xc2\x30\x39", "123.45"), (b"\x53\xc1\x80\x07", "-0.7"), (b"\x50", "0"),
        (b"\x65\x80\x0f\xd0\x82\x83", "2000-02-03"), (b"\x63\x80\x0f\xc6", "1990"), (b"\x83kim", "kim"),
    ],
)  # fmt: skip
def test_a_value(raw: bytes, told: str) -> None:
    held = reader(raw)
    scalar(held, "$", "")
    assert [child[2] for child in held.children] == [told]


def test_what_no_value_begins_with() -> None:
    for raw in (b"\xf0", b"\x12", b"\x8f"):
        with pytest.raises(BrokenError):
            scalar(reader(raw), "$", "")


def test_a_length_of_its_own() -> None:
    held = reader(b"\x8e\x90" + b"a" * 16)
    assert head(held) == (8, 16)
    with pytest.raises(BrokenError):
        varuint(reader(b"\x01" * 12))


@given(st.binary(max_size=40))
def test_any_bytes_are_read(raw: bytes) -> None:
    held = reader(raw)
    try:
        scalar(held, "$", "")
    except (BrokenError, BoundError):
        return
    assert held.pos <= held.end
