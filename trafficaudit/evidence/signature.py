"""The signature over the tag manifest: CMS (RFC 5652), detached, in DER."""

from datetime import datetime

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.serialization import pkcs7

from trafficaudit.evidence import cms, der
from trafficaudit.evidence.keys import Signer

NAME = "signature.p7s"

_SIGNING_TIME = "1.2.840.113549.1.9.5"
_OPTIONS = (pkcs7.PKCS7Options.Binary, pkcs7.PKCS7Options.DetachedSignature, pkcs7.PKCS7Options.NoCapabilities)


def sign(content: bytes, signer: Signer) -> bytes:
    """Sign content; the message carries the signer's certificate and what leads from it to its root."""
    builder = pkcs7.PKCS7SignatureBuilder().set_data(content)
    builder = builder.add_signer(signer.certificate, signer.key, hashes.SHA256())
    for each in signer.chain:
        builder = builder.add_certificate(each)
    return builder.sign(serialization.Encoding.DER, list(_OPTIONS))


def verify(message: bytes, content: bytes) -> cms.Signed:
    """Look whether a message signs the content; raises ``EvidenceError`` as ``cms.verify``."""
    return cms.verify(message, content)


def claimed_time(signed: cms.Signed) -> datetime | None:
    """Give when the signer says that it signed, which nobody confirms; ``None`` where it says nothing."""
    value = signed.attributes.get(_SIGNING_TIME)
    if value is None:
        return None
    try:
        text = der.parse(value).body.decode("ascii")
        century = "" if len(text) == len("20261126012000Z") else "20" if text < "5" else "19"
        return datetime.strptime(f"{century}{text.removesuffix('Z')}+0000", "%Y%m%d%H%M%S%z")
    except ValueError:
        return None
