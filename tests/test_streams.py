"""Standard streams that were closed from outside: their numbers never become those of a file."""

import os
import pty
import shutil
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


PLAIN = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


@pytest.fixture(scope="module")
def latin(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Give the environment of a locale whose encoding is ISO 8859-1."""
    folder = tmp_path_factory.mktemp("locales")
    made = shutil.which("localedef") and subprocess.run(
        ["localedef", "-i", "de_DE", "-f", "ISO-8859-1", folder / "de_DE"], capture_output=True, check=False
    )
    if not made or made.returncode not in (0, 1) or not (folder / "de_DE").is_dir():
        pytest.skip("this computer makes no locales")
    return {"LOCPATH": str(folder), "LC_ALL": "de_DE"}


def test_what_is_printed_into_a_pipe_is_utf_8_in_every_locale(latin: dict[str, str]) -> None:
    """So that JSON, CSV and drafts have the same bytes everywhere, and no escape that is none of theirs."""
    line = [*COMMAND, "categories", "--lang", "ko", "--json"]
    for given in ({}, PLAIN, latin, latin | {"PYTHONUTF8": "0"}, {"PYTHONIOENCODING": "cp949"}):
        done = subprocess.run(line, env=os.environ | given, capture_output=True, check=True, timeout=60)
        assert "성명" in done.stdout.decode(), given


@pytest.mark.assertion("REP-4")
def test_names_of_files_are_the_same_in_every_locale(latin: dict[str, str], tmp_path: Path) -> None:
    capture = hars.write(tmp_path / "한글.har", hars.entry("https://a.shop.example/", "3.34.0.1"))
    made = []
    for number, given in enumerate(({}, PLAIN, latin)):
        out = tmp_path / f"결과{number}"
        line = [*COMMAND, "replay", str(capture), "--app", "앱", "-o", str(out)]
        done = subprocess.run(line, env=os.environ | given, capture_output=True, check=True, timeout=120)
        assert done.stdout.decode() == f"{out}\n"
        made.append({file.name: file.read_bytes() for file in out.iterdir()})
    assert made[0] == made[1] == made[2]


def test_a_terminal_is_written_to_in_its_own_encoding_with_escapes_for_what_this_lacks(latin: dict[str, str]) -> None:
    for given, shown in ((PLAIN, "성명 ·".encode()), (latin, b"\\uc131\\uba85 \xb7")):
        ours, theirs = pty.openpty()
        program = "from trafficaudit import streams; streams.in_utf8(); streams.ready(); print('\\uc131\\uba85 \\xb7')"
        line = [sys.executable, "-c", program]
        done = subprocess.run(line, env=os.environ | given, stdout=theirs, check=False, timeout=60)
        os.close(theirs)
        assert (done.returncode, os.read(ours, 100)) == (0, shown + b"\r\n")
        os.close(ours)


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
