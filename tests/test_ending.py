"""Which signals end the program at once, and which nobody touches; with what code a command ends."""

import signal
from collections.abc import Callable, Iterator

import pytest

from trafficaudit import ending


@pytest.fixture(autouse=True)
def _handlers() -> Iterator[None]:
    before = {number: signal.getsignal(number) for number in ending.ENDING}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def test_what_somebody_handles_or_ignores_is_left_to_them() -> None:
    def mine(*_: object) -> None: ...

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, mine)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
    ending.ready()
    assert [signal.getsignal(number) for number in ending.ENDING] == [signal.SIG_IGN, mine, ending.end_at_once]
    assert [ending.unclaimed(number) for number in ending.ENDING] == [False, False, True]


def _raising(error: BaseException) -> Callable[[], object]:
    def command() -> None:
        raise error

    return command


def test_the_exit_code_is_the_one_that_a_command_leaves_with(capsys: pytest.CaptureFixture[str]) -> None:
    left = [
        SystemExit(),
        SystemExit(None),
        SystemExit(0),
        SystemExit(3),
        SystemExit("a last word"),
        ValueError("a bug"),
    ]
    assert [ending.code_of(_raising(each)) for each in left] == [0, 0, 0, 3, 1, 1]
    said = capsys.readouterr().err.splitlines()
    assert (said[0], said[1], said[-1]) == ("a last word", "Traceback (most recent call last):", "ValueError: a bug")
    assert ending.code_of(lambda: "what a command gives is no code") == 0
