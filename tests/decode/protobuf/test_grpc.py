import base64
import gzip
import hashlib
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.model import Decoded

Body = Callable[..., Decoded]


MESSAGE = b"\x08\x01\x12\x0ekim@example.kr"


def frame(message: bytes, flag: int = 0) -> bytes:
    return bytes([flag]) + len(message).to_bytes(4, "big") + message


@pytest.mark.parametrize("label", ["application/grpc", "application/grpc+proto", "application/grpc-web", ""])
def test_one_message(body: Body, label: str) -> None:
    raw = frame(MESSAGE)
    field = next(f for f in body(raw, label).fields if f.value == "kim@example.kr")
    assert (field.path, field.layers, raw[slice(*field.span)]) == ("2", ("grpc", "protobuf"), b"kim@example.kr")


def test_several_messages_carry_an_index(body: Body) -> None:
    paths = [
        f.path for f in body(frame(MESSAGE) + frame(MESSAGE), "application/grpc").fields if f.value == "kim@example.kr"
    ]
    assert paths == ["[0].2", "[1].2"]


def test_compressed_message(body: Body) -> None:
    raw = frame(gzip.compress(MESSAGE), 1)
    decoded = body(raw, "application/grpc", headers=((b"grpc-encoding", b"gzip"),))
    assert ("grpc", "gzip", "protobuf") in [f.layers for f in decoded.fields if f.value == "kim@example.kr"]


def test_web_text_with_trailers(body: Body) -> None:
    raw = base64.b64encode(frame(MESSAGE)) + base64.b64encode(frame(b"grpc-status:0\r\nuser: kim.seoyun\r\n", 0x80))
    decoded = body(raw, "application/grpc-web-text")
    assert [f.layers for f in decoded.fields if f.value == "kim@example.kr"] == [("base64", "grpc", "protobuf")]
    assert ("trailers.user", "kim.seoyun") in [(f.path, f.value) for f in decoded.fields]


def test_cut_message_is_a_gap(body: Body) -> None:
    decoded = body(frame(MESSAGE) + frame(MESSAGE)[:-3], "application/grpc")
    assert "kim@example.kr" in [f.value for f in decoded.fields]
    assert decoded.opaque[0].reason == "a gRPC message that is not whole"


def test_ciphered_message_is_opaque(body: Body) -> None:
    decoded = body(frame(hashlib.sha512(b"1").digest()), "application/grpc")
    assert ["ciphered" in gap.reason for gap in decoded.opaque] == [True]


@given(st.binary(max_size=60))
def test_any_bytes(body: Body, raw: bytes) -> None:
    body(raw, "application/grpc")
    body(frame(raw), "application/grpc-web")
