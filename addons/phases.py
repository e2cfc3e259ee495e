"""Mark the phases of use of a recording: install, first_launch, before_consent, consent, login, browse, checkout, ...

Every exchange that begins belongs to the phase that was marked last. A phase is marked with the command
`audit.phase NAME` (mitmproxy's `:` prompt, mitmweb's command bar), with the key F2 of mitmproxy, which offers the
usual names, or from another terminal with `trafficaudit phase NAME`.

    mitmdump -s addons/record.py -s addons/phases.py --set audit_phase=install

Option: `audit_phase` (the phase to begin with).
"""

import asyncio
import logging
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from mitmproxy import command, ctx, exceptions
from mitmproxy.addonmanager import Loader

from trafficaudit.errors import RecordError
from trafficaudit.recording import control

log = logging.getLogger(__name__)

KEY = "f2"


class Phases:
    """The addon."""

    name = "audit_phases"

    def __init__(self) -> None:
        self._pipe = -1
        self._folder: Path | None = None

    def load(self, loader: Loader) -> None:
        """Add the option."""
        loader.add_option("audit_phase", str, "", "The phase of use to begin with.")

    def running(self) -> None:
        """Listen for other terminals, add the key, begin the first phase."""
        recorder = self._recorder()
        if recorder is None:
            log.error("phases.py marks the phases of a recording: load record.py as well (-s addons/record.py)")
            return
        recorder.running()
        self._folder = recorder.folder
        if self._folder is None:
            return
        try:
            self._pipe = control.listen(self._folder)
            asyncio.get_running_loop().add_reader(self._pipe, self._heard)
        except RecordError as error:
            log.warning("%s", error)
        keymap = getattr(ctx.master, "keymap", None)
        if keymap is not None:
            choose = "console.choose.cmd Phase audit.phase.names audit.phase {choice}"
            keymap.add(KEY, choose, ["global"], "Begin a phase of use")
        if ctx.options.audit_phase:
            self.phase(ctx.options.audit_phase)

    def done(self) -> None:
        """Stop listening."""
        if self._pipe >= 0:
            asyncio.get_running_loop().remove_reader(self._pipe)
            os.close(self._pipe)
            self._pipe = -1

    @command.command("audit.phase")
    def phase(self, name: str) -> None:
        """Begin a phase of use: every exchange that begins from now on belongs to it."""
        try:
            self._mark(control.checked(name), "")
        except RecordError as error:
            raise exceptions.CommandError(str(error)) from None

    @command.command("audit.phase.names")
    def names(self) -> Sequence[str]:
        """List the usual phases of use."""
        return control.PHASES

    def _heard(self) -> None:
        said = os.read(self._pipe, 1 << 16)
        for request in control.requests(said):
            self._mark(request.phase, request.ticket)
        recorder = self._recorder()
        for reading in control.readings(said) if recorder is not None else ():
            recorder.note_clock(reading)

    def _mark(self, name: str, ticket: str) -> None:
        recorder = self._recorder()
        if recorder is None:
            raise RecordError("nothing is being recorded", "", "load addons/record.py as well")
        recorder.mark(name, ticket)
        log.info("Phase: %s", name)

    @staticmethod
    def _recorder() -> Any:
        """Give the addon that records; None where it is not loaded."""
        return ctx.master.addons.get("audit_record")


addons = [Phases()]
