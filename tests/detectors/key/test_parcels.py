"""Names in the orders, parcels and accounts of services of Korea, China, Japan and South-East Asia, and what is like them."""

from dataclasses import replace

import pytest
from support.fields import CONTEXT, field, find, leaves

from trafficaudit.detectors.key import search as key
from trafficaudit.model import Direction

DETECT = key.build(CONTEXT)
DIGEST = "2c7fb226b5ae4e35eae4196825a654c5c177b7dea6709354c9daac0eadf66177"
CALLED, KANA, DIALLED, CODE = "두초샘", "トガシ", "010-1501-6695", "P899888894478"


def told(body: object, direction: Direction = "request") -> set[tuple[str, str]]:
    """Give path and category of what names in a JSON body say."""
    found = find(DETECT, *(replace(each, direction=direction) for each in leaves(body)))
    return {(finding.field.path, finding.category) for finding in found}


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        # The number of a parcel where who brings it stands beside it; Korean abbreviations of the receiver's.
        ({"mailNo": "6865412345678", "cpCode": "YTO"}, {("mailNo", "order")}),
        ({"rcvnam": CALLED, "rcvtel": DIALLED, "rcvadr": "서울특별시 강남구 테헤란로 152", "rcvadr2": "101-1203"}, {("rcvnam", "name"), ("rcvtel", "phone_number"), ("rcvadr", "postal_address"), ("rcvadr2", "postal_address")}),
        ({"waist": "64", "hip": "90", "footLen": "240"}, {("waist", "body_measurements"), ("hip", "body_measurements"), ("footLen", "body_measurements")}),
        ({"navPlatform": "MacIntel"}, {("navPlatform", "os_name")}),
        # What customs and shops abroad ask for: whose code it is, a name in the country's own letters, a side of a document.
        ({"customsNo": CODE, "customsName": CALLED}, {("customsNo", "customs_clearance_code"), ("customsName", "name")}),
        ({"address": {"localName": CALLED, "mobileNo": "01015016695"}}, {("address.localName", "name"), ("address.mobileNo", "phone_number")}),
        ({"idType": "ARC", "frontImg": "https://cdn.shop.example/a/1.jpg"}, {("frontImg", "identity_document")}),
        ({"agreePccc": True, "agreement": "Y", "adTrackEnabled": True}, {("agreePccc", "consent_state"), ("agreement", "consent_state"), ("adTrackEnabled", "consent_state")}),
        ({"mobile": DIALLED, "house_type": "apartment"}, {("mobile", "phone_number"), ("house_type", "housing")}),
        ({"orderId": "3037918847201937", "reason": "사이즈가 작아서 못 입겠어요"}, {("orderId", "order"), ("reason", "message")}),
        ({"inquiryTitle": "배송 문의", "inquiryContents": "언제 오나요"}, {("inquiryTitle", "message"), ("inquiryContents", "message")}),
        ({"sttText": "등산화 찾아 줘", "reviewBody": "아직 따뜻해요"}, {("sttText", "message"), ("reviewBody", "message")}),
        ({"stlMthdNm": "신용카드", "stlPrc": "48900"}, {("stlMthdNm", "payment_history"), ("stlPrc", "payment_history")}),
        ({"ordDlvReqCont": "벨 누르지 마세요"}, {("ordDlvReqCont", "message")}),
        ({"buyerHeight": "164", "reviewerWeight": "58"}, {("buyerHeight", "body_measurements"), ("reviewerWeight", "body_measurements")}),
        ({"historyWords": ["무선 청소기"], "recentKeyword": "등산화"}, {("historyWords[0]", "search_query"), ("recentKeyword", "search_query")}),
        ({"detailAddress": "라온보늬로 98", "zonecode": "67324", "buildingName": "아미노을빌라"}, {("detailAddress", "postal_address"), ("zonecode", "postal_code"), ("buildingName", "postal_address")}),
        # Of the app and its phone.
        ({"appKey": "21371601", "runningAppId": "com.shop.app"}, {("appKey", "app_id"), ("runningAppId", "app_id")}),
        ({"cpu": {"cores": 8}, "deviceFingerId": DIGEST[:32]}, {("cpu.cores", "cpu_architecture"), ("deviceFingerId", "device_fingerprint")}),
        ({"stack": "at com.shop.Order.onBind(Order.kt:218)"}, {("stack", "diagnostics")}),
        ({"refer_url": "https://www.shop.example/kr/", "localCountry": "KR"}, {("refer_url", "referrer"), ("localCountry", "region")}),
        # Digests, by each name that they are given.
        ({"hem": DIGEST, "uid2_hem": DIGEST}, {("hem", "email"), ("uid2_hem", "email")}),
        ({"hem_sha256": DIGEST, "phoneHash": DIGEST, "cardHash": DIGEST}, {("hem_sha256", "email"), ("phoneHash", "phone_number"), ("cardHash", "card_number")}),
        ({"user": {"nameHash": DIGEST}}, {("user.nameHash", "name")}),
        ({"buyer_name_md5": DIGEST[:32]}, {("buyer_name_md5", "name")}),
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


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        # Orders at a shop are whose they are; what a shop is called stays the shop's.
        ({"shop_order_list": [{"post_tel": "13917740263"}]}, {("shop_order_list[0].post_tel", "phone_number")}),
        ({"consigneeZip": "201203"}, {("consigneeZip", "postal_code")}),
        ({"display": "1080x2340"}, {("display", "screen")}),
        ({"external_id": "cust-881237"}, {("external_id", "user_id")}),
        ({"customer": "cust_test_5086xleuh9ft4bn0ac2"}, {("customer", "user_id")}),
        ({"mblNo": "01015016695"}, {("mblNo", "phone_number")}),
        ({"birth_timestamp": "604335600"}, {("birth_timestamp", "birth_date")}),
        ({"displayName": "はると77", "pictureUrl": "https://img.example/1", "statusMessage": ""}, {("displayName", "user_name"), }),
        ({"HPP_Num": "01022934410", "VACT_Num": "27490072011111", "VACT_InputName": CALLED}, {("HPP_Num", "phone_number"), ("VACT_Num", "order"), ("VACT_InputName", "name")}),
        ({"cardNumber": "1111-****-****-1111", "cardOwner": "HARUTO TOGASHI", "cardYm": "2028-12"}, {("cardNumber", "card_number"), ("cardOwner", "name"), ("cardYm", "card_number")}),
        ({"cardNumber": "4330123412341234", "regNo": "791105"}, {("cardNumber", "card_number"), ("regNo", "birth_date")}),
        ({"receiver_account_name": "Tran Minh Thu", "receiver_bank_name": "Vietcombank"}, {("receiver_account_name", "name"), ("receiver_bank_name", "payment_history")}),
        ({"hblNo": "7003478001"}, {("hblNo", "order")}),
        ({"phone": "080-3319-7742"}, {("phone", "phone_number")}),
        # Words of Indonesia, Viet Nam and Thailand.
        ({"nama_penerima": "Bagus Prakoso", "no_hp_penerima": "081290017745", "alamat_penerima": "Jl. Kebon Jeruk No 27", "kode_pos": "11480"}, {("nama_penerima", "name"), ("no_hp_penerima", "phone_number"), ("alamat_penerima", "postal_address"), ("kode_pos", "postal_code")}),
        ({"ho_ten": "Nguyễn Hải Đăng", "sdt": "0903118827", "dia_chi": "45 Lê Thánh Tôn", "ngay_sinh": "1990-03-07"}, {("ho_ten", "name"), ("sdt", "phone_number"), ("dia_chi", "postal_address"), ("ngay_sinh", "birth_date")}),
        ({"เบอร์โทร": "0812290017", "รหัสไปรษณีย์": "10110"}, {("เบอร์โทร", "phone_number"), ("รหัสไปรษณีย์", "postal_code")}),
        ({"notesToDriver": "ring the bell please"}, {("notesToDriver", "message")}),
        ({"nonmember": {"name": {"name01": "冨樫"}, "address": {"addr01": "世田谷区玉川"}}}, {("nonmember.name.name01", "name"), ("nonmember.address.addr01", "postal_address")}),
        ({"recipient_user_name": CALLED}, {("recipient_user_name", "name")}),
        ({"dstName": "สมชาย ใจดี", "dstPhone": "0812290017"}, {("dstName", "name"), ("dstPhone", "phone_number")}),
        ({"clearance_unique_personal_code": CODE}, {("clearance_unique_personal_code", "customs_clearance_code")}),
        ({"cashCertNo": "01015016695"}, {("cashCertNo", "phone_number")}),
        ({"bankAccount": "110-482-913377", "holder": CALLED}, {("bankAccount", "bank_account")}),
        ({"to": {"address1": "1 Changi Village Road", "address2": "#11-02"}}, {("to.address1", "postal_address"), ("to.address2", "postal_address")}),
        ({"visitorName": CALLED}, {("visitorName", "name")}),
    ],
)  # fmt: skip
def test_names_of_bills_and_forms_tell(body: object, wanted: set[tuple[str, str]]) -> None:
    assert told(body) == wanted


