from dataclasses import replace

from support.declared import declaration, item, recipient

from trafficaudit.declarations.model import Country, Recipient, Source
from trafficaudit.declarations.versions import Change, versions

LION = recipient()


def told(before: list[Recipient], after: list[Recipient]) -> list[tuple[str, ...]]:
    return [_short(each) for each in versions(declaration(*before), declaration(*after))]


def _short(each: Change) -> tuple[str, ...]:
    return (each.change, each.kind, each.recipient, each.country, each.category, each.before, each.after)


def test_the_same_in_other_words_and_another_order_is_no_change() -> None:
    other = recipient("LION ANALYTICS Co., Ltd.", source=Source((99, 99)), purpose="")
    same_item = replace(other, items=(item("ADID", "advertising_id"),), countries=(Country("SG", "싱가포르"),))
    assert told([LION, recipient("B")], [recipient("B"), same_item]) == []
    assert told([], []) == []
    assert told([replace(LION, purpose="광고 분석")], [replace(LION, purpose="광고  분석.")]) == []


def test_a_recipient_that_came_or_went_comes_with_what_it_has() -> None:
    lines = [
        ("recipient", "Lion Analytics", "", "", "Lion Analytics"),
        ("country", "Lion Analytics", "SG", "", "SG"),
        ("item", "Lion Analytics", "SG", "advertising_id", "광고식별자"),
    ]
    added = [("added", *about, "", words) for *about, words in lines]
    removed = [("removed", *about, words, "") for *about, words in lines]
    assert told([], [LION]) == added
    assert told([LION], []) == removed
    assert told([LION], [recipient("Tiger")])[-3:] == removed


def test_countries_and_items_that_came_and_went() -> None:
    later = replace(LION, countries=(Country("US", "미국"),), items=(*LION.items, item("이메일", "email")))
    assert told([LION], [later]) == [
        ("added", "country", "Lion Analytics", "US", "", "", "미국"),
        ("removed", "country", "Lion Analytics", "SG", "", "SG", ""),
        ("added", "item", "Lion Analytics", "US", "advertising_id", "", "광고식별자"),
        ("added", "item", "Lion Analytics", "US", "email", "", "이메일"),
        ("removed", "item", "Lion Analytics", "SG", "advertising_id", "광고식별자", ""),
    ]


def test_country_and_item_have_to_stand_in_one_row() -> None:
    """The same countries and the same items, in other pairs: something else is declared."""
    mail, ads = (item("이메일", "email"),), (item("광고식별자", "advertising_id"),)
    before = [replace(LION, items=ads), recipient(countries="US", items=mail)]
    after = [replace(LION, items=mail), recipient(countries="US", items=ads)]
    assert {line[:5] for line in told(before, after)} == {
        ("added", "item", "Lion Analytics", "SG", "email"),
        ("added", "item", "Lion Analytics", "US", "advertising_id"),
        ("removed", "item", "Lion Analytics", "SG", "advertising_id"),
        ("removed", "item", "Lion Analytics", "US", "email"),
    }


def test_rows_of_one_recipient_count_together() -> None:
    joined = replace(LION, items=(*LION.items, item("이메일", "email")))
    apart = [LION, recipient("Lion Analytics", items=(item("이메일", "email"),))]
    assert told([joined], apart) == told(apart, [joined]) == []
    known = [replace(LION, organisation="라이언", known_as="Lion Analytics"), recipient("라이언")]
    assert told([LION], known) == []


def test_words_that_were_not_read_and_other_columns() -> None:
    before = replace(LION, purpose="광고", retention="1년", unread_countries=("해외",))
    after = replace(LION, purpose="광고, 분석", refusal="고객센터", items=(*LION.items, item("품질 지표")))
    assert told([before], [after]) == [
        ("added", "unread", "Lion Analytics", "", "", "", "품질 지표"),
        ("removed", "unread", "Lion Analytics", "", "", "해외", ""),
        ("changed", "purpose", "Lion Analytics", "", "", "광고", "광고, 분석"),
        ("removed", "retention", "Lion Analytics", "", "", "1년", ""),
        ("added", "refusal", "Lion Analytics", "", "", "", "고객센터"),
    ]


def test_places_of_both_versions_are_given_in_the_language() -> None:
    later = replace(LION, source=Source((3, 3), 2), purpose="광고")
    (change,) = versions(declaration(LION), declaration(later), "ko")
    assert change.places == ("12-14행", "2쪽 3행")


