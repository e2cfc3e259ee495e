from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from trafficaudit import decode
from trafficaudit.decode.recalled import LONGEST, Headers
from trafficaudit.model import Exchange, Message

VALUES = st.sampled_from(
    [
        b"ko-KR,ko;q=0.9",
        b"max-age=31536000",
        b"a=1;b=2",
        b'{"id": "kim@example.kr", "u": "https://a.example/x?b=c"}',
        b"https://a.example/p/q?tel=010-1234-5678&x=%7B%22a%22%3A1%7D",
        b"aGVsbG8gd29ybGQ=",
        b"plain",
        b"600000@shop_android_10.1.0",
        b"\xff\xfe\x00",
        b"x=1&" * (LONGEST // 4) + b"y=2",
    ]
)
HEADERS = st.lists(st.tuples(st.sampled_from([b"Accept-Language", b"x-a", b"X-A", b"x-a[1]"]), VALUES), max_size=6)


def exchange(request: list[tuple[bytes, bytes]], response: list[tuple[bytes, bytes]]) -> Exchange:
    return Exchange(
        "e", "c", 0, datetime(2026, 1, 1, tzinfo=UTC), "app", "use", "http/2", "GET", "https://h.example/", "h.example",
        443, Message(tuple(request)), Message(tuple(response)),
    )  # fmt: skip


@given(HEADERS, HEADERS)
def test_what_is_recalled_is_what_was_found(request_headers: list, response_headers: list) -> None:  # type: ignore[type-arg]
    given_one = exchange(request_headers, response_headers)
    decode._SELECTION.headers = Headers()
    first = decode.decode(given_one)
    again = decode.decode(given_one)
    assert tuple(again.fields) == tuple(first.fields)
    assert again.opaque == first.opaque


def test_headers_that_hold_something_are_kept_and_bounded() -> None:
    decode._SELECTION.headers = Headers()
    for number in range(5_000):
        decode.decode(exchange([(b"x-a", b"a=%d;b=2" % number)], []))
    assert 0 < len(decode._SELECTION.headers._known) <= 4_096
