"""The custody log from the command line."""

import json
from pathlib import Path

from support.command import run
from support.packages import capture, sealed

from trafficaudit.evidence.hashing import sha256


def test_who_did_what_when(tmp_path: Path) -> None:
    package = sealed(tmp_path, None)
    done = run("log", package)
    assert done.returncode == 0
    assert done.stderr.endswith(f"anchor/custody/0000.txt SHA-256 {sha256(package / 'anchor/custody/0000.txt')}\n")
    assert [line.split("  ")[3].split(":")[0] for line in done.stdout.splitlines()][::6] == [
        "recording begun",
        "sealed",
    ]
    lines = [json.loads(line) for line in run("log", package, "--json").stdout.splitlines()]
    assert lines[1]["files"] == ["capture/traffic-0001.mitm"]
    assert {"at", "who", "what", "note", "version", "log", "link", "files", "sha256"} == set(lines[0])


def test_a_capture_and_nothing(tmp_path: Path) -> None:
    assert "segment closed" in run("log", capture(tmp_path / "shop")).stdout
    done = run("log", tmp_path)
    assert (done.returncode, done.stdout) == (3, "")
    assert "has no custody log" in done.stderr
    for command in ("log", "anchor", "redact", "seal", "verify"):
        gone = run(command, tmp_path / "absent")
        assert (gone.returncode, gone.stderr) == (
            3,
            f"trafficaudit: {tmp_path / 'absent'}: does not exist (check the path)\n",
        )
