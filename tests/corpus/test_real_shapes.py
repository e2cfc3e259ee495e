"""What was learned by reading real captures by hand: requests of the same shape with invented values.

Each case says what is to be claimed without a persona and what must not be. ``docs/accuracy.md`` has the counts.
"""

import json
from datetime import UTC, datetime
from typing import NamedTuple
from urllib.parse import quote, urlencode

import pytest

from trafficaudit.decode import decode
from trafficaudit.detectors import Context, build_all
from trafficaudit.model import Exchange, Message

DETECTORS = build_all(Context())
APP_TOKEN = "1234567890123456|0f1e2d3c4b5a69788796a5b4c3d2e1f0"
ADID = "3f2b1a09-8c7d-4e6f-9a5b-4c3d2e1f0a9b"
EXTINFO = ["a2", "kr.example.shop", "81", "8.1.0", "14", "SM-S921N", "ko_KR", "GMT+09:00", "KT", 1080, 2340, "2.75", 8, 64, 48, "Asia/Seoul"]  # fmt: skip

type Named = tuple[str, str]
"""Path and category."""


class Case(NamedTuple):
    """One request; ``body`` is a form where it is a dictionary of texts, else JSON."""

    url: str
    yes: set[Named]
    no: set[Named]
    headers: dict[str, str] | None = None
    form: dict[str, str] | None = None
    document: object = None


