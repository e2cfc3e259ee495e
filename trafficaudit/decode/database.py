"""SQLite's database files (sqlite.org/fileformat2.html): every cell at its table, row and column, and what is left in
free space of rows that were deleted.

SQLite itself reads the file, in memory and reading only: without functions, triggers or views, whose definitions are
the file's own, and within a number of steps.
"""

import sqlite3
from collections.abc import Iterator

from trafficaudit.decode import free_space
from trafficaudit.decode.limits import WORK, Bound
from trafficaudit.decode.node import Child, Node, Obstacle, Opened, item, member
from trafficaudit.decode.text import as_text

NAME = "sqlite"
MEDIA = None
TEXT = False
MARKS = ""
ONLY = None

HEAD = b"SQLite format 3\0"
STEPS_MOST = 20_000
"""Times a thousand steps of SQLite's machine that are made for one file."""

_LONGEST_SQL = 32_768
"""Bytes of a table's definition: many may share their bytes."""

_STEPS = 1_000
_VERSIONS = slice(18, 20)
_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE TABLE%' ORDER BY rowid"
_ALLOWED = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ})
_LIKE, _COLUMNS = "like", "table_xinfo"
_HIDDEN = 6
"""Where the description of a column says that it is computed, or hidden: its expression is the file's own."""
_FAULTS = (sqlite3.Error, sqlite3.Warning, OverflowError, ValueError)
_LONG = Bound("a database of which not all rows were read")
_BROKEN = "a database that SQLite can not read to its end"


def shows(raw: bytes) -> bool:
    """Say whether bytes begin as a database."""
    return raw.startswith(HEAD)


def sniff(node: Node) -> bool:
    """See ``Decoder``."""
    return shows(node.raw)


def decode(node: Node) -> Iterator[Opened]:
    """Give every cell that is not empty, and the runs of free space that are not empty either."""
    size = len(node.raw)
    children: list[Child] = []
    obstacles: list[Obstacle] = []
    free = free_space.runs(node.raw, node.room, node.budget)
    connection = sqlite3.connect(":memory:", isolation_level=None, cached_statements=0)
    try:
        _prepare(connection, node.raw)
        for reason in _tables_read(node, connection, children):
            obstacles.append((node.path, 0, size, reason))
    except _FAULTS as error:
        obstacles.append((node.path, 0, size, _LONG if _is_bound(error) else _BROKEN))
    finally:
        connection.close()
    children += [
        (item(member(node.prefix, "free"), number), node.key, node.raw[start:end], start, end, True)
        for number, (start, end) in enumerate(free[: max(node.room - len(children), 0)])
    ]
    if children or obstacles:
        yield Opened((NAME,), children, sure=True, obstacles=obstacles)


def _is_bound(error: Exception) -> bool:
    """Say whether a bound ended the reading: of steps, or of a definition, which SQLite tells as one of many faults."""
    return getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_INTERRUPT or str(error).endswith("too big")


def _prepare(connection: sqlite3.Connection, raw: bytes) -> None:
    """Open a copy for reading only; one that was written ahead of its log is opened without it."""
    copy = bytearray(raw)
    copy[_VERSIONS] = b"\x01\x01"
    connection.deserialize(bytes(copy))
    connection.text_factory = bytes
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, max(len(raw), 1 << 16))
    connection.setlimit(sqlite3.SQLITE_LIMIT_SQL_LENGTH, _LONGEST_SQL)
    for pragma in ("trusted_schema = OFF", "cell_size_check = ON", "query_only = ON"):
        connection.execute(f"PRAGMA {pragma}")
    left = [STEPS_MOST]

    def stop() -> int:
        left[0] -= 1
        return int(left[0] < 0)

    connection.set_progress_handler(stop, _STEPS)
    connection.set_authorizer(_authorized)


def _authorized(action: int, first: str | None, second: str | None, *_: str | None) -> int:
    like = action == sqlite3.SQLITE_FUNCTION and second == _LIKE
    columns = action == sqlite3.SQLITE_PRAGMA and first == _COLUMNS
    return sqlite3.SQLITE_OK if action in _ALLOWED or like or columns else sqlite3.SQLITE_DENY


def _tables_read(node: Node, connection: sqlite3.Connection, children: list[Child]) -> Iterator[str]:
    """Read the tables; give why one was not read, once. One that asks for an order of Android's hides no other."""
    told = False
    for table in list(_tables(node, connection)):
        try:
            if not _read(node, connection, table, children):
                yield WORK
                return
        except _FAULTS as error:
            if _is_bound(error):
                raise
            if not told:
                yield _BROKEN
            told = True


def _read(node: Node, connection: sqlite3.Connection, table: str, children: list[Child]) -> bool:
    """Read a table; false where the bound on work is reached."""
    for child in _cells(node, connection, table):
        children.append(child)
        if len(children) > node.room or not node.budget.spend(node.budget.TOKEN + len(child[2])):
            return False
    return True


def _cells(node: Node, connection: sqlite3.Connection, table: str) -> Iterator[Child]:
    size, quoted = len(node.raw), table.replace('"', '""')
    described = connection.execute(f'PRAGMA table_xinfo("{quoted}")').fetchall()
    names = [_name(each[1]) for each in described if not each[_HIDDEN]]
    listed = ", ".join('"' + name.replace('"', '""') + '"' for name in names)
    rows = connection.execute(f'SELECT {listed} FROM "{quoted}"')  # noqa: S608  # the names are quoted
    prefix = member(node.prefix, table)
    for number, row in enumerate(rows):
        place = item(prefix, number)
        for name, value in zip(names, row, strict=True):
            if value is not None and value != b"":
                yield member(place, name), name, _text(value), 0, size, False


def _tables(node: Node, connection: sqlite3.Connection) -> Iterator[str]:
    """Give the names of the tables; what is left out for the work is told with the cells."""
    for (written,) in connection.execute(_TABLES):
        if not node.budget.spend(node.budget.TOKEN + len(written or b"")):
            return
        yield _name(written)


def _name(written: object) -> str:
    return written.decode("utf-8", "replace") if isinstance(written, bytes) else str(written)


def _text(value: float | bytes) -> str | bytes:
    if isinstance(value, bytes):
        return as_text(value) or value
    return repr(value)
