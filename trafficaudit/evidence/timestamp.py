"""Time stamps (RFC 3161): the request, and what an authority's answer proves."""

import hashlib
import string
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

import rfc3161_client
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, ExtensionOID

from trafficaudit.errors import EvidenceError
from trafficaudit.evidence import cms, der

LARGEST = 256 << 10
"""Bytes of an answer; those of public authorities have some 6 KiB."""

_LARGEST_REQUEST, LARGEST_REQUEST = 128, 1 << 10
"""Bytes of a request as ``request`` makes it, with room for a nonce of another length; of one that anybody made."""

# ESSCertID (RFC 2634, 5.4.1; SHA-1) and ESSCertIDv2 (RFC 5035, 4): the signed digest of the signer's certificate.
_SIGNING_CERTIFICATE, _SIGNING_CERTIFICATE_V2 = "1.2.840.113549.1.9.16.2.12", "1.2.840.113549.1.9.16.2.47"
_HASHES = {
    "2.16.840.1.101.3.4.2.1": "sha256",
    "2.16.840.1.101.3.4.2.2": "sha384",
    "2.16.840.1.101.3.4.2.3": "sha512",
}
_DIGESTS = {bytes.fromhex(f"60864801650304020{last}"): name for last, name in enumerate(_HASHES.values(), 1)}
"""The same by their object identifiers in DER."""

_ASKING = [der.SEQUENCE, der.SEQUENCE, der.OID, der.OCTETS]
_MORE = (der.OID, der.INTEGER, der.BOOLEAN)
"""What a request may say behind its digest: the policy, a nonce, whether a certificate is wanted."""

_LOWER = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)
_EXTENSIONS = 0xA1
_GRANTED = (0, 1)
_INFO = bytes.fromhex("060b2a864886f70d0109100104")
"""The content type of what an authority signs, id-ct-TSTInfo (RFC 3161, 2.4.2), in DER."""


@dataclass(frozen=True, slots=True)
class Token:
    """What an authority signed: that the digest was there at a time; ``number`` is the token's (RFC 3161, 2.4.2)."""

    at: datetime
    algorithm: str
    imprint: bytes
    nonce: int | None
    number: int
    signer: x509.Certificate
    certificates: tuple[x509.Certificate, ...]


def request(content: bytes) -> bytes:
    """Make a request for the SHA-256 of content, with a nonce, asking for the authority's certificate."""
    builder = rfc3161_client.TimestampRequestBuilder().data(content)
    return (
        builder.hash_algorithm(rfc3161_client.HashAlgorithm.SHA256).cert_request(cert_request=True).build().as_bytes()
    )


@cms.quietly()
def read(answer: bytes) -> Token:
    """Read an authority's answer.

    Raises:
        EvidenceError: it is none, refuses, is signed by a certificate that is not for time stamps, or its signature
            does not hold.
    """
    if len(answer) > LARGEST:
        raise EvidenceError(f"is larger than {LARGEST >> 10} KiB")
    try:
        reply = rfc3161_client.decode_timestamp_response(cms.plain_certificates(answer))
        if reply.status not in _GRANTED:
            raise EvidenceError(f"the authority refused: {'; '.join(reply.status_string) or f'status {reply.status}'}")
        info, token = reply.tst_info, reply.time_stamp_token()
        algorithm = _HASHES.get(info.message_imprint.hash_algorithm.dotted_string, "")
        imprint, at, nonce = info.message_imprint.message, info.gen_time, _nonce(info)
        number = info.serial_number
    except cms.UNREADABLE as error:
        raise EvidenceError("is no answer of a time stamp authority") from error
    signed = cms.verify(token)
    if signed.attributes[cms.CONTENT_TYPE] != _INFO:
        raise EvidenceError("is no answer of a time stamp authority")
    _of_this_form(signed.content)
    _for_time_stamps(signed.signer)
    _names_its_signer(signed)
    if not _may_be(info.name, signed.signer):
        raise EvidenceError("names another authority than that of its signer's certificate")
    return Token(at, algorithm, imprint, nonce, number, signed.signer, signed.certificates)


def stamps(token: Token, content: bytes) -> bool:
    """Tell whether a token is for this content."""
    return bool(token.algorithm) and hashlib.new(token.algorithm, content).digest() == token.imprint


def answered(query: bytes, answer: bytes, content: bytes) -> Token:
    """Read the answer to a request.

    Raises:
        EvidenceError: it is not the answer to this request, or as ``read``.
    """
    token = read(answer)
    if not stamps(token, content):
        raise EvidenceError("the authority stamped something else")
    if token.nonce != _asked(query):
        raise EvidenceError("the authority answered another request (nonce)")
    return token


def verify(answer: bytes, content: bytes, path: tuple[x509.Certificate, ...]) -> None:
    """Have rfc3161-client look at the same token, against a path that ends in a trusted root.

    It takes no other end of a path than a root, and no answer that was granted with modifications: OpenSSL and we do.

    Raises:
        EvidenceError: it does not hold.
    """
    if path[-1].issuer != path[-1].subject:
        return
    builder = rfc3161_client.VerifierBuilder().add_root_certificate(path[-1])
    for each in path[1:-1]:
        builder = builder.add_intermediate_certificate(each)
    try:
        reply = rfc3161_client.decode_timestamp_response(cms.plain_certificates(answer))
        if reply.status == _GRANTED[0]:
            builder.build().verify_message(reply, content)
    except (rfc3161_client.VerificationError, ValueError) as error:
        raise EvidenceError(f"does not hold: {error}") from error


