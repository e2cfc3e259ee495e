"""A postcode without a name: whose it is where the person's address stands beside it."""

from typing import Any

import pytest
from support.fields import field, leaves
from support.personas import detect

ADDRESS = "서울특별시 중구 가온누리로 417, 1203동 805호"
VALUES = {
    "postal_code": "97004",
    "name": "남궁서윤",
    "phone_number": "010-1328-9525",
    "postal_address": ADDRESS,
}


def _codes(*fields: Any) -> list[tuple[str, str | bytes]]:
    return [(each.field.path, each.value) for each in detect(*fields, **VALUES) if each.category == "postal_code"]


def test_in_a_list_with_the_address_and_more_of_the_person() -> None:
    assert _codes(*leaves({"params": ["남궁서윤", "010-1328-9525", "97004", ADDRESS]})) == [("params[2]", "97004")]
    rows = [
        field("6.1", "남궁서윤", layers=("protobuf",)),
        field("6.2", "97004", layers=("protobuf",)),
        field("6.3", ADDRESS, layers=("protobuf",)),
    ]
    assert _codes(*rows) == [("6.2", "97004")]


@pytest.mark.parametrize(
    "text", [f"(97004) {ADDRESS}", f"남궁서윤    97004 {ADDRESS}", f"{ADDRESS} | 97004", f"to:{ADDRESS}, 97004."]
)
def test_in_a_text_right_beside_the_address(text: str) -> None:
    assert _codes(field("memo", text)) == [("memo", "97004")]


@pytest.mark.parametrize(
    "document",
    [
        {"params": ["97004", ADDRESS]},
        {"params": ["남궁서윤", "97004"]},
        {"params": ["남궁서윤", "97005", ADDRESS]},
        {"a": ["남궁서윤", ADDRESS], "b": ["97004"]},
        {"name": "남궁서윤", "price": "97004", "address": ADDRESS},
        {"memo": f"97004개 {ADDRESS}"},
        {"memo": f"1297004 {ADDRESS}"},
        {"memo": f"{ADDRESS} 970041"},
        {"memo": f"97004 서울특별시 중구 다른길 1 {ADDRESS}"},
    ],
)
def test_near_misses(document: object) -> None:
    assert _codes(*leaves(document)) == []


def test_a_postcode_with_a_name_is_found_once() -> None:
    assert _codes(*leaves({"zip": ["97004"], "zipcode": "97004", "address": f"97004 {ADDRESS}"})) == [
        ("zip[0]", "97004"),
        ("zipcode", "97004"),
        ("address", "97004"),
    ]


@pytest.mark.parametrize("text", ["{} 97004-1234", "{} (97004-8)", "1-97004 {}"])
def test_a_number_that_goes_on_behind_a_hyphen_is_no_postcode(text: str) -> None:
    assert _codes(field("a", text.format(ADDRESS))) == []
