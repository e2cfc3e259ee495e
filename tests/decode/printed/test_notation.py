"""What notations have in common: paths, names that come again, and when a text counts."""

from trafficaudit.decode.limits import Budget, Limits
from trafficaudit.decode.node import Node
from trafficaudit.decode.place import Linear
from trafficaudit.decode.printed.notation import Notation


def walk(raw: bytes, **limits: int) -> Notation:
    return Notation(Node(raw, raw.decode(), Linear(0), "$", "k", "body", Budget(Limits(**limits))))


def test_names_places_and_names_that_are_data() -> None:
    told = walk(b"a@b.kr 12 x y z")
    assert told.enter(named=True)
    assert (told.wants_name, told.enter(named=True)) == (True, False)  # no container is a name
    told.name("a@b.kr", 0, 6)
    assert (told.wants_name, told.leave()) == (False, False)  # a value is due
    told.keep(7, 9)
    told.name("n", 0, 0)
    assert told.enter(named=False)
    told.keep(10, 11)
    told.skip()
    told.keep(14, 15, "Z", how=False)
    assert told.leave()
    told.name("n", 0, 0)
    told.keep(12, 13)
    told.name("e", 0, 0)
    told.keep(3, 3)  # an empty text
    assert told.children == [
        ('["a@b.kr"]', "a@b.kr", "a@b.kr", 0, 6, False), ('["a@b.kr"]', "a@b.kr", "12", 7, 9, True),
        ("n[0]", "n", "x", 10, 11, True), ("n[2]", "n", "Z", 14, 15, False), ("n[1]", "n", "y", 12, 13, True),
    ]  # fmt: skip
    assert list(told.opened("t", whole=True)) == []  # it is still open
    assert told.leave()
    assert not told.leave()
    assert list(told.opened("t", whole=False)) == []
    assert [each.layers for each in told.opened("t", whole=True)] == [("t",)]
    assert list(told.opened("t", whole=True, least=6)) == []


def test_a_value_by_itself_has_the_place_of_the_text_and_work_is_paid_for() -> None:
    told = walk(b"x", work=2 * Budget.TOKEN)
    told.keep(0, 1)
    assert told.children == [("$", "k", "x", 0, 1, True)]
    assert (told.pay(), told.pay(), told.pay()) == (True, True, False)
    assert not walk(b"x", fields=-2).pay()
