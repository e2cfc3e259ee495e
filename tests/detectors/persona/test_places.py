import doctest
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.fields import leaves
from support.personas import detect, leaf, seen

from trafficaudit.detectors.persona import geohash, nearby, places
from trafficaudit.model import Field

SEEDED = "37.566535,126.977969"


def test_the_examples_of_the_module_hold() -> None:
    assert doctest.testmod(places).failed == 0
    assert doctest.testmod(nearby).failed == 0


@pytest.mark.parametrize(
    ("text", "match"),
    [
        (SEEDED, "verbatim"),
        ("37.5665,126.9779", "normalised"),
        ("126.9779, 37.5665", "normalised"),
        ("geo:37.567|126.978", "normalised"),
        ('{"lat":37.5662,"lng":126.9780}', "normalised"),
        ("37.5740,126.9779", "normalised"),
    ],
)
def test_a_pair_near_the_place_is_found(text: str, match: str) -> None:
    assert [(category, found) for category, found, _ in seen(text, coordinates=SEEDED)] == [("coordinates", match)]


@pytest.mark.parametrize(
    "text",
    [
        "37.5760,126.9779",
        "37.5665,127.0",
        "37.56",
        "37.5665",
        "1.37.5665,126.9779",
        "37.5665,126.9779.1",
        "37.566535 of 200",
    ],
)
def test_other_places_and_other_numbers_are_nothing(text: str) -> None:
    assert seen(text, coordinates=SEEDED) == []


def test_two_fields_beside_each_other_make_a_place() -> None:
    found = detect(leaf("37.5665", "latitude"), leaf("126.9779", "longitude"), coordinates=SEEDED)
    assert [(one.category, one.match, one.confidence, one.field.key) for one in found] == [
        ("coordinates", "normalised", 1.0, "latitude"),
        ("coordinates", "normalised", 1.0, "longitude"),
    ]
    assert " m from the seeded place" in found[0].reasoning
    assert detect(leaf("37.5665", "latitude"), leaf("129.0756", "longitude"), coordinates=SEEDED) == []


def test_one_axis_alone_says_less() -> None:
    (found,) = detect(leaf("37.5665", "lat"), coordinates=SEEDED)
    assert found.confidence == 0.7
    assert detect(leaf("37.5665", "price"), coordinates=SEEDED) == []


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [
        (("375665350", "latE7"), ("1269779690", "lngE7")),
        (("37566535", "latitude_e6"), ("126977969", "longitude_e6")),
        (("37566000", "y"), ("126977000", "x")),
        (("3756653", "lat"), ("12697796", "lon")),
    ],
)
def test_whole_numbers_beside_each_other_make_a_place(latitude: tuple[str, str], longitude: tuple[str, str]) -> None:
    found = detect(leaf(*latitude), leaf(*longitude), coordinates=SEEDED)
    assert [(one.category, one.match, one.confidence) for one in found] == [("coordinates", "normalised", 1.0)] * 2


def test_whole_numbers_elsewhere_alone_or_of_another_power_are_nothing() -> None:
    assert detect(leaf("375665350", "latE7"), coordinates=SEEDED) == []
    assert detect(leaf("375665350", "latE7"), leaf("126977969", "lngE7"), coordinates=SEEDED) == []
    (alone,) = detect(leaf("375665350", "latE7"), leaf("126.9779", "lng"), coordinates=SEEDED)
    assert (alone.field.key, alone.confidence) == ("lng", 0.7)
    assert detect(leaf("375665350", "latE7"), leaf("1290756000", "lngE7"), coordinates=SEEDED) == []
    assert detect(leaf("375665350", "price"), leaf("1269779690", "total"), coordinates=SEEDED) == []


def test_whole_numbers_south_west_and_near_zero() -> None:
    found = detect(leaf("-338688", "latE6"), leaf("-704000000", "lonE7"), coordinates="-33.8688,-70.4")
    assert found == []
    found = detect(leaf("-33868800", "latE6"), leaf("-70400000", "lonE6"), coordinates="-33.8688,-70.4")
    assert len(found) == 2
    assert len(detect(leaf("4000", "latE5"), leaf("10000", "lonE5"), coordinates="0.1,0.04")) == 0
    assert len(detect(leaf("10000", "latE5"), leaf("10400", "lonE5"), coordinates="0.1,0.104")) == 2


