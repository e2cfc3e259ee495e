"""A value in pieces that follow each other, whatever their names."""

import json
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.personas import built
from support.samples import exchange

from trafficaudit.decode import decode
from trafficaudit.detectors.persona.adjoining import MOST
from trafficaudit.model import Message

VALUES = {
    "name": "남궁서윤",
    "phone_number": "010-1328-9525",
    "email": "seo.yun.7f3k@mail.example",
    "birth_date": "1990-03-07",
    "advertising_id": "38400000-8cf0-11bd-b23e-10b96e40000d",
    "ip_address": "203.0.113.77",
    "postal_address": "서울특별시 중구 가온누리로 417, 1203동 805호",
    "mac_address": "3c:5a:b4:91:02:a3",
}


def found(body: bytes, form: str = "application/json", **values: str) -> list[tuple[str, str, str | bytes]]:
    message = Message(headers=((b"content-type", form.encode()),), body=body, body_size=len(body))
    one = exchange(request=message)
    return [(each.category, each.field.path, each.value) for each in built(**(VALUES | values))(one, decode(one))]


def told(category: str, **pieces: str) -> list[tuple[str, str, str | bytes]]:
    """Give what is to be told of such pieces."""
    return [(category, path, value) for path, value in pieces.items()]


@pytest.mark.parametrize(
    ("category", "pieces"),
    [
        ("phone_number", ["010", "1328", "9525"]),
        ("phone_number", ["82", "1013289525"]),
        ("phone_number", ["01013", "289525"]),
        ("email", ["seo.yun.7f3k", "mail.example"]),
        ("email", ["seo.yun.7f3k", "mail", "example"]),
        ("name", ["남궁", "서윤"]),
        ("name", ["남", "궁서윤"]),
        ("phone_number", ["8", "21013289525"]),
        ("name", ["서윤", "남궁"]),
        ("name", ["Seoyun", "Namgung"]),
        ("birth_date", ["1990", "03", "07"]),
        ("advertising_id", ["38400000", "8cf0", "11bd", "b23e", "10b96e40000d"]),
        ("ip_address", ["203", "0", "113", "77"]),
        ("postal_address", ["서울특별시", "중구", "가온누리로 417", "1203동 805호"]),
    ],
)
def test_pieces_in_a_row_are_told_each(category: str, pieces: list[str]) -> None:
    named = dict(zip("abcde", pieces, strict=False))
    assert found(json.dumps({"z": "x", **named, "y": "1"}).encode()) == told(category, **named)
    listed = {f"q[{at}]": piece for at, piece in enumerate(pieces)}
    assert found(json.dumps({"q": pieces}).encode()) == told(category, **listed)
    assert found(urlencode(named).encode(), "application/x-www-form-urlencoded") == told(category, **named)


@pytest.mark.parametrize(
    "pieces",
    [
        ["010", "1328", "9526"],  # somebody else's
        ["1328", "010", "9525"],
        ["010", "x", "1328", "9525"],
        ["199", "0030", "7"],  # few digits, cut where the date has no signs
        ["20", "3011", "377"],
        ["남궁", "서연"],
        ["seo.yun.7f3k", "mail.test"],
    ],
)
def test_near_misses(pieces: list[object]) -> None:
    assert found(json.dumps({"q": pieces}).encode()) == []
    assert found(json.dumps(dict(zip("abcd", pieces, strict=False))).encode()) == []


def test_a_whole_value_is_told_once() -> None:
    assert found(b'{"a": "010-1328-9525", "b": ""}') == told("phone_number", a="010-1328-9525")
    assert found(b'{"a": "", "b": "010-1328-9525"}') == told("phone_number", b="010-1328-9525")
    boxes = found(b"hp1=010&hp2=1328&hp3=9525", "application/x-www-form-urlencoded")
    assert [category for category, _, _ in boxes] == ["phone_number"]


def test_what_is_a_part_of_the_whole_is_that() -> None:
    body = json.dumps({"a": "namgung.seoyun", "b": "x"}).encode()
    assert [category for category, _, _ in found(body)] == ["name"]
    pieces = json.dumps({"a": "namgung.seoyun", "b": "mail.example"}).encode()
    assert found(pieces, email="namgung.seoyun@mail.example") == told("email", a="namgung.seoyun", b="mail.example")


def test_more_pieces_than_the_bound_are_none_of_a_value() -> None:
    text = "38400000-8cf0-11bd-b23e-10b96e40000d"
    cuts = [text[at : at + 5] for at in range(0, len(text), 5)]
    assert len(cuts) == MOST
    assert len(found(json.dumps(dict(zip("abcdefgh", cuts, strict=True))).encode())) == MOST
    smaller = [text[at : at + 4] for at in range(0, len(text), 4)]
    named = dict(zip("abcdefghi", ["x", *smaller[1:]], strict=True))
    assert found(json.dumps(named).encode()) == []


