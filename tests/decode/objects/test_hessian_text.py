"""Texts of Hessian: their length counts in UTF-16, and Java writes the halves of a pair by themselves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.octets import reader

from trafficaudit.decode.objects.hessian_text import binary, text
from trafficaudit.decode.wire.octets import BrokenError


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40), st.booleans())
def test_every_text(value: str, halves: bool) -> None:
    units = value.encode("utf-16-be")
    raw = value.encode()
    if halves:
        raw = b"".join(
            chr(int.from_bytes(units[at : at + 2])).encode("utf-8", "surrogatepass") for at in range(0, len(units), 2)
        )
    held = reader(b"S" + (len(units) // 2).to_bytes(2) + raw)
    assert text(held, held.byte())[0] == value
    assert held.pos == held.end


def test_what_is_no_text() -> None:
    for raw in (b"\x05abc", b"S\x00\x01\x80", b"\x01\xff", b"\x60"):
        held = reader(raw)
        with pytest.raises(BrokenError):
            text(held, held.byte())


@pytest.mark.parametrize(
    "raw",
    [b"B\0\x05token", b"\x25token", b"\x34\x05token", b"b\0\2to\x23ken", b"A\0\2toA\0\1k\x22en", b"b\0\0B\0\5token"],
)
def test_every_run_of_bytes(raw: bytes) -> None:
    held = reader(raw)
    binary(held, "$", "", held.byte())
    assert [child[2] for child in held.children] == ["token"]
    assert held.pos == held.end


def test_what_is_no_run_of_bytes() -> None:
    for raw in (b"\x33abc", b"b\0\1a\x38", b"B\0\x05toke"):
        held = reader(raw)
        with pytest.raises(BrokenError):
            binary(held, "$", "", held.byte())
