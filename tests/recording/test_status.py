"""A line reaches whoever listens; one that nobody takes is left out and stalls nothing."""

import fcntl
import json
import os
import select

import pytest

from trafficaudit.recording import status


def test_a_line_reaches_the_listener(monkeypatch: pytest.MonkeyPatch) -> None:
    ours, theirs = os.pipe()
    monkeypatch.setenv(status.DESCRIPTOR, str(theirs))
    status.tell("record", {"flows": 3})
    assert json.loads(os.read(ours, 4096)) == {"kind": "record", "flows": 3}
    status.tell("record", {"long": "x" * select.PIPE_BUF})
    for _ in range(10_000):
        status.tell("record", {"filler": "y" * 100})
    os.close(theirs)
    assert b"x" * 100 not in os.read(ours, 1 << 20)
    os.close(ours)


@pytest.mark.parametrize("number", ["", "abc", "99999", "-1", "٣"])
def test_nobody_listens(monkeypatch: pytest.MonkeyPatch, number: str) -> None:
    monkeypatch.setenv(status.DESCRIPTOR, number)
    status.tell("record", {"flows": 3})


def test_what_comes_is_waited_for_whatever_its_number() -> None:
    ours, theirs = os.pipe()
    high = fcntl.fcntl(ours, fcntl.F_DUPFD, 1500)
    try:
        assert not status.comes(high, 0.01)
        os.write(theirs, b"x")
        assert status.comes(high, 10)
        os.read(high, 1)
        os.close(theirs)
        assert status.comes(high, 10)
    finally:
        os.close(ours)
        os.close(high)
