"""Free space of a database: what is in it, and that any bytes are read."""

import sqlite3
from contextlib import closing

from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.decode import free_space


def made(*statements: str) -> bytes:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.execute("PRAGMA secure_delete = OFF")
        for each in statements:
            connection.execute(each)
        return connection.serialize()


def held(raw: bytes) -> bytes:
    return b" ".join([raw[start:end] for start, end in free_space.runs(raw)])


FULL = made("CREATE TABLE t (a TEXT)", "INSERT INTO t VALUES ('first of all'), ('second of all'), ('third of all')")


def test_a_database_without_a_loss_has_none() -> None:
    assert free_space.runs(FULL) == []
    assert free_space.runs(b"") == free_space.runs(FULL[:50]) == free_space.runs(bytes(4096)) == []


def test_rows_that_were_deleted_and_pages_that_were_freed() -> None:
    row = made(
        "CREATE TABLE t (a TEXT)",
        "INSERT INTO t VALUES ('first of all'), ('second of all'), ('third of all')",
        "DELETE FROM t WHERE a LIKE 'sec%'",
    )
    assert b"second of all" in held(row)
    assert b"first of all" not in held(row)
    pages = made(
        "CREATE TABLE t (a TEXT)",
        "INSERT INTO t VALUES ('words of a table')",
        "CREATE TABLE u (a TEXT)",
        "DROP TABLE t",
    )
    assert b"words of a table" in held(pages)


@given(st.integers(0, len(FULL) - 1), st.binary(max_size=8))
def test_any_bytes_are_read(at: int, noise: bytes) -> None:
    raw = FULL[:at] + noise + FULL[at + len(noise) :]
    for start, end in free_space.runs(raw):
        assert 0 <= start < end <= len(raw)
