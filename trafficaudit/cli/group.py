"""How a command ends: our errors, the system's and signals as one line on stderr, each with its exact exit code."""

import errno
import os
import re
import signal
import sys
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import NoReturn, TextIO

import click

from trafficaudit import ending
from trafficaudit.cli.options import INPUTS, forbidden
from trafficaudit.errors import (
    AuditError,
    DeclarationError,
    DestinationError,
    EvidenceError,
    ExistsError,
    OutputError,
    PersonaError,
    ReadError,
    SchedulerError,
    SignerError,
    UnmarkedError,
    room,
)
from trafficaudit.redaction import visible

EXIT_CODES: dict[type[AuditError], int] = {
    ReadError: 3, DestinationError: 3, PersonaError: 2, DeclarationError: 2, OutputError: 1, ExistsError: 2,
    EvidenceError: 3, SignerError: 2, UnmarkedError: 3, SchedulerError: 2,
}  # fmt: skip

_OF_OUTPUTS = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS)


def _of_input(error: OSError, inputs: Iterable[Path]) -> bool:
    """Tell whether an error of the system is about reading an input; one may also be written to."""
    if error.errno in _OF_OUTPUTS or not isinstance(error.filename, str | bytes | os.PathLike):
        return False
    path = Path(os.fsdecode(error.filename)).absolute()
    if error.errno in (errno.EACCES, errno.EPERM) and os.access(path, os.R_OK):
        return False
    return any(path.is_relative_to(each) for given in inputs for each in (given.absolute(), given.resolve()))


class Group(click.Group):
    """Turns our errors, the system's and signals into one line on stderr and an exact exit code."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: object
    ) -> click.Context:
        """Read the command line; help and version are printed on the way."""
        try:
            return super().make_context(info_name, args, parent, **extra)
        except OSError as error:
            _unwritten(error, ())

    def invoke(self, ctx: click.Context) -> object:
        """Run a command."""
        if ctx.parent is not None:
            return super().invoke(ctx)
        asked: list[int] = []
        try:
            with _ended_by_signals(asked):
                done = super().invoke(ctx)
            if sys.stdout is not None:  # it may have been closed from outside
                sys.stdout.flush()
        except AuditError as error:
            fail(error)
        except KeyboardInterrupt as error:
            _interrupted(asked, str(error) if isinstance(error, ending.KeptError) else ending.INTERRUPTED)
        except OSError as error:
            _unwritten(error, ctx.meta.get(INPUTS, ()))
        except Exception as error:
            if not asked:
                _told_of_name(error)
                _told_of_memory(error)
                raise
            _interrupted(asked)  # what was loading just then has made another error of it
        return done


def _unwritten(error: OSError, inputs: Iterable[Path]) -> NoReturn:
    """End with a line that says what could not be read or written."""
    if error.errno == errno.EPIPE:  # whoever read has seen enough, which click knows how to take
        raise error
    _forget(sys.stdout)
    what = error.strerror or type(error).__name__
    if _of_input(error, inputs):
        fail(forbidden(Path(os.fsdecode(error.filename)), what))
    if error.errno == errno.ENOENT and _is_nowhere():
        fail(OutputError("is not there any more", "the folder that you are in", "go to another one"))
    # What fails while it is read names no file, and neither does a terminal that is gone.
    where = "an input or the output" if error.errno == errno.EIO else "the output"
    fail(OutputError(what, str(error.filename or where), room(error, "check the path, its rights and the disk")))


def _is_nowhere() -> bool:
    """Tell whether the working folder was removed, which no error of the system names."""
    try:
        os.getcwd()
    except FileNotFoundError:
        return True
    return False


def _told_of_name(error: Exception) -> None:
    """End with a line where the command line holds a name that the libraries of the tables cannot take.

    Names of files are bytes; those that are not in the locale's encoding are text with lone surrogates (PEP 383).
    """
    if isinstance(error, UnicodeEncodeError):
        for word in sys.argv[1:]:
            if word.encode(errors="ignore") != word.encode(errors="surrogateescape"):
                remedy = "name another, or set a locale of UTF-8 (LC_ALL=C.UTF-8)"
                fail(OutputError("is no name in UTF-8, which the files of a result need", word, remedy))


_OUT_OF_IT = re.compile(r"allocate memory|failed to map segment from shared object$", re.MULTILINE)
"""What the system, and the loader of a library, say where there is no memory left."""


def _told_of_memory(error: Exception) -> None:
    """End with a line where memory ran out, which some libraries tell by errors of their own."""
    each: BaseException | None = error
    while each is not None and not (isinstance(each, MemoryError) or _OUT_OF_IT.search(str(each))):
        each = each.__cause__ or each.__context__
    if each is not None:
        remedy = "give it more, with less running beside it or fewer --workers"
        fail(OutputError("there is not enough memory", "this computer", remedy))


def _interrupted(asked: Sequence[int], said: str = ending.INTERRUPTED) -> NoReturn:
    _say(said)
    raise SystemExit(128 + (asked[0] if asked else signal.SIGINT)) from None


class _Ended(KeyboardInterrupt):
    """What a signal raises in a command.

    Not ``KeyboardInterrupt`` itself: where one leaves a text that is executed (as the methods of a dataclass are made,
    while a module is loaded), the interpreter remembers it, and ends itself by SIGINT though it was caught.
    """


@contextmanager
def _ended_by_signals(asked: list[int]) -> Iterator[None]:
    """Have Ctrl-C, SIGTERM, and SIGHUP of a terminal that is closed, end a command in order, nothing left.

    ``asked`` takes the numbers of those that came.
    """

    def stop(number: int, frame: FrameType | None) -> None:
        asked.append(number)
        raise _Ended(number)

    mine = [number for number in ending.ENDING if ending.unclaimed(number)]
    if threading.current_thread() is not threading.main_thread():
        mine = []
    before = {number: signal.signal(number, stop) for number in mine}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _forget(stream: TextIO | None) -> None:
    """Let go of what a stream still holds and nobody takes: Python would try once more at its end, and complain."""
    if stream is None:  # it was closed from outside
        return
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


def _say(line: str) -> None:
    """Write a last line, where there is room for it: the exit code stands for it where there is none."""
    try:
        click.echo(line, err=True)
    except OSError:
        _forget(sys.stderr)


def fail(error: AuditError) -> NoReturn:
    """End the process with an error's sentence and exit code."""
    _say(f"trafficaudit: {visible(str(error))}")
    raise SystemExit(EXIT_CODES.get(type(error), 1))
