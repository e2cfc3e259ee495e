"""Erlang's external term format, by what OTP 27 and erlpack 1.0.1 wrote, and bytes that are none."""

import base64
from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.model import Decoded

Body = Callable[..., Decoded]


def found(decoded: Decoded, layer: str = "erlang") -> dict[str, object]:
    return {field.path: field.value for field in decoded.fields if field.layers and field.layers[-1] == layer}


MAP = (
    "g3QAAAAOdwNiaWduCQA1bDYvgZ9OsQZ3A3BpZFh3DW5vbm9kZUBub2hvc3QAAAAKAAAAAAAAAAB3A3Jhd20AAAAF//4AAch3AXNrAAVoZWxsb3"
    "cBdHcEdHJ1ZXcFZW1haWxtAAAADmtpbUBleGFtcGxlLmtydwNhZ2VhIXcDbmVnYv/+7pB3A2xhdEZAQsiDEm6XjXcEdGFnc2wAAAACbQAAAANv"
    "bmV3A3R3b2p3A3JlZloAA3cNbm9ub2RlQG5vaG9zdAAAAAAAADjYfpAAAYh1959rAARuYW1lbAAAAANiAADWTWIAAK44YgAAs9lqbQAAAA5sZW"
    "VAZXhhbXBsZS5rcmEBbQAAAAVwaG9uZW0AAAANMDEwLTkxODMtMjc0Ng=="
)
VALUES = {
    "big": "123456789012345678901", "raw": b"\xff\xfe\0\1\xc8", "s": "hello", "t": "true", "email": "kim@example.kr",
    "age": "33", "neg": "-70000", "lat": "37.5665", "tags[0]": "one", "tags[1]": "two", "name": "홍길동",
    'phone': "010-9183-2746", '["lee@example.kr"]': "1",
}  # fmt: skip
PACKED = (
    "g1AAAAOzeJwrYWBg4C9nTspMz+NkMM0x02+c77eRrZy5IDMlopw3Lz8vPyXVIS8/I7+4BKiSiwEKypmLEstzgQzW//8YGE+UMxZnM7BmpObk5J"
    "czlpSzlBSVppazpuYmZuaAFPFlZ+Y6pFYk5hbkpOplF5UzJ6anJiqWM+elpif9//duQjlzTmKJm4PTiWahvOm9QO2J6cU5QH1MIM3M+Xmp5cwl"
    "5flZQEtT06IYmDHdBQQWN+omMDB2lH6fX85YAdJsBNLMkQgFo5xRzoBxsrIZWPISc1NByZI5iYHhmi+QWGcBJDbfzAJnkJzUVKQMksgIzloFGc"
    "CkD2LxGhga6FoaWhjrGpmbmAEAQC4GKg=="
)
PAIRS = (
    "g2wAAAAFaAJ3BWVtYWlsbQAAAA5raW1AZXhhbXBsZS5rcmgCdwVwaG9uZWsADTAxMC05MTgzLTI3NDZoAncDYWdlYSFoAncCaW5sAAAAAWgCdw"
    "RjaXR5bQAAAAVTZW91bGp3BWRlYnVnag=="
)
OLD = "g2wAAAACaAJkAAVlbWFpbG0AAAAOa2ltQGV4YW1wbGUua3JoAmQAA2xhdGMzLjc1MDAwMDAwMDAwMDAwMDAwMDAwZSswMQAAAAAAag=="
GATEWAY = (
    "g3QAAAACbQAAAAJvcGECbQAAAAFkdAAAAAZtAAAABXRva2VubQAAAAphYmNkZWYuZ2hpbQAAAARuYW1lbQAAAAntmY3quLjrj5ltAAAAAm9rcw"
    "R0cnVlbQAAAAFucwNuaWxtAAAAA2xhdEZAQsiDEm6XjW0AAAACaWRuCAAAAIpdeEVjAQ=="
)


def test_a_map(body: Body) -> None:
    decoded = body(base64.b64decode(MAP))
    assert (found(decoded), decoded.opaque) == (VALUES, ())
    mail = next(field for field in decoded.fields if field.path == "email")
    assert (mail.key, mail.exact) == ("email", True)


def test_a_packed_term(body: Body) -> None:
    told = found(body(base64.b64decode(PACKED)))
    assert VALUES.items() <= told.items()
    assert told["x[49]"] == "aaaaaaaa"


def test_pairs_are_names_and_values(body: Body) -> None:
    assert found(body(base64.b64decode(PAIRS))) == {
        "email": "kim@example.kr", "phone": "010-9183-2746", "age": "33", "in.city": "Seoul", "[4]": "debug",
    }  # fmt: skip
    assert found(body(base64.b64decode(OLD))) == {"email": "kim@example.kr", "lat": "37.5"}


def test_what_a_gateway_is_sent(body: Body) -> None:
    assert found(body(base64.b64decode(GATEWAY))) == {
        "op": "2", "d.token": "abcdef.ghi", "d.name": "홍길동", "d.ok": "true", "d.n": "nil", "d.lat": "37.5665",
        "d.id": "100000000000000000",
    }  # fmt: skip


def test_a_tuple_and_the_end_of_a_list_stand_by_their_places(body: Body) -> None:
    assert found(body(b"\x83h\x02w\x04userm\0\0\0\x0ekim@example.kr")) == {"[0]": "user", "[1]": "kim@example.kr"}
    assert found(body(b"\x83l\0\0\0\1w\1am\0\0\0\x0ekim@example.kr")) == {"[0]": "a", "[1]": "kim@example.kr"}


def test_a_row_of_bits_is_bytes(body: Body) -> None:
    decoded = body(b"\x83t\0\0\0\2w\x04mailm\0\0\0\x0ekim@example.krw\x04bitsM\0\0\0\x03\x08abc")
    assert found(decoded) == {"mail": "kim@example.kr", "bits": "abc"}


def test_what_is_none(body: Body) -> None:
    whole = base64.b64decode(MAP)
    for raw in (whole[:-1], whole + b"a", b"\x83t\0\0\0\1a\1a\2", b"\x83P\0\0\0\x09nothing", b"\x83l\xff\xff\xff\xffj"):
        assert not found(body(raw))


def test_terms_within_each_other_end_at_a_bound(body: Body) -> None:
    deep = b"l\0\0\0\1" * 100 + b"m\0\0\0\x0ekim@example.kr" + b"j" * 100
    decoded = body(b"\x83h\2m\0\0\0\x0ekim@example.kr" + deep)
    assert any("levels" in gap.reason for gap in decoded.opaque)


@given(
    st.binary(max_size=80), st.sampled_from([b"t", b"l\0\0\0", b"h\3", b"P\0\0\0\x20\x78", b"t\0\0\0\1w\1am\0\0\0\1a"])
)
def test_any_bytes_are_read(body: Body, noise: bytes, head: bytes) -> None:
    body(b"\x83" + head + noise)


@given(st.integers(1, 280), st.binary(min_size=1, max_size=4))
def test_a_broken_map_is_read(body: Body, at: int, put: bytes) -> None:
    whole = base64.b64decode(MAP)
    body(whole[:at] + put + whole[at + len(put) :])
