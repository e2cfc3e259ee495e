"""The tracker detector on hand-made fields, and against what TrackHAR finds in real captures."""

import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.detectors import tracker
from trafficaudit.detectors.context import Context
from trafficaudit.model import Decoded, Direction, Exchange, Field, Finding, Part, Span
from trafficaudit.trackers.paths import split_path

DETECT = tracker.build(Context())
EXPECTED = Path(__file__).parents[1] / "data" / "trackhar"


def field(part: Part, path: str, value: str | bytes, **changes: Any) -> Field:
    known: dict[str, Any] = {
        "direction": "request",
        "key": next((step for step, _ in reversed(split_path(path)) if isinstance(step, str)), ""),
        "layers": (),
        "span": Span(0, len(value)),
        "exact": True,
        "parent": -1,
        "leaf": True,
    }
    return Field(part=part, path=path, value=value, **{**known, **changes})


def exchange(url: str, method: str = "POST", host: str = "") -> Exchange:
    host = host or url.split("/")[2]
    now = datetime(2026, 11, 24, tzinfo=UTC)
    return Exchange("1", "c", 0, now, "", "", "http/2", method, url, host, 443, None, None)


def find(url: str, *fields: Field, method: str = "POST") -> list[Finding]:
    return list(DETECT(exchange(url, method), Decoded(fields, ())))


def categories(findings: list[Finding]) -> list[str]:
    return [finding.category for finding in findings]


FACEBOOK = "https://graph.facebook.com/v16.0/123/activities"
ADID = "eefc9fd3-1cfb-4717-b774-eaae02f212a3"


@pytest.mark.parametrize("path", ["uid", "[0].uid", "[7].uid"])
def test_each_of_the_hits_that_were_sent_together(path: str) -> None:
    url = "https://www.google-analytics.com/batch"
    found = find(url, field("body", path, "77120193237"), field("body", '[1]["ep.transaction_id"]', "819950268"))
    assert categories(found) == ["user_id", "order"]


NO_HEARTBEATS = "H4sIAAAAAAAAAKtWykhNLCpJSk0sKVayio7VUSpLLSrOzM9TslIyUqoFAFyivEQfAAAA"


@pytest.mark.parametrize(
    "target",
    ["/v16.0/123/activities?next=https://x.example/y", "/v16.0/123/activities#a://b/c", FACEBOOK + "?u=a://b/c"],
)
def test_an_address_in_a_query_is_no_path(target: str) -> None:
    sent = field("body", "advertiser_id", ADID, layers=("form",), span=Span(14, 50))
    made = exchange(target, host="graph.facebook.com")
    assert categories(list(DETECT(made, Decoded((sent,), ())))) == ["advertising_id"]


def test_a_documented_field_is_found_with_its_reasoning() -> None:
    sent = field("body", "advertiser_id", ADID, layers=("form",), span=Span(14, 50))
    (finding,) = find(FACEBOOK, sent)
    assert finding.field is sent
    assert (finding.category, finding.match, finding.detector) == (
        "advertising_id",
        "named",
        "tracker:facebook-app-events",
    )
    assert (finding.value, finding.span, finding.layers) == (ADID, Span(14, 50), ("form",))
    assert 0.8 <= finding.confidence <= 0.95
    assert finding.reasoning.startswith("Facebook SDK (app events): advertiser_id carries advertising id (https://")


def test_an_element_of_a_list_below_any_steps_carries_what_the_list_does() -> None:
    rum = "https://browser-intake-us5-datadoghq.com/api/v2/rum"
    single, several = (
        field("body", "connectivity.interfaces[0]", "wifi"),
        field("body", "[1].device.locales[1]", "ko-KR"),
    )
    assert categories(find(rum, single, several)) == ["network_type", "locale"]
    assert find(rum, field("body", "connectivity.interfaces[0].id", "wifi")) == []
    assert find(rum, field("body", "connectivity.interfaces[0]", "[]", leaf=False)) == []


