"""DER elements stay inside their bounds."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.errors import EvidenceError
from trafficaudit.evidence import der


def test_elements_and_their_children() -> None:
    whole = der.parse(bytes.fromhex("300602010504017a"))
    assert [child.body for child in whole.children()] == [b"\x05", b"z"]
    assert whole.child(1, der.OCTETS).whole == bytes.fromhex("04017a")
    assert len(der.parse(bytes.fromhex("3006020105020106")).all_of(der.INTEGER)) == 2
    for refused in (whole.all_of, lambda tag: whole.child(0, tag)):
        with pytest.raises(EvidenceError):
            refused(der.OCTETS)
    with pytest.raises(EvidenceError):
        whole.child(2, der.OCTETS)


@pytest.mark.parametrize("data", ["", "30", "3080", "300502", "30020101ff", "1f0100", "3085ffffffffff", "3003020105ff"])
def test_what_is_no_der_is_refused(data: str) -> None:
    with pytest.raises(EvidenceError):
        der.parse(bytes.fromhex(data)).children()


@given(st.binary(max_size=60))
def test_any_bytes_give_elements_or_our_error(data: bytes) -> None:
    with contextlib.suppress(EvidenceError):
        found = der.parse(data)
        assert b"".join(child.whole for child in found.children()) == found.body


@pytest.mark.parametrize("size", [0, 1, 126, 127, 128, 129, 255, 256, 70_000])
def test_what_is_put_in_the_place_of_an_element_is_read_again_whatever_its_size(size: int) -> None:
    whole = der.parse(bytes.fromhex("300602010504017a"))
    made = der.parse(der.replaced(whole, whole.child(1, der.OCTETS), b"x" * size))
    assert made.child(0, der.INTEGER).whole == bytes.fromhex("020105")
    assert made.child(1, der.OCTETS).body == b"x" * size
    header = made.child(1, der.OCTETS).whole[: -size or None]
    assert len(header) == (2 if size < 128 else 3 if size < 256 else 4 if size < 1 << 16 else 5)
