"""A segment: one native flow file of a recording, written record by record, hashed on the way, closed for good."""

import hashlib
import os
import re
from contextlib import suppress
from pathlib import Path

_BLOCK = 1 << 20
_NAME = re.compile(r"traffic-([0-9]{4,9})\.mitm")


def name(number: int) -> str:
    """Give the name of a segment, counted from 1."""
    return f"traffic-{number:04d}.mitm"


def taken_back(folder: Path, number: int, length: int | None) -> "Segment | None":
    """Take the segments of a folder back to where a checkpoint stood.

    Args:
        folder: the capture folder.
        number: the last segment that stands; later ones are taken away, and nothing that somebody else put there.
        length: bytes of it that stand; ``None`` where it was closed.

    Returns:
        The segment that is gone on with, where there is one.
    """
    for path in folder.iterdir():  # which fails where it cannot be listed
        match = _NAME.fullmatch(path.name)
        if match and int(match[1]) > number and path.name == name(int(match[1])):
            path.unlink()
    if length is None:
        return None
    with suppress(FileNotFoundError):
        (folder / name(number)).chmod(0o600)
    return Segment(folder / name(number), length)


class Segment:
    """The segment that is being written.

    Args:
        path: the file; it is made, or gone on with where a recovery cut it to ``length``.
        length: bytes of it that stand; what comes after them is cut off.

    ``lacking`` counts those of them that are not there any more.
    """

    def __init__(self, path: Path, length: int = 0) -> None:
        self.path = path
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
        # Cutting a shorter file to its length would fill it up with zeros.
        stands = min(length, os.fstat(self._file).st_size)
        self.lacking, length = length - stands, stands
        os.ftruncate(self._file, length)
        self._digest = hashlib.sha256()
        for at in range(0, length, 1 << 20):
            self._digest.update(os.pread(self._file, min(1 << 20, length - at), at))
        os.lseek(self._file, length, os.SEEK_SET)
        self.length = length
        self._pending: list[bytes] = []
        self._held = 0

    def write(self, piece: bytes) -> None:
        """Append bytes; they reach the file at the latest with ``flush``.

        Raises:
            OSError: the disk is full or failing.
        """
        self._pending.append(piece)
        self._held += len(piece)
        if self._held > _BLOCK:
            self.flush()

    def flush(self) -> None:
        """Hand everything to the kernel.

        Raises:
            OSError: the disk is full or failing; what could be written is counted in ``length``.
        """
        data = memoryview(b"".join(self._pending))
        self._pending, self._held = [], 0
        while data:
            done = os.write(self._file, data)
            self._digest.update(data[:done])
            self.length += done
            data = data[done:]

    @property
    def size(self) -> int:
        """Bytes so far, those not flushed included."""
        return self.length + self._held

    def sync(self) -> None:
        """Flush, and have the bytes on the disk."""
        self.flush()
        os.fsync(self._file)

    def close(self) -> str:
        """Sync and close; give the SHA-256 of the file in hex."""
        self.sync()
        os.fchmod(self._file, 0o400)
        os.close(self._file)
        return self._digest.hexdigest()
