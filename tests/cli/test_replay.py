"""The replay command in a process of its own."""

import json
from pathlib import Path

from support import flows, hars
from support.command import run


def test_json_summary_is_one_object(capture: Path, tmp_path: Path) -> None:
    done = run("replay", capture, "-o", tmp_path / "out", "--json")
    summary = json.loads(done.stdout)
    assert (summary["exchanges"], summary["gaps"]) == (1, 0)
    assert summary["coverage"]["tls refused"] is None


def test_a_disk_that_fills_leaves_no_half_result(capture: Path, tmp_path: Path) -> None:
    done = run("replay", capture, "-o", tmp_path / "out", limit=1500)
    assert done.returncode == 1, done.stderr
    assert "cannot be written" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out").exists()
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".out")]


def test_force_replaces_a_result(capture: Path, tmp_path: Path) -> None:
    assert run("replay", capture, "-o", tmp_path / "out").returncode == 0
    assert run("replay", capture, "-o", tmp_path / "out").returncode == 2
    assert run("replay", capture, "-o", tmp_path / "out", "--force").returncode == 0


def test_what_it_says_of_a_result_is_korean_where_asked(tmp_path: Path) -> None:
    har = hars.write(tmp_path / "c.har", hars.entry("https://b.example/", "no address"))
    done = run("replay", har, "--lang", "ko", "-o", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert "교신 1건" in done.stderr
    assert "누락 구간: " in done.stderr
    assert "시험용 인물이 주어지지 않음(--persona FILE)" in done.stderr
    for english in ("exchange", "gap:", "At least", "not counted", "No test person"):
        assert english not in done.stderr


def test_each_capture_gets_a_result_of_its_own(capture: Path, persona: Path, tmp_path: Path) -> None:
    other = hars.write(tmp_path / "other.har", hars.entry("https://b.example/", "8.8.8.8"))
    given = ("replay", capture, other, "--persona", persona, "--each", "-o", tmp_path / "root")
    done = run(*given, "--workers", "2", "--json")
    assert done.returncode == 0, done.stderr
    results = [Path(each["result"]) for each in json.loads(done.stdout)["results"]]
    assert [folder.parent for folder in results] == [tmp_path / "root"] * 2
    assert [folder.name.partition("-")[0] for folder in results] == ["s", "other"]
    assert run(*given).returncode == 2
    again = run(*given, "--force")
    assert again.stdout.splitlines() == list(map(str, results))
    assert again.stderr.count("1 exchange, ") == 2
    marks = tmp_path / "marks.csv"
    marks.write_text("at,phase\n")
    both = run(*given, "--force", "--workers", "2", "--scheduler", "tcp://127.0.0.1:1")
    assert (both.returncode, "the cluster has its own" in both.stderr) == (2, True)
    refused = run(*given, "--phases", marks)
    assert (refused.returncode, "--phases holds for one recording" in refused.stderr) == (2, True)


def test_where_nothing_can_be_proof_it_says_so(capture: Path, persona: Path, tmp_path: Path) -> None:
    nobody = run("replay", capture, "-o", tmp_path / "a").stderr
    assert "No test person was given (--persona FILE): nothing found is proof.\n" in nobody
    found = run("replay", capture, "--persona", persona, "-o", tmp_path / "b").stderr
    assert "test person" not in found
    another = tmp_path / "another.toml"
    another.write_text('[values]\nemail = ["nobody.at.all@example.net"]\n')
    wrong = run("replay", capture, "--persona", another, "-o", tmp_path / "c").stderr
    assert "No value of the test person was found: look whether the persona file is the one of this recording." in wrong


def test_a_register_that_lies_with_the_recording_is_named_and_not_taken(persona: Path, tmp_path: Path) -> None:
    folder = tmp_path / "shop"
    folder.mkdir()
    flows.write(folder / "traffic-0001.mitm", flows.flow(1, "/?e=seoyun.kim@hanbit.example"))
    assert run("seal", folder, "--persona", persona, "--offline").returncode == 0
    sealed = run("replay", f"{folder}.sealed", "-o", tmp_path / "b").stderr
    assert ": verification of the seal: valid, but incomplete or not yet confirmed\n" in sealed
    assert f"(--persona FILE; {folder}.sealed/bag/data/device/persona-register.toml lies with the recording)" in sealed
    (folder / "persona.toml").write_bytes(persona.read_bytes())
    beside = run("replay", folder, "-o", tmp_path / "a").stderr
    assert f"(--persona FILE; {folder / 'persona.toml'} lies with the recording): nothing found is proof." in beside
