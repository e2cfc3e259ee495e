"""The program as it is started, and what a signal does to it before a command has begun."""

import os
import signal
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from support.command import run

from trafficaudit.ending import ENDING, INTERRUPTED

REPOSITORY = Path(__file__).resolve().parents[1]
# What an installed script says (PyPA, entry points specification), and `python -m`.
SCRIPT = "import sys\nfrom trafficaudit.__main__ import main\nsys.exit(main())"
STARTS = {"module": [sys.executable, "-m", "trafficaudit"], "script": [sys.executable, "-c", SCRIPT]}


def test_the_script_and_the_module_start_alike() -> None:
    scripts = tomllib.loads((REPOSITORY / "pyproject.toml").read_text())["project"]["scripts"]
    assert scripts == {"trafficaudit": "trafficaudit.__main__:main"}
    for start in STARTS.values():
        done = subprocess.run([*start, "table"], capture_output=True, text=True, check=False, timeout=60)
        assert done.returncode == 2
        assert done.stderr.startswith("Usage: trafficaudit table ")
    assert run("--version").stdout.startswith("trafficaudit, version ")


@pytest.mark.parametrize("version", [(3, 11, 2), (3, 14, 0)])
def test_a_python_that_it_was_not_made_for_is_told_before_anything_is_loaded(version: tuple[int, int, int]) -> None:
    named = ".".join(map(str, version))
    other = f"import sys\nsys.version_info, sys.version = {version}, '{named} (main)'\n{SCRIPT}"
    done = subprocess.run([sys.executable, "-c", other], capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stdout) == (2, "")
    why = "is not one that this was made for (start it with Python 3.12 or 3.13)"
    assert done.stderr == f"trafficaudit: Python {named} {why}\n"


_PLACES = f"{{}}{os.pathsep}{REPOSITORY}"

# What no thread of a library may be asked to see: the interpreter's end, and that of the objects of C++.
_APART = """
import atexit, ctypes, sys, threading, time

libc = ctypes.CDLL(None)
libc.__cxa_atexit(ctypes.cast(libc.abort, ctypes.c_void_p), None, None)


def late():
    time.sleep(0.2)
    print("a thread has ended", flush=True)

atexit.register(lambda: print("what was to be done at the end is done"))


class Starting:
    def find_spec(self, name, path=None, target=None):
        if name == "trafficaudit.cli.categories":
            threading.Thread(target=late).start()


sys.meta_path.insert(0, Starting())
"""


@pytest.mark.parametrize("start", STARTS)
@pytest.mark.parametrize(("words", "code"), [(["categories"], 0), (["table", "/nowhere"], 3), (["replay"], 2)])
def test_the_interpreter_is_not_taken_apart(tmp_path: Path, start: str, words: list[str], code: int) -> None:
    """A command leaves with its code and all that it printed, when threads and what waits for the end have ended."""
    (tmp_path / "sitecustomize.py").write_text(_APART)
    done = subprocess.run(
        [*STARTS[start], *words],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env=os.environ | {"PYTHONPATH": _PLACES.format(tmp_path)},
    )
    assert done.returncode == code
    said = done.stdout.splitlines()
    assert said[-1] == "what was to be done at the end is done"
    assert ("a thread has ended" in said) == (words == ["categories"])


def _waiting(tmp_path: Path, at: str) -> dict[str, str]:
    """Give an environment in which loading a module says that it has begun, and goes on when it is told to."""
    (tmp_path / "sitecustomize.py").write_text(
        f"""
import sys

class Waiting:
    def find_spec(self, name, path=None, target=None):
        if name == {at!r}:
            print("there", flush=True)
            sys.stdin.readline()

sys.meta_path.insert(0, Waiting())
"""
    )
    return os.environ | {"PYTHONPATH": _PLACES.format(tmp_path)}


def _unclaimed() -> None:
    """Have signals do what they do in a terminal, however the tests were started (``nohup``, a job in the background)."""
    for number in ENDING:
        signal.signal(number, signal.SIG_DFL)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP], ids=lambda one: one.name)
@pytest.mark.parametrize(
    "at", ["click", "rich.console", "trafficaudit.evidence", "trafficaudit.tables.formats", "pandas"]
)
@pytest.mark.parametrize("start", STARTS)
def test_a_signal_while_it_loads_is_one_line(tmp_path: Path, start: str, at: str, number: signal.Signals) -> None:
    line = [*STARTS[start], "table", str(tmp_path)]
    with subprocess.Popen(
        line,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=_waiting(tmp_path, at),
        preexec_fn=_unclaimed,  # noqa: PLW1509 - nothing but a signal is set
    ) as process:
        assert process.stdout
        assert process.stderr
        assert process.stdout.readline() == "there\n"
        process.send_signal(number)
        said = process.stderr.read()
    assert (process.returncode, said) == (128 + number, INTERRUPTED + "\n")


@pytest.mark.slow
def test_whenever_a_signal_comes_there_is_no_traceback(tmp_path: Path) -> None:
    """At every twentieth look for a module, from when signals are seen to until the program has ended."""
    (tmp_path / "sitecustomize.py").write_text(
        """
import atexit, os, signal, sys

class Signalling:
    looks = 0

    def find_spec(self, name, path=None, target=None):
        if signal.getsignal(signal.SIGTERM) is not signal.SIG_DFL:
            self.looks += 1
            if str(self.looks) == os.environ["AT"]:
                os.kill(os.getpid(), int(os.environ["NUMBER"]))

one = Signalling()
sys.meta_path.insert(0, one)
atexit.register(lambda: os.environ["AT"] or print(one.looks))
"""
    )

    def done(at: str, number: int) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*STARTS["module"], "categories"],
            capture_output=True,
            text=True,
            check=False,
            env=os.environ | {"PYTHONPATH": _PLACES.format(tmp_path), "AT": at, "NUMBER": str(int(number))},
            preexec_fn=_unclaimed,
        )

    looks = int(done("", 0).stdout.splitlines()[-1])
    assert looks > 60
    for at in range(1, looks + 1, 20):
        for number in (signal.SIGINT, signal.SIGTERM):
            ended = done(str(at), number)
            assert (ended.returncode, ended.stderr) == (128 + number, INTERRUPTED + "\n"), at


def test_what_is_ignored_from_outside_stays_ignored(tmp_path: Path) -> None:
    script = 'trap "" INT HUP; "$@"'
    with subprocess.Popen(
        ["sh", "-c", script, "sh", *STARTS["module"], "categories"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=_waiting(tmp_path, "click"),
        start_new_session=True,
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == "there\n"
        for number in (signal.SIGINT, signal.SIGHUP):
            os.killpg(process.pid, number)
        assert "email" in process.communicate("on\n")[0]
    assert process.returncode == 0


def test_an_error_that_loading_makes_of_a_signal_is_no_error(tmp_path: Path) -> None:
    """A library that is interrupted in its imports may raise something else."""
    (tmp_path / "sitecustomize.py").write_text(
        """
import os, signal, sys

class Odd:
    def find_spec(self, name, path=None, target=None):
        if name == "trafficaudit.tables.roots":
            try:
                os.kill(os.getpid(), signal.SIGTERM)
            except KeyboardInterrupt:
                raise ImportError("something failed to import")

sys.meta_path.insert(0, Odd())
"""
    )
    done = run("table", tmp_path, environment={"PYTHONPATH": _PLACES.format(tmp_path)})
    assert (done.returncode, done.stderr) == (143, INTERRUPTED + "\n")
