"""The rows of every exchange of some captures, made in this process or in several, in the order of the recording.

Exchanges do not depend on each other. With several processes each one reads all the captures, which is the small part
of the work, and examines every so manieth block of what it reads. Blocks are taken back in turn, through one pipe each:
the order is that of one process, and a process that is ahead waits.
"""

import multiprocessing
import signal
from collections.abc import Generator, Iterator, Sequence
from contextlib import ExitStack
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import NamedTuple

from trafficaudit import readers
from trafficaudit.errors import AuditError, ReadError, WorkerError
from trafficaudit.examine import Examiner
from trafficaudit.model import Exchange, Gap
from trafficaudit.readers import Source
from trafficaudit.readers.phases import read_phases
from trafficaudit.recipe import Request
from trafficaudit.tables.rows import Rows, rows

BLOCK = 32
"""Exchanges that a process examines in a row."""

type Made = tuple[int, Rows | Gap]
"""Which capture, counted from 0, and what became of one item of it."""


class _Failure(NamedTuple):
    """An error of ours on its way from one process to another."""

    kind: type[AuditError]
    what: str
    where: str
    remedy: str


def examiner_of(request: Request) -> Examiner:
    """Build the examiner that a request asks for; raises what ``Examiner`` raises, and ``ReadError`` for the phases."""
    marks = read_phases(request.phases) if request.phases else None
    return Examiner(request.persona, request.geoip, request.recipients, request.app, marks, observer=request.observer)


def examined(request: Request, sources: Sequence[Source], examiner: Examiner) -> Generator[Made]:
    """Give what becomes of every exchange and gap of the captures, in order.

    Args:
        request: what is asked for; ``workers`` says in how many processes.
        sources: its captures, opened.
        examiner: examines here where there is one process; learns from all of them when the captures were recorded.

    Raises:
        ReadError: a capture cannot be read, or is no longer what it was when it was opened.
        WorkerError: a process ended before its work was done.
    """
    if request.workers == 1:
        return (_made(each, sources, examiner) for each in _items(sources, examiner))
    return _elsewhere(request, sources, examiner)


def _made(each: tuple[int, Exchange | Gap], sources: Sequence[Source], examiner: Examiner) -> Made:
    number, item = each
    if isinstance(item, Gap):
        return number, item
    found = examiner.examine(item, sources[number].capture)
    return number, rows(found.exchange, found.destination, found.decoded, found.findings)


def _items(sources: Sequence[Source], examiner: Examiner) -> Iterator[tuple[int, Exchange | Gap]]:
    for number, source in enumerate(sources):
        missing = examiner.learn(source)
        for item in source.items():
            yield number, item
        for gap in missing:
            yield number, gap


def _elsewhere(request: Request, sources: Sequence[Source], examiner: Examiner) -> Generator[Made]:
    digests = tuple(source.capture.sha256 for source in sources)
    context = multiprocessing.get_context("spawn")
    with ExitStack() as stack:
        running: list[tuple[BaseProcess, Connection]] = []
        for mine in range(request.workers):
            ours, theirs = context.Pipe(duplex=False)
            stack.callback(ours.close)
            process = context.Process(target=_work, args=(request, digests, mine, theirs), daemon=True)
            process.start()
            theirs.close()
            stack.callback(_end, process)
            running.append((process, ours))
        turn = 0
        while (block := _received(*running[turn % len(running)])) is not None:
            turn += 1
            for number, item in block:
                if not isinstance(item, Gap):
                    examiner.locator.recorded(item.exchange.started_at)
                yield number, item


def _received(process: BaseProcess, connection: Connection) -> list[Made] | None:
    """Take a block from a process; nothing where it says that there is none left."""
    try:
        message = connection.recv()
    except EOFError:
        process.join()
        raise WorkerError(
            f"ended with status {process.exitcode} before its part of the captures was examined",
            "a worker process",
            "give it more memory, or ask for fewer workers",
        ) from None
    if isinstance(message, _Failure):
        raise message.kind(message.what, message.where, message.remedy)
    return message  # type: ignore[no-any-return]


def _end(process: BaseProcess) -> None:
    process.terminate()
    process.join()


def _work(request: Request, digests: tuple[str, ...], mine: int, connection: Connection) -> None:
    """Examine one process's blocks and send them, then ``None``; an error of ours is sent in their place."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that started this one ends it
    try:
        for block in _blocks(request, digests, mine):
            connection.send(block)
        connection.send(None)
    except AuditError as error:
        connection.send(_Failure(type(error), error.what, error.where, error.remedy))
    except BrokenPipeError:
        pass  # nobody is there any more to whom it would matter


def _blocks(request: Request, digests: tuple[str, ...], mine: int) -> Iterator[list[Made]]:
    sources, examiner = readers.open_captures(request.captures), examiner_of(request)
    for path, source, digest in zip(request.captures, sources, digests, strict=True):
        if source.capture.sha256 != digest:
            raise ReadError("changed while it was being read", str(path), "replay it when its recording is finished")
    block: list[Made] = []
    for index, each in enumerate(_items(sources, examiner)):
        if index // BLOCK % request.workers == mine:
            block.append(_made(each, sources, examiner))  # now: what hooks told of a capture holds until the next one
            if index % BLOCK == BLOCK - 1:
                yield block
                block = []
    if block:
        yield block
