"""Who did what when, before the seal and after it."""

import subprocess
import sys
from pathlib import Path

import pytest
from support.packages import copied, put

from trafficaudit.errors import EvidenceError, OutputError
from trafficaudit.evidence import custody, verify


def test_the_log_goes_on_after_the_seal(package: Path, tmp_path: Path) -> None:
    mine = copied(package, tmp_path / "mine")
    custody.append(mine, "handed over", "to the court", files=("anchor/confirmation.txt",), who="Kim")
    read = custody.read(mine)
    assert [link.entry.what for _, link, _ in read] == [
        "recording begun", "segment closed", "segment closed", "segment closed", "recording ended", "sealed", "sealed",
        "handed over",
    ]  # fmt: skip
    assert (read[-1][0], read[-1][1].entry.who) == (custody.PLACE, "Kim")
    assert next(check for check in verify(mine).checks if check.id == "custody").outcome == "ok"


def test_two_that_write_at_once_lose_no_line(package: Path, tmp_path: Path) -> None:
    mine = copied(package, tmp_path / "mine")
    code = "import sys; from pathlib import Path; from trafficaudit.evidence import custody\n"
    code += "for n in range(20): custody.append(Path(sys.argv[1]), 'looked at')"
    writers = [subprocess.Popen([sys.executable, "-c", code, mine]) for _ in range(3)]
    assert [writer.wait() for writer in writers] == [0, 0, 0]
    assert custody.head(mine) == 60
    assert next(check for check in verify(mine).checks if check.id == "custody").outcome == "ok"


def test_a_line_that_was_changed_shows(package: Path, tmp_path: Path) -> None:
    mine = copied(package, tmp_path / "mine")
    custody.append(mine, "opened")
    path = mine / "anchor/custody/0000.txt"
    put(path, path.read_bytes().replace(b"sealed", b"Sealed"))
    with pytest.raises(EvidenceError):
        custody.read(mine)


def test_a_capture_has_a_log_as_well(package: Path, tmp_path: Path) -> None:
    assert custody.read(package.parent / "shop")[0][1].entry.what == "recording begun"
    with pytest.raises(EvidenceError):
        custody.read(tmp_path)


def test_a_log_that_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(OutputError):
        custody.append(tmp_path / "absent", "x")
