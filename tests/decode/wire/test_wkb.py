"""Points as databases of maps write them, and bytes that are none."""

import doctest
import json
import struct
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.personas import built
from support.samples import exchange

from trafficaudit.decode import decode
from trafficaudit.decode.wire import wkb
from trafficaudit.model import Decoded, Exchange, Finding, Message

Body = Callable[..., Decoded]
# PostGIS 3: ST_AsEWKB and ST_AsBinary of ST_SetSRID(ST_MakePoint(126.978656, 37.566826), 4326)
PLACE = struct.pack("<2d", 126.978656, 37.566826)
EXTENDED = b"\1\1\0\0\x20\xe6\x10\0\0" + PLACE
PLAIN = b"\1\1\0\0\0" + PLACE
TURNED = b"\0\0\0\0\1" + struct.pack(">2d", 126.978656, 37.566826)
HIGH = b"\1\1\0\0\xa0\xe6\x10\0\0" + PLACE + struct.pack("<d", 31.5)


def seeded(made: Exchange, **values: str) -> list[Finding]:
    return list(built(**values)(made, decode(made)))


def read(decoded: Decoded) -> list[str | bytes]:
    return [each.value for each in decoded.fields if each.layers[-1:] == ("wkb",)]


def test_the_examples_of_the_module_hold() -> None:
    assert doctest.testmod(wkb).failed == 0


@pytest.mark.parametrize("raw", [EXTENDED, PLAIN, TURNED, HIGH])
def test_a_point_is_a_place(body: Body, raw: bytes) -> None:
    assert read(body(raw)) == ["37.566826,126.978656"]
    assert read(body(json.dumps({"geom": raw.hex().upper()}).encode())) == ["37.566826,126.978656"]


def test_a_seeded_place_is_found_in_it() -> None:
    body = json.dumps({"g": EXTENDED.hex()}).encode()
    made = exchange(request=Message((), body, body_size=len(body)))
    found = seeded(made, coordinates="37.566826,126.978656")
    assert [(each.category, each.layers[-2:]) for each in found] == [("coordinates", ("hex", "wkb"))]


@pytest.mark.parametrize(
    "raw",
    [
        EXTENDED[:-1],
        EXTENDED + b"\0",
        b"\2" + EXTENDED[1:],
        b"\1\2" + EXTENDED[2:],  # a line
        EXTENDED[:5] + b"\x11\x0f\0\0" + PLACE,  # metres of a grid (3857)
        PLAIN[:5] + struct.pack("<2d", 126.9, 97.5),
        PLAIN[:5] + struct.pack("<2d", float("nan"), 37.5),
        bytes(21),
    ],
)
def test_what_is_no_point_in_degrees_is_none(body: Body, raw: bytes) -> None:
    assert wkb.read(raw) is None
    assert read(body(raw)) == []


@given(st.binary(max_size=40))
def test_any_bytes_are_read_or_left_alone(raw: bytes) -> None:
    place = wkb.read(raw)
    assert place is None or abs(place[0]) <= 90
