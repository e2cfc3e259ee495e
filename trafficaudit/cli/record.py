"""``trafficaudit record``."""

import select
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import click
from rich.console import Console
from rich.live import Live

from trafficaudit.capturefiles import IN_ORDER, LOG
from trafficaudit.cli import recordhooks, recordinputs, recordkeys, recordscreen, recordseal
from trafficaudit.cli.options import FILE, GEOIP, OBSERVER, PATH, RECIPIENTS, Whole
from trafficaudit.cli.phase import phase_name
from trafficaudit.cli.recordhooks import AppHooks
from trafficaudit.cli.recordphone import Phone
from trafficaudit.cli.sealing import DIGEST_ONLY
from trafficaudit.devices import authority, ports
from trafficaudit.devices.check import Setup
from trafficaudit.devices.doctor import checks, passed
from trafficaudit.devices.ports import Port
from trafficaudit.errors import RecordError
from trafficaudit.hooks.process import Task
from trafficaudit.recording import session
from trafficaudit.recording.folder import default
from trafficaudit.recording.session import Plan, Session
from trafficaudit.redaction import visible

_WIREGUARD = 51820
_NOWHERE = ("local", "tun")
"""Modes that take traffic from this computer itself."""
_TICK = 0.25
_START = 60.0
_NOTHING = (
    "nothing was recorded: look whether the phone's traffic goes through this computer, "
    "and whether the phone trusts the certificate"
)


def _app(ctx: click.Context, parameter: click.Parameter, value: str) -> str:
    """Give the app's id; a recording of no app would say of nobody what is its own."""
    if not value.strip():
        raise click.BadParameter("it is empty: name the app's package or bundle id.")
    return value


