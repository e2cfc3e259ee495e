"""Bytes that say by themselves what they are: packed runs, archives, property lists."""

from trafficaudit.decode import compression, tar, zipped


def shows(raw: bytes) -> bool:
    """Say whether bytes begin as one of these does."""
    return (
        compression.format_of(raw) is not None
        or raw.startswith((b"bplist00", b"bplist15"))
        or zipped.shows(raw)
        or tar.shows(raw)
    )
