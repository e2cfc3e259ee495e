import base64
import json
import quopri
import unicodedata
from collections.abc import Callable
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.personas import detect, leaf, seen

from trafficaudit.persona.dense import base58
from trafficaudit.persona.letters import windows

EMAIL = "seorim.pyo.7f3k@example.com"
PHONE = "01002345678"


@pytest.mark.parametrize("text", ["{}", "a:{}:b", "tel{}", "P{}P", "+{}", "{}\n"])
def test_a_number_stands_free_of_other_digits(text: str) -> None:
    assert len(seen(text.format(PHONE), phone_number=PHONE)) == 1


@pytest.mark.parametrize(
    "coder",
    [
        str.encode,
        lambda text: text.encode("utf-16-le"),
        lambda text: text.encode("utf-16-be"),
        lambda text: text.encode().hex().encode(),
        lambda text: base64.b64encode(text.encode()),
    ],
)
@pytest.mark.parametrize("text", ["9{}12", "9{}", "{}1", "0{}"])
def test_a_number_inside_a_longer_one_is_another_number_in_every_encoding(coder: object, text: str) -> None:
    assert seen(coder(text.format(PHONE)), phone_number=PHONE) == []  # type: ignore[operator]
    assert len(seen(coder(f"x{PHONE}y"), phone_number=PHONE)) == 1  # type: ignore[operator]


@pytest.mark.parametrize("text", ["0200{}000000", "16{}0000", "{}01023456789", "A{}0"])
def test_a_card_or_registration_number_is_one_among_the_digits_of_a_message(text: str) -> None:
    card, number = "5409261837204615", "9001151234567"
    assert len(seen(text.format(card), card_number=card)) == 1
    assert len(seen(text.format(number), resident_registration_number="900115-1234567")) == 1
    assert seen("0." + card + "12", card_number=card) == []
    assert seen(text.format("1030320000000"), birth_date="2002-08-26") == []


@pytest.mark.parametrize(("codec", "layer"), [("utf-16-le", "utf-16le"), ("utf-16-be", "utf-16be")])
@pytest.mark.parametrize("text", ["{}", "x{}y", "가{}가", "x{}", "{}y"])
def test_utf_16_is_told_by_its_byte_order(codec: str, layer: str, text: str) -> None:
    (found,) = detect(leaf(text.format(PHONE).encode(codec)), phone_number=PHONE)
    assert (found.layers[-1], found.value) == (layer, PHONE.encode(codec))


@pytest.mark.parametrize("text", ["%39{}", "%2539{}", "\\u0039{}"])
def test_an_escaped_digit_before_a_number_is_a_digit(text: str) -> None:
    assert seen(text.format(PHONE), phone_number=PHONE) == []


@pytest.mark.parametrize(
    "text", ["{}", "mailto:{}", "<{}>", "%3D{}", "%253d{}", "\\u003d{}", "\\n{}", "_{}_", "가{}가", "id={}&x"]
)
def test_an_address_stands_free_of_letters_whatever_escape_is_before_it(text: str) -> None:
    assert [match for _, match, _ in seen(text.format(EMAIL), email=EMAIL)] == ["verbatim"]


@pytest.mark.parametrize("text", ["x{}", "{}m", "9{}", "{}1"])
def test_an_address_inside_a_longer_one_is_another_address(text: str) -> None:
    assert seen(text.format(EMAIL), email=EMAIL) == []


def test_a_length_byte_that_is_a_letter_is_no_letter() -> None:
    long = "seorim.pyo." + "gaon" * 11 + "@example.com"
    assert chr(len(long)).isalnum()
    assert len(seen(chr(len(long)).encode() + long.encode(), email=long)) == 1


UUID = "38400000-8cf0-11bd-b23e-10b96e40000d"


ANDROID_ID = "9e3b7a20c4f1d586"


@pytest.mark.parametrize("text", ["{}", "gaid_{}", "gaid{}", "{}.x", "{{{}}}", "x{}", "10000000{}", "a{}b", "{}0"])
@pytest.mark.parametrize("value", [UUID.replace("-", ""), UUID, ANDROID_ID, UUID.replace("-", "").upper()])
def test_hexadecimal_digits_drawn_at_random_are_themselves_in_any_run(text: str, value: str) -> None:
    assert len(seen(text.format(value), advertising_id=UUID, android_id=ANDROID_ID)) == 1
    other = value[:-1] + ("0" if value[-1] != "0" else "1")
    assert seen(text.format(other), advertising_id=UUID, android_id=ANDROID_ID) == []


@pytest.mark.parametrize("value", ["3c:5a:b4:01:9d:ef", "9e3b9e3b9e3b9e3b"])
def test_few_hexadecimal_digits_or_few_different_ones_stand_free_of_others(value: str) -> None:
    plain = value.replace(":", "")
    assert len(seen(f"x{plain}.", mac_address=value, android_id=value)) >= 1
    assert seen(f"a{plain}b", mac_address=value, android_id=value) == []


