import pytest
from support.declared import item, observed, recipient

from trafficaudit.declarations.match import covering, in_country, namesakes, recipients, relatives, unread


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


def test_companies_of_one_name_in_two_countries_are_two_recipients() -> None:
    here, there = recipient("Bytedance Pte. Ltd."), recipient("ByteDance")
    assert recipients(observed(recipient="ByteDance"), [here, there]) == [there]
    assert recipients(observed(recipient="Bytedance Pte. Ltd. (CapCut)"), [here, there]) == [here]
    assert recipients(observed(recipient="Pangle (Bytedance Pte. Ltd.)"), [here, there]) == [here]
    open_one = observed(recipient="ByteDance (services outside mainland China)")
    assert recipients(open_one, [here, there]) == [here, there], "which company it is nobody knows"
    named = recipient("바이트댄스", known_as="Bytedance Pte. Ltd. (CapCut)")
    assert recipients(observed(recipient="ByteDance"), [named]) == []
    assert recipients(observed(recipient="Cloudflare"), [one := recipient("Cloudflare, Inc.")]) == [one]


@pytest.mark.parametrize(
    ("declared", "seen", "named"),
    [
        ("BYTEDANCE PTE LTD (Singapore)", "ByteDance", False),
        ("Bytedance Private Limited", "ByteDance", False),
        ("BYTEDANCE PTE LTD (Singapore)", "Bytedance Pte. Ltd. (CapCut)", True),
        ("Google Pte. Ltd.", "Google LLC", False),
        ("Cloudflare GmbH", "Cloudflare, Inc.", False),
        ("Adjust GmbH (Berlin)", "Adjust GmbH", True),
        ("AppsFlyer Inc.", "AppsFlyer Ltd.", True),  # a form that policies write for any company
        ("ByteDance Ltd.", "ByteDance", True),
        ("TikTok Inc.", "TikTok Pte. Ltd.", False),  # the company of the United States
        ("TikTok Inc.", "TikTok USDS Joint Venture LLC / TikTok Inc. (US hosts of TikTok)", True),
        ("TikTok Pte. Ltd.", "TikTok USDS Joint Venture LLC / TikTok Inc. (US hosts of TikTok)", False),
        ("TikTok", "TikTok Pte. Ltd.", True),
        ("틱톡", "TikTok Pte. Ltd.", True),
        ("Meta Platforms (Ireland) Limited", "Meta Platforms, Inc.", False),  # its place is a part of its name
        ("Meta Platforms, Inc. (Ireland)", "Meta Platforms, Inc.", True),
    ],
)
def test_a_legal_form_of_another_country_s_law_is_another_company(declared: str, seen: str, *, named: bool) -> None:
    assert bool(recipients(observed(recipient=seen), [recipient(declared)])) == named


def test_a_company_of_the_name_in_another_country_is_told_of_unless_its_group_is() -> None:
    rows = [recipient("Braze Pte. Ltd."), recipient("Braze, Inc."), recipient("Braze Korea")]
    assert namesakes(observed(recipient="Braze, Inc."), rows) == [rows[0]]
    assert namesakes(observed(recipient="Braze, Inc.", identified=False), rows) == []
    assert namesakes(observed(recipient="Google LLC"), [recipient("Google Pte. Ltd.")]) == []  # of its group


def test_what_is_declared_itself_is_no_relative() -> None:
    rows = [recipient("Google LLC"), recipient("Google Korea LLC")]
    assert [one for one, _ in relatives(observed(recipient="Google LLC"), rows)] == rows[1:]


def test_a_name_that_a_person_wrote_beside_the_policy_s_tells_the_country() -> None:
    row = recipient("ByteDance", known_as="Bytedance Pte. Ltd. (CapCut)")
    assert recipients(observed(recipient="ByteDance"), [row]) == []


def test_a_domain_is_its_own_host_and_what_lies_below() -> None:
    row = recipient("x", domains=("lion.example",))
    assert recipients(observed(host="lion.example", recipient="y"), [row]) == [row]
    assert recipients(observed(host="sealion.example", recipient="y"), [row]) == []


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


def test_a_row_is_found_by_any_name_that_it_says_to_be_one_company_s() -> None:
    row = recipient("Gaon Inc. d/b/a Lion Analytics")
    assert recipients(observed(), [row]) == [row]
    assert recipients(observed(), [recipient("Gaon Inc. (Lion Analytics)")]) == []


def test_the_version_of_an_operating_system_names_the_system() -> None:
    """Who declares `OS 버전` and sends "Android 16" has not left the operating system out."""
    version = recipient(items=(item("OS 버전", "os_version"), item("기기 모델명", "device_model")))
    assert (covering(version, "os_name") or item("")).words == "OS 버전"
    assert covering(recipient(items=(item("운영체제", "os_name"),)), "os_version") is None
    both = recipient(items=(item("OS 버전", "os_version"), item("운영체제", "os_name")))
    assert (covering(both, "os_name") or item("")).words == "운영체제"
