"""Writing mitmproxy's flow format, version 21: one tagged netstring dictionary for each flow.

The layout is that of ``Flow.get_state()`` in mitmproxy 12 (``mitmproxy/flow.py``), the encoding that of
``mitmproxy/io/tnetstring.py``. A body that was streamed is not held: its place in the journal stands in for it until
the record is written.
"""

from collections.abc import Mapping, Sequence

from trafficaudit.recording.frames import State
from trafficaudit.recording.journal import Place

FLOW_VERSION = 21

_CONSTANTS = {None: b"0:~", True: b"4:true!", False: b"5:false!"}

type Piece = bytes | Place
type Pieces = list[Piece]


def dumps(value: object) -> bytes:
    """Encode a value: text, bytes, numbers, booleans, None, and lists and dictionaries of them.

    Text that is no valid Unicode is written with its lone surrogates escaped, since mitmproxy reads UTF-8 only.
    """
    if isinstance(value, bytes):
        return b"%d:%b," % (len(value), value)
    if isinstance(value, str):
        data = value.encode("utf-8", "backslashreplace")
        return b"%d:%b;" % (len(data), data)
    if value is None or isinstance(value, bool):
        return _CONSTANTS[value]
    if isinstance(value, int | float):
        data = repr(value).encode()
        return b"%d:%b%c" % (len(data), data, ord("#" if isinstance(value, int) else "^"))
    if not isinstance(value, Mapping | list | tuple):
        raise TypeError(f"a flow's state holds no {type(value).__name__}")
    each = [member for item in value.items() for member in item] if isinstance(value, Mapping) else value
    data = b"".join(map(dumps, each))
    return b"%d:%b%c" % (len(data), data, ord("}" if isinstance(value, Mapping) else "]"))


def size_of(pieces: Sequence[Piece]) -> int:
    """Count the bytes that the pieces stand for."""
    return sum(piece.size if isinstance(piece, Place) else len(piece) for piece in pieces)


def _wrapped(inner: Pieces, tag: bytes) -> Pieces:
    return [b"%d:" % size_of(inner), *inner, tag]


def message(state: State, body: Sequence[Place] | None) -> Pieces:
    """Encode a request or response; ``body`` says where a streamed one stands, None that the state holds it."""
    if body is None:
        return [dumps(state)]
    inner: Pieces = []
    for key, value in state.items():
        inner.append(dumps(key))
        inner += _wrapped(list(body), b",") if key == "content" else [dumps(value)]
    return _wrapped(inner, b"}")


def record(
    head: Mapping[str, object],
    connections: Mapping[str, bytes],
    parts: Mapping[str, Pieces],
    tail: Mapping[str, object],
) -> Pieces:
    """Put a flow together.

    Args:
        head: what comes first: ``version``, ``type``, ``id``, ``error``.
        connections: ``client_conn`` and ``server_conn``, encoded already.
        parts: ``request``, ``response``, ``websocket`` or ``messages``, encoded already.
        tail: the flow's remaining small members.
    """
    inner: Pieces = [b"".join([dumps(each) for item in head.items() for each in item])]
    for key, encoded in connections.items():
        inner += [dumps(key), encoded]
    inner.append(b"".join([dumps(each) for item in tail.items() for each in item]))
    for key, pieces in parts.items():
        inner.append(dumps(key))
        inner += pieces
    return _wrapped(inner, b"}")
