"""SHA-256 and SHA-512 of files in one reading, the two side by side; copied on the way where asked for."""

import hashlib
import os
import stat
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import groupby
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
    """A file to be read, and where its copy goes, if it is copied; paths as text, for there are many."""

    source: str
    copy: str = ""


def digests(jobs: Sequence[Job], tell: Callable[[int], None] = lambda done: None) -> list[Digests]:
    """Give the digests of files in their order; ``tell`` is called with the bytes read so far.

    Copies are new files with mode 0400 and on the disk when this returns.

    Raises:
        EvidenceError: one is missing or no regular file; links are not followed.
        OSError: one cannot be read, or a copy cannot be written.
    """
    found: list[Digests] = []
    done = 0
    copies = sum(1 for job in jobs if job.copy)
    # The disk takes what was copied while the next file is read.
    with ExitStack() as stack:
        workers = (os.cpu_count() or 2, 1, 1, _SETTLERS)
        pool, *lanes, settlers = (stack.enter_context(ThreadPoolExecutor(count)) for count in workers)
        settled = []
        for some, results in _results(jobs, pool, (lanes[0], lanes[1])):
            found += results
            done += sum(each.size for each in results)
            if copies <= _SETTLED_ONE_BY_ONE:
                settled += [settlers.submit(_settle, job.copy) for job in some if job.copy]
            tell(done)
        for each in settled:
            each.result()
    if copies > _SETTLED_ONE_BY_ONE:
        os.sync()
    return found


def sha256(path: Path) -> str:
    """Give the SHA-256 of a regular file in hex; raises as ``digests``."""
    with os.fdopen(opened(path)[0], "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _results(
    jobs: Sequence[Job], pool: ThreadPoolExecutor, lanes: Lanes
) -> Iterator[tuple[Sequence[Job], list[Digests]]]:
    """Read small files a batch per thread; each large one, which its size tells when it is open, with the lanes.

    What was read is given at once, so that the disk has what was copied of a large file while the next one is read.
    """
    batches = [jobs[start : start + _BATCH] for start in range(0, len(jobs), _BATCH)]
    for batch, read in zip(batches, pool.map(_batch, batches), strict=True):
        for large, group in groupby(zip(batch, read, strict=True), key=lambda pair: pair[1] is None):
            if large:
                yield from (([job], [_large(job, lanes)]) for job, _ in group)
            else:
                some = list(group)
                yield [job for job, _ in some], [each for _, each in some if each]


def _batch(jobs: Sequence[Job]) -> list[Digests | None]:
    return [_small(job) for job in jobs]


def _small(job: Job) -> Digests | None:
    """Read a file in one go; ``None`` where it is large, or has another size by now."""
    handle, size = opened(job.source)
    try:
        content = os.read(handle, size + 1) if size <= _SMALL else b""
    finally:
        os.close(handle)
    if len(content) != size:
        return None
    if job.copy:
        out = _created(job.copy)
        try:
            _write(out, content)
        finally:
            os.close(out)
    return Digests(hashlib.sha256(content).hexdigest(), hashlib.sha512(content).hexdigest(), size)


def _large(job: Job, lanes: Lanes) -> Digests:
    """Read into blocks by turns, ahead of the two lanes; a block is filled again when both have taken it."""
    found, size = (hashlib.sha256(), hashlib.sha512()), 0
    ring = deque((bytearray(_BLOCK), list[Future[None]]()) for _ in range(_AHEAD))
    with os.fdopen(opened(job.source)[0], "rb", buffering=0) as file:
        out = _created(job.copy) if job.copy else None
        try:
            while True:
                block, taken = ring.popleft()
                wait(taken)
                count = file.readinto(block)
                if not count:
                    break
                view = memoryview(block)[:count]
                ring.append((block, [lane.submit(each.update, view) for lane, each in zip(lanes, found, strict=True)]))
                if out is not None:
                    _write(out, view)
                size += count
        finally:
            for _, taken in ring:
                wait(taken)
            if out is not None:
                os.close(out)
    return Digests(found[0].hexdigest(), found[1].hexdigest(), size)


def opened(path: str | Path) -> tuple[int, int]:
    """Open a regular file, give its handle and size; a pipe must not wait for ever, a link must not lead elsewhere.

    Raises:
        EvidenceError: it is missing, or no regular file.
        OSError: it is a link, or cannot be opened.
    """
    try:
        handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK)
    except FileNotFoundError:
        raise EvidenceError("is missing", str(path)) from None
    status = os.fstat(handle)
    if not stat.S_ISREG(status.st_mode):
        os.close(handle)
        raise EvidenceError("is not a regular file", str(path))
    return handle, status.st_size


def _created(path: str) -> int:
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW, 0o400)


def _write(handle: int, block: bytes | memoryview) -> None:
    while len(block):
        block = block[os.write(handle, block) :]


def _settle(path: str) -> None:
    """Have a file's bytes on the disk."""
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def begins(path: Path, size: int, digest: str) -> bool:
    """Tell whether the first ``size`` bytes of a file are there and have this SHA-256; raises as ``digests``."""
    found = hashlib.sha256()
    with os.fdopen(opened(path)[0], "rb") as file:
        while size and (block := file.read(min(size, _BLOCK))):
            found.update(block)
            size -= len(block)
    return not size and found.hexdigest() == digest


def digest_of(content: bytes) -> str:
    """Give the SHA-256 of bytes in hex."""
    return hashlib.sha256(content).hexdigest()
