"""``trafficaudit phase``."""

import errno
import json
from pathlib import Path

import click

from trafficaudit import ending
from trafficaudit.cli.options import JSON, PATH
from trafficaudit.errors import OutputError, RecordError
from trafficaudit.recording import control
from trafficaudit.redaction import visible


def phase_name(ctx: click.Context, parameter: click.Parameter, value: str) -> str:
    """Give the name of a phase without blanks around it; an option that is left out stays empty."""
    try:
        return control.checked(value) if value or parameter.required else ""
    except RecordError as error:
        raise click.BadParameter(str(error)) from None


@click.command("phase", epilog="Example: trafficaudit phase before_consent")
@click.argument("name", callback=phase_name)
@click.option(
    "-o",
    "--output",
    "folder",
    type=PATH,
    metavar="DIR",
    help="The capture folder that is recorded into; default: the one under way below captures/.",
)
@JSON
def phase_command(name: str, folder: Path | None, *, as_json: bool) -> None:
    """Begin a phase of use in a recording that is under way, from another terminal.

    Usual NAMEs: install, first_launch, before_consent, consent, login, browse, checkout, background, idle_baseline,
    uninstall; withdrawal and after_withdrawal where consent is taken back. Any other name is good as well. Prints the
    time at which the phase began.
    """
    capture, began = folder or _only_one(Path("captures")), ""
    try:
        began = control.send(capture, name)
        click.echo(json.dumps({"capture": str(capture), "phase": name, "at": began}) if as_json else began)
    except KeyboardInterrupt:
        said = f"the phase began at {began}" if began else "the phase may have begun"
        line = (
            f"trafficaudit: interrupted: {capture}: {said} (look at the recorder's terminal before you mark it again)"
        )
        raise ending.KeptError(visible(line)) from None
    except OSError as error:
        if not began or error.errno == errno.EPIPE:
            raise
        what = f"the phase began at {began}, which could not be printed: {error.strerror}"
        raise OutputError(what, str(capture), "do not mark it again") from error


def _only_one(captures: Path) -> Path:
    found = control.under_way(captures)
    if len(found) == 1:
        return found[0]
    if not found:
        remedy = "go to the folder in which trafficaudit record was started, or name the capture folder with -o"
        raise RecordError("nothing is recorded below it", str(captures.absolute()), remedy)
    listed = ", ".join(path.name for path in found)
    raise RecordError(f"several recordings are under way ({listed})", str(captures), "name one with -o")
