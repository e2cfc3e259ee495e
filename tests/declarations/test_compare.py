from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from support.declared import declaration, item, observed, recipient

from trafficaudit.declarations.compare import Row, compare
from trafficaudit.declarations.match import Observed
from trafficaudit.declarations.model import Country, Recipient
from trafficaudit.declarations.outcomes import Outcome


def first(one: Observed, *declared: Recipient) -> Row:
    return compare(declaration(*declared), [one])[0]


def test_as_declared_names_the_words_that_cover_it() -> None:
    row = first(observed(), recipient())
    assert (row.outcome, row.counted, row.words, row.note) == (Outcome.AS_DECLARED, True, "광고식별자", "")
    broad = recipient(items=(item("기기정보", "screen", "os_name", reading="broad"),))
    assert first(observed("screen"), broad).note == "covered by the collective term '기기정보'"


def test_undeclared_item_country_and_recipient_in_this_order() -> None:
    assert first(observed("name"), recipient()).outcome is Outcome.UNDECLARED_ITEM
    assert first(observed(country="CN"), recipient()).outcome is Outcome.UNDECLARED_COUNTRY
    row = first(observed("name", "CN"), recipient())
    assert (row.outcome, row.note) == (Outcome.UNDECLARED_COUNTRY, "the item is not declared for this recipient either")
    assert first(observed(), recipient("Morning Ads")).outcome is Outcome.UNDECLARED_RECIPIENT
    assert first(observed()).outcome is Outcome.UNDECLARED_RECIPIENT


def test_country_and_item_have_to_stand_in_one_row() -> None:
    row = first(observed("name"), recipient(), recipient(countries="US", items=(item("성명", "name"),)))
    assert row.outcome is Outcome.UNDECLARED_ITEM
    assert row.note == "the item is declared for another country (US)"


def test_unread_words_are_never_a_cover_and_are_told() -> None:
    row = first(observed("name"), recipient(items=(item("품질 지표"),)))
    assert row.outcome is Outcome.UNDECLARED_ITEM
    assert "품질 지표" in row.note


def test_a_country_that_was_not_read_is_told_beside_what_is_not_declared() -> None:
    told = "the policy has words in the country's place that were not read and may mean this country: 싱가포르 외"
    row = first(observed(), recipient(countries="", unread_countries=("싱가포르 외",)))
    assert (row.outcome, row.note) == (Outcome.UNDECLARED_COUNTRY, told)
    row = first(observed(identified=False), recipient(countries="US", unread_countries=("싱가포르 외",)))
    assert row.outcome is Outcome.UNDECLARED_COUNTRY
    assert row.note.endswith(told)


def test_what_is_undetermined_stands_apart_with_what_it_would_be() -> None:
    edge = observed(country="", certainty="edge", leaves_korea="undetermined")
    disputed = observed(country="KR or CN", certainty="disputed", leaves_korea="undetermined")
    for one, declared, would in [
        (edge, [recipient()], Outcome.AS_DECLARED),
        (edge, [recipient(items=())], Outcome.UNDECLARED_ITEM),
        (edge, [], Outcome.UNDECLARED_RECIPIENT),
        (disputed, [recipient()], Outcome.UNDECLARED_COUNTRY),
    ]:
        row = first(one, *declared)
        assert (row.outcome, row.counted, row.if_abroad) == (Outcome.NOT_OBSERVABLE, False, would)
        assert "undetermined" in row.note


def test_an_unidentified_recipient_is_not_accused_of_what_the_policy_may_name() -> None:
    hidden = observed(identified=False, recipient="unknown customer of Cloud")
    row = first(hidden, recipient())
    assert (row.outcome, row.counted, row.if_abroad) == (Outcome.NOT_OBSERVABLE, False, Outcome.UNDECLARED_RECIPIENT)
    assert first(hidden, recipient(countries="US")).outcome is Outcome.UNDECLARED_COUNTRY
    assert first(hidden, recipient(items=())).outcome is Outcome.UNDECLARED_ITEM


def test_what_stays_in_korea_is_no_row() -> None:
    assert not [row for row in compare(declaration(), [observed(country="KR")]) if row.observed]


