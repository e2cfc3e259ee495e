"""``trafficaudit recover``."""

import json
import os
from pathlib import Path

import click

from trafficaudit.cli.options import INPUT, JSON
from trafficaudit.errors import OutputError, ReadError, RecordError
from trafficaudit.plurals import several
from trafficaudit.recording import folder as folders
from trafficaudit.recording import writer
from trafficaudit.redaction import visible


@click.command("recover", epilog="Example: trafficaudit recover captures/recording-20261125-090000Z")
@click.argument("capture", type=INPUT)
@JSON
def recover_command(capture: Path, *, as_json: bool) -> None:
    """Finish a recording that a power cut or a full disk has cut off.

    Everything that the proxy had handed over is written into CAPTURE; what had begun and was not over is counted in its
    gaps. A capture that is finished already is left as it is.
    """
    try:
        description = folders.read_description(capture)
    except RecordError as error:
        raise ReadError(error.what, error.where, error.remedy) from error
    working = (capture / folders.WORKING).is_dir()
    if not description.get("complete") or (working and not folders.is_held(capture)):
        if not working:
            what = "has no recorder's journal: there is nothing to finish"
            raise ReadError(what, str(capture), "name the folder of a recording that was cut off")
        try:
            lock = folders.hold(capture)
            try:
                description = writer.resume(capture)
            finally:
                os.close(lock)
        except OSError as error:
            raise OutputError(
                f"cannot be written: {error.strerror}", str(capture), "free some disk, try again"
            ) from error
    if as_json:
        click.echo(json.dumps(description))
        return
    flows = description.get("flows")
    counted = several(flows if isinstance(flows, int) else 0, "flow")
    click.echo(f"{counted}, {visible(str(description.get('ended')))}", err=True)
    click.echo(str(capture))
