"""Values that Protocol Buffers carries as numbers and bytes without names, through the decoder itself."""

import ipaddress
import struct

import pytest
from support.personas import built
from support.samples import exchange

from trafficaudit.decode import decode
from trafficaudit.model import Message

ADDRESS = ipaddress.IPv4Address("211.34.187.62")
NUMBER, TURNED = int(ADDRESS), int.from_bytes(ADDRESS.packed, "little")
LATITUDE, LONGITUDE = 375_143_220, 1_270_623_450
VALUES = {"ip_address": str(ADDRESS), "coordinates": "37.514322,127.062345", "phone_number": "010-9183-2746"}


def varint(number: int) -> bytes:
    number &= (1 << 64) - 1
    out = b""
    while number > 127:
        out, number = out + bytes([number & 127 | 128]), number >> 7
    return out + bytes([number])


def found(*entries: bytes) -> list[str]:
    body = b"\x0a\x0eapp_open_event" + b"".join(entries)
    made = exchange(request=Message(((b"content-type", b"application/x-protobuf"),), body, body_size=len(body)))
    return [hit.category for hit in built(**VALUES)(made, decode(made))]


@pytest.mark.parametrize(
    "entry",
    [
        b"\x20" + varint(NUMBER),
        b"\x20" + varint(TURNED),
        b"\x20" + varint(NUMBER - (1 << 32)),
        b"\x25" + struct.pack("<I", NUMBER),
        b"\x25" + ADDRESS.packed,
        b"\x22\x04" + ADDRESS.packed,
    ],
)
def test_an_address_stands_as_a_number_or_as_four_bytes(entry: bytes) -> None:
    assert found(entry) == ["ip_address"]


@pytest.mark.parametrize(
    "entry", [b"\x20" + varint(NUMBER + 1), b"\x25" + struct.pack("<I", TURNED ^ 1), b"\x22\x05\x00" + ADDRESS.packed]
)
def test_another_number_is_nothing(entry: bytes) -> None:
    assert found(entry) == []


def test_a_place_stands_in_zigzag() -> None:
    assert found(b"\x20" + varint(2 * LATITUDE), b"\x28" + varint(2 * LONGITUDE)) == ["coordinates"] * 2
    assert found(b"\x20" + varint(2 * LATITUDE), b"\x28" + varint(2 * LONGITUDE - 1)) == []


def test_a_telephone_number_stands_without_its_zero() -> None:
    assert found(b"\x20" + varint(1091832746)) == ["phone_number"]
    assert found(b"\x20" + varint(1091832747)) == []


def test_a_date_of_birth_as_a_message_of_three_numbers() -> None:
    born = built(birth_date="1973-09-27")
    for day, expected in ((0x1B, ["birth_date"]), (0x1C, [])):
        body = b"\x0a\x0eapp_open_event\x12\x07\x08\xb5\x0f\x10\x09\x18" + bytes([day])
        made = exchange(request=Message(((b"content-type", b"application/x-protobuf"),), body, body_size=len(body)))
        assert [hit.category for hit in born(made, decode(made))] == expected


PLACE = "37.517235,127.047325"
PADDING = '{"z":"' + "q" * 300 + '","r":'


@pytest.mark.parametrize(
    "written",
    [
        '{"coords":["37.517235","127.047325"]}',
        '{"coords":["127.047325","37.517235"]}',
        '{"mlat":37.517235,"mlon":127.047325}',
        '{"la":"37.517235","lo":"127.047325"}',
        '{"xpos":127.047325,"ypos":37.517235}',
        '[{"key":"geo.lat","value":{"doubleValue":37.517235}},{"key":"geo.lon","value":{"doubleValue":127.047325}}]',
        '[{"n":"lat","v":37.517235},{"n":"lon","v":127.047325}]',
    ],
)
def test_a_place_in_json_in_two_values(written: str) -> None:
    def places(text: str) -> list[str]:
        body = (PADDING + text + "}").encode()
        made = exchange(request=Message(((b"content-type", b"application/json"),), body, body_size=len(body)))
        return [hit.category for hit in built(coordinates=PLACE)(made, decode(made))]

    assert places(written) == ["coordinates"] * 2
    assert places(written.replace("127.047325", "128.047325")) == []


@pytest.mark.parametrize("written", ['["37.517235","12.9"]', '["37.517235"]', '{"la":37.517235}', '["37.5","127.0"]'])
def test_numbers_that_are_no_place_in_json(written: str) -> None:
    body = (PADDING + written + "}").encode()
    made = exchange(request=Message(((b"content-type", b"application/json"),), body, body_size=len(body)))
    assert [hit.category for hit in built(coordinates=PLACE)(made, decode(made))] == []


def test_an_address_in_the_pieces_of_a_service_of_addresses() -> None:
    address = "부산광역시 사하구 라온버들로 9227, 시나온새빌라 154호"
    lives = built(postal_address=address)
    for number, expected in (("9227", ["postal_address"]), ("9228", [])):
        pieces = f'{{"siNm":"부산광역시","sggNm":"사하구","rn":"라온버들로","buldMnnm":"{number}","buldSlno":"0"}}'
        body = pieces.encode()
        made = exchange(request=Message(((b"content-type", b"application/json"),), body, body_size=len(body)))
        assert [hit.category for hit in lives(made, decode(made))] == expected
