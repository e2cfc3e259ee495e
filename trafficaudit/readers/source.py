"""What every reader hands back, and what all of them need from a file: its digest, its bytes, its looks."""

import hashlib
import mmap
import os
import stat
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import IO, Protocol, Self
from unicodedata import category

from trafficaudit.errors import ReadError
from trafficaudit.model import Capture, Exchange, Gap
from trafficaudit.network import Network, Portion
from trafficaudit.readers import vanished
from trafficaudit.readers.network import Gathered
from trafficaudit.redaction import prints

type Items = Iterator[Exchange | Gap]

type Buffer = bytes | mmap.mmap

BODY_LIMIT = 64 << 20
"""Bytes of one body that are kept (64 MiB); the rest is counted in ``body_size`` and reported as a gap."""

HEAD = 1 << 20
"""Bytes at the start of a file that a reader may look at to tell whether the file is its own."""

_WINDOW = 16 << 20

_TICK = 2_000_000_000
"""Nanoseconds in which two changes of a file may get the same time: two seconds on FAT, some milliseconds elsewhere."""


class Slice(Protocol):
    """A part of a capture that another process can read by itself."""

    @property
    def position(self) -> int:
        """The last position in it."""

    def items(self) -> Items:
        """Stream its exchanges and gaps.

        Raises:
            ReadError: the file is not there, or is no longer what it was when the capture was opened.
        """

    def labelled(self, label: str) -> Self:
        """Give the slice whose gaps begin with a label, such as the name of a file."""


@dataclass(frozen=True, slots=True)
class Pinned:
    """A file as it was when its capture was opened.

    ``touched`` is what the system notes of it, whatever a program sets its other times to: device, inode, and the time
    at which anything of it was last changed (ns). ``fresh`` says that this was so short a time ago that another change
    in the same tick of the clock would have left it as it is.
    """

    path: Path
    size: int
    changed: int
    sha256: str
    touched: tuple[int, int, int]
    fresh: bool

    @classmethod
    def of(cls, path: Path) -> Self:
        """Take note of a file and its SHA-256. What is changed from now on is noticed, also while that is taken.

        Raises:
            ReadError: it is gone by now, or cannot be read.
        """
        with opened(path) as file:
            status = os.fstat(file.fileno())
            fresh = time.time_ns() - status.st_ctime_ns < _TICK
            return cls(path.absolute(), status.st_size, status.st_mtime_ns, _digest(file), _touched(status), fresh)

    def confirm(self, *, again: bool = False, untouched: bool = False) -> None:
        """Hold the file against what it was; its bytes only where it was touched, or ``again`` is asked for.

        Args:
            again: whether a file that was fresh has its bytes held against what they were in any case.
            untouched: whether it must not have been touched: what was changed and put back has its bytes again.

        Raises:
            ReadError: it is not there, another one, or was touched.
        """
        try:
            status = self.path.stat()
        except OSError as error:
            raise ReadError(reason_of(error), name_of(self.path), "every process must see the captures") from None
        same = (status.st_size, status.st_mtime_ns, _touched(status)) == (self.size, self.changed, self.touched)
        if same and not (again and self.fresh):
            return
        then = digest_of(self.path) if same else _digest_then(self.path, (status.st_mtime_ns, *_touched(status)))
        if status.st_size != self.size or then != self.sha256:
            what = "changed while it was being read"
            raise ReadError(what, name_of(self.path), "replay it when its recording is finished")
        if untouched and not same:
            what = "was touched while it was being read, so that nobody can say what was read"
            raise ReadError(what, name_of(self.path), "try again while nothing else works on the package")