def test_findings_come_in_the_order_of_the_fields_containers_and_leaves_alike() -> None:
    found = find(
        FACEBOOK,
        field("body", "custom_events", '[{"_eventName":"x"}]', leaf=False),
        field("body", "custom_events[0]", '{"_eventName":"x"}', leaf=False),
        field("body", "custom_events[0]._eventName", "x"),
        field("body", "extinfo", '["a2","com.example.app"]', leaf=False),
        field("body", "extinfo[1]", "com.example.app"),
    )
    assert [(item.field.path, item.category) for item in found] == [
        ("custom_events", "behaviour"),
        ("custom_events[0]._eventName", "behaviour"),
        ("extinfo[1]", "app_id"),
    ]


def test_a_packed_header_is_found_as_sent_and_as_what_it_holds() -> None:
    url = "https://firebaseinstallations.googleapis.com/v1/projects/p/installations"
    raw = field("header", "x-firebase-client", "H4sIAAAA", leaf=False)
    inner = ("base64url", "gzip", "json")
    agent = field(
        "header", "x-firebase-client.heartbeats[0].agent", "fire-core/1 device-model/abc", layers=inner, exact=False
    )
    found = find(url, raw, agent)
    assert ("sdk_version", "H4sIAAAA") in [(item.category, item.value) for item in found]
    assert ("device_model", "device-model/abc") in [(item.category, item.value) for item in found]
    assert {item.span for item in found if item.field is agent} == {agent.span}


def test_a_piece_of_a_split_value_has_its_own_place() -> None:
    url = "https://kapi.kakao.com/v2/user/me"
    value = "sdk/2.20.0 os/android-34 lang/ko-KR device/SM-S911N"
    header = field("header", "ka", value, span=Span(100, 100 + len(value)))
    found = {item.category: item for item in find(url, header, method="GET")}
    assert found["device_model"].value == "device/SM-S911N"
    start, end = found["device_model"].span
    assert value[start - 100 : end - 100] == "device/SM-S911N"
    assert found["locale"].value == "lang/ko-KR"


def test_host_path_method_part_and_direction_all_count() -> None:
    sent = field("body", "advertiser_id", ADID)
    assert categories(find(FACEBOOK, sent)) == ["advertising_id"]
    assert categories(find(FACEBOOK + "?a=b#c", sent)) == ["advertising_id"]
    assert find("https://example.com/v16.0/123/activities", sent) == []
    assert find("https://graph.facebook.com/v16.0/123/friends", sent) == []
    assert find(FACEBOOK, field("header", "advertiser_id", ADID)) == []
    assert find(FACEBOOK, field("body", "advertiser_id", ADID, direction="response")) == []


def test_what_a_platform_hands_out_is_found_in_the_response() -> None:
    url = "https://firebaseinstallations.googleapis.com/v1/projects/p/installations"
    fid = "e5MKLJp8QGi6-NUMLkUOMm"
    found = find(url, field("body", "fid", fid, direction="response"))
    assert [(item.category, item.field.direction) for item in found] == [("installation_id", "response")]


@pytest.mark.parametrize(
    "value",
    [
        "",
        "null",
        "None",
        "{}",
        "[]",
        "0",
        "00000000-0000-0000-0000-000000000000",
        "${IDFA}",
        "[IDFA]",
        "__IDFA__",
        "%%ADVERTISING_ID%%",
        "${device.ifa}",
        "%gaid%",
        "<advertising_id>",
        "#{ifa}",
        "****",
        "unknown",
        "(not set)",
        "anonymous",
        b"",
        b"\0\0",
    ],
)
def test_a_value_that_says_nothing_is_skipped(value: str | bytes) -> None:
    assert find(FACEBOOK, field("body", "advertiser_id", value)) == []


def test_what_a_decoder_makes_of_a_macro_is_no_value() -> None:
    amplitude = "https://api2.amplitude.com/2/httpapi"
    sent = field("body", "events[0].adid", "%%ADVERTISING_ID_PLAIN%%", leaf=False)
    opened = field("body", "events[0].adid", b"%\xadVERTISING_ID_PLAIN%%", layers=("percent",), parent=0)
    assert find(amplitude, sent, opened) == []
    packed = field("body", "events[0].adid", "AAEC", leaf=False)
    assert categories(find(amplitude, packed, field("body", "events[0].adid", b"\1\2", layers=("base64",), parent=0)))


