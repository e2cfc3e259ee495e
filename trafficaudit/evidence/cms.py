"""Signed messages (CMS, RFC 5652): whether a signature holds, and whose certificate made it.

Whether that certificate is to be trusted is another question (``trust``).
"""

import hashlib
import hmac
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from OpenSSL import crypto

from trafficaudit.errors import EvidenceError
from trafficaudit.evidence import der
from trafficaudit.evidence.der import Element

_SIGNED_DATA = "1.2.840.113549.1.7.2"
CONTENT_TYPE, _MESSAGE_DIGEST = "1.2.840.113549.1.9.3", "1.2.840.113549.1.9.4"
_HASHES: dict[str, hashes.HashAlgorithm] = {
    "2.16.840.1.101.3.4.2.1": hashes.SHA256(),
    "2.16.840.1.101.3.4.2.2": hashes.SHA384(),
    "2.16.840.1.101.3.4.2.3": hashes.SHA512(),
}
"""RFC 5754, 2. SHA-1 proves nothing any more."""

_WEAK = {"1.2.840.113549.2.5", "1.3.14.3.2.26", "2.16.840.1.101.3.4.2.4"}
"""MD5, SHA-1 and SHA-224: a message may list them, and nothing is signed with them."""

_RSA = {"1.2.840.113549.1.1.1", "1.2.840.113549.1.1.11", "1.2.840.113549.1.1.12", "1.2.840.113549.1.1.13"}
_ECDSA = {"1.2.840.10045.4.3.2", "1.2.840.10045.4.3.3", "1.2.840.10045.4.3.4"}
_TAGGED, _TAGGED_1 = 0xA0, 0xA1
_OF_SIGNER = [der.INTEGER, der.SEQUENCE, der.SEQUENCE, der.OCTETS]
"""A signer's version, digest, method and signature (RFC 5652, 5.3), beside its name and the attributes."""

_MOST_CERTIFICATES = 32
_LONGEST_OID = 64

UNREADABLE = (ValueError, TypeError, x509.InvalidVersion, x509.DuplicateExtension, x509.UnsupportedGeneralNameType)
"""What cryptography raises at a certificate or a list that is none, or at a part of it that is read later."""


@contextmanager
def quietly() -> Iterator[None]:
    """Let nothing be warned of: cryptography warns of what a stranger wrote into a certificate; we tell what counts."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


@dataclass(frozen=True, slots=True)
class Signed:
    """A message whose signature holds.

    ``signer`` is the certificate that made it, ``certificates`` all in the message that can be read, ``attributes``
    what was signed beside the content: object identifier -> value in DER.
    """

    content: bytes
    signer: x509.Certificate
    certificates: tuple[x509.Certificate, ...]
    attributes: Mapping[str, bytes]


@quietly()
def verify(message: bytes, content: bytes | None = None) -> Signed:
    """Look whether the one signature of a message holds.

    Args:
        message: the message in DER.
        content: what was signed, where the message does not carry it.

    Raises:
        EvidenceError: the message is none, has not exactly one signer, carries no certificate of the signer, is signed
            in a way that is not known here, or its signature does not hold.
    """
    info = der.parse(message)
    if info.tag != der.SEQUENCE or oid(info.child(0, der.OID)) != _SIGNED_DATA:
        raise EvidenceError("is no signed message")
    parts = info.child(1, _TAGGED).child(0, der.SEQUENCE).children()
    tags = [each.tag for each in parts]
    if (
        tags[:3] != [der.INTEGER, der.SET, der.SEQUENCE]
        or tags[-1] != der.SET
        or set(tags[3:-1]) - {_TAGGED, _TAGGED_1}
    ):
        raise EvidenceError("is no signed message of the expected form")
    kind, carried = parts[2].child(0, der.OID).whole, _carried(parts[2])
    if (carried is None) == (content is None):
        raise EvidenceError("does not sign what it should" if content is None else "carries another content")
    signed = content if content is not None else carried
    assert signed is not None
    certificates = _certificates(parts)
    signers = parts[-1].all_of(der.SEQUENCE)
    if len(signers) != 1:
        raise EvidenceError(f"has {len(signers)} signers instead of one")
    listed = {oid(each.child(0, der.OID)) for each in parts[1].all_of(der.SEQUENCE)}
    if not listed <= _HASHES.keys() | _WEAK:
        raise EvidenceError("names a digest that is not known here")
    signer, attributes = _check(signers[0].children(), kind, signed, certificates, listed)
    return Signed(signed, signer, certificates, attributes)


def plain_certificates(message: bytes) -> bytes:
    """Give the message with those certificates of its outermost signed data that can be read, as DER orders a set.

    OpenSSL writes them as they come (and RFC 5652 allows BER); no signature covers them, so that what a stranger's
    certificate among them says, or no longer says, is nothing to the signature.
    """
    whole = der.parse(message)
    signed_data = _signed_data(whole)
    for part in signed_data.children() if signed_data else ():
        if part.tag == _TAGGED:
            kept = sorted(each.whole for each in part.children() if _read(each.whole) is not None)
            return der.replaced(whole, part, b"".join(kept))
    return message


def _signed_data(element: Element) -> Element | None:
    """Find the signed data in a message, or in an authority's answer (RFC 3161, 2.4.2) that holds some."""
    inside = element.children()
    if inside and inside[0].tag == der.SEQUENCE:
        if len(inside) < 2:
            return None
        inside = inside[1].children()
    if len(inside) != 2 or inside[1].tag != _TAGGED:
        raise EvidenceError("is no signed message of the expected form")
    return inside[1].child(0, der.SEQUENCE)


