import mmap
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.errors import ReadError
from trafficaudit.readers.file import Trail, drop, mapped, printable, regular
from trafficaudit.redaction import visible


def test_only_regular_files_that_hold_something(tmp_path: Path) -> None:
    empty, pipe = tmp_path / "empty", tmp_path / "pipe"
    empty.touch()
    os.mkfifo(pipe)
    for path, reason in ((empty, "empty"), (pipe, "regular"), (tmp_path, "regular"), (tmp_path / "no", "No such")):
        with pytest.raises(ReadError, match=reason):
            regular(path)
    with pytest.raises(ReadError):
        regular(Path("a\0b"))


def test_pages_that_were_given_back_are_read_again(tmp_path: Path) -> None:
    path = tmp_path / "big"
    data = os.urandom(mmap.PAGESIZE) * 5000
    path.write_bytes(data)
    with path.open("rb") as file, mapped(file) as buffer:
        trail = Trail(buffer)
        for at in range(0, len(data), 1 << 20):
            assert buffer[at : at + 100] == data[at : at + 100]
            trail.reach(at)
        drop(buffer, 5, len(data) - 5)
        assert buffer[:] == data
    drop(b"no map", 0, 6)


def test_text_is_safe_to_show() -> None:
    assert printable("상점 a") == "상점 a"
    assert printable("a\x1b\n\u202e\ud800") == "a����"


@given(st.text(max_size=20) | st.text("가a.\u3164\ufe0f\ufe01\u00a0\u2028\u202e\ud800", max_size=20))
def test_tables_show_a_name_as_readers_give_it(text: str) -> None:
    assert visible(printable(text)) == printable(text), (
        "or a phase would stand elsewhere in a report than in its replay"
    )
