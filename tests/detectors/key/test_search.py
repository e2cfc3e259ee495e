"""Named fields: what names say, in what surroundings, of which values."""

import base64
import json
import tomllib
import urllib.parse
from collections.abc import Sequence
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.fields import CONTEXT, field, find, identified, leaves
from support.samples import exchange

from trafficaudit.decode import decode
from trafficaudit.detectors.key import search as key
from trafficaudit.detectors.names.places import words_around
from trafficaudit.detectors.names.table import parents_in
from trafficaudit.model import Finding, Message, Span

DETECT = key.build(CONTEXT)
KNOWN_BOTH = {"product model"}
"""Names that are listed and whose own words say something else as well."""


def categories(found: Sequence[Finding]) -> list[str]:
    return [finding.category for finding in found]


def seen(path: str, value: str, **changes: object) -> list[str]:
    return categories(find(DETECT, field(path, value, **changes)))


NAMED = [
    ("pnr", "ZK4QX7", "order"), ("recordLocator", "RJKMTL", "order"), ("bookingReference", "NT26112800", "order"), ("partnerBookingRef", "NT26112800", "order"), ("예약번호", "R2026-1128", "order"),
    ("ticketNo", "1802345678901", "order"), ("eTicketNumber", "180-2345678901", "order"), ("pax[0].ssr[0].code", "WCHR", "health"), ("SSR_Code", "blnd", "health"), ("mealCd", "DBML", "health"), ("meal", "KSML", "beliefs"),
    ("authenticationToken", "aabbccddeeff00112233445566778899", "access_token"), ("x_uin", "8827310456120", "user_id"), ("loyaltyProgramAccount.AccountNumber", "KE114820937462", "user_id"),
    ("txl[0].sjh", "01022149087", "contacts"), ("vpn", "0", "device_state"), ("volMusic", "7", "device_state"), ("xposed", "0", "root_state"), ("multiOpen", "false", "root_state"), ("batTemp", "301", "battery"),
    ("mediaDrmId", "aa11bb22cc33dd44ee55ff6600112233", "device_id"), ("bootId", "7d1c2a44-9a1b-4c3d-8e5f-001122334455", "device_id"), ("instTime", "1764295180123", "install_time"),
    ("ro.product.brand", "samsung", "manufacturer"), ("ro.product.model", "SM-F956N", "device_model"), ("identityDocumentNumber", "M48213907", "passport_number"), ("handicapYn", "N", "health"),
    ("questionDesc", "다리가 휘어 있고 나사가 빠져 있어요", "message"), ("audio.content", "IyFBTVItV0IK" + "q82J" * 40, "voice"),
    ("registered_address", "서울 종로구 새벽별로 48", "postal_address"), ("bt_name", "봄이의 폰", "device_name"), ("partner_params.ph", "ab12" * 16, "phone_number"),
    ("carNo", "214가 5832", "vehicle_number"), ("custom.car_number", "12나3456", "vehicle_number"), ("차량번호", "대전 12바 3456", "vehicle_number"),
    ("chassisNo", "KMHL14JA8PA182734", "vehicle_identification_number"), ("차대번호", "KMHL14JA8PA182734", "vehicle_identification_number"), ("VHRNO", "214가5832", "vehicle_number"),
    ("scrnNm", "자산홈", "viewed_page"), ("dgnsNm", "급성 편도염", "health"), ("sickCd", "J039", "health"), ("sleepHours", "6.5", "health"), ("period_cycle_length", "28", "health"),
    ("faceEmbedding[3]", "0.0123", "biometrics"), ("remoteControlApps[0]", "com.example.remote", "installed_apps"), ("accessibilityEnabledServices[0]", "com.example.reader/.Service", "installed_apps"),
    ("lastIncomingNumber", "0212349987", "call_log"), ("smsList[0].address", "15771234", "message"), ("phonebook[0].phones[0]", "+821012345678", "contacts"),
    ("header.trnsDtm", "20261128180004112", "transmission_time"), ("skin.acneLevel", "2", "health"), ("ntwkDvCd", "WIFI", "network_type"),
    ("match.preferredGender", "MALE", "sexual_life"), ("dailySteps[0].kcal", "312", "health"),
    ("battery.temp", "312", "battery"), ("battery.voltage", "4121", "battery"), ("forterMobileUID", "3a9e37c1a5d04b826f00112233445566", "device_id"),
    ("contacts[0].n", "정해린", "contacts"), ("hash_contacts[0].kn", "ab12" * 16, "contacts"), ("inviteeName", "정해린", "contacts"),
    ("geohash", "wy6wcj", "coordinates"), ("h3Index", "8930e1d8c3bffff", "coordinates"), ("s2CellId", "3860123908847239168", "coordinates"), ("plusCode", "8Q8998F9+5C", "coordinates"),
    ("quadkey", "13211210102210213", "coordinates"), ("what3words", "///새벽.바람.지우개", "coordinates"), ("riderMemo", "아기가 자고 있어요", "message"), ("reasonText", "집에 없어서요", "message"),
    ("medical.diagnosis", "급성 편도염", "health"), ("diagnosisName", "급성 편도염", "health"), ("diseaseCode", "J03.9", "health"), ("medicines[0].name", "해열정500mg", "health"), ("prescription.dose", "1", "health"),
    ("bloodPressure.sys", "138", "health"), ("patient.weight", "70", "body_measurements"), ("consentYn", "Y", "consent_state"), ("consents[0].granted", "true", "consent_state"),
    ("agree.thirdParty", "false", "consent_state"), ("gaid_limited", "0", "consent_state"), ("screen", "OrderTracking", "viewed_page"), ("home_dong", "지족동", "region"),
    ("dong", "대전광역시 유성구 노은1동", "region"), ("_rticket", "1764320400123", "transmission_time"), ("cashReceiptNumber", "01023456789", "phone_number"), ("receiptNumber", "010-2345-6789", "phone_number"),
    ("email", "9e47ad50a1b994bf8053d4652b2bd70c", "email"), ("member_phone", "AB12" * 16, "phone_number"), ("gaid", "ab12" * 10, "advertising_id"),
    ("didmd5", "ab12" * 8, "device_id"), ("user.ext.eids[0].uids[0].id", "UD9ZvHbifmg4ufJb", "user_id"),
    ("birthday", "632415600000", "birth_date"), ("dob", "01/15/1990", "birth_date"), ("customerIdentityNumber", "900115", "birth_date"),
    ("memberSrl", "15544627", "user_id"), ("user", "15544627", "user_id"), ("session.user.identifier", "u-83920174", "user_id"),
    ("addressBook.receiverName", "홍길동", "name"), ("memNm", "홍길동", "name"), ("memPw", "s3cret!pass", "password"), ("latE7", "375665350", "coordinates"),
    ("longitude", "126977969", "coordinates"), ("telCo", "SKT", "carrier"), ("networkOperator", "45005", "mcc_mnc"), ("smdeviceid", "MF1330U9aB3dE5gH7jK9", "device_fingerprint"),
    ("deviceOEM", "samsung", "manufacturer"), ("sex_code", "02", "gender"), ("mobileco", "1", "carrier"), ("comm_id", "SKT", "carrier"), ("zoneinfo", "Asia/Seoul", "timezone"),
    ("customer.identityNumber", "9001151", "resident_registration_number"), ("good_mny", "39900", "payment_history"), ("paymentMethod.displayName", "Visa 4242", "payment_history"),
    ("conversion-value", "20", "behaviour"), ("eventTypeId", "checkout.start", "behaviour"), ("device_token", "A1B2C3D4E5F60718", "push_token"), ("device_token", "A1" * 400, "device_id"),
    ("app.versionCode", "93044", "app_version"), ("eci", "25612345", "cell_id"), ("data.versionCode", "93044", "app_version"), ("orderItemNo", "2026112160261934", "order"), ("manifest_version_code", "2023606030", "app_version"), ("$app_build_number", "93044", "app_version"), ("device.sysVersion", "14", "os_version"),
    ("device_info.screen_size_in", "6.2", "screen"), ("xdpi", "409.4", "screen"), ("TEL_COM_CD", "01", "carrier"), ("hashed_ip_address", "9c41" * 16, "ip_address"), ("request_datetime", "20261127102214", "transmission_time"),
    ("receiverName", "홍길동", "name"), ("수령인", "홍길동", "name"), ("xingming", "王小明", "name"), ("user.name", "Gildong Hong", "name"),
    ("birthDate", "19900115", "birth_date"), ("gender", "F", "gender"), ("성별", "여", "gender"), ("customs_no", "P210123456789", "customs_clearance_code"),
    ("connInfo", "A1B2C3D4E5F60718==", "connecting_information"), ("user_email", "a@b.kr", "email"), ("sha256_email", "ab12" * 16, "email"),
    ("휴대폰번호", "010-2345-6789", "phone_number"), ("shouji", "13812345678", "phone_number"), ("roadAddress", "서울 종로구 새벽별로 48", "postal_address"),
    ("receiver.address", "서울 종로구 새벽별로 48", "postal_address"), ("dizhi", "서울 종로구 1", "postal_address"), ("zonecode", "04524", "postal_code"),
    ("memberNo", "83920174", "user_id"), ("user.id", "u-83920174", "user_id"), ("nickname", "봄날", "user_name"), ("passwd", "s3cret!pass", "password"),
    ("session_id", "A1B2C3D4", "session_id"), ("refresh_token", "A1B2C3D4E5F60718", "access_token"), ("card_last4", "4242", "card_number"),
    ("cardNo", "4242-****-****-4242", "card_number"), ("환불계좌", "110-234-567890", "bank_account"), ("pay_method", "CARD", "payment_history"),
    ("searchKeyword", "봄 가디건", "search_query"), ("productNo", "12345", "product_view"), ("product.name", "봄 가디건", "product_view"),
    ("cart.items[0].id", "12345", "cart"), ("cartItemId", "12345", "cart"), ("orderNo", "20240115-1234567", "order"), ("gps_adid", "9f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b", "advertising_id"),
    ("idfv", "9f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b", "vendor_id"), ("ssaid", "4f1e2d3c4b5a6978", "android_id"), ("installation_id", "abc123", "installation_id"),
    ("push.token", "A1B2C3D4E5F60718", "push_token"), ("deviceId", "abc-123", "device_id"), ("x-utdid", "abc123", "device_id"), ("imei_md5", "ab12" * 8, "imei"),
    ("subscriberId", "450051234567890", "imsi"), ("simSerialNumber", "8982050123456789015", "iccid"), ("device_serial", "R3CN40ABCDE", "serial_number"),
    ("wifiMac", "3c:5a:b4:01:02:03", "mac_address"), ("bssid", "3c:5a:b4:01:02:03", "wifi_bssid"), ("x-mini-wua", "HHnB_A1B2C3D4E5F60718", "device_fingerprint"),
    ("fbclid", "IwAR0A1B2C3D4E5F60718", "advertising_cookie"), ("deviceModel", "SM-S921N", "device_model"), ("env.model", "SM-S921N", "device_model"),
    ("device.brand", "samsung", "manufacturer"), ("manufacturer", "samsung", "manufacturer"), ("device_name", "서윤의 폰", "device_name"), ("os", "Android", "os_name"),
    ("os.version", "14", "os_version"), ("osVer", "14", "os_version"), ("device_locale", "ko_KR", "locale"), ("tz_name", "Asia/Seoul", "timezone"),
    ("resolution", "1080x2340", "screen"), ("screen.width", "1080", "screen"), ("battery_level", "0", "battery"), ("battery.state", "charging", "battery"),
    ("is_charging", "false", "battery"), ("totalMemory", "8000000000", "storage_memory"), ("memory.free", "123456", "storage_memory"), ("accelerometer", "[0.1,9.8,0.2]", "sensor"),
    ("gyroscope.x", "0.01", "sensor"), ("isRooted", "false", "root_state"), ("cpu_abi", "arm64-v8a", "cpu_architecture"), ("orientation", "portrait", "device_state"),
    ("installed_apps[0]", "kr.example.bank", "installed_apps"), ("app_list[0].packageName", "kr.example.bank", "installed_apps"), ("packageName", "kr.example.shop", "app_id"),
    ("app.version", "8.1.0", "app_version"), ("appName", "Shop", "app_name"), ("sdk_version", "6.12.1", "sdk_version"), ("first_install_time", "1711123456789", "install_time"),
    ("limit_ad_tracking", "false", "consent_state"), ("gdprConsent", "CPXxRfAPXxRfAAfKABENB", "consent_state"), ("marketing_yn", "N", "consent_state"),
    ("client_ts", "1711123456789", "transmission_time"), ("client_ip", "211.234.10.20", "ip_address"), ("carrier", "SK Telecom", "carrier"), ("mcc_mnc", "45005", "mcc_mnc"),
    ("network_type", "LTE", "network_type"), ("wifi.ssid", "home 5G", "wifi_ssid"), ("latitude", "37.5665", "coordinates"), ("cellId", "25612345", "cell_id"),
    ("sim_country", "KR", "region"), ("clipboard", "1234", "clipboard"), ("contacts[0].name", "홍길동", "contacts"), ("callLog[0].number", "010-2345-6789", "call_log"),
    ("sms_body", "인증번호 1234", "message"), ("avatar_url", "https://a.example/b.jpg", "photo"), ("voice_data", "A1" * 40, "voice"), ("faceFeature", "A1" * 40, "biometrics"), ("idCardNo", "110101199003077758", "foreign_identity_number"), ("userIdCardNum", "110101199003077758", "foreign_identity_number"),
    ("device_type", "SM-S921N", "device_model"), ("device_type", "tablet", "device_type"), ("device.tablet", "false", "device_type"), ("net", "wifi", "network_type"),
    ("sdk", "android_1.3.3", "sdk_version"), ("res", "1080x2340", "screen"), ("loc", "https://m.shop.example/goods/1", "viewed_page"), ("event.action", "click", "behaviour"),
    ("utmctr", "캠핑 의자", "search_query"), ("utm_term", "camping", "referrer"), ("dpuuid", "aB3dE5gH7jK9", "advertising_cookie"), ("partnerUserId", "aB3dE5gH7jK9", "user_id"), ("sid", "aB3dE5gH7jK9", "session_id"),
    ("keystrokes[0].interval", "83", "keystroke_pattern"), ("page_name", "product_detail", "viewed_page"), ("utm_source", "naver", "referrer"), ("event_name", "view_item", "behaviour"),
    ("orderer_nm", "이나래", "name"), ("engName", "Narae Lee", "name"), ("真实姓名", "王小明", "name"), ("btdt", "1990-01-15", "birth_date"), ("sexdstn", "여", "gender"),
    ("psprtNo", "M12345678", "passport_number"), ("ecmNo", "P210123456789", "customs_clearance_code"), ("联系电话", "13812345678", "phone_number"), ("cell_no", "01023456789", "phone_number"),
    ("rdnmAdr", "서울 종로구 새벽별로 48", "postal_address"), ("engAddr", "48, Saebyeok-ro, Seoul", "postal_address"), ("会员号", "U83920174", "user_id"), ("mberId", "U83920174", "user_id"),
    ("uid", "83920174", "user_id"), ("uid", "user-12", "user_id"), ("userPw", "s3cret!pass", "password"), ("액세스토큰", "A1B2C3D4E5F60718", "access_token"), ("crdNo", "4242424242424242", "card_number"),
    ("acntNo", "110-234-567890", "bank_account"), ("qry", "봄 가디건", "search_query"), ("merchant_uid", "ORD-20260101-1", "order"), ("imp_uid", "imp_123456789012", "payment_history"),
    ("vendorId", "9f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b", "vendor_id"), ("dvcId", "ab12" * 8, "device_id"), ("did", "ab12" * 8, "device_id"), ("串号", "356938035643809", "imei"),
    ("device.serial", "R3CN40ABCDE", "serial_number"), ("visitorId", "aB3dE5gH7jK9lM1nO3pQ", "advertising_cookie"), ("mdlNm", "SM-S921N", "device_model"), ("device.mfr", "samsung", "manufacturer"),
    ("OS버전", "14", "os_version"), ("电量", "87", "battery"), ("rooting", "false", "root_state"), ("regIp", "211.234.10.20", "ip_address"), ("lttd", "37.5665", "coordinates"),
    ("apps[0]", "kr.example.bank", "installed_apps"), ("已安装应用[0]", "kr.example.bank", "installed_apps"), ("contacts[0].phone", "010-2345-6789", "contacts"),
    ("支付记录[0].amount", "12900", "payment_history"), ("keystrokes[0].d", "83", "keystroke_pattern"), ("screen_name", "GoodsDetail", "viewed_page"), ("prevUrl", "https://m.shop.example/", "referrer"),
    ("build_fingerprint", "samsung/r0sxx/r0s:14/UP1A.231005.007/S921NKSU1:user/release-keys", "device_fingerprint"), ("store.buyer.phone", "010-2345-6789", "phone_number"), ("mall.member.email", "a@b.kr", "email"),
    ("manufacturer", "삼성전자", "manufacturer"), ("user.location.lat", "37.5665", "coordinates"), ("event_id", "add_to_cart", "behaviour"),
    ("recvAddr", "서울 종로구 새벽별로 48", "postal_address"), ("langCd", "ko-KR", "locale"), ("languageCode", "ko_KR", "locale"), ("modelNm", "SM-S921N", "device_model"), ("scr_size", "1080x2340", "screen"),
    ("usrSeq", "83920174", "user_id"), ("memPw", "s3cret!pass", "password"), ("payment_amt", "12900", "payment_history"), ("dvc_uuid", "ab12" * 8, "device_id"), ("gsf_id", "3f1c2a345b6d4e7f", "device_id"), ("idfaValue", "9f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b", "advertising_id"),
    ("x-os", "Android", "os_name"), ("gaid_md5", "ab12" * 8, "advertising_id"), ("androidIdMd5", "ab12" * 8, "android_id"), ("sha256_phone_number", "ab12" * 16, "phone_number"), ("hashed_email_address", "ab12" * 16, "email"),
    ("dpidsha1", "ab12" * 10, "device_id"), ("device.uuid", "9f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b", "device_id"), ("maid", "9f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b", "advertising_id"), ("member_srl", "83920174", "user_id"), ("회원ID", "U83920174", "user_id"),
    ("memNm", "이나래", "name"), ("recipient", "이나래", "name"), ("receiver", "Narae Lee", "name"), ("writerNm", "이나래", "name"), ("prenom", "Amélie", "name"), ("cstmNo", "P210123456789", "customs_clearance_code"),
    ("celNum", "01023456789", "phone_number"), ("cpu", "ARMv8", "cpu_architecture"), ("architecture", "arm64-v8a", "cpu_architecture"), ("access", "wifi", "network_type"), ("access", "Wi-Fi", "network_type"), ("mobile_co", "LG U+", "carrier"),
    ("telco", "SKT", "carrier"), ("device.ram", "7654321098", "storage_memory"), ("chargeState", "true", "battery"), ("smsRcvYn", "N", "consent_state"), ("session.identifier", "ab12" * 8, "session_id"), ("user.identifier", "U83920174", "user_id"),
    ("apps[0].pkg", "kr.example.bank", "installed_apps"), ("user.displayName", "봄날", "user_name"), ("current_screen", "GoodsDetail", "viewed_page"), ("shipping.address2", "101동 1203호", "postal_address"), ("userSido", "Gyeonggi-do", "region"),
    ("accountNo", "110-234-567890", "bank_account"), ("addrDtl", "101동 1203호", "postal_address"), ("shipName", "이나래", "name"), ("mno", "SKT", "carrier"), ("단말기고유번호", "356938035643809", "imei"),
    ("device_ram", "7654321098", "storage_memory"), ("terms_agreed", "Y", "consent_state"), ("apiToken", "A1B2C3D4E5F60718", "access_token"), ("submodel", "SM-S921N", "device_model"), ("$app_version", "8.1.0", "app_version"), ("store_country", "KR", "region"), ("font_scale", "1.15", "device_state"), ("device.device_product", "r0sks", "device_model"), ("host_name", "narae-phone", "device_name"), ("user.en.first_name", "Narae", "name"),
    ("氏名", "ユン ソヨン", "name"), ("電話番号", "090-3948-2716", "phone_number"), ("郵便番号", "150-0001", "postal_code"), ("住所", "東京都渋谷区神宮前1-2-3", "postal_address"), ("furigana", "ユン ソヨン", "name"), ("生年月日", "1991-07-23", "birth_date"),
    ("identity", "910723-2******", "resident_registration_number"), ("idNo", "910723-2123456", "resident_registration_number"), ("phone.nationalNumber", "1039482716", "phone_number"), ("billing.address_2", "102-1503", "postal_address"), ("houseNumberOrName", "396", "postal_address"),
    ("address.buildingNumber", "396", "postal_address"), ("payerId", "QYR5Z8XDVJNXQ", "user_id"), ("kakao_id", "2938471066", "user_id"), ("encryptedCardNumber", "adyenjs_0_1_25Kx8aQ2mN", "card_number"), ("card.securityCode", "481", "card_number"),
    ("card.expiration_month", "09", "card_number"), ("settlePrice", "89000", "payment_history"), ("purchase.amount", "89000", "payment_history"), ("good_name", "울 코트", "product_view"), ("invcNo", "688112903744", "order"),
    ("device", "SM-S918N", "device_model"), ("device.product", "dm3qksx", "device_model"), ("device.os", "14", "os_version"), ("density", "XXHDPI", "screen"), ("localeIdentifier", "ko-KR", "locale"), ("timezoneCode", "Asia/Seoul", "timezone"),
    ("utc_offset_seconds", "32400", "timezone"), ("memory.free_mb", "2048", "storage_memory"), ("ordrrNm", "홍길동", "name"), ("od_b_name", "홍길동", "name"), ("od_settle_case", "무통장", "payment_history"), ("od_memo", "문 앞에 놓아 주세요", "message"), ("dtSent", "2026-11-27T09:23:01Z", "transmission_time"), ("carrierId", "45005", "mcc_mnc"), ("pushPermit", "Y", "consent_state"), ("contactKey", "m20398471", "user_id"), ("addressLines[0]", "세종대로 110", "postal_address"), ("ordrer_tel", "010-3948-2716", "phone_number"), ("free_memory_bytes", "812396544", "storage_memory"), ("appVersion", "51200", "app_version"), ("android.app_ver", "5.12.0", "app_version"), ("sdkVersion", "Android-4.3.2", "sdk_version"), ("notificationsEnabled", "false", "device_state"),
    ("applicationState", "Foreground", "device_state"), ("processorCount", "8", "cpu_architecture"), ("device.root", "false", "root_state"), ("bundlePackageId", "kr.example.shop", "app_id"), ("shopperIP", "211.234.10.20", "ip_address"), ("operator", "45005", "mcc_mnc"),
    ("network.cellular", "false", "network_type"), ("location.altitude", "38.2", "coordinates"), ("address.town", "Seoul", "region"), ("stateOrProvince", "NY", "region"), ("city", "New York", "region"), ("deliv_msg", "문 앞에 놓아 주세요", "message"),
    ("avatar.url", "https://a.example/b.jpg", "photo"), ("currentScreenTitle", "상품 상세", "viewed_page"), ("last_screen_name", "GoodsList", "referrer"), ("events[0].name", "view_item", "behaviour"), ("eventName", "Product Clicked", "behaviour"), ("events[0].time", "1711123456789", "transmission_time"),
    ("raddr1", "서울 종로구 새벽별로 48", "postal_address"), ("rname", "윤도현", "name"), ("gsmNumber", "+905350000000", "phone_number"), ("shopperReference", "m20398471", "user_id"), ("vaNumber", "12345678911", "order"), ("grossAmount", "10000", "payment_history"),
    ("lineItems[0].name", "울 코트", "product_view"), ("vendorId", "9b3e5d71c0f2a864", "vendor_id"), ("device.os_build", "S918NKSU3BWK5", "os_version"), ("interfaceStyle", "Dark", "device_state"), ("colorDepth", "24", "screen"), ("daysSinceInstall", "78", "install_time"),
    ("location", "126.889113,37.579617", "coordinates"), ("regionCode", "KR", "region"), ("shipping.city", "서울", "region"), ("receiver_district", "중구", "region"), ("user.picture", "https://a.example/b.jpg", "photo"), ("message.text", "배송은 언제 오나요?", "message"),
    ("user", "9f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b", "user_id"), ("timestamp_epoch", "1711123456", "transmission_time"), ("isLowPowerModeEnabled", "false", "battery"), ("device.category", "mobile", "device_type"), ("address.line1", "48, Saebyeok-ro", "postal_address"),
    ("phone_last4", "5678", "phone_number"), ("receiver.tel.lastFour", "5678", "phone_number"), ("휴대폰뒷자리", "5678", "phone_number"), ("contact.card.last4", "5678", "card_number"), ("payment.phone_last4", "5678", "phone_number"), ("mobile.payment.last4", "5678", "card_number"),
    ("lastName", "No", "name"), ("phones[0].number", "010-2345-6789", "phone_number"), ("sessions[0].id", "ab12" * 8, "session_id"),
    ("rcvr_zipx", "04524", "postal_code"), ("recvpostnum", "04524", "postal_code"), ("rcvr_add1", "서울 중구 새벽로 48", "postal_address"), ("buyeraddr", "서울 중구 새벽로 48", "postal_address"), ("LGD_BUYERADDRESS", "서울 중구 새벽로 48", "postal_address"),
    ("buyr_name", "이나래", "name"), ("recvname", "이나래", "name"), ("LGD_BUYER", "이나래", "name"), ("P_UNAME", "이나래", "name"), ("vbank_holder", "이나래", "name"), ("rcipNm", "이나래", "name"), ("LGD_BUYERIP", "211.234.10.20", "ip_address"),
    ("LGD_BUYERSSN", "900115", "birth_date"), ("MallUserID", "narae90", "user_id"), ("customerKey", "u_91837f0a", "user_id"), ("individualCustomUniqueCode", "P123456789012", "customs_clearance_code"), ("mphnNo", "01023456789", "phone_number"),
    ("gsmNo", "5321234567", "phone_number"), ("phoneNbr", "01023456789", "phone_number"), ("rcvrPrtblNo", "010-2345-6789", "phone_number"), ("customer_contact", "1023456789", "phone_number"),
    ("rcvrMailNo", "04524", "postal_code"), ("passwordTwoDigits", "12", "password"), ("password_confirmation", "k7}N{q'8!", "password"), ("birthOrRegistration", "900115", "birth_date"),
    ("campaignAgreement", "false", "consent_state"), ("smsPermitted", "true", "consent_state"), ("agreed_privacy", "Y", "consent_state"), ("longtitude", "126.9780", "coordinates"),
    ("deliverylat", "37.5665", "coordinates"), ("deliverylng", "126.9780", "coordinates"), ("wm_actual_latitude", "37566535", "coordinates"), ("location", "37.5665,126.9780", "coordinates"),
    ("cuid", "9E47AD50A1B994BF8053D4652B2BD70C|908346730839653", "device_id"), ("deviceCode", "9F1C2A34-5B6D-4E7F-8A9B-0C1D2E3F4A5B", "device_id"), ("rl_af_uid", "1711123456789-3377330514807116", "installation_id"),
    ("ramTotalMb", "7654", "storage_memory"), ("current_time", "1711123456.123", "transmission_time"), ("kernel_version", "Darwin Kernel Version 23.4.0: root:xnu", "os_version"), ("sysversion", "Android-14.0.0", "os_version"),
    ("os", "14.1", "os_version"), ("clientOs", "14.1", "os_version"), ("app_v", "8.1.0", "app_version"), ("cpu_type", "ARM 64", "cpu_architecture"), ("is_pad", "false", "device_type"), ("cellularGeneration", "5g", "network_type"),
    ("mcc_v2", "450", "mcc_mnc"), ("network_type_v2", "wifi", "network_type"), ("geo.region", "KR-11", "region"), ("bluetoothState", "on", "device_state"), ("lastInstallTime", "1711123456789", "install_time"),
    ("event", "Product Clicked", "behaviour"), ("marketing._ga", "GA1.2.771160716.1637768604", "advertising_cookie"), ("_ga_H5NY2BC3HP", "GS1.1.1639233585.9.1.1.22", "advertising_cookie"), ("appPlatform", "ios", "os_name"),
    ("App-Installation", "9f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b", "installation_id"), ("machineCode", "ab12ab12ab12", "device_id"), ("mobmodel", "NE2211", "device_model"), ("mob_mfr", "oneplus", "manufacturer"),
    ("cur_time", "1711123456789", "transmission_time"), ("osSdkVersion", "29", "os_version"), ("osSdk", "29", "os_version"), ("system", "android", "os_name"), ("x-device-platform", "android_tv", "os_name"),
    ("telenumber", "15900001111", "phone_number"), ("receiverphone", "010-2345-6789", "phone_number"), ("identifierForVendors", "9F1C2A345B6D4E7F8A9B0C1D2E3F4A5B", "vendor_id"),
    ("country_iso_code", "KR", "region"), ("deviceOs", "4.4.2", "os_version"), ("gamever", "1.3.0", "app_version"), ("chargeStatus", "1", "battery"), ("device.romCapacity", "488153", "storage_memory"),
    ("language", "EN", "locale"), ("Device_lang", "KO", "locale"), ("odin_id", "949c34f735162b0bd21f1f63db51cc2bb9e935ac", "device_id"), ("device_fp", "38d7f2a1b0c9e", "device_fingerprint"),
    ("locCid", "52407", "cell_id"), ("apdidToken", "A4bC6dE8fG0hI2jK4lM6", "device_fingerprint"), ("anti-token", "2afA4bC6dE8fG0hI2jK4lM6", "device_fingerprint"),
    ("agree", "1", "consent_state"), ("overseasTransferAgree", "Y", "consent_state"), ("nightPushYn", "N", "consent_state"), ("personalizedAds", "false", "consent_state"), ("personalized_recommend", "0", "consent_state"),
    ("appName", "kr.example.shop", "app_id"), ("bundlename", "com.example.shop", "app_id"), ("appName", "Booking.com", "app_name"), ("user.screen_name", "narae90", "user_name"), ("$screen_name", "kr.example.MainActivity", "viewed_page"), ("user.screen_name", "kr.example.MainActivity", "viewed_page"),
    ("exif.Photo.DateTimeOriginal", "2026:11:26 19:20:11", "photo"),
    ("partner_params.customerId", "83920174", "user_id"), ("query.search_key", "캠핑 의자", "search_query"),
    ("cartIds", "9001,9002", "cart"), ("imeis[0]", "356938035643809", "imei"), ("device.manufacture", "samsung", "manufacturer"), ("osVersionName", "14", "os_version"), ("pltxNm", "이나래", "name"), ("houseNumber", "101동 1203호", "postal_address"),
    ("phone_last4", "4242", "phone_number"), ("bankAccount.holder", "이나래", "name"), ("x-oss-security-token", "CAISA1B2C3D4E5F60718", "access_token"), ("memberCard.cardNo", "4242424242424242", "card_number"),
    ("userNameEncpt", "봄날", "user_name"), ('["orderer[name]"]', "이나래", "name"), ('["billing_details[phone]"]', "010-2345-6789", "phone_number"), ('["data[Member][hp]"]', "010-2345-6789", "phone_number"), ('["card[number]"]', "4242424242424242", "card_number"),
    ("pkgs[0]", "com.kakao.talk", "installed_apps"), ("telComCd", "LGU", "carrier"), ("forterToken", "7d944be9d9fe40f7825fc257c1e0b16e_1787123509321_2559_UDF43-m4_23ck_", "device_fingerprint"),
    ("google_id", "109283746501928374650", "user_id"), ("x-device-identity", "9f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b", "device_id"), ("total_storage_space", "479000000000", "storage_memory"),
    ("total_mem", "11534336", "storage_memory"), ("agree_overseas_transfer", "1", "consent_state"), ("marketingPush", "false", "consent_state"), ("night_push", "N", "consent_state"), ("ip_addrs", "211.234.10.20", "ip_address"),
    ("dev_type", "Android", "os_name"), ("screen_pixel", "1440*3120", "screen"), ("cookie_id", "9f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b", "advertising_cookie"), ("search_content", "린넨 슬랙스", "search_query"),
    ("neighborhood", "화서동", "region"), ("동네", "화서동", "region"), ("sensors.light", "122.0", "sensor"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("path", "value", "category"), NAMED, ids=[f"{path} {category}" for path, _, category in NAMED]
)
def test_names_say_what_values_are(path: str, value: str, category: str) -> None:
    assert seen(path, value) == [category]


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("lastName", "no"), ("name", "홍길동"), ("product.title", "홍길동"), ("seller.name", "홍길동"), ("id", "u-83920174"), ("address", "서울 종로구 새벽별로 48"),
        ("user.address", "211.234.10.20"), ("user.address", "a@b.kr"), ("wallet_address", "0x52908400098527886E0F7030069857D2E4169EE7"),
        ("email", "true"), ("email", ""), ("email", "null"), ("phone", "false"), ("user_id", "0"), ("user_id", "unknown"), ("adid", "00000000-0000-0000-0000-000000000000"),
        ("pricing_model", "cpc"), ("ad_network", "facebook"), ("state", "open"), ("operator", "eq"), ("type", "button"), ("status", "ok"), ("value", "1234"),
        ("store.phone", "02-345-6789"), ("shop_address", "서울 종로구 새벽별로 48"), ("delivery.carrier", "CJ"), ("server.ip", "211.234.10.20"), ("model", "default-v2"),
        ("bssid", "02:00:00:00:00:00"), ("imei_md5", "d41d8cd98f00b204e9800998ecf8427e"), ("android_id", "9774d56d682e549c"), ("ssid", "unknown ssid"),
        ("productCode", "Postpaid"), ("sid", "1146312058199983930"), ("action", "get_cart"), ("net", "1"), ("sdk", "android"), ("res", "300"), ("loc", "/goods/1"),
        ("tablet", "true"), ("device_type", "0"), ("url", "https://b.example/match?uid=${BUYER_ID}"), ("partner_uid", "17105-OPTOUT"),
        ("version", "1.2.3"), ("width", "1080"), ("total", "3"), ("size", "XL"), ("brand", "나이키"), ("x", "0.1"), ("region", "new"), ("region", "TOP"), ("product.manufacturer", "samsung"), ("manufacturer", "(주)노을"), ("items[0].os", "Android 14"), ("product.resolution", "3120x1440"),
        ("plan.carrier", "SKT"), ("filters.device_model", "iPhone 15"), ("items[0].gender", "M"), ("filters.age", "20-29"), ("artist.birth", "1993-05-16"), ("size.gender", "F"),
        ("sdk.version_code", "41203"), ("min_version_code", "93044"), ("catalog.versionCode", "93044"), ("termsVersionCode", "20260101"), ("map_data.version_code", "93044"), ("sent.for", "211.234.10.20"), ("sysVersion", "14"), ("eci", "1"), ("ssid", "9f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b"), ("$mp_event_id", "5ae4f63dd3987c06"), ("hashed_ip_address", "true"), ("request_datetime", "now"),
        ("returnCenterAddr", "경기 이천시 덕평로 811"), ("serviceCentre.tel", "031-345-6789"), ("logisticsCenter.phone", "031-345-6789"), ("returnTo.tel", "070-5123-9876"), ("returnTo.addr", "서울 종로구 새벽별로 48"), ("addresses[0].nick", "우리집"),
        ("user", "35"), ("birthday", "1764140000000"), ("seller.email", "9e47ad50a1b994bf8053d4652b2bd70c"), ("email", "9e47ad50a1b994bf8053d4652b2b"), ("store.latE7", "375665350"),
        ("latitude", "512345678"), ("w", "1080"), ("book.receiverName", "홍길동"), ("eids[0].id", "1234"), ("token", "A1B2C3D4E5F60718"), ("receiver", "BootReceiver"), ("seller.recipient", "홍길동"),
        ("reviews[0].userId", "ki***"), ("reviews[0].profile.birthYear", "1988"), ("reviews[0].user.gender", "F"), ("minBirth", "1926-01-01"), ("managers[0].name", "홍길동"), ("book.language", "ko"), ("recommend.modelName", "bert4rec"), ("order.installDate", "2026-12-01"), ("min_app_version", "3.0.0"), ("latency.lat", "37.5512"),
        ("lat", "37.5512"), ("stores[0].telNo", "031-892-1810"), ("carriers[0].tel", "02-345-6789"), ("tel", "1588-1234"), ("warehouse.address1", "경기 이천시 덕평로 811"), ("cert.serialNumber", "0A:1B:2C:3D"),
        ("components[0].serialNumber", "urn:uuid:9f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b"), ("files[0].fingerprint", "ab12" * 8), ("build_fingerprint", "ab12" * 8), ("env.PWD", "/usr/src/app"), ("env.HOSTNAME", "shop-api-7d9f8b6c5"),
        ("uid", "item-33"), ("did", "deal_12"), ("iid", "icon_4"), ("sid", "sort_price"), ("giftCardNo", "5317974054293827"), ("cardNo", "B2-14"), ("device.operator", "equals"), ("carrier", "04"), ("mfgCountry", "베트남"),
        ("weather.city", "서울"), ("autocomplete[0].keyword", "아이폰"), ("referrer", "same-origin"), ("event_id", "9e47ad50a1b994bf8053d4652b2bd70c"), ("zip", "00000"), ("lang", "sql"), ("packages[0]", "left-pad"),
        ("accountNo", "A-1"), ("mno", "04"), ("viewed_items", ""), ("displayOrderCd", "A951"), ("form@action", "/join"), ("event.action", "/join"), ("menu[0].url", "/c/100"), ("endpoints[0].url", "https://r.shop.example/1"), ("my_lat", "37.5512"), ("player.device.volume", "0.5"), ("sortOrderNo", "12"), ("displayName", "오늘의 특가"), ("lives[0].hostName", "뷰티여신"), ("lives[0].host.nickname", "하루"), ("sectionUid", "9f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b"), ("did", "d01"),
        ("fingerprint", ":".join(["9F"] * 20)), ("guid", "https://m.shop.example/n/891072"), ("web_address", "www.shop.example"), ("deliveryRegion", "전국"), ("menu[0].gender", "F"), ("hotels[0].address1", "제주 제주시 노연로 90"),
        ("hotels[0].email", "rsv@hotel.example"), ("player.brightness", "1.0"), ("video.orientation", "landscape"), ("rss.channel.language", "ko"), ("campaign.deeplink", "shop://event/9632"), ("en.firstName", "First name(s)"), ("texts.de.nickname", "Spitzname"),
        ("strings.deviceId", "Geräte-ID"), ("recipient", "group:all"), ("receiver", "com.example.PushReceiver"), ("receiver", "12"), ("reviews[0].writerNm", "김나래"), ("cpu", "8"), ("architecture", "microservice"), ("access", "public"),
        ("uuid", "9f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b"), ("q", "배송은 언제 오나요?"), ("q", "high"), ("goods.ram", "16"), ("sub", "83920174"), ("hashed_file", "ab12" * 8), ("gaid_md5", "true"), ("os_md5", "ab12" * 8), ("transactionId", "83920174"), ("comment.@xml:lang", "ko"), ("repository.url", "https://github.example/a"), ("externalReferences[0].url", "https://docs.example/a"), ("content-type", "json"), ("count", "3"),
        ("securityCode", "481"), ("expiration_date", "2029"), ("token.expiry", "2029"), ("identity", "guest-1"), ("id_number", "12"), ("kakao_id", "page"), ("device", "mobile"), ("device", "phone1"), ("product", "dm3qksx"), ("os", "1"), ("density", "high"), ("state", "NY"),
        ("items[0].name", "알림 설정"), ("properties.Actions.type", "array"), ("ruleInstances[0].id", "i-0c91c786"), ("events[0].id", "38c285e5-d335-4b68-8b15-e46dedc8e88d"), ("properties.devices.type", "array"), ("BounceNotificationsEnabled", "false"), ("items[0].id", "31184"), ("town", "Seoul"), ("amount", "89000"), ("memo", "문 앞에 놓아 주세요"), ("operator", "45099"), ("accessType", "0"), ("cellular", "true"), ("altitude", "38.2"), ("time", "1711123456789"), ("root", "false"), ("server_ip", "211.234.10.20"),
        ("store.houseNumber", "170"), ("banner.url", "ab"), ("notification_id", "1024"), ("host.name", "ip-10-0-3-17"), ("brands[0].name", "바른옷집"), ("stores[0].name", "을지로점"), ("mf", "revenuemodel,contentinfo"), ("orderName", ""), ("seller.address2", "102-1503"), ("dw", "1080"),
        ("feature.push_enabled", "v2"), ("application_state", "CA"), ("building_name", "Haneul Tower"), ("national_number", "1039482716"), ("min_app_version", "51200"), ("created", "1711123456789"), ("images[0].url", "https://a.example/b.jpg"), ("device.model_ms", "12"),
        ("store.city", "서울"), ("branches[0].district", "중구"), ("color_scheme", "light"), ("product.picture", "https://a.example/b.jpg"), ("review.user.picture", "https://a.example/b.jpg"), ("items[0].title", "알림"), ("colorDepth", "deep"), ("vendor_id", "1024"), ("stores[0].location", "126.889113,37.579617"),
        ("contact", "02-345-6789"), ("device", "androidsdk_9b3e5d71c0f2a864"), ("number", "5409260123456789"), ("region_code", "11"), ("build_id", "UP1A.231005.007"), ("line1", "48, Saebyeok-ro"), ("category", "mobile"), ("texts.en.order.receiver", "Recipient"), ("carrierId", "12"), ("od_name", "Item 12"), ("instances[0].id", "b4e7c1d2-93a0-4f56-8e1b-27d5f0a9c638"), ("hotel.city", "제주"),
        ("light", "122.0"), ("query", "린넨 슬랙스"), ("code", "Zk8Q2vXw1LpTz8QwRt"), ("client_type", "member"),
        ("mentionUserId", "55120018"), ("blocked.userId", "55120018"), ("toUserId", "55120018"), ("pkgs[0]", "left-pad"), ("mnc", "6"), ("ref", "KRM2611289918273"), ("ref", "/ecw"), ("event", "CUSTOM_APP_EVENTS"), ("event", "events"), ("randomized_device_token", "471234567890123456"),
        ("vin", "12345678901234567"), ("chassisNo", "A-1"), ("trnsDtm", "20261128180004"), ("hospitalName", "새봄내과"), ("recommended.apps[0]", "com.example.remote"), ("distance", "7.8"), ("sensitivity", "3"),
        ("products[0].preferredGender", "F"), ("marketing_push", "https://m.shop.example/push"), ("agree_third_party", "/terms/3"), ("camera.latitude", "37.5512"), ("topLeftLatitude", "37.5512"),
    ],
)  # fmt: skip
def test_weak_names_and_empty_values_say_nothing(path: str, value: str) -> None:
    assert seen(path, value) == []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("carNo", "3"), ("carNo", "12조 50"), ("vehicleNo", "KMHXX00XXXX000000"), ("rider.vehicleNo", "12바 3456"), ("driver.carNo", "12바 3456"), ("text", "214가 5832"),
        ("leader_uid", "6812004477120991"), ("text_extra[0].user_id", "6812004477120991"), ("diagnosis", "DNS failure"), ("condition", "new"), ("sharer_uid", "6812004477120991"), ("share_uid", "6812004477120991"), ("rider.name", "이나래"), ("riderPhone", "010-2345-6789"), ("rider.lat", "37.5665"),
        ("beacons[0].mac", "D0:F0:18:43:ED:9A"), ("geohash", "true"), ("h3", "제목"), ("quadkey", "3"), ("plusCode", "C++"), ("reasonText", "C01"), ("receiptNumber", "20261128001"), ("screen", "Large"), ("screen", "main"),
        ("dong", "101동"), ("dong", "가동"), ("n", "정해린"), ("p", "01023456789"), ("granted", "true"), ("thirdParty", "true"), ("ph", "7.2"), ("weight", "70"), ("sys", "138"), ("dose", "1"), ("chest", "98"), ("temp", "312"), ("paymentNumber", "3520841772963"),
        ("idNo", "910317"), ("inviteCode", "GAON74"), ("ac", "wifi"), ("menu.dong", "지족동"), ("response_text", "C01"),
        ("device.md5", "local_dev_version"), ("imei", "NoDeviceId"), ("device_code", "GmRhmhcxhwAzkoEqiMEg"), ("location", "seoul,busan"),
        ('["filter[name]"]', "이나래"), ('["store[phone]"]', "010-2345-6789"), ("items[0]", "010-2345-6789"), ('["card[name]"]', "이나래 카드"), ("os", "5"), ("idMb", "12"), ("buyer", "VIP"), ("regnumber", "1234567"), ("customer", "서울 중구 새벽로 48"), ("orderadd", "3"), ("buyeradd", "2"), ("mall", "narae90"),
        ("is_debug", "false"), ("debuggable", "true"), ("snippet.language", "JS"), ("language", "EVERY"), ("odin_id", "83920174"), ("device_fp", "enabled"), ("romCapacity", "488153"), ("deviceOs", "4"),
        ("station.tel", "010-2345-6789"), ("station.lat", "37.5512"), ("commentList[0].nick", "봄날"), ("DateTimeOriginal", "2026:11:26 19:20:11"),
        ("partner.customerId", "83920174"), ("search_keys", "3"),
        ("simCard.cardNo", "8982050123456789015"), ("memberCardNo", "4242424242424242"), ("agree", "12"), ("reviews[0].agree", "1"), ("MallIP", "211.234.10.20"),
        ("manufacture", "2024"), ("holder", "이나래"), ("code", "A1B2C3D4E5F60718"), ("query.token", "A1B2C3D4E5F60718"), ("houseNumber", "꽃집 옆집"),
        ("sha1", "main"), ("state", "NY"), ("marketing._ga", "true"), ("region", "Everyone who bought it"), ("rev_v", "450"), ("flat", "37.5665"), ("password_confirmation", "true"),
    ],
)  # fmt: skip
def test_what_only_looks_like_a_name_that_is_known_says_nothing(path: str, value: str) -> None:
    assert seen(path, value) == []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("tools.ads.defaultConsentValue", "OPTED_OUT"), ("consent.default.ad_storage", "denied"), ("default_gdpr_consent", "CPXxRfAPXxRfAAfKABENB"),
        ("defaults.limitAdTracking", "true"), ("default.marketing_agreement", "Y"), ("organization.avatar_url", "https://a.example/b.jpg"),
        ("organisations[0].email", "a@b.kr"), ("tools.Google-DoubleClick", "Google-DoubleClick"), ("email", "email"),
    ],
)  # fmt: skip
def test_how_a_thing_is_set_up_and_what_it_is_called_says_nothing_of_a_person(path: str, value: str) -> None:
    assert seen(path, value) == []


