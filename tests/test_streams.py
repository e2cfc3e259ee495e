"""Standard streams that were closed from outside: their numbers never become those of a file."""

import subprocess
import sys
from pathlib import Path

import pytest
from support import hars
from support.command import COMMAND

ASKED = """
import os, sys
from trafficaudit import streams
streams.ready()
with open(sys.argv[1], "wb") as file:
    kept = file.fileno()
    told = [os.fstat(number).st_rdev == os.stat(os.devnull).st_rdev for number in (0, 1, 2)]
    objects = [sys.stdin is None, sys.stdout is None, sys.stderr is None]
    print("out", flush=True)
    print("\\udc80 \\ud55c", file=sys.stderr, flush=True)
    sys.stdin.read()
    passed = os.spawnv(os.P_WAIT, sys.executable, [sys.executable, "-c", "import os; [os.fstat(n) for n in (0, 1, 2)]"])
    os.write(kept, repr((kept > 2, told, objects, passed)).encode())
"""


@pytest.mark.parametrize("closed", [(), (0,), (1,), (2,), (0, 1), (1, 2), (0, 1, 2)])
def test_what_is_closed_is_the_null_device_and_files_get_other_numbers(closed: tuple[int, ...], tmp_path: Path) -> None:
    shut = " ".join(f"{number}{'<' if number == 0 else '>'}&-" for number in closed)
    line = ["sh", "-c", f'"$@" {shut}', "sh", sys.executable, "-c", ASKED, str(tmp_path / "file")]
    done = subprocess.run(line, stdin=subprocess.PIPE, capture_output=True, check=False, timeout=60)
    told = [number in closed for number in range(3)]
    assert (done.returncode, (tmp_path / "file").read_text()) == (0, repr((True, told, [False] * 3, 0))), done
    assert done.stdout == (b"" if 1 in closed else b"out\n")


@pytest.mark.parametrize("shut", ["2>&-", ">&-", "<&- >&- 2>&-"])
def test_a_command_does_its_work_without_them(shut: str, tmp_path: Path) -> None:
    capture = hars.write(tmp_path / "s.har", hars.entry("https://a.shop.example/", "3.34.0.1"))
    result = tmp_path / "r"
    for line, code in (
        (("replay", capture, "-o", result), 0), (("table", result), 0), (("reproduce", result), 0),
        (("replay", tmp_path / "none.har", "-o", tmp_path / "x"), 3), (("table",), 2),
    ):  # fmt: skip
        command = ["sh", "-c", f'"$@" {shut}', "sh", *COMMAND, *map(str, line)]
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path, timeout=60)
        assert (done.returncode, "Traceback" in done.stderr) == (code, False), (line, done)
    assert (result / "recipe.json").is_file()
