import base64
import hashlib
from typing import Any

from support import flows, hookevents
from support.fields import field
from support.samples import START, exchange

from trafficaudit import events as schema
from trafficaudit.detectors.provenance.apivalues import Values
from trafficaudit.detectors.provenance.digests import Digests
from trafficaudit.detectors.provenance.indicators import Indicators
from trafficaudit.detectors.provenance.keys import Keys
from trafficaudit.model import Decoded, Field, Finding
from trafficaudit.persona import Persona

AID = "9774d56d682e549c"
AT = START.timestamp() - flows.START
PERSON = Persona("p", {"email": ("dalbit@example.kr",)}, "")


def digests(*told: schema.Digest) -> Digests:
    values = Values()
    values.add(hookevents.api(AID, at=AT - 9))
    made = Digests(Indicators(values.chosen(), PERSON, 0.0), Keys(), 0.0)
    made.add(told)
    return made


def find(made: Digests, *fields: Field) -> list[Finding]:
    return list(made.findings(exchange(), Decoded(fields, ())))


def digest(algorithm: str, data: bytes, at: float = AT - 1, **changes: Any) -> tuple[bytes, schema.Digest]:
    return hookevents.digest(algorithm, data, at, **changes)


def test_a_digest_gets_the_category_of_its_input_in_every_writing() -> None:
    out, event = digest("SHA-256", b"salt" + AID.encode())
    made = digests(event)
    writings: list[tuple[str | bytes, tuple[str, ...]]] = [
        (out, ("json",)),
        (out.hex(), ("json",)),
        (out.hex().upper(), ("json",)),
        (base64.b64encode(out).decode(), ("json", "base64")),
        (
            base64.urlsafe_b64encode(out).decode().rstrip("="),
            ("json", "base64url" if set(b"-_") & set(base64.urlsafe_b64encode(out)) else "base64"),
        ),
        (f"v1:{out.hex()};x", ("json",)),
    ]
    for value, layers in writings:
        (found,) = find(made, field("h", value))
        assert (found.category, found.match, found.layers, found.detector) == (
            "android_id",
            "sha256",
            layers,
            "provenance",
        )
    assert found.span == (3, 67)


def test_the_reasoning_names_the_call_and_the_key() -> None:
    out, event = digest("HmacSHA256", AID.encode(), key=b"a secret of the app")
    (found,) = find(digests(event), field("h", out.hex()))
    assert found.match == "hmac-sha256(key k1)"
    assert found.reasoning == (
        "Android id as the digest that the app made of it: Android id learned from the device: "
        "android.provider.Settings$Secure.getString(android_id) called by com.x.sdk at 2026-11-24T08:59:51.000Z; "
        f"HmacSHA256 with key k1 (SHA-256 {hashlib.sha256(b'a secret of the app').hexdigest()}) of the value alone "
        "made by process 4321 at 2026-11-24T08:59:59.000Z (certain)."
    )
    assert found.confidence == 1.0


def test_a_seeded_value_carries_too() -> None:
    out, event = digest("MD5", b"Dalbit@Example.kr")
    (found,) = find(digests(event), field("h", out.hex()))
    assert (found.category, found.match) == ("email", "md5")
    assert "seeded e-mail address" in found.reasoning


def test_a_digest_of_a_digest_is_followed() -> None:
    inner, first = digest("HmacSHA256", AID.encode(), key=b"a secret of the app")
    for between in (inner, inner.hex().encode(), base64.b64encode(inner)):
        outer, second = digest("SHA-1", between)
        (found,) = find(digests(first, second), field("h", outer.hex()))
        assert found.match == "sha1(hmac-sha256(key k1))"
        assert "SHA-1 of its hmac-sha256(key k1) made by" in found.reasoning


def test_the_value_among_other_things_proves_less() -> None:
    found = []
    for rest in (b"", b"0123456789", b"?" * 200):
        out, event = digest("SHA-256", AID.encode() + b"|" + rest)
        found += find(digests(event), field("h", out.hex()))
    assert [each.confidence for each in found] == [0.8, 0.8, 0.4]
    assert "of a text of which the value is 7% made" in found[2].reasoning
    assert "(likely)" in found[2].reasoning


def test_a_digest_made_after_the_exchange_is_told_with_less_confidence() -> None:
    out, event = digest("SHA-256", AID.encode(), at=AT + 60)
    (found,) = find(digests(event), field("h", out.hex()))
    assert found.confidence == 0.5
    assert ", 60 s after this (likely)" in found.reasoning


def test_decoys_are_nothing() -> None:
    made = [digest("SHA-256", b"nothing personal at all")[1], digest("SHA-256", AID.encode())[1]]
    known = digests(*made)
    assert len(known) == 1
    other, _ = digest("SHA-256", b"nothing personal at all")
    near, _ = digest("SHA-256", b"9774d56d682e549d")
    right, _ = digest("SHA-256", AID.encode())
    assert find(known, field("h", other.hex()), field("i", near.hex()), field("j", right.hex()[:-2])) == []
    assert find(digests(), field("h", right.hex())) == []


def test_short_outputs_and_huge_inputs_are_left_out() -> None:
    _, event = digest("SHA-256", AID.encode())
    short = schema.Digest(
        **hookevents.common(), algorithm="CRC", operation="digest", input=AID.encode(), output=b"1234"
    )
    _, huge = digest("SHA-256", AID.encode() * 10_000)
    assert [len(digests(each)) for each in (event, short, huge)] == [1, 0, 0]


def test_of_a_container_the_innermost_field_is_told() -> None:
    out, event = digest("SHA-256", AID.encode())
    text = base64.b64encode(out).decode()
    found = find(digests(event), field("$", f'{{"h":"{text}"}}'), field("h", text, parent=0))
    assert [each.field.path for each in found] == ["h"]
