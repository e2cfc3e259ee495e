"""Values of Hessian's first version, each by itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.octets import reader

from trafficaudit.decode.objects.hessian_one import Values
from trafficaudit.decode.wire.octets import BoundError, BrokenError


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (b"T", "true"), (b"F", "false"), (b"I\0\0\0\x21", "33"), (b"L" + b"\xff" * 8, "-1"),
        (b"D\x3f\xe0\0\0\0\0\0\0", "0.5"), (b"d\0\0\x01\x8b\xcf\xe5\x68\0", "2023-11-14T22:13:20Z"),
        (b"S\0\x03kim", "kim"),
    ],
)  # fmt: skip
def test_a_scalar(raw: bytes, told: str) -> None:
    held = reader(raw)
    Values(held).value("$", "")
    assert [child[2] for child in held.children] == [told]


def test_a_byte_that_begins_no_value() -> None:
    held = reader(b"\x01a")
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
