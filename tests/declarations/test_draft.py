import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.declared import POLICY

from trafficaudit.declarations.draft import draft
from trafficaudit.declarations.grid import Cell, Document, squared
from trafficaudit.declarations.model import Declaration
from trafficaudit.errors import ReadError

HEADS = ["이전받는 자(연락처)", "국가", "이전 항목"]


def drafted(*rows: list[str], heads: list[str] = HEADS) -> Declaration:
    cells = [[Cell(text, (n, n)) for text in row] for n, row in enumerate([heads, *rows], 1)]
    return draft(Document((squared(cells),)), POLICY, ["Google LLC"])


@pytest.mark.parametrize(
    ("cell", "organisation", "contact"),
    [
        ("가온\n(privacy@gaon.example)", "가온", "privacy@gaon.example"),
        ("Gaon Co., Ltd. / +82-2-123-4567", "Gaon Co., Ltd", "+82-2-123-4567"),
        ("구글(Google LLC), https://google.example/privacy", "구글(Google LLC)", "https://google.example/privacy"),
        ("가온 (연락처: dpo@gaon.example)", "가온", "dpo@gaon.example"),
        ("dpo@gaon.example", "dpo@gaon.example", "dpo@gaon.example"),
        ("Gaon Cloud\nTechnology Ltd.\ndpo@gaon.example", "Gaon Cloud Technology Ltd", "dpo@gaon.example"),
        ("Google\nLLC\ndpo@gaon.example", "Google LLC", "dpo@gaon.example"),
        ("Gaon Ltd.\nMain Street\ndpo@gaon.example", "Gaon Ltd", "dpo@gaon.example"),
        ("가온\n개인정보팀\ndpo@gaon.example", "가온", "dpo@gaon.example"),
        ("가온", "가온", ""),
    ],
)
def test_name_and_contact_that_share_a_cell_are_parted(cell: str, organisation: str, contact: str) -> None:
    (one,) = drafted([cell, "미국", "성명"]).recipients
    assert (one.organisation.rstrip("."), one.contact) == (organisation.rstrip("."), contact)


def test_nothing_of_a_draft_is_confirmed() -> None:
    declaration = drafted(["구글(Google LLC)", "미국", "성명"])
    assert not declaration.standing
    assert declaration.recipients[0].known_as == "Google LLC"
    assert drafted(["Google Pte. Ltd.", "싱가포르", "성명"]).recipients[0].known_as == "", "a company of Singapore"


def test_a_policy_without_a_table_is_refused_with_the_remedy() -> None:
    with pytest.raises(ReadError, match=r"policy\.html: has no table of transfers abroad.*이전받는 자"):
        draft(Document(()), POLICY, [])


def test_several_tables_are_told_of() -> None:
    grid = squared([[Cell(text) for text in HEADS], [Cell("가온"), Cell("미국"), Cell("성명")]])
    declaration = draft(Document((grid, grid)), POLICY, [])
    assert len(declaration.recipients) == 2
    assert declaration.notes[0].startswith("2 tables of transfers abroad were found")


def told(*rows: list[str]) -> list[tuple[str, str, str]]:
    found = drafted(*rows).recipients
    return [(one.organisation, " ".join(c.code for c in one.countries), one.items[0].words) for one in found]


def test_numbers_say_whose_country_and_item_is_whose() -> None:
    cells = ["① Gaon Ltd. (a@gaon.example)\n② 나래", "① 미국 ② 일본", "① 성명 ② 주소"]
    assert told(cells) == [("Gaon Ltd.", "US", "성명"), ("나래", "JP", "주소")]
    declaration = drafted(cells)
    assert [one.contact for one in declaration.recipients] == ["a@gaon.example", ""]
    assert declaration.notes[0].startswith("the cell at line 2 names 2 recipients, and each has a row of its own")


def test_without_numbers_each_has_all_of_the_row() -> None:
    assert told(["① Gaon Ltd. ② 나래", "미국, 일본", "성명"]) == [
        ("Gaon Ltd.", "US JP", "성명"),
        ("나래", "US JP", "성명"),
    ]
    assert [one[0] for one in told(["Google LLC / Narae Inc.", "미국", "성명"])] == ["Google LLC", "Narae Inc."]


