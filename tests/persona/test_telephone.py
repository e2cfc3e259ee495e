from collections.abc import Iterator

import phonenumbers
import pytest

from trafficaudit.persona import telephone
from trafficaudit.persona.form import Form


def texts(listed: Iterator[Form], typed: bool = False) -> set[str]:
    return {form.text for form in listed if form.typed_only is typed}


PHONES = ["010-0234-5678", "01002345678", "010 0234 5678", "+82 10-0234-5678", "+821002345678", "821002345678", "00821002345678", "+82 010-0234-5678"]  # fmt: skip


@pytest.mark.parametrize("value", PHONES)
def test_a_mobile_number_is_read_from_any_format_and_written_in_all(value: str) -> None:
    found = texts(telephone.phone(value))
    assert set(PHONES) | {"010.0234.5678", "82-10-0234-5678", "0082 10-0234-5678", "(010) 0234-5678"} <= found
    assert "1002345678" in texts(telephone.phone(value), typed=True)


def test_the_usual_notations_get_every_encoding() -> None:
    wide = {form.text for form in telephone.phone("010-0234-5678") if form.wide}
    assert {"01002345678", "+821002345678", "+82 10-0234-5678", "+82 10 0234 5678"} <= wide


def test_digests_are_of_what_programs_hash_and_encodings_of_what_they_write() -> None:
    """Each spelling that is hashed costs as many digests as there are kinds: separators that only people type are none."""
    forms = list(telephone.phone("010-0234-5678"))
    hashed = {form.text for form in forms if form.hashed}
    plain = {text for text in hashed if not text.startswith(("+", "00", "82", "(82)"))} - {
        "(+82)1002345678",
        "(+82)01002345678",
    }
    assert plain == {"01002345678", "010-0234-5678", "010 0234 5678", "1002345678"}
    assert {"+821002345678", "821002345678", "+8201002345678", "+82-10-0234-5678", "+82 10 0234 5678"} <= hashed
    for typed in (
        "+82.10-0234-5678",
        "82 10.0234.5678",
        "(010) 0234-5678",
        "+82|10-0234-5678",
        "KR1002345678",
        "10-0234-5678",
    ):
        assert typed in {form.text for form in forms} - hashed
    wide = {form.text for form in forms if form.wide and not form.typed_only}
    assert {text for text in wide if not text.startswith(("+82", "82", "0082"))} == {
        "01002345678",
        "010-0234-5678",
        "010 0234 5678",
    }
    assert {"+82.1002345678", "82 10 0234 5678", "+82 (0)1002345678", "+82-010-0234-5678"} & wide == set()
    abroad = {form.text: (form.wide, form.hashed) for form in telephone.phone("+1 415 555 0132")}
    assert {text for text, kind in abroad.items() if kind == (True, True)} == {
        "14155550132",
        "4155550132",
        "04155550132",
    }
    assert {text for text, kind in abroad.items() if kind == (False, False)} == {
        "1-4155550132",
        "+1-4155550132",
        "+1 4155550132",
    }


@pytest.mark.parametrize("value", ["010-2345-6789", "02-123-4567", "031-123-4567", "011-234-5678"])
def test_the_library_reads_the_same_number_out_of_every_international_form(value: str) -> None:
    expected = phonenumbers.parse(value, "KR")
    abroad = [text for text in texts(telephone.phone(value)) if text.startswith("+82") and "0" not in text[3:5]]
    written = [text for text in abroad if text[3] not in "|:,_"]
    assert len(written) > 5
    for text in written:
        assert phonenumbers.parse(text, None) == expected, text


@pytest.mark.parametrize("value", ["0507-1234-5678", "050712345678", "+82 507 1234 5678"])
def test_a_number_that_leads_on_has_a_code_of_four_digits(value: str) -> None:
    assert {"050712345678", "0507-1234-5678", "0507 1234 5678", "+82-507-1234-5678"} <= texts(telephone.phone(value))
    assert "0505-123-4567" in texts(telephone.phone("05051234567"))
    assert "050-5123-4567" not in texts(telephone.phone("05051234567"))


def test_a_foreign_number_keeps_its_digits() -> None:
    assert texts(telephone.phone("202-555-0143")) == {"2025550143"}
    assert texts(telephone.phone("+999")) == {"999"}


@pytest.mark.parametrize(
    ("value", "code", "number"),
    [
        ("+1 202-555-0143", "1", "2025550143"), ("+90 532 123 4567", "90", "5321234567"), ("+880 1712-345678", "880", "1712345678"),
        ("0086 138 1234 5678", "86", "13812345678"), ("+7 916 123-45-67", "7", "9161234567"), ("+852 5123 4567", "852", "51234567"),
    ],
)  # fmt: skip
def test_a_foreign_number_stands_as_it_is_typed_in_its_country(value: str, code: str, number: str) -> None:
    forms = {form.text: form for form in telephone.phone(value)}
    assert forms.keys() == {
        code + number, number, f"0{number}", f"{code}-{number}", f"+{code}-{number}", f"+{code} {number}",
    } | ({f"00{code}{number}"} if value.startswith("00") else set())  # fmt: skip
    assert forms[number].typed_only
    assert forms[f"0{number}"].typed_only


@pytest.mark.parametrize(
    "text",
    [
        "+82 (0)10-0234-5678",
        "+82(0)1002345678",
        "(+82) 10 0234 5678",
        "010-02345678",
        "(010) 0234 5678",
        "010 - 0234 - 5678",
    ],
)
def test_a_telephone_number_is_written_as_people_do(text: str) -> None:
    assert text in texts(telephone.phone("010-0234-5678"))


def test_a_number_stands_beside_its_country_code_as_it_was_typed() -> None:
    found = texts(telephone.phone("010-9183-2746"))
    assert found >= {
        "+82|1091832746",
        "+82:010-9183-2746",
        "82-10-91832746",
        "KR1091832746",
        "+82 010-9183-2746",
        "[010] 9183-2746",
    }


def test_a_number_that_was_kept_as_a_double_is_looked_for_in_fields() -> None:
    phones = texts(telephone.phone("010-1328-9525"), typed=True)
    assert {"1013289525.0", "1.013289525E9", "1.013289525e+09", "8.21013289525E11"} <= phones
    assert not {"1013289525.0", "1.013289525E9"} & texts(telephone.phone("010-1328-9525"))


@pytest.mark.parametrize("text", ["010·0234·5678", "010|0234|5678", "010:0234:5678", "010~0234~5678", "010*0234*5678"])
def test_rarer_signs_stand_between_the_groups(text: str) -> None:
    (form,) = [form for form in telephone.phone("010-0234-5678") if form.text == text]
    assert (form.typed_only, form.wide, form.hashed, form.boundary) == (False, False, False, "digit")