@pytest.mark.parametrize(
    ("path", "value", "category"),
    [
        ("tools.ads.consentValue", "OPTED_OUT", "consent_state"), ("consent.update.ad_storage", "denied", "consent_state"), ("defaultLocale", "ko-KR", "locale"),
        ("default.receiverName", "홍길동", "name"), ("organization.member.email", "a@b.kr", "email"),
        ("owner.avatar_url", "https://a.example/b.jpg", "photo"),
    ],
)  # fmt: skip
def test_beside_that_it_does(path: str, value: str, category: str) -> None:
    assert seen(path, value) == [category]


@pytest.mark.parametrize(
    ("key", "value", "category"),
    [
        ("id", "22f9b492f73d003a||t=1496444265|et=730", "advertising_cookie"), ("ID", "AAAAAQAUxX0T8ENn9z06HbSfvRm7", "advertising_cookie"),
        ("ADKUID", "A-1661789206", "advertising_cookie"),
        ("partner_uid", "83920174", "advertising_cookie"), ("uid", "83920174", "user_id"), ("guid", "1.2352908957955890001", "advertising_cookie"), ("user_guid", "8f16c0ef90b111e7b1ff191ab6a90001", "advertising_cookie"),
        ("cX_S", "j74tcmfjfen293n6", "session_id"), ("__atuvs", "59ac0d0b40c5fb55000", "session_id"),
    ],
)  # fmt: skip
def test_cookies_that_number_browsers_and_visits(key: str, value: str, category: str) -> None:
    assert seen(key, value, part="cookie") == [category]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("id", "83920174"), ("id", "home"), ("ID", "OPTOUT"), ("cicouid", "OPTOUT"), ("cicouid", "deleted"), ("cicouid", "12"),
        ("__atuvs", "1"), ("__cfduid", "d54ed6dc314c62486871bb9d24a521b5d1504440001"), ("uidcico", "A-1661789206"), ("cX_segment", "j74tcmfjfen293n6"),
    ],
)  # fmt: skip
def test_cookies_that_only_look_like_these(key: str, value: str) -> None:
    assert seen(key, value, part="cookie") == []


