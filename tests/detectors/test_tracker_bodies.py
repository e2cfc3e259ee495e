"""Whole bodies, as the open code of SDKs writes them, decoded and held against what is known of their endpoints."""

import json
import zlib
from datetime import UTC, datetime
from typing import Any

import pytest

from trafficaudit.decode import decode
from trafficaudit.detectors import tracker
from trafficaudit.detectors.context import Context
from trafficaudit.model import Exchange, Message

DETECT = tracker.build(Context())
DEVICE = ["Android", "14", "SM-S918N", "AndroidAgent", "7.6.0", "0f9f5e0c-6f1c-4a51-9d0b-2f6f1a1f7a10", "KR", "41", "samsung"]  # fmt: skip


def found(url: str, body: Any = None, method: str = "POST", deflated: bool = False) -> dict[str, set[str]]:
    """Give the categories with the values that were found in a request with a JSON body."""
    raw = b"" if body is None else json.dumps(body, ensure_ascii=False).encode()
    headers = [(b"content-type", b"application/json")]
    if deflated:
        raw, headers = zlib.compress(raw), [*headers, (b"content-encoding", b"deflate")]
    message = Message(tuple(headers), raw, body_size=len(raw))
    now = datetime(2026, 11, 24, tzinfo=UTC)
    sent = Exchange("1", "c", 0, now, "", "", "http/2", method, url, url.split("/")[2], 443, message, None)
    told: dict[str, set[str]] = {}
    for finding in DETECT(sent, decode(sent)):
        told.setdefault(finding.category, set()).add(str(finding.value))
    return told


def test_hackle() -> None:
    push = {
        "eventTypeKey": "$push_token",
        "userId": "m-83421",
        "identifiers": {"$deviceId": "5d4c2f7e-6a35-4a1c-8f0d-8e4c8d6c2a11"},
        "hackleProperties": {"deviceBrand": "samsung", "packageName": "kr.shop", "versionName": "3.1.0", "screenWidth": 1080},
        "properties": {"provider_type": "FCM", "token": "dQw4:APA91bH_token"},
    }  # fmt: skip
    told = found("https://event.hackle.io/api/v2/events", {"trackEvents": [push]})
    assert told["push_token"] == {"dQw4:APA91bH_token"}
    assert told["user_id"] == {"m-83421"}
    assert told["behaviour"] == {"$push_token"}
    assert (told["app_id"], told["app_version"], told["screen"]) == ({"kr.shop"}, {"3.1.0"}, {"1080"})
    other = push | {"eventTypeKey": "purchase"}
    assert "push_token" not in found("https://event.hackle.io/api/v2/events", {"trackEvents": [other]})


def test_flarelane_has_the_device_in_the_address() -> None:
    device = "9c1f1d58-44a8-4bb1-8a3d-0f7f3f9d6d55"
    where = f"https://service-api.flarelane.com/internal/v1/projects/prj-1/devices/{device}"
    for address in (where, f"{where}/tags"):
        assert found(address, {"languageCode": "ko", "countryCode": "KR"}, "PATCH")["device_id"] == {device}
    assert "device_id" not in found("https://service-api.flarelane.com/internal/v1/projects/prj-1/devices", {"a": "b"})


@pytest.mark.parametrize("deflated", [False, True])
def test_new_relic_tells_by_the_place_in_a_list(deflated: bool) -> None:
    connect = [["Shop", "3.1.0", "kr.shop"], [*DEVICE, {"size": "large"}]]
    told = found("https://mobile-collector.newrelic.com/mobile/v5/connect", connect, deflated=deflated)
    assert told["device_id"] == {DEVICE[5]}
    assert (told["device_model"], told["manufacturer"], told["os_version"]) == ({"SM-S918N"}, {"samsung"}, {"14"})
    assert (told["app_name"], told["app_id"]) == ({"Shop"}, {"kr.shop"})
    asked = ["https://api.shop.example/orders/1", "SKTelecom", 0.2, 200, 0, 10, 20, None, "LTE", "GET"]
    data = [[1, 2], [*DEVICE, {}], 60.0, [asked], [], [], [], [], {"sessionId": "s-1", "carrier": "wifi"}, []]
    told = found("https://mobile-collector.newrelic.com/mobile/v3/data", data, deflated=deflated)
    assert (told["carrier"], told["network_type"]) == ({"SKTelecom"}, {"LTE"})
    assert told["behaviour"] == {asked[0]}
    assert told["session_id"] == {"s-1"}
    assert "app_id" not in told


def test_new_relic_of_other_addresses_is_not_read_by_place() -> None:
    assert found("https://mobile-collector.newrelic.com/mobile/logs", [["Shop", "3.1.0"], DEVICE]) == {}


def test_mparticle() -> None:
    batch = {
        "dt": "h", "sdk": "5.62.0", "mpid": "-7346182930", "ui": [{"n": 7, "i": "m-83421"}],
        "di": {"anid": "4f1c9a7be20d8365", "gaid": "cdda802e-fb9c-47ad-0794-d394c912", "nca": "KT", "mcc": "450", "jb": {"cydia": False}},
        "ai": {"apn": "kr.shop", "av": "3.1.0"},
        "msgs": [{"dt": "pr", "to": "dQw4:APA91bH_token", "sid": "s-1", "lc": {"lat": 37.5, "lng": 127.0}, "cs": {"bl": 0.8}}],
    }  # fmt: skip
    told = found("https://nativesdks.mparticle.com/v2/key/events", batch)
    assert told["android_id"] == {"4f1c9a7be20d8365"}
    assert told["coordinates"] == {"37.5", "127.0"}
    assert told["user_id"] == {"-7346182930", "m-83421"}
    assert (told["push_token"], told["carrier"], told["mcc_mnc"]) == ({"dQw4:APA91bH_token"}, {"KT"}, {"450"})


