"""Findings while recording: marks and comments at the flows, a "Personal data" content view, a status line.

A worker process of its own reads what the recorder has written, with the code of replay; the proxy only reads its
lines. So this needs the recorder:

    mitmdump -s addons/record.py -s addons/live.py --set audit_folder=captures/ID --set audit_persona=P.toml

Options: `audit_persona` (the test person's values), `audit_geoip` and `audit_recipients` (your own databases and
additions to the map, as for `trafficaudit replay`). A flow's comment reads `email, phone_number -> CN (established)`.
"""

import asyncio
import copy
import logging
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from mitmproxy import contentviews, ctx, dns, exceptions, flow, hooks, http, tcp, udp, websocket
from mitmproxy.addonmanager import Loader
from mitmproxy.log import ALERT

from trafficaudit import persona
from trafficaudit.errors import AuditError
from trafficaudit.examine import Examiner
from trafficaudit.live.lines import EXCHANGE, FAILED, SUMMARY, UNEXAMINED
from trafficaudit.live.notes import Notes
from trafficaudit.live.process import Task, WorkerProcess
from trafficaudit.live.status import hand_on, sentence
from trafficaudit.live.view import read_record, render
from trafficaudit.live.worker import UNUSABLE
from trafficaudit.model import Capture, Direction, Exchange
from trafficaudit.recording.flowrecord import dumps
from trafficaudit.redaction import visible

log = logging.getLogger(__name__)

_FILES = "audit_persona", "audit_geoip", "audit_recipients"
_TASK = {*_FILES, "audit_folder", "audit_app"}
_LOOK = 0.25
_STATUS_EVERY = 10.0
_RESTARTS = 3
_CATCH_UP = 5.0
_LARGEST = 64 << 20


class PersonalData(contentviews.Contentview):
    """Shows an exchange decoded, with the personal data in it; what it finds equals what replay finds."""

    name = "Personal data"

    def __init__(self) -> None:
        self._examiner: Examiner | None = None

    def forget(self) -> None:
        """Build the detectors anew next time: the options have changed."""
        self._examiner = None

    def render_priority(self, data: bytes, metadata: contentviews.Metadata) -> float:
        """Never show it unasked: decoding costs time."""
        return -1

    def prettify(self, data: bytes, metadata: contentviews.Metadata) -> str:
        """Write one message's fields and findings.

        Raises:
            ValueError: the message belongs to no flow, or is too large to be shown here.
        """
        if metadata.flow is None:
            raise ValueError("the message belongs to no flow")
        if len(data) > _LARGEST:
            raise ValueError(f"{len(data)} bytes are too many to be shown here; trafficaudit replay reads them")
        try:
            if self._examiner is None:
                self._examiner = Examiner(*_files(), app=_option("audit_app"))
            record = dumps(_alone(metadata.flow, metadata).get_state())
        except AuditError as error:
            raise ValueError(str(error)) from None
        items = [each for each in read_record(record) if isinstance(each, Exchange)]
        if not items:
            raise ValueError("this flow holds nothing that replay would read")
        examined = self._examiner.examine(items[-1], Capture("live", "live", "", 0, "live"))
        return render(examined, _direction(metadata))


