"""The journal between the proxy and the writer: frames of bytes in numbered files.

A frame is the length of its payload, the CRC-32 of it (both 32 bits, little endian), and the payload. The proxy
appends with one ``write`` for each frame, so what it has handed over is in the kernel's hands when the call returns: it
outlives the process. A file is left for the next one when it has grown to its limit, and is deleted once everything in
it stands in the capture. The next one begins with a frame that says how long the one before was (64 bits, little
endian): the power may go when that is on the disk and what was written before it is not.
"""

import errno
import os
import struct
import zlib
from collections.abc import Container, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from trafficaudit.errors import RecordError

PREFIX = struct.Struct("<II")
FILE_SIZE = 64 << 20
"""Bytes after which the next file begins."""

LONGEST = 1 << 30
"""Bytes of one payload; a longer one is no frame."""

_READ = 4 << 20

_BEFORE = struct.Struct("<Q")
_BEGINNING = PREFIX.size + _BEFORE.size


class Place(NamedTuple):
    """Where bytes stand in the journal: the file's number, the offset in it, their number."""

    file: int
    offset: int
    size: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A payload and its place."""

    place: Place
    payload: bytes


def name(number: int) -> str:
    """Give the name of a journal file, counted from 1."""
    return f"journal-{number:06d}"


class Journal:
    """The proxy's end."""

    def __init__(self, folder: Path, file_size: int = FILE_SIZE) -> None:
        self._folder, self._limit, self._number, self._size = folder, file_size, 0, 0
        self._file = -1
        self.written = 0
        self._next()

    def append(self, payload: bytes) -> None:
        """Hand a payload over.

        Raises:
            OSError: the disk is full or failing, or the payload too long; nothing of the frame stays behind.
        """
        if len(payload) > LONGEST:
            raise OSError(errno.EFBIG, os.strerror(errno.EFBIG))
        if self._size >= self._limit:
            self._next()
        frame = _frame(payload)
        try:
            _write(self._file, frame)
        except OSError:
            os.ftruncate(self._file, self._size)
            raise
        self._size += len(frame)
        self.written += len(frame)

    def close(self) -> None:
        """Let go of the file."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1

    def _next(self) -> None:
        path = self._folder / name(self._number + 1)
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND | os.O_CLOEXEC, 0o600)
        beginning = _frame(_BEFORE.pack(self._size)) if self._number else b""
        try:
            _write(file, beginning)
        except OSError:
            os.close(file)
            path.unlink()
            raise
        self.close()
        self._file, self._number, self._size = file, self._number + 1, len(beginning)


def _frame(payload: bytes) -> bytes:
    return PREFIX.pack(len(payload), zlib.crc32(payload)) + payload


def _write(file: int, frame: bytes) -> None:
    done = 0
    while done < len(frame):
        done += os.write(file, frame[done:] if done else frame)


class Follower:
    """The writer's end: reads on from a place, as far as there are whole frames.

    ``skipped`` counts the bytes at the end of a file that were no whole frame when the next file began, or had been
    there then and are not any more.
    """

    def __init__(self, folder: Path, file: int = 1, offset: int = 0) -> None:
        self._folder, self.file, self.offset = folder, file, offset
        self.skipped = 0
        self._open: dict[int, int] = {}

    def entries(self, limit: int = _READ) -> Iterator[Entry]:
        """Give the frames that are there, at most about ``limit`` bytes; fewer means that there is no more yet."""
        taken = 0
        while taken < limit:
            piece = os.pread(self._handle(self.file), _READ, self.offset) if self._exists(self.file) else b""
            used = 0
            for entry in self._frames(piece):
                used = entry.place.offset + entry.place.size - self.offset
                yield entry
            longer = self._longer(piece) if not used else 0
            if longer:
                piece = os.pread(self._handle(self.file), longer, self.offset)
                for entry in self._frames(piece):
                    used = entry.place.offset + entry.place.size - self.offset
                    yield entry
            self.offset += used
            taken += used
            if not used and not self._advance():
                return

    def check_whole(self) -> None:
        """See that the journal is there from its beginning, without a file that is missing.

        Raises:
            RecordError: files of it are gone, so that what they held cannot be made again.
        """
        numbers = [number_of(path) for path in self.files()]
        if not numbers or numbers != list(range(1, len(numbers) + 1)):
            what = "the recorder's journal is no longer whole, and its checkpoint is gone"
            raise RecordError(what, str(self._folder), "keep the folder as it is; what is written can be replayed")

    def read(self, place: Place) -> bytes:
        """Read bytes again.

        Raises:
            RecordError: they are no longer there.
        """
        data = os.pread(self._handle(place.file), place.size, place.offset)
        if len(data) != place.size:
            raise RecordError(
                "the journal has become shorter", name(place.file), "nothing else may write in .recording"
            )
        return data

    def copy(self, place: Place, block: int = 1 << 20) -> Iterator[bytes]:
        """Read bytes again in blocks, for what is too large to hold."""
        for at in range(0, place.size, block):
            yield self.read(Place(place.file, place.offset + at, min(block, place.size - at)))

    def backlog(self) -> int:
        """Count the bytes that have not been read yet, whole frames or not."""
        ahead = sum(path.stat().st_size for path in self.files() if number_of(path) >= self.file)
        return max(ahead - self.offset, 0)

    def sync(self, first: int) -> None:
        """Have everything that was handed over put on the disk, read or not, from file number ``first`` on."""
        for path in self.files():
            if number_of(path) >= first:
                os.fsync(self._handle(number_of(path)))

    def drop(self, below: int, needed: Container[int] = ()) -> None:
        """Delete the files with a number below this one that nobody needs any more."""
        for path in self.files():
            if number_of(path) < below and number_of(path) not in needed:
                handle = self._open.pop(number_of(path), None)
                if handle is not None:
                    os.close(handle)
                path.unlink(missing_ok=True)

    def files(self) -> list[Path]:
        """List the journal's files in their order.

        Raises:
            OSError: the folder cannot be listed, where ``glob`` would find nothing in it and say nothing.
        """
        return sorted(path for path in self._folder.iterdir() if path.name.startswith("journal-"))

    def close(self) -> None:
        """Let go of the files."""
        for handle in self._open.values():
            os.close(handle)
        self._open.clear()

    def _frames(self, piece: bytes) -> Iterator[Entry]:
        at = 0
        base = self.offset
        while at + PREFIX.size <= len(piece):
            size, check = PREFIX.unpack_from(piece, at)
            start, end = at + PREFIX.size, at + PREFIX.size + size
            if not size or end > len(piece):
                return
            payload = piece[start:end]
            if zlib.crc32(payload) != check:
                return
            yield Entry(Place(self.file, base + start, size), payload)
            at = end

    def _longer(self, piece: bytes) -> int:
        """Give the size of a frame that is longer than what was read at once; 0 where there is no such frame."""
        if len(piece) < _READ:
            return 0
        size, _ = PREFIX.unpack_from(piece, 0)
        return size + PREFIX.size if size + PREFIX.size > _READ and size <= LONGEST else 0

    def _advance(self) -> bool:
        """Go on to the next file when the proxy has done so and this one holds nothing more."""
        if not self._exists(self.file + 1):
            return False
        before = self._before(self.file + 1)
        if before is None and not self._exists(self.file + 2) and self._size(self.file + 1) < _BEGINNING:
            return False
        size = self._size(self.file)
        if size > self.offset:
            # The next file is made after the last whole frame of this one: read once more what came in between.
            piece = os.pread(self._handle(self.file), _READ, self.offset)
            if next(self._frames(piece), None) is not None or self._longer(piece):
                return True
        self.skipped += max(size, before or 0) - self.offset
        self.file, self.offset = self.file + 1, 0 if before is None else _BEGINNING
        return True

    def _before(self, number: int) -> int | None:
        """Give the length that the file before a file had, as its first frame says; ``None`` where it does not."""
        begun = next(self._frames(os.pread(self._handle(number), _BEGINNING, 0)), None)
        whole = begun is not None and begun.place.size == _BEFORE.size
        return int(_BEFORE.unpack(begun.payload)[0]) if begun is not None and whole else None

    def _size(self, number: int) -> int:
        return os.fstat(self._handle(number)).st_size if self._exists(number) else 0

    def _exists(self, number: int) -> bool:
        return number in self._open or (self._folder / name(number)).is_file()

    def _handle(self, number: int) -> int:
        handle = self._open.get(number)
        if handle is None:
            path = self._folder / name(number)
            handle = self._open[number] = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW)
        return handle


def number_of(path: Path) -> int:
    """Give the number in a journal file's name; 0 where there is none."""
    digits = path.name.rpartition("-")[2]
    return int(digits) if digits.isdigit() else 0