def _nonce(info: rfc3161_client.TimeStampTokenInfo) -> int | None:
    try:
        return info.nonce
    except ValueError:
        return None


def is_request(query: bytes, content: bytes) -> bool:
    """Tell whether a request is one for the SHA-256 of content, and nothing more."""
    try:
        imprint = der.parse(query).child(1, der.SEQUENCE)
        algorithm = cms.oid(imprint.child(0, der.SEQUENCE).child(0, der.OID))
        asked = imprint.child(1, der.OCTETS).body
    except EvidenceError:
        return False
    small = len(query) <= _LARGEST_REQUEST
    return small and _HASHES.get(algorithm) == "sha256" and asked == hashlib.sha256(content).digest()


def asks(query: bytes, content: bytes) -> bool:
    """Tell whether bytes are a request for a digest of content (RFC 3161, 2.4.1), whoever made it, without extensions.

    ``verify.sh`` holds requests to the same form.
    """
    try:
        version, imprint, *more = der.parse(query).children()
        method, digest = imprint.children()
        algorithm, *parameters = method.children()
        found = _DIGESTS.get(algorithm.body, "")
    except (EvidenceError, ValueError):
        return False
    rest = iter(_MORE)
    return (
        query[:1] == bytes([der.SEQUENCE])
        and len(query) <= LARGEST_REQUEST
        and (version.tag, version.body) == (der.INTEGER, b"\1")
        and [each.tag for each in (imprint, method, algorithm, digest)] == _ASKING
        and [each.tag for each in parameters] in ([], [der.NULL])
        and all(each.tag in rest and (each.tag != der.BOOLEAN or len(each.body) == 1) for each in more)
        and bool(found)
        and digest.body == hashlib.new(found, content).digest()
    )


def _asked(query: bytes) -> int | None:
    """Give the nonce of a request (RFC 3161, 2.4.1)."""
    for each in der.parse(query).children()[1:]:
        if each.tag == der.INTEGER:
            return int.from_bytes(each.body, signed=True)
    return None


def _for_time_stamps(certificate: x509.Certificate) -> None:
    """Hold the signer's certificate to RFC 3161, 2.3: time stamping, critical, and nothing else."""
    try:
        usage = certificate.extensions.get_extension_for_oid(ExtensionOID.EXTENDED_KEY_USAGE)
    except (x509.ExtensionNotFound, *cms.UNREADABLE):
        usage = None
    if usage is None or not usage.critical or list(_usages(usage)) != [ExtendedKeyUsageOID.TIME_STAMPING]:
        raise EvidenceError("is signed by a certificate that is not for time stamps")


def _of_this_form(info: bytes) -> None:
    """Hold what was signed to version 1, without a critical extension (RFC 3161, 2.4.2)."""
    version, *more = der.parse(info).children()
    if (version.tag, version.body) != (der.INTEGER, b"\1"):
        raise EvidenceError("is of another version than 1")
    extensions = [each for part in more if part.tag == _EXTENSIONS for each in part.children()]
    if any(part.tag == der.BOOLEAN for each in extensions for part in each.children()):
        raise EvidenceError("has a critical extension that is not known here")


def _may_be(named: x509.GeneralName | None, certificate: x509.Certificate) -> bool:
    """Tell whether the authority that is named, if any is, is one of the certificate's names (RFC 3161, 2.4.2)."""
    if named is None:
        return True
    held: list[x509.GeneralName] = [x509.DirectoryName(certificate.subject)]
    with suppress(x509.ExtensionNotFound, *cms.UNREADABLE):
        held += certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    if isinstance(named, x509.DirectoryName):
        return _compared(named.value) in [
            _compared(each.value) for each in held if isinstance(each, x509.DirectoryName)
        ]
    return named in held


def _compared(name: x509.Name) -> list[frozenset[tuple[str, str]]]:
    """Give a name as it is compared: neither capitals of ASCII nor spaces tell names apart (RFC 5280, 7.1)."""
    return [frozenset((each.oid.dotted_string, _folded(each.value)) for each in part) for part in name.rdns]


def _folded(value: str | bytes) -> str:
    text = value if isinstance(value, str) else value.hex()
    return " ".join(filter(None, text.translate(_LOWER).split(" ")))


def _usages(extension: x509.Extension[x509.ExtensionType]) -> x509.ExtendedKeyUsage:
    assert isinstance(extension.value, x509.ExtendedKeyUsage)
    return extension.value


def _names_its_signer(signed: cms.Signed) -> None:
    """Hold the signed digest of the signer's certificate against the certificate."""
    version_2 = signed.attributes.get(_SIGNING_CERTIFICATE_V2)
    value = version_2 or signed.attributes.get(_SIGNING_CERTIFICATE)
    if value is None:
        raise EvidenceError("does not name the certificate of its signer")
    parts = der.parse(value).child(0, der.SEQUENCE).child(0, der.SEQUENCE).children()
    algorithm = "sha256" if version_2 else "sha1"
    if parts and parts[0].tag == der.SEQUENCE:
        algorithm = _HASHES.get(cms.oid(parts[0].child(0, der.OID)), "")
        parts = parts[1:]
    certificate = signed.signer.public_bytes(Encoding.DER)
    if not algorithm or not parts or hashlib.new(algorithm, certificate).digest() != parts[0].body:
        raise EvidenceError("names another certificate than that of its signer")