class Live:
    """The addon."""

    name = "audit_live"

    def __init__(self) -> None:
        self._view = PersonalData()
        self._notes = Notes()
        self._worker: WorkerProcess | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._begun = False
        self._deaths = 0
        self._reason = ""
        self._seen: set[str] = set()
        self._told = 0.0
        self._last = ""
        self._summary: Mapping[str, object] = {}

    def load(self, loader: Loader) -> None:
        """Add the options and the content view."""
        loader.add_option("audit_persona", str, "", "The test person's values (TOML).")
        loader.add_option("audit_geoip", Sequence[str], [], "Your own GeoIP2/GeoLite2 files.")
        loader.add_option("audit_recipients", Sequence[str], [], "Your own additions to the map of recipients (TOML).")
        contentviews.add(self._view)

    def configure(self, updated: set[str]) -> None:
        """Check the files that the options name.

        Raises:
            OptionsError: one of them cannot be used.
        """
        if "audit_persona" in updated and ctx.options.audit_persona:
            try:
                persona.load(Path(ctx.options.audit_persona).expanduser())
            except AuditError as error:
                raise exceptions.OptionsError(f"audit_persona: {error}") from None
        for name in ("audit_geoip", "audit_recipients"):
            for file in getattr(ctx.options, name) if name in updated else ():
                if not Path(file).expanduser().is_file():
                    raise exceptions.OptionsError(f"{name}: {visible(file)}: there is no such file")
        if updated & _TASK:
            self._view.forget()
            self._take_back()
            if self._begun and "audit_folder" in ctx.options:
                # Also where no worker is left: what it could not go on with may have been corrected.
                self._deaths, self._reason = 0, ""
                self._end_worker()
                self._look_soon()

    def running(self) -> None:
        """Wait for the recording to begin."""
        self._begun = True
        if "audit_folder" not in ctx.options:
            log.warning("live findings need the recorder: add -s addons/record.py (the content view works without)")
            return
        self._look_soon()

    def done(self) -> None:
        """Let the worker catch up while the proxy ends; end it at once when only this addon is unloaded."""
        if self._timer is not None:
            self._timer.cancel()
        worker, self._worker = self._worker, None
        if worker is None:
            return
        asyncio.get_running_loop().remove_reader(worker.fileno())
        if ctx.master.should_exit.is_set():
            self._take(worker.finish(_CATCH_UP))
            self._status()
        else:
            worker.end()

    # The flows that are still in memory

    def requestheaders(self, flow: http.HTTPFlow) -> None:
        """Remember where to put a mark."""
        self._notes.remember(flow)

    def tcp_start(self, flow: tcp.TCPFlow | udp.UDPFlow | dns.DNSFlow) -> None:
        """Remember where to put a mark."""
        self._notes.remember(flow)

    udp_start = dns_request = tcp_start

    # The worker

    def _look_soon(self, seconds: float = _LOOK) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = asyncio.get_running_loop().call_later(seconds, self._look)

    def _look(self) -> None:
        """Start the worker once there is something to read."""
        self._timer = None
        folder = _folder()
        if folder is None or not any(folder.glob("traffic-*.mitm")):
            self._look_soon()
            return
        try:
            self._worker = WorkerProcess(Task(folder, *_files(), app=_option("audit_app")).command())
        except OSError as error:
            self._again(f"cannot be started: {error.strerror}")
            return
        asyncio.get_running_loop().add_reader(self._worker.fileno(), self._read)

    def _read(self) -> None:
        worker = self._worker
        if worker is None:
            return
        self._take(worker.lines())
        if not worker.open:
            self._end_worker()
            status = worker.status()
            if status == 0:
                self._status()
            elif status == UNUSABLE:
                log.warning("live findings stop: %s; recording goes on", self._reason or worker.words)
            else:
                how = f"signal {-status}" if status is not None and status < 0 else f"status {status}"
                self._again(f"ended with {how}{f': {worker.words}' if worker.words else ''}")

    def _again(self, what: str) -> None:
        self._deaths += 1
        if self._deaths > _RESTARTS:
            log.warning("live findings stop: the worker %s, for the last time; recording goes on", what)
            return
        if self._deaths == 1:
            log.warning("the worker of live findings %s; it is started again, recording goes on", what)
        self._look_soon(2.0 ** (self._deaths - 1))

    def _end_worker(self) -> None:
        worker, self._worker = self._worker, None
        if worker is not None:
            asyncio.get_running_loop().remove_reader(worker.fileno())
            worker.end()

    # Its lines

    def _take(self, lines: Iterable[Mapping[str, object]]) -> None:
        changed: dict[str, Any] = {}
        for line in lines:
            kind = line["kind"]
            if kind == EXCHANGE:
                self._announce(line)
                marked = self._notes.take(line)
                if marked is not None:
                    changed[marked.id] = marked
            elif kind == SUMMARY:
                self._sum(line)
            elif kind == FAILED:
                self._reason = visible(str(line.get("reason")))
            elif kind == UNEXAMINED:
                log.debug("exchange %s could not be examined: %s", line.get("exchange"), line.get("reason"))
        if changed:
            ctx.master.addons.trigger(hooks.UpdateHook(list(changed.values())))

    def _take_back(self) -> None:
        """Forget what was found with other options: the next worker reads the recording from its beginning."""
        self._seen.clear()
        self._summary = {}
        flows: list[Any] = self._notes.clear()
        if flows:
            ctx.master.addons.trigger(hooks.UpdateHook(flows))

    def _announce(self, line: Mapping[str, object]) -> None:
        sent = line.get("sent")
        fresh = sorted(set(sent) - self._seen) if isinstance(sent, dict) else []
        if fresh:
            self._seen.update(fresh)
            log.log(ALERT, "first seen: %s -> %s, %s", ", ".join(fresh), line.get("place"), line.get("host"))

    def _sum(self, line: Mapping[str, object]) -> None:
        self._summary = line
        hand_on(line)
        if time.monotonic() - self._told >= _STATUS_EVERY:
            self._status()

    def _status(self) -> None:
        text = sentence(self._summary) if self._summary.get("exchanges") else ""
        if text and text != self._last:
            self._told, self._last = time.monotonic(), text
            log.info("live: %s", text)


def _option(name: str) -> str:
    return str(getattr(ctx.options, name)) if name in ctx.options else ""


def _files() -> tuple[Path | None, tuple[Path, ...], tuple[Path, ...]]:
    person, geoip, recipients = (getattr(ctx.options, name) for name in _FILES)
    return (
        Path(person).expanduser() if person else None,
        tuple(Path(file).expanduser() for file in geoip),
        tuple(Path(file).expanduser() for file in recipients),
    )


def _folder() -> Path | None:
    """Give the folder that is being recorded into: the recorder knows, also where the option names none."""
    recorder = ctx.master.addons.get("audit_record")
    if recorder is not None and hasattr(recorder, "folder"):
        return recorder.folder if isinstance(recorder.folder, Path) else None
    named = _option("audit_folder")
    return Path(named).expanduser() if named else None


def _alone(of: flow.Flow, metadata: contentviews.Metadata) -> flow.Flow:
    """Copy a flow with nothing but the message that is shown: a conversation may hold thousands."""
    alone = copy.copy(of)
    if isinstance(alone, http.HTTPFlow):
        shown = metadata.websocket_message
        alone.websocket = websocket.WebSocketData([shown]) if shown else None
    elif isinstance(alone, tcp.TCPFlow) and metadata.tcp_message:
        alone.messages = [metadata.tcp_message]
    elif isinstance(alone, udp.UDPFlow) and metadata.udp_message:
        alone.messages = [metadata.udp_message]
    return alone


def _direction(metadata: contentviews.Metadata) -> Direction:
    message = metadata.websocket_message or metadata.tcp_message or metadata.udp_message
    if message is not None:
        return "request" if message.from_client else "response"
    sent = getattr(metadata.flow, "request", None)
    return "request" if sent is metadata.http_message or sent is metadata.dns_message else "response"


addons = [Live()]
