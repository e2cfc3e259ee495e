"""What Go prints of its values: each verb of package ``fmt``, and what only looks like it."""

import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import documents

from trafficaudit.model import Decoded

Body = Callable[..., Decoded]


def read(decoded: Decoded) -> list[tuple[str, str, str | bytes]]:
    return [(each.path, each.key, each.value) for each in decoded.fields if each.layers == ("go",)]


@pytest.mark.parametrize("lead", ["", "&", "saved user: ", "2026/11/24 09:00:00 got &"])
def test_what_plus_v_prints(body: Body, lead: str) -> None:
    raw = f"{lead}{{Email:a@b.kr Name:표 서림 Addr:{{Zip:06234 City:Seoul}} Tags:[new sale] Next:<nil> P:0xc000012345 At:2026-11-24 09:00:00 +0900 KST N:12}}"
    assert read(body(raw.encode())) == [
        ("Email", "Email", "a@b.kr"), ("Name", "Name", "표 서림"), ("Addr.Zip", "Zip", "06234"),
        ("Addr.City", "City", "Seoul"), ("Tags[0]", "Tags", "new"), ("Tags[1]", "Tags", "sale"),
        ("At", "At", "2026-11-24 09:00:00 +0900 KST"), ("N", "N", "12"),
    ]  # fmt: skip


def test_maps_and_lists_of_structs(body: Body) -> None:
    assert read(body(b"map[email:a@b.kr user:map[zip:06234] rows:[{A:1 B:x} {A:2 B:y}]]")) == [
        ("email", "email", "a@b.kr"), ("user.zip", "zip", "06234"), ("rows[0].A", "A", "1"), ("rows[0].B", "B", "x"),
        ("rows[1].A", "A", "2"), ("rows[1].B", "B", "y"),
    ]  # fmt: skip


def test_what_sharp_v_prints(body: Body) -> None:
    raw = (
        'main.User{Email:"a@b.kr", Note:"say \\"hi\\"", Addr:main.Addr{Zip:"06234", N:12}, Tags:[]string{"new"}, Raw:[]uint8{0x68, 0x69}, '
        'M:map[string]interface {}{"sex":"F"}, P:(*main.X)(0xc000), Q:(*string)(nil), E:interface {}(nil), T:time.Date(2026, time.November, 24, 9, 0)}'
    )
    assert read(body(raw.encode())) == [
        ("Email", "Email", "a@b.kr"), ("Note", "Note", 'say "hi"'), ("Addr.Zip", "Zip", "06234"), ("Addr.N", "N", "12"),
        ("Tags[0]", "Tags", "new"), ("Raw[0]", "Raw", "0x68"), ("Raw[1]", "Raw", "0x69"), ("M.sex", "sex", "F"),
        ("T", "T", "time.Date(2026, time.November, 24, 9, 0)"),
    ]  # fmt: skip
    assert read(body(b'map[string]string{"email":"a@b.kr", "zip":"06234"}')) == [
        ("email", "email", "a@b.kr"), ("zip", "zip", "06234"),
    ]  # fmt: skip
    assert read(body(b'[]main.P{main.P{X:"a", Y:1}, main.P{X:"b", Y:2}}'))[-1] == ("[1].Y", "Y", "2")


@pytest.mark.parametrize(
    "raw",
    ["{Email:a@b.kr}", "{a:1, b:2}", "{Email:a@b.kr Name:x", "{Email:a@b.kr Name:x]", "{Email:a@b.kr Name:x}}", "body {color:red}", "{a:b c:d} e",
     "{http://x.kr https://y.kr}", "note {see: above and: below}", 'main.User{"a", "b"', 'fmt.X{A:"1", B:}', "map[a:1]", "{color:red;margin:0 auto}", "h1{top:1px left:2px}"],
)  # fmt: skip
def test_what_only_looks_like_it_is_none(body: Body, raw: str) -> None:
    assert read(body(raw.encode())) == []


def test_a_text_may_have_commas_in_it(body: Body) -> None:
    """As Go 1.24 prints a struct and a map with a postal address."""
    raw = "{Name:표서림 Address:서울특별시 강서구 달빛로 4168, 새벽빌라 980호 Age:33 M:map[city:서울, 강서구 imei:353412954450169]}"
    assert read(body(raw.encode())) == [
        ("Name", "Name", "표서림"), ("Address", "Address", "서울특별시 강서구 달빛로 4168, 새벽빌라 980호"), ("Age", "Age", "33"),
        ("M.city", "city", "서울, 강서구"), ("M.imei", "imei", "353412954450169"),
    ]  # fmt: skip


def test_a_value_may_begin_as_a_path(body: Body) -> None:
    assert read(body(b"map[page:/my/orders email:a@b.kr ref:https://shop.example/a]")) == [
        ("page", "page", "/my/orders"), ("email", "email", "a@b.kr"), ("ref", "ref", "https://shop.example/a"),
    ]  # fmt: skip
    assert read(body(b"{Page:/my/orders Email:a@b.kr}"))[1] == ("Email", "Email", "a@b.kr")


def test_a_list_of_maps_or_structs(body: Body) -> None:
    assert read(body(b"[map[phone:010-1234-5678 in:map[zip:06234]] map[memo:]]")) == [
        ("[0].phone", "phone", "010-1234-5678"), ("[0].in.zip", "zip", "06234"),
    ]  # fmt: skip
    assert read(body(b"[{A:1 B:x} {A:2 B:y}]"))[-1] == ("[1].B", "B", "y")


def test_what_holds_nothing_of_a_kind(body: Body) -> None:
    """As Go 1.24 writes lists, maps and bytes that are none."""
    raw = 'main.User{Email:"a@b.kr", Tags:[]string(nil), Photo:[]uint8(nil), M:map[string]interface {}(nil), P:[]*main.User(nil), Zip:"06234"}'
    assert read(body(raw.encode())) == [("Email", "Email", "a@b.kr"), ("Zip", "Zip", "06234")]


@pytest.mark.parametrize("raw", ["{a:1, b=2 c:3}", '{a:1, "b":2 c:3}', "{a:x, {y} b:2}", "{a:x, b:y, c:z}"])
def test_commas_that_part_members_are_of_others(body: Body, raw: str) -> None:
    assert read(body(raw.encode())) == []


def test_values_stand_where_they_say(body: Body) -> None:
    raw = "{Name:표 서림 Zip:06234}".encode()
    assert [raw[slice(*each.span)].decode() for each in body(raw).fields if each.layers] == ["표 서림", "06234"]


@given(documents.members(2, r"[A-Z][a-zA-Z_]{0,8}"))
def test_every_quoted_text_comes_back(body: Body, members: dict[str, str]) -> None:
    listed = ", ".join(f"{key}:{json.dumps(value, ensure_ascii=False)}" for key, value in members.items())
    assert {key: value for _, key, value in read(body(f"main.User{{{listed}}}".encode()))} == members


@given(st.text('{}[]: ",ABab1&()', max_size=60))
def test_any_signs_are_read_or_left_alone(body: Body, signs: str) -> None:
    for head in ("{A:1 ", "map[a:1 ", "main.U{A:1, "):
        body(f"{head}{signs}}}".encode())
