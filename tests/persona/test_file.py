import contextlib
import hashlib
import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trafficaudit.errors import PersonaError
from trafficaudit.persona import Persona, indicators, load
from trafficaudit.redaction import preview


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "p.toml"


def write(path: Path, text: str | bytes) -> Path:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_values_are_read_in_the_order_of_the_file(path: Path) -> None:
    text = '[persona]\nid = "p-1"\nseed = 7\nnote = "n"\n[values]\nname = ["표서림", "Pyo Seorim"]\nemail = "a1@example.com"\n'
    persona = load(write(path, text))
    assert list(persona.values.items()) == [("name", ("표서림", "Pyo Seorim")), ("email", ("a1@example.com",))]
    assert (persona.id, persona.seed, persona.note, persona.warnings) == ("p-1", 7, "n", ())
    assert persona.sha256 == hashlib.sha256(text.encode()).hexdigest()


def test_a_value_that_may_have_been_mistyped_is_told(path: Path) -> None:
    """It would be found nowhere, and a table without it reads as if nothing had been sent."""
    persona = load(
        write(path, '[values]\nemail = ["a1.example.com"]\nphone_number = ["010-0123-4567", "010-0123-456"]\n')
    )
    assert persona.values["phone_number"] == ("010-0123-4567", "010-0123-456")
    email, phone = persona.warnings
    assert email == "email: a1…om (14) is not an e-mail address: mistyped, it would be found nowhere"
    assert phone.startswith("phone_number[2]: 01…56 (12) is not a telephone number")


def test_without_an_id_the_content_gives_one(path: Path) -> None:
    persona = load(write(path, '[values]\nemail = ["a1@example.com"]\n'))
    assert persona.id == f"persona-{persona.sha256[:12]}"


def test_what_windows_editors_write_is_read(path: Path) -> None:
    assert load(write(path, b'\xef\xbb\xbf[values]\r\nemail = ["a1@example.com"]\r\n')).values == {
        "email": ("a1@example.com",)
    }


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is empty"),
        ("  \n", "is empty"),
        ("not toml", "is not TOML"),
        (b"[values]\nname = ['\xb8\xb2']", "is not UTF-8"),
        ('email = ["a1@example.com"]', "outside the known tables"),
        ("[other]", "outside the known tables"),
        ("values = 3", "no table"),
        ('[persona]\nid = "x"', "no table [values]"),
        ("[values]", "holds no value"),
        ("[values]\nemail = []", "holds no value"),
        ('[values]\nemial = ["x"]', "did you mean email"),
        ('[values]\nqqqq = ["x"]', "trafficaudit categories"),
        ("[values]\nphone_number = [1012345678]", "numbers and dates in quotes"),
        ("[values]\nbirth_date = 1990-03-07", "numbers and dates in quotes"),
        ('[values]\nemail = ["a1@example.com", ["b"]]', "no list of strings"),
        ('[values]\nemail = { a = "b" }', "no list of strings"),
        ('[values]\nemail = [""]', "empty value"),
        ('[values]\nemail = ["\\u200b "]', "empty value"),
        ('[persona]\nid = 3\n[values]\nemail = ["a1@example.com"]', 'not a string (write id = "...")'),
        ('[persona]\nseed = true\n[values]\nemail = ["a1@example.com"]', "not a whole number (write seed = 7)"),
        ('[persona]\nid = "../x"\n[values]\nemail = ["a1@example.com"]', "cannot be used as a name"),
        ('[persona]\nage = 3\n[values]\nemail = ["a1@example.com"]', "unknown 'age'"),
        ("a = " + "[" * 3000, "is not TOML"),
    ],
)
def test_what_is_no_persona_is_refused_with_the_file_and_a_reason(path: Path, text: str | bytes, said: str) -> None:
    with pytest.raises(PersonaError) as error:
        load(write(path, text))
    assert said in str(error.value)
    assert error.value.where == str(path)