def test_embrace_datadog_clarity_beacon() -> None:
    told = found(
        "https://a-abcde.data.emb-api.com/v2/spans",
        {"resource": {"device_model": "SM-S918N", "jailbroken": True}, "metadata": {"email": "a@b.example", "locale": "ko_KR"}},
    )  # fmt: skip
    assert (told["device_model"], told["email"], told["locale"]) == ({"SM-S918N"}, {"a@b.example"}, {"ko_KR"})
    told = found(
        "https://browser-intake-ap2-datadoghq.com/api/v2/rum",
        {"device": {"time_zone": "Asia/Seoul", "locale": "ko-KR", "battery_level": 0.4}, "account": {"id": "acc-9"}},
    )
    assert (told["timezone"], told["battery"], told["user_id"]) == ({"Asia/Seoul"}, {"0.4"}, {"acc-9"})
    lines = [{"date": 1764293400123, "os": {"version_major": "16"}, "device": {"power_saving_mode": True}}] * 2
    told = found("https://browser-intake-ap2-datadoghq.com/api/v2/rum", lines)
    assert (told["transmission_time"], told["os_version"], told["battery"]) == ({"1764293400123"}, {"16"}, {"true"})
    told = found(
        "https://q.clarity.ms/collect", {"e": ["0.7.16", 1, 0, 9, "proj1", "u1x2y3", "s9z8", 1, 0, 0], "a": [[5, 6]]}
    )
    assert (told["app_id"], told["device_id"], told["session_id"]) == ({"proj1"}, {"u1x2y3"}, {"s9z8"})
    body = {
        "mainAppKey": "0WEB0AB",
        "sdkId": "js",
        "common": {"A2": "q36id", "A101": "Mozilla/5.0 (Linux)"},
        "events": [],
    }
    told = found("https://otheve.beacon.qq.com/analytics/v2_upload?appkey=0WEB0AB", body)
    assert (told["device_id"], told["user_agent"]) == ({"q36id"}, {"Mozilla/5.0 (Linux)"})
    assert "os_name" not in told


def test_tiktok_tells_of_its_sdk_apart_from_events() -> None:
    base = {"device": {"id": "anon-1", "ip": "192.168.0.7", "session": "s-1"}, "app": {"app_namespace": "kr.shop"}}
    told = found("https://analytics.us.tiktok.com/api/v1/app_sdk/monitor", base)
    assert (told["installation_id"], told["ip_address"]) == ({"anon-1"}, {"192.168.0.7"})
    assert "installation_id" not in found("https://analytics.us.tiktok.com/api/v1/app_sdk/batch", base)
    context = {
        "device": {"os_version": "14"},
        "app": {"namespace": "kr.shop"},
        "user": {"external_username": "ab" * 32},
    }
    told = found("https://analytics.us.tiktok.com/api/v1/app_sdk/batch", {"batch": [{"context": context}]})
    assert (told["os_version"], told["app_id"], told["user_name"]) == ({"14"}, {"kr.shop"}, {"ab" * 32})


def test_sift_tells_of_the_build_and_its_signs_of_manipulation() -> None:
    properties = {"build_brand": "samsung", "build_product": "pa3qksx", "build_tags": "release-keys", "evidence_properties": ["ro.debuggable"]}  # fmt: skip
    state = {"battery_health": 2, "plug_state": 1}
    told = found(
        "https://api3.siftscience.com/v3/accounts/5f3c/mobile_events",
        {"data": [{"time": 1764293400123, "android_device_properties": properties, "android_app_state": state}]},
        method="PUT",
    )
    assert (told["manufacturer"], told["device_model"]) == ({"samsung"}, {"pa3qksx"})
    assert (told["root_state"], told["battery"]) == ({"release-keys", "ro.debuggable"}, {"2", "1"})
    assert told["transmission_time"] == {"1764293400123"}


def test_umeng_mini_program_signs_in_by_address() -> None:
    told = found("https://umini.shujupie.com/uminiprogram_logs/wx/getuut?key=5f1&code=0a1B2c", method="GET")
    assert (told["app_id"], told["access_token"]) == ({"5f1"}, {"0a1B2c"})


def test_scripts_of_korean_shops_tell_by_address() -> None:
    page = "u=https%3A%2F%2Fm.shop.example%2Fp%2F1&e=https%3A%2F%2Fsearch.example&wa=s_1&vtyp=DET&pid=65&pnm=%EB%B0%B0%EC%B6%94&ln=ko-KR"
    told = found(f"https://wcs.naver.com/m?{page}&sr=400x929", method="GET")
    assert told["product_view"] == {"65", "배추"}
    assert (told["viewed_page"], told["referrer"]) == ({"https://m.shop.example/p/1"}, {"https://search.example"})
    assert (told["app_id"], told["locale"], told["screen"]) == ({"s_1"}, {"ko-KR"}, {"400x929"})
    bought = "https://dgc17.acecounter.com/logecgather/?cuid=AP1&md={}&ll=TOP%40Knit%4010000%401%5E"
    assert found(bought.format("b"), method="GET")["order"] == {"TOP@Knit@10000@1^"}
    told = found(bought.format("i"), method="GET")
    assert (told["cart"], "order" in told) == ({"TOP@Knit@10000@1^"}, False)
    assert "cart" not in found(bought.format("x"), method="GET")
    told = found(
        "https://bc.ad.daum.net/bc?d=%7B%22track_id%22%3A%22648%22%2C%22event_code%22%3A%22PageView%22%7D", method="GET"
    )
    assert (told["behaviour"], told["app_id"]) == ({"PageView"}, {"648"})
