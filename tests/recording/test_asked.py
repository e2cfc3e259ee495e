"""A signal that comes while asyncio's pipe is full."""

import asyncio
import os
import signal

import pytest

from trafficaudit.recording.asked import heed


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # CPython says that the pipe is full
def test_it_is_not_lost() -> None:
    before, told = signal.getsignal(signal.SIGUSR1), list[str]()

    async def busy() -> None:
        loop = asyncio.get_running_loop()
        loop.add_signal_handler(signal.SIGUSR1, told.append, "asyncio")
        heed([signal.SIGUSR1], lambda: told.append("ours"))
        for _ in range(10_000):
            loop.call_soon_threadsafe(len, told)
        os.kill(os.getpid(), signal.SIGUSR1)
        await asyncio.sleep(0.1)
        assert told == ["ours"], "asyncio's pipe was not full: the test proves nothing"
        os.kill(os.getpid(), signal.SIGUSR1)
        await asyncio.sleep(0.1)
        loop.remove_signal_handler(signal.SIGUSR1)

    try:
        asyncio.run(busy())
    finally:
        signal.signal(signal.SIGUSR1, before)
    assert sorted(told) == ["asyncio", "ours", "ours"]


def test_what_nobody_handles_stays_as_it_is() -> None:
    before = signal.getsignal(signal.SIGUSR2)
    try:
        for left in (signal.SIG_DFL, signal.SIG_IGN):
            signal.signal(signal.SIGUSR2, left)
            heed([signal.SIGUSR2], lambda: None)
            assert signal.getsignal(signal.SIGUSR2) == left
    finally:
        signal.signal(signal.SIGUSR2, before)
