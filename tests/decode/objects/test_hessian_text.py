"""Texts of Hessian: their length counts in UTF-16, and Java writes the halves of a pair by themselves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.octets import reader

from trafficaudit.decode.objects.hessian_text import text
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
