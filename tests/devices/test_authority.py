"""mitmproxy's CA, as mitmproxy itself makes it."""

import shutil
import subprocess
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from devices.apk_writer import der
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.devices.authority import CERTIFICATE, load, parse
from trafficaudit.errors import ReadError


def test_what_mitmproxy_made(confdir: Path) -> None:
    found = load(confdir)
    assert found
    known = x509.load_pem_x509_certificate((confdir / CERTIFICATE).read_bytes())
    assert found.sha256 == known.fingerprint(hashes.SHA256()).hex()
    assert found.is_ca
    assert found.not_before < found.not_after
    # The name under which every guide to mitmproxy on Android has it.
    assert found.subject_hash_old == "c8750f0d"
    assert parse(found.der, "der") == parse(found.pem, "pem") == found


def test_a_certificate_that_is_no_authority() -> None:
    assert not parse(der("Hanbit Mall"), "x").is_ca


def test_openssl_names_the_file_alike(confdir: Path) -> None:
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl is not installed")
    command = [openssl, "x509", "-noout", "-subject_hash_old", "-in", str(confdir / CERTIFICATE)]
    found = load(confdir)
    assert found
    assert subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip() == found.subject_hash_old


def test_none_and_damaged(tmp_path: Path) -> None:
    assert load(tmp_path) is None
    (tmp_path / CERTIFICATE).write_text("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")
    with pytest.raises(ReadError, match=r"mitmproxy-ca-cert\.pem: is no certificate"):
        load(tmp_path)
    (tmp_path / "folder" / CERTIFICATE).mkdir(parents=True)
    with pytest.raises(ReadError, match="cannot be read"):
        load(tmp_path / "folder")


@given(st.binary())
def test_any_bytes_give_a_certificate_or_a_read_error(content: bytes) -> None:
    for each in (content, b"-----BEGIN CERTIFICATE-----\n" + content + b"\n-----END CERTIFICATE-----\n"):
        with pytest.raises(ReadError):
            parse(each, "x")
