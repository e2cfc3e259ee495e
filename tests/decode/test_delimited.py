from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from trafficaudit.decode import decode
from trafficaudit.model import Decoded, Exchange

Body = Callable[..., Decoded]
Build = Callable[..., Exchange]
Check = Callable[[Exchange, Decoded], None]


def takes_turns(values: list[str]) -> bool:
    """Say whether three names stand before values of which at least half are none: then these are named by them."""
    names, said = values[::2], values[1::2]
    named = len(values) == 6 and len({*names}) == 3 and all(name[0] in "abcdefgh" and "@" not in name for name in names)
    return named and sum(value[0] not in "abcdefgh" or "@" in value for value in said) >= 2


@pytest.mark.parametrize("sign", ["|", "\t", ","])
@example(values=["a02", "000", "a01", "000", "a00", "000"])
@example(values=["a02", "000", "a01", "abc", "a00", "abc"])
@given(values=st.lists(st.text("abcdefgh0123@.", min_size=3, max_size=12), min_size=3, max_size=6))
def test_lists(body: Body, sign: Any, values: Any) -> None:
    raw = sign.join(values).encode()
    layer = "alternating" if takes_turns(values) else "delimited"
    found = [f for f in body(raw).fields if f.layers == (layer,)]
    assert [f.value for f in found] == values
    assert [f.path for f in found] == [f"[{i}]" for i in range(len(values))]
    assert all(f.exact for f in found)


@pytest.mark.parametrize(
    "written",
    [
        "id={0}; mail={1}",
        "id:{0},mail:{1}",
        "id={0}|mail={1}",
        "id={0}\nmail={1}\n",
        "id: {0}\r\nmail: {1}",
        "id={0} mail={1}",
        'id="{0}", mail="{1}"',
        'var id = "{0}";\nvar mail = "{1}";\n',
        "const id='{0}';let mail='{1}'",
        "id={0}~mail={1}",
        "id={0}^mail={1}",
    ],
)
def test_pairs(body: Body, written: Any) -> None:
    raw = written.format("abc-123", "kim@example.kr").encode()
    found = {f.path: f.value for f in body(raw).fields if f.layers == ("delimited",)}
    assert found == {"id": "abc-123", "mail": "kim@example.kr"}


BEACON = "k\tes6xLJX0SR6a\nsid\t77-1\nosv\t17.2\nun\tKim, Min\nue\tkim@example.kr\nm_grade\tgold"


def test_lines_of_a_short_name_a_tab_and_a_value(body: Body) -> None:
    alone = {f.path: f.value for f in body(BEACON.encode()).fields if f.layers == ("delimited",)}
    assert alone == dict(line.split("\t") for line in BEACON.split("\n"))
    both = body(f"{BEACON}\n\n{BEACON}\n".encode()).fields
    names = [f.value for f in both if f.key == "un"]
    assert names == ["Kim, Min", "Kim, Min"]
    assert [f.path for f in both if f.key == "un"] == ["[0].un", "[1].un"]
    assert all(f"{BEACON}\n\n{BEACON}\n".encode()[slice(*f.span)] == b"Kim, Min" for f in both if f.key == "un")


@pytest.mark.parametrize(
    "raw",
    [
        "name\tmail\nlee\ta@b.kr\nkim\tb@b.kr\nlee\tc@b.kr\nchoi\td@b.kr\npark\te@b.kr",
        "username\tmail\nleeminho\ta1@b.kr\nkimchulsoo\tb2@b.kr\nparkyeong\tc3@b.kr\nchoisoo\td4@b.kr",
        "a\tb1\nc\td2\ne\tf3",
    ],
)
def test_tables_of_two_columns_are_no_names_and_values(body: Body, raw: str) -> None:
    assert not any(f.layers == ("delimited",) and f.path in {"lee", "leeminho", "a"} for f in body(raw.encode()).fields)


@pytest.mark.parametrize("sign", ["|", ";", ","])
def test_lines_of_pairs_end_where_the_next_begins(body: Body, sign: Any) -> None:
    raw = sign.join(["id=a1", "page=home"]) + "\n" + sign.join(["id=b2", "page=cart"])
    found = {f.path: f.value for f in body(raw.encode()).fields if f.layers == ("delimited",)}
    assert found == {"id": "a1", "page": "home", "id[1]": "b2", "page[1]": "cart"}


def test_a_value_of_several_lines_stays_one(body: Body) -> None:
    found = {f.path: f.value for f in body(b"id=a1|memo=by the door\nring twice|n=1").fields if f.layers}
    assert found == {"id": "a1", "memo": "by the door\nring twice", "n": "1"}