def test_a_word_for_none_in_a_documented_place_is_no_value() -> None:
    amplitude = "https://api2.amplitude.com/2/httpapi"
    sent = [field("body", "events[0].adid", value) for value in ("true", "denied", "[object Object]", ADID)]
    assert [item.value for item in find(amplitude, *sent)] == [ADID]


def test_a_zero_is_an_answer_where_a_state_is_asked_for() -> None:
    url = "https://sessions.bugsnag.com/"
    assert categories(find(url, field("body", "device.jailbroken", "false"))) == ["root_state"]


def test_values_that_mean_no_answer_are_skipped() -> None:
    url = "https://api.vungle.com/api/v5/new"
    assert find(url, field("url", "query.ifa", "vungle.invalid.IFA"), method="GET") == []
    assert categories(find(url, field("url", "query.ifa", ADID), method="GET")) == ["advertising_id"]


@pytest.mark.parametrize("value", ["02:00:00:00:00:00", "d41d8cd98f00b204e9800998ecf8427e", "OPTOUT", "17105-OPTOUT"])
def test_what_stands_for_nobody_is_skipped(value: str) -> None:
    url = "https://image2.pubmatic.com/AdServer/Pug"
    assert find(url, field("cookie", "KRTBCOOKIE_594", value), method="GET") == []
    assert categories(find(url, field("cookie", "KRTBCOOKIE_594", "17105-aB3dE5gH"), method="GET")) == [
        "advertising_cookie"
    ]


def test_a_heartbeat_of_nothing_names_no_sdk() -> None:
    url = "https://firebaseinstallations.googleapis.com/v1/projects/p/installations"
    text = '{"heartbeats":[],"version":"2"}'
    packed = field("header", "x-firebase-client", NO_HEARTBEATS, leaf=False)
    opened = field("header", "x-firebase-client", b"\x1f\x8b\x08", leaf=False, layers=("base64",))
    assert find(url, packed, opened, field("header", "x-firebase-client", text, leaf=False)) == []


def test_a_neighbour_decides_what_a_numbered_field_means() -> None:
    url = "https://firebaselogging-pa.googleapis.com/v1/firelog/legacy/batchlog"

    def sent(kind: str) -> list[Finding]:
        return find(
            url,
            field("body", "logRequest[0].logSourceName", "GDT_CLIENT_METRICS"),
            field("body", "logRequest[1].logSourceName", kind),
            field("body", "logRequest[1].logEvent[0].sourceExtension.1.3.1", "com.example.app"),
        )

    assert categories(sent("FIREPERF")) == ["app_id"]
    assert sent("SOMETHING_ELSE") == []


def test_a_protobuf_field_is_found_whether_it_is_repeated_or_not() -> None:
    url = "https://app-measurement.com/a"
    assert categories(find(url, field("body", "1.14", "com.example.app"))) == ["app_id"]
    assert categories(find(url, field("body", "1[1].14", "com.example.app"))) == ["app_id"]


def test_an_element_of_a_documented_list_and_a_repeated_header_count() -> None:
    found = find("https://sessions.bugsnag.com/", field("body", "device.cpuAbi[0]", "x86_64"))
    assert categories(found) == ["cpu_architecture"]
    found = find("https://acs.m.taobao.com/gw/mtop.x/1.0/", field("header", "x-utdid[1]", "WabcdefghijDAJklmnopqrst"))
    assert categories(found) == ["device_id"]


def test_what_a_documented_object_holds_counts_where_the_data_say_so() -> None:
    url = "https://live.chartboost.com/api/install"
    sent = [field("body", "carrier.carrier-name", "KT"), field("body", "carrier.iso-country-code", "null")]
    assert [(item.category, item.value) for item in find(url, *sent)] == [("carrier", "KT")]


def test_what_is_documented_by_name_is_not_told_as_the_rest_of_its_object() -> None:
    url = "https://i.w.inmobi.com/showad.asm"
    sent = [field("body", "u-id-map.GPID", ADID), field("body", "u-id-map.UM5", "5d41402abc4b2a76b9719d911017c592")]
    assert categories(find(url, *sent)) == ["advertising_id", "device_id"]


