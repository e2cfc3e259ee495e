"""From the installation to the consent: who is told what before anybody was asked, and then."""

from app import ACCEPTED, BINARY, EMPTY, FORM, GRPC, MSGPACK, PACKAGE, PROTOBUF, VERSION, App
from hosts import (
    ADJUST,
    ADS,
    ANALYTICS,
    APPSFLYER,
    BRIDGE,
    CRASH,
    FIREBASE,
    META,
    NAVER,
    PUSH,
    RIVER,
    SHOP,
)
from pieces import (
    Piece,
    form,
    grpc,
    gzip,
    json_text,
    jwt,
    msgpack,
    protobuf,
)
from recording import Answer, Pairs, place


def install(app: App) -> None:
    """The store hands over, the attribution SDK reports a ciphered body."""
    for host in (SHOP, APPSFLYER):
        app.recording.resolve(host)
    where = place(f"https://{APPSFLYER}/api/v6.15/androidevent", app_id=PACKAGE, buildnumber="6.15.2")
    app.ask("POST", where, headers=app.system, body=app.random_bytes(1408), kind=BINARY, answer=ACCEPTED)


def first_launch(app: App) -> None:
    """Every SDK introduces itself while the splash screen stands."""
    say = app.say
    for host in (ADS, META, PUSH, ADJUST, FIREBASE):
        app.recording.resolve(host)
    app.ask("GET", place(f"https://{SHOP}/api/v5/config", platform="android", v=VERSION), headers=app.okhttp)
    fid = say("installation_id")
    token = {"token": jwt({"appId": "1:404110:android:77", "exp": 1796086800, "fid": fid}), "expiresIn": "604800s"}
    made = {
        "name": "projects/404110/installations/" + fid,
        "fid": fid,
        "refreshToken": "3_none",
        "authToken": token,
    }
    app.ask(
        "POST",
        place(f"https://{FIREBASE}/v1/projects/hanbit-demo/installations"),
        headers=app.system | {"x-android-package": PACKAGE},
        body=gzip(json_text({"fid": fid, "appId": "1:404110:android:77", "sdkVersion": "a:18.0.0"})),
        encoding="gzip",
        answer=Answer(json_text(made)),
    )
    device = {
        "ifa": say("advertising_id"),
        "aaid": say("android_id"),
        "model": app.model,
        "os": "android",
        "osv": "16",
    }
    init = json_text({"sdk": "morning-ads/4.9.0", "app": {"bundle": PACKAGE}, "device": device})
    app.ask(
        "POST", place(f"https://{ADS}/v1/init"), headers=app.system, body=gzip(init), encoding="gzip",
        answer=Answer(json_text({"ttl": 3600}), cookies={"ma_vid": app.visitor}),
    )  # fmt: skip
    app.meta_event("fb_mobile_activate_app")
    app.ask("POST", place(f"https://{ADJUST}/session"), headers=app.system, kind=FORM, body=adjust(app))
    app.ask(
        "POST", place(f"https://{PUSH}/v3/register"), headers=app.okhttp, kind=MSGPACK, answer=ACCEPTED,
        body=msgpack({"appkey": "hbdemo", "dev": {"aid": say("android_id"), "model": app.model}, "rom": "8"}),
    )  # fmt: skip
    crash = protobuf({1: {1: app.person.hashed("installation_id", "md5"), 2: app.model}, 3: 1795482000, 4: PACKAGE})
    app.ask("POST", place(f"https://{CRASH}/v2/sessions"), headers=app.okhttp, kind=PROTOBUF, body=crash)


def adjust(app: App) -> Piece:
    """The session form of the attribution SDK; the documented ``device_name`` is the model."""
    return form({
        "gps_adid": app.say("advertising_id"),
        "android_uuid": app.anonymous,
        "app_token": "hbdemo000000",
        "device_name": app.model,
        "device_type": "phone",
        "os_name": "android",
        "os_version": "16",
        "country": "KR",
        "language": "ko",
        "partner_params": json_text({"fid": app.say("installation_id")}),
    })  # fmt: skip


def before_consent(app: App) -> None:
    """The consent screen stands; nobody has answered it yet."""
    say, person = app.say, app.person
    for host in (RIVER, BRIDGE, ANALYTICS, NAVER):
        app.recording.resolve(host)
    where = place(f"https://{ADS}/v1/impression", ifa=say("advertising_id"), slot="splash", w=1080, h=2340)
    app.ask("GET", where, headers=app.system, cookies={"ma_vid": app.visitor}, answer=EMPTY)
    where = place(f"http://{ADS}/ping", adid=say("advertising_id"), bundle=PACKAGE, ts=app.recording.millis())
    app.ask("GET", where, headers=app.system, answer=EMPTY, http1=True)
    launch = {
        "gaid_sha256": person.hashed("advertising_id", "sha256"),
        "gaid_md5": person.hashed("advertising_id", "md5", form="HEX"),
        "event": "launch",
    }
    app.ask("POST", place(f"https://{RIVER}/v2/launch"), headers=app.okhttp, body=json_text(launch), answer=ACCEPTED)
    app.gateway("mtop.seller.bridge.startup", {"deviceModel": app.model, "firstLaunch": True})
    compact = person.spelled("advertising_id", person.values["advertising_id"].replace("-", ""))
    event = grpc({1: {1: compact, 2: "app_open", 5: 1795482060}, 2: {1: "hanbit", 2: VERSION}})
    where = place(f"https://{ANALYTICS}/lion.v1.Collector/Push")
    app.ask("POST", where, headers=app.okhttp | {"te": "trailers"}, kind=GRPC, body=event, answer=grpc_ok(app))
    usr = {"adid": say("advertising_id"), "ssaid": say("android_id"), "ni": ""}
    env = {"os_ver": "16", "device_model": app.model, "app_id": PACKAGE, "timezone": "Asia/Seoul"}
    headers: Pairs = {**app.system, "da-dd": say("advertising_id"), "da-dv": "1"}
    body = json_text({"corp": "hanbit", "usr": usr, "env": env, "evts": [{"type": "pageview", "page": "consent"}]})
    app.ask("POST", place(f"https://{NAVER}/nlogapp"), headers=headers, body=body, answer=EMPTY)
    app.meta_event("fb_sdk_initialize")
    app.ask("POST", place(f"https://{ADS}/v1/batch"), headers=app.system, body=app.random_bytes(900), kind=BINARY)


def grpc_ok(app: App) -> Answer:
    """An empty gRPC reply."""
    return Answer(Piece(b"\0\0\0\0\0"), GRPC)


def consent(app: App) -> None:
    """The answer goes to the shop and to the ad network."""
    choice = json_text({"terms": True, "privacy": True, "marketing": False, "anonId": app.anonymous})
    app.ask("POST", place(f"https://{SHOP}/api/v5/consents"), headers=app.okhttp, body=choice, answer=ACCEPTED)
    where = place(f"https://{ADS}/v1/consent", gdpr=0, ifa=app.say("advertising_id"), state="partial")
    app.ask("GET", where, headers=app.system, cookies={"ma_vid": app.visitor}, answer=EMPTY)
