"""Files that an investigator hands in, read whole within a bound."""

from pathlib import Path

from trafficaudit.errors import AuditError, ReadError
from trafficaudit.redaction import visible
from trafficaudit.special import opened


def read_within(path: Path, most: int, too_large: type[AuditError], remedy: str) -> bytes:
    """Read a file.

    Args:
        path: the file.
        most: bytes that it may have, whole mebibytes.
        too_large: the error where it has more.
        remedy: what to do then.

    Raises:
        ReadError: it cannot be opened.
        AuditError: ``too_large``.
    """
    where = visible(str(path))
    try:
        with opened(path) as file:
            data = file.read(most + 1)
    except OSError as error:
        raise ReadError(f"cannot be opened: {error.strerror}", where, "check the path and its rights") from error
    if len(data) > most:
        raise too_large(f"is larger than {most // 2**20} MiB", where, remedy)
    return data
