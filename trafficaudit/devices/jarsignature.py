"""The JAR signature of an APK (scheme 1): the certificates in ``META-INF/*.RSA``, ``.DSA`` and ``.EC``.

The archive is walked here, not by a ZIP library, so that a hostile one costs no more than its bounds (PKWARE's
APPNOTE.TXT 4.3.7 and 4.3.12).
"""

import re
import struct
import warnings
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import Encoding, pkcs7

_ENTRY, _LOCAL = struct.Struct("<4s6H3L5H2L"), struct.Struct("<4s5H3L2H")
_ENTRY_MARK, _LOCAL_MARK = b"PK\x01\x02", b"PK\x03\x04"
_DIRECTORY_LIMIT, _FILE_LIMIT = 64 << 20, 1 << 20
_FILES, _CERTIFICATES = 16, 64
_STORED, _DEFLATED = 0, 8
_SIGNATURE = re.compile(rb"META-INF/[^/]{1,128}\.(?:RSA|DSA|EC)", re.IGNORECASE)


class DamagedError(Exception):
    """The archive or a signature in it cannot be read."""


def certificates(file: BinaryIO, start: int, size: int) -> Iterator[bytes]:
    """Give the DER of each signer's certificate, one per signature file.

    A signature file may hold the certificate's chain as well: the signer's is the one that issued none of the others.

    Args:
        file: the APK.
        start: where its central directory starts.
        size: the directory's length in bytes.

    Raises:
        DamagedError: an entry or a signature file is damaged or too large.
    """
    if size > _DIRECTORY_LIMIT:
        raise DamagedError("the archive's directory is too large")
    file.seek(start)
    for number, (offset, method, length) in enumerate(_signature_files(file.read(size))):
        if number >= _FILES:
            raise DamagedError("it has too many signature files")
        yield _signer(_content(file, offset, method, length))


def _signature_files(directory: bytes) -> Iterator[tuple[int, int, int]]:
    at = 0
    while at + _ENTRY.size <= len(directory):
        fields = _ENTRY.unpack_from(directory, at)
        mark, method, length, name, extra, comment = (fields[n] for n in (0, 4, 8, 10, 11, 12))
        if mark != _ENTRY_MARK:
            raise DamagedError("the archive's directory is damaged")
        at += _ENTRY.size
        if _SIGNATURE.fullmatch(directory, at, at + name):
            yield fields[16], method, length
        at += name + extra + comment


def _content(file: BinaryIO, offset: int, method: int, length: int) -> bytes:
    if length > _FILE_LIMIT:
        raise DamagedError("a signature file is too large")
    file.seek(offset)
    mark, *_, name, extra = _LOCAL.unpack(file.read(_LOCAL.size))
    if mark != _LOCAL_MARK:
        raise DamagedError("a signature file is not where the directory says")
    file.seek(name + extra, 1)
    data = file.read(length)
    if method == _STORED:
        return data
    if method != _DEFLATED:
        raise DamagedError("a signature file is compressed in an unknown way")
    inflate = zlib.decompressobj(-15)
    try:
        content = inflate.decompress(data, _FILE_LIMIT)
    except zlib.error as error:
        raise DamagedError(f"a signature file is damaged: {error}") from None
    if not inflate.eof:
        raise DamagedError("a signature file is cut short or too large")
    return content


def _signer(content: bytes) -> bytes:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what old certificates do against today's rules is no news here
            found = pkcs7.load_der_pkcs7_certificates(content)[:_CERTIFICATES]
            names = [(each.subject.public_bytes(), each.issuer.public_bytes()) for each in found]
    except (ValueError, TypeError, UnsupportedAlgorithm, x509.InvalidVersion) as error:
        raise DamagedError(f"a signature file holds no certificates: {str(error)[:100]}") from None
    issuers = {issuer for subject, issuer in names if subject != issuer}
    leaves = [each for each, (subject, _) in zip(found, names, strict=True) if subject not in issuers]
    if not leaves:
        raise DamagedError("a signature file holds no signer's certificate")
    return leaves[0].public_bytes(Encoding.DER)
