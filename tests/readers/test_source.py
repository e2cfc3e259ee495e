import hashlib
import mmap
import os
from pathlib import Path

import pytest

from trafficaudit.errors import ReadError
from trafficaudit.readers.source import Trail, describe, drop, foreign, mapped, printable, regular, unreadable


def test_describes_a_file_by_its_bytes_and_its_name(tmp_path: Path) -> None:
    path = tmp_path / "a.b.mitm"
    path.write_bytes(b"abc")
    capture, digest = describe(path, "x"), hashlib.sha256(b"abc").hexdigest()
    assert (capture.id, capture.name) == (f"a.b-{digest[:8]}", "a.b.mitm")
    assert (capture.sha256, capture.size, capture.format) == (digest, 3, "x")


def test_only_regular_files_that_hold_something(tmp_path: Path) -> None:
    empty, pipe = tmp_path / "empty", tmp_path / "pipe"
    empty.touch()
    os.mkfifo(pipe)
    for path, reason in ((empty, "empty"), (pipe, "regular"), (tmp_path, "regular"), (tmp_path / "no", "No such")):
        with pytest.raises(ReadError, match=reason):
            regular(path)
    with pytest.raises(ReadError):
        regular(Path("a\0b"))


@pytest.mark.parametrize(
    ("head", "named"),
    [
        (b"\xd4\xc3\xb2\xa1\x02\x00", "pcap packet capture"),
        (b"\x0a\x0d\x0d\x0a", "pcapng"),
        (b"PK\x03\x04", "ZIP"),
        (b"\xff\xfe{\x00", "UTF-16"),
        (b"\x1b[31m\x00", r"\\x1b\[31m\\x00"),
    ],
)
def test_says_what_a_file_is(head: bytes, named: str) -> None:
    with pytest.raises(ReadError, match=named) as caught:
        raise unreadable(Path("x"), head)
    assert str(caught.value).isprintable()
    assert foreign(head) == (not head.startswith(b"\x1b"))


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
