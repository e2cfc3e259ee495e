"""The table command in a process of its own."""

import json
from pathlib import Path

from support.command import run


def test_replay_then_table(capture: Path, persona: Path, tmp_path: Path) -> None:
    done = run("replay", capture, "--persona", persona, "--app", "kr.example.shop", "-o", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert done.stdout == f"{tmp_path / 'out'}\n"
    assert "1 exchange, " in done.stderr
    assert "\x1b" not in done.stderr
    table = run("table", tmp_path / "out")
    assert "email (verbatim ×1)" in table.stdout
    assert table.stderr.startswith("At least, given what was not seen: tls refused: not counted")
    assert table.stderr.endswith("; gaps 0.\n")
    korean = run("table", tmp_path / "out", "--lang", "ko")
    assert "전자우편주소 (원문 그대로 ×1)" in korean.stdout
    assert "kr.example.shop: 표시 없음" in korean.stdout
    csv = run("table", tmp_path / "out", "--format", "csv")
    assert csv.stdout == (tmp_path / "out" / "transfers.csv").read_bytes().decode().replace("\r\n", "\n")
    rows = json.loads(run("table", tmp_path / "out", "--format", "json").stdout)
    assert {row["category"] for row in rows} >= {"email"}
    assert run("table", tmp_path / "out", "--format", "markdown", "--lang", "ko").stdout.startswith("| 앱 |")


def test_a_table_of_one_phase(capture: Path, persona: Path, tmp_path: Path) -> None:
    out, book = tmp_path / "out", tmp_path / "before.xlsx"
    run("replay", capture, "--persona", persona, "--app", "kr.example.shop", "-o", out)
    refused = run("table", out, "--phase", "before-consent")
    assert (refused.returncode, refused.stdout) == (3, "")
    assert "nobody marked one" in refused.stderr
    empty = run("table", out, "--phase", "")
    assert (empty.returncode, empty.stdout, "name a phase" in empty.stderr) == (2, "", True), "every phase was shown"
    marks = tmp_path / "marks.csv"
    marks.write_text("at,phase\n1990-01-01T00:00:00+00:00,동의 전\n2039-01-01T00:00:00+09:00,철회\n")
    run("replay", capture, "--persona", persona, "--phases", marks, "-o", out, "--force")
    done = run("table", out, "--phase", "before-consent", "--format", "csv", "--xlsx", book)
    assert done.returncode == 0, done.stderr
    assert "email" in done.stdout
    assert "1 exchange recorded. At least" in done.stderr
    assert "gaps 0, of which 0 are of no known phase" in done.stderr
    assert book.read_bytes().startswith(b"PK")
    assert run("table", out, "--phase", "before-consent", "--xlsx", book).returncode == 2
    silent = run("table", out, "--phase", "after-withdrawal", "--format", "csv")
    assert silent.stdout.count("\n") == 1
    assert "No personal data was found" in silent.stderr
