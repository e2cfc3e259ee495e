"""Answers an app from a saved capture, and lets nothing through: no connection, no datagram, no name lookup.

    mitmdump -s addons/sealed.py --set sealed_answers=captures/demo/traffic-0001.mitm

or, with checks and for any format, ``trafficaudit serve-replay CAPTURE``. What ``--server-replay FILE`` names is served
too, but mitmproxy stops at the first odd record of it. mitmproxy's server playback finds the same request (its
``server_replay_ignore_*`` and ``server_replay_use_headers`` options hold); where there is none, one with the same
method, host, port and path is taken, as timestamps, nonces and signatures change with every request. Answers are given
in the order in which they were recorded, and the last one again and again. Whatever else is asked for is refused as the
option ``sealed_unknown`` says. The log names no query and no body.
"""

import asyncio
import json
import logging
import os
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from functools import partial
from ipaddress import ip_address
from itertools import chain
from pathlib import Path
from typing import Any

from mitmproxy import connection, ctx, dns, http
from mitmproxy.addonmanager import Loader
from mitmproxy.addons.serverplayback import ServerPlayback
from mitmproxy.io import compat, tnetstring
from mitmproxy.io.har import request_to_flow
from mitmproxy.log import ALERT
from mitmproxy.net.dns import response_codes
from mitmproxy.proxy.server_hooks import ServerConnectionHookData

from trafficaudit import playback
from trafficaudit.plurals import several
from trafficaudit.readers.file import mapped
from trafficaudit.readers.flow import records as flowrecords
from trafficaudit.recording import status
from trafficaudit.redaction import shown_endpoint, visible

logger = logging.getLogger(__name__)

ABSENT = "not in the capture"
_CONNECTIONS = (connection.Client(peername=("", 0), sockname=("", 0)), connection.Server(address=None))
_LOOK = 1.0
"""Seconds between two looks whether whoever started the proxy is still there."""
SAME, NEAR = "the same request", "the same path"


class Answers(ServerPlayback):
    """mitmproxy's server playback: first the same request, then one to the same path; in order, the last repeated."""

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.count = 0
        self.how = ""
        self.places: set[tuple[str, int]] = set()
        self._paths: dict[Hashable, list[http.HTTPFlow]] = {}
        self._given: set[http.HTTPFlow] = set()

    def add(self, recorded: http.HTTPFlow) -> None:
        """Add one recorded exchange.

        Raises:
            ValueError: nobody can ask for it, as its URL is none.
        """
        same, path = self._hash(recorded), _path(recorded.request)
        self.flowmap.setdefault(same, []).append(recorded)
        self._paths.setdefault(path, []).append(recorded)
        self.places.add((recorded.request.pretty_host.lower(), recorded.request.port))
        self.count += 1

    def next_flow(self, asked: http.HTTPFlow) -> http.HTTPFlow | None:
        """Give the recorded exchange that answers a request, None where there is none."""
        for how, found in (
            (SAME, self.flowmap.get(self._hash(asked))),
            (NEAR, self._paths.get(_path(asked.request))),
        ):
            if found:
                while len(found) > 1 and found[0] in self._given:
                    found.pop(0)
                self._given.add(found[0])
                self.how = how
                return found[0]
        return None


