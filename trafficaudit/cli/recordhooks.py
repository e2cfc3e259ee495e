"""The hooks of ``trafficaudit record``: what was asked for, and what is said of them."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from trafficaudit.childlines import whole
from trafficaudit.devices import authority
from trafficaudit.hooks import catalogue
from trafficaudit.hooks.faults import HookError
from trafficaudit.hooks.process import Hooks, Task
from trafficaudit.hooks.standing import LOCAL
from trafficaudit.plurals import several
from trafficaudit.recording.session import Plan
from trafficaudit.redaction import visible


def check(agents: Sequence[str]) -> None:
    """See that the agents that were named exist, before anything is recorded.

    Raises:
        BadParameter: one does not.
    """
    try:
        catalogue.choose(catalogue.load(), agents, "native") if agents else ()
    except HookError as error:
        raise click.BadParameter(f"{error.what} ({error.remedy})", param_hint="--hook") from None


def task(plan: Plan, hooked: str, **asked: Any) -> Task:
    """Say what is hooked: the app on a device, or on this computer what stands for it.

    Args:
        plan: the recording.
        hooked: a device as ``hooks.target.Target`` names it, or ``local:`` with a command or process id.
        asked: further fields of the task.
    """
    device, colon, what = hooked.partition(":")
    if device != LOCAL or not colon:
        device, what = hooked, plan.app
    return Task(plan.folder, what, device, ca=_authority(plan), package=plan.app, **asked)


class AppHooks:
    """The hooks while it is recorded. That they failed is said when it happens: what the app does then is not seen."""

    def __init__(self, asked: Task) -> None:
        self._hooks = Hooks(asked)
        self._said = ""

    @property
    def standing(self) -> Mapping[str, object]:
        """How they stand."""
        return self._hooks.standing

    def read(self) -> None:
        """Take in what they have told, without waiting."""
        self._hooks.read()
        if self._hooks.failure != self._said:
            self._said = self._hooks.failure
            click.echo(f"warning: the recording goes on without hooks: {visible(self._said)}", err=True)

    def end(self) -> None:
        """End them, and say how many events there are, and what of them is not there."""
        again = self._hooks.restarts
        told = self._hooks.end()
        self.read()
        events = several(whole(told.get("events")), "hook event")
        missing = [f"{count} {what}" for name, what in _MISSING.items() if (count := whole(told.get(name)))]
        click.echo(f"{'at least ' if again else ''}{', '.join((events, *missing))}", err=True)


_MISSING = {
    "dropped": "left out because there were too many",
    "lost": "lost on the way",
    "refused": "refused, which were none",
}
"""What is said of events that a standing counts beside those that are kept."""


def _authority(plan: Plan) -> Path | None:
    """Give the certificate that the agents have the app trust; None where mitmproxy has made none."""
    named = [option.partition("=")[2] for option in plan.options if option.startswith("confdir=")]
    path = Path(named[-1] if named else authority.CONFDIR).expanduser() / authority.CERTIFICATE
    return path if path.is_file() else None
