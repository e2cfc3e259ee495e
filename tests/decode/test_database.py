"""SQLite's files: cells, what was deleted, and files that were made to do harm."""

import sqlite3
import struct
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trafficaudit.decode import Limits, database
from trafficaudit.model import Decoded

Body = Callable[..., Decoded]


def made(*statements: str) -> bytes:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.execute("PRAGMA secure_delete = OFF")
        for each in statements:
            connection.execute(each)
        return connection.serialize()


USERS = made(
    "CREATE TABLE user (id INTEGER PRIMARY KEY, mail TEXT, lat REAL, raw BLOB)",
    "INSERT INTO user VALUES (1, 'kim@example.kr', 37.514333, x'0102'), (2, 'lee@example.kr', NULL, '')",
    'CREATE TABLE "odd ""name" (a PRIMARY KEY, "b c") WITHOUT ROWID',
    "INSERT INTO \"odd \"\"name\" VALUES ('x', '김서윤')",
)


def found(decoded: Decoded) -> dict[str, object]:
    return {field.path: field.value for field in decoded.fields if field.layers == ("sqlite",)}


def test_every_cell(body: Body) -> None:
    decoded = body(USERS)
    assert found(decoded) == {
        "user[0].id": "1", "user[0].mail": "kim@example.kr", "user[0].lat": "37.514333", "user[0].raw": b"\x01\x02",
        "user[1].id": "2", "user[1].mail": "lee@example.kr",
        '["odd \\"name"][0].a': "x", '["odd \\"name"][0].b c': "김서윤",
    }  # fmt: skip
    assert decoded.opaque == ()
    assert {field.key for field in decoded.fields if field.path == "user[0].mail"} == {"mail"}


def test_one_that_is_written_ahead_of_its_log(body: Body, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "x.db", isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE t (mail TEXT)")
        connection.execute("INSERT INTO t VALUES ('kim@example.kr')")
    raw = (tmp_path / "x.db").read_bytes()
    assert raw[18:20] == b"\2\2"
    assert found(body(raw)) == {"t[0].mail": "kim@example.kr"}


def test_what_was_deleted_is_there_still(body: Body) -> None:
    raw = made(
        "CREATE TABLE t (mail TEXT)",
        "INSERT INTO t VALUES ('kim@example.kr'), ('gone.for.good@example.kr'), ('lee@example.kr')",
        "DELETE FROM t WHERE mail LIKE 'gone%'",
    )
    decoded = body(raw)
    assert {"t[0].mail", "t[1].mail"} <= {*found(decoded)}
    free = [field for field in decoded.fields if field.path.startswith("free[") and field.layers == ("sqlite",)]
    assert any(
        b"gone.for.good@example.kr" in bytes(field.value if isinstance(field.value, bytes) else field.value.encode())
        for field in free
    )
    assert all(raw[field.span.start : field.span.end] for field in free)


def test_definitions_of_the_file_do_nothing(body: Body) -> None:
    """Views, triggers, computed columns and virtual tables are the file's own programs."""
    raw = made(
        "CREATE TABLE t (mail TEXT)",
        "INSERT INTO t VALUES ('kim@example.kr')",
        "CREATE VIEW v AS SELECT load_extension('x')",
        "CREATE TRIGGER g AFTER INSERT ON t BEGIN DELETE FROM t; END",
        "CREATE VIRTUAL TABLE w USING fts5(words)",
    )
    assert found(body(raw))["t[0].mail"] == "kim@example.kr"
    column = "b AS (upper(a) || zeroblob(900000000))"
    computed = made(f"CREATE TABLE t (a TEXT, {column}, c TEXT)", "INSERT INTO t (a, c) VALUES ('x', 'lee@example.kr')")
    assert found(body(computed)) == {"t[0].a": "x", "t[0].c": "lee@example.kr"}


def test_a_table_that_nobody_but_its_program_can_read_hides_no_other(body: Body) -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.create_collation("LOCALIZED", lambda one, other: (one > other) - (one < other))
        for name in ("a", "b"):
            connection.execute(f"CREATE TABLE {name} (n TEXT COLLATE LOCALIZED PRIMARY KEY) WITHOUT ROWID")
            connection.execute(f"INSERT INTO {name} VALUES ('lee@example.kr')")
        connection.execute("CREATE TABLE c (mail TEXT COLLATE LOCALIZED)")
        connection.execute("INSERT INTO c VALUES ('kim@example.kr')")
        raw = connection.serialize()
    decoded = body(raw)
    assert found(decoded)["c[0].mail"] == "kim@example.kr"
    assert [gap.reason for gap in decoded.opaque] == ["a database that SQLite can not read to its end"]


def test_rows_without_an_end_stop_at_a_bound(body: Body, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "STEPS_MOST", 1)
    raw = made(
        "CREATE TABLE t (n)",
        "INSERT INTO t WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c LIMIT 5000) SELECT n FROM c",
    )
    assert any("not all rows were read" in gap.reason and gap.cut == "bound" for gap in body(raw).opaque)
    monkeypatch.undo()
    assert body(raw).opaque == ()
    assert any("work" in gap.reason for gap in body(raw, limits=Limits(work=20_000)).opaque)


def test_hostile_sizes_end_soon(body: Body) -> None:
    begun = time.process_time()
    for at, value in (
        (16, b"\x02\x00"),
        (16, b"\0\1"),
        (28, b"\xff" * 4),
        (32, b"\0\0\0\1" + b"\xff" * 4),
        (100, b"\x05"),
        (103, b"\xff\xff"),
        (105, b"\0\1"),
    ):
        body(USERS[:at] + value + USERS[at + len(value) :])
    for cut in (20, 99, 101, 4096, 5000):
        body(USERS[:cut])
    assert time.process_time() - begun < 20


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(16, len(USERS) - 1), st.binary(min_size=1, max_size=4)), max_size=6))
def test_any_file_is_read(body: Body, changes: list[tuple[int, bytes]]) -> None:
    raw = bytearray(USERS)
    for at, value in changes:
        raw[at : at + len(value)] = value
    body(bytes(raw[: len(USERS)]))


def test_a_table_that_cannot_be_read_ends_none_behind_it(body: Body) -> None:
    names = ("first", "second", "third", "fourth")
    raw = bytearray(
        made(
            *(s for n in names for s in (f"CREATE TABLE {n} (mail TEXT)", f"INSERT INTO {n} VALUES ('{n}@k.example')"))
        )
    )
    for page in (2, 3):
        raw[page * 4096] = 0xFF
    decoded = body(bytes(raw))
    assert found(decoded) == {"first[0].mail": "first@k.example", "fourth[0].mail": "fourth@k.example"}
    assert [gap.reason for gap in decoded.opaque] == ["a database that SQLite can not read to its end"]


def test_free_space_is_bounded_by_work_and_told(body: Body) -> None:
    raw = made("PRAGMA page_size = 512", "CREATE TABLE t (a TEXT)", *[f"CREATE TABLE t{n} (a)" for n in range(40)])
    assert body(raw).opaque == ()
    assert {gap.cut for gap in body(raw, limits=Limits(work=2_000)).opaque} == {"bound"}


def test_a_schema_that_names_another_page(body: Body) -> None:
    """The root of a table is a number in the file: one beyond its end is no table."""
    raw = USERS.replace(b"CREATE TABLE user", b"CREATE TABLE usex", 1)
    assert body(raw).opaque or found(body(raw))
    assert struct.unpack(">H", USERS[16:18]) == (4096,)
