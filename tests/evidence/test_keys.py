"""Keys: the user's own, made once with mode 0600, or a PEM that fits."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from support.stampers import certificate_of, issuer, write_key

from trafficaudit.errors import SignerError
from trafficaudit.evidence import keys, trust

P256 = ec.SECP256R1()


def test_a_new_key_is_made_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert keys.own_certificate() is None
    made = keys.own("Kim")
    assert (tmp_path / "trafficaudit/signer.key").stat().st_mode & 0o777 == 0o600
    assert made.certificate.subject.rfc4514_string() == "CN=Kim"
    assert keys.own("Lee").fingerprint == made.fingerprint
    assert keys.own_certificate() == made.certificate
    assert "key" not in repr(made).split("(")[1].split("certificate")[0]


def test_a_key_that_others_may_read_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    keys.own()
    (tmp_path / "trafficaudit/signer.key").chmod(0o640)
    with pytest.raises(SignerError, match="others may read"):
        keys.own()


def test_a_certificate_with_its_chain(tmp_path: Path) -> None:
    root, key = issuer(), ec.generate_private_key(P256)
    certificate = certificate_of(key, "Kim", root)
    (tmp_path / "chain.pem").write_bytes(keys.pem((root.certificate, certificate)))
    signer = keys.load(write_key(key, tmp_path / "k"), tmp_path / "chain.pem")
    assert (signer.certificate, signer.chain) == (certificate, (root.certificate,))


def test_an_encrypted_key_needs_its_passphrase(tmp_path: Path) -> None:
    key = ec.generate_private_key(P256)
    path = write_key(key, tmp_path / "k", b"secret")
    (tmp_path / "c").write_bytes(keys.pem((certificate_of(key, "Kim", None),)))
    assert keys.load(path, tmp_path / "c", lambda: "secret").certificate
    for password in (None, lambda: "wrong"):
        with pytest.raises(SignerError, match=r"passphrase|encrypted"):
            keys.load(path, tmp_path / "c", password)


@pytest.mark.parametrize("lasts", [timedelta(seconds=-5), timedelta(days=1)])
def test_expired_and_foreign_certificates_are_refused(tmp_path: Path, lasts: timedelta) -> None:
    key = ec.generate_private_key(P256)
    expired = lasts < timedelta()
    owner = key if expired else ec.generate_private_key(P256)
    (tmp_path / "c").write_bytes(keys.pem((certificate_of(owner, "Kim", None, lasts=lasts),)))
    with pytest.raises(SignerError, match="valid from" if expired else "no certificate of this key"):
        keys.load(write_key(key, tmp_path / "k"), tmp_path / "c")


def test_a_certificate_that_was_renewed(tmp_path: Path) -> None:
    key = ec.generate_private_key(P256)
    old, new = (certificate_of(key, "Kim", None, lasts=timedelta(minutes=minutes)) for minutes in (-5, 5))
    (tmp_path / "c").write_bytes(keys.pem((old, new)))
    signer = keys.load(write_key(key, tmp_path / "k"), tmp_path / "c")
    assert (signer.certificate, signer.chain) == (new, ())


def test_a_key_that_is_made_by_a_clock_that_is_ahead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A clock that takes Korean time for UTC; the authority's is right, and stamps what is signed a moment later."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    ahead = datetime.now(UTC) + timedelta(hours=9)
    monkeypatch.setattr(keys, "datetime", type("Ahead", (), {"now": lambda zone: ahead}))
    certificate = keys.own("Kim").certificate
    assert trust.path(certificate, (), [certificate], datetime.now(UTC)) == (certificate,)


def test_what_is_no_key_or_signs_nothing(tmp_path: Path) -> None:
    (tmp_path / "text").write_text("no key")
    for key in (ed25519.Ed25519PrivateKey.generate(), rsa.generate_private_key(65537, 1024)):
        pem = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        (tmp_path / type(key).__name__).write_bytes(pem)
    for path in sorted(tmp_path.iterdir()):
        with pytest.raises(SignerError):
            keys.load(path)
    with pytest.raises(SignerError, match="cannot be read"):
        keys.load(tmp_path / "absent")


def test_two_that_make_one_at_once_have_the_same(tmp_path: Path) -> None:
    code = "from trafficaudit.evidence import keys; print(keys.own('x').fingerprint)"
    mine = os.environ | {"XDG_CONFIG_HOME": str(tmp_path)}
    makers = [subprocess.Popen([sys.executable, "-c", code], env=mine, stdout=subprocess.PIPE) for _ in range(4)]
    assert len({maker.communicate()[0] for maker in makers}) == 1
    assert [maker.returncode for maker in makers] == [0, 0, 0, 0]


def test_what_is_no_key_is_told_with_what_to_name(tmp_path: Path) -> None:
    (tmp_path / "k").write_bytes(b"-----BEGIN CERTIFICATE-----")
    with pytest.raises(SignerError, match=r"k: is no private key in PEM, .* \(name the PEM file of an RSA or EC key,"):
        keys.load(tmp_path / "k", tmp_path / "k")