def test_missing_files_and_folders_are_refused(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.toml", tmp_path / "a\0b"):
        with pytest.raises(PersonaError, match="cannot be read"):
            load(path)


@pytest.mark.parametrize(
    ("line", "values", "said"),
    [
        ('email = [" a1@example.com "]', ("a1@example.com",), "surrounding spaces"),
        ('email = ["a1@ex\\u200bample.com"]', ("a1@example.com",), "invisible"),
        ('email = ["a1@example.com", "a1@example.com"]', ("a1@example.com",), "merged"),
        (f'name = ["{unicodedata.normalize("NFD", "표서림")}"]', ("표서림",), "NFC"),
        ('search_query = ["가온미르\\u00a0달빛"]', ("가온미르 달빛",), "invisible"),
        ('gender = ["F"]', ("F",), "too short to search in blobs; only looked for in typed fields"),
        ('user_name = ["ab"]', ("ab",), "too short"),
        ('user_name = ["sunrise"]', ("sunrise",), "may be a word that stands for nobody"),
        ('password = ["해돋이구름"]', ("해돋이구름",), "take one with digits in it"),
    ],
)
def test_doubtful_values_are_taken_with_a_warning(path: Path, line: str, values: tuple[str, ...], said: str) -> None:
    persona = load(write(path, f"[values]\n{line}\n"))
    assert tuple(persona.values.values()) == (values,)
    assert [said in warning for warning in persona.warnings] == [True]


@pytest.mark.parametrize(
    ("category", "value"),
    [
        ("advertising_id", "00000000-0000-0000-0000-000000000000"), ("mac_address", "02:00:00:00:00:00"),
        ("imei", "000000000000000"), ("wifi_bssid", "FF:FF:FF:FF:FF:FF"), ("serial_number", "unknown"),
    ],
)  # fmt: skip
def test_what_a_phone_gives_in_place_of_an_identifier_is_left_out_and_said(
    path: Path, category: str, value: str
) -> None:
    persona = load(write(path, f'[values]\nemail = ["a1@example.com"]\n{category} = ["{value}"]\n'))
    assert list(persona.values) == ["email"]
    assert [warning.partition(": ")[2] for warning in persona.warnings] == [
        f"{preview(value)} is given in place of an identifier; nothing is looked for",
        "holds no value; nothing is looked for",
    ]
    assert all(indicator.literal for indicator in indicators(Persona("x", {category: (value,)}, "")))


def test_one_value_under_two_categories_is_kept_under_both(path: Path) -> None:
    persona = load(write(path, '[values]\nemail = ["a1@example.com"]\nuser_id = ["a1@example.com"]\n'))
    assert persona.values["email"] == persona.values["user_id"]
    assert "both are reported" in persona.warnings[0]


def test_a_joiner_inside_an_emoji_stays(path: Path) -> None:
    assert load(write(path, '[values]\nuser_name = ["gaon👩\u200d💻"]\n')).values["user_name"] == ("gaon👩\u200d💻",)


@pytest.mark.parametrize("value", ["a.*[b]+$", "nul\0inside it", "x" * 10_000, "탭\t이 있는 값", 'quo"te\\s'])
def test_odd_values_work(path: Path, value: str) -> None:
    quoted = "".join(f"\\u{ord(c):04x}" for c in value)
    assert load(write(path, f'[values]\nuser_name = ["{quoted}"]\n')).values["user_name"] == (value,)


@pytest.mark.parametrize(
    "line", ['user_name = ["sunrise7"]', 'user_id = ["sun_rise"]', 'name = ["표서림"]', 'carrier = ["SK텔레콤2"]']
)
def test_what_is_no_word_has_no_warning(path: Path, line: str) -> None:
    assert not load(write(path, f"[values]\n{line}\n")).warnings


def test_warnings_hold_no_whole_value(path: Path) -> None:
    persona = load(write(path, '[values]\npostal_code = ["64123"]\nemail = [" a1@example.com "]\n'))
    assert not any("64123" in warning or "a1@example" in warning for warning in persona.warnings)


def test_five_hundred_values_are_taken_and_too_many_forms_are_said(path: Path) -> None:
    emails = ", ".join(f'"gaon{number}@example.com"' for number in range(500))
    phones = ", ".join(f'"010-0{number:03}-5678"' for number in range(500))
    persona = load(write(path, f"[values]\nemail = [{emails}]\nphone_number = [{phones}]\n"))
    assert len(persona.values["email"]) == 500
    assert [warning.split(":")[0] for warning in persona.warnings] == ["phone_number"]


@given(raw=st.binary(max_size=300) | st.text(max_size=200).map(lambda text: b"[values]\n" + text.encode()))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_give_a_persona_or_our_error(path: Path, raw: bytes) -> None:
    with contextlib.suppress(PersonaError):
        assert load(write(path, raw)).values
