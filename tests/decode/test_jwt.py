import base64
import json
import zlib
from collections.abc import Callable
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.decode import decode
from trafficaudit.model import Decoded, Exchange

Body = Callable[..., Decoded]
Build = Callable[..., Exchange]
Check = Callable[[Exchange, Decoded], None]


def b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def token(payload: object) -> str:
    return ".".join((b64(b'{"alg":"HS256","typ":"JWT"}'), b64(json.dumps(payload).encode()), b64(b"\x9f\x01" * 16)))


@given(st.dictionaries(st.text("abc", min_size=1), st.text("가나다 abc@.", min_size=1), min_size=1))
def test_claims(body: Body, claims: Any) -> None:
    raw = json.dumps({"t": token(claims)}).encode()
    fields = [f for f in body(raw).fields if f.layers == ("json", "jwt", "json")]
    assert {f.path: f.value for f in fields if f.path.startswith("t.payload")} == {
        f"t.payload.{k}": v for k, v in claims.items()
    }
    assert {f.path: f.value for f in fields if f.path.startswith("t.header")} == {
        "t.header.alg": "HS256",
        "t.header.typ": "JWT",
    }


def test_bearer_header(exchange: Build, check: Check) -> None:
    made = exchange(headers=((b"Authorization", b"Bearer " + token({"sub": "kim@example.kr"}).encode()),))
    decoded = decode(made)
    check(made, decoded)
    field = next(f for f in decoded.fields if f.value == "kim@example.kr")
    assert (field.path, field.layers) == ("authorization.payload.sub", ("prefixed", "jwt", "json"))
    assert field.span.start > 7


def test_signed_session_cookie(body: Body) -> None:
    raw = (b64(b'{"user":"kim.seoyun"}') + ".ZvTqGg.c2lnbmF0dXJl").encode()
    assert "kim.seoyun" in [f.value for f in body(raw).fields]


@given(st.binary(max_size=40))
def test_any_bytes(body: Body, raw: bytes) -> None:
    body(b"eyJ" + raw + b".eyJ" + raw + b".x")


def test_a_payload_that_is_no_json_is_read_too(body: Body) -> None:
    packed = zlib.compress(b'{"email":"kim@example.kr","tel":"010-9183-2746"}', wbits=-15)
    for payload, path in ((b"mail kim@example.kr", "t.payload"), (packed, "t.payload.email")):
        made = ".".join((b64(b'{"alg":"HS256","zip":"DEF"}'), b64(payload), b64(b"\x9f\x01" * 16)))
        fields = body(json.dumps({"t": made}).encode()).fields
        assert path in [f.path for f in fields if "kim@example.kr" in str(f.value) and f.layers[1:2] == ("jwt",)]


def test_a_ciphered_payload_stays_closed(body: Body) -> None:
    made = ".".join((b64(b'{"alg":"dir"}'), b64(bytes(range(130, 190))), b64(b"\x9f\x01" * 16)))
    assert not [f for f in body(json.dumps({"t": made}).encode()).fields if "payload" in f.path]
