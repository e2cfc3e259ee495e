"""A gender, a postcode, a year of birth under the name of a receiver: whose it is."""

from dataclasses import replace

import pytest
from support.fields import leaves
from support.personas import detect

VALUES = {
    "gender": "M",
    "postal_code": "97004",
    "birth_date": "1973-09-27",
    "name": "남궁서윤",
    "phone_number": "010-1328-9525",
}


def _found(document: object) -> list[tuple[str, str]]:
    return [(found.field.path, found.category) for found in detect(*leaves(document), **VALUES)]


@pytest.mark.parametrize(
    "document",
    [
        {"receiver": {"gender": "M", "zipcode": "97004"}},
        {"receiver": {"name": "표서림", "zipcode": "97004"}, "buyer": {"name": "x"}},
        {"receiver_zip": "97004", "receiver_name": "표서림"},
        {"gift": {"recipient": {"address": {"postcode": "97004"}}}},
        {"friends": [{"gender": "M"}, {"gender": "F"}]},
        {"passengers": [{"birth": {"year": "1973"}}]},
    ],
)
def test_a_short_value_of_somebody_else_is_nothing(document: object) -> None:
    assert _found(document) == []


def test_what_is_the_persons_elsewhere_does_not_make_it_theirs() -> None:
    assert _found({"receiver": {"zipcode": "97004"}, "buyer": {"phone": "010-1328-9525"}}) == [
        ("buyer.phone", "phone_number")
    ]
    assert _found({"receivers": [{"zip": "97004"}, {"tel": "010-1328-9525"}]}) == [("receivers[1].tel", "phone_number")]
    assert _found({"receiver_zip": "97004", "sender_tel": "010-1328-9525"}) == [("sender_tel", "phone_number")]


@pytest.mark.parametrize(
    ("document", "path"),
    [
        ({"receiver": {"name": "남궁서윤", "zipcode": "97004"}}, "receiver.zipcode"),
        ({"receiver": {"name": "서윤", "gender": "M"}}, "receiver.gender"),
        ({"receiver_zip": "97004", "receiver_tel": "01013289525"}, "receiver_zip"),
        ({"receivers": [{"tel": "010-1328-9525", "address": {"zip": "97004"}}]}, "receivers[0].address.zip"),
        ({"receiver": {"user": {"gender": "M"}}}, "receiver.user.gender"),
        ({"shipping": {"zipcode": "97004"}}, "shipping.zipcode"),
        ({"user": {"gender": "M"}}, "user.gender"),
    ],
)
def test_beside_more_of_the_person_it_is_the_persons(document: object, path: str) -> None:
    assert path in [found for found, _ in _found(document)]


def test_on_a_passport_it_is_whose_the_passport_is() -> None:
    def zone(**texts: str) -> list[str]:
        fields = [replace(one, layers=("json", "mrz")) for one in leaves({"z": texts})]
        return [found.category for found in detect(*fields, **VALUES)]

    assert zone(sex="M", birthDate="730927", fullName="HONG GILDONG") == []
    assert zone(sex="M", birthDate="730927", fullName="NAMGUNG SEOYUN") == ["gender", "birth_date", "name"]
