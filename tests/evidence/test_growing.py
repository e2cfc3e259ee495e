"""How a growing file began, read on from link to link."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.unlisted import unread

from trafficaudit.evidence import hashing
from trafficaudit.evidence.growing import Growing


@given(st.lists(st.binary(max_size=50), max_size=6))
def test_each_prefix_is_what_was_there(tmp_path_factory: pytest.TempPathFactory, pieces: list[bytes]) -> None:
    folder = tmp_path_factory.mktemp("growing")
    growing, whole = Growing(folder, ["phases.jsonl", "absent"]), b""
    for piece in pieces:
        whole += piece
        (folder / "phases.jsonl").write_bytes(whole)
        found = growing.prefixes()
        assert [(each.place, each.size, each.sha256) for each in found] == (
            [("capture/phases.jsonl", len(whole), hashing.digest_of(whole))] if whole else []
        )


def test_a_file_that_was_cut_is_read_from_its_beginning(tmp_path: Path) -> None:
    growing = Growing(tmp_path, ["gaps.jsonl"])
    (tmp_path / "gaps.jsonl").write_bytes(b"abcdef")
    growing.prefixes()
    (tmp_path / "gaps.jsonl").write_bytes(b"xyz")
    assert growing.prefixes()[0].sha256 == hashing.digest_of(b"xyz")


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_bytes(b"secret")
    (tmp_path / "gaps.jsonl").symlink_to("elsewhere")
    assert not Growing(tmp_path, ["gaps.jsonl"]).prefixes()


def test_a_file_that_cannot_be_read_is_not_taken_for_one_that_is_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The link would say of its file nothing, as of one that nobody wrote yet."""
    (tmp_path / "gaps.jsonl").write_bytes(b"abc")
    unread(monkeypatch, tmp_path / "gaps.jsonl")
    with pytest.raises(OSError, match="Input/output error"):
        Growing(tmp_path, ["absent", "gaps.jsonl"]).prefixes()
