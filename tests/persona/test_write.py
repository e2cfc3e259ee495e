import tomllib
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trafficaudit.persona import Persona, instructions, load, new, to_toml


def test_the_file_is_commented_in_both_languages_and_leaves_room_for_the_phone() -> None:
    text = to_toml(new(7))
    assert "# 전자우편주소 / e-mail address" in text
    assert '# advertising_id = [""]' in text
    assert text == to_toml(new(7))
    assert "유출" not in text  # what Art. 34 calls a breach; a value that was sent is none


def test_the_lines_for_the_phone_s_values_are_toml_once_the_mark_is_taken_away() -> None:
    head, told, tail = to_toml(new(7)).partition("take the # away.\n")
    lines = tail.splitlines()
    assert told
    assert all(line.startswith("# ") for line in lines)
    values = tomllib.loads(head + told + "\n".join(line.removeprefix("# ") for line in lines))["values"]
    assert values["advertising_id"] == values["coordinates"] == [""]
    assert any(
        line.startswith("# coordinates = ") and line.endswith("위도,경도 / latitude,longitude") for line in lines
    )


def test_what_the_persona_has_is_not_asked_for_again() -> None:
    assert "# imei" not in to_toml(Persona("p", {"imei": ("356938035643809",)}, ""))


@given(
    value=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40),
    note=st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_value_is_written_so_that_toml_reads_it(value: str, note: str) -> None:
    read = tomllib.loads(to_toml(Persona("p", {"user_name": (value,)}, "", (), None, note)))
    assert read["values"]["user_name"] == [value]
    assert read["persona"].get("note", "") == note


def test_written_and_read_stay_the_same(tmp_path: Path) -> None:
    path = tmp_path / "p.toml"
    path.write_text(to_toml(new(3)), encoding="utf-8", newline="\n")
    assert to_toml(load(path)) == to_toml(new(3))


def test_every_value_is_in_the_instructions_of_both_languages() -> None:
    persona = Persona("p", {**new(7).values, "card_number": ("4111111111111111",)}, "")
    for lang, label in (("ko", "검색어"), ("en", "search query")):
        text = instructions(persona, lang)
        assert all(value in text for values in persona.values.values() for value in values)
        assert label in text
        numbers = [line.split(".")[0] for line in text.splitlines() if not line.startswith(" ")]
        assert numbers == [str(number) for number in range(1, len(numbers) + 1)]


def test_steps_without_values_are_left_out() -> None:
    assert "customs" not in instructions(Persona("p", {"email": ("a1@example.com",)}, ""), "en")
