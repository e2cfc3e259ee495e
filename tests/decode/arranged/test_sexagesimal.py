"""Places of photos as apps hand them on: degrees, minutes and seconds under the names of Exif."""

import doctest
import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.claimed import claimed
from support.personas import built
from support.samples import exchange

from trafficaudit.decode import decode
from trafficaudit.decode.arranged import sexagesimal
from trafficaudit.model import Decoded, Message

Body = Callable[..., Decoded]
HALVES: dict[str, tuple[Any, Any]] = {
    "ExifInterface": ("37/1,34/1,5736/10000", "126/1,58/1,431616/10000"),
    "piexif": ([[37, 1], [34, 1], [5736, 10000]], [[126, 1], [58, 1], [431616, 10000]]),
    "exif-js": ([37, 34, 0.5736], [126, 58, 43.1616]),
    "fractions in a list": (["37/1", "34/1", "5736/10000"], ["126/1", "58/1", "431616/10000"]),
    "minutes alone": ([37, 34.00956], [126, 58.71936]),
}


def test_the_examples_of_the_module_hold() -> None:
    assert doctest.testmod(sexagesimal).failed == 0


def read(decoded: Decoded) -> list[tuple[str, str | bytes]]:
    return [(each.path, each.value) for each in decoded.fields if each.key == "GPSPosition"]


def told(north: Any, east: Any, *refs: str, names: tuple[str, str] = ("GPSLatitude", "GPSLongitude")) -> dict[str, Any]:
    return dict(zip(names, (north, east), strict=True)) | dict(
        zip((f"{name}Ref" for name in names), refs, strict=False)
    )


@pytest.mark.parametrize("written", HALVES)
@pytest.mark.parametrize("refs", [("N", "E"), ()])
def test_three_parts_of_each_half_are_a_place(body: Body, written: str, refs: tuple[str, ...]) -> None:
    decoded = body(json.dumps({"exif": told(*HALVES[written], *refs)}).encode())
    assert read(decoded) == [("exif.GPSLatitude+GPSLongitude", "37.566826 126.978656")]


def test_one_angle_with_its_signs_is_one_half(body: Body) -> None:
    made = told("37 deg 34' 0.57\" N", "126 deg 58' 43.16\" E")
    assert read(body(json.dumps(made).encode())) == [("GPSLatitude+GPSLongitude", "37.56683 126.97866")]
    assert read(body(json.dumps(told("33° 52′ 7.68″ S", "151° 12′ 40.32″ E")).encode()))[0][1] == "-33.86880 151.21120"


def test_hemispheres_beside_it_turn_its_sign(body: Body) -> None:
    made = told("33/1,52/1,768/100", "70/1,30/1,0/1", "S", "W", names=("gpsLatitude", "gpsLongitude"))
    assert read(body(json.dumps(made).encode())) == [("gpsLatitude+gpsLongitude", "-33.86880 -70.50000")]


def test_the_seeded_place_is_found_and_its_whole_is_where_the_pieces_are() -> None:
    raw = json.dumps(told(*HALVES["ExifInterface"], "N", "E")).encode()
    made = exchange(request=Message((), raw, body_size=len(raw)))
    decoded = decode(made)
    (found,) = built(coordinates="37.566826,126.978656")(made, decoded)
    assert (found.category, found.layers) == ("coordinates", ("json", "divided"))
    run = raw[slice(*found.span)]
    assert (run[:4], run[-5:]) == (b"37/1", b"10000")


def test_no_half_is_claimed_beside_the_whole() -> None:
    assert {path for path, *_ in claimed(told(*HALVES["exif-js"], "N", "E"))} == {"GPSLatitude+GPSLongitude"}


@pytest.mark.parametrize(
    "made",
    [
        told("37.5", "126.9"),
        told("37/1,74/1,0/1", "126/1,58/1,0/1"),
        told("97/1,34/1,0/1", "126/1,58/1,0/1"),
        told("0/1,0/1,0/1", "0/1,0/1,0/1"),
        told("37/0,34/1,0/1", "126/1,58/1,0/1"),
        told([37, 34, 1, 2], [126, 58, 1, 2]),
        told("37/1,34/1,0/1", None),
        {"latitude": [37, 34, 1], "longitude": [126, 58, 1]},
    ],
)
def test_what_is_no_place_is_none(body: Body, made: dict[str, Any]) -> None:
    assert read(body(json.dumps(made).encode())) == []


@given(
    st.floats(-89.9, 89.9).filter(lambda each: abs(each) > 0.01),
    st.floats(-179.9, 179.9).filter(lambda each: abs(each) > 0.01),
)
def test_every_place_comes_back(body: Body, north: float, east: float) -> None:
    def parts(value: float) -> str:
        minutes = abs(value) * 60
        return f"{int(abs(value))}/1,{int(minutes) % 60}/1,{min(599999, int(minutes % 1 * 600000))}/10000"

    made = told(parts(north), parts(east), "S" if north < 0 else "N", "W" if east < 0 else "E")
    ((_, value),) = read(body(json.dumps(made).encode()))
    assert [float(each) for each in str(value).split()] == pytest.approx([north, east], abs=1e-5)


@given(st.text("0123456789/,.°'\" NSEW", max_size=30), st.lists(st.floats(), max_size=7))
def test_any_halves_are_read_or_left_alone(body: Body, north: str, east: list[float]) -> None:
    body(json.dumps(told(north, east)).encode())
