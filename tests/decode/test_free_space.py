"""Free space of a database: what is in it, and that any bytes are read."""

import sqlite3
from contextlib import closing

from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.decode import Limits, free_space
from trafficaudit.decode.limits import Budget


def made(*statements: str) -> bytes:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.execute("PRAGMA secure_delete = OFF")
        for each in statements:
            connection.execute(each)
        return connection.serialize()


def runs(raw: bytes, most: int = 1 << 20) -> list[tuple[int, int]]:
    return free_space.runs(raw, most, Budget(Limits()))


def held(raw: bytes) -> bytes:
    return b" ".join([raw[start:end] for start, end in runs(raw)])


FULL = made("CREATE TABLE t (a TEXT)", "INSERT INTO t VALUES ('first of all'), ('second of all'), ('third of all')")


def test_a_database_without_a_loss_has_none() -> None:
    assert runs(FULL) == []
    assert runs(b"") == runs(FULL[:50]) == runs(bytes(4096)) == []


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


def test_a_page_beyond_the_first_65_536_is_looked_at() -> None:
    """Nothing but free pages of the smallest size, which a trunk at the end lists; the last one holds words."""
    count = 66_000
    head = bytearray(b"SQLite format 3\0" + bytes(84))
    head[16:18], head[32:36] = b"\2\0", count.to_bytes(4, "big")
    trunk = bytes(4) + (1).to_bytes(4, "big") + (count - 1).to_bytes(4, "big")
    raw = bytes(head).ljust(512, b"\0") + bytes(512) * (count - 3) + b"words of a page".ljust(512, b"\0")
    raw += trunk.ljust(512, b"\0")
    assert len(raw) == 512 * count
    assert [raw[start:end] for start, end in runs(raw)] == [b"words of a page"]


def test_blocks_of_no_bytes_end_and_runs_are_as_many_as_asked_for() -> None:
    pages = bytearray(FULL)
    pages[4096 + 1 : 4096 + 3] = (8).to_bytes(2, "big")
    pages[4096 + 8 : 4096 + 12] = (8).to_bytes(2, "big") + bytes(2)
    runs(bytes(pages))
    rows = [f"INSERT INTO t VALUES ('row number {n} of all')" for n in range(30)]
    gone = made("CREATE TABLE t (a TEXT)", *rows, "DELETE FROM t WHERE rowid % 2")
    assert len(runs(gone)) > 5
    assert runs(gone, 5) == runs(gone)[:5]


@given(st.integers(0, len(FULL) - 1), st.binary(max_size=8))
def test_any_bytes_are_read(at: int, noise: bytes) -> None:
    raw = FULL[:at] + noise + FULL[at + len(noise) :]
    for start, end in runs(raw):
        assert 0 <= start < end <= len(raw)