@pytest.mark.parametrize(
    ("value", "found"), [("1", False), ("2.0", False), (" ab ", False), ("a1b2", True), (ADID, True)]
)
def test_a_flag_in_the_place_of_a_phones_identifier_is_none(value: str, found: bool) -> None:
    url = "https://nlog.naver.com/nlogapp"
    assert categories(find(url, field("header", "da-dv", value))) == (["vendor_id"] if found else [])
    members = find("https://acs.aliexpress.com/gw/mtop.a/1.0/", field("header", "x-uid", "42"))
    assert categories(members) == ["user_id"], "numbers of members are as short as they are"


KOREAN_AND_CHINESE = [
    ("https://nlog.naver.com/nlogapp", field("body", "usr.adid", ADID), "advertising_id"),
    ("https://nlog.naver.com/nlogapp", field("body", "usr.ssaid", "a1b2c3d4e5f60718"), "android_id"),
    ("https://nlog.naver.com/nlogapp", field("header", "da-dd", ADID), "advertising_id"),
    ("https://nlog.naver.com/nlogapp", field("header", "da-dv", ADID), "vendor_id"),
    ("https://g.tivan.naver.com/gfa/x", field("cookie", "NNB", "ABCDEFGH12345"), "advertising_cookie"),
    ("https://display.ad.daum.net/sdk/banner", field("cookie", "TIARA", "abc123def"), "advertising_cookie"),
    ("https://acs.aliexpress.com/gw/mtop.a/1.0/", field("header", "x-devid", "Aabcdef"), "device_id"),
    ("https://acs.aliexpress.com/gw/mtop.a/1.0/", field("header", "x-umt", "token=="), "device_fingerprint"),
    ("https://acs.aliexpress.com/gw/mtop.a/1.0/", field("header", "x-uid", "123456789"), "user_id"),
    ("https://acs.aliexpress.com/gw/mtop.a/1.0/", field("header", "x-sid", "s1e2s3s4"), "session_id"),
    ("https://www.temu.com/api/x", field("cookie", "api_uid", "Cabcdef=="), "device_id"),
    ("https://www.temu.com/api/x", field("cookie", "_nano_fp", "Xpabc"), "device_fingerprint"),
    ("https://www.temu.com/api/x", field("header", "verifyauthtoken", "abcdef"), "access_token"),
    ("https://www.temu.com/api/x", field("header", "x-phan-data", "0aeJx"), "device_fingerprint"),
    ("https://www.temu.com/api/x", field("url", "query._x_sessn_id", "abcdef12"), "session_id"),
    ("https://log.tiktokv.com/service/2/device_register/", field("body", "header.google_aid", ADID), "advertising_id"),
    ("https://log.tiktokv.com/service/2/device_register/", field("body", "header.carrier", "KT"), "carrier"),
    ("https://core.airbridge.io/api/v4/apps/a/events", field("body", "device.gaid", ADID), "advertising_id"),
    ("https://core.airbridge.io/api/v4/apps/a/events", field("body", "device.ifa", ADID.upper()), "advertising_id"),
    (
        "https://core.airbridge.io/api/v4/apps/a/events",
        field("body", "user.externalUserPhone", "821012341234"),
        "phone_number",
    ),
    ("https://apis.ad-brix.com/v1/event/bulk", field("body", "common.identity.gaid", ADID), "advertising_id"),
    ("https://android.bugly.qq.com/rqd/async", field("header", "bundleid", "kr.example.shop"), "app_id"),
    ("https://app.adjust.com/session", field("body", "gps_adid", ADID), "advertising_id"),
    ("https://app.adjust.world/event", field("body", "android_uuid", ADID), "installation_id"),
    ("https://api2.branch.io/v1/open", field("body", "hardware_id", ADID), "device_id"),
    ("https://acs.aliexpress.com/gw/mtop.a/1.0/", field("header", "x-t", "1711123456"), "transmission_time"),
    ("https://acs.aliexpress.com/gw/mtop.a/1.0/", field("header", "x-utdid", "aBcDeFgHiJkLmNoPqRsTuVwX"), "device_id"),
    ("https://adashx.m.taobao.com/rest/gc2", field("cookie", "cna", "abcdef123"), "advertising_cookie"),
    ("https://www.temu.com/api/x", field("cookie", "_bee", "abcdef123"), "advertising_cookie"),
    (
        "https://log.tiktokv.com/service/2/device_register/",
        field("body", "header.openudid", "a1b2c3d4e5f60718"),
        "android_id",
    ),
    ("https://track.tiara.kakao.com/queen/footsteps", field("cookie", "TIARA", "abc123def"), "advertising_cookie"),
    ("https://api.weixin.qq.com/sns/userinfo", field("url", "query.openid", "oAbC123"), "user_id"),
    ("https://t.appsflyer.com/api/v4/androidevent", field("body", "advertiserId", ADID), "advertising_id"),
    ("https://api2.amplitude.com/2/httpapi", field("body", "events[0].adid", ADID), "advertising_id"),
    ("https://sdk.iad-01.braze.com/api/v3/data", field("body", "attributes[0].email", "a@example.kr"), "email"),
    ("https://sdk.iad-01.braze.com/api/v3/data", field("body", "device.google_ad_id", ADID), "advertising_id"),
    ("https://apis.ad-brix.com/v1/event/bulk", field("body", "common.identity.user_hash", "ab12cd34"), "user_id"),
    ("https://apis.ad-brix.com/v1/event/bulk", field("body", "evts[0].location.lat", "37.56650"), "coordinates"),
    ("https://apis.ad-brix.com/v1/event/bulk", field("body", "evts[0].param.abx:order_id", "A-77"), "order"),
    ("https://guide-acs.m.taobao.com/gw/mtop.a/1.0/", field("header", "x-netinfo.SSID", "home-wifi"), "wifi_ssid"),
    ("https://acs.aliexpress.com/gw/mtop.a/1.0/", field("header", "x-c-traceid", "ZabcUTDIDabcdefg170"), "device_id"),
    ("https://acs.aliexpress.com/h5/a/1.0/", field("cookie", "aep_usuc_f.x_alimid", "3073958362"), "user_id"),
    (
        "https://acs.aliexpress.com/h5/a/1.0/",
        field("cookie", "xman_us_f.acs_rt", "531ba09d6c7240d99e25618452eb8ce5"),
        "session_id",
    ),
    (
        "https://ljc.coupang.com/api/v2/bulksubmit?market=KR",
        field("body", "[3].common.pcid", "17123456789012345678901"),
        "device_id",
    ),
    ("https://ljc.coupang.com/api/v2/submit", field("body", "common.memberSrl", "123456789"), "user_id"),
    ("https://ljc.coupang.com/api/v2/submit", field("body", "data.q", "umbrella"), "search_query"),
    ("https://cmapi.coupang.com/v3/products", field("url", "query.keyword", "umbrella"), "search_query"),
    ("https://api-service.shein.com/x", field("header", "smdeviceid", "202207242333016e35cdf04"), "device_fingerprint"),
    ("https://api-service.shein.com/x", field("header", "dev-id", "shein_" + ADID), "device_id"),
    ("https://api-service.shein.com/x", field("header", "device", "Pixel4 Android11"), "device_model"),
    ("https://api-service.shein.com/x", field("header", "network-type", "WIFI"), "network_type"),
    (
        "https://api-service.shein.com/product/get_products_by_keywords",
        field("body", "keywords", "umbrella"),
        "search_query",
    ),
    ("https://api-service.shein.com/order/order/checkout", field("body", "postcode", "04524"), "postal_code"),
    ("https://app.us.adjust.com/session", field("body", "ios_uuid", ADID), "installation_id"),
]


