"""Records in a stream: found by their lengths or by themselves, whatever pieces the stream came in."""

import gzip
import json
import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.readers.records import FRAMINGS, MOST, mqtt, records

DRAW = random.Random("records")
PACKED = [DRAW.randbytes(40 + number) for number in range(6)]
DOCUMENTS = [json.dumps({"n": number, "name": "a}]{" * 9}).encode() for number in range(4)]


def varint(number: int) -> bytes:
    out = b""
    while number > 127:
        out, number = out + bytes([number & 127 | 128]), number >> 7
    return out + bytes([number])


def framed(head: str, packed: list[bytes]) -> bytes:
    """Write records behind their lengths."""
    if head == "varint":
        return b"".join(varint(len(each)) + each for each in packed)
    width, order, more = int(head[0]), "big" if "big" in head else "little", 4 if "whole" in head else 0
    return b"".join((len(each) + more).to_bytes(width, order) + each for each in packed)  # type: ignore[arg-type]


def inside(data: bytes, starts: list[int]) -> list[bytes]:
    return [data[start:end] for start, end in records(data, starts)]


@pytest.mark.parametrize("head", ["4 big", "4 little", "4 big whole", "2 big", "2 little", "varint"])
def test_lengths_that_lead_to_the_end_are_believed(head: str) -> None:
    data = framed(head, PACKED)
    assert inside(data, [0, 30, 31, 160]) == PACKED
    assert inside(data, [0, len(framed(head, PACKED[:2])), len(framed(head, PACKED[:3]))]) == [*PACKED[:2], *PACKED[3:]]
    assert inside(framed(head, PACKED[:2]), [0, 30]) == []


def test_the_last_record_may_be_on_its_way_and_the_first_begin_later() -> None:
    data = framed("4 big", PACKED)
    assert inside(data[:-5], [0, 30]) == PACKED[:-1]
    assert inside(b"\xffrest" + data, [0, 5, 60]) == PACKED
    assert inside(framed("2 big", PACKED)[:-5], [0, 30]) == []  # any two bytes are a length


def test_documents_are_found_by_themselves() -> None:
    packed = gzip.compress(DOCUMENTS[0], mtime=0)
    data = b"\1\2\3" + DOCUMENTS[0] + b"\n" + packed + b"\0\7" + DOCUMENTS[1] + b"tail that is none"
    found = inside(data, [0, 10, 70, 130])
    assert found == [b"\1\2\3" + DOCUMENTS[0], b"\n" + packed, b"\0\7" + DOCUMENTS[1]]
    assert inside(DOCUMENTS[0][:-1] + b" and more", [0, 5]) == []
    assert inside(packed[:-9], [0, 5]) == []
    assert inside(b"\xff" * 30 + DOCUMENTS[0] + b"\xff", [0, 9]) == []  # begins nowhere that can be known
    assert inside(b"\xff" * 30 + DOCUMENTS[0] + b"\xff", [0, 30, 40]) == [DOCUMENTS[0]]


def test_a_record_that_is_a_piece_is_read_with_it() -> None:
    data = b"".join(DOCUMENTS)
    starts = [0, *(sum(map(len, DOCUMENTS[:count])) for count in range(1, len(DOCUMENTS)))]
    assert inside(data, starts) == []
    assert inside(data, [0]) == DOCUMENTS
    lines = b"{}\n" * (2 * MOST)
    assert len(inside(lines, [0])) == MOST


def publish(topic: bytes, payload: bytes, quality: int = 0, properties: bytes = b"") -> bytes:
    """Write a packet (MQTT 5.0, 3.3)."""
    said = len(topic).to_bytes(2, "big") + topic + (b"\0\1" if quality else b"") + properties + payload
    return bytes([0x30 | quality << 1]) + varint(len(said)) + said


@pytest.mark.parametrize("level", [4, 5])
def test_packets_of_mqtt_give_their_payloads(level: int) -> None:
    properties = b"\2\1\1" if level == 5 else b""
    connect = b"\x10\x14\0\4MQTT" + bytes([level]) + b"\2\0\x3c\0\x08clientid"
    long = b"z" * 300
    packets = [publish(b"a/b", DOCUMENTS[0], 0, properties), publish(b"a", long, 1, properties), b"\xc0\0"]
    data = connect + b"".join(packets)
    assert [data[start:end] for start, end in mqtt(data) or []][1:3] == [DOCUMENTS[0], long]
    assert DOCUMENTS[0] in inside(data, [0, 60, 200])
    answer = b"\x20\2\0\0" + publish(b"t", long)
    assert inside(answer + b"\x30\xff", [0, 60])[-1] == long
    assert mqtt(b"\x20\1\0") is None
    assert mqtt(b"") is None
    assert mqtt(b"\x10\x14\0\4HTTP") is None


@given(st.binary(max_size=400), st.lists(st.integers(1, 399), max_size=6))
def test_any_bytes_give_ranges_inside(data: bytes, places: list[int]) -> None:
    starts = [0, *sorted({place for place in places if place < len(data)})]
    for start, end in records(data, starts):
        assert 0 <= start < end <= len(data)
    for framing in FRAMINGS:
        last = 0
        for start, end in framing(data) or []:
            assert last <= start <= end <= len(data)
            last = end


@pytest.mark.parametrize(
    "hostile",
    [b"{}", b'{"', b"\0", b"\1a", b"[", b'{"a":{"b":', gzip.compress(b"", mtime=0), b'{"a":"', b"\x78\x9c", b"\x30\0"],
)
def test_no_stream_takes_long(hostile: bytes) -> None:
    data = (hostile * (4 << 20))[: 4 << 20]
    begun = time.process_time()
    for _ in records(data, list(range(0, len(data), 50))):
        pass
    assert time.process_time() - begun < 10