@pytest.mark.parametrize(
    ("key", "value", "part", "category"),
    [
        ("sid_guard", "a1" * 16 + "%7C1764302500", "cookie", "session_id"), ("SPC_EC", "a1" * 16, "cookie", "session_id"), ("uid_tt", "a1" * 16, "cookie", "user_id"),
        ("msToken", "a1" * 16, "cookie", "advertising_cookie"), ("datadome", "a1" * 16, "cookie", "device_fingerprint"), ("_abck", "a1" * 16 + "~-1~", "cookie", "device_fingerprint"),
        ("x-acf-sensor-data", "1,a," + "a1" * 16 + "$hzS$12", "header", "device_fingerprint"), ("x-px-authorization", "3:" + "a1" * 32 + ":uIOI", "header", "device_fingerprint"),
        ("recopick_uid", "15550262.1553134644410", "cookie", "advertising_cookie"),
        ("_wp_uid", "1-" + "a1" * 16 + "-s1721292316.561903|windows_10|chrome-1a", "cookie", "advertising_cookie"),
        ("x-tt-token", "03" + "a1" * 16, "header", "access_token"), ("x-khronos", "1764320400", "header", "transmission_time"), ("x-shop-member", "83920174", "header", "user_id"),
        ("x-shop-device", "9f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b", "header", "device_id"), ("x-shop-os", "android", "header", "os_name"),
    ],
)  # fmt: skip
def test_what_shops_of_the_region_keep_and_send_with_every_call(key: str, value: str, part: str, category: str) -> None:
    assert seen(key, value, part=part) == [category]