@pytest.mark.parametrize(
    ("body", "not_wanted"),
    [
        ({"shop_list": [{"tel": "021-60001122"}]}, ("shop_list[0].tel", "phone_number")),
        ({"shop": {"tel": "021-60001122"}}, ("shop.tel", "phone_number")),
        ({"display": "10"}, ("display", "screen")),
        ({"external_id": "invoice-881237", "payer_email": "a.kim@mail.example"}, ("external_id", "user_id")),
        ({"hblNo": "7003478001", "mblNo": "18012345675"}, ("mblNo", "phone_number")),
        ({"customer": "customer_segment"}, ("customer", "user_id")),
        ({"displayName": "캠핑 의자", "pictureUrl": "https://img.example/1"}, ("displayName", "name")),
        ({"regNo": "791105"}, ("regNo", "birth_date")),
        ({"regNo": "881237", "cardNumber": "4330123412341234"}, ("regNo", "resident_registration_number")),
        ({"deliverTo": {"name": "Home", "phone": "0903118827"}}, ("deliverTo.name", "name")),
        ({"address": {"name": "우리집", "phone": DIALLED}}, ("address.name", "name")),
        ({"phone": "080-850-1234"}, ("phone", "phone_number")),
        ({"phone": "+82 80-3319-7742"}, ("phone", "phone_number")),
        ({"building": "12"}, ("building", "postal_address")),
        ({"name01": "トップス", "name02": "ボトムス"}, ("name01", "name")),
        ({"dstName": "output.bin", "dstPath": "/tmp"}, ("dstName", "name")),
        ({"color": "#11-02"}, ("color", "postal_address")),
        ({"od_bank_account": "110-482-913377", "od_deposit_name": CALLED}, ("od_bank_account", "bank_account")),
        (
            {"bankaccount": "bank_04:123-45-678901:가온몰", "oname": CALLED, "rname": "이수취"},
            ("bankaccount", "bank_account"),
        ),
        ({"user": {"region": {"fullname": "서울특별시 강남구 논현동"}}}, ("user.region.fullname", "name")),
        ({"start": "1.25,3.75"}, ("start", "coordinates")),
    ],
)
def test_what_is_like_names_of_bills_and_forms_is_not_claimed(body: object, not_wanted: tuple[str, str]) -> None:
    assert not_wanted not in told(body)


