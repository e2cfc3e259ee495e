"""Files as they were when their capture was opened: whoever reads them later is told where they are others by then."""

import os
import time
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Self

from trafficaudit.errors import ReadError
from trafficaudit.readers.file import digest, digest_of, name_of, opened, reason_of, regular

_TICK = 2_000_000_000
"""Nanoseconds in which two changes of a file may get the same time: two seconds on FAT, some milliseconds elsewhere."""


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
            return cls(path.absolute(), status.st_size, status.st_mtime_ns, digest(file), _touched(status), fresh)

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


def pin(path: Path) -> Pinned:
    """Take note of a regular file that is not empty.

    Raises:
        ReadError: it is none, or cannot be read.
    """
    regular(path)
    return Pinned.of(path)


@lru_cache(maxsize=64)
def _digest_then(path: Path, touched: tuple[int, ...]) -> str:
    """Give the SHA-256 that a file has since it was last touched."""
    return digest_of(path)


def _touched(status: os.stat_result) -> tuple[int, int, int]:
    return status.st_dev, status.st_ino, status.st_ctime_ns
