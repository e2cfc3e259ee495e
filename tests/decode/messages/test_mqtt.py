"""Packets of MQTT."""

import base64
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.decode import known
from trafficaudit.decode.messages import mqtt
from trafficaudit.model import Decoded

Body = Callable[..., Decoded]


def _run(data: bytes) -> bytes:
    return len(data).to_bytes(2) + data


def _packet(head: int, body: bytes) -> bytes:
    return bytes([head, len(body)]) + body


CONNECT = _packet(0x10, _run(b"MQTT") + b"\x04\xc2\0\x3c" + _run(b"app_83") + _run(b"u-83920174") + _run(b"s3cret"))
FIVE = _packet(
    0x10,
    _run(b"MQTT")
    + b"\x05\xc6\0\x3c\0"
    + _run(b"app_83")
    + b"\0"
    + _run(b"will/t")
    + _run(b"bye")
    + _run(b"kim")
    + _run(b"pw1"),
)
PUBLISH = _packet(0x32, _run(b"chat/8812") + b"\0\x01" + b'{"email":"kim@example.kr"}')
SUBSCRIBE = _packet(0x82, b"\0\x02" + _run(b"users/83920174") + b"\x01")


def test_who_connects(body: Body) -> None:
    found = {f.path: f.value for f in body(CONNECT).fields if f.layers == ("mqtt",)}
    assert found == {"clientId": "app_83", "username": "u-83920174", "password": "s3cret"}
    found = {f.path: f.value for f in body(FIVE).fields if f.layers == ("mqtt",)}
    assert found == {
        "clientId": "app_83",
        "willTopic": "will/t",
        "willPayload": "bye",
        "username": "kim",
        "password": "pw1",
    }


def test_what_is_published(body: Body) -> None:
    fields = {f.path: f for f in body(PUBLISH).fields}
    assert fields["topic"].value == "chat/8812"
    email = fields["payload.email"]
    assert (email.layers, PUBLISH[slice(*email.span)]) == (("mqtt", "json"), b"kim@example.kr")


USER = b"\x26" + _run(b"email") + _run(b"lee@example.kr")
TOPIC = _run(b"chat/8812")


@pytest.mark.parametrize(
    ("before", "behind", "payload"),
    [
        (b"", b"\0hello", "hello"),  # 5.0 without properties
        (b"", b"\0\x05hello", "hello"),  # 3.1.1: the payload has a length before it, which is opened by itself
        (b"", b"\0\x0a\xff\x01", b"\0\x0a\xff\x01"),
        (CONNECT, b"\0hello", b"\0hello"),
        (CONNECT, b"\0\x0bhello\nworld", "hello\nworld"),
        (FIVE, b"\0\x0a\xff\x01", b"\x0a\xff\x01"),
        (FIVE, bytes([len(USER) + 2]) + b"\x01\x01" + USER + b"hello", "hello"),
        (b"", bytes([len(USER) + 5]) + b"\x02\0\0\0\x09" + USER + b"hello", "hello"),
        (b"", bytes([len(USER) + 2]) + b"\x01\x01" + USER.replace(b"\x26", b"\x27") + b"hello", None),
    ],
)
def test_where_a_payload_begins(body: Body, before: bytes, behind: bytes, payload: str | bytes | None) -> None:
    packet = _packet(0x30, TOPIC + behind)
    found = {f.path.rpartition(".")[2]: f for f in body(before + packet).fields if "mqtt" in f.layers}
    assert found["topic"].value == "chat/8812"
    if payload is None:
        assert found["payload"].value == behind
    else:
        assert found["payload"].value == payload
        assert ("email" in found) == (USER in behind)
        assert not found.get("email") or found["email"].value == "lee@example.kr"


def test_properties_of_who_connects(body: Body) -> None:
    connect = _run(b"MQTT") + b"\x05\x02\0\x3c" + bytes([len(USER) + 5]) + b"\x11\0\0\0\x3c" + USER + _run(b"app_83")
    found = {f.path: f.value for f in body(_packet(0x10, connect)).fields if f.layers == ("mqtt",)}
    assert found == {"email": "lee@example.kr", "clientId": "app_83"}


def _property(kind: int, data: bytes) -> bytes:
    return bytes([kind]) + _run(data)


def test_other_properties_than_those_of_the_user(body: Body) -> None:
    proof = _property(0x15, b"JWT") + _property(0x16, b"token-83920174") + _property(0x03, b"")
    connect = _run(b"MQTT") + b"\x05\x02\0\x3c" + bytes([len(proof)]) + proof + _run(b"app_83")
    found = {f.path: f.value for f in body(_packet(0x10, connect)).fields if f.layers == ("mqtt",)}
    assert found == {
        "authenticationMethod": "JWT",
        "authenticationData": "token-83920174",
        "clientId": "app_83",
    }
    answer = _property(0x08, b"reply/u-83920174") + _property(0x09, b"\xff\x01")
    found = {f.path: f.value for f in body(_packet(0x30, TOPIC + bytes([len(answer)]) + answer + b"hi")).fields}
    assert (found["responseTopic"], found["correlationData"]) == ("reply/u-83920174", b"\xff\x01")


