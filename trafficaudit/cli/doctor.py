"""``trafficaudit doctor``."""

import json
from pathlib import Path

import click

from trafficaudit.cli.options import JSON, PATH
from trafficaudit.cli.screen import Grid, console, show
from trafficaudit.devices import authority, ports
from trafficaudit.devices.doctor import Check, Setup, checks, passed
from trafficaudit.devices.ports import Port

_STYLES = {"ok": "green", "warning": "yellow", "failed": "bold red", "skipped": "dim"}


class _PortType(click.ParamType[Port]):
    name = "port"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Port:
        found = ports.parse(str(value))
        return found or self.fail(f"{value!r} is no port; give 8080, 51820/udp or 127.0.0.1:8080", param, ctx)


@click.command("doctor", epilog="Example: trafficaudit doctor --device --app kr.example.shop -o captures/shop")
@click.option(
    "--device",
    is_flag=False,
    flag_value="",
    metavar="[SERIAL]",
    help="Check this phone too (adb devices lists them); without a serial the only one connected.",
)
@click.option("--app", default="", metavar="ID", help="The app's package name.")
@click.option(
    "--port",
    "wanted",
    type=_PortType(),
    multiple=True,
    default=("8080",),
    show_default=True,
    metavar="N",
    help="A port the proxy will listen on, 51820/udp for WireGuard (repeatable).",
)
@click.option("-o", "--output", "folder", type=PATH, metavar="DIR", help="The capture folder to be made.")
@click.option(
    "--confdir",
    type=PATH,
    default=authority.CONFDIR,
    show_default=True,
    help="mitmproxy's folder with its CA.",
)
@JSON
def doctor_command(
    *, device: str | None, app: str, wanted: tuple[Port, ...], folder: Path | None, confdir: Path, as_json: bool
) -> None:
    """Check this computer and the phone before a recording; each finding with its remedy.

    Ends with 0 when nothing failed (warnings may be there), with 1 when something did. Changes nothing.
    """
    found = checks(Setup(device=device, app=app, ports=wanted, folder=folder, confdir=confdir))
    if as_json:
        rows = [each.as_json() for each in found]
        click.echo(json.dumps({"passed": passed(found), "checks": rows}, ensure_ascii=False, indent=1))
    else:
        _print(found)
    if not passed(found):
        raise SystemExit(1)


def _print(found: list[Check]) -> None:
    screen = console()
    rows = [(each.name, each.status, each.found, each.remedy) for each in found]
    styles = [_STYLES[each.status] for each in found]
    show([Grid("", ("check", "status", "found", "remedy"), rows, styles=styles)], screen)
    counts = {status: sum(each.status == status for each in found) for status in _STYLES}
    screen.print(", ".join(f"{count} {status}" for status, count in counts.items()))
