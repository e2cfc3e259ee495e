"""A key that somebody breaks, and a signature that somebody makes anew, prove nothing: for both verifiers alike."""

import subprocess
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from support.packages import sealed, verified
from support.stampers import Stamper, certificate_of, write_key

from trafficaudit.errors import SignerError
from trafficaudit.evidence import keys
from trafficaudit.evidence.verdict import INCOMPLETE, REJECTED, VALID


def _certificate(folder: Path, kind: str, digest: str, stamper: Stamper | None = None) -> tuple[Path, Path]:
    """Make a key and its certificate with OpenSSL, signed by an authority's root where one is named."""
    key, request, certificate = folder / "weak.key", folder / "weak.csr", folder / "weak.pem"
    made: list[str | Path] = [*kind.split(), "-nodes", "-keyout", key, "-subj", "/CN=weak"]
    if stamper is None:
        command: list[str | Path] = ["openssl", "req", "-x509", "-newkey", *made, f"-{digest}", "-days", "2"]
        subprocess.run([*command, "-out", certificate], check=True, capture_output=True)
        return key, certificate
    subprocess.run(["openssl", "req", "-new", "-newkey", *made, "-out", request], check=True, capture_output=True)
    (folder / "usage").write_text("extendedKeyUsage=critical,timeStamping\nbasicConstraints=critical,CA:false\n")
    write_key(stamper.issuer.key, folder / "root.key")
    command = ["openssl", "x509", "-req", "-in", request, "-CA", stamper.root, "-CAkey", folder / "root.key"]
    command += [f"-{digest}", "-days", "2", "-extfile", folder / "usage", "-out", certificate]
    subprocess.run(command, check=True, capture_output=True)
    return key, certificate


@pytest.mark.parametrize(
    ("kind", "digest", "code"),
    [
        ("rsa:2048", "sha256", VALID),
        ("rsa:1024", "sha256", REJECTED),
        ("rsa:2048", "sha1", REJECTED),
        ("ec -pkeyopt ec_paramgen_curve:secp384r1", "sha384", VALID),
    ],
)
def test_an_authority(tmp_path: Path, kind: str, digest: str, code: int) -> None:
    stamper = Stamper(tmp_path / "authority")
    key, certificate = _certificate(tmp_path, kind, digest, stamper)
    (stamper.folder / "stamper.pem").write_bytes(certificate.read_bytes())
    (stamper.folder / "stamper.key").write_bytes(key.read_bytes())
    package = sealed(tmp_path / "case", stamper)
    codes = verified(package, stamper.root)
    assert (codes.ours, codes.shell) == (code, code), codes.said
    assert ("timestamp" in codes.failed) is (code == REJECTED)
    unnamed = verified(package)
    assert (unnamed.ours, unnamed.shell) == (INCOMPLETE, INCOMPLETE), unnamed.said


@pytest.mark.parametrize(("kind", "code"), [("rsa:2048", VALID), ("rsa:1024", REJECTED)])
def test_a_signer(tmp_path: Path, stamper: Stamper, kind: str, code: int) -> None:
    """That its certificate was named does not help: with a broken key anybody signs as it."""
    key, certificate = _certificate(tmp_path, kind, "sha256")
    held = load_pem_private_key(key.read_bytes(), None)
    signer = keys.Signer(held, x509.load_pem_x509_certificate(certificate.read_bytes()))  # type: ignore[arg-type]
    package = sealed(tmp_path / "case", stamper, signer=signer)
    codes = verified(package, stamper.root, signer.fingerprint)
    assert (codes.ours, codes.shell) == (code, code), codes.said
    assert codes.failed == (("signer",) if code == REJECTED else ())


def test_what_would_not_verify_is_not_signed_with(tmp_path: Path) -> None:
    key = ec.generate_private_key(ec.SECP192R1())
    write_key(key, tmp_path / "k")
    (tmp_path / "c").write_bytes(keys.pem((certificate_of(key, "Kim", None),)))
    with pytest.raises(SignerError, match="224"):
        keys.load(tmp_path / "k", tmp_path / "c")
