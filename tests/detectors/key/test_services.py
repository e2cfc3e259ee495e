"""Names as services all over the world write them: who pays, orders, is identified or asks, and who does none of it.

Sources: the references and recorded requests of payment services (Adyen, Braintree, Klarna, Worldpay, dLocal), shop
platforms (SAP Commerce, Magento, commercetools, VTEX), couriers (EasyPost, FedEx, ShipEngine), identity checks (Veriff,
Sumsub), desks for inquiries (Zendesk, Freshdesk) and kits of analytics (Segment). Every value is made up.
"""

import json
from datetime import UTC, datetime

import pytest

from trafficaudit.decode import decode
from trafficaudit.detectors import build_all
from trafficaudit.detectors.context import Context
from trafficaudit.model import Exchange, Message

DETECTORS = build_all(Context())
STREET, LINE = "27 Gaonnuri-ro 14-gil", {"city": "Seoul", "postalCode": "04999"}
DEPOT = {"name": "Mina Depot", "phone": "4153334445", "street1": "417 Depot Street", "city": "Oakland", "zip": "94104"}
BORN = "1993-08-21"
DIGEST = "96d9632f363564cc3032521409cf22a852f2032eec099ed5967c0d000cec607a"
CARD = "4000002746135704"


def told(body: object, url: str = "https://api.some-app.example/v1/x") -> set[tuple[str, str]]:
    """Give the paths with the categories that anything but a seeded value tells of a body."""
    raw = json.dumps(body, ensure_ascii=False).encode()
    message = Message(((b"content-type", b"application/json"),), raw, body_size=len(raw))
    now = datetime(2026, 11, 28, tzinfo=UTC)
    host = url.split("/")[2]
    sent = Exchange("1", "c", 0, now, "", "", "http/2", "POST", url, host, 443, message, None)
    decoded = decode(sent)
    return {(one.field.path, one.category) for detect in DETECTORS for one in detect(sent, decoded)}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        # the lines of an address, and what tells a house
        ({"line1": STREET, "line2": "Apt 12", "postalCode": "04999"}, {("line1", "postal_address"), ("line2", "postal_address")}),
        ({"first_line": STREET, "city": "Seoul"}, {("first_line", "postal_address")}),
        ({"info": {"billingLine1": STREET}}, {("info.billingLine1", "postal_address")}),
        ({"streetName": "Gaonnuri-ro", "streetNumber": "27"}, {("streetNumber", "postal_address")}),
        ({"street": "Praia de Botafogo", "number": "300", "complement": "3rd floor"}, {("number", "postal_address"), ("complement", "postal_address")}),
        ({"address": {"building": "Hightower 1", "apartment": "247", "street": "Gaonnuri-ro"}}, {("address.building", "postal_address"), ("address.apartment", "postal_address")}),
        # parts of a country
        ({"country": {"isocode": "KR"}, "region": {"isocode": "KR-11"}}, {("country.isocode", "region"), ("region.isocode", "region")}),
        ({"administrativeArea": "Seoul-teukbyeolsi", "subLocality": "Yeoksam-dong"}, {("administrativeArea", "region"), ("subLocality", "region")}),
        ({"administrative_district_level_1": "Gyeonggi-do"}, {("administrative_district_level_1", "region")}),
        ({"address": {"region_code": "SEO", "suburb": "Manhattan", "provinceCode": "IL"}}, {("address.region_code", "region"), ("address.suburb", "region"), ("address.provinceCode", "region")}),
        ({"placeOfStay": "x", "birthPlace": "Busan"}, {("birthPlace", "region")}),
        # cards
        ({"card": {"maskedCardNumber": "•••• •••• •••• 5703"}}, {("card.maskedCardNumber", "card_number")}),
        ({"cardNetwork": "VISA", "cardDetails": "5703"}, {("cardDetails", "card_number")}),
        ({"number": "4000002746135703", "month": "11", "year": "31", "cvv": "318"}, {("month", "card_number"), ("year", "card_number")}),
        ({"cardExpiryDate": {"month": 11, "year": 2031}}, {("cardExpiryDate.month", "card_number"), ("cardExpiryDate.year", "card_number")}),
        ({"bin": "400000", "installments": 3}, {("bin", "payment_history")}),
        # who somebody is
        ({"national_identification_number": "199308215432"}, {("national_identification_number", "foreign_identity_number")}),
        ({"idNumber": "123456789", "dateOfBirth": BORN}, {("idNumber", "foreign_identity_number")}),
        ({"documentType": "cpf", "document": "52998224725"}, {("document", "foreign_identity_number")}),
        ({"identification": {"type": "CPF", "number": "52998224725"}}, {("identification.number", "foreign_identity_number")}),
        ({"documents": [{"documentType": "PASSPORT", "number": "M412B7583"}]}, {("documents[0].number", "passport_number")}),
        ({"doc": {"issuanceDate": "2024-04-14", "expiryDate": "2034-04-14", "issuanceCountry": "KR"}}, {("doc.issuanceDate", "identity_document"), ("doc.expiryDate", "identity_document")}),
        ({"attrs": [{"attribute_code": "birth_date", "value": BORN}]}, {("attrs[0].value", "birth_date")}),
        ({"merchant_customer_id": "usr_8Hq2Lm4Zt7Kd"}, {("merchant_customer_id", "user_id")}),
        ({"SubscriberKey": "usr_8Hq2Lm4Zt7Kd", "requester_id": 20978392}, {("SubscriberKey", "user_id"), ("requester_id", "user_id")}),
        ({"address": {"postalCode": "04999", "recipients": ["Haneul Seomoon"]}}, {("address.recipients[0]", "name")}),
        ({"dynamic_template_data": {"first_name": "Haneul"}}, {("dynamic_template_data.first_name", "name")}),
        # what somebody asks and looks at
        ({"subject": "Parcel", "description": "It has not arrived yet"}, {("description", "message")}),
        ({"context": {"pageUri": "https://shop.example/help"}}, {("context.pageUri", "viewed_page")}),
        # an account beside its bank, or as long as those of banks
        ({"bankName": "Hana", "accountNumber": "12345678"}, {("accountNumber", "bank_account")}),
        ({"accountNumber": "110234567890"}, {("accountNumber", "bank_account")}),
        ({"details": {"sortCode": "040075", "accountNumber": "37778842"}}, {("details.accountNumber", "bank_account")}),
        # what checkouts write as one word, and the state of an address
        ({"billingfirstname": "Haneul", "shiptostreet": STREET, "shiptozip": "04999", "billto_forename": "Haneul"},
         {("billingfirstname", "name"), ("shiptostreet", "postal_address"), ("shiptozip", "postal_code"), ("billto_forename", "name")}),
        ({"shipping_state": "CA", "shipping_city": "Oakland"}, {("shipping_state", "region")}),
        # by which somebody is matched: Google Analytics, the App Store, digests
        ({"client_id": "1843920174.1763601300"}, {("client_id", "advertising_cookie")}),
        ({"appAccountToken": "3d7c9a51-28e4-4b6f-8a1c-96f0e5d2c473"}, {("appAccountToken", "user_id")}),
        ({"email": {"sha256": DIGEST}, "hashed_maids": [DIGEST]}, {("email.sha256", "email"), ("hashed_maids[0]", "advertising_id")}),
        ({"age_group": "30s", "special_request": "a seat at the window"}, {("age_group", "birth_date"), ("special_request", "message")}),
        ({"credit_card": {"month": "11", "verification_value": "318", "number": "4000002746135703"}},
         {("credit_card.month", "card_number"), ("credit_card.verification_value", "card_number")}),
        # a card by what stands beside its number, as gateways of payment abbreviate it
        ({"number": CARD, "cv2": "318", "exp": "112031", "name": "Haneul Seomoon"},
         {("number", "card_number"), ("cv2", "card_number"), ("exp", "card_number"), ("name", "name")}),
        ({"account": CARD, "cv": "318", "expdate": "1131"}, {("account", "card_number"), ("cv", "card_number"), ("expdate", "card_number")}),
        # each step of an address, and places whose names have other letters
        ({"city": "Hồ Chí Minh", "district": "Quận 1", "ward": "Phường Bến Nghé"}, {("city", "region"), ("district", "region"), ("ward", "region")}),
        ({"province": "陕西省", "city": "西安市", "area": "高新区"}, {("area", "region")}),
        ({"address": {"city": "SAN FRANCISCO", "kecamatan": "Menteng"}}, {("address.city", "region"), ("address.kecamatan", "region")}),
        ({"city": "Ústí Nad Labem", "street": "Masarykova 12"}, {("city", "region")}),
        # an address that goods are sent to stands in the list of them
        ({"item_list": {"items": [{"name": "Demo"}], "shipping_address": {"recipient_name": "Haneul Seomoon", "city": "Austin"}}},
         {("item_list.shipping_address.recipient_name", "name"), ("item_list.shipping_address.city", "region")}),
        # who speaks is a phone's system, and how it is connected
        ({"client": "ios", "query": "shoes"}, {("client", "os_name")}),
        ({"source": "android", "conn": "Wifi"}, {("source", "os_name"), ("conn", "network_type")}),
        ({"osversion": "ios_9.300000"}, {("osversion", "os_version")}),
        ({"ios": "8.1", "idfa": "7B1C1A52-9B5E-4C1B-8A53-1D7A0D6F2E94"}, {("ios", "os_version")}),
        ({"requestNote": "leave it at the door"}, {("requestNote", "message")}),
        ({"user": {"nickname": "haneulkona"}}, {("user.nickname", "user_name")}),
        ({"consignee": "陈晓明", "phoneList": ["13456780217"]}, {("phoneList[0]", "phone_number")}),
        ({"extraAddress": "(사동)", "zipCode": "15588"}, {("extraAddress", "postal_address")}),
        ({"postalCode": "981 30", "city": "Kiruna"}, {("postalCode", "postal_code")}),
        ({"clientpixel": "1920x1080", "install_key": "7b1c1a52-9b5e-4c1b-8a53-1d7a0d6f2e94"}, {("clientpixel", "screen"), ("install_key", "installation_id")}),
        ({"pinfl": "30101930190011"}, {("pinfl", "foreign_identity_number")}),
    ],
)  # fmt: skip
def test_what_services_are_told_of_somebody(body: object, expected: set[tuple[str, str]]) -> None:
    assert expected <= told(body)