@pytest.mark.parametrize(
    ("text", "key", "count"),
    [
        ("wydm9qyc", "q", 1),
        ("wydm9qyctp7e", "q", 1),
        ("wydm9q", "geohash", 1),
        ("wydm9q", "userGeoHash", 1),
        ("wydm9q", "q", 0),
        ("wydm9qy", "q", 0),
        ("wydm9", "geohash", 0),
        ("wydm6q", "geohash", 0),
        ("wydm9qa", "geohash", 0),
        ("xwydm9qyc", "q", 0),
        ("wydm9qyctp7ez", "q", 0),
    ],
)
def test_a_geohash_near_the_place_is_found(text: str, key: str, count: int) -> None:
    assert [found[:2] for found in seen(text, key, coordinates=SEEDED)] == [("coordinates", "normalised")] * count


@pytest.mark.parametrize(
    ("x", "y", "grid"),
    [
        (("953898", "entX"), ("1952036", "entY"), "UTM-K"),
        (("953898.451", "x"), ("1952035.983", "y"), "UTM-K"),
        (("198053.6", "mapx"), ("451888.9", "mapy"), "WTM"),
        (("495134", "posX"), ("1129722", "posY"), "WCONGNAMUL"),
        (("198054", "tmX"), ("551889", "tmY"), "TM (EPSG:5186)"),
        (("309911", "x"), ("552084", "y"), "KATEC"),
        (("14135123", "coord_x"), ("4518371", "coord_y"), "Web Mercator"),
        (("953998", "x"), ("1952100", "y"), "UTM-K"),
    ],
)
def test_metres_on_the_grid_of_a_map(x: tuple[str, str], y: tuple[str, str], grid: str) -> None:
    found = detect(leaf(*x), leaf(*y), coordinates=SEEDED)
    assert [(one.category, one.match) for one in found] == [("coordinates", "normalised")] * 2
    assert f" m from the seeded place, on the grid {grid};" in found[0].reasoning


@pytest.mark.parametrize(("text", "count"), [("953898,1952036", 1), ("1952036 953898", 1), ("953898,1962036", 0)])
def test_metres_in_one_value(text: str, count: int) -> None:
    assert len(seen(text, coordinates=SEEDED)) == count


@pytest.mark.parametrize(
    ("document", "count"),
    [
        ({"coordinates": [953898, 1952036]}, 2),
        ({"point": ["1952035.98", "953898.45"]}, 2),
        ({"path": [14135123, 4518371, 14135130, 4518380]}, 4),
        ({"prices": [953898, 1962036, 12000]}, 0),
        ({"prices": [953898]}, 0),
    ],
)
def test_metres_in_a_list_beside_each_other(document: object, count: int) -> None:
    assert len(detect(*leaves(document), coordinates=SEEDED)) == count


def test_metres_elsewhere_alone_or_under_other_names_are_nothing() -> None:
    assert detect(leaf("953898", "x"), leaf("1952236", "y"), coordinates=SEEDED) == []
    assert detect(leaf("953898", "x"), coordinates=SEEDED) == []
    assert detect(leaf("953898", "price"), leaf("1952036", "total"), coordinates=SEEDED) == []
    assert detect(leaf("953898", "x"), leaf("1952036", "y"), coordinates="51.5,-0.12") == []


def test_the_x_of_a_header_is_no_axis() -> None:
    assert detect(leaf("126.9779", "x-width", part="header"), coordinates=SEEDED) == []
    (found,) = detect(leaf("126.9779", "x-lng", part="header"), coordinates=SEEDED)
    assert found.confidence == 0.7


def test_a_value_that_is_no_pair_is_searched_for_as_text() -> None:
    assert seen("at gaonplace 7", coordinates="gaonplace 7")[0][1] == "verbatim"


def test_near_a_whole_degree_both_sides_are_looked_at() -> None:
    assert len(seen("36.9999,127.0001", coordinates="37.0001,126.9999")) == 1
    assert len(seen("0.0001,-0.0001", coordinates="-0.0001,0.0001")) == 1


