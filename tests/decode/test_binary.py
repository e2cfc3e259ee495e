import gzip
import random

import cbor2
import msgpack
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.decode.binary import recognised
from trafficaudit.decode.limits import Budget, Limits
from trafficaudit.decode.messages import multipart
from trafficaudit.decode.node import Node
from trafficaudit.decode.place import Linear
from trafficaudit.decode.protobuf import grpc
from trafficaudit.decode.wire import cbor
from trafficaudit.decode.wire import msgpack as msgpack_layer

NODE = Node(b"", None, Linear(0), "$", "", "body", Budget(Limits()))


@pytest.mark.parametrize(
    "raw",
    [
        gzip.compress(b"kim@example.kr", mtime=0),
        msgpack.packb({"email": "kim@example.kr"}),
        cbor2.dumps({"email": "kim@example.kr"}),
        b"\x0a\x0ekim@example.kr",
        "kim@example.kr".encode("utf-16-le"),
        b"\x00\x00\x00\x00\x10\x0a\x0ekim@example.kr",
    ],
)
def test_structures(raw: bytes) -> None:
    assert recognised(NODE, raw)


def test_chance() -> None:
    random_ = random.Random(6)
    assert sum(recognised(NODE, random_.randbytes(random_.choice((8, 16, 20, 32, 64)))) for _ in range(3000)) <= 25


@given(st.binary(min_size=1, max_size=12) | st.builds(bytes.__add__, st.binary(max_size=2), st.just(b"--x\nA:")))
def test_first_bytes(raw: bytes) -> None:
    node = Node(raw, None, Linear(0), "$", "", "body", Budget(Limits()))
    for layer in (grpc, multipart, msgpack_layer, cbor):
        assert raw[0] in layer.FIRST or not layer.sniff(node)
