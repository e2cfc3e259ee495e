"""A mapped file that is cut short while it is read ends the process in order, whatever reads it just then."""

import subprocess
import sys
from pathlib import Path

import pytest

from trafficaudit.readers.vanished import CHECK, CODE, FAILED

READ = """
import hashlib, os, re, sys
from pathlib import Path
from trafficaudit.output import whole_file
from trafficaudit.readers.file import mapped
from trafficaudit.working import working

path, out = Path(sys.argv[1]), Path(sys.argv[2])
with working(out / "folder") as folder, whole_file(out / "file", force=False) as file, path.open("rb") as opened:
    (folder / "half").write_text("x")
    file.write(b"x")
    with mapped(opened) as buffer:
        os.truncate(path, 10)
        {how}
print("not reached")
"""


@pytest.mark.parametrize(
    "how", ["buffer.find(b'y')", "buffer[1_000_000:2_000_000]", "hashlib.sha256(buffer)", "re.search(b'y', buffer)"]
)
def test_it_is_one_line_an_exit_code_and_nothing_half_made(how: str, tmp_path: Path) -> None:
    path, out = tmp_path / "a\u202eb.mitm", tmp_path / "out"
    path.write_bytes(b"x" * 3_000_000)
    out.mkdir()
    line = [sys.executable, "-c", READ.replace("{how}", how), str(path), str(out)]
    done = subprocess.run(line, capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stdout, list(out.iterdir())) == (CODE, "", [])
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith(f"trafficaudit: {tmp_path}/a\\u202eb.mitm: went away or was cut short")


def test_who_handles_it_already_keeps_it(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"x" * 100_000)
    program = (
        "import signal, sys\n"
        "from trafficaudit.readers.file import mapped\n"
        "signal.signal(signal.SIGBUS, signal.SIG_IGN)\n"
        "with open(sys.argv[1], 'rb') as file, mapped(file): pass\n"
        "assert signal.getsignal(signal.SIGBUS) is signal.SIG_IGN\n"
    )
    assert subprocess.run([sys.executable, "-c", program, str(path)], check=False, timeout=60).returncode == 0


OTHER = """
import mmap, os, signal, sys
from pathlib import Path
from trafficaudit.readers.file import mapped

path, other = Path(sys.argv[1]), Path(sys.argv[1] + ".mmdb")
other.write_bytes(b"x" * 100_000)
with path.open("rb") as opened, mapped(opened), other.open("rb") as file:
    with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as database:
        os.truncate(other, 0)
        database[:]
"""


def test_another_file_that_goes_away_is_not_said_to_be_the_capture(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"x" * 100_000)
    done = subprocess.run([sys.executable, "-c", OTHER, str(path)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (CODE, "")
    assert done.stderr == f"trafficaudit: {FAILED} ({CHECK})\n"
