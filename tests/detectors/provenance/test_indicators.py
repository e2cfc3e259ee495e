import base64
import hashlib
from dataclasses import replace
from typing import Any

from support import flows, hookevents
from support.fields import field
from support.samples import START, exchange

from trafficaudit import events as schema
from trafficaudit.detectors.provenance.apivalues import Values
from trafficaudit.detectors.provenance.indicators import Indicators
from trafficaudit.model import Decoded, Exchange, Field, Finding
from trafficaudit.persona import Persona

AID, ADID = "9774d56d682e549c", "38400000-8cf0-11bd-b23e-10b96e40000d"
AT = START.timestamp() - flows.START
NOW = START.timestamp() * 1000


def indicators(*told: schema.Api, person: Persona | None = None) -> Indicators:
    values = Values()
    for event in told:
        values.add(event)
    return Indicators(values.chosen(), person, 0.0)


def call(value: str = AID, **changes: Any) -> schema.Api:
    return hookevents.api(value, **({"at": AT - 5} | changes))


def find(made: Indicators, *fields: Field, one: Exchange | None = None) -> list[Finding]:
    return list(made.findings(one or exchange(), Decoded(fields, ())))


def test_a_value_that_an_api_gave_is_found_with_the_call() -> None:
    (found,) = find(indicators(call()), field("device.id", AID))
    assert (found.category, found.match, found.detector, found.confidence) == (
        "android_id",
        "verbatim",
        "provenance",
        1.0,
    )
    assert found.reasoning == (
        "Android id learned from the device: android.provider.Settings$Secure.getString(android_id) "
        "called by com.x.sdk at 2026-11-24T08:59:55.000Z; found as the API gave it (certain)."
    )


def test_what_is_left_of_a_masked_value_came_from_no_call() -> None:
    made = indicators(call("01091832746", category="phone_number"))
    assert [one.match for one in find(made, field("phone", "010-9183-2746"))] == ["normalised"]
    assert find(made, field("phone", "010-****-2746")) == []


def test_every_spelling_and_encoding_of_the_category_is_found() -> None:
    made = indicators(call(ADID, category="advertising_id"))
    for value, match in [
        (ADID.upper(), "normalised"),
        (ADID.replace("-", ""), "normalised"),
        (base64.b64encode(f"id={ADID}".encode()).decode(), "verbatim"),
        (hashlib.md5(ADID.encode()).hexdigest(), "md5"),
        (hashlib.sha256(ADID.upper().encode()).hexdigest(), "sha256"),
    ]:
        (found,) = find(made, field("x", value))
        assert (found.category, found.match) == ("advertising_id", match), value
    assert find(made, field("x", "38400000-8cf0-11bd-b23e-10b96e40000e")) == []


def test_a_place_nearby_is_found() -> None:
    made = indicators(call("Location[fused 37.566535,126.977969]", category="coordinates"))
    (found,) = find(made, field("at", "37.5660,126.9780"))
    assert "from the place that the API gave (" in found.reasoning


def test_a_word_of_a_weak_category_counts_only_whole_and_under_its_name() -> None:
    made = indicators(call("SKTelecom", category="carrier"))
    assert [found.confidence for found in find(made, field("carrier", "SKTelecom"))] == [0.72]
    assert find(made, field("note", "via SKTelecom today")) == []


def test_a_call_after_the_request_is_told_with_less_confidence() -> None:
    (found,) = find(indicators(call(at=AT + 60)), field("x", AID))
    assert found.confidence == 0.5
    assert "(likely); the call came 60 s after this, so that the app had the value from elsewhere" in found.reasoning
    (before,) = find(indicators(call(at=AT + 60), call(at=AT - 1)), field("x", AID))
    assert before.confidence == 1.0


