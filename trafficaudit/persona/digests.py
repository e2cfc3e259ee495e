"""Digests of seeded values: looked up, not searched for, so that their number costs nothing during the scan.

Every algorithm of RFC 1321 (MD5) and FIPS 180-4 (SHA-1, SHA-2) over every spelling that services are documented to
hash, and each digest of such a digest, over the inner one's hexadecimal text in either case or its bytes. Of those
that are cut short the beginnings need no entry (whoever looks one up compares as much as there is); the others are
those seen in tracking kits: the middle 16 hexadecimal characters of MD5 and the last 16 bytes of SHA-256. UUIDs made of
a name (RFC 9562, versions 3 and 5) are digests too: ``UUID.nameUUIDFromBytes`` is a recipe for Android's device ids. A
digest keyed with something that only the app knows would be one more entry of the same table, once a hook has seen the
key.
"""

import base64
import hashlib
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum, auto

from trafficaudit.persona.blake3 import blake3
from trafficaudit.persona.form import Form
from trafficaudit.persona.forms import forms_of
from trafficaudit.persona.keccak import keccak256
from trafficaudit.persona.model import Persona
from trafficaudit.persona.sm3 import sm3

ALGORITHMS = ("md5", "sha1", "sha224", "sha256", "sha384", "sha512")
RARER: dict[str, Callable[[bytes], bytes]] = {
    "sha3-224": lambda plain: hashlib.sha3_224(plain).digest(),
    "sha3-256": lambda plain: hashlib.sha3_256(plain).digest(),
    "sha3-384": lambda plain: hashlib.sha3_384(plain).digest(),
    "sha3-512": lambda plain: hashlib.sha3_512(plain).digest(),
    "blake2b": lambda plain: hashlib.blake2b(plain).digest(),
    "blake2b-256": lambda plain: hashlib.blake2b(plain, digest_size=32).digest(),
    "blake2s": lambda plain: hashlib.blake2s(plain).digest(),
    "sm3": sm3,
}
"""Algorithms whose digests are looked for where they stand alone."""

SLOW: dict[str, Callable[[bytes], bytes]] = {"keccak-256": keccak256, "blake3": blake3}
"""Likewise, over the usual spellings only: made in Python, each takes a quarter of a millisecond."""

SIZES = frozenset({8, 16, 20, 28, 32, 48, 64})
"""Bytes in a digest or a truncation of one."""

FEW = 3
"""Values of one category of which every spelling that is hashed gets digests of digests; of more, the usual ones do."""

_TRUNCATIONS = {"md5": (("md5[8:24]", 4, 12),), "sha256": (("sha256[32:]", 16, 32),)}
_OVER_BASE64 = ("md5", "sha1", "sha256")
_LOWER, _UPPER = "in lower case", "in upper case"
_NAMESPACES = {"": b""} | {
    space.lower(): getattr(uuid, f"NAMESPACE_{space}").bytes for space in ("DNS", "URL", "OID", "X500")
}


@dataclass(frozen=True, slots=True)
class Digest:
    """What a digest says: of which value, by which ``match``, over which spelling (``note``, empty for the value).

    ``full`` is false for a truncation; ``common`` is true where the value is short or common, so that somebody else's
    digest may be the same.
    """

    category: str
    value: str
    match: str
    note: str
    full: bool
    common: bool


class Depth(Enum):
    """Which digests of some bytes are worked out: those of ``SLOW``, all others once, or digests of these too."""

    SLOW = auto()
    ONCE = auto()
    TWICE = auto()


@dataclass(frozen=True, slots=True)
class Hashable:
    """Some bytes that services hash: one spelling of a value, and what its digests say (see ``Digest``).

    Digests are worked out again where one is met: a hundred thousand of them, kept, would take more memory than all
    else that is known of a persona.
    """

    category: str
    value: str
    note: str
    plain: bytes
    common: bool
    depth: Depth

    def digests(self) -> Iterator[tuple[bytes, str, bool]]:
        """Give the digests of these bytes as ``(bytes, match, full)``."""
        if self.depth is Depth.SLOW:
            yield from ((digest_of(self.plain), name, True) for name, digest_of in SLOW.items())
        else:
            yield from of_bytes(self.plain, nested=self.depth is Depth.TWICE)

    def means(self, match: str, *, full: bool) -> Digest:
        """Give what one of these digests says."""
        return Digest(self.category, self.value, match, self.note, full, self.common)


