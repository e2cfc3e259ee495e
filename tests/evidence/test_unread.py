"""A disk that fails says nothing of a package: it is neither rejected nor valid."""

import errno
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from support.packages import copied
from support.stampers import Stamper
from support.unlisted import unlisted

from trafficaudit import evidence
from trafficaudit.errors import ReadError
from trafficaudit.evidence import unread

NAMES = (
    *("bag/data/capture/traffic-0002.mitm", "bag/data/capture/phases.jsonl", "bag/data/chain/0001.txt"),
    *("bag/manifest-sha256.txt", "bag/tagmanifest-sha256.txt", "bag/bag-info.txt", "anchor/custody/0000.txt"),
    *("anchor/signature.p7s", "anchor/verify.sh", "anchor/confirmation.txt", "anchor/tagmanifest.here.tsr"),
    "anchor/certificates/signer.pem",
)


def failing(patch: pytest.MonkeyPatch, path: Path, number: int, times: int = 99) -> None:
    """Have a file that can be opened fail when it is read, from the first time on, for so many times."""
    read, opened = Path.read_bytes, os.open
    left = [times]

    def fail(which: object) -> None:
        if Path(os.fsdecode(which)) == path and left[0] > 0:  # type: ignore[arg-type]
            left[0] -= 1
            raise OSError(number, os.strerror(number))  # a call that reads names no file

    def read_bytes(self: Path) -> bytes:
        fail(self)
        return read(self)

    def open_(which: object, *rest: object, **named: object) -> int:
        fail(which)
        return opened(which, *rest, **named)  # type: ignore[arg-type]

    patch.setattr(Path, "read_bytes", read_bytes)
    patch.setattr(os, "open", open_)


@pytest.mark.parametrize("name", NAMES)
def test_what_cannot_be_read_is_not_called_changed(package: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    failing(monkeypatch, package / name, errno.EIO)
    with pytest.raises(ReadError) as told:
        evidence.verify(package, offline=True)
    assert "cannot be read: Input/output error (check the disk" in str(told.value)


def test_a_disk_that_fails_once_is_told_as_well(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    failing(monkeypatch, package / "bag/data/chain/0001.txt", errno.EIO, times=1)
    with pytest.raises(ReadError):
        evidence.verify(package, offline=True)


@pytest.mark.parametrize(
    ("number", "remedy"),
    [(errno.EACCES, "rights"), (errno.EIO, "disk"), (errno.ESTALE, "disk"), (errno.EMFILE, "ulimit -n")],
)
def test_what_is_no_fault_of_the_file_is_told_with_its_remedy(number: int, remedy: str) -> None:
    with pytest.raises(ReadError, match=remedy):
        unread.passed_on(OSError(number, os.strerror(number)), "x")


@pytest.mark.parametrize("number", [errno.ENOENT, errno.ELOOP, errno.ENOTDIR, errno.EISDIR, errno.ENXIO])
def test_what_lies_there_instead_is_one(number: int) -> None:
    unread.passed_on(OSError(number, os.strerror(number)), "x")


def test_a_list_of_revoked_certificates_that_cannot_be_read_rejects_nothing(
    package: Path, stamper: Stamper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = copied(package, tmp_path / "mine")
    (mine / "anchor/crls").mkdir()
    shutil.copy(stamper.issuer.revoked(tmp_path / "lists/a.crl", None), mine / "anchor/crls/here-1.crl")
    with monkeypatch.context() as patch:
        failing(patch, mine / "anchor/crls/here-1.crl", errno.EIO)
        with pytest.raises(ReadError, match="cannot be read: Input/output error"):
            evidence.verify(mine, roots=[stamper.root], offline=True)
    unlisted(monkeypatch, mine / "anchor/crls")
    with pytest.raises(ReadError, match="cannot be read: Input/output error"):
        evidence.verify(mine, roots=[stamper.root], offline=True)


@pytest.mark.parametrize("name", NAMES)
def test_the_script_rejects_nothing_on_a_disk_that_fails(package: Path, tmp_path: Path, name: str) -> None:
    """A process's own memory is a file whose first bytes cannot be read: of it the system says what it says of a disk."""
    mine, script = copied(package, tmp_path / "mine"), Path(evidence.__file__).parent / "verify.sh"
    failing_disk = 'mount --bind "/proc/$$/mem" "$0/$1" && { sh "$2" "$0"; echo "ended with $?"; }'
    own = ["unshare", "--mount"] if os.geteuid() == 0 else ["unshare", "--user", "--map-root-user", "--mount"]
    command = [*own, "sh", "-c", failing_disk, str(mine), name, str(script)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    if "ended with" not in done.stdout:
        pytest.skip(f"nothing can be mounted here, not even in a namespace: {done.stderr.strip()}")
    assert done.stdout.endswith("ended with 2\n"), done.stdout
    assert "the package cannot be read: check its rights and the disk that it lies on" in done.stderr
    assert "REJECTED" not in done.stdout
    assert "FAILED" not in done.stdout
