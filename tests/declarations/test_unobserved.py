from dataclasses import replace
from typing import Any

from support.declared import item, observed, recipient

from trafficaudit.declarations.match import Observed
from trafficaudit.declarations.model import Country, Recipient
from trafficaudit.declarations.outcomes import Outcome
from trafficaudit.declarations.unobserved import Missing, unobserved


def missing(declared: Recipient, *seen: Observed) -> list[Missing]:
    return list(unobserved([declared], seen, "tls refused 3", "en"))


def test_what_was_observed_is_not_missing() -> None:
    assert missing(recipient(), observed()) == []


def test_an_item_and_a_country_that_nothing_shows() -> None:
    item_row, country_row = missing(recipient())
    assert (item_row.outcome, item_row.words, item_row.categories) == (
        Outcome.OVER_DECLARED,
        "광고식별자",
        ("advertising_id",),
    )
    assert "at least" in item_row.note
    assert "tls refused 3" in item_row.note
    assert (country_row.country, country_row.words) == ("SG", "SG")


def test_where_it_was_seen_instead_is_told() -> None:
    for seen, said in [
        (observed(country="KR"), "at an address in Korea"),
        (observed(country="CN"), "in another country: CN"),
        (observed(recipient="Morning Ads", host="x.example"), "to other recipients"),
    ]:
        assert said in missing(recipient(), seen)[0].note


def test_what_went_only_to_undetermined_places_is_no_over_declaration() -> None:
    rows = missing(recipient(), observed(country="", leaves_korea="undetermined"))
    assert {row.outcome for row in rows} == {Outcome.NOT_OBSERVABLE}
    assert len(rows) == 2


def test_of_a_country_of_another_company_of_the_group_the_sister_is_told() -> None:
    declared = recipient("Meta Platforms Ireland Limited")
    meta = observed(recipient="Meta Platforms, Inc.", host="graph.facebook.com", country="US")
    (note,) = (row.note for row in missing(declared, meta) if row.country)
    assert "something was sent to Meta Platforms, Inc., another company of its group" in note
    assert "which company of a group receives never shows in traffic" in note
    alone = [row.note for row in missing(declared, replace(meta, category="")) if row.country]
    assert not any("another company of its group" in note for note in alone)


def test_what_arrived_in_korea_is_no_over_declaration_of_a_recipient_abroad() -> None:
    item_row, country_row = missing(recipient(), observed(country="KR"))
    assert (item_row.outcome, item_row.categories) == (Outcome.NOT_OBSERVABLE, ("advertising_id",))
    assert (country_row.outcome, country_row.country) == (Outcome.NOT_OBSERVABLE, "SG")
    assert "never shows" in item_row.note
    assert "never shows" in country_row.note


def test_what_went_to_korea_and_to_another_country_leaves_the_declared_one_unobserved() -> None:
    rows = missing(recipient(), observed(country="KR"), observed(country="CN", host="cn.example"))
    assert [row.outcome for row in rows] == [Outcome.OVER_DECLARED, Outcome.OVER_DECLARED]


def test_what_went_to_nobody_knows_whom_may_have_gone_to_a_recipient_that_the_map_does_not_know() -> None:
    stranger = observed(recipient="unknown customer of a cloud", host="api.gaon.example", identified=False)
    own = recipient()
    item_row, country_row = missing(own, stranger)
    assert {item_row.outcome, country_row.outcome} == {Outcome.NOT_OBSERVABLE}
    assert "api.gaon.example" in item_row.note
    assert "give its row these domains" in country_row.note
    over = [Outcome.OVER_DECLARED, Outcome.OVER_DECLARED]
    for declared, seen in [
        (own, replace(stranger, country="CN")),  # it went to another country
        (own, replace(stranger, leaves_korea="no", country="KR")),
        (own, replace(stranger, identified=True)),
        (own, replace(stranger, certified=True)),
        (replace(own, domains=("gaon-own.example",)), stranger),  # somebody said which hosts are its own
        (recipient(known_as="Lion Analytics (SG)"), stranger),  # the map knows its hosts
    ]:
        assert [row.outcome for row in missing(declared, seen)] == over
    other_item = [row.outcome for row in missing(own, replace(stranger, category="email"))]
    assert other_item == [Outcome.OVER_DECLARED, Outcome.NOT_OBSERVABLE]


def test_another_company_of_the_group_that_got_it_is_told_and_changes_nothing() -> None:
    declared = recipient("Google Korea LLC")
    for seen, said in [
        (observed(recipient="Google LLC", country="US"), True),
        (observed(recipient="Google LLC", country="US", category="email"), False),
        (observed(recipient="Meta Platforms, Inc.", country="US"), False),
    ]:
        (item_row, _) = missing(declared, seen)
        assert item_row.outcome == Outcome.OVER_DECLARED
        assert ("sent to Google LLC, another company of its group" in item_row.note) is said


def test_what_no_traffic_shows() -> None:
    one = recipient(
        items=(item("모름"), item("상담내역", reading="not_in_traffic")), purpose="분석", refusal="설정에서"
    )
    rows = missing(one, observed())
    assert {row.outcome for row in rows} == {Outcome.NOT_OBSERVABLE}
    assert [row.words for row in rows] == ["모름", "상담내역", "분석", "설정에서"]


def test_a_recipient_in_korea_is_no_transfer_abroad() -> None:
    (row,) = missing(recipient(countries="KR"))
    assert (row.outcome, row.note) == (Outcome.NOT_OBSERVABLE, "declared in Korea: no transfer abroad")


