import csv
import io
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.decode import Limits
from trafficaudit.model import Decoded

Body = Callable[..., Decoded]

CELL = st.text("ab1@홍,;|\t\"' \n", max_size=8).filter(lambda t: t.strip(" ") == t)


def opened(decoded: Decoded) -> dict[str, str | bytes]:
    return {f.path: f.value for f in decoded.fields if f.layers == ("csv",)}


@given(st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=1, max_size=6), st.sampled_from(",;\t|"))
def test_against_the_standard_library(body: Body, rows: Any, sign: str) -> None:
    sink = io.StringIO()
    writer = csv.writer(sink, delimiter=sign, quoting=csv.QUOTE_ALL)
    writer.writerows([["email", "phone", "memo"], *rows])
    found = opened(body(sink.getvalue().encode(), "text/csv"))
    names = ("email", "phone", "memo")
    wanted = {
        f"[{n}].{name}": cell for n, row in enumerate(rows) for name, cell in zip(names, row, strict=True) if cell
    }
    assert found == wanted


@pytest.mark.parametrize("sign", [",", "\t", ";", "|"])
@pytest.mark.parametrize("label", ["text/csv", "text/plain", ""])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_column_names_the_value(body: Body, sign: str, label: str, end: str) -> None:
    raw = end.join(
        sign.join(row) for row in (("email", "phone"), ("kim@example.kr", "01012345678"), ("", "021"))
    ).encode()
    fields = {f.path: f for f in body(raw, label).fields if f.layers}
    assert {path: (f.key, f.value) for path, f in fields.items()} == {
        "[0].email": ("email", "kim@example.kr"),
        "[0].phone": ("phone", "01012345678"),
        "[1].phone": ("phone", "021"),
    }
    assert raw[slice(*fields["[0].phone"].span)] == b"01012345678"
    assert fields["[0].phone"].exact


@pytest.mark.parametrize(
    "row",
    [
        ("1", "남궁서윤", "kim@example.kr"),
        ("홍길동", "010-9183-2746"),
        ("click", "9774d56d682e549c"),
        ("a", "https://shop.example/"),
        ("1", "2", "x"),
    ],
)
def test_a_labelled_table_may_begin_with_values(body: Body, row: tuple[str, ...]) -> None:
    other = tuple(f"x{number}" for number, _ in enumerate(row))
    raw = "\n".join(",".join(each) for each in (row, other)).encode()
    assert opened(body(raw, "text/csv")) == {
        f"[{at}][{column}]": cell for at, each in enumerate((row, other)) for column, cell in enumerate(each)
    }


@pytest.mark.parametrize("head", [("name", "2026-01", "2026.02"), ("이름", "주소"), ("id", "2", "email")])
def test_days_and_words_name_columns(body: Body, head: tuple[str, ...]) -> None:
    raw = "\n".join(",".join(each) for each in (head, head[::-1])).encode()
    assert {path.partition("]")[0] for path in opened(body(raw, "text/csv"))} == {"[0"}


def test_quotes_names_in_hangul_and_a_mark(body: Body) -> None:
    raw = '\ufeff"이름",주소,note\n"홍길동","서울, 강남 ""역""",{"a": 1}'.encode()
    fields = {f.path: f for f in body(raw).fields if f.layers == ("csv",)}
    assert (fields["[0].이름"].value, fields["[0].이름"].exact) == ("홍길동", True)
    assert (fields["[0].주소"].value, fields["[0].주소"].exact) == ('서울, 강남 "역"', False)
    assert raw[slice(*fields["[0].주소"].span)].decode() == '서울, 강남 ""역""'


def test_cells_are_looked_into_and_cp949_is_read(body: Body) -> None:
    raw = b'id,payload\n7,"{""email"": ""kim@example.kr""}"\n'
    assert ("[0].payload.email", ("csv", "json")) in [(f.path, f.layers) for f in body(raw, "text/csv").fields]
    wide = "name,memo\n홍길동,서울특별시 강남구\n".encode("cp949")
    assert ("[0].name", "홍길동") in [(f.path, f.value) for f in body(wide, "text/csv").fields]


def test_the_last_row_may_be_cut(body: Body) -> None:
    assert opened(body(b"email,phone,age\na@example.kr,1,2\nb@example.kr,3"))["[1].phone"] == "3"


@pytest.mark.parametrize(
    "raw",
    [
        "Dear Kim, thank you\nWe are fine, really",
        "Hello, my name is Kim.\nI live in Seoul, Korea, since 1991.",
        "2026-11-26,INFO,started\n2026-11-26,INFO,stopped",
        "INFO,main,started 1\nINFO,main,stopped 2",
        "email,phone",
        "email,phone\n",
        "email,email\nkim@example.kr,1",
        "email,phone\nkim@example.kr",
        "email,phone\na@example.kr,1\nb@example.kr,1,2",
        "one,two\nthree,four",
        "GET /a, b HTTP/1.1\nHost: a,b",
        "a=1,b=2\nc=3,d=4",
        "서울, 부산에서 만나요\n대구, 광주에서 1시에",
    ],
)
def test_prose_logs_and_what_else_is_no_table(body: Body, raw: str) -> None:
    assert not opened(body(raw.encode()))


def test_a_long_table_is_read_as_far_as_the_bounds_let_and_that_is_said(body: Body) -> None:
    raw = b"email,age\n" + b"kim@example.kr,33\n" * 1_000
    few = body(raw, limits=Limits(fields=100))
    assert "kim@example.kr" in opened(few).values()
    assert "node bound" in few.opaque[-1].reason
    little = body(raw, limits=Limits(work=100_000))
    assert "[0].email" in opened(little)
    assert any("work" in o.reason for o in little.opaque)


def test_the_gate_is_a_line_end(body: Body) -> None:
    assert not opened(body(b"email,phone kim@example.kr,01012345678"))


@given(st.text('ab,;\t|"\n\r 1@홍', max_size=60))
def test_any_text(body: Body, text: str) -> None:
    body(text.encode(), "text/csv")
    body(b"a,b\n" + text.encode())


@given(st.binary(max_size=60))
def test_any_bytes(body: Body, raw: bytes) -> None:
    body(b"a,b\n" + raw, "text/csv")


def test_a_value_may_be_its_columns_name_but_not_a_row_the_names(body: Body) -> None:
    named = opened(body(b"seq;event;zip\n1;event;06234\n2;view;06235\n"))
    assert named["[0].zip"] == "06234"
    assert opened(body(b"seq;event;zip\n1;event;zip\n2;view;06235\n")) == {}
    assert opened(body(b"event;zip\nevent;06234\nview;06235\n")) == {}


def test_where_a_bound_falls_within_a_row_the_gap_begins_with_it(body: Body) -> None:
    head = b",".join(b"c%d" % number for number in range(500)) + b"\n"
    row = b"1" + b"," * 499 + b"\n"
    decoded = body(
        head + row * 2 + b"kim@example.kr" + b",5" * 499 + b"\n" + row, "text/csv", limits=Limits(fields=1_100)
    )
    assert [f.path for f in decoded.fields if f.layers] == ["[0].c0", "[1].c0"]
    assert [gap.span.start for gap in decoded.opaque] == [len(head) + 2 * len(row)]
