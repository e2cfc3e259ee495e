"""Where and with which tools the script runs changes no verdict, and believes nobody whom the caller did not name."""

import os
import shutil
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from support.disks import run_on_small_disk
from support.packages import copied, flip, script_run, sealed, verified
from support.stampers import Stamper, certificate_of, issuer

from trafficaudit import evidence
from trafficaudit.errors import EvidenceError
from trafficaudit.evidence import keys
from trafficaudit.evidence.verdict import INCOMPLETE, REJECTED, VALID

SCRIPT = Path(evidence.__file__).parent / "verify.sh"
WRONG_USE = 2


@pytest.mark.assertion("VER-5")
def test_a_signer_whom_only_the_operating_system_knows(
    stamper: Stamper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Anybody gets a certificate of a public authority: a root counts for a signer where it was named, and only then."""
    public, key = issuer("a public authority"), ec.generate_private_key(ec.SECP256R1())
    signer = keys.Signer(key, certificate_of(key, "shop.example", public), (public.certificate,))
    package = sealed(tmp_path / "case", stamper, signer=signer)
    known = tmp_path / "known"
    known.mkdir()
    named = public.pem(known / "public.pem")
    command = ["openssl", "x509", "-in", str(named), "-noout", "-subject_hash"]
    hashed = subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
    shutil.copy(named, known / f"{hashed}.0")
    monkeypatch.setenv("SSL_CERT_DIR", str(known))
    codes = verified(package, stamper.root, "")
    assert (codes.ours, codes.shell) == (INCOMPLETE, INCOMPLETE), codes.said
    assert "OPEN    signer" in codes.said
    roots = tmp_path / "roots.pem"
    roots.write_bytes(stamper.root.read_bytes() + named.read_bytes())
    codes = verified(package, roots, "")
    assert (codes.ours, codes.shell) == (VALID, VALID), "named it counts"


@pytest.mark.parametrize("name", ["with a blank", "a,b", "it's $(here)"])
def test_a_temporary_folder_of_any_name(package: Path, stamper: Stamper, tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    elsewhere = {"TMPDIR": str(tmp_path / name)}
    done = script_run(package, stamper.root, keys.own().fingerprint, environment=elsewhere)
    assert done.returncode == VALID, done.stdout
    revoked = [stamper.issuer.revoked(tmp_path / "lists/a.crl", stamper.certificate)]
    done = script_run(package, stamper.root, keys.own().fingerprint, revoked, environment=elsewhere)
    assert done.returncode == REJECTED
    assert [line.split()[1] for line in done.stdout.splitlines() if line.startswith("FAILED")] == ["revocation"]


def test_what_the_environment_names_lies_where_the_caller_is(package: Path, stamper: Stamper, tmp_path: Path) -> None:
    shutil.copy(stamper.root, tmp_path / "roots.pem")
    (tmp_path / "scratch").mkdir()
    here = os.environ | {"SSL_CERT_FILE": "roots.pem", "TMPDIR": "scratch"}
    command: list[str | Path] = ["sh", SCRIPT, "--signer", keys.own().fingerprint, package]
    done = subprocess.run(command, check=False, cwd=tmp_path, env=here, capture_output=True, text=True)
    assert done.returncode == VALID, done.stdout + done.stderr


@pytest.mark.assertion("VER-5")
@pytest.mark.parametrize("size", ["4k", "64k", "1m"])
def test_a_temporary_folder_that_is_full_says_nothing_of_the_package(package: Path, tmp_path: Path, size: str) -> None:
    script = 'TMPDIR="$0" exec sh "$1" "$2"'
    done = run_on_small_disk(tmp_path / "disk", size, script, SCRIPT, package)
    assert (done.returncode, done.stdout) == (WRONG_USE, ""), done.stdout
    assert "the temporary folder is full: name another with TMPDIR" in done.stderr


def test_a_temporary_folder_that_fills_meanwhile_says_nothing_of_the_package(package: Path, tmp_path: Path) -> None:
    filling = tmp_path / "openssl"
    filling.write_text(
        f'#!/bin/sh\ncat /dev/zero > "$TMPDIR/filled" 2> /dev/null\nexec {shutil.which("openssl")} "$@"\n'
    )
    filling.chmod(0o755)
    script = 'TMPDIR="$0" PATH="$3:$PATH" exec sh "$1" "$2"'
    done = run_on_small_disk(tmp_path / "disk", "4m", script, SCRIPT, package, tmp_path)
    assert done.returncode == WRONG_USE, done.stdout
    assert "the temporary folder is full: name another with TMPDIR" in done.stderr
    assert "REJECTED" not in done.stdout


def test_no_temporary_folder_and_no_output(package: Path) -> None:
    command: list[str | Path] = ["sh", SCRIPT, package]
    nowhere = os.environ | {"TMPDIR": "/dev/null"}
    done = subprocess.run(command, check=False, env=nowhere, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (WRONG_USE, "")
    assert "no temporary folder can be made" in done.stderr
    with open("/dev/full", "w") as full:
        done = subprocess.run(command, check=False, stdout=full, stderr=subprocess.PIPE, text=True)
    assert done.returncode == WRONG_USE
    assert "the output cannot be written" in done.stderr


def test_the_tools_of_busybox(package: Path, stamper: Stamper, tmp_path: Path) -> None:
    """Where there is nothing but it and openssl: its sha256sum knows none of the long options."""
    busybox, openssl = shutil.which("busybox"), shutil.which("openssl")
    if not busybox or not openssl:
        pytest.skip("busybox is not on this machine")
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in subprocess.run([busybox, "--list"], check=True, capture_output=True, text=True).stdout.split():
        (tools / name).symlink_to(busybox)
    (tools / "openssl").unlink(missing_ok=True)
    (tools / "openssl").symlink_to(openssl)
    spoiled = copied(package, tmp_path / "spoiled")
    flip(spoiled / "bag/data/capture/traffic-0002.mitm")
    for mine, code in ((package, VALID), (spoiled, REJECTED)):
        command: list[str | Path] = [busybox, "sh", SCRIPT, "--root", stamper.root]
        command += ["--signer", keys.own().fingerprint, mine]
        only = os.environ | {"PATH": str(tools)}
        done = subprocess.run(command, check=False, env=only, capture_output=True, text=True, errors="replace")
        assert done.returncode == code, done.stdout + done.stderr


@pytest.mark.parametrize(
    "name",
    [
        *("bag/data/capture/traffic-0002.mitm", "bag/manifest-sha256.txt", "bag/bag-info.txt", "anchor/custody"),
        *("anchor/custody/0000.txt", "anchor/signature.p7s", "anchor/verify.sh", "anchor/tagmanifest.here.tsr"),
    ],
)
def test_what_may_not_be_read_is_not_called_changed(package: Path, name: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        mine = copied(package, Path(folder) / "mine")
        for path in (mine, *mine.rglob("*")):
            path.chmod(0o755 if path.is_dir() else 0o444)
        (mine / name).chmod(0)
        somebody = {"user": 65534, "group": 65534, "extra_groups": []} if os.geteuid() == 0 else {}
        ours = _told_as_somebody_else(mine)
        command = ["sh", str(SCRIPT), str(mine)]
        done = subprocess.run(command, check=False, capture_output=True, text=True, cwd="/", **somebody)  # type: ignore[call-overload]
        (mine / name).chmod(0o755)
    assert done.returncode == WRONG_USE, done.stdout
    assert "REJECTED" not in done.stdout
    assert "rights" in done.stderr
    assert ours.endswith("cannot be read: Permission denied (check its rights)")


def _told_as_somebody_else(package: Path) -> str:
    """Verify in a process that gives up root's rights; what it told instead of a verdict."""
    reading, writing = os.pipe()
    if not (child := os.fork()):
        with suppress(PermissionError):
            os.setgroups([])
            os.setgid(65534)
            os.setuid(65534)
        try:
            said = str(evidence.verify(package).code)
        except BaseException as error:
            said = f"{type(error).__name__}: {error}" if not isinstance(error, EvidenceError) else str(error)
        os.write(writing, said.encode())
        os._exit(0)
    os.close(writing)
    os.waitpid(child, 0)
    with os.fdopen(reading) as told:
        return told.read()


def test_no_command_line_grows_with_the_package() -> None:
    """70,000 names of links are more than a system hands to a program: each list of names goes to it as a file."""
    assert "$(cat" not in SCRIPT.read_text(encoding="utf-8")
