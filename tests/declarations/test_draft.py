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


def test_a_policy_without_a_table_is_refused_with_the_remedy() -> None:
    with pytest.raises(ReadError, match=r"policy\.html: has no table of transfers abroad.*이전받는 자"):
        draft(Document(()), POLICY, [])


def test_several_tables_are_told_of() -> None:
    grid = squared([[Cell(text) for text in HEADS], [Cell("가온"), Cell("미국"), Cell("성명")]])
    declaration = draft(Document((grid, grid)), POLICY, [])
    assert len(declaration.recipients) == 2
    assert declaration.notes[0].startswith("2 tables of transfers abroad were found")


@given(st.lists(st.lists(st.text(max_size=60), min_size=3, max_size=3), min_size=1, max_size=4))
def test_any_cells_give_a_draft_or_our_error(rows: list[list[str]]) -> None:
    try:
        declaration = drafted(*rows)
    except ReadError:
        return
    assert all(one.organisation for one in declaration.recipients)
