"""Places of platforms that only their SDK's public code or documents name, with near misses beside each.

Each value is unlike the others, so that a claim of the wrong place is seen.
"""

import base64
import json
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote, urlencode

import pytest

from trafficaudit.decode import decode
from trafficaudit.detectors import tracker
from trafficaudit.detectors.context import Context
from trafficaudit.model import Exchange, Message

DETECT = tracker.build(Context())
ADID = "38400000-8cf0-11bd-b23e-10b96e40000d"
UUID = "5d4c2f7e-6a35-4a1c-8f0d-8e4c8d6c2a11"
IP = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"


def found(url: str, body: Any = None, method: str = "", **headers: str) -> dict[str, set[str]]:
    """Give the categories with the values that were found in a request; a body is JSON, a form (text) or bytes."""
    raw = body if isinstance(body, bytes) else body.encode() if isinstance(body, str) else json.dumps(body).encode()
    raw = b"" if body is None else raw
    kind = "application/x-www-form-urlencoded" if isinstance(body, str) else "application/json"
    kind = "application/x-protobuf" if isinstance(body, bytes) else kind
    given = ((b"content-type", kind.encode()), *((name.encode(), value.encode()) for name, value in headers.items()))
    message = Message(given, raw, body_size=len(raw))
    now, method = datetime(2026, 11, 27, tzinfo=UTC), method or ("GET" if body is None else "POST")
    sent = Exchange("1", "c", 0, now, "", "", "http/2", method, url, url.split("/")[2], 443, message, None)
    told: dict[str, set[str]] = {}
    for finding in DETECT(sent, decode(sent)):
        told.setdefault(finding.category, set()).add(str(finding.value))
    return told


def test_applovin_in_groups_of_a_body_and_flat_in_an_address() -> None:
    device = {
        "idfa": ADID,
        "brand": "samsung",
        "revision": "e1s",
        "dx": 1080,
        "tm": 8012345678,
        "lm": False,
        "gy": True,
    }
    app = {
        "package_name": "kr.shop",
        "first_install_v3_ms": 1711123456789,
        "compass_random_token": UUID,
        "debug": False,
    }
    told = found("https://ms.applovin.com/5.0/i", {"device_info": device, "app_info": app})
    assert (told["advertising_id"], told["manufacturer"], told["device_model"]) == ({ADID}, {"samsung"}, {"e1s"})
    assert (told["screen"], told["storage_memory"]) == ({"1080"}, {"8012345678"})
    assert (told["installation_id"], told["install_time"]) == ({UUID}, {"1711123456789"})
    assert not {"False", "True", "false", "true"} & set().union(*told.values())
    flat = found(f"https://d.applovin.com/3.0/ad?idfa={ADID}&dx=1080&ydpi=409.9&format=json&rid={UUID}")
    assert flat == {"advertising_id": {ADID}, "screen": {"1080", "409.9"}}
    assert found(f"https://ms.applovin.example/5.0/i?dx=1080&idfa={ADID}") == {}


def test_adfit_tells_the_phone_in_the_address() -> None:
    query = f"id=DAN-abc&dev=SM-S921N&osver=14&netoperator=45005&adid={ADID}&sdkid={'ab12' * 8}&r=R&rfseq=3&cpucount=8"
    told = found(f"https://display.ad.daum.net/sdk/banner?{query}")
    assert told == {
        "device_model": {"SM-S921N"},
        "os_version": {"14"},
        "mcc_mnc": {"45005"},
        "advertising_id": {ADID},
        "installation_id": {"ab12" * 8},
    }
    assert found("https://display.ad.daum.net/bc?dev=SM-S921N") == {}


def test_kakaos_pixel_names_what_was_bought() -> None:
    bought = '{"track_id":"77","event_code":"Purchase","properties":{"products":[{"id":"P1","name":"Coat"}]}}'
    assert found(f"https://bc.ad.daum.net/bc?d={bought}")["product_view"] == {"P1", "Coat"}


def test_nelo_tells_the_phone_with_every_error() -> None:
    log = {
        "DeviceModel": "SM-S921N",
        "Carrier": "KT",
        "Rooted": "Not Rooted",
        "NeloInstallID": UUID,
        "host": "211.234.10.20",
    }
    told = found("https://nelo2-col.navercorp.com/_store", log | {"body": "java.io.IOException", "logLevel": "ERROR"})
    assert told == {
        "device_model": {"SM-S921N"},
        "carrier": {"KT"},
        "root_state": {"Not Rooted"},
        "installation_id": {UUID},
        "ip_address": {"211.234.10.20"},
    }
    assert "ip_address" not in found("https://nelo2-col.navercorp.com/_store", {"host": "localhost"})


def test_snaps_conversions_hold_digests_of_who_bought() -> None:
    event = {
        "hashed_email": "ab12" * 16,
        "hashed_ip_address": IP,
        "event_type": "PURCHASE",
        "data_use": "[LDU]",
    }
    expected = {"email": {"ab12" * 16}, "ip_address": {IP}, "behaviour": {"PURCHASE"}}
    assert found("https://tr.snapchat.com/v2/conversion", event) == expected
    assert found("https://tr.snapchat.com/v2/conversion", [event]) == expected
    assert found("https://tr.snapchat.com/p", event) == {}


def _message(fields: dict[int, str | int | bytes], *more: tuple[int, bytes]) -> bytes:
    out = b""
    for number, value in (*fields.items(), *more):
        if isinstance(value, int):
            out += bytes([*_varint(number << 3), *_varint(value)])
        else:
            data = value.encode() if isinstance(value, str) else value
            out += bytes([*_varint(number << 3 | 2), *_varint(len(data)), *data])
    return out


def _varint(number: int) -> list[int]:
    out = []
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    return [*out, number]


