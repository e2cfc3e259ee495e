"""What the proxy hands to the writer: one frame for each thing that happened, in the order in which it happened.

``state`` is always mitmproxy's own state of that object (``get_state()``) as a plain dictionary. Connections are handed
over by themselves, once and again whenever they change, so that a flow only names them.
"""

from typing import Any

import msgspec

type State = dict[str, Any]


class Frame(msgspec.Struct, array_like=True, frozen=True):
    """A frame; its class is its first element."""


class Hello(Frame, frozen=True, tag=1):
    """The proxy began: ``flow_version`` is that of mitmproxy's flow states, ``boot`` names the computer's start."""

    at: float
    monotonic: float
    flow_version: int
    pid: int
    boot: str = ""


class Connection(Frame, frozen=True, tag=2):
    """The present state of a client or server connection."""

    id: str
    state: State


class Opened(Frame, frozen=True, tag=3):
    """The app opened a connection to the proxy."""

    id: str
    at: float


class Closed(Frame, frozen=True, tag=4):
    """A connection of the app ended; ``line`` goes to ``connections.jsonl``."""

    id: str
    line: State


class Head(Frame, frozen=True, tag=5):
    """A request or response, whole (``complete``), or its head before its body streams.

    After a streamed body the same frame comes again, complete and without content. ``created`` is the flow's
    ``timestamp_created``. Of a response, ``follows`` says that WebSocket messages come after it, and ``host`` whose it
    is. ``unsent`` says that the request went nowhere: the proxy gave this response, or did not get this request whole.
    """

    flow: str
    response: bool
    complete: bool
    client: str
    server: str
    phase: str
    created: float
    state: State
    follows: bool = False
    host: str = ""
    unsent: bool = False


class Chunk(Frame, frozen=True, tag=6):
    """A piece of a streamed body. The data is the last thing in the frame: it is copied from there."""

    flow: str
    response: bool
    data: bytes


class Talk(Frame, frozen=True, tag=7):
    """A TCP or UDP conversation began."""

    flow: str
    kind: str
    client: str
    server: str
    phase: str
    created: float


class Message(Frame, frozen=True, tag=8):
    """A WebSocket, TCP or UDP message in mitmproxy's own layout of that kind."""

    flow: str
    phase: str
    size: int
    state: list[Any]


class End(Frame, frozen=True, tag=9):
    """A flow is over: with an error, or a conversation with how it was closed (``state`` of the WebSocket)."""

    flow: str
    error: State | None
    state: State
    server: str


class Dns(Frame, frozen=True, tag=10):
    """A DNS query before it goes on, and once more with its answer or its error."""

    flow: str
    client: str
    server: str
    phase: str
    created: float
    error: State | None
    request: State
    response: State | None


class Phase(Frame, frozen=True, tag=11):
    """A phase of use began; ``ticket`` is what a second terminal waits for."""

    name: str
    at: float
    monotonic: float
    ticket: str


class Line(Frame, frozen=True, tag=12):
    """A line for a side file."""

    file: str
    fields: State


class Bye(Frame, frozen=True, tag=13):
    """The proxy ended in order."""

    at: float
    reason: str


class Reached(Frame, frozen=True, tag=14):
    """A request that was handed over before it had a server goes out on this connection."""

    flow: str
    server: str


type AnyFrame = (
    Hello | Connection | Opened | Closed | Head | Chunk | Talk | Message | End | Dns | Phase | Line | Bye | Reached
)

decoder = msgspec.msgpack.Decoder(AnyFrame.__value__)