@pytest.mark.parametrize(("codec", "follows"), [("utf-16-be", True), ("utf-16-le", False)])
def test_korean_in_utf_16_on_an_odd_byte_is_not_taken_for_the_other_byte_order(codec: str, follows: bool) -> None:
    text = "문 앞에 놓아 주세요"
    raw = (b"\x13\x07\x15" if follows else b"\x13\x07\x00") + text.encode(codec) + b"\x00\x1b\x1e"
    assert [hit[0] for hit in seen(raw, message=text)] == ["message"]


@pytest.mark.parametrize(
    ("text", "found"), [("표서림님", 1), ("이표서림", 0), ("(표서림)", 1), ("받는 사람 표서림", 1), ("a표서림", 1)]
)
def test_a_korean_name_ends_in_anything_and_begins_a_word(text: str, found: int) -> None:
    for raw in (text, text.encode("cp949"), base64.b64encode(text.encode()).decode()):
        assert len(seen(raw, name="표서림")) == found


CODERS: dict[str, Callable[[str], str | bytes]] = {
    "percent": lambda text: quote(text, safe=""),
    "percent twice": lambda text: quote(quote(text, safe=""), safe=""),
    "percent cp949": lambda text: quote(text.encode("cp949"), safe=""),
    "hex": lambda text: text.encode().hex(),
    "hex cp949": lambda text: text.encode("cp949").hex(),
    "unicode escapes": json.dumps,
    "entities": lambda text: "".join(f"&#{ord(char)};" for char in text),
    "quoted-printable": lambda text: quopri.encodestring(text.encode()),
    "utf-16le": lambda text: text.encode("utf-16-le"),
    "utf-16be": lambda text: text.encode("utf-16-be"),
    "base64 cp949": lambda text: base64.b64encode(text.encode("cp949")),
}


@pytest.mark.parametrize("coder", CODERS)
def test_the_beginning_of_a_korean_name_is_seen_through_its_encoding(coder: str) -> None:
    for text in ("이표서림", "미르이표서림님"):
        assert seen(CODERS[coder](text), name="표서림") == []
    for text in ("표서림", "-표서림", "받는분 표서림님", "收表서 표서림"):
        if "cp949" not in coder or "收" not in text:
            assert [match for _, match, _ in seen(CODERS[coder](text), name="표서림")] == ["verbatim"], text


@pytest.mark.parametrize("shift", range(6))
def test_base64_is_confirmed_by_the_bytes_around_the_value(shift: int) -> None:
    blob = base64.b64encode(b"\x01" * shift + EMAIL.encode() + b"\x02\x03\x04\x05").decode()
    ((category, match, run),) = seen(blob, email=EMAIL)
    assert (category, match) == ("email", "verbatim")
    assert isinstance(run, str)
    assert run in blob


def test_base64_text_that_is_cut_off_is_found_as_far_as_it_is_whole() -> None:
    blob = base64.b64encode(b"##" + EMAIL.encode()).decode().rstrip("=")
    assert len(seen(blob, email=EMAIL)) == 1
    assert seen(blob[4:], email=EMAIL) == []


def test_other_letter_case_is_another_spelling_but_other_case_of_an_escape_is_not() -> None:
    assert seen(EMAIL.upper(), email=EMAIL)[0][1] == "normalised"
    assert seen(EMAIL.encode().hex().upper(), email=EMAIL)[0][1] == "verbatim"
    assert seen("seorim.pyo.7f3k%40EXAMPLE.com", email=EMAIL)[0][1] == "normalised"
    assert seen("가온미르 달빛".encode().hex(), search_query="가온미르 달빛")[0][1] == "verbatim"


def test_a_secret_in_other_letter_case_is_another_secret() -> None:
    assert seen("mireu-GAON-8x2k4p!7", password="Mireu-gaon-8x2k4p!7") == []


def test_in_bytes_that_nobody_could_read_a_letter_beside_a_value_may_be_a_type_or_a_length() -> None:
    code, device = "hanbit7391", "9b74d56d682e549c"
    assert len(seen(b"\x82v\xff" + code.encode() + b"aw\xfe", user_name=code)) == 1
    assert len(seen(b"\x82v\xffa" + device.encode() + b"aw\xfe", android_id=device)) == 1
    assert seen(f"{code}5", user_name=code) == []
    assert seen(b"\xff" + code.encode() + b"5\xfe", user_name=code) == []


@pytest.mark.parametrize("read", [lambda raw: raw.decode("iso-8859-1"), windows])
def test_a_misread_name_is_found_and_not_the_end_of_a_longer_one(read: Callable[[bytes], str]) -> None:
    def misread(text: str) -> str:
        return read(text.encode())

    assert seen(misread("은 표서윤"), name="표서윤") == [("name", "verbatim", misread("표서윤"))]
    assert seen(misread("은표서윤"), name="표서윤") == []
    assert seen(misread("표서림"), name="표서윤") == []


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("coder", [base64.b64encode, base64.urlsafe_b64encode])
def test_a_brief_name_in_utf16_is_found_in_base64(codec: str, coder: Callable[[bytes], bytes]) -> None:
    def coded(text: str) -> str:
        return coder(text.encode(codec)).decode()

    (found,) = detect(leaf(coded("표서윤")), name="표서윤")
    assert found.value == coded("표서윤")
    assert len(detect(leaf(coded("은 표서윤")), name="표서윤")) == 1
    assert detect(leaf(coded("은표서윤")), name="표서윤") == detect(leaf(coded("표서림")), name="표서윤") == []


