"""Whom to believe: certificates that lead to a root somebody named, and lists of revoked ones."""

import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from OpenSSL import crypto

from trafficaudit.errors import EvidenceError, SignerError
from trafficaudit.evidence import cms, strength, unread

SYSTEM = (
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/ca-bundle.pem",
    "/etc/ssl/cert.pem",
)
"""Where operating systems keep their roots in one file: Debian, Fedora, SUSE, Alpine and macOS; as in ``verify.sh``."""

_PEM_BEGINS = b"-----BEGIN X509 CRL-----"
_PEM_LIST = re.compile(_PEM_BEGINS + rb"[^-]*-----END X509 CRL-----")

LARGEST_LIST = 16 << 20
"""Bytes of a list of revoked certificates; the largest of public authorities have some MiB."""

_STEPS = 8
"""Certificates on the way to a root, one after the other, that are told from damaged ones; as in ``verify.sh``."""

# X509_V_FLAG_NO_CHECK_TIME, X509_V_FLAG_EXTENDED_CRL_SUPPORT and X509_V_ERR_CERT_REVOKED of OpenSSL's x509_vfy.h, which
# pyopenssl has no names for.
_NO_CHECK_TIME, _EXTENDED_CRL_SUPPORT, _CERT_REVOKED = 0x200000, 0x1000, 23

# RFC 3161, 4: revoked for one of these reasons, what was stamped before remains valid; without a reason nothing does.
_STILL_GOOD_BEFORE = {
    x509.ReasonFlags.unspecified,
    x509.ReasonFlags.affiliation_changed,
    x509.ReasonFlags.superseded,
    x509.ReasonFlags.cessation_of_operation,
}


@dataclass(frozen=True, slots=True)
class Revocation:
    """What the lists of revoked certificates say about a path: ``reason`` is empty where it is not revoked.

    ``seen`` is when the newest list that covers the first certificate was made, ``None`` where none covers it.
    """

    reason: str
    seen: datetime | None


@cms.quietly()
def certificates(paths: Iterable[Path]) -> tuple[x509.Certificate, ...]:
    """Read certificates from PEM or DER files.

    Raises:
        SignerError: a file cannot be read or holds none.
    """
    found: list[x509.Certificate] = []
    for path in paths:
        try:
            content = path.read_bytes()
            pem = b"-----BEGIN" in content
            some = x509.load_pem_x509_certificates(content) if pem else [x509.load_der_x509_certificate(content)]
            _readable(some)
            found += some
        except OSError as error:
            raise SignerError(f"cannot be read: {error.strerror}", str(path), "check the path") from error
        except (EvidenceError, *cms.UNREADABLE) as error:
            raise SignerError("holds no certificate", str(path), "name a PEM or DER file") from error
    return tuple(found)


def _readable(held: Iterable[x509.Certificate]) -> None:
    """Look whether OpenSSL reads certificates as well: it is stricter, and whatever it refuses ``verify.sh`` does.

    Raises:
        EvidenceError: it does not.
    """
    try:
        for each in held:
            crypto.X509.from_cryptography(each)
    except crypto.Error as error:
        raise EvidenceError("carries a certificate that OpenSSL cannot read") from error


@cache
def system_roots() -> tuple[x509.Certificate, ...]:
    """Give the roots that the operating system trusts; none where it keeps them elsewhere."""
    for path in (os.environ.get("SSL_CERT_FILE"), *SYSTEM):
        if path and Path(path).is_file():
            blocks = Path(path).read_bytes().split(b"-----END CERTIFICATE-----")
            return tuple(each for block in blocks if (each := _one(block)))
    return ()


@cms.quietly()
def path(
    leaf: x509.Certificate, others: Sequence[x509.Certificate], roots: Sequence[x509.Certificate], at: datetime | None
) -> tuple[x509.Certificate, ...]:
    """Give the certificates from ``leaf`` to one of ``roots``, all valid at a time; at any where that is ``None``.

    Of a certificate that stands among ``others`` twice, damaged and whole, OpenSSL takes the first: where there is no
    path, it is looked for among those alone that lead to a root themselves.

    Raises:
        EvidenceError: there is no such path, or somebody can break one of its keys or make one of its signatures anew.
    """
    if not roots:
        raise EvidenceError("no root certificate was named")
    try:
        return _path(leaf, others, roots, at)
    except EvidenceError:
        leading = _leading(others, roots, at)
        if not leading or set(leading) == set(others):
            raise
    return _path(leaf, leading, roots, at)


def _leading(
    others: Sequence[x509.Certificate], roots: Sequence[x509.Certificate], at: datetime | None
) -> list[x509.Certificate]:
    """Give the certificates that lead to a root over each other."""
    found, left = list[x509.Certificate](), list(dict.fromkeys(others))
    for _ in range(_STEPS):
        rest = []
        for each in left:
            try:
                _path(each, found, roots, at)
            except EvidenceError:
                rest.append(each)
            else:
                found.append(each)
        if len(rest) == len(left):
            break
        left = rest
    return found


