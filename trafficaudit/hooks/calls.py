"""Calls of Frida: bounded in time, their errors said in our words, with what can be done about them."""

import threading
from collections.abc import Callable

import frida

from trafficaudit.hooks.faults import HookError, TimeoutHookError
from trafficaudit.hooks.standing import TOKEN

_SERVER = "start frida-server {version} on the phone as root, or name another device with --hooks"
_ASKED = f"put the token that frida-server was started with into the environment as {TOKEN}"
_LONGEST = 300

# What Frida says (its class, words in its message) -> what is wrong, what to do. The first that fits is taken.
# The messages are those of frida-core 17's sources; see each name there.
_KNOWN: tuple[tuple[type[Exception], str, str, str], ...] = (
    (
        frida.ProtocolError,
        "major versions match",
        "frida-server there is of another version than Frida here ({version})",
        "put frida-server {version} on the phone",
    ),
    (frida.ServerNotRunningError, "", "no frida-server answers", _SERVER),
    (frida.InvalidArgumentError, "incorrect token", "the token is wrong", _ASKED),
    (frida.PermissionDeniedError, "authentication required", "it asks for a token", _ASKED),
    (
        frida.PermissionDeniedError,
        "",
        "the process may not be hooked: {message}",
        "run frida-server as root, or this command where the process is local",
    ),
    (
        frida.ProcessNotFoundError,
        "",
        "it is not running: {message}",
        "start the app, or let it be started (without --attach)",
    ),
    (frida.ExecutableNotFoundError, "", "it is not installed: {message}", "check the package or bundle id"),
    (frida.ExecutableNotSupportedError, "", "it cannot be started: {message}", "check the app; start it by hand"),
    (
        frida.NotSupportedError,
        "jailed",
        "the phone is not rooted and the app holds no gadget",
        "root the phone, or put frida-gadget into the app",
    ),
    (frida.NotSupportedError, "", "the phone cannot do this: {message}", "start the app by hand and use --attach"),
    (
        frida.ProcessNotRespondingError,
        "",
        "the process does not answer: {message}",
        "wake the phone; an app that defends itself may need --attach",
    ),
    (frida.TimedOutError, "", "it took too long: {message}", "wake the phone; start the app by hand and use --attach"),
    (
        frida.InvalidArgumentError,
        "device not found",
        "there is no such device",
        "connect the phone, allow USB debugging; adb devices lists it",
    ),
    (frida.TransportError, "", "the connection broke: {message}", _SERVER),
    (frida.InvalidOperationError, "", "the process or the phone is gone: {message}", "connect it again"),
    (frida.ProtocolError, "", "the other side does not speak Frida: {message}", _SERVER),
)


def explained(error: BaseException, where: str) -> HookError:
    """Give what Frida raised as an error of ours."""
    if isinstance(error, HookError):
        return error
    message = " ".join(str(error).split())[:_LONGEST]
    for kind, words, what, remedy in _KNOWN:
        if isinstance(error, kind) and words in message:
            version = frida.__version__
            return HookError(
                what.format(message=message, version=version), where, remedy.format(message=message, version=version)
            )
    return HookError(f"{type(error).__name__}: {message}", where)


def bounded[T](call: Callable[[], T], seconds: float, where: str, undo: Callable[[T], object] | None = None) -> T:
    """Call something of Frida's that may hang, and wait only so long.

    Frida's calls have no time limit, and the calls into an agent do not look at its ``Cancellable``: only a thread that
    is left behind helps.

    Args:
        call: what to do.
        seconds: how long to wait.
        where: what stands in the errors as the place.
        undo: takes the result where it comes after all, but too late.

    Raises:
        TimeoutHookError: it did not happen in time.
        HookError: it went wrong.
    """
    awaited = _Awaited(call, undo)
    threading.Thread(target=awaited.work, name="frida call", daemon=True).start()
    awaited.wait(seconds)
    if awaited.errors:
        raise explained(awaited.errors[0], where) from None
    if not awaited.results:
        raise TimeoutHookError(
            f"gave no answer within {seconds:g} s", where, "wake the phone; start the app by hand and use --attach"
        )
    return awaited.results[0]


class _Awaited[T]:
    """A call that one thread makes and another waits for: it ends with a result, with an error, or too late."""

    def __init__(self, call: Callable[[], T], undo: Callable[[T], object] | None) -> None:
        self._call, self._undo = call, undo
        self._lock, self._done, self._late = threading.Lock(), threading.Event(), False
        self.results: list[T] = []
        self.errors: list[BaseException] = []

    def work(self) -> None:
        """Make the call; where nobody waits any more, undo what it did."""
        try:
            result = self._call()
        except BaseException as error:  # told to who waits
            self.errors.append(error)
            self._done.set()
            return
        with self._lock:
            self.results.append(result)
            late = self._late
            self._done.set()
        if late and self._undo is not None:
            try:
                self._undo(result)
            except Exception:  # it is gone by now: nothing is left to undo
                return

    def wait(self, seconds: float) -> None:
        """Wait so long at most; a result that comes later is undone."""
        if not self._done.wait(seconds):
            with self._lock:
                self._late = not self.results
