"""Time stamps that no tool makes: what is signed is written by hand (RFC 3161, 2.4.2), and signed by OpenSSL."""

import hashlib
import subprocess
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from support.stampers import Stamper

SHA_256 = "2.16.840.1.101.3.4.2.1"
_INFO, _POLICY = "1.2.840.113549.1.9.16.1.4", "1.2.3.4.1"


def tlv(tag: int, *parts: bytes) -> bytes:
    """Give an element of DER."""
    body = b"".join(parts)
    size = len(body).to_bytes((len(body).bit_length() + 7) // 8 or 1)
    return bytes([tag]) + (size if len(body) < 128 else bytes([0x80 + len(size)]) + size) + body


def integer(number: int, tag: int = 2) -> bytes:
    """Give a whole number."""
    return tlv(tag, number.to_bytes(number.bit_length() // 8 + 1, signed=True))


def oid(dotted: str) -> bytes:
    """Give an object identifier."""
    first, second, *others = map(int, dotted.split("."))
    out = bytearray()
    for arc in (first * 40 + second, *others):
        groups = [arc >> at & 127 for at in range(0, max(arc.bit_length(), 1), 7)][::-1]
        out += bytes([*(each | 128 for each in groups[:-1]), groups[-1]])
    return tlv(6, bytes(out))


@dataclass(frozen=True, slots=True)
class Info:
    """What an authority signs; ``accuracy``, ``ordering``, ``nonce``, ``named`` and ``extensions`` are whole elements."""

    version: int = 1
    clock: str = "%Y%m%d%H%M%SZ"
    accuracy: bytes = b""
    ordering: bytes = b""
    nonce: bytes = field(default_factory=lambda: integer(5))
    named: bytes = b""
    extensions: bytes = b""

    def of(self, content: bytes) -> bytes:
        """Give it for content, now."""
        imprint = tlv(0x30, tlv(0x30, oid(SHA_256)), tlv(4, hashlib.sha256(content).digest()))
        time = tlv(0x18, datetime.now(UTC).strftime(self.clock).encode())
        rest = (self.accuracy, self.ordering, self.nonce, self.named, self.extensions)
        return tlv(0x30, integer(self.version), oid(_POLICY), imprint, integer(7), time, *rest)


def made(stamper: Stamper, info: Info, content: bytes) -> bytes:
    """Give an authority's answer that carries this."""
    folder = stamper.folder
    asked, signed = folder / "info", folder / "token"
    asked.write_bytes(info.of(content))
    command: list[str | Path] = ["openssl", "cms", "-sign", "-binary", "-nodetach", "-cades", "-md", "sha256"]
    command += ["-econtent_type", _INFO, "-in", asked, "-outform", "DER", "-out", signed]
    command += ["-signer", folder / "stamper.pem", "-inkey", folder / "stamper.key"]
    subprocess.run(command, check=True, capture_output=True)
    return tlv(0x30, tlv(0x30, integer(0)), signed.read_bytes())
