from base64 import b64encode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.fields import field
from support.fields import find as search
from support.personas import detect, leaf, seen

from trafficaudit.categories import taxonomy
from trafficaudit.decode.fields import Fields
from trafficaudit.detectors import Context, persona
from trafficaudit.detectors.matcher import Together
from trafficaudit.detectors.persona.short import Short, key_words
from trafficaudit.persona import Indicator, Persona


def test_the_words_belong_to_known_categories() -> None:
    assert set(key_words()) <= set(taxonomy())


@pytest.mark.parametrize(
    ("value", "key", "found"),
    [
        ("F", "gender", ("gender", "verbatim")),
        ("f", "sex", ("gender", "normalised")),
        (" F ", "userGender", ("gender", "verbatim")),
        ("64123", "zipCode", ("postal_code", "verbatim")),
        ("64123", "postal_code", ("postal_code", "verbatim")),
        ("900307", "birthday", ("birth_date", "normalised")),
        ("3/7/1990", "dob", ("birth_date", "normalised")),
        ("1002345678", "phoneNumber", ("phone_number", "normalised")),
        ("ko_KR", "lang", ("locale", "normalised")),
        ("771234567890", "customsCode", ("customs_clearance_code", "normalised")),
        ("서림", "firstName", ("name", "normalised")),
        ("seorim", "given_name", ("name", "normalised")),
        ("female", "gender", ("gender", "normalised")),
        ("여성", "user_sex", ("gender", "normalised")),
        ("1990", "birthyear", ("birth_date", "normalised")),
        ("0307", "birthday", ("birth_date", "normalised")),
        ("7370", "dob_epoch_day", ("birth_date", "normalised")),
        ("9003072", "birth7", ("birth_date", "normalised")),
        ("19900307", "db", ("birth_date", "normalised")),
        *[
            ("900307", key, ("birth_date", "normalised"))
            for key in ("생년월일", "juminFront", "rrn1", "socno1", "myNum1")
        ],
        *[("9003072", key, ("birth_date", "normalised")) for key in ("iden", "jumin7", "residentNo", "출생생년월일")],
        ("900307-2", "rrnFront", ("birth_date", "normalised")),
        ("900307-*******", "주민번호", ("birth_date", "normalised")),
        *[("F", key, ("gender", "verbatim")) for key in ("gndr", "sexdstn", "xingbie", "性别", "회원성별")],
        ("女", "性别", ("gender", "normalised")),
        *[
            ("64123", key, ("postal_code", "verbatim"))
            for key in ("rcvr_zipx", "zone_number", "zipcd", "邮编", "배송우편번호")
        ],
    ],
)
def test_a_whole_field_under_a_fitting_key_is_found(value: str, key: str, found: tuple[str, str]) -> None:
    assert [(category, match) for category, match, _ in seen(value, key)] == [found]


@pytest.mark.parametrize(
    ("value", "key"),
    [
        ("F", "x"),
        ("F", "grade"),
        ("64123", "count"),
        ("900307", "price"),
        ("F1", "gender"),
        ("xx 64123", "zip"),
        ("1002345678", "orderId"),
        ("서림", "title"),
        ("male", "gender"),
        ("female", "category"),
        ("1990", "db"),
        ("0307", "bd"),
        ("1990", "year"),
        ("1991", "birthyear"),
        *[("900307", key) for key in ("regNo", "identifier", "resno2")],
        ("9003072", "identity"),
        ("900307-*******", "memo"),
        ("女", "category"),
        ("64123", "zone"),
    ],
)
def test_under_another_key_or_in_longer_text_it_is_nothing(value: str, key: str) -> None:
    assert seen(value, key) == []


def test_a_telling_context_value_needs_no_key() -> None:
    (found,) = detect(leaf("SKTelecom", "x"))
    assert (found.category, found.confidence) == ("carrier", 0.6)
    (named,) = detect(leaf("SKTelecom", "carrier"))
    assert named.confidence == 0.9


