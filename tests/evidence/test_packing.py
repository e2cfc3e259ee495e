"""Packages as tar streams: the same bytes for the same package."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from support.tars import packed, tree

from trafficaudit.errors import EvidenceError
from trafficaudit.evidence.packing import Packed


def test_the_same_package_gives_the_same_stream_wherever_and_whenever_it_lies(tmp_path: Path) -> None:
    one, two = tree(tmp_path / "one"), tree(tmp_path / "b" / "two")
    os.utime(two / "big", (1, 1))
    (two / "bag/data/a.bin").rename(two / "bag/data/b.bin")
    (two / "bag/data/b.bin").rename(two / "bag/data/a.bin")
    assert packed(one) == packed(two)


def linked(folder: Path) -> None:
    (folder / "link").symlink_to("/etc/passwd")


def linked_folder(folder: Path) -> None:
    (folder / "link").symlink_to("/etc")


def piped(folder: Path) -> None:
    os.mkfifo(folder / "pipe")


def named(folder: Path) -> None:
    (folder / "메모.txt").write_text("x")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (linked, "no plain file"),
        (linked_folder, "no plain file"),
        (piped, "no plain file"),
        (named, "holds a character"),
    ],
)
def test_what_is_no_part_of_a_package_is_not_packed(tmp_path: Path, change: Callable[[Path], None], said: str) -> None:
    made = tree(tmp_path / "one")
    change(made)
    with pytest.raises(EvidenceError, match=said):
        packed(made)


def test_a_file_that_grows_while_it_is_packed_is_told(tmp_path: Path) -> None:
    made = tree(tmp_path / "one")
    source = Packed(made, "p")
    taken = b""
    while b"big" not in taken:
        taken = source.read(8192)
    with (made / "big").open("ab") as file:
        file.write(b"more" * 1_000_000)
    with pytest.raises(EvidenceError, match="changes while it is read"):
        while source.read(1 << 20):
            pass
    assert isinstance(source.error, EvidenceError)
