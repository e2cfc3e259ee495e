"""The capture folder while it is being recorded: made once, held by one recorder, described in ``capture.json``."""

import errno
import fcntl
import json
import os
import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from fnmatch import fnmatchcase
from pathlib import Path

from trafficaudit.capturefiles import DESCRIPTION, EVENTS, FORMAT, SIDE_FILES, TRAFFIC
from trafficaudit.errors import RecordError, room
from trafficaudit.evidence.bag import ANCHOR
from trafficaudit.evidence.places import CHAIN
from trafficaudit.output import RECIPE
from trafficaudit.special import opened
from trafficaudit.working import made, sync

WORKING = ".recording"
"""The folder of what is needed only while recording: the journal, the checkpoint, the lock, the control pipe."""

CONTROL = "control"
_LOCK = "lock"
_NOT_IN_A_NAME = re.compile(r"[^A-Za-z0-9._-]+")
_ANOTHER = "name another folder"


def default(now: datetime | None = None) -> Path:
    """Give the folder of a recording for which none was named."""
    return Path("captures") / f"recording-{now or datetime.now(UTC):%Y%m%d-%H%M%SZ}"


def begin(folder: Path, description: Mapping[str, object]) -> int:
    """Make a capture folder and take hold of it.

    Args:
        folder: where; it may exist, but hold neither a recording nor results.
        description: what goes to ``capture.json`` beside ``format``, ``id`` and ``complete``.

    Returns:
        A file descriptor; the folder is held for as long as it is open in any process.

    Raises:
        RecordError: another recorder holds it, it holds a recording or results, or it cannot be written.
    """
    fresh = not (folder / WORKING).exists()
    try:
        made(folder / WORKING, parents=True)
        lock = hold(folder)
    except OSError as error:
        if fresh:  # else the lock may be another recorder's, which holds the folder by it
            _take_back(folder)
        raise _unwritable(folder, error) from error
    try:
        _check_empty(folder)
        write_description(folder, {"format": FORMAT, "id": _id(folder)} | dict(description) | {"complete": False})
    except RecordError:
        if fresh:
            _take_back(folder)
        os.close(lock)
        raise
    except OSError as error:
        _take_back(folder)
        os.close(lock)
        raise _unwritable(folder, error) from error
    return lock


def _unwritable(folder: Path, error: OSError) -> RecordError:
    return RecordError(
        f"cannot be written: {error.strerror}", str(folder), room(error, "check the path and its rights")
    )


def _take_back(folder: Path) -> None:
    """Take away what a recording that could not begin has made; a journal that lies there is another one's."""
    with suppress(OSError):
        for name in (DESCRIPTION, _LOCK):
            (folder / WORKING / name).unlink(missing_ok=True)
        (folder / WORKING).rmdir()


def check_free(folder: Path) -> None:
    """Look whether a recording could begin in a folder, without touching it.

    Raises:
        RecordError: a recorder is at work there, or it holds a recording or results.
    """
    if is_held(folder):
        raise RecordError("is being recorded into by another recorder", str(folder), _ANOTHER)
    if folder.is_dir():
        _check_empty(folder)


def _check_empty(folder: Path) -> None:
    if os.path.lexists(folder / RECIPE):  # its tables would be sealed as what was recorded
        raise RecordError(f"holds results ({RECIPE})", str(folder), _ANOTHER)
    taken = [path.name for path in sorted(folder.iterdir()) if _is_recorded(path.name)]
    if taken:
        what = f"holds a recording already ({taken[0]})"
        raise RecordError(what, str(folder), f"{_ANOTHER}; what was cut off is finished with: trafficaudit recover")


def hold(folder: Path) -> int:
    """Take hold of a folder; give the descriptor that holds it.

    Raises:
        RecordError: another recorder holds it.
        OSError: it cannot be written.
    """
    lock = os.open(folder / WORKING / _LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(lock)
        raise RecordError("is being recorded into by another recorder", str(folder), _ANOTHER) from None
    return lock


def is_held(folder: Path) -> bool:
    """Tell whether a recorder is at work in a folder; of somebody else's that may not be looked into it is not told.

    Raises:
        OSError: the disk is failing, or this process has no file left to open.
    """
    try:
        lock = os.open(folder / WORKING / _LOCK, os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW)
    except OSError as error:
        if error.errno in (errno.EIO, errno.EMFILE, errno.ENFILE, errno.ENOMEM):
            raise  # nobody knows, and what would be sealed or recovered may be under way
        return False
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(lock)
    return False


def read_description(folder: Path) -> dict[str, object]:
    """Read ``capture.json``.

    Raises:
        RecordError: it is missing or no JSON object.
    """
    path = folder / DESCRIPTION
    try:
        with opened(path) as file:
            found = json.loads(file.read().decode())
    except (OSError, ValueError, RecursionError) as error:
        reason = getattr(error, "strerror", None) or "it is no JSON"
        raise RecordError(f"cannot be read: {reason}", str(path), "name a folder that a recorder has made") from error
    if not isinstance(found, dict):
        raise RecordError("is no JSON object", str(path), "name a folder that a recorder has made")
    return found


def app_of(folder: Path) -> str:
    """Give the app that is recorded as ``capture.json`` names it; empty where it does not."""
    said = read_description(folder).get("app")
    return str(said.get("package", "")) if isinstance(said, dict) else ""


def write_description(folder: Path, description: Mapping[str, object]) -> None:
    """Write ``capture.json`` whole or not at all.

    Raises:
        OSError: the disk is full or failing.
    """
    new = folder / WORKING / DESCRIPTION
    with new.open("w", encoding="utf-8") as file:
        json.dump(description, file, ensure_ascii=False, indent=2)
        file.write("\n")
        file.flush()
        os.fsync(file.fileno())
    new.rename(folder / DESCRIPTION)
    sync(folder)


def _is_recorded(name: str) -> bool:
    return name in (DESCRIPTION, EVENTS, CHAIN, ANCHOR, *SIDE_FILES) or fnmatchcase(name, TRAFFIC)


def _id(folder: Path) -> str:
    return _NOT_IN_A_NAME.sub("-", folder.resolve().name).strip("-") or "recording"
