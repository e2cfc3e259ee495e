"""One synthetic message a platform, as its SDK writes it, decoded and held against what is known of its endpoints.

Each value is unlike the others, so that a claim of the wrong place is seen.
"""

import base64
import gzip
import json
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

import pytest

from trafficaudit.decode import decode
from trafficaudit.detectors import tracker
from trafficaudit.detectors.context import Context
from trafficaudit.model import Exchange, Message

DETECT = tracker.build(Context())
ADID = "38400000-8cf0-11bd-b23e-10b96e40000d"
UUID = "5d4c2f7e-6a35-4a1c-8f0d-8e4c8d6c2a11"
Told = dict[str, set[str]]


def send(
    url: str,
    body: Any = None,
    headers: dict[str, str] | None = None,
    *,
    method: str = "",
    form: bool = False,
    packed: bool = False,
) -> list[tuple[str, str, str]]:
    """Give tracker, category and value of what is found in a request; ``body`` is JSON, a form or bytes."""
    given = {"content-type": "application/x-www-form-urlencoded" if form else "application/json", **(headers or {})}
    if body is None or isinstance(body, bytes):
        raw = body or b""
    else:
        raw = urlencode(body).encode() if form else json.dumps(body, ensure_ascii=False).encode()
    if packed:
        raw, given["content-encoding"] = gzip.compress(raw), "gzip"
    message = Message(tuple((k.encode(), v.encode()) for k, v in given.items()), raw, body_size=len(raw))
    now = datetime(2026, 11, 26, tzinfo=UTC)
    host = url.split("/")[2].split("?", maxsplit=1)[0]
    sent = Exchange(
        "1", "c", 0, now, "", "", "http/2", method or ("POST" if raw else "GET"), url, host, 443, message, None
    )
    return [(one.detector, one.category, str(one.value)) for one in DETECT(sent, decode(sent))]


def told(slug: str, found: list[tuple[str, str, str]]) -> Told:
    """Give the values by category that one tracker's file knows of."""
    by: Told = {}
    for detector, category, value in found:
        if detector == f"tracker:{slug}":
            by.setdefault(category, set()).add(value)
    return by


def base64url(value: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


def varint(number: int) -> bytes:
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*out, number])


def message(fields: dict[int, str | bytes | int]) -> bytes:
    """Write a protobuf message: text and bytes as such, a whole number as varint."""
    out = b""
    for number, value in fields.items():
        if isinstance(value, int):
            out += varint(number << 3) + varint(value)
        else:
            data = value.encode() if isinstance(value, str) else value
            out += varint(number << 3 | 2) + varint(len(data)) + data
    return out


