"""A result folder, or a file, that is either whole or not there.

Files are written into a hidden sibling and moved into place at the end, ``recipe.json`` last: a folder without its
recipe is not a result, whatever else stands in it.
"""

import os
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from trafficaudit.errors import ExistsError, OutputError, room
from trafficaudit.working import above, become, begun, sync, working

RECIPE = "recipe.json"
FORMAT = 1
"""The number of the recipe's and the tables' form: whoever changes what they mean raises it."""


_REPLACE = "name another one, or replace it with --force"
_STEM, _TAIL = 150, 16  # bytes; file systems take names of 255
_BETWEEN = "was being replaced, so that neither the earlier result nor the new one stands"
_UNCONFIRMED = "replaced the earlier result and is whole, but the disk failed to confirm its names"
_PLAIN = frozenset("._-")


def folder_name(capture_id: str) -> str:
    """Give the name of a capture's result folder: its id, in which only letters, digits, ``.``, ``-`` and ``_`` stay.

    What follows the last hyphen, the beginning of the capture's SHA-256, stays whole; the rest is cut to 150 bytes.

    >>> folder_name("../../한빛 shop-0a1b2c3d")
    '_.._한빛_shop-0a1b2c3d'
    """
    stem, hyphen, tail = unicodedata.normalize("NFC", capture_id).rpartition("-")
    text = _cut(stem, _STEM) + hyphen + _cut(tail, _TAIL)
    return "".join(c if c.isalnum() or c in _PLAIN else "_" for c in text).lstrip(".") or "_"


def _cut(text: str, size: int) -> str:
    return text.encode("utf-8", "ignore")[:size].decode("utf-8", "ignore")


def refuse_existing(target: Path, *, force: bool) -> None:
    """Check that a result folder may be written: it is not there, or is a folder that ``force`` replaces.

    Raises:
        ExistsError: it may not.
    """
    if os.path.lexists(target) and not target.is_dir():
        raise ExistsError("the output is a file, not a folder", str(target), "name another folder")
    if target.exists() and not force:
        raise ExistsError(
            "the output folder exists already", str(target), "name another one, or replace it with --force"
        )


def refuse_within(target: Path, inputs: Iterable[Path]) -> None:
    """Check that nothing would be written into a capture folder, which is evidence as it is, or over another input.

    Raises:
        OutputError: the output is one of them, under whatever name, or lies in one.
    """
    place = target.resolve()
    for each in inputs:
        if each.is_dir() and place.is_relative_to(each.resolve()):
            raise OutputError(
                "the output would be written into the capture", str(each), "name a place beside it with -o"
            )
        if each.is_file() and target.is_file() and os.path.samefile(target, each):
            raise OutputError("the output would replace what it is made from", str(each), "name another file")


@contextmanager
def result_folder(target: Path, *, force: bool) -> Iterator[Path]:
    """Give an empty working folder whose files become ``target`` when the block ends without an error.

    With ``force`` the files of an earlier result are replaced one by one; files that are not replaced stay.

    Raises:
        ExistsError: ``target`` exists and ``force`` is not given, or is no folder.
        OutputError: it cannot be written, or another process is making it.
        OSError: what failed in the block was something else than writing it, such as reading what it is made of.
    """
    refuse_existing(target, force=force)
    try:
        with above(target), working(target) as folder:
            yield folder
            refuse_existing(target, force=force)  # another process may have made it meanwhile
            _move(folder, target)
    except OSError as error:
        if _elsewhere(error, target):
            raise
        raise _unwritable(target, error) from error


