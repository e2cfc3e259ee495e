"""What each side of the rehearsal wrote down, as JSON lines: the truth that a recording is held against.

A row is one request with its response, or one message of a protocol that has messages. Rows reach the file with one
``write`` each, so that neither a killed proxy nor a killed phone takes any with it.
"""

import hashlib
import json
import os
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

ID_HEADER = "x-rehearsal-id"
"""The request header that carries an exchange's id."""

COMPLETE = "complete"
"""The outcome of what went through to its end."""

EXCHANGE, TO_SERVER, TO_CLIENT = "exchange", "to_server", "to_client"
"""The directions of a row: a request with its response, or one message."""

NOTHING = hashlib.sha256(b"").hexdigest()
"""The SHA-256 of an empty body."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerRow:
    """What a server received and what it answered.

    ``protocol`` is one of ``http/1.1``, ``http/2``, ``http/3``, ``websocket``, ``tcp`` and ``dns``; a gRPC call is one
    row of ``http/2`` with its numbers of messages. Sizes and digests are those of the bodies as they went over the wire
    (content coding kept, transfer coding and frames removed). ``outcome`` is ``complete``, the name of the fault that
    the server was asked for, or ``cut`` where the other side went away. A WebSocket or TCP message fills only the
    request's or only the response's columns. ``connection`` numbers the server's connections.
    """

    id: str
    protocol: str
    direction: str = EXCHANGE
    method: str = ""
    host: str = ""
    path: str = ""
    server_address: str = ""
    connection: int = 0
    request_size: int = 0
    request_sha256: str = NOTHING
    response_size: int = 0
    response_sha256: str = NOTHING
    status: int = 0
    messages_in: int = 0
    messages_out: int = 0
    outcome: str = COMPLETE
    at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneRow:
    """What the phone sent and what it got back; columns as in `ServerRow`.

    ``started_at`` and ``completed_at`` are wall-clock times (ISO 8601, UTC); the ``_monotonic`` ones are seconds of
    this machine's monotonic clock, which all its processes share. ``outcome`` is ``complete``, or says what went wrong.
    """

    id: str
    phase: str
    protocol: str
    direction: str = EXCHANGE
    method: str = ""
    host: str = ""
    path: str = ""
    request_size: int = 0
    request_sha256: str = NOTHING
    response_size: int = 0
    response_sha256: str = NOTHING
    status: int = 0
    started_at: str = ""
    completed_at: str = ""
    started_monotonic: float = 0.0
    completed_monotonic: float = 0.0
    outcome: str = COMPLETE


class Ledger:
    """A file of rows that only grows. Several processes may append to one file: each row is a single ``write``."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
        self.rows = 0

    def add(self, row: ServerRow | PhoneRow) -> None:
        """Append a row."""
        names = _SERVER if isinstance(row, ServerRow) else _PHONE
        line = json.dumps({name: getattr(row, name) for name in names}, ensure_ascii=False)
        os.write(self._file, line.encode() + b"\n")
        self.rows += 1

    def close(self) -> None:
        """Close the file; closing twice is no error."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def read_server(path: Path) -> list[ServerRow]:
    """Give the rows that the servers wrote, in their order."""
    return [ServerRow(**json.loads(line)) for line in path.read_bytes().splitlines()]


def read_phone(path: Path) -> list[PhoneRow]:
    """Give the rows that the phone wrote, in their order."""
    return [PhoneRow(**json.loads(line)) for line in path.read_bytes().splitlines()]


def now() -> str:
    """Give the wall-clock time as ISO 8601 in UTC, with microseconds."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


class Tally:
    """The size and SHA-256 of a body that comes in pieces and is not kept, but for its first bytes."""

    __slots__ = ("_digest", "_keep", "head", "size")

    def __init__(self, keep: int = 0) -> None:
        self.size, self.head, self._keep = 0, b"", keep
        self._digest = hashlib.sha256()

    def add(self, data: bytes) -> None:
        """Count a piece."""
        self.size += len(data)
        self._digest.update(data)
        if len(self.head) < self._keep:
            self.head += data[: self._keep - len(self.head)]

    @property
    def sha256(self) -> str:
        """Give the digest of what was counted so far, as hex."""
        return self._digest.hexdigest()


_SERVER = tuple(field.name for field in fields(ServerRow))
_PHONE = tuple(field.name for field in fields(PhoneRow))
