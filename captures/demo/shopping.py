"""From the login to the background: who is told what about somebody who searches, buys and puts the phone away."""

from app import ACCEPTED, BINARY, EMPTY, FORM, MSGPACK, PROTOBUF, SUPPORT, App
from hosts import (
    ADJUST,
    ADS,
    ANALYTICS,
    CHAT,
    CRASH,
    LOGISTICS,
    MAPS,
    PAY,
    PUSH,
    RIVER,
    SHOP,
    VAULT,
)
from pieces import (
    Piece,
    base64_text,
    base64url_text,
    brotli,
    cbor,
    deflate,
    delimited,
    form,
    gzip,
    hex_text,
    json_text,
    msgpack,
    multipart,
    percent,
    prefixed,
    protobuf,
    xml,
    zstd,
)
from recording import Answer, Pairs, place


def login(app: App) -> None:
    """Logging in, and telling the analytics, chat and push providers who it was."""
    shop_login(app)
    tell_hashed(app)
    chat(app)
    bind = protobuf({1: app.say("push_token"), 2: {1: app.say("user_id"), 2: 1}})
    app.ask("POST", place(f"https://{PUSH}/v3/alias"), headers=app.okhttp, kind=PROTOBUF, body=bind, answer=ACCEPTED)


def shop_login(app: App) -> None:
    """The shop learns the account and gives it back."""
    say = app.say
    credentials = {"email": say("email"), "password": say("password"), "deviceName": say("device_name")}
    app.ask(
        "POST",
        place(f"https://{SHOP}/api/v5/auth/login"),
        headers=app.okhttp,
        body=json_text(credentials, ascii_only=True),
        answer=Answer(
            json_text({"accessToken": app.access, "user": {"id": say("user_id"), "nickname": say("user_name")}}),
            cookies={"HBSESSION": say("session_id")},
        ),
    )
    home = {"address": say("postal_address"), "zipCode": say("postal_code"), "primary": True}
    me = {
        "id": say("user_id"),
        "name": say("name"),
        "birthDate": say("birth_date"),
        "email": say("email"),
        "phone": say("phone_number"),
        "addresses": [home],
        "support": {"email": SUPPORT},
    }
    app.ask(
        "GET",
        place(f"https://{SHOP}/api/v5/members", say("user_id")),
        headers=app.okhttp | {"authorization": prefixed("Bearer ", app.access)},
        cookies=app.session(),
        answer=Answer(gzip(json_text(me)), encoding="gzip"),
    )
    greeting = say("name") + "님, 환영합니다"
    hello = Piece(b"<html><body><p>" + greeting.data + b"</p></body></html>", greeting.at("p", "xml"))
    where = place(f"https://{SHOP}/welcome")
    answer = Answer(brotli(hello), "text/html; charset=utf-8", encoding="br")
    app.ask("GET", where, headers=app.okhttp, cookies=app.session(), answer=answer)


def tell_hashed(app: App) -> None:
    """What is called anonymous: digests of the e-mail address and the phone number."""
    person = app.person
    number = person.values["phone_number"].replace("-", "")
    traits = {
        "userId": app.say("user_id"),
        "email_sha256": person.hashed("email", "sha256"),
        "phone_sha256": person.hashed("phone_number", "sha256", "+82" + number[1:]),
        "anonymousId": app.anonymous,
    }
    where = place(f"https://{ANALYTICS}/v1/identify")
    app.ask("POST", where, headers=app.okhttp, body=zstd(json_text(traits)), encoding="zstd", answer=ACCEPTED)
    matching = {
        "em": person.hashed("email", "sha256"),
        "ph": person.hashed("phone_number", "sha256", "82" + number[1:]),
    }
    app.meta_event("fb_mobile_complete_registration", json_text(matching))
    where = place(
        f"https://{RIVER}/v2/login",
        em=person.hashed("email", "md5", form="HEX"),
        ph=person.hashed("phone_number", "sha1", number),
        em64=person.hashed("email", "sha256", form="base64"),
        nm=hex_text(app.say("name")),
    )
    app.ask("GET", where, headers=app.okhttp, answer=EMPTY)