def test_a_recipient_is_one_by_either_of_its_names_in_whichever_version() -> None:
    drafted, checked = recipient("구글"), recipient("구글", known_as="Google LLC")
    english = recipient("Google LLC")
    for before, after in [
        ([drafted], [checked]),
        ([checked], [english]),
        ([drafted], [english, checked]),
        ([drafted, english], [checked]),
        ([drafted, english, checked], [english]),
    ]:
        assert told(before, after) == told(after, before) == []


def test_the_recipients_stand_in_the_order_of_the_later_version() -> None:
    purposed = [recipient(name, purpose="x") for name in ("B", "A", "구글", "Google LLC")]
    later = [recipient("구글"), recipient("A"), recipient("Google LLC"), recipient("B")]
    later.append(recipient("구글", known_as="Google LLC"))
    assert [line[:3] for line in told(purposed, later)] == [("removed", "purpose", name) for name in ("구글", "A", "B")]


def test_companies_of_one_name_in_two_countries_are_two() -> None:
    chinese = recipient("ByteDance", known_as="ByteDance")
    later = recipient("Bytedance Pte. Ltd.", known_as="Bytedance Pte. Ltd.")
    assert [line[:3] for line in told([chinese], [later]) if line[1] == "recipient"] == [
        ("added", "recipient", "Bytedance Pte. Ltd."),
        ("removed", "recipient", "ByteDance"),
    ]


def test_rows_in_another_order_say_the_same() -> None:
    rows = [replace(LION, purpose=purpose, source=Source((line, line))) for line, purpose in ((1, "A"), (2, "B"))]
    assert told(rows, rows[::-1]) == []
    assert told(rows, rows[:1]) == [("changed", "purpose", "Lion Analytics", "", "", "A / B", "A")]


def test_items_of_a_row_without_a_country_and_what_no_traffic_shows_are_told() -> None:
    bare = replace(LION, countries=())
    mail = replace(bare, items=(*bare.items, item("이메일", "email")))
    assert told([bare], [mail]) == [("added", "item", "Lion Analytics", "", "email", "", "이메일")]
    talks = replace(LION, items=(*LION.items, item("상담내역", reading="not_in_traffic")))
    assert told([talks], [LION]) == [("removed", "not_in_traffic", "Lion Analytics", "", "", "상담내역", "")]


def test_another_contact_is_a_change() -> None:
    pair = [replace(LION, contact=contact) for contact in ("a@lion.example", "b@lion.example")]
    assert told(pair[:1], pair[1:]) == [
        ("changed", "contact", "Lion Analytics", "", "", "a@lion.example", "b@lion.example")
    ]


def test_of_a_recipient_that_came_the_words_of_its_columns_are_no_change() -> None:
    full = recipient(purpose="광고", items=(), countries="")
    assert told([], [full]) == [("added", "recipient", "Lion Analytics", "", "", "", "Lion Analytics")]
    assert told([full], [])[0][:2] == ("removed", "recipient")
    assert len(told([full], [])) == 1


def test_names_of_nothing_but_a_legal_form_are_still_names() -> None:
    assert told([recipient("Inc.")], [recipient("Inc.")]) == []
    assert told([recipient("Inc.")], [recipient("Ltd.")])[0][:2] == ("added", "recipient")


def test_companies_of_one_name_whose_forms_are_of_two_countries_are_two() -> None:
    changes = told([recipient("Gaon Pte. Ltd.")], [recipient("Gaon GmbH")])
    assert [each[:3] for each in changes if each[1] == "recipient"] == [
        ("added", "recipient", "Gaon GmbH"),
        ("removed", "recipient", "Gaon Pte. Ltd."),
    ]


def test_a_row_that_has_the_names_of_two_joins_them_and_all_their_names() -> None:
    name, mail = (item("성명", "name"),), (item("이메일", "email"),)
    later = [recipient("가온", items=name), recipient("Gaon LLC", known_as="Narae Corp", items=mail)]
    earlier = [recipient("가온", known_as="Gaon LLC", items=name), recipient("Narae Corp", items=mail)]
    assert told(earlier, later) == []
    assert told(later, earlier) == []


def test_rows_of_one_name_in_the_map_are_one_recipient_whatever_they_are_called() -> None:
    assert told([recipient("가온", known_as="Gaon")], [recipient("Narae", known_as="Gaon")]) == []


def test_a_recipient_under_its_former_name_is_the_same() -> None:
    old, new = recipient("Narae Inc."), recipient("Gaon Inc. (formerly Narae Inc.)")
    assert [one.kind for one in versions(declaration(old), declaration(new))] == []
    assert {one.kind for one in versions(declaration(old), declaration(recipient("Gaon Inc.")))} >= {"recipient"}