def test_a_thousand_numbers_are_looked_at_quickly() -> None:
    assert seen(("37.1," * 50_000) + "x", coordinates=SEEDED) == []


@pytest.mark.parametrize(
    ("text", "run"),
    [
        ("at 37°33'59.5\"N 126°58'40.7\"E.", "37°33'59.5\"N 126°58'40.7\"E"),
        ("+373359.5+1265840.7/", "+373359.5+1265840.7/"),
        ("+37.5665+126.9780/", "+37.5665+126.9780/"),
        ("$GPGGA,1,3733.9921,N,12658.6781,E,1,08,0.9,545.4,M", "3733.9921,N,12658.6781,E"),
        ("37.5665N 126.9780E", "37.5665N 126.9780E"),
        ("37도 33분 59.5초 126도 58분 40.7초", "37도 33분 59.5초 126도 58분 40.7초"),
        ("37.5665_126.9780", "37.5665_126.9780"),
    ],
)
def test_a_place_in_another_notation_is_found(text: str, run: str) -> None:
    assert seen(text, coordinates="37.566535,126.977969") == [("coordinates", "normalised", run)]


@pytest.mark.parametrize(
    "text", ["37°35'30\"N 126°58'40\"E", "3733.9921,S,12658.6781,E", "+373359.5-1265840.7/", "37°33' 12:58"]
)
def test_another_place_in_another_notation_is_not(text: str) -> None:
    assert seen(text, coordinates="37.566535,126.977969") == []


def _packed(*members: tuple[str, str], layer: str = "protobuf") -> list[Field]:
    return [leaf(text, path, layers=(layer,)) for path, text in members]


@pytest.mark.parametrize("layer", ["protobuf", "msgpack", "cbor"])
@pytest.mark.parametrize(
    ("one", "other"),
    [("37.5665", "126.97797"), ("126.977969", "37.566535"), ("375665350", "1269779690"), ("37566535", "126977969")],
)
def test_numbers_without_names_beside_each_other_make_a_place(layer: str, one: str, other: str) -> None:
    found = detect(*_packed(("3.1", one), ("3.2", other), layer=layer), coordinates=SEEDED)
    assert [hit.category for hit in found] == ["coordinates"] * 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("1", "37.566535"), ("2", "128.977969")),
        (("1", "37.6"), ("2", "127.0")),
        (("3.1", "37.566535"), ("4.1", "126.977969")),
        (("1", "375665350"), ("2", "126977969")),
        (("1", "37.566535"), ("1", "126.977969")),
    ],
)
def test_numbers_without_names_far_coarse_or_apart_are_nothing(one: tuple[str, str], other: tuple[str, str]) -> None:
    assert detect(*_packed(one, other), coordinates=SEEDED) == []
    assert detect(*_packed(("a", "37.56654"), ("b", "126.97797"), layer="json"), coordinates=SEEDED) == []


PLACE = "37.514322,127.062345"


@pytest.mark.parametrize(
    "text",
    [
        "37514322,127062345", "375143220 1270623450", "1270623450|375143220", "pos=37514322,127062345;acc=12",
        "[37514322, 127062345]", "8Q99G377+PW", "at 8q99g377+pw!", "8Q99G377 PW", "geo:wydm7w8s2:v1", "geo:37.514322,127.062345;u=35",
        "SRID=4326;POINT(127.062345 37.514322)", "37 30 51.6 N, 127 03 44.4 E", "37-30-51.6N 127-03-44.4E",
        "37d30m51.6s 127d03m44.4s", "37.5143-127.0623", "loc-37.514322,127.062345",
    ],
)  # fmt: skip
def test_a_place_in_one_value_is_found_however_it_is_written(text: str) -> None:
    text = text.replace("wydm7w8s2", geohash.encode(37.514322, 127.062345, 9))
    assert {category for category, *_ in seen(text, coordinates=PLACE)} == {"coordinates"}