def test_measurement_tells_by_numbers_and_by_names_beside_values() -> None:
    event = _message(
        {2: "screen_view", 3: 1711123456789},
        (1, _message({1: "_sn", 2: "GoodsDetail"})),
        (1, _message({1: "_o", 2: "auto"})),
    )
    user = [_message({1: 1711123456000, 2: name, 3: text}) for name, text in (("_id", "m-83421"), ("grade", "VIP"))]
    bundle: dict[int, str | int | bytes] = {
        10: "SM-S921N",
        11: "ko-kr",
        12: 540,
        21: "ab12" * 8,
        30: "cQw4w9WgXcQabcdefghijk",
        31: 93044,
        26: 77,
    }
    told = found(
        "https://app-measurement.com/a", _message({1: _message(bundle, (2, event), *((3, one) for one in user))})
    )
    assert (told["viewed_page"], told["user_id"]) == ({"GoodsDetail"}, {"m-83421"})
    assert (told["behaviour"], told["device_model"], told["locale"]) == ({"screen_view"}, {"SM-S921N"}, {"ko-kr"})
    assert told["installation_id"] == {"ab12" * 8, "cQw4w9WgXcQabcdefghijk"}
    assert (told["timezone"], told["app_version"]) == ({"540"}, {"93044"})
    assert not {"auto", "VIP", "77"} & set().union(*told.values())


def test_alibabas_log_tells_the_phone_in_the_address() -> None:
    query = "ak=21646297&av=10.28.0&c=600000&v=3.0&s=ab12&d=x3s5YhuhnciHBGHbWV0L0mP0&p=a&is=1"
    told = found(f"https://adashbc.ut.taobao.com/rest/ur?{query}", b"\x01\x02", "POST")
    assert told == {"app_id": {"21646297"}, "app_version": {"10.28.0"}, "device_id": {"x3s5YhuhnciHBGHbWV0L0mP0"}}
    assert found("https://gj.mmstat.com/eg.js?d=x3s5YhuhnciHBGHbWV0L0mP0&av=1.0") == {}


def test_alibabas_risk_control_seals_what_describes_the_phone() -> None:
    sealed = "data=107!aB3%2BdE5fG7h&xa=aliexpress&xt=&efy=1"
    assert found("https://us.ynuf.aliapp.org/service/um.json", sealed) == {"device_fingerprint": {"107!aB3+dE5fG7h"}}
    page = "https%3A%2F%2Fm.aliexpress.com%2Fp%2Ftrade%2Fconfirm.html"
    told = found(f"https://fourier.aliexpress.com/rp?ext=51&data=jm_aB3dE5fG7hI9&random=88&href={page}&protocol=https")
    assert told == {
        "advertising_cookie": {"jm_aB3dE5fG7hI9"},
        "viewed_page": {"https://m.aliexpress.com/p/trade/confirm.html"},
    }
    login = "loginId=a&password2=0fab&keepLogin=true&ua=140%23aB3d&umidToken=T2gA&navPlatform=Linux&screenPixel=412x915"
    told = found("https://passport.aliexpress.com/newlogin/login.do?appName=aebuyer", login)
    assert told == {
        "password": {"0fab"},
        "device_fingerprint": {"140#aB3d", "T2gA"},
        "os_name": {"Linux"},
        "screen": {"412x915"},
    }
    assert found("https://passport.aliexpress.com/ac/page", login) == {}
    assert found("https://fourier.aliexpress.com/rp?ext=53&data=another") == {}


def test_umengs_name_of_the_device_is_its_model() -> None:
    header = {"device_name": "e1s", "device_board": "s5e9945", "umid": "ab12" * 8, "req_time": 0, "channel": "play"}
    told = found("https://ulogs.umeng.com/unify_logs", {"header": header})
    assert told == {"device_model": {"e1s", "s5e9945"}, "device_id": {"ab12" * 8}}


def test_an_address_or_number_that_messages_go_to_is_no_token() -> None:
    kinds = {"AndroidPush": "dQw4:APA91b_x", "Email": "kim@example.kr", "SMS": "+821023456789"}
    sent = {"subscriptions": [{"type": kind, "token": token} for kind, token in kinds.items()]}
    told = found(f"https://api.onesignal.com/apps/{UUID}/users", sent)
    assert told["push_token"] >= {"dQw4:APA91b_x"}
    assert not told["push_token"] & {"kim@example.kr", "+821023456789"}
    assert (told["email"], told["phone_number"]) == ({"kim@example.kr"}, {"+821023456789"})


@pytest.mark.parametrize("host", ["api.segment.io/v1/b", "shop.dataplane.rudderstack.com/v1/batch"])
def test_a_kind_of_device_that_is_a_system(host: str) -> None:
    batch = [{"context": {"device": {"type": kind}}} for kind in ("android", "tablet")]
    told = found(f"https://{host}", {"batch": batch})
    assert (told["os_name"], told["device_type"]) == ({"android"}, {"tablet"})


def test_huaweis_aaid_is_a_copy_of_the_app() -> None:
    assert found("https://datacollector-dra.dt.hicloud.com/v2/hmshioperqrt", {"header": {"aaid": UUID}}) == {
        "installation_id": {UUID}
    }
    assert found("https://token-dra.push.dbankcloud.com/rest/appdata/v1/gettoken", {"aaid": UUID, "scope": "HCM"}) == {
        "installation_id": {UUID}
    }


def test_ironsources_events_are_packed() -> None:
    events = base64.b64encode(json.dumps([{"auid": UUID, "gmtMinutesOffset": 540, "eventId": 14}]).encode()).decode()
    told = found("https://outcome-ssp.supersonicads.com/mediation", {"table": "super.dwh", "data": events})
    assert told == {"installation_id": {UUID}, "timezone": {"540"}}