def _path(
    leaf: x509.Certificate, others: Sequence[x509.Certificate], roots: Sequence[x509.Certificate], at: datetime | None
) -> tuple[x509.Certificate, ...]:
    store = crypto.X509Store()
    for each in dict.fromkeys(roots):
        store.add_cert(crypto.X509.from_cryptography(each))
    # Somebody may name an authority's own certificate rather than its root.
    store.set_flags(crypto.X509StoreFlags.PARTIAL_CHAIN | (0 if at else _NO_CHECK_TIME))
    if at:
        store.set_time(at.astimezone(UTC).replace(tzinfo=None))
    chain = [crypto.X509.from_cryptography(each) for each in others]
    context = crypto.X509StoreContext(store, crypto.X509.from_cryptography(leaf), chain)
    try:
        found = tuple(each.to_cryptography() for each in context.get_verified_chain())
    except crypto.X509StoreContextError as error:
        raise EvidenceError(str(error)) from error
    if not all(map(_strong, found)) or not all(map(_signed_well, found[:-1])):
        raise EvidenceError("a key or a signature on the way to it is too weak to prove anything")
    return found


def _strong(certificate: x509.Certificate) -> bool:
    try:
        return strength.strong(certificate.public_key())
    except (*cms.UNREADABLE, UnsupportedAlgorithm):
        return False


def _signed_well(certificate: x509.Certificate) -> bool:
    """Tell whether nobody makes another certificate of the same digest: of SHA-1 and MD5 somebody does."""
    try:
        digest = certificate.signature_hash_algorithm
    except (*cms.UNREADABLE, UnsupportedAlgorithm):
        return False
    return digest is None or digest.digest_size >= strength.SMALLEST_DIGEST


@cms.quietly()
def lists(paths: Iterable[Path]) -> tuple[x509.CertificateRevocationList, ...]:
    """Read lists of revoked certificates from PEM or DER files; one in PEM may hold several.

    Raises:
        EvidenceError: a file cannot be read or is none.
    """
    found = []
    for file in paths:
        try:
            if file.stat().st_size > LARGEST_LIST:
                raise EvidenceError(f"is larger than {LARGEST_LIST >> 20} MiB", file.name)
            content = file.read_bytes()
            pems = _PEM_LIST.findall(content)
            if len(pems) != content.count(_PEM_BEGINS):
                raise ValueError(file.name)
            some = list(map(x509.load_pem_x509_crl, pems)) if pems else [x509.load_der_x509_crl(content)]
            # Both are read when they are asked for, and only then refused.
            _ = [(one.issuer, one.last_update_utc) for one in some]
            found += some
        except OSError as error:
            unread.passed_on(error, file)
            raise EvidenceError(f"cannot be read: {error.strerror}", file.name) from error
        except cms.UNREADABLE as error:
            raise EvidenceError("is no list of revoked certificates", file.name) from error
    return tuple(found)


@cms.quietly()
def revocation(
    trusted: Sequence[x509.Certificate], known: Iterable[x509.CertificateRevocationList], at: datetime
) -> Revocation:
    """Look whether a path was revoked for what was signed at a time.

    A list counts only for what it speaks of: one of another authority, of other kinds of certificates, of some reasons
    or of what changed since an earlier list (RFC 5280, 5.2) says nothing of a certificate that does not stand on it.
    """
    known, seen = tuple(known), []
    for index, certificate in enumerate(trusted[:-1]):
        for each in known:
            if each.issuer != certificate.issuer or (said := _says(each, trusted, index)) is None:
                continue
            if index == 0:
                seen.append(each.last_update_utc)
            entry = each.get_revoked_certificate_by_serial_number(certificate.serial_number)
            if said and (entry is None or not _still_good(entry, at)):
                when = f"revoked on {entry.revocation_date_utc:%Y-%m-%d}" if entry else "revoked"
                return Revocation(f"{when}: {certificate.subject.rfc4514_string()}", max(seen, default=None))
    return Revocation("", max(seen, default=None))


def _says(known: x509.CertificateRevocationList, trusted: Sequence[x509.Certificate], index: int) -> bool | None:
    """Ask OpenSSL, as ``verify.sh`` does, whether a list names a certificate; ``None`` where it says nothing of it."""
    store = crypto.X509Store()
    store.add_cert(crypto.X509.from_cryptography(trusted[-1]))
    store.set_flags(
        crypto.X509StoreFlags.PARTIAL_CHAIN | crypto.X509StoreFlags.CRL_CHECK | _NO_CHECK_TIME | _EXTENDED_CRL_SUPPORT
    )
    try:
        store.add_crl(known)
        others = [crypto.X509.from_cryptography(each) for each in trusted[index + 1 : -1]]
        leaf = crypto.X509.from_cryptography(trusted[index])
        crypto.X509StoreContext(store, leaf, others).verify_certificate()
    except crypto.X509StoreContextError as error:
        return True if error.errors[0] == _CERT_REVOKED else None
    except (crypto.Error, *cms.UNREADABLE):
        return None
    return False


def _still_good(entry: x509.RevokedCertificate, at: datetime) -> bool:
    try:
        reason = entry.extensions.get_extension_for_class(x509.CRLReason).value.reason
    except (x509.ExtensionNotFound, *cms.UNREADABLE):
        return False
    return reason in _STILL_GOOD_BEFORE and at < entry.revocation_date_utc


def _one(block: bytes) -> x509.Certificate | None:
    """Read one of the operating system's roots; some of them are older than today's rules."""
    start = block.find(b"-----BEGIN CERTIFICATE-----")
    with cms.quietly():
        try:
            return (
                x509.load_pem_x509_certificate(block[start:] + b"-----END CERTIFICATE-----\n") if start >= 0 else None
            )
        except cms.UNREADABLE:
            return None
