from trafficaudit.declarations.outcomes import LABELLED, UNOBSERVABLE, Outcome, outcomes


def test_the_outcomes_have_their_names() -> None:
    assert [outcome.label("ko") for outcome in Outcome] == [
        "일치",
        "미고지 항목",
        "미고지 국가",
        "미고지 수신자",
        "라벨에 있음",
        "라벨에 없음",
        "과다고지",
        "관찰 불가",
    ]
    assert len({outcome.label("en") for outcome in Outcome}) == 8
    assert set(UNOBSERVABLE) == {"basis", "purpose", "retention", "refusal"}


def test_a_policy_and_a_label_come_to_outcomes_of_their_own() -> None:
    assert {*outcomes(labelled=False), *outcomes(labelled=True)} == {*Outcome}
    assert not {*outcomes(labelled=False)} & {*LABELLED}
    assert Outcome.AS_DECLARED not in outcomes(labelled=True)
