"""Requests as the sources of SDKs build them, held against what the files of their endpoints know."""

import json
from base64 import b64encode, urlsafe_b64encode
from datetime import UTC, datetime
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode
from zlib import compress

import pytest

from trafficaudit.decode import decode
from trafficaudit.detectors import tracker
from trafficaudit.detectors.context import Context
from trafficaudit.model import Exchange, Message

DETECT = tracker.build(Context())
PUSH = "fTLNT7nn2kw_lhE96szaWa:APA91bGEQmdzS1dXl5k6eDtTYOKfshrIOO0eMTnw6k93LQAdld"
MADE = "c1f06b8b-3fbc-4d3a-9a1f-7a5c39a1b5e2"
LAUNCH = {"ld_device": {"kind": "ld_device", "key": MADE, "manufacturer": "samsung", "model": "SM-S921N", "os": {"family": "Android", "version": "14"}}}  # fmt: skip
PX = [{"t": "PX315", "d": {"PX1214": "9f3c2b1a0d8e7f65", "PX320": "SM-S921N", "PX322": "Android", "PX344": "SKTelecom", "PX317": "WiFi", "PX421": "false"}}]  # fmt: skip
DIGEST = "96d9632f363564cc3032521409cf22a852f2032eec099ed5967c0d000cec607a"
AGENT = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_2 like Mac OS X)"
DATADOME = {
    "ua": AGENT,
    "lg": "ko-KR",
    "tz": -540,
    "rs_w": 390,
    "rs_h": 844,
    "hc": 4,
}
SINGULAR: dict[str, str] = {
    "a": "k",
    "n": "Color Mall",
    "br": "samsung",
    "de": "gracelte",
    "k": "AIFA",
    "u": MADE,
    "src": "com.android.vending",
    "v": "14",
}
SEARCH = {
    "requests": [
        {
            "indexName": "goods",
            "params": urlencode({"query": "운동화", "userToken": "mem-8841", "aroundLatLng": "37.5012,127.0396"}),
        }
    ]
}


class Case(NamedTuple):
    """A request and some of what is known to stand in it; ``body`` is a form where it is a text, bytes as they are, else JSON."""

    url: str
    body: Any
    expected: dict[str, str]
    headers: dict[str, str] = {}  # noqa: RUF012 (never written to)
    method: str = "POST"


SESSION = "iglu:com.snowplowanalytics.snowplow/client_session/jsonschema/1-0-2"
BEACON = f"ab\t120\nagv\t1.6\nbi\tkr.shop.app\ncn\tSKTelecom\ndmo\tiPhone12,5\nk\tkey1\nosv\t17.2\nro\tfalse\nsid\t{MADE}\nue\ta@mail.kr\nui\tmem88\nun\t박서준\nv\tCart"

