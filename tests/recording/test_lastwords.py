"""What is said last is said on a full disk, too."""

import os
from pathlib import Path

import pytest
from support.disks import run_on_small_disk

from trafficaudit.recording.lastwords import NAME, LastWords, read


def test_it_is_read_back_and_nothing_said_is_nothing(tmp_path: Path) -> None:
    assert read(tmp_path) == "", "there is none"
    words = LastWords(tmp_path)
    assert read(tmp_path) == ""
    assert (tmp_path / NAME).stat().st_mode & 0o777 == 0o600
    opened = words._file
    words.say("the recording cannot go on: No space left on device")
    words.close()
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(opened)
    assert read(tmp_path) == "the recorder ended the proxy: the recording cannot go on: No space left on device"
    other = os.open(tmp_path / "other", os.O_RDWR | os.O_CREAT)
    words.say("nobody listens any more")
    os.close(other)
    assert (tmp_path / "other").read_bytes() == b"", "the number of a closed file is another one's"


def test_what_is_said_is_shown_on_one_line_and_in_bounds(tmp_path: Path) -> None:
    words = LastWords(tmp_path)
    words.say("a\x1b[31m\nb" + "c" * 10_000)
    words.close()
    assert read(tmp_path).startswith("the recorder ended the proxy: a[31mbccc")
    assert len(read(tmp_path)) < 600


def test_there_is_room_on_a_full_disk(tmp_path: Path) -> None:
    script = (
        f"cd {Path(__file__).resolve().parents[2]} && "
        'python -c "import sys; from pathlib import Path; from trafficaudit.recording.lastwords import *; '
        "folder = Path(sys.argv[1]); words = LastWords(folder)\n"
        "try:\n"
        "    with (folder / 'ballast').open('wb', buffering=0) as file:\n"
        "        while file.write(bytes(4096)): pass\n"
        "except OSError as error: print(error.errno)\n"
        'words.say(\'the disk is full\'); print(read(folder))" "$0"'
    )
    done = run_on_small_disk(tmp_path / "disk", "64k", script)
    assert done.stdout == "28\nthe recorder ended the proxy: the disk is full\n", done.stderr
