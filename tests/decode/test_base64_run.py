import base64

from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.decode.base64_run import unpack


@given(st.binary(max_size=80))
def test_all_spellings(raw: bytes) -> None:
    for encode in (base64.b64encode, base64.urlsafe_b64encode, base64.encodebytes):
        assert unpack(encode(raw)) == raw
        assert unpack(encode(raw).rstrip(b"=\n")) == raw


def test_impossible_length() -> None:
    assert unpack(b"abcde") is None
