"""The declare command in a process of its own."""

from pathlib import Path

from support.command import run
from support.policies import DEMO, FOLDER, drafted


def test_drafts_to_stdout_and_talks_to_stderr() -> None:
    done = run("declare", "from-policy", DEMO / "policy.html", "--recipients", DEMO / "recipients.toml", "--lang", "ko")
    assert done.returncode == 0, done.stderr
    assert done.stdout == drafted(DEMO / "policy.html")
    assert "6행, 항목 19개(알 수 없음 1)" in done.stderr
    assert "초안입니다" in done.stderr
    assert "참고: 18행의 표에서 '번호' 열을 이해하지 못함" in done.stderr


def test_writes_a_file_once(tmp_path: Path) -> None:
    target = tmp_path / "d.yaml"
    policy = FOLDER / "oak_columns_en.txt"
    done = run("declare", "from-policy", policy, "-o", target)
    assert (done.returncode, done.stdout) == (0, f"{target}\n")
    assert target.read_text(encoding="utf-8").startswith("# What the privacy policy declares")
    again = run("declare", "from-policy", policy, "-o", target)
    assert again.returncode == 2
    assert "exists already" in again.stderr
    assert run("declare", "from-policy", policy, "-o", target, "--force").returncode == 0
    assert run("declare", "from-policy", policy, "-o", tmp_path / "no" / "d.yaml").returncode == 1


def test_a_policy_is_not_replaced_by_its_draft(tmp_path: Path) -> None:
    policy = tmp_path / "policy.txt"
    policy.write_bytes((FOLDER / "oak_columns_en.txt").read_bytes())
    done = run("declare", "from-policy", policy, "-o", policy, "--force")
    assert (done.returncode, "would replace what it is made from" in done.stderr) == (1, True)
    assert policy.read_bytes() == (FOLDER / "oak_columns_en.txt").read_bytes()


def test_a_policy_that_cannot_be_read_ends_with_3_and_one_line(tmp_path: Path) -> None:
    for name in ("bad_no_table.html", "bad_domestic.txt", "bad_scanned.pdf"):
        done = run("declare", "from-policy", FOLDER / name)
        assert done.returncode == 3
        assert done.stdout == ""
        assert done.stderr.startswith("trafficaudit: ")
        assert done.stderr.count("\n") == 1
    assert run("declare", "from-policy", tmp_path / "absent.html").returncode == 3


def test_two_versions_of_a_policy(tmp_path: Path) -> None:
    later = DEMO / "declaration.yaml"
    earlier = tmp_path / "earlier.yaml"
    text = later.read_text(encoding="utf-8")
    assert text.count('code: "US"') > 0
    earlier.write_text(text.replace('code: "US"', 'code: "CN"'), encoding="utf-8")
    done = run("declare", "versions", earlier, later, "--lang", "ko")
    assert done.returncode == 0, done.stderr
    assert "추가" in done.stdout
    assert "이전되는 국가" in done.stdout
    same = run("declare", "versions", later, later, "--format", "json")
    assert (same.returncode, same.stdout.strip(), same.stderr) == (0, "[]", "0 differences.\n")
    assert run("declare", "versions", later, later).stdout == ""  # no heading over nothing
    once = tmp_path / "once.yaml"
    once.write_text(text.replace('retention: "90일"', 'retention: "91일"'), encoding="utf-8")
    assert run("declare", "versions", later, once).stderr == "1 difference.\n"


def test_versions_that_nobody_confirmed_are_refused(tmp_path: Path) -> None:
    draft = tmp_path / "draft.yaml"
    draft.write_text(drafted(DEMO / "policy.html"), encoding="utf-8")
    refused = run("declare", "versions", draft, DEMO / "declaration.yaml")
    assert refused.returncode == 2
    assert "is a draft" in refused.stderr
    taken = run("declare", "versions", draft, DEMO / "declaration.yaml", "--draft", "--format", "csv")
    assert taken.returncode == 0
    assert "unconfirmed draft" in taken.stderr


def test_a_label_is_drafted(tmp_path: Path) -> None:
    page, target = tmp_path / "page.txt", tmp_path / "label.yaml"
    page.write_text("수집되는 데이터\n개인 정보\n이름앱 기능\n", encoding="utf-8")
    done = run("declare", "from-label", page, "-o", target, "--lang", "ko")
    assert (done.returncode, done.stdout) == (0, f"{target}\n"), done.stderr
    assert "데이터 유형 1개" in done.stderr
    assert "참고: Google Play 데이터 보안 섹션" in done.stderr
    assert "section: collected" in target.read_text(encoding="utf-8")
    refused = run("declare", "from-label", FOLDER / "oak_columns_en.txt")
    assert (refused.returncode, refused.stdout) == (3, "")
    assert "has no label of a store" in refused.stderr
    mixed = run("declare", "versions", target, DEMO / "declaration.yaml", "--draft")
    assert "not of the same kind" in mixed.stderr