@pytest.mark.parametrize(("url", "sent", "category"), KOREAN_AND_CHINESE)
def test_platforms_of_shopping_apps(url: str, sent: Field, category: str) -> None:
    assert category in categories(find(url, sent))


COUPANG_APP = (
    "COUPANG|Android|15|9.0.4||dXc1:APA91bHxyz_-12|8f14e45f-ceea-3d6a-9b1c-0a1b2c3d4e5f|Y|SM-A165N"
    "|8f14e45fceea3d6a9b1c0a1b2c3d4e5f|0b1c2d3e-1111-4abc-8def-0123456789ab|XXHDPI|17123456789012345678901"
    "||0||wifi|-1|||Asia/Seoul|0123456789abcdef0123456789abcdef01234567||1080|450|-1|1.0|true"
)


def test_coupangs_packed_header_is_taken_apart() -> None:
    found = find("https://cmapi.coupang.com/v3/products", field("header", "coupang-app", COUPANG_APP))
    assert sorted((finding.category, finding.value) for finding in found) == [
        ("advertising_id", "0b1c2d3e-1111-4abc-8def-0123456789ab"),
        ("app_version", "9.0.4"),
        ("device_id", "17123456789012345678901"),
        ("device_id", "8f14e45f-ceea-3d6a-9b1c-0a1b2c3d4e5f"),
        ("device_id", "8f14e45fceea3d6a9b1c0a1b2c3d4e5f"),
        ("device_model", "SM-A165N"),
        ("network_type", "wifi"),
        ("os_name", "Android"),
        ("push_token", "dXc1:APA91bHxyz_-12"),
        ("screen", "XXHDPI"),
        ("timezone", "Asia/Seoul"),
    ]


