"""The key that signs: a PEM of the user's, or one of our own in the user's configuration folder, mode 0600."""

import fcntl
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID

from trafficaudit.errors import SignerError
from trafficaudit.evidence import cms, config, strength
from trafficaudit.working import made, sync

KEY, CERTIFICATE = "signer.key", "signer.pem"

type PrivateKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey

_YEARS = 10
_AHEAD = timedelta(days=2)
"""How far a clock may be ahead when a key is made: one that takes local time for UTC by up to 14 hours. A certificate
that begins later than the authority's time is none of the signer's by then, and the package would be rejected."""

_FIRST, _LAST = 1950, 9999 - _YEARS
"""The years in which a certificate can begin: what UTCTime holds (RFC 5280, 4.1.2.5), and an end four digits long."""

_NAME = 64  # X.520, ub-common-name


@dataclass(frozen=True, slots=True)
class Signer:
    """A key, its certificate, and what leads from that to its root."""

    key: PrivateKey = field(repr=False)
    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...] = ()

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the certificate in hex, as ``openssl x509 -fingerprint -sha256`` gives it."""
        return fingerprint(self.certificate)


def fingerprint(certificate: x509.Certificate) -> str:
    """Give the SHA-256 of a certificate in hex."""
    return certificate.fingerprint(hashes.SHA256()).hex()


def pem(certificates: tuple[x509.Certificate, ...]) -> bytes:
    """Give certificates as PEM, one after the other."""
    return b"".join(each.public_bytes(serialization.Encoding.PEM) for each in certificates)


def load(key: Path, certificate: Path | None = None, password: Callable[[], str] | None = None) -> Signer:
    """Take a key and its certificate from PEM files.

    Args:
        key: the private key; its certificate and chain may stand in the same file.
        certificate: the certificate and its chain, where they stand elsewhere.
        password: asks for the passphrase of an encrypted key.

    Raises:
        SignerError: a file cannot be read or is no PEM of a key or certificate, the passphrase is wrong, the key is
            neither RSA (2048 bit or more) nor of an elliptic curve, no certificate is its own, or it is not valid now.
    """
    held = _key(key, password)
    found, now = _certificates(certificate or key), datetime.now(UTC)
    mine = [each for each in found if each.public_key() == held.public_key()]
    if not mine:
        raise SignerError("holds no certificate of this key", str(certificate or key), "name it with --certificate")
    # A certificate that was renewed stands beside the one before.
    own = next((each for each in mine if each.not_valid_before_utc <= now <= each.not_valid_after_utc), mine[0])
    if not own.not_valid_before_utc <= now <= own.not_valid_after_utc:
        what = (
            f"the certificate is valid from {own.not_valid_before_utc:%Y-%m-%d} to {own.not_valid_after_utc:%Y-%m-%d}"
        )
        raise SignerError(
            what, str(certificate or key), "set this computer's clock right, or name one that is valid now"
        )
    return Signer(held, own, tuple(each for each in found if each not in mine))


def own(name: str = "") -> Signer:
    """Give the key of the user's configuration folder; it is made where there is none.

    Args:
        name: whose key it is, for the certificate of a new one.

    Raises:
        SignerError: it cannot be read, written or used, or others may read it.
    """
    folder = config.folder()
    key, certificate = folder / KEY, folder / CERTIFICATE
    try:
        if not key.exists():
            _make_once(folder, name)
        if key.stat().st_mode & 0o077:
            raise SignerError("others may read the key", str(key), f"chmod 600 {KEY}, or make another one")
    except OSError as error:
        raise SignerError(f"cannot be written: {error.strerror}", str(folder), "name a key with --key") from error
    return load(key, certificate)


def own_certificate() -> x509.Certificate | None:
    """Give the certificate of the user's own key, where there is one."""
    try:
        return x509.load_pem_x509_certificate((config.folder() / CERTIFICATE).read_bytes())
    except (OSError, *cms.UNREADABLE):
        return None


def _key(path: Path, password: Callable[[], str] | None) -> PrivateKey:
    try:
        content = path.read_bytes()
        try:
            key = serialization.load_pem_private_key(content, None)
        except TypeError:  # it is encrypted
            if password is None:
                raise SignerError("the key is encrypted", str(path), "give its passphrase") from None
            key = serialization.load_pem_private_key(content, password().encode())
    except OSError as error:
        raise SignerError(f"cannot be read: {error.strerror}", str(path), "check the path and its rights") from error
    except (ValueError, UnsupportedAlgorithm) as error:
        remedy = "name the PEM file of an RSA or EC key, and give its passphrase again"
        raise SignerError("is no private key in PEM, or the passphrase is wrong", str(path), remedy) from error
    # What verification would reject is not signed with.
    if isinstance(key, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey) and strength.strong(key.public_key()):
        return key
    raise SignerError(
        "is no key that CMS signs with",
        str(path),
        "take RSA with 2048 bit or more, or a curve of 224 or more",
    )


def _certificates(path: Path) -> list[x509.Certificate]:
    try:
        return x509.load_pem_x509_certificates(path.read_bytes())
    except OSError as error:
        raise SignerError(f"cannot be read: {error.strerror}", str(path), "check the path and its rights") from error
    except cms.UNREADABLE:
        return []


def _make_once(folder: Path, name: str) -> None:
    """Make a key unless another process has made one meanwhile: two would leave a key and another one's certificate."""
    made(folder, 0o700, parents=True)
    lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / KEY).exists():
            _make(folder, name)
    finally:
        os.close(lock)


def _make(folder: Path, name: str) -> None:
    """Make a key for an elliptic curve (P-256) and a certificate that it signs itself.

    Raises:
        SignerError: no certificate can begin at what this computer takes for now.
    """
    now = datetime.now(UTC).replace(microsecond=0)
    if not _FIRST <= (now - _AHEAD).year < _LAST:
        raise SignerError(f"says {now:%Y-%m-%d}, when no certificate begins", "this computer's clock", "set it right")
    key = ec.generate_private_key(ec.SECP256R1())
    said = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, (name or "trafficaudit")[:_NAME])])
    usage = x509.KeyUsage(True, True, False, False, False, False, False, False, False)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(said)
        .issuer_name(said)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _AHEAD)
        .not_valid_after(now + timedelta(days=365 * _YEARS))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    # The key comes last: once it stands, whatever happens, so does its certificate.
    for file, content, mode in ((CERTIFICATE, pem((certificate,)), 0o644), (KEY, secret, 0o600)):
        new = folder / f".{file}.new"
        new.unlink(missing_ok=True)
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, mode), "wb") as opened:
            opened.write(content)
            opened.flush()
            os.fsync(opened.fileno())
        new.rename(folder / file)
        sync(folder)
