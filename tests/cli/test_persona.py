"""The persona commands in a process of their own."""

import json
from pathlib import Path

from support.command import run


def test_persona_new_writes_a_file_that_check_takes(tmp_path: Path) -> None:
    made = run("persona", "new", "--seed", "7", "-o", tmp_path / "p.toml")
    assert made.returncode == 0, made.stderr
    assert made.stdout.strip()
    again = run("persona", "new", "--seed", "7")
    assert again.stdout == (tmp_path / "p.toml").read_text(encoding="utf-8")
    assert run("persona", "new", "--seed", "7", "-o", tmp_path / "p.toml").returncode == 2
    checked = run("persona", "check", tmp_path / "p.toml", "--json")
    assert checked.returncode == 0, checked.stderr
    values = json.loads(checked.stdout)["values"]
    assert all(row["spellings"] >= 1 for row in values)
    assert run("persona", "new").stdout != run("persona", "new").stdout
    assert "@mail.authority.example" in run("persona", "new", "--domain", "mail.authority.example").stdout
    assert run("persona", "new", "--domain", "no domain").returncode == 2
