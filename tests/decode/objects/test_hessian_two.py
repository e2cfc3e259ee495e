"""Values of Hessian's second version: numbers in few bytes, each by itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.octets import reader

from trafficaudit.decode.objects.hessian_two import Values
from trafficaudit.decode.wire.octets import BoundError, BrokenError


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (b"\x90", 0), (b"\x80", -16), (b"\xbf", 47), (b"\xc8\x01", 1), (b"\xcf\xff", 2047), (b"\xd0\0\0", -262144),
        (b"\xe0", 0), (b"\xf8\x05", 5), (b"\x3c\0\x07", 7), (b"I\xff\xff\xff\xff", -1), (b"Y\0\0\0\x09", 9),
        (b"L" + b"\xff" * 8, -1),
    ],
)  # fmt: skip
def test_a_number_in_few_bytes(raw: bytes, told: int) -> None:
    held = reader(raw)
    assert Values(held).whole(held.byte()) == told
    assert held.pos == held.end


MAIL = b"\x0ekim@example.kr"
ITEM = [("[0]", "kim@example.kr")]


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (b"U\x05a.Set" + MAIL + b"Z", ITEM), (b"V\x05a.Set\x91" + MAIL, ITEM), (b"W" + MAIL + b"Z", ITEM),
        (b"X\x91" + MAIL, ITEM), (b"q\x05a.Set" + MAIL, ITEM), (b"y" + MAIL, ITEM),
        (b"WM\x05a.Map\x01a" + MAIL + b"ZM\x90\x01b" + MAIL + b"ZZ", [("[0].a", "kim@example.kr"), ("[1].b", "kim@example.kr")]),
        (b"C\x0ejava.lang.Long\x91\x05value`" + MAIL, [("$", "kim@example.kr")]), (b"C\x05a.One\x90`", []),
    ],
)  # fmt: skip
def test_what_holds_values(raw: bytes, told: list[tuple[str, str]]) -> None:
    """Lists with and without a type, of a length that is told, stands in the first byte, or ends; types named again."""
    held = reader(raw)
    Values(held).value("$", "")
    assert [(child[0], child[2]) for child in held.children] == told
    assert held.pos == held.end


def test_an_object_without_its_class() -> None:
    held = reader(b"\x60\x05email")
    with pytest.raises(BrokenError):
        Values(held).value("$", "")


@given(st.binary(max_size=60))
def test_any_bytes_are_read(raw: bytes) -> None:
    held = reader(raw)
    try:
        Values(held).value("$", "")
    except (BrokenError, BoundError):
        return
    assert held.pos <= held.end