@pytest.mark.parametrize("sender", ["from_address", "address_from", "origin_address", "ship_from"])
def test_where_a_parcel_comes_from_is_nobodys(sender: str) -> None:
    found = told({sender: DEPOT, "to_address": DEPOT})
    assert {path for path, _ in found if path.startswith(sender)} == set()
    assert {("to_address.phone", "phone_number"), ("to_address.street1", "postal_address")} <= found


@pytest.mark.parametrize("helper", ["assignee", "teammates", "admins", "billing_descriptor", "statementDescriptor"])
def test_who_works_there_and_what_a_card_is_charged_under_is_nobodys(helper: str) -> None:
    assert told({helper: {"name": "Olga Helper", "email": "olga@shop.kr", "city": "Seoul"}}) == set()


@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        ({"line1": STREET}, ("line1", "postal_address")),
        ({"deliveryState": "DELIVERED", "orderNo": "20261128-11"}, ("deliveryState", "region")),
        ({"shippingState": "READY"}, ("shippingState", "region")),
        ({"orderstate": "RECEIVED"}, ("orderstate", "region")),
        ({"client_id": "1008719970978.apps"}, ("client_id", "advertising_cookie")),
        ({"clientId": "2026.1128"}, ("clientId", "advertising_cookie")),
        ({"file": {"sha256": DIGEST}}, ("file.sha256", "email")),
        ({"pickup": {"specialInstructions": "ring at the gate"}}, ("pickup.specialInstructions", "message")),
        ({"loyalty_card_number": "6277201234567890"}, ("loyalty_card_number", "card_number")),
        ({"calendar": {"month": "11", "year": "2026"}}, ("calendar.month", "card_number")),
        ({"receipt": {"line1": "Thank you very much", "width": 32}}, ("receipt.line1", "postal_address")),
        ({"number": "300"}, ("number", "postal_address")),
        ({"street": "Gaonnuri-ro", "unit": "kg"}, ("unit", "postal_address")),
        ({"complement": "red socks"}, ("complement", "postal_address")),
        ({"region_code": "SEO"}, ("region_code", "region")),
        ({"bin": "400000"}, ("bin", "payment_history")),
        ({"bin": "4000001234", "cardType": "visa"}, ("bin", "payment_history")),
        ({"cardDetails": "5703"}, ("cardDetails", "card_number")),
        ({"month": "11", "year": "31", "number": "4"}, ("month", "card_number")),
        ({"idNumber": "123456789"}, ("idNumber", "foreign_identity_number")),
        ({"type": "mobile", "number": "12"}, ("number", "phone_number")),
        ({"documentType": "invoice", "document": "52998224725"}, ("document", "foreign_identity_number")),
        ({"description": "It has not arrived yet"}, ("description", "message")),
        ({"subject": "Parcel", "description": "spring"}, ("description", "message")),
        ({"template": {"name": "Haneul Seomoon", "email": "x"}}, ("template.name", "name")),
        ({"accountNumber": {"value": "740561073"}}, ("accountNumber.value", "bank_account")),
        ({"userAccount": {"accountNumber": "54321ABC"}}, ("userAccount.accountNumber", "bank_account")),
        ({"doc": {"issuanceDate": "2024-04-14"}}, ("doc.issuanceDate", "identity_document")),
        ({"reply_to": {"name": "Global Shop Support Team", "email": "x"}}, ("reply_to.name", "name")),
        ({"number": CARD, "exp": "1200", "level": "14"}, ("number", "card_number")),
        ({"number": CARD, "exp": "1200", "level": "14"}, ("exp", "card_number")),
        ({"account": "4000002746135705", "cv": "318"}, ("account", "card_number")),
        ({"cv": "318", "applicant": "A-12"}, ("cv", "card_number")),
        ({"exp": "1764320400", "cvc": "318"}, ("exp", "card_number")),
        ({"area": "header", "slot": "3"}, ("area", "region")),
        ({"ward": "ICU 3", "bed": "12"}, ("ward", "region")),
        ({"store": {"city": "Austin", "ward": "North"}}, ("store.ward", "region")),
        ({"city": "MAIN BANNER"}, ("city", "region")),
        ({"district": "Step 1"}, ("district", "region")),
        ({"address": {"id": "adr_bdb39bfda7e111ed", "zip": "94104"}}, ("address.id", "postal_address")),
        ({"item": {"shipping_address": {"city": "Austin"}}, "seller": {"shipping_address": {"city": "Austin"}}}, ("seller.shipping_address.city", "region")),
        ({"items": [{"name": "Haneul Seomoon", "city": "Austin"}]}, ("items[0].city", "region")),
        ({"vehicles": [{"nickname": "Kona", "year": "2021"}]}, ("vehicles[0].nickname", "user_name")),
        ({"card": {"nickname": "My blue one"}}, ("card.nickname", "user_name")),
        ({"RRN": "AMRCNT158724", "amount": "12.00"}, ("RRN", "resident_registration_number")),
        ({"rrn": "412309158724"}, ("rrn", "resident_registration_number")),
        ({"store": {"phoneList": ["13456780217"]}}, ("store.phoneList[0]", "phone_number")),
        ({"phoneList": ["GX-10", "GX-20"]}, ("phoneList[0]", "phone_number")),
        ({"client": "ios app team"}, ("client", "os_name")),
        ({"source": "newsletter"}, ("source", "os_name")),
        ({"product": {"device": "android"}}, ("product.device", "os_name")),
        ({"ios": "8.1.0", "android": "8.1.2"}, ("ios", "os_version")),
        ({"min": {"ios": "8.1"}, "deviceid": "a1b2c3d4e5f60718"}, ("min.ios", "os_version")),
        ({"device_info": {"version": "3.9.15", "os": "iOS 11.2.1"}}, ("device_info.version", "os_version")),
        ({"msgId": "6338203945444046696", "message": "push trace log", "logger_name": "push"}, ("message", "message")),
    ],
)  # fmt: skip
def test_near_misses(body: object, wrong: tuple[str, str]) -> None:
    assert wrong not in told(body)


