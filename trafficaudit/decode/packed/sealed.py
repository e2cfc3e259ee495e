"""Archives and packed runs that are known by their first bytes and that nothing here opens: each is told as a gap."""

import re
from collections.abc import Iterator

from trafficaudit.decode.node import Node, Opened

NAME = "sealed"
MEDIA = None
TEXT = False
MARKS = ""
ONLY = None

_HEAD = re.compile(
    rb"(?P<z7>7z\xbc\xaf\x27\x1c)|(?P<rar>Rar!\x1a\x07[\x00\x01])|(?P<alz>ALZ\x01\n\0\0\0)|(?P<egg>EGGA\0\x01)"
    rb"|(?P<cab>MSCF\0{4})|(?P<parquet>PAR1[\x15\x19])|(?P<arrow>ARROW1\0\0)|(?P<realm>.{16}T-DB)",
    re.DOTALL,
).match
_CALLED = {
    "z7": "7z archive", "rar": "RAR archive", "alz": "ALZ archive", "egg": "EGG archive", "cab": "CAB archive",
    "parquet": "Parquet file", "arrow": "Arrow file", "realm": "Realm database",
}  # fmt: skip


def sniff(node: Node) -> bool:
    """See ``Decoder``."""
    return _HEAD(node.raw) is not None


def decode(node: Node) -> Iterator[Opened]:
    """Say what stands there, and that it was not opened."""
    match = _HEAD(node.raw)
    if match is not None and match.lastgroup:
        reason = f"not opened: {_CALLED[match.lastgroup]}"
        yield Opened((NAME,), [], sure=True, obstacles=[(node.path, 0, len(node.raw), reason)])
