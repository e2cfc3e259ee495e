import json

import pytest
from support.samples import exchange

from trafficaudit.decode import decode
from trafficaudit.detectors import Context, build_all
from trafficaudit.model import Message
from trafficaudit.persona import Persona

PERSON = {"name": "한가을", "birth": "1991-03-04", "phone": "010-2746-5831", "address": "서울 종로구 사직로 161"}
PLACE = {"name": "상암", "lat": "37.56832", "lng": "126.89724"}
CLAIMED = {"name", "birth_date", "phone_number", "postal_address"}


def claimed(document: object, person: Persona | None = None, url: str = "") -> set[tuple[str, str, str]]:
    body = json.dumps(document).encode()
    message = Message(((b"content-type", b"application/json"),), body, body_size=len(body))
    made = exchange(url=url, request=message) if url else exchange(request=message)
    decoded = decode(made)
    return {
        (found.field.path, found.category, found.detector.partition(":")[0])
        for detect in build_all(Context(person))
        for found in detect(made, decoded)
    }


def categories(document: object) -> set[str]:
    return {category for _, category, _ in claimed(document)}


@pytest.mark.parametrize(
    "over", ["buyer", "profile", "passenger", "orderForm", "player1", "exampleUser1", "newsletter"]
)
def test_a_person_under_another_name_is_told(over: str) -> None:
    assert categories({over: PERSON}) >= CLAIMED


@pytest.mark.parametrize(
    "over",
    [
        "example",
        "sample",
        "dummy",
        "mockData",
        "testUser",
        "presets",
        "defaults",
        "tutorial",
        "deceased",
        "부고",
        "article",
    ],
)
def test_what_is_made_up_dead_or_published_is_nobodys(over: str) -> None:
    assert categories({over: PERSON}) == set()
    assert categories({"list": [{over: {"user": PERSON}}]}) == set()
    assert categories({over: [PERSON, PERSON]}) == set()


@pytest.mark.parametrize("over", ["opponents", "npc", "bossInfo", "guild_members", "leaderboard", "bots"])
def test_of_others_in_a_game_only_forms_that_tell_by_themselves_are_told(over: str) -> None:
    found = claimed({over: [{"user": PERSON | {"deviceModel": "SM-S928N", "country": "JP"}}]})
    assert {detector for _, _, detector in found} == {"identifier"}
    assert {category for _, category, _ in found} == {"phone_number", "birth_date"}


def test_who_holds_the_phone_stands_among_them_as_himself() -> None:
    assert categories({"rankings": {"me": PERSON}}) >= CLAIMED
    assert categories({"leaderboard": {"myRank": {"user": PERSON}}}) >= CLAIMED


@pytest.mark.parametrize("over", ["footer", "imprint", "publisher", "funeral", "legalInfo", "officialAccounts"])
def test_what_a_company_publishes_of_itself_is_nobodys(over: str) -> None:
    assert categories({over: PERSON | {"email": "han@shop.example"}}) == set()
    assert categories({over: {"customer": PERSON}}) >= CLAIMED


@pytest.mark.parametrize("over", ["stadium", "cctv", "bus_stops", "cities", "creative", "landmarks", "parkingLot"])
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


def test_who_drives_is_not_who_is_driven() -> None:
    plate, photo = "서울74사1234", "https://cdn.example/p/1.jpg"
    assert "vehicle_number" not in categories({"taxi": {"plateNumber": plate}})
    assert "vehicle_number" in categories({"car": {"plateNumber": plate}})
    assert "photo" not in categories({"driver": {"photo": "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAgGBgcGBQgHBwcJCQ=="}})
    assert "photo" in categories({"upload": {"photo": "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAgGBgcGBQgHBwcJCQ=="}})
    assert "photo" in categories({"user": {"picture": photo}})


def test_a_seller_is_one_at_any_depth_up_to_who_buys() -> None:
    assert (
        categories({"seller": {"info": {"reach": {"phone": "010-2746-5831", "email": "a.han@shop.example"}}}}) == set()
    )
    for over in ("buyer", "order", "cart", "shippingAddress"):
        found = categories({"seller": {over: {"info": {"reach": {"phone": "010-2746-5831"}}}}})
        assert found == {"phone_number"}, over


@pytest.mark.parametrize("beside", ["dpo", "privacyOfficer", "mailOrderNo", "통신판매업신고번호"])
def test_a_company_that_must_name_itself_is_told_by_what_it_names(beside: str) -> None:
    of_it = {
        "phone": "02-2073-7114",
        "address": "서울 종로구 사직로 161",
        "email": "han@shop.example",
        "bizNo": "1208147521",
    }
    assert categories({"info": of_it | {beside: "2026-서울-1"}}) == set()
    assert categories({"info": of_it | {"memo": "2026-서울-1"}}) >= {"phone_number", "postal_address", "email"}


@pytest.mark.parametrize("number", ["1577-3754", "080-123-4567", "16611234"])
def test_a_companys_telephone_makes_what_stands_beside_it_the_companys(number: str) -> None:
    of_it = {"email": "han@shop.example", "address": "서울 종로구 사직로 161"}
    assert categories({"contact": of_it | {"phone": number}}) == set()
    assert categories({"contact": of_it | {"phone": "010-2746-5831"}}) == {"email", "postal_address", "phone_number"}
    # A form of orders names the shop's beside who orders.
    assert "name" in categories({"receiverName": "한가을", "csPhone": number, "tel": number})


def test_numbers_in_texts_for_everybody_are_examples() -> None:
    text = "휴대전화번호(예: 010-2746-5831)를 수집합니다. 문의: 02-123-4567, han@shop.example"
    for over in ("terms", "faq", "notices"):
        assert categories({over: [{"body": text}]}) == set()
    assert categories({"memo": [{"body": text}]}) == {"phone_number", "email"}
    assert categories({"terms": {"phone": "010-2746-5831"}}) == {"phone_number"}


def test_where_an_advertisement_leads_is_where_nobody_came_from() -> None:
    page = "https://m.shop.example/event?utm_source=naver"
    assert "referrer" not in categories({"creative": {"landing": page}})
    assert "referrer" in categories({"visit": {"landing": page}})


@pytest.mark.parametrize("step", ["products", "items", "goods", "photo"])
def test_a_number_behind_what_is_numbered_is_no_telephone(step: str) -> None:
    assert claimed({}, url=f"https://api.shop.example/v3/{step}/01029384756") == set()
    assert claimed({}, url=f"https://api.shop.example/{step}/a/01029384756") == {
        ("path[2]", "phone_number", "identifier")
    }
    assert claimed({}, url="https://api.shop.example/v3/contact/01029384756") == {
        ("path[2]", "phone_number", "identifier")
    }


def test_a_seeded_value_stays_one() -> None:
    person = Persona("p", {"phone_number": ("010-2746-5831",)}, "")
    assert claimed({"example": {"phone": "010-2746-5831"}}, person) == {("example.phone", "phone_number", "persona")}
