"""What the commands share: their errors on one line with an exact exit code, options, and a count on a terminal."""

import sys
from collections.abc import Callable
from typing import NoReturn

import click
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from trafficaudit.errors import (
    AuditError,
    DeclarationError,
    DestinationError,
    EvidenceError,
    OutputError,
    PersonaError,
    ReadError,
    SignerError,
)
from trafficaudit.redaction import visible

EXIT_CODES: dict[type[AuditError], int] = {
    ReadError: 3, DestinationError: 3, PersonaError: 2, DeclarationError: 2, OutputError: 1, EvidenceError: 3,
    SignerError: 2,
}  # fmt: skip

LANG = click.option(
    "--lang", type=click.Choice(["ko", "en"]), default="en", show_default=True, help="Language of headings."
)
JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON for a program to read.")


class Group(click.Group):
    """Turns our errors into one line on stderr and an exact exit code."""

    def invoke(self, ctx: click.Context) -> object:
        """Run a command."""
        try:
            return super().invoke(ctx)
        except AuditError as error:
            fail(error)


def fail(error: AuditError) -> NoReturn:
    """End the process with an error's sentence and exit code."""
    click.echo(f"trafficaudit: {visible(str(error))}", err=True)
    refused = isinstance(error, OutputError) and error.remedy.endswith("--force")
    raise SystemExit(2 if refused else EXIT_CODES.get(type(error), 1))


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
