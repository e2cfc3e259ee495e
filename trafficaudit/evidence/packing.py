"""A package as one stream of bytes: tar (POSIX.1-2017, pax interchange format), which ``tar -x`` unpacks.

The same package gives the same stream: files in the order of their names, no owner, no times.
"""

import os
import stat
import tarfile
from collections.abc import Iterator
from pathlib import Path

from trafficaudit.errors import EvidenceError
from trafficaudit.evidence import hashing, places

BLOCK = tarfile.BLOCKSIZE
PIECE = 1 << 20
MODE = 0o755
"""What is kept of a file's rights: who else may write into it is not."""

_ALONE = "leave in the package what was sealed, alone"


class Packed:
    """A folder as a tar stream that is read; nothing of it is written anywhere.

    Args:
        folder: the folder; its name is the first part of every member's.
        name: that part.
    """

    def __init__(self, folder: Path, name: str) -> None:
        self._pieces, self._rest = _stream(folder, name), memoryview(b"")
        self.error: EvidenceError | OSError | None = None
        """What reading failed with: who reads through another library gets that one's error only."""

    def read(self, size: int) -> bytes:
        """Give at most so many bytes, none at the end.

        Raises:
            EvidenceError: the folder holds something that is no plain file or folder, has a name that a bag may not
                hold, or a file that changes meanwhile.
            OSError: something cannot be read.
        """
        try:
            while not self._rest and (piece := next(self._pieces, None)) is not None:
                self._rest = memoryview(piece)
        except (EvidenceError, OSError) as error:
            self.error = error
            raise
        taken, self._rest = self._rest[:size], self._rest[size:]
        return bytes(taken)


def _stream(folder: Path, name: str) -> Iterator[bytes]:
    for path in sorted(files_of(folder), key=lambda path: path.relative_to(folder).parts):
        inner, status = path.relative_to(folder).as_posix(), path.lstat()
        if why := places.fault_below(inner, 1):
            raise EvidenceError(f"has a name that {why}", str(path), _ALONE)
        if not stat.S_ISREG(status.st_mode):
            raise EvidenceError("is no plain file", str(path), _ALONE)
        yield from _member(path, f"{name}/{inner}", status)
    yield bytes(2 * BLOCK)


def files_of(folder: Path) -> Iterator[Path]:
    """Give everything in a folder that is no folder, links to folders included.

    Raises:
        OSError: a folder cannot be read.
    """

    def fail(error: OSError) -> None:
        raise error

    for place, folders, names in os.walk(folder, onerror=fail):
        linked = [each for each in folders if Path(place, each).is_symlink()]
        yield from (Path(place, each) for each in (*names, *linked))


def _member(path: Path, name: str, status: os.stat_result) -> Iterator[bytes]:
    info = tarfile.TarInfo(name)
    info.size, info.mode = status.st_size, status.st_mode & MODE | stat.S_IRUSR
    yield info.tobuf(tarfile.PAX_FORMAT, "ascii", "strict")
    left = info.size
    with os.fdopen(hashing.opened(path)[0], "rb") as file:
        while left >= 0 and (data := file.read(PIECE)):
            left -= len(data)
            yield data
    if left:
        raise changed(path)
    yield bytes(-info.size % BLOCK)


def changed(path: Path) -> EvidenceError:
    """Make the error for a file that is not the one that was read before."""
    return EvidenceError("changes while it is read", str(path), "try again when nothing writes into the package")
