"""The phone of a recording: written down before, led through the proxy meanwhile, put back afterwards."""

import json
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import click

from trafficaudit.capturefiles import DEVICE
from trafficaudit.devices import adb, authority, clock, description, proxy, trust
from trafficaudit.errors import AuditError, RecordError
from trafficaudit.evidence import config
from trafficaudit.recording import control
from trafficaudit.redaction import visible

_MADE = 10.0
_NOTES = "phones"
"""In the user's configuration folder: what is to be put back on which phone."""
_OF_THE_APP = ("version", "version_code", "installer", "signing_certificates_sha256")


class Phone:
    """One Android phone on adb.

    Args:
        serial: which one; empty for the only one connected.
        ending: undoes at the end what was changed on the phone.

    Raises:
        DeviceError: there is no such phone, or it does not answer.
    """

    def __init__(self, serial: str, ending: ExitStack) -> None:
        self._adb = adb.connect(serial or None)
        self._ending = ending

    def describe(self, package: str, capture: Path, about: Path) -> None:
        """Write ``device.json`` into the capture folder, and what ``capture.json`` is to say of it to ``about``.

        Raises:
            DeviceError: the phone does not answer.
            RecordError: a file cannot be written.
        """
        described = description.device_description(self._adb, package).as_json()
        app, clocks = described.get("app"), described.get("clock")
        device = {
            "model": described["model"],
            "os": f"Android {described['os_version']}",
            "fingerprint": described["fingerprint"],
            "clock_offset_seconds": clocks.get("offset_seconds") if isinstance(clocks, dict) else None,
        }
        found = {key: app[key] for key in _OF_THE_APP if key in app} if isinstance(app, dict) else {}
        try:
            about.write_text(json.dumps({"app": found, "device": device}), encoding="utf-8")
            capture.mkdir(parents=True, exist_ok=True)
            text = json.dumps(described, ensure_ascii=False, indent=1) + "\n"
            (capture / DEVICE).write_text(text, encoding="utf-8")
        except OSError as error:
            raise RecordError(f"cannot be written: {error.strerror}", str(capture), "check the path") from error

    def compare_clocks(self, capture: Path) -> None:
        """Have the recording note the phone's clock against this computer's once more, before it ends.

        Where that cannot be had the recording is what it is, and the reading of ``device.json`` stands alone.
        """
        try:
            read = clock.read_clock(self._adb)
            at = read.at.isoformat()
            control.tell_clock(capture, at, read.offset_seconds, read.uncertainty_seconds)
        except AuditError as error:
            click.echo(f"warning: the phone's clock is not compared at the end: {visible(str(error))}", err=True)

    def lead(self, host: str, port: int) -> None:
        """Set the phone's proxy until the end, when what was there before is put back.

        Where an earlier recording was killed, that is what was there before it.
        """
        file, now = proxy.note(config.folder() / _NOTES, self._adb), proxy.read(self._adb)
        before = proxy.left(file, now)
        if before is not None:
            click.echo("note: an earlier recording left its proxy on the phone; what was before is put back", err=True)
        before = before or now
        proxy.remember(file, before, f"{host}:{port}")
        self._ending.callback(self._undo, "proxy", lambda: self._put_back(before, file))
        proxy.put(self._adb, host, port)

    def _put_back(self, before: proxy.ProxyState, file: Path) -> None:
        proxy.restore(self._adb, before)
        file.unlink(missing_ok=True)

    def install_ca(self) -> None:
        """Have the phone trust mitmproxy's certificate until the end, as far as that can be done over adb.

        Raises:
            RecordError: mitmproxy has made none.
        """
        until = time.monotonic() + _MADE
        while (found := authority.load()) is None and time.monotonic() < until:
            time.sleep(0.1)  # at its first start mitmproxy makes it when it already listens
        if found is None:
            raise RecordError("mitmproxy has made no certificate yet", str(authority.CONFDIR), "start it once")
        made = trust.install(self._adb, found)
        state = "installed" if made.done else "not trusted yet"
        click.echo(f"Certificate as {made.store} CA: {state}. {visible(made.remaining)}", err=True)
        self._ending.callback(self._undo, "certificate", lambda: trust.remove(self._adb, made))

    @staticmethod
    def _undo(what: str, undo: Callable[[], str | None]) -> None:
        try:
            remaining = undo()
        except AuditError as error:
            remaining = str(error)
        if remaining:
            click.echo(f"warning: the phone's {what} is not put back: {visible(remaining)}", err=True)
