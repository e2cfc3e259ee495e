"""SHA-256 and SHA-512 of files in one reading, the two side by side; copied on the way where asked for."""

import hashlib
import os
import stat
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from trafficaudit.errors import EvidenceError

type Lanes = tuple[ThreadPoolExecutor, ThreadPoolExecutor]
"""One thread for each digest of a large file: what is handed to it is taken in order."""

_BLOCK = 1 << 20
_AHEAD = 6
_SMALL = 1 << 20
_BATCH = 64
_SETTLED_ONE_BY_ONE = 256
_SETTLERS = 4


@dataclass(frozen=True, slots=True)
class Digests:
    """Both digests of a file in hex, and its size in bytes."""

    sha256: str
    sha512: str
    size: int


@dataclass(frozen=True, slots=True)
class Job:
    """A file to be read, and where its copy goes, if it is copied."""

    source: Path
    copy: Path | None = None


def digests(jobs: Sequence[Job], tell: Callable[[int], None] = lambda done: None) -> list[Digests]:
    """Give the digests of files in their order; ``tell`` is called with the bytes read so far.

    Copies are new files with mode 0400 and on the disk when this returns.

    Raises:
        EvidenceError: one is missing or no regular file; links are not followed.
        OSError: one cannot be read, or a copy cannot be written.
    """
    found: list[Digests] = []
    done = 0
    copies = [job.copy for job in jobs if job.copy]
    # The disk takes what was copied while the next file is read.
    with ExitStack() as stack:
        workers = (os.cpu_count() or 2, 1, 1, _SETTLERS)
        pool, *lanes, settlers = (stack.enter_context(ThreadPoolExecutor(count)) for count in workers)
        settled = []
        for job, result in zip(jobs, _results(jobs, pool, (lanes[0], lanes[1])), strict=True):
            found.append(result)
            done += result.size
            if job.copy and len(copies) <= _SETTLED_ONE_BY_ONE:
                settled.append(settlers.submit(_settle, job.copy))
            tell(done)
        for each in settled:
            each.result()
    if len(copies) > _SETTLED_ONE_BY_ONE:
        os.sync()
    return found


def sha256(path: Path) -> str:
    """Give the SHA-256 of a regular file in hex; raises as ``digests``."""
    handle = _opened(path)
    with os.fdopen(handle, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _results(jobs: Sequence[Job], pool: ThreadPoolExecutor, lanes: Lanes) -> Iterator[Digests]:
    """Read large files with a thread per digest, small ones a batch per thread."""
    batch: list[Job] = []
    for job in jobs:
        if job.source.lstat().st_size > _SMALL:
            yield from _batch(batch, pool)
            batch = []
            yield _large(job, lanes)
        else:
            batch.append(job)
            if len(batch) >= _BATCH * 16:
                yield from _batch(batch, pool)
                batch = []
    yield from _batch(batch, pool)


def _batch(jobs: Sequence[Job], pool: ThreadPoolExecutor) -> Iterator[Digests]:
    pieces = [jobs[start : start + _BATCH] for start in range(0, len(jobs), _BATCH)]
    for piece in pool.map(lambda some: list(map(_small, some)), pieces):
        yield from piece


def _small(job: Job) -> Digests:
    with os.fdopen(_opened(job.source), "rb", buffering=0) as file:
        first, second, size = hashlib.sha256(), hashlib.sha512(), 0
        out = _created(job.copy)
        try:
            while block := file.read(_BLOCK):
                first.update(block)
                second.update(block)
                size += len(block)
                _write(out, block)
        finally:
            _finish(out)
    return Digests(first.hexdigest(), second.hexdigest(), size)


def _large(job: Job, lanes: Lanes) -> Digests:
    """Read into blocks by turns, ahead of the two lanes; a block is filled again when both have taken it."""
    found, size = (hashlib.sha256(), hashlib.sha512()), 0
    ring = deque((bytearray(_BLOCK), list[Future[None]]()) for _ in range(_AHEAD))
    with os.fdopen(_opened(job.source), "rb", buffering=0) as file:
        out = _created(job.copy)
        try:
            while True:
                block, taken = ring.popleft()
                wait(taken)
                count = file.readinto(block)
                if not count:
                    break
                view = memoryview(block)[:count]
                ring.append((block, [lane.submit(each.update, view) for lane, each in zip(lanes, found, strict=True)]))
                _write(out, view)
                size += count
        finally:
            for _, taken in ring:
                wait(taken)
            _finish(out)
    return Digests(found[0].hexdigest(), found[1].hexdigest(), size)


def _opened(path: Path) -> int:
    """Open a regular file; a pipe must not wait for ever and a link must not lead elsewhere."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK)
    except FileNotFoundError:
        raise EvidenceError("is missing", str(path)) from None
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise EvidenceError("is not a regular file", str(path))
    return handle


def _created(path: Path | None) -> int | None:
    if path is None:
        return None
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW, 0o400)


def _write(handle: int | None, block: bytes | memoryview) -> None:
    while handle is not None and len(block):
        block = block[os.write(handle, block) :]


def _finish(handle: int | None) -> None:
    if handle is not None:
        os.close(handle)


def _settle(path: Path) -> None:
    """Have a file's bytes on the disk."""
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def begins(path: Path, size: int, digest: str) -> bool:
    """Tell whether the first ``size`` bytes of a file are there and have this SHA-256; raises as ``digests``."""
    found = hashlib.sha256()
    with os.fdopen(_opened(path), "rb") as file:
        while size and (block := file.read(min(size, _BLOCK))):
            found.update(block)
            size -= len(block)
    return not size and found.hexdigest() == digest


def digest_of(content: bytes) -> str:
    """Give the SHA-256 of bytes in hex."""
    return hashlib.sha256(content).hexdigest()
