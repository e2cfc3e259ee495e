"""What every part of the story shares: the app's identity, what it always says, and two SDKs that come back often."""

from hosts import (
    BRIDGE,
    META,
    SHOP,
)
from pieces import (
    Person,
    Piece,
    base64_text,
    form,
    json_text,
    jwt,
)
from recording import Answer, Recording, place

PACKAGE = "kr.example.hanbit.shop"
VERSION = "5.2.1"
FORM = "application/x-www-form-urlencoded"
PROTOBUF = "application/x-protobuf"
GRPC = "application/grpc"
MSGPACK = "application/msgpack"
BINARY = "application/octet-stream"
EMPTY = Answer(Piece(b""), "text/plain", 204)
ACCEPTED = Answer(json_text({"status": "ok"}))
SUPPORT = "support@hanbit-help.example"


class App:
    """What the app and the SDKs in it know and say; what happens when is in ``opening.py`` and ``shopping.py``."""

    def __init__(self, recording: Recording, person: Person) -> None:
        self.recording, self.person = recording, person
        self.ask = recording.ask
        # The system's own HTTP stack tells the model to everybody; the app's okhttp does not.
        self.system = {"user-agent": "Dalvik/2.1.0 (Linux; U; Android 16; " + self.model + " Build/BP2A.250605.031)"}
        self.okhttp = {"user-agent": "okhttp/4.12.0", "x-app-version": VERSION}
        self.anonymous = recording.token()
        self.visitor = f"mv1.{recording.random.getrandbits(64):016x}"
        claims = {"iss": SHOP, "sub": self.say("user_id"), "email": self.say("email"), "iat": 1795484000}
        self.access = jwt(claims)

    @property
    def model(self) -> Piece:
        """The device model, verbatim."""
        return self.say("device_model")

    def say(self, category: str) -> Piece:
        """Give one of the persona's values, verbatim."""
        return self.person.verbatim(category)

    def session(self) -> dict[str, Piece | str]:
        """Give the cookies of somebody who is logged in."""
        return {"HBSESSION": self.say("session_id"), "hb_ab": "b2"}

    def random_bytes(self, size: int) -> Piece:
        """Give bytes that look like a ciphered body, because nothing stands in them."""
        return Piece(self.recording.random.randbytes(size))

    def meta_event(self, name: str, hashed: Piece | None = None) -> None:
        """The app-events endpoint: a form with JSON in it."""
        extinfo = json_text(["a2", PACKAGE, 521, VERSION, "16", self.model, "ko_KR", "GMT+9", "", 1080, 2340])
        fields: dict[str, Piece | str] = {
            "event": "CUSTOM_APP_EVENTS",
            "advertiser_id": self.say("advertising_id"),
            "anon_id": "XZ" + self.anonymous,
            "advertiser_tracking_enabled": "true",
            "extinfo": extinfo,
            "custom_events": json_text([{"_eventName": name, "_logTime": 1795482005, "_ui": "MainActivity"}]),
        }
        if hashed:
            fields["ud"] = hashed
        body = form(fields)
        answer = Answer(json_text({"success": True}))
        where = place(f"https://{META}/v16.0/40411900/activities")
        self.ask("POST", where, headers=self.system, kind=FORM, body=body, answer=answer)

    def gateway(self, api: str, data: dict[str, object], answer: Answer = ACCEPTED) -> None:
        """The seller platform's gateway: device identifiers in headers, the call as JSON in a form."""
        headers: dict[str, Piece | str | int] = {
            **self.okhttp,
            "x-utdid": self.say("device_fingerprint"),
            "x-devid": base64_text(self.say("android_id")),
            "x-t": self.recording.millis() // 1000,
            "x-ttid": f"hanbit@bridge_android_{VERSION}",
            "x-sign": self.random_bytes(20).data.hex(),
        }
        where = place(f"https://{BRIDGE}/gw/{api}/1.0/")
        self.ask("POST", where, headers=headers, kind=FORM, body=form({"data": json_text(data)}), answer=answer)
