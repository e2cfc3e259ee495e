"""The command, or a script, as a person runs it: a process of its own."""

import atexit
import functools
import os
import resource
import subprocess
import sys
from pathlib import Path

from support.forking import Forks

COMMAND = [sys.executable, "-m", "trafficaudit"]


@functools.cache
def _forks(scripts: bool = False) -> Forks:
    made = Forks(scripts)
    atexit.register(made.end)
    return made


def run(
    *arguments: str | Path,
    cwd: Path | None = None,
    limit: int | None = None,
    environment: dict[str, str] | None = None,
    afresh: bool = False,
    user: int | None = None,
) -> subprocess.CompletedProcess[str]:
    """Run the program in a process of its own, as the user with a number; ``afresh`` in one that loads everything itself.

    So does one with a bound on its files, or with an environment that says how the interpreter or its locale begin.
    """
    given = environment or {}
    everything = os.environ | {"COLUMNS": "200"} | given
    if afresh or limit or any(name.startswith(("PYTHON", "LC_", "LANG")) for name in given):
        return _started(arguments, cwd, limit, everything)
    line = [*map(str, arguments)]
    code, out, err = _forks().run(line, str(cwd or Path.cwd()), everything, 120, user)
    return subprocess.CompletedProcess([*COMMAND, *line], code, out, err)


def script(
    path: Path, *arguments: str | Path, cwd: Path | None = None, environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a Python script, of ``analysis/`` or one that runs those, in a process of its own."""
    line = [*map(str, (path, *arguments))]
    code, out, err = _forks(scripts=True).run(line, str(cwd or Path.cwd()), os.environ | (environment or {}), 120)
    return subprocess.CompletedProcess([sys.executable, *line], code, out, err)


def _started(
    arguments: tuple[str | Path, ...], cwd: Path | None, limit: int | None, environment: dict[str, str]
) -> subprocess.CompletedProcess[str]:
    def bound() -> None:
        if limit:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    return subprocess.run(
        [*COMMAND, *map(str, arguments)],
        capture_output=True,
        text=True,
        cwd=cwd,
        preexec_fn=bound,
        env=environment,
        check=False,
        timeout=120,
    )
