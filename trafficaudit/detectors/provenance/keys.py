"""The cipher keys of a capture, named k1, k2, ... in the order of their first use; a key itself is never told."""

import hashlib
import re
from contextlib import suppress

from trafficaudit.decode.base64_run import unpack
from trafficaudit.events import Key

_WORD = re.compile(r"[^a-z0-9]+")
_LONGEST_NAME = 40
# Padding is no part of what a layer is; RSA's "ECB" says nothing (JCA: a single block).
_NO_MODE = frozenset({"", "none", "ecb"})
_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{8,}={0,2}").fullmatch


class Keys:
    """Names keys. Only their digests are kept."""

    def __init__(self) -> None:
        self._names: dict[bytes, str] = {}

    def name(self, key: Key | None) -> str:
        """Give the name of a key: ``k1``; ``hidden`` where the phone keeps it, ``unknown`` where the hook saw none."""
        if key is None:
            return "unknown"
        if not key.encoded:
            return "hidden"
        digest = hashlib.sha256(key.encoded).digest()
        return self._names.setdefault(digest, f"k{len(self._names) + 1}")

    def told(self, key: Key | None) -> str:
        """Give a key for the reasoning: its name and the SHA-256 of its bytes."""
        name = self.name(key)
        if key is None:
            return "a key that the hook did not see"
        if not key.encoded:
            return "a key that the phone does not give away"
        return f"key {name} (SHA-256 {hashlib.sha256(key.encoded).hexdigest()})"

    def holds(self, value: bytes) -> bool:
        """Say whether bytes are one of the keys, as they are, in hexadecimal or in Base64."""
        return any(hashlib.sha256(each).digest() in self._names for each in _readings(value))


def _readings(value: bytes) -> list[bytes]:
    found = [value]
    text = value.strip()
    if text.isascii():
        with suppress(ValueError):
            found.append(bytes.fromhex(text.decode()))
    held = unpack(text) if _BASE64(text) else None
    return found if held is None else [*found, held]


def layer(algorithm: str, key: str) -> str:
    """Give the layer that a cipher or MAC is: its transformation without padding, and its key's name.

    >>> layer("AES/GCM/NoPadding", "k1"), layer("RSA/ECB/PKCS1Padding", "k2"), layer("HmacSHA256", "k3")
    ('aes-gcm(key k1)', 'rsa(key k2)', 'hmac-sha256(key k3)')
    """
    cipher, _, rest = algorithm.partition("/")
    name, mode = _slug(cipher) or "cipher", _slug(rest.partition("/")[0])
    if name.startswith("hmacsha"):
        name = f"hmac-{name[4:]}"
    elif name == "hmacmd5":
        name = "hmac-md5"
    if mode not in _NO_MODE or (mode == "ecb" and not name.startswith("rsa")):
        name = f"{name}-{mode}"
    return f"{name}(key {key})"


def digest_name(algorithm: str) -> str:
    """Give a digest's name as the tables write it.

    >>> digest_name("SHA-256"), digest_name("MD5"), digest_name("SHA3-256")
    ('sha256', 'md5', 'sha3-256')
    """
    name = _slug(algorithm) or "digest"
    if name == "sha":
        return "sha1"  # the standard name's alias (JCA)
    bits = name.removeprefix("sha-")
    return f"sha{bits}" if name.startswith("sha-") and bits.isdigit() else name


def _slug(text: str) -> str:
    return _WORD.sub("-", text.lower()).strip("-")[:_LONGEST_NAME]
