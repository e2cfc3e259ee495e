"""Whatever somebody does to a package: our verification and verify.sh both reject it."""

import os
import stat
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from support.packages import (
    Codes,
    copied,
    put,
    sealed,
    signed_anew,
    stamp,
    verified,
)
from support.stampers import Stamper, certificate_of
from support.tamperings import TAMPERINGS, Tampering, edited_and_chained

from trafficaudit.evidence import signature
from trafficaudit.evidence.keys import Signer, load
from trafficaudit.evidence.verdict import REJECTED, VALID


@pytest.mark.assertion("VER-1")
@pytest.mark.parametrize("tamper", TAMPERINGS, ids=lambda each: each.__name__)
def test_both_reject(tamper: Tampering, package: Path, stamper: Stamper, tmp_path: Path) -> None:
    spoiled = copied(package, tmp_path / "spoiled")
    tamper(spoiled)
    for codes in (verified(spoiled, stamper.root), verified(spoiled, None, "")):
        assert (codes.ours, codes.shell) == (REJECTED, REJECTED), codes.said
        assert codes.differences == {}, codes.said


@pytest.mark.parametrize("place", ["bag/data/capture/null", "anchor/tagmanifest.there.tsr"])
def test_a_device_file(package: Path, stamper: Stamper, tmp_path: Path, place: str) -> None:
    spoiled = copied(package, tmp_path / "spoiled")
    try:
        os.mknod(spoiled / place, stat.S_IFCHR | 0o600, os.makedev(1, 3))
    except PermissionError:
        pytest.skip("only root may make a device file, and the tests run as somebody else")
    codes = verified(spoiled, stamper.root)
    assert (codes.ours, codes.shell, codes.failed) == (REJECTED, REJECTED, ("names",)), codes.said


def test_both_accept_what_nobody_touched(package: Path, stamper: Stamper) -> None:
    codes = verified(package, stamper.root)
    assert (codes.ours, codes.shell) == (VALID, VALID), codes.said


def _rejected_for(codes: Codes, check: str) -> bool:
    lines = [line.split()[1] for line in codes.said.splitlines() if line.startswith("FAILED")]
    return (codes.ours, codes.shell) == (REJECTED, REJECTED) and check in codes.failed and check in lines


@pytest.mark.assertion("VER-1")
def test_a_rebuilt_chain_is_caught_by_the_token(package: Path, stamper: Stamper, tmp_path: Path) -> None:
    spoiled = copied(package, tmp_path / "spoiled")
    edited_and_chained(spoiled)
    codes = verified(spoiled, stamper.root)
    assert _rejected_for(codes, "timestamp")
    assert "chain" not in codes.failed


@pytest.mark.assertion("VER-1")
def test_a_genuine_later_token_is_caught_by_the_signature(package: Path, stamper: Stamper, tmp_path: Path) -> None:
    spoiled = copied(package, tmp_path / "spoiled")
    edited_and_chained(spoiled)
    stamp(spoiled, stamper)
    codes = verified(spoiled, stamper.root)
    assert codes.failed == ("signature",)
    assert _rejected_for(codes, "signature")


@pytest.fixture
def stranger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Signer:
    from trafficaudit.evidence import keys

    with monkeypatch.context() as elsewhere:
        elsewhere.setenv("XDG_CONFIG_HOME", str(tmp_path / "stranger"))
        return keys.own("a stranger")


def test_another_signature_is_caught_by_the_confirmation(
    package: Path, stamper: Stamper, tmp_path: Path, stranger: Signer
) -> None:
    spoiled = copied(package, tmp_path / "spoiled")
    edited_and_chained(spoiled)
    stamp(spoiled, stamper)
    signed_anew(spoiled, stranger)
    assert _rejected_for(verified(spoiled, stamper.root), "signer")
    unknown = verified(spoiled, stamper.root, signer="")
    assert (unknown.ours, unknown.shell) == (4, 4), (
        "without the confirmation the signer stays unknown, and is said to be"
    )
    digest = (package / "anchor/confirmation.txt").read_text().split("tagmanifest-sha256.txt SHA-256\n")[1].split()[0]
    assert _rejected_for(verified(spoiled, stamper.root, signer="", confirmed=digest), "confirmed")
    assert verified(package, stamper.root, confirmed=digest).ours == VALID


@pytest.mark.assertion("VER-1")
def test_token_of_another_bag(package: Path, stamper: Stamper, tmp_path: Path) -> None:
    other = sealed(tmp_path / "other", stamper)
    spoiled = copied(package, tmp_path / "spoiled")
    put(spoiled / "anchor/tagmanifest.here.tsr", (other / "anchor/tagmanifest.here.tsr").read_bytes())
    assert _rejected_for(verified(spoiled, stamper.root), "timestamp")


