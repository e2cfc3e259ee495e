import base64
import hashlib

import pytest

from trafficaudit.detectors.provenance.keys import Keys, digest_name, layer
from trafficaudit.events import Key

SECRET = bytes(range(16))


def key(encoded: bytes | None) -> Key:
    return Key("AES", "RAW", encoded)


def test_keys_are_named_in_the_order_of_their_first_use() -> None:
    keys = Keys()
    assert [keys.name(key(each)) for each in (b"a" * 16, b"b" * 16, b"a" * 16)] == ["k1", "k2", "k1"]
    assert (keys.name(key(None)), keys.name(None), keys.name(key(b""))) == ("hidden", "unknown", "hidden")


def test_a_key_is_told_by_its_digest_and_never_itself() -> None:
    told = Keys().told(key(SECRET))
    assert told == f"key k1 (SHA-256 {hashlib.sha256(SECRET).hexdigest()})"
    assert SECRET.hex() not in told
    assert "does not give away" in Keys().told(key(None))
    assert "did not see" in Keys().told(None)


def test_a_key_is_recognised_in_every_way_in_which_it_is_written() -> None:
    keys = Keys()
    keys.name(key(SECRET))
    for text in (
        SECRET,
        SECRET.hex().encode(),
        base64.b64encode(SECRET),
        base64.urlsafe_b64encode(SECRET).rstrip(b"="),
    ):
        assert keys.holds(text), text
    assert not any(map(keys.holds, (b"", SECRET[:-1], b"\xff" * 16, b"some text", b"a" * 7)))


@pytest.mark.parametrize(
    ("algorithm", "expected"),
    [
        ("AES/GCM/NoPadding", "aes-gcm(key k1)"),
        ("AES/CBC/PKCS5Padding", "aes-cbc(key k1)"),
        ("AES/ECB/PKCS5Padding", "aes-ecb(key k1)"),
        ("RSA/ECB/OAEPWithSHA-256AndMGF1Padding", "rsa(key k1)"),
        ("AES", "aes(key k1)"),
        ("ChaCha20-Poly1305", "chacha20-poly1305(key k1)"),
        ("HmacSHA256", "hmac-sha256(key k1)"),
        ("HmacMD5", "hmac-md5(key k1)"),
        ("", "cipher(key k1)"),
        ("A>B\x1b[1m" + "x" * 99, "a-b-1m" + "x" * 34 + "(key k1)"),
    ],
)
def test_layers(algorithm: str, expected: str) -> None:
    assert layer(algorithm, "k1") == expected


@pytest.mark.parametrize(
    ("algorithm", "expected"),
    [
        ("SHA-256", "sha256"),
        ("SHA1", "sha1"),
        ("SHA", "sha1"),
        ("MD5", "md5"),
        ("SHA3-256", "sha3-256"),
        ("", "digest"),
    ],
)
def test_digest_names(algorithm: str, expected: str) -> None:
    assert digest_name(algorithm) == expected
