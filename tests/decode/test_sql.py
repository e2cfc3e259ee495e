from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.decode import sql
from trafficaudit.model import Decoded

Body = Callable[..., Decoded]


def read(decoded: Decoded) -> list[tuple[str, str, str | bytes]]:
    return [(each.path, each.key, each.value) for each in decoded.fields if each.layers[-1:] == (sql.NAME,)]


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO users (email, sex, name) VALUES ('a@b.kr', 'F', '표서림');",
        "insert or replace into `users` (`email`,`sex`,`name`) values (\"a@b.kr\",\"F\",\"표서림\")",
        'REPLACE INTO "main"."users" ("email", "sex", "name") VALUES (\'a@b.kr\', \'F\', N\'표서림\')',
        "INSERT INTO [users] ([email], [id], [sex], [name]) VALUES ('a@b.kr', ?, 'F', '표서림')",
        "UPDATE users SET email = 'a@b.kr', sex='F', name = '표서림', n = n + 1",
        "SELECT u.id FROM users u WHERE u.email == 'a@b.kr' AND u.sex = \"F\" AND name LIKE '표서림' ORDER BY id",
        "DELETE FROM users WHERE email='a@b.kr' OR sex='F' OR name='표서림'",
    ],
)  # fmt: skip
def test_literals_are_called_by_their_columns(body: Body, statement: str) -> None:
    raw = statement.encode()
    decoded = body(raw)
    assert read(decoded) == [("email", "email", "a@b.kr"), ("sex", "sex", "F"), ("name", "name", "표서림")]
    for each in decoded.fields:
        if each.layers:
            assert raw[each.span.start : each.span.end].decode() == each.value


def test_rows_and_statements_after_each_other(body: Body) -> None:
    dump = "INSERT INTO t (id, memo) VALUES (7, 'it''s, (here)'), (-8.5, NULL);\nINSERT INTO t (id, memo) VALUES (date('now'), 'x')"
    found = body(dump.encode())
    assert read(found) == [
        ("id", "id", "7"), ("memo", "memo", "it's, (here)"), ("id[1]", "id", "-8.5"), ("memo[1]", "memo", "x"),
    ]  # fmt: skip
    assert [each.exact for each in found.fields if each.layers] == [True, False, True, True]


def test_a_doubled_quotation_mark_keeps_the_places_of_what_stands_in_a_text(body: Body) -> None:
    raw = b'UPDATE t SET doc = \'{"note": "it\'\'s", "email": "a@b.kr"}\', n = 1'
    found = next(each for each in body(raw).fields if each.key == "email")
    assert (found.value, raw[slice(*found.span)], found.exact) == ("a@b.kr", b"a@b.kr", True)


def test_what_a_text_holds_is_no_column(body: Body) -> None:
    raw = b"""INSERT INTO t (html, id) VALUES ('<input name="tel" value="01012345678">', '7')"""
    assert [each[1] for each in read(body(raw))] == ["html", "id"]


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("Please select a size where available = 'M'", []),
        ("INSERT INTO t VALUES ('a@b.kr')", []),  # no names
        ("INSERT INTO t (a, b) VALUES ('x')", []),  # fewer cells than columns
        ("INSERT INTO t (a) VALUES ('x', 'y')", []),  # more
        ("UPDATE t SET a = ?, b = :b", []),
        ("insert coins into the machine (two, three)", []),
        ("UPDATE t SET a = 'x', b = c", [("a", "x")]),
    ],
)
def test_what_has_no_name_or_is_no_value_gives_nothing(body: Body, text: str, columns: list[tuple[str, str]]) -> None:
    assert [each[1:] for each in read(body(text.encode()))] == columns


@given(st.text("INSERTO UPDATVLUSWHmyabc(),'\"`=;[]?0", max_size=300))
def test_any_text_gives_values_that_stand_where_they_say(body: Body, text: str) -> None:
    raw = f"INSERT INTO t (a, b) VALUES {text}".encode()
    for each in body(raw).fields:
        if each.layers == (sql.NAME,) and each.exact:
            assert raw[each.span.start : each.span.end].decode() == each.value
