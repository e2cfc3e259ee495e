"""Frames of STOMP."""

import base64
import gzip
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.decode import known
from trafficaudit.decode.messages import stomp
from trafficaudit.model import Decoded

Body = Callable[..., Decoded]

SEND = (
    b"SEND\ndestination:/app/chat\ncontent-type:application/json\nx-name:a\\cb\n\n"
    b'{"senderName":"kim","email":"kim@example.kr"}\0'
)


def test_headers_and_body(body: Body) -> None:
    fields = {f.path: f for f in body(SEND).fields}
    assert (fields["headers.x-name"].value, fields["headers.x-name"].key) == ("a:b", "x-name")
    assert (fields["body.email"].layers, SEND[slice(*fields["body.email"].span)]) == (
        ("stomp", "json"),
        b"kim@example.kr",
    )


def test_a_document_in_a_header_stands_where_it_is_behind_escapes(body: Body) -> None:
    raw = b'SEND\nx-doc:{"a"\\c"\\\\\\\\","email"\\c"kim@example.kr"}\n\n\0'
    email = {f.path: f for f in body(raw).fields}["headers.x-doc.email"]
    assert (email.value, raw[slice(*email.span)]) == ("kim@example.kr", b"kim@example.kr")


def test_several_frames_and_a_body_with_a_length(body: Body) -> None:
    raw = b"CONNECT\nAuthorization:Bearer A1B2C3D4E5F60718\n\n\0\n" + SEND + b"SEND\ncontent-length:3\n\na\0b\0"
    found = {f.path: f.value for f in body(raw).fields if f.layers == ("stomp",)}
    assert found["[0].headers.Authorization"] == "Bearer A1B2C3D4E5F60718"
    assert found["[1].headers.destination"] == "/app/chat"
    assert found["[2].body"] == b"a\0b"


@pytest.mark.parametrize(
    "raw", [b"SEND\n", b"SEND money\nto:me\n\nx", b"SENT\na:b\n\nx\0", b"CONNECT\nno header here\n\n"]
)
def test_near_misses(body: Body, raw: bytes) -> None:
    assert not [f for f in body(raw).fields if "stomp" in f.layers]


@given(st.binary(max_size=60))
def test_any_bytes(body: Body, raw: bytes) -> None:
    body(b"SEND\n" + raw)
    body(b"SEND\na:b\n\n" + raw)


def test_a_frame_with_packed_bytes_shows_in_an_encoding(body: Body) -> None:
    packed = gzip.compress(b'{"email":"kim@example.kr"}', mtime=0)
    frame = b"SEND\ndestination:/a\ncontent-length:%d\n\n" % len(packed) + packed + b"\0"
    assert known.shows(frame)
    for written in (frame.hex().encode(), base64.b64encode(frame)):
        assert [f for f in body(written).fields if f.value == "kim@example.kr" and "stomp" in f.layers]
    for near in (frame[:-4], b"X" + frame, b"SEND\n\n" + packed + b"\0"):
        assert not stomp.shows(near)


@pytest.mark.parametrize("tail", [b"\x91\x92 sealed", b"SEND\nbroken"])
def test_what_stands_behind_the_last_frame_is_told(body: Body, tail: bytes) -> None:
    raw = b"SEND\ndestination:/a\n\nhello\0"
    assert not body(raw + b"\r\n\n").opaque
    assert [gap.reason for gap in body(raw + tail).opaque] == [f"no stomp from byte {len(raw)} on"]


def test_a_frame_that_connects_has_no_escapes(body: Body) -> None:
    for command, value in (
        ("CONNECT", "pa\\nss\\c"),
        ("CONNECTED", "pa\\nss\\c"),
        ("STOMP", "pa\nss:"),
        ("SEND", "pa\nss:"),
    ):
        found = {f.key: f.value for f in body(f"{command}\nlogin:kim\npasscode:pa\\nss\\c\n\n\0".encode()).fields}
        assert found["passcode"] == value
