"""Names as documented requests write them: what payment, sign-up, push and delivery services are told, and what is near."""

import json
from datetime import UTC, datetime

import pytest

from trafficaudit.decode import decode
from trafficaudit.detectors.context import Context
from trafficaudit.detectors.key import search as key
from trafficaudit.model import Exchange, Message

DETECT = key.build(Context())
PUSH = "fTLNT7nn2kw_lhE96szaWa:APA91bGEQmdzS1dXl5k6eDtTYOKfshrIOO0eMTnw6k93LQAdld"
IPHONE = {"systemName": "iOS", "systemVersion": "17.2", "localizedModel": "iPhone", "model": "iPhone"}
DIGEST = "96d9632f363564cc3032521409cf22a852f2032eec099ed5967c0d000cec607a"
CARRIER = {"identity": "19930616", "userName": "정진우", "phoneNo": "01082271995", "telecom": "0"}
KERNEL = {
    "release": "23.2.0",
    "version": "Darwin Kernel Version 23.2.0: root:xnu-10002/RELEASE_ARM64_T8120",
    "nodename": "minas-iphone",
    "sysname": "Darwin",
}


def told(body: object) -> set[tuple[str, str]]:
    """Give the paths with the categories that a body's names tell."""
    raw = json.dumps(body, ensure_ascii=False).encode()
    message = Message(((b"content-type", b"application/json"),), raw, body_size=len(raw))
    now = datetime(2026, 11, 27, tzinfo=UTC)
    sent = Exchange(
        "1",
        "c",
        0,
        now,
        "",
        "",
        "http/2",
        "POST",
        "https://api.shop.example/v1/x",
        "api.shop.example",
        443,
        message,
        None,
    )
    return {(str(finding.field.path), finding.category) for finding in DETECT(sent, decode(sent))}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"name": {"first": "Mina", "last": "Park"}}, {("name.first", "name"), ("name.last", "name")}),
        ({"deliveryName": "박서준", "deliveryTel": "010-3412-5566"}, {("deliveryName", "name"), ("deliveryTel", "phone_number")}),
        ({"mobilePhone": {"cc": "82", "subscriber": "1034125566"}}, {("mobilePhone.subscriber", "phone_number")}),
        ({"workPhone": {"cc": "1", "subscriber": "2212366542"}}, {("workPhone.subscriber", "phone_number")}),
        ({"RSLT_NAME": "김한별"}, {("RSLT_NAME", "name")}),
        ({"sName": "김한별", "sBirthDate": "19920314"}, {("sName", "name"), ("sBirthDate", "birth_date")}),
        ({"juminFront": "920314", "juminBack": "2"}, {("juminFront", "birth_date"), ("juminBack", "gender")}),
        ({"AuthTicket": "aa1c99300ccd452aa518a52aa565"}, {("AuthTicket", "access_token")}),
        ({"amount": "39.39", "currencyCode": "LKR"}, {("amount", "payment_history")}),
        ({"amount": {"total": 5.5, "tax": 1}}, {("amount.total", "payment_history")}),
        ({"invoiceId": "INV00000017"}, {("invoiceId", "order")}),
        ({"hardwareUUID": "F8E1C2D3-A4B5-4789-8123-456789ABCDEF"}, {("hardwareUUID", "device_id")}),
        ({"qimei36": "a119479b6d394da6b1bf9d33100013f4930f"}, {("qimei36", "device_id")}),
        ({"sensorsAnonymousId": "1bbaf81111eb23c6"}, {("sensorsAnonymousId", "installation_id")}),
        ({"device": {"token": PUSH}}, {("device.token", "push_token")}),
        ({"notifyTokenList": [{"type": "fcm", "token": PUSH}]}, {("notifyTokenList[0].token", "push_token")}),
        ({"allow_marketing": False, "marketing_optin": "OPTEDOUT"}, {("allow_marketing", "consent_state"), ("marketing_optin", "consent_state")}),
        ({"consentTime": "2026-11-12 10:00:00"}, {("consentTime", "consent_state")}),
        ({"reportAt": "2026-03-24T17:53:52.728374"}, {("reportAt", "transmission_time")}),
        ({"deviceInfo": {"os": "iOS", "version": "17.1"}}, {("deviceInfo.version", "os_version")}),
        ({"address": {"line1": "456 My Street", "zip": "K1C 2N6"}}, {("address.zip", "postal_code")}),
        ({"postcode": "SW1A 1AA"}, {("postcode", "postal_code")}),
        ({"zip": "01310-100"}, {("zip", "postal_code")}),
        (CARRIER, {("identity", "birth_date"), ("userName", "name"), ("telecom", "carrier")}),
        ({"hashed_first_name_sha": DIGEST, "lastNameHash": DIGEST}, {("hashed_first_name_sha", "name"), ("lastNameHash", "name")}),
        ({"ReceiverNameYomigana": "パクソジュン", "ReceiverState": "東京都"}, {("ReceiverNameYomigana", "name"), ("ReceiverState", "region")}),
        ({"citizenship": "KR"}, {("citizenship", "nationality")}),
        # a contact's name beside a telephone number is a contact, not a person's who uses the app
        ({"contacts": [{"name": "김과장", "phone": "01077120044"}]}, {("contacts[0].name", "contacts"), ("contacts[0].phone", "contacts")}),
        ({"args": {"systemInfo": {"brand": "samsung", "model": "SM-F966N"}}}, {("args.systemInfo.brand", "manufacturer")}),
        ({"overseasTransfer": True}, {("overseasTransfer", "consent_state")}),
        ({"image_b64": "/9j/4AAQSkZJRgABAQAAAQABAADmGMKVajwmkhsb6uvbwgiAko"}, {("image_b64", "photo")}),
        # a list of data is none of pictures: what is called a screen is one
        ({"data_list": [{"properties": {"$screen_width": 1968}}]}, {("data_list[0].properties.$screen_width", "screen")}),
        # what is said to an assistant, whole or in pieces, and in a conversation
        ({"messages": [{"role": "user", "content": "아토피가 있는데 이 크림 괜찮나요?"}]}, {("messages[0].content", "message")}),
        ({"contents": [{"role": "user", "parts": [{"text": "이 약 먹어도 되나요"}]}]}, {("contents[0].parts[0].text", "message")}),
        ({"type": "user_message", "conversation_id": "c-1", "content": "턱에 여드름이 나요"}, {("content", "message")}),
        ({"loyaltyPrograms": [{"programOwner": "KE", "id": "112904488120"}]}, {("loyaltyPrograms[0].id", "user_id")}),
        ({"frequentFlyerNumber": "112904488120"}, {("frequentFlyerNumber", "user_id")}),
        ({"checkIn": "2026-12-21", "checkOut": "2026-12-28", "specialRequest": "높은 층"}, {("checkIn", "order"), ("checkOut", "order")}),
        ({"out_trade_no": "2611282209481730", "total_fee": "5980"}, {("out_trade_no", "order"), ("total_fee", "payment_history")}),
        ({"mobile_country_code": 450, "mobile_network_code": 6}, {("mobile_network_code", "mcc_mnc")}),
        ({"wifiAccessPoints": [{"macAddress": "b4:a9:4f:1d:62:e8", "signalStrength": -43}]}, {("wifiAccessPoints[0].macAddress", "wifi_bssid")}),
        ({"addressDetailEn": "41, Dalmaji-gil 62beon-gil"}, {("addressDetailEn", "postal_address")}),
        ({"passengers": [{"nationality": "KOR"}]}, {("passengers[0].nationality", "nationality")}),
        ({"국적": "대한민국", "isForeigner": "N"}, {("국적", "nationality"), ("isForeigner", "nationality")}),
        ({"passport": {"number": "M482D7391", "issuingCountry": "KOR"}}, {("passport.issuingCountry", "nationality")}),
        # a body: its height beside its weight, or with its unit, its parts, what it consists of
        ({"height": "164", "weight": "53.5", "footLength": "240"}, {("height", "body_measurements"), ("weight", "body_measurements"), ("footLength", "body_measurements")}),
        ({"traits": {"height_cm": 164, "birthday": "1988-09-23"}}, {("traits.height_cm", "body_measurements")}),
        ({"키": "164cm", "몸무게": "53.5kg", "체지방률": "27.1"}, {("키", "body_measurements"), ("몸무게", "body_measurements"), ("체지방률", "body_measurements")}),
        ({"waistSize": 66, "shoulderWidth": 38, "bodyType": "WAVE", "gender": "F"}, {("waistSize", "body_measurements"), ("shoulderWidth", "body_measurements"), ("bodyType", "body_measurements")}),
        # health: what somebody answers about illness, cycle and skin, no as well as yes, and what is measured
        ({"skinType": "SENSITIVE", "allergies": ["니켈"], "isPregnant": False}, {("skinType", "health"), ("allergies[0]", "health"), ("isPregnant", "health")}),
        ({"menstrualCycle": {"lastPeriodDate": "2026-11-14", "cycleDays": 28}}, {("menstrualCycle.lastPeriodDate", "health"), ("menstrualCycle.cycleDays", "health")}),
        ({"혈액형": "RH+A", "병력": "아토피 피부염", "생리주기": "28일"}, {("혈액형", "health"), ("병력", "health"), ("생리주기", "health")}),
        ({"bloodPressure": {"systolic": 112}, "spo2": 98, "steps": 8812, "calories": 210}, {("bloodPressure.systolic", "health"), ("spo2", "health"), ("steps", "health")}),
        ({"attributes": [{"key": "skin_concern", "value": "여드름"}]}, {("attributes[0].value", "health")}),
        ({"results": {"wrinkle": 0.21, "pore": 0.55}}, {("results.wrinkle", "health"), ("results.pore", "health")}),
        ({"healthConditions": "천식"}, {("healthConditions", "health")}),
        ({"ethnicity": "asian", "religion": "buddhist", "sexualOrientation": "bisexual"}, {("ethnicity", "ethnicity"), ("religion", "beliefs"), ("sexualOrientation", "sexual_life")}),
        ({"irisTemplate": "Rk1SACAyMAAAAAE8AAABPAFlAMgAxQDFAQAAACgwQGAAYQDGAEBhAHEAxgBAYgBxAMYA"}, {("irisTemplate", "biometrics")}),
        ({"연령대": "30대 후반"}, {("연령대", "birth_date")}),
        ({"custom_data": {"currency": "KRW", "value": "59000"}}, {("custom_data.value", "payment_history")}),
        ({"event_source_url": "https://shop.example/goods/1"}, {("event_source_url", "viewed_page")}),
        ({"bootMark": "ec7f4f33-411a-47bc-8067-744a4e7e0723"}, {("bootMark", "device_fingerprint")}),
        ({"osVersion": "Android 10,level 29"}, {("osVersion", "os_version")}),
        ({"age": 29, "gender": "F"}, {("age", "birth_date"), ("gender", "gender")}),
        ({"pincode": "560001", "city": "Bengaluru"}, {("pincode", "postal_code")}),
        ({"pin": "8492"}, {("pin", "password")}),
        ({"pinCode": "8492", "userId": "mina88"}, {("pinCode", "password")}),
        ({"shipping": {"name": "박서준"}, "account": {"name": "Mina Park"}}, {("shipping.name", "name"), ("account.name", "name")}),
        ({"device": {"serialNo": "R58M12ABCDE"}}, {("device.serialNo", "serial_number")}),
        ({"orientation": "portrait", "screen": {"resolution": "1080x2340"}}, {("orientation", "device_state"), ("screen.resolution", "screen")}),
        ({"deviceGuid": "9f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b"}, {("deviceGuid", "installation_id")}),
        ({"birthday": "1130", "birthyear": "1990"}, {("birthday", "birth_date"), ("birthyear", "birth_date")}),
        ({"profile": {"birthday": "10-01"}}, {("profile.birthday", "birth_date")}),
        ({"birth": "90.01.15"}, {("birth", "birth_date")}),
        ({"zipcode": "135-010"}, {("zipcode", "postal_code")}),
        ({"bankCode": "088", "account": "110-123-456789"}, {("account", "bank_account")}),
        ({"card": "4111-11**-****-1111"}, {("card", "card_number")}),
        ({"hostname": "narae-phone.local"}, {("hostname", "device_name")}),
        ({"client_ip": "211.234.10.20:51234"}, {("client_ip", "ip_address")}),
        ({"installedAppBundles": ["com.jd.app", "com.taobao"]}, {("installedAppBundles[0]", "installed_apps")}),
        ({"id": "minakim", "pwd": "p@ssw0rd!1"}, {("id", "user_name"), ("pwd", "password")}),
        ({"bankCode": "088", "accountNo": "110-123-456789", "owner": "박서준"}, {("owner", "name")}),
        ({"birthMonth": "3", "birthDay": "10"}, {("birthMonth+birthDay", "birth_date")}),
        ({"recipientNo": "01082271995"}, {("recipientNo", "phone_number")}),
        ({"deviceIds": ["a1b2c3d4e5f60718"]}, {("deviceIds[0]", "device_id")}),
        ({"no": "4111111111111111", "exp": "1227", "cvc": "123"}, {("no", "card_number")}),
        ({"event": {"user_id": "83920174", "device_model": "SM-S921N"}}, {("event.user_id", "user_id"), ("event.device_model", "device_model")}),
        ({"event": {"properties": {"nickname": "mina88"}}}, {("event.properties.nickname", "user_name")}),
        ({"exp": {"userId": "83920174"}, "user": {"memberNo": "83920174"}}, {("user.memberNo", "user_id")}),
        ({"itemId": "1", "salePrice": 900, "os": "Android", "osVersion": "14", "appVersion": "8.1.0"}, {("os", "os_name"), ("osVersion", "os_version")}),
    ],
)  # fmt: skip
def test_documented_names(body: object, expected: set[tuple[str, str]]) -> None:
    assert expected <= told(body)