CASES = {
    "amazon-ads": Case("https://aax-fe-sin.amazon-adsystem.com/e/msdk/ads", {"appId": "a9e3", "adsdk": "aps-android-9.8.10", "idfa": MADE, "oo": "false", "dinfo": {"model": "SM-S921N", "hwv": "e1s", "carrier": "SKTelecom", "connectionType": "13", "screenSize": "1080x2340"}, "ua": AGENT, "pkg": {"pn": "kr.shop.app", "lbl": "Shop", "vn": "3.2"}, "ad-id": "A1b2C3d4", "geoloc": "37.5,127.0"}, {"sdk_version": "aps-android-9.8.10", "advertising_id": MADE, "consent_state": "false", "device_model": "SM-S921N", "carrier": "SKTelecom", "network_type": "13", "screen": "1080x2340", "user_agent": AGENT, "app_id": "kr.shop.app", "app_name": "Shop", "app_version": "3.2", "device_id": "A1b2C3d4", "coordinates": "37.5,127.0"}),
    "amazon-ads registration": Case("https://s.amazon-adsystem.com/api3/update_dev_info?" + urlencode({"appId": "a9e3", "adId": "A1b2C3d4", "idfa": MADE, "dinfo": json.dumps({"make": "samsung", "osVersion": "14"}), "pkg": json.dumps({"v": "120"}), "gdpr_consent": "CPxyz"}), None, {"app_id": "a9e3", "device_id": "A1b2C3d4", "advertising_id": MADE, "manufacturer": "samsung", "os_version": "14", "app_version": "120", "consent_state": "CPxyz"}),
    "amazon-ads settings": Case("https://mads.amazon-adsystem.com/msdk/getConfig?" + urlencode({"appId": "a9e3", "sdkVer": "aps-android-9.8.10", "dinfo": json.dumps({"country": "KR", "language": "ko"})}), None, {"app_id": "a9e3", "sdk_version": "aps-android-9.8.10", "region": "KR", "locale": "ko"}, method="GET"),
    "amazon-ads page": Case("https://aax.amazon-adsystem.com/e/dtb/bid?src=3159&u=http%3A%2F%2Fkr.shop%2F&cb=8077426&t=1000", None, {"app_id": "3159", "viewed_page": "http://kr.shop/"}, method="GET"),
    "amazon-ads tag": Case(f"https://s.amazon-adsystem.com/iu3?pid={MADE}&event=PageView", None, {"app_id": MADE, "behaviour": "PageView"}, method="GET"),
    "parsely": Case("https://p1.parsely.com/plogger/?" + urlencode({"idsite": "kr.shop", "url": "http://kr.shop/p", "urlref": "http://m.kr/", "action": "pageview", "u": f"pid={MADE}", "screen": "3360x1890|3360x1865|24"}), None, {"app_id": "kr.shop", "viewed_page": "http://kr.shop/p", "referrer": "http://m.kr/", "behaviour": "pageview", "advertising_cookie": MADE, "screen": "3360x1890"}, method="GET"),
    "mparticle batch of a page": Case("https://jssdks.mparticle.com/v3/JS/us1-key/events", {"mpid": "7531849203847561", "mp_deviceid": MADE, "application_info": {"application_name": "Shop"}, "user_identities": {"email": "kim@shop.kr", "mobile_number": "+821034125566"}, "events": [{"event_type": "commerce_event", "data": {"session_uuid": DIGEST[:32], "product_action": {"action": "purchase", "transaction_id": "o-1", "products": [{"id": "g-1"}]}}}]}, {"app_id": "us1-key", "user_id": "7531849203847561", "installation_id": MADE, "app_name": "Shop", "email": "kim@shop.kr", "phone_number": "+821034125566", "session_id": DIGEST[:32], "behaviour": "purchase", "order": "o-1", "product_view": "g-1"}),
    "mparticle event of a page": Case("https://jssdks.mparticle.com/v2/JS/us1-key/Events", {"n": "Look", "ui": [{"Identity": "kim@shop.kr", "Type": 7}], "das": MADE, "sid": "S1", "lr": "https://shop.kr/a"}, {"app_id": "us1-key", "behaviour": "Look", "email": "kim@shop.kr", "installation_id": MADE, "session_id": "S1", "viewed_page": "https://shop.kr/a"}),
    "mparticle event of a member": Case("https://jssdks.mparticle.com/v1/JS/us1-key/Events", {"ui": [{"Identity": "mem88", "Type": 1}]}, {"app_id": "us1-key", "user_id": "mem88"}),
    "snap pixel": Case("https://tr.snapchat.com/p", urlencode({"pid": MADE, "u_hpn": DIGEST, "e_tid": "o-1", "e_iids": "g-1"}), {"app_id": MADE, "phone_number": DIGEST, "order": "o-1", "product_view": "g-1"}),
    "criteo purchase": Case("https://sslwidget.criteo.com/event?a=123456&p0=e%3Dvc%26id%3DG555999%26p%3D%255Bi%25253DA122%252526pr%25253D44.9%252526q%25253D2%255D", None, {"app_id": "123456", "behaviour": "vc", "order": "G555999"}, method="GET"),
    "criteo product": Case("https://sslwidget.criteo.com/event?a=123456&p0=e%3Dexd%26site_type%3Dm&p1=e%3Dvp%26p%3DA122", None, {"app_id": "123456", "behaviour": "vp", "product_view": "A122"}, method="GET"),
    "bing event": Case("https://bat.bing.com/action/0?ti=123456&ec=Shop&prodid=g-1", None, {"app_id": "123456", "behaviour": "Shop", "product_view": "g-1"}, method="GET"),
    "pinterest checkout": Case("https://ct.pinterest.com/v3/?" + urlencode({"tid": "t1", "ed": json.dumps({"value": 116, "order_id": "o-1", "line_items": [{"product_id": "g-1"}]})}), None, {"app_id": "t1", "payment_history": "116", "order": "o-1", "product_view": "g-1"}, method="GET"),
    "tiktok page": Case("https://analytics.tiktok.com/api/v1/track", {"event": "AddToCart", "context": {"pixel": {"code": "BT24M8"}, "user": {"user_id": "mem88", "device_id": "dev-1"}}}, {"app_id": "BT24M8", "behaviour": "AddToCart", "user_id": "mem88", "device_id": "dev-1"}),
    "x purchase": Case("https://analytics.twitter.com/i/adsct?" + urlencode({"txn_id": "t1", "tw_sale_amount": "29.95"}), None, {"app_id": "t1", "payment_history": "29.95"}, method="GET"),
    "x nothing bought": Case("https://analytics.twitter.com/i/adsct?txn_id=t1&tw_sale_amount=0", None, {"app_id": "t1"}, method="GET"),
    "kakao pixel": Case("https://bc.ad.daum.net/bc?" + urlencode({"d": json.dumps({"track_id": "648", "event_code": "search", "properties": {"id": "g-1", "keyword": "운동화"}})}), None, {"app_id": "648", "behaviour": "search", "product_view": "g-1", "search_query": "운동화"}, method="GET"),
    "smaato older": Case("https://soma.smaato.net/oapi/reqAd.jsp?pub=923&ownid=d41f8cd98f00b204", None, {"device_id": "d41f8cd98f00b204"}, method="GET"),
    "tapjoy older": Case("https://ws.tapjoyads.com/connect?lad=42", None, {"root_state": "42"}, method="GET"),
    "split machine": Case("https://events.split.io/api/events/bulk", [{"key": "mem88"}], {"user_id": "mem88", "ip_address": "10.0.0.4", "device_name": "kim-laptop"}, headers={"splitsdkmachineip": "10.0.0.4", "splitsdkmachinename": "kim-laptop"}),
    "dynamic-yield": Case("https://direct.dy-api.com/v2/serve/user/choose", {"user": {"dyid": "-4350463893986789401"}, "session": {"dy": DIGEST[:32]}, "context": {"page": {"type": "PRODUCT", "data": ["g-1"], "location": "https://shop.kr/p"}, "device": {"ip": "211.36.1.4"}}}, {"advertising_cookie": "-4350463893986789401", "session_id": DIGEST[:32], "product_view": "g-1", "viewed_page": "https://shop.kr/p", "ip_address": "211.36.1.4"}),
    "dynamic-yield page": Case("https://async-px.dynamicyield.com/uia?sec=8769901", None, {"app_id": "8769901", "advertising_cookie": "-4350463893986789401"}, headers={"cookie": "_dyid=-4350463893986789401"}, method="GET"),
    "recopick": Case(f"https://lc.recopick.com/v1/logs/view/3399/{DIGEST[:32]}", {"url": "https://kr.shop/p", "ref": "https://kr.shop/", "items": [{"id": "g-1", "title": "운동화"}], "user": {"gender": "F", "birthyear": "1992", "mid": DIGEST[32:]}}, {"app_id": "3399", "advertising_cookie": DIGEST[:32], "user_id": DIGEST[32:], "gender": "F", "birth_date": "1992", "product_view": "운동화", "viewed_page": "https://kr.shop/p", "referrer": "https://kr.shop/"}),
    "recopick cart": Case(f"https://lc.recopick.com/v1/logs/basket/3399/{DIGEST[:32]}", {"items": [{"id": "g-1"}]}, {"cart": "g-1"}),
    "recopick recommendation": Case(f"https://api.recopick.com/v1/recommendations/item/3399/{DIGEST[:32]}/g-7?limit=5", None, {"advertising_cookie": DIGEST[:32], "product_view": "g-7"}, method="GET"),
    "cafe24-log": Case("https://eclog2-213.cafe24.com/weblog.html?uid=hanbitmall&udim=1536*864&r_ref=http://kr.shop/b&url=http://kr.shop/p&t=1611910515888", None, {"app_id": "hanbitmall", "screen": "1536*864", "referrer": "http://kr.shop/b", "viewed_page": "http://kr.shop/p"}, method="GET"),
    "posthog nobody yet": Case("https://us.i.posthog.com/flags/?v=2", {"token": "phc_1", "distinct_id": "0192b3c4-6a35-7a1c-8f0d-8e4c8d6c2a11", "$anon_distinct_id": "an-1", "$device_id": "dev-1"}, {"app_id": "phc_1", "installation_id": "0192b3c4-6a35-7a1c-8f0d-8e4c8d6c2a11", "device_id": "dev-1"}),
    "posthog member": Case("https://us.i.posthog.com/batch", {"api_key": "phc_1", "batch": [{"distinct_id": "mem88", "event": "$identify"}]}, {"app_id": "phc_1", "user_id": "mem88"}),
    "matomo several": Case("https://shop.matomo.cloud/matomo.php", {"requests": ["?idsite=1&uid=mem88&_id=0123456789abcdef&search=shoes&url=http%3A%2F%2Fkr.shop%2Fc"]}, {"user_id": "mem88", "installation_id": "0123456789abcdef", "search_query": "shoes", "viewed_page": "http://kr.shop/c"}),
    "matomo form": Case("https://shop.matomo.cloud/matomo.php", urlencode({"idsite": "1", "uid": "mem88", "_id": "0123456789abcdef", "res": "1080x2340"}), {"user_id": "mem88", "installation_id": "0123456789abcdef", "screen": "1080x2340"}),
    "mixpanel flags": Case("https://api-js.mixpanel.com/flags/?" + urlencode({"context": json.dumps({"distinct_id": "mem88", "device_id": MADE}), "token": "tk1"}), None, {"user_id": "mem88", "device_id": MADE, "app_id": "tk1"}, method="GET"),
    "mixpanel people": Case("https://api.mixpanel.com/engage", [{"$device_id": MADE, "$user_id": "mem88", "$set": {"$phone": "01034125566"}}], {"device_id": MADE, "user_id": "mem88", "phone_number": "01034125566"}),
    "posthog": Case("https://us.i.posthog.com/batch", {"batch": [{"event": "$screen", "properties": {"$screen_width": 412, "$app_build": 120, "$device_type": "Mobile", "$lib_version": "3.9"}}]}, {"screen": "412", "app_version": "120", "device_type": "Mobile", "sdk_version": "3.9"}),
    "snowplow of an app": Case("https://kr.collector.snplow.net/com.snowplowanalytics.snowplow/tp2", {"data": [{"cx": urlsafe_b64encode(json.dumps({"data": [{"schema": "iglu:com.snowplowanalytics.snowplow/mobile_context/jsonschema/1-0-3", "data": {"androidIdfa": DIGEST, "appSetId": "as-1", "carrier": "SKTelecom"}}, {"schema": SESSION, "data": {"userId": MADE, "sessionId": "se-1"}}]}).encode()).decode()}]}, {"advertising_id": DIGEST, "vendor_id": "as-1", "carrier": "SKTelecom", "installation_id": MADE, "session_id": "se-1"}),
    "snowplow address": Case(f"https://kr.collector.snplow.net/i?e=pv&aid=shop&uid=mem88&duid={MADE}&url=http%3A%2F%2Fkr.shop%2Fc&res=412x915", None, {"app_id": "shop", "user_id": "mem88", "advertising_cookie": MADE, "viewed_page": "http://kr.shop/c", "screen": "412x915"}, method="GET"),
    "sensors-data of a page": Case("https://shop.datasink.sensorsdata.cn/sa", {"identities": {"$identity_cookie_id": MADE}, "lib": {"$lib_version": "1.27.11"}}, {"advertising_cookie": MADE, "sdk_version": "1.27.11"}),
    "adobe-experience hit": Case("https://shop.sc.omtrdc.net/b/ss/suite1/1/JS-2.22.0/s1?AQB=1&g=https%3A%2F%2Fkr.shop%2Fc&r=https%3A%2F%2Fsearch.kr%2F&s=1080x2340&purchaseID=ord-1&zip=06234", None, {"viewed_page": "https://kr.shop/c", "referrer": "https://search.kr/", "screen": "1080x2340", "order": "ord-1", "postal_code": "06234"}, method="GET"),
    "gameanalytics start": Case("https://api.gameanalytics.com/remote_configs/v1/init?game_key=k", {"user_id": MADE, "os_version": "android 14", "platform": "android"}, {"user_id": MADE, "os_version": "android 14", "os_name": "android"}),
    "braze of a page": Case("https://sdk.iad-01.braze.com/api/v3/data/", {"device_id": MADE, "device": {"browser": "Chrome", "browser_version": "126.1"}}, {"device_id": MADE, "user_agent": "126.1"}),
    "tracker-delivery asked": Case("https://apis.tracker.delivery/graphql", {"query": "query Track($carrierId: ID!, $trackingNumber: String!) { track }", "variables": {"carrierId": "kr.cjlogistics", "trackingNumber": "671234567890"}}, {"order": "671234567890"}),
    "eximbay": Case("https://api.eximbay.com/v1/payments/ready", {"payment": {"order_id": "ord-1", "amount": "59"}, "buyer": {"name": "Mina Park", "email": "a@mail.kr"}, "bill_to": {"street1": "Teheran-ro 1", "postal_code": "06234"}}, {"order": "ord-1", "payment_history": "59", "name": "Mina Park", "email": "a@mail.kr", "postal_address": "Teheran-ro 1", "postal_code": "06234"}),
    "instana": Case("https://eum-blue-saas.instana.io/mobile", BEACON.encode(), {"user_id": "mem88", "name": "박서준", "email": "a@mail.kr", "session_id": MADE, "app_id": "kr.shop.app", "device_model": "iPhone12,5", "carrier": "SKTelecom"}),
    "instana several": Case("https://eum-red-saas.instana.io/mobile", f"{BEACON}\n\n{BEACON}".encode(), {"user_id": "mem88", "os_version": "17.2", "root_state": "false", "viewed_page": "Cart"}),
    "instana page": Case("https://eum-blue-saas.instana.io/", f"k\tkey1\nsv\t2\nl\thttps://shop.kr/c\np\t/cart\nui\tmem88\nsid\t{MADE}\nww\t412".encode(), {"user_id": "mem88", "viewed_page": "https://shop.kr/c", "screen": "412", "session_id": MADE}),
    "kount": Case("https://ssl.kaptcha.com/m.html", urlencode({"m": "100100", "s": MADE, "lat": "37.5012", "lon": "127.0396", "mdl": "iPhone12,5", "dc": json.dumps({"UID": "0f3a9c", "IOS_IDFV": DIGEST}), "dmm": "5972", "street": "테헤란로 1"}), {"coordinates": "37.5012", "device_model": "iPhone12,5", "device_id": "0f3a9c", "vendor_id": DIGEST, "storage_memory": "5972", "postal_address": "테헤란로 1", "session_id": MADE}),
    "constructor-io": Case(f"https://ac.cnstrc.com/search/%EC%9A%B4%EB%8F%99%ED%99%94?key=k1&i={MADE}&ui=mem88&s=2&c=cioand-2.1&us=vip", None, {"search_query": "운동화", "installation_id": MADE, "user_id": "mem88", "behaviour": "vip"}, method="GET"),
    "constructor-io purchase": Case("https://ac.cnstrc.com/v2/behavioral_action/purchase?section=Products", {"order_id": "ord-1", "items": [{"item_id": "g-1"}], "ui": "mem88", "i": MADE, "origin_referrer": "shop.kr/done"}, {"order": "ord-1", "user_id": "mem88", "viewed_page": "shop.kr/done"}),
    "shopify-monorail": Case("https://monorail-edge.shopifysvc.com/unstable/produce_batch", {"events": [{"schema_id": "custom_storefront_customer_tracking/1.2", "payload": {"unique_token": MADE, "deprecated_visit_token": "b2", "customer_id": 88412, "event_source_url": "https://shop.kr/p", "search_string": "shoes", "analytics_allowed": True}}]}, {"advertising_cookie": MADE, "session_id": "b2", "user_id": "88412", "viewed_page": "https://shop.kr/p", "search_query": "shoes", "consent_state": "true"}),
    "apptentive": Case("https://key1.api.apptentive.com/conversation", {"device": {"uuid": MADE, "advertiser_id": DIGEST, "model": "SM-S921N", "brand": "samsung", "locale_raw": "ko_KR", "custom_data": {"tier": "gold"}}, "app_release": {"identifier": "kr.shop.app"}, "person": {"name": "박서준", "email": "a@mail.kr"}}, {"device_id": MADE, "device_model": "SM-S921N", "manufacturer": "samsung", "behaviour": "gold", "name": "박서준", "email": "a@mail.kr", "app_id": "kr.shop.app"}),
    "blueshift": Case("https://api.getblueshift.com/api/v1/event", {"event": "add_to_cart", "device_id": MADE, "device_token": PUSH, "advertising_id": DIGEST, "os_name": "Android 14", "customer_id": "mem88", "firstname": "서준", "skus": ["g-1"], "latitude": 37.5012}, {"behaviour": "add_to_cart", "device_id": MADE, "push_token": PUSH, "os_version": "Android 14", "user_id": "mem88", "name": "서준", "product_view": "g-1", "coordinates": "37.5012"}),
    "blueshift several": Case("https://api.getblueshift.com/api/v1/bulkevents", {"events": [{"event": "pageload", "device_id": MADE, "screen_viewed": "CartActivity", "customer_id": "mem88"}]}, {"device_id": MADE, "viewed_page": "CartActivity", "user_id": "mem88"}),
    "optimove": Case(f"https://events-us-east-1.kumulos.com/v1/app-installs/{MADE}/events", [{"type": "k.stats.installTracked", "userId": "mem88", "data": {"app": {"bundle": "kr.shop.app", "version": "3.1"}, "device": {"name": "SM-S921N", "tz": "Asia/Seoul", "locale": "ko-KR"}}}, {"type": "k.push.deviceRegistered", "data": {"token": PUSH}}], {"installation_id": MADE, "user_id": "mem88", "app_id": "kr.shop.app", "device_model": "SM-S921N", "timezone": "Asia/Seoul", "push_token": PUSH}),
    "localytics": Case("https://analytics.localytics.com/api/v2/applications/k1/uploads", (json.dumps({"dt": "h", "pa": 1579236831, "attrs": {"du": DIGEST, "iu": MADE, "pkg": "kr.shop.app", "nca": "SKTelecom", "dmo": "SM-S921N"}}) + "\n" + json.dumps({"dt": "e", "su": "77aa", "n": "Charged", "lat": 37.5012})).encode(), {"android_id": DIGEST, "installation_id": MADE, "app_id": "kr.shop.app", "carrier": "SKTelecom", "session_id": "77aa", "behaviour": "Charged", "coordinates": "37.5012", "install_time": "1579236831"}),
    "wider-planet": Case(f"https://astg.widerplanet.com/delivery/wpc.php?v=1&ver=4.0&wp_uid=2-{DIGEST[:32]}-s1.2%7Candroid&ty=Cart&ti=37624&hcuid={DIGEST[:40]}&i0=g-1&t0=%EC%9A%B4%EB%8F%99%ED%99%94&loc=https%3A%2F%2Fshop.kr%2Fcart", None, {"advertising_cookie": f"2-{DIGEST[:32]}-s1.2|android", "user_id": DIGEST[:40], "cart": "운동화", "app_id": "37624", "viewed_page": "https://shop.kr/cart"}, method="GET"),
    "wider-planet item": Case(f"https://astg.widerplanet.com/delivery/wpc.php?ty=Item&i0=g-2&ti=1&wp_uid={MADE}", None, {"product_view": "g-2"}, method="GET"),
    "datadome app": Case("https://api-sdk.datadome.co/sdk/", urlencode({"cid": "kX9f2LmQ7aZ8", "ddv": "3.0.4", "ddvc": "24.11.0", "mdl": "SM-S921N", "os": "Android", "osr": "14", "screen_x": "1080", "request": "https://api.shop.kr/v1/login", "ua": AGENT}), {"device_fingerprint": "kX9f2LmQ7aZ8", "sdk_version": "3.0.4", "app_version": "24.11.0", "device_model": "SM-S921N", "os_name": "Android", "os_version": "14", "screen": "1080", "viewed_page": "https://api.shop.kr/v1/login", "user_agent": AGENT}),
    "human-security form": Case("https://collector-pxo1.px-cloud.net/api/v2/collector", urlencode({"payload": "aGVsbG8=", "appId": "PXO1", "tag": "v9.2.7", "uuid": MADE, "sid": "0b1e9f3a-5b2c-11ef-8c60-7d1e9f3a5b2c", "vid": "7d1e9f3a-5b2c-11ef-8c60-0b1e9f3a5b2c"}), {"app_id": "PXO1", "sdk_version": "v9.2.7", "session_id": MADE, "device_id": "7d1e9f3a-5b2c-11ef-8c60-0b1e9f3a5b2c"}),
    "channel-io message": Case("https://api.channel.io/front/v8/user-chats/64f0/messages", {"requestId": "r-1", "blocks": [{"type": "text", "value": "배송 언제 오나요"}]}, {"message": "배송 언제 오나요"}),
    "adjust": Case("https://app.adjust.com/session", "gps_adid=" + MADE, {"sdk_version": "android4.38.5"}, {"client-sdk": "android4.38.5"}),
    "x-ads": Case("https://analytics.twitter.com/1/i/adsct?" + urlencode({"dv": "Asia/Seoul&ko-KR,ko&Google Inc.&Linux armv8l&255&1080&2340&8&24&1080&2340&0&na", "txn_id": "o81g6", "twpid": "tw.1791444048934.805112577849113746", "tw_session_id": "1791444048934-751291570", "pt": "장바구니", "event": "{}"}), None, {"timezone": "Asia/Seoul", "locale": "ko-KR,ko", "screen": "2340", "advertising_cookie": "tw.1791444048934.805112577849113746", "session_id": "1791444048934-751291570", "viewed_page": "장바구니"}, {}, "GET"),
    "moloco event": Case("https://ingestfnt.adsmoloco.com/retail/v1/platforms/SHOP/events", {"event_type": "ADD_TO_CART", "user_id": "mem-8841", "device": {"advertising_id": MADE, "unique_device_id": "9f3c2b1a0d8e7f65", "model": "SM-S921N", "ip": "211.249.220.24"}, "items": [{"id": "P-77"}], "search_query": "운동화"}, {"user_id": "mem-8841", "advertising_id": MADE, "device_id": "9f3c2b1a0d8e7f65", "device_model": "SM-S921N", "ip_address": "211.249.220.24", "product_view": "P-77", "search_query": "운동화", "behaviour": "ADD_TO_CART"}),
    "moloco decision": Case("https://dcsn-sel.rmp-api.moloco.com/rmp/decision/v1/platforms/SHOP/creative-auction", {"user": {"user_id": "mem-8841"}, "device": {"persistent_id": "d-77"}, "inventory": {"search_query": "운동화"}}, {"user_id": "mem-8841", "device_id": "d-77", "search_query": "운동화"}),
    "digital-turbine": Case("https://wv.inner-active.mobi/simpleM2M/clientRequestEnhancedXmlAd?" + urlencode({"aaid": MADE, "a": "34", "g": "f", "zip": "06234", "dml": "SM-S921N", "mcc": "450", "mnc": "05", "crn": "SKTelecom", "nt": "WIFI", "us_privacy": "1YNN"}), {"user_sessions": [{"count": 3}]}, {"advertising_id": MADE, "birth_date": "34", "gender": "f", "postal_code": "06234", "device_model": "SM-S921N", "mcc_mnc": "450", "carrier": "SKTelecom", "network_type": "WIFI", "consent_state": "1YNN", "behaviour": "3"}),
    "contentsquare": Case("https://in.hotjar.com/api/v2/client/sites/249442/visit-data?sv=7", {"is_vpv": False, "user_id": MADE, "window_width": 1366}, {"advertising_cookie": MADE, "screen": "1366", "app_id": "249442"}),
    "line-ads": Case("https://tr.line.me/tag.gif?c_t=lap&t_id=" + MADE + "&e=pv", None, {"app_id": MADE, "behaviour": "pv"}, {}, "GET"),
    "riskified page": Case("https://c.riskified.com/v2/client_infos", {"riskified_cookie": "ab12cd34ef56", "cart_id": "0412b3aa", "href": "https://shop.kr/p/1"}, {"advertising_cookie": "ab12cd34ef56", "session_id": "0412b3aa", "viewed_page": "https://shop.kr/p/1"}),
    "zhuge": Case("https://u.zhugeapi.com/APIPOOL/", "method=event_statis_srv.upload&compress=1&encrypt=0&event=" + quote(b64encode(compress(json.dumps({"ak": "k1", "pl": "ios", "usr": {"did": MADE}, "data": [{"dt": "evt", "pr": {"$cuid": "mem-8841", "$eid": "장바구니", "$sid": 1491812519004, "$ov": "17.2", "$jail": 0, "_상품": "신발"}}]}).encode())).decode()), {"device_id": MADE, "user_id": "mem-8841", "behaviour": "장바구니", "os_version": "17.2", "root_state": "0", "session_id": "1491812519004"}),
    "appodeal": Case("https://b.appbaqend.com/auction/interstitial", {"user": {"idfa": MADE, "idg": "5d4c2f7e-6a35-4a1c-8f0d-8e4c8d6c2a11"}, "device": {"make": "samsung", "mccmnc": "45005", "geo": {"lat": 37.5012}}, "session": {"id": "s-77", "battery": 0.83}}, {"advertising_id": MADE, "installation_id": "5d4c2f7e-6a35-4a1c-8f0d-8e4c8d6c2a11", "manufacturer": "samsung", "mcc_mnc": "45005", "coordinates": "37.5012", "session_id": "s-77", "battery": "0.83"}),
    "appodeal init": Case("https://a.appbaqend.com/hs/init", {"ifa": MADE, "idfv": "6D92078A-8246-4BA4-AE5B-76104861E7DC", "tracking_authorization_status": 3, "model": "iPhone15,2"}, {"advertising_id": MADE, "vendor_id": "6D92078A-8246-4BA4-AE5B-76104861E7DC", "consent_state": "3", "device_model": "iPhone15,2"}),
    "adyen": Case("https://checkoutanalytics-live.adyen.com/checkoutanalytics/v3/analytics?clientKey=k", {"channel": "android", "locale": "ko_KR", "deviceBrand": "samsung", "deviceModel": "SM-S921N", "referrer": "kr.shop.app", "systemVersion": "34", "screenWidth": 1080, "sessionId": "CS451F2AB1ED897A94"}, {"manufacturer": "samsung", "device_model": "SM-S921N", "app_id": "kr.shop.app", "os_version": "34", "session_id": "CS451F2AB1ED897A94"}),
    "adyen payment": Case("https://checkoutshopper-live.adyen.com/checkoutshopper/v1/payments", {"shopperEmail": "a@mail.kr", "shopperName": {"firstName": "Mina"}, "telephoneNumber": "+82 10-3412-5566", "browserInfo": {"timeZoneOffset": -540}}, {"email": "a@mail.kr", "name": "Mina", "phone_number": "+82 10-3412-5566", "timezone": "-540"}),
    "paypal": Case("https://api-m.paypal.com/v2/checkout/orders/5O19/confirm-payment-source", {"payment_source": {"card": {"number": "4111111111111111", "expiry": "2027-12", "name": "Mina Park", "billing_address": {"address_line_1": "152 Teheran-ro", "postal_code": "06234"}}}}, {"card_number": "4111111111111111", "name": "Mina Park", "postal_address": "152 Teheran-ro", "postal_code": "06234"}),
    "paypal order": Case("https://api-m.paypal.com/v2/checkout/orders", {"payer": {"email_address": "a@mail.kr", "phone": {"phone_number": {"national_number": "1034125566"}}}}, {"email": "a@mail.kr", "phone_number": "1034125566"}),
    "braintree": Case("https://payments.braintree-api.com/graphql", {"clientSdkMetadata": {"sessionId": "s-1"}, "operationName": "TokenizeCreditCard", "variables": {"input": {"creditCard": {"number": "4111111111111111", "cvv": "123", "cardholderName": "Mina Park", "billingAddress": {"postalCode": "06234"}}}}}, {"card_number": "4111111111111111", "name": "Mina Park", "postal_code": "06234", "session_id": "s-1"}),
    "portone": Case("https://api.iamport.kr/subscribe/payments/onetime", {"merchant_uid": "ord-1", "buyer_name": "박서준", "buyer_tel": "010-3412-5566", "birth": "920413"}, {"order": "ord-1", "name": "박서준", "phone_number": "010-3412-5566", "birth_date": "920413"}),
    "payletter": Case("https://pgapi.payletter.com/v1.0/payments/request", {"pgcode": "creditcard", "user_id": "mem88", "user_name": "박서준", "email_addr": "a@mail.kr", "order_no": "20261127"}, {"user_id": "mem88", "name": "박서준", "email": "a@mail.kr", "order": "20261127"}),
    "kakaopay": Case("https://open-api.kakaopay.com/online/v1/payment/ready", {"cid": "TC0ONETIME", "partner_user_id": "mem88", "total_amount": 2200}, {"user_id": "mem88", "payment_history": "2200"}),
    "line-pay": Case("https://api-pay.line.me/v3/payments/request", {"orderId": "o-1", "options": {"shipping": {"address": {"recipient": {"phoneNo": "090-1234-5678"}, "detail": "Jingumae 1-2-3"}}}}, {"order": "o-1", "phone_number": "090-1234-5678", "postal_address": "Jingumae 1-2-3"}),
    "heap": Case("https://heapanalytics.com/api/track", {"app_id": "11", "identity": "mem88", "event": "Add to Cart"}, {"user_id": "mem88", "behaviour": "Add to Cart"}),
    "launchdarkly": Case("https://mobile.launchdarkly.com/mobile", [{"kind": "identify", "context": {"kind": "multi", **LAUNCH}}], {"installation_id": MADE, "device_model": "SM-S921N", "os_version": "14"}),
    "launchdarkly address": Case(f"https://clientsdk.launchdarkly.com/msdk/evalx/contexts/{urlsafe_b64encode(json.dumps(LAUNCH).encode()).decode()}", None, {"device_model": "SM-S921N", "manufacturer": "samsung"}, method="GET"),
    "optimizely": Case("https://logx.optimizely.com/v1/events", {"client_version": "4.5.1", "visitors": [{"visitor_id": "mem88", "snapshots": [{"events": [{"key": "purchase", "revenue": 5900}]}]}]}, {"user_id": "mem88", "behaviour": "purchase", "payment_history": "5900"}),
    "statsig": Case("https://prodregistryv2.org/v1/rgstr", {"events": [{"eventName": "add_to_cart", "user": {"userID": "mem88", "email": "a@mail.kr"}}], "statsigMetadata": {"stableID": MADE, "deviceModel": "SM-S921N", "systemVersion": "34"}}, {"user_id": "mem88", "email": "a@mail.kr", "installation_id": MADE, "device_model": "SM-S921N", "os_version": "34"}),
    "growthbook": Case("https://us1.gb-ingest.com/track?client_key=sdk-1", [{"event_name": "Experiment Viewed", "user_id": "mem88", "device_id": MADE, "url": "https://shop.example/goods/1"}], {"user_id": "mem88", "device_id": MADE, "viewed_page": "https://shop.example/goods/1"}),
    "ab-tasty": Case("https://ariane.abtasty.com", {"vid": "mem88", "ds": "APP", "uip": "203.0.113.5", "ul": "ko-kr", "ea": "click"}, {"user_id": "mem88", "ip_address": "203.0.113.5", "locale": "ko-kr", "behaviour": "click"}),
    "algolia": Case("https://app1-dsn.algolia.net/1/indexes/*/queries", SEARCH, {"search_query": "운동화", "user_id": "mem-8841", "coordinates": "37.5012,127.0396"}),
    "algolia insights": Case("https://insights.algolia.io/1/events", {"events": [{"eventType": "click", "eventName": "Clicked", "userToken": "mem-8841", "objectIDs": ["g-1"]}]}, {"user_id": "mem-8841", "product_view": "g-1"}),
    "tealium": Case("https://collect.tealiumiq.com/event", {"tealium_visitor_id": MADE, "app_rdns": "kr.shop.app", "carrier": "SKTelecom", "device_model": "SM-S921N", "device_free_system_storage": 1200}, {"installation_id": MADE, "app_id": "kr.shop.app", "carrier": "SKTelecom", "storage_memory": "1200"}),
    "swrve": Case("https://31000.api.swrve.com/1/batch", {"user": "mem88", "unique_device_id": MADE, "data": [{"type": "device_update", "attributes": {"swrve.device_name": "samsung SM-S921N", "swrve.timezone_name": "Asia/Seoul"}}]}, {"user_id": "mem88", "device_id": MADE, "device_model": "samsung SM-S921N", "timezone": "Asia/Seoul"}),
    "emarsys": Case("https://me-client.eservice.emarsys.net/v3/apps/EMS1/client", {"platform": "android", "deviceModel": "SM-S921N", "timezone": "+0900"}, {"device_model": "SM-S921N", "timezone": "+0900", "device_id": MADE}, {"x-client-id": MADE}),
    "exponea": Case("https://api.exponea.com/track/v2/projects/p1/customers/events", {"customer_ids": {"cookie": MADE, "registered": "a@mail.kr"}, "event_type": "session_start", "properties": {"device_model": "SM-S921N"}}, {"installation_id": MADE, "user_id": "a@mail.kr", "device_model": "SM-S921N"}),
    "alibaba-arms": Case("https://arms-retcode-sg.aliyuncs.com/r.png?" + urlencode({"t": "error", "pid": "cnuypvb0cx@8f1d2a2e4c7b09a", "uid": "Rqk8hv3y7n2tXaf5O1bdLsm7p0gC", "sid": "1wkjsvLm7ahkX4qq0hbpO3Ijzz8e", "username": "mina88", "sr": "480x1040", "ct": "4g", "_v": "1.8.24", "page": "shop.example/cart"}), {"behavior": [{"type": "navigation", "data": {"from": "/cart", "to": "/pay"}, "page": "/cart"}]}, {"app_id": "cnuypvb0cx@8f1d2a2e4c7b09a", "device_id": "Rqk8hv3y7n2tXaf5O1bdLsm7p0gC", "session_id": "1wkjsvLm7ahkX4qq0hbpO3Ijzz8e", "user_name": "mina88", "screen": "480x1040", "network_type": "4g", "sdk_version": "1.8.24", "behaviour": "navigation"}),
    "alibaba-mtop page": Case("https://acs.aliexpress.com/h5/mtop.shop.cart/1.0/?appKey=24815441&t=1795479001000", None, {"app_id": "24815441", "transmission_time": "1795479001000"}, method="GET"),
    "alibaba-mtop": Case("https://acs.aliexpress.com/gw/mtop.shop.cart/1.0/", None, {"app_version": "aliexpress_android_8.141.4", "device_id": "Zx8QmKf3VbUDAJt2sYr0WnL117954790011"}, {"x-ttid": "600000@aliexpress_android_8.141.4", "x-c-traceid": "Zx8QmKf3VbUDAJt2sYr0WnL117954790011"}),
    "coupang header": Case("https://cmapi.coupang.com/v3/search", None, {"app_version": "9.0.4", "screen": "XXHDPI"}, {"coupang-app": "COUPANG|Android|15|9.0.4||null|f0b740d2-3447-3b2b-b118-d66257275f8f|Y|SM-A165N|f0b740d234472b2bb118d66257275f8f||XXHDPI|17679762746194168937968||0||wifi|-1|||Asia/Seoul|||1080|450|-1|1.0|true"}, "GET"),
    "related-digital": Case("https://pushs.euromsg.com/subscription", {"appKey": "shopkey", "deviceName": "iPhone 14 Pro", "identifierForVendor": MADE, "extra": {"Email": "a@mail.kr", "PushPermit": "Y"}, "token": "AE1D90978E81D99BB4FD6A6485EF51DB"}, {"app_id": "shopkey", "vendor_id": MADE, "email": "a@mail.kr", "consent_state": "Y", "push_token": "AE1D90978E81D99BB4FD6A6485EF51DB"}),
    "pushwoosh": Case("https://cp.pushwoosh.com/json/1.3/registerDevice", {"request": {"application": "E3824-10890", "hwid": MADE, "push_token": PUSH, "timezone": 32400}}, {"device_id": MADE, "push_token": PUSH, "timezone": "32400"}),
    "expo": Case("https://exp.host/--/api/v2/push/updateDeviceToken", {"deviceToken": PUSH, "deviceId": MADE, "appId": "kr.shop.app", "type": "fcm"}, {"push_token": PUSH, "installation_id": MADE, "app_id": "kr.shop.app"}),
    "attentive": Case(f"https://events.attentivemobile.com/e?{urlencode({'v': 'mobile-app', 't': 'idn', 'u': MADE, 'evs': json.dumps([{'vendor': '2', 'id': 'mem88'}]), 'm': json.dumps({'phone': '+821034125566', 'email': 'a@mail.kr'})})}", None, {"installation_id": MADE, "user_id": "mem88", "phone_number": "+821034125566", "email": "a@mail.kr"}),
    "ometria": Case("https://mobile-events.ometria.com/v1/mobile-events", {"events": [{"installationId": MADE, "appId": "kr.shop.app", "deviceModel": "SM-S921N", "type": "productViewed"}]}, {"installation_id": MADE, "app_id": "kr.shop.app", "device_model": "SM-S921N", "behaviour": "productViewed"}),
    "webengage": Case("https://api.in.webengage.com/v1/accounts/3bj/users", {"userId": "mem88", "firstName": "Mina", "birthDate": "1992-04-13T00:00:00+0900", "phone": "821034125566"}, {"user_id": "mem88", "name": "Mina", "phone_number": "821034125566"}),
    "mapbox": Case("https://events.mapbox.com/events/v2?access_token=pk", [{"event": "location", "lat": 37.5012, "lng": 127.0396, "sessionId": MADE, "operatingSystem": "Android - 14"}], {"coordinates": "37.5012", "session_id": MADE, "os_version": "Android - 14"}),
    "tmap": Case("https://apis.openapi.sk.com/tmap/routes/pedestrian?version=1", {"startX": 127.0396, "startY": 37.5012, "reqCoordType": "WGS84GEO"}, {"coordinates": "127.0396"}),
    "kakao-local": Case("https://dapi.kakao.com/v2/local/geo/coord2regioncode.json?x=127.0396&y=37.5012", None, {"coordinates": "37.5012"}, method="GET"),
    "raygun": Case("https://api.raygun.com/entries", {"details": {"environment": {"deviceName": "SM-S921N", "brand": "samsung", "utcOffset": 9}, "user": {"identifier": "mem88", "email": "a@mail.kr"}}}, {"device_model": "SM-S921N", "manufacturer": "samsung", "user_id": "mem88", "email": "a@mail.kr"}),
    "amazon-cognito": Case("https://cognito-idp.ap-northeast-2.amazonaws.com/", {"ClientId": "c", "Username": "mina88", "Password": "s3cret!pass", "UserAttributes": [{"Name": "phone_number", "Value": "+821034125566"}, {"Name": "email", "Value": "a@mail.kr"}]}, {"user_name": "mina88", "password": "s3cret!pass", "phone_number": "+821034125566", "email": "a@mail.kr"}),
    "amazon-pinpoint": Case("https://pinpoint.us-east-1.amazonaws.com/v1/apps/a1/events", {"BatchItem": {MADE: {"Endpoint": {"Address": PUSH, "Demographic": {"Make": "samsung", "Model": "SM-S921N"}, "User": {"UserId": "mem88"}}}}}, {"installation_id": MADE, "push_token": PUSH, "manufacturer": "samsung", "device_model": "SM-S921N", "user_id": "mem88"}),
    "application-insights": Case("https://dc.services.visualstudio.com/v2/track", [{"name": "Microsoft.ApplicationInsights.Event", "tags": {"ai.device.id": MADE, "ai.device.oemName": "samsung", "ai.user.id": "9f3c2b1a0d8e7f65", "ai.user.authUserId": "mem88"}}], {"device_id": MADE, "manufacturer": "samsung", "installation_id": "9f3c2b1a0d8e7f65", "user_id": "mem88"}),
    "firebase-in-app-messaging": Case("https://firebaseinappmessaging.googleapis.com/v1/sdkServing/projects/1/eligibleCampaigns:fetch?key=k", {"requesting_client_app": {"gmp_app_id": "1:1:ios:a", "app_instance_id": "cT2rQ0YrRkO8s"}, "client_signals": {"platform_version": "17.2", "time_zone": "Asia/Seoul"}}, {"installation_id": "cT2rQ0YrRkO8s", "os_version": "17.2", "timezone": "Asia/Seoul"}),
    "human-security": Case("https://collector-pxabc123.perimeterx.net/api/v1/collector/mobile", urlencode({"payload": b64encode(json.dumps(PX).encode()).decode()}), {"android_id": "9f3c2b1a0d8e7f65", "device_model": "SM-S921N", "carrier": "SKTelecom", "network_type": "WiFi", "root_state": "false"}),
    "datadome": Case("https://api-js.datadome.co/js/", urlencode({"jsData": json.dumps(DATADOME), "cid": "9Nfoi4MbtrhZOzCe9usp06"}), {"user_agent": AGENT, "locale": "ko-KR", "timezone": "-540", "screen": "390", "device_fingerprint": "9Nfoi4MbtrhZOzCe9usp06"}),
    "singular": Case(f"https://sdk-api-v1.singular.net/api/v1/start?{urlencode(SINGULAR)}", {}, {"app_name": "Color Mall", "manufacturer": "samsung", "device_model": "gracelte", "advertising_id": MADE, "os_version": "14"}),
    "stripe": Case("https://api.stripe.com/v1/setup_intents/seti_1/confirm", urlencode({"payment_method_data[guid]": MADE, "payment_method_data[billing_details][address][line1]": "152 Teheran-ro"}), {"advertising_cookie": MADE, "postal_address": "152 Teheran-ro"}),
    "facebook-conversions": Case("https://graph.facebook.com/v21.0/1234567890/events", {"data": [{"event_name": "Purchase", "event_source_url": "https://shop.example/goods/1", "user_data": {"ph": [DIGEST], "fn": DIGEST, "madid": MADE, "client_ip_address": "203.0.113.5"}, "custom_data": {"value": "59000", "order_id": "ord-9"}}]}, {"behaviour": "Purchase", "viewed_page": "https://shop.example/goods/1", "phone_number": DIGEST, "name": DIGEST, "advertising_id": MADE, "ip_address": "203.0.113.5", "payment_history": "59000", "order": "ord-9"}),
    "snap-pixel": Case("https://tr.snapchat.com/v2/conversion", {"hashed_first_name_sha": DIGEST, "hashed_state_sha": DIGEST, "search_string": "t-shirts"}, {"name": DIGEST, "region": DIGEST, "search_query": "t-shirts"}),
    "snap-pixel list": Case("https://tr.snapchat.com/v3/ep-1/events", {"data": [{"event_name": "PURCHASE", "user_data": {"em": [DIGEST], "sc_cookie1": MADE}, "app_data": {"extinfo": ["a2", "kr.shop.app", "1.0", "1.0.1", "14", "SM-S921N"]}}]}, {"behaviour": "PURCHASE", "email": DIGEST, "advertising_cookie": MADE, "os_version": "14", "device_model": "SM-S921N"}),
    "jpush device": Case("https://stats.jpush.cn/v3/report", {"uid": 24681012345, "content": [{"type": "device_info", "account_id": "mem88", "mac": "5c:8f:e0:11:22:33", "android_id": "9f3c2b1a0d8e7f65", "fingerprint": "samsung/e1s/e1s:14/UP1A", "sim_slots": [{"imei": "490154203237518", "iccid": "8982051234567890123"}], "ids": {"joad": MADE}}]}, {"device_id": "24681012345", "user_id": "mem88", "mac_address": "5c:8f:e0:11:22:33", "android_id": "9f3c2b1a0d8e7f65", "os_version": "samsung/e1s/e1s:14/UP1A", "imei": "490154203237518", "iccid": "8982051234567890123", "advertising_id": MADE}),
    "jpush apps": Case("https://s.jpush.cn/v3/report", {"content": [{"type": "app_list", "data": [{"name": "Bank of Mina", "pkg": "kr.mina.bank"}]}, {"type": "app_active", "data": [{"pkg": "kr.mina.shop", "page_name": ["Cart"]}]}]}, {"installed_apps": "Bank of Mina", "behaviour": "Cart"}),
    "jpush places": Case("https://stats.jpush.cn/v3/report", {"content": [{"type": "loc_info_v2", "g": ["1579236831206|gps|127.0396|37.5012|33.0|0.0|20.0"], "w": ["minahome#5c:8f:e0:11:22:33#-50#WPA2#1#connect"], "c": ["1579236831206|450|5612|8|33123|lte|4g|SKTelecom|"]}, {"type": "loc_info", "wifi": [{"ssid": "minahome"}]}]}, {"coordinates": "37.5012", "wifi_bssid": "5c:8f:e0:11:22:33", "cell_id": "33123", "mcc_mnc": "8", "wifi_ssid": "minahome"}),
    "jpush events": Case("https://stats.jpush.cn/v3/report", {"content": [{"type": "operate_event", "data": [{"uid": 24681012345, "event": {"id": "jg_app_viewscreen", "value": {"jg_activity": "Cart", "jg_ssid": "minahome", "jg_latitude": 37.5012}}}]}]}, {"device_id": "24681012345", "behaviour": "jg_app_viewscreen", "viewed_page": "Cart", "wifi_ssid": "minahome", "coordinates": "37.5012"}),
    "jpush settings": Case("https://fcapi.jpush.cn/lbs/v1/appgwc/status", {"appkey": "0f1e2d3c4b5a69788796a5b4", "uid": 24681012345, "model": "SM-S921N", "manufacturer": "samsung"}, {"app_id": "0f1e2d3c4b5a69788796a5b4", "device_id": "24681012345", "device_model": "SM-S921N", "manufacturer": "samsung"}, headers={"x-http-appkey": "0f1e2d3c4b5a69788796a5b4"}),
    "dcloud-uni-stat": Case("https://tongji.dcloud.io/uni/stat", {"usv": "2.0.0", "t": 1795922031, "requests": json.dumps(["uuid=8f3c2b1a0d8e7f65&ut=n&ak=__UNI__F00D123&v=3.2.1&cn=대한민국&pn=서울특별시&p=i&brand=samsung&md=SM-S921N&sv=14&lang=ko&ww=412&lt=1&url=pages/cart&net=wifi&lat=37.5012&lng=127.0396", "ak=__UNI__F00D123&uuid=8f3c2b1a0d8e7f65&lt=21&e_n=order"])}, {"installation_id": "8f3c2b1a0d8e7f65", "app_id": "__UNI__F00D123", "coordinates": "37.5012", "region": "서울특별시", "device_model": "SM-S921N", "viewed_page": "pages/cart", "network_type": "wifi", "behaviour": "order"}),
    "dcloud-uni-stat page": Case("https://tongji.dcloud.io/uni/stat.gif?" + urlencode({"usv": "2.0.0", "requests": json.dumps(["uuid=15796362881234567&lt=11&urlref=pages/cart&urlref_ts=8"])}), None, {"installation_id": "15796362881234567", "referrer": "pages/cart", "behaviour": "8"}, method="GET"),
    "baidu-location": Case("https://api.map.baidu.com/sdkcs/verify", urlencode({"ak": "k-1", "pcn": "kr.shop.app", "cuid": f"{DIGEST[:32].upper()}|815732302451094", "macaddr": b64encode(b"5c:8f:e0:11:22:33").decode(), "language": "ko"}), {"app_id": "kr.shop.app", "device_id": f"{DIGEST[:32].upper()}|815732302451094", "imei": "815732302451094", "locale": "ko", "mac_address": b64encode(b"5c:8f:e0:11:22:33").decode()}),
    "countly": Case("https://shop.count.ly/i", urlencode({"app_key": "k-1", "device_id": MADE, "old_device_id": "dev-0", "ios_token": PUSH, "user_details": json.dumps({"name": "박서준", "email": "a@mail.kr", "phone": "01034125566", "byear": 1992}), "events": json.dumps([{"key": "[CLY]_view", "segmentation": {"name": "Cart"}}]), "consent": json.dumps({"location": True})}), {"device_id": "dev-0", "push_token": PUSH, "name": "박서준", "email": "a@mail.kr", "phone_number": "01034125566", "birth_date": "1992", "behaviour": "[CLY]_view", "viewed_page": "Cart", "consent_state": "true"}),
    "countly in the address": Case("https://shop.count.ly/i?" + urlencode({"app_key": "k-1", "user_details": json.dumps({"username": "mina88"}), "aid": json.dumps({"idfa": MADE})}), None, {"app_id": "k-1", "user_name": "mina88", "advertising_id": MADE}, method="GET"),
    "xiaomi-push older": Case("https://register.xmpush.xiaomi.com/pass/register", urlencode({"devid": f"a-{DIGEST[:40]}", "imei_md5": DIGEST[:32], "android_id": "9f3c2b1a0d8e7f65"}), {"device_id": f"a-{DIGEST[:40]}", "imei": DIGEST[:32], "android_id": "9f3c2b1a0d8e7f65"}),
    "wechat-sdk log-in": Case("https://open.weixin.qq.com/connect/sdk/qrconnect?appid=wx0123456789abcdef&scope=snsapi_userinfo", None, {"app_id": "wx0123456789abcdef"}, method="GET"),
    "alipay payment": Case("https://mobilegw.alipay.com/mgw.htm", b'00058{"data":{"device":"SM-S921N","api_name":"com.alipay.mcpay"}}00016' + bytes(range(128, 144)), {"user_id": "2088102146225135", "order": "2026112922001401234567890123", "device_model": "SM-S921N"}, headers={"msp-param": "biz_type=trade;trade_no=2026112922001401234567890123;app_userid=2088102146225135"}),
    "umeng push labels": Case("https://msg.umengcloud.com/v2/tag/add", {"header": {"appkey": "k-1", "serial_number": "R3CN90ABCDE", "mc": "5c:8f:e0:11:22:33"}, "utdid": "W0Dtq3x1c2VBDK9rXqTzZ4mK", "device_token": "AkL7xQ2d9fJtq3x1c2VBDK9rXqTzZ4mKAkL7xQ2d9fJt"}, {"serial_number": "R3CN90ABCDE", "mac_address": "5c:8f:e0:11:22:33", "device_id": "W0Dtq3x1c2VBDK9rXqTzZ4mK", "push_token": "AkL7xQ2d9fJtq3x1c2VBDK9rXqTzZ4mKAkL7xQ2d9fJt"}),
    "amap address of a place": Case("http://restapi.amap.com/v3/geocode/regeo?key=k1&ts=1", "output=json&radius=1000&extensions=all&location=127.0396,37.5012", {"app_id": "k1", "coordinates": "127.0396,37.5012"}),
    "amap search": Case("https://restapi.amap.com/v3/place/text?key=k1&keywords=%EC%95%BD%EA%B5%AD", None, {"search_query": "약국"}, method="GET"),
    "getui phone": Case("https://sdk-open-phone.getui.com/api.php", {"action": "addphoneinfo", "id": "1", "info": {"imei": "490154203237518", "mac": "5c:8f:e0:11:22:33", "oaid": MADE, "deviceid": "ANDROID-9f3c2b1a0d8e7f65", "model": "SM-S921N"}}, {"imei": "490154203237518", "mac_address": "5c:8f:e0:11:22:33", "advertising_id": MADE, "device_id": "ANDROID-9f3c2b1a0d8e7f65", "device_model": "SM-S921N"}),
    "amap key of an app": Case("https://restapi.amap.com/v3/iasdkauth?key=k1", "authkey=11K&deviceId=c0ffee0123456789abcdef0123456789&manufacture=samsung&androidversion=34", {"app_id": "k1", "device_id": "c0ffee0123456789abcdef0123456789", "manufacturer": "samsung", "os_version": "34"}),
    "alipay payment opened": Case("https://mobilegw.alipay.com/mgw.htm", {"tid": "T8f3c2b1a0d8e7f65", "utdid": "W0Dtq3x1c2VBDK9rXqTzZ4mK", "user_agent": "Msp/15.6.5 (Android 14;SM-S921N)"}, {"device_id": "W0Dtq3x1c2VBDK9rXqTzZ4mK", "user_agent": "Msp/15.6.5 (Android 14;SM-S921N)"}),
    "jpush awakening": Case("https://bjuser.jpush.cn/v2/appawake/status", {"appkey": "k-1", "uid": 24681012345, "loc_info": {"lat": 37.5012, "lng": 127.0396}, "pkglist": ["kr.mina.bank"], "app_ver": "3.2.1"}, {"device_id": "24681012345", "coordinates": "37.5012", "installed_apps": "kr.mina.bank", "app_version": "3.2.1"}),
    "naver-login of an app": Case("https://nid.naver.com/oauth2.0/authorize?client_id=jyvqXeaVOVmV&response_type=code&state=s1&inapp_view=true&locale=ko_KR&oauth_os=ios", None, {"app_id": "jyvqXeaVOVmV", "locale": "ko_KR", "os_name": "ios"}, method="GET"),
    "naver-login left": Case("https://nid.naver.com/nidlogin.logout?svctype=131072&os=iOS&type=naver_3rd&sdk_version=4.0.9&client_id=jyvqXeaVOVmV", None, {"app_id": "jyvqXeaVOVmV", "sdk_version": "4.0.9", "os_name": "iOS"}, method="GET"),
    "kochava events": Case("https://control.kochava.com/track/json", [{"action": "event", "kochava_device_id": "KA3001234567890t", "data": {"event_name": "Purchase", "event_data": {"user_id": "mem88", "order_id": "o-1", "price": 59.5, "search_term": "운동화"}, "device": "SM-S921N-samsung", "location": {"latitude": 37.5012}}}], {"device_id": "KA3001234567890t", "behaviour": "Purchase", "user_id": "mem88", "order": "o-1", "payment_history": "59.5", "search_query": "운동화", "device_model": "SM-S921N-samsung", "coordinates": "37.5012"}),
    "kochava identity": Case("https://control.kochava.com/track/json", {"action": "identityLink", "data": {"usertime": 1579236831, "uptime": 12.25, "shop member": "mem88"}}, {"user_id": "mem88", "transmission_time": "1579236831", "behaviour": "12.25"}),
    "kochava first": Case("https://control.kochava.com/track/json", {"action": "initial", "data": {"identity_link": {"member": "mem88"}, "is_genuine": True, "bluetooth_name": "Mina phone", "conversion_data": "utm_source=spring"}}, {"user_id": "mem88", "root_state": "true", "device_name": "Mina phone", "referrer": "utm_source=spring"}),
    "kochava push": Case("https://token.api.kochava.com/token/add", {"action": "push_token_add", "data": {"token": PUSH}}, {"push_token": PUSH}),
    "adjust attribution": Case("https://app.adjust.com/attribution?" + urlencode({"app_token": "2fm9gkqubvpc", "mac_sha1": DIGEST[:40], "push_token": PUSH, "imeis": "490154203237518", "tracking_enabled": "1", "sent_at": "2026-11-29T02:00:00.000Z+0900"}), None, {"app_id": "2fm9gkqubvpc", "mac_address": DIGEST[:40], "push_token": PUSH, "imei": "490154203237518", "consent_state": "1", "transmission_time": "2026-11-29T02:00:00.000Z+0900"}, method="GET"),
    "adjust event": Case("https://app.adjust.com/event", urlencode({"app_token": "2fm9gkqubvpc", "event_token": "p4g6ts", "fb_id": MADE, "raw_referrer": "utm_source=spring", "sent_at": "2026-11-29T02:00:00.000Z+0900"}), {"app_id": "2fm9gkqubvpc", "behaviour": "p4g6ts", "installation_id": MADE, "referrer": "utm_source=spring", "transmission_time": "2026-11-29T02:00:00.000Z+0900"}),
    "branch open": Case("https://api.branch.io/v1/open", {"push_identifier": PUSH, "external_intent_uri": "shop://open?from=mail"}, {"push_token": PUSH, "referrer": "shop://open?from=mail"}),
    "branch purchase": Case("https://api2.branch.io/v1/event", {"event": "purchase", "commerce_data": {"revenue": 59000, "transaction_id": "o-1", "products": [{"sku": "g-1"}]}}, {"behaviour": "purchase", "payment_history": "59000", "order": "o-1", "product_view": "g-1"}),
    "branch look": Case("https://api2.branch.io/v2/event/standard", {"name": "VIEW_ITEM", "content_items": [{"$og_title": "운동화"}]}, {"behaviour": "VIEW_ITEM", "product_view": "운동화"}),
    "kochava": Case("https://control.kochava.com/track/json", {"data": {"device_ids": {"android_id": "5094f5704b9cf2b3"}, "device_ver": "SM-S921N-Android-14", "usertime": 1579236831206}}, {"android_id": "5094f5704b9cf2b3", "device_model": "SM-S921N-Android-14", "transmission_time": "1579236831206"}),
    "mintegral": Case("https://net.rayjump.com/openapi/ad/v3?platform=1&install_ids=%5B177536538%5D&app_id=24282", None, {"os_name": "1", "installed_apps": "[177536538]", "app_id": "24282"}, method="GET"),
    "jd": Case("https://api.m.jd.com/client.action?functionId=a&build=98139&sdkVersion=30", None, {"app_version": "98139", "os_version": "30"}, method="GET"),
    "nhn-kcp": Case("https://spl.kcp.co.kr/gw/hub/v1/payment", {"va_name": "박서준", "va_mny": "59000"}, {"name": "박서준", "payment_history": "59000"}),
    "baemin": Case("https://shopdp-api.baemin.com/v2/BAEMIN_ONE_HOME/curations?adid=c1f06b8b-3fbc-4d3a-9a1f-7a5c39a1b5e2&appver=11.45.1&latitude=37.5012&longitude=127.0396&dvcid=OPUD6086af457479a7bb&carrier=45008&osver=32&zipCode=06234&dongCode=11140102", None, {"advertising_id": MADE, "coordinates": "127.0396", "app_version": "11.45.1", "device_id": "OPUD6086af457479a7bb", "mcc_mnc": "45008", "os_version": "32", "postal_code": "06234", "region": "11140102"}, method="GET"),
    "bunjang": Case("https://core-api.bunjang.co.kr/api/1/find_v2.json?f_location%5B%5D=37.5012%2C127.0396%2C10km&stat_uid=9359949&token=7fd234a3fc8b44d394fb72d3cb93555b&q=%EC%9A%B4%EB%8F%99%ED%99%94", None, {"coordinates": "37.5012,127.0396,10km", "user_id": "9359949", "access_token": "7fd234a3fc8b44d394fb72d3cb93555b", "search_query": "운동화"}, method="GET"),
    "daangn": Case("https://www.daangn.com/api/v21/articles.json?region_id=6086", None, {"device_id": MADE, "user_agent": "TowneersApp/5.0.4/50400 iOS/12.3.1", "region": "6086"}, {"x-device-identity": MADE, "x-user-agent": "TowneersApp/5.0.4/50400 iOS/12.3.1"}, "GET"),
    "kakao-sdk": Case("https://kapi.kakao.com/v2/user/me", None, {"device_model": "device/iPhone", "screen": "res/414.0x896.0", "locale": "lang/ko"}, {"ka": "sdk/0.1.0 sdk_type/flutter os/ios-12.4 lang/ko res/414.0x896.0 device/iPhone origin/kr.shop.app app_ver/0.1.0"}, "GET"),
    "matomo": Case("https://shop.matomo.cloud/matomo.php?idsite=1&_id=0123456789abcdef&_idts=1579236831&_rcn=spring&c_t=https%3A%2F%2Fshop.example%2F", None, {"app_id": "1", "installation_id": "0123456789abcdef", "install_time": "1579236831", "referrer": "spring", "viewed_page": "https://shop.example/"}, method="GET"),
    "google-funding-choices": Case("https://fundingchoicesmessages.google.com/a/consent", {"rdid": MADE}, {"advertising_id": MADE}),
    "nhn-cloud-logger": Case("https://api-logncrash.cloud.toast.com/v2/log", [{"sendTime": "1579236831206", "DeviceID": "9f3c2b1a0d8e7f65"}], {"transmission_time": "1579236831206", "device_id": "9f3c2b1a0d8e7f65"}),
    "kakao-navi": Case("https://apis-navi.kakaomobility.com/v1/directions?origin=127.0396,37.5012&destination=127.1102,37.3942", None, {"coordinates": "127.0396,37.5012"}, method="GET"),
    "kakao-navi list": Case("https://apis-navi.kakaomobility.com/v1/destinations/directions", {"origin": {"x": "127.0396", "y": "37.5012"}, "destinations": [{"x": "127.1102", "y": "37.3942", "key": "0"}]}, {"coordinates": "127.1102"}),
    "kakao-talk": Case("https://katalk.kakao.com/android/account/login.json", urlencode({"email": "a@mail.kr", "password": "s3cret!pass", "device_uuid": DIGEST, "device_name": "Mina phone", "model_name": "SM-S921N"}), {"email": "a@mail.kr", "password": "s3cret!pass", "device_id": DIGEST, "device_name": "Mina phone", "device_model": "SM-S921N"}),
    "kakao-talk sign-up": Case("https://katalk.kakao.com/android/account2/phone-number", {"countryIso": "KR", "phoneNumber": "1034125566", "simPhoneNumber": "+821034125566"}, {"phone_number": "+821034125566", "region": "KR"}),
    "naver-pay": Case("https://apis.naver.com/naverpay-partner/naverpay/payments/v2/reserve", {"merchantUserKey": "mem88", "merchantPayKey": "ord-9", "totalPayAmount": 14000}, {"user_id": "mem88", "order": "ord-9", "payment_history": "14000"}),
    "kream": Case("https://api.kream.co.kr/api/p/tabs/all/?sort=popular", None, {"device_id": f"web;{MADE}", "transmission_time": "20250223183955+0900"}, {"x-kream-device-id": f"web;{MADE}", "x-kream-client-datetime": "20250223183955+0900"}, "GET"),
    "kurly": Case("https://api.kurly.com/search/v4/sites/market/normal-search?keyword=%EC%82%AC%EA%B3%BC&page=1", None, {"search_query": "사과"}, method="GET"),
    "zigzag": Case("https://api.zigzag.kr/api/2/graphql/GetSearchResult", {"query": "query", "variables": {"input": {"q": "원피스", "page_id": "srp_item"}}}, {"search_query": "원피스"}),
    "juso": Case("https://business.juso.go.kr/addrlink/addrLinkApi.do?confmKey=k&keyword=%ED%85%8C%ED%97%A4%EB%9E%80%EB%A1%9C%20152", None, {"postal_address": "테헤란로 152"}, method="GET"),
    "naver-maps": Case("https://naveropenapi.apigw.ntruss.com/map-reversegeocode/v2/gc?coords=127.0396,37.5012", None, {"coordinates": "127.0396,37.5012"}, method="GET"),
    "sweettracker": Case("https://info.sweettracker.co.kr/api/v1/trackingInfo?t_code=06&t_invoice=93549899155", None, {"order": "93549899155"}, method="GET"),
    "tracker-delivery": Case("https://apis.tracker.delivery/carriers/kr.cjlogistics/tracks/93549899155", None, {"order": "93549899155"}, method="GET"),
    "danal": Case("https://ui.teledit.com/Danal/Teledit/Web/Start.php", urlencode({"Email": "a@mail.kr", "ItemName": "린넨 셔츠", "ItemAmt": "39000"}), {"email": "a@mail.kr", "order": "린넨 셔츠", "payment_history": "39000"}),
    "ksnet": Case("https://kspay.ksnet.to/store/mb2/KSPayPWeb.jsp", urlencode({"sndOrdername": "박서준", "sndEmail": "a@mail.kr", "sndMobile": "01034125566", "sndAmount": "39000"}), {"name": "박서준", "email": "a@mail.kr", "phone_number": "01034125566", "payment_history": "39000"}),
    "kicc-easypay": Case("https://webpay.easypay.co.kr/webpay/MainAction.do", urlencode({"sp_user_nm": "박서준", "sp_user_phone1": "01034125566", "sp_user_addr": "테헤란로 152"}), {"name": "박서준", "phone_number": "01034125566", "postal_address": "테헤란로 152"}),
    "hecto-settlebank": Case("https://npg.settlebank.co.kr/card/main.do", urlencode({"mchtId": "nxca", "mchtTrdNo": "ORDER1", "mchtCustNm": "qVZs4hXq3L1oZc0Qk9j1Tg=="}), {"app_id": "nxca", "order": "ORDER1", "name": "qVZs4hXq3L1oZc0Qk9j1Tg=="}),
    "payple": Case("https://cpay.payple.kr/php/auth.php", urlencode({"PCD_PAYER_NAME": "박서준", "PCD_PAYER_HP": "01034125566", "PCD_PAY_TOTAL": "39000"}), {"name": "박서준", "phone_number": "01034125566", "payment_history": "39000"}),
    "kg-inicis check": Case("https://sa.inicis.com/auth", urlencode({"userName": "박서준", "userPhone": "01034125566", "userBirth": "19920413"}), {"name": "박서준", "phone_number": "01034125566", "birth_date": "19920413"}),
    "microsoft-uet": Case(f"https://bat.bing.com/action/0?ti=97065788&Ver=2&vid={MADE}&lg=ko-KR&sw=390&p=https%3A%2F%2Fshop.example%2Fgoods%2F1&evt=pageLoad", None, {"app_id": "97065788", "advertising_cookie": MADE, "locale": "ko-KR", "screen": "390", "viewed_page": "https://shop.example/goods/1", "behaviour": "pageLoad"}, method="GET"),
    "reddit-pixel": Case(f"https://alb.reddit.com/rp.gif?event=Purchase&uuid={MADE}&em={DIGEST}&m.transactionId=ord-9&m.value=59000", None, {"behaviour": "Purchase", "advertising_cookie": MADE, "email": DIGEST, "order": "ord-9", "payment_history": "59000"}, method="GET"),
    "linkedin-insight": Case("https://px.ads.linkedin.com/collect/?v=2&fmt=js&pid=5652538&url=https%3A%2F%2Fshop.example%2F&time=1715025947341", None, {"app_id": "5652538", "viewed_page": "https://shop.example/", "transmission_time": "1715025947341"}, method="GET"),
    "hubspot form": Case("https://api.hsforms.com/submissions/v3/integration/submit/62515/4f2d1c3b", {"fields": [{"name": "email", "value": "a@mail.kr"}], "context": {"hutk": DIGEST, "pageUri": "https://shop.example/help", "ipAddress": "203.0.113.5"}}, {"advertising_cookie": DIGEST, "viewed_page": "https://shop.example/help", "ip_address": "203.0.113.5"}),
    "stripe customer": Case("https://api.stripe.com/v1/payment_intents", urlencode({"customer": "cus_PqR7tUvW8xYz12", "receipt_email": "a@mail.kr", "shipping[name]": "Mina Park", "shipping[address][line1]": "152 Teheran-ro"}), {"user_id": "cus_PqR7tUvW8xYz12", "email": "a@mail.kr", "name": "Mina Park", "postal_address": "152 Teheran-ro"}),
    "hubspot": Case(f"https://track.hubspot.com/__ptq.gif?k=3&a=123&pu=https%3A%2F%2Fshop.example%2F&i=email%3Da%2540mail.kr%26id%3Dmem88&vi={DIGEST}&sd=390x844", None, {"viewed_page": "https://shop.example/", "advertising_cookie": DIGEST, "screen": "390x844"}, method="GET"),
    "taboola pixel": Case("https://trc.taboola.com/1234567/log/3/unip?en=make_purchase&item-url=https%3A%2F%2Fshop.example%2F&orderid=ord-9", None, {"app_id": "1234567", "behaviour": "make_purchase", "viewed_page": "https://shop.example/", "order": "ord-9"}, method="GET"),
    "outbrain pixel": Case("https://tr.outbrain.com/unifiedPixel?marketerId=1&name=PAGE_VIEW&dl=https%3A%2F%2Fshop.example%2F", None, {"behaviour": "PAGE_VIEW", "viewed_page": "https://shop.example/"}, method="GET"),
    "dynatrace": Case("https://bf12345abc.bf-dynatrace.com/mbeacon/1?type=m", "vv=3&va=8.0&ap=app1&an=Shop&vn=1.2&pt=1&vi=987654321012&sn=4&ip=203.0.113.5&os=Android+14&mf=samsung&md=SM-S921N", {"device_id": "987654321012", "ip_address": "203.0.113.5", "manufacturer": "samsung", "device_model": "SM-S921N"}),
    "rollbar": Case("https://api.rollbar.com/api/1/item/", {"data": {"person": {"id": "mem88", "username": "mina88", "email": "a@mail.kr"}, "request": {"user_ip": "203.0.113.5"}}}, {"user_id": "mem88", "user_name": "mina88", "email": "a@mail.kr", "ip_address": "203.0.113.5"}),
    "mobwith": Case(f"https://www.mobwithad.com/api/v1/banner/app/ocbKeyboard?zone=10885106&adid={MADE}&clientIp=203.0.113.5", None, {"advertising_id": MADE, "ip_address": "203.0.113.5"}, method="GET"),
    "admixer-nasmedia": Case("https://adn.admixer.co.kr/prebid/ad_req?media_key=19038695&referrer=https%3A%2F%2Fshop.example%2F&os=android", None, {"app_id": "19038695", "viewed_page": "https://shop.example/", "os_name": "android"}, method="GET"),
    "tpmn": Case("https://ad.tpmn.co.kr/prebidhb.tpmn", {"bids": [], "site": {"domain": "shop.example", "page": "https://shop.example/goods/1", "ref": "https://search.example/"}}, {"viewed_page": "https://shop.example/goods/1", "referrer": "https://search.example/"}),
    "onetrust": Case("https://privacyportal-eu.onetrust.com/request/v1/consentreceipts", {"identifier": "a@mail.kr", "requestInformation": "jwt", "language": "ko-KR", "purposes": [{"Id": "p1", "TransactionType": "WITHDRAWN"}]}, {"email": "a@mail.kr", "locale": "ko-KR", "consent_state": "WITHDRAWN"}),
    "onetrust id": Case("https://privacyportal.onetrust.com/request/v1/consentreceipts", {"identifier": "mem-8841"}, {"user_id": "mem-8841"}),
    "sourcepoint": Case(f"https://cdn.privacy-mgmt.com/wrapper/v2/consent-status?env=prod&authId=mem-8841&metadata=%7B%22gdpr%22%3A%7B%22uuid%22%3A%22{MADE}%22%7D%7D", None, {"user_id": "mem-8841", "installation_id": MADE}, method="GET"),
    "sourcepoint choice": Case("https://cdn.privacy-mgmt.com/wrapper/v2/choice/gdpr/13?env=prod", {"uuid": MADE, "authId": None, "propertyId": 7639}, {"installation_id": MADE, "consent_state": "13"}),
    "cookiebot": Case("https://consent.cookiebot.com/logconsent.ashx?action=decline&cbid=07728dca&usercountry=KR&referer=https%3A%2F%2Fshop.example", None, {"consent_state": "decline", "region": "KR", "viewed_page": "https://shop.example"}, method="GET"),
    "hcaptcha": Case("https://hcaptcha.com/getcaptcha/4c672d35", urlencode({"host": "shop.example", "hl": "ko", "motionData": json.dumps({"kd": [[83, 1662999327818]], "topLevel": {"sc": {"width": 390}, "nv": {"platform": "iPhone"}}})}), {"viewed_page": "shop.example", "locale": "ko", "keystroke_pattern": "83", "screen": "390", "os_name": "iPhone"}),
    "geetest": Case("https://gcaptcha4.geetest.com/verify?captcha_id=54088bb0&client_type=web&w=9f3c2b1a0d8e7f65", None, {"app_id": "54088bb0", "device_fingerprint": "9f3c2b1a0d8e7f65"}, method="GET"),
    "arkose-labs": Case("https://client-api.arkoselabs.com/fc/gt2/public_key/35536E1E", urlencode({"bda": "eyJjdCI6IjEyMyJ9", "site": "https://shop.example", "userbrowser": AGENT}), {"device_fingerprint": "eyJjdCI6IjEyMyJ9", "viewed_page": "https://shop.example", "user_agent": AGENT}),
    "netease-yidun": Case("https://c.dun.163.com/api/v3/get?referer=https%3A%2F%2Fshop.example%2Fsignin&fp=XyZ1fpAbCdEf0123&irToken=tk9a8b7c6d", None, {"viewed_page": "https://shop.example/signin", "device_fingerprint": "XyZ1fpAbCdEf0123"}, method="GET"),
    "google-recaptcha": Case("https://www.google.com/recaptcha/api2/reload?k=6LdSite", "v=abc&k=6LdSite&co=aHR0cHM6Ly9zaG9wLmV4YW1wbGU6NDQz&hl=ko&bg=!q62grYxHRvVxjUIjSFNd", {"app_id": "6LdSite", "locale": "ko", "device_fingerprint": "!q62grYxHRvVxjUIjSFNd"}),
    "firebase-crashlytics": Case("https://firebase-settings.crashlytics.com/spi/v2/platforms/android/gmp/1:10:android:d7/settings?source=1", None, {"os_name": "android", "app_id": "1:10:android:d7"}, {"x-crashlytics-api-client-type": "android"}, "GET"),
    "google-ads-conversion": Case("https://www.googleadservices.com/pagead/conversion/app/1.0?link_id=58C1B1E3F41475D3&app_event_type=in_app_purchase&rdid=0F7AB11F-DA50-498E-B225-21AC1977A85D&id_type=idfa&lat=0&timestamp=1764000000.123456&app_open_source=ad_click", None, {"app_id": "58C1B1E3F41475D3", "behaviour": "in_app_purchase", "advertising_id": "0F7AB11F-DA50-498E-B225-21AC1977A85D", "transmission_time": "1764000000.123456", "referrer": "ad_click", "ip_address": "203.0.113.5"}, {"x-forwarded-for": "203.0.113.5"}),
    "google-maps": Case("https://www.googleapis.com/geolocation/v1/geolocate?key=k", {"radioType": "lte", "homeMobileCountryCode": 450}, {"network_type": "lte", "mcc_mnc": "450"}),
    "adobe-experience": Case("https://dpm.demdex.net/id?d_mid=1234567890&d_orgid=9E1005A551ED61CA0A490D45%40AdobeOrg&d_ver=2", None, {"device_id": "1234567890", "app_id": "9E1005A551ED61CA0A490D45@AdobeOrg"}, method="GET"),
    "radar route": Case("https://api.radar.io/v1/route/distance?origin=37.5662,126.9784&destination=37.4979,127.0276&modes=car", None, {"coordinates": "37.4979,127.0276"}, method="GET"),
    "radar address": Case("https://api.radar.io/v1/geocode/forward?query=Teheran-ro%20152", None, {"search_query": "Teheran-ro 152"}, method="GET"),
    "emarsys events": Case("https://mobile-events.eservice.emarsys.net/v3/apps/EMS1/client/events", {"clicks": [], "viewedMessages": [], "events": [{"type": "custom", "name": "cart", "timestamp": "2026-11-24T01:02:03.000Z", "sessionId": "s-77"}]}, {"session_id": "s-77", "transmission_time": "2026-11-24T01:02:03.000Z", "access_token": "ct-9f3c2b1a", "behaviour": "cart"}, {"x-contact-token": "ct-9f3c2b1a"}),
    "amazon-pinpoint endpoint": Case("https://pinpoint.us-east-1.amazonaws.com/v1/apps/a1b2c3/endpoints/" + MADE, {"Address": PUSH}, {"app_id": "a1b2c3", "installation_id": MADE, "push_token": PUSH}, method="PUT"),
    "sensors-data": Case("https://shop.datasink.sensorsdata.cn/sa?project=production", [{"identities": {"$identity_login_id": "mem88", "$identity_mobile": "010-3412-5566", "$identity_email": "a@mail.kr"}, "time": 1764000000123, "properties": {"$title": "Cart"}}], {"user_id": "mem88", "phone_number": "010-3412-5566", "email": "a@mail.kr", "transmission_time": "1764000000123", "viewed_page": "Cart"}),
    "facebook-conversions app": Case("https://graph.facebook.com/v21.0/1234567890/events", {"data": [{"app_data": {"advertiser_tracking_enabled": 1, "extinfo": ["a2", "kr.shop.app", "2.1", "2.1 long", "14", "SM-S921N", "ko_KR", "KST", "SKTelecom", "1080", "2340", "3", "8", "110", "70", "Asia/Seoul"], "vendor_id": MADE}}]}, {"app_id": "kr.shop.app", "os_version": "14", "device_model": "SM-S921N", "locale": "ko_KR", "carrier": "SKTelecom", "timezone": "Asia/Seoul", "storage_memory": "110", "consent_state": "1", "vendor_id": MADE}),
    "mixpanel": Case("https://api-js.mixpanel.com/track/", [{"event": "View", "properties": {"token": "t1", "$initial_referrer": "https://search.example/?q=coat", "mp_keyword": "coat", "utm_source": "blog", "$browser": "Chrome"}}, {"$set": {"$avatar": "https://cdn.example/me.jpg"}}], {"referrer": "blog", "search_query": "coat", "user_agent": "Chrome", "photo": "https://cdn.example/me.jpg"}),
    "sensors-data install": Case("https://shop.datasink.sensorsdata.cn/sa", {"properties": {"$ios_install_source": f"android_id=4f1e2d3c4b5a6978##imei=356938035643809##imei_old=##imei_slot1=##imei_slot2=##imei_meid=##mac=3c:5a:b4:11:22:33##oaid={MADE}", "$gaid": MADE}}, {"android_id": "android_id=4f1e2d3c4b5a6978", "imei": "imei=356938035643809", "mac_address": "mac=3c:5a:b4:11:22:33", "advertising_id": MADE}),
    "adjust with plugins": Case("https://app.adjust.com/session", urlencode({"imei": "356938035643809", "meids": "a0000000002329", "mac_sha1": DIGEST[:40], "tracking_enabled": "1"}), {"imei": "356938035643809", "device_id": "a0000000002329", "mac_address": DIGEST[:40], "consent_state": "1"}),
    "branch on a phone without Google": Case("https://api2.branch.io/v2/event/standard", {"advertising_ids": {"oaid": MADE}, "user_data": {"limit_ad_tracking": 0}}, {"advertising_id": MADE, "consent_state": "0"}),
    "amplitude": Case("https://api2.amplitude.com/2/httpapi", {"events": [{"dma": "Seoul", "price": 12.5}]}, {"region": "Seoul", "payment_history": "12.5"}),
    "klaviyo web": Case("https://a.klaviyo.com/client/profiles/?company_id=Xy12", {"data": {"attributes": {"_kx": "kx-1a2b3c.Xy12", "locale": "ko-KR"}}}, {"user_id": "kx-1a2b3c.Xy12", "locale": "ko-KR", "app_id": "Xy12"}),
    "amap": Case("https://apilocate.amap.com/position?accesstype=1&macs=aa:bb:cc:dd:ee:ff,-52,", None, {"wifi_bssid": "aa:bb:cc:dd:ee:ff,-52,"}, method="GET"),
}  # fmt: skip


