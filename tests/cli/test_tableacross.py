"""The table command over a folder of results, in a process of its own."""

import csv
import io
import json
from pathlib import Path

import openpyxl
import pytest
from support import hars
from support.command import run


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("root")
    mail = "seoyun.kim@hanbit.example"
    person = folder / "p.toml"
    person.write_text(f'[values]\nemail = ["{mail}"]\n')
    captures = [
        hars.write(folder / f"s{n}.har", hars.entry(f"https://a{n}.shop.example/?m={mail}", ip))
        for n, ip in enumerate(("3.34.0.1", "3.91.20.4"))
    ]
    done = run("replay", *captures, "--each", "--persona", person, "-o", folder / "results")
    assert done.returncode == 0, done.stderr
    (folder / "results" / "notes").mkdir()
    return folder / "results"


def test_it_prints_every_app_and_says_what_was_not_seen(root: Path) -> None:
    done = run("table", root)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("unnamed (s") == 2
    assert "SDK or platform" in done.stdout
    assert "warning: notes is no result folder" in done.stderr
    assert done.stderr.count("at least, given what was not seen: tls refused: not counted") == 2
    korean = run("table", root, "--lang", "ko")
    assert "전자우편주소" in korean.stdout
    assert "모든 수치는 최소" in korean.stderr


def test_files_and_json_hold_what_the_views_do(root: Path, tmp_path: Path) -> None:
    book = tmp_path / "all.xlsx"
    done = run("table", root, "--format", "json", "--xlsx", book)
    told = json.loads(done.stdout)
    assert list(told) == ["across", "sdks", "results", "ledger", "passed_over", "without_phase", "warnings"]
    assert [row["country"] for row in told["across"] if row["category"] == "email"] == ["KR", "US"]
    assert openpyxl.load_workbook(book).sheetnames == ["across", "sdks", "results", "ledger"]
    for view in ("across", "sdks", "results", "ledger"):
        rows = list(csv.DictReader(io.StringIO(run("table", root, "--format", "csv", "--view", view).stdout)))
        assert len(rows) == len(told[view])
    assert run("table", root, "--format", "markdown", "--view", "results", "--lang", "ko").stdout.startswith(
        "| 결과 폴더 |"
    )
    assert run("table", root, "--xlsx", book).returncode == 2
    for kind in ("table", "json"):
        done = run("table", root, "--view", "sdks", "--format", kind)
        assert (done.returncode, done.stdout) == (2, "")
        assert f"{kind} shows every view" in done.stderr
    one = next(each for each in root.iterdir() if (each / "recipe.json").exists())
    done = run("table", one, "--view", "sdks", "--format", "csv")
    assert (done.returncode, "--view is for a folder of results" in done.stderr) == (2, True)


def test_what_cannot_be_joined_is_one_sentence(root: Path, tmp_path: Path) -> None:
    empty = run("table", tmp_path)
    assert (empty.returncode, empty.stdout) == (3, "")
    assert "holds no result folder" in empty.stderr
    phase = run("table", root, "--phase", "before-consent")
    assert phase.returncode == 3
    assert "no result has a phase before-consent" in phase.stderr
    assert run("table", tmp_path / "nothing").returncode == 3


def test_what_the_marks_leave_open_is_told_with_the_tables_of_a_phase(tmp_path: Path) -> None:
    mail = "seoyun.kim@hanbit.example"
    capture = hars.write(tmp_path / "s.har", hars.entry(f"https://a.shop.example/?m={mail}", "3.91.20.4"))
    marks = tmp_path / "marks.jsonl"
    begun = (("install", 1), ("동의(필수)", 2))
    marks.write_text(
        "".join(json.dumps({"at": f"20{year:02}-01-01T00:00:00Z", "phase": name}) + "\n" for name, year in begun)
    )
    assert run("replay", capture, "--phases", marks, "-o", tmp_path / "results" / "s").returncode == 0
    told = run("table", tmp_path / "results", "--phase", "install").stderr
    assert "warning: s.har: the phase '동의(필수)' speaks of consent" in told
    assert "warning: s.har: all 2 phase marks stand before its first exchange" in told
    korean = run("table", tmp_path / "results", "--phase", "install", "--lang", "ko").stderr
    assert "동의를 말하지만 동의와의 관계를 알려 주는 이름이 아님" in korean
    assert "speaks of consent" not in run("table", tmp_path / "results").stderr, "no phase was asked for"