def test_the_app_s_own_company_is_the_investigator_s_question() -> None:
    assert "31(1)4" in first(observed(party="first")).note


def test_a_draft_marks_every_row() -> None:
    rows = compare(declaration(recipient(purpose="x", confirmed=False)), [observed("name")], lang="ko")
    assert len(rows) > 2
    assert all(row.note.startswith("확인되지 않은 초안에 근거") for row in rows)


ROWS = st.lists(
    st.builds(
        observed,
        st.sampled_from(["name", "email", "screen"]),
        st.sampled_from(["SG", "CN", "KR", "", "KR or SG"]),
        recipient=st.sampled_from(["Lion Analytics", "Morning Ads", ""]),
        leaves_korea=st.sampled_from(["yes", "no", "undetermined"]),
        identified=st.booleans(),
    ),
    max_size=6,
)


@given(ROWS)
def test_the_order_of_what_was_seen_changes_nothing_and_nothing_undetermined_counts(rows: list[Observed]) -> None:
    declared = declaration(recipient(), recipient("Morning Ads", "SG CN", items=(item("성명", "name"), item("모름"))))
    told = compare(declared, rows)
    assert [row.outcome for row in told] == [row.outcome for row in compare(declared, sorted(rows, key=repr))]
    for row in told:
        if row.observed:
            assert row.counted == (row.outcome is not Outcome.NOT_OBSERVABLE)
            assert not (row.counted and row.observed.leaves_korea != "yes")
    assert sum(row.observed is not None for row in told) == sum(row.leaves_korea != "no" for row in rows)


AWS = "Amazon Web Services"


def hosted(category: str = "advertising_id", **fields: Any) -> Observed:
    given: dict[str, Any] = {"recipient": f"unknown customer of {AWS}", "identified": False, "hosted_by": (AWS,)}
    return observed(category, **given | {"country": "US"} | fields)


def test_a_declared_cloud_company_is_matched_as_the_one_who_runs_the_server() -> None:
    aws = recipient("아마존웹서비스(주)", "US")
    for seen in (hosted(), hosted(recipient="Hanbit", identified=True, party="first")):
        row, *rest = compare(declaration(aws), [seen])
        assert (row.outcome, row.counted, row.declared) == (Outcome.AS_DECLARED, True, (aws,))
        assert "who uses the server is not known" in row.note
        assert [each.outcome for each in rest] == [], "and it is not over-declared"


def test_whoever_rents_servers_of_a_declared_company_is_not_declared_by_that() -> None:
    row, *_ = compare(declaration(recipient(AWS, "US")), [hosted(recipient="Lion Analytics", identified=True)])
    assert (row.outcome, row.declared) == (Outcome.UNDECLARED_RECIPIENT, ())


def test_a_host_that_is_declared_for_another_country_or_item_is_told_of_and_decides_nothing() -> None:
    for aws, seen in ((recipient(AWS, "JP"), hosted()), (recipient(AWS, "US"), hosted("email"))):
        bare, *_ = compare(declaration(recipient("Other", aws.countries[0].code)), [seen])
        row, *_ = compare(declaration(aws, recipient("Other", aws.countries[0].code)), [seen])
        assert (row.outcome, row.counted) == (bare.outcome, bare.counted)
        assert "not for this country or item" in row.note


def test_what_went_to_servers_of_the_recipients_group_is_not_said_to_be_declared_in_vain() -> None:
    """As what an app keeps in its own Firestore, where the policy names Google LLC as who processes it."""
    cloud = "Google Cloud and Firebase"
    seen = hosted("email", recipient=f"unknown customer of {cloud}", hosted_by=(cloud,), host="firestore.example")
    mail = (item("이메일", "email"),)

    def missing(name: str, country: str, known_as: str) -> dict[Outcome, str]:
        declared = recipient(name, country, items=mail, known_as=known_as)
        return {row.outcome: row.note for row in compare(declaration(declared), [seen]) if not row.observed}

    told = missing("Google LLC", "US", "Google")
    assert set(told) == {Outcome.NOT_OBSERVABLE}
    assert "servers that the recipient's group runs for others (firestore.example)" in told[Outcome.NOT_OBSERVABLE]
    assert Outcome.OVER_DECLARED in missing("Google LLC", "JP", "Google")
    assert Outcome.OVER_DECLARED in missing("Braze, Inc.", "US", "Braze")


