"""A file of a capture: its bytes, mapped or from the beginning, its digest, and its name and errors safe to show."""

import hashlib
import mmap
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from unicodedata import category

from trafficaudit.errors import ReadError
from trafficaudit.readers import vanished
from trafficaudit.redaction import prints

type Buffer = bytes | mmap.mmap


HEAD = 1 << 20
"""Bytes at the start of a file that a reader may look at to tell whether the file is its own."""


_WINDOW = 16 << 20


def regular(path: Path) -> int:
    """Give the size in bytes of a regular file that is not empty.

    Raises:
        ReadError: it is missing, unreadable, empty or not a regular file (a pipe would wait for ever).
    """
    try:
        status = path.stat()
    except (OSError, ValueError) as error:
        raise ReadError(reason_of(error), name_of(path), "check the path") from None
    if not stat.S_ISREG(status.st_mode):
        raise ReadError(
            "is not a regular file",
            name_of(path),
            "hand in a flow file, a HAR, a .saz, Burp Suite's saved items or a capture folder",
        )
    if status.st_size == 0:
        raise ReadError("the file is empty", name_of(path), "record or copy the capture again")
    return status.st_size


def digest_of(path: Path) -> str:
    """Give the SHA-256 of a file as 64 hex characters, read in pieces."""
    with opened(path) as file:
        return digest(file)


def digest(file: IO[bytes]) -> str:
    """Give the SHA-256 of an open file as 64 hex characters.

    Raises:
        ReadError: the disk fails.
    """
    try:
        return hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]
    except OSError as error:
        raise ReadError(reason_of(error), printable(str(file.name)), "check the disk that it lies on") from None


def head_of(path: Path) -> bytes:
    """Give the first bytes of a file (at most ``HEAD``); raises as ``opened``."""
    try:
        with path.open("rb") as file:
            return file.read(HEAD)
    except OSError as error:
        raise ReadError(reason_of(error), name_of(path), "check the permissions") from None


@contextmanager
def opened(path: Path) -> Iterator[IO[bytes]]:
    """Open a file of a capture for reading.

    Raises:
        ReadError: it cannot be opened, as it is gone by now.
    """
    try:
        file = path.open("rb")
    except OSError as error:
        raise ReadError(reason_of(error), name_of(path), "check the path and the disk that it lies on") from None
    with file:
        yield file


@contextmanager
def mapped(file: IO[bytes]) -> Iterator[mmap.mmap]:
    """Map an open file that is not empty, for reading. Where its bytes go away meanwhile the process ends with a line.

    Raises:
        ReadError: the file is empty by now.
    """
    if not os.fstat(file.fileno()).st_size:
        raise ReadError("the file is empty", printable(str(file.name)), "record or copy the capture again")
    with vanished.noticed(file), mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as buffer:
        yield buffer


def drop(buffer: Buffer, start: int, stop: int) -> None:
    """Give the mapped pages inside ``[start, stop)`` back, so that memory does not grow with the file.

    The bytes stay readable: a page that is asked for again is read again.
    """
    if isinstance(buffer, bytes) or not hasattr(mmap, "MADV_DONTNEED"):
        return
    first = -(-start // mmap.PAGESIZE) * mmap.PAGESIZE
    length = stop // mmap.PAGESIZE * mmap.PAGESIZE - first
    if length > 0:
        buffer.madvise(mmap.MADV_DONTNEED, first, length)


class Trail:
    """Drops the pages behind a position that moves forward through a mapped file."""

    def __init__(self, buffer: Buffer, start: int = 0) -> None:
        self._buffer, self._kept = buffer, start

    def reach(self, position: int) -> None:
        """Note that nothing before the position is needed any more."""
        if position - self._kept >= _WINDOW:
            drop(self._buffer, self._kept, position)
            self._kept = position


def printable(text: str) -> str:
    """Give text in which controls and lone surrogates are replaced, so that any table or terminal can hold it.

    Every kind of space is a plain one: a phase whose name was copied from a page is no other phase.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(c if prints(c) else " " if category(c) == "Zs" else "�" for c in text)


def name_of(path: Path) -> str:
    """Give a path as text that is safe to show."""
    return printable(str(path))


def reason_of(error: Exception) -> str:
    """Give an operating system error as a clause."""
    text = getattr(error, "strerror", None) or str(error)
    return f"cannot be opened: {printable(text)}"


def is_there(path: Path) -> bool:
    """Tell whether a file of the folder exists.

    Raises:
        ReadError: it is a link or no regular file.
    """
    if path.is_symlink():
        raise ReadError("is a link; what it leads to is not read", name_of(path), "put the file itself into the folder")
    if path.exists() and not path.is_file():
        raise ReadError("is not a regular file", name_of(path), "put the file itself into the folder")
    return path.is_file()