def test_headers_that_only_end_like_a_device_or_a_system() -> None:
    assert seen("x-shop-device", "mobile", part="header") == []
    assert seen("x-shop-os", "1", part="header") == []
    assert seen("x-shop-member", "vip", part="header") == []
    assert seen("x-px-authorization", "3", part="header") == []
    assert seen("shop_device", "9f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b") == []


@pytest.mark.parametrize("key", ["x-client-data", "x-chrome-variations"])
def test_the_experiments_that_a_browser_is_in(key: str) -> None:
    assert seen(key, "CKG1yQEIiLbJAQiltskBCKmdygE=", part="header") == ["user_agent"]
    assert seen(key, "", part="header") == []
    assert seen("x-client-data-size", "28", part="header") == []
    assert seen("client-data", "CKG1yQEIiLbJAQiltskBCKmdygE=", part="header") == []


@pytest.mark.parametrize("key", ["secondsInView", "viewableEngagedSeconds", "engagedDwellTime"])
def test_how_long_something_was_looked_at(key: str) -> None:
    assert seen(f"payloads[1].{key}", "12") == ["behaviour"]
    assert seen("payloads[1].secondsToLive", "12") == []


def test_the_kind_of_network_in_the_query_of_every_call() -> None:
    assert seen("ac", "wifi5g", part="url", layers=("query",)) == ["network_type"]
    assert seen("ac", "12", part="url", layers=("query",)) == []


