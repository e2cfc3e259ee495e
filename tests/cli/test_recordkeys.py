"""The keys of a recording; ``tests/addons/test_interfaces.py`` presses them on a terminal."""

import io
import os
from pathlib import Path

import pytest
from rich.console import Console

from trafficaudit.cli import recordkeys, recordscreen
from trafficaudit.recording import control


def press(key: bytes, folder: Path) -> tuple[bool, list[int], str]:
    said = io.StringIO()
    reading, writing = os.pipe()
    try:
        os.write(writing, key)
        os.close(writing)
        keys = [reading]
        ends = recordkeys.pressed(keys, folder, Console(file=said))
        return ends, keys, said.getvalue()
    finally:
        os.close(reading)


def test_one_key_ends_it_and_others_do_nothing(tmp_path: Path) -> None:
    assert press(recordscreen.QUIT.encode(), tmp_path)[0]
    for other in (b"x", b"\xff"):
        ends, keys, said = press(other, tmp_path)
        assert (ends, len(keys), said) == (False, 1, "")


def test_a_terminal_that_is_gone_is_asked_no_more(tmp_path: Path) -> None:
    assert press(b"", tmp_path)[:2] == (False, [])


def test_each_phase_has_its_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[tuple[Path, str]] = []
    monkeypatch.setattr(control, "send", lambda folder, name: sent.append((folder, name)))
    for key in recordscreen.KEYS:
        assert not press(key.encode(), tmp_path)[0]
    assert sent == [(tmp_path, phase) for phase in control.PHASES]


def test_that_a_phase_could_not_be_marked_is_said(tmp_path: Path) -> None:
    ends, _, said = press(recordscreen.KEYS[0].encode(), tmp_path)
    assert not ends
    assert said.strip()


def test_without_a_terminal_there_are_no_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO())
    with recordkeys.terminal() as keys:
        assert keys == []