@pytest.mark.parametrize(
    "text",
    [
        "-37.514322,127.062345", "37.514322,-127.062345", "[-37.514322, 127.062345]", "0.37.514322,127.062345",
        "S 37.514322 E 127.062345", "-37.514322+127.062345/", "37.514322S 127.062345E", "37 30 51.6 S, 127 03 44.4 E",
        "-37514322,127062345", "37514322,-127062345", "37514322,128062345", "8Q99G277+PW", "8Q99G377+P", "x8Q99G377+PW",
        "3751432,127062345",
    ],
)  # fmt: skip
def test_another_place_on_earth_is_nothing(text: str) -> None:
    assert seen(text, coordinates=PLACE) == []


def test_a_hyphen_behind_a_letter_is_no_sign() -> None:
    assert [run for *_, run in seen("seoul-37.514322,127.062345", coordinates=PLACE)] == [PLACE]


def _zigzag(degrees: float, power: int) -> str:
    return str(2 * round(degrees * 10**power))


@pytest.mark.parametrize("power", [5, 6, 7])
def test_zigzag_numbers_of_protobuf_are_a_place(power: int) -> None:
    pair = _packed(("3.1", _zigzag(37.514322, power)), ("3.2", _zigzag(127.062345, power)))
    assert [hit.category for hit in detect(*pair, coordinates=PLACE)] == ["coordinates"] * 2
    elsewhere = _packed(("3.1", _zigzag(37.614322, power)), ("3.2", _zigzag(127.062345, power)))
    assert detect(*elsewhere, coordinates=PLACE) == []
    named = (leaf(_zigzag(37.514322, power), "lat"), leaf(_zigzag(127.062345, power), "lng"))
    assert detect(*named, coordinates=PLACE) == []


@pytest.mark.parametrize(
    ("key", "text"), [("y", "37.514322"), ("lat", "37.51"), ("lat_ms", "37.5143"), ("long", "127.0623")]
)
def test_one_number_alone_needs_the_name_of_a_half_and_to_be_fine(key: str, text: str) -> None:
    assert detect(leaf(text, key), coordinates=PLACE) == []


def test_a_shop_near_the_person_is_there_for_everybody() -> None:
    near = (leaf("37.5150", "store_lat"), leaf("127.0630", "store_lng"))
    assert detect(*near, coordinates=PLACE) == []
    assert len(detect(leaf("37.5150", "my_lat"), leaf("127.0630", "my_lng"), coordinates=PLACE)) == 2


HOME = "37.517235,127.047325"