def chat(app: App) -> None:
    """The support chat: a WebSocket that talks in both directions."""
    say = app.say
    upgrade = {"connection": "Upgrade", "upgrade": "websocket", "sec-websocket-version": "13"}
    reply = Answer(Piece(b""), "text/plain", 101, headers={"connection": "Upgrade", "upgrade": "websocket"})
    where = place(f"https://{CHAT}/ws", uid=say("user_id"))
    handshake = app.ask("GET", where, headers=upgrade | app.okhttp, answer=reply, http1=True)
    greeting = json_text({"type": "greeting", "text": say("name") + "님, 무엇을 도와드릴까요?"})
    app.recording.talk(
        handshake,
        [
            (True, json_text({"type": "hello", "user": {"id": say("user_id"), "name": say("name")}}), True),
            (False, greeting, True),
            (True, json_text({"type": "ask", "text": "연락처는 " + say("phone_number") + " 입니다"}), True),
            (False, msgpack({"t": "profile", "mail": say("email"), "agent": SUPPORT}), False),
            (True, json_text({"type": "bye"}), True),
        ],
    )


def browse(app: App) -> None:
    """Searching, and who is told what was searched for."""
    search(app)
    watch(app)


def search(app: App) -> None:
    """One search, in every spelling that servers ask for."""
    say, member = app.say, app.session()
    query = say("search_query")
    where = place(f"https://{SHOP}/api/v5/search", q=query, page=1, sort="popular")
    app.ask("GET", where, headers=app.okhttp, cookies=member)
    app.gateway("mtop.seller.bridge.search", {"q": query, "page": 1, "nick": say("user_name")})
    where = place(f"https://{RIVER}/r", u=percent(query), e="search")
    app.ask("GET", where, headers=app.okhttp, answer=EMPTY)
    legacy = form({"keyword": app.person.verbatim("search_query", "cp949"), "enc": "euc-kr"})
    kind = FORM + "; charset=euc-kr"
    app.ask(
        "POST",
        place(f"https://{SHOP}/legacy/suggest.do"),
        headers=app.okhttp,
        cookies=member,
        body=legacy,
        kind=kind,
    )
    where = place(f"https://{ADS}/v2/click", say("advertising_id"), "banner-7")
    app.ask("GET", where, headers=app.system, cookies={"ma_vid": app.visitor, "ma_u": say("user_id")}, answer=EMPTY)


