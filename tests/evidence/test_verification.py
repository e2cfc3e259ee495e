"""What must pass passes with both verifiers; a changed byte anywhere in a bag never does."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given, settings
from hypothesis import strategies as st
from support.packages import copied, covered, put, script_run, sealed, verified
from support.stampers import Issuer, Stamper, certificate_of, issuer

from trafficaudit import evidence
from trafficaudit.errors import SignerError
from trafficaudit.evidence import hashing, keys, trust, verification
from trafficaudit.evidence.verdict import INCOMPLETE, REJECTED, VALID


@pytest.mark.assertion("VER-3")
def test_a_tar_and_back(package: Path, stamper: Stamper, tmp_path: Path) -> None:
    subprocess.run(["tar", "-C", package.parent, "-cf", tmp_path / "p.tar", package.name], check=True)
    subprocess.run(["tar", "-C", tmp_path, "-xf", tmp_path / "p.tar"], check=True)
    codes = verified(tmp_path / package.name, stamper.root)
    assert (codes.ours, codes.shell) == (VALID, VALID), codes.said


@pytest.mark.assertion("VER-3")
def test_another_name_and_place(package: Path, stamper: Stamper, tmp_path: Path) -> None:
    codes = verified(copied(package, tmp_path / "증거 2026 (사본)"), stamper.root)
    assert (codes.ours, codes.shell) == (VALID, VALID), codes.said


@pytest.mark.assertion("VER-3")
@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "America/St_Johns"])
@pytest.mark.parametrize("locale", ["C", "tr_TR.UTF-8"])
def test_another_time_zone_and_locale(package: Path, stamper: Stamper, zone: str, locale: str) -> None:
    elsewhere = {"TZ": zone, "LC_ALL": locale, "LANG": locale}
    shell = script_run(package, stamper.root, keys.own().fingerprint, environment=elsewhere)
    assert shell.returncode == VALID, shell.stdout
    command: list[str | Path] = [
        sys.executable,
        "-c",
        "from trafficaudit.cli import main; main()",
        "verify",
        package,
        "--root",
        stamper.root,
        "--signer",
        "own",
    ]
    assert subprocess.run(command, env=os.environ | elsewhere, check=False, capture_output=True).returncode == VALID


def test_the_packages_own_script_needs_no_argument_but_the_root(package: Path, stamper: Stamper) -> None:
    script = package / "anchor/verify.sh"
    assert script.read_bytes() == (Path(evidence.__file__).parent / "verify.sh").read_bytes()
    shell = subprocess.run(
        ["sh", script, "--root", stamper.root, "--signer", keys.own().fingerprint], check=False, capture_output=True
    )
    assert shell.returncode == VALID


@pytest.mark.parametrize("shell", ["bash", "dash", "busybox"])
def test_any_shell_will_do(package: Path, stamper: Stamper, shell: str) -> None:
    if not shutil.which(shell):
        pytest.skip(f"{shell} is not on this machine")
    command: list[str | Path] = [shell, *(["sh"] if shell == "busybox" else []), package / "anchor/verify.sh"]
    command += ["--root", stamper.root, "--signer", keys.own().fingerprint]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == VALID, done.stdout


@pytest.mark.assertion("VER-4")
def test_a_recording_that_was_cut_off_is_valid_but_incomplete(stamper: Stamper, tmp_path: Path) -> None:
    codes = verified(sealed(tmp_path, stamper, ended="the proxy died"), stamper.root)
    assert (codes.ours, codes.shell) == (INCOMPLETE, INCOMPLETE)
    assert "OPEN    complete" in codes.said


@pytest.mark.parametrize("carried", [True, False], ids=["in the token", "beside the bag"])
def test_an_authority_below_an_intermediate_one(tmp_path: Path, carried: bool) -> None:
    root, key = issuer(), ec.generate_private_key(ec.SECP256R1())
    between = Issuer(key, certificate_of(key, "between", root, ca=True))
    stamper = Stamper(tmp_path / "authority", between, whole=carried)
    package = sealed(tmp_path / "case", stamper)
    if not carried:
        put(package / "anchor/certificates/here.pem", keys.pem((stamper.certificate, between.certificate)))
    named = root.pem(tmp_path / "root.pem")
    codes = verified(package, named)
    assert (codes.ours, codes.shell) == (VALID, VALID), codes.said
    lists = [root.revoked(tmp_path / "lists/a.crl", between.certificate)]
    codes = verified(package, named, lists=lists)
    assert (codes.ours, codes.shell, codes.failed) == (REJECTED, REJECTED, ("revocation",)), codes.said


@pytest.mark.assertion("SEA-4")
def test_what_is_not_yet_stamped_is_valid_but_open(tmp_path: Path) -> None:
    codes = verified(sealed(tmp_path, None))
    assert (codes.ours, codes.shell) == (INCOMPLETE, INCOMPLETE)


@pytest.mark.parametrize("what", ["nothing", "empty", "half", "other tool", "bag only"])
def test_what_is_no_package(package: Path, tmp_path: Path, what: str) -> None:
    folder = tmp_path / "folder"
    match what:
        case "empty":
            folder.mkdir()
        case "half":
            copied(package, folder)
            shutil.rmtree(folder / "bag/data")
        case "other tool":
            (folder / "bag").mkdir(parents=True)
            put(folder / "bag/note.txt", b"x")
            (folder / "anchor").mkdir()
            put(folder / "anchor/x", b"x")
            subprocess.run(
                [sys.executable, "-W", "ignore", "-m", "bagit", "--quiet", folder / "bag"],
                check=True,
                capture_output=True,
            )
        case "bag only":
            copied(package / "bag", folder)
    assert evidence.verify(folder).code == REJECTED
    if what != "nothing":
        assert script_run(folder, None, "").returncode == REJECTED


_copies: dict[Path, Path] = {}


@pytest.mark.assertion("VER-2")
@settings(max_examples=150)
@given(st.data())
def test_a_changed_byte_anywhere_is_caught(
    package: Path, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    mine = _copies.setdefault(package, tmp_path_factory.getbasetemp() / "changed")
    if not mine.exists():
        copied(package, mine)
    beside = [mine / "anchor/signature.p7s", *sorted((mine / "anchor/custody").iterdir())]
    paths = [*sorted(path for path in (mine / "bag").rglob("*") if path.is_file()), *beside]
    path = data.draw(st.sampled_from(paths))
    content = path.read_bytes()
    at = data.draw(st.integers(0, len(content) - 1))
    changed = bytearray(content)
    changed[at] ^= data.draw(st.integers(1, 255))
    put(path, bytes(changed))
    try:
        caught = evidence.verify(mine).code == REJECTED
    finally:
        put(path, content)
    # A signed message holds bytes that nothing signs, such as versions; whatever it signs still is this bag. What the
    # last line of the custody log says is fixed by the next one only.
    unsigned = path.name == "signature.p7s" or (path.parent.name == "custody" and at < content.index(b"\n"))
    assert caught or unsigned, f"{path.relative_to(mine)} at {at}"


@pytest.mark.parametrize(("was", "becomes"), [(b"# {", b"#!{"), (b'"who": "', b'"who": \''), (b"\n", b"\n#")])
def test_both_hold_the_last_line_of_the_log_to_its_form(
    package: Path, stamper: Stamper, tmp_path: Path, was: bytes, becomes: bytes
) -> None:
    mine = copied(package, tmp_path / "mine")
    last = max((mine / "anchor/custody").iterdir())
    put(last, last.read_bytes().replace(was, becomes, 1))
    codes = verified(mine, stamper.root)
    assert (codes.ours, codes.shell, codes.failed) == (REJECTED, REJECTED, ("custody",)), codes.said


@settings(max_examples=150)
@given(st.data())
def test_whatever_lies_beside_the_bag_gives_a_verdict(
    package: Path, stamper: Stamper, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """Certificates and lists in DER as well, so that a changed byte reaches what is inside; two libraries read them."""
    mine = tmp_path_factory.getbasetemp() / "beside"
    der = serialization.Encoding.DER
    if not mine.exists():
        copied(package, mine)
        covered(mine, stamper, 0)
        put(mine / "anchor/certificates/here.pem", stamper.issuer.certificate.public_bytes(der))
        found = stamper.issuer.revoked(mine.with_name("lists") / "a.crl", stamper.certificate)
        put(mine / "anchor/crls/here-1.crl", trust.lists([found])[0].public_bytes(der))
    path = data.draw(st.sampled_from(sorted(path for path in (mine / "anchor").rglob("*") if path.is_file())))
    content = path.read_bytes()
    changed = bytearray(content)
    for at in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=3)):
        changed[at] ^= data.draw(st.integers(1, 255))
    put(path, bytes(changed[: data.draw(st.integers(0, len(content)))] if data.draw(st.booleans()) else changed))
    try:
        assert evidence.verify(mine, roots=[stamper.root]).code in (VALID, REJECTED, INCOMPLETE)
    finally:
        put(path, content)


@pytest.mark.slow
@settings(max_examples=60)
@given(st.data())
def test_both_verifiers_agree_on_a_changed_byte(
    package: Path, stamper: Stamper, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    mine = tmp_path_factory.getbasetemp() / "changed for both"
    if not mine.exists():
        copied(package, mine)
    path = data.draw(st.sampled_from(sorted(path for path in mine.rglob("*") if path.is_file())))
    content = path.read_bytes()
    at = data.draw(st.integers(0, len(content) - 1))
    changed = bytearray(content)
    changed[at] ^= data.draw(st.integers(1, 255))
    put(path, bytes(changed))
    try:
        codes = verified(mine, stamper.root)
    finally:
        put(path, content)
    assert codes.ours == codes.shell, f"{path.relative_to(mine)} at {at}: {codes.said}"


@pytest.mark.assertion("VER-2")
@pytest.mark.parametrize("cut", [0, 1, 500])
def test_a_shortened_file_is_caught(package: Path, tmp_path: Path, cut: int) -> None:
    mine = copied(package, tmp_path / "mine")
    for name in ("bag/data/capture/traffic-0001.mitm", "bag/manifest-sha512.txt", "anchor/tagmanifest.here.tsr"):
        content = (mine / name).read_bytes()
        put(mine / name, content[:cut])
        assert evidence.verify(mine).code == REJECTED
        put(mine / name, content)


def test_both_verifiers_have_the_same_checks(package: Path, stamper: Stamper, tmp_path: Path) -> None:
    lists = [stamper.issuer.revoked(tmp_path / "x/a.crl", None)]
    noted = hashing.sha256(package / "anchor/custody/0000.txt")
    verdict = evidence.verify(package, roots=[stamper.root], lists=lists, noted=noted, confirmed="0" * 64)
    shell = script_run(package, stamper.root, "", lists, "0" * 64, noted=noted)
    assert [line.split()[1] for line in shell.stdout.splitlines()[:-1]] == [check.id for check in verdict.checks]


def test_one_whose_root_the_configuration_names(
    package: Path, stamper: Stamper, own_configuration: Path, tmp_path: Path
) -> None:
    path = own_configuration / "evidence.toml"
    before = path.read_text()
    entry = '[[authority]]\nname = "here"\nurl = "http://127.0.0.1:9/"\nroot = "{}"\n'
    try:
        path.write_text(entry.format(stamper.root))
        signer = verification.own_signer()
        assert evidence.verify(package, signer=signer).code == INCOMPLETE, "nobody named it"
        assert evidence.verify(package, signer=signer, roots=verification.own_roots()).code == VALID
        path.write_text(entry.format(Stamper(tmp_path / "other").root))
        assert evidence.verify(package, signer=signer, roots=verification.own_roots()).code == REJECTED
        path.write_text("")
        with pytest.raises(SignerError, match="names no root certificate"):
            verification.own_roots()
    finally:
        path.write_text(before)


def test_the_checks_are_listed() -> None:
    assert len(verification.CHECKS) == 11