@given(st.lists(st.text(max_size=8), max_size=10))
def test_any_fields_give_hits_or_none(pieces: list[str]) -> None:
    for category, _, value in found(json.dumps({"q": pieces}).encode()):
        assert category in VALUES
        assert value


def test_spellings_that_many_share_are_not_put_together() -> None:
    assert found(b'{"a": "90", "b": "03", "c": "07"}') == []  # of the date two digits of the year: only by its name
    assert found(b'{"a": "\xea\xb9\x80", "b": "\xec\x88\x98"}', name="김수") == []
    assert found(b'{"a": "ab", "b": "cd"}', user_id="abcd") == []


def test_digits_are_cut_where_the_value_has_its_signs() -> None:
    assert found(b'{"a": "1990", "b": "0307"}') == []
    assert found(b'{"a": "2030", "b": "113", "c": "77"}') == []
    assert found(b'{"a": 1990, "b": 3, "c": 7}') == told("birth_date", a="1990", b="3", c="7")


def test_letter_case_and_signs_of_a_piece_are_free() -> None:
    assert found(b'{"a": "SEO.YUN.7F3K", "b": "@Mail.Example"}') == told("email", a="SEO.YUN.7F3K", b="@Mail.Example")
    assert found(b'{"a": "+82", "b": "10-1328-9525"}') == told("phone_number", a="+82", b="10-1328-9525")
    assert found(b'{"a": "(010)", "b": "1328", "c": "9525"}') == told("phone_number", a="(010)", b="1328", c="9525")


def test_two_values_in_a_row_are_two() -> None:
    pieces = ["010", "1328", "9525", "1990", "03", "07"]
    named = dict(zip("abcdef", pieces, strict=True))
    both = told("phone_number", **dict(list(named.items())[:3])) + told("birth_date", **dict(list(named.items())[3:]))
    assert found(json.dumps(named).encode()) == both


def test_what_holds_others_or_is_long_is_no_piece() -> None:
    assert found(json.dumps({"a": "010", "b": json.dumps({"x": "1328"}), "c": "9525"}).encode()) == []
    assert found(json.dumps({"a": "010", "b": "1328" + "-" * 80, "c": "9525"}).encode()) == []


def test_fields_of_two_values_are_no_neighbours() -> None:
    assert found(b'{"x": "{\\"a\\": \\"010\\"}", "y": "{\\"b\\": \\"1328\\", \\"c\\": \\"9525\\"}"}') == []


def test_a_value_is_told_again_where_it_stands_again() -> None:
    body = json.dumps({"z": "010-1328-9525", "a": "010", "b": "1328", "c": "9525"}).encode()
    assert sorted(path for _, path, _ in found(body)) == ["a", "b", "c", "z"]


def test_halves_of_a_place_are_none() -> None:
    assert found(b'{"geo": "-37.517235,127.047325"}', coordinates="37.517235,127.047325") == []
    assert found(b'{"a": "-37.517235", "b": "127.047325"}', coordinates="37.517235,127.047325") == []


def test_a_value_that_stands_whole_is_not_read_on_into_the_next() -> None:
    imei = "359088803189978"
    body = {"imei": imei, "rank": "0"}  # the first 14 digits and two more are an IMEI with the software's number
    assert found(json.dumps(body).encode(), imei=imei) == told("imei", imei=imei)
    cut = {"tac": "35908880", "snr": "318997", "svn": "80"}
    assert found(json.dumps(cut).encode(), imei=imei) == told("imei", **cut)


@pytest.mark.parametrize(
    ("category", "pieces"),
    [
        ("phone_number", ["010", "", "1328", "9525"]),
        ("phone_number", ["010", "-", "1328", " - ", "9525"]),
        ("birth_date", ["1990", "", "03", "", "07", ""]),
        ("postal_address", ["서울특별시 중구", "", "가온누리로 417", "", "", "1203동 805호"]),
    ],
)
def test_what_holds_nothing_between_pieces_is_no_piece(category: str, pieces: list[str]) -> None:
    """An address line that was left empty is no address."""
    named = dict(zip("abcdef", pieces, strict=False))
    told_of = {name: piece for name, piece in named.items() if piece.strip(" -")}
    assert found(json.dumps({"z": "x", **named, "y": "1"}).encode()) == told(category, **told_of)


@pytest.mark.parametrize(
    ("sent", "told_of"),
    [
        ({"first": "Haneul", "last": "Seomoon", "company": "", "vat": " "}, ("first", "last")),
        ({"first": "Haneul", "middle": "", "last": "Seomoon"}, ("first", "last")),
    ],
)
def test_nothing_is_no_piece(sent: dict[str, str], told_of: tuple[str, ...]) -> None:
    body = json.dumps(sent).encode()
    expected = [("name", path, sent[path]) for path in told_of]
    assert [one for one in found(body, name="Haneul Seomoon") if "+" not in one[1]] == expected
