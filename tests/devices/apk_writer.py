"""Writes small apps with the signing blocks that a test asks for; nothing in them is truly signed."""

import datetime
import io
import struct
import zipfile
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, pkcs7

V2, V3, V31 = 0x7109871A, 0xF05368C0, 0x1B93AD61


def identity(name: str, issuer: str = "") -> tuple[ec.EllipticCurvePrivateKey, x509.Certificate]:
    """Give a key and its certificate, issued by itself or by another name's key; the same ones for the same names."""
    return _made(name, issuer)


@cache
def _made(name: str, issuer: str) -> tuple[ec.EllipticCurvePrivateKey, x509.Certificate]:
    key = ec.generate_private_key(ec.SECP256R1())
    issuing = identity(issuer)[0] if issuer else key
    subject, by = (x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, n)]) for n in (name, issuer or name))
    begun = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    builder = x509.CertificateBuilder().subject_name(subject).issuer_name(by).public_key(key.public_key())
    builder = builder.serial_number(7).not_valid_before(begun).not_valid_after(begun + datetime.timedelta(9999))
    return key, builder.sign(issuing, hashes.SHA256())


def der(name: str, issuer: str = "") -> bytes:
    return identity(name, issuer)[1].public_bytes(Encoding.DER)


def sha256(name: str, issuer: str = "") -> str:
    return identity(name, issuer)[1].fingerprint(hashes.SHA256()).hex()


def prefixed(data: bytes) -> bytes:
    return struct.pack("<I", len(data)) + data


def scheme(*signers: tuple[bytes, int, int], version: int = 3) -> bytes:
    """Give a scheme's value: signers as (certificate, least API level, greatest API level)."""
    written = b""
    for certificate, low, high in signers:
        levels = struct.pack("<II", low, high) if version == 3 else b""
        digests = prefixed(prefixed(struct.pack("<I", 0x0103) + prefixed(bytes(32))))
        signed = digests + prefixed(prefixed(certificate)) + levels + prefixed(b"")
        written += prefixed(prefixed(signed) + levels + prefixed(b"") + prefixed(b"key"))
    return prefixed(written)


def block(**schemes: bytes) -> bytes:
    """Give a signing block with the schemes named ``v2``, ``v3``, ``v31``."""
    ids = {"v2": V2, "v3": V3, "v31": V31, "other": 0x42726577}
    return framed(b"".join(struct.pack("<QI", len(data) + 4, ids[name]) + data for name, data in schemes.items()))


def framed(pairs: bytes) -> bytes:
    """Give a signing block around any bytes, with its two sizes right."""
    size = struct.pack("<Q", len(pairs) + 24)
    return size + pairs + size + b"APK Sig Block 42"


def archive(files: dict[str, bytes] | None = None, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", compression) as packed:
        for name, content in ({"AndroidManifest.xml": b"<manifest/>"} | (files or {})).items():
            packed.writestr(name, content)
    return written.getvalue()


def jar_signature(name: str, *chain: tuple[str, str]) -> bytes:
    """Give a signature file by one name; ``chain`` adds certificates of (name, issuer)."""
    key, certificate = identity(name, *([chain[0][0]] if chain else []))
    builder = (
        pkcs7.PKCS7SignatureBuilder().set_data(b"Signature-Version: 1.0").add_signer(certificate, key, hashes.SHA256())
    )
    for each in chain:
        builder = builder.add_certificate(identity(*each)[1])
    return builder.sign(Encoding.DER, [pkcs7.PKCS7Options.DetachedSignature, pkcs7.PKCS7Options.Binary])


def with_block(packed: bytes, signing: bytes) -> bytes:
    """Put a signing block before an archive's central directory."""
    end = packed.rindex(b"PK\x05\x06")
    start = struct.unpack_from("<I", packed, end + 16)[0]
    moved = struct.pack("<I", start + len(signing))
    return packed[:start] + signing + packed[start:end] + packed[end : end + 16] + moved + packed[end + 20 :]