def told(case: Case, url: str = "") -> dict[str, set[str]]:
    """Give the categories with the values that are known to stand in a request."""
    where, body = url or case.url, case.body
    text = body if isinstance(body, str) else "" if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False)
    raw = body if isinstance(body, bytes) else b"" if body is None else text.encode()
    kind = b"application/x-www-form-urlencoded" if isinstance(body, str) else b"application/json"
    kind = b"text/plain" if isinstance(body, bytes) else kind
    headers = [(b"content-type", kind), *((name.encode(), value.encode()) for name, value in case.headers.items())]
    message = Message(tuple(headers), raw, body_size=len(raw))
    now = datetime(2026, 11, 27, tzinfo=UTC)
    sent = Exchange("1", "c", 0, now, "", "", "http/2", case.method, where, where.split("/")[2], 443, message, None)
    found: dict[str, set[str]] = {}
    for finding in DETECT(sent, decode(sent)):
        found.setdefault(finding.category, set()).add(str(finding.value))
    return found


@pytest.mark.parametrize("name", CASES)
def test_what_a_source_sends_is_known(name: str) -> None:
    found = told(CASES[name])
    assert {
        category: value for category, value in CASES[name].expected.items() if value not in found.get(category, ())
    } == {}


@pytest.mark.parametrize("name", CASES)
def test_the_same_to_another_host_is_not(name: str) -> None:
    host = CASES[name].url.split("/")[2]
    assert told(CASES[name], CASES[name].url.replace(host, "api.shop.example", 1)) == {}


