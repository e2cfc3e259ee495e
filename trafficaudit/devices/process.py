"""One program run to its end, bounded in time and output; it ends when we do."""

import math
import os
import selectors
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from trafficaudit.devices.faults import DeviceError

ERRORS_KEPT = 64 << 10
"""Bytes of standard error that are kept; the rest is read and dropped."""

_UNTIL: ContextVar[float] = ContextVar("_UNTIL", default=math.inf)
"""When the time of all programs together is over, on the monotonic clock."""

_SOONEST = 0.1
"""Seconds that are worth a start."""

_AWAKE = "check that the phone is awake and connected"


@contextmanager
def together(seconds: float) -> Iterator[None]:
    """Bound what all programs that are run inside may take together, however many they are."""
    token = _UNTIL.set(min(_UNTIL.get(), time.monotonic() + seconds))
    try:
        yield
    finally:
        _UNTIL.reset(token)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command printed, and its exit status.

    Before Android 7 (without adb's ``shell_v2`` feature) standard error stands in ``stdout``, too.
    """

    stdout: bytes
    stderr: bytes
    status: int

    @property
    def text(self) -> str:
        """Standard output as text; bytes that are not UTF-8 become the replacement character."""
        return self.stdout.decode("utf-8", "replace")


def run(command: Sequence[str], *, timeout: float, limit: int, write: Callable[[bytes], object], where: str) -> Answer:
    """Run a program without input.

    Args:
        command: the program and its arguments; no shell reads them.
        timeout: seconds after which it is ended.
        limit: bytes of standard output after which it is ended.
        write: takes standard output piece by piece; ``Answer.stdout`` stays empty.
        where: what stands in the errors as the place.

    Raises:
        DeviceError: it cannot be started, took too long or printed too much.
    """
    # ADB_TRACE would mix adb's own log into what the phone says.
    environment = {name: value for name, value in os.environ.items() if name != "ADB_TRACE"}
    begun = time.monotonic()
    deadline = min(begun + timeout, _UNTIL.get())
    if deadline - begun < _SOONEST:
        raise DeviceError("was not asked: what was asked before took all the time that there was", where, _AWAKE)
    try:
        process = subprocess.Popen(  # noqa: S603 - a list, no shell
            _bound_to_us(command),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment,
        )
    except OSError as error:
        raise DeviceError(f"adb cannot be started: {error.strerror}", command[0], "check the program") from None
    with process:
        try:
            stderr = _collect(process, deadline, limit, write)
            status = process.wait(max(0.0, deadline - time.monotonic()))
        except TimeoutError:
            raise DeviceError(f"gave no answer within {_shown(deadline - begun)} s", where, _AWAKE) from None
        except subprocess.TimeoutExpired:
            raise DeviceError(f"adb did not end within {_shown(deadline - begun)} s", where) from None
        except OverflowError:
            raise DeviceError(f"printed more than {limit} bytes", where) from None
        finally:
            process.kill()
    return Answer(b"", stderr, status)


def _shown(seconds: float) -> str:
    return f"{round(seconds, 1):g}"


def _bound_to_us(command: Sequence[str]) -> list[str]:
    """Have the kernel end the program where this process is killed and can end nothing any more.

    By util-linux's ``setpriv``, where it is there: prctl(2), PR_SET_PDEATHSIG. It holds for the program and not for
    what that starts, such as adb's server, which other programs use as well.
    """
    program, binder = shutil.which(command[0]), shutil.which("setpriv")
    return [binder, "--pdeathsig", "KILL", program, *command[1:]] if program and binder else [*command]


def _collect(process: subprocess.Popen[bytes], deadline: float, limit: int, write: Callable[[bytes], object]) -> bytes:
    """Hand standard output on until both pipes end; keep the first bytes of standard error."""
    stderr, count = bytearray(), 0
    with selectors.DefaultSelector() as selector:
        for pipe in (process.stdout, process.stderr):
            assert pipe is not None
            selector.register(pipe, selectors.EVENT_READ)
        while selector.get_map():
            left = deadline - time.monotonic()
            if left <= 0:
                raise TimeoutError
            for key, _ in selector.select(left):
                data = os.read(key.fd, 1 << 16)
                if not data:
                    selector.unregister(key.fileobj)
                elif key.fileobj is process.stderr:
                    stderr += data[: ERRORS_KEPT - len(stderr)]
                else:
                    count += len(data)
                    if count > limit:
                        raise OverflowError
                    write(data)
    return bytes(stderr)
