"""Who signed an app: the SHA-256 of the signing certificates in an APK.

Read are the APK Signature Scheme 3.1, 3 and 2 blocks and the JAR signature (scheme 1), as source.android.com describes
them under "Application signing". The signatures themselves are not checked: the phone did that when it installed the
app. A file that never was on a phone proves nothing here; check it with Android's ``apksigner verify``.
"""

import hashlib
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from trafficaudit.devices import jarsignature
from trafficaudit.errors import ReadError

_MAGIC = b"APK Sig Block 42"
_END, _COMMENT = struct.Struct("<4s4H2LH"), 0xFFFF
_END_MARK = b"PK\x05\x06"
_BLOCK_LIMIT = 64 << 20
_PAIRS, _SIGNERS, _CERTIFICATE = 64, 16, 1 << 20
# Block ids of ApkSignatureSchemeV2Verifier, V3Verifier (v3.1 is a v3 block under an id of its own), newest first.
_SCHEMES = {0x1B93AD61: "v3.1", 0xF05368C0: "v3", 0x7109871A: "v2"}
NEWEST_SDK = 0x7FFFFFFF
"""Stands for "and every later version of Android" in a signer's range."""


@dataclass(frozen=True, slots=True)
class Signer:
    """One signer under one scheme, and the range of Android API levels for which it counts (inclusive)."""

    scheme: str
    sha256: str
    min_sdk: int = 1
    max_sdk: int = NEWEST_SDK


def signers(path: Path) -> tuple[Signer, ...]:
    """Give every signer of an APK, newest scheme first; none where it is not signed.

    A JAR signature that cannot be read is passed over where a newer scheme is there: phones since Android 7 do so too.

    Raises:
        ReadError: it is no ZIP archive, or its signatures cannot be read.
    """
    try:
        with path.open("rb") as file:
            return tuple(_signers(file))
    except OSError as error:
        raise ReadError(
            f"cannot be read: {error.strerror or error}", path.name, "check its rights and the disk"
        ) from None
    except (struct.error, _DamagedError, jarsignature.DamagedError) as error:
        raise ReadError(f"its signature cannot be read: {error}", path.name, "copy it again") from None


def certificates(found: tuple[Signer, ...], sdk: int = NEWEST_SDK) -> tuple[str, ...]:
    """Give the certificates that a phone of an API level goes by: those of the newest scheme that counts for it.

    >>> certificates((Signer("v3.1", "new", 33), Signer("v3", "old", 28, 32), Signer("v2", "old")), sdk=34)
    ('new',)
    """
    first = {"v3.1": 33, "v3": 28, "v2": 24, "v1": 1}
    for scheme, since in first.items():
        counted = [each for each in found if each.scheme == scheme and each.min_sdk <= sdk <= each.max_sdk]
        if counted and sdk >= since:
            return tuple(dict.fromkeys(each.sha256 for each in counted))
    return ()


class _DamagedError(Exception):
    pass


def _signers(file: BinaryIO) -> Iterator[Signer]:
    start, size = _central_directory(file)
    pairs: dict[int, memoryview] = {}
    for number, value in _pairs(_block(file, start)):
        pairs.setdefault(number, value)  # Android goes by the first block of an id (ApkSigningBlockUtils)
    for number, scheme in _SCHEMES.items():
        if number in pairs:
            yield from _scheme(scheme, pairs[number])
    try:
        for certificate in jarsignature.certificates(file, start, size):
            yield Signer("v1", hashlib.sha256(certificate).hexdigest())
    except (struct.error, jarsignature.DamagedError):
        if not pairs.keys() & _SCHEMES.keys():
            raise


def _central_directory(file: BinaryIO) -> tuple[int, int]:
    """Find where the ZIP's central directory starts and how long it is (APPNOTE.TXT 4.3.16; APKs are never ZIP64)."""
    end = file.seek(0, 2)
    tail_start = max(0, end - _END.size - _COMMENT)
    file.seek(tail_start)
    tail = file.read(_END.size + _COMMENT)
    at = len(tail)
    while (at := tail.rfind(_END_MARK, 0, at)) >= 0:
        if at + _END.size <= len(tail):
            *_, size, start, comment = _END.unpack_from(tail, at)
            if at + _END.size + comment == len(tail) and start + size == tail_start + at:
                return start, size
    raise _DamagedError("it is no APK, or cut short")


def _block(file: BinaryIO, directory: int) -> bytes:
    """Give the signing block's pairs: it ends right before the central directory, and names its size twice."""
    if directory < 32:
        return b""
    file.seek(directory - 24)
    size, magic = struct.unpack("<Q16s", file.read(24))
    if magic != _MAGIC:
        return b""
    if not 24 <= size <= min(_BLOCK_LIMIT, directory - 8):
        raise _DamagedError("the signing block's size is wrong")
    file.seek(directory - size - 8)
    block = file.read(size + 8)
    if struct.unpack_from("<Q", block)[0] != size:
        raise _DamagedError("the signing block's two sizes differ")
    return block[8:-24]


def _pairs(block: bytes) -> Iterator[tuple[int, memoryview]]:
    rest, count = memoryview(block), 0
    while rest:
        (size,) = struct.unpack_from("<Q", rest)
        count += 1
        if not 4 <= size <= len(rest) - 8 or count > _PAIRS:
            raise _DamagedError("the signing block's pairs are wrong")
        yield struct.unpack_from("<I", rest, 8)[0], rest[12 : 8 + size]
        rest = rest[8 + size :]


def _scheme(scheme: str, value: memoryview) -> Iterator[Signer]:
    """Read one scheme's signers: signed data (digests, certificates, ...), and in v3 the range of API levels."""
    for signer in _sequence(_prefixed(value)[0]):
        signed, rest = _prefixed(signer)
        _, after_digests = _prefixed(signed)
        chain, _ = _prefixed(after_digests)
        # The first certificate is that of the signing key; further ones are its chain.
        certificate = next(_sequence(chain), memoryview(b""))
        if not 0 < len(certificate) <= _CERTIFICATE:
            raise _DamagedError("a signer has no certificate")
        low, high = struct.unpack_from("<II", rest) if scheme != "v2" else (1, NEWEST_SDK)
        yield Signer(scheme, hashlib.sha256(certificate).hexdigest(), low, high)


def _sequence(data: memoryview) -> Iterator[memoryview]:
    count = 0
    while data:
        item, data = _prefixed(data)
        count += 1
        if count > _SIGNERS:
            raise _DamagedError("it has too many parts")
        yield item


def _prefixed(data: memoryview) -> tuple[memoryview, memoryview]:
    (size,) = struct.unpack_from("<I", data)
    if size > len(data) - 4:
        raise _DamagedError("a part is longer than what holds it")
    return data[4 : 4 + size], data[4 + size :]
