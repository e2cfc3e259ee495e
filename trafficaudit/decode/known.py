"""Bytes that say what they are: packed runs, archives, property lists, messages of HTTP.

Streams that nothing names count where all of them is one of text (``compression.shows``).
"""

from trafficaudit.decode import compression, http_message, tar, zipped


def shows(raw: bytes) -> bool:
    """Say whether bytes are, or begin as, one of these."""
    return (
        compression.shows(raw)
        or raw.startswith((b"bplist00", b"bplist15"))
        or zipped.shows(raw)
        or tar.shows(raw)
        or http_message.shows(raw)
    )
