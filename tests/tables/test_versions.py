from dataclasses import replace
from typing import get_args

import pytest
from support.declared import declaration, recipient

from trafficaudit.declarations.labels.spoken import read_lines
from trafficaudit.declarations.versions import Change, Kind
from trafficaudit.errors import DeclarationError
from trafficaudit.tables.columns import VERSIONS
from trafficaudit.tables.versions import CHANGES, KINDS, changed


def test_every_change_and_what_it_is_about_has_its_names() -> None:
    assert set(KINDS) == set(get_args(Kind.__value__))
    assert set(CHANGES) == set(get_args(Change.__annotations__["change"]))


def test_the_table_has_its_columns_and_speaks_both_languages() -> None:
    tables = [changed(declaration(), declaration(recipient()), lang=lang) for lang in ("en", "ko")]
    assert list(tables[0].columns) == [column.name for column in VERSIONS]
    assert [list(table["what"]) for table in tables] == [
        ["recipient", "country", "item"],
        ["이전받는 자", "이전되는 국가", "이전되는 개인정보 항목"],
    ]
    assert set(tables[1]["change"]) == {"추가"}
    assert changed(declaration(), declaration()).empty


@pytest.mark.parametrize("drafted", [0, 1])
def test_a_draft_is_refused_unless_drafts_are_taken(drafted: int) -> None:
    pair = [declaration(recipient(), confirmed=number != drafted) for number in range(2)]
    with pytest.raises(DeclarationError, match="is a draft"):
        changed(*pair)
    assert changed(*pair, draft=True).empty


def test_the_policy_s_words_turn_no_terminal_around() -> None:
    hostile = recipient("Gaon\u202e\x9b31m", purpose="a\x1b[31m\nb")
    row = changed(declaration(recipient("Gaon\u202e\x9b31m", purpose="c")), declaration(hostile)).iloc[0]
    assert (row["recipient"], row["before"], row["after"]) == ("Gaon\\u202e\\x9b31m", "c", "a [31m b")


def test_two_versions_of_a_label_and_never_a_label_and_a_policy() -> None:
    text = "Data collected\nPersonal info\n{}\nAnalytics"
    old, new = (
        replace(
            declaration(confirmed=False), label=read_lines(enumerate(text.format(one).splitlines()), "play").label()
        )
        for one in ("Name", "Address")
    )
    table = changed(old, new, draft=True)
    assert [*zip(table["change"], table["what"], table["after"], strict=True)] == [
        ("added", "type of data", "Address (collected)"),
        ("removed", "type of data", ""),
    ]
    assert new.label
    other = replace(new, label=replace(new.label, store="manifest"))
    for pair in ((old, declaration()), (declaration(), new), (old, other)):
        with pytest.raises(DeclarationError, match="not of the same kind"):
            changed(*pair, draft=True)
