"""Manifests are read exactly as they are written, and sha256sum reads them."""

import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.errors import EvidenceError
from trafficaudit.evidence import hashing, manifest, places

DIGEST = "0" * 64
NAMES = st.text("abcAZ09._-=@,+", min_size=1, max_size=8)
PATHS = st.lists(NAMES, min_size=1, max_size=3).map("/".join).filter(lambda path: not places.fault(path))


@given(st.dictionaries(PATHS, st.text("0123456789abcdef", min_size=64, max_size=64)))
def test_what_is_written_is_read(entries: dict[str, str]) -> None:
    assert manifest.parse(manifest.text(entries), 64) == entries


@given(st.binary(max_size=300))
def test_any_bytes_give_entries_or_our_error(content: bytes) -> None:
    try:
        entries = manifest.parse(content, 64)
    except EvidenceError:
        return
    assert sorted(manifest.text(entries).splitlines()) == sorted(content.splitlines())


LINES = st.one_of(
    st.tuples(st.text("0123456789abcdefA", min_size=63, max_size=65), st.sampled_from(["  ", " ", " *", "   "]),
              st.text("ab./ \n\r\0-é", max_size=6), st.sampled_from(["\n", "", "\r\n"])).map("".join),
    PATHS.map(lambda path: f"{DIGEST}  {path}\n"),
)  # fmt: skip


@given(st.lists(LINES, max_size=4).map("".join))
def test_a_list_taken_as_a_whole_is_the_one_read_line_by_line(text: str) -> None:
    try:
        expected = manifest._line_by_line(text.encode(), 64)
    except (EvidenceError, UnicodeDecodeError):
        with pytest.raises(EvidenceError):
            manifest.parse(text.encode(), 64)
    else:
        assert manifest.parse(text.encode(), 64) == expected


@pytest.mark.parametrize(
    "line",
    [
        f"{DIGEST} data/x\n",
        f"{DIGEST}  data/x",
        f"{DIGEST}  data/x\r\n",
        f"{DIGEST} *data/x\n",
        f"{DIGEST.upper().replace('0', 'A')}  data/x\n",
        f"{DIGEST}  data/../x\n",
        f"{DIGEST}  data/..\n",
        f"{DIGEST}  .\n",
        f"{DIGEST}  {'x' * 1025}\n",
        f"{DIGEST}  x\n{DIGEST}  {'x' * 1025}\n",
        f"{DIGEST}  /x\n",
        f"{DIGEST}  data/x\n{DIGEST}  data/x\n",
        f"{DIGEST[1:]}  data/x\n",
        f"{DIGEST}  data/\x00x\n",
        f"{DIGEST}  data/é\n",
        "\n",
    ],
)
def test_what_is_not_of_the_form_is_refused(line: str) -> None:
    with pytest.raises(EvidenceError):
        manifest.parse(line.encode(), 64)


def test_sha256sum_checks_it(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data/x").write_bytes(b"x")
    manifest.write(tmp_path / "m.txt", manifest.text({"data/x": hashing.sha256(tmp_path / "data/x")}))
    subprocess.run(["sha256sum", "-c", "--strict", "--quiet", "m.txt"], cwd=tmp_path, check=True)
    with pytest.raises(FileExistsError):
        manifest.write(tmp_path / "m.txt", b"")


def test_what_is_missing_or_a_link_is_said(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("absent")
    for name in ("absent", "link", "."):
        with pytest.raises(EvidenceError, match="missing"):
            manifest.read(tmp_path / name, 64)
