"""Checksums and short hashes of seeded values, under a name that says which one it is: ``adid_crc32``, ``emHashCode``.

Thirty-two bits are too few to be looked for anywhere. Where the name of a field tells the algorithm, a value of some
hundred spellings agrees by chance once in ten million times. Java's ``String.hashCode`` counts UTF-16 code units.

Sources: CRC-32 of zlib (RFC 1952, section 8) and Adler-32 (RFC 1950), FNV-1a (draft-eastlake-fnv, section 2),
MurmurHash3 x86_32 (A. Appleby, public domain) with the seed 0, ``java.lang.String.hashCode``.
"""

import re
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cached_property

from trafficaudit.decode.fields import Fields
from trafficaudit.detectors.memo import Memo
from trafficaudit.detectors.persona.hit import Hit, reason
from trafficaudit.persona import Persona, hashed_texts
from trafficaudit.persona.xxhash import xxhash

_SURE = 0.9
_WORD = 0xFFFFFFFF
_TOLD = re.compile(
    r"(?P<crc32>crc_?-?(?:32|sum)|crc\Z|_crc|Crc)|(?P<adler32>adler)|(?P<fnv1a>fnv)|(?P<murmur3>murmur|mmh3?)"
    r"|(?P<hashcode>hash_?-?code|java_?hash)|(?P<xxhash>xx_?-?h(?:ash)?_?-?(?:32|64)?(?![a-z0-9]))",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"-?[0-9]{1,20}|(?:0[xX])?[0-9A-Fa-f]{8}(?:[0-9A-Fa-f]{8})?").fullmatch


def fnv1a(data: bytes, bits: int) -> int:
    """Give FNV-1a of 32 or 64 bits.

    >>> f"{fnv1a(b'foobar', 32):x}", f"{fnv1a(b'foobar', 64):x}"  # draft-eastlake-fnv, appendix C
    ('bf9cf968', '85944171f73967e8')
    """
    number, prime = (0x811C9DC5, 0x01000193) if bits == 32 else (0xCBF29CE484222325, 0x100000001B3)
    for byte in data:
        number = (number ^ byte) * prime % (1 << bits)
    return number


def murmur3(data: bytes) -> int:
    """Give MurmurHash3 x86_32 with the seed 0.

    >>> f"{murmur3(b'test'):x}", murmur3(b"")
    ('ba6bd213', 0)
    """
    number, whole = 0, len(data) & ~3
    for at in range(0, whole, 4):
        number ^= _mixed(int.from_bytes(data[at : at + 4], "little"))
        number = ((number << 13 | number >> 19) * 5 + 0xE6546B64) & _WORD
    if data[whole:]:
        number ^= _mixed(int.from_bytes(data[whole:], "little"))
    number ^= len(data)
    for shift, factor in ((16, 0x85EBCA6B), (13, 0xC2B2AE35), (16, 1)):
        number = (number ^ number >> shift) * factor & _WORD
    return number


def _mixed(word: int) -> int:
    word = word * 0xCC9E2D51 & _WORD
    return (word << 15 | word >> 17) * 0x1B873593 & _WORD


def hashcode(data: bytes) -> int:
    """Give what Java's ``String.hashCode`` gives, of UTF-8, as an unsigned number.

    >>> hashcode(b"hello"), hashcode("홍길동".encode())
    (99162322, 54150062)
    """
    number, units = 0, data.decode("utf-8", "replace").encode("utf-16-be")
    for at in range(0, len(units), 2):
        number = (number * 31 + int.from_bytes(units[at : at + 2])) & _WORD
    return number


_MADE: dict[str, tuple[Callable[[bytes], int], ...]] = {
    "crc32": (zlib.crc32,),
    "adler32": (zlib.adler32,),
    "fnv1a": (lambda data: fnv1a(data, 32), lambda data: fnv1a(data, 64)),
    "murmur3": (murmur3,),
    "hashcode": (hashcode,),
    "xxhash": (lambda data: xxhash(data, 32), lambda data: xxhash(data, 64)),
}


class Summed:
    """Looks for checksums of one persona's values; they are made when the first field asks for one."""

    def __init__(self, persona: Persona) -> None:
        self._persona = persona
        self._told = Memo(_told, _KNOWN_NAMES)

    @cached_property
    def _sums(self) -> dict[tuple[str, int], list[tuple[str, str, str]]]:
        found: defaultdict[tuple[str, int], list[tuple[str, str, str]]] = defaultdict(list)
        for category, value, note, plain in hashed_texts(self._persona):
            for name, makers in _MADE.items():
                for make in makers:
                    found[name, make(plain)].append((category, value, note))
        return found

    def find(self, fields: Fields) -> Iterator[tuple[int, Hit]]:
        """Give the hits in fields whose name tells an algorithm, each with the index of its field."""
        told = {key: name for key in fields.names if (name := self._told[key])}
        for index, key in enumerate(fields.keys) if told else ():
            if key in told:
                yield from ((index, hit) for hit in self._of(fields, index, told[key]))

    def _of(self, fields: Fields, index: int, name: str) -> Iterator[Hit]:
        text, seen = fields.values[index], set[tuple[str, str]]()
        if not isinstance(text, str) or not _NUMBER(text):
            return
        for number in _readings(text):
            for category, value, note in self._sums.get((name, number), ()):
                if (category, value) not in seen:
                    seen.add((category, value))
                    yield _hit(fields.joined.values[index], name, (category, value, note))


_LONGEST_NAME, _KNOWN_NAMES = 64, 1 << 14


def _told(key: str) -> str:
    """Give the algorithm that a name tells; empty where it tells none."""
    told = _TOLD.search(key) if len(key) < _LONGEST_NAME else None
    return (told.lastgroup or "") if told else ""


def _readings(text: str) -> Iterator[int]:
    """Give what digits may stand for: a number, a negative one of 32 or 64 bits, and hexadecimal digits."""
    if text.lstrip("-").isdigit():
        number = int(text)
        yield from {number, number % (1 << 32), number % (1 << 64)} if number < 0 else (number,)
    if len(text) >= 8 and not text.startswith("-"):
        yield int(text, 16)


def _hit(data: bytes, name: str, of: tuple[str, str, str]) -> Hit:
    category, value, note = of
    how = f"found as {name} of the value {note or 'as it was typed in'}"
    why = "the field's name tells the algorithm, and few other values give this number"
    return Hit(category, value, name, (), 0, len(data), len(data), data, _SURE, reason(category, how, why))
