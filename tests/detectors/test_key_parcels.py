"""Names in the orders, parcels and accounts of services of Korea, China, Japan and South-East Asia, and what is like them."""

from dataclasses import replace

import pytest
from support.fields import CONTEXT, find, leaves

from trafficaudit.detectors import key
from trafficaudit.model import Direction

DETECT = key.build(CONTEXT)
CALLED, KANA, DIALLED, CODE = "두초샘", "トガシ", "010-1501-6695", "P899888894478"


def told(body: object, direction: Direction = "request") -> set[tuple[str, str]]:
    """Give path and category of what names in a JSON body say."""
    found = find(DETECT, *(replace(each, direction=direction) for each in leaves(body)))
    return {(finding.field.path, finding.category) for finding in found}


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        # An order of goods is whose it is, and no product.
        ({"productOrder": {"shippingAddress": {"name": CALLED, "zipCode": "67974"}}}, {("productOrder.shippingAddress.name", "name"), ("productOrder.shippingAddress.zipCode", "postal_code")}),
        # Parameters of an open API are no document that describes one.
        ({"param_request_open_api_d_t_o": {"logistics_address": {"mobile_no": "01015016695"}}}, {("param_request_open_api_d_t_o.logistics_address.mobile_no", "phone_number")}),
        # What a claim says in another language or script is the same claim.
        ({"family_name#ja-Kana-JP": KANA, "family_name": "冨樫"}, {("family_name#ja-Kana-JP", "name"), ("family_name", "name")}),
        ({"sub": "FQBSQOIDGW5PV4NHAAUY7BWAMU", "email_verified": "true"}, {("sub", "user_id")}),
        ({"birthdate": "1986"}, {("birthdate", "birth_date")}),
        # Masked values, and the numbers that shops give out in place of a telephone's.
        ({"receiver_name_mask": "陆**", "receiver_phone_mask": "139****0263"}, {("receiver_name_mask", "name"), ("receiver_phone_mask", "phone_number")}),
        ({"rcvrClphno": "0503-1234-****"}, {("rcvrClphno", "phone_number")}),
        ({"recipient_phone": "13917740263_0263"}, {("recipient_phone", "phone_number")}),
        ({"recipient_phone": "17000001111转4471"}, {("recipient_phone", "phone_number")}),
        ({"to_name": "Nguyễn Hải Đăng", "to_phone": "0903118827"}, {("to_name", "name"), ("to_phone", "phone_number")}),
        ({"to_name": CALLED, "to_htel": DIALLED}, {("to_name", "name"), ("to_htel", "phone_number")}),
        ({"productOrderIds": ["2026111512345671"]}, {("productOrderIds[0]", "order")}),
        ({"user": {"region": {"name": "역삼동"}}}, {("user.region.name", "region")}),
        ({"province": "上海", "city": "上海市", "addressDetail": "金科路2889号", "post": "201203"}, {("province", "region"), ("city", "region"), ("addressDetail", "postal_address"), ("post", "postal_code")}),
        ({"payment": {"phone": "09044172263", "name_kanji": "冨樫遥斗"}}, {("payment.phone", "phone_number"), ("payment.name_kanji", "name")}),
    ],
)  # fmt: skip
def test_names_of_parcels_and_accounts_tell(body: object, wanted: set[tuple[str, str]]) -> None:
    assert told(body) == wanted


@pytest.mark.parametrize(
    ("body", "not_wanted"),
    [
        ({"trackingDetails": [{"telno": "010-4410-2291"}]}, ("trackingDetails[0].telno", "phone_number")),
        ({"dropshipper_phone": "84912000111"}, ("dropshipper_phone", "phone_number")),
        ({"pick_tel": "0911222333", "tel": "0903118827"}, ("pick_tel", "phone_number")),
        ({"pick_address": "590 CMT8 P.11"}, ("pick_address", "postal_address")),
        ({"user": {"region": {"name": "역삼동", "id": 36612}}}, ("user.region.name", "name")),
        ({"user": {"region": {"name": "역삼동", "id": 36612}}}, ("user.region.id", "user_id")),
        ({"user": {"grade": {"name": "골드 회원"}}}, ("user.grade.name", "name")),
        ({"num_iid": "560111223344"}, ("num_iid", "installation_id")),
        ({"imp_uid": "imp_429704826404"}, ("imp_uid", "user_id")),
        ({"pin": "jd_77a8b9c0d1e2f"}, ("pin", "password")),
        ({"receiverName": "가온몰"}, ("receiverName", "name")),
        ({"receiverName": "株式会社がおん"}, ("receiverName", "name")),
        ({"receiverName": "Công ty Gaon"}, ("receiverName", "name")),
        ({"openapi": {"email": "a@b.example"}}, ("openapi.email", "email")),
        ({"address_mask": "255.255.255.0"}, ("address_mask", "postal_address")),
        ({"to_name": "index.html", "from_name": "main.py"}, ("to_name", "name")),
        ({"to_name": CALLED}, ("to_name", "name")),
        ({"post": "201203", "title": "캠핑"}, ("post", "postal_code")),
        ({"phone": "20261116_1"}, ("phone", "user_id")),
    ],
)
def test_what_is_like_them_is_not_claimed(body: object, not_wanted: tuple[str, str]) -> None:
    assert not_wanted not in told(body)


def test_the_number_of_a_payment_is_no_users_in_answers_either() -> None:
    assert told({"imp_uid": "imp_429704826404"}) == {("imp_uid", "payment_history")}
    assert told({"imp_uid": "imp_429704826404"}, "response") == {("imp_uid", "order")}


@pytest.mark.parametrize("body", [{"receiverNumber": DIALLED}, {"ordererNumber": DIALLED}])
def test_a_mobile_number_of_who_orders_or_receives_is_one_in_answers_as_well(body: object) -> None:
    assert {category for _, category in told(body, "response")} == {"phone_number"}


@pytest.mark.parametrize("name", ["김가온", "박상회", "이물류", "왕满仓", "Kho Minh"])
def test_names_of_persons_that_end_or_begin_as_shops_do_are_names(name: str) -> None:
    assert told({"receiverName": name}) == {("receiverName", "name")}
