"""Signals that end a recording in order, also where asyncio would lose them."""

import signal
from collections.abc import Callable, Iterable

ENDING = (signal.SIGTERM, signal.SIGHUP)


def heed(numbers: Iterable[signal.Signals], end: Callable[[], None]) -> None:
    """Have a function called at signals that asyncio handles already.

    Asyncio is told of a signal through a pipe of some hundred bytes, into which each line of mitmproxy's log puts one
    as well: while hundreds of connections end at once it is full, and a signal that comes then is lost (CPython,
    ``signal.set_wakeup_fd``). The handler of Python itself is called in any case.

    Args:
        numbers: the signals; one that nobody handles stays as it is.
        end: called from the handler, so it must be safe there, and once more where asyncio was told.
    """
    for number in numbers:
        if signal.getsignal(number) not in (signal.SIG_DFL, signal.SIG_IGN, None):
            signal.signal(number, lambda *_: end())