@click.command("record", epilog="Example: trafficaudit record --app kr.example.shop --mode wireguard -o captures/shop")
@click.option("--app", required=True, callback=_app, metavar="ID", help="The app's package or bundle id.")
@click.option(
    "--device",
    is_flag=False,
    flag_value="",
    metavar="[SERIAL]",
    help="The Android phone on adb; without a serial the only one connected. Left out for an iPhone.",
)
@click.option(
    "--mode",
    "modes",
    multiple=True,
    default=("regular",),
    show_default=True,
    help="mitmproxy's proxy mode: regular, wireguard, socks5, transparent, reverse:URL, ... (repeatable).",
)
@click.option("--port", type=Whole(1, 65535), default=8080, show_default=True, help="Port of the proxy.")
@click.option("--listen", "host", default="", metavar="ADDRESS", help="Address to listen on; default: every one.")
@click.option(
    "--persona", type=FILE, help="The test person's values (TOML), for findings shown meanwhile and the seal."
)
@DIGEST_ONLY
@GEOIP
@RECIPIENTS
@click.option("--phase", default="", callback=phase_name, metavar="NAME", help="The phase of use to begin with.")
@OBSERVER
@click.option("-o", "--output", "folder", type=PATH, metavar="DIR", help="The capture folder to make.")
@click.option(
    "--ui",
    type=click.Choice(["dump", "console", "web"]),
    default="dump",
    show_default=True,
    help="mitmproxy's user interface.",
)
@click.option("--set-proxy", metavar="HOST", help="Set the phone's proxy to this computer's HOST, and back at the end.")
@click.option("--install-ca", is_flag=True, help="Have the phone trust mitmproxy's certificate, and not at the end.")
@click.option(
    "--hooks",
    "hooked",
    is_flag=False,
    flag_value="usb",
    metavar="[DEVICE]",
    help="Hook the app with Frida as well: on usb, a serial, HOST:PORT of a frida-server, or local:COMMAND (or a PID).",
)
@click.option("--hook", "agents", multiple=True, metavar="NAME", help="Only this agent (repeatable); see hooks list.")
@click.option(
    "--plaintext",
    multiple=True,
    metavar="HOST",
    help="Take what goes to HOST from the app's TLS library, or all.",
)
@click.option("--attach", is_flag=True, help="Hook the app that runs already instead of starting it.")
@click.option("--live/--no-live", default=True, show_default=True, help="Show findings while recording.")
@click.option(
    "--check/--no-check", default=True, show_default=True, help="Run the checks of trafficaudit doctor first."
)
@click.option("--seal/--no-seal", "sealed", default=True, show_default=True, help="Seal the capture when it is over.")
@click.option("--offline", is_flag=True, help="Ask no time stamp authority; the requests wait.")
@click.option("--set", "options", multiple=True, metavar="NAME=VALUE", help="Further option of mitmproxy (repeatable).")
def record_command(
    *,
    app: str,
    device: str | None,
    folder: Path | None,
    check: bool,
    set_proxy: str | None,
    install_ca: bool,
    hooked: str | None,
    agents: tuple[str, ...],
    attach: bool,
    plaintext: tuple[str, ...],
    sealed: bool,
    offline: bool,
    digest_only: bool,
    **planned: Any,
) -> None:
    """Record an app on a test phone into a capture folder that replay reads.

    Record only your own device and account, or under a mandate: the recording holds everything that the phone sends.
    Ends in order with q, Ctrl-C or SIGTERM; prints the capture folder. Phases of use are marked with the keys shown, or
    from another terminal with: trafficaudit phase NAME.
    """
    if hooked is None and (agents or attach or plaintext):
        raise click.UsageError("--hook, --attach and --plaintext need --hooks")
    recordhooks.check(agents)
    if device is None and (set_proxy or install_ca):
        raise click.UsageError("--set-proxy and --install-ca need a phone: name it with --device")
    plan = Plan(folder or default(), app, **planned)
    if plan.ui == "console" and not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise click.UsageError("--ui console needs a terminal for its input and its output")
    recordinputs.check(plan.persona, plan.geoip, plan.recipients, digest_only=digest_only)
    recordseal.prepare(offline=offline)
    if check:
        _check(plan, device)
    hooks = None
    if hooked:
        hooks = partial(recordhooks.task, hooked=hooked, attach=attach, agents=agents, plaintext=plaintext)
    with recordseal.kept(plan.folder):
        running = _recorded(plan, _Prepared(device, set_proxy, install_ca), hooks)
        failed: list[RecordError] = []
        try:
            _conclude(running)
        except RecordError as error:
            failed.append(error)
        if sealed:
            unsealed = recordseal.seal(plan.folder, offline=offline, persona=plan.persona, digest_only=digest_only)
            failed += [unsealed] if unsealed else []
    for each in failed[1:]:
        click.echo(f"trafficaudit: {visible(str(each))}", err=True)
    if failed:
        raise failed[0]
    click.echo(str(plan.folder))


class _Prepared(NamedTuple):
    """What is asked of the phone before it is recorded; ``device`` is ``None`` where there is none on adb."""

    device: str | None
    set_proxy: str | None
    install_ca: bool


def _recorded(plan: Plan, asked_of: _Prepared, hooks_of: Callable[[Plan], Task] | None) -> Session:
    """Record until the proxy ends or somebody ends it; give the session, which is over."""
    with _ended_by_signals() as asked, ExitStack() as ending:
        phone = Phone(asked_of.device, ending) if asked_of.device is not None else None
        if phone:
            about = Path(ending.enter_context(tempfile.TemporaryDirectory(prefix="trafficaudit-"))) / "about.json"
            phone.describe(plan.app, plan.folder, about)
            plan = replace(plan, about=about)
        running = Session(plan)
        ending.callback(running.close)
        hooks: AppHooks | None = None
        try:
            _await_listening(running, asked)
            if phone and asked_of.install_ca:
                phone.install_ca()
            if phone and asked_of.set_proxy:
                phone.lead(asked_of.set_proxy, plan.port)
            if hooks_of:
                hooks = AppHooks(hooks_of(plan))
            _watch(running, asked, hooks)
        finally:
            if hooks:
                hooks.end()
            if phone and running.code is None:
                phone.compare_clocks(plan.folder)
            running.end()
    return running


