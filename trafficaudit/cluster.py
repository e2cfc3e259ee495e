"""The jobs of ``workers.py`` on a Dask cluster that runs already; the files are those of one process, byte for byte.

Only this module knows Dask (distributed.dask.org), an extra: ``pip install -e '.[cluster]'``. Captures, persona
and databases go by their names: every worker must see the same files under the same paths. Before a worker does its
first job it says with which rules, libraries, persona and databases it works; one that differs in any is refused. A job
whose worker dies is done by another one, as often as the scheduler allows (``distributed.scheduler.allowed-failures``).

A cluster is trusted as this computer is: whoever speaks to the scheduler can have its workers run any program, and what
an exchange holds passes between worker and scheduler, in the clear unless the address begins with ``tls://``.
"""

import asyncio
import logging
import time
import warnings
from collections.abc import Iterator, Mapping
from concurrent.futures import CancelledError
from contextlib import AbstractContextManager, contextmanager, suppress
from functools import lru_cache
from typing import Any

from trafficaudit import recipe, workers
from trafficaudit.errors import AuditError, SchedulerError, WorkerError
from trafficaudit.examine import Examiner
from trafficaudit.readers.file import digest_of
from trafficaudit.recipe import Request
from trafficaudit.redaction import visible
from trafficaudit.workers import Crew, Job, Made

try:
    from dask import config
    from distributed import Client, Future, KilledWorker, Security, get_worker
    from distributed.core import rpc
except ImportError as missing:
    raise WorkerError(
        "Dask is not installed",
        "--scheduler",
        "install the extra, in the folder of the sources: pip install -e '.[cluster]'",
    ) from missing

SCHEMES = ("tcp://", "tls://")

CONNECTING = 10.0
"""Seconds in which the scheduler must answer."""
STAFFING = 60.0
"""Seconds in which a cluster without workers must get one, at the beginning and whenever it has lost all of them."""
_LOOK = 2.0
_TALKING = ("distributed", "tornado", "asyncio")
_REMEDY = "start one with: dask scheduler; and workers with: dask worker ADDRESS"

type Stated = Mapping[str, str]
"""What a job depends on besides its capture, by name."""


def crew(request: Request, examiner: Examiner) -> AbstractContextManager[Crew]:
    """Give those who do the jobs: the workers of the cluster at ``request.scheduler``.

    Args:
        request: what is asked for; its paths are absolute.
        examiner: the one that works here, by which the workers' are judged.

    Raises:
        SchedulerError: it is no address of a scheduler; told at once, before anything is begun.
        WorkerError: there is no scheduler, it has no workers, a worker works with something else, or all are lost.
    """
    if not request.scheduler.startswith(SCHEMES):
        what = f"is no address of a scheduler: {visible(request.scheduler)}"
        raise SchedulerError(what, "--scheduler", "give tcp://HOST:PORT")
    return _crew(request, examiner)


@contextmanager
def _crew(request: Request, examiner: Examiner) -> Iterator[Crew]:
    address = request.scheduler
    with (
        _silent(),
        config.set({"distributed.comm.timeouts.connect": f"{CONNECTING:.0f}s"}),
        _client(address) as client,
    ):
        _staffed(client, address)
        expected = stated(request, examiner)
        threads = _threads(client, address)

        def submit(job: Job) -> "_Awaited":
            try:
                future = client.submit(work, expected, request, job, pure=False)
            except Exception:  # whatever a client says that was closed because nobody answered it
                raise _gone(address) from None
            return _Awaited(client, future, address)

        yield Crew(submit, 2 * threads + 2)


@contextmanager
def _silent() -> Iterator[None]:
    """Keep Dask's talk from the terminal, for those who run clusters; what matters to the user comes as an error.

    Several of its loggers write by themselves, whatever the level of the one above them.
    """
    named = [logger for logger in logging.root.manager.loggerDict.values() if isinstance(logger, logging.Logger)]
    quiet = [one for one in named if one.name.partition(".")[0] in _TALKING and not one.disabled]
    for one in quiet:
        one.disabled = True
    try:
        with warnings.catch_warnings(action="ignore"):
            yield
    finally:
        for one in quiet:
            one.disabled = False


def work(expected: Stated, request: Request, job: Job) -> list[Made]:
    """Do a job on a worker; raises what ``workers.work`` raises, and ``WorkerError`` where the worker differs."""
    _same(tuple(expected.items()), request)
    return workers.work(request, job)


def stated(request: Request, examiner: Examiner) -> dict[str, str]:
    """Say what a job depends on besides its capture."""
    made = recipe.environment()
    files = {"map of recipients": request.recipients, "phase marks": (request.phases,) if request.phases else ()}
    return {
        "version of trafficaudit": made["tool"]["version"],
        "state of trafficaudit's rules": made["tool"]["rules_sha256"],
        "version of Python": made["python"],
        **{f"version of {name}": version for name, version in made["libraries"].items()},
        "persona": examiner.persona.sha256 if examiner.persona else "",
        "set of geo databases": " ".join(database.sha256 for database in examiner.locator.databases),
        **{name: " ".join(map(digest_of, paths)) for name, paths in files.items()},
    }


