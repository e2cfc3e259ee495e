import quopri

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.decode.place import Linear, Mapped
from trafficaudit.decode.quoted_run import escapes, unescape


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), max_size=60))
def test_reads_what_the_standard_library_writes(value: str) -> None:
    assert unescape(quopri.encodestring(value.encode())) == value.encode()


def test_offsets_past_a_soft_break() -> None:
    raw = b"ab=\r\ncd=ED=99=8D"
    place = Mapped(Linear(0), raw, escapes)
    assert place.locate(2, 4) == ((5, 7), True)
    assert place.locate(4, 7)[0] == (7, 16)


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        (b"a=41b", b"aAb"),
        (b"a= \t\r\nb", b"ab"),
        (b"a=4", b"a=4"),
        (b"a=\rb", b"a=\rb"),
        (b"=ed=99=8D", b"\xed\x99\x8d"),
    ],
)
def test_what_is_malformed_stays_as_it_is(raw: bytes, value: bytes) -> None:
    assert unescape(raw) == value