def test_amplitudes_number_of_an_event_is_no_id_of_the_device() -> None:
    for path in ("events[0].uuid", "e[0].uuid"):
        assert find("https://api2.amplitude.com/2/httpapi", field("body", path, ADID)) == []


PATHS = st.sampled_from(["advertiser_id", "extinfo[1]", "custom_events", "$", "", "[", '["', "a.b", "["]) | st.text()


@given(
    st.text(max_size=60),
    st.sampled_from(["graph.facebook.com", "www.temu.com", "api.mixpanel.com", "firebaselogging-pa.googleapis.com"]),
    st.sampled_from(["GET", "POST", ""]),
    st.lists(
        st.tuples(st.sampled_from(["url", "header", "cookie", "body"]), PATHS, st.text() | st.binary()), max_size=6
    ),
    st.sampled_from(["request", "response"]),
)
def test_any_exchange_gives_findings_and_no_error(
    url: str, host: str, method: str, parts: list[tuple[Part, str, str | bytes]], direction: Direction
) -> None:
    fields = tuple(field(part, path, value, direction=direction) for part, path, value in parts)
    for finding in DETECT(exchange(url, method, host), Decoded(fields, ())):
        assert finding.field in fields
        assert finding.detector.startswith("tracker:")


# What TrackHAR calls a property, and the category that we give it in these captures.
PROPERTIES = {
    "advertisingId": {"advertising_id"},
    "architecture": {"cpu_architecture"},
    "appName": {"app_name"},
    "batteryLevel": {"battery"},
    "country": {"region"},
    "deviceId": {"device_id", "installation_id", "device_fingerprint"},
    "isCharging": {"battery"},
    "isEmulator": {"root_state"},
    "isInForeground": {"behaviour"},
    "isRooted": {"root_state"},
    "localIp": {"ip_address"},
    "manufacturer": {"manufacturer"},
    "networkConnectionType": {"network_type"},
    "orientation": {"device_state"},
    "ramFree": {"storage_memory"},
    "ramTotal": {"storage_memory"},
    "sessionId": {"session_id"},
    "startTime": {"behaviour"},
    "timeSpent": {"behaviour"},
    "userId": {"user_id"},
    "viewedPage": {"viewed_page"},
    "idfa": {"advertising_id"},
    "otherIdentifiers": {"installation_id", "device_id"},
    "osName": {"os_name"},
    "osVersion": {"os_version"},
    "appId": {"app_id"},
    "appVersion": {"app_version"},
    "trackerSdkVersion": {"sdk_version"},
    "model": {"device_model"},
    "language": {"locale"},
    "timezone": {"timezone"},
    "carrier": {"carrier"},
    "screenWidth": {"screen"},
    "screenHeight": {"screen"},
    "diskTotal": {"storage_memory"},
    "diskFree": {"storage_memory"},
}


