import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.decode.arranged.divided_names import CUT, is_of_boxes, roles


@pytest.mark.parametrize(
    ("name", "kind", "stem", "order"),
    [
        ("hp2", "box", "hp", 2), ("phone2_1", "box", "phone2", 1), ("user[tel3]", "box", "user.tel", 3), ("tel[]", "box", "tel", -1),
        ("telMiddle", "box", "tel", 1), ("emailId", "mail", "email", 0), ("email[domain]", "mail", "email.", 1),
        ("birth_yy", "date", "birth", 0), ("month_of_birth", "date", "birth", 1), ("lastName", "name", "", 0),
        ("k12", CUT, "k", 12), ("phone_b", "box", "phone", 1), ("hpC", "box", "hp", 2), ("user[tel_a]", "box", "user.tel", 0),
    ],
)  # fmt: skip
def test_what_a_name_says(name: str, kind: str, stem: str, order: int) -> None:
    assert (kind, stem.rstrip("."), order) in [(role.kind, role.stem.rstrip("."), role.order) for role in roles(name)]
    assert roles(name) is roles(name)


@pytest.mark.parametrize("name", ["", "color", "x" * 65, "주소", "plan_b", "phone_x", "hpa", "PHONEA"])
def test_most_names_say_nothing(name: str) -> None:
    assert roles(name) == ()


@pytest.mark.parametrize("name", ["txnoNo", "sortRgnNo", "weekendNo", "hotelTxn"])
def test_ends_of_telephone_numbers_stand_behind_what_they_are_of(name: str) -> None:
    assert "telephone" not in {role.kind for role in roles(name)}


def test_what_is_asked_for_in_boxes() -> None:
    assert all(map(is_of_boxes, ("hp", "rcv_tel", "cardNo", "birthYmd", "휴대폰번호")))
    assert not any(map(is_of_boxes, ("hpx", "telecom", "birthplace")))


@given(st.text(max_size=70))
def test_any_name(name: str) -> None:
    assert all(role.kind for role in roles(name))
