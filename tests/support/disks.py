"""A disk of a few kilobytes: a tmpfs that only the command sees that runs on it."""

import os
import subprocess
from pathlib import Path

import pytest


def run_on_small_disk(folder: Path, size: str, script: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a shell script with a fresh tmpfs of this size mounted on ``folder``, which is its ``$0``.

    The mount lives in a namespace of its own and is gone with the command. Skips where the kernel lets nobody mount.
    """
    own = ["unshare", "--mount"] if os.geteuid() == 0 else ["unshare", "--user", "--map-root-user", "--mount"]
    folder.mkdir(exist_ok=True)
    mount = f'mount -t tmpfs -o size={size} none "$0"'
    probe = subprocess.run([*own, "sh", "-c", mount, folder], capture_output=True, text=True, check=False)
    if probe.returncode:
        pytest.skip(f"no tmpfs can be mounted here, not even in a namespace: {probe.stderr.strip()}")
    command: list[str | Path] = [*own, "sh", "-c", f"{mount} && {script}", folder, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
