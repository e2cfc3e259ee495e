"""``trafficaudit serve-replay``."""

import ipaddress
import json
import os
import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import FrameType
from typing import get_args

import click

from trafficaudit import playback
from trafficaudit.cli.options import INPUT, JSON, PLACE, Whole
from trafficaudit.errors import OutputError, room
from trafficaudit.recording import proxy, status
from trafficaudit.redaction import visible
from trafficaudit.working import scratch

_LINE = 64 << 10
_PATIENCE = 10.0
"""Seconds that the proxy has to end on its own."""


def _address(context: click.Context, parameter: click.Parameter, value: str) -> str:
    try:
        return str(ipaddress.ip_address(value))
    except ValueError:
        raise click.BadParameter("is no IP address; name one of this machine's, such as 127.0.0.1") from None


def _mode(context: click.Context, parameter: click.Parameter, value: str) -> str:
    try:
        return playback.check_mode(value)
    except ValueError as error:
        raise click.BadParameter(str(error)) from None


@click.command("serve-replay", epilog="Example: trafficaudit serve-replay captures/demo --port 8080")
@click.argument("capture", type=INPUT)
@click.option("--port", type=Whole(1, 65535), default=8080, show_default=True, help="TCP port to listen on.")
@click.option(
    "--listen",
    default="127.0.0.1",
    show_default=True,
    metavar="ADDRESS",
    callback=_address,
    help="IP address to listen on.",
)
@click.option(
    "--mode",
    default="regular",
    show_default=True,
    callback=_mode,
    help="regular, socks5, or reverse:https://HOST for an app that takes no proxy.",
)
@click.option(
    "--unknown",
    type=click.Choice(list(get_args(playback.Unknown.__value__))),
    default="502",
    show_default=True,
    help="How to refuse what is not in the capture: a status code, or close the connection.",
)
@click.option(
    "--max-size",
    type=Whole(1, 1 << 20),
    default=playback.SIZE_LIMIT >> 20,
    show_default=True,
    metavar="MIB",
    help="Largest capture to hold in memory.",
)
@click.option(
    "--confdir",
    type=PLACE,
    help="Folder of the certificate authority that the app trusts; default: mitmproxy's own.",
)
@JSON
def serve_replay_command(
    *,
    capture: Path,
    port: int,
    listen: str,
    mode: str,
    unknown: playback.Unknown,
    max_size: int,
    confdir: Path | None,
    as_json: bool,
) -> None:
    """Answer an app from a saved capture, without any network.

    CAPTURE is a mitmproxy flow file, a HAR (.har, .zhar), a Fiddler session archive (.saz), saved items of Burp
    Suite, a capture folder or a sealed package. Whatever it does not hold is refused; nothing is let through. Ends with
    Ctrl-C.
    """
    with _scratch() as copies:
        prepared = playback.prepare(capture, copies, max_size << 20)
        _introduce(prepared, listen)
        line = playback.command(
            proxy.mitmdump(),
            proxy.addon("sealed"),
            prepared,
            listen=listen,
            port=port,
            mode=mode,
            unknown=unknown,
            confdir=confdir,
        )

        def ready() -> None:
            prepared.confirm()  # what the proxy has read is what was looked at, and verified
            for copy in copies.iterdir():  # the proxy holds them in memory now
                copy.unlink()
            click.echo(_ready_text(prepared, listen, port, as_json))

        _serve(line, ready, f"{listen} port {port}")


@contextmanager
def _scratch() -> Iterator[Path]:
    """Give a folder for copies of the answers; those that a killed command left go first.

    Raises:
        OutputError: there is no place for temporary files that can be written to.
    """
    with ExitStack() as stack:
        try:
            folder = stack.enter_context(scratch("trafficaudit-serve-replay"))
        except OSError as error:
            what = f"no folder can be made for a copy of the answers: {error.strerror or error}"
            raise OutputError(what, remedy=room(error, "set TMPDIR to a folder that can be written to")) from error
        yield folder


def _introduce(prepared: playback.Playback, listen: str) -> None:
    for what, count in prepared.left_out:
        click.echo(f"not served: {what}: {count}", err=True)
    if not ipaddress.ip_address(listen).is_loopback:
        click.echo(
            f"warning: listening on {listen}: whoever reaches it gets the recorded answers, personal data too",
            err=True,
        )


def _ready_text(prepared: playback.Playback, listen: str, port: int, as_json: bool) -> str:
    place = f"[{listen}]:{port}" if ":" in listen else f"{listen}:{port}"
    if not as_json:
        return place
    return json.dumps(
        {
            "capture": prepared.name,
            "listen": place,
            "answers": prepared.answers,
            "not_served": dict(prepared.left_out),
        },
        ensure_ascii=False,
    )


def _serve(line: list[str], ready: Callable[[], None], where: str) -> None:
    """Run the proxy until it is told to stop; what it says goes to stderr; ``ready`` is called once it answers."""
    taken = False
    with _ending() as ending:
        process = ending.process = subprocess.Popen(  # noqa: S603 - our own program, no shell
            line,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            env=os.environ | {"PYTHONUNBUFFERED": "1", status.DESCRIPTOR: "1"},  # that of its standard output
        )
        try:
            if ending.asked:  # before there was a process to pass it on to
                process.terminate()
            for text in _lines(process):
                taken |= "failed to listen" in text
                if playback.READY in text:
                    ready()
                click.echo(visible(text), err=True)
        finally:
            _end(process)
    if ending.asked:
        return
    if taken:
        raise playback.PlaybackError(
            "the port is taken, or the address is none of this machine's", where, "name another"
        )
    raise playback.PlaybackError(f"the proxy ended with code {process.returncode}", where, "its last lines say why")


def _lines(process: subprocess.Popen[bytes]) -> Iterator[str]:
    assert process.stdout is not None
    while data := process.stdout.readline(_LINE):
        yield data.decode("utf-8", "replace").rstrip("\r\n")


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ask the proxy to stop, pass on what it still says, and end its process group if it does not."""
    if process.poll() is None:
        process.terminate()
    try:
        rest, _ = process.communicate(timeout=_PATIENCE)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        rest, _ = process.communicate()
    for text in rest.decode("utf-8", "replace").splitlines():
        click.echo(visible(text), err=True)


class _Ending:
    """What signals do while the proxy runs: the first one asks it to end, so that its last lines still come."""

    def __init__(self) -> None:
        self.asked = False
        self.process: subprocess.Popen[bytes] | None = None

    def stop(self, number: int, frame: FrameType | None) -> None:
        """Pass a signal on; from the second one on, or after some time, the proxy is ended at once."""
        again, self.asked = self.asked or number == signal.SIGALRM, True
        if self.process is not None and self.process.poll() is None:
            if again:
                os.killpg(self.process.pid, signal.SIGKILL)
            else:
                self.process.terminate()
                signal.setitimer(signal.ITIMER_REAL, _PATIENCE)


@contextmanager
def _ending() -> Iterator[_Ending]:
    ending = _Ending()
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGALRM)
    # What whoever started this has it ignore (nohup) stays ignored.
    heard = [number for number in numbers if signal.getsignal(number) != signal.SIG_IGN]
    before = {number: signal.signal(number, ending.stop) for number in heard}
    try:
        yield ending
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        for number, handler in before.items():
            signal.signal(number, handler)