def test_an_undetermined_place_of_a_declared_host_stays_apart() -> None:
    row, *_ = compare(
        declaration(recipient(AWS, "US")),
        [hosted(country="KR or US", certainty="disputed", leaves_korea="undetermined")],
    )
    assert (row.outcome, row.counted, row.if_abroad) == (Outcome.NOT_OBSERVABLE, False, Outcome.AS_DECLARED)


def test_another_company_of_the_group_is_told_of_and_is_no_match() -> None:
    seen = observed(recipient="Alibaba.com Singapore E-Commerce Private Limited (AliExpress)")
    for lang, said in (("en", "another legal entity of the same group"), ("ko", "같은 기업집단")):
        row, *_ = compare(declaration(recipient("Alibaba Cloud (Singapore) Private Limited")), [seen], lang=lang)
        assert (row.outcome, row.declared) == (Outcome.UNDECLARED_RECIPIENT, ())
        assert said in row.note
        assert "Form 20-F" in row.note
    row, *_ = compare(declaration(recipient("Temu {1}")), [seen])
    assert "group" not in row.note


def test_a_company_of_the_name_in_another_country_is_told_of_and_is_no_match() -> None:
    seen = observed(recipient="Braze, Inc.")
    for lang, said in (("en", "a legal entity of another country"), ("ko", "이름은 같으나")):
        row, *_ = compare(declaration(recipient("Braze Pte. Ltd.")), [seen], lang=lang)
        assert (row.outcome, row.declared) == (Outcome.UNDECLARED_RECIPIENT, ())
        assert said in row.note
    row, *_ = compare(declaration(recipient("Braze, Inc.")), [seen])
    assert "Braze" not in row.note


def test_a_name_that_nobody_confirmed_finds_the_row_and_accuses_nobody() -> None:
    seen = observed(recipient="Lion Analytics Pte. Ltd.", identified=False, unconfirmed=True)
    for lang, said in (("en", "no source that names the company was read"), ("ko", "확인되지 않음")):
        row, *_ = compare(declaration(recipient()), [seen], lang=lang)
        assert row.outcome is Outcome.AS_DECLARED
        assert said in row.note
    row, *_ = compare(declaration(recipient("Other")), [seen])
    assert row.outcome is not Outcome.UNDECLARED_RECIPIENT


def test_of_two_companies_in_a_name_either_is_declared() -> None:
    both = observed(recipient="Lion Analytics Pte. Ltd. / Tiger Analytics Inc. (Zoo)")
    for name in ("Lion Analytics", "Tiger Analytics Inc."):
        assert compare(declaration(recipient(name)), [both])[0].outcome is Outcome.AS_DECLARED
    assert compare(declaration(recipient("Zebra Analytics")), [both])[0].outcome is Outcome.UNDECLARED_RECIPIENT
    one = observed(recipient="Lion A/S")
    assert compare(declaration(recipient("Lion A")), [one])[0].outcome is Outcome.UNDECLARED_RECIPIENT


def test_a_certificate_finds_the_row_and_accuses_nobody() -> None:
    seen = observed(recipient="Lion Analytics Pte. Ltd.", identified=False, certified=True)
    row, *_ = compare(declaration(recipient()), [seen])
    assert row.outcome is Outcome.AS_DECLARED
    assert "certificate only" in row.note
    row, *_ = compare(declaration(recipient("Other")), [seen])
    assert row.outcome is not Outcome.UNDECLARED_RECIPIENT


def test_what_stayed_on_the_spot_says_so_and_counts_nowhere() -> None:
    one = observed(country="", certainty="unknown", leaves_korea="undetermined", onsite=True)
    for declared in ([], [recipient()]):
        row = first(one, *declared)
        assert (row.outcome, row.counted) == (Outcome.NOT_OBSERVABLE, False)
        assert "nothing left for the internet" in row.note
        assert "undetermined" not in row.note
    other = first(observed(country="", certainty="unknown", leaves_korea="undetermined"))
    assert "undetermined (unknown)" in other.note


