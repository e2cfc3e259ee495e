from trafficaudit.declarations.outcomes import UNOBSERVABLE, Outcome


def test_the_six_outcomes_have_their_names() -> None:
    assert [outcome.label("ko") for outcome in Outcome] == [
        "일치",
        "미고지 항목",
        "미고지 국가",
        "미고지 수신자",
        "과다고지",
        "관찰 불가",
    ]
    assert len({outcome.label("en") for outcome in Outcome}) == 6
    assert set(UNOBSERVABLE) == {"basis", "purpose", "retention", "refusal"}
