import pytest
from support.claimed import CLAIMED, PERSON, categories, claimed, shown

from trafficaudit.persona import Persona


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
        "deceased",
        "부고",
    ],
)
def test_what_is_made_up_dead_or_published_is_nobodys(over: str) -> None:
    assert categories({over: PERSON}) == set()
    assert categories({"list": [{over: {"user": PERSON}}]}) == set()
    assert categories({over: [PERSON, PERSON]}) == set()


@pytest.mark.parametrize("over", ["presets", "defaults", "tutorial", "article", "newsItem"])
def test_what_an_app_sends_of_what_is_shown_is_told_by_forms(over: str) -> None:
    """Whoever offers something in an article gives a telephone of his own; a server shows one to everybody."""
    found = claimed({over: [{"user": PERSON}]})
    assert {(category, detector) for _, category, detector in found} == {
        ("phone_number", "identifier"),
        ("birth_date", "identifier"),
    }
    assert shown({over: [{"user": PERSON}]}) == set()


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


def test_who_drives_is_not_who_is_driven() -> None:
    plate, photo = "서울74사1234", "https://cdn.example/p/1.jpg"
    assert "vehicle_number" not in categories({"taxi": {"plateNumber": plate}})
    assert "vehicle_number" not in categories({"arrivals": [{"plateNo": plate}]})
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


@pytest.mark.parametrize(
    "over", ["instructor", "tutors", "landlord", "realtorInfo", "school", "lawyer", "staff", "department", "posting"]
)
def test_who_serves_by_trade_is_not_served(over: str) -> None:
    assert categories({"course": {over: PERSON | {"gender": "M"}}}) == set()
    assert categories({over: {"student": {"user": PERSON}}}) >= CLAIMED
    assert "education" in categories({"profile": {"school": {"name": "새벽대학교"}, "university": "새벽대학교"}})


@pytest.mark.parametrize("over", ["posts", "stories", "suggested"])
def test_whom_a_feed_shows_is_somebody_else(over: str) -> None:
    found = claimed({over: [{"owner": {"username": "park.zip", "fullName": "박 집"}, "author": PERSON}]})
    assert {detector for _, _, detector in found} == {"identifier"}


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