def _document(document: object, direction: str = "request") -> list[tuple[str, float]]:
    fields = [replace(one, direction=direction) for one in leaves(document)]  # type: ignore[arg-type]
    return [(found.field.path, found.confidence) for found in detect(*fields, coordinates=HOME)]


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [
        ("37.517235", "127.047325"), ("37.5172351", "127.0473249"), ("37.51724", "127.04733"), ("37.5172", "127.0473"),
        ("37.517", "127.047"), ("375172350", "1270473250"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("direction", ["request", "response"])
def test_the_seeded_digits_as_far_as_they_are_written_are_the_place(
    latitude: str, longitude: str, direction: str
) -> None:
    found = _document({"stores": [{"lat": latitude, "lng": longitude}]}, direction)
    assert found == [("stores[0].lat", 1.0), ("stores[0].lng", 1.0)]
    assert [hit[2] for hit in seen(f"{latitude},{longitude}", coordinates=HOME)] == [f"{latitude},{longitude}"]


@pytest.mark.parametrize(
    ("document", "confidence"),
    [
        ({"device": {"lat": 37.519235, "lng": 127.047325}}, 0.5),
        ({"gps": [{"lat": 37.519235, "lng": 127.0473}, {"lat": 37.61, "lng": 127.02}]}, 0.5),
        ({"myLocation": "37.519235,127.047325"}, 0.5),
        ({"pos": {"lat": 37.517535, "lng": 127.047325}}, 0.5),
        ({"pos": {"lat": 37.519235, "lng": 127.047325}}, 0.3),
        ({"q": "127.0533,37.5203"}, 0.3),
    ],
)
def test_a_near_place_that_is_sent_may_be_the_phones(document: object, confidence: float) -> None:
    assert {found for _, found in _document(document)} == {confidence}
    assert _document(document, "response") == []


def test_the_reasoning_of_a_near_place_says_how_far_and_what_else_it_may_be() -> None:
    (found,) = detect(leaf("37.519235,127.047325", "pos"), coordinates=HOME)
    assert all(word in found.reasoning for word in ("222 m", "shop", "map"))
    assert "was at that place" not in found.reasoning


@pytest.mark.parametrize(
    "document",
    [
        {"store": {"lat": 37.526200, "lng": 127.047325}},
        {"shops": [{"geo": {"lat": 37.519235, "lng": 127.047325}}]},
        {"center": "127.0533,37.5203"},
        {"mapBounds": {"sw": {"lat": 37.515235, "lng": 127.045325}, "ne": {"lat": 37.519235, "lng": 127.049325}}},
        {"results": [{"lat": 37.519235, "lng": 127.0473}, {"lat": 37.619235, "lng": 127.0573}]},
        {"q": "37.519235,127.0473;37.619235,127.0573"},
        {"a": [[37.519235, 127.0473], [35.158712, 129.160412]]},
        {"a": [[37519235, 127047300], [35158712, 129160412]]},
        {"a": [[375192350, 1270473000], [375692350, 1270973000]]},
        {"items": [{"lat": 37519235, "lng": 127047300}, {"lat": 35158712, "lng": 129160412}]},
        {"q": "37519235,127047300;35158712,129160412"},
        {"q": '{"store":{"at":[37.519235,127.0473]}}'},
        {"lat": 37.519235},
    ],
)
def test_a_near_place_of_a_shop_a_map_or_a_list_is_nothing(document: object) -> None:
    assert _document(document) == []


def test_in_a_row_of_whole_numbers_each_goes_with_its_own_half() -> None:
    row = [37520000, 127049000, 37517235, 127047325, 37516000, 127044000]
    found = dict(_document({"pts": row}))
    assert (found["pts[2]"], found["pts[3]"]) == (1.0, 1.0)
    assert {found.get(f"pts[{at}]", 0.0) for at in (0, 1, 4, 5)} <= {0.0, 0.3, 0.5}


@given(st.binary(max_size=60), st.sampled_from(["lat", "gps[0].x", "q"]))
def test_any_bytes_give_hits_or_none(data: bytes, path: str) -> None:
    value = b"37.518," + data
    for found in detect(leaf(value, path), leaf(value.decode("latin-1"), path), coordinates=HOME):
        assert found.category == "coordinates"


@pytest.mark.parametrize("seeded", ["37°30'51.6\"N 127°03'46.5\"E", "127.062917,37.514333", "N37.514333 E127.062917"])
def test_a_seeded_place_in_another_order_or_notation_is_compared_as_well(seeded: str) -> None:
    assert len(seen("37.514340,127.062910", "x", coordinates=seeded)) == 1
    assert seen("36.514340,127.062910", "x", coordinates=seeded) == []


@pytest.mark.parametrize(("latitude", "longitude"), [("37.52", "127.05"), ("37.51", "127.05")])
def test_a_part_of_a_town_is_no_place_but_may_be_the_phones(latitude: str, longitude: str) -> None:
    """Two decimals are a square kilometre: weather, maps and look-ups of addresses write places so."""
    stores = {"stores": [{"lat": latitude, "lng": longitude}]}
    assert _document(stores, "request") == _document(stores, "response") == []
    own = {"lat": latitude, "lng": longitude}
    assert _document(own, "response") == []
    assert _document(own, "request") == [("lat", nearby.COARSE), ("lng", nearby.COARSE)]
    assert [one.confidence for one in detect(leaf("37.52,127.05"), coordinates="37.52,127.05")] == [1.0]


def test_numbered_boxes_hold_a_place() -> None:
    assert [path for path, _ in _document({"loc1": 37.51724, "loc2": 127.04733})] == ["loc1", "loc2"]
    assert [path for path, _ in _document({"p_0": 375172350, "p_1": 1270473250})] == ["p_0", "p_1"]
    assert _document({"loc1": 37.51724, "loc2": 128.04733}) == []