def test_temus_behaviour_log() -> None:
    told = found(
        "https://eu.thtk.temu.com/c/th.gif?op=click&page_sn=10032&manufacture=samsung&model=SM-S921N&log_id=77"
    )
    assert told == {
        "behaviour": {"click"},
        "viewed_page": {"10032"},
        "manufacturer": {"samsung"},
        "device_model": {"SM-S921N"},
    }
    assert found("https://kr.temu.com/api/list?model=SM-S921N&op=click") == {}
    sent = {
        "op": "pv",
        "cookie_fp": "Xpm8l0q",
        "storage_fp": "Xpm8l0r",
        "bg_id": "aB3dE5fG",
        "cli_timezone": "Asia/Seoul",
    }
    for host in ("kr.thtk.temu.com", "kr.matk.temu.com"):
        assert found(f"https://{host}/c/th.gif", sent) == {
            "behaviour": {"pv"},
            "device_fingerprint": {"Xpm8l0q", "Xpm8l0r"},
            "advertising_cookie": {"aB3dE5fG"},
            "timezone": {"Asia/Seoul"},
        }


def test_a_phones_check_in_by_its_numbers() -> None:
    build = _message(
        {1: "samsung/e1s/e1s:14/UP1A/1:user/release-keys", 9: "e1s", 10: 34, 12: "samsung", 6: "android-ss"}
    )
    sent: dict[int, str | int | bytes] = {
        2: 3482064003612588371,
        6: "ko_KR",
        9: "a45e6012bb81",
        12: "Asia/Seoul",
        15: "71Q6Rn2DDZl1zPDVaaeEHItd",
    }
    body = _message(sent, (4, _message({7: "45005"}, (1, build))))
    told = found("https://android.clients.google.com/checkin", body)
    assert (told["device_fingerprint"], told["mac_address"]) == (
        {"samsung/e1s/e1s:14/UP1A/1:user/release-keys"},
        {"a45e6012bb81"},
    )
    assert (told["device_model"], told["mcc_mnc"], told["timezone"]) == ({"e1s"}, {"45005"}, {"Asia/Seoul"})
    assert not {"71Q6Rn2DDZl1zPDVaaeEHItd", "android-ss"} & set().union(*told.values())
    assert "device_id" not in found("https://android.clients.google.com/other", body)


def test_what_asks_for_a_token_of_an_account() -> None:
    told = found(
        "https://android.googleapis.com/auth",
        "androidId=4f1e2d3c4b5a6978&app=kr.shop&Token=aas_et%2FAK12&service=oauth2",
    )
    assert told == {"android_id": {"4f1e2d3c4b5a6978"}, "app_id": {"kr.shop"}, "access_token": {"aas_et/AK12"}}


def test_a_list_of_apps_is_one_where_its_kind_says_so() -> None:
    apps = [{"name": "Talk", "pkg": "com.kakao.talk"}]
    kinds = [{"type": "app_list_v2", "data": apps}, {"type": "other", "data": [{"pkg": "kr.shop"}]}]
    told = found("https://stats.jpush.cn/v3/report", {"content": kinds})
    assert told["installed_apps"] == {"Talk", "com.kakao.talk"}


def test_the_version_of_a_system_is_not_the_apps() -> None:
    event = {"version": "3.1.0", "os": {"version": "14"}}
    told = found("https://browser-intake-datadoghq.com/api/v2/rum", event)
    assert (told["app_version"], told["os_version"]) == ({"3.1.0"}, {"14"})


def test_messages_to_a_shop_and_tokens_of_pushes() -> None:
    asked = {
        "request": {"comment": {"body": "Where is my parcel?"}, "metadata": {"device_info": {"device_name": "e1s"}}}
    }
    told = found("https://shop.zendesk.com/api/mobile/requests.json", asked)
    assert (told["message"], told["device_model"]) == ({"Where is my parcel?"}, {"e1s"})
    push = {"uid": "m-83421", "token": "dQw4:APA91b_x", "isAdAgreement": True, "channel": "default"}
    told = found("https://api-push.cloud.toast.com/push/v2.4/appkeys/ab12/tokens", push)
    assert told == {"user_id": {"m-83421"}, "push_token": {"dQw4:APA91b_x"}, "consent_state": {"true"}}
    assert found("https://api-push.cloud.toast.com/push/v2.4/appkeys/ab12/messages", push) == {}


def test_a_pixels_number_is_no_order() -> None:
    page = "https%3A%2F%2Fm.shop.example%2Fdone"
    told = found(f"https://analytics.twitter.com/i/adsct?txn_id=o7x9q&tw_document_href={page}&eci=1")
    assert (told["app_id"], told["viewed_page"]) == ({"o7x9q"}, {"https://m.shop.example/done"})
    assert not {"order", "cell_id"} & told.keys()
    said = found(
        "https://api.line.me/oauth2/v2.1/token", "grant_type=authorization_code&client_id=1657&code=aB3dE5gH7jK9"
    )
    assert said == {"app_id": {"1657"}, "access_token": {"aB3dE5gH7jK9"}}


def test_the_version_that_an_app_is_made_for_is_not_the_phone_s() -> None:
    url = "https://android.clients.google.com/c2dm/register3"
    assert found(url, "app=kr.shop&X-osv=34&target_ver=33")["os_version"] == {"34"}


@pytest.mark.parametrize(
    ("number", "category", "other"),
    [
        ("990101", "birth_date", "business_registration_number"),
        ("1248100998", "business_registration_number", "birth_date"),
    ],
)
def test_whose_card_it_is_at_toss_is_a_person_or_a_company(number: str, category: str, other: str) -> None:
    told = found("https://api.tosspayments.com/v1/billing/authorizations/card", {"customerIdentityNumber": number})
    assert told[category] == {number}
    assert other not in told


