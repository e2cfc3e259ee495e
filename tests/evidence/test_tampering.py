"""Whatever somebody does to a package: our verification and verify.sh both reject it."""

import os
import shutil
import unicodedata
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from support.packages import (
    Codes,
    chained_anew,
    copied,
    custody_anew,
    flip,
    listed_anew,
    put,
    sealed,
    stamp,
    verified,
)
from support.stampers import Stamper, certificate_of

from trafficaudit.evidence import signature
from trafficaudit.evidence.keys import Signer, load
from trafficaudit.evidence.verdict import REJECTED, VALID

type Tampering = Callable[[Path], None]

SEGMENT = "bag/data/capture/traffic-0002.mitm"


def byte_flip(package: Path) -> None:
    flip(package / SEGMENT)


def file_deleted(package: Path) -> None:
    (package / SEGMENT).unlink()


def file_added(package: Path) -> None:
    put(package / "bag/data/capture/traffic-0004.mitm", b"made up")


def segments_swapped(package: Path) -> None:
    first, second = package / SEGMENT, package / "bag/data/capture/traffic-0003.mitm"
    one, other = first.read_bytes(), second.read_bytes()
    put(first, other)
    put(second, one)


def segments_swapped_and_listed(package: Path) -> None:
    segments_swapped(package)
    listed_anew(package)


def last_segment_dropped(package: Path) -> None:
    (package / "bag/data/capture/traffic-0003.mitm").unlink()
    for number in (3, 4, 5):
        (package / f"bag/data/chain/{number:04d}.txt").unlink()
    listed_anew(package)


def bag_info_edited(package: Path) -> None:
    path = package / "bag/bag-info.txt"
    put(path, path.read_bytes().replace(b"shop", b"shoq"))


def incomplete_told_complete(package: Path) -> None:
    path = package / "bag/bag-info.txt"
    put(path, path.read_bytes().replace(b"Recording-Complete: yes", b"Recording-Complete: no"))


def tagmanifest_removed(package: Path) -> None:
    (package / "bag/tagmanifest-sha256.txt").unlink()


def manifest_removed(package: Path) -> None:
    (package / "bag/manifest-sha512.txt").unlink()


def unlisted_root_file(package: Path) -> None:
    put(package / "bag/notes.txt", b"nothing to see")


def file_beside_the_bag(package: Path) -> None:
    put(package / "results.csv", b"nothing to see")


def fetch(package: Path) -> None:
    put(package / "bag/fetch.txt", b"http://example.com/x 1 data/capture/traffic-0001.mitm\n")


def non_ascii_name(package: Path) -> None:
    put(package / "bag/data/capture" / unicodedata.normalize("NFC", "메모.txt"), b"note")
    listed = package / "bag/manifest-sha256.txt"
    put(listed, listed.read_bytes() + f"{'0' * 64}  data/capture/{unicodedata.normalize('NFD', '메모.txt')}\n".encode())


def decomposed_name(package: Path) -> None:
    put(package / "bag/data/capture" / unicodedata.normalize("NFD", "café.txt"), b"note")


def symlink(package: Path) -> None:
    path = package / SEGMENT
    shutil.move(path, package / "elsewhere")
    path.symlink_to(package / "elsewhere")


def folder_symlink(package: Path) -> None:
    shutil.move(package / "bag/data/capture", package / "elsewhere")
    (package / "bag/data/capture").symlink_to(package / "elsewhere")


def bag_symlink(package: Path) -> None:
    shutil.move(package / "bag", package / "elsewhere")
    (package / "bag").symlink_to(package / "elsewhere")


def pipe(package: Path) -> None:
    os.mkfifo(package / "bag/data/capture/pipe")


def pipe_in_place_of_a_file(package: Path) -> None:
    (package / SEGMENT).unlink()
    os.mkfifo(package / SEGMENT)


def empty_folder(package: Path) -> None:
    (package / "bag/data/nothing").mkdir()


def carriage_returns(package: Path) -> None:
    path = package / "bag/manifest-sha256.txt"
    put(path, path.read_bytes().replace(b"\n", b"\r\n"))


def duplicate_line(package: Path) -> None:
    path = package / "bag/manifest-sha256.txt"
    put(path, path.read_bytes() + path.read_bytes().splitlines(keepends=True)[0])


def one_space(package: Path) -> None:
    path = package / "bag/manifest-sha512.txt"
    put(path, path.read_bytes().replace(b"  data", b" data"))


def way_out(package: Path) -> None:
    put(package / "secret", b"x")
    path = package / "bag/manifest-sha256.txt"
    put(path, path.read_bytes() + f"{'0' * 64}  data/../../secret\n".encode())