def test_who_holds_an_account_by_the_accounts_name() -> None:
    bank = {"bank": {"account_name": "홍길동", "account_number": "110234567890"}}
    assert categories(find(DETECT, *leaves(bank))) == ["name", "bank_account"]
    assert seen("account_name", "홍길동") == ["user_name"]


def test_what_is_collected_from_an_account_and_its_holders_birth() -> None:
    paid = {"payerName": "홍길동", "payerNumber": "910317", "paymentCompany": "011", "paymentNumber": "3520841772963"}
    assert categories(find(DETECT, *leaves(paid))) == ["name", "birth_date", "bank_account"]
    card = {"cardNo": "4242424242424242", "idNo": "910317"}
    assert categories(find(DETECT, *leaves(card)))[-1:] == ["birth_date"]
    assert "birth_date" not in categories(find(DETECT, *leaves(card | {"idNo": "991345"})))


def test_a_beacon_that_was_heard_is_no_router_and_no_phone() -> None:
    heard = {"mac": "D0:F0:18:43:ED:9A", "rssi": -71}
    assert categories(find(DETECT, *leaves({"list": [heard]}))) == ["wifi_bssid"]
    assert categories(find(DETECT, *leaves({"list": [heard | {"major": 10112, "minor": 4488}]}))) == []
    assert categories(find(DETECT, *leaves({"beacons": [heard]}))) == []


def test_a_part_of_a_body_among_others() -> None:
    body = {"height_cm": "176", "weight_kg": "70.5", "chest": "98"}
    assert categories(find(DETECT, *leaves(body))) == ["body_measurements"] * 3


def test_where_somebody_is_treated_and_how_far_somebody_walked_beside_what_tells_so() -> None:
    treated = {"diagnosis_code": "J20.9", "hospital_name": "새봄내과", "amount": "18400"}
    assert categories(find(DETECT, *leaves(treated))) == ["health", "health"]
    walked = {"steps": 11204, "distance": 7.8, "kcal": 312}
    assert categories(find(DETECT, *leaves(walked))) == ["health"] * 3


def test_a_network_by_its_home() -> None:
    home = {"homeMobileCountryCode": 450, "homeMobileNetworkCode": 5}
    assert categories(find(DETECT, *leaves(home))) == ["mcc_mnc", "mcc_mnc"]


def test_a_long_number_called_id_is_only_a_browsers_in_a_cookie() -> None:
    for part in ("url", "header", "body"):
        assert seen("id", "AAAAAQAUxX0T8ENn9z06HbSfvRm7", part=part) == []
        assert seen("cicouid", "A-1661789206", part=part) == []


def test_a_user_agent_of_any_length_is_one() -> None:
    agent = "Shop/8.1 (Android 14; SM-S921N) " + "Part/1.0 " * 40
    assert "user_agent" in seen("user-agent", agent, part="header")


def test_what_is_bought_is_not_who_buys_it() -> None:
    paid = {
        "merchant_uid": "ORD-20261127-1",
        "name": "가을 가디건",
        "buyer_name": "이나래",
        "buyer_tel": "010-2345-6789",
    }
    found = find(DETECT, *leaves(paid))
    assert [(each.field.key, each.category) for each in found if each.category == "name"] == [("buyer_name", "name")]
    asked = find(DETECT, *leaves({"name": "이나래", "tel": "010-2345-6789"}))
    assert "name" in categories(asked)


def test_an_address_of_several_words_in_fields_of_its_own() -> None:
    found = find(
        DETECT, *leaves({"street": "123 Main Street", "city": "New York", "state": "NY", "country": "United States"})
    )
    assert [(each.field.key, each.category) for each in found if each.category == "region"] == [
        ("city", "region"), ("state", "region"), ("country", "region"),
    ]  # fmt: skip


def test_a_cid_beside_the_cells_own_name_is_something_else() -> None:
    found = find(DETECT, *leaves({"cid": "105301", "locLac": "4219", "locCid": "52407"}))
    assert [each.field.key for each in found if each.category == "cell_id"] == ["locLac", "locCid"]
    assert "cell_id" in categories(find(DETECT, *leaves({"cid": "52407", "lac": "4219"}))[:1])


def test_a_rom_beside_its_version_is_no_memory() -> None:
    build = find(DETECT, *leaves({"device": {"rom": "6903271", "rom_version": "UP1A.231005.007", "os_version": "14"}}))
    assert "storage_memory" not in categories(build)
    assert categories(find(DETECT, *leaves({"device": {"rom": "131072"}}))) == ["storage_memory"]


def test_a_debugger_is_a_sign_of_manipulation_beside_others() -> None:
    found = find(DETECT, *leaves({"isDebug": "false", "isEmulator": "false"}))
    assert [(each.field.key, each.category) for each in found] == [
        ("isDebug", "root_state"),
        ("isEmulator", "root_state"),
    ]
    assert find(DETECT, *leaves({"isDebug": "false", "isNew": "false"})) == []


def test_whose_card_it_is_stands_beside_its_number() -> None:
    card = {"card[name]": "Narae Lee", "card[number]": "4242424242424242"}
    found = find(DETECT, *(field(f'["{name}"]', value, key=name) for name, value in card.items()))
    assert categories(found) == ["name", "card_number"]


