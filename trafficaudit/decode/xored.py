"""JSON documents and gzip runs of which every byte was changed by the same one (XOR): the plainest way to hide them.

The key falls out of what they begin with. The brackets of a document differ from each other as its first and last byte
do, whatever the key is, and the three bytes of gzip as the first three; all of it must be one then. Longer keys are
looked for under seeded values alone (``detectors.persona.xored``).
"""

import zlib
from collections.abc import Iterable, Iterator

from trafficaudit.decode.node import Node, Opened
from trafficaudit.decode.place import Escape
from trafficaudit.decode.text import as_text, is_document

NAME = "xor"
MEDIA = None
TEXT = False
MARKS = ""
ONLY = None

_SHORTEST = 12
_BRACKETS = ord("{") ^ ord("}")
"""As far apart as ``[`` and ``]`` are."""
_BEHIND = {ord("{"): frozenset(b'"} \n\r\t'), ord("["): frozenset(b'"{[]-0123456789tfn \n\r\t')}
_GZIP = b"\x1f\x8b\x08"
_PROBE = 64
_TABLES: dict[int, bytes] = {}


def key_of(raw: bytes) -> int:
    """Give the byte that hides a document or a run; 0 where bytes look like neither.

    >>> key_of(bytes(byte ^ 0x32 for byte in b'{"mail": "a@b.kr"}')), key_of(b'{"mail": "a@b.kr"}')
    (50, 0)
    """
    if len(raw) < _SHORTEST:
        return 0
    first, second = raw[0], raw[1]
    if first ^ raw[-1] == _BRACKETS:
        for opening, behind in _BEHIND.items():
            if second ^ first ^ opening in behind:
                return first ^ opening
    key = first ^ _GZIP[0]
    return key if second ^ key == _GZIP[1] and raw[2] ^ key == _GZIP[2] else 0


def shows(raw: bytes) -> bool:
    """Say whether bytes are such a document, or begin as such a run."""
    return (key := key_of(raw)) != 0 and _plain(raw, key) is not None


def sniff(node: Node) -> bool:
    """See ``Decoder``."""
    return key_of(node.raw) != 0


def decode(node: Node) -> Iterator[Opened]:
    """Give what was hidden; it keeps the path."""
    key = key_of(node.raw)
    plain = _plain(node.raw, key) if node.budget.spend(len(node.raw)) else None
    if plain is not None:
        child = (node.path, node.key, plain, 0, len(node.raw), _each)
        yield Opened((f"{NAME}({key:#04x})",), [child], sure=True, carrier=node.carrier)


def _plain(raw: bytes, key: int) -> str | bytes | None:
    data = raw.translate(_table(key))
    if data.startswith(_GZIP):
        try:
            return data if zlib.decompressobj(31).decompress(data, _PROBE) else None
        except zlib.error:
            return None
    return text if is_document(data) and (text := as_text(data)) is not None else None


def _table(key: int) -> bytes:
    table = _TABLES.get(key)
    if table is None:
        table = _TABLES[key] = bytes(byte ^ key for byte in range(256))
    return table


def _each(raw: bytes) -> Iterable[Escape]:
    """Map each byte to the one that it hides."""
    return [(0, len(raw), len(raw), 1)]