@pytest.mark.parametrize(
    ("where", "answer", "expected"),
    [
        (
            "https://openapi.naver.com/v1/nid/me",
            {"response": {"age": "40-49", "profile_image": "https://phinf.example/me.png"}},
            {("birth_date", "40-49"), ("photo", "https://phinf.example/me.png")},
        ),
        (
            "https://s.amazon-adsystem.com/api3/generate_did",
            {"rcode": 1, "adId": "A1b2C3d4"},
            {("device_id", "A1b2C3d4")},
        ),
        ("https://dpm.demdex.net/id?d_ver=2", {"d_mid": "1234567890"}, {("device_id", "1234567890")}),
    ],
)
def test_what_a_source_answers_is_known(where: str, answer: Any, expected: set[tuple[str, str]]) -> None:
    raw, now, host = json.dumps(answer).encode(), datetime(2026, 11, 27, tzinfo=UTC), where.split("/")[2]
    back = Message(((b"content-type", b"application/json"),), raw, body_size=len(raw), status=200)
    sent = Exchange("1", "c", 0, now, "", "", "http/2", "GET", where, host, 443, Message((), b"", body_size=0), back)
    assert expected <= {(finding.category, str(finding.value)) for finding in DETECT(sent, decode(sent))}


def test_names_of_one_thing_are_not_read_elsewhere() -> None:
    """What says by its neighbour what it is, is nothing under another, and a number of an article is no birth."""
    case = CASES["amazon-cognito"]
    assert "email" not in told(case._replace(body={"UserAttributes": [{"Name": "custom:shop", "Value": "a@mail.kr"}]}))
    assert "birth_date" not in told(CASES["portone"]._replace(body={"birth": "2208183676"}))
    assert "advertising_id" not in told(
        CASES["singular"], "https://sdk-api-v1.singular.net/api/v1/start?k=ANDI&u=9f3c2b1a0d8e7f65"
    )
    assert "os_name" not in told(CASES["mintegral"]._replace(url="https://net.rayjump.com/openapi/ad/v3?platform=9"))
    assert "user_id" not in told(CASES["posthog nobody yet"])
    assert "user_id" not in told(CASES["mparticle event of a page"])
    assert "payment_history" not in told(CASES["x nothing bought"])
    offline = CASES["amazon-ads"]._replace(body={"dinfo": {"connectionType": "0"}})
    assert told(offline) == {}
    assert "name" not in told(CASES["facebook-conversions"], "https://graph.facebook.com/v21.0/1/activities")
    assert "network_type" not in told(CASES["human-security"]._replace(body=urlencode({"payload": b64encode(b'[{"t": "PX315", "d": {"PX317": "14"}}]').decode()})))  # fmt: skip
    empty = {"properties": {"$ios_install_source": "android_id=##imei=##mac=02:00:00:00:00:00##oaid=00000000-0000-0000-0000-000000000000"}}  # fmt: skip
    assert told(CASES["sensors-data install"]._replace(body=empty)) == {}