def test_a_city_without_its_street_is_a_region() -> None:
    told = found("https://api-service.shein.com/order/order/checkout", {"city": "Seongnam-si", "state": "Gyeonggi-do"})
    assert told["region"] == {"Seongnam-si", "Gyeonggi-do"}
    assert "postal_address" not in told


@pytest.mark.parametrize(
    "url",
    [
        "https://publisher-config.unityads.unity3d.com/games/1486550/configuration",
        "https://auction.unityads.unity3d.com/v6/games/1486550/requests",
        "https://auction.unityads.unity3d.com/v4/test/games/3268074/requests",
    ],
)
def test_unity_s_ads_of_any_game(url: str) -> None:
    told = found(f"{url}?advertisingTrackingId={ADID}&rooted=false&connectionType=wifi&deviceMake=samsung")
    assert (told["advertising_id"], told["manufacturer"]) == ({ADID}, {"samsung"})
    assert (told["root_state"], told["network_type"]) == ({"false"}, {"wifi"})


@pytest.mark.parametrize("host", ["dc.services.visualstudio.com", "koreacentral-0.in.applicationinsights.azure.com"])
@pytest.mark.parametrize("path", ["/v2/track", "/v2.1/track"])
def test_application_insights_of_any_region(host: str, path: str) -> None:
    told = found(f"https://{host}{path}", [{"tags": {"ai.device.model": "SM-S921N", "ai.user.id": UUID}}])
    assert (told["device_model"], told["installation_id"]) == ({"SM-S921N"}, {UUID})


def test_a_model_s_names_are_no_name_that_somebody_gave() -> None:
    agent = "fire-android/34 device-name/e1sxxx device-model/e1s device-brand/samsung android-target-sdk/33"
    url = "https://firebaseinstallations.googleapis.com/v1/projects/shop/installations"
    told = found(url, {"fid": UUID}, **{"x-firebase-client": agent})
    assert told["device_model"] == {"device-name/e1sxxx", "device-model/e1s"}
    assert told["manufacturer"] == {"device-brand/samsung"}
    sent = {"batch": [{"properties": {"$device_name": "e1s", "$device_model": "SM-S921N"}}]}
    posthog = found("https://us.i.posthog.com/batch", sent)
    assert posthog["device_model"] == {"e1s", "SM-S921N"}
    datadog = found("https://browser-intake-us5-datadoghq.com/api/v2/rum", {"device": {"name": "samsung SM-S921N"}})
    assert datadog["device_model"] == {"samsung SM-S921N"}
    assert "device_name" not in told.keys() | posthog.keys() | datadog.keys()


@pytest.mark.parametrize("url", ["https://api.segment.io/v1/b", "https://shop.dataplane.rudderstack.com/v1/batch"])
@pytest.mark.parametrize(
    ("system", "name", "category"),
    [
        ("android", "e1s", "device_model"),
        ("Android", "e1s", "device_model"),
        ("ios", "Mina's iPhone", "device_name"),
        ("iOS", "Mina's iPad", "device_name"),
    ],
)
def test_a_device_s_name_is_one_that_somebody_gave_on_an_iphone(
    url: str, system: str, name: str, category: str
) -> None:
    told = found(url, {"batch": [{"context": {"device": {"name": name, "type": system}}}]})
    assert told[category] == {name}
    assert not {"device_model", "device_name"} - {category} & told.keys()


def test_what_a_user_gave_goes_to_google_as_digests_between_tildes() -> None:
    base = "https://googleads.g.doubleclick.net/pagead/viewthroughconversion/1/"
    told = found(f"{base}?em=tv.1~em.4x8WFpkYUiISoDaC9zQnW4M~pn.BI-OMq6JiBzU0PMlTnMSc3k~fn0.aaa~co0.KR")
    assert told["email"] == {"em.4x8WFpkYUiISoDaC9zQnW4M"}
    assert told["phone_number"] == {"pn.BI-OMq6JiBzU0PMlTnMSc3k"}
    assert told["name"] == {"fn0.aaa"}
    assert "email" not in found(f"{base}?em=tv.1~em.")


def test_kakaos_header_tells_the_phone_at_the_map_as_well() -> None:
    agent = "sdk/2.21.0 os/android-36 lang/ko-KR device/SM-S921N android_pkg/kr.example.shop app_ver/1.2"
    for url in ("https://dapi.kakao.com/v2/local/geo/coord2address.json?x=129.1", "https://kapi.kakao.com/v2/user/me"):
        told = found(url, ka=agent)
        assert (told["device_model"], told["app_version"]) == ({"device/SM-S921N"}, {"app_ver/1.2"})


def test_customs_is_asked_whether_a_code_is_that_of_a_name() -> None:
    query = "crkyCn=k240x240x240x240x240x240x0&persEcm=P210123456789&pltxNm=Narae&cralTelno=01023456789"
    told = found(f"https://unipass.customs.go.kr/ext/rest/persEcmQry/retrievePersEcm?{query}")
    assert (told["customs_clearance_code"], told["name"]) == ({"P210123456789"}, {"Narae"})
    assert told["phone_number"] == {"01023456789"}


def test_a_log_for_an_app_of_others_names_that_app_and_no_product() -> None:
    told = found(
        "https://mdap.alipaylog.com/loggw/logUpload.do", b"x", productid="ONEX1A2B3C_ANDROID", userid="83920174"
    )
    assert (told["app_id"], told["user_id"]) == ({"ONEX1A2B3C_ANDROID"}, {"83920174"})


def test_a_payment_that_is_prepared_is_an_order() -> None:
    url = "https://wx.tenpay.com/cgi-bin/mmpayweb-bin/checkmweb?prepay_id=wx10165830910861b05d2a&package=3537174028"
    assert found(url) == {"order": {"wx10165830910861b05d2a", "3537174028"}}


