"""What the commands share: their errors on one line with an exact exit code, options, and a count on a terminal."""

import errno
import os
import signal
import stat
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from pathlib import Path
from types import FrameType
from typing import Literal, NoReturn

import click
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from trafficaudit import ending
from trafficaudit.errors import (
    AuditError,
    DeclarationError,
    DestinationError,
    EvidenceError,
    ExistsError,
    OutputError,
    PersonaError,
    ReadError,
    SignerError,
    UnmarkedError,
)
from trafficaudit.redaction import visible
from trafficaudit.special import REMEDY, special

EXIT_CODES: dict[type[AuditError], int] = {
    ReadError: 3, DestinationError: 3, PersonaError: 2, DeclarationError: 2, OutputError: 1, ExistsError: 2,
    EvidenceError: 3, SignerError: 2, UnmarkedError: 3,
}  # fmt: skip

type Kind = Literal["table", "csv", "json", "markdown"]
"""How a table is printed: for people, or as one of the texts of ``tables/formats.py``."""

FORMAT = click.option(
    "--format",
    "kind",
    type=click.Choice(["table", "csv", "json", "markdown"]),
    default="table",
    show_default=True,
    help="How to print it.",
)
LANG = click.option(
    "--lang", type=click.Choice(["ko", "en"]), default="en", show_default=True, help="Language of headings."
)


def _place(ctx: click.Context, parameter: click.Parameter, value: str) -> str:
    from trafficaudit.destinations import distance  # noqa: PLC0415 - the databases take a while to load

    try:
        return distance.observer(value).name if value else ""
    except DestinationError as error:
        raise click.BadParameter(str(error)) from None


OBSERVER = click.option(
    "--observer",
    default="",
    callback=_place,
    metavar="PLACE",
    help="Where the recorder stands, KR or latitude,longitude: short handshakes then rule far countries out.",
)
_INPUTS = "trafficaudit.inputs"
_OF_OUTPUTS = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS)


class Input(click.Path):
    """A file or folder that a command reads. One that may not be read is told before anything of it is believed."""

    def __init__(self) -> None:
        super().__init__(readable=False, path_type=Path)

    def convert(
        self, value: str | os.PathLike[str], param: click.Parameter | None, ctx: click.Context | None
    ) -> str | bytes | os.PathLike[str]:
        """Give the path, and remember it.

        Raises:
            ReadError: it is a folder, or lies in one, that may not be listed or entered; or it is neither a file nor a
                folder.
        """
        path = super().convert(value, param, ctx)
        if isinstance(path, Path):
            if kind := special(path):
                raise ReadError(f"is {kind}, not a file or folder", str(path), REMEDY)
            for part in _parts():
                _listable(path / part)
            if ctx is not None:
                ctx.meta.setdefault(_INPUTS, []).append(path)
        return path


def _parts() -> tuple[str, ...]:
    """Give the folders of an input that would pass for empty, or for not there, where nobody may list or enter them."""
    from trafficaudit.evidence import bag, chain  # noqa: PLC0415 - cryptography takes a while to load

    return "", bag.BAG, bag.ANCHOR, chain.FOLDER


def _listable(folder: Path) -> None:
    try:
        status = folder.stat()
    except PermissionError as error:
        raise _forbidden(folder, str(error.strerror)) from None
    except (OSError, ValueError):
        return  # the command says what is wrong with it
    if stat.S_ISDIR(status.st_mode) and not os.access(folder, os.R_OK | os.X_OK):
        raise _forbidden(folder, os.strerror(errno.EACCES))


def _forbidden(path: Path, reason: str) -> ReadError:
    return ReadError(f"cannot be read: {reason}", str(path), "check its rights and those of the folders above it")


def _of_input(error: OSError, inputs: Iterable[Path]) -> bool:
    """Tell whether an error of the system is about reading an input; one may also be written to."""
    if error.errno in _OF_OUTPUTS or not isinstance(error.filename, str | bytes | os.PathLike):
        return False
    path = Path(os.fsdecode(error.filename)).absolute()
    if error.errno in (errno.EACCES, errno.EPERM) and os.access(path, os.R_OK):
        return False
    return any(path.is_relative_to(each) for given in inputs for each in (given.absolute(), given.resolve()))


INPUT = Input()
"""An input that the command opens by itself: where it cannot be read, that is an error of its own."""


