"""A tar stream back into files, read as if an enemy wrote it.

What is taken are plain files and folders below one folder, with names that a bag may hold, and nothing else: no links,
devices, sparse files, second copies, or names that differ from another's by case alone. Of headers beside the ones of
files only those that give a long name or a large size are taken, so that no header can be large.
"""

import os
import re
import stat
import tarfile
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from trafficaudit.errors import EvidenceError
from trafficaudit.evidence import hashing, places
from trafficaudit.evidence.packing import BLOCK, MODE, changed, files_of

MEMBERS = 1_000_000
"""Files and folders that an archive may hold."""

_LONG_NAME = 8 << 10
_RECORD = re.compile(rb"([0-9]{1,6}) (path|size|mtime|atime|ctime)=([^\n]*)\n")
_SIZE = re.compile(r"[0-9]{1,19}")
_KINDS = {
    tarfile.SYMTYPE: "a symbolic link",
    tarfile.LNKTYPE: "a hard link",
    tarfile.CHRTYPE: "a device",
    tarfile.BLKTYPE: "a device",
    tarfile.FIFOTYPE: "a pipe",
    tarfile.GNUTYPE_SPARSE: "a sparse file",
}


class Taker(Protocol):
    """What takes in one file's bytes."""

    def write(self, data: bytes, /) -> int:
        """Take in the next bytes."""

    def close(self) -> None:
        """Say that there are no more."""


class Unpacker:
    """Takes in a tar stream piece by piece and writes its files below a folder.

    Args:
        folder: an empty folder, which takes the place of the archive's only one.
        largest: bytes that the stream can have; a file that says it is larger is refused before it is written.
    """

    def __init__(self, folder: Path, largest: int) -> None:
        self._folder, self._largest = folder, largest
        self._head, self._left, self._padding, self._ended = bytearray(), 0, 0, False
        self._long: bytearray | None = None
        self._name, self._root = "", ""
        self._size: int | None = None
        self._file: Taker | None = None
        self._seen: dict[str, str] = {}
        self.files = 0

    def write(self, data: bytes) -> int:
        """Take in the next bytes.

        Raises:
            EvidenceError: they are no archive of a package.
            OSError: a file cannot be written.
        """
        at = 0
        while at < len(data):
            if self._left:
                at += self._content(data[at : at + self._left])
            elif self._padding:
                passed = min(self._padding, len(data) - at)
                self._padding -= passed
                at += passed
            else:
                wanted = BLOCK - len(self._head)
                self._head += data[at : at + wanted]
                at += wanted
                if len(self._head) == BLOCK:
                    head, self._head = bytes(self._head), bytearray()
                    self._member(head)
        return len(data)

    def flush(self) -> None:
        """Do nothing: files are written out when they end."""

    def finish(self) -> None:
        """Say that the stream has ended.

        Raises:
            EvidenceError: the archive has not.
        """
        self.close()
        if not self._ended or self._head or self._left:
            raise _wrong("ends too early")
        if not self.files:
            raise _wrong("holds nothing")

    def close(self) -> None:
        """Close the file that is open."""
        file, self._file = self._file, None
        if file is not None:
            file.close()

    def abandon(self) -> None:
        """Let go of the file that is open, whatever is wrong with it."""
        with suppress(EvidenceError, OSError):
            self.close()

    def _member(self, head: bytes) -> None:
        if not any(head):
            self._ended = True
            return
        if self._ended:
            raise _wrong("goes on after its end")
        try:
            info = tarfile.TarInfo.frombuf(head, "ascii", "strict")
        except (tarfile.HeaderError, UnicodeDecodeError, ValueError):
            raise _wrong("holds something that is no member of a tar archive") from None
        if info.type in (tarfile.XHDTYPE, tarfile.GNUTYPE_LONGNAME):
            self._check_size(info)
            self._begin_long(info)
            return
        # A file of 8 GiB or more has its size before it, for the field in its own header is too short.
        info.size, self._size = info.size if self._size is None else self._size, None
        self._check_size(info)
        name, self._name = self._name or info.name, ""
        if info.type == tarfile.DIRTYPE:
            self._folder_of(self._inside(name.rstrip("/"), folder=True))
        elif info.type in (tarfile.REGTYPE, tarfile.AREGTYPE) and not info.linkname:
            self._begin(info, self._inside(name))
        else:
            raise _wrong(f"holds {_KINDS.get(info.type, 'a member of a kind that is not taken')}", name)

    def _check_size(self, info: tarfile.TarInfo) -> None:
        if not 0 <= info.size <= self._largest:
            raise _wrong("says that a file is larger than the whole archive", info.name)
        if info.type == tarfile.DIRTYPE and info.size:
            raise _wrong("holds a folder with bytes", info.name)

    def _begin_long(self, info: tarfile.TarInfo) -> None:
        if not 0 < info.size <= _LONG_NAME or self._name or self._size is not None:
            raise _wrong("holds a name that is too long")
        self._long, self._left, self._padding = bytearray([info.type[0]]), info.size, -info.size % BLOCK

    def _begin(self, info: tarfile.TarInfo, inner: str) -> None:
        self._file = self._opened(inner, info.mode & MODE | stat.S_IRUSR)
        self.files += 1
        self._left, self._padding = info.size, -info.size % BLOCK
        if not self._left:
            self.close()

    def _opened(self, inner: str, mode: int) -> Taker:
        path = self._folder_of(inner.rpartition("/")[0]) / inner.rpartition("/")[2]
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, mode)
        except (FileExistsError, IsADirectoryError):
            raise _wrong("holds two members of one name", inner) from None
        return os.fdopen(handle, "wb")

    def _content(self, data: bytes) -> int:
        self._left -= len(data)
        if self._long is not None:
            self._long += data
            if not self._left:
                kind, said = self._long[:1], bytes(self._long[1:])
                self._long, (self._name, self._size) = None, _extended(bytes(kind), said)
        elif self._file is not None:
            self._file.write(data)
            if not self._left:
                self.close()
        return len(data)

    def _inside(self, name: str, *, folder: bool = False) -> str:
        """Give a member's path below the archive's only folder, which the first member names."""
        name = name.removeprefix("./")
        if why := places.fault_below(name, 2):
            raise _wrong(f"holds a name that {why}", name)
        root, slash, inner = name.partition("/")
        self._root = self._root or root
        if root != self._root or not (inner or folder) or (slash and not inner):
            raise _wrong("holds more than one folder, or a file beside it", name)
        if inner and not folder and self._seen.get(inner.casefold(), "") == inner:
            raise _wrong("holds two members of one name", name)
        self._note(inner)
        return inner

    def _note(self, inner: str) -> None:
        """Remember a path and the folders above it; refuse one that another equals but for case."""
        for end in [index for index, sign in enumerate(inner) if sign == "/"] + [len(inner)]:
            part = inner[:end]
            if self._seen.setdefault(part.casefold(), part) != part:
                raise _wrong("holds two names that differ by case alone", inner)
        if len(self._seen) > MEMBERS:
            raise _wrong(f"holds more than {MEMBERS} members")

    def _folder_of(self, inner: str) -> Path:
        folder = self._folder / inner
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except (FileExistsError, NotADirectoryError):
            raise _wrong("holds two members of one name", inner) from None
        return folder