def test_channel_of_a_header(exchange: Build, check: Check) -> None:
    made = exchange(headers=((b"x-ttid", b"1560@taobao_android_10.2.0"), (b"x-mail", b"kim@example.kr")))
    decoded = decode(made)
    check(made, decoded)
    assert [(f.path, f.value) for f in decoded.fields if f.layers] == [
        ("x-ttid[0]", "1560"),
        ("x-ttid[1]", "taobao_android_10.2.0"),
    ]


def test_parameters_of_a_path_hold_text(body: Body) -> None:
    fields = body(b'{"v": "pixel;r=1;url=https://m.shop.example/;mail=kim@example.kr;title=two words"}').fields
    assert {f.path: f.value for f in fields if f.key in ("url", "mail")} == {
        "v.url": "https://m.shop.example/",
        "v.mail": "kim@example.kr",
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('app;os="14";mail="a;b@example.kr"', {"[0]": "app", "os": "14", "mail": "a;b@example.kr"}),
        ("app/9.1; os=14; id=abc", {"[0]": "app/9.1", "os": "14", "id": "abc"}),
        ('k="a, b=c", mail="kim@example.kr"', {"k": "a, b=c", "mail": "kim@example.kr"}),
        ('id=:a2ltQGV4YW1wbGUua3I=:, n=%"%ed%91%9c"', {"id": "a2ltQGV4YW1wbGUua3I=", "n": "%ed%91%9c"}),
        ("id=:abc, n=%x", {"id": ":abc", "n": "%x"}),
    ],
)
def test_structured_fields_of_headers(check: Check, exchange: Build, text: str, expected: Any) -> None:
    made = exchange(headers=((b"X-Client", text.encode()),))
    decoded = decode(made)
    check(made, decoded)
    found = {f.path: f.value for f in decoded.fields if f.part == "header" and f.layers == ("delimited",)}
    assert {path.removeprefix("x-client").removeprefix("."): value for path, value in found.items()} == expected


def test_runs_between_control_characters(body: Body) -> None:
    raw = b"kim@example.kr\x01SM-S918N\x01wifi\x01ko_KR"
    assert [f.value for f in body(raw).fields[1:]] == ["kim@example.kr", "SM-S918N", "wifi", "ko_KR"]


@pytest.mark.parametrize(
    "text",
    [
        "Mozilla/5.0 (Linux; Android 14; SM-S918N)",
        "서울시 중구, 세종대로 110",
        "Tue, 24 Nov 2026",
        "one; two three",
        "kim@example.kr",
        "aa:bb:cc:dd:ee:ff",
        "two words;a=1;b=2;c=3",
        "note;see a;b=1;c=2 of it",
        "note;a=1;b=of two",
    ],
)
def test_prose_stays_whole(body: Body, text: str) -> None:
    assert not any("delimited" in f.layers for f in body(f'{{"v": "{text}"}}'.encode()).fields)


@given(st.binary(max_size=40), st.sampled_from([b"|", b";", b",", b"=", b":", b"\x01", b"\n"]))
def test_any_bytes(body: Body, sign: Any, raw: bytes) -> None:
    body(raw + sign + raw + sign + b"a=b")


def test_a_name_of_lines_may_lead_to_what_it_names(body: Body) -> None:
    raw = b"mail=kim@example.kr\nclose/time=323\n" + b"other=1\n" * 200
    found = {field.path: field.value for field in body(raw).fields if field.layers == ("delimited",)}
    assert (found["mail"], found["close/time"]) == ("kim@example.kr", "323")
    assert [one.value for one in body(b"see https://a.kr/x: kim/lee").fields if one.layers == ("delimited",)] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Shop/9.1 (udid:0f3a77; os:16) okhttp/4", {"udid": "0f3a77", "os": "16"}),
        ("Shop/9.1 (udid=0f3a77; mail=two words)", {"udid": "0f3a77", "mail": "two words"}),
        ("Shop/9.1 (Linux; os:16; udid:0f3a77)", {}),
        ("Mozilla/5.0 (X11; rv:109.0) Gecko/20100101", {}),
    ],
)
def test_pairs_in_a_comment(check: Check, exchange: Build, text: str, expected: Any) -> None:
    made = exchange(headers=((b"User-Agent", text.encode()),))
    decoded = decode(made)
    check(made, decoded)
    assert {f.key: f.value for f in decoded.fields if f.path.startswith("user-agent.")} == expected


@pytest.mark.parametrize(
    "text",
    [
        "var home = '테헤란로 152; 101동'; var mail = 'a@b.example';",
        "var mail = \"a@b.example\";\nvar home = '테헤란로 152; 101동';\n",
        "const mail='a@b.example';let home=\"테헤란로 152; 101동\"",
    ],
)
def test_a_sign_in_what_a_program_quotes_ends_no_statement(body: Body, text: str) -> None:
    found = {field.key: field.value for field in body(text.encode()).fields if field.key}
    assert found == {"home": "테헤란로 152; 101동", "mail": "a@b.example"}