def hashables(persona: Persona) -> Iterator[Hashable]:
    """Give everything of a persona that is looked for hashed; two categories that share a value come one by one."""
    for category, values in persona.values.items():
        seen: set[tuple[str, bytes]] = set()
        for value, form in forms_of(category, values):
            for plain, note in _inputs(form) if form.hashed else ():
                if (value, plain) in seen:
                    continue
                seen.add((value, plain))
                depth = Depth.TWICE if form.wide or len(values) <= FEW else Depth.ONCE
                yield Hashable(category, value, note, plain, form.typed_only, depth)
    for category, value, note, plain in hashed_texts(persona):
        yield Hashable(category, value, note, plain, False, Depth.SLOW)


def hashed_texts(persona: Persona) -> Iterator[tuple[str, str, str, bytes]]:
    """Give ``(category, value, note, bytes)`` of the usual spellings that are hashed, in each letter case.

    Values as they were typed in come first, then those in lower case, then their other spellings, capitals last: who
    takes so many leaves out what is least likely.
    """
    listed = [
        (category, value, form)
        for category, values in persona.values.items()
        for value, form in forms_of(category, values)
        if form.hashed and not (form.raw or form.typed_only) and (form.match == "verbatim" or category in _SALTED)
    ]
    first = [one for one in listed if one[2].match == "verbatim"]
    others = [one for one in listed if one[2].match != "verbatim"]
    for forms, write, case in (
        (first, str, ""), (first, str.lower, _LOWER), (others, str, ""), (others, str.lower, _LOWER),
        ([one for one in listed if one[2].caseless], str.upper, _UPPER),
    ):  # fmt: skip
        for category, value, form in forms:
            text = write(form.text)
            if not case or text != form.text:
                yield category, value, ", ".join(filter(None, (form.note, case))), text.encode()


_SALTED = frozenset({"email", "phone_number", "advertising_id", "vendor_id", "mac_address"})
"""Categories of which spellings other than the one that was typed in are salted too."""


def _inputs(form: Form) -> Iterator[tuple[bytes, str]]:
    """Give the byte strings of one form that get hashed: UTF-8 in each letter case, and other character sets."""
    if form.raw:
        yield form.raw, form.note
        return
    yield form.text.encode(), form.note
    for text, case in ((form.text.lower(), _LOWER), (form.text.upper(), _UPPER)):
        if form.caseless or form.typed_only:
            yield text.encode(), ", ".join(filter(None, (form.note, case)))
    if not form.wide:
        return
    for codec in ("cp949", "utf-16-le"):
        if not form.text.isascii():
            try:
                yield form.text.encode(codec), ", ".join(filter(None, (form.note, f"in {codec.upper()}")))
            except UnicodeEncodeError:
                continue


def of_bytes(plain: bytes, nested: bool = True) -> Iterator[tuple[bytes, str, bool]]:
    """Give the digests of some bytes as ``(bytes, match, full)``; their UUIDs and digests of them where ``nested``."""
    if nested:
        yield from _named_uuids(plain)
    for rarer, digest_of in RARER.items():
        yield digest_of(plain), rarer, True
    coded = base64.b64encode(plain)
    for name in _OVER_BASE64 if nested else ():
        yield hashlib.new(name, coded, usedforsecurity=False).digest(), f"{name}(base64)", True
    for inner in ALGORITHMS:
        digest = hashlib.new(inner, plain, usedforsecurity=False).digest()
        yield digest, inner, True
        for match, start, end in _TRUNCATIONS.get(inner, ()):
            yield digest[start:end], match, False
        if not nested:
            continue
        text = digest.hex()
        for outer in ALGORITHMS:
            for seen in (text.encode(), text.upper().encode(), digest):
                yield hashlib.new(outer, seen, usedforsecurity=False).digest(), f"{outer}({inner})", True


def _named_uuids(plain: bytes) -> Iterator[tuple[bytes, str, bool]]:
    """Give the UUIDs of a name, in no namespace, as Java makes them, and in those of RFC 9562."""
    for space, head in _NAMESPACES.items():
        for version, algorithm in ((3, "md5"), (5, "sha1")):
            digest = hashlib.new(algorithm, head + plain, usedforsecurity=False).digest()
            made = uuid.UUID(bytes=digest[:16], version=version).bytes
            if space or made != digest:  # an MD5 whose bits are those of version 3 by chance is an MD5
                yield made, f"uuid{version}({space or 'name'})", True