class Comparer(Unpacker):
    """Takes in a tar stream and holds it against the folder that it was made of; writes nothing."""

    def finish(self) -> None:
        """Say that the stream has ended.

        Raises:
            EvidenceError: it is not whole, or a file of the folder is not in it.
        """
        super().finish()
        if self.files != sum(1 for _ in files_of(self._folder)):
            raise changed(self._folder)

    def _opened(self, inner: str, mode: int) -> Taker:
        return _Same(self._folder / inner)

    def _folder_of(self, inner: str) -> Path:
        return self._folder / inner


class _Same:
    def __init__(self, path: Path) -> None:
        self._path, self._file = path, os.fdopen(hashing.opened(path)[0], "rb")

    def write(self, data: bytes, /) -> int:
        if self._file.read(len(data)) != data:
            raise changed(self._path)
        return len(data)

    def close(self) -> None:
        with self._file:
            if self._file.read(1):
                raise changed(self._path)


def _extended(kind: bytes, said: bytes) -> tuple[str, int | None]:
    """Give the name and size that a pax header or a GNU long name gives the next member, where it gives one."""
    try:
        if kind == tarfile.GNUTYPE_LONGNAME:
            return said.rstrip(b"\0").decode("ascii"), None
        name, size, at = "", None, 0
        while at < len(said):
            record = _RECORD.match(said, at)
            if record is None or int(record[1]) != record.end() - at:
                raise _wrong("holds a header that is not taken")
            value, at = record[3], record.end()
            if record[2] == b"path":
                name = value.decode("ascii")
            elif record[2] == b"size":
                if not _SIZE.fullmatch(value.decode("ascii")):
                    raise _wrong("holds a header that is not taken")
                size = int(value)
    except UnicodeDecodeError:
        raise _wrong("holds a name that holds a character that no bag of ours has in a name") from None
    return name, size


def _wrong(what: str, where: str = "") -> EvidenceError:
    return EvidenceError(f"the archive {what}", where, "nothing of it was kept; ask for the package again")
