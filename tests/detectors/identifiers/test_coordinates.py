"""Places in Korea: pairs beside each other, in a list, in one value."""

import pytest
from support.fields import CONTEXT, field, find, identified, leaves

from trafficaudit.detectors import identifiers
from trafficaudit.detectors.identifiers import coordinates

DETECT = identifiers.build(CONTEXT)


def places(document: object) -> list[tuple[str, float]]:
    found = find(DETECT, *leaves(document))
    assert {finding.category for finding in found} <= {"coordinates"}
    return [(finding.field.path, finding.confidence) for finding in found]


def test_whole_parts_of_a_degree_in_one_value() -> None:
    assert identified("location", "372005380,1266852070") == {"coordinates": 0.8}
    assert identified("latlng", "126978000;37566500") == {"coordinates": 0.8}
    assert identified("memo", "372005380,1266852070") == identified("location", "37200538,1266852070") == {}
    assert identified("location", "372005380,1566852070") == {}


@pytest.mark.parametrize(
    ("lat", "lng"),
    [
        ("lat", "lng"),
        ("latitude", "longitude"),
        ("gps_lat", "gps_lon"),
        ("y", "x"),
        ("위도", "경도"),
        ("weidu", "jingdu"),
        ("LAT", "LOT"),
        ("la", "lo"),
        ("userLati", "userLongi"),
        ("lttd", "lgtd"),
        ("mapy", "mapx"),
        ("yPos", "xPos"),
        ("y_coord", "x_coord"),
    ],
)
def test_a_pair_of_fields(lat: str, lng: str) -> None:
    assert places({"loc": {lat: 37.5665, lng: 126.978}}) == [(f"loc.{lat}", 0.8), (f"loc.{lng}", 0.8)]
    assert places({lng: "126.97801", lat: "37.56651"}) == [(lng, 0.8), (lat, 0.8)]


def test_whole_parts_of_a_degree() -> None:
    assert places({"mapx": "1269780123", "mapy": "375665123"}) == [("mapx", 0.8), ("mapy", 0.8)]
    assert places({"lat": 37566512, "lng": 126978012}) == [("lat", 0.8), ("lng", 0.8)]
    assert places({"lat": 37566512, "lng": 1269780123}) == []  # of two units
    assert places({"lat": 37566512, "lng": "126.978012"}) == []
    assert places({"mapx": 309345, "mapy": 552345}) == []  # KATEC
    assert places({"id": 37566512, "seq": 126978012}) == []


def test_axes_the_wrong_way_round_or_of_two_things() -> None:
    assert places({"mapx": "37.5665", "mapy": "126.9780"}) == []
    assert places({"la": "37.5665", "id": "126.9780"}) == []


def test_how_near_a_map_is_looked_at_is_no_third_axis() -> None:
    assert places({"x": 126.978, "y": 37.5665, "z": 15}) == [("x", 0.8), ("y", 0.8)]
    assert places({"lng": 126.978, "lat": 37.5665, "z": 12.1}) == [("lng", 0.8), ("lat", 0.8)]


def test_a_list() -> None:
    assert places({"coordinates": [126.978, 37.5665]}) == [("coordinates[0]", 0.7), ("coordinates[1]", 0.7)]


def test_one_value() -> None:
    assert identified("", "37.5665,126.9780") == {"coordinates": 0.6}
    assert identified("location", "126.9780 37.5665") == {"coordinates": 0.8}


def test_of_two_parts_each_stays_alone() -> None:
    assert find(DETECT, field("lat", "37.5665"), field("lng", "126.9780", part="url")) == []


@pytest.mark.parametrize(
    "document",
    [
        {"lat": 37.5665},
        {"lat": 37.5665, "lng": 37.5665},
        {"lat": 37.5, "lng": 126.9},
        {"lat": 48.8566, "lng": 2.3522},
        {"lat": 126.978, "lng": 37.5665},
        {"width": 37.5665, "height": 126.978},
        {"x": 126.978, "y": 37.5665, "w": 120, "h": 40},
        {"position": {"x": 126.978, "y": 37.5665, "z": 12.1}},
        {"prices": [37.5665, 126.978]},
        {"stores": [{"lat": 37.5665, "lng": 126.978}]},
        {"a": {"lat": 37.5665}, "b": {"lng": 126.978}},
        {"points": {"lat": "lat", "lng": "lng"}},
        {"swLat": 37.5565, "swLng": 126.968, "neLat": 37.5765, "neLng": 126.988},
        {"minLat": 37.5565, "minLng": 126.968, "topLeftLat": 37.5765, "topLeftLng": 126.988},
        {"camera": {"target": {"lat": 37.5665, "lng": 126.978}}},
        {"camera_lat": 37.5665, "camera_lng": 126.978},
    ],
)
def test_decoys(document: object) -> None:
    assert places(document) == []


@pytest.mark.parametrize(
    "value", ["37.5665", "37.5,126.9", "137.5665,126.9780", "37.5665,126.9780abc", "48.8566,2.3522"]
)
def test_values_that_are_no_place(value: str) -> None:
    assert identified("location", value) == {}


def test_degrees_and_whole_parts_of_one_are_no_pair() -> None:
    assert coordinates.is_pair("37566512", "126978012")
    assert not coordinates.is_pair("37566512", "126.97801")


def test_the_size_of_a_picture_beside_a_place_is_no_box() -> None:
    """Only the axes of a screen are: ``x`` and ``y`` beside a width."""
    found = places({"latitude": "37.5665123", "longitude": "126.9780123", "width": "360"})
    assert [key for key, _ in found] == ["latitude", "longitude"]


@pytest.mark.parametrize("name", ["ll", "sll", "latlng_e6", "lnglatE6", "location_e6", "loc"])
def test_millionths_in_a_list_under_the_name_of_a_place(name: str) -> None:
    assert [path for path, _ in places({name: [37566535, 126977969]})] == [f"{name}[0]", f"{name}[1]"]
    assert places({name: [37566535, 1269779690]}) == places({name: [37566535, 37566535]}) == []


@pytest.mark.parametrize("name", ["amount", "sell", "pull", "ids", "range_e6", "size"])
def test_two_whole_numbers_under_another_name_are_no_place(name: str) -> None:
    assert places({name: [37566535, 126977969]}) == []


def test_the_box_is_said_to_hold_more_than_korea() -> None:
    """Fukuoka lies in it; no reasoning may have its coordinates in Korea."""
    verdict = coordinates.check("33.5902,130.4017")
    assert verdict is not None
    assert "in or around Korea" in verdict.reasoning