def test_the_last_call_before_the_request_is_told_and_who_else_read_it() -> None:
    told = [call(at=AT - 50, sdk="com.a"), call(at=AT - 3, sdk="com.b"), call(at=AT + 99, sdk="com.c")]
    (found,) = find(indicators(*told), field("x", AID))
    assert "called by com.b at 2026-11-24T08:59:57.000Z" in found.reasoning
    assert found.reasoning.endswith("; also read by com.a, com.c.")
    assert found.origin == "android.provider.Settings$Secure.getString(android_id) called by com.b"


def test_a_call_after_it_was_ciphered_did_not_give_what_stands_in_the_plaintext() -> None:
    made = indicators(call(at=AT - 3, sdk="com.a"), call(at=AT - 1, sdk="com.b"))
    plain = field("x", AID)
    decoded = Decoded((plain,), ())
    (found,) = made.findings(exchange(), decoded, {id(plain): NOW - 2000})
    assert "com.a" in found.origin
    (found,) = made.findings(exchange(), decoded, {id(plain): NOW - 500})
    assert "com.b" in found.origin
    (found,) = made.findings(exchange(), decoded, {id(plain): NOW - 60_000})
    assert (found.confidence, "the call came 57 s after this" in found.reasoning) == (0.5, True)


def test_a_digest_tells_the_call_before_it() -> None:
    made = indicators(call(at=AT - 3, sdk="com.a"), call(at=AT - 1, sdk="com.b"))
    for seconds, caller in ((-9, "com.a"), (-2, "com.a"), (-1, "com.b"), (9, "com.b")):
        ((_, carried),) = made.carried([AID.encode()], [NOW + seconds * 1000])[0]
        assert carried.origin.endswith(caller), seconds


def test_no_reasoning_holds_a_value() -> None:
    secret = "seorim_pyo"
    told = [call(secret, category="user_name", arguments=[secret, "dalbit.gorae@example.kr", "android_id", AID])]
    (found,) = find(indicators(*told, call()), field("x", secret))
    assert secret not in found.reasoning
    assert "dalbit" not in found.reasoning
    assert AID not in found.reasoning
    assert ", android_id, " in found.reasoning


def test_of_the_arguments_the_system_s_own_names_are_shown() -> None:
    told = [
        "android.app.ContextImpl$ApplicationContentResolver@1a2b", "java.lang.Object", "null", "android_id",
        "ro.serialno", "ANDROID_ID", "dalbit gorae", "01002345678",
    ]  # fmt: skip
    (found,) = find(indicators(call(arguments=told)), field("x", AID))
    assert "getString(android_id, ro.serialno, ANDROID_ID, da…ae (12), 0…8 (11))" in found.reasoning


def test_of_a_container_the_innermost_field_is_told() -> None:
    root = replace(field("$", f'{{"a":"{AID}"}}'), leaf=False)
    (found,) = find(indicators(call()), root, replace(field("a", AID), parent=0))
    assert found.field.path == "a"


def test_seeded_values_are_the_persona_s_own_findings() -> None:
    person = Persona("p", {"email": ("dalbit@example.kr",), "android_id": (AID,)}, "")
    made = indicators(call(), person=person)
    assert find(made, field("x", "dalbit@example.kr")) == []
    (found,) = find(made, field("x", AID))
    assert "the persona file has it too" in found.reasoning
    assert not indicators(person=person).empty
    assert indicators().empty
    assert find(indicators(person=person), field("x", AID)) == []


def test_what_was_digested_tells_what_it_carries() -> None:
    person = Persona("p", {"email": ("dalbit@example.kr",)}, "")
    made = indicators(call(), person=person)
    inputs = [AID.encode(), f"{AID}|dalbit@example.kr".encode(), b"\xff\xfe other"]
    alone, both, none = made.carried(inputs, [0.0] * 3)
    assert [carried.category for _, carried in alone] == ["android_id"]
    assert {carried.category: carried.story.partition(":")[0] for _, carried in both} == {
        "android_id": "Android id learned from the device",
        "email": "seeded e-mail address",
    }
    assert none == []
    assert indicators().carried([b"x"], [0.0]) == [[]]
