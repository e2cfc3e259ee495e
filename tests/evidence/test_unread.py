"""A disk that fails says nothing of a package: it is neither rejected nor valid."""

import errno
import os
from pathlib import Path

import pytest

from trafficaudit import evidence
from trafficaudit.errors import ReadError
from trafficaudit.evidence import unread

NAMES = (
    *("bag/data/capture/traffic-0002.mitm", "bag/data/capture/phases.jsonl", "bag/data/chain/0001.txt"),
    *("bag/manifest-sha256.txt", "bag/tagmanifest-sha256.txt", "bag/bag-info.txt", "anchor/custody/0000.txt"),
    *("anchor/signature.p7s", "anchor/verify.sh", "anchor/confirmation.txt", "anchor/tagmanifest.here.tsr"),
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