def test_a_phone_told_by_its_systems_own_names() -> None:
    found = told({"deviceInfo": {**IPHONE, "name": "Mina’s iPhone", "utsname": KERNEL, "isPhysicalDevice": True}})
    assert ("deviceInfo.name", "device_name") in found
    assert ("deviceInfo.localizedModel", "device_type") in found
    assert ("deviceInfo.isPhysicalDevice", "root_state") in found
    kernel = {("release", "os_version"), ("version", "os_version"), ("nodename", "device_name"), ("sysname", "os_name")}
    assert {(f"deviceInfo.utsname.{name}", category) for name, category in kernel} <= found


@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        # a price, a bid and a limit have a currency as well
        ({"price": {"amount": "12900", "currencyCode": "KRW"}}, ("price.amount", "payment_history")),
        ({"bid": {"amount": 1.2, "currency": "USD"}}, ("bid.amount", "payment_history")),
        ({"products": [{"amount": 3, "currency": "KRW"}]}, ("products[0].amount", "payment_history")),
        ({"amount": 3}, ("amount", "payment_history")),
        # how it is delivered, whom one subscribes to, what a package and a machine of a farm are called
        ({"deliveryName": "한진택배"}, ("deliveryName", "name")),
        ({"subscriber": "2212366542"}, ("subscriber", "phone_number")),
        ({"name": {"first": "1", "last": "20"}}, ("name.first", "name")),
        ({"nodename": "ip-10-0-3-4", "release": "web-7"}, ("nodename", "device_name")),
        ({"nodename": "minas-iphone"}, ("nodename", "device_name")),
        ({"sysname": "Darwin"}, ("sysname", "os_name")),
        ({"release": "23.2.0"}, ("release", "os_version")),
        ({"device": {"token": "12"}}, ("device.token", "push_token")),
        ({"token": PUSH}, ("token", "push_token")),
        ({"version": "17.1", "os": "iOS"}, ("version", "os_version")),
        ({"name": "Mina’s iPhone", "model": "iPhone"}, ("name", "device_name")),
        # what a telephone number begins with is no country
        ({"phones": [{"country_code": "001", "national_number": "4884551234"}]}, ("phones[0].country_code", "region")),
        ({"zip": "archive.zip"}, ("zip", "postal_code")),
        ({"zip": "A1B2C3D4"}, ("zip", "postal_code")),
        ({"tdid": "12"}, ("tdid", "device_id")),
        # an identity and a telecom by themselves, a name that is no digest, a state that is no place, a value without currency
        ({"identity": "20261127"}, ("identity", "birth_date")),
        ({"telecom": "0"}, ("telecom", "carrier")),
        ({"identity": "20261127", "userName": "mina88"}, ("userName", "name")),
        ({"hashed_first_name_sha": "true"}, ("hashed_first_name_sha", "name")),
        ({"deliveryState": "3"}, ("deliveryState", "region")),
        ({"citizenship": "required"}, ("citizenship", "nationality")),
        ({"contacts": [{"name": "김과장", "phone": "01077120044"}]}, ("contacts[0].name", "name")),
        ({"hardware": {"sensorInfo": [{"vendor": "STM", "name": "lsm6dsv"}]}}, ("hardware.sensorInfo[0].vendor", "manufacturer")),
        # pictures in a list, what an assistant is told to be and what it answers, a hotel that is looked for, a phone's own address
        ({"list": [{"resolution": "1968"}]}, ("list[0].resolution", "screen")),
        ({"messages": [{"role": "system", "content": "너는 피부 상담사다."}]}, ("messages[0].content", "message")),
        ({"messages": [{"role": "assistant", "content": "네 괜찮습니다"}]}, ("messages[0].content", "message")),
        ({"parts": [{"text": "제품 부품 설명"}]}, ("parts[0].text", "message")),
        ({"loyaltyProgramAccount": {"accountNumber": "112904488120"}}, ("loyaltyProgramAccount.accountNumber", "bank_account")),
        ({"city": "Paris", "checkIn": "2026-12-21"}, ("checkIn", "order")),
        ({"net": {"mac": "b4:a9:4f:1d:62:e8", "bssid": "b4:a9:4f:1d:62:e9", "rssi": -43}}, ("net.mac", "wifi_bssid")),
        ({"terminalType": "APP"}, ("terminalType", "device_type")),
        ({"brand": {"nationality": "FR"}}, ("brand.nationality", "nationality")),
        ({"seller": {"issuingCountry": "CN"}}, ("seller.issuingCountry", "nationality")),
        # boxes, pictures, letters and parcels have a height and a weight, a product is for a skin, a look is called one
        ({"width": 720, "height": 128, "weight": 40}, ("height", "body_measurements")),
        ({"package": {"weight": "53", "height": "100"}}, ("package.weight", "body_measurements")),
        ({"product": {"weight": "50g", "skinType": "모든 피부"}}, ("product.skinType", "health")),
        ({"baggage": [{"pieces": 1, "weightKg": 23}]}, ("baggage[0].weightKg", "body_measurements")),
        ({"statusBarHeight": 24, "weight": 0.21}, ("weight", "body_measurements")),
        ({"height": 164}, ("height", "body_measurements")),
        ({"theme": {"skinType": "gold"}}, ("theme.skinType", "health")),
        ({"skinType": "default"}, ("skinType", "health")),
        # steps of a form, a cycle of payments, a service that is well, what is said of an entry
        ({"steps": 3, "skinType": "dry"}, ("steps", "health")),
        ({"cycleDays": 30, "periodDays": 30}, ("periodDays", "health")),
        ({"health": "UP", "healthStatus": "ok"}, ("healthStatus", "health")),
        ({"allergies": "required"}, ("allergies", "health")),
        ({"irisTemplate": "iris_v2"}, ("irisTemplate", "biometrics")),
        ({"custom_data": {"value": "59000"}}, ("custom_data.value", "payment_history")),
        ({"event_source_url": "1"}, ("event_source_url", "viewed_page")),
        ({"consentTime": "never"}, ("consentTime", "consent_state")),
        # a site, and what every device calls itself
        ({"hostname": "m.shop.example"}, ("hostname", "device_name")),
        ({"hostname": "localhost"}, ("hostname", "device_name")),
        ({"ip": "127.0.0.1"}, ("ip", "ip_address")),
        ({"local_ip": "::1"}, ("local_ip", "ip_address")),
        ({"ip": "999.1.1.1"}, ("ip", "ip_address")),
        # what is kept for a while, a postcode, a pin on a map or board, a way of delivery, what a voucher and a product have
        ({"cache": {"age": 30}}, ("cache.age", "birth_date")),
        ({"age": 45, "ttl": 90}, ("age", "birth_date")),
        ({"address": "12 MG Road", "city": "Bengaluru", "pincode": "560001"}, ("pincode", "password")),
        ({"pin_code": "560001"}, ("pin_code", "postal_code")),
        ({"map": {"pin": "12345678"}}, ("map.pin", "password")),
        ({"pin": "918273645546372819"}, ("pin", "password")),
        ({"shipping": {"name": "무료배송"}}, ("shipping.name", "name")),
        ({"delivery": {"name": "Express Shipping"}}, ("delivery.name", "name")),
        ({"coupon": {"serial_no": "ABCD-1234-5678"}}, ("coupon.serial_no", "serial_number")),
        ({"product": {"guid": "9f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b"}}, ("product.guid", "installation_id")),
        # how a picture lies, how large a video is, whose voice is heard
        ({"image": {"orientation": "portrait"}}, ("image.orientation", "device_state")),
        ({"video": {"resolution": "1080"}}, ("video.resolution", "screen")),
        ({"tts": {"gender": "female"}}, ("tts.gender", "gender")),
        # what is no month, what is no account of a bank, a card that shows nothing of its number
        ({"birthday": "1350"}, ("birthday", "birth_date")),
        ({"birth": "1130"}, ("birth", "birth_date")),
        ({"account": "110-123-456789"}, ("account", "bank_account")),
        ({"bank": "KB", "account": "mina88"}, ("account", "bank_account")),
        ({"ad_account_number": "1234567890"}, ("ad_account_number", "bank_account")),
        ({"card": "credit"}, ("card", "card_number")),
        # where somebody else is
        ({"pharmacies": [{"latitude": 37.566512}]}, ("pharmacies[0].latitude", "coordinates")),
        ({"agency": {"lat": 37.566512, "lng": 126.978012}}, ("agency.lat", "coordinates")),
        ({"event": {"name": "한가을 나들이", "phone": "031-234-5678", "address": "이천시 마장면 덕평로 818"}}, ("event.phone", "phone_number")),
        ({"event": {"name": "한가을 나들이", "phone": "031-234-5678", "address": "이천시 마장면 덕평로 818"}}, ("event.name", "name")),
        ({"event": {"name": "한가을 나들이", "address": "이천시 마장면 덕평로 818", "zipcode": "17381"}}, ("event.zipcode", "postal_code")),
        ({"id": "아이디", "password": "비밀번호"}, ("id", "user_name")),
        ({"wifi": {"id": "office", "password": "abcd1234"}}, ("wifi.id", "user_name")),
        ({"id": "main_view", "pw": "100"}, ("id", "user_name")),
        ({"phoneIds": ["iphone-15"], "itemIds": ["a1b2c3d4e5f60718"]}, ("phoneIds[0]", "device_id")),
        ({"id": "banner_top", "title": "x"}, ("id", "user_name")),
        ({"bankCode": "088", "accountNo": "110-123-456789", "owner": "신한은행"}, ("owner", "name")),
        ({"name": "한가을 축제", "phone": "010-8227-1995"}, ("name", "name")),
        ({"experiments": {"exp_user_id_12": "b", "device_id": "blue7"}}, ("experiments.exp_user_id_12", "user_id")),
        ({"experiments": {"exp_user_id_12": "b", "device_id": "blue7"}}, ("experiments.device_id", "device_id")),
        ({"abTests": {"card_number": {"id": "671102"}}}, ("abTests.card_number.id", "card_number")),
        ({"device_id_test": {"device_id": "control"}}, ("device_id_test.device_id", "device_id")),
        ({"data": [{"goodsNo": "81", "os": "Windows 11", "storage": "512GB"}]}, ("data[0].os", "os_name")),
        ({"data": [{"sellPrice": 8100, "gender": "여성", "size": "95"}]}, ("data[0].gender", "gender")),
        ({"stores": [{"birthday": "2001-03-14"}]}, ("stores[0].birthday", "birth_date")),
        ({"servers": [{"ip": "203.51.43.22"}]}, ("servers[0].ip", "ip_address")),
        ({"message": "배송 메시지", "receiverName": "박서준", "receiverPhone": "010-8227-1995"}, ("message", "message")),
        ({"siteUID": "shop-kr-1"}, ("siteUID", "user_id")),
        ({"sName": "checkout"}, ("sName", "name")),
        ({"juminFront": "924514"}, ("juminFront", "birth_date")),
        ({"juminBack": "0"}, ("juminBack", "gender")),
    ],
)  # fmt: skip
def test_near_misses(body: object, wrong: tuple[str, str]) -> None:
    assert wrong not in told(body)