def _conclude(running: Session) -> None:
    """Say what went wrong, if anything did.

    The exit code of the proxy says little: after QUIC, mitmproxy's own library may crash when everything is over.
    """
    failure = running.told.get("failure", {}).get("reason") or running.failed
    try:
        description = session.wait_until_complete(running.plan.folder)
    except RecordError:
        running.withdraw()
        raise RecordError(
            f"the recording did not begin: {failure}", str(running.plan.folder), "mend that and start it again"
        ) from None
    if failure or description.get("ended") != IN_ORDER:
        what = f"the recording did not end in order: {failure or description.get('ended', 'it is cut off')}"
        remedy = "finish it with: trafficaudit recover"
        if description.get("complete"):
            remedy = "what came before is in it: mend that, and record what follows into another folder"
        raise RecordError(what, str(running.plan.folder), remedy)
    if not description.get("flows"):
        click.echo(f"warning: {visible(str(running.plan.folder))}: {_NOTHING}", err=True)


def _check(plan: Plan, device: str | None) -> None:
    found = checks(Setup(device=device, app=plan.app, ports=tuple(_listening(plan)), folder=plan.folder))
    for each in found:
        if each.status in ("warning", "failed"):
            remedy = f" ({each.remedy})" if each.remedy else ""
            click.echo(f"{each.status}: {visible(f'{each.name}: {each.found}{remedy}')}", err=True)
    if not passed(found):
        raise RecordError("a check failed", "", "mend it, or go on all the same with --no-check")


def _listening(plan: Plan) -> Iterator[Port]:
    """Give what each mode listens on: what it names behind its last at sign, else the port of all, or its own."""
    for mode in plan.modes:
        name = mode.partition(":")[0].partition("@")[0]
        if name in _NOWHERE:
            continue
        number, transport = (_WIREGUARD, "udp") if name == "wireguard" else (plan.port, "tcp")
        named = ports.parse(f"{mode.rpartition('@')[2]}/{transport}") if "@" in mode else None
        port = named or Port(number, "udp" if transport == "udp" else "tcp")
        yield port if port.host else replace(port, host=plan.host)


def _await_listening(running: Session, asked: list[int]) -> None:
    """Wait until the proxy says where it listens, has ended, or is asked to."""
    until = time.monotonic() + _START
    while "servers" not in running.told and running.code is None and not asked:
        select.select([running.status], [], [], _TICK)
        running.read()
        if time.monotonic() > until:
            raise RecordError("the recorder does not answer", str(running.plan.folder), f"see {LOG} there")


def _watch(running: Session, asked: list[int], hooks: AppHooks | None) -> None:
    """Show how it stands until the proxy ends or somebody ends it."""
    console = Console(stderr=True, highlight=False, markup=False, emoji=False)
    began = time.monotonic()
    own = running.plan.ui != "console"  # whose keys and screen they are
    with ExitStack() as screen:
        keys = screen.enter_context(recordkeys.terminal()) if own else []
        if own and "servers" in running.told:
            _say_setup(running, console)
        shown: Live | None = None
        if console.is_terminal and running.plan.ui == "dump":
            shown = screen.enter_context(Live(console=console, auto_refresh=False, transient=True))
        while not asked and running.code is None:
            select.select([running.status, *keys], [], [], _TICK)
            running.read()
            if hooks:
                hooks.read()
                running.told["hooks"] = hooks.standing
            if keys and recordkeys.pressed(keys, running.plan.folder, console):
                return
            if shown:
                shown.update(recordscreen.table(running.told, time.monotonic() - began), refresh=True)


def _say_setup(running: Session, console: Console) -> None:
    found = authority.load()
    servers = running.told["servers"].get("servers")
    if console.is_terminal:
        recordscreen.draw_codes(servers, sys.stderr)
    for line in recordscreen.setup(servers, found.sha256 if found else ""):
        click.echo(line, err=True)
    click.echo(f"Recording into {visible(str(running.plan.folder))}", err=True)


@contextmanager
def _ended_by_signals() -> Iterator[list[int]]:
    """Collect the signals that end a recording in order."""
    asked: list[int] = []
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT)
    before = [signal.signal(number, lambda sent, frame: asked.append(sent)) for number in numbers]
    try:
        yield asked
    finally:
        for number, handler in zip(numbers, before, strict=True):
            signal.signal(number, handler)
