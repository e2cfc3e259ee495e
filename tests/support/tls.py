"""A TLS server of one certificate on a loopback address, and the authorities that sign: the audit's, the app's own, a stranger's."""

import base64
import datetime
import hashlib
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID


@dataclass(frozen=True, slots=True)
class Authority:
    """A certificate authority with its certificate in a PEM file."""

    name: str
    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate
    path: Path

    @property
    def pem(self) -> str:
        return self.path.read_text()


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _builder(
    subject: str, issuer: str, key: ec.EllipticCurvePrivateKey, days: tuple[int, int]
) -> x509.CertificateBuilder:
    now = datetime.datetime.now(datetime.UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(_name(subject))
        .issuer_name(_name(issuer))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now + datetime.timedelta(days=days[0]))
        .not_valid_after(now + datetime.timedelta(days=days[1]))
    )


def authority(folder: Path, name: str) -> Authority:
    """Make an authority."""
    key = ec.generate_private_key(ec.SECP256R1())
    certificate = (
        _builder(name, name, key, (-1, 30))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / f"{name}.pem"
    path.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    return Authority(name, key, certificate, path)


def signed(by: Authority, folder: Path, name: str, days: tuple[int, int] = (-1, 20), host: str = "localhost") -> Path:
    """Make a server's certificate: its key and itself in one PEM file, itself alone in another (``alone``)."""
    key = ec.generate_private_key(ec.SECP256R1())
    certificate = (
        _builder(host, by.name, key, days)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .sign(by.key, hashes.SHA256())
    )
    path = folder / f"{name}.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    pem = certificate.public_bytes(serialization.Encoding.PEM)
    path.write_bytes(private + pem)
    alone(path).write_bytes(pem)
    return path


def alone(path: Path) -> Path:
    """Give the file of the certificate without its key."""
    return path.with_suffix(".crt")


def pin(path: Path) -> str:
    """Give the pin of a certificate as OkHttp writes it: SHA-256 of the public key."""
    certificate = x509.load_pem_x509_certificate(path.read_bytes())
    key = certificate.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return "sha256/" + base64.b64encode(hashlib.sha256(key).digest()).decode()


@contextmanager
def server(certificate: Path) -> Iterator[int]:
    """Serve HTTPS with this certificate: every request is answered with 200 and its own body. Gives the port."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    listening = socket.create_server(("127.0.0.1", 0))
    listening.settimeout(0.1)
    stop = threading.Event()

    def serve() -> None:
        while not stop.is_set():
            try:
                client, _ = listening.accept()
            except TimeoutError:
                continue
            with client:
                client.settimeout(5)
                _answer(context, client)

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield listening.getsockname()[1]
    finally:
        stop.set()
        thread.join(10)
        listening.close()


def _answer(context: ssl.SSLContext, client: socket.socket) -> None:
    try:
        with context.wrap_socket(client, server_side=True) as tls:
            data = b""
            while b"\r\n\r\n" not in data:
                if not (more := tls.recv(65536)):
                    return
                data += more
            head, body = data.split(b"\r\n\r\n", 1)
            lengths = [
                line.split(b":")[1] for line in head.split(b"\r\n") if line.lower().startswith(b"content-length")
            ]
            while lengths and len(body) < int(lengths[0]):
                body += tls.recv(65536)
            tls.sendall(b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
    except (OSError, ssl.SSLError):
        return  # the client did not trust this certificate, as it may


def self_signed(folder: Path, subject: str, *names: str) -> bytes:
    """Have OpenSSL make a certificate for host names, signed by its own key; give its PEM.

    Args:
        folder: an empty folder for key and certificate.
        subject: as ``openssl req -subj`` takes it, in UTF-8.
        names: the subject's alternative names.
    """
    key, certificate = folder / "key.pem", folder / "cert.pem"
    kind = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-utf8"]
    alternative = "subjectAltName=" + ",".join(f"DNS:{name}" for name in names)
    command = ["openssl", "req", "-x509", *kind, "-subj", subject, "-addext", alternative]
    subprocess.run([*command, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    return certificate.read_bytes()
