"""A time stamp authority on loopback: OpenSSL behind a small HTTP server, which can also lie, dawdle and babble."""

import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from trafficaudit.evidence.config import Authority

CONFIGURATION = """[tsa]
default_tsa = here
[here]
serial = {folder}/serial
signer_cert = {folder}/stamper.pem
signer_key = {folder}/stamper.key
{certs}
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha512
accuracy = secs:1
ess_cert_id_alg = sha256
"""


@dataclass(frozen=True, slots=True)
class Issuer:
    """A certificate authority."""

    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate

    def pem(self, path: Path) -> Path:
        path.write_bytes(self.certificate.public_bytes(serialization.Encoding.PEM))
        return path

    def revoked(
        self,
        path: Path,
        certificate: x509.Certificate | None,
        reason: x509.ReasonFlags | None = None,
        at: datetime | None = None,
    ) -> Path:
        """Write a list of revoked certificates, with one on it or none."""
        now = datetime.now(UTC).replace(microsecond=0)
        builder = x509.CertificateRevocationListBuilder().issuer_name(self.certificate.subject)
        builder = builder.last_update(now - timedelta(minutes=1)).next_update(now + timedelta(days=30))
        if certificate is not None:
            entry = x509.RevokedCertificateBuilder().serial_number(certificate.serial_number).revocation_date(at or now)
            if reason is not None:
                entry = entry.add_extension(x509.CRLReason(reason), critical=False)
            builder = builder.add_revoked_certificate(entry.build())
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(builder.sign(self.key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
        return path


def issuer(name: str = "Root of the tests") -> Issuer:
    """Make a root."""
    key = ec.generate_private_key(ec.SECP256R1())
    certificate = certificate_of(key, name, None, ca=True, lasts=timedelta(days=30))
    return Issuer(key, certificate)


def certificate_of(
    key: ec.EllipticCurvePrivateKey,
    name: str,
    by: Issuer | None,
    *,
    ca: bool = False,
    usage: tuple[x509.ObjectIdentifier, ...] = (),
    lasts: timedelta = timedelta(days=1),
    begins: timedelta = timedelta(hours=1),
    points: str = "",
) -> x509.Certificate:
    """Make a certificate, signed by itself where nobody is named."""
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC).replace(microsecond=0)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(by.certificate.subject if by else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - begins)
        .not_valid_after(now + lasts)
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        .add_extension(
            x509.KeyUsage(not ca, False, False, False, False, ca, ca, False, False),
            critical=True,
        )
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    if by:
        identifier = x509.AuthorityKeyIdentifier.from_issuer_public_key(by.key.public_key())
        builder = builder.add_extension(identifier, critical=False)
    if usage:
        builder = builder.add_extension(x509.ExtendedKeyUsage(usage), critical=True)
    if points:
        point = x509.DistributionPoint([x509.UniformResourceIdentifier(points)], None, None, None)
        builder = builder.add_extension(x509.CRLDistributionPoints([point]), critical=False)
    return builder.sign(by.key if by else key, hashes.SHA256())


def write_key(key: ec.EllipticCurvePrivateKey, path: Path, password: bytes | None = None) -> Path:
    """Write a private key as PEM."""
    cipher: serialization.KeySerializationEncryption = serialization.NoEncryption()
    if password:
        cipher = serialization.BestAvailableEncryption(password)
    path.write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, cipher))
    path.chmod(0o600)
    return path


class Stamper:
    """A time stamp authority.

    Args:
        folder: for its key and certificates.
        root: who issues its certificate; one of its own where it is left out.
        lasts: how long its certificate is valid from now on.
        whole: whether its answers carry the root as well, which OpenSSL writes in an order that DER does not know.
    """

    def __init__(
        self,
        folder: Path,
        root: Issuer | None = None,
        *,
        lasts: timedelta = timedelta(days=1),
        whole: bool = True,
        points: str = "",
    ) -> None:
        folder.mkdir(parents=True)
        self.folder, self.issuer = folder, root or issuer()
        key = ec.generate_private_key(ec.SECP256R1())
        usage = (ExtendedKeyUsageOID.TIME_STAMPING,)
        self.certificate = certificate_of(
            key, "Stamper of the tests", self.issuer, usage=usage, lasts=lasts, points=points
        )
        self.root = self.issuer.pem(folder / "root.pem")
        write_key(key, folder / "stamper.key")
        (folder / "stamper.pem").write_bytes(self.certificate.public_bytes(serialization.Encoding.PEM))
        (folder / "serial").write_text("01\n")
        certs = f"certs = {folder}/root.pem" if whole else ""
        (folder / "tsa.cnf").write_text(CONFIGURATION.format(folder=folder, certs=certs))
        self.asked = 0
        self._lock = threading.Lock()

    def reply(self, query: bytes) -> bytes:
        """Answer a request as OpenSSL does."""
        with self._lock:
            self.asked += 1
            asked, answer = self.folder / "query.tsq", self.folder / "answer.tsr"
            asked.write_bytes(query)
            command: list[str | Path] = [
                "openssl",
                "ts",
                "-reply",
                "-config",
                self.folder / "tsa.cnf",
                "-queryfile",
                asked,
                "-out",
                answer,
            ]
            subprocess.run(command, check=True, capture_output=True)
            return answer.read_bytes()

    def stamp(self, content: bytes) -> tuple[bytes, bytes]:
        """Stamp content; give the request and the answer."""
        from trafficaudit.evidence import timestamp

        query = timestamp.request(content)
        return query, self.reply(query)

    @contextmanager
    def serving(
        self, answer: Callable[[bytes], bytes] | None = None, *, name: str = "here", drip: float = 0
    ) -> Iterator[Authority]:
        """Serve on loopback; ``answer`` answers instead, ``drip`` lets seconds pass between single bytes."""
        with serving(answer or self.reply, drip=drip) as url:
            yield Authority(name, url)


@contextmanager
def serving(answer: Callable[[bytes], bytes], *, drip: float = 0) -> Iterator[str]:
    """Serve answers to whatever is posted or asked for; give the address."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            query = self.rfile.read(int(self.headers["Content-Length"]))
            self._answer(query)

        def do_GET(self) -> None:
            self._answer(self.path.encode())

        def _answer(self, query: bytes) -> None:
            content = answer(query)
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            try:
                for index in range(len(content)) if drip else ():
                    self.wfile.write(content[index : index + 1])
                    self.wfile.flush()
                    time.sleep(drip)
                if not drip:
                    self.wfile.write(content)
            except OSError:
                return

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
