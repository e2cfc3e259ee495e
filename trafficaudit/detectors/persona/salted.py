"""Digests over a value and a salt that stands beside them under its name, and those keyed with it (HMAC, RFC 2104).

An app that sends ``{"salt": "k9Xq2m", "em": "5f1c..."}`` tells all that is needed to make the digest again. Tried are
the usual spellings of the values, before and behind the salt, with the usual signs between.
"""

import hashlib
import hmac
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from trafficaudit.decode.fields import Fields
from trafficaudit.detectors.key_names import vocabulary
from trafficaudit.detectors.persona.hit import Hit, reason
from trafficaudit.model import Field
from trafficaudit.persona import Persona, hashed_texts

NAMES = vocabulary("salt Salt SALT hashSalt hash_salt saltValue salt_value saltKey salt_key userSalt user_salt")
MOST_SALTS, MOST_VALUES, MOST_DIGESTS = 2, 200, 200
"""Salts and digests of one exchange, and spellings, that are tried: a bound on the time."""

_SHORTEST, _LONGEST = 4, 128
_SIGNS = (b"", b":", b"|", b".", b"_", b"-", b"$", b"+", b" ")
_ALGORITHMS = {16: ("md5",), 20: ("sha1",), 28: ("sha224",), 32: ("sha256",), 48: ("sha384",), 64: ("sha512",)}


class Made(NamedTuple):
    """A digest and what it is of."""

    category: str
    value: str
    match: str
    note: str
    raw: bytes

    def hit(self, data: bytes, start: int, end: int, layers: tuple[str, ...], salt: Field) -> Hit:
        """Give the hit of such a digest at a place."""
        how = f"found as {self.match} of the value {self.note or 'as it was typed in'}, with the {salt.key} beside it"
        why = "only a digest of both gives these bytes"
        return Hit(
            self.category, self.value, self.match, layers, start, end, len(data), data[start:end], 1.0,
            reason(self.category, how, why),
        )  # fmt: skip


class Salted:
    """Makes the digests of one persona's values with salts."""

    def __init__(self, persona: Persona) -> None:
        self._texts = list(hashed_texts(persona))[:MOST_VALUES]

    def salts(self, fields: Fields) -> list[Field]:
        """Give the fields that are named a salt."""
        if NAMES.isdisjoint(fields.keys):
            return []
        named = [index for index, key in enumerate(fields.keys) if key in NAMES]
        fitting = [index for index in named if _SHORTEST <= len(fields.values[index]) <= _LONGEST]
        for index in fitting[MOST_SALTS : MOST_SALTS + 1]:
            fields.bound(index, f"of salts beside digests {MOST_SALTS} are tried")
        return [fields[index] for index in fitting[:MOST_SALTS]]

    def digests(self, salt: Field, wanted: Sequence[bytes]) -> Iterator[Made]:
        """Give those of the wanted digests that a value and a salt make."""
        listed = set(wanted)
        key = salt.value if isinstance(salt.value, bytes) else salt.value.encode("utf-8", "surrogatepass")
        names = [name for size in sorted({len(raw) for raw in listed}) for name in _ALGORITHMS.get(size, ())]
        for category, value, note, plain in self._texts if names else ():
            for name in names:
                for match, raw in _made(name, key, plain):
                    if raw in listed:
                        yield Made(category, value, match, note, raw)


def _made(name: str, key: bytes, plain: bytes) -> Iterator[tuple[str, bytes]]:
    for sign in _SIGNS:
        for text in (key + sign + plain, plain + sign + key):
            yield f"{name}(salted)", hashlib.new(name, text, usedforsecurity=False).digest()
    yield f"hmac-{name}", hmac.digest(key, plain, name)
