import re

from trafficaudit.categories import taxonomy
from trafficaudit.persona.data import tables


def test_the_tables_are_whole() -> None:
    data = tables()
    assert [len(data["romanization"][part]) for part in ("initials", "vowels", "finals")] == [19, 21, 28]
    for hangul, spellings in data["surnames"].items():
        assert re.fullmatch("[가-힣]{1,2}", hangul)
        assert all(re.fullmatch("[A-Z][a-z]*", spelled) for spelled in spellings)
        assert len(set(spellings)) == len(spellings)


def test_what_people_are_made_of_is_in_the_tables_and_never_repeats() -> None:
    data = tables()
    for listed in data["made_up"].values():
        assert len(set(listed)) == len(listed)
    assert set(data["made_up"]["surnames"]) <= set(data["surnames"])


def test_steps_and_phone_values_name_known_categories() -> None:
    data = tables()
    slugs = {slug for step in data["steps"] for slug in step["values"]} | set(data["from_phone"])
    assert slugs <= set(taxonomy())
    assert all(step["ko"] and step["en"] for step in (*data["steps"], data["rest"]))
