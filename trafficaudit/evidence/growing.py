"""Files that grow while recording: how each began is fixed with every link of the chain."""

import errno
import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

from trafficaudit.evidence.chain import Prefix
from trafficaudit.evidence.places import place

_BLOCK = 1 << 20


class Growing:
    """Gives the digest of growing files again and again, and each time reads only what is new.

    Args:
        folder: the capture folder.
        names: the files in it that may grow.
    """

    def __init__(self, folder: Path, names: Iterable[str]) -> None:
        self._folder, self._names = folder, tuple(names)
        self._read = {name: (0, hashlib.sha256()) for name in self._names}

    def prefixes(self) -> list[Prefix]:
        """Give the size and digest that each file has by now, and have that much of it on the disk.

        Raises:
            OSError: the disk is failing.
        """
        return [found for name in self._names if (found := self._prefix(name))]

    def _prefix(self, name: str) -> Prefix | None:
        try:
            handle = os.open(self._folder / name, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK)
        except OSError as error:
            if error.errno not in (errno.ENOENT, errno.ELOOP, errno.ENXIO):
                raise  # a file that cannot be read is not one that is not there
            return None
        try:
            size = os.fstat(handle).st_size
            done, digest = self._read[name]
            if size < done:
                done, digest = 0, hashlib.sha256()
            while done < size and (block := os.pread(handle, min(_BLOCK, size - done), done)):
                digest.update(block)
                done += len(block)
            self._read[name] = done, digest
            # What a link speaks of must not be less after a power cut.
            os.fsync(handle)
        finally:
            os.close(handle)
        return Prefix(place(name), done, digest.hexdigest()) if done else None
