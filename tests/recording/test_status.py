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


def test_whoever_listened_and_is_gone_leaves_the_proxy_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    ours, theirs = os.pipe()
    monkeypatch.setenv(status.DESCRIPTOR, str(theirs))
    assert not status.is_alone()
    os.close(ours)
    assert status.is_alone()
    status.tell("record", {"flows": 3})
    os.close(theirs)


@pytest.mark.parametrize("number", [None, "", "abc", "99999", "9" * 30, "-1", "٣"])
def test_where_nobody_ever_listened_nobody_is_gone(monkeypatch: pytest.MonkeyPatch, number: str | None) -> None:
    monkeypatch.delenv(status.DESCRIPTOR, raising=False)
    if number is not None:
        monkeypatch.setenv(status.DESCRIPTOR, number)
    assert status.is_alone() is False


def test_a_line_of_exactly_what_a_pipe_takes_whole_is_told_and_one_more_byte_is_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ours, theirs = os.pipe()
    os.set_blocking(ours, False)
    monkeypatch.setenv(status.DESCRIPTOR, str(theirs))
    room = select.PIPE_BUF - len(json.dumps({"x": "", "kind": "k"})) - 1
    status.tell("k", {"x": "y" * room})
    assert len(os.read(ours, 1 << 20)) == select.PIPE_BUF
    status.tell("k", {"x": "y" * (room + 1)})
    with pytest.raises(BlockingIOError):
        os.read(ours, 1 << 20)
    os.close(ours)
    os.close(theirs)
