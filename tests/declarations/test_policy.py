"""Every policy that we wrote ourselves, against its golden declaration (``make policies`` writes them anew)."""

from pathlib import Path

import pytest
from support.policies import DEMO, FOLDER, PDFS, SHAPES, confirmed, drafted

from trafficaudit.declarations import draft, policy
from trafficaudit.declarations.policy import read_policy
from trafficaudit.errors import ReadError


@pytest.mark.parametrize("path", SHAPES, ids=lambda path: path.name)
def test_the_draft_is_the_golden_one(path: Path) -> None:
    assert drafted(path) == path.with_name(path.name + ".yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", PDFS)
def test_the_pdfs_are_what_their_source_makes(name: str) -> None:
    assert (FOLDER / name).read_bytes() == PDFS[name]()


def test_the_demo_s_declaration_is_its_policy_s_draft_with_every_row_confirmed() -> None:
    assert (DEMO / "declaration.yaml").read_text(encoding="utf-8") == confirmed()


def test_there_are_many_shapes() -> None:
    assert len(SHAPES) >= 11


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("bad_no_table.html", "has no table of transfers abroad"),
        ("bad_domestic.txt", "names recipients and no country"),
        ("bad_scanned.pdf", r"is scanned: its pages are pictures without text .*ocrmypdf"),
    ],
)
def test_a_policy_that_cannot_be_read_says_why(name: str, said: str) -> None:
    with pytest.raises(ReadError, match=said):
        draft(*read_policy(FOLDER / name), [])


def test_what_is_no_policy_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ReadError, match="cannot be opened"):
        read_policy(tmp_path / "absent.html")
    with pytest.raises(ReadError, match="cannot be opened"):
        read_policy(tmp_path)
    (tmp_path / "empty.txt").write_bytes(b" \n")
    with pytest.raises(ReadError, match="is empty"):
        read_policy(tmp_path / "empty.txt")
    monkeypatch.setattr(policy, "MAX_SIZE", 10)
    (tmp_path / "large.txt").write_bytes(b"x" * 11)
    with pytest.raises(ReadError, match="is larger than"):
        read_policy(tmp_path / "large.txt")


def test_the_kind_is_told_by_the_bytes_before_the_ending(tmp_path: Path) -> None:
    for name, data, kind in [
        ("a.txt", b"<!DOCTYPE html><p>x", "html"),
        ("a.txt", b"< 5 items", "txt"),
        ("a.html", b"text only", "html"),
        ("a", b"\xff\xfe<\0h\0t\0m\0l\0>\0", "html"),
    ]:
        (tmp_path / name).write_bytes(data)
        assert read_policy(tmp_path / name)[1].kind == kind
