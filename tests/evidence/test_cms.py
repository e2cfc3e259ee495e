"""Signed messages: ours and OpenSSL's hold, and a changed byte never does."""

import re
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.stampers import Stamper

from trafficaudit.errors import EvidenceError
from trafficaudit.evidence import cms, der, keys, signature
from trafficaudit.evidence.der import Element


@pytest.fixture(scope="module")
def message(own_configuration: Path) -> bytes:
    return signature.sign(b"content", keys.own("the tests"))


def test_ours_holds(message: bytes) -> None:
    signed = cms.verify(message, b"content")
    assert keys.fingerprint(signed.signer) == keys.own().fingerprint
    for other in (b"other", b""):
        with pytest.raises(EvidenceError, match="something else"):
            cms.verify(message, other)
    with pytest.raises(EvidenceError):
        cms.verify(message)


@pytest.mark.parametrize("kind", ["ec", "rsa"])
def test_that_of_openssl_holds(tmp_path: Path, kind: str) -> None:
    new = ["-newkey", "rsa:2048"] if kind == "rsa" else ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-384"]
    make = ["openssl", "req", "-x509", *new, "-nodes", "-keyout", "k", "-out", "c", "-subj", "/CN=x"]
    subprocess.run(make, cwd=tmp_path, check=True, capture_output=True)
    (tmp_path / "content").write_bytes(b"content")
    sign = [
        "openssl",
        "cms",
        "-sign",
        "-binary",
        "-in",
        "content",
        "-signer",
        "c",
        "-inkey",
        "k",
        "-outform",
        "DER",
        "-md",
        "sha512",
        "-out",
        "s",
    ]
    subprocess.run(sign, cwd=tmp_path, check=True, capture_output=True)
    assert cms.verify((tmp_path / "s").read_bytes(), b"content").signer.subject.rfc4514_string() == "CN=x"


@settings(max_examples=60)
@given(st.data())
def test_a_changed_byte_makes_another_signer_or_nothing(message: bytes, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(message) - 1))
    changed = bytearray(message)
    changed[at] ^= data.draw(st.integers(1, 255))
    try:
        signed = cms.verify(bytes(changed), b"content")
    except EvidenceError:
        return
    # Bytes that no signature covers: the certificate's own signature, which trust looks at, and versions.
    assert signed.signer.public_key() == keys.own().certificate.public_key()


_NULL = 0x05


def _tags(element: Element, depth: int = 0) -> Iterator[int]:
    """Give where each element of the message's own form begins; certificates and parameters have forms of their own."""
    if element.tag == _NULL:
        return
    yield element.start
    if element.tag & 0x20 and depth < 7 and not (element.tag == 0xA0 and depth == 3):
        for inside in element.children():
            yield from _tags(inside, depth + 1)


@pytest.mark.parametrize("changed", [0x44, 0xB3, _NULL])
def test_a_message_of_another_form(message: bytes, changed: int) -> None:
    """OpenSSL refuses it, and so verify.sh does."""
    places = list(_tags(der.parse(message)))
    assert len(places) > 25
    held = []
    for at in places:
        if message[at] != changed:
            spoiled = message[:at] + bytes([changed]) + message[at + 1 :]
            with suppress(EvidenceError):
                cms.verify(spoiled, b"content")
                held.append((at, message[at]))
    assert held == []


def test_a_giant_identifier_costs_no_time(message: bytes) -> None:
    """Its number would have a million digits."""
    size = 1_000_000
    identifier = b"\x06\x83" + size.to_bytes(3) + b"\xff" * size
    whole = b"\x30\x83" + (len(identifier) + 4).to_bytes(3) + identifier + b"\xa0\x02\x30\x00"
    began = time.process_time()
    with pytest.raises(EvidenceError, match="no DER"):
        cms.verify(whole, b"content")
    assert time.process_time() - began < 1


def test_a_digest_that_the_message_does_not_list(message: bytes) -> None:
    """OpenSSL cannot verify such a message, and so verify.sh cannot."""
    sha256 = bytes.fromhex("0609608648016503040201")
    at = message.index(sha256)
    for other in (sha256[:-1] + b"\x03", sha256[:4] + b"\x72" + sha256[5:]):
        with pytest.raises(EvidenceError, match="digest"):
            cms.verify(message[:at] + other + message[at + len(sha256) :], b"content")


@pytest.mark.parametrize("version", [1, 3, 29])
def test_a_certificate_of_no_known_version(message: bytes, version: int) -> None:
    """cryptography raises an error of its own at some, which is no ValueError."""
    known = b"\xa0\x03\x02\x01\x02"
    assert message.count(known) == 1
    with pytest.raises(EvidenceError):
        cms.verify(message.replace(known, known[:-1] + bytes([version])), b"content")


@given(st.binary(max_size=200))
def test_any_bytes_are_refused_with_our_error(data: bytes) -> None:
    with pytest.raises(EvidenceError):
        cms.verify(data, b"content")


def test_the_certificates_of_a_token_are_put_in_order(stamper: Stamper) -> None:
    _, answer = stamper.stamp(b"x")
    ordered = cms.plain_certificates(answer)
    assert len(ordered) == len(answer)
    assert cms.plain_certificates(ordered) == ordered
    assert sorted(ordered) == sorted(answer)


def test_a_certificate_whose_times_are_none(stamper: Stamper) -> None:
    """OpenSSL prints nothing of a message behind one, and so verify.sh sees no signer."""
    _, answer = stamper.stamp(b"x")
    times = [match.start() for match in re.finditer(rb"\x17\x0d\d{12}Z", answer)]
    *of_certificates, _ = times  # the last is the signer's own, signed with the message
    assert len(of_certificates) == 4  # of the signer's certificate, and of its root's
    for at in of_certificates:
        wrong = answer[: at + 4] + b"31" + answer[at + 6 :]
        with pytest.raises(EvidenceError, match="OpenSSL cannot read"):
            cms.plain_certificates(wrong)
