"""Pings and pongs with data, through mitmproxy's own layer: each is handed over before it goes on, once."""

from collections.abc import Iterator
from typing import Any

import pytest
from mitmproxy import connection
from mitmproxy.http import HTTPFlow
from mitmproxy.options import Options
from mitmproxy.proxy import commands, events
from mitmproxy.proxy.context import Context
from mitmproxy.proxy.layers.http import HttpStream
from mitmproxy.proxy.layers.websocket import WebsocketLayer, WebsocketStartHook
from mitmproxy.test import tflow
from support.hooked import Hooked
from wsproto import events as wsevents
from wsproto.connection import Connection, ConnectionType
from wsproto.extensions import PerMessageDeflate
from wsproto.frame_protocol import Opcode

from trafficaudit.recording import frames
from trafficaudit.recording.hooks.controls import keep_apart

IMEI = b"imei=490154203237518"
PING, PONG = 0x89, 0x8A


def of_app(kind: int, data: bytes) -> tuple[bool, bytes]:
    return True, bytes((kind, 0x80 | len(data), 0, 0, 0, 0)) + data


def of_server(kind: int, data: bytes) -> tuple[bool, bytes]:
    return False, bytes((kind, len(data))) + data


def passed(*said: tuple[bool, bytes], works: bool = True) -> tuple[list[tuple[int, bool, bytes]], bytes]:
    """Let an app and a server say something; gives what was handed over and what went on."""
    hooked, flow = Hooked(works=works), tflow.twebsocketflow(messages=False, close_code=None)
    client, server = connection.ConnectionState.OPEN, connection.ConnectionState.OPEN
    flow.client_conn.state, flow.server_conn.state = client, server
    context = Context(flow.client_conn, Options())
    context.server = flow.server_conn
    stream, layer = HttpStream(context, 1), WebsocketLayer(context.fork(), flow)
    stream.flow, stream.child_layer = flow, layer
    handler: Any = type("Handler", (), {"client": flow.client_conn, "layer": stream})()
    hooked.handlers = [handler]
    went = b""
    for event in (events.Start(), *(events.DataReceived(_end(flow, by_app=app), data) for app, data in said)):
        for command in layer.handle_event(event):
            if isinstance(command, WebsocketStartHook):
                hooked.websocket_start(flow)
            if isinstance(command, commands.SendData):
                went += command.data
            if getattr(command, "blocking", False):
                list(layer.handle_event(events.HookCompleted(command)))  # type: ignore[arg-type]
    told = [(message.state[0], message.state[1], message.state[2]) for message in hooked.of(frames.Message)]
    assert {message.phase for message in hooked.of(frames.Message)} <= {"login"}
    return told, went


def _end(flow: HTTPFlow, *, by_app: bool) -> connection.Connection:
    return flow.client_conn if by_app else flow.server_conn


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ([of_app(PING, IMEI)], [(Opcode.PING, True, IMEI)]),
        ([of_app(PONG, IMEI)], [(Opcode.PONG, True, IMEI)]),
        ([of_server(PING, IMEI)], [(Opcode.PING, False, IMEI)]),
        ([of_app(PING, b""), of_server(PONG, b"")], []),
        ([of_server(PING, b"1234"), of_app(PONG, b"1234")], [(Opcode.PING, False, b"1234")]),
        ([of_server(PING, b"1234"), of_app(PONG, IMEI)], [(Opcode.PING, False, b"1234"), (Opcode.PONG, True, IMEI)]),
        ([of_app(PING, b"1"), of_app(PONG, b"1")], [(Opcode.PING, True, b"1"), (Opcode.PONG, True, b"1")]),
        ([of_server(PING, b"1"), *[of_app(PONG, b"1")] * 2], [(Opcode.PING, False, b"1"), (Opcode.PONG, True, b"1")]),
    ],
)
def test_the_data_of_control_frames_is_handed_over(
    said: list[tuple[bool, bytes]], told: list[tuple[int, bool, bytes]]
) -> None:
    found, went = passed(*said)
    assert found == told
    assert len(went) >= sum(len(data) for _, data in said) - 4 * len(said), "all of it goes on"


def test_a_ping_that_cannot_be_recorded_does_not_pass() -> None:
    assert passed(of_server(PING, IMEI), works=False)[1] == b""
    assert passed(of_server(PING, b""), works=False)[1] != b""


@pytest.fixture
def apart() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for name in ("frame_inbound_header", "frame_inbound_complete"):
            patch.setattr(PerMessageDeflate, name, getattr(PerMessageDeflate, name))
        keep_apart()
        yield


@pytest.mark.usefixtures("apart")
@pytest.mark.parametrize("client", [True, False])
@pytest.mark.parametrize("takeover", [True, False])
def test_a_control_frame_between_compressed_fragments_changes_nothing(client: bool, takeover: bool) -> None:
    """Each message that it stands in, and each after it, compressed or not, is what was sent."""
    named = {"client_no_context_takeover": not takeover, "server_no_context_takeover": not takeover}
    extensions = [PerMessageDeflate(**named) for _ in range(2)]
    for each in extensions:
        each._enabled = True
    kinds = (ConnectionType.CLIENT, ConnectionType.SERVER)[:: 1 if client else -1]
    said, heard = (Connection(kind, [each]) for kind, each in zip(kinds, extensions, strict=True))
    controls, messages = list[bytes](), [b""]
    for part in (
        wsevents.Ping(b"one"),
        *(wsevents.TextMessage("gaon.je", message_finished=False), wsevents.Ping(b"two")),
        *(wsevents.TextMessage("gal@mail.example"), wsevents.Pong(b"three")),
        wsevents.BytesMessage(b"whole"),
        *(wsevents.BytesMessage(b"a", message_finished=False), wsevents.Ping(b"four"), wsevents.BytesMessage(b"b")),
    ):
        heard.receive_data(said.send(part))
        for event in heard.events():
            if isinstance(event, wsevents.Message):
                messages[-1] += event.data.encode() if isinstance(event.data, str) else bytes(event.data)
                messages += [b""] if event.message_finished else []
            elif isinstance(event, wsevents.Ping | wsevents.Pong):
                controls.append(bytes(event.payload))
    assert controls == [b"one", b"two", b"three", b"four"]
    assert messages == [b"gaon.jegal@mail.example", b"whole", b"ab", b""]