def test_the_name_above_counts_and_containers_do_not() -> None:
    assert len(detect(leaf("F", "value", path="gender.value"))) == 1
    assert detect(leaf("F", "gender", leaf=False)) == []


def test_bytes_are_read_as_text() -> None:
    assert seen("표림".encode("cp949"), "name", name="표림") == [("name", "verbatim", "표림".encode("cp949"))]


@pytest.mark.parametrize(
    ("value", "key", "category", "layer"),
    [
        ("Rg==", "gender", "gender", "base64"),
        ("NjQxMjM=", "zipCode", "postal_code", "base64"),
        ("NjQxMjM", "zipCode", "postal_code", "base64"),
        ("3634313233", "zipCode", "postal_code", "hex"),
        ("U0tUZWxlY29t", "carrier", "carrier", "base64"),
        ("%46", "gender", "gender", "percent"),
        ("\\u0046", "gender", "gender", "unicode-escape"),
        ("&#x46;", "gender", "gender", "html-entities"),
    ],
)
def test_encoded_under_a_fitting_key(value: str, key: str, category: str, layer: str) -> None:
    (found,) = detect(leaf(value, key))
    assert (found.category, found.value, found.layers[-1]) == (category, value, layer)
    assert detect(leaf(value, "x")) == []


@pytest.mark.parametrize(("value", "key"), [("Rg", "gender"), ("46", "gender"), ("rg==", "gender"), ("Rg==", "grade")])
def test_two_characters_are_no_code_and_letter_case_counts(value: str, key: str) -> None:
    assert detect(leaf(value, key)) == []


SPELLINGS = st.text("mMkKsSſKßİi가é É'\" \t-7\0", min_size=1, max_size=5).filter(str.strip)


@given(literals=st.lists(SPELLINGS | st.text("ab", min_size=40, max_size=42), max_size=4), data=st.data())
@settings(deadline=None)
def test_candidates_are_the_listed_values_and_bytes(literals: list[str], data: st.DataObject) -> None:
    listed = [Indicator("gender", "m", "verbatim", (), one.encode(), typed_only=True) for one in literals]
    short = Short(listed)
    near = st.sampled_from([*literals, "m"]).flatmap(
        lambda one: st.sampled_from([one, one.upper(), one.swapcase(), f" \"{one}'\n", one + "x", one[1:], b64encode(one.encode()).decode(), one.encode().hex()])
    )  # fmt: skip
    values = data.draw(st.lists(near | SPELLINGS | st.binary(max_size=4) | st.text(max_size=4), max_size=6))
    fields = Fields.of([leaf(value) for value in values])
    (ends,) = Together(short.expressions).ends(fields.joined.data)
    folded = {one.casefold() for one in literals}
    expected = [
        at
        for at, value in enumerate(values)
        if isinstance(value, bytes)
        or value in short.encoded
        or (len(value) <= short.longest and value.strip(" \t\r\n\"'").casefold() in folded)
    ]
    assert short.candidates(fields, ends) == expected


MAKERS = Persona("p", {"device_name": ("iPhone",), "carrier": ("Android",), "wifi_ssid": ("iptime",)}, "")


@pytest.mark.parametrize(
    ("value", "path", "category"),
    [
        ("iPhone", "device_name", "device_name"),
        ("iPhone", "device.name", "device_name"),
        ("iPhone", "user_device_name", "device_name"),
        ("Android", "carrier", "carrier"),
        ("iptime", "wifi.ssid", "wifi_ssid"),
    ],
)
def test_what_makers_give_to_all_counts_under_its_full_name(value: str, path: str, category: str) -> None:
    found = search(persona.build(Context(MAKERS)), field(path, value))
    assert [(one.category, one.confidence) for one in found] == [(category, 0.9)]


@pytest.mark.parametrize(
    ("value", "path"),
    [
        ("iPhone", "platform"),
        ("iPhone", "device.type"),
        ("iPhone", "category.name"),
        ("iPhone", "device"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X)", "user-agent"),
        ("iphone case", "keyword"),
        ("android", "sdk"),
        ("iptime router", "product.title"),
        ("iptime", "brand"),
    ],
)
def test_what_makers_give_to_all_is_nobodys_elsewhere(value: str, path: str) -> None:
    assert search(persona.build(Context(MAKERS)), field(path, value)) == []