class Regular(click.Path):
    """A regular file that exists: of anything else nobody knows when it ends."""

    def __init__(self) -> None:
        super().__init__(exists=True, dir_okay=False, path_type=Path)

    def convert(self, value: str | os.PathLike[str], param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """Give the path of the file."""
        path = Path(os.fsdecode(super().convert(value, param, ctx)))
        if kind := special(path):
            self.fail(f"{path} is {kind}, not a file: {REMEDY}.", param, ctx)
        return path


FILE = Regular()
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON for a program to read.")


GEOIP_FOLDER = "TRAFFICAUDIT_GEOIP"
INSTALLED = "installed"


def geoip_folder() -> Path:
    """Give the folder of the installed set of geo databases."""
    named = os.environ.get(GEOIP_FOLDER)
    return Path(named) if named else Path(click.get_app_dir("trafficaudit")) / "geoip"


class GeoFile(Regular):
    """A geo database, a pin file, or the word for the installed set."""

    def convert(self, value: str | os.PathLike[str], param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """Give the path of a file that exists."""
        if value == INSTALLED:
            value = geoip_folder() / "pins.json"
            if not value.exists():
                self.fail("nothing is installed: see trafficaudit geoip add and update", param, ctx)
        return super().convert(value, param, ctx)


GEOIP = click.option(
    "--geoip",
    multiple=True,
    type=GeoFile(),
    metavar="FILE",
    help="Your own GeoIP2/GeoLite2 file (repeatable), or installed: the set of trafficaudit geoip.",
)


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
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, TextIOWrapper) and stream.encoding.lower() != "utf-8":
                stream.reconfigure(errors="backslashreplace")  # a terminal may not have every letter
        asked: list[int] = []
        try:
            with _ended_by_signals(asked):
                done = super().invoke(ctx)
            if sys.stdout is not None:  # it may have been closed from outside
                sys.stdout.flush()
        except AuditError as error:
            fail(error)
        except KeyboardInterrupt:
            _interrupted(asked)
        except OSError as error:
            _unwritten(error, ctx.meta.get(_INPUTS, ()))
        except Exception as error:
            if not asked:
                _told_of_name(error)
                raise
            _interrupted(asked)  # what was loading just then has made another error of it
        return done


def _unwritten(error: OSError, inputs: Iterable[Path]) -> NoReturn:
    """End with a line that says what could not be read or written."""
    if error.errno == errno.EPIPE:  # whoever read has seen enough, which click knows how to take
        raise error
    _forget_output()
    what = error.strerror or type(error).__name__
    if _of_input(error, inputs):
        fail(_forbidden(Path(os.fsdecode(error.filename)), what))
    fail(OutputError(what, str(error.filename or "the output"), "check the path, its rights and the disk"))


def _told_of_name(error: Exception) -> None:
    """End with a line where the command line holds a name that the libraries of the tables cannot take.

    Names of files are bytes; those that are not in the locale's encoding are text with lone surrogates (PEP 383).
    """
    if isinstance(error, UnicodeEncodeError):
        for word in sys.argv[1:]:
            if word.encode(errors="ignore") != word.encode(errors="surrogateescape"):
                remedy = "name another, or set a locale of UTF-8 (LC_ALL=C.UTF-8)"
                fail(OutputError("is no name in UTF-8, which the files of a result need", word, remedy))


def _interrupted(asked: Sequence[int]) -> NoReturn:
    click.echo(ending.INTERRUPTED, err=True)
    raise SystemExit(128 + (asked[0] if asked else signal.SIGINT)) from None


@contextmanager
def _ended_by_signals(asked: list[int]) -> Iterator[None]:
    """Have Ctrl-C, SIGTERM, and SIGHUP of a terminal that is closed, end a command in order, nothing left.

    ``asked`` takes the numbers of those that came.
    """

    def stop(number: int, frame: FrameType | None) -> None:
        asked.append(number)
        raise KeyboardInterrupt(number)

    mine = [number for number in ending.ENDING if ending.unclaimed(number)]
    if threading.current_thread() is not threading.main_thread():
        mine = []
    before = {number: signal.signal(number, stop) for number in mine}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


_WARNING = {"en": "warning: {}", "ko": "주의: {}"}


def warn(text: str, lang: str = "en") -> None:
    """Print a warning, if there is one."""
    if text:
        click.echo(_WARNING[lang].format(visible(text)), err=True)


def _forget_output() -> None:
    """Let go of what stdout still holds and nobody takes: Python would try once more at its end, and complain."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def fail(error: AuditError) -> NoReturn:
    """End the process with an error's sentence and exit code."""
    click.echo(f"trafficaudit: {visible(str(error))}", err=True)
    raise SystemExit(EXIT_CODES.get(type(error), 1))


class progress:  # noqa: N801 - reads as a function
    """A running count on a terminal, nothing in a pipe."""

    def __init__(self, unit: str = "exchanges") -> None:
        self._unit = unit

    def __enter__(self) -> Callable[[int], None]:
        self._bar: Progress | None = None
        if not sys.stderr.isatty():
            return lambda count: None
        console = Console(stderr=True)
        columns = (SpinnerColumn(), TextColumn("{task.completed:,.0f} " + self._unit), TimeElapsedColumn())
        bar = self._bar = Progress(*columns, console=console, transient=True)
        task = bar.add_task("", total=None)
        bar.start()
        return lambda count: bar.update(task, completed=count)

    def __exit__(self, *_: object) -> None:
        if self._bar:
            self._bar.stop()
