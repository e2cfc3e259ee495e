from dataclasses import replace

from support.declared import declaration, recipient

from trafficaudit.declarations.model import Source


def test_a_place_is_told_for_people() -> None:
    assert Source((7, 7)).place() == "line 7"
    assert Source((7, 9)).place() == "lines 7-9"
    assert Source((1, 2), page=4).place() == "page 4, lines 1-2"


def test_stands_only_where_the_whole_and_every_row_are_confirmed() -> None:
    whole = declaration(recipient(), recipient())
    assert whole.standing
    assert not replace(whole, confirmed=False).standing
    assert not declaration(recipient(), recipient(confirmed=False)).standing