def absolute_name(package: Path) -> None:
    path = package / "bag/manifest-sha256.txt"
    put(path, path.read_bytes() + f"{'0' * 64}  /etc/passwd\n".encode())


def case_clash(package: Path) -> None:
    put(package / "bag/data/capture/Traffic-0001.mitm", b"x")
    listed_anew(package)


def edited_and_listed(package: Path) -> None:
    flip(package / SEGMENT)
    listed_anew(package)
    custody_anew(package)


def edited_and_chained(package: Path) -> None:
    flip(package / SEGMENT)
    chained_anew(package)
    listed_anew(package)
    custody_anew(package)


def derived_edited(package: Path) -> None:
    put(package / "bag/data/derived/results/transfers.csv", b"app,host\nshop,cn\n")


def derived_edited_and_listed(package: Path) -> None:
    derived_edited(package)
    chained_anew(package)
    listed_anew(package)
    custody_anew(package)


def segment_edited_but_not_the_packets(package: Path) -> None:
    flip(package / SEGMENT)
    put(package / "bag/data/capture/network.pcapng", (package / "bag/data/capture/network.pcapng").read_bytes())
    listed_anew(package)


def side_file_begun_otherwise(package: Path) -> None:
    path = package / "bag/data/capture/phases.jsonl"
    put(path, path.read_bytes().replace(b"10:01:00", b"09:01:00"))
    listed_anew(package)


def chain_link_edited(package: Path) -> None:
    path = package / "bag/data/chain/0002.txt"
    put(path, path.read_bytes().replace(b"phase browse", b"phase consen"))
    listed_anew(package)


def signature_removed(package: Path) -> None:
    (package / "anchor/signature.p7s").unlink()


def custody_removed(package: Path) -> None:
    shutil.rmtree(package / "anchor/custody")


def custody_edited(package: Path) -> None:
    path = package / "anchor/custody/0000.txt"
    put(path, path.read_bytes().replace(b"bag/tag", b"bag/tga"))


def anchors_removed(package: Path) -> None:
    shutil.rmtree(package / "anchor")


def truncated_manifest(package: Path) -> None:
    path = package / "bag/manifest-sha256.txt"
    put(path, path.read_bytes()[:-1])


def token_damaged(package: Path) -> None:
    flip(package / "anchor/tagmanifest.here.tsr", 300)


def tag_encoding_changed(package: Path) -> None:
    put(package / "bag/bagit.txt", b"BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-8\n")
    listed_anew(package)


TAMPERINGS = [
    absolute_name, anchors_removed, bag_info_edited, bag_symlink, byte_flip, carriage_returns, case_clash,
    chain_link_edited, custody_edited, custody_removed, decomposed_name, derived_edited, derived_edited_and_listed,
    duplicate_line, edited_and_chained, edited_and_listed, empty_folder, fetch, file_beside_the_bag, file_added, file_deleted,
    folder_symlink, incomplete_told_complete, last_segment_dropped, manifest_removed, non_ascii_name, one_space, pipe,
    pipe_in_place_of_a_file, segment_edited_but_not_the_packets, segments_swapped, segments_swapped_and_listed,
    side_file_begun_otherwise, signature_removed, symlink, tag_encoding_changed, tagmanifest_removed, token_damaged,
    truncated_manifest, unlisted_root_file, way_out,
]  # fmt: skip


@pytest.mark.assertion("VER-1")
@pytest.mark.parametrize("tamper", TAMPERINGS, ids=lambda each: each.__name__)
def test_both_reject(tamper: Tampering, package: Path, stamper: Stamper, tmp_path: Path) -> None:
    spoiled = copied(package, tmp_path / "spoiled")
    tamper(spoiled)
    codes = verified(spoiled, stamper.root)
    assert (codes.ours, codes.shell) == (REJECTED, REJECTED), codes.said


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


def _signed_anew(package: Path, signer: Signer) -> None:
    put(package / "anchor/signature.p7s", signature.sign((package / "bag/tagmanifest-sha256.txt").read_bytes(), signer))
    from trafficaudit.evidence import keys

    put(package / "anchor/certificates/signer.pem", keys.pem((signer.certificate,)))
    custody_anew(package)


def test_another_signature_is_caught_by_the_confirmation(
    package: Path, stamper: Stamper, tmp_path: Path, stranger: Signer
) -> None:
    spoiled = copied(package, tmp_path / "spoiled")
    edited_and_chained(spoiled)
    stamp(spoiled, stamper)
    _signed_anew(spoiled, stranger)
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
