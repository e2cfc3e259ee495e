"""Files that a recording is made with are looked at before it begins."""

from pathlib import Path

import pytest
from support.command import run

BAD = (
    ("--persona", '[values]\nemial = ["a@b.example"]\n', 2, "has an unknown category 'emial' (did you mean email"),
    ("--geoip", "no database", 3, "is a text file (give the binary edition"),
    ("--recipients", "no map", 3, "is not TOML"),
)


@pytest.mark.parametrize(("option", "content", "code", "said"), BAD)
@pytest.mark.parametrize("more", [(), ("--no-live",)])
def test_a_file_that_cannot_be_used_keeps_a_recording_from_beginning(
    option: str, content: str, code: int, said: str, more: tuple[str, ...], tmp_path: Path
) -> None:
    """As ``replay`` says it, in one line with its exit code, and nothing is left behind."""
    file = tmp_path / "file"
    file.write_text(content)
    asked = ("--app", "x", "--no-check", "--offline", "--listen", "127.0.0.1", *more)
    done = run("record", *asked, option, file, "-o", tmp_path / "c")
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (code, "", 1), done.stderr
    assert said in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_digest_without_a_register_is_wrong_use(tmp_path: Path) -> None:
    done = run("record", "--app", "x", "--no-check", "--offline", "--persona-digest-only", "-o", tmp_path / "c")
    assert done.returncode == 2
    assert "--persona-digest-only needs --persona" in done.stderr