@pytest.mark.parametrize("name", ["gender", "brand", "model", "age", "manufacturer"])
def test_what_a_flat_list_says_of_a_product_is_not_said_of_a_person(name: str) -> None:
    value = {"gender": "여", "age": "30", "model": "KS-77"}.get(name, "samsung")
    product = {"goodsNm": "운동화", name: value, "price": "1000", "os": "Android"}
    assert name not in {one.field.key for one in find(DETECT, *leaves(product))}
    beside = find(DETECT, *leaves(product | {"memberNo": "83920174", "osVer": "14"}))
    assert name in {one.field.key for one in beside}


def test_a_model_among_the_filters_of_a_search_is_a_products() -> None:
    sought = {"keyword": "무선 청소기", "model": "NR-2231", "minPrice": "10000", "os": "Android"}
    assert "device_model" not in categories(find(DETECT, *leaves(sought)))
    described = find(DETECT, *leaves(sought | {"deviceId": "9f1c2a34-5b6d", "model": "SM-S921N"}))
    assert "device_model" in categories(described)


def test_what_runs_out_is_a_cards_beside_its_number() -> None:
    card = {"cardNo": "5409260123456789", "expire": "2909", "cvn2": "481"}
    assert categories(find(DETECT, *leaves(card))) == ["card_number"] * 3
    assert categories(find(DETECT, *leaves({"coupon": "WINTER10", "expire": "2909", "securityCode": "481"}))) == []


def test_who_holds_a_card_is_named_beside_its_end() -> None:
    card = {"number": "5409260123456789", "name": "SEOYEON YOON", "expiry_month": "9", "cvv": "481"}
    assert {one.field.key: one.category for one in find(DETECT, *leaves(card))} == {
        "number": "card_number", "name": "name", "expiry_month": "card_number", "cvv": "card_number",
    }  # fmt: skip
    assert categories(find(DETECT, *leaves({"card": {"name": "KB국민카드"}}))) == ["payment_history"]


def test_what_is_called_beside_a_named_buyer_is_not_the_buyer() -> None:
    paid = {"name": "울 코트", "buyer_name": "윤서연", "buyer_tel": "010-2345-6789"}
    assert {one.field.key: one.category for one in find(DETECT, *leaves(paid))} == {
        "buyer_name": "name", "buyer_tel": "phone_number",
    }  # fmt: skip


def test_an_order_is_called_for_its_orderer_beside_how_he_is_reached() -> None:
    for value, beside, expected in (
        ("윤서연", {"orderCellPhone": "010-2345-6789"}, "name"),
        ("울 코트 외 1건", {"orderCellPhone": "010-2345-6789"}, "order"),
        ("윤서연", {"orderId": "2026-31"}, "order"),
    ):
        found = find(DETECT, *leaves({"orderName": value} | beside))
        assert [one.category for one in found if one.field.key == "orderName"] == [expected]


def test_a_remark_is_a_message_beside_whom_it_goes_to() -> None:
    for value, expected in (("문 앞에 놓아 주세요", ["message"]), ("leave at the door", ["message"]), ("2", [])):
        found = find(DETECT, *leaves({"RCVR_NM": "홍길동", "REMARK_1": value}))
        assert [one.category for one in found if one.field.key == "REMARK_1"] == expected


@pytest.mark.parametrize(
    ("key", "value", "category"),
    [
        ("buyer[phone]", "010-2345-6789", "phone_number"), ("user[name]", "홍길동", "name"), ("kit.device.model", "SM-S918N", "device_model"),
        ("kit.sim_operator.name", "SK Telecom", "carrier"), ("kit.location.ip", "211.234.10.20", "ip_address"), ("forwarded.for", "211.234.10.20", "ip_address"), ("order[receiver][tel]", "010-2345-6789", "phone_number"),
    ],
)  # fmt: skip
def test_a_name_that_is_nested_is_read_as_the_way_to_its_value(key: str, value: str, category: str) -> None:
    assert seen(f'["{key}"]', value, key=key) == [category]


@pytest.mark.parametrize(
    ("key", "value"),
    [("store[name]", "을지로점"), ("login.name", "이름"), ("a.b.c", "SM-S918N"), ("product[model]", "SM-S918N")],
)
def test_a_nested_name_of_something_else_says_nothing(key: str, value: str) -> None:
    assert seen(f'["{key}"]', value, key=key) == []


def test_the_subject_of_a_token_is_its_user_and_no_program() -> None:
    times = {"iat": 1711123456, "exp": 1711127056}
    for subject, expected in (("83920174", ["user_id"]), ("shop-api", []), ("https://api.example/v2", [])):
        found = find(DETECT, *leaves({"sub": subject} | times))
        assert [one.category for one in found if one.field.key == "sub"] == expected


def test_a_transaction_is_a_purchase_beside_what_was_paid() -> None:
    bought = find(DETECT, *leaves({"transaction_id": "T-83920174", "value": 12900, "currency": "KRW"}))
    assert ("transaction_id", "order") in [(one.field.key, one.category) for one in bought]
    called = find(DETECT, *leaves({"transaction_id": "T-83920174", "status": 200, "took": 12}))
    assert "order" not in categories(called)


def test_a_name_that_comes_again_is_no_piece_of_a_list() -> None:
    line = field("$", "uid=83920174|model=SM-S921N", leaf=False, key="", layers=())
    again = [
        field("uid", "83920174", parent=0, layers=("delimited",)),
        field("uid[1]", "77120043", key="uid", parent=0, layers=("delimited",)),
    ]
    assert [one.field.path for one in find(DETECT, line, *again)] == ["uid", "uid[1]"]


def test_no_listed_name_is_shut_out_by_a_word_of_its_own() -> None:
    document = tomllib.loads(resources.files("trafficaudit.detectors.names").joinpath("keys.toml").read_text("utf-8"))
    document.pop("context")
    shut = set()
    for groups in document.values():
        for group in groups:
            far = [group["far"]] if isinstance(group.get("far"), str) else group.get("far", [])
            barred = {word for one in far for word in parents_in(one)}
            shut |= {
                name
                for name in (*group.get("names", ()), *group.get("whole", ()))
                if barred & {*name.split(), *words_around(name, ())}
            }
    assert shut <= KNOWN_BOTH


def test_what_authorizes_an_app_is_nobodys_token() -> None:
    secret = "0123456789abcdef0123456789abcdef"
    named = ["access_token"]
    schemes = {"KakaoAK": [], "AIRBRIDGE-SDK-TOKEN": [], "Bearer": named, "SDK": named}
    for scheme, expected in schemes.items():
        whole = field("authorization", f"{scheme} {secret}", part="header", leaf=False, layers=())
        inner = field("authorization", secret, part="header", layers=("prefixed",), parent=0)
        assert categories(find(DETECT, whole, inner))[-1:] == expected


def test_a_place_by_the_end_of_its_names_is_no_corner_of_a_map() -> None:
    one = ["coordinates", "coordinates"]
    for over, expected in (
        ("home", one),
        ("sw", []),
        ("store", []),
        ("camera", []),
        ("northEast", []),
        ("current", one),
    ):
        assert categories(find(DETECT, *leaves({f"{over}Lat": 48.8566, f"{over}Lng": 2.3522}))) == expected


def test_what_is_searched_for_in_a_body_stands_beside_its_page() -> None:
    for beside in ({"page": 1}, {"limit": 20}):
        assert categories(find(DETECT, *leaves({"query": "린넨 슬랙스", **beside}))) == ["search_query"]
        assert categories(find(DETECT, *leaves({"query": "query A { goods { id } }", **beside}))) == []
    assert categories(find(DETECT, *leaves({"query": "린넨 슬랙스", "name": "A"}))) == []


def test_what_a_log_in_is_exchanged_for_stands_beside_its_state() -> None:
    asked = {"part": "url", "layers": ("query",)}
    state = field("query.state", "ab12", **asked)
    assert categories(find(DETECT, field("query.code", "Zk8Q2vXw1LpTz8QwRt", **asked), state)) == ["access_token"]
    assert categories(find(DETECT, field("query.code", "Zk8Q2vXw1LpTz8QwRt", **asked))) == []
    assert categories(find(DETECT, field("query.code", "16455", **asked), state)) == []


def test_the_cookies_of_a_log_in_at_naver() -> None:
    assert seen("NID_AUT", "Qk2+abcdEFGH1234ijkl", part="cookie") == ["access_token"]


def test_whose_papers_are_checked_by_a_carrier_is_named() -> None:
    assert categories(find(DETECT, *leaves({"userName": "홍길동", "telComCd": "LGU"}))) == ["name", "carrier"]
    assert categories(find(DETECT, *leaves({"userName": "봄날", "level": "LGU"}))) == ["user_name"]


def test_a_network_is_a_number_beside_its_country() -> None:
    assert categories(find(DETECT, *leaves({"cell": {"mcc": 450, "mnc": 6}}))) == ["mcc_mnc", "mcc_mnc"]
    assert categories(find(DETECT, *leaves({"cell": {"mnc": 6, "lac": 4412}}))) == ["cell_id"]


def test_short_names_of_a_place_need_a_place_around_them() -> None:
    assert categories(find(DETECT, *leaves({"lat": 37.5665, "lng": 126.978}))) == ["coordinates", "coordinates"]
    assert categories(find(DETECT, *leaves({"net": {"lat": 37.5665, "rtt": 12.5}}))) == []


def test_a_name_beside_a_telephone_is_a_persons() -> None:
    both = list(leaves({"a": {"name": "홍길동", "phone": "010-2345-6789"}, "b": {"name": "홍길동", "price": 3}}))
    assert [(f.field.path, f.category) for f in find(DETECT, *both)] == [
        ("a.name", "name"),
        ("a.phone", "phone_number"),
    ]


def test_what_is_received_counts_where_it_is_about_a_person() -> None:
    document = leaves(
        {
            "me": {"name": "홍길동", "email": "a@b.kr"},
            "products": [{"productId": "1234", "name": "가디건"}],
            "query": "봄",
        }
    )
    received = [field(f.path, f.value, direction="response") for f in document]
    assert categories(find(DETECT, *received)) == ["name", "email"]


@pytest.mark.parametrize(
    "name", ["_ga", "_ga_ABC123", "_fbp", "_gcl_au", "NNB", "NID", "TIARA", "_nano_fp", "api_uid", "cna"]
)
def test_tracking_cookies(name: str) -> None:
    cookie = field(name, "GA1.1.1234.5678", part="cookie", layers=("cookie",))
    assert categories(find(DETECT, cookie)) == ["advertising_cookie"]
    assert "advertising_cookie" not in seen(name, "GA1.1.1234.5678")


def test_a_uuid_that_is_kept_in_a_cookie() -> None:
    uuid = "9f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b"
    assert seen("uuid", uuid, part="cookie") == ["advertising_cookie"]
    assert seen("uuid", uuid) == seen("uuid", "1", part="cookie") == []


def test_a_cookie_that_is_secure_is_no_session_for_that() -> None:
    assert seen("__Secure-1PSIDTS", "sidts-CjEBPu3jIZnNVFcJ", part="cookie") == ["session_id"]
    assert seen("__Secure-next-auth.session-token", "eyJhbGciOi1.x", part="cookie") == ["session_id"]
    assert seen("__Secure-theme", "dark-blue", part="cookie") == []


def test_headers() -> None:
    assert seen("accept-language", "ko-KR,ko;q=0.9", part="header") == ["locale"]
    assert seen("authorization", "Bearer A1B2C3D4E5F60718", part="header") == ["access_token"]
    assert seen("referer", "https://www.shop.example/p/1", part="header") == ["referrer"]
    assert seen("content-language", "ko", part="header", direction="response") == []
    assert seen("age", "83", part="header", direction="response") == []


