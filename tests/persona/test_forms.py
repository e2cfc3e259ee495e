import pytest
from support.personas import VALUES

from trafficaudit.categories import taxonomy
from trafficaudit.persona import forms as module
from trafficaudit.persona.forms import forms, forms_of, too_many


@pytest.mark.parametrize("category", list(taxonomy()))
def test_the_value_itself_comes_first_and_alone_is_verbatim(category: str) -> None:
    for value in VALUES.get(category, ("gaon-mireu-7f3k",)):
        listed = forms(category, value)
        assert (listed[0].text, listed[0].match) == (value, "verbatim")
        assert {form.match for form in listed[1:]} <= {"normalised"}
        assert len({(form.text, form.raw) for form in listed}) == len(listed)


@pytest.mark.parametrize(
    ("category", "value", "caseless"),
    [
        ("email", "Gaon@example.com", True),
        ("password", "Mireu-Gaon", False),
        ("access_token", "eyJhbGciOiJ", False),
        ("session_id", "38400000-8CF0-11bd-b23e-10b96e40000d", True),
        ("phone_number", "010-0234-5678", False),
        ("name", "표서림", False),
    ],
)
def test_letter_case_counts_only_in_secrets(category: str, value: str, caseless: bool) -> None:
    assert forms(category, value)[0].caseless is caseless


def test_forms_of_a_short_value_and_short_forms_stay_out_of_blobs() -> None:
    assert all(form.typed_only for form in forms("locale", "ko-KR"))
    assert all(
        len(form.text) >= 6 or form.typed_only
        for value in ("010-0234-5678", "02-123-4567")
        for form in forms("phone_number", value)
    )


@pytest.mark.parametrize(
    ("category", "value", "boundary"),
    [
        ("phone_number", "010-0234-5678", "digit"),
        ("name", "표서림", "hangul"),
        ("name", "Pyo Seorim", "word"),
        ("advertising_id", "38400000-8cf0-11bd-b23e-10b96e40000d", "none"),
        ("android_id", "9e3b7a20c4f1d586", "none"),
        ("android_id", "9e3b9e3b9e3b9e3b", "hex"),
        ("mac_address", "3c:5a:b4:01:9d:ef", "hex"),
        ("access_token", "eyJhbGciOiJIUzI1NiJ9", "none"),
    ],
)
def test_each_kind_of_value_has_its_boundary(category: str, value: str, boundary: str) -> None:
    assert forms(category, value)[0].boundary == boundary


def test_a_category_with_too_many_values_is_narrowed_to_its_usual_forms() -> None:
    few, many = ["010-0234-5678"], [f"010-0{number:03}-5678" for number in range(module.MOST_WIDE)]
    assert (too_many("phone_number", few), too_many("phone_number", many)) == (False, True)
    assert {value for value, _ in forms_of("phone_number", many)} == set(many)


@pytest.mark.parametrize(
    ("category", "value"),
    [("phone_number", "미정"), ("passport_number", "---"), ("locale", "--"), ("device_name", "''")],
)
def test_of_nothing_no_form_is_left(category: str, value: str) -> None:
    """An empty field equals an empty form, whatever was seeded."""
    assert all(form.text or form.raw for form in forms(category, value))


def test_digits_alone_are_no_hexadecimal() -> None:
    assert forms("bank_account", "110123456789")[0].boundary == "digit"
    assert forms("mac_address", "02005e10007f")[0].boundary == "hex"


@pytest.mark.parametrize(
    ("category", "value", "written"),
    [
        ("foreign_identity_number", "219-09-9999", "219099999"), ("foreign_identity_number", "1-1017-00203-45-0", "1101700203450"),
        ("health_insurance_number", "8-1234567890", "81234567890"), ("bank_account", "DE89 3704 0044 0532 0130 00", "DE89370400440532013000"),
    ],
)  # fmt: skip
def test_numbers_of_papers_are_found_without_their_separators(category: str, value: str, written: str) -> None:
    assert written in {form.text for form in forms(category, value)}
