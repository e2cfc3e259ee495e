"""Masked values: what is left must be the person's own, and telling, or under a name that says what it is."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.personas import VALUES, detect, leaf, seen

from trafficaudit.redaction import visible
from trafficaudit.tables.strength import proves

GMAIL = {"email": "seorim.pyo@gmail.com"}


def found(text: str, key: str = "x", **values: str) -> list[tuple[str, str, float]]:
    given = values or {
        **{slug: VALUES[slug][0] for slug in ("name", "email", "phone_number", "card_number", "user_name")},
        "bank_account": "110-412-345678", "resident_registration_number": "900307-2345678",
    }  # fmt: skip
    told = detect(leaf(text, key), **given)
    assert all(one.match == "masked" for one in told if one.category != "birth_date")
    return [(one.category, str(one.value), one.confidence) for one in told]


@pytest.mark.parametrize(
    ("text", "key", "told"),
    [
        ("010-****-5678", "phone", ("phone_number", 0.6)),
        ("010-****-5678", "x", ("phone_number", 0.55)),
        ("010****5678", "tel", ("phone_number", 0.6)),
        ("010-**34-56**", "phone", ("phone_number", 0.6)),
        ("010-XXXX-5678", "phone", ("phone_number", 0.6)),
        ("010 •••• 5678", "phone", ("phone_number", 0.6)),
        ("+82-10-****-5678", "phone", ("phone_number", 0.6)),
        ("표*림", "name", ("name", 0.5)),
        ("표○림", "receiverName", ("name", 0.5)),
        ("S***k@example.com", "email", ("email", 0.6)),
        ("seori***********@example.com", "x", ("email", 0.55)),
        ("****-****-****-1111", "cardNo", ("card_number", 0.55)),
        ("4111-11**-****-1111", "x", ("card_number", 0.55)),
        ("411111******1111", "cardNumber", ("card_number", 0.6)),
        ("************1111", "card", ("card_number", 0.55)),
        ("1111", "card_last4", ("card_number", 0.55)),
        ("110-***-**5678", "account", ("bank_account", 0.6)),
        ("dalbit*********", "userName", ("user_name", 0.5)),
        ("900307-2******", "jumin", ("resident_registration_number", 0.6)),
    ],
)
def test_what_is_left_of_a_value(text: str, key: str, told: tuple[str, float]) -> None:
    assert (told[0], text, told[1]) in found(text, key)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("010-****-5679", "phone"),
        ("011-****-5678", "phone"),
        ("010-****-****", "phone"),
        ("010-****-**78", "phone"),
        ("********5678", "x"),
        ("****-****-****-1111", "x"),
        ("****-****-****-1112", "card"),
        ("411111******1112", "card"),
        ("표*림", "x"),
        ("표*라", "name"),
        ("표**", "name"),
        ("김*림", "name"),
        ("표*림이", "name"),
        ("s***x@example.com", "email"),
        ("s***k@example.org", "email"),
        ("*************@example.com", "email"),
        ("dal************", "userName"),
        ("dalbit*********", "x"),
        ("1112", "last4"),
        ("11111", "last4"),
        ("1111", "count"),
        ("*/*", "accept"),
        ("text/*;q=0.5, */*", "phone"),
        ("/* 010-1234-5678 */", "phone"),
        ("011 **** 5678", "phone"),
        ("010-****-5679 x2", "phone"),
        ("********-5678 x", "x"),
        ("010-****-5678-1", "phone"),
        ("5679", "phone_last4"),
        ("1111", "phone_last4"),
        ("5678", "last4"),
    ],
)
def test_a_near_miss_is_nothing(text: str, key: str) -> None:
    assert found(text, key) == []


@pytest.mark.parametrize("beside", ["{} x", "{} x2", "{} xyz", "{} (3)", "2 {}", "{} 12 30", "no. 7 {} ###"])
def test_words_that_have_signs_of_a_number_do_not_hide_one(beside: str) -> None:
    assert ("phone_number", "010-****-5678", 0.6) in found(beside.format("010-****-5678"), "phone")


@pytest.mark.parametrize("key", ["phone_last4", "phoneLast4", "tel_tail", "hp_last_4", "휴대폰뒷자리"])
def test_the_last_four_digits_of_a_telephone_under_their_name(key: str) -> None:
    assert found("5678", key) == [("phone_number", "5678", 0.55)]
    assert detect(leaf("5678", key, direction="response"), phone_number="010-0234-5678") == []


def test_a_few_bytes_that_are_no_text_hide_nothing() -> None:
    (one,) = detect(leaf(b"\xfftel \xb1 010-****-5678", "phone"), phone_number="010-0234-5678")
    assert (one.match, one.value, one.span.start) == ("masked", b"010-****-5678", 10 + 7)
    assert detect(leaf(bytes(range(128, 192)) + b" 010-****-5678", "phone"), phone_number="010-0234-5678") == []


def test_at_a_provider_of_many_few_letters_need_a_name() -> None:
    assert found("se********@gmail.com", "x", **GMAIL) == []
    assert found("se********@gmail.com", "email", **GMAIL) == [("email", "se********@gmail.com", 0.5)]
    assert found("seorim.***@gmail.com", "x", **GMAIL) == [("email", "seorim.***@gmail.com", 0.55)]


def test_it_is_never_said_to_be_the_whole_value() -> None:
    (one,) = detect(leaf("연락처 010-****-5678 입니다", "memo"), phone_number="010-0234-5678")
    assert one.value == "010-****-5678"
    assert (one.span.start, one.span.end) == (10 + 10, 10 + 10 + 13)
    assert "masked, with 7 of its 11 signs shown" in one.reasoning
    assert "the rest of it does not stand here" in one.reasoning
    assert "5678" not in one.reasoning
    assert visible(one.reasoning) == one.reasoning


def test_the_whole_value_is_told_as_such_and_once() -> None:
    assert [one.match for one in detect(leaf("010*0234*5678", "phone"), phone_number="010-0234-5678")] == ["normalised"]


def test_what_servers_show_masked_is_not_looked_at() -> None:
    assert detect(leaf("010-****-5678", "phone", direction="response"), phone_number="010-0234-5678") == []


def test_time_is_bounded() -> None:
    began = time.process_time()
    for text in ("*" * 60_000, "a*" * 30_000, "010-****-" * 6_000, "x" * 60_000 + "*", "가*" * 20_000):
        assert found(text, "phone") == []
    assert time.process_time() - began < 10


@given(st.text(alphabet="0125678*-x표림S@example.com •", max_size=60), st.sampled_from(["phone", "name", "email", "x"]))
def test_any_text_gives_runs_of_its_own(text: str, key: str) -> None:
    for one in detect(leaf(text, key)):
        assert str(one.value) in text


def test_what_is_left_of_a_value_proves_nothing_by_itself() -> None:
    told = [*found("010-****-5678", "phone"), *found("900307-2******", "jumin"), *found("S***k@example.com", "email")]
    assert told
    assert not any(proves("persona", confidence) for _, _, confidence in told)


OWN = {
    "advertising_id": "38400000-8cf0-11bd-b23e-10b96e40000d", "android_id": "9774d56d682e549c",
    "mac_address": "02:00:5e:10:3a:7f", "imei": "356938035643809", "iccid": "8982300812345678906",
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "key", "told"),
    [
        ("38400000-8cf0-****-****-************", "x", ("advertising_id", 0.55)),
        ("38400000-8CF0-****-****-************", "advertisingId", ("advertising_id", 0.6)),
        ("********-****-****-****-10b96e40000d", "advertisingId", ("advertising_id", 0.6)),
        ("9774d56d********", "android_id", ("android_id", 0.6)),
        ("**:**:5e:10:3a:7f", "mac", ("mac_address", 0.6)),
        ("35693803***3809", "imei", ("imei", 0.6)),
        ("898230**********906", "iccid", None),
        ("8982300812*****8906", "iccid", ("iccid", 0.6)),
        ("02:00:5e:**:**:**", "mac", None),  # the maker's half
        ("9774d***********", "android_id", None),
        ("38400000-8cf1-****-****-************", "adid", None),
        ("38400000-8cf0-11bd-b23e-10b96e40000*", "adid", None),
        ("a38400000-8cf0-****-****-************", "adid", None),
        ("35693803***3808", "imei", None),
        ("35693803*******", "imei", None),  # the model
    ],
)
def test_what_is_left_of_an_identifier(text: str, key: str, told: tuple[str, float] | None) -> None:
    assert [(category, sure) for category, _, sure in found(text, key, **OWN)] == ([told] if told else [])


def test_what_is_left_of_a_sellers_number_is_the_sellers() -> None:
    for key, count in (("phone", 1), ("buyerPhone", 1), ("sellerPhone", 0), ("shop_tel", 0)):
        assert len(seen("010-****-5678", key, phone_number="010-0234-5678")) == count


@pytest.mark.parametrize(
    ("category", "value", "text"),
    [
        ("foreign_identity_number", "110101199003077758", "110101********7758"),
        ("health_insurance_number", "81234567890", "8123***7890"),
    ],
)
def test_what_is_left_of_other_numbers(category: str, value: str, text: str) -> None:
    assert [(found[0], found[1]) for found in seen(text, "idNo", **{category: value})] == [(category, "masked")]