CASES = {
    "an app's own token at Meta is nobody's": Case(
        f"https://graph.facebook.com/v17.0/1234/activities?{urlencode({'access_token': APP_TOKEN, 'advertiser_id': ADID})}",
        {("query.access_token[0]", "app_id"), ("query.advertiser_id", "advertising_id")},
        {("query.access_token", "access_token"), ("query.access_token[0]", "access_token"), ("query.access_token[1]", "access_token"), ("query.access_token[1]", "app_id")},
        form={"sdk": "android"},
    ),
    "what Meta's SDK tells of the phone": Case(
        "https://graph.facebook.com/v17.0/1234/activities",
        {("extinfo[11]", "screen"), ("extinfo[12]", "cpu_architecture"), ("extinfo[13]", "storage_memory"), ("custom_events[1]._ui", "viewed_page")},
        {("custom_events[0]._ui", "viewed_page"), ("access_token", "access_token"), ("access_token[1]", "access_token")},
        form={"access_token": APP_TOKEN, "extinfo": json.dumps(EXTINFO), "custom_events": json.dumps([{"_ui": "unknown"}, {"_ui": "GoodsActivity"}])},
    ),
    "a person's properties as names beside values": Case(
        "https://in.analytics.example/identify",
        {("attributes[0].value", "gender"), ("attributes[1].value", "advertising_id")},
        {("attributes[2].value", "gender"), ("attributes[2].value", "name")},
        document={"attributes": [{"key": "gender", "value": "M"}, {"key": "adid", "value": ADID}, {"key": "coat", "value": "M"}]},
    ),
    "an app's own key as Basic without a password": Case(
        "https://api.support.example/events",
        set(),
        {("authorization", "access_token")},
        {"authorization": "Basic c2hvcF9wbGF0Zm9ybV8yMDI2MDEwMTIzNDU2Nzg5LWFiY2RlZjo="},
        form={"rv": "1"},
    ),
    "a person's password as Basic": Case(
        "https://api.shop.example/login",
        {("authorization", "access_token")},
        set(),
        {"authorization": "Basic Z2lsZG9uZy5ob25nOnMzY3JldDEyMzQ="},
    ),
    "the version of a packed header's format": Case(
        "https://firebaseinstallations.googleapis.com/v1/projects/shop/installations",
        {("x-firebase-client", "sdk_version")},
        {("x-firebase-client.version", "app_version")},
        {"x-firebase-client": '{"heartbeats":[{"agent":"fire-core/20.3.3","dates":["2026-01-12"]}],"version":"2"}'},
        document={"fid": "cAbC1234dEf5678GhIjKlM"},
    ),
    "the home page of a library, and what crashed": Case(
        "https://notify.bugsnag.com/",
        {
            ("events[0].device.runtimeVersions.osBuild", "os_version"), ("events[0].metaData.app.activeScreen", "viewed_page"),
            ("events[0].app.binaryArch", "cpu_architecture"), ("events[0].metaData.app.memoryUsage", "storage_memory"),
            ("events[0].breadcrumbs[0].name", "behaviour"), ("events[0].metaData.device.locationStatus", "device_state"),
        },
        {("notifier.url", "viewed_page"), ("events[0].breadcrumbs[1].name", "behaviour")},
        document={
            "notifier": {"name": "Notifier", "url": "https://library.example"},
            "events": [{
                "app": {"binaryArch": "arm64"}, "device": {"runtimeVersions": {"osBuild": "s921nks-user 14 UP1A"}},
                "breadcrumbs": [{"name": "GoodsActivity", "type": "state"}, {"name": "trace 81", "type": "log"}],
                "metaData": {"app": {"activeScreen": "GoodsActivity", "memoryUsage": 41326}, "device": {"locationStatus": "allowed"}},
            }],
        },
    ),
    "what Branch tells of a phone": Case(
        "https://api2.branch.io/v1/open",
        {("build", "os_version"), ("lat_val", "consent_state"), ("latest_update_time", "install_time"), ("wifi", "network_type"), ("session_id", "session_id")},
        {("branch_key", "access_token")},
        document={"build": "s921nks-user 14 UP1A", "lat_val": 0, "latest_update_time": 1_711_123_456_789, "wifi": True, "session_id": "1172871982187120001", "branch_key": "key_live_abcdefGH12345678"},
    ),
    "places that an advertiser left unfilled, and those who opted out": Case(
        "https://sync.ads.example/match?"
        + urlencode({"redir": "https://b.example/?user_id=$USER_ID$&uid=$UID&pid=1", "userId": "$(USER_ID)", "uid": "OPTOUT", "partner_uid": "aB3dE5gH7jK9"}),
        {("query.partner_uid", "advertising_cookie")},
        {("query.redir.query.user_id", "user_id"), ("query.redir.query.uid", "user_id"), ("query.userId", "user_id"), ("query.uid", "user_id")},
    ),
    "an address within an address is no search": Case(
        "https://a.example/p?" + urlencode({"redirect": "https://b.example/?id=cm_ct_%s&value=camping"}),
        set(),
        {("query.redirect.query.id", "search_query"), ("query.redirect.query.value", "search_query")},
    ),
    "short names that mean other things elsewhere": Case(
        "https://ads.example/r?att=0&dl=ppt&ni=1&referrer=ad:impression&test=1",
        set(),
        {("query.att", "consent_state"), ("query.dl", "viewed_page"), ("query.ni", "network_type"), ("query.referrer", "referrer")},
        {"cookie": "test_cookie=CheckForPermission; UA=AAAAAQAUcHFvQTT4KotZYG2ekSrj6hTXINMGA3gB4"},
    ),
    "cookies of advertisers": Case(
        "https://ib.adnxs.com/x",
        {("uuid2", "advertising_cookie"), ("TDID", "advertising_cookie"), ("t_gid", "advertising_cookie")},
        {("test_cookie", "advertising_cookie"), ("UA", "user_agent"), ("1P_JAR", "advertising_cookie")},
        {"cookie": f"uuid2=9186409297478360001; TDID={ADID}; t_gid={ADID}-tuct1; test_cookie=CheckForPermission; UA=AAAAAQAUcHFvQTT4; 1P_JAR=2026-11-25-08"},
    ),
    "a classic hit of Google Analytics": Case(
        "https://www.google-analytics.com/__utm.gif?" + urlencode({"utmcc": "__utma=1.2.3.4.5.6;", "utmdt": "캠핑 의자", "utmsr": "1080x2340", "utmp": "/goods/1", "utmr": "-"}),
        {("query.utmcc", "advertising_cookie"), ("query.utmdt", "viewed_page"), ("query.utmsr", "screen"), ("query.utmp", "viewed_page")},
        {("query.utmr", "referrer")},
    ),
    "an ad that is asked for": Case(
        "https://googleads.g.doubleclick.net/pagead/ads?" + urlencode({"u_w": 1080, "u_tz": 540, "ga_vid": "1234567890.1711123456", "tiba": "캠핑 의자"}),
        {("query.u_w", "screen"), ("query.u_tz", "timezone"), ("query.ga_vid", "advertising_cookie"), ("query.tiba", "viewed_page")},
        set(),
    ),
    "a title with accents is said once": Case(
        "https://www.google-analytics.com/collect?" + urlencode({"tid": "UA-1-1", "dl": "https://m.shop.example/", "dt": "Tapis d'été à rayures"}),
        {("query.dt", "viewed_page")},
        set(),
    ),
    "the phone in the User-Agent of one of Meta's apps": Case(
        "https://photos.example/hphotos/1.jpg",
        {("user-agent", one) for one in ("os_name", "os_version", "screen", "manufacturer", "device_model", "cpu_architecture", "locale", "user_agent")},
        {("user-agent", "carrier")},
        {"user-agent": "Instagram 312.0 Android (34/14; 450dpi; 1080x2340; samsung; SM-S921N; e1s; qcom; ko_KR; 553481234)"},
    ),
    "what Xiaomi's phones ask for addresses": Case(
        "https://198.51.100.7/164566/sign_d?" + urlencode({"host": "market.example", "sdk": "android_1.3.3", "t": 1711123456, "sid": "aB3dE5gH7jK9", "net": "wifi", "bssid": "02:00:00:00:00:00"}),
        {("user-agent", "device_model"), ("query.sdk", "sdk_version"), ("query.net", "network_type"), ("query.sid", "session_id")},
        {("query.bssid", "wifi_bssid"), ("query.bssid", "mac_address")},
        {"user-agent": "Dalvik/2.1.0 (Linux; U; Android 10; Redmi Note 8 MIUI/V12.0.1.0.QCOMIXM)"},
    ),
    "a place for a product that an advertiser fills with its own": Case(
        "https://serve.ads.example/a?" + urlencode({"served.product_id": "Postpaid", "sid": "1146312058199983930", "action": "VIEWAD", "url": "https://b.example/set?ev=${BUYER_ID}"}),
        set(),
        {("query.served.product_id", "product_view"), ("query.sid", "session_id"), ("query.action", "behaviour"), ("query.url", "viewed_page")},
        {"cookie": "KRTBCOOKIE_594=17105-OPTOUT"},
    ),
    "cookies that hold what searched for, where from, and an address": Case(
        "https://www.news.example/",
        {("__utma", "advertising_cookie"), ("__utmz[2].utmctr", "search_query"), ("__utmz[1].utmcsr", "referrer"), ("visitor", "ip_address"), ("uuid", "advertising_cookie")},
        {("visitor", "mac_address"), ("__utmb", "advertising_cookie")},
        {"cookie": f"__utma=150903082.601193709.1711123456.1711123456.1711123456.1; __utmb=150903082; __utmz=150903082.1711123456.1.1.utmccn=(organic)|utmcsr=naver|utmctr=camping%20chair|utmcmd=organic; visitor=211.234.10.20.1711123456789; uuid={ADID}"},
    ),
    "nothing has happened to Firebase yet": Case(
        "https://firebaseinstallations.googleapis.com/v1/projects/shop/installations",
        {("fid", "installation_id")},
        {("x-firebase-client", "sdk_version")},
        {"x-firebase-client": "H4sIAAAAAAAAAKtWykhNLCpJSk0sKVayio7VUSpLLSrOzM9TslIyUqoFAFyivEQfAAAA"},
        document={"fid": "cAbC1234dEf5678GhIjKlM"},
    ),
    "a model where the name says type": Case(
        "https://notify.bugsnag.com/",
        {("events[0].metaData.Device.device_type", "device_model"), ("events[0].metaData.Device.tablet", "device_type")},
        {("events[0].metaData.Device.device_type", "device_type")},
        document={"events": [{"metaData": {"Device": {"device_type": "samsung_SM-S921N", "tablet": "false"}}}]},
    ),
    "what is the same in every copy of a build": Case(
        f"https://firebase-settings.crashlytics.com/spi/v2/platforms/android/gmp/1:1234:android:0f1e/settings?{urlencode({'instance': '8f14e45fceea167a5a36dedd4bea2543a1b2c3d4', 'build_version': '81'})}",
        {("query.instance", "app_version"), ("query.build_version", "app_version"), ("x-crashlytics-installation-id", "installation_id")},
        {("query.instance", "installation_id")},
        {"x-crashlytics-installation-id": "0f1e2d3c4b5a69788796a5b4c3d2e1f0"},
    ),
    "an id of the phone that is none": Case(
        "https://api2.branch.io/v1/open",
        {("advertising_ids.aaid", "advertising_id"), ("identity_id", "user_id")},
        {("hardware_id", "device_id")},
        document={"hardware_id": ADID, "is_hardware_id_real": False, "advertising_ids": {"aaid": ADID}, "identity_id": "1172860168363571001"},
    ),
    "an id of the phone that is one": Case(
        "https://api2.branch.io/v1/open",
        {("hardware_id", "device_id"), ("devices[0].hardware_id", "device_id")},
        {("devices[1].hardware_id", "device_id")},
        document={"hardware_id": ADID, "is_hardware_id_real": True, "devices": [{"hardware_id": ADID}, {"hardware_id": ADID, "is_hardware_id_real": 0}]},
    ),
    "how the phone is held is no measure of its screen": Case(
        "https://notify.bugsnag.com/", {("events[0].device.orientation", "device_state")}, {("events[0].device.orientation", "screen")}, document={"events": [{"device": {"orientation": "portrait"}}]}
    ),
    "a page in a frame of an advertiser's, and the parts that it numbers": Case(
        "https://sb.scorecardresearch.com/p?" + urlencode({"c7": "https://googleads.g.doubleclick.net/pagead/ads?client=ca-pub-1&url=https%3A%2F%2Fm.shop.example%2F", "uid": "AdVisibilityIdentifier_2390929771", "ns__t": "1711123456789"}),
        {("query.c7.query.url", "viewed_page"), ("query.ns__t", "transmission_time")},
        {("query.c7", "viewed_page"), ("query.uid", "user_id")},
    ),
    "the page of the one who counts": Case(
        "https://sb.scorecardresearch.com/p?" + urlencode({"c7": "https://m.shop.example/goods/7", "uid": "aB3dE5gH7jK9"}), {("query.c7", "viewed_page"), ("query.uid", "user_id")}, set()
    ),
    "a company's own page at Meta is what a plugin shows": Case(
        "https://www.facebook.com/plugins/page.php?" + urlencode({"href": "https://www.facebook.com/shop.example"}), set(), {("query.href", "viewed_page")}
    ),
    "the page that a plugin stands on": Case(
        "https://www.facebook.com/plugins/like.php?" + urlencode({"href": "https://m.shop.example/goods/7"}), {("query.href", "viewed_page")}, set()
    ),
    "a language that is none": Case(
        "https://www.google-analytics.com/collect?" + urlencode({"tid": "UA-1-1", "ul": "c", "sr": "1080x2340"}), {("query.sr", "screen")}, {("query.ul", "locale")}
    ),
    "how an app was used, among Meta's events": Case(
        "https://graph.facebook.com/v17.0/1234/activities",
        {("custom_events[0].fb_mobile_time_between_sessions", "behaviour"), ("custom_events[0]._inBackground", "behaviour"), ("custom_events[0]._valueToSum", "behaviour"), ("custom_events[1]._valueToSum", "payment_history")},
        {("custom_events[1]._valueToSum", "behaviour"), ("custom_events[0]._valueToSum", "payment_history")},
        form={"custom_events": json.dumps([
            {"_eventName": "fb_mobile_deactivate_app", "_valueToSum": 12.5, "_inBackground": "1", "fb_mobile_time_between_sessions": "session_quanta_3"},
            {"_eventName": "fb_mobile_purchase", "_valueToSum": 39000},
        ])},
    ),
    "an ad's frame names the browser to everybody whom it calls": Case(
        "https://verify.ads.example/x?r=1",
        {("referer.query.ga_vid", "advertising_cookie"), ("referer.query.u_w", "screen"), ("referer.query.u_tz", "timezone")},
        {("referer.query.u_his", "screen"), ("referer.query.dtd", "screen")},
        {"referer": "https://googleads.g.doubleclick.net/pagead/ads?" + urlencode({"ga_vid": "1234567890.1711123456", "u_w": 1080, "u_h": 2340, "u_tz": 540, "u_his": 1, "dtd": 213})},
    ),
    "the sides of a screen beside each other": Case(
        "https://stat.ads.example/p?" + urlencode({"sw": 1080, "sh": 2340}), {("query.sw", "screen"), ("query.sh", "screen")}, set()
    ),
    "one side alone may be anything": Case(
        "https://stat.ads.example/p?" + urlencode({"sw": 1080, "x": 2340}), set(), {("query.sw", "screen")}
    ),
    "who is known under an address of a pixel that is all path": Case(
        "https://pixel.stats.example/pixel;r=579072331;a=p-3aud;url=https%3A%2F%2Fm.shop.example%2Fgoods%2F7;sr=1080x2340x24;tzo=-540;ogl=title.A%20shop%20with%20words",
        {("path[0].url", "viewed_page"), ("path[0].sr", "screen"), ("path[0].tzo", "timezone")},
        set(),
    ),
    "whom a pixel that is all path counts": Case(
        "https://pixel.quantserve.com/pixel;r=579072331;a=p-3aud;url=https%3A%2F%2Fm.shop.example%2Fgoods%2F7;fpa=P0-1401686151-1711123456781;et=1711123456789;ogl=title.A%20shop",
        {("path[0].fpa", "advertising_cookie"), ("path[0].url", "viewed_page"), ("path[0].et", "transmission_time"), ("mc", "advertising_cookie")},
        set(),
        {"cookie": "mc=59ac0d0f-b66e5-565f9-c2a41"},
    ),
    "a site's own number beside the browser's": Case(
        "https://comcluster.cxense.com/Repo/rep.gif?" + urlencode({"sid": "1146312058199983931", "ckp": "j74tcmfko8i4otk1", "cks": "j74tcmfjfen293n1", "bln": "ko"}),
        {("query.ckp", "advertising_cookie"), ("query.cks", "session_id"), ("query.bln", "locale"), ("query.sid", "app_id")},
        {("query.sid", "session_id")},
    ),
    "identities, and a visitor who comes back": Case(
        "https://api.content.example/profile?" + urlencode({"json": json.dumps({"identities": [{"type": "cx", "id": "j74tcmfko8i4otk1"}]}), "src.visitorid": "aB3dE5gH7jK9"}),
        {("query.json.identities[0].id", "user_id"), ('query["src.visitorid"]', "advertising_cookie")},
        {("query.json.identities[0].type", "user_id")},
    ),
    "browsers by the numbers of others": Case(
        "https://image2.pubmatic.com/AdServer/Pug?" + urlencode({"vcode": "bz0y", "piggybackCookie": "9186409297478360001"}),
        {("query.piggybackCookie", "advertising_cookie"), ("uid-bp-159", "advertising_cookie"), ("put_5120", "advertising_cookie"), ("guid", "advertising_cookie"), ("ads_unique_user_cookie", "advertising_cookie")},
        {("uid-bp-717", "advertising_cookie"), ("accept_user_cookie", "advertising_cookie")},
        {"cookie": f"ads_unique_user_cookie=417505960137556401; accept_user_cookie=1; uid-bp-159=aB3dE5gH7jK9lM; put_5120=aB3dE5gH7jK9; guid={ADID}; uid-bp-717=0"},
    ),
    "who asks for a match is no app": Case(
        "https://cm.g.doubleclick.net/pixel?" + urlencode({"google_nid": "shopexchange_dbm", "google_hm": "AAEqbE6zWBoAACi7N8tRWw"}),
        {("query.google_hm", "advertising_cookie")},
        {("query.google_nid", "app_id")},
    ),
    "a partner's number is no app's": Case(
        "https://image6.pubmatic.com/AdServer/SPug?" + urlencode({"partnerID": "156262", "gdpr_consent": "CPXxRfAPXxRfAAfKABENB"}),
        {("query.gdpr_consent", "consent_state")},
        {("query.partnerID", "app_id")},
    ),
    "a window in ten numbers": Case(
        "https://googleads.g.doubleclick.net/pagead/ads?" + urlencode({"brdim": "0,0,0,0,1080,0,1079,2201,300,250"}),
        {("query.brdim[4]", "screen"), ("query.brdim[6]", "screen"), ("query.brdim[7]", "screen")},
        {("query.brdim[0]", "screen"), ("query.brdim[8]", "screen"), ("query.brdim[9]", "screen")},
    ),
    "a time zone that is that of Greenwich": Case(
        "https://hit.ads.example/r?" + urlencode({"tz": 0, "u_tz": 0, "tz_name": "true"}),
        {("query.tz", "timezone"), ("query.u_tz", "timezone")},
        {("query.tz_name", "timezone")},
    ),
    "rows that go by the names of their columns": Case(
        "https://in.analytics.example/rows",
        {("rows[0][0]", "postal_code"), ("rows[0][1]", "gender"), ("rows[1][2]", "email")},
        {("rows[0][2]", "email"), ("columns[0]", "postal_code"), ("things[0][1]", "gender")},
        document={"columns": ["zip", "gender", "email"], "rows": [["06234", "M", ""], ["06235", "F", "kim@shop.example"]], "things": [["x", "M"]]},
    ),
    "a masked address of mail is not the address of its end": Case(
        "https://api.shop.example/me",
        set(),
        {("to", "email")},
        document={"to": "k***m@shop.example"},
    ),
    "a browser in Base64 with stars for its padding": Case(
        "https://sync.ads.example/s?ua=TW96aWxsYS81LjAgKExpbnV4OyBBbmRyb2lkIDE0OyBTTS1TOTIxTikgWA**",
        {("query.ua", "device_model"), ("query.ua", "user_agent")},
        set(),
    ),
    "a country under the name of a place": Case(
        "https://metrics.example/m", {("metadata.location", "region")}, {("metadata.path", "region")}, document={"metadata": {"location": "KR", "path": "/goods"}}
    ),
    "the account of a card is the card's number": Case(
        "https://pay.example/auth",
        {("Card.Account.Number", "card_number"), ("card.accountNumber", "card_number"), ("account.number", "bank_account"), ("refund.accountNumber", "bank_account")},
        {("Card.Account.Number", "bank_account"), ("card.accountNumber", "bank_account"), ("account.number", "card_number"), ("refund.accountNumber", "card_number")},
        document={"Card": {"Account": {"Number": "4111111111111111"}}, "card": {"accountNumber": "411111******1111"}, "account": {"number": "110-234-567890"}, "refund": {"accountNumber": "110234567890"}},
    ),
    "a card's number is one under the name of an account alone": Case(
        "https://pay.example/auth", {("AccountNumber", "card_number")}, {("AccountNumber", "bank_account")}, document={"AccountNumber": "4111111111111111", "Amount": "12.00"}
    ),
    "what a card or a shop is called is nobody's name": Case(
        "https://pay.example/auth",
        {("c.name", "name"), ("p.name", "name")},
        {("a.cardName", "name"), ("b.name", "name"), ("d.name", "name")},
        document={
            "a": {"cardName": "KB국민 톡톡 카드", "cardNo": "5409-26**-****-1234"},
            "b": {"name": "삼성카드", "number": "4111111111111111", "cvc": "123"},
            "c": {"name": "남궁민", "number": "4111111111111111", "cvc": "123"},
            "d": {"name": "올리브영 강남점", "phone": "02-9183-2746"},
            "p": {"name": "이순점", "phone": "010-9183-2746"},
        },
    ),
    "the keys of an app, and a title, at those who measure": Case(
        "https://www.facebook.com/tr/?" + urlencode({"id": "1404121623191744", "ev": "Microdata", "cd[OpenGraph]": json.dumps({"og:title": "Hanbit Mall: coats", "og:type": "website"})}),
        {("query.id", "app_id"), ('query["cd[OpenGraph]"].og:title', "viewed_page")},
        {('query["cd[OpenGraph]"].og:type', "viewed_page")},
    ),
    "the key of an app at Branch": Case(
        "https://api2.branch.io/v1/open", {("branch_key", "app_id")}, {("branch_key", "access_token"), ("instrumentation", "app_id")}, document={"branch_key": "key_live_abcDEF123", "instrumentation": "x"}
    ),
    "what Google Analytics tells of a browser": Case(
        "https://www.google-analytics.com/collect?" + urlencode({"v": 1, "tid": "UA-1234567-1", "fl": "26.0 r0", "je": 0, "ec": "Ecommerce", "el": "coat", "de": "UTF-8"}),
        {("query.fl", "user_agent"), ("query.tid", "app_id"), ("query.ec", "behaviour"), ("query.el", "behaviour")},
        {("query.de", "user_agent")},
    ),
    "a page by its path, beside what it was opened from": Case(
        "https://metrics.example/m",
        {("metadata.path", "viewed_page")},
        {("file.path", "viewed_page"), ("root.path", "viewed_page"), (":path", "viewed_page")},
        {":path": "/img/logo.png", "referer": "https://www.google.com/"},
        document={"metadata": {"path": "/goods/1", "referrer": "https://www.google.com/"}, "file": {"path": "/data/x.db", "size": 12}, "root": {"path": "/", "referrer": "https://a.example/"}},
    ),
    "what Google's addresses hand on of a screen and a page": Case(
        "https://www.google.com/ads/x?u=" + quote("https://ads.example/v?" + urlencode({"u_cd": 24, "u_w": 1024, "tiba": "Hanbit Mall: coats", "u_n": 24})),
        {("query.u.query.u_cd", "screen"), ("query.u.query.tiba", "viewed_page")},
        {("query.u.query.u_n", "screen")},
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_of_a_real_shape_is_claimed_what_is_there(case: Case) -> None:
    named = {(path, category) for path, category, _ in claims(case)}
    assert case.yes <= named, case.yes - named
    assert not case.no & named


def test_text_that_could_be_read_as_another_character_set_is_claimed_once() -> None:
    found = claims(CASES["a title with accents is said once"])
    assert [one for one in found if one[0] == "query.dt"] == [
        ("query.dt", "viewed_page", "tracker:google-analytics"),
        ("query.dt", "viewed_page", "key"),
    ]


def claims(case: Case) -> list[tuple[str, str, str]]:
    """Give path, category and detector of what all detectors claim of a request."""
    headers = [(name.encode(), text.encode()) for name, text in (case.headers or {}).items()]
    body = b""
    if case.form:
        body, kind = urlencode(case.form).encode(), b"application/x-www-form-urlencoded"
    elif case.document is not None:
        body, kind = json.dumps(case.document).encode(), b"application/json"
    if body:
        headers.append((b"content-type", kind))
    message = Message(tuple(headers), body, body_size=len(body))
    method, host = "POST" if body else "GET", case.url.split("/")[2]
    made = Exchange("1", "c", 0, datetime(2026, 11, 24, tzinfo=UTC), "", "", "http/2", method, case.url, host, 443, message, None)  # fmt: skip
    decoded = decode(made)
    return [
        (found.field.path, found.category, found.detector) for detect in DETECTORS for found in detect(made, decoded)
    ]