def test_who_is_not_known_to_mixpanel_is_a_device() -> None:
    def sent(number: str) -> dict[str, set[str]]:
        return found("https://api.mixpanel.com/track", [{"event": "x", "properties": {"distinct_id": number}}])

    assert sent(f"$device:{UUID}") == {"device_id": {f"$device:{UUID}"}}
    assert sent("u-4711") == {"user_id": {"u-4711"}}


def test_how_exact_a_position_is_is_no_position() -> None:
    where = {"latitude": 37.5512, "longitude": 126.9882, "accuracy": 12.5, "speedAccuracy": 0.4, "courseAccuracy": 3.1}
    assert found("https://api.radar.io/v1/track", where)["coordinates"] == {"37.5512", "126.9882"}
    loplat = {"location": {"lat": 37.5512, "lng": 126.9882, "accuracy": 12.5}}
    assert found("https://place.loplat.com/x", loplat)["coordinates"] == {"37.5512", "126.9882"}


def test_onesignal_tells_an_installation_by_every_way_to_its_players() -> None:
    for path in (f"/api/v1/players/{UUID}", f"/players/{UUID}/on_session"):
        assert found(f"https://api.onesignal.com{path}", {"language": "ko"}, "PUT") == {
            "installation_id": {UUID},
            "locale": {"ko"},
        }
    assert found(f"https://api.onesignal.com/notifications/{UUID}", {"language": "ko"}, "PUT") == {}


def test_snaps_pixel_tells_its_visitor_by_names_of_its_own() -> None:
    told = found(f"https://tr.snapchat.com/p?pid=p-1&u_sclid={UUID}&u_scsid=s-1234567")
    assert (told["advertising_cookie"], told["session_id"]) == ({UUID}, {"s-1234567"})
    again = found(f"https://tr.snapchat.com/cm/i?pid=p-1&u_sclid={UUID}&u_scsid=s-1234567")
    assert (again["advertising_cookie"], again["app_id"]) == ({UUID}, {"p-1"})
    assert found(f"https://tr.snapchat.com/cm/p?pid=p-1&u_sclid={UUID}") == {}


def test_temus_reports_of_pages() -> None:
    tags = {"uid": "0", "osV": "unknown_", "pid": "bee-Zx81kd92", "pagePath": "/kr/cart.html"}
    extras = {"pageUrl": "https://www.temu.com/kr", "api_uid": "CnAxyz81kd92", "app_version": "0"}
    data = [{"tags": {"region": "KR", "language": "ko", "timezone": "Asia/Seoul"}, "extras": extras}]
    told = found("https://kr.pftk.temu.com/pmm/api/pmm/api", {"common_tags": tags, "datas": data})
    assert (told["advertising_cookie"], told["device_id"]) == ({"bee-Zx81kd92"}, {"CnAxyz81kd92"})
    assert (told["viewed_page"], told["region"]) == ({"/kr/cart.html", "https://www.temu.com/kr"}, {"KR"})
    assert not {"user_id", "os_version"} & told.keys()


def test_the_gateway_of_alipay_names_the_phone_in_its_headers() -> None:
    told = found("https://mobilegw.alipay.com/mgw.htm", b"\x01\x02", did="Wc4EK94PP4EDAD8cdrJrHvmx", appid="Android-x")
    assert (told["device_id"], told["app_id"]) == ({"Wc4EK94PP4EDAD8cdrJrHvmx"}, {"Android-x"})


def test_a_shops_form_hands_the_buyer_to_eximbay() -> None:
    form = "buyer=Kim+Haneul&tel=01034125566&email=kim%40example.kr&ref=o-77&amt=39.90&cur=USD&item_0_product=Cup"
    told = found("https://secureapi.eximbay.com/Gateway/BasicProcessor.krp", form + "&shipTo_street1=110+Sejong-daero")
    assert (told["name"], told["phone_number"], told["email"]) == ({"Kim Haneul"}, {"01034125566"}, {"kim@example.kr"})
    assert (told["order"], told["postal_address"]) == ({"o-77", "Cup"}, {"110 Sejong-daero"})


def test_kakao_hands_out_who_logged_in_and_where_parcels_go() -> None:
    account = {"age_range": "30~39", "legal_name": "김하늘", "legal_birth_date": "19920314", "legal_gender": "female"}
    place = {
        "receiver_name": "김한별",
        "receiver_phone_number1": "010-3412-5566",
        "base_address": "서울 중구 세종대로 110",
        "zone_number": "04524",
    }
    raw = json.dumps({"kakao_account": account, "shipping_addresses": [place]}, ensure_ascii=False).encode()
    answer = Message(((b"content-type", b"application/json"),), raw, body_size=len(raw), status=200)
    now, url = datetime(2026, 11, 27, tzinfo=UTC), "https://kapi.kakao.com/v2/user/me"
    sent = Exchange("1", "c", 0, now, "", "", "http/2", "GET", url, "kapi.kakao.com", 443, Message(), answer)
    told = {(finding.field.direction, finding.category, str(finding.value)) for finding in DETECT(sent, decode(sent))}
    assert told == {
        ("response", "birth_date", "30~39"),
        ("response", "name", "김하늘"),
        ("response", "birth_date", "19920314"),
        ("response", "gender", "female"),
        ("response", "name", "김한별"),
        ("response", "phone_number", "010-3412-5566"),
        ("response", "postal_address", "서울 중구 세종대로 110"),
        ("response", "postal_code", "04524"),
    }


