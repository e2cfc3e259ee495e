"""What a file is that no reader takes, told by its first bytes, and what to hand in for it."""

from pathlib import Path

from trafficaudit.errors import ReadError
from trafficaudit.readers.file import name_of
from trafficaudit.readers.sessions import session_of

_SHOWN = 16

# File signatures: libpcap's pcap-savefile(5) in both byte orders and both resolutions; pcapng section header block
# (draft-ietf-opsawg-pcapng); the others from each format's own specification.
_PACKETS = (b"\xa1\xb2\xc3\xd4", b"\xd4\xc3\xb2\xa1", b"\xa1\xb2\x3c\x4d", b"\x4d\x3c\xb2\xa1")
_FOREIGN: tuple[tuple[tuple[bytes, ...], str, str], ...] = (
    (_PACKETS, "a pcap packet capture", "record through mitmproxy, or export the decrypted requests as HAR"),
    (
        (b"\x0a\x0d\x0d\x0a",),
        "a pcapng packet capture",
        "record through mitmproxy, or export the decrypted requests as HAR",
    ),
    ((b"\x28\xb5\x2f\xfd",), "Zstandard-compressed data", "decompress it first"),
    ((b"BZh",), "bzip2-compressed data", "decompress it first"),
    ((b"\xfd7zXZ\x00",), "xz-compressed data", "decompress it first"),
    ((b"SQLite format 3\x00",), "an SQLite database", "hand in the flow file or HAR"),
    ((b"\xff\xfe", b"\xfe\xff"), "UTF-16 text", "save it as UTF-8"),
    ((b"PAR1",), "a Parquet table", "hand in the capture that it was made from"),
)
_UNREAD: tuple[tuple[tuple[bytes, ...], str, str], ...] = (
    ((b"\x1f\x8b",), "gzip-compressed data that is no HAR", "decompress it first"),
    (
        (b"PK\x03\x04", b"PK\x05\x06"),
        "a ZIP archive",
        "unpack it and hand in the flow file or HAR inside; an app's package (.apk, .ipa) holds no traffic",
    ),
    (
        (
            b"CLIENT_RANDOM ",
            b"SERVER_HANDSHAKE_TRAFFIC_SECRET ",
            b"CLIENT_HANDSHAKE_TRAFFIC_SECRET ",
            b"# SSL/TLS secrets",
        ),
        "a list of TLS secrets",
        "hand in the capture; trafficaudit export --pcapng takes the secrets with --keys",
    ),
)
"""What may be something else that a reader takes, and is called by its name where none does."""


def unreadable(path: Path, head: bytes) -> ReadError:
    """Make the error for a file that no reader takes; it names the format where the first bytes tell it."""
    if session := session_of(head):
        return ReadError(f"is {session.name}, which is not read", name_of(path), session.remedy)
    for signatures, what, remedy in (*_FOREIGN, *_UNREAD):
        if head.startswith(signatures):
            return ReadError(f"is {what}, which is not read", name_of(path), remedy)
    return ReadError(
        f"is none of the captures that are read; it starts with {ascii(head[:_SHOWN])[1:]}",
        name_of(path),
        "hand in a flow file, a HAR, a .saz, Burp Suite's saved items or a capture folder",
    )


def foreign(head: bytes) -> bool:
    """Tell whether a file starts like a format that is known and not read."""
    return any(head.startswith(signatures) for signatures, _, _ in _FOREIGN)
