import base64
import uuid
from collections.abc import Callable, Iterator

import pytest

from trafficaudit.persona import network, numbers
from trafficaudit.persona.form import Form


def texts(listed: Iterator[Form], typed: bool = False) -> set[str]:
    return {form.text for form in listed if form.typed_only is typed}


def test_a_uuid_stands_with_and_without_hyphens_and_as_bytes() -> None:
    value = uuid.UUID("38400000-8cf0-11bd-b23e-10b96e40000d")
    for text in (str(value), value.hex, str(value).upper(), "{" + str(value) + "}"):
        found = list(numbers.identifier(text))
        written = {form.text.lower() for form in found if form.text}
        assert written >= {str(value), value.hex}
        assert {form.raw for form in found if form.raw} == {value.bytes, value.bytes_le}


def test_a_uuid_stands_as_numbers() -> None:
    value = uuid.UUID("3f1c9a52-7b0e-4d88-9c65-0e2ab71f4d93")
    upper, lower = value.int >> 64, value.int & (1 << 64) - 1
    assert texts(numbers.identifier(str(value))) >= {str(value.int), str(upper), str(lower), str(lower - (1 << 64))}
    negative = uuid.UUID("ffffffff-ffff-4fff-bfff-ffffffffff00")
    assert str(negative.int - (1 << 128)) in texts(numbers.identifier(str(negative)))


def test_an_identifier_of_eight_bytes_stands_as_a_java_long() -> None:
    def numbered(value: str) -> set[str]:
        return {text for text in texts(numbers.identifier(value)) if text.lstrip("-").isdigit()}

    assert numbered("9774d56d682e549c") == {"10913582462901572764", "-7533161610807978852"}
    assert numbered("1774d56d682e549c") == {str(0x1774D56D682E549C)}
    assert numbered("9774d56d682e549c9774d56d682e549caa") == set()


def test_a_device_number_stands_without_its_check_digit() -> None:
    assert texts(numbers.imei("35-693803-564380-9")) >= {"356938035643809", "35693803564380", "356938035643800"}
    assert "3569380356438" not in texts(numbers.imei("35693803564380"))


def test_an_imei_ends_with_any_software_version() -> None:
    found = texts(numbers.imei("356938035643809"))
    assert {"3569380356438001", "3569380356438078", "35-693803-564380-9"} <= found
    assert "35693803564380100" not in found


def test_a_mac_loses_the_zeros_in_front() -> None:
    assert "2:ab:4c:9d:0e:17" not in texts(network.mac("02:ab:4c:9d:0e:17"))
    assert "2:ab:4c:9d:e:17" in texts(network.mac("02:ab:4c:9d:0e:17"))


def test_network_addresses_stand_as_numbers_where_a_field_says_so() -> None:
    assert texts(network.mac("02:ab:4c:9d:ee:17")) >= {"2934748081687"}
    assert texts(network.mac("00:00:00:9d:ee:17"), typed=True) == {str(0x9DEE17)}
    typed = texts(network.network_address("203.0.113.77"), typed=True)
    assert typed >= {"3405803853", "-889163443", "cb00714d", "0xcb00714d", "1299251403"}
    assert not {text for text in texts(network.network_address("203.0.113.77")) if text.lstrip("-").isdigit()}


def test_other_hexadecimal_identifiers_stand_as_bytes() -> None:
    assert [form.raw.hex() for form in numbers.identifier("9774d56d682e549c") if form.raw] == ["9774d56d682e549c"]
    assert list(numbers.identifier("1234567890123456")) == []
    assert list(numbers.identifier("gaon")) == []


def test_a_mac_address_stands_with_every_separator() -> None:
    for value in ("02:00:5e:10:00:7f", "02005e10007f", "0200.5e10.007f", "02-00-5E-10-00-7F"):
        found = {text.lower() for text in texts(network.mac(value))}
        assert found >= {
            "02:00:5e:10:00:7f",
            "02-00-5e-10-00-7f",
            "02.00.5e.10.00.7f",
            "02005e10007f",
            "0200.5e10.007f",
        }


@pytest.mark.parametrize(
    ("function", "value", "expected"),
    [
        (numbers.card, "4111111111111111", {"4111 1111 1111 1111", "4111-1111-1111-1111"}),
        (numbers.card, "378282246310005", {"3782 822463 10005"}),
        (numbers.registration, "900307-2345678", {"9003072345678", "900307 2345678"}),
        (numbers.registration, "1234567891", {"123-45-67891"}),
        (numbers.registration, "11-90-123456-78", {"119012345678"}),
        (numbers.coordinates, "37.566535,126.977969", {"37.566535, 126.977969", "126.977969,37.566535"}),
        (network.network_address, "2001:db8::1", {"2001:0db8:0000:0000:0000:0000:0000:0001"}),
        (numbers.separated, "ko-KR", {"ko_KR"}),
        (numbers.separated, "1080x2340", {"1080*2340"}),
        (numbers.separated, "450-05", {"45005"}),
    ],
)
def test_usual_ways_of_writing(function: Callable[[str], Iterator[Form]], value: str, expected: set[str]) -> None:
    assert expected <= texts(function(value))


def test_what_lost_its_sign_is_looked_for_only_in_a_field() -> None:
    assert texts(numbers.customs("P771234567890"), typed=True) == {"771234567890"}
    assert "6159" in texts(numbers.postcode("06159"), typed=True)