def test_words_that_name_several_countries_are_one_row() -> None:
    both = replace(recipient(items=()), countries=(Country("IE", "EU"), Country("DE", "EU")))
    assert [row.country for row in missing(both)] == ["IE, DE"]
    assert missing(both, observed(country="IE")) == []


def test_whom_the_phone_never_turned_to_may_have_got_it_from_another() -> None:
    elsewhere = observed(recipient="Morning Ads", host="x.example", country="SG")
    for row in missing(recipient(), elsewhere):
        assert row.outcome == Outcome.OVER_DECLARED
        assert "passes on to it never shows" in row.note
    (country_row,) = [row for row in missing(recipient(), elsewhere) if row.country]
    assert "to this recipient in this country" in country_row.note  # another one was sent something there
    assert not any("passes on" in row.note for row in missing(recipient(), observed(country="CN")))


def test_what_may_be_in_a_body_that_nobody_could_read_is_no_over_declaration() -> None:
    sent = [
        observed("user_agent", closed=6),
        observed("os_version", closed=6),
        observed("user_agent", host="b.example"),
    ]
    (row,) = missing(recipient(), *sent)
    assert (row.outcome, row.categories) == (Outcome.NOT_OBSERVABLE, ("advertising_id",))
    assert "at least 6 exchanges with this recipient" in row.note  # of one host, whatever went there
    other = observed("user_agent", recipient="Morning Ads", host="x.example", closed=6)
    assert {row.outcome for row in missing(recipient(), other)} == {Outcome.OVER_DECLARED}
    (row, _) = missing(recipient(), observed(country="CN", closed=6))
    assert (row.outcome, "in another country: CN" in row.note) == (Outcome.OVER_DECLARED, True)


def silent(country: str = "SG", **fields: Any) -> Observed:
    return observed("", country, **fields)


def test_exchanges_in_which_nothing_was_found_are_no_silence() -> None:
    for row in missing(recipient(), silent()):
        assert row.outcome == Outcome.OVER_DECLARED
        assert "no personal data was found" in row.note
        assert "nothing" not in row.note.removeprefix("not observed in this recording")
    item_row, country_row = missing(recipient(), silent("US"))
    assert "no personal data was found" in item_row.note
    assert "nothing was seen to go to this recipient in this country" in country_row.note


def test_a_recipient_of_nothing_but_what_nobody_could_read_is_not_over_declared() -> None:
    for where in (silent(closed=4), silent("", leaves_korea="undetermined", closed=4), silent("KR", closed=4)):
        rows = missing(recipient(), where)
        assert {row.outcome for row in rows} == {Outcome.NOT_OBSERVABLE}
        assert all("at least 4 exchanges with this recipient" in row.note for row in rows)
    item_row, country_row = missing(recipient(), silent("US", closed=4))
    assert item_row.outcome == Outcome.NOT_OBSERVABLE
    assert country_row.outcome == Outcome.OVER_DECLARED  # what went to another country did not go to this one


def test_what_could_not_be_read_counts_for_every_app() -> None:
    apps = [observed("os_version", app=app, closed=closed) for app, closed in (("kr.a", 5), ("kr.b", 0), ("kr.c", 2))]
    (row,) = missing(recipient(), *apps)
    assert (row.outcome, "at least 7 exchanges" in row.note) == (Outcome.NOT_OBSERVABLE, True)


def test_what_nobody_could_read_in_the_declared_country_may_hold_what_was_seen_in_another() -> None:
    (row,) = missing(recipient(), observed(country="CN"), observed("os_version", host="b.example", closed=3))
    assert (row.outcome, row.categories) == (Outcome.NOT_OBSERVABLE, ("advertising_id",))


def test_where_nothing_was_counted_as_unseen_that_is_said() -> None:
    (row, _) = unobserved([recipient()], [], "", "en")
    assert "not seen: nothing that a recorder counted" in row.note


def test_an_item_that_no_traffic_shows_says_so() -> None:
    unshown, unread = missing(recipient(countries="", items=(item("상담내역", reading="not_in_traffic"), item("지표"))))
    assert unshown.note == "no traffic of the phone can show this item"
    assert unread.note == "the words were not read, so nothing can be compared with them"


def test_an_item_of_a_row_without_countries_was_seen_wherever_it_went() -> None:
    assert missing(recipient(countries=""), observed(country="CN")) == []


def test_what_could_not_be_read_counts_for_a_country_only_of_exchanges_in_which_nothing_was_found() -> None:
    korea = observed("name", country="KR", closed=2)
    (row,) = missing(recipient(countries="JP", items=()), korea, observed("name", country="US", host="us.example"))
    assert row.outcome is Outcome.OVER_DECLARED


def test_a_group_of_which_nobody_was_sent_it_is_not_spoken_of() -> None:
    row = missing(recipient("Google Korea LLC"), observed(recipient="Morning Ads", host="x.example"))[0]
    assert "group" not in row.note


def test_strangers_are_asked_for_only_where_the_recipient_was_not_met() -> None:
    declared = recipient(items=(item("성명", "name"),))
    stranger = observed("name", recipient="unknown", host="x.example", identified=False)
    assert missing(declared, stranger)[0].outcome is Outcome.NOT_OBSERVABLE
    assert missing(declared, observed(), stranger)[0].outcome is Outcome.OVER_DECLARED
