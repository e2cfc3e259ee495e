"""mitmproxy's certificate authority: the certificate that the phone has to trust."""

import hashlib
import warnings
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from trafficaudit.errors import ReadError

CERTIFICATE = "mitmproxy-ca-cert.pem"
"""The certificate alone, which mitmproxy writes at its first start."""

PRIVATE = "mitmproxy-ca.pem"
"""The certificate with its private key: whoever has it can read what the phone sends."""

CONFDIR = Path("~/.mitmproxy")
_SMALL = 1 << 20


@dataclass(frozen=True, slots=True)
class Authority:
    """A CA certificate: its PEM and DER, SHA-256 fingerprint, Android's file name for it, and its time of validity."""

    pem: bytes
    der: bytes
    sha256: str
    subject_hash_old: str
    not_before: datetime
    not_after: datetime
    is_ca: bool


def load(confdir: Path = CONFDIR) -> Authority | None:
    """Read the certificate from mitmproxy's folder; ``None`` where mitmproxy has not made it yet.

    Raises:
        ReadError: it cannot be read or is no certificate.
    """
    file = confdir.expanduser() / CERTIFICATE
    try:
        with file.open("rb") as opened:
            content = opened.read(_SMALL)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise ReadError(f"cannot be read: {error.strerror}", str(file), "check its permissions") from None
    return parse(content, file.name)


def parse(content: bytes, name: str) -> Authority:
    """Read a certificate from PEM or DER.

    Raises:
        ReadError: it is no certificate.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            is_pem = b"-----BEGIN" in content
            found = x509.load_pem_x509_certificate(content) if is_pem else x509.load_der_x509_certificate(content)
            der = found.public_bytes(Encoding.DER)
            return Authority(
                pem=found.public_bytes(Encoding.PEM),
                der=der,
                sha256=hashlib.sha256(der).hexdigest(),
                subject_hash_old=_subject_hash_old(found),
                not_before=found.not_valid_before_utc,
                not_after=found.not_valid_after_utc,
                is_ca=_is_ca(found),
            )
    except (ValueError, TypeError, x509.InvalidVersion) as error:
        what = f"is no certificate: {str(error)[:100]}"
        raise ReadError(what, name, "delete it and start mitmdump once: it makes a new one") from None


def _subject_hash_old(found: x509.Certificate) -> str:
    """Give the name of Android's CA file: the first four bytes of the MD5 of the subject's DER, little-endian.

    As ``openssl x509 -subject_hash_old`` prints it (``X509_NAME_hash_old``).
    """
    md5 = hashlib.md5(found.subject.public_bytes(), usedforsecurity=False).digest()
    return f"{int.from_bytes(md5[:4], 'little'):08x}"


def _is_ca(found: x509.Certificate) -> bool:
    try:
        return found.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    except x509.ExtensionNotFound:
        return False
