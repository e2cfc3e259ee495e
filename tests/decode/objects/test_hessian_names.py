"""Names in Hessian: keys of maps, and constants of an enumeration."""

import pytest
from support.octets import reader

from trafficaudit.decode.objects.hessian_names import is_constant, key_of
from trafficaudit.decode.objects.hessian_two import Values
from trafficaudit.decode.wire.octets import BrokenError


def test_a_key_is_given_and_not_kept() -> None:
    held = reader(b"\x05email")
    assert key_of(held, Values(held).value, "in") == ("in.email", "email")
    assert held.children == []


def test_what_is_no_key() -> None:
    held = reader(b"H\x01a\x01b\x01c\x01dZ")
    with pytest.raises(BrokenError):
        key_of(held, Values(held).value, "$")


@pytest.mark.parametrize(("raw", "told"), [(b"\x05ADMIN", True), (b"\x03kim", False), (b"\x05Admin", False)])
def test_a_constant_is_told_from_a_word(raw: bytes, told: bool) -> None:
    assert is_constant(reader(raw), 0) is told