def test_a_number_that_stands_for_a_topic(body: Body) -> None:
    packet = _packet(0x30, b"\0\0" + b"\x03\x23\0\x01" + b'{"email":"kim@example.kr"}')
    found = {f.path: f.value for f in body(FIVE + packet).fields}
    assert (found["[0].clientId"], found["[1].payload.email"]) == ("app_83", "kim@example.kr")
    assert "[1].topic" not in found
    for none in (b"\0", b"\x03\x21\0\x01"):  # without a topic there must be such a number
        assert not [f for f in body(FIVE + _packet(0x30, b"\0\0" + none + b"hi")).fields if "mqtt" in f.layers]


@pytest.mark.parametrize("properties", [b"", b"\0", bytes([len(USER)]) + USER])
def test_topics_that_are_asked_for_no_longer(body: Body, properties: bytes) -> None:
    packet = _packet(0xA2, b"\0\x02" + properties + _run(b"users/83920174") + TOPIC)
    fields = body(packet).fields
    assert [f.value for f in fields if f.key == "topic"] == ["users/83920174", "chat/8812"]
    assert ("email" in [f.key for f in fields]) == (USER in properties)


def test_several_packets(body: Body) -> None:
    found = {f.path: f.value for f in body(SUBSCRIBE + b"\xc0\0" + PUBLISH).fields}
    assert (found["[0].topic"], found["[2].payload.email"]) == ("users/83920174", "kim@example.kr")


@pytest.mark.parametrize(
    "raw",
    [
        CONNECT[:-1],
        CONNECT + b"\x10",
        CONNECT.replace(b"MQTT", b"AMQP"),
        _packet(0x30, b"\0\x40short"),
        _packet(0x30, _run(b"\x01\x02") + b"x"),
        b"\x30\x82\x01\x0a\x02\x82\x01\x01" + bytes(range(200)),
    ],
)
def test_near_misses(body: Body, raw: bytes) -> None:
    assert not [f for f in body(raw).fields if "mqtt" in f.layers]


@given(st.sampled_from([0x10, 0x30, 0x32, 0x82]), st.binary(max_size=60))
def test_any_bytes(body: Body, head: int, raw: bytes) -> None:
    body(_packet(head, raw))
    body(_packet(head, _run(b"MQTT") + raw))
    body(bytes([head]) + raw)


def test_what_is_published_shows_in_hexadecimal_and_base64(body: Body) -> None:
    head, raw = _run(b"app/impression") + b"\0\7", bytes.fromhex("910cad86b2134760a6f9a9339a956aff")
    for packet in (_packet(0x32, head + raw), _packet(0x82, b"\0\1" + _run(b"users/83920174") + b"\0")):
        for written in (packet.hex(), base64.b64encode(packet).decode()):
            assert [f.value for f in body(written.encode()).fields if f.key in ("payload", "topic")][-1] in (
                raw,
                "users/83920174",
            )
    for near in (_packet(0x32, head + raw)[:-1], _packet(0x36, head + raw), _packet(0x32, _run(b"\x8app") + raw)):
        assert not [f for f in body(near.hex().encode()).fields if "mqtt" in f.layers]


def test_a_packet_that_connects_shows(body: Body) -> None:
    assert mqtt.shows(CONNECT)
    assert mqtt.shows(FIVE)
    assert known.shows(CONNECT)
    assert [f for f in body(CONNECT.hex().encode()).fields if f.value == "u-83920174" and "mqtt" in f.layers]
    for near in (
        PUBLISH,
        b"\x11" + CONNECT[1:],
        CONNECT.replace(b"MQTT", b"MQTX"),
        CONNECT.replace(b"MQTT\x04", b"MQTT\x09"),
    ):
        assert not mqtt.shows(near)


@pytest.mark.parametrize(
    "properties",
    [b"", b"\0", b"\x02\x0b\x07", b"\x0d\x26" + _run(b"user") + _run(b"kim7")],
    ids=["3.1.1", "none", "id", "user"],
)
def test_every_topic_that_is_asked_for_is_given(body: Body, properties: bytes) -> None:
    raw = _packet(0x82, b"\0\x01" + properties + _run(b"news/open") + b"\0" + _run(b"user/83920174") + b"\x01")
    found = [(f.key, f.value) for f in body(raw).fields if f.layers == ("mqtt",)]
    assert found[-2:] == [("topic", "news/open"), ("topic", "user/83920174")]
    assert found[:-2] == ([("user", "kim7")] if len(properties) > 3 else [])