def told_of_headers(headers: dict[str, str]) -> set[tuple[str, str]]:
    message = Message(tuple((name.encode(), value.encode()) for name, value in headers.items()), b"", body_size=0)
    now = datetime(2026, 11, 29, tzinfo=UTC)
    url = "https://api.some-app.example/v1/x"
    sent = Exchange("1", "c", 0, now, "", "", "http/2", "GET", url, "api.some-app.example", 443, message, None)
    decoded = decode(sent)
    return {(one.field.path, one.category) for detect in DETECTORS for one in detect(sent, decoded)}


def test_a_version_in_a_header_is_the_apps_where_others_tell_of_it() -> None:
    app = ("version", "app_version")
    assert app in told_of_headers({"version": "2.9.5", "uuid": "7b1c1a52-9b5e-4c1b-8a53-1d7a0d6f2e94"})
    assert app in told_of_headers({"version": "4.16.0", "product": "health.ios"})
    assert app not in told_of_headers({"version": "2.9.5"})
    assert app not in told_of_headers({"version": "2.0", "product": "health.ios"})


def test_a_uuid_in_a_header_is_the_apps_beside_its_version_and_not_where_a_request_is_signed() -> None:
    number = {"uuid": "7b1c1a52-9b5e-4c1b-8a53-1d7a0d6f2e94"}
    told_beside = ("uuid", "installation_id")
    assert told_beside in told_of_headers(number | {"version": "2.9.5"})
    assert told_beside not in told_of_headers(number)
    assert told_beside not in told_of_headers(number | {"version": "2.9.5", "nonce": "a1b2c3"})
    assert ("x-shop-application-id", "app_id") in told_of_headers({"x-shop-application-id": number["uuid"]})


