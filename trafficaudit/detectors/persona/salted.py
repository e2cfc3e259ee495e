"""Digests over a value and a salt that stands beside them under its name, and those keyed with it (HMAC, RFC 2104).

An app that sends ``{"salt": "k9Xq2m", "em": "5f1c..."}`` tells all that is needed to make the digest again. Tried are
the usual spellings of the values, before and behind the salt, with the usual signs between, and the hexadecimal digest
of the value in its place, as forums and shops keep passwords (``md5(md5(value) + salt)``). What is called a nonce, a
key or a time stands in every signed request, so one of these is tried only with digests beside it whose name says of
what, or that it is a digest and of nothing else.
"""

import base64
import hashlib
import hmac
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import NamedTuple

from trafficaudit.decode.fields import Fields
from trafficaudit.detectors.names.paths import place_of
from trafficaudit.detectors.names.places import above
from trafficaudit.detectors.names.words import vocabulary
from trafficaudit.detectors.persona.hit import Hit, reason
from trafficaudit.detectors.persona.short import names
from trafficaudit.model import Field
from trafficaudit.persona import Persona, hashed_texts

NAMES = vocabulary(
    "salt Salt SALT hashSalt hash_salt saltValue salt_value saltKey salt_key userSalt user_salt "
    "hmacKey hmac_key hashKey hash_key hashSecret hash_secret"
)
KEYS = vocabulary(
    "appKey app_key appkey apiKey api_key apikey sdkKey sdk_key clientKey client_key publicKey public_key secretKey "
    "secret_key appSecret app_secret clientSecret client_secret hashSeed hash_seed "
    "x-api-key x-apikey x-app-key x-appkey x-client-key x-sdk-key x-secret-key x-app-secret x-client-secret "
    "api-key apikey app-key appkey client-key sdk-key secret-key app-secret client-secret"
)
"""Names of keys that an app has from whom it sends to, in a body, a query or as headers."""
LOOSE = KEYS | vocabulary(
    "nonce Nonce NONCE nonceStr nonce_str noncestr onceStr ts timestamp Timestamp TIMESTAMP timeStamp time_stamp rnd "
    "rand random randomStr random_str randStr seed key secret"
)
"""Names of what is mixed into digests and signatures alike, beside them; keys may stand anywhere in the message."""

MOST_BESIDE = 50
"""Digests with something of a ``LOOSE`` name beside them that are tried in one exchange."""

MOST_KEYS = 2
"""Keys elsewhere in a message that a digest is tried with."""

MOST_SALTS, MOST_VALUES, MOST_DIGESTS = 2, 200, 200
"""Salts and digests of one exchange, and spellings for one of them, that are tried: a bound on the time."""

_SHORTEST, _LONGEST = 4, 128
_KNOWN_NAMES = 1 << 12
_KNOWN_TRIES = 1 << 14
_OF_ANYTHING = vocabulary(
    "hash Hash hashed hashValue hash_value digest hmac Hmac HMAC idHash id_hash hashId hash_id hashedId hashed_id "
    "uidHash uid_hash userHash user_hash deviceHash device_hash"
)
"""Names of a digest that do not say of what, but that it is of no request: those are called signatures."""

_SIGNS = (b"", b":", b"|", b".", b"_", b"-", b"$", b"+", b" ")
_ALGORITHMS = {16: ("md5",), 20: ("sha1",), 28: ("sha224",), 32: ("sha256",), 48: ("sha384",), 64: ("sha512",)}


type Place = tuple[str, str, str]


class Made(NamedTuple):
    """A digest and what it is of."""

    category: str
    value: str
    match: str
    note: str
    raw: bytes

    def hit(self, data: bytes, start: int, end: int, layers: tuple[str, ...], salt: Field) -> Hit:
        """Give the hit of such a digest at a place."""
        how = (
            f"found as {self.match} of the value {self.note or 'as it was typed in'}, with the {salt.key} sent with it"
        )
        why = "only a digest of both gives these bytes"
        return Hit(
            self.category, self.value, self.match, layers, start, end, len(data), data[start:end], 1.0,
            reason(self.category, how, why),
        )  # fmt: skip


