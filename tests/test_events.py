"""The events' one definition: JSON in, JSON out, and the TypeScript that is made of it."""

from pathlib import Path
from typing import Any, get_type_hints

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit import events
from trafficaudit.events import KINDS, Cipher, Key

TYPES = Path(__file__).resolve().parent.parent / "frida_scripts" / "lib" / "events.ts"


def test_the_agents_types_are_those_of_the_definition() -> None:
    assert TYPES.read_text(encoding="utf-8") == events.typescript(), "make agents writes them anew"


def _any(hint: Any) -> st.SearchStrategy[Any]:
    return st.floats(allow_nan=False, allow_infinity=False) if hint is float else st.from_type(hint)


@given(st.sampled_from(KINDS), st.data())
def test_events_come_back(kind: type[events.Event], data: st.DataObject) -> None:
    event = data.draw(st.builds(kind, **{name: _any(hint) for name, hint in get_type_hints(kind).items()}))
    try:
        line = events.encoder.encode(event)
    except (UnicodeEncodeError, OverflowError):
        return
    back = events.decoder.decode(line)
    assert type(back) is kind
    assert events.encoder.encode(back) == line


@given(st.binary(max_size=200))
def test_any_bytes_are_an_event_or_an_error(data: bytes) -> None:
    try:
        events.decoder.decode(data)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return


def test_bytes_are_base64() -> None:
    line = (
        b'{"kind":"cipher","v":1,"seq":7,"at":1.5,"mono":2,"pid":1,"tid":2,"agent":"java","algorithm":"AES/GCM/NoPadding",'
        b'"provider":"SunJCE","operation":"encrypt","key":{"algorithm":"AES","format":"RAW","encoded":"AAEC"},'
        b'"input":"aGVsbG8=","more":"is passed over"}'
    )
    event = events.decoder.decode(line)
    assert isinstance(event, Cipher)
    assert (event.key, event.input, event.iv) == (Key("AES", "RAW", b"\0\1\2"), b"hello", None)


@pytest.mark.parametrize("line", [b"{}", b'{"kind":"other"}', b'{"kind":"trouble","v":1}', b"[]", b"null"])
def test_what_is_no_event_is_refused(line: bytes) -> None:
    with pytest.raises(msgspec.ValidationError):
        events.decoder.decode(line)