def test_who_is_logged_in_is_no_number_of_a_browser() -> None:
    found = {category for path, category in told_of_headers({"x-uid": "2100521400"}) if path == "x-uid"}
    assert found == {"user_id"}
    assert ("xuid", "advertising_cookie") in told({"xuid": "a8f5f167f44f4964e6c998dee827110c"})


def test_what_apples_systems_say_in_the_headers_of_their_own_calls() -> None:
    headers = {
        "X-Apple-ADSID": "000317-05-0f4c1a2e-7d3b-4b8a-9a7c-1e2d3c4b5a69",
        "X-Apple-I-SRL-NO": "C02XG2JMQ05D",
        "X-Apple-I-MD-M": "oXv3bVt7QpLs9WkZ2mYcRf5uHj8nEa1dGiTqBxNvUoPw",
        "X-Mme-Client-Info": "<MacBookPro18,3> <Mac OS X;13.4.1;22F8> <com.apple.AOSKit/282 (com.apple.accountsd/113)>",
    }
    assert {category for _, category in told_of_headers(headers)} >= {
        "user_id",
        "serial_number",
        "device_fingerprint",
        "user_agent",
    }
    near = told_of_headers({"X-Apple-I-MD": "AAAABQAAABAh", "X-Apple-I-FD-Client-Info": "{}"})
    assert {category for _, category in near}.isdisjoint({"user_id", "serial_number", "device_fingerprint"})
