"""The messages of a WebSocket that Fiddler saved, out of the frames that went over it."""

import zlib
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import saved

from trafficaudit.model import UNDATED, Exchange, Gap, Message
from trafficaudit.readers.har.headers import EntryGaps
from trafficaudit.readers.saved.frames import NOT_SENT, messages

OPENED = Exchange(
    id="000001", capture_id="c", position=1, started_at=UNDATED, app="", phase="", protocol="http/1.1", method="GET",
    url="wss://chat.example/", host="chat.example", port=443, request=Message(), response=Message(), tls=True,
)  # fmt: skip


def read(data: bytes, limit: int = 10_000) -> tuple[list[Exchange], list[str]]:
    found = list(messages(data, OPENED, EntryGaps("c", 1, 0, limit)))
    return (
        [each for each in found if isinstance(each, Exchange)],
        [each.reason.removeprefix("entry 1: ") for each in found if isinstance(each, Gap)],
    )


def bodies(found: list[Exchange]) -> list[tuple[str, bytes | None]]:
    return [("sent" if each.request else "got", (each.request or each.response or Message()).body) for each in found]


def packed(*texts: bytes) -> list[bytes]:
    """Compress messages with one context (RFC 7692, 7.2.1)."""
    deflate = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return [(deflate.compress(text) + deflate.flush(zlib.Z_SYNC_FLUSH))[:-4] for text in texts]


def test_messages_of_both_directions_with_their_times() -> None:
    found, gaps = read(saved.frame(b"phone=01012345678") + saved.frame(b"ok" * 100, sent=False, first=0x82))
    assert bodies(found) == [("sent", b"phone=01012345678"), ("got", b"ok" * 100)]
    assert [(each.id, each.method, each.protocol, each.sent) for each in found] == [
        ("000001.w0", "MESSAGE", "websocket", True),
        ("000001.w1", "MESSAGE", "websocket", True),
    ]
    assert found[0].started_at == datetime(2026, 11, 24, tzinfo=UTC)
    assert not gaps


def test_a_message_in_fragments_is_one_and_control_frames_lie_between() -> None:
    data = saved.frame(b"pho", first=0x01) + saved.frame(b"", first=0x89) + saved.frame(b"ne=", first=0x00)
    found, gaps = read(data + saved.frame(b"", first=0x8A, sent=False) + saved.frame(b"1", first=0x80))
    assert bodies(found) == [("sent", b"phone=1")]
    assert not gaps


def test_compression_goes_on_over_messages_of_one_direction() -> None:
    texts = [b"phone=01012345678", b"phone=01012345678", b"phone=01087654321"]
    data = b"".join(saved.frame(each, first=0xC1) for each in packed(*texts))
    found, gaps = read(data + b"".join(saved.frame(each, first=0xC1, sent=False) for each in packed(b"answer")))
    assert bodies(found) == [*(("sent", text) for text in texts), ("got", b"answer")]
    assert not gaps


def test_a_message_that_ends_its_stream_begins_the_next_anew() -> None:
    whole = [zlib.compress(text, wbits=-zlib.MAX_WBITS) for text in (b"one", b"two")]
    found, gaps = read(b"".join(saved.frame(each, first=0xC1) for each in whole))
    assert bodies(found) == [("sent", b"one"), ("sent", b"two")]
    assert not gaps


def test_what_compression_hides_is_told() -> None:
    found, gaps = read(saved.frame(b"\xff\xff\xff", first=0xC1))
    assert bodies(found) == [("sent", b"\xff\xff\xff")]
    assert gaps == ["a message of this WebSocket is compressed, and could not be decompressed"]
    found, gaps = read(saved.frame(packed(b"x" * 50_000)[0], first=0xC1), limit=100)
    assert (found[0].request or Message()).body == b"x" * 100
    assert (found[0].request or Message()).body_size > 100
    assert gaps == ["only the first 100 bytes of a message of this WebSocket were examined"]


def test_what_fiddler_kept_back_was_not_sent() -> None:
    found, _ = read(saved.frame(b"secret", flags=1) + saved.frame(b"more", flags=16))
    assert [(each.sent, each.error) for each in found] == [(False, NOT_SENT), (True, None)]


def test_a_message_without_a_time_says_so() -> None:
    (found,), (gap,) = read(saved.frame(b"x", at=""))
    assert found.started_at == UNDATED
    assert gap.startswith("a message of this WebSocket has no time with an offset")


@pytest.mark.parametrize(
    ("data", "messages_", "said"),
    [
        (saved.frame(b"abc") + b"rest", 1, "4 bytes of this WebSocket are no message of it"),
        (saved.frame(b"abc") + saved.frame(b"defg")[:-4], 1, "a message of this WebSocket is cut"),
        (saved.frame(b"abc", first=0x01), 0, "a message of this WebSocket has no end"),
        (saved.frame(b"abc", first=0x01) + saved.frame(b"d"), 1, "a message of this WebSocket has no end"),
        (saved.frame(b"abc").replace(b"h: 9", b"h: 1", 1), 0, "a message of this WebSocket is no frame"),
        (b"", 0, ""),
    ],
)
def test_damage_is_told(data: bytes, messages_: int, said: str) -> None:
    found, gaps = read(data)
    assert len(found) == messages_
    assert said in gaps or not (said or gaps)


@given(st.binary(max_size=200), st.integers(0, 200), st.integers(0, 200))
def test_any_bytes_are_messages_or_gaps(data: bytes, at: int, end: int) -> None:
    whole = b"".join(saved.frame(each, first=0xC1) for each in packed(b"one", b"two"))
    for given_ in (data, whole[:at] + data + whole[end:]):
        found, gaps = read(given_, 50)
        assert found or gaps or not given_ or b"Length" in given_
