"""UBJSON, by what py-ubjson 0.16.1 and bjdata 0.6 wrote, and bytes that are none."""

import base64
from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.model import Decoded

Body = Callable[..., Decoded]


def found(decoded: Decoded, layer: str = "ubjson") -> dict[str, object]:
    return {field.path: field.value for field in decoded.fields if field.layers and field.layers[-1] == layer}


PLAIN = (
    "e1UFZW1haWxTVQ5raW1AZXhhbXBsZS5rclUDYWdlVSFVA2xhdERAQsiDEm6XjVUEdGFnc1tTVQNvbmVTVQN0d29dVQJpbntVBXBob25lU1UNMD"
    "EwLTkxODMtMjc0NlUBdFRVAW5aVQNiaWdMAAAA6NSlEAB9VQNyYXdbJFUjVQl0b2tlbi1hYmNVAm5tU1UJ7ZmN6ri464+ZVQ5sZWVAZXhhbXBs"
    "ZS5rclUBVQFlW11VAW97fX0="
)
COUNTED = (
    "eyNVClUFZW1haWxTVQ5raW1AZXhhbXBsZS5rclUDYWdlVSFVA2xhdERAQsiDEm6XjVUEdGFnc1sjVQJTVQNvbmVTVQN0d29VAmlueyNVBFUFcG"
    "hvbmVTVQ0wMTAtOTE4My0yNzQ2VQF0VFUBblpVA2JpZ0wAAADo1KUQAFUDcmF3WyRVI1UJdG9rZW4tYWJjVQJubVNVCe2Zjeq4uOuPmVUObGVl"
    "QGV4YW1wbGUua3JVAVUBZVsjVQBVAW97I1UA"
)
LOWEST_FIRST = (
    "eyNVClUFZW1haWxTVQ5raW1AZXhhbXBsZS5rclUDYWdlVSFVA2xhdESNl24Sg8hCQFUEdGFnc1sjVQJTVQNvbmVTVQN0d29VAmlueyNVBFUFcG"
    "hvbmVTVQ0wMTAtOTE4My0yNzQ2VQF0VFUBblpVA2JpZ00AEKXU6AAAAFUDcmF3WyRCI1UJdG9rZW4tYWJjVQJubVNVCe2Zjeq4uOuPmVUObGVl"
    "QGV4YW1wbGUua3JVAVUBZVsjVQBVAW97I1UA"
)
VALUES = {
    "email": "kim@example.kr", "age": "33", "lat": "37.5665", "tags[0]": "one", "tags[1]": "two",
    "in.phone": "010-9183-2746", "in.t": "true", "in.n": "null", "in.big": "1000000000000", "raw": "token-abc",
    "nm": "홍길동", '["lee@example.kr"]': "1",
}  # fmt: skip


def test_objects(body: Body) -> None:
    for written in (PLAIN, COUNTED, LOWEST_FIRST):
        decoded = body(base64.b64decode(written))
        assert (found(decoded), decoded.opaque) == (VALUES, ())
    one = base64.b64decode(PLAIN)
    told = found(body(b"[" + one + one + b"]"))
    assert {
        f"[1].{path}" if path[0] != "[" else f"[1]{path}": value for path, value in VALUES.items()
    }.items() <= told.items()


def test_numbers_of_each_type_and_of_one_type_for_all(body: Body) -> None:
    raw = b"{U\1aU\xc8U\1bI\xff\xfeU\1cd\x3f\xc0\0\0U\1dH\x55\x0212U\1eCxU\1f[$i#U\2\1\xffU\1gNU\1h[Z]U\1i[T]}"
    assert found(body(raw)) == {
        "a": "200", "b": "-2", "c": "1.5", "d": "12", "e": "x", "f[0]": "1", "f[1]": "-1", "h[0]": "null", "i[0]": "true",
    }  # fmt: skip


def test_what_is_none(body: Body) -> None:
    whole = base64.b64decode(PLAIN)
    for raw in (
        whole[:-1],
        whole + b"a",
        b"{U\5emailS",
        b"{i\1a}",
        b"{U\1aS\x55\x80}",
        b"{#i\xffU\1aT",
        b'{"a": "\1"}',
        b"[$T#l\x7f\0\0\0",
    ):
        assert not found(body(raw))


def test_values_within_each_other_end_at_a_bound(body: Body) -> None:
    raw = b"{U\1aS\x55\x0ekim@example.krU\1b" + b"[" * 100 + b"]" * 100 + b"}"
    assert any("levels" in gap.reason for gap in body(raw).opaque)


@given(st.binary(max_size=80), st.sampled_from([b"{U\1a", b"{#U\2U\1aT", b"[{$i#U\1U\1a", b"{U\1a[$", b"[#U\2{U\1aT"]))
def test_any_bytes_are_read(body: Body, noise: bytes, head: bytes) -> None:
    body(head + noise)
    body(head + noise + b"}")


@given(st.integers(1, 180), st.binary(min_size=1, max_size=4))
def test_a_broken_object_is_read(body: Body, at: int, put: bytes) -> None:
    whole = base64.b64decode(PLAIN)
    body(whole[:at] + put + whole[at + len(put) :])