DENSE: dict[str, Callable[[bytes], bytes]] = {
    "base32": base64.b32encode,
    "base32 without padding": lambda raw: base64.b32encode(raw).rstrip(b"="),
    "base58": lambda raw: base58(raw).encode(),
    "base85": base64.b85encode,
    "ascii85": base64.a85encode,
    "adobe": lambda raw: base64.a85encode(raw, adobe=True),
}


@pytest.mark.parametrize("name", list(DENSE))
@pytest.mark.parametrize(("value", "category"), [(EMAIL, "email"), (PHONE, "phone_number"), ("표서림", "name")])
def test_a_whole_value_in_few_letters(name: str, value: str, category: str) -> None:
    encoded = DENSE[name](value.encode())
    for text in (encoded, b"v=" + encoded + b" x", b'"' + encoded + b'"'):
        assert [found[0] for found in seen(text, **{category: value})] == [category]
    (found,) = detect(leaf(encoded.decode()), **{category: value})
    assert found.layers[-1] == name.split(maxsplit=1)[0].replace("adobe", "ascii85")


def test_base32_in_lower_case_is_the_same_value() -> None:
    (found,) = detect(leaf(base64.b32encode(EMAIL.encode()).decode().lower()), email=EMAIL)
    assert found.match == "verbatim"


@pytest.mark.parametrize("name", ["base32", "base32 without padding", "base58"])
@pytest.mark.parametrize("value", [PHONE + "1", "9" + PHONE, "x" + PHONE, PHONE + " and more"])
def test_another_value_in_few_letters_is_another_value(name: str, value: str) -> None:
    assert seen(DENSE[name](value.encode()), phone_number=PHONE) == []


@pytest.mark.parametrize("name", list(DENSE))
@pytest.mark.parametrize("value", ["01002345679", "010-0234-5679", "seorim.pyo.7f3k@example.co", "표서린"])
def test_decoys_in_few_letters(name: str, value: str) -> None:
    assert seen(DENSE[name](value.encode()), phone_number=PHONE, email=EMAIL, name="표서림") == []


@given(st.binary(min_size=6, max_size=40))
def test_bytes_of_nobody_in_few_letters_are_nothing(raw: bytes) -> None:
    for encode in DENSE.values():
        assert seen(encode(raw), phone_number=PHONE, email=EMAIL, name="표서림") == []


@pytest.mark.parametrize(("text", "count"), [("a=20{}", 0), ("imei=99{}", 0), ("=EC=9D=20{}", 1), ("=EC=9D=BC{}", 1)])
def test_digits_behind_an_equals_sign_are_no_escape_by_themselves(text: str, count: int) -> None:
    assert len(seen(text.format(PHONE), phone_number=PHONE)) == count


def test_a_syllable_in_separate_letters_that_goes_on_is_another_one() -> None:
    """Decomposed, 느 is the beginning of 늘, and a surname before a name is no syllable but letters."""
    whole, other = (unicodedata.normalize("NFD", text) for text in ("김하느 님", "김하늘 님"))
    assert len(seen(whole, name="김하느")) == len(seen(f"{whole[:-3]}.", name="김하느")) == 1
    assert seen(other, name="김하느") == []
    assert seen(unicodedata.normalize("NFD", "박김하늘"), name="김하늘") == []
    for text, count in ((whole, 1), (other, 0)):
        assert len(seen(base64.b64encode(f"to {text}".encode()).decode(), name="김하느")) == count


@pytest.mark.parametrize(
    "coder", [str, quote, lambda text: text.encode().hex(), lambda text: text.encode("cp949").hex()]
)
@pytest.mark.parametrize(
    ("text", "count"),
    [("하나 정", 1), ("하나 정.", 1), ("하나 정 님", 1), ("하나 정도", 0), ("또하나 정", 0), ("하나,정말", 0)],
)
def test_a_given_name_before_a_surname_is_no_beginning_of_another_word(
    coder: Callable[[str], str], text: str, count: int
) -> None:
    assert len(seen(coder(f"x {text}"), name="정하나")) == count


def test_particles_stand_behind_a_name_in_its_order() -> None:
    assert len(seen("정하나도", name="정하나")) == len(seen("정 하나도", name="정하나")) == 1
    for text, count in (("하나 정도", 0), ("하나 정 x", 1)):
        assert len(seen(base64.b64encode(f"to {text}".encode()).decode(), name="정하나")) == count