def test_everything_that_trackhar_finds_is_found(shared_captures: Path) -> None:
    folder = shared_captures / "tweasel" / "platform"
    expected = json.loads((folder / "trackhar.json").read_text(encoding="utf-8"))
    found = list(_findings(folder / "traffic.har.json"))
    missed, wanted = [], 0
    for request, findings in zip(expected, found, strict=True):
        for item in request or []:
            wanted += 1
            value = item["value"] if isinstance(item["value"], str) else json.dumps(item["value"])
            named = {finding.category for finding in findings if finding.value == value}
            if not named & PROPERTIES[item["property"]]:
                missed.append((item["property"], item["path"], sorted(named)))
    assert wanted == 55
    # TrackHAR takes the header for the SDK's version whatever it holds.
    assert missed == [("trackerSdkVersion", "x-firebase-client", [])]
    assert NO_HEARTBEATS in {item["value"] for request in expected for item in request or []}


def test_everything_that_trackhar_finds_in_reporthar_is_found(shared_captures: Path) -> None:
    """``tests/data/trackhar`` has request, property and the head of the value's SHA-256 of what TrackHAR 1.0.0 gives, lists by element."""
    listed = json.loads((EXPECTED / "reporthar.json").read_text(encoding="utf-8"))
    missed, wanted = [], 0
    for name, expected in listed.items():
        found = list(_findings(shared_captures / "tweasel" / "ReportHAR" / name))
        for request, prop, digest in expected:
            wanted += 1
            named = {finding.category for finding in found[request] if _digest(finding.value) == digest}
            if not named & PROPERTIES[prop]:
                missed.append((name, request, prop, sorted(named)))
    assert wanted == 262
    assert missed == []


def _digest(value: str | bytes) -> str:
    # TrackHAR gives numbers as numbers: 1.0 is 1.
    data = value.removesuffix(".0").encode() if isinstance(value, str) else value
    return hashlib.sha256(data).hexdigest()[:12]


def _findings(har: Path) -> Iterator[list[Finding]]:
    from trafficaudit.decode import decode
    from trafficaudit.readers import open_capture

    for item in open_capture(har).items():
        assert isinstance(item, Exchange)
        yield list(DETECT(item, decode(item)))


def test_the_last_name_is_all_of_one_that_has_the_way_to_its_value() -> None:
    for path, key, name in (('["user[phone]"]', "phone", "user[phone]"), ("tels[0]", "tels", "tels")):
        one = Field("request", "body", path, key, "1", ("form",), Span(0, 1), True, 0, True)
        assert tracker._last_name(one) == name


def told(url: str, path: str, value: str) -> set[str]:
    return set(categories(find(url, field("url", path, value), method="GET")))


@pytest.mark.parametrize(
    ("step", "category"),
    [("dtphone", "device_type"), ("brSafari", "user_agent"), ("brChrome;OSX", "user_agent"), ("brWindows8.1", "os_name"),
     ("ur" + b"https://news.example/".hex(), "viewed_page"), ("coKR", "region"), ("rgKR.11", "region"), ("ilKR:04524", "postal_code"),
     ("json", ""), ("sl_news_home_-TOP", ""), ("168132", ""), ("brdesktop", ""), ("cookie", ""), ("rgb", ""), ("il", ""), ("ur", ""), ("II7dad196c", "")],
)  # fmt: skip
def test_targets_in_the_steps_of_a_path(step: str, category: str) -> None:
    assert told("https://ads-shop.adhese.com/json/sl7/x/", "path[2]", step) == ({category} if category else set())


@pytest.mark.parametrize("url", ["https://bh.contextweb.com/bh/rtset?", "https://trc.taboola.com/sg/partner/1/rtb-h/?"])
@pytest.mark.parametrize(
    "value", ["CAESENj7Ut9XZq4mb1dt0bWEpoV", "3f2b1a09-8c7d-4e6f-9a5b-4c3d2e1f0a9b", "rkxl_lqKFZ-"]
)
def test_the_number_by_which_a_partner_knows_the_browser(url: str, value: str) -> None:
    path = "query.ev" if "contextweb" in url else "query.taboola_hm"
    assert told(url, path, value) == {"advertising_cookie"}
    assert told(url, "query.pid", value) == set()
    for nobody in ("1", "OPTOUT", "[MM_UUID]", "${BUYER_ID}", "%%VGUID%%", ""):
        assert told(url, path, nobody) == set()


