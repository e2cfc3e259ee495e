"""The program as it is started, and what a signal does to it before a command has begun."""

import os
import signal
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import pytest
from support.command import run

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


def _slow(tmp_path: Path, at: str) -> dict[str, str]:
    """Give an environment in which loading a module takes for ever, and says when it has begun."""
    (tmp_path / "sitecustomize.py").write_text(
        f"""
import sys, time

class Slow:
    def find_spec(self, name, path=None, target=None):
        if name == {at!r}:
            print("there", flush=True)
            time.sleep(60)

sys.meta_path.insert(0, Slow())
"""
    )
    return os.environ | {"PYTHONPATH": f"{tmp_path}{os.pathsep}{REPOSITORY}"}


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP], ids=lambda one: one.name)
@pytest.mark.parametrize(
    "at", ["click", "rich.console", "trafficaudit.evidence", "trafficaudit.tables.formats", "pandas"]
)
@pytest.mark.parametrize("start", STARTS)
def test_a_signal_while_it_loads_is_one_line(tmp_path: Path, start: str, at: str, number: signal.Signals) -> None:
    line = [*STARTS[start], "table", str(tmp_path)]
    with subprocess.Popen(
        line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=_slow(tmp_path, at)
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == "there\n"
        process.send_signal(number)
        _, said = process.communicate(timeout=30)
    told = "trafficaudit: interrupted: what was not finished is not kept\n"
    assert (process.returncode, said) == (128 + number, told)


@pytest.mark.slow
def test_whenever_a_signal_comes_there_is_no_traceback() -> None:
    for step in range(12):
        for number in (signal.SIGINT, signal.SIGTERM):
            with subprocess.Popen(
                [*STARTS["module"], "categories"], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
            ) as process:
                time.sleep(0.1 + step * 0.05)
                process.send_signal(number)
                said = process.communicate(timeout=30)[1]
            # Before the interpreter has begun the signal itself ends it, without a word; a shell tells that by the same code.
            assert process.returncode in (0, 128 + number) or (process.returncode, said) == (-number, ""), said
            assert "Traceback" not in said


def test_what_is_ignored_from_outside_stays_ignored() -> None:
    script = 'trap "" INT HUP; "$@"'
    with subprocess.Popen(
        ["sh", "-c", script, "sh", *STARTS["module"], "categories"], stdout=subprocess.PIPE, start_new_session=True
    ) as process:
        for _ in range(8):
            time.sleep(0.05)
            os.killpg(process.pid, signal.SIGINT)
            os.killpg(process.pid, signal.SIGHUP)
        assert b"email" in process.communicate(timeout=30)[0]
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
    done = run("table", tmp_path, environment={"PYTHONPATH": f"{tmp_path}{os.pathsep}{REPOSITORY}"})
    assert (done.returncode, done.stderr) == (143, "trafficaudit: interrupted: what was not finished is not kept\n")
