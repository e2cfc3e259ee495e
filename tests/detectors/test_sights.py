import pytest
from support.claimed import PERSON, categories, claimed

from trafficaudit.persona import Persona

PLACE = {"name": "상암", "lat": "37.56832", "lng": "126.89724"}
OTHER = {"name": "성산", "lat": "37.56941", "lng": "126.91012"}


@pytest.mark.parametrize(
    "over", ["stadium", "cctv", "bus_stops", "cities", "creative", "landmarks", "parkingLot", "theater", "arrivals"]
)
def test_a_place_that_is_open_to_all_is_nobodys(over: str) -> None:
    assert categories({over: [PLACE]}) == set()
    assert categories({"device": {"location": PLACE}}) >= {"coordinates"}
    assert categories({over: {"user": {"location": PLACE}}}) >= {"coordinates"}


def test_a_stop_is_told_by_what_stands_beside_its_place() -> None:
    assert categories({"stops": [PLACE | {"stopId": "22009"}]}) == set()
    assert "coordinates" in categories({"stops": [PLACE]})


def test_a_place_with_a_telephone_or_hours_is_a_shop() -> None:
    sight = {"location": PLACE, "address": "서울 종로구 사직로 161", "postal_code": "03045"}
    for beside in ({"tel": "02-3700-3900"}, {"category": "카페"}, {"openingHours": "7-21"}):
        assert categories({"place": sight | beside}) == set()
        assert categories({"places": [sight | beside]}) == set()
    assert "coordinates" in categories({"place": sight})
    assert "coordinates" in categories({"place": sight, "category": "카페"})
    assert "phone_number" in categories({"place": {"user": PERSON, "category": "카페"}})


def test_several_places_with_names_are_shown_to_everybody() -> None:
    for over in ("pins", "nearby", "results"):
        assert categories({over: [PLACE, OTHER]}) == set()
        assert categories({over: [{"label": "a", "geo": {"lat": "37.56832", "lng": "126.89724"}}, OTHER]}) == set()
    assert categories({"pins": [PLACE]}) == {"coordinates"}


@pytest.mark.parametrize("beside", ["timestamp", "accuracy", "speed", "recordedAt", "phone", "detailAddress"])
def test_where_somebody_was_or_lives_has_a_name_as_well(beside: str) -> None:
    assert "coordinates" in categories({"pins": [PLACE | {beside: "1"}, OTHER | {beside: "2"}]})


@pytest.mark.parametrize("over", ["addresses", "savedPlacesOfMine", "trip.stops", "locationHistory", "waypoints"])
def test_a_list_of_ones_own_places_is_ones_own(over: str) -> None:
    outer, _, inner = over.rpartition(".")
    lists = {inner: [PLACE, OTHER]}
    assert "coordinates" in categories({outer: lists} if outer else lists)


def test_unnamed_places_in_a_row_are_a_way() -> None:
    assert "coordinates" in categories(
        {"pins": [{"lat": "37.5683", "lng": "126.8972"}, {"lat": "37.5694", "lng": "126.9101"}]}
    )


@pytest.mark.parametrize("beside", ["iata", "airportCode", "complexNo", "arsId"])
def test_a_place_is_told_by_its_number(beside: str) -> None:
    assert categories({"from": PLACE | {beside: "ICN", "address": "인천 중구 공항로 272"}}) == set()
    assert categories({"from": PLACE | {"code": "ICN"}}) == {"coordinates"}


def test_a_seeded_place_stays_one() -> None:
    person = Persona("p", {"coordinates": ("37.56832,126.89724",)}, "")
    assert {detector for _, _, detector in claimed({"stadium": PLACE}, person)} == {"persona"}


def test_who_flies_stands_beside_an_airport() -> None:
    assert categories(PERSON | {"airportCode": "ICN"}) >= {"name", "phone_number", "birth_date"}
