from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from support import resultfolders as made

from trafficaudit.categories import taxonomy
from trafficaudit.model import UNDATED
from trafficaudit.report.law import CREDIT, IN_FORCE, PLACES, SENSITIVE, UNIQUE_NUMBERS, earlier, named
from trafficaudit.report.links import link
from trafficaudit.report.page import page
from trafficaudit.report.results import Results, read_results
from trafficaudit.report.texts import Texts

KO = Texts("ko")


def results(folder: Path, *items: made.Item) -> Results:
    return read_results(made.write(folder / "out", items))


@pytest.mark.parametrize(
    ("seconds", "told"), [(-1, "2023-09-14 23:59:59"), (0, ""), (86_400, "")], ids=["before", "that day", "after"]
)
def test_a_recording_from_before_the_provision_says_so(tmp_path: Path, seconds: int, told: str) -> None:
    sent = replace(made.exchange(0), started_at=IN_FORCE + timedelta(seconds=seconds))
    found = results(tmp_path, (sent, made.destination(), [made.finding()]))
    said = earlier(found, KO)
    assert (said is not None and told in said) == bool(told)
    assert ("제39조의12" in page(found, link(found), "ko")) == bool(told)


def test_a_time_that_nobody_knows_is_before_nothing(tmp_path: Path) -> None:
    sent = replace(made.exchange(0), started_at=UNDATED)
    assert earlier(results(tmp_path, (sent, made.destination(), [made.finding()])), KO) is None


def test_unique_identifying_information_is_named_and_a_hint_proves_nothing(tmp_path: Path) -> None:
    seeded = made.finding("passport_number")
    hint = made.finding("driver_license_number", "11-09-123456-78", "license", "key", "named")
    found = results(
        tmp_path,
        (made.exchange(0), made.destination(), [seeded, hint]),
        (made.exchange(1), made.destination(), [seeded, made.finding()]),
    )
    (said,) = named(link(found), KO)
    assert (
        "여권번호 최소 2건(그중 심어 둔 값으로 입증 2건), 운전면허번호 최소 1건(그중 심어 둔 값으로 입증 0건)" in said
    )
    assert "제24조 제1항과 시행령 제19조" in said
    assert said in page(found, link(found), "ko")


def test_other_identifiers_are_no_unique_identifying_information(tmp_path: Path) -> None:
    others = [made.finding("connecting_information"), made.finding("customs_clearance_code"), made.finding("imei")]
    found = results(tmp_path, (made.exchange(0), made.destination(), others))
    assert named(link(found), KO) == []
    assert "시행령 제19조" not in page(found, link(found), "ko")


def test_each_act_has_a_sentence_of_its_own(tmp_path: Path) -> None:
    several = [
        *(made.finding(name, "a", name, "key", "named") for name in ("health", "body_measurements", "face", "cell_id", "income")),
        made.finding("genetic_data"),
    ]  # fmt: skip
    found = results(tmp_path, (made.exchange(0), made.destination(), several))
    sensitive, place, credit = named(link(found), KO)
    assert "제23조 제1항과 시행령 제18조" in sensitive
    assert "유전정보 최소 1건(그중 심어 둔 값으로 입증 1건)" in sensitive
    assert "건강정보" in sensitive
    assert "신체정보(키" not in sensitive
    assert "기지국 정보 최소 1건" in place
    assert "소득·재산 최소 1건" in credit
    shown = page(found, link(found), "ko")
    assert all(said in shown for said in (sensitive, place, credit))
    assert len(named(link(found), Texts("en"))) == 3


def test_what_acts_name_are_categories() -> None:
    """All that the group of sensitive data holds but what is told of a body, which no provision lists."""
    assert {*UNIQUE_NUMBERS, *SENSITIVE, *PLACES, *CREDIT} <= set(taxonomy())
    listed = {slug for slug, category in taxonomy().items() if category.group == "sensitive"}
    assert set(SENSITIVE) == listed - {"body_measurements"}