def test_where_a_way_begins_is_a_place() -> None:
    found = find(DETECT, field("query.start", "127.0495556,37.5146611", part="url", layers=("query",)))
    assert {finding.category for finding in found} == {"coordinates"}


def test_the_number_of_a_payment_is_no_users_in_answers_either() -> None:
    assert told({"imp_uid": "imp_429704826404"}) == {("imp_uid", "payment_history")}
    assert told({"imp_uid": "imp_429704826404"}, "response") == {("imp_uid", "order")}


@pytest.mark.parametrize("body", [{"receiverNumber": DIALLED}, {"ordererNumber": DIALLED}])
def test_a_mobile_number_of_who_orders_or_receives_is_one_in_answers_as_well(body: object) -> None:
    assert {category for _, category in told(body, "response")} == {"phone_number"}


@pytest.mark.parametrize("name", ["김가온", "박상회", "이물류", "왕满仓", "Kho Minh"])
def test_names_of_persons_that_end_or_begin_as_shops_do_are_names(name: str) -> None:
    assert told({"receiverName": name}) == {("receiverName", "name")}


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        # Numbers of a part of a country, of a road and of a building, in an address or as address services give them.
        ({"address": {"state": "33", "city": "1101"}}, {("address.state", "region"), ("address.city", "region")}),
        ({"shipping_address": {"stateCode": "06", "provinceCode": "33"}}, {("shipping_address.stateCode", "region"), ("shipping_address.provinceCode", "region")}),
        ({"provinceId": 11, "cityId": 1101}, {("provinceId", "region"), ("cityId", "region")}),
        ({"sidoCd": "11", "sigunguCd": "11110", "admCd": "1111011500", "rnMgtSn": "111104100123"}, {("sidoCd", "region"), ("sigunguCd", "region"), ("admCd", "region"), ("rnMgtSn", "region")}),
        ({"bcode": "1111011500", "buildingCode": "1111011500100010000000001"}, {("bcode", "region"), ("buildingCode", "postal_address")}),
        ({"bdMgtSn": "1111011500100010000000001"}, {("bdMgtSn", "postal_address")}),
        # A flat is where somebody lives.
        ({"address": "서울 종로구 사직로 161 101동 1203호", "w": "1"}, {("address", "postal_address")}),
        # What somebody likes.
        ({"user": {"hobbies": ["등산", "독서"]}}, {("user.hobbies[0]", "behaviour"), ("user.hobbies[1]", "behaviour")}),
        ({"hobby": "낚시", "관심사": "여행,골프", "interestCategories": ["camping"]}, {("hobby", "behaviour"), ("관심사", "behaviour"), ("interestCategories[0]", "behaviour")}),
        # Six digits unlock something where something is unlocked.
        ({"login": {"pinCode": "493021"}}, {("login.pinCode", "password")}),
        ({"pin_code": "493021", "deviceId": "7"}, {("pin_code", "password")}),
        ({"pincode": "4930"}, {("pincode", "password")}),
        ({"pincode": "049302"}, {("pincode", "password")}),
    ],
)  # fmt: skip
def test_numbers_of_places_and_what_somebody_likes_tell(body: object, wanted: set[tuple[str, str]]) -> None:
    assert told(body) == wanted


