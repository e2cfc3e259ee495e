"""TLS secrets in the NSS key log format, as ``SSLKEYLOGFILE`` makes programs write them.

A line is a label, the client random and the secret, both in hexadecimal (draft-ietf-tls-keylogfile, 2). Only lines of
exactly that form are passed on, so that nothing else that lies in a file, a private key among others, is.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from trafficaudit.errors import ReadError
from trafficaudit.readers.file import name_of, reason_of, regular

LARGEST = 64 << 20
"""Bytes of a key log, and of all the lines that are passed on together (64 MiB)."""

_LINE = re.compile(
    rb"(CLIENT_RANDOM|(?:CLIENT|SERVER)_HANDSHAKE_TRAFFIC_SECRET|(?:CLIENT|SERVER)_TRAFFIC_SECRET_\d{1,4}"
    rb"|CLIENT_EARLY_TRAFFIC_SECRET|(?:EARLY_)?EXPORTER_SECRET) ([0-9A-Fa-f]{64}) ([0-9A-Fa-f]{32,128})"
)
_SECRETS = b"HANDSHAKE_TRAFFIC_SECRET", b"TRAFFIC_SECRET_0"
_WHOLE = (
    frozenset((b"CLIENT_RANDOM",)),
    frozenset(b"%s_%s" % (side, what) for side in (b"CLIENT", b"SERVER") for what in _SECRETS),
)
"""What it takes to read a connection: the master secret of TLS 1.2, what handshake and data of TLS 1.3 begin with."""


@dataclass(frozen=True, slots=True)
class Keys:
    """Lines in their order, each once; client randoms of what they suffice for; how many lines were none of ours."""

    lines: tuple[bytes, ...]
    randoms: frozenset[bytes]
    refused: int

    @property
    def text(self) -> bytes:
        """The key log."""
        return b"".join(line + b"\n" for line in self.lines)


def read(path: Path) -> list[bytes]:
    """Give the lines of a key log.

    Raises:
        ReadError: it cannot be read, or is larger than any key log is.
    """
    if regular(path) > LARGEST:
        raise ReadError(f"is larger than {LARGEST >> 20} MiB", name_of(path), "name a file in the NSS key log format")
    try:
        return path.read_bytes().splitlines()
    except OSError as error:
        raise ReadError(reason_of(error), name_of(path), "check the permissions") from None


def keys(lines: Iterable[bytes]) -> Keys:
    """Take the lines that are secrets; comments and empty lines count as nothing."""
    kept: dict[bytes, None] = {}
    labels: defaultdict[bytes, set[bytes]] = defaultdict(set)
    size = refused = 0
    for line in lines:
        stripped = line.strip()
        if not stripped or stripped.startswith(b"#"):
            continue
        found = _LINE.fullmatch(stripped)
        if found is None or size > LARGEST:
            refused += 1
        elif stripped not in kept:
            kept[stripped] = None
            labels[bytes.fromhex(found[2].decode("ascii"))].add(found[1])
            size += len(stripped) + 1
    whole = (random for random, held in labels.items() if any(held >= needed for needed in _WHOLE))
    return Keys(tuple(kept), frozenset(whole), refused)
