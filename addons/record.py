"""Record everything that passes the proxy into a capture folder, so that nothing is lost, whatever dies.

The proxy hands over raw state and does no more; a writer process of its own puts exchanges together, writes native flow
files in segments, hashes them, and has everything on the disk within a second. What cannot be recorded does not pass:
on a full disk the proxy stops.

    mitmdump -s addons/record.py --set audit_folder=captures/ID --set audit_app=PACKAGE

Options: `audit_folder` (default: captures/recording-TIME), `audit_app` (package or bundle id), `audit_about` (a JSON
file with more for capture.json), `audit_observer` (where the recorder stands: KR, or latitude,longitude), `audit_free`
(MiB of disk below which the recording ends in order).
"""

import asyncio
import functools
import json
import logging
import os
import platform
import signal
import time
from collections.abc import Callable, Mapping
from importlib import metadata
from pathlib import Path
from typing import Any

from mitmproxy import connection, ctx, flow, hooks
from mitmproxy.addonmanager import Loader
from mitmproxy.version import FLOW_FORMAT_VERSION

from trafficaudit.capturefiles import CLOCK
from trafficaudit.errors import AuditError, RecordError
from trafficaudit.recording import asked, frames, openfiles, status
from trafficaudit.recording.flowrecord import FLOW_VERSION
from trafficaudit.recording.folder import default
from trafficaudit.recording.handover import Handover
from trafficaudit.recording.hooks import controls, trailers
from trafficaudit.recording.hooks.conversations import ConversationHooks
from trafficaudit.recording.hooks.http import HttpHooks
from trafficaudit.recording.hooks.ignored import show_ignored
from trafficaudit.recording.hooks.leftovers import tell_of_http3
from trafficaudit.recording.hooks.peers import ConnectionHooks
from trafficaudit.recording.hooks.unread import LOGGER, Unread
from trafficaudit.recording.sidefiles import iso

log = logging.getLogger(__name__)

CHANGERS = {
    "blocklist": "block_list",
    "anticache": "anticache",
    "anticomp": "anticomp",
    "serverplayback": "server_replay",
    "mapremote": "map_remote",
    "maplocal": "map_local",
    "modifybody": "modify_body",
    "modifyheaders": "modify_headers",
    "stickyauth": "stickyauth",
    "stickycookie": "stickycookie",
}
"""mitmproxy's addons that change what passes, each with the option that has it do so."""

_SETTLED = 2.0
"""Seconds after the end of a connection in which mitmproxy tells what became of the last exchanges on it."""

_TOOLS = ("trafficaudit", "mitmproxy", "mitmproxy_rs", "aioquic", "h2", "cryptography")


