"""The jobs of ``workers.py`` in processes of this computer, which end with the one that started them."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing.process import BaseProcess

from trafficaudit import cycles
from trafficaudit.ending import ENDING
from trafficaudit.errors import AuditError, ReadError, WorkerError
from trafficaudit.readers import vanished
from trafficaudit.recipe import Request
from trafficaudit.workers import Crew, bench_of, work


@contextmanager
def crew(request: Request) -> Iterator[Crew]:
    """Give those who do the jobs: ``request.workers`` processes.

    Raises:
        WorkerError: one of them ended before its work was done.
        ReadError: one of them found that a capture was cut short meanwhile.
    """
    context = multiprocessing.get_context("spawn")
    with _untold():
        pool = ProcessPoolExecutor(request.workers, context, initializer=_begin)
    started = list[BaseProcess]()
    try:
        with _undisturbed():
            others = set(multiprocessing.active_children())
            for _ in range(request.workers):
                pool.submit(_warm, request)  # while this process looks through the first capture
            started += set(multiprocessing.active_children()) - others
        yield Crew(lambda job: pool.submit(work, request, job), 2 * request.workers)
    except BrokenProcessPool:
        pool.shutdown(cancel_futures=True)  # how they ended is known only then
        raise _ended(request, started) from None
    finally:
        pool.shutdown(cancel_futures=True)


@contextmanager
def _untold() -> Iterator[None]:
    """Have the process that Python starts beside a pool, to tidy up semaphores, do so without a word.

    It speaks up where this one ends at once (``vanished.py``, a lack of memory): below the line that says why.
    """
    name, before = "PYTHONWARNINGS", os.environ.get("PYTHONWARNINGS")
    quiet = "ignore::UserWarning:multiprocessing.resource_tracker"
    os.environ[name] = f"{before},{quiet}" if before else quiet
    try:
        yield
    finally:
        if before is None:
            del os.environ[name]
        else:
            os.environ[name] = before


def _ended(request: Request, started: Sequence[BaseProcess]) -> AuditError:
    """Say why processes ended that should not have: what a capture did to one, or what nobody knows."""
    codes = {process.exitcode for process in started}
    if vanished.CODE in codes:
        name = str(request.captures[0]) if len(request.captures) == 1 else "one of the captures"
        return ReadError(vanished.TOLD, name, vanished.REMEDY)
    if vanished.ELSEWHERE in codes:
        return ReadError(vanished.FAILED, remedy=vanished.CHECK)
    return WorkerError(
        "ended before its part of the captures was examined",
        "a worker process",
        "give it more memory, or ask for fewer workers",
    )


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Hold signals back while processes are started: one of half of what it needs would end with a traceback.

    They inherit that Ctrl-C is blocked, which otherwise ends them in the midst of their imports. Here it does not do to
    block it: any other thread would take the signal.
    """
    handled = {number: signal.getsignal(number) for number in ENDING if callable(signal.getsignal(number))}
    if not handled or threading.current_thread() is not threading.main_thread():
        yield
        return
    asked: list[int] = []
    for number in handled:
        signal.signal(number, lambda number, frame: asked.append(number))
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        for number, handler in handled.items():
            signal.signal(number, handler)
    if asked:
        signal.raise_signal(asked[0])


def _warm(request: Request) -> None:
    """Have a process load and build what its jobs need; what goes wrong comes up again in the first of them."""
    bench_of(request)


def _begin() -> None:
    """Have a process of the pool end with the one that started it, and leave Ctrl-C to that one."""
    cycles.seldom()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_follow, daemon=True).start()


def _follow() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