def _carried(encapsulated: Element) -> bytes | None:
    inside = encapsulated.children()
    return inside[1].child(0, der.OCTETS).body if len(inside) > 1 else None


def _certificates(parts: list[Element]) -> tuple[x509.Certificate, ...]:
    held = [each for part in parts if part.tag == _TAGGED for each in part.children()]
    if len(held) > _MOST_CERTIFICATES:
        raise EvidenceError("carries too many certificates")
    return tuple(found for each in held if (found := _read(each.whole)) is not None)


def _read(raw: bytes) -> x509.Certificate | None:
    """Read a certificate; ``None`` where OpenSSL alone does, which is less strict: it may be of anybody.

    Raises:
        EvidenceError: OpenSSL does not either, and so reads nothing of the message, as ``verify.sh`` does not.
    """
    try:
        found = x509.load_der_x509_certificate(raw)
        # Names are read when they are asked for, and only then refused.
        _ = found.issuer, found.subject, found.not_valid_after_utc
    except UNREADABLE:
        found = None
    try:
        read = crypto.load_certificate(crypto.FILETYPE_ASN1, raw)
        # Times that are none stop it when it prints the message, which is how ``verify.sh`` looks at it.
        _ = read.get_notBefore(), read.get_notAfter()
    except crypto.Error as error:
        raise EvidenceError("carries a certificate that OpenSSL cannot read") from error
    return found


def _check(
    signer: list[Element], kind: bytes, content: bytes, held: tuple[x509.Certificate, ...], listed: set[str]
) -> tuple[x509.Certificate, dict[str, bytes]]:
    """Check one signer's part; give its certificate and the signed attributes."""
    tags = [each.tag for each in signer]
    if len(signer) < 6 or tags[3] != _TAGGED:
        raise EvidenceError("signs no attributes")
    if [tags[0], tags[2], *tags[4:6]] != _OF_SIGNER or set(tags[6:]) - {_TAGGED_1}:
        raise EvidenceError("is no signed message of the expected form")
    certificate = _certificate(signer[1], held)
    named = oid(signer[2].child(0, der.OID))
    digest = _HASHES.get(named)
    # OpenSSL digests the content with what the message lists at its beginning, before it meets the signer.
    if digest is None or named not in listed:
        raise EvidenceError("is signed with a digest that is not accepted here")
    values: dict[str, bytes] = {}
    for each in signer[3].all_of(der.SEQUENCE):
        name, value = oid(each.child(0, der.OID)), each.child(1, der.SET).children()
        if name in values or len(value) != 1:
            raise EvidenceError("has an attribute twice")
        values[name] = value[0].whole
    expected = bytes([der.OCTETS, digest.digest_size]) + hashlib.new(digest.name, content).digest()
    if values.get(CONTENT_TYPE) != kind or not hmac.compare_digest(values.get(_MESSAGE_DIGEST, b""), expected):
        raise EvidenceError("signs something else")
    attributes = bytes([der.SET]) + signer[3].whole[1:]
    _hold(certificate, oid(signer[4].child(0, der.OID)), signer[5].body, attributes, digest)
    return certificate, values


def _certificate(identifier: Element, held: tuple[x509.Certificate, ...]) -> x509.Certificate:
    if identifier.tag == der.SEQUENCE:
        issuer, serial = identifier.child(0, der.SEQUENCE).whole, identifier.child(1, der.INTEGER).body
        for each in held:
            if each.issuer.public_bytes() == issuer and each.serial_number == int.from_bytes(serial, signed=True):
                return each
    raise EvidenceError("carries no certificate of its signer")


def _hold(
    certificate: x509.Certificate, algorithm: str, signature: bytes, content: bytes, digest: hashes.HashAlgorithm
) -> None:
    try:
        key = certificate.public_key()
        if isinstance(key, rsa.RSAPublicKey) and algorithm in _RSA:
            key.verify(signature, content, padding.PKCS1v15(), digest)
        elif isinstance(key, ec.EllipticCurvePublicKey) and algorithm in _ECDSA:
            key.verify(signature, content, ec.ECDSA(digest))
        else:
            raise EvidenceError("is signed in a way that is not known here")
    except InvalidSignature:
        raise EvidenceError("its signature does not hold") from None
    except (*UNREADABLE, UnsupportedAlgorithm) as error:
        raise EvidenceError("is signed in a way that is not known here") from error


def oid(element: Element) -> str:
    """Give an object identifier in its dotted form (X.690, 8.19)."""
    numbers, value = [], 0
    if not 0 < len(element.body) <= _LONGEST_OID or element.body[-1] & 0x80:
        raise EvidenceError("is no DER")
    for byte in element.body:
        value = value << 7 | byte & 0x7F
        if not byte & 0x80:
            numbers.append(value)
            value = 0
    first = min(numbers[0] // 40, 2)
    return ".".join(map(str, (first, numbers[0] - 40 * first, *numbers[1:])))
