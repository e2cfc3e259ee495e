"""What says nothing of a file of a package: that this computer cannot read it, for its rights or its disk."""

import errno
from pathlib import Path

from trafficaudit.errors import ReadError

_OF_THE_FILE = frozenset(
    (errno.ENOENT, errno.ENOTDIR, errno.EISDIR, errno.ELOOP, errno.ENXIO, errno.ENODEV, errno.ENAMETOOLONG)
)
"""What the system says where another thing lies there than was sealed: nothing, a folder, a link, a device."""


def passed_on(error: OSError, path: Path | str) -> None:
    """Raise what is no fault of a file, so that nobody calls it missing or changed; pass over what is one.

    Args:
        error: what the system said.
        path: what was read, where the error does not name it.

    Raises:
        ReadError: the file may not be read, its disk fails, or this computer is short of something.
    """
    if error.errno in _OF_THE_FILE:
        return
    remedy = (
        "check its rights" if isinstance(error, PermissionError) else "check the disk that it lies on, and try again"
    )
    if error.errno in (errno.EMFILE, errno.ENFILE):
        remedy = "let more files be open at once (ulimit -n)"
    raise ReadError(f"cannot be read: {error.strerror}", str(error.filename or path), remedy) from error
