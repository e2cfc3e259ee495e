"""Every entry of a package is a plain file or folder with a plain name."""

import os
from pathlib import Path

import pytest

from trafficaudit.errors import EvidenceError
from trafficaudit.evidence import case


def test_files_with_their_sizes(tmp_path: Path) -> None:
    (tmp_path / "a/b").mkdir(parents=True)
    (tmp_path / "a/b/c").write_bytes(b"xyz")
    (tmp_path / "a/d").write_bytes(b"")
    assert list(case.entries(str(tmp_path))) == ["a/b/c", "a/d"]


@pytest.mark.parametrize("kind", ["link", "pipe", "name", "line", "empty", "deep"])
def test_anything_else_is_refused(tmp_path: Path, kind: str) -> None:
    match kind:
        case "link":
            (tmp_path / "x").symlink_to("y")
        case "pipe":
            os.mkfifo(tmp_path / "x")
        case "name":
            (tmp_path / "é").write_bytes(b"")
        case "line":
            (tmp_path / "a\nb").write_bytes(b"")
        case "empty":
            (tmp_path / "x").mkdir()
        case "deep":
            (tmp_path / "/".join("x" * 70)).mkdir(parents=True)
    with pytest.raises(EvidenceError):
        list(case.entries(str(tmp_path)))