def watch(app: App) -> None:
    """Behaviour with an identifier, nested the way SDKs nest it."""
    say = app.say
    event = {"ev": "search", "props": {"keyword": say("search_query"), "uid": say("user_id")}}
    packed = base64_text(gzip(json_text({"batch": [{"ev": "view", "sku": "HB-20417"}, event]})))
    app.ask(
        "POST",
        place(f"https://{ANALYTICS}/v1/track"),
        headers=app.okhttp,
        kind=FORM,
        body=form({"d": packed, "v": 3}),
    )
    rounded = {
        "lat": app.person.spelled("coordinates", "37.5571"),
        "lng": app.person.spelled("coordinates", "126.9944"),
    }
    outer = {"v": 2, "geo": rounded, "payload": json_text({"wifi": {"bssid": say("wifi_bssid")}, "model": app.model})}
    where = place(f"https://{ANALYTICS}/v1/context")
    headers: Pairs = {**app.okhttp, "x-device-info": delimited("|", app.model, say("android_id"), "16", "ko_KR")}
    app.ask("POST", where, headers=headers, body=brotli(json_text(outer)), encoding="br", answer=ACCEPTED)
    where = place(f"https://{MAPS}/v1/stores", near=say("coordinates"), radius=2000)
    app.ask("GET", where, headers=app.okhttp)
    where = place(f"https://{MAPS}/v1/tiles", lat="35.179554", lng="129.075642", zoom=11)
    app.ask("GET", where, headers=app.okhttp)
    whole = gzip(json_text({"items": [{"sku": f"HB-{number}", "won": number * 10} for number in range(30100, 30190)]}))
    cut = Answer(Piece(whole.data[: len(whole.data) * 2 // 3]), encoding="gzip")
    app.ask("GET", place(f"https://{SHOP}/api/v5/ranking"), headers=app.okhttp, cookies=app.session(), answer=cut)


def checkout(app: App) -> None:
    """The order, the payment, and the customs declaration to the forwarder abroad."""
    for host in (LOGISTICS, PAY):
        app.recording.resolve(host)
    order(app)
    ship(app)


def order(app: App) -> None:
    """The shop and the payment provider, both in Korea."""
    say, member = app.say, app.session()
    cart = json_text({"items": [{"sku": "HB-20417", "qty": 1, "won": 42900}], "coupon": None})
    app.ask(
        "POST",
        place(f"https://{SHOP}/api/v5/cart"),
        headers=app.okhttp,
        cookies=member,
        body=cart,
        answer=ACCEPTED,
    )
    boundary = "hanbit-demo-7f3e0c"
    parts: dict[str, Piece | str] = {
        "receiverName": say("name"),
        "receiverPhone": app.person.spelled("phone_number", app.person.values["phone_number"].replace("-", "")),
        "address": say("postal_address"),
        "memo": "문 앞에 놓아 주세요",
    }
    answer = Answer(
        json_text({"orderNo": "2026112417394029", "receiver": {"name": say("name"), "address": say("postal_address")}})
    )
    app.ask(
        "POST", place(f"https://{SHOP}/api/v5/orders"), headers=app.okhttp, cookies=member,
        body=multipart(parts, boundary), kind=f"multipart/form-data; boundary={boundary}", answer=answer,
    )  # fmt: skip
    for _ in range(3):
        app.recording.refuse(VAULT)
    card = form({"cardNo": say("card_number"), "expiry": "12/29", "buyerName": say("name"), "buyerEmail": say("email")})
    app.ask("POST", place(f"https://{PAY}/v1/approve"), headers=app.okhttp, kind=FORM, body=card, answer=ACCEPTED)
    app.ask("POST", place(f"https://{PAY}/v1/device"), headers=app.okhttp, kind=BINARY, body=app.random_bytes(640))


def ship(app: App) -> None:
    """The forwarder in Hangzhou and the seller platform behind a disputed address."""
    say, person = app.say, app.person
    abroad = person.spelled("phone_number", "+82 10-" + person.values["phone_number"][4:])
    receiver = {
        "name": say("name"),
        "mobile": abroad,
        "address": say("postal_address"),
        "zipCode": say("postal_code"),
        "personalCustomsCode": say("customs_clearance_code"),
    }
    parcel = {"orderNo": "2026112417394029", "receiver": receiver, "goods": [{"hs": "940179", "won": 42900}]}
    person_abroad = {"name": say("name"), "phone": say("phone_number"), "customsCode": say("customs_clearance_code")}
    manifest = xml("manifest", {"waybill": "CB90417726003", "consignee": person_abroad})
    where = place(f"https://{LOGISTICS}/open/v1/manifest")
    app.ask("POST", where, headers=app.okhttp, body=manifest, kind="application/xml", answer=ACCEPTED)
    made = {"waybill": "CB90417726003", "consignee": say("name"), "clearance": say("customs_clearance_code")}
    app.ask(
        "POST", place(f"https://{LOGISTICS}/open/v2/parcels"), headers=app.okhttp, body=json_text(parcel),
        answer=Answer(json_text(made)),
    )  # fmt: skip
    where = place(f"https://{LOGISTICS}/open/v2/clearance", say("customs_clearance_code"))
    app.ask("GET", where, headers=app.okhttp)
    where = place(f"https://{LOGISTICS}/open/v2/notify", to=abroad, lang="ko")
    app.ask("GET", where, headers=app.okhttp, answer=EMPTY)
    seller = {
        "buyer": {"fullName": say("name"), "addr": say("postal_address"), "tel": say("phone_number")},
        "qty": 1,
    }
    app.gateway(
        "mtop.seller.bridge.order.create", seller, Answer(json_text({"data": {"buyerTel": say("phone_number")}}))
    )
    app.meta_event("fb_mobile_purchase", json_text({"em": person.hashed("email", "sha256")}))
    bought = form({"gps_adid": say("advertising_id"), "event_token": "hb0buy", "revenue": "42900", "currency": "KRW"})
    app.ask("POST", place(f"https://{ADJUST}/event"), headers=app.system, kind=FORM, body=bought, answer=ACCEPTED)


def background(app: App) -> None:
    """What goes on while nobody looks."""
    say = app.say
    for beat in range(6):
        pulse = msgpack({"appkey": "hbdemo", "token": say("push_token"), "seq": beat})
        app.ask("POST", place(f"https://{PUSH}/v3/heartbeat"), headers=app.okhttp, kind=MSGPACK, body=pulse)
    where = place(f"https://{ADS}/v1/idle", ifa=say("advertising_id"))
    for _ in range(3):
        app.ask("GET", where, headers=app.system, cookies={"ma_vid": app.visitor}, answer=EMPTY)
    scan = cbor({"wifi": [{"bssid": say("wifi_bssid"), "rssi": -61}], "at": 1795485000})
    where = place(f"https://{PUSH}/v3/scan")
    app.ask("POST", where, headers=app.okhttp, kind="application/cbor", body=scan, answer=ACCEPTED)
    token = prefixed("0a", base64url_text(deflate(json_text({"aid": say("android_id"), "locale": "ko_KR"}))))
    where = place(f"https://{RIVER}/v2/ping")
    app.ask("GET", where, headers={**app.okhttp, "x-river-data": token}, answer=EMPTY)
    log = protobuf({1: {1: say("installation_id"), 2: app.model}, 2: {1: "ANR in MainActivity", 3: 1795485000}})
    app.ask(
        "POST",
        place(f"https://{CRASH}/v2/reports"),
        headers=app.okhttp,
        kind=PROTOBUF,
        body=gzip(log),
        encoding="gzip",
    )
    app.ask("POST", place(f"https://{CRASH}/v2/reports"), headers=app.okhttp, kind=PROTOBUF, body=log, answer=None)
    app.gateway("mtop.seller.bridge.sync", {"since": 1795485000123})
    app.ask("POST", place(f"https://{RIVER}/v2/beacon"), headers=app.okhttp, kind=BINARY, body=app.random_bytes(2048))


def withdraw(app: App) -> None:
    """Marketing consent is taken back: the shop hears of it, and so does the ad network, with its identifier."""
    choice = json_text({"marketing": False, "withdrawn": True, "memberId": app.say("user_id")})
    app.ask(
        "POST", place(f"https://{SHOP}/api/v5/consents/withdrawal"), headers=app.okhttp, body=choice, answer=ACCEPTED
    )
    where = place(f"https://{ADS}/v1/optout", ifa=app.say("advertising_id"))
    app.ask("GET", where, headers=app.system, cookies={"ma_vid": app.visitor}, answer=EMPTY)


def browse_on(app: App) -> None:
    """What goes on all the same."""
    where = place(f"https://{ADS}/v1/idle", ifa=app.say("advertising_id"))
    app.ask("GET", where, headers=app.system, cookies={"ma_vid": app.visitor}, answer=EMPTY)
    pulse = msgpack({"appkey": "hbdemo", "token": app.say("push_token"), "seq": 6})
    app.ask("POST", place(f"https://{PUSH}/v3/heartbeat"), headers=app.okhttp, kind=MSGPACK, body=pulse)
