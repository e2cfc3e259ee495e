"""Writing mitmproxy's flow format, version 21: one tagged netstring dictionary for each flow.

The layout is that of ``Flow.get_state()`` in mitmproxy 12 (``mitmproxy/flow.py``), the encoding that of
``mitmproxy/io/tnetstring.py``. A body that was streamed is not held: its place in the journal stands in for it until
the record is written.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from trafficaudit.recording.frames import State
from trafficaudit.recording.journal import Place

FLOW_VERSION = 21

type Piece = bytes | Place
type Pieces = list[Piece]


def dumps(value: object) -> bytes:
    """Encode a value: text, bytes, numbers, booleans, None, and lists and dictionaries of them.

    Text that is no valid Unicode is written with its lone surrogates escaped, since mitmproxy reads UTF-8 only.
    """
    encode = _ENCODERS.get(type(value))
    if encode is None:
        raise TypeError(f"a flow's state holds no {type(value).__name__}")
    return encode(value)


def _text(value: str) -> bytes:
    data = value.encode("utf-8", "backslashreplace")
    return b"%d:%b;" % (len(data), data)


def _list(value: Sequence[object]) -> bytes:
    data = b"".join([_ENCODERS[type(each)](each) for each in value])
    return b"%d:%b]" % (len(data), data)


def members(value: Mapping[str, object]) -> bytes:
    """Encode the members of a dictionary without what goes around them."""
    return b"".join([_key(key) + _ENCODERS[type(each)](each) for key, each in value.items()])


def _dictionary(value: Mapping[str, object]) -> bytes:
    data = members(value)
    return b"%d:%b}" % (len(data), data)


def _number(value: float) -> bytes:
    data = repr(value).encode()
    return b"%d:%b%c" % (len(data), data, 0x23 if type(value) is int else 0x5E)


_key = lru_cache(maxsize=1000)(_text)

_ENCODERS: dict[type, Callable[[Any], bytes]] = {
    bytes: lambda value: b"%d:%b," % (len(value), value),
    str: _text,
    type(None): lambda value: b"0:~",
    bool: lambda value: b"4:true!" if value else b"5:false!",
    int: _number,
    float: _number,
    list: _list,
    tuple: _list,
    dict: _dictionary,
}


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
        inner.append(_key(key))
        inner += _wrapped(list(body), b",") if key == "content" else [dumps(value)]
    return _wrapped(inner, b"}")


def record(head: bytes, connections: Mapping[str, bytes], parts: Mapping[str, Pieces], tail: bytes) -> Pieces:
    """Put a flow together.

    Args:
        head: the members that come first: ``version``, ``type``, ``id``, ``error``.
        connections: ``client_conn`` and ``server_conn``, encoded already.
        parts: ``request``, ``response``, ``websocket`` or ``messages``, encoded already.
        tail: the flow's remaining small members.
    """
    inner: Pieces = [head]
    for key, encoded in connections.items():
        inner += (_key(key), encoded)
    inner.append(tail)
    for key, pieces in parts.items():
        inner.append(_key(key))
        inner += pieces
    return _wrapped(inner, b"}")