class Record(HttpHooks, ConversationHooks, ConnectionHooks):
    """The addon. `phase` is the phase of use that what begins now belongs to."""

    name = "audit_record"

    def __init__(self) -> None:
        super().__init__()
        self._unread = Unread(self.unread)
        self._lately: list[connection.Client] = []

    def load(self, loader: Loader) -> None:
        """Add the options."""
        loader.add_option("audit_folder", str, "", "The capture folder to record into.")
        loader.add_option("audit_app", str, "", "Package or bundle id of the app that is recorded.")
        loader.add_option("audit_about", str, "", "A JSON file with more for capture.json.")
        loader.add_option("audit_observer", str, "", "Where the recorder stands: KR, or latitude,longitude.")
        loader.add_option("audit_free", int, 256, "MiB of free disk below which the recording ends in order.")

    def running(self) -> None:
        """Begin, if nothing has come before; tell whoever started the proxy where it listens."""
        self._begin()
        if not self._refusal and (uncounted := self.try_words(ctx.options)):
            log.warning("%s", uncounted)
        servers = ctx.master.addons.get("proxyserver")
        if servers is not None and not self._refusal:
            status.tell("servers", {"servers": [server.to_json() for server in servers.servers]})

    def done(self) -> None:
        """End in order."""
        self.unfinished()
        logging.getLogger(LOGGER).removeHandler(self._unread)
        for client in self._lately:
            self.abandon(client)
        for client in list(self._clients.values()):
            self.client_disconnected(client)
        handover, self._handover = self._handover, None
        self._refusal = self._refusal or "the recording has ended"
        if handover is None:
            return
        asyncio.get_running_loop().remove_reader(handover.status)
        if handover.end("ended in order"):
            log.info("Recorded %s flows: %s", handover.standing.get("flows"), handover.folder)
        else:
            log.error("The capture is not finished yet: %s", handover.standing.get("error", "the writer goes on"))

    def mark(self, name: str, ticket: str = "") -> None:
        """Begin a phase of use: what begins from now on belongs to it."""
        self.phase = name
        self._send(frames.Phase(name, time.time(), time.monotonic(), ticket))

    def note_clock(self, reading: Mapping[str, object]) -> None:
        """Keep what was told of the phone's clock."""
        self._send(frames.Line(CLOCK, dict(reading)))

    @property
    def folder(self) -> Path | None:
        """The capture folder; None before the recording and where it could not begin."""
        return self._handover.folder if self._handover else None

    @property
    def standing(self) -> Mapping[str, object]:
        """How the writer stands, as it told last."""
        return self._handover.standing if self._handover else {}

    def _left(self, client: connection.Client) -> None:
        if client.timestamp_end is None:
            return  # The recording ends, and the connection goes on.
        self.look_at(client)
        self._lately.append(client)
        asyncio.get_running_loop().call_later(_SETTLED, self._settled, client)

    def _soon(self, call: Callable[[], None]) -> None:
        asyncio.get_running_loop().call_soon(call)

    def _settled(self, client: connection.Client) -> None:
        self._lately.remove(client)
        self.abandon(client)

    def _begin(self) -> None:
        if self._handover is not None or self._refusal:
            return
        folder = Path(ctx.options.audit_folder) if ctx.options.audit_folder else default()
        try:
            if FLOW_FORMAT_VERSION != FLOW_VERSION:
                what = f"mitmproxy writes flow format {FLOW_FORMAT_VERSION}, the recorder {FLOW_VERSION}"
                raise RecordError(what, "", "install the versions that trafficaudit's lock file names")
            self._understood()
            self._alone()
            files = openfiles.raise_limit()
            self._handover = handover = Handover(folder, self._description(), FLOW_FORMAT_VERSION, self._stop)
        except (AuditError, OSError, ValueError) as error:
            self._stop(str(error))
            return
        if files < openfiles.FEW:
            log.warning("only %d files may be open: an app with more than %d connections fails", files, files // 2)
        if ctx.options.stream_large_bodies:
            log.warning("stream_large_bodies is switched off: the recorder streams bodies itself")
        show_ignored()
        tell_of_http3()
        trailers.pass_on()
        controls.keep_apart()
        logging.getLogger(LOGGER).addHandler(self._unread)
        ctx.options.update(stream_large_bodies=None, show_ignored_hosts=True)
        asyncio.get_running_loop().add_reader(handover.status, self._status)
        if signal.getsignal(signal.SIGHUP) is signal.SIG_DFL:
            # The terminal's window was closed, or the connection to it broke off; nohup(1) leaves SIG_IGN.
            asyncio.get_running_loop().add_signal_handler(signal.SIGHUP, ctx.master.shutdown)
        asking = hasattr(ctx.master, "prompt_for_exit")  # the console asks first what is meant by Ctrl-C
        asked.heed(asked.ENDING if asking else (*asked.ENDING, signal.SIGINT), ctx.master.shutdown)
        log.info("Recording into %s", folder)

    def _understood(self) -> None:
        """See that what was asked for by name will be done: mitmproxy passes over options that it does not know.

        Raises:
            RecordError: an option that was given to the recorder is none.
        """
        asked = os.environ.get(status.OPTIONS, "").split(",")
        if unknown := sorted(ctx.options.deferred.keys() & set(asked)):
            what = f"mitmproxy has no option {', '.join(unknown)}"
            raise RecordError(what, "--set", "correct the name: mitmdump --options lists them")

    def _alone(self) -> None:
        """Be the first to see what passes, and let no addon of mitmproxy change it afterwards.

        Raises:
            RecordError: an option is set that would have something changed.
        """
        changed = [option for option in CHANGERS.values() if getattr(ctx.options, option)]
        if changed:
            what = f"mitmproxy is to change what passes ({', '.join(changed)}): that is no recording"
            raise RecordError(what, "", "take these options away, in mitmproxy's config.yaml as well")
        others = [addon for name in CHANGERS if (addon := ctx.master.addons.get(name)) is not None]
        # A new list: mitmproxy may be going through the old one at this moment.
        ctx.master.addons.chain = [self, *(addon for addon in ctx.master.addons.chain if addon not in others)]
        addons.clear()

    def _description(self) -> dict[str, Any]:
        tools = {name: metadata.version(name) for name in _TOOLS}
        about: Mapping[str, Any] = {}
        if ctx.options.audit_about:
            about = json.loads(Path(ctx.options.audit_about).read_text(encoding="utf-8"))
        app = {"package": ctx.options.audit_app} if ctx.options.audit_app else {}
        place = {"observer": ctx.options.audit_observer} if ctx.options.audit_observer else {}
        return {
            **about,
            **place,
            "app": dict(about.get("app", {})) | app,
            "started_at": iso(time.time()),
            "tools": tools | {"python": platform.python_version(), "modes": ", ".join(ctx.options.mode)},
        }

    def _status(self) -> None:
        handover = self._handover
        if handover is None:
            return
        before = handover.status
        if not handover.read_status():
            asyncio.get_running_loop().remove_reader(before)
            if handover.restart():
                log.warning("The writer died; another one has taken over")
                asyncio.get_running_loop().add_reader(handover.status, self._status)
        status.tell("record", {**handover.standing, "folder": str(handover.folder), "now": self.phase})
        if status.is_alone():
            self._stop("whoever started the recording is gone")
        free = handover.standing.get("free")
        if isinstance(free, int) and free < ctx.options.audit_free << 20:
            self._stop(f"less than {ctx.options.audit_free} MiB of disk are free")

    def fail(self, reason: str) -> None:
        """End the proxy, and have the capture say that it did not end in order."""
        if self._handover is not None:
            self._handover.fail(reason)
        self._stop(reason)

    def _stop(self, reason: str) -> None:
        """End the proxy: nothing may pass that is not recorded."""
        if not self._refusal:
            self._refusal = reason
            status.tell("failure", {"reason": reason})
            log.error("The recorder ends the proxy: %s", reason)  # which ends mitmproxy at once where it has no room
            ctx.master.shutdown()


def _guarded(hook: Callable[..., None]) -> Callable[..., None]:
    """End the recording where a hook fails: mitmproxy would log it, and let pass what is not recorded."""

    @functools.wraps(hook)
    def guarded(self: Record, *arguments: Any) -> None:
        try:
            hook(self, *arguments)
        except Exception as error:
            log.exception("The recorder failed")
            # What the error says may be of the traffic, and the reason is printed on paper: the log has all of it.
            self.fail(f"it failed at {hook.__name__} ({type(error).__name__})")
            if arguments and isinstance(arguments[0], flow.Flow):
                self.hold_back(arguments[0])
                if arguments[0].killable:
                    arguments[0].kill()

    return guarded


for _name in hooks.all_hooks:
    if hasattr(Record, _name) and _name not in ("load", "running", "done"):
        setattr(Record, _name, _guarded(getattr(Record, _name)))

addons: list[Record] = [Record()]