CASES: list[tuple[str, list[tuple[str, str, str]], Told]] = [
    (
        "clevertap",
        send(
            "https://sk1-spiky.clevertap-prod.com/a1?os=Android&z=TEST-1",
            [
                {
                    "type": "meta",
                    "g": "__gc5a0f0b1c2d3e4f5",
                    "id": "TEST-1",
                    "ait": 1711123456,
                    "af": {"mt_GoogleAdID": ADID, "Carrier": "SKTelecom", "Radio": "LTE", "dpi": 480},
                    "ref": {"us": "naver"},
                },
                {"type": "event", "evtName": "Charged", "n": "CartActivity", "s": 1711123499},
                {"type": "profile", "profile": {"Email": "kim@example.kr", "DOB": "1990-03-04", "Gender": "F"}},
            ],
        ),
        {
            "device_id": {"__gc5a0f0b1c2d3e4f5"},
            "advertising_id": {ADID},
            "carrier": {"SKTelecom"},
            "network_type": {"LTE"},
            "referrer": {"naver"},
            "behaviour": {"Charged"},
            "viewed_page": {"CartActivity"},
            "session_id": {"1711123499"},
            "email": {"kim@example.kr"},
            "birth_date": {"1990-03-04"},
            "gender": {"F"},
            "install_time": {"1711123456"},
        },
    ),
    (
        "airship",
        send(
            f"https://device-api.urbanairship.com/api/channels/{UUID}",
            {
                "channel": {
                    "device_type": "android",
                    "push_address": "dQw4:APA91bH_token",
                    "locale_country": "KR",
                    "tags": ["vip"],
                    "timezone": "Asia/Seoul",
                },
                "identity_hints": {"user_id": "m-83421"},
            },
            method="PUT",
        ),
        {
            "device_id": {UUID},
            "push_token": {"dQw4:APA91bH_token"},
            "region": {"KR"},
            "behaviour": {"vip"},
            "timezone": {"Asia/Seoul"},
            "user_id": {"m-83421"},
        },
    ),
    (
        "airship",
        send(
            "https://combine.asnapieu.com/warp9/",
            [
                {"type": "screen_tracking", "data": {"session_id": "s-77", "screen": "cart"}},
                {"type": "associate_identifiers", "data": {"com.urbanairship.aaid": ADID}},
            ],
            {"X-UA-Channel-ID": UUID, "X-UA-Device-Model": "SM-S918N"},
            packed=True,
        ),
        {
            "device_id": {UUID},
            "device_model": {"SM-S918N"},
            "session_id": {"s-77"},
            "viewed_page": {"cart"},
            "advertising_id": {ADID},
        },
    ),
    (
        "airship",
        send(
            "https://device-api.urbanairship.com/api/channels/restricted/sms/",
            {"msisdn": "821012341234", "sender": "1588", "timezone": "Asia/Seoul"},
        ),
        {"phone_number": {"821012341234"}, "timezone": {"Asia/Seoul"}},
    ),
    (
        "airship",
        send(
            "https://device-api.urbanairship.com/api/contacts/identify/v2",
            {"device_info": {"device_type": "android"}, "action": {"type": "identify", "named_user_id": "m-83421"}},
        ),
        {"user_id": {"m-83421"}},
    ),
    (
        "leanplum",
        send(
            "https://api.leanplum.com/api?appId=app_x&deviceId=d-1f20c7&action=multi",
            {
                "data": [
                    {"action": "start", "deviceModel": "Pixel 8", "locale": "ko_KR", "country": "(detect)"},
                    {"action": "track", "event": "Added to cart", "userId": "m-83421"},
                ]
            },
        ),
        {
            "device_id": {"d-1f20c7"},
            "device_model": {"Pixel 8"},
            "locale": {"ko_KR"},
            "behaviour": {"Added to cart"},
            "user_id": {"m-83421"},
        },
    ),
    (
        "growingio",
        send(
            "https://napi.growingio.com/v3/projects/0a1b/collect?stm=1711123456789",
            [{"deviceId": UUID, "domain": "kr.shop", "oaid": "oa-1", "imei": "356938035643809", "eventName": "pay"}],
        ),
        {
            "device_id": {UUID},
            "app_id": {"kr.shop"},
            "advertising_id": {"oa-1"},
            "imei": {"356938035643809"},
            "behaviour": {"pay"},
        },
    ),
    (
        "growingio",
        send(
            "https://napi.growingio.com/v3/projects/0a1b/collect?stm=1711123456789",
            message(
                {
                    1: message(
                        {
                            1: UUID,
                            2: "m-83421",
                            9: "kr.shop",
                            16: 2340,
                            37: "samsung",
                            38: "SM-S918N",
                            47: "a1b2c3d4e5f60718",
                            49: ADID,
                        }
                    )
                }
            ),
            {"content-type": "application/protobuf"},
        ),
        {
            "device_id": {UUID},
            "user_id": {"m-83421"},
            "manufacturer": {"samsung"},
            "android_id": {"a1b2c3d4e5f60718"},
            "advertising_id": {ADID},
        },
    ),
    (
        "loplat",
        send(
            "https://place-api.loplat.com/searchplace",
            {
                "adid": ADID,
                "echo_code": "m-83421",
                "location": {"lat": 37.5665, "lng": 126.978, "cell_info": {"cell_id": 21845, "ue_ip": "10.1.2.3"}},
                "connection": {"network": "wifi", "ssid": "home", "bssid": "a4:5e:60:01:02:03"},
                "scan": [{"bssid": "b0:be:76:0a:0b:0c", "ssid": "CAFE", "rss": -60}],
            },
            packed=True,
        ),
        {
            "advertising_id": {ADID},
            "user_id": {"m-83421"},
            "coordinates": {"37.5665", "126.978"},
            "cell_id": {"21845"},
            "ip_address": {"10.1.2.3"},
            "wifi_ssid": {"home", "CAFE"},
            "wifi_bssid": {"a4:5e:60:01:02:03", "b0:be:76:0a:0b:0c"},
        },
    ),
    (
        "riskified",
        send(
            "https://c.riskified.com/device_infos.json?app_version=3.1.0&model=SM-S918N&riskified_cookie="
            f"{ADID}&cart_id=c-9&carrierName=KT&mobileNetworkCode=45008&socials=com.google%3Dkim%40example.kr"
        ),
        {
            "advertising_id": {ADID},
            "device_model": {"SM-S918N"},
            "carrier": {"KT"},
            "mcc_mnc": {"45008"},
            "session_id": {"c-9"},
            "email": {"com.google=kim@example.kr"},
        },
    ),
    (
        "hackle",
        send(
            "https://sdk-api.hackle.io/api/v1/cohorts",
            headers={
                "X-HACKLE-USER": base64url({"identifiers": {"$deviceId": UUID, "$userId": "m-83421"}}),
                "X-HACKLE-SDK-VERSION": "11.56.1",
            },
        ),
        {"device_id": {UUID}, "user_id": {"m-83421"}, "sdk_version": {"11.56.1"}},
    ),
    (
        "inmobi",
        send(
            "https://i.w.inmobi.com/showad.asm",
            {
                "u-id-map": json.dumps({"GPID": ADID, "UM5": "5d41402abc4b2a76b9719d911017c592"}),
                "u-latlong-accu": "37.5665,126.978",
                "c-ap-bssid": "180567011234",
                "u-dateOfBirth": "1990-3-4",
                "u-appbid": "kr.shop",
            },
            form=True,
        ),
        {
            "advertising_id": {ADID},
            "device_id": {"5d41402abc4b2a76b9719d911017c592"},
            "coordinates": {"37.5665,126.978", "37.5665", "126.978"},
            "wifi_bssid": {"180567011234"},
            "birth_date": {"1990-3-4"},
            "app_id": {"kr.shop"},
        },
    ),
    (
        "adpopcorn",
        send(
            "https://ssp-web-request.igaw.io/v1/rev1/banner",
            {
                "publisherId": "p-1",
                "adid": ADID,
                "dspid": {"700": "d-700"},
                "device": {"model": "SM-S918N"},
                "tzOffset": 540,
                "site": {"url": "https://shop.example/p/7", "referrer": "https://search.example/"},
            },
        ),
        {
            "advertising_id": {ADID},
            "advertising_cookie": {"d-700"},
            "device_model": {"SM-S918N"},
            "timezone": {"540"},
            "viewed_page": {"https://shop.example/p/7"},
            "referrer": {"https://search.example/"},
            "app_id": {"p-1"},
        },
    ),
    (
        "xiaomi-push",
        send(
            "https://register.xmpush.global.xiaomi.com/pass/v2/register",
            {
                "devid": "a-0f1e",
                "gaid": ADID,
                "imei_md5": "9e107d9d372bb6826bd81d3542a419d6",
                "mac_address": "e4d909c290d0fb1ca068ffaddf22cbd0",
                "android_id": "a1b2c3d4e5f60718",
                "packagename": "kr.shop",
            },
            form=True,
        ),
        {
            "device_id": {"a-0f1e"},
            "advertising_id": {ADID},
            "imei": {"9e107d9d372bb6826bd81d3542a419d6"},
            "mac_address": {"e4d909c290d0fb1ca068ffaddf22cbd0"},
            "android_id": {"a1b2c3d4e5f60718"},
            "app_id": {"kr.shop"},
        },
    ),
    (
        "moengage",
        send(
            "https://sdk-01.moengage.com/v2/sdk/report/APP",
            {"query_params": {"android_id": "a1b2c3d4e5f60718", "moe_drm_id": "c0ffee", "networkType": "4G"}},
        ),
        {"android_id": {"a1b2c3d4e5f60718"}, "device_id": {"c0ffee"}, "network_type": {"4G"}},
    ),
    (
        "bytedance-applog",
        send(
            "https://gator.volces.com/list",
            [
                {
                    "events": [{"event": "add_cart", "params": '{"sku":"A-7"}', "local_time_ms": 1711123456789}],
                    "user": {"user_unique_id": "m-83421", "web_id": "7351"},
                    "header": {"os_name": "android", "resolution": "412x915"},
                }
            ],
        ),
        {
            "user_id": {"m-83421"},
            "device_id": {"7351"},
            "os_name": {"android"},
            "screen": {"412x915"},
            "transmission_time": {"1711123456789"},
        },
    ),
    (
        "bytedance-applog",
        send(
            "https://gator.volces.com/service/2/device_register/",
            {"header": {"oaid": "oa-1", "udid": "356938035643809"}},
        ),
        {"advertising_id": {"oa-1"}, "imei": {"356938035643809"}},
    ),
    (
        "bootpay",
        send(
            "https://analytics.bootpay.co.kr/call?ver=5.3.1",
            {
                "application_id": "app-1",
                "uuid": UUID,
                "url": "https://shop.example/p/7",
                "items": [{"item_name": "umbrella", "unique": "A-7", "price": 9900}],
            },
        ),
        {
            "app_id": {"app-1"},
            "device_id": {UUID},
            "viewed_page": {"https://shop.example/p/7"},
            "product_view": {"umbrella", "A-7", "9900"},
        },
    ),
    (
        "bootpay",
        send(
            "https://analytics.bootpay.co.kr/login?ver=5.3.1",
            {"id": "m-83421", "username": "김하늘", "birth": "1990-03-04", "phone": "01012341234", "gender": "0"},
        ),
        {"user_id": {"m-83421"}, "name": {"김하늘"}, "birth_date": {"1990-03-04"}, "phone_number": {"01012341234"}},
    ),
    (
        "kg-inicis",
        send(
            "https://mobile.inicis.com/smart/payment/",
            {"P_MID": "INIpayTest", "P_OID": "o-77", "P_UNAME": "김하늘", "P_MOBILE": "01012341234", "P_AMT": "9900"},
            form=True,
        ),
        {
            "app_id": {"INIpayTest"},
            "order": {"o-77"},
            "name": {"김하늘"},
            "phone_number": {"01012341234"},
            "payment_history": {"9900"},
        },
    ),
    (
        "nhn-kcp",
        send(
            "https://smpay.kcp.co.kr/pay.do",
            {"site_cd": "T0000", "ordr_idxx": "o-77", "buyr_name": "김하늘", "buyr_mail": "kim@example.kr"},
            form=True,
        ),
        {"app_id": {"T0000"}, "order": {"o-77"}, "name": {"김하늘"}, "email": {"kim@example.kr"}},
    ),
    (
        "nice-payments",
        send(
            "https://web.nicepay.co.kr/v3/v3Payment.jsp",
            {"MID": "nictest", "Moid": "o-77", "BuyerName": "김하늘", "BuyerTel": "01012341234", "Amt": "9900"},
            form=True,
        ),
        {"order": {"o-77"}, "name": {"김하늘"}, "phone_number": {"01012341234"}, "payment_history": {"9900"}},
    ),
    (
        "notifly",
        send(
            "https://e.notifly.tech/records",
            {
                "records": [
                    {
                        "data": json.dumps(
                            {
                                "name": "session_start",
                                "is_internal_event": True,
                                "notifly_device_id": UUID,
                                "external_user_id": "m-83421",
                                "device_token": "dQw4:APA91bH_token",
                                "event_params": {"timezone": "Asia/Seoul", "notif_auth_status": 1},
                            }
                        ),
                        "partitionKey": "n-1",
                    }
                ]
            },
        ),
        {
            "device_id": {UUID},
            "user_id": {"m-83421"},
            "push_token": {"dQw4:APA91bH_token"},
            "timezone": {"Asia/Seoul"},
        },
    ),
    (
        "notifly",
        send(
            "https://e.notifly.tech/records",
            {"records": [{"data": {"name": "cart", "is_internal_event": False, "event_params": {"sku": "A-7"}}}]},
        ),
        {"behaviour": {"cart", "A-7"}},
    ),
    (
        "dable",
        send(
            "https://api.dable.io/widgets/id/KoEGJplB/users/37912712.1540882347875?from=https%3A%2F%2Fshop.example%2Fp%2F7"
            "&ref=https%3A%2F%2Fsearch.example%2F&uid=37912712.1540882347875"
        ),
        {
            "advertising_cookie": {"37912712.1540882347875"},
            "viewed_page": {"https://shop.example/p/7"},
            "referrer": {"https://search.example/"},
        },
    ),
    (
        "dable",
        send("https://sp-api.dable.io/services/shop.example/users/379.154/campaigns/5/contents/6?cid=1.2"),
        {"advertising_cookie": {"379.154", "1.2"}},
    ),
    (
        "mobon",
        send(
            "https://www.mediacategory.com/servlet/adBanner?from=http%3A//search.example/%3Fq%3D1&s=133129&iwh=300_250"
        ),
        {"referrer": {"http://search.example/?q=1"}, "app_id": {"133129"}},
    ),
    (
        "rtb-house",
        send(
            "https://asia.creativecdn.com/tags?id=pr_QVBo_orderstatus2_9900_o-77_A-7&id=pr_QVBo_lid_77ab"
            "&su=https%3A%2F%2Fshop.example%2Fdone"
        ),
        {
            "order": {"pr_QVBo_orderstatus2_9900_o-77_A-7"},
            "advertising_cookie": {"pr_QVBo_lid_77ab"},
            "viewed_page": {"https://shop.example/done"},
        },
    ),
    (
        "rtb-house",
        send(
            "https://asia.creativecdn.com/tags/v2?type=json",
            {"th": "QVBo", "tags": [{"eventType": "offer", "id": "A-7"}, {"eventType": "uid", "id": "m-83421"}]},
        ),
        {"app_id": {"QVBo"}, "behaviour": {"offer", "uid"}, "user_id": {"m-83421"}},
    ),
    (
        "shumei",
        send(
            "https://fp-it.fengkongcloud.com/deviceprofile/v4",
            {"organization": "org-1", "appId": "shop", "os": "android", "data": "Yg8tu7LrclMENRVAa+ygDSoaUo1ED6NY"},
            {"content-type": "application/octet-stream"},
        ),
        {
            "app_id": {"org-1", "shop"},
            "os_name": {"android"},
            "device_fingerprint": {"Yg8tu7LrclMENRVAa+ygDSoaUo1ED6NY"},
        },
    ),
    (
        "baidu-mobstat",
        send(
            "https://hm.baidu.com/hm.gif?hca=5E2D1C0B&ds=375x667&ln=zh-cn&si=6f69830ae713&v=1.2.74"
            "&su=http%3A%2F%2Fsearch.example%2F&u=http%3A%2F%2Fshop.example%2Fp%2F7"
        ),
        {
            "advertising_cookie": {"5E2D1C0B"},
            "screen": {"375x667"},
            "locale": {"zh-cn"},
            "app_id": {"6f69830ae713"},
            "referrer": {"http://search.example/"},
            "viewed_page": {"http://shop.example/p/7"},
        },
    ),
    ("alipay", send("https://imgs-sea-global.alipay.com/mgw.htm", headers={"user-agent": "Mozilla/5.0 (X)"}), {}),
    (
        "cauly",
        send(
            "https://ad.cauly.co.kr/caulyImpress?code=CAULY1&gaid=38400000-8cf0-11bd-b23e-10b96e40000d&scode=38400000-8cf0-11bd-b23e-10b96e40000d&model=SM-S921N&manufacturer=samsung"
            "&version=14&lang=ko&network=wifi&gender=f&age=30&gdpr_consent=1&page=com.shop.Main&unique_app_id=com.shop"
            "&screen_size=1080x2340&sdk_version=3.5.30&emul=0&apt_serial=91",
        ),
        {
            "app_id": {"CAULY1", "com.shop"},
            "advertising_id": {"38400000-8cf0-11bd-b23e-10b96e40000d"},
            "device_model": {"SM-S921N"},
            "manufacturer": {"samsung"},
            "os_version": {"14"},
            "locale": {"ko"},
            "network_type": {"wifi"},
            "gender": {"f"},
            "birth_date": {"30"},
            "consent_state": {"1"},
            "viewed_page": {"com.shop.Main"},
            "screen": {"1080x2340"},
            "sdk_version": {"3.5.30"},
        },
    ),
    (
        "cauly",
        send(
            "https://tracker.cauly.co.kr/reporting?gaid=38400000-8cf0-11bd-b23e-10b96e40000d&event_name=purchase&event_param1=12900&req_id=77"
        ),
        {"advertising_id": {"38400000-8cf0-11bd-b23e-10b96e40000d"}, "behaviour": {"purchase", "12900"}},
    ),
    (
        "insider",
        send(
            "https://mobile.useinsider.com/api/v3/session/start",
            {
                "insider_id": "ins-1",
                "udid": "udid-1",
                "partner_name": "shop",
                "device_info": {
                    "app_version": "7.1",
                    "os_version": "14",
                    "sdk_version": "13.4.3",
                    "battery": 81,
                    "connection": "wifi",
                    "location_enabled": False,
                    "push_enabled": True,
                    "carrier": "none",
                },
            },
        ),
        {
            "device_id": {"ins-1", "udid-1"},
            "app_id": {"shop"},
            "app_version": {"7.1"},
            "os_version": {"14"},
            "sdk_version": {"13.4.3"},
            "battery": {"81"},
            "network_type": {"wifi"},
        },
    ),
    (
        "jpush",
        send(
            "https://stats.jpush.cn/v3/report",
            {
                "platform": "a",
                "uid": 18071,
                "app_key": "key-1",
                "core_sdk_ver": "4.8.1",
                "app_version": "7.1",
                "content": [{"type": "crash_log"}],
            },
        ),
        {
            "device_id": {"18071"},
            "app_id": {"key-1"},
            "sdk_version": {"4.8.1"},
            "app_version": {"7.1"},
            "os_name": {"a"},
        },
    ),
    (
        "moloco",
        send("https://sdkapi.dsp-api.moloco.com/v2/init", headers={"x-moloco-app-bundle": "com.shop"}),
        {"app_id": {"com.shop"}},
    ),
    (
        "tnk-factory",
        send(
            "https://api3.tnkfactory.com/tnk/support.helpv2.main",
            {"appid": "tnk-1", "d": "9d3b"},
            form=True,
        ),
        {"app_id": {"tnk-1"}},
    ),
    ("getui", send("https://sdk-open-phone.getui.com/api.php?format=json", b"\x1f\x8b\x08"), {}),
    ("pangle", send("https://log-api.pangolin-sdk-toutiao.com/service/2/app_log/", b"tc\x02"), {}),
    ("talkingdata", send("https://tdcv3.talkingdata.net/g/d", b"\x1f\x8b\x08"), {}),
    (
        "iterable",
        send(
            "https://api.iterable.com/api/users/registerDeviceToken",
            {
                "email": "kim@shop.example",
                "device": {
                    "token": "fcm:1",
                    "platform": "GCM",
                    "applicationName": "com.shop",
                    "dataFields": {
                        "deviceId": UUID,
                        "model": "SM-S921N",
                        "manufacturer": "samsung",
                        "systemVersion": "14",
                        "appVersion": "7.1",
                        "iterableSdkVersion": "3.5.2",
                        "notificationsEnabled": True,
                        "tokenRegistrationType": "FCM",
                    },
                },
            },
        ),
        {
            "email": {"kim@shop.example"},
            "push_token": {"fcm:1"},
            "app_id": {"com.shop"},
            "device_id": {UUID},
            "device_model": {"SM-S921N"},
            "manufacturer": {"samsung"},
            "os_version": {"14"},
            "app_version": {"7.1"},
            "sdk_version": {"3.5.2"},
        },
    ),
    (
        "iterable",
        send(
            "https://api.iterable.com/api/commerce/trackPurchase",
            {"user": {"userId": "u-77"}, "items": [{"id": "sku-1"}], "total": 12900},
        ),
        {"user_id": {"u-77"}, "order": {"sku-1"}, "payment_history": {"12900"}},
    ),
    (
        "iterable",
        send("https://api.iterable.com/api/inApp/getMessages?userId=u-77&count=10&packageName=com.shop"),
        {"user_id": {"u-77"}, "app_id": {"com.shop"}},
    ),
    (
        "klaviyo",
        send(
            "https://a.klaviyo.com/client/profiles/?company_id=Ab12",
            {
                "data": {
                    "type": "profile",
                    "attributes": {
                        "email": "kim@shop.example",
                        "external_id": "u-77",
                        "anonymous_id": UUID,
                        "first_name": "민지",
                        "location": {"city": "Seoul", "zip": "04524", "latitude": 37.5663, "timezone": "Asia/Seoul"},
                    },
                }
            },
        ),
        {
            "app_id": {"Ab12"},
            "email": {"kim@shop.example"},
            "user_id": {"u-77"},
            "device_id": {UUID},
            "name": {"민지"},
            "region": {"Seoul"},
            "postal_code": {"04524"},
            "coordinates": {"37.5663"},
            "timezone": {"Asia/Seoul"},
        },
    ),
    (
        "klaviyo",
        send(
            "https://a.klaviyo.com/client/events/?company_id=Ab12",
            {
                "data": {
                    "type": "event",
                    "attributes": {
                        "profile": {"data": {"type": "profile", "attributes": {"anonymous_id": UUID}}},
                        "metric": {"data": {"type": "metric", "attributes": {"name": "Viewed Product"}}},
                        "properties": {"Device Model": "SM-S921N", "OS Version": "14", "Push Token": "fcm:1"},
                        "unique_id": "e-1",
                    },
                }
            },
        ),
        {
            "app_id": {"Ab12"},
            "device_id": {UUID},
            "behaviour": {"Viewed Product"},
            "device_model": {"SM-S921N"},
            "os_version": {"14"},
            "push_token": {"fcm:1"},
        },
    ),
    (
        "klaviyo",
        send(
            "https://a.klaviyo.com/client/push-tokens/?company_id=Ab12",
            {
                "data": {
                    "type": "push-token",
                    "attributes": {
                        "token": "fcm:1",
                        "vendor": "FCM",
                        "enablement_status": "AUTHORIZED",
                        "device_metadata": {"device_id": UUID, "device_model": "SM-S921N", "app_id": "com.shop"},
                    },
                }
            },
        ),
        {
            "push_token": {"fcm:1"},
            "consent_state": {"AUTHORIZED"},
            "device_id": {UUID},
            "device_model": {"SM-S921N"},
            "app_id": {"Ab12", "com.shop"},
        },
    ),
    (
        "klaviyo",
        send(
            "https://a.klaviyo.com/api/identify",
            {"token": "Ab12", "properties": {"$email": "kim@shop.example", "$append": {"$android_tokens": "fcm:1"}}},
        ),
        {"app_id": {"Ab12"}, "email": {"kim@shop.example"}, "push_token": {"fcm:1"}},
    ),
    (
        "customer-io",
        send(
            "https://cdp.customer.io/v1/t",
            {
                "anonymousId": UUID,
                "userId": "u-77",
                "event": "Viewed",
                "writeKey": "wk-1",
                "messageId": "ajs-1",
                "context": {
                    "locale": "ko-KR",
                    "page": {"url": "https://shop.example/p/7"},
                    "library": {"version": "0.5.11"},
                },
            },
        ),
        {
            "device_id": {UUID},
            "user_id": {"u-77"},
            "behaviour": {"Viewed"},
            "app_id": {"wk-1"},
            "locale": {"ko-KR"},
            "viewed_page": {"https://shop.example/p/7"},
            "sdk_version": {"0.5.11"},
        },
    ),
    (
        "customer-io",
        send("https://cdp.customer.io/v1/b", {"writeKey": "wk-1", "batch": [{"userId": "u-77", "messageId": "ajs-1"}]}),
        {"user_id": {"u-77"}, "app_id": {"wk-1"}},
    ),
    (
        "snowplow",
        send(
            "https://com-shop.collector.snplow.net/com.snowplowanalytics.snowplow/tp2",
            {
                "schema": "iglu:com.snowplowanalytics.snowplow/payload_data/jsonschema/1-0-4",
                "data": [
                    {
                        "e": "pv",
                        "aid": "shop",
                        "uid": "u-77",
                        "duid": UUID,
                        "url": "https://shop.example/p/7",
                        "refr": "https://search.example/",
                        "lang": "ko-KR",
                        "tz": "Asia/Seoul",
                        "res": "1080x2340",
                        "tv": "js-4.6.8",
                        "eid": "e-1",
                    }
                ],
            },
        ),
        {
            "app_id": {"shop"},
            "user_id": {"u-77"},
            "advertising_cookie": {UUID},
            "viewed_page": {"https://shop.example/p/7"},
            "referrer": {"https://search.example/"},
            "locale": {"ko-KR"},
            "timezone": {"Asia/Seoul"},
            "screen": {"1080x2340"},
            "sdk_version": {"js-4.6.8"},
        },
    ),
    (
        "thinkingdata",
        send(
            "https://receiver.ta.thinkingdata.cn/sync",
            base64.b64encode(
                gzip.compress(
                    json.dumps(
                        {
                            "#app_id": "ta-1",
                            "data": [
                                {
                                    "#type": "track",
                                    "#event_name": "view_item",
                                    "#account_id": "u-77",
                                    "#distinct_id": UUID,
                                    "properties": {"#os": "Android", "#device_model": "SM-S921N", "#carrier": "SKT"},
                                }
                            ],
                        }
                    ).encode()
                )
            ),
            {"content-type": "text/plain"},
        ),
        {
            "app_id": {"ta-1"},
            "behaviour": {"view_item"},
            "user_id": {"u-77"},
            "device_id": {UUID},
            "os_name": {"Android"},
            "device_model": {"SM-S921N"},
            "carrier": {"SKT"},
        },
    ),
    (
        "thinkingdata",
        send(
            "https://global-receiver-ta.thinkingdata.cn/sync_json",
            [{"appid": "ta-1", "debug": 0, "data": {"#type": "track", "#distinct_id": UUID, "#ip": "203.0.113.7"}}],
        ),
        {"app_id": {"ta-1"}, "device_id": {UUID}, "ip_address": {"203.0.113.7"}},
    ),
    (
        "thinkingdata",
        send(
            "https://global-receiver-ta.thinkingdata.cn/sync_data",
            {"appid": "ta-1", "data_list": json.dumps([{"#account_id": "u-77", "properties": {"#os_version": "14"}}])},
            form=True,
        ),
        {"app_id": {"ta-1"}, "user_id": {"u-77"}, "os_version": {"14"}},
    ),
    (
        "buzzvil",
        send(
            f"https://ad.buzzvil.com/api/v2/ads?accountId=2853&birthday=1987-12-31&clientIp=203.0.113.7&country=KR&cursor="
            f"&deviceName=SM-A235N&gender=F&ifa={ADID}&language=ko&mcc=450&mnc=06&networkType=4G&osVersion=33&unitId=131"
            "&sdkVersion=41913&timezone=Asia%2FSeoul&userId=uZEB&relationship=none"
        ),
        {
            "user_id": {"2853", "uZEB"},
            "birth_date": {"1987-12-31"},
            "ip_address": {"203.0.113.7"},
            "region": {"KR"},
            "device_model": {"SM-A235N"},
            "gender": {"F"},
            "advertising_id": {ADID},
            "locale": {"ko"},
            "mcc_mnc": {"450", "06"},
            "network_type": {"4G"},
            "os_version": {"33"},
            "sdk_version": {"41913"},
            "timezone": {"Asia/Seoul"},
            "app_id": {"131"},
        },
    ),
    (
        "countly",
        send(
            "https://shop.count.ly/i",
            {
                "app_key": "ck-1",
                "device_id": UUID,
                "tz": "540",
                "av": "5.12.0",
                "city": "Daegu",
                "location": "35.87,128.6",
                "metrics": json.dumps(
                    {"_device": "SM-S921N", "_os_version": "14", "_carrier": "KT", "_store": "com.shop"}
                ),
                "crash": json.dumps({"_root": "false", "_bat": "81.0", "_error": "no adapter", "_run": "314"}),
            },
            form=True,
        ),
        {
            "app_id": {"ck-1"},
            "device_id": {UUID},
            "timezone": {"540"},
            "app_version": {"5.12.0"},
            "region": {"Daegu"},
            "coordinates": {"35.87,128.6", "35.87", "128.6"},
            "device_model": {"SM-S921N"},
            "os_version": {"14"},
            "carrier": {"KT"},
            "root_state": {"false"},
            "battery": {"81.0"},
        },
    ),
    (
        "matomo",
        send(
            "https://shop.matomo.cloud/matomo.php?idsite=7&rec=1&rand=8312&_id=a1f03b7c9d2e4586&uid=u-77&res=1080x2316"
            "&e_c=cart&e_a=add&search=coat&search_count=41&ec_id=2026-31&h=18&urlref=https%3A%2F%2Fsearch.example%2F"
        ),
        {
            "installation_id": {"a1f03b7c9d2e4586"},
            "user_id": {"u-77"},
            "screen": {"1080x2316"},
            "behaviour": {"cart", "add"},
            "search_query": {"coat"},
            "order": {"2026-31"},
            "referrer": {"https://search.example/"},
        },
    ),
    (
        "radar",
        send(
            "https://api.radar.io/v1/track",
            {"id": "65f1", "installId": UUID, "adId": ADID, "latitude": 35.87, "stopped": False, "country": "KR"},
            {"x-radar-device-make": "samsung", "x-radar-config": "true"},
        ),
        {
            "user_id": {"65f1"},
            "installation_id": {UUID},
            "advertising_id": {ADID},
            "coordinates": {"35.87"},
            "region": {"KR"},
            "manufacturer": {"samsung"},
        },
    ),
    (
        "radar",
        send("https://api.radar.io/v1/search/places?near=35.87,128.6&radius=1000&limit=10"),
        {"coordinates": {"35.87,128.6", "35.87", "128.6"}},
    ),
    (
        "revenuecat",
        send(
            "https://api.revenuecat.com/v1/receipts",
            {"price": 9900},
            {
                "x-platform": "android",
                "x-platform-device": "SM-S921N",
                "x-client-bundle-id": "com.shop",
                "x-nonce": "n-1",
            },
        ),
        {"os_name": {"android"}, "device_model": {"SM-S921N"}, "app_id": {"com.shop"}},
    ),
    (
        "revenuecat",
        send(
            "https://api.revenuecat.com/v1/receipts",
            {"price": 9900},
            {"x-platform": "amazon", "x-client-bundle-id": "amazon"},
        ),
        {"app_id": {"amazon"}},
    ),
    (
        "verve-hybid",
        send(
            f"https://api.pubnative.net/api/v3/native?apptoken=54af&zoneid=2&os=android&osver=14&devicemodel=SM-S921N&dh=2316"
            f"&dw=1080&gid={ADID}&lat=35.87&long=128.60&gender=f&al=s&mccmnc=450-05&rv=0&sessionduration=61"
        ),
        {
            "app_id": {"54af"},
            "os_name": {"android"},
            "os_version": {"14"},
            "device_model": {"SM-S921N"},
            "screen": {"2316", "1080"},
            "advertising_id": {ADID},
            "coordinates": {"35.87", "128.60"},
            "gender": {"f"},
            "mcc_mnc": {"450-05"},
            "behaviour": {"61"},
        },
    ),
    (
        "tiktok-business",
        send(
            "https://analytics.us.tiktok.com/api/v1/app_sdk/batch",
            {"batch": [{"context": {"device": {"gaid": ADID}}}]},
            {"access-token": "5d4c2f7e6a351a1c8f0d8e4c8d6c2a11"},
        ),
        {"app_id": {"5d4c2f7e6a351a1c8f0d8e4c8d6c2a11"}, "advertising_id": {ADID}},
    ),
]


@pytest.mark.parametrize(
    ("slug", "found", "expected"), CASES, ids=[f"{slug}-{number}" for number, (slug, _, _) in enumerate(CASES)]
)
def test_an_example_of_each_platform(slug: str, found: list[tuple[str, str, str]], expected: Told) -> None:
    seen = told(slug, found)
    assert {category: seen.get(category) for category in expected} == expected
    known = set().union(*expected.values())
    others = {value for category, values in seen.items() if category not in expected for value in values}
    assert not others & known