def test_vungle_of_today_has_its_extension_right_below_the_phone() -> None:
    extension = {
        "app_set_id": UUID,
        "battery_saver_enabled": 1,
        "connection_type_detail": "LTE",
        "time_zone": "Asia/Seoul",
    }
    body = {"device": {"make": "samsung", "ext": extension}, "user": {"fpd": {"demographic": {"age_range": 3}}}}
    told = found("https://ads.api.vungle.com/ads", body)
    assert (told["vendor_id"], told["network_type"], told["timezone"]) == ({UUID}, {"LTE"}, {"Asia/Seoul"})
    assert told["birth_date"] == {"3"}
    older = {"device": {"ext": {"vungle": {"android": {"gaid": ADID, "app_set_id": UUID}}}}}
    assert found("https://ads.api.vungle.com/ads", older)["vendor_id"] == {UUID}


def test_the_start_of_appmetrica_tells_every_number_of_the_phone() -> None:
    address = "https://startup.mobile.yandex.net/analytics/startup?deviceid=d-1234567&adv_id=&oaid="
    told = found(f"{address}{ADID}&app_set_id={UUID}&app_set_id_scope=app&uuid=u-1234567&country_init=kr")
    assert (told["advertising_id"], told["vendor_id"]) == ({ADID}, {UUID})
    assert (told["installation_id"], told["region"]) == ({"u-1234567"}, {"kr"})


def test_treasure_data_knows_what_its_sdks_append() -> None:
    record = {
        "td_uuid": UUID,
        "td_maid": ADID,
        "td_brand": "samsung",
        "td_os_ver": "34",
        "td_locale_country": "KR",
        "n": 1,
    }
    told = found("https://ap02.records.in.treasuredata.com/shop/views", {"events": [record]})
    assert (told["installation_id"], told["advertising_id"], told["region"]) == ({UUID}, {ADID}, {"KR"})
    page = {
        "td_client_id": "v-4f1c9a27d0",
        "td_url": "https://shop.example/cart",
        "td_ip": "td_ip",
        "td_screen": "390x844",
    }
    data = base64.b64encode(json.dumps(page).encode()).decode()
    told = found(f"https://in.treasuredata.com/js/v3/event/shop/pageviews?modified=1&data={data}")
    assert (told["advertising_cookie"], told["viewed_page"]) == ({"v-4f1c9a27d0"}, {"https://shop.example/cart"})
    assert "ip_address" not in told
    assert found("https://api.treasuredata.com/v3/job", {"td_uuid": UUID}) == {}


def test_appcues_tells_its_user_in_path_and_body_and_its_customer_nowhere() -> None:
    person = {
        "_localId": UUID,
        "_deviceModel": "SM-S921N",
        "_pushToken": "dQw4w9WgXcQ-APA91bHun4MxP5egoKMw",
        "grade": "VIP",
    }
    event = {
        "name": "appcues:screen_view",
        "attributes": {"_identity": {"userId": "u-4711"}},
        "context": {"app_version": "5.1"},
    }
    body = {"user_id": "u-4711", "account_id": "103523", "profile_update": person, "events": [event]}
    told = found("https://api.appcues.net/v1/accounts/103523/users/u-4711/activity", body)
    assert (told["user_id"], told["app_id"]) == ({"u-4711"}, {"103523"})
    assert (told["installation_id"], told["device_model"]) == ({UUID}, {"SM-S921N"})
    assert told["behaviour"] == {"VIP", "appcues:screen_view"}
    assert found("https://api.appcues.net/healthz", body) == {}


def test_experiments_name_whom_they_are_made_for() -> None:
    event = {"name": "purchase", "time": 1764300000123, "props": {"vwo_sdkVersion": "1.5.0"}}
    who = {
        "visId": UUID,
        "visitor_ip": "203.0.113.7",
        "event": event,
        "visitor": {"props": {"vwo_fs_environment": "k-1"}},
    }
    told = found("https://dev.visualwebsiteoptimizer.com/events/t?en=purchase&a=667001", {"d": who})
    assert (told["user_id"], told["ip_address"]) == ({UUID}, {"203.0.113.7"})
    assert (told["app_id"], told["behaviour"]) == ({"667001", "k-1"}, {"purchase"})
    page = found("https://dev.visualwebsiteoptimizer.com/j.php?a=667001&u=https%3A%2F%2Fshop.example%2Fcart")
    assert page == {"app_id": {"667001"}, "viewed_page": {"https://shop.example/cart"}}
    seen = [{"f": "new-cart", "i": [{"k": "mem-8841", "t": "on", "m": 1764300000123, "b": "mem-8841"}]}]
    for url, body in (("bulk", seen), ("beacon", {"entries": seen, "token": "t", "sdk": "js-1"})):
        assert found(f"https://events.split.io/api/testImpressions/{url}", body)["user_id"] == {"mem-8841"}
    assert found("https://sdk.split.io/api/mySegments/mem-8841") == {"user_id": {"mem-8841"}}
    assert found("https://sdk.split.io/api/splitChanges?since=-1") == {}
    account = {"account_id": "12001", "project_id": "12002", "visitors": [{"visitor_id": "mem-8841"}]}
    told = found("https://logx.optimizely.com/v1/events", account)
    assert (told["user_id"], told["app_id"]) == ({"mem-8841"}, {"12001", "12002"})


def test_a_recorded_page_starts_with_its_visitor_and_address() -> None:
    start = {"OrgId": "Q8RZE", "UserId": "5872018331402240", "Url": "https://shop.example/cart", "ScreenWidth": 390}
    told = found("https://rs.fullstory.com/rec/page", start)
    assert (told["advertising_cookie"], told["app_id"]) == ({"5872018331402240"}, {"Q8RZE"})
    assert (told["viewed_page"], told["screen"]) == ({"https://shop.example/cart"}, {"390"})
    assert found("https://rs.fullstory.com/rec/page", {"OrgId": "Q8RZE", "UserId": ""}) == {"app_id": {"Q8RZE"}}