SHOPPING = [
    ({"mcc": "45006"}, {("mcc", "mcc_mnc")}),
    ({"mcc": "45099"}, set()),
    ({"pan": "4539578763621486", "expM": "08", "expY": "2029"}, {("expM", "card_number"), ("expY", "card_number")}),
    ({"acno": "110482903317", "idno": "690905"}, {("acno", "bank_account"), ("idno", "birth_date")}),
    ({"idno": "690905"}, set()),
    ({"source": "ko", "target": "zh-CN", "texts": ["교환 되나요?"]}, {("texts[0]", "message")}),
    ({"target": "zh-CN", "text": "OK"}, set()),
    ({"grade": "중1"}, {("grade", "education")}),
    ({"grade": "VIP"}, set()),
    ({"bodyInfo": {"h": "163", "w": 57}}, {("bodyInfo.h", "body_measurements"), ("bodyInfo.w", "body_measurements")}),
    ({"image": {"h": 163, "w": 57}}, set()),
    ({"wifi": [{"s": "home", "b": "58:86:94:3f:a2:1e"}]}, {("wifi[0].b", "wifi_bssid")}),
    ({"app": "kr.example.shop", "ver": "8.41.2"}, {("app", "app_id"), ("ver", "app_version")}),
    ({"app": "shop", "hash": "x", "client_id": "shop"}, set()),
    ({"totalKrw": 91800, "cifUsd": "168.40"}, {("totalKrw", "payment_history"), ("cifUsd", "payment_history")}),
    ({"reward": {"totalKrw": 500}}, set()),
    ({"orderNo": "819950268", "amount": 18900}, {("orderNo", "order"), ("amount", "payment_history")}),
    ({"steps": 8123, "distanceM": 5411}, {("distanceM", "health")}),
    ({"to": "shop_88120", "content": "큰 사이즈로 부탁드려요"}, {("content", "message")}),
    ({"to": "shop_88120", "content": "size"}, set()),
    ({"relation": "모", "relationship": "daughter"}, {("relation", "family"), ("relationship", "family")}),
    ({"relation": "child"}, set()),
    ({"region": "0,0,512,512"}, set()),
    ({"region": "Seoul,Busan"}, {("region[0]", "region"), ("region[1]", "region")}),
    ({"region": "410"}, {("region", "region")}),
    ({"blessing": "생일 축하해 보람아"}, {("blessing", "message")}),
]


@pytest.mark.parametrize(("body", "expected"), SHOPPING)
def test_what_a_purchase_from_abroad_tells(body: object, expected: set[tuple[str, str]]) -> None:
    found = told(body)
    assert found - {("pan", "card_number"), ("target", "locale"), ("source", "locale")} == expected


@pytest.mark.parametrize(("vendor", "is_told"), [("fcm", False), ("samsung", True)])
def test_who_pushes_is_no_maker(vendor: str, is_told: bool) -> None:
    assert (("vendor", "manufacturer") in told({"vendor": vendor, "model": "SM-S921N", "sdkInt": 34})) is is_told


def test_the_secret_of_a_shop_is_no_users_token() -> None:
    now = datetime(2026, 11, 27, tzinfo=UTC)
    for scheme, expected in (("SECRET_KEY", set()), ("Bearer", {"access_token"})):
        message = Message(((b"authorization", f"{scheme} DEVJJ41okEtVhzVDm1TxHm4OX6dQ".encode()),), b"")
        sent = Exchange("1", "c", 0, now, "", "", "h2", "GET", "https://a.example/", "a.example", 443, message, None)
        assert {each.category for each in DETECT(sent, decode(sent))} == expected
