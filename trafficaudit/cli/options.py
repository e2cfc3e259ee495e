"""What the commands share: their errors on one line with an exact exit code, options, and a count on a terminal."""

import errno
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import Literal, NoReturn

import click
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

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
INPUT = click.Path(readable=False, path_type=Path)
"""An input that the command opens by itself: where it cannot be read, that is an error of its own."""
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON for a program to read.")


GEOIP_FOLDER = "TRAFFICAUDIT_GEOIP"
INSTALLED = "installed"


def geoip_folder() -> Path:
    """Give the folder of the installed set of geo databases."""
    named = os.environ.get(GEOIP_FOLDER)
    return Path(named) if named else Path(click.get_app_dir("trafficaudit")) / "geoip"


class GeoFile(click.Path):
    """A geo database, a pin file, or the word for the installed set."""

    def __init__(self) -> None:
        super().__init__(exists=True, dir_okay=False, path_type=Path)

    def convert(
        self, value: str | os.PathLike[str], param: click.Parameter | None, ctx: click.Context | None
    ) -> str | bytes | os.PathLike[str]:
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

    def invoke(self, ctx: click.Context) -> object:
        """Run a command."""
        if ctx.parent is not None:
            return super().invoke(ctx)
        try:
            with _ended_by_signals():
                done = super().invoke(ctx)
            sys.stdout.flush()
        except AuditError as error:
            fail(error)
        except KeyboardInterrupt as asked:
            click.echo("trafficaudit: interrupted: what was not finished is not kept", err=True)
            raise SystemExit(128 + (asked.args[0] if asked.args else signal.SIGINT)) from None
        except OSError as error:
            if error.errno == errno.EPIPE:  # whoever read has seen enough, which click knows how to take
                raise
            _forget_output()
            what = error.strerror or type(error).__name__
            fail(OutputError(what, str(error.filename or "the output"), "check the path, its rights and the disk"))
        return done


@contextmanager
def _ended_by_signals() -> Iterator[None]:
    """Have SIGTERM, and SIGHUP of a terminal that is closed, end a command as Ctrl-C does: in order, nothing left."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt(number)

    mine = [number for number in (signal.SIGTERM, signal.SIGHUP) if signal.getsignal(number) is signal.SIG_DFL]
    if threading.current_thread() is not threading.main_thread():
        mine = []
    for number in mine:
        signal.signal(number, stop)
    try:
        yield
    finally:
        for number in mine:
            signal.signal(number, signal.SIG_DFL)


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