@pytest.mark.parametrize(
    ("value", "key", "category"),
    [
        ("1013289525.0", "phone", "phone_number"),
        ("8.21013289525E11", "mobile", "phone_number"),
        ("-860371200.0", "birthDate", "birth_date"),
        ("117936000.0", "birthDate", "birth_date"),
    ],
)
def test_a_double_counts_under_the_name_of_what_it_is(value: str, key: str, category: str) -> None:
    values = {"phone_number": "010-1328-9525", "birth_date": "1973-09-27"}
    assert [found[0] for found in seen(value, key, **values)] == [category]
    assert seen(value, "price", **values) == []
    assert seen(value + "1", key, **values) == []


@pytest.mark.parametrize("key", ["lastName", "ln", "family_name", "성"])
@pytest.mark.parametrize("text", ["남궁", "Namgung", "64Ko6raB"])
def test_a_surname_alone_is_found_under_the_name_of_one(key: str, text: str) -> None:
    assert [(found.category, found.confidence) for found in detect(leaf(text, key), name="남궁서윤")][:1] in (
        [("name", 0.6)],
        [("name", 0.9)],  # Base64 of one is a word of its own
    )
    assert detect(leaf(text, "name"), name="남궁서윤") == []
    assert detect(leaf(text, "title"), name="남궁서윤") == []


@pytest.mark.parametrize(
    ("category", "value", "key"),
    [
        ("os_version", "14.5", "price"), ("app_version", "10.2", "rating"), ("os_version", "14,5", "x"),
        ("postal_code", "64123", "postId"), ("postal_code", "64123", "posterNo"), ("birth_date", "900307", "presidentNo"),
        ("phone_number", "1002345678", "excellentId"), ("phone_number", "1002345678", "internationalOrder"),
        ("user_id", "7f3k", "orderNumber"),
    ],
)  # fmt: skip
def test_a_number_of_something_and_a_word_within_another_say_nothing(category: str, value: str, key: str) -> None:
    seeded = {"birth_date": "1990-03-07", "phone_number": "010-0234-5678"}.get(category, value)
    assert seen(value, key, **{category: seeded}) == []


def test_a_version_of_two_parts_under_its_name() -> None:
    assert len(seen("14.5", "osVersion", os_version="14.5")) == len(seen("1.2.3", "x", app_version="1.2.3")) == 1


@pytest.mark.parametrize(
    ("category", "value", "key", "other"),
    [
        ("occupation", "간호사", "job", "title"), ("occupation", "nurse", "occupationName", "category"), ("education", "대학원", "최종학력", "종류"), ("family", "married", "maritalStatus", "song"),
        ("military_service", "면제", "병역사항", "세금"), ("housing", "전세", "주거형태", "분류"), ("income", "high", "incomeLevel", "difficulty"), ("beliefs", "buddhism", "religion", "tag"),
        ("ethnicity", "asian", "ethnicity", "cuisine"), ("sexual_life", "bisexual", "sexualOrientation", "genre"), ("union_or_party", "미래당", "소속정당", "상호"), ("criminal_record", "theft", "convictions", "tag"),
        ("genetic_data", "APOE", "genotype", "name"), ("health", "asthma", "disease", "query"), ("vehicle", "쏘나타", "carModel", "name"), ("nationality", "KR", "nationality", "country"),
        ("organisation_number", "A1234", "empNo", "sku"),
    ],
)  # fmt: skip
def test_an_answer_counts_under_a_name_that_asks(category: str, value: str, key: str, other: str) -> None:
    """`asian` is a kitchen, and `high` how hard a game is: without the name they are nobody's answer."""
    assert [found[0] for found in seen(value, key, **{category: value})] == [category]
    assert seen(value, other, **{category: value}) == []
    assert seen(f"about {value} and others", "text", **{category: value}) == []
