"""What becomes of every exchange of some captures, made in this process or in several, in the order of the recording.

Exchanges do not depend on each other. Where there are several processes, captures are cut into jobs: a slice of a flow
file, which the other process reads by itself, or some exchanges that were read here. A job is a pure function of the
request and of what the capture tells as a whole, whichever process does it, and answers are taken back in the order of
the jobs: the results are those of one process. Who does them is a crew: processes of this computer (``processes.py``)
or a cluster (``cluster.py``).
"""

import os
import pickle
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, closing
from dataclasses import replace
from functools import partial
from typing import NamedTuple, Protocol

from trafficaudit import together
from trafficaudit.examine import Examiner
from trafficaudit.model import Capture, Exchange, Gap
from trafficaudit.network import Introduced, Network
from trafficaudit.readers import Items, Slice, Source
from trafficaudit.readers.phases import read_phases
from trafficaudit.recipe import Request
from trafficaudit.tables import cuts
from trafficaudit.tables.rows import Rows, rows

type Made = tuple[int, Rows | Gap | None]
"""Which capture, counted from 0, and what became of one item of it; ``None`` after its last one."""

_TOLD = 1 << 20
"""Bytes of what a capture tells as a whole that go along with each job; where there are more, each process looks."""
_EXCHANGES, _BYTES = 64, 4 << 20
"""Exchanges that were read here and go into one job at most, and the bytes of bodies after which one is full."""
_WORTH = 16 << 20
"""Bytes of captures from which on the work takes longer than it takes to start further processes."""
_MOST = 4
"""Processes that nobody asked for: each takes some hundred MB."""


class Job(NamedTuple):
    """A part of the work.

    Args:
        number: which capture.
        told: the capture as it was opened, without its exchanges: what it tells as a whole.
        work: what is to be examined.
        last: whether it is the capture's last job, which also says what is missing from it.
    """

    number: int
    told: bytes
    work: Slice | tuple[Exchange | Gap, ...]
    last: bool


class Answer(Protocol):
    """What will become of a job."""

    def result(self) -> list[Made]:
        """Wait for it; raises what the job raised, and ``WorkerError`` where nobody is there to do it."""


class Crew(NamedTuple):
    """Those who do jobs: how one is handed over, and how many are before the first answer is waited for."""

    submit: Callable[[Job], Answer]
    ahead: int


def examiner_of(request: Request) -> Examiner:
    """Build the examiner that a request asks for; raises what ``Examiner`` raises, and ``ReadError`` for the phases."""
    marks = read_phases(request.phases) if request.phases else None
    return Examiner(request.persona, request.geoip, request.recipients, request.app, marks, observer=request.observer)


def suited(sources: Sequence[Source]) -> int:
    """Say how many processes suit captures on this computer: one where there is little to do."""
    if sum(source.capture.size for source in sources) < _WORTH:
        return 1
    return min(os.cpu_count() or 1, _MOST)


def examined(
    sources: Sequence[Source], examiner: Examiner, crew: AbstractContextManager[Crew] | None = None
) -> Generator[Made]:
    """Give what becomes of every exchange and gap of the captures, in order.

    Args:
        sources: the captures, opened.
        examiner: examines here where there is no crew; learns from all of them when the captures were recorded.
        crew: who does the jobs; this process alone where there is none.

    Raises:
        ReadError: a capture cannot be read, or is no longer what it was when it was opened.
        WorkerError: one of the crew ended before its work was done.
    """
    return _here(sources, examiner) if crew is None else _elsewhere(crew, sources, examiner)


def _here(sources: Sequence[Source], examiner: Examiner) -> Generator[Made]:
    for number, source in enumerate(sources):
        missing = examiner.learn(source)
        yield from _made(number, source.items(), source.capture, examiner)
        yield from ((number, gap) for gap in missing)
        yield number, None


def _made(number: int, items: Iterable[Exchange | Gap], capture: Capture, examiner: Examiner) -> Iterator[Made]:
    for found in examiner.each(items, capture):
        if isinstance(found, Gap):
            yield number, found
            continue
        made = rows(found.exchange, found.destination, found.decoded, found.findings, found.telling, names=found.names)
        yield number, made._replace(assumed=found.assumed)
        told = cuts.gaps(found.exchange, found.decoded, found.findings, found.lacking)
        yield from ((number, gap) for gap in told)