@pytest.mark.parametrize(
    "function",
    [numbers.card, network.mac, numbers.customs, network.network_address, numbers.coordinates, numbers.postcode],
)
def test_what_is_no_such_number_has_no_other_form(function: Callable[[str], Iterator[Form]]) -> None:
    assert list(function("gaon mireu")) == []


CI = "q1+/" + "Zb3xYtR9" * 10 + "+w=="


def test_an_identifier_in_base64_stands_in_either_alphabet_and_as_bytes() -> None:
    bare = CI.rstrip("=")
    url = bare.replace("+", "-").replace("/", "_")
    assert texts(numbers.base64_text(CI)) >= {bare, url, url + "==", bare.replace("+", " ")}
    assert texts(numbers.base64_text(url)) >= {CI, bare}
    assert {form.raw for form in numbers.base64_text(CI)} >= {base64.b64decode(CI)}
    for other in ("9774d56d682e549c9774d56d682e549c", "short+/w==", "q1+/ Zb3xYtR9Zb3xYtR9", "a" * 21):
        assert list(numbers.base64_text(other)) == []


def test_a_number_that_was_kept_as_a_double() -> None:
    found = texts(numbers.double("84620917355"))
    assert found == {"8.4620917355E10", "8.4620917355e10", "8.4620917355E+10", "8.4620917355e+10"}
    assert float(found.pop()) == 84620917355
    assert texts(numbers.double("84620917355"), typed=True) == {"84620917355.0"}


@pytest.mark.parametrize("value", ["", "12345678", "1234567890123456", "R3CX70PQ4ZK", "0"])
def test_what_is_short_or_no_number_was_kept_as_no_double(value: str) -> None:
    assert list(numbers.double(value)) == []


def test_a_double_of_few_digits_is_no_proof_in_longer_text() -> None:
    assert texts(numbers.double("84600000000")) == set()
    assert "8.46E10" in texts(numbers.double("84600000000"), typed=True)


def test_a_device_number_in_the_groups_that_phones_show() -> None:
    found = texts(numbers.imei("359176420839156"))
    assert {"35 917642 083915 6", "35-917642-083915-6", "35917642-083915-0", "35917642 083915 6"} <= found


def test_a_customs_code_with_its_letter_apart_or_in_groups() -> None:
    found = texts(numbers.customs("P993239720988"))
    assert {"P-993239720988", "P 9932 3972 0988", "P 993239720988", "P-9932-3972-0988", "P9932-3972-0988"} <= found
    assert "993239720988" in texts(numbers.customs("P993239720988"), typed=True)
    assert list(numbers.customs("P99323972098")) == []


def test_a_number_of_a_sim_card_without_its_check_digit_and_as_cards_hold_it() -> None:
    assert {"898230248129042790", "8982302481290427903F"} <= texts(numbers.iccid("8982302481290427903"))
    assert "89823024812904279031F" not in texts(numbers.iccid("89823024812904279031"))
    assert texts(numbers.iccid("123")) <= {"123"}


def test_an_account_with_spaces_where_it_had_hyphens() -> None:
    assert "110 399 925201" in texts(numbers.registration("110-399-925201"))


def test_a_model_where_no_hyphen_may_stand() -> None:
    assert texts(numbers.model("SM-S936N")) == {"SM_S936N"}
    assert texts(numbers.model("Pixel 9")) == set()


def test_a_name_of_a_phone_as_hosts_have_it() -> None:
    assert {"루대의-Galaxy-S25", "루대의Galaxy S25", "루대의GalaxyS25"} <= texts(
        numbers.device_name("루대의 Galaxy S25")
    )
    assert "Rudaes-iPhone" in texts(numbers.device_name("Rudae’s iPhone"))
    assert texts(numbers.device_name("phone")) == {"phone"}


def test_rarer_signs_between_the_groups_of_a_number() -> None:
    assert {"4111.1111.1111.1111", "4111|1111|1111|1111", "4111_1111_1111_1111"} <= texts(
        numbers.card("4111111111111111")
    )
    assert {"900307.2345678", "900307/2345678"} <= texts(numbers.registration("900307-2345678"))
    assert {"110.234.567891", "110,234,567891"} <= texts(numbers.registration("110-234-567891"))
    forms = [form for form in numbers.card("4111111111111111") if "|" in form.text]
    assert [(form.wide, form.hashed, form.boundary) for form in forms] == [(False, False, "digit")]


def test_a_hexadecimal_identifier_in_groups_and_in_pairs() -> None:
    found = texts(numbers.identifier("9b1de64c27f0a835"))
    assert {"9b1d-e64c-27f0-a835", "9b1de64c-27f0a835", "9b:1d:e6:4c:27:f0:a8:35", "9b-1d-e6-4c-27-f0-a8-35"} <= found
    found = texts(numbers.identifier("38400000-8cf0-11bd-b23e-10b96e40000d"))
    assert {"38400000_8cf0_11bd_b23e_10b96e40000d", "38400000:8cf0:11bd:b23e:10b96e40000d"} <= found


def test_a_passport_with_its_letter_apart() -> None:
    assert {"M 123A4567", "M-123A4567", "M123-A4567", "M123 A4567"} <= texts(numbers.passport("M123A4567"))
    assert "M-12345678" in texts(numbers.passport("M12345678"))
    assert not [text for text in texts(numbers.passport("123456789")) if text[1:2] in " -"]


def test_a_postcode_as_it_stands_before_an_address() -> None:
    assert {"(06159)", "우)06159", "[06159]", "KR-06159"} <= texts(numbers.postcode("06159"), typed=True)
    assert texts(numbers.postcode("06159")) == set()