@pytest.mark.parametrize(
    "body",
    [
        {"state": "20", "device": {"state": 10}, "ui": {"state": "11"}, "address": {"state": "1"}},
        {"state": "20", "paymentState": "30"},
        {"store": {"address": "서울 종로구 사직로 161 101동 1203호"}, "address": "서울 종로구 사직로 161", "mail": {"address": "a"}},
        {"cityCode": "SEL1", "barcode": "1111011500", "buildingCode": "A-12", "bcode": "11110", "sidoCd": "99", "dongCode": "1"},
        {"products": [{"hobby": "낚시"}], "hobbyCount": 3, "hobbyYn": "Y", "interestRate": "3.5", "interest_free": "Y", "lifestyle": "true"},
        {"filters": {"interestTags": ["a1"]}, "brand": {"lifestyle": "casual"}},
        {"pincode": "110001", "pinCode": "560001"},
        {"sku": "1", "pincode": 560001},
        {"pincode": "560 001"},
    ],
)  # fmt: skip
def test_what_is_like_them_tells_nothing_of_a_place_a_liking_or_a_password(body: object) -> None:
    assert not {category for _, category in told(body)} & {"region", "postal_address", "behaviour", "password"}


HEXADECIMAL = "4a7563922eac9b04c316f05a8d13fbfad0e8144a7563922eac9b04c316f05a8d"


@pytest.mark.parametrize(
    ("name", "category"),
    [
        ("juminHash", "resident_registration_number"), ("rrn_sha256", "resident_registration_number"), ("주민등록번호_해시", "resident_registration_number"),
        ("pcccHash", "customs_clearance_code"), ("sha256_customs_code", "customs_clearance_code"), ("hashedPassportNo", "passport_number"),
        ("card_number_sha256", "card_number"), ("accountNumberHash", "bank_account"), ("user_id_hash", "user_id"), ("memberNoSha256", "user_id"),
        ("frnHash", "foreigner_registration_number"), ("driverLicenseHash", "driver_license_number"), ("email_hash_sha256", "email"), ("이메일해시", "email"),
        ("hpHash", "phone_number"), ("gaid_sha1_hash", "advertising_id"), ("androidIdSha384", "android_id"),
    ],
)  # fmt: skip
def test_a_digest_of_a_number_is_told_by_its_name(name: str, category: str) -> None:
    assert told({name: HEXADECIMAL}) == {(name, category)}
    assert told({name: HEXADECIMAL.upper()}) == {(name, category)}


@pytest.mark.parametrize(
    "body",
    [
        {"emailDigest": "weekly", "mail_digest": "daily", "accountHash": "yes"},
        {
            "fileHash": HEXADECIMAL,
            "licenseNumberHash": HEXADECIMAL,
            "order_no_hash": HEXADECIMAL,
            "imageSha256": HEXADECIMAL,
        },
        {"cardNumberHash": "none", "juminHash": "true", "userIdHash": "0"},
    ],
)
def test_what_is_like_a_digest_of_a_number_is_none(body: object) -> None:
    assert told(body) == set()