@pytest.mark.parametrize("path", ["user-agent", "userAgent", "device.ua"])
def test_a_user_agent_is_taken_apart(path: str) -> None:
    agent = "Dalvik/2.1.0 (Linux; U; Android 14; SM-S921N Build/UP1A)"
    found = find(DETECT, field(path, agent, part="header", span=Span(100, 100 + len(agent))))
    assert [(one.category, one.value) for one in found] == [
        ("os_name", "Android"),
        ("os_version", "14"),
        ("device_model", "SM-S921N"),
        ("user_agent", agent),
    ]
    assert all(agent[one.span.start - 100 : one.span.end - 100] == one.value for one in found)


def test_search_words_in_an_address_only() -> None:
    assert seen("query.q", "봄 가디건", part="url") == ["search_query"]
    assert seen("q", "봄 가디건") == []
    assert seen("query.name", "봄", part="url") == []


def test_search_words_in_an_address_that_is_a_value() -> None:
    inner = ("json", "url", "query")
    assert seen("page.query.q", "봄 가디건", layers=inner) == ["search_query"]
    assert seen("img.query.q", "80", layers=inner) == []
    assert seen("page.q", "봄 가디건", layers=("json", "url")) == []
    assert seen("referer.query.id", "banner-top", part="header", layers=("url", "query")) == []


def test_a_nameless_piece_under_a_users_name_is_no_user() -> None:
    cookie = field("user", "a|b|c|d|e|1764140000", part="cookie", layers=("cookie",))
    piece = field("user[5]", "1764140000", key="user", part="cookie", layers=("cookie", "delimited"), parent=0)
    assert categories(find(DETECT, cookie, piece)) == []
    assert seen("user", "1764140000", part="cookie", layers=("cookie",)) == ["user_id"]


def test_a_token_in_a_header_of_its_own() -> None:
    assert seen("token", "A1B2C3D4E5F60718", part="header") == ["access_token"]
    assert seen("token", "short", part="header") == []


def test_a_token_in_an_address_beside_its_user() -> None:
    user = field("query.uid", "83920174", part="url", layers=("query",))
    token = field("query.token", "A1B2C3D4E5F60718", part="url", layers=("query",))
    assert categories(find(DETECT, user, token)) == ["user_id", "access_token"]
    assert categories(find(DETECT, token)) == []
    assert "access_token" not in categories(find(DETECT, *leaves({"uid": "83920174", "token": "A1B2C3D4E5F60718"})))


def test_what_a_log_in_is_changed_into_a_token_for() -> None:
    grant = {"grant_type": "authorization_code", "code": "A1B2C3D4E5F60718"}
    assert categories(find(DETECT, *leaves(grant))) == ["access_token"]
    assert categories(find(DETECT, *leaves({"code": "A1B2C3D4E5F60718", "lang": "x"}))) == []


def test_who_holds_a_card_of_which_only_the_ends_are_told() -> None:
    assert sorted(categories(find(DETECT, *leaves({"card_last4": "3517", "holder": "HARAM NAMGUNG"})))) == [
        "card_number",
        "name",
    ]
    assert "name" not in categories(find(DETECT, *leaves({"card_last4": "3517", "holder": "check card"})))


def test_who_holds_an_account_and_its_number_beside_its_bank() -> None:
    refund = {"bankCode": "011", "accountNo": "3520917442863", "holder": "이나래"}
    assert sorted(categories(find(DETECT, *leaves(refund)))) == ["bank_account", "name"]
    assert categories(find(DETECT, *leaves({"accountNo": "3520917442863"}))) == []


def test_a_header_looks_at_no_product() -> None:
    assert seen("productid", "SHOP-7712030041", part="header") == []
    assert seen("productid", "SHOP-7712030041") == ["product_view"]


def test_a_shops_telephone_beside_a_name_makes_it_nobodys() -> None:
    product = {"product_id": "1234", "seller_phone": "02-345-6789", "name": "줄무늬 셔츠"}
    assert "name" not in {one.category for one in find(DETECT, *leaves(product))}
    assert "name" in {one.category for one in find(DETECT, *leaves({"my_phone": "010-2345-6789", "name": "홍길동"}))}


def test_sides_of_a_screen_among_what_describes_a_phone_to_bidders() -> None:
    bid = {"device": {"ifa": "x", "w": 1080, "h": 2340}, "banner": {"w": 320, "h": 480}}
    assert [one.field.path for one in find(DETECT, *leaves(bid)) if one.category == "screen"] == [
        "device.w",
        "device.h",
    ]


def test_who_receives_a_parcel_beside_a_telephone() -> None:
    found = find(DETECT, *leaves({"recipient": "홍길동", "phone": "010-2345-6789"}))
    assert categories(found) == ["name", "phone_number"]


def test_contacts_and_the_places_that_a_shop_delivers_to() -> None:
    assert seen("addressBook[0].name", "홍길동") == ["contacts"]
    assert seen("addressBook.receiverPhone", "010-2345-6789") == ["phone_number"]


def test_an_uploaded_sound_is_a_voice_and_no_picture() -> None:
    for name, raw in (("file", b"\0\0\0\x1cftypM4A \0\0"), ("audio", b"#!AMR\n\x3c"), ("voice", b"\0\0\0\x18ftypmp42")):
        assert [each for each in seen(name, raw) if each in ("photo", "voice")] == ["voice"]  # type: ignore[arg-type]
    assert seen("file", b"\0\0\0\x18ftypmp42") == ["photo"]  # type: ignore[arg-type]


def test_a_label_under_name_is_a_fields_and_no_persons() -> None:
    for label in ("email", "userName", "Mobile", "birthday", "휴대폰번호"):
        assert "name" not in seen("member.name", label)
    assert seen("member.name", "남궁하람") == ["name"]


def test_what_an_object_says_that_it_is_says_whose_its_name_is() -> None:
    def named(document: object) -> list[str]:
        return [each.field.path for each in find(DETECT, *leaves(document)) if each.category == "name"]

    phone = "010-0417-8263"
    goods = {"type": "goods", "attributes": {"name": "원목 수납장", "phone": phone}}
    member = {"type": "members", "attributes": {"name": "남궁하람", "joined": "2026"}}
    assert named({"included": [goods, member]}) == ["included[1].attributes.name"]
    assert named({"a": {"__typename": "Seller", "name": "하람상회", "phone": phone}}) == []
    assert named({"a": {"__typename": "User", "name": "남궁하람"}}) == ["a.name"]
    assert named({"a": {"@type": "Person", "name": "남궁하람"}}) == ["a.name"]
    assert named({"a": {"type": "goods", "name": "남궁하람", "phone": phone}}) == ["a.name"]  # of what else a type is


def test_a_button_beside_a_telephone_is_nobody() -> None:
    found = find(
        DETECT,
        *leaves(
            {
                "phn": "01004178263",
                "msg": "하람님, 배송이 시작됩니다",
                "button1": {"name": "배송조회", "phone": "01004178263"},
            }
        ),
    )
    assert [each.category for each in found if each.field.key in ("name", "msg")] == ["message"]
    assert "message" not in categories(find(DETECT, *leaves({"code": 3, "msg": "저장했습니다"})))


def test_the_secret_of_an_app_beside_a_receipt_is_no_password() -> None:
    assert categories(find(DETECT, *leaves({"receipt-data": "MIIb", "password": "1231f6e94ede033ea3ca"}))) == []
    assert categories(find(DETECT, *leaves({"receipt": "MIIb", "password": "1231f6e94ede033ea3ca"}))) == ["password"]


def test_the_version_of_an_office_program_is_no_apps() -> None:
    assert seen('file["docProps/app.xml"].Properties.AppVersion', "16.0300") == []


def test_an_amount_beside_what_pays_it_and_a_key_beside_what_attests_it() -> None:
    assert categories(find(DETECT, *leaves({"paymentKey": "pk_1", "amount": 39900}))) == ["payment_history"]
    assert categories(find(DETECT, *leaves({"stock": "pk_1", "amount": 39900}))) == []
    key_id = "aB3" * 14 + "A="
    assert categories(find(DETECT, *leaves({"keyId": key_id, "attestation": "o2Nm"}))) == ["device_id"]
    assert categories(find(DETECT, *leaves({"keyId": key_id, "kid": "o2Nm"}))) == []


def test_what_a_receipt_says_was_bought() -> None:
    bought = {
        "transactionId": "2000000912345678",
        "productId": "plus.yearly",
        "price": 39900,
        "purchaseDate": 1795741200000,
    }
    found = {each.field.key: each.category for each in find(DETECT, *leaves(bought))}
    assert (found["productId"], found["transactionId"], found["price"]) == ("order", "order", "payment_history")


def test_a_user_agent_that_no_name_tells() -> None:
    text = "Mozilla/5.0 (iPhone; CPU iPhone OS 26_1 like Mac OS X) AppleWebKit/605.1.15"
    found = find(DETECT, field("5.2", text, layers=("protobuf",)))
    assert next((each.category, each.match) for each in found) == ("user_agent", "pattern")
    assert "device_model" in categories(found)
    assert find(DETECT, field("5.2", text, direction="response")) == []
    assert find(DETECT, field("5.2", "Mozilla/5.0 (compatible)")) == []
    assert [each.match for each in find(DETECT, field("ua", text)) if each.category == "user_agent"] == ["named"]


def test_an_uploaded_picture() -> None:
    assert categories(find(DETECT, field("photo", b"\xff\xd8\xff\xe0JFIF"))) == ["photo"]
    assert find(DETECT, field("photo", b"\xff\xd8\xff\xe0JFIF", direction="response")) == []
    assert find(DETECT, field("photo", b"plain")) == []


def test_a_container_that_is_a_value_is_found_a_document_is_not() -> None:
    assert seen("token.access_token", "A1B2C3D4E5F60718.x", leaf=False) == ["access_token"]
    assert seen("clipboard", '{"a": 1}', leaf=False) == []


def test_a_finding_says_how_it_was_recognised() -> None:
    (finding,) = find(DETECT, field("deviceModel", "SM-S921N", span=Span(7, 15)))
    assert (finding.match, finding.detector, finding.span, finding.value) == ("named", "key", Span(7, 15), "SM-S921N")
    assert finding.reasoning
    assert 0.3 <= finding.confidence <= 0.7


@given(
    st.sampled_from([path for path, _, _ in NAMED] + ["user-agent", "_ga"]) | st.text(),
    st.text() | st.binary(),
    st.booleans(),
)
def test_any_name_and_value(path: str, value: str | bytes, leaf: bool) -> None:
    for finding in find(DETECT, field("a", value, path=path, key=path.rpartition(".")[2], leaf=leaf)):
        assert 0.3 <= finding.confidence <= 0.7


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ('schema["$ref"]', "#/definitions/x"), ("components[0].ref", "pkg:npm/lodash@4.17.21"), ("pin", "top"), ("contacts", "/help"),
        ("carrier", "아기띠"), ("carrier", "CJ대한통운"), ("mac", "ff:ff:ff:ff:ff:ff"), ("mac[0]", "164"), ("Volume", "1204500"),
    ],
)  # fmt: skip
def test_a_name_that_means_something_else_by_its_value_says_nothing(path: str, value: str) -> None:
    assert seen(path, value) == []