def test_a_name_with_other_words_is_told_of_and_not_parted() -> None:
    declaration = drafted(["Google LLC, 광고 사업부", "미국", "성명"])
    (one,) = declaration.recipients
    assert (one.organisation, one.known_as) == ("Google LLC, 광고 사업부", "Google LLC")
    assert declaration.notes[0].startswith("the recipient 'Google LLC, 광고 사업부' at line 2 may be several")


def test_a_row_that_says_that_there_is_nobody_is_left_out_and_told_of() -> None:
    declaration = drafted(["가온", "미국", "성명"], ["해당 없음", "-", "-"])
    assert [one.organisation for one in declaration.recipients] == ["가온"]
    assert declaration.notes == ("the row at line 3 says '해당 없음' in the recipient's place, and was left out",)
    declaration = drafted(["해당 없음", "-", "-"])
    assert declaration.notes == (
        "the row at line 2 says '해당 없음' in the recipient's place: the table declares no recipient abroad",
    )


@given(st.lists(st.lists(st.text(max_size=60), min_size=3, max_size=3), min_size=1, max_size=4))
def test_any_cells_give_a_draft_or_our_error(rows: list[list[str]]) -> None:
    try:
        declaration = drafted(*rows)
    except ReadError:
        return
    assert all(one.organisation for one in declaration.recipients)


def under(title: str, heads: str, *rows: str) -> Declaration:
    grid = squared([[Cell(text, (2, 2)) for text in row.split("|")] for row in (heads, *rows)], title)
    return draft(Document((grid,)), POLICY, ["Google LLC"])


def test_without_a_column_of_countries_the_brackets_behind_the_name_tell_it_and_a_note_says_so() -> None:
    heads = "이전받는 자|이전 항목|보유 기간"
    told = under(
        "6. 국외 이전", heads, "Resend, Inc. (미국)|성명|1년", "Gaon (Ireland) Limited|성명|1년", "나래(주)|성명|1년"
    )
    assert [[each.code for each in one.countries] for one in told.recipients] == [["US"], [], []]
    assert told.notes[-1].startswith("the rows from line 2 on have no country in a place of its own")
    assert "(Resend, Inc. (미국))" in told.notes[-1]
    told = under(
        "", "이전받는 자|이전 국가|이전 항목", "Resend, Inc. (미국)|일본|성명", "Gaon (소재 국가: 미국)| |성명"
    )
    assert [[each.code for each in one.countries] for one in told.recipients] == [["JP"], ["US"]]
    assert under("", "이전받는 자|이전 국가|이전 항목", "Gaon (미국 외)||성명").recipients[0].countries == ()


def test_a_recipient_that_only_points_elsewhere_is_told_of() -> None:
    (note,) = under("", "이전받는 자|이전 국가|이전 항목", "위 수탁업체|미국|성명").notes
    assert note.startswith("the recipient '위 수탁업체' at line 2 only says that others stand elsewhere")


@pytest.mark.parametrize(
    ("organisation", "known_as"),
    [
        ("Supabase Inc. (AWS)", ""),
        ("가온 (AWS)", ""),
        ("아마존 (AWS)", "Amazon Web Services"),
        ("Firebase Analytics (Google LLC)", "Google LLC"),
        ("가온 유한회사 (Google LLC)", "Google LLC"),
        ("Gaon Inc. (Google LLC)", ""),
        ("Gaon Inc. (구글)", ""),
        ("구글 (Google LLC)", "Google LLC"),
    ],
)
def test_whose_servers_a_company_rents_is_not_the_company(organisation: str, known_as: str) -> None:
    declaration = draft(
        Document((squared([[Cell(each, (1, 1)) for each in row] for row in (HEADS, [organisation, "미국", "성명"])]),)),
        POLICY,
        ["Google LLC", "Amazon Web Services"],
    )
    assert [one.known_as for one in declaration.recipients] == [known_as]


@pytest.mark.parametrize("mark", ["1)", " 주1)", "*", "¹", " [2]", "†"])
def test_the_mark_of_a_footnote_is_no_part_of_a_name(mark: str) -> None:
    (one,) = drafted([f"Google LLC{mark}", "미국", "이메일"]).recipients
    assert (one.organisation, one.known_as) == ("Google LLC", "Google LLC")


def test_a_slip_in_a_name_is_told_of() -> None:
    found = drafted(["Goolge LLC", "미국", "이메일"])
    assert found.recipients[0].known_as == ""
    assert any("slip of the pen" in note and "Google LLC" in note for note in found.notes)
    assert not any("slip of the pen" in note for note in drafted(["Google LLC", "미국", "이메일"]).notes)