def test_words_that_go_on_name_nothing_and_are_told() -> None:
    """What a policy leaves open is not declared; that it leaves something open is what the other side will say."""
    us = recipient(countries="", items=(item("이용기록 등", "behaviour"),))
    us = replace(us, countries=(Country("US", "미국 등"),))
    told = "the policy's words leave open what else there is, and do not name it: "
    there = first(observed("behaviour", "SG"), us)
    assert (there.outcome, there.note) == (Outcome.UNDECLARED_COUNTRY, f"{told}미국 등")
    here = first(observed("name", "US"), us)
    assert (here.outcome, here.note) == (Outcome.UNDECLARED_ITEM, f"{told}이용기록 등")
    other = first(observed(), recipient("Adjust GmbH 외 2개사"), recipient("Morning Ads"))
    assert (other.outcome, other.note) == (Outcome.UNDECLARED_RECIPIENT, f"{told}Adjust GmbH 외 2개사")
    assert first(observed("behaviour", "US"), us).note == "", "what is declared needs no open words"
    assert first(observed("name", "CN"), recipient()).note == "the item is not declared for this recipient either"
    edge = first(observed("name", "", certainty="edge", leaves_korea="undetermined"), us)
    assert edge.if_abroad is Outcome.UNDECLARED_ITEM
    assert "이용기록 등" in edge.note


def test_what_was_turned_to_without_a_finding_is_no_row() -> None:
    assert compare(declaration(), [observed("")]) == []


def test_a_network_that_is_a_company_s_own_finds_its_row_and_accuses_nobody() -> None:
    own = observed(identified=False, networked=True)
    row = first(own, recipient())
    assert (row.outcome, row.note) == (
        Outcome.AS_DECLARED,
        "there is no host name, and who receives is known only by the network, which is nothing but that company's own",
    )
    assert first(own, recipient("Morning Ads")).outcome is Outcome.NOT_OBSERVABLE


def test_of_what_stands_apart_and_is_not_declared_no_collective_term_is_told() -> None:
    row = first(observed("name", country="", certainty="edge", leaves_korea="undetermined"), recipient())
    assert (row.if_abroad, row.words) == (Outcome.UNDECLARED_ITEM, "")
    assert row.note.endswith("the country could not be compared")


def test_what_went_to_nobody_known_in_an_undetermined_place_comes_to_nothing() -> None:
    open_ = {"country": "", "certainty": "edge", "leaves_korea": "undetermined", "recipient": "unknown"}
    assert first(observed(identified=False, **open_), recipient()).if_abroad is None
    assert first(observed(**open_), recipient()).if_abroad is Outcome.UNDECLARED_RECIPIENT


def test_words_that_go_on_are_told_of_the_rows_that_it_was_held_against_alone() -> None:
    other = recipient("Tiger", items=(item("이메일 등", "email"),))
    assert first(observed("name"), recipient(), other).note == ""
    own = recipient(items=(item("이메일 등", "email"),))
    assert first(observed("name"), own, recipient("Tiger")).note.endswith("do not name it: 이메일 등")


def test_what_is_declared_as_hashed_and_was_found_as_it_is_says_so() -> None:
    hashed, plain = item("해시된 이메일", "email"), item("이메일", "email")
    told = "the policy's words (해시된 이메일) speak of a hashed or encrypted value, and it was found unhashed"
    sent = replace(observed("email"), matches=("sha256", "verbatim"))
    row = first(sent, recipient(items=(hashed,)))
    assert row.outcome is Outcome.AS_DECLARED
    assert row.note.startswith(told)
    assert "found unhashed" not in first(sent, recipient(items=(hashed,)), recipient(items=(plain,))).note
    assert "found unhashed" not in first(replace(sent, matches=("sha256",)), recipient(items=(hashed,))).note
    assert "found unhashed" not in first(sent, recipient(items=(item("해시된 전화번호", "phone_number"),))).note
    apart = replace(sent, country="", certainty="edge", leaves_korea="undetermined")
    assert told in first(apart, recipient(items=(hashed,))).note
