"""A folder that is filled beside its target and becomes it whole, or is gone."""

import errno
import fcntl
import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from trafficaudit.errors import OutputError

_begun: list[Path] = []
_above: list[Path] = []


@contextmanager
def begun(path: Path) -> Iterator[None]:
    """Note that a file or folder is being made under a name that it has until it is whole."""
    _begun.append(path)
    try:
        yield
    finally:
        _begun.remove(path)


@contextmanager
def above(target: Path) -> Iterator[None]:
    """Make the folders above a target, and take away those of them that are empty where it fails.

    Raises:
        OSError: they cannot be made.
    """
    missing = [each for each in target.parents if not each.exists()]
    _above.extend(missing)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        yield
    except BaseException:
        _remove_those(missing)
        raise
    finally:
        for each in missing:
            _above.remove(each)


def abandon() -> None:
    """Remove what is being made, and the folders made for it; for when the process has to end at once."""
    for path in _begun:
        shutil.rmtree(path, ignore_errors=True)
        with suppress(OSError):
            path.unlink()
    _remove_those(_above)


def _remove_those(folders: Iterable[Path]) -> None:
    """Remove the folders of these that are empty, the innermost first."""
    for each in sorted(folders, key=lambda folder: len(folder.parts), reverse=True):
        with suppress(OSError):
            each.rmdir()


@contextmanager
def working(target: Path, mode: int = 0o777) -> Iterator[Path]:
    """Give an empty hidden folder beside the target that this process alone fills; what is left in it goes afterwards.

    Raises:
        OutputError: another process makes the same target.
        OSError: it cannot be written.
    """
    folder = target.parent / f".{target.name}.partial"
    lock, ours = -1, False
    folder.parent.mkdir(parents=True, exist_ok=True)
    try:
        # A signal may come at any step from here on, also between making the folder and noting that it was made: what
        # this process has made is gone then, too.
        ours = True
        try:
            folder.mkdir(mode=mode)
        except FileExistsError:
            ours = False
        lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
        ours = _locked(lock)
        if not ours:
            raise OutputError("is being made by another process", str(target), "wait for it")
        if mode != 0o777:
            os.fchmod(lock, mode)
        for left in folder.iterdir():
            shutil.rmtree(left) if left.is_dir() and not left.is_symlink() else left.unlink()
        with begun(folder):
            yield folder
    finally:
        if ours:
            _remove(folder, lock)
        if lock >= 0:
            os.close(lock)


@contextmanager
def scratch(name: str) -> Iterator[Path]:
    """Give an empty private folder in the system's place for temporary files, which goes afterwards.

    Those of this name go as well that a process of this user left when it was killed. One that a process still fills is
    locked and stays, and so does whatever is another user's or was called so by somebody else.

    Raises:
        OSError: it cannot be written.
    """
    place = Path(tempfile.gettempdir())
    _sweep(place, re.compile(rf"\.{re.escape(name)}-[a-z0-9_]{{8}}\.partial"))
    lock = -1
    while lock < 0:  # another process may sweep between the two steps: then it has the lock, and the folder goes
        folder = Path(tempfile.mkdtemp(".partial", f".{name}-", place))
        with begun(folder), suppress(FileNotFoundError):
            lock = _taken(folder)
    try:
        with begun(folder):
            yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(lock)


def _sweep(place: Path, name: re.Pattern[str]) -> None:
    for each in place.iterdir():
        with suppress(OSError):
            if not name.fullmatch(each.name) or each.lstat().st_uid != os.geteuid():
                continue
            if (lock := _taken(each)) >= 0:
                shutil.rmtree(each, ignore_errors=True)
                os.close(lock)


def _taken(folder: Path) -> int:
    """Lock a folder, and give what holds the lock; -1 where another process has it.

    Raises:
        OSError: it is none, or is not there any more.
    """
    lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        if _locked(lock) and os.path.samestat(os.fstat(lock), folder.lstat()):
            return lock
    except OSError:
        os.close(lock)
        raise
    os.close(lock)
    return -1


def _locked(lock: int) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _remove(folder: Path, lock: int) -> None:
    """Remove what is left; what has got its name is not ours any more, and the hidden name may be another process's."""
    with suppress(OSError):
        if lock < 0:
            _remove_empty(folder)
        elif _locked(lock) and os.path.samestat(os.fstat(lock), folder.lstat()):
            shutil.rmtree(folder, ignore_errors=True)


def _remove_empty(folder: Path) -> None:
    """Remove a folder that was not opened yet: it is empty, and where another process holds it, it is that one's.

    Raises:
        OSError: it is not there, or not empty.
    """
    lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        if _locked(lock):
            folder.rmdir()
    finally:
        os.close(lock)


def become(folder: Path, target: Path) -> None:
    """Give a filled folder its name, its names on the disk; its files are settled by whoever wrote them.

    Raises:
        OSError: it cannot be done.
    """
    for inside, _, _ in os.walk(folder, onerror=_failed):
        sync(Path(inside))
    folder.rename(target)
    try:
        sync(target.parent)
    except OSError:
        target.rename(folder)  # what is told to be not written is not there
        raise


def _failed(error: OSError) -> None:
    raise error


def made(folder: Path, mode: int = 0o777, *, parents: bool = False) -> None:
    """Make a folder where it is not there, with ``parents`` those above it as well; their names are on the disk then.

    Raises:
        OSError: it cannot be made.
    """
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    folder.mkdir(parents=parents, exist_ok=True, mode=mode)
    for each in missing:
        sync(each.parent)


def sync(folder: Path) -> None:
    """Have the names in a folder on the disk: what was made, renamed or removed in it is so after a power cut, too.

    Where nobody may list the folder, or its file system knows no such call, that is left to the file system.

    Raises:
        OSError: the disk is failing.
    """
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except PermissionError:
        return
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(handle)
