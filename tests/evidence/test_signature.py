"""Detached signatures that OpenSSL accepts."""

import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from trafficaudit.errors import EvidenceError
from trafficaudit.evidence import keys, signature


def test_openssl_accepts_it(tmp_path: Path) -> None:
    signer = keys.own()
    (tmp_path / "s").write_bytes(signature.sign(b"a\r\nb\n", signer))
    (tmp_path / "content").write_bytes(b"a\r\nb\n")
    (tmp_path / "c").write_bytes(keys.pem((signer.certificate,)))
    verify = [
        "openssl",
        "cms",
        "-verify",
        "-binary",
        "-inform",
        "DER",
        "-in",
        "s",
        "-content",
        "content",
        "-CAfile",
        "c",
        "-purpose",
        "any",
        "-out",
        "/dev/null",
    ]
    subprocess.run(verify, cwd=tmp_path, check=True, capture_output=True)
    (tmp_path / "content").write_bytes(b"a\nb\n")
    assert subprocess.run(verify, cwd=tmp_path, check=False, capture_output=True).returncode


def test_the_signers_own_clock(own_configuration: Path) -> None:
    signed = signature.verify(signature.sign(b"x", keys.own()), b"x")
    claimed = signature.claimed_time(signed)
    assert claimed is not None
    assert abs(claimed - datetime.now(UTC)) < timedelta(minutes=5)


def test_another_content_is_refused() -> None:
    with pytest.raises(EvidenceError):
        signature.verify(signature.sign(b"x", keys.own()), b"y")
