"""The table command in a process of its own."""

import json
from pathlib import Path

from support.command import run


def test_replay_then_table(capture: Path, persona: Path, tmp_path: Path) -> None:
    done = run("replay", capture, "--persona", persona, "--app", "kr.example.shop", "-o", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert done.stdout == f"{tmp_path / 'out'}\n"
    assert "1 exchanges" in done.stderr
    assert "\x1b" not in done.stderr
    table = run("table", tmp_path / "out")
    assert "email (verbatim ×1)" in table.stdout
    korean = run("table", tmp_path / "out", "--lang", "ko")
    assert "전자우편주소" in korean.stdout
    csv = run("table", tmp_path / "out", "--format", "csv")
    assert csv.stdout == (tmp_path / "out" / "transfers.csv").read_bytes().decode().replace("\r\n", "\n")
    rows = json.loads(run("table", tmp_path / "out", "--format", "json").stdout)
    assert {row["category"] for row in rows} >= {"email"}
    assert run("table", tmp_path / "out", "--format", "markdown", "--lang", "ko").stdout.startswith("| 앱 |")
