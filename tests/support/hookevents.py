"""Capture folders with hooks' events, planted: what an app would cipher, digest and read is really done here."""

import base64
import itertools
import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives import hashes, hmac, padding
from cryptography.hazmat.primitives.ciphers import Cipher as Machine
from cryptography.hazmat.primitives.ciphers import algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from mitmproxy import http
from support import flows

from trafficaudit import events

APP = "kr.example.shop"
KEY = bytes(range(16))
PID = 4321
_numbers = itertools.count(1)


def common(at: float = -1.0, **changes: Any) -> dict[str, Any]:
    """Give what every event carries; ``at`` is in seconds after the first flow."""
    return {
        "v": 1,
        "seq": 0,
        "at": (flows.START + at) * 1000,
        "mono": 1.0,
        "pid": PID,
        "tid": 1,
        "agent": "crypto",
    } | changes


def gcm(
    text: bytes, key: bytes = KEY, iv: bytes | None = None, at: float = -1.0, **changes: Any
) -> tuple[bytes, events.Cipher]:
    """Encrypt with AES-GCM; give the ciphertext with its tag, and the event."""
    iv = os.urandom(12) if iv is None else iv
    out = AESGCM(key).encrypt(iv, text, None)
    return out, encrypted(text, out, key=key, iv=iv, at=at, **changes)


def cbc(text: bytes, key: bytes = KEY, iv: bytes = bytes(16), at: float = -1.0) -> tuple[bytes, events.Cipher]:
    """Encrypt with AES-CBC; give the ciphertext and the event."""
    padder = padding.PKCS7(128).padder()
    machine = Machine(algorithms.AES(key), modes.CBC(iv)).encryptor()
    out = machine.update(padder.update(text) + padder.finalize()) + machine.finalize()
    return out, encrypted(text, out, key=key, iv=iv, at=at, algorithm="AES/CBC/PKCS5Padding")


def ctr(text: bytes, key: bytes = KEY, iv: bytes = bytes(16), at: float = -1.0) -> tuple[bytes, events.Cipher]:
    """Encrypt with AES-CTR; give the ciphertext and the event."""
    out = Machine(algorithms.AES(key), modes.CTR(iv)).encryptor().update(text)
    return out, encrypted(text, out, key=key, iv=iv, at=at, algorithm="AES/CTR/NoPadding")


def encrypted(text: bytes, out: bytes, *, key: bytes = KEY, at: float = -1.0, **changes: Any) -> events.Cipher:
    """Make the event of an encryption."""
    values: dict[str, Any] = {
        "algorithm": "AES/GCM/NoPadding",
        "provider": "AndroidOpenSSL",
        "operation": "encrypt",
        "key": events.Key("AES", "RAW", key),
        "input": text,
        "output": out,
        "input_size": len(text),
        "output_size": len(out),
    }
    return events.Cipher(**common(at), **(values | changes))


def decrypted(data: bytes, text: bytes, *, at: float = 1.0, **changes: Any) -> events.Cipher:
    """Make the event of a decryption."""
    return encrypted(data, text, at=at, **({"operation": "decrypt"} | changes))


def digest(algorithm: str, data: bytes, at: float = -1.0, key: bytes | None = None) -> tuple[bytes, events.Digest]:
    """Digest (SHA-256, MD5, SHA-1) or, with a key, authenticate (HmacSHA256); give the output and the event."""
    if key is not None:
        machine = hmac.HMAC(key, hashes.SHA256())
        machine.update(data)
        out = machine.finalize()
        made = events.Key("HmacSHA256", "RAW", key)
        return out, events.Digest(
            **common(at), algorithm=algorithm, operation="mac", key=made, input=data, output=out, input_size=len(data)
        )
    kinds: dict[str, hashes.HashAlgorithm] = {"SHA-256": hashes.SHA256(), "MD5": hashes.MD5(), "SHA-1": hashes.SHA1()}
    plain = hashes.Hash(kinds[algorithm])
    plain.update(data)
    out = plain.finalize()
    return out, events.Digest(
        **common(at), algorithm=algorithm, operation="digest", input=data, output=out, input_size=len(data)
    )


def api(
    value: str,
    category: str = "android_id",
    name: str = "android.provider.Settings$Secure.getString",
    arguments: Iterable[str] = ("android_id",),
    at: float = -2.0,
    **changes: Any,
) -> events.Api:
    """Make the event of an API call that gave a value."""
    values: dict[str, Any] = {"sdk": "com.x.sdk", "stack": []}
    return events.Api(
        **common(at, agent="privacy"),
        hook=name,
        category=category,
        api=name,
        arguments=list(arguments),
        value=value,
        **(values | changes),
    )


def line(event: events.Event) -> bytes:
    """Give an event as it stands in the file."""
    return events.encoder.encode(event) + b"\n"


def capture(
    folder: Path,
    made: Iterable[http.HTTPFlow],
    told: Iterable[events.Event] | bytes | None,
    *,
    connections: Iterable[dict[str, object]] = (),
    description: dict[str, object] | None = None,
) -> Path:
    """Write a capture folder; ``told`` is what the hooks told, ``None`` for a recording without hooks."""
    folder.mkdir(parents=True, exist_ok=True)
    flows.write(folder / "traffic-0001.mitm", *made)
    about = {"format": 1, "id": "hooked", "app": {"package": APP}} | (description or {})
    (folder / "capture.json").write_text(json.dumps(about))
    lines = list(connections)
    if lines:
        (folder / "connections.jsonl").write_text("".join(json.dumps(each) + "\n" for each in lines))
    if told is not None:
        data = told if isinstance(told, bytes) else b"".join(map(line, told))
        (folder / "events.jsonl").write_bytes(data)
    return folder


def b64(data: bytes) -> str:
    """Give standard Base64."""
    return base64.b64encode(data).decode()
