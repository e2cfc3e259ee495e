from support.declared import item, observed, recipient

from trafficaudit.declarations.match import covering, in_country, recipients, unread


def test_a_recipient_is_found_by_name_map_or_domain() -> None:
    for one in (
        recipient("Lion Analytics Pte. Ltd."),
        recipient("사자분석", known_as="Lion Analytics"),
        recipient("사자분석", domains=("lion.example",)),
    ):
        assert recipients(observed(), [one]) == [one]


def test_a_name_that_only_looks_alike_is_another_recipient() -> None:
    for one in (
        recipient("Lion Analytics Korea"),
        recipient("Lion"),
        recipient("x", domains=("n.example", "on.example")),
    ):
        assert recipients(observed(), [one]) == []
    assert recipients(observed(identified=False), [recipient()]) == []
    assert recipients(observed(recipient=""), [recipient("")]) == []


def test_countries_and_words() -> None:
    one = recipient(
        items=(
            item("기기정보", "screen", "advertising_id", reading="broad"),
            item("ADID", "advertising_id"),
            item("모름"),
        )
    )
    assert in_country([one], ["SG"]) == [one]
    assert in_country([one], ["CN"]) == []
    assert (covering(one, "advertising_id") or item("")).words == "ADID"
    assert (covering(one, "screen") or item("")).words == "기기정보"
    assert covering(one, "name") is None
    assert unread([one, one]) == ["모름"]


def test_the_places_abroad_of_a_disputed_country() -> None:
    assert observed(country="KR or SG").abroad == ("SG",)
    assert observed(country="").abroad == ()
