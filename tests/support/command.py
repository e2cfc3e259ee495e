"""The command as a person runs it: a process of its own."""

import os
import resource
import subprocess
import sys
from pathlib import Path

COMMAND = [sys.executable, "-m", "trafficaudit"]


def run(
    *arguments: str | Path,
    cwd: Path | None = None,
    limit: int | None = None,
    environment: dict[str, str] | None = None,
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
        env=os.environ | {"COLUMNS": "200"} | (environment or {}),
        check=False,
        timeout=120,
    )