@pytest.mark.parametrize(
    ("path", "value", "category"),
    [
        ("ref", "https://m.shop.example/#/goods", "referrer"), ("ref", "naver", "referrer"), ("referrer", "/ecw", "referrer"), ("ref", "//m.shop.example/a", "referrer"), ("event", "MOBILE_APP_INSTALL", "behaviour"), ("event", "view_events", "behaviour"), ("pin", "4839", "password"), ("pinCode", "a1b2c3d4e5f607182930", "password"),
        ("contacts", "홍길동,010-2345-6789", "contacts"), ("contacts", b"\x0a\x03abc", "contacts"), ("carrier", "vodafone", "carrier"), ("carrier", "LG U+", "carrier"), ("통신사", "에스케이텔레콤", "carrier"),
        ("mac", "3c5ab4010203", "mac_address"), ("mac", "ab12" * 8, "mac_address"), ("device.volume", "7", "device_state"), ("audioVolume", "7", "device_state"),
    ],
)  # fmt: skip
def test_and_what_it_means_stays(path: str, value: str | bytes, category: str) -> None:
    assert category in categories(find(DETECT, field(path, value)))


@pytest.mark.parametrize(
    ("path", "value", "category"),
    [
        ("calls[0].number", "010-2345-6789", "call_log"),
        ("callLogs[0].duration", "120", "call_log"),
        ("data.packages[0].name", "com.kakao.talk", "installed_apps"),
        ("installed.apps[0].name", "카카오톡", "installed_apps"),
        ("rcvPostNo", "04524", "postal_code"),
        ("delivery.postNo", "04524", "postal_code"),
        ("cardBin", "411111", "payment_history"),
        ("contacts", "김하늘 010-2345-6789", "contacts"),
        ("SSID", "haneul_home_5G", "wifi_ssid"),
        ("wifi.SSID", "haneul_home_5G", "wifi_ssid"),
    ],
)
def test_what_goes_by_a_word_of_several_meanings(path: str, value: str, category: str) -> None:
    assert category in seen(path, value)


@pytest.mark.parametrize(
    ("path", "value", "category"),
    [
        ("apiCalls[0].name", "/v1/cart", "call_log"),
        ("calls[0].duration", "12", "call_log"),
        ("shipping.packages[0].name", "Standard box", "installed_apps"),
        ("packages[0].id", "1001", "installed_apps"),
        ("postNo", "12345", "postal_code"),
        ("board.post_no", "12345", "postal_code"),
        ("cardBin", "411111", "card_number"),
        ("contacts", "12", "contacts"),
        ("SSID", "haneul_home_5G", "session_id"),
    ],
)
def test_what_such_a_word_does_not_mean(path: str, value: str, category: str) -> None:
    assert category not in [*seen(path, value), *identified(path.rpartition(".")[2], value)]


def test_a_post_beside_an_address_has_its_number() -> None:
    beside = find(DETECT, *leaves({"postNo": "04524", "addr1": "서울 중구 새벽로 48"}))
    assert [(one.field.key, one.category) for one in beside][:1] == [("postNo", "postal_code")]


def test_googles_cookies_are_a_session_in_cookies() -> None:
    assert seen("SSID", "AbC1234dEf", part="cookie") == ["session_id"]


CARRIED = json.dumps(
    {
        "session": {"id": "15e4c293-f295-4dc1-93f6-e7dc186d59c5"},
        "net": {"ssid": "haneul_home_5G"},
        "app": {"id": "1a2b3c4d5e6f"},
    }
)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        (b"x-context", CARRIED),
        (b"cookie", "ctx=" + urllib.parse.quote(CARRIED)),
        (b"cookie", "ctx=base64-" + base64.b64encode(CARRIED.encode()).decode()),
        (b"user-agent", "Shop/9.1 " + CARRIED),
    ],
)
def test_a_document_in_a_header_is_one_as_in_a_body(name: bytes, value: str) -> None:
    """A member ``id`` is no cookie, ``ssid`` is not Google's, and a User-Agent is no user."""
    made = exchange(request=Message(((name, value.encode()),)))
    found = {(each.category, each.value) for each in DETECT(made, decode(made)) if each.category != "user_agent"}
    assert found == {
        ("session_id", "15e4c293-f295-4dc1-93f6-e7dc186d59c5"),
        ("wifi_ssid", "haneul_home_5G"),
    }


def test_words_around_the_pairs_of_an_agent_are_none() -> None:
    made = exchange(request=Message(((b"user-agent", b"Shop/9.4 (udid:0f3a77b2c4d5e6f7; os:16)"),)))
    agents = [each.value for each in DETECT(made, decode(made)) if each.category == "user_agent"]
    assert agents == ["Shop/9.4 (udid:0f3a77b2c4d5e6f7; os:16)"]


def test_what_an_address_is_called_says_nothing_of_its_query() -> None:
    inner = urllib.parse.quote("https://shop.example/p?id=abcdef123456", safe="")
    made = exchange(url=f"https://api.example.kr/r?u={inner}")
    assert "user_id" not in [each.category for each in DETECT(made, decode(made))]


@pytest.mark.parametrize("part", ["file", "files[0]", "upload"])
def test_a_document_that_is_uploaded_as_a_file_is_no_file_of_it(part: str) -> None:
    document = json.dumps({"userName": "dalbit_77", "model": "SM-S921N", "osVersion": "16", "manufacturer": "samsung"})

    def told(content_type: bytes, body: str) -> set[tuple[str, object]]:
        made = exchange(request=Message(((b"content-type", content_type),), body.encode(), body_size=len(body)))
        return {(each.category, each.value) for each in DETECT(made, decode(made))}

    head = f'--a\r\nContent-Disposition: form-data; name="{part}"; filename="log.json"\r\n\r\n'
    plain = told(b"application/json", document)
    assert len(plain) == 4
    assert told(b"multipart/form-data; boundary=a", f"{head}{document}\r\n--a--\r\n") == plain


@pytest.mark.parametrize("document", ["query { me { id } }", "mutation Save($in: In!) { save(in: $in) { ok } }"])
def test_a_document_of_graphql_is_not_searched_for(document: str) -> None:
    made = exchange(url="https://api.example.kr/graphql?query=" + urllib.parse.quote(document))
    assert list(DETECT(made, decode(made))) == []


def test_what_is_a_value_already_is_no_korean_in_base64() -> None:
    """``x86_64`` is Base64 of two syllables of EUC-KR."""

    def told(value: str) -> list[object]:
        body = b'--a\r\nContent-Disposition: form-data; name="cpu_type"\r\n\r\n%s\r\n--a--\r\n' % value.encode()
        headers = ((b"content-type", b"multipart/form-data; boundary=a"),)
        made = exchange(request=Message(headers, body, body_size=len(body)))
        return [one.value for one in DETECT(made, decode(made))]

    assert told("x86_64") == ["x86_64"]


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("ticketNo", "4412"), ("booking_id", "nextday"), ("mealCd", "VGML"), ("pax[0].ssr[0].code", "CTCM"), ("code", "WCHR"), ("departure.at", "2026-12-20T09:05:00"), ("phones[0].deviceType", "LANDLINE"),
        ("VEVENT[0].GEO", "37.4602;126.4407"), ("VEVENT[0].UID", "88120441@mail.example"), ("refer_share_uin", "7712044880"), ("invite_list[0].uin", "7712044880"), ("applicant.employer.phone", "053-881-2044"), ("insurer.name", "나루손해보험"), ("languageGuide.phone", "+81-90-8812-0044"), ("rcvBrch.tel", "032-743-8812"),
        ("product.brand", "samsung"), ("content", "IyFBTVItV0IK" + "q82J" * 40),
    ],
)  # fmt: skip
def test_journeys_of_many_and_what_others_are_called_say_nothing_of_the_user(path: str, value: str) -> None:
    assert seen(path, value) == []


def test_a_version_in_a_header_is_the_apps_where_no_word_says_whose() -> None:
    assert seen("x-naru-ver", "9.3.1", part="header") == ["app_version"]
    for name, value in (
        ("x-api-ver", "1.2.3"),
        ("x-naru-ver", "3"),
        ("x-schema-ver", "1.2"),
        ("x-js-engine-ver", "1.2"),
    ):
        assert seen(name, value, part="header") == []
    assert seen("naru_ver", "9.3.1") == []


def test_a_nation_beside_a_passport_is_a_citizens() -> None:
    assert categories(find(DETECT, field("nationCd", "JPN"), field("passportNo", "TR8812044")))[0] == "nationality"
    assert seen("nationCd", "JPN") == []


def test_an_amount_beside_a_currency_in_short_was_paid() -> None:
    assert categories(find(DETECT, field("amt", "50000"), field("curCd", "JPY"))) == ["payment_history"]


def test_how_whoever_books_is_reached_is_no_address_book() -> None:
    booked = [
        field("contacts[0].purpose", "STANDARD"),
        field("contacts[0].phone", "15778812"),
        field("contacts[0].companyName", "AGENCY"),
    ]
    assert "contacts" not in categories(find(DETECT, *booked))
    assert "contacts" in categories(find(DETECT, *booked[1:]))
    assert "contacts" not in seen("contacts[0].addresseeName.firstName", "HAYUL")


def test_a_kind_of_telephone_beside_its_number_is_no_kind_of_device() -> None:
    assert (
        categories(find(DETECT, field("phones[0].deviceType", "MOBILE"), field("phones[0].countryCallingCode", "82")))
        == []
    )
    assert seen("deviceType", "MOBILE") == ["device_type"]


def test_the_number_of_a_pass_and_who_else_is_invited_say_nothing_of_the_user() -> None:
    found = find(DETECT, field("serialNumber", "NT-88120441"), field("passTypeIdentifier", "pass.kr.example.boarding"))
    assert "serial_number" not in categories(found)
    assert seen("attendees[1].displayName", "정다온") == []


RELAY, TILL = "1764150000:abc", "T-10234567"


@pytest.mark.parametrize(
    ("told", "other", "name", "value", "category"),
    [
        ("window", "search", "display", "1080x2340", "screen"),
        ("unity", "unity.build", "guid", "0f8fad5b-d9cb-469f-a165-70867728950e", "installation_id"),
        ("login", "turn", "username", RELAY, "user_name"),
        ("login", "iceServers[0]", "username", RELAY, "user_name"),
        ("phone", "pos", "terminalId", TILL, "device_id"),
        ("phone", "store", "terminalId", TILL, "device_id"),
        ("phone", "atm", "machineId", TILL, "device_id"),
        ("member", "k8s.pod", "uid", "275ecb36-5aa8-4c2a-9c47-d8bb681b9aff", "user_id"),
        ("client", "net.peer", "ip", "52.10.20.30", "ip_address"),
        ("client", "server", "instanceId", "a1b2c3d4-e5f60718", "installation_id"),
    ],
)
def test_what_is_called_alike_where_something_else_is_told_of(
    told: str, other: str, name: str, value: str, category: str
) -> None:
    beside = [field(f"{other}.{each}", "1") for each in ("query", "start", "sort")] if name == "display" else []
    assert categories(find(DETECT, field(f"{told}.{name}", value))) == [category]
    assert category not in categories(find(DETECT, field(f"{other}.{name}", value), *beside))


def test_a_build_has_an_id_that_is_in_every_copy() -> None:
    assert seen("buildGuid", "0f8fad5b-d9cb-469f-a165-70867728950e") == []
    assert seen("guid", "0f8fad5b-d9cb-469f-a165-70867728950e") == ["installation_id"]


@pytest.mark.parametrize("beside", ["approvalNo", "merchantId", "branchNo", "vanId"])
def test_a_terminal_beside_a_payments_numbers_is_a_shops(beside: str) -> None:
    assert "device_id" not in categories(find(DETECT, field("a.terminalId", TILL), field(f"a.{beside}", "12")))
    assert "device_id" in categories(find(DETECT, field("a.terminalId", TILL), field("a.amount", "12")))
