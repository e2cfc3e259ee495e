"""``trafficaudit export``."""

import json
from pathlib import Path

import click

from trafficaudit.cli.options import JSON, progress
from trafficaudit.redaction import visible


@click.command("export", epilog="Example: trafficaudit export --har captures/demo -o demo.har")
@click.argument("capture", type=click.Path(path_type=Path))
@click.option("--har", "har", is_flag=True, required=True, help="As HAR 1.2, which browsers and mitmproxy open.")
@click.option(
    "-o",
    "--output",
    "target",
    required=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The file to write.",
)
@click.option("--force", is_flag=True, help="Replace an existing file.")
@JSON
def export_command(*, capture: Path, har: bool, target: Path, force: bool, as_json: bool) -> None:
    """Write a capture in a format of other tools, for viewing.

    CAPTURE is a mitmproxy flow file, a HAR or a capture folder. The file holds what the capture holds, personal data in
    the clear included, and says which capture it is derived from; what the format has no place for is counted.
    """
    from trafficaudit.export import export_har  # noqa: PLC0415 - its libraries take a while to load

    with progress() as tick:
        done = export_har(capture, target, force=force, tick=tick)
    for what, count in done.left_out:
        click.echo(f"not in the file: {count} {visible(what)}", err=True)
    if done.kept:
        click.echo(f"held as sent, as their content encoding cannot be taken off: {done.kept} bodies", err=True)
    click.echo(f"{done.entries} entries; a copy for viewing, not the evidence.", err=True)
    said = {
        "file": str(target),
        "capture_sha256": done.capture_sha256,
        "entries": done.entries,
        "left_out": dict(done.left_out),
        "bodies_kept_encoded": done.kept,
    }
    click.echo(json.dumps(said, ensure_ascii=False) if as_json else str(target))