class Salted:
    """Makes the digests of one persona's values with salts."""

    def __init__(self, persona: Persona) -> None:
        self._texts = list(hashed_texts(persona))
        self._hashed = tuple(dict.fromkeys(category for category, *_ in self._texts))
        self._said: dict[tuple[str, tuple[str, ...]], frozenset[str]] = {}
        self._nothing: set[tuple[bytes, bytes, frozenset[str]]] = set()

    def salts(self, fields: Fields) -> list[Field]:
        """Give the fields that are named a salt."""
        if NAMES.isdisjoint(fields.names):
            return []
        named = [index for index, key in enumerate(fields.keys) if key in NAMES]
        fitting = [index for index in named if _SHORTEST <= len(fields.values[index]) <= _LONGEST]
        for index in fitting[MOST_SALTS : MOST_SALTS + 1]:
            fields.bound(index, f"of salts beside digests {MOST_SALTS} are tried")
        return [fields[index] for index in fitting[:MOST_SALTS]]

    def loose(self, fields: Fields) -> dict[Place, list[Field]]:
        """Give what may be a salt by a looser name, by where it stands."""
        found: dict[Place, list[Field]] = {}
        if LOOSE.isdisjoint(fields.names):
            return found
        for index in [at for at, key in enumerate(fields.keys) if key in LOOSE]:
            if _SHORTEST <= len(fields.values[index]) <= _LONGEST and fields.group(index).direction == "request":
                found.setdefault(place(fields, index), []).append(fields[index])
        return found

    def keys(self, loose: Mapping[Place, Sequence[Field]]) -> list[Field]:
        """Give of what may be a salt those that are called a key, each value once: they may be of any digest there."""
        named = {str(field.value): field for fields in loose.values() for field in fields if field.key in KEYS}
        return list(named.values())

    def said(self, fields: Fields, index: int) -> frozenset[str]:
        """Give the categories that a field's name speaks of, of those whose digests are made."""
        path, key = fields.rows[index][:2]
        name = key, above(path, fields.group(index).part, key)
        known = self._said.get(name)
        if known is None:
            if len(self._said) >= _KNOWN_NAMES:
                self._said.clear()
            told = [category for category in self._hashed if names(category, fields[index])]
            if key in _OF_ANYTHING:
                told = list(self._hashed)
            known = self._said[name] = frozenset(told)
        return known

    def are_too_many(self, of: Collection[str] = ()) -> bool:
        """Say whether the values, of some categories where they are told, have more spellings than are tried."""
        return len(self._of(of)) > MOST_VALUES

    def _of(self, categories: Collection[str]) -> list[tuple[str, str, str, bytes]]:
        return [each for each in self._texts if not categories or each[0] in categories]

    def digests(self, salt: Field, wanted: Collection[bytes], of: Collection[str] = ()) -> Iterator[Made]:
        """Give those of the wanted digests that a value, of some categories where they are told, and a salt make."""
        key = salt.value if isinstance(salt.value, bytes) else salt.value.encode("utf-8", "surrogatepass")
        asked = frozenset(of)
        listed = {raw for raw in wanted if (key, raw, asked) not in self._nothing}
        usual = [name for size in sorted({len(raw) for raw in listed}) for name in _ALGORITHMS.get(size, ())]
        texts = self._of(asked)[:MOST_VALUES]
        told = set[bytes]()
        for category, value, note, plain in texts if usual else ():
            for name in usual:
                for match, raw in _made(name, key, plain):
                    if raw in listed:
                        told.add(raw)
                        yield Made(category, value, match, note, raw)
        if len(self._nothing) >= _KNOWN_TRIES:
            self._nothing.clear()
        self._nothing.update((key, raw, asked) for raw in listed - told)


def place(fields: Fields, index: int) -> Place:
    """Give where the fields beside a field stand."""
    group = fields.group(index)
    return group.direction, group.part, place_of(*fields.rows[index][:2])


def _made(name: str, key: bytes, plain: bytes) -> Iterator[tuple[str, bytes]]:
    for sign in _SIGNS:
        for text in (key + sign + plain, plain + sign + key):
            yield f"{name}(salted)", hashlib.new(name, text, usedforsecurity=False).digest()
    inner = hashlib.new(name, plain, usedforsecurity=False).hexdigest().encode()
    for text in (key + inner, inner + key):
        yield f"{name}({name}+salt)", hashlib.new(name, text, usedforsecurity=False).digest()
    for secret in (key, *_written(key)):
        yield f"hmac-{name}", hmac.digest(secret, plain, name)


def _written(key: bytes) -> Iterator[bytes]:
    """Give the bytes of a key that is written as hexadecimal or Base64."""
    with suppress(ValueError):
        yield bytes.fromhex(key.decode("ascii"))
    with suppress(ValueError):
        yield base64.b64decode(key, altchars=b"-_" if b"-" in key or b"_" in key else None, validate=True)