@pytest.mark.parametrize(
    "body",
    [
        {"customsName": "인천세관 (주)"},
        {"product": {"localName": "노을 무드등", "price": "12900"}},
        {"house_type": "apartment"},
        {"frontImg": "https://cdn.shop.example/goods/1.jpg"},
        {"agreement": "https://shop.example/terms"},
        {"reason": "사이즈가 작아서 못 입겠어요"},
        {"orderId": "A-1", "product": {"reason": "베스트 상품이라서 추천해요"}},
        {"stack": ["react", "node"], "cores": 8},
        {"goodsId": "77120", "goodsName": "등산화", "appKey": "21371601"},
    ],
)
def test_what_is_called_alike_in_other_company_is_not(body: object) -> None:
    near = {
        "name",
        "housing",
        "identity_document",
        "consent_state",
        "message",
        "diagnostics",
        "cpu_architecture",
        "app_id",
    }
    assert {category for _, category in told(body)}.isdisjoint(near)


def test_a_cookie_that_signs_calls_is_a_token_and_no_visitors_number() -> None:
    token = "74f57ef7ce9ebfda68efb612a38098f5_1795479999999"
    cookies = [field(name, token, part="cookie") for name in ("_m_h5_tk", "_m_h5_tk_enc")]
    assert {finding.category for finding in find(DETECT, *cookies)} == {"access_token"}
    session = [field(name, "WDY2drj2HGnWhkT0", part="cookie") for name in ("xman_t", "acs_usuc_t")]
    assert {finding.category for finding in find(DETECT, *session)} == {"session_id"}


@pytest.mark.parametrize(
    ("name", "value", "category"),
    [
        ("cookie2", "1b5bc95e650d265b1d8159b38b544c77", "session_id"),
        ("x_alimid", "1970400000", "user_id"),
        ("x_lid", "kr1970400000abcde", "user_name"),
        ("pt_pin", "jd_5a1c7e2b9f3d0", "user_name"),
        ("pt_key", "AAJg1s3nADBr9Yw0sCz2kGdN4tq1x0b7", "session_id"),
        ("x_user", "KR|Haneul|Seomoon|ifm|1970400000", "name"),
        ("aep_history", "product_selloffer%091005003385349518", "product_view"),
        ("ubid-acbjp", "132-4276056-1407058", "advertising_cookie"),
        ("lzd_cid", "f89690c1-63de-4840-dfbb-dceb1c67e1a1", "advertising_cookie"),
        ("lc-main", "en_US", "locale"),
    ],
)
def test_what_cookies_of_shops_hold_is_told_as_what_it_is(name: str, value: str, category: str) -> None:
    assert {finding.category for finding in find(DETECT, field(name, value, part="cookie"))} == {category}
    assert {finding.category for finding in find(DETECT, field(name, value, part="body"))}.isdisjoint({category})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("_tb_token_", "e1e34db16b1e3"),  # against forged requests: made anew, and of no visitor
        ("aep_usuc_f", "site=glo&c_tp=USD&region=US&b_locale=en_US"),
        ("cookie2", "on"),
        ("x_user", "KR"),
        ("lc-main", "12"),
        ("x_alimid", "none"),
    ],
)
def test_a_cookie_of_a_shop_that_is_nobodys(name: str, value: str) -> None:
    assert find(DETECT, field(name, value, part="cookie")) == []


@pytest.mark.parametrize("sample", ["example@example.com", "your@email.com", "hong@company.co.kr"])
def test_a_sample_of_an_address_is_nobodys(sample: str) -> None:
    assert told({"email": sample}) == set()
    assert told({"email": f"mina.{sample}"}) == {("email", "email")}


def test_the_client_of_a_graphql_library_names_itself() -> None:
    header = field("apollographql-client-name", "shop-android", part="header")
    assert [finding.category for finding in find(DETECT, header)] == ["app_name"]


def test_the_user_agent_of_a_link_is_one() -> None:
    agent = field("query.af_ua", "Dalvik/2.1.0 (Linux; U; Android 16; SM-S938N)", part="url")
    assert "user_agent" in {finding.category for finding in find(DETECT, agent)}