def test_token_of_another_link(package: Path, stamper: Stamper, tmp_path: Path) -> None:
    spoiled = copied(package, tmp_path / "spoiled")
    put(spoiled / "anchor/chain-0002.here.tsr", (spoiled / "anchor/chain-0001.here.tsr").read_bytes())
    assert _rejected_for(verified(spoiled, stamper.root), "anchors")


@pytest.mark.assertion("VER-1")
def test_an_attackers_own_root(package: Path, stamper: Stamper, tmp_path: Path) -> None:
    attacker = Stamper(tmp_path / "attacker")
    spoiled = copied(package, tmp_path / "spoiled")
    stamp(spoiled, attacker)
    put(spoiled / "anchor/certificates/here.pem", attacker.root.read_bytes())
    assert _rejected_for(verified(spoiled, stamper.root), "timestamp")
    unnamed = verified(spoiled)
    assert (unnamed.ours, unnamed.shell) == (4, 4), "a root that nobody named confirms nothing"


@pytest.mark.assertion("VER-1")
@pytest.mark.parametrize("whole", [True, False], ids=["with its root", "signer only"])
def test_an_expired_authority_with_a_valid_time(tmp_path: Path, whole: bool) -> None:
    import time

    brief = Stamper(tmp_path / "brief", lasts=timedelta(seconds=4), whole=whole)
    key = ec.generate_private_key(ec.SECP256R1())
    signer = Signer(key, certificate_of(key, "brief signer", brief.issuer, lasts=timedelta(seconds=4)))
    package = sealed(tmp_path / "case", brief, signer=signer)
    time.sleep(4.5)
    for fingerprint in (signer.fingerprint, ""):
        codes = verified(package, brief.root, signer=fingerprint)
        assert (codes.ours, codes.shell) == (VALID, VALID), codes.said
    codes = verified(package, brief.folder / "stamper.pem", signer=signer.fingerprint)
    assert (codes.ours, codes.shell) == (VALID, VALID), codes.said


def test_a_time_after_the_authority_had_expired(tmp_path: Path) -> None:
    late = Stamper(tmp_path / "late", lasts=timedelta(seconds=-60))
    package = sealed(tmp_path / "case", late)
    assert _rejected_for(verified(package, late.root), "timestamp")


@pytest.mark.assertion("VER-1")
@pytest.mark.parametrize("where", ["in the package", "got by the verifier"])
def test_a_revoked_authority(package: Path, stamper: Stamper, tmp_path: Path, where: str) -> None:
    spoiled = copied(package, tmp_path / "spoiled")
    inside = where == "in the package"
    path = spoiled / "anchor/crls/here-1.crl" if inside else tmp_path / "lists/fresh.crl"
    stamper.issuer.revoked(path, stamper.certificate, x509.ReasonFlags.key_compromise)
    assert _rejected_for(verified(spoiled, stamper.root, lists=() if inside else [path]), "revocation")


@pytest.mark.parametrize(
    ("reason", "later", "code"),
    [
        (x509.ReasonFlags.superseded, 3600, VALID),
        (x509.ReasonFlags.cessation_of_operation, 3600, VALID),
        (x509.ReasonFlags.superseded, -3600, REJECTED),
        (x509.ReasonFlags.key_compromise, 3600, REJECTED),
        (None, 3600, REJECTED),
    ],
)
def test_why_and_when_it_was_revoked_counts(
    package: Path, stamper: Stamper, tmp_path: Path, reason: x509.ReasonFlags | None, later: int, code: int
) -> None:
    from datetime import UTC, datetime

    at = datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=later)
    path = stamper.issuer.revoked(tmp_path / "lists/fresh.crl", stamper.certificate, reason, at)
    codes = verified(package, stamper.root, lists=[path])
    assert (codes.ours, codes.shell) == (code, code), codes.said


def test_a_list_without_it(package: Path, stamper: Stamper, tmp_path: Path) -> None:
    path = stamper.issuer.revoked(tmp_path / "lists/fresh.crl", None)
    codes = verified(package, stamper.root, lists=[path])
    assert (codes.ours, codes.shell) == (VALID, VALID)
    assert "ok      revocation" in codes.said


def test_a_list_that_another_authority_signed_revokes_nothing(package: Path, stamper: Stamper, tmp_path: Path) -> None:
    stranger = Stamper(tmp_path / "stranger")
    path = stranger.issuer.revoked(tmp_path / "lists/false.crl", stamper.certificate, x509.ReasonFlags.key_compromise)
    codes = verified(package, stamper.root, lists=[path])
    assert (codes.ours, codes.shell) == (VALID, VALID)


def test_the_key_of_the_tests_signs(package: Path, own_configuration: Path) -> None:
    signer = load(own_configuration / "signer.key", own_configuration / "signer.pem")
    assert (
        signature.verify(
            (package / "anchor/signature.p7s").read_bytes(), (package / "bag/tagmanifest-sha256.txt").read_bytes()
        ).signer
        == signer.certificate
    )
