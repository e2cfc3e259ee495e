"""Which signals end the program at once, and which nobody touches."""

import signal
from collections.abc import Iterator

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