def test_games_shops_with_films_and_pushes_of_meizu() -> None:
    event = {
        "user_id": "player-77",
        "device": "SM-S921N",
        "manufacturer": "samsung",
        "ios_idfv": UUID,
        "session_num": 3,
    }
    told = found("https://api.gameanalytics.com/v2/0123456789abcdef/events", [event])
    assert (told["user_id"], told["device_model"], told["vendor_id"]) == ({"player-77"}, {"SM-S921N"}, {UUID})
    bought = {"anonId": "a-5512", "userId": "mem-8841", "idfa": ADID, "orderId": "o-77", "products": [{"sku": "cup-3"}]}
    told = found("https://capi.shoplive.cloud/v2/k3y/conversion/event", bought)
    assert (told["installation_id"], told["user_id"], told["advertising_id"]) == ({"a-5512"}, {"mem-8841"}, {ADID})
    assert (told["order"], told["product_view"]) == ({"o-77"}, {"cup-3"})
    told = found(
        "https://api-push.meizu.com/garcia/api/client/message/registerPush", "appId=110&deviceId=868000030012345"
    )
    assert told == {"app_id": {"110"}, "device_id": {"868000030012345"}}
    assert found("https://api-push.meizu.com/garcia/api/server/push", "appId=110&deviceId=868000030012345") == {}


def test_names_that_sdks_gave_up_and_took_up() -> None:
    params = (
        "device_manufacturer=samsung&device_brand=samsung&analytics_installation_id=" + UUID + "&limit_ad_tracking=true"
    )
    told = found("https://track.tenjin.com/v0/event", params)
    assert (told["manufacturer"], told["installation_id"], told["consent_state"]) == ({"samsung"}, {UUID}, {"true"})
    report = {
        "wifi_ssid": "olleh_GiGA_3F2A",
        "current_view": "CartActivity",
        "device_rooted": False,
        "email": "haneul@example.kr",
    }
    told = found("https://api.instabug.com/api/sdk/v3/bugs", report)
    assert (told["wifi_ssid"], told["viewed_page"], told["root_state"]) == (
        {"olleh_GiGA_3F2A"},
        {"CartActivity"},
        {"false"},
    )
    told = found("https://ws.tapjoyads.com/connect?udid=868000030012345&platform=android&app_id=k-7")
    assert told == {"device_id": {"868000030012345"}, "os_name": {"android"}, "app_id": {"k-7"}}
    told = found("https://android.bugly.qq.com/rqd/async", b"\x01\x02", a37="wifi", a38="wifi")
    assert told == {"network_type": {"wifi"}}


def test_a_talk_of_intercom_a_phone_of_airbridge_and_a_screen_of_unity() -> None:
    ping = {
        "app_id": "k3yk3y01",
        "s": UUID,
        "r": "https://shop.example/",
        "referer": "https://shop.example/cart",
        "user_data": json.dumps({"email": "haneul@example.kr", "anonymous_id": UUID}),
    }
    told = found("https://api-iam.intercom.io/messenger/web/ping", urlencode(ping))
    assert (told["session_id"], told["app_id"], told["email"]) == ({UUID}, {"k3yk3y01"}, {"haneul@example.kr"})
    assert told["viewed_page"] == {"https://shop.example/", "https://shop.example/cart"}
    assert told["installation_id"] == {UUID}
    phone = {"device": {"oaid": ADID, "oaidLimitAdTracking": False, "iabtcf": {"TCString": "CPxyz"}}}
    told = found("https://core.airbridge.io/api/v3/apps/shop/events/mobile-app/9360", phone)
    assert (told["advertising_id"], told["consent_state"]) == ({ADID}, {"false", "CPxyz"})
    params = "idfi=" + UUID + "&limitAdTracking=true&deviceMake=samsung&connectionType=wifi"
    told = found("https://publisher-config.unityads.unity3d.com/games/1/configuration?" + params)
    assert (told["installation_id"], told["consent_state"]) == ({UUID}, {"true"})
    assert (told["manufacturer"], told["network_type"]) == ({"samsung"}, {"wifi"})
    told = found("https://auction.unityads.unity3d.com/v6/games/1/requests", {"idfi": UUID, "networkOperator": "45005"})
    assert (told["installation_id"], told["mcc_mnc"]) == ({UUID}, {"45005"})


def test_channel_talk_starts_asks_for_pushes_and_tells_events() -> None:
    profile = json.dumps({"name": "김하늘", "email": "haneul@example.kr"})
    boot = urlencode({"memberId": "mem-8841", "veilId": "62f0a1b2c3d4e5f60718", "profile": profile})
    told = found("https://api.channel.io/front/v6/elastic/plugins/k3y/boot", boot, **{"x-host-app": "kr.shop.app/3.2"})
    assert (told["user_id"], told["installation_id"]) == ({"mem-8841"}, {"62f0a1b2c3d4e5f60718"})
    assert (told["name"], told["email"], told["app_id"]) == ({"김하늘"}, {"haneul@example.kr"}, {"kr.shop.app/3.2"})
    asked = {"key": "ios-" + UUID.upper(), "token": "740f4707bebcf74f9b7c25d48e3358945f6aa01da5ddb387462c7eaf61bb78ad"}
    told = found("https://api.channel.io/front/elastic/push-tokens", asked)
    assert told == {"vendor_id": {asked["key"]}, "push_token": {asked["token"]}}
    gone = "https://api.channel.io/front/elastic/push-tokens/"
    assert found(gone + asked["key"], method="DELETE") == {"vendor_id": {asked["key"]}}
    assert found(gone + "android-1", method="DELETE") == {}
    event = urlencode({"name": "PageView", "sessionJWT": "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln"})
    told = found("https://api.channel.io/front/v6/elastic/plugins/k3y/events", event)
    assert told == {"behaviour": {"PageView"}, "access_token": {"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln"}}


