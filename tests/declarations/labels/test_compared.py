from typing import Any

import pytest
from support import labels
from support.declared import observed

from trafficaudit.categories import taxonomy
from trafficaudit.declarations.labels.compared import Judged, labelled
from trafficaudit.declarations.labels.manifest import manifest
from trafficaudit.declarations.labels.spoken import read_lines
from trafficaudit.declarations.match import Observed
from trafficaudit.declarations.model import Label, Store
from trafficaudit.declarations.outcomes import LABELLED, Outcome


def label(text: str, store: Store) -> Label:
    return read_lines(enumerate(text.splitlines(), 1), store).label()


APPLE, PLAY = label(labels.APPLE_EN, "app_store"), label(labels.PLAY_EN, "play")
MANIFEST = manifest(labels.MANIFEST).label()
NOTHING = label("No data shared with third parties\nNo data collected", "play")


def judge(one: Label, *seen: Observed) -> list[Judged]:
    return list(labelled(one, seen, "", "en"))


def outcome(one: Label, category: str, **fields: Any) -> tuple[Outcome, str]:
    first = judge(one, observed(category, **fields))[0]
    return first.outcome, first.note


def test_what_is_sent_is_in_the_label_or_not_wherever_it_goes() -> None:
    for country in ("SG", "KR", ""):
        assert outcome(APPLE, "email", country=country)[0] is Outcome.IN_LABEL
        assert outcome(APPLE, "phone_number", country=country)[0] is Outcome.NOT_IN_LABEL
    assert outcome(NOTHING, "email") == (Outcome.NOT_IN_LABEL, "the label says that no data at all is collected")


def test_the_label_s_words_stand_with_sections_and_purposes() -> None:
    told = judge(APPLE, observed("email"))[0]
    assert told.words("en") == "Email Address (linked to the user: Third-Party Advertising, Analytics)"
    assert (
        judge(PLAY, observed("name"))[0].words("ko") == "Name (수집됨: App functionality, Account management, 선택사항)"
    )


@pytest.mark.parametrize("one", [APPLE, PLAY, MANIFEST, NOTHING])
@pytest.mark.parametrize("category", sorted(taxonomy()))
def test_a_label_acquits_and_accuses_no_recipient_and_no_country(one: Label, category: str) -> None:
    possible = {*LABELLED, Outcome.OVER_DECLARED, Outcome.NOT_OBSERVABLE}
    for party in ("first", "third"):
        told = judge(one, observed(category, party=party), observed(category, "CN", recipient="Another", party=party))
        assert {row.outcome for row in told} <= possible
        assert told[0].outcome is told[1].outcome


def test_what_a_type_may_hold_and_what_no_type_has_to_name_stands_apart() -> None:
    assert outcome(APPLE, "coordinates")[0] is Outcome.NOT_OBSERVABLE  # the label has the coarse location
    assert "Coarse Location" in outcome(APPLE, "coordinates")[1]
    for category in ("os_version", "consent_state", "ip_address"):
        found, note = outcome(NOTHING, category)
        assert found is Outcome.NOT_OBSERVABLE
        assert "would have to name it" in note
    assert outcome(APPLE, "email", onsite=True)[0] is Outcome.NOT_OBSERVABLE


def test_a_manifest_says_nothing_of_what_another_company_got() -> None:
    assert outcome(MANIFEST, "email", party="first")[0] is Outcome.NOT_IN_LABEL
    assert outcome(MANIFEST, "email", party="third")[0] is Outcome.NOT_OBSERVABLE
    assert outcome(MANIFEST, "advertising_id", party="third")[0] is Outcome.IN_LABEL
    assert "for tracking" in outcome(MANIFEST, "advertising_id", host="a.track.gaon.example")[1]
    assert "for tracking" not in outcome(MANIFEST, "advertising_id", host="attrack.gaon.example")[1]


def test_a_part_of_a_label_lacks_nothing() -> None:
    assert outcome(label("Data shared\nPersonal info\nName", "play"), "email")[0] is Outcome.NOT_OBSERVABLE


def test_what_another_company_got_and_is_not_shared_is_told_of_and_counts_for_nothing() -> None:
    assert "not as shared" in outcome(PLAY, "email", party="third")[1]
    assert "not as shared" not in outcome(PLAY, "email", party="first")[1]
    assert "not as shared" not in outcome(PLAY, "advertising_id", party="third")[1]


def test_a_claim_of_encryption_is_held_against_what_was_sent() -> None:
    assert "unencrypted" in outcome(PLAY, "email", encrypted=("no", "yes"))[1]
    assert "unencrypted" not in outcome(PLAY, "email", encrypted=("yes", "unknown"))[1]
    assert "unencrypted" not in outcome(APPLE, "email", encrypted=("no",))[1]


def test_types_that_were_not_observed_come_last() -> None:
    told = {one.types[0].words: one for one in judge(APPLE, observed("email")) if one.observed is None}
    assert told["Device ID"].outcome is Outcome.OVER_DECLARED
    assert told["Crash Data"].outcome is Outcome.NOT_OBSERVABLE
    assert "Email Address" not in told
    closed = judge(APPLE, observed("", closed=2))
    assert {one.outcome for one in closed} == {Outcome.NOT_OBSERVABLE}
    assert any("at least 2 exchanges" in one.note for one in closed)


def test_words_of_no_list_may_mean_what_is_missing() -> None:
    strange = manifest(
        {"NSPrivacyCollectedDataTypes": [{"NSPrivacyCollectedDataType": "NSPrivacyCollectedDataTypeIris"}]}
    )
    found, note = outcome(strange.label(), "email", party="first")
    assert found is Outcome.NOT_IN_LABEL
    assert "Iris" in note
