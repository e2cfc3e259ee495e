import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.readers.kept import is_drawn
from trafficaudit.readers.legible import is_legible, is_time

UUID = "3f2b1a09-8c7d-4e6f-9a5b-4c3d2e1f0a9b"
SIGNED = bytes.fromhex("000000010014c57d13f04367f73d3a1db49fbd19bb6a4d69a4f10600")
PLACE = b'\x12\x0d203.0.113.214\x1a\x0a3722170001\x12\x03krd\x1a\x02kr"\x05seoul*\x09broadband'


def written(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


@pytest.mark.parametrize(
    "raw",
    [
        bytes.fromhex("080118052802320b0880a38d8883b8b93510053801"),
        b"\x08\x8f\x9a\xb0\xcd\x05\x12\x05\x08\xe7\x0e\x10\x00",
        b"\x08\x01\x12\x17\n\x08exchange\x12\x0b\x08\xd4\xd7\xfa\xe0\xec\xb7\xb95\x10\x05\x18\x05 \x01",
        SIGNED + PLACE,
    ],
    ids=["times and counts", "a time and a campaign", "with whom it was matched", "signed, with a place"],
)
def test_what_says_when_and_where_was_not_drawn(raw: bytes) -> None:
    assert is_legible(written(raw), is_drawn)
    assert not is_drawn(written(raw))


def test_a_dot_and_hyphens_stand_for_other_signs() -> None:
    text = base64.b64encode(SIGNED + PLACE + b"s").decode().translate(str.maketrans("+=", ".-"))
    assert text.endswith("-")
    assert is_legible(text, is_drawn)


@pytest.mark.parametrize(
    "raw",
    [
        b"\x08\x01\x12\x10" + bytes.fromhex("99d46abd6ae7a1d14eaaa8afa1f8a8d8"),
        SIGNED + b"\n\x07\x18\xe1\xbe\xcc\xc0\xe4+\x12$" + UUID.encode() + b"\x18\x00",
        b"\x08\x86\x9b\x97\xe0\xb4\xe4\xd5\xed\x08\x10\x05",
        bytes.fromhex("000122aa6c4eb3581a0000282ecdf2d15b"),
        b"\x08\x05",
    ],
    ids=["Google's number", "signed, with a UUID", "a number of 64 bits", "bytes", "one field alone"],
)
def test_with_a_number_in_it_or_in_no_known_form_it_may_have_been_drawn(raw: bytes) -> None:
    assert not is_legible(written(raw), is_drawn)


@pytest.mark.parametrize("text", ["", UUID, "9186409297478360551", "Xr4Qp2vLm9Tz", "a" * 4096])
def test_what_is_no_base64_of_something_is_left_alone(text: str) -> None:
    assert not is_legible(text, is_drawn)


@pytest.mark.parametrize("number", ["15044477581219306", "30088955162438612"])
def test_times_of_net_are_told(number: str) -> None:
    assert is_time(number)


@pytest.mark.parametrize("number", ["638174151355862598", "91864092974783605", "", "1504447758121930x"])
def test_other_numbers_are_no_times(number: str) -> None:
    assert not is_time(number)


@given(st.binary(min_size=16, max_size=16))
def test_sixteen_bytes_are_a_message_only_where_all_of_them_are_read(raw: bytes) -> None:
    assert is_legible(written(b"\xff" + raw), is_drawn) is False


@given(st.text(max_size=600))
def test_any_text_is_answered(text: str) -> None:
    assert is_legible(text, is_drawn) in (True, False)
    assert is_time(text) in (True, False)