def _elsewhere(crew: AbstractContextManager[Crew], sources: Sequence[Source], examiner: Examiner) -> Generator[Made]:
    # Closed here, whatever happens: a capture that is being cut is an open file.
    with closing(jobs(sources, examiner)) as todo, crew as ready:
        for made in _in_turn(ready, todo):
            for number, item in made:
                if isinstance(item, Rows):
                    examiner.locator.recorded(item.exchange.started_at)
                yield number, item


def _in_turn(crew: Crew, todo: Iterable[Job]) -> Iterator[list[Made]]:
    waiting: deque[Answer] = deque()
    for job in todo:
        waiting.append(crew.submit(job))
        if len(waiting) > crew.ahead:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def jobs(sources: Sequence[Source], examiner: Examiner) -> Generator[Job]:
    """Cut captures into jobs, in order; each has at least one.

    Args:
        sources: the captures, opened.
        examiner: looks here what each capture names, once for all.

    Raises:
        ReadError: one cannot be read.
    """
    for number, source in enumerate(sources):
        told = _told(source, examiner)
        held: Slice | tuple[Exchange | Gap, ...] = ()
        for work in _works(source):
            if held:
                yield Job(number, told, held, last=False)
            held = work
        yield Job(number, told, held, last=True)


def _works(source: Source) -> Iterator[Slice | tuple[Exchange | Gap, ...]]:
    held, size = list[Exchange | Gap](), 0
    for item in source.slices():
        whole = isinstance(item, Exchange | Gap)
        if held and (not whole or len(held) >= _EXCHANGES or size >= _BYTES):
            yield tuple(held)
            held, size = [], 0
        if isinstance(item, Exchange | Gap):
            held.append(item)
            size += together.size(item) if isinstance(item, Exchange) else 0
        else:
            yield item
    if held:
        yield tuple(held)


def _told(source: Source, examiner: Examiner) -> bytes:
    network = source.network()
    introduced = examiner.introduced(source, network)
    network = replace(network, introduced=introduced)
    light = replace(source, read=_nothing, cut=None)
    told = pickle.dumps(replace(light, network=partial(_known, network), files=()))
    if len(told) <= _TOLD:
        return told
    return pickle.dumps(replace(light, network=partial(_looked, source.network, introduced)))


def _nothing() -> Items:
    return iter(())


def _known(network: Network) -> Network:
    return network


def _looked(look: Callable[[], Network], introduced: Introduced) -> Network:
    """Look again at what was too much to hand over, but for what the capture names: nothing is read twice for that."""
    return replace(look(), introduced=introduced)


class _Bench(threading.local):
    """What a thread of a process keeps from job to job: its examiner, and the capture of which that has learnt."""

    request: Request | None = None
    examiner: Examiner
    told: bytes | None = None
    source: Source
    missing: tuple[Gap, ...] = ()


_BENCH = _Bench()


def work(request: Request, job: Job) -> list[Made]:
    """Do a job, in whatever process.

    Raises:
        AuditError: what ``examiner_of`` raises; ``ReadError`` where the capture is no longer what it was.
    """
    bench = _BENCH
    examiner = bench_of(request)
    if bench.told != job.told:
        bench.told = None
        bench.source = pickle.loads(job.told)  # noqa: S301 - made by this very program (cluster.py says whom it trusts)
        bench.missing = examiner.learn(bench.source)
        for file in bench.source.files:  # what it looked at by itself: on another computer it may be another file
            file.confirm()
        bench.told = job.told
    items = job.work if isinstance(job.work, tuple) else job.work.items()
    made = list(_made(job.number, items, bench.source.capture, examiner))
    if job.last:
        made += [*((job.number, gap) for gap in bench.missing), (job.number, None)]
    return made


def bench_of(request: Request) -> Examiner:
    """Give this thread's examiner for a request; raises what ``examiner_of`` raises."""
    if request != _BENCH.request:
        _BENCH.request = _BENCH.told = None
        _BENCH.examiner = examiner_of(request)
        _BENCH.request = request
    return _BENCH.examiner