@dataclass(frozen=True, slots=True)
class Source:
    """A capture that was recognised and can be read, as often as wanted.

    ``cut`` streams the same as ``read``, but for slices in the place of what other processes can read by themselves.
    ``load`` reads again what ``Portion.source`` names.
    ``segments`` are the SHA-256 of the files with its traffic, where those are not the capture itself.
    ``files`` are those that it was recognised by.
    """

    capture: Capture
    read: Callable[[], Items]
    look: Callable[[], Network] | None = field(default=None, kw_only=True)
    cut: Callable[[], Iterator[Exchange | Gap | Slice]] | None = field(default=None, kw_only=True)
    load: Callable[[Sequence[object]], Iterator[Exchange]] | None = field(default=None, kw_only=True)
    segments: tuple[str, ...] = field(default=(), kw_only=True)
    files: tuple[Pinned, ...] = field(default=(), kw_only=True)

    @property
    def recordings(self) -> tuple[str, ...]:
        """The SHA-256 of each file with its traffic: captures that share one share what is in it."""
        return self.segments or (self.capture.sha256,)

    @property
    def pinned(self) -> dict[Path, str]:
        """The SHA-256 of each file that it was recognised by, which ``confirm`` holds it to in the end."""
        return {each.path: each.sha256 for each in self.files}

    def confirm(self, *, untouched: bool = False) -> None:
        """Hold the files against what they were: what was read has the SHA-256 that the capture tells.

        Args:
            untouched: whether they must not even have been touched, as those of a verified package.

        Raises:
            ReadError: one is not there, another one, or was touched.
        """
        for each in self.files:
            each.confirm(again=True, untouched=untouched)

    def items(self) -> Items:
        """Stream the exchanges and gaps in input order."""
        return self.read()

    def slices(self) -> Iterator[Exchange | Gap | Slice]:
        """Stream the same with slices, where the format has records that can be read one without the other."""
        return self.cut() if self.cut is not None else self.read()

    def portions(self, portions: Sequence[Portion]) -> dict[str, Exchange]:
        """Read the exchanges again that carry pieces of something; give them by their ids.

        Raises:
            ReadError: the capture is no longer what it was.
        """
        sources = [portion.source for portion in portions]
        kept = [source for source in sources if isinstance(source, Exchange)]
        rest = [source for source in sources if not isinstance(source, Exchange)]
        return {each.id: each for each in (*kept, *(self.load(rest) if self.load is not None and rest else ()))}

    def network(self) -> Network:
        """Read the capture for what it tells of the network; a format that has a quicker way takes it."""
        if self.look is not None:
            return self.look()
        gathered = Gathered()
        for item in self.read():
            if isinstance(item, Exchange):
                gathered.exchange(item)
        return gathered.network()


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
        raise ReadError("is not a regular file", name_of(path), "hand in a flow file, a HAR or a capture folder")
    if status.st_size == 0:
        raise ReadError("the file is empty", name_of(path), "record or copy the capture again")
    return status.st_size


def digest_of(path: Path) -> str:
    """Give the SHA-256 of a file as 64 hex characters, read in pieces."""
    with opened(path) as file:
        return _digest(file)


def _digest(file: IO[bytes]) -> str:
    try:
        return hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]
    except OSError as error:
        raise ReadError(reason_of(error), printable(str(file.name)), "check the disk that it lies on") from None


@lru_cache(maxsize=64)
def _digest_then(path: Path, touched: tuple[int, ...]) -> str:
    """Give the SHA-256 that a file has since it was last touched."""
    return digest_of(path)


def _touched(status: os.stat_result) -> tuple[int, int, int]:
    return status.st_dev, status.st_ino, status.st_ctime_ns


def head_of(path: Path) -> bytes:
    """Give the first bytes of a file (at most ``HEAD``)."""
    try:
        with path.open("rb") as file:
            return file.read(HEAD)
    except OSError as error:
        raise ReadError(reason_of(error), name_of(path), "check the permissions") from None


def pin(path: Path) -> Pinned:
    """Take note of a regular file that is not empty.

    Raises:
        ReadError: it is none, or cannot be read.
    """
    regular(path)
    return Pinned.of(path)


def describe(path: Path, pinned: Pinned, form: str, **more: object) -> Capture:
    """Make the Capture of one file: its id is ``STEM-FIRST8`` of name and SHA-256, its name the last path part."""
    return Capture(
        id=f"{printable(path.stem)}-{pinned.sha256[:8]}",
        name=printable(path.name),
        sha256=pinned.sha256,
        size=pinned.size,
        format=form,
        **more,  # type: ignore[arg-type]
    )


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
