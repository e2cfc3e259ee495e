"""Who did what when, before the seal and after it."""

import subprocess
import sys
from pathlib import Path

import pytest
from support.disks import run_on_small_disk
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


def test_a_full_disk_leaves_the_log_as_it_is(package: Path, tmp_path: Path) -> None:
    code = "import sys; from pathlib import Path; from trafficaudit.evidence import custody\n"
    code += "custody.append(Path(sys.argv[1]), 'opened', 'x' * 20000)"
    script = (
        'cp -r "$2/." "$0" && dd if=/dev/zero of="$0/bag/full" bs=4k 2>/dev/null; "$1" -c "$3" "$0" 2>&1 | tail -n 1; '
    )
    script += 'rm "$0/bag/full"; find "$0/anchor/custody" -type f; sh "$0/anchor/verify.sh" "$0" | tail -n 1'
    done = run_on_small_disk(tmp_path / "disk", "1m", script, sys.executable, package, code)
    said, *files, verdict = done.stdout.splitlines()
    assert "the custody log cannot be written: No space left on device (free some disk)" in said
    assert files == [f"{tmp_path}/disk/anchor/custody/0000.txt"], done
    assert verdict.startswith("VALID")


def test_a_log_that_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(OutputError):
        custody.append(tmp_path / "absent", "x")