@lru_cache(maxsize=8)
def _same(expected: tuple[tuple[str, str], ...], request: Request) -> None:
    mine = stated(request, workers.bench_of(request))
    for name, value in expected:
        if mine.get(name, "none") != value:
            raise WorkerError(
                f"has another {name}: {mine.get(name, 'none')[:64] or 'none'}, and here it is {value[:64] or 'none'}",
                f"the worker {_name()}",
                "install the same versions and put the same files on every worker",
            )


def _name() -> str:
    try:
        return str(get_worker().address)
    except ValueError:
        return "here"


@contextmanager
def _client(address: str) -> Iterator[Client]:
    try:
        kind = asyncio.run(_kind(address))
        client = Client(address, timeout=CONNECTING, set_as_default=False) if kind == "Scheduler" else None
    except Exception as error:  # the first bytes of whatever answers are taken for lengths, of any size
        said = _first(error) if isinstance(error, OSError | ValueError | RuntimeError) else "what came is none's answer"
        said = f"nothing within {CONNECTING:.0f} seconds" if isinstance(error, TimeoutError) else said
        what = f"no scheduler answers: {said}"
        raise WorkerError(what, visible(address), _REMEDY) from None
    if client is None:
        raise WorkerError(
            f"is no scheduler, but a {visible(kind)[:20]}", visible(address), "give the scheduler's address"
        )
    try:
        yield client
    finally:
        with suppress(OSError, RuntimeError):  # of a scheduler that is gone it may fail, and hide what was said of that
            client.close(timeout=CONNECTING)


async def _kind(address: str) -> str:
    """Ask what answers at an address: a client that is never answered would wait for ever."""
    remote = rpc(address, connection_args=Security().get_connection_args("client"))
    try:
        async with asyncio.timeout(CONNECTING):
            return str((await remote.identity(n_workers=0)).get("type"))
    finally:
        await remote.close_rpc()


def _staffed(client: Client, address: str) -> None:
    try:
        client.wait_for_workers(1, timeout=STAFFING)
    except TimeoutError as error:
        what = f"no worker came within {STAFFING:.0f} seconds: {_first(error)}"
        raise WorkerError(what, visible(address), _REMEDY) from None
    except (OSError, CancelledError, RuntimeError):
        raise _gone(address) from None


def _threads(client: Client, address: str) -> int:
    """Say how many threads the workers have in all; a scheduler that stands still is as good as none."""
    try:
        threads: dict[str, int] = client.sync(_ncores, client, callback_timeout=STAFFING)
    except TimeoutError:
        what = f"the scheduler has not answered for {STAFFING:.0f} seconds"
        raise WorkerError(what, visible(address), _REMEDY) from None
    except (OSError, CancelledError, RuntimeError):
        raise _gone(address) from None
    return sum(threads.values())


async def _ncores(client: Client) -> dict[str, int]:
    return dict(await client.scheduler.ncores()) if client.scheduler else {}


def _gone(address: str) -> WorkerError:
    return WorkerError("the scheduler went away before the captures were examined", visible(address), _REMEDY)


class _Awaited:
    """A job that a worker of the cluster does."""

    def __init__(self, client: Client, future: "Future[Any]", address: str) -> None:
        self._client, self._future, self._address = client, future, address

    def result(self) -> list[Made]:
        """Wait for it as long as there are workers."""
        seen = time.monotonic()
        while True:
            try:
                return self._future.result(timeout=_LOOK)  # type: ignore[no-any-return]
            except AuditError:
                raise
            except TimeoutError:
                if self._has_workers():
                    seen = time.monotonic()
                elif time.monotonic() - seen > STAFFING:
                    raise self._lost(f"it has had no worker for {STAFFING:.0f} seconds") from None
            except KilledWorker:
                what = "every worker that was given a certain part of the captures died"
                raise self._lost(what, "give the workers more memory") from None
            except (CancelledError, OSError):
                raise _gone(self._address) from None
            except Exception as error:
                what = f"a worker cannot do its part: {type(error).__name__}: {_first(error)}"
                raise self._lost(what, "install this very version of trafficaudit on every worker") from error

    def _has_workers(self) -> bool:
        return bool(_threads(self._client, self._address))

    def _lost(self, what: str, remedy: str = _REMEDY) -> WorkerError:
        return WorkerError(what, visible(self._address), remedy)


def _first(error: BaseException) -> str:
    return visible((str(error) or type(error).__name__).splitlines()[0])[:200]
