"""The command as a person runs it: a process of its own."""

import os
import resource
import subprocess
import sys
from pathlib import Path


def run(
    *arguments: str | Path,
    cwd: Path | None = None,
    limit: int | None = None,
    environment: dict[str, str] | None = None,
) -> subprocess.CompletedProcess[str]:
    def bound() -> None:
        if limit:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    command = [sys.executable, "-c", "from trafficaudit.cli import main; main()", *map(str, arguments)]
    return subprocess.run(
        command,
        capture_output=True,
        text=True,
        cwd=cwd,
        preexec_fn=bound,
        env=os.environ | {"COLUMNS": "200"} | (environment or {}),
        check=False,
        timeout=120,
    )
