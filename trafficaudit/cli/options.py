"""What the commands share: options, warnings, and a count on a terminal."""

import errno
import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import click
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from trafficaudit.errors import (
    DestinationError,
    ReadError,
)
from trafficaudit.redaction import visible
from trafficaudit.special import REMEDY, special

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


class Named(click.Path):
    """A path that a command writes to, or looks for by itself: an empty one would be the folder that one is in."""

    def __init__(self, *, file_okay: bool = True, dir_okay: bool = True) -> None:
        super().__init__(file_okay=file_okay, dir_okay=dir_okay, path_type=Path)

    def convert(self, value: str | os.PathLike[str], param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """Give the path."""
        if not value:
            self.fail(EMPTY, param, ctx)
        return Path(os.fsdecode(super().convert(value, param, ctx)))


class Whole(click.IntRange):
    """A whole number between two bounds; what is none is told with them."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Give the number."""
        try:
            return int(super().convert(value, param, ctx))
        except click.BadParameter:
            self.fail(f"{value!r} is no whole number from {self.min} to {self.max}.", param, ctx)


EMPTY = "it is empty: name a file or folder (. is the folder you are in)."
PATH, PLACE, PAGE = Named(), Named(file_okay=False), Named(dir_okay=False)


def in_language[F: Callable[..., None]](what: str) -> Callable[[F], F]:
    """Give the option that names the language of something."""
    choice = click.Choice(["ko", "en"])
    return click.option("--lang", type=choice, default="en", show_default=True, help=f"Language of {what}.")


def written_to[F: Callable[..., None]](what: str, *, metavar: str = "DIR", required: bool = False) -> Callable[[F], F]:
    """Give the option that names what a command writes."""
    return click.option("-o", "--output", "target", required=required, type=PATH, metavar=metavar, help=what)


LANG = in_language("headings")
REPLACE = click.option("--force", is_flag=True, help="Replace an existing file.")


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
INPUTS = "trafficaudit.inputs"
"""Where a command's context holds what it was given to read."""


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
        if not value:
            self.fail(EMPTY, param, ctx)
        path = super().convert(value, param, ctx)
        if isinstance(path, Path):
            if kind := special(path):
                raise ReadError(f"is {kind}, not a file or folder", str(path), REMEDY)
            for part in _parts():
                _listable(path / part)
            if ctx is not None:
                ctx.meta.setdefault(INPUTS, []).append(path)
        return path


def _parts() -> tuple[str, ...]:
    """Give the folders of an input that would pass for empty, or for not there, where nobody may list or enter them."""
    from trafficaudit.evidence import bag, chain  # noqa: PLC0415 - cryptography takes a while to load

    return "", bag.BAG, bag.ANCHOR, chain.FOLDER


def _listable(folder: Path) -> None:
    try:
        status = folder.stat()
    except PermissionError as error:
        raise forbidden(folder, str(error.strerror)) from None
    except (OSError, ValueError):
        return  # the command says what is wrong with it
    if stat.S_ISDIR(status.st_mode) and not os.access(folder, os.R_OK | os.X_OK):
        raise forbidden(folder, os.strerror(errno.EACCES))


def forbidden(path: Path, reason: str) -> ReadError:
    """Say of an input that it may not be read."""
    return ReadError(f"cannot be read: {reason}", str(path), "check its rights and those of the folders above it")


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
RECIPIENTS = click.option(
    "--recipients", multiple=True, type=FILE, help="Your own additions to the map of recipients (TOML, repeatable)."
)
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


_WARNING = {"en": "warning: {}", "ko": "주의: {}"}


def warn(text: str, lang: str = "en") -> None:
    """Print a warning, if there is one."""
    if text:
        click.echo(_WARNING[lang].format(visible(text)), err=True)


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
