"""Documents and packed runs in Base32 and Base64 with other letters than RFC 4648's usual ones: Base32 in the extended
hex alphabet (section 7) and Crockford's, Base64 as crypt(3), bcrypt and xxencode write it or with upper and lower case
changed over, Base45 (RFC 9285); and what stands backwards, itself or as Base64.

None says what it is. What documents and packed runs begin with gives the first letters of each, which nearly nothing
else has; what comes out must be one. Values by themselves are looked for as literals (``persona.disguises``).
"""

import base64
import re
from collections.abc import Callable, Iterator

from trafficaudit.decode.alphabets import ALPHABETS, ALPHABETS_32, DIGITS_45, STANDARD, STANDARD_32
from trafficaudit.decode.base64_run import unpack
from trafficaudit.decode.letters import dense
from trafficaudit.decode.node import Node, Opened
from trafficaudit.decode.text import as_text, telling

NAME = "relettered"
MEDIA = None
TEXT = True
MARKS = ""
ONLY = None

_SHORTEST, _LONGEST = 16, 1 << 20
_LETTER_COST = 8
_CLOSED = {b"}": b"{", b"]": b"[", b">": b"<"}
_LETTERS = re.compile(rb"[A-Za-z0-9+/_-]+={0,2}").fullmatch

type _Reader = Callable[[bytes], bytes | None]


def _other(letters: bytes) -> _Reader:
    table = bytes.maketrans(letters, STANDARD)

    def read(raw: bytes) -> bytes | None:
        bare = raw.rstrip(b"=")
        return None if bare.translate(None, letters) else unpack(bare.translate(table))

    return read


def _other_32(letters: bytes) -> _Reader:
    table = bytes.maketrans(letters, STANDARD_32)

    def read(raw: bytes) -> bytes | None:
        bare = raw.rstrip(b"=").upper()
        if bare.translate(None, letters) or len(bare) % 8 in (1, 3, 6):
            return None
        return base64.b32decode(bare.translate(table) + b"=" * (-len(bare) % 8))

    return read


def _base45(raw: bytes) -> bytes | None:
    if raw.translate(None, DIGITS_45) or len(raw) % 3 == 1:
        return None
    found = bytearray()
    for at in range(0, len(raw), 3):
        letters = raw[at : at + 3]
        number = sum(DIGITS_45.index(letter) * 45**place for place, letter in enumerate(letters))
        if number >> 8 * (len(letters) - 1):
            return None
        found += number.to_bytes(len(letters) - 1)
    return bytes(found)


def _backwards(raw: bytes) -> bytes | None:
    return raw.decode("utf-8", "surrogatepass")[::-1].encode("utf-8", "surrogatepass")


def _base64_backwards(raw: bytes) -> bytes | None:
    turned = raw[::-1]
    return unpack(turned) if _LETTERS(turned) else None


_READERS: dict[str, _Reader] = {
    **{name: _other(letters) for name, letters in ALPHABETS.items()},
    **{name: _other_32(letters) for name, letters in ALPHABETS_32.items()},
    "base45": _base45,
}


def _begun() -> dict[bytes, list[str]]:
    """Give the letters that the first two bytes of a document or packed run settle, and who writes them so.

    Two letters of Base64, three of Base32, of which the last holds one bit more, and of Base45 the three of a pair.
    """
    found: dict[bytes, list[str]] = {}
    for head in {head[:2] for head in dense.HEADS}:
        whole = base64.b64encode(head)[:2]
        begins = {(name, whole.translate(bytes.maketrans(STANDARD, letters))) for name, letters in ALPHABETS.items()}
        for last in (b"\0", b"\xff"):
            coded = base64.b32encode(head + last)[:4]
            for name, letters in ALPHABETS_32.items():
                begins.add((name, coded.translate(bytes.maketrans(STANDARD_32, letters))[:3]))
        pair = int.from_bytes(head)
        digits = (pair % 45, pair // 45 % 45, pair // 45**2)
        begins.add(("base45", bytes([DIGITS_45[digit] for digit in digits])))
        for name, letters in begins:
            found.setdefault(letters, []).append(name)
    return found


_BEGUN = _begun()
_ENDS = frozenset(base64.b64encode(head[:2])[1::-1] for head in dense.HEADS)
"""Of Base64 that stands backwards, the last two letters."""


def sniff(node: Node) -> bool:
    """See ``Decoder``."""
    raw = node.raw
    if not _SHORTEST <= len(raw) <= _LONGEST:
        return False
    return raw[:2] in _BEGUN or raw[:3].upper() in _BEGUN or raw[-2:] in _ENDS or _may_be_backwards(raw)


def _may_be_backwards(raw: bytes) -> bool:
    return raw[:1] == b"=" or (raw[:1] in _CLOSED and raw[-1:] == _CLOSED[raw[:1]])


def decode(node: Node) -> Iterator[Opened]:
    """Give what the value stands for by the first of them that gives a document or packed run; it keeps the path."""
    raw = node.raw.strip(b"\r\n")
    node.budget.spend(_LETTER_COST * len(raw))
    for layers, read in _fitting(raw):
        value = read(raw)
        if value and (dense.holds(value) or (raw[:1] == b"=" and _is_text(value, layers))):
            child = (node.path, node.key, as_text(value) or value, 0, len(node.raw), False)
            yield Opened(layers, [child], sure=True, carrier=node.carrier)
            return


def _fitting(raw: bytes) -> Iterator[tuple[tuple[str, ...], _Reader]]:
    for name in dict.fromkeys((*_BEGUN.get(raw[:2], ()), *_BEGUN.get(raw[:3].upper(), ()))):
        yield (name,), _READERS[name]
    if raw[-2:] in _ENDS or raw[:1] == b"=":
        yield ("reversed", "base64"), _base64_backwards
    elif _may_be_backwards(raw):
        yield ("reversed",), _backwards


def _is_text(value: bytes, layers: tuple[str, ...]) -> bool:
    """Say whether it is ordinary text from Base64: that is enough where the padding stands in front."""
    text = as_text(value) if layers[-1] == "base64" else None
    return text is not None and telling(text)
