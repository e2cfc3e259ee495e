"""One flow's state (mitmproxy's dictionary, current version) and what its exchanges of every kind have in common.

The state may lack any key and hold any type: what cannot be read becomes a gap, and everything else is kept.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict

from trafficaudit.hostnames import ip_address
from trafficaudit.model import UNDATED, Gap, Handshake, Message
from trafficaudit.readers.file import printable
from trafficaudit.readers.flow.peers import Client, Server
from trafficaudit.readers.flow.tnetstring import Cut, MalformedError
from trafficaudit.readers.times import moment
from trafficaudit.redaction import composed

_ENDED = re.compile(r"\A(stream (?:reset|closed)) by client(?= \()")
"""What mitmproxy says of a stream of HTTP/2 or 3 that ended early, whether the app or the server ended it."""

type State = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Flow:
    """A flow's state with its two connections, and where it stands in its file."""

    state: State
    client: Client
    server: Server
    capture_id: str
    position: int
    offset: int

    @property
    def id(self) -> str:
        """The id of the flow's own exchange; that of a message adds to it."""
        return f"{self.position:06d}"

    def secured(self, wanted: bool | None) -> bool | None:
        """Say whether it travelled by TLS; ``wanted`` is what was asked for, where the app spoke to a proxy.

        An app may reach its proxy by TLS and ask for http, or ask it for https in the clear. A flow that mitmproxy
        made of a HAR names no TLS at all.
        """
        return wanted if wanted is not None and (self.client.asks or self.client.tls is None) else self.client.tls

    def gap(self, reason: str, exchanges: int = 1) -> Gap:
        """Report something of this flow that could not be read; of how many exchanges it is a loss."""
        return Gap(self.capture_id, self.position, self.offset, reason, exchanges=exchanges)


class Common(TypedDict):
    """The fields of an exchange that every kind of flow fills alike."""

    capture_id: str
    position: int
    app: str
    phase: str
    server_address: str | None
    sni: str | None
    dialled: str | None
    client_port: int | None
    connection_id: str | None
    handshake: Handshake | None
    certificate: bytes | None


def common(flow: Flow) -> Common:
    """Fill the fields that are the same for each exchange of a flow; app and phase come from the flow's metadata."""
    labels = labels_of(flow.state)
    app, phase = labels.get("app"), labels.get("phase")
    return {
        "capture_id": flow.capture_id,
        "position": flow.position,
        "app": printable(app) if isinstance(app, str) else "",
        "phase": printable(composed(phase)) if isinstance(phase, str) else "",
        "server_address": flow.server.address,
        "sni": flow.client.sni or flow.server.sni,
        "dialled": flow.server.host if flow.server.host and not ip_address(flow.server.host) else None,
        "client_port": flow.client.port,
        "connection_id": flow.server.id,
        "handshake": flow.server.handshake,
        "certificate": flow.server.certificate,
    }


def labels_of(state: State) -> State:
    """Give a flow's metadata, where a recorder has noted what it knows."""
    metadata = state.get("metadata")
    return metadata if isinstance(metadata, Mapping) else {}


UNTOLD = "the time of this exchange is missing: it stands without one, and in no phase that goes by time"


def started_at(seconds: object, flow: Flow, gaps: list[Gap]) -> datetime:
    """Give the time of an exchange in UTC; ``UNDATED`` where the flow does not say it, and then say so in a gap.

    When its connection began, or the flow was made, is another time: another phase may have begun since.
    """
    found = moment(seconds)
    if found is not None and found > UNDATED:  # zero, and the year 1, are times that nobody has set
        return found
    gaps.append(flow.gap(UNTOLD, 0))
    return UNDATED


def error_of(flow: Flow) -> str | None:
    """Give the text of the error that ended a flow; who ended a stream is left out, where mitmproxy cannot tell."""
    state = flow.state.get("error")
    message = state.get("msg") if isinstance(state, Mapping) else None
    return printable(_ENDED.sub(r"\1", message)) if isinstance(message, str) else None


def response_of(flow: Flow, gaps: list[Gap], read: Callable[[State], Message]) -> Message | None:
    """Give a flow's response as ``read`` makes it; ``None`` where it has none or, with a gap, none that can be read."""
    response = flow.state.get("response")
    if response is None:
        return None
    try:
        if not isinstance(response, Mapping):
            raise MalformedError("it is no dictionary")
        return read(response)
    except MalformedError as error:
        gaps.append(flow.gap(f"the response of this flow could not be read: {error}"))
        return None


def whole_size(body: bytes | None, what: str, flow: Flow, gaps: list[Gap], lost: int = 0) -> int:
    """Give the size a body had on the wire, and say in a gap where only its beginning was kept.

    ``lost`` is 0 for a body: its exchange is there, and the ledger counts it as examined in part already.
    """
    if isinstance(body, Cut):
        gaps.append(flow.gap(f"only the first {len(body)} bytes of {what} ({body.size} bytes) were examined", lost))
        return body.size
    return 0 if body is None else len(body)


def raw(state: State, key: str) -> bytes:
    """Give a byte value of a state, whichever way its version wrote it; empty where there is none."""
    value = state.get(key)
    if isinstance(value, bytes):
        return value
    return value.encode("utf-8", "surrogateescape") if isinstance(value, str) else b""