@contextmanager
def whole_file(target: Path, *, force: bool, private: bool = True, remedy: str = _REPLACE) -> Iterator[IO[bytes]]:
    """Give a file to write into that becomes ``target`` when the block ends without an error.

    What is written meanwhile stands in a hidden file beside it.

    Args:
        target: the file to make.
        force: whether a file that is there is replaced.
        private: whether only its owner can read it.
        remedy: what to do where it is there and may not be replaced.

    Raises:
        ExistsError: ``target`` exists and ``force`` is not given, or it is no regular file.
        OutputError: it cannot be written.
    """
    if target.is_symlink() or (target.exists() and not target.is_file()):
        raise ExistsError("the output is no regular file", str(target), "name another file")
    if target.exists() and not force:
        raise ExistsError("the output file exists already", str(target), remedy)
    hidden = target.parent / f".{target.name}.partial"
    try:
        with suppress(FileNotFoundError):
            hidden.unlink()
        with _open(hidden, private=private) as file, _ours(hidden, file), begun(hidden):
            yield file
            file.flush()
            os.fsync(file.fileno())
            if not _is(file, hidden):
                raise OutputError("is being made by another process", str(target), "wait for it")
            _become(hidden, target)
    except OSError as error:
        if _elsewhere(error, target):
            raise
        raise _unwritable(target, error) from error


@contextmanager
def _open(path: Path, *, private: bool) -> Iterator[IO[bytes]]:
    """Make a file and let go of it at the end, whatever that says: what counts of it was on the disk before."""
    try:
        file = open(path, "xb", opener=_private if private else None)  # noqa: SIM115 - closed below
    except FileExistsError:
        raise
    except BaseException:  # a signal, or a disk that fails, when the name was there already
        with suppress(OSError):
            path.unlink()
        raise
    try:
        yield file
    finally:
        with suppress(OSError):
            file.close()


def _become(hidden: Path, target: Path) -> None:
    """Give a file its name, the name on the disk.

    Raises:
        OSError: it cannot be done; what is told to be not written is not there.
        OutputError: another file had the name before and is gone.
    """
    replaced = target.exists()
    hidden.replace(target)
    try:
        sync(target.parent)
    except OSError as error:
        if replaced:
            what = "replaced the earlier file and is whole, but the disk failed to confirm its name"
            raise OutputError(what, str(target), "check the disk, and make it again on another one") from error
        target.rename(hidden)
        raise


@contextmanager
def _ours(hidden: Path, file: IO[bytes]) -> Iterator[None]:
    """Have the hidden name go at the end, where it is still that of the file and not another process's."""
    try:
        yield
    finally:
        with suppress(OSError):
            if _is(file, hidden):
                hidden.unlink()


def _is(file: IO[bytes], path: Path) -> bool:
    with suppress(FileNotFoundError):
        return os.path.samestat(os.fstat(file.fileno()), path.lstat())
    return False


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _move(folder: Path, target: Path) -> None:
    for file in folder.iterdir():
        _settle(file)
    if not target.exists():
        become(folder, target)
        return
    files = sorted(folder.iterdir(), key=lambda file: (file.name == RECIPE, file.name))
    with suppress(FileNotFoundError):
        (target / RECIPE).unlink()
    told = _BETWEEN
    try:
        sync(target)
        for file in files:
            if file.name == RECIPE:
                sync(target)  # what it names stands before it does
            file.replace(target / file.name)
        told = _UNCONFIRMED
        sync(target)
    except OSError as error:
        what = f"{told}: {error.strerror}"
        raise OutputError(what, str(target), room(error, "check the disk, and make it again on another one")) from error


def _settle(file: Path) -> None:
    """Have the bytes on the disk before the name says they are."""
    handle = os.open(file, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _elsewhere(error: OSError, target: Path) -> bool:
    """Tell whether an error names a file that is neither the output, nor a folder above it, nor in what becomes it."""
    if not isinstance(error.filename, str | bytes | os.PathLike):
        return False
    path, place = Path(os.fsdecode(error.filename)).absolute(), target.absolute()
    written = (place, place.parent / f".{place.name}.partial")
    return not (place.is_relative_to(path) or any(path.is_relative_to(each) for each in written))


def _unwritable(target: Path, error: OSError) -> OutputError:
    # pyarrow puts a sentence of its own where the system's belongs.
    reason = os.strerror(error.errno) if error.errno else str(error) or type(error).__name__
    if isinstance(error, FileExistsError | NotADirectoryError):
        reason = "a file stands where a folder has to be"
    remedy = room(error, "check the path, its rights and the disk")
    return OutputError(f"the output cannot be written: {reason}", str(target), remedy)
