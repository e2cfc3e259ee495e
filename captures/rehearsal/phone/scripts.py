"""What the made-up app does in each phase of use: a fixed list of exchanges with the values of ``persona.toml``."""

import base64
import gzip
import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from urllib.parse import quote, urlencode

from captures.rehearsal import content, grpc
from captures.rehearsal.phone.call import (
    DNS,
    FRAMES,
    FRAMES_REVERSE,
    FRAMES_TLS,
    GRPC,
    HTTP1,
    HTTP2,
    HTTP3,
    PLAIN,
    SOCKS,
    WEBSOCKET,
    Call,
)
from captures.rehearsal.places import PACKAGE, persona

API, IMAGES, PAY = "api.nuri-market.example", "img.nuri-market.example", "pay.dalbit-pay.example"
PUSH, FORWARDER = "collect.bamboo-push.example", "api.tea-road-logistics.example"
ANALYTICS, DESK = "in.orchid-analytics.example", "chat.orchid-desk.example"
ADS, CRASH = "track.prairie-ads.example", "ingest.prairie-crash.example"

UPLOADED = 3 * 1024 * 1024
DOWNLOADED = 5 * 1024 * 1024
"""Bytes of the one large body each way."""

JSON = ("content-type", "application/json")
FORM = ("content-type", "application/x-www-form-urlencoded")

_person = cache(persona)


def install() -> list[Call]:
    """Names are looked up; the attribution SDK reports the installation without TLS."""
    return [
        *(_lookup(host) for host in (API, ADS, PUSH, ANALYTICS)),
        _lookup("www.nuri-market.example"),
        _lookup(API, "AAAA"),
        _lookup("nowhere.nuri-market.example"),
        Call(PLAIN, ADS, "/v1/install?" + urlencode({"gaid": _("advertising_id"), "app": PACKAGE})),
        _post(HTTP1, ADS, "/v2/attribution", {"gaid": _("advertising_id"), "model": _("device_model")}),
    ]


def first_launch() -> list[Call]:
    """Configuration and pictures from home, device identifiers to three other countries."""
    return [
        _get(HTTP2, API, "/v3/config?lang=ko"),
        _get(HTTP2, API, "/v3/banners"),
        _get(HTTP2, API, "/v3/categories"),
        *(_get(HTTP1, IMAGES, f"/size/{size}") for size in (2_100, 15_000, 48_321, 120_000)),
        _post(HTTP1, PUSH, "/register", {"android_id": _("android_id"), "utd": _("device_fingerprint")}),
        _batch(1),
        _batch(2),
        _get(HTTP3, ADS, "/v1/segments?" + urlencode({"gaid": _("advertising_id")})),
        _post(HTTP3, ADS, "/v1/open", {"gaid": _("advertising_id"), "os": "Android 16"}),
        _post(HTTP2, CRASH, "/session", {"installation": _("installation_id"), "model": _("device_model")}),
        Call(FRAMES, PUSH, messages=(f"hello {_('android_id')}", "ping", "ping")),
    ]


def before_consent() -> list[Call]:
    """The consent screen is up, and identifiers leave already."""
    advertising_id = _("advertising_id")
    shown = urlencode({"ifa": advertising_id, "e": "consent_shown"}).encode()
    return [
        _get(HTTP2, API, "/v3/terms"),
        _batch(3),
        _post(HTTP1, PUSH, "/beacon", {"gaid": hashlib.md5(advertising_id.encode()).hexdigest()}),  # noqa: S324
        Call(HTTP1, ADS, "/v2/event", "POST", (FORM,), shown),
        _get(HTTP3, ADS, "/pixel?" + urlencode({"h": hashlib.sha256(advertising_id.encode()).hexdigest()})),
        Call(FRAMES_REVERSE, PUSH, messages=(f"token {_('push_token')}", b"\x00\x01\x02\x03")),
    ]


def consent() -> list[Call]:
    """The answer goes home and to the analytics company."""
    return [
        _post(HTTP2, API, "/v3/consent", {"marketing": False, "third_party": True}),
        _post(HTTP1, ANALYTICS, "/v1/consent", {"id": _("installation_id"), "granted": True}),
        Call(SOCKS, ANALYTICS, "/v1/ping?" + urlencode({"id": _("installation_id")})),
    ]


def login() -> list[Call]:
    """The member logs in; the support chat is a WebSocket to Singapore."""
    member = {"login": _("email"), "password": _("password"), "phone": _("phone_number")}
    hashed = hashlib.sha256(_("email").encode()).hexdigest()
    hello = {"id": "chat-1", "user": _("user_id"), "name": _("name"), "text": "안녕하세요"}
    long_story = {"id": "chat-2", "text": "배송 문의 " * 300, "phone": _("phone_number")}
    return [
        _post(HTTP2, API, "/v3/login", member),
        _get(HTTP2, API, "/profile"),
        _batch(4),
        _post(HTTP1, ADS, "/v2/identify", {"em": hashed, "gaid": _("advertising_id")}),
        Call(
            WEBSOCKET,
            DESK,
            "/socket?" + urlencode({"user": _("user_id")}),
            messages=(
                json.dumps(hello, ensure_ascii=False),
                json.dumps(long_story, ensure_ascii=False),
                b"chat-3\0" + content.body(700),
                json.dumps({"id": "chat-4", "push": 3}),
            ),
        ),
        _grpc("/nuri.Member/Find", grpc.text_field(1, _("email")) + grpc.text_field(2, _("name"))),
        Call(SOCKS, API, "/v3/points", "POST", (JSON,), _json({"user": _("user_id")})),
    ]


