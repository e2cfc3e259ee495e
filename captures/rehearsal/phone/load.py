"""Many small requests at once, each completion in the ledger as soon as it is one.

A request is about 1.5 KB of JSON, an answer about 2 KB. The way over HTTP/1.1 goes without `Http1`: the phone must not
be what limits a measurement.
"""

import asyncio
import hashlib
import itertools
import time
from collections.abc import Iterator
from dataclasses import dataclass

from captures.rehearsal.ledger import COMPLETE, ID_HEADER, NOTHING, Ledger, PhoneRow, now
from captures.rehearsal.phone.call import HTTP1, HTTP2, Call, Progress
from captures.rehearsal.phone.network import Network
from captures.rehearsal.phone.web import AGENT, Http2
from captures.rehearsal.phone.wire import Wire

PATH = "/load/batch"

_BODY = '{{"id": "{}", "event": "view", "items": "{}"}}'
_ITEMS = "SKU-20418 " * 144
_TIMEOUT = 30.0
_PAUSE = 0.02


@dataclass(frozen=True, slots=True)
class Load:
    """What to send.

    Args:
        workers: how many send at once, each on a connection of its own.
        seconds: when to stop.
        count: how many requests to send at most; 0 for no bound.
        http2: send over HTTP/2.
        reconnect: make a new connection for each request.
        stop_when_broken: a worker ends at its first failure instead of trying again after 20 ms until the deadline.
        host: to whom.
        phase: what the ledger says.
    """

    workers: int = 8
    seconds: float = 5.0
    count: int = 0
    http2: bool = False
    reconnect: bool = False
    stop_when_broken: bool = False
    host: str = "in.orchid-analytics.example"
    phase: str = "browse"


@dataclass(frozen=True, slots=True)
class Result:
    """How it went: numbers of requests, wall time in seconds, and this process's CPU time in seconds."""

    completed: int
    failed: int
    seconds: float
    cpu: float

    @property
    def rate(self) -> float:
        """Give completed requests per second."""
        return self.completed / self.seconds


@dataclass(slots=True)
class _State:
    plan: Load
    network: Network
    ledger: Ledger
    name: str
    deadline: float
    numbers: Iterator[int]
    completed: int = 0
    failed: int = 0


async def load(plan: Load, network: Network, ledger: Ledger, name: str) -> Result:
    """Send until the deadline or the count. The proxy may die and come back meanwhile.

    A row whose ``request_size`` is 0 failed before anything was sent.
    """
    started, cpu = time.monotonic(), time.process_time()
    numbers = itertools.count(1) if not plan.count else iter(range(1, plan.count + 1))
    state = _State(plan, network, ledger, name, started + plan.seconds, numbers)
    async with asyncio.TaskGroup() as tasks:
        for _ in range(plan.workers):
            tasks.create_task(_work(state))
    seconds = time.monotonic() - started
    return Result(state.completed, state.failed, seconds, time.process_time() - cpu)


async def _work(state: _State) -> None:
    sender: _Sender | None = None
    try:
        while (left := state.deadline - time.monotonic()) > 0:
            number = next(state.numbers, 0)
            if not number:
                return
            one = _One(f"{state.name}-load-{number:07}", state.plan)
            try:
                async with asyncio.timeout(min(_TIMEOUT, left + 5)):
                    if sender is None:
                        sender = await _connect(state)
                    await sender.send(one)
            except (OSError, ValueError, TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError) as error:
                state.failed += 1
                state.ledger.add(one.row(f"failed: {str(error) or type(error).__name__}"))
                if sender is not None:
                    sender.abort()
                    sender = None
                if state.plan.stop_when_broken:
                    return
                await asyncio.sleep(_PAUSE)
                continue
            state.ledger.add(one.row(COMPLETE))
            state.completed += 1
            if state.plan.reconnect:
                await sender.close()
                sender = None
    finally:
        if sender is not None:
            await sender.close()


class _One:
    """One request, from its start to its row."""

    __slots__ = ("_monotonic", "_plan", "_wall", "answer", "body", "identity", "sent", "status")

    def __init__(self, identity: str, plan: Load) -> None:
        self.identity, self._plan = identity, plan
        self.body = _BODY.format(identity, _ITEMS).encode()
        self.answer, self.status, self.sent = (0, NOTHING), 0, False
        self._wall, self._monotonic = now(), time.monotonic()

    def answered(self, status: int, data: bytes) -> None:
        self.status = status
        self.answer = len(data), hashlib.sha256(data).hexdigest()

    def row(self, outcome: str) -> PhoneRow:
        return PhoneRow(
            id=self.identity,
            phase=self._plan.phase,
            protocol="http/2" if self._plan.http2 else "http/1.1",
            method="POST",
            host=self._plan.host,
            path=PATH,
            request_size=len(self.body) if self.sent else 0,
            request_sha256=hashlib.sha256(self.body).hexdigest() if self.sent else NOTHING,
            response_size=self.answer[0],
            response_sha256=self.answer[1],
            status=self.status,
            started_at=self._wall,
            completed_at=now(),
            started_monotonic=self._monotonic,
            completed_monotonic=time.monotonic(),
            outcome=outcome,
        )


class _Sender:
    """A connection that sends one request after the other."""

    def __init__(self, wire: Wire, plan: Load) -> None:
        self._wire, self._plan = wire, plan
        fields = f"host: {plan.host}\r\nuser-agent: {AGENT}\r\ncontent-type: application/json\r\n"
        self._head = f"POST {PATH} HTTP/1.1\r\n{fields}{ID_HEADER}: %b\r\ncontent-length: %d\r\n\r\n".encode()
        self._http2 = Http2(wire) if plan.http2 else None

    async def send(self, one: _One) -> None:
        if self._http2 is not None:
            await self._send_http2(self._http2, one)
            return
        reader = self._wire.reader
        self._wire.writer.write(self._head % (one.identity.encode(), len(one.body)) + one.body)
        one.sent = True
        head = await reader.readuntil(b"\r\n\r\n")
        at = head.lower().index(b"content-length:") + 15
        size = int(head[at : head.index(b"\r\n", at)])
        one.answered(int(head[9:12]), await reader.readexactly(size))

    async def _send_http2(self, client: Http2, one: _One) -> None:
        call = Call(HTTP2, self._plan.host, PATH, "POST", (("content-type", "application/json"),), one.body)
        progress = Progress()
        one.sent = True
        await client.send(one.identity, call, progress)
        one.status, one.answer = progress.status, (progress.received.size, progress.received.sha256)

    async def close(self) -> None:
        await (self._http2 or self._wire).close()

    def abort(self) -> None:
        self._wire.abort()


async def _connect(state: _State) -> _Sender:
    call = Call(HTTP2 if state.plan.http2 else HTTP1, state.plan.host)
    return _Sender(await state.network.wire(call), state.plan)