def test_ads_of_smaato_and_what_adbrix_hands_on() -> None:
    told = found(f"https://sdk-android.ad.smaato.net/oapi/v6/ad?googleadid={ADID}&carrier=SKT&qs=cup&lang=ko-KR&pub=1")
    assert told == {"advertising_id": {ADID}, "carrier": {"SKT"}, "search_query": {"cup"}, "locale": {"ko-KR"}}
    event = {"event_name": "buy", "param": {"app_install_start": 1764291600}}
    common = {"identity": {"adid": ADID}, "build_id": "UP1A.231005.007", "installer": "com.android.vending"}
    told = found("https://event.adbrix.io/opsapi/v1/event/k3y", {"common": common, "evts": [event]})
    assert (told["os_version"], told["app_id"]) == ({"UP1A.231005.007"}, {"com.android.vending"})
    assert (told["install_time"], told["behaviour"]) == ({"1764291600"}, {"buy"})
    assert found("https://k3y.adtouch.adbrix.io/api/v1/click/x?m_adid=" + ADID) == {"advertising_id": {ADID}}
    assert found("https://abr.ge/@shop/place?gaid_raw=" + ADID) == {"advertising_id": {ADID}}
    assert found("https://abr.ge/@shop/place?gaid_raw=%7Bgaid%7D") == {}


def test_appsflyer_before_it_ciphered_and_help_of_zendesk() -> None:
    install = {
        "advertiserId": ADID,
        "advertiserIdEnabled": "true",
        "mac": "a4:77:33:12:9c:01",
        "cell": {"mcc": 450, "mnc": 5},
        "referrers": [{"referrer": "utm_source=news", "install_begin_ts": 1764291600}],
        "deviceData": {"cpu_abi2": "armeabi-v7a"},
    }
    told = found("https://conversions.appsflyer.com/api/v4.10/androidevent?app_id=kr.shop.app", install)
    assert (told["advertising_id"], told["consent_state"]) == ({ADID}, {"true"})
    assert (told["mac_address"], told["mcc_mnc"]) == ({"a4:77:33:12:9c:01"}, {"450", "5"})
    assert (told["referrer"], told["install_time"]) == ({"utm_source=news"}, {"1764291600"})
    assert found("https://conversions.appsflyer.com/api/v4.10/androidevent", {"cell": {"mcc": 0, "mnc": 0}}) == {}
    sdk = {"device_model": "SM-S921N", "device_battery": "69", "device_used_memory": "2048"}
    told = found("https://shop.zendesk.com/api/mobile/requests.json", {"request": {"metadata": {"sdk": sdk}}})
    assert told == {"device_model": {"SM-S921N"}, "battery": {"69"}, "storage_memory": {"2048"}}
    seen = {
        "pageView": {"referrer": "https://shop.example/", "navigatorLanguage": "ko-KR"},
        "buid": UUID,
        "suid": "s-77",
    }
    data = quote(base64.b64encode(json.dumps(seen).encode()).decode())
    told = found("https://shop.zendesk.com/embeddable_blip?type=pageView&data=" + data)
    assert (told["viewed_page"], told["locale"]) == ({"https://shop.example/"}, {"ko-KR"})
    assert (told["advertising_cookie"], told["session_id"]) == ({UUID}, {"s-77"})


def test_pushes_of_salesforce_and_a_page_told_to_lytics() -> None:
    base = "https://mcabc-1.device.marketingcloudapis.com/device/v1/"
    asked = {"deviceID": UUID, "subscriberKey": "mem-8841", "push_Enabled": True, "attributes": {"City": "Busan"}}
    told = found(base + "registration", asked)
    assert (told["installation_id"], told["user_id"]) == ({UUID}, {"mem-8841"})
    assert (told["consent_state"], told["behaviour"]) == ({"true"}, {"Busan"})
    assert found(base + "k3y/sync/" + UUID, {}) == {"installation_id": {UUID}}
    told = found(base + f"location/k3y/fence/?latitude=37.4021&longitude=127.1086&deviceid={UUID}")
    assert (told["coordinates"], told["installation_id"]) == ({"37.4021", "127.1086"}, {UUID})
    event = [{"deviceId": UUID, "eventDate": "2026-11-28T01:02:03.067Z", "propertyBag": {"platform": "Android"}}]
    told = found(base + "event/analytic", event)
    assert (told["installation_id"], told["os_name"]) == ({UUID}, {"Android"})
    page = "userid=mem-8841&email=haneul%40example.kr&_uid=91684.5253390131&url=www.shop.example%2F&_ul=ko-KR"
    told = found("https://c.lytics.io/c/00ed91c03664aaf1ea539a87d4c560e7?" + page)
    assert (told["user_id"], told["email"]) == ({"mem-8841"}, {"haneul@example.kr"})
    assert (told["advertising_cookie"], told["viewed_page"]) == ({"91684.5253390131"}, {"www.shop.example/"})
    assert found("https://c.lytics.io/api/tag/k3y/latest.min.js?userid=mem-8841") == {}


@pytest.mark.parametrize(
    ("how", "name"), [("$union", "$android_devices"), ("$set", "$android_devices"), ("$union", "$ios_devices")]
)
def test_tokens_of_push_messages_that_mixpanel_keeps_in_a_list(how: str, name: str) -> None:
    people = [{"$token": "t1", "$distinct_id": "u1", how: {name: ["dQw4w9WgXcQ:APA91bH8x7pLk2"]}}]
    assert "dQw4w9WgXcQ:APA91bH8x7pLk2" in found("https://api.mixpanel.com/engage", people).get("push_token", ())