def browse() -> list[Call]:
    """Searching and looking, with one large body each way, and a gRPC stream."""
    words = _("search_query")
    talk = tuple(grpc.number_field(1, number) + grpc.text_field(2, f"view SKU-{number}") for number in range(1, 6))
    return [
        _get(HTTP2, API, "/v3/search?" + urlencode({"q": words})),
        _get(HTTP2, API, "/v3/search/more?q=" + quote(quote(words))),
        *(_get(HTTP2, API, f"/v3/products/{number}") for number in (20418, 33107, 40522, 51960)),
        *(_get(HTTP1, IMAGES, f"/size/{size}") for size in (31_000, 8_200, 64_000)),
        _get(HTTP1, IMAGES, "/size/90000?chunked=1"),
        _get(HTTP1, IMAGES, f"/size/{DOWNLOADED}"),
        Call(HTTP1, API, "/upload", "POST", (("content-type", "image/jpeg"),), UPLOADED),
        Call(HTTP1, API, "/upload/chunked", "POST", (("content-type", "image/jpeg"),), 200_000, chunked=True),
        Call(GRPC, API, "/nuri.Catalog/Talk", "POST", messages=talk),
        _grpc("/nuri.Catalog/Find", grpc.text_field(1, words)),
        _batch(5),
        _batch(6),
        _post(HTTP3, ADS, "/v1/view", {"gaid": _("advertising_id"), "q": words, "sku": 20418}),
        _get(HTTP3, ADS, "/size/40000"),
        _get(HTTP1, DESK, "/events?count=5&interval=0.01"),
    ]


def checkout() -> list[Call]:
    """The order goes to the forwarder in Hangzhou with the buyer's name, address and customs code."""
    order = {
        "consignee": _("name"),
        "tel": _("phone_number"),
        "addr": _("postal_address"),
        "zip": _("postal_code"),
        "pccc": _("customs_clearance_code"),
    }
    card = urlencode({"no": _("card_number"), "holder": _("name"), "birth": _("birth_date")}).encode()
    return [
        _lookup(FORWARDER),
        _lookup(PAY),
        _post(HTTP2, API, "/v3/orders", {"sku": 20418, "user": _("user_id")}),
        Call(HTTP1, PAY, "/v1/authorise", "POST", (FORM, ("expect", "100-continue")), card),
        _post(HTTP2, FORWARDER, "/v1/shipments", order),
        Call(HTTP1, FORWARDER, "/v1/labels", "POST", (FORM,), urlencode(order).encode()),
        _batch(7),
        _post(HTTP3, ADS, "/v1/purchase", {"gaid": _("advertising_id"), "value": 48900, "currency": "KRW"}),
    ]


def background() -> list[Call]:
    """Timers: push token, batches, a place."""
    packed = base64.b64encode(gzip.compress(_json({"at": _("coordinates"), "bssid": _("wifi_bssid")}), mtime=0))
    return [
        _post(HTTP1, PUSH, "/heartbeat", {"token": _("push_token"), "utd": _("device_fingerprint")}),
        Call(HTTP1, PUSH, "/locate", "POST", (FORM,), b"data=" + quote(packed).encode()),
        _batch(8),
        _batch(9),
        _post(HTTP2, CRASH, "/session", {"installation": _("installation_id"), "device": _("device_name")}),
        _get(HTTP2, API, "/v3/notices"),
        Call(FRAMES_TLS, PUSH, messages=(f"token {_('push_token')}", "ping")),
    ]


PHASES: Mapping[str, Callable[[], Sequence[Call]]] = {
    "install": install,
    "first_launch": first_launch,
    "before_consent": before_consent,
    "consent": consent,
    "login": login,
    "browse": browse,
    "checkout": checkout,
    "background": background,
}
"""The phases in the order of use."""


def _(category: str) -> str:
    return _person()[category]


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def _get(way: str, host: str, path: str) -> Call:
    return Call(way, host, path, headers=(("cookie", f"NMSESSION={_('session_id')}"),) if host == API else ())


def _post(way: str, host: str, path: str, value: object) -> Call:
    return Call(way, host, path, "POST", (JSON,), _json(value))


def _batch(number: int) -> Call:
    """Give an analytics batch: gzip-coded JSON to Singapore."""
    who = {"gaid": _("advertising_id"), "iid": _("installation_id")}
    body = gzip.compress(_json([who | {"n": each} for each in range(number, number + 3)]), mtime=0)
    return Call(HTTP1, ANALYTICS, f"/v1/batch?n={number}", "POST", (JSON, ("content-encoding", "gzip")), body)


def _grpc(path: str, message: bytes) -> Call:
    return Call(GRPC, API, path, "POST", messages=(message,))


def _lookup(host: str, kind: str = "A") -> Call:
    return Call(DNS, host, kind)
