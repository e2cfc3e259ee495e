import doctest
import os
import socket
import threading
from pathlib import Path

import pytest

from trafficaudit import special
from trafficaudit.declarations.load import load as load_declaration
from trafficaudit.declarations.policy import read_policy
from trafficaudit.destinations.companies import load as load_recipients
from trafficaudit.destinations.databases import UserDatabase
from trafficaudit.destinations.pins import read as read_pins
from trafficaudit.errors import AuditError, DestinationError, PersonaError, ReadError, RecordError
from trafficaudit.persona.file import load as load_persona
from trafficaudit.readers.phases import read_phases
from trafficaudit.recording.folder import read_description
from trafficaudit.special import opened


def test_the_examples_in_the_docstrings_hold() -> None:
    assert doctest.testmod(special).failed == 0


def made(folder: Path, kind: str) -> Path:
    path = folder / "capture.json"
    if kind == "a pipe":
        os.mkfifo(path)
    elif kind == "a socket":
        with socket.socket(socket.AF_UNIX) as end:
            end.bind(str(path))
    else:
        path.symlink_to("/dev/zero")
    return path


@pytest.mark.parametrize("kind", ["a pipe", "a socket", "a terminal or another device"])
def test_what_may_never_end_is_not_opened(tmp_path: Path, kind: str) -> None:
    path = made(tmp_path, kind)
    with pytest.raises(OSError, match=f"it is {kind}, not a file"):
        opened(path)


def test_a_file_a_link_to_one_and_what_is_not_there_are_as_ever(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"x")
    (tmp_path / "link").symlink_to("file")
    (tmp_path / "loop").symlink_to("loop")
    for name in ("file", "link"):
        with opened(tmp_path / name) as file:
            assert file.read() == b"x"
    for name in ("gone", "loop", "gone\0"):
        assert special.special(tmp_path / name) == ""
        with pytest.raises((OSError, ValueError)):
            opened(tmp_path / name)


READ = [
    (load_persona, PersonaError),
    (read_phases, ReadError),
    (load_recipients, DestinationError),
    (UserDatabase, DestinationError),
    (read_pins, DestinationError),
    (load_declaration, ReadError),
    (read_policy, ReadError),
    (lambda path: read_description(path.parent), RecordError),
]


@pytest.mark.parametrize(("read", "error"), READ)
def test_whatever_is_read_refuses_a_pipe(tmp_path: Path, read: object, error: type[AuditError]) -> None:
    path = made(tmp_path, "a pipe")
    # Where one is opened nevertheless the test ends, and fails: somebody writes to it.
    rescue = threading.Timer(20, lambda: os.close(os.open(path, os.O_RDWR)))
    rescue.start()
    try:
        with pytest.raises(error, match="it is a pipe, not a file") as told:
            read(path)  # type: ignore[operator]
        assert "capture.json" in str(told.value)
    finally:
        rescue.cancel()
