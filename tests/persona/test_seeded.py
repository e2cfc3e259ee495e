import re
from datetime import date
from pathlib import Path

import pytest

from trafficaudit.errors import PersonaError
from trafficaudit.persona import load, new, to_toml
from trafficaudit.persona.weight import is_typed_only


def test_a_seed_gives_one_person_and_no_two_seeds_share_a_value() -> None:
    owner: dict[tuple[str, str], int] = {}
    for seed in range(2_000):
        for category, values in new(seed).values.items():
            for value in values if category != "gender" else ():
                assert owner.setdefault((category, value), seed) == seed
    assert new(1_234) == new(1_234)


@pytest.mark.parametrize("seed", [0, 7, 12_999, 20_261_124, -5, 10**30])
def test_every_value_stays_clear_of_real_people(seed: int) -> None:
    values = new(seed).values
    assert values["email"][0].endswith("@example.com")
    assert re.fullmatch(r"010-[01]\d{3}-\d{4}", values["phone_number"][0])
    assert 64_000 <= int(values["postal_code"][0]) <= 99_999
    assert re.fullmatch(r"P[6-9]\d{11}", values["customs_clearance_code"][0])
    assert date(1968, 1, 1) <= date.fromisoformat(values["birth_date"][0]) < date(2004, 1, 1)
    assert all(re.search(r" 9\d{3}[-, ]", address) for address in values["postal_address"])
    assert not {"resident_registration_number", "card_number", "advertising_id"} & set(values)


@pytest.mark.parametrize("seed", range(0, 300, 17))
def test_only_the_gender_and_the_postcode_are_too_common_for_blobs(seed: int) -> None:
    short = {
        category
        for category, values in new(seed).values.items()
        if any(is_typed_only(category, value) for value in values)
    }
    assert short == {"gender", "postal_code"}


def test_the_investigators_own_domain_is_taken(tmp_path: Path) -> None:
    assert new(7, "Audit.Example.KR").values["email"][0].endswith("@audit.example.kr")
    for domain in ("", "nodot", "a b.kr", "-a.kr", "x@y.kr", "a" * 70 + ".kr", "a.kr\n"):
        with pytest.raises(PersonaError, match="domain"):
            new(7, domain)


def test_the_file_of_a_new_persona_reads_back_as_it(tmp_path: Path) -> None:
    path = tmp_path / "p.toml"
    path.write_text(to_toml(new(7)), encoding="utf-8", newline="\n")
    read = load(path)
    assert (read.values, read.id, read.sha256, read.seed) == (new(7).values, "persona-7", new(7).sha256, 7)
