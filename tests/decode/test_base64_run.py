import base64

from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.decode.base64_run import unpack, unpack_cut


@given(st.binary(max_size=80))
def test_all_spellings(raw: bytes) -> None:
    for encode in (base64.b64encode, base64.urlsafe_b64encode, base64.encodebytes):
        assert unpack(encode(raw)) == raw
        assert unpack(encode(raw).rstrip(b"=\n")) == raw


def test_impossible_length() -> None:
    assert unpack(b"abcde") is None


@given(st.binary(max_size=80), st.integers(0, 3))
def test_what_was_cut_is_read_as_far_as_it_goes(raw: bytes, cut: int) -> None:
    run = base64.b64encode(raw).rstrip(b"=")
    held = unpack_cut(run[: max(len(run) - cut, 0)])
    assert held is not None
    assert raw.startswith(held)
    assert len(raw) - len(held) <= cut


def test_a_letter_too_many_is_left() -> None:
    assert unpack_cut(b"YWJjZ") == b"abc"
    assert unpack_cut(b"YWJj-_") == b"abc\xfb"
