"""The process that hooks an app: ``python -P -m trafficaudit.hooks.run FOLDER --app ID``.

What the hooks tell goes to ``FOLDER/events.jsonl``. How it stands goes to standard output, a JSON object a line
(see ``standing.Standing``). It ends in order, agents unloaded, when its standard input closes, or on SIGTERM or SIGINT.
A token for a remote device comes in the environment, where other users cannot read it.
"""

import argparse
import json
import os
import select
import signal
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from trafficaudit.errors import AuditError
from trafficaudit.events import WITHOUT_HOOKS
from trafficaudit.hooks import catalogue
from trafficaudit.hooks.faults import HookError
from trafficaudit.hooks.intake import Intake
from trafficaudit.hooks.keeper import Keeper
from trafficaudit.hooks.standing import TOKEN, UNUSABLE, UNWRITABLE, Standing
from trafficaudit.hooks.target import Target
from trafficaudit.hooks.writer import Writer
from trafficaudit.redaction import visible

LIMIT = 2000
"""Events a second that one hook of an agent may tell; the agent counts those beyond."""

ALL = "all"
"""Instead of hosts whose plaintext is told: every one."""

_POLL = 0.2
_TELL = 1.0
_ENDING = 20.0
_SHOWN = 400
_LARGEST_CA = 1 << 20


def standing(keeper: Keeper, writer: Writer, intake: Intake, ended: str = "") -> Standing:
    """Put together how it stands; ``ended`` says why it ends before its time."""
    states = writer.hooks()
    return Standing(
        state="failed" if writer.failure else keeper.state,
        reason=visible(writer.failure or keeper.reason or ended)[:_SHOWN],
        processes=tuple(keeper.hooked.copy()),
        installed=states["installed"],
        absent=states["absent"],
        failed=states["failed"],
        events=writer.written,
        dropped=intake.dropped + writer.dropped_by_agents,
        refused=intake.refused,
        lost=intake.lost,
        waiting=intake.waiting,
        trouble=visible(intake.trouble)[:_SHOWN],
    )


def arguments(line: Sequence[str] | None = None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser("trafficaudit.hooks.run", allow_abbrev=False)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--app", required=True)
    parser.add_argument("--device", default="usb")
    parser.add_argument("--attach", action="store_true")
    parser.add_argument("--wait", action="store_true")
    parser.add_argument("--gate", action="store_true")
    parser.add_argument("--argument", action="append", default=[])
    parser.add_argument("--agent", action="append", default=[])
    parser.add_argument("--agents", type=Path, default=catalogue.FOLDER)
    parser.add_argument("--limit", type=int, default=LIMIT)
    parser.add_argument("--ca", type=Path)
    parser.add_argument("--package", default="")
    parser.add_argument("--plaintext", action="append", default=[])
    return parser.parse_args(line)


def options(asked: argparse.Namespace) -> dict[str, Any]:
    """Give what the agents are configured with: ``limit``, and ``app``, ``plaintext`` and ``ca`` (PEM) if asked for.

    Raises:
        HookError: the certificate cannot be read.
    """
    out: dict[str, Any] = {"limit": asked.limit} | ({"app": asked.package} if asked.package else {})
    if asked.plaintext:
        out["plaintext"] = ALL if ALL in asked.plaintext else asked.plaintext
    if asked.ca is not None:
        try:
            if asked.ca.stat().st_size > _LARGEST_CA:
                raise HookError("the certificate is too large", str(asked.ca))
            out["ca"] = asked.ca.read_text(encoding="ascii")
        except (OSError, UnicodeDecodeError):
            raise HookError("the certificate cannot be read", str(asked.ca), "give the CA as PEM") from None
    return out


class _Teller:
    """Writes lines to whoever started this process; notes when nobody listens any more."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._last = b""
        self.heard = True

    def tell(self, what: Standing) -> None:
        line = json.dumps(asdict(what)).encode("ascii") + b"\n"
        if line == self._last or not self.heard:
            return
        self._last = line
        try:
            while line:
                line = line[os.write(self._descriptor, line) :]
        except OSError:
            self.heard = False


def _wait(stdin: int, wake: int, teller: _Teller, parts: tuple[Keeper, Writer, Intake]) -> str:
    """Tell how it stands until it is to end; give who ends it where that is nobody that it knows."""
    keeper, writer, _ = parts
    told_at, state = 0.0, ""
    while teller.heard and not keeper.over and not writer.failure:
        readable = select.select([stdin, wake], [], [], _POLL)[0]
        if wake in readable:
            number = os.read(wake, 1)[0]
            return f"the hooks' process was ended from outside ({signal.strsignal(number)})"
        if stdin in readable and not os.read(stdin, 1024):
            return ""
        now = time.monotonic()
        if keeper.state != state or now - told_at >= _TELL:
            state, told_at = keeper.state, now
            teller.tell(standing(*parts))
    return ""


def run(asked: argparse.Namespace, stdin: int, wake: int, out: int) -> int:
    """Hook until told to end; give the exit status."""
    teller, intake = _Teller(out), Intake()
    try:
        agents = catalogue.load(asked.agents)
        what = Target(
            asked.app,
            asked.device,
            os.environ.pop(TOKEN, ""),
            asked.attach,
            asked.wait,
            tuple(asked.argument),
            asked.gate,
        )
        keeper = Keeper(what, agents, asked.agent, options(asked), intake)
        writer = Writer(asked.folder, intake)
    except AuditError as error:
        teller.tell(Standing(state="failed", reason=visible(str(error))))
        return UNUSABLE
    keeper.start()
    ended = _wait(stdin, wake, teller, (keeper, writer, intake))
    if ended:
        intake.say(WITHOUT_HOOKS + ended)
    if not keeper.end(_ENDING):
        intake.say("the agents could not be taken out in time")
    writer.close()
    teller.tell(standing(keeper, writer, intake, ended))
    if writer.failure:
        return UNWRITABLE
    return UNUSABLE if keeper.state in ("failed", "lost") else 0


def main() -> None:
    """Run as a program."""
    asked = arguments()
    # What Frida or an agent prints must not stand between the lines.
    out = os.dup(1)
    os.set_inheritable(out, False)
    os.dup2(2, 1)
    wake, woken = os.pipe()
    os.set_blocking(woken, False)
    signal.set_wakeup_fd(woken, warn_on_full_buffer=False)
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda *_: None)
    status = run(asked, 0, wake, out)
    sys.stderr.flush()
    # Calls of Frida's that never came back are still on their threads; nothing of ours is left to be done.
    os._exit(status)


if __name__ == "__main__":
    main()