@pytest.mark.parametrize(
    ("url", "path", "value", "category"),
    [
        ("https://pixel.quantserve.com/pixel/p-1.gif", "query.tags", "NET.IAB6,,ZIPCODE.1091 AA,ADSIZE.300X600", "postal_code"),
        ("https://pixel.quantserve.com/pixel/p-1.gif", "query.tags", "NET.IAB6,ADSIZE.300X600,ZIPCODE.", ""),
        ("https://secure-dcr.imrworldwide.com/cgi-bin/cfg", "query.apn", "Hanbit News", "app_name"),
        ("https://secure-dcr.imrworldwide.com/novms/js/2/x.js", "query.apn", "Hanbit News", ""),
        ("https://kr.hit.gemius.pl/_1504/rexdot.js", "query.fpdata", "LF225Yj8uXZyBkdeg.XFhP9CxWPrBe.h7", "advertising_cookie"),
        ("https://kr.hit.gemius.pl/_1504/rexdot.js", "query.fpdata", "-TURNEDOFF", ""),
        ("https://kr.hit.gemius.pl/_1504/rexdot.js", "query.id", "LF225Yj8uXZyBkdeg.XFhP9CxWPrBe.h7", ""),
        ("https://pagead2.googlesyndication.com/activeview", "query.ss[0]", "1024", "screen"),
        ("https://pagead2.googlesyndication.com/activeview", "query.p[0]", "1024", ""),
        ("https://pagead2.googlesyndication.com/pagead/gen_204", "query.bg", "!pKelp79ERT5BIq_BSXMCAAA", "device_fingerprint"),
        ("https://pagead2.googlesyndication.com/pagead/gen_204", "query.bg", "ffffff", ""),
        ("https://www.google-analytics.com/collect", "query.t", "pageview", "behaviour"),
        ("https://www.google-analytics.com/collect", "query.t", "timing", ""),
        ("https://pixel.adsafeprotected.com/mon", "query.adsafe_url", "https://news.example/a", "viewed_page"),
    ],
)  # fmt: skip
def test_places_of_measurement(url: str, path: str, value: str, category: str) -> None:
    assert told(url, path, value) == ({category} if category else set())


@pytest.mark.parametrize(
    ("url", "part", "path", "value", "category"),
    [
        ("https://notify.bugsnag.com/", "header", "bugsnag-api-key", "ae1ad931c177067ffc6d8a95c78913fe", "app_id"),
        ("https://notify.bugsnag.com/", "body", "apiKey", "ae1ad931c177067ffc6d8a95c78913fe", "app_id"),
        ("https://notify.bugsnag.com/", "body", "events[0].metaData.app.processName", "kr.example.shop", "app_id"),
        ("https://notify.bugsnag.com/", "body", "events[0].metaData.app.processName", "main", ""),
        ("https://graph.facebook.com/v16.0/138566025677/activities", "url", "path[1]", "138566025677", "app_id"),
        ("https://graph.facebook.com/v16.0/app/mobile_sdk_gk", "url", "path[1]", "app", ""),
        ("https://firebaseinstallations.googleapis.com/v1/projects/shop-7c3db/installations", "url", "path[2]", "shop-7c3db", "app_id"),
        ("https://firebaseinstallations.googleapis.com/v1/projects/shop-7c3db/installations", "url", "path[1]", "projects", ""),
        ("https://api.helpshift.com/events/v1/shop/websdk/", "header", "authorization", "shop_platform_20231024080034030-64c03dee9592d83:", "app_id"),
        ("https://api.helpshift.com/events/v1/shop/websdk/", "header", "authorization", "Basic eA==", ""),
    ],
)  # fmt: skip
def test_by_what_a_service_knows_the_app(url: str, part: Part, path: str, value: str, category: str) -> None:
    assert set(categories(find(url, field(part, path, value)))) == ({category} if category else set())