class Sealed:
    """Takes the place of mitmproxy's own server playback, and refuses every connection to a server."""

    def __init__(self) -> None:
        self._answers = Answers()
        self._ready = False
        self._counts: Counter[str] = Counter()

    def load(self, loader: Loader) -> None:
        """Add the options."""
        loader.add_option("sealed_answers", Sequence[str], [], "Flow files and HARs to answer from, in their order.")
        loader.add_option(
            "sealed_unknown",
            str,
            "502",
            "How a request that is not in the capture is refused: with a status code, or by closing the connection.",
            choices=["502", "404", "kill"],
        )

    def configure(self, updated: set[str]) -> None:
        """Hold the options that seal the proxy off, whatever a configuration file says."""
        wrong = {
            name: value
            for name, value in playback.SEALED.items()
            if name in ctx.options and getattr(ctx.options, name) != value
        }
        if wrong:
            ctx.options.update(**wrong)

    def running(self) -> None:
        """Load the answers; until then every request is refused."""
        if os.environ.get(status.DESCRIPTOR):
            self._look()
        odd = 0
        files = (Path(path).expanduser() for path in ctx.options.sealed_answers)
        for build in chain(_taken_over(), *map(_records, files)):
            try:
                recorded = build()
                if recorded is not None and not _unserved(recorded):
                    self._answers.add(recorded)
            except Exception:  # a made-up record may raise anything; the others are still of use
                odd += 1
        if odd:
            logger.warning("sealed: %d records could not be loaded", odd)
        if not self._answers.count:
            logger.error("sealed: there is nothing to answer with; name a capture with --set sealed_answers=FILE")
            return
        self._ready = True
        answers, hosts = several(self._answers.count, "answer"), several(self._hosts(), "host")
        logger.log(ALERT, "%s: %s from %s", playback.READY, answers, hosts)

    def _look(self) -> None:
        """End the proxy when whoever started it and reads what it says was killed: nobody else would."""
        if status.is_alone():
            ctx.master.shutdown()
        else:
            asyncio.get_running_loop().call_later(_LOOK, self._look)

    def request(self, asked: http.HTTPFlow) -> None:
        """Answer a request from the capture, or refuse it."""
        if asked.error or asked.response:
            return
        shown = f"{visible(asked.request.method)} {_shown(asked.request)}"
        if not self._ready:
            self._refuse(asked, shown, "the answers are not loaded yet")
            return
        try:
            self._answers.request(asked)
        except ValueError:  # a URL that cannot be parsed
            asked.response = None
        if asked.response is None:
            upgrade = asked.request.headers.get("upgrade", "").lower() == "websocket"
            self._refuse(asked, shown, "WebSocket conversations are not shown again" if upgrade else ABSENT)
            return
        self._counts[self._answers.how] += 1
        size = len(asked.response.raw_content or b"")
        logger.log(ALERT, "served %s: %d, %d bytes (%s)", shown, asked.response.status_code, size, self._answers.how)

    def http_connect(self, asked: http.HTTPFlow) -> None:
        """Refuse a tunnel to a host that the capture does not know; whatever comes through others is looked into."""
        host, port = asked.request.host.lower(), asked.request.port
        loose = ctx.options.server_replay_ignore_host or ctx.options.server_replay_ignore_port
        if not (loose or _is_address(host) or (host, port) in self._answers.places):
            self._refuse(asked, f"CONNECT {visible(host)}:{port}", ABSENT)

    def server_connect(self, data: ServerConnectionHookData) -> None:
        """Refuse a connection or a datagram before the name is looked up."""
        data.server.error = "sealed: nothing is let through while a capture is shown again"
        address = data.server.address or ("", 0)
        self._counts["connections"] += 1
        logger.log(
            ALERT, "refused a connection to %s:%d (%s)", visible(address[0]), address[1], data.server.transport_protocol
        )

    def dns_request(self, asked: dns.DNSFlow) -> None:
        """Refuse a DNS query that the proxy would look up."""
        asked.response = asked.request.fail(response_codes.REFUSED)
        self._counts["refused"] += 1
        logger.log(ALERT, "refused a DNS query")

    def done(self) -> None:
        """Say what it came to; a proxy from which the seal is taken off (a reload of this file) ends."""
        ctx.master.shutdown()
        counts = self._counts
        logger.log(
            ALERT,
            "sealed: served %d (%d %s, %d %s), refused %s and %s",
            *(counts[SAME] + counts[NEAR], counts[SAME], SAME, counts[NEAR], NEAR),
            *(several(counts["refused"], "request"), several(counts["connections"], "connection")),
        )

    def _hosts(self) -> int:
        return len({host for host, _ in self._answers.places})

    def _refuse(self, asked: http.HTTPFlow, shown: str, why: str) -> None:
        self._counts["refused"] += 1
        logger.log(ALERT, "refused %s: %s", shown, why)
        if ctx.options.sealed_unknown == "kill":
            asked.kill()
            return
        status = int(ctx.options.sealed_unknown)
        asked.response = http.Response.make(status, f"trafficaudit: {why}\n", {"content-type": "text/plain"})


def _path(request: http.Request) -> Hashable:
    path = request.path.partition("?")[0]
    return request.method, request.scheme, request.pretty_host.lower(), request.port, path


def _shown(request: http.Request) -> str:
    return f"{visible(request.scheme)}://{visible(request.pretty_host)}:{request.port}{shown_endpoint(request.path)}"


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _unserved(recorded: http.HTTPFlow) -> str:
    response = recorded.response
    if response is None or response.raw_content is None:
        return playback.unserved(recorded.request.method, None, (), None)
    headers = tuple(response.headers.fields)
    return playback.unserved(recorded.request.method, response.status_code, headers, len(response.raw_content))


def _records(path: Path) -> Iterator[Callable[[], http.HTTPFlow | None]]:
    """Give a way to build each record of a flow file or HAR."""
    try:
        with path.open("rb") as file:
            if file.peek(4).startswith((b"{", b"\xef\xbb\xbf{")):
                yield from (partial(request_to_flow, entry) for entry in json.loads(file.read())["log"]["entries"])
                return
            with mapped(file) as buffer:
                for item in flowrecords.split(buffer, len(buffer)):
                    yield partial(_exchange, buffer[item.offset : item.end + 1])
    except (OSError, ValueError, LookupError, TypeError, RecursionError) as error:
        logger.warning("sealed: %s cannot be read: %s", visible(path.name), visible(str(error))[:200])


def _taken_over() -> Iterator[Callable[[], http.HTTPFlow | None]]:
    """Take what mitmproxy's own server playback has loaded, in the order of recording."""
    own = ctx.master.addons.get("serverplayback")
    loaded = sorted((each for found in own.flowmap.values() for each in found), key=lambda each: each.timestamp_start)
    own.clear()
    for recorded in loaded:
        yield partial(lambda each: each, recorded)


def _exchange(data: bytes) -> http.HTTPFlow | None:
    """Build a flow of what is served alone: its two connections would take most of the memory and time."""
    state: Any = compat.migrate_flow(tnetstring.loads(data))  # type: ignore[arg-type]
    if state["type"] != "http" or state["response"] is None:
        return None
    recorded = http.HTTPFlow(*_CONNECTIONS)
    recorded.request = http.Request.from_state(state["request"])
    recorded.response = http.Response.from_state(state["response"])
    return recorded


addons = [Sealed()]
