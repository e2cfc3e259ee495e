"""Packets of MQTT (OASIS, 3.1.1 and 5.0), over WebSocket or alone: who connects as whom, what is published where."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from trafficaudit.decode.node import Child, Node, Opened, item, member
from trafficaudit.decode.text import as_text

NAME = "mqtt"
MEDIA = None
TEXT = False
MARKS = ""
ONLY = None

_CONNECT, _PUBLISH, _SUBSCRIBE, _UNSUBSCRIBE = 1, 3, 8, 10
_FLAGS = {_CONNECT: (0,), _SUBSCRIBE: (2,), _UNSUBSCRIBE: (2,)}
_FIRST = frozenset(
    (_CONNECT << 4, _SUBSCRIBE << 4 | 2, _UNSUBSCRIBE << 4 | 2, *(_PUBLISH << 4 | flags for flags in range(16)))
)
_PROTOCOLS = (b"MQTT", b"MQIsdp")
_CONNECTS = re.compile(rb"\x10(?:[\x80-\xff]{0,3}[\x00-\x7f])\0(?:\x04MQTT[\x04\x05]|\x06MQIsdp\x03)").match
FIRST = bytes(sorted(_FIRST))
"""What bytes without a label can begin with."""

may = re.compile(
    rb"(?:[\x30-\x35\x38-\x3d][\x80-\xff]{0,3}[\x00-\x7f]|[\x82\xa2][\x80-\xff]{0,3}[\x00-\x7f]..)"
    rb"\0[\x03-\xff][ -~]{3}",
    re.DOTALL,
).match
"""Says whether bytes begin as a packet that publishes or (un)subscribes: its head, and a topic behind its length."""

_FIVE = 5
_HEAD = 4
"""Bytes of a length at most."""


_RUNS = {
    0x03: "contentType",
    0x08: "responseTopic",
    0x09: "correlationData",
    0x15: "authenticationMethod",
    0x16: "authenticationData",
}
_ALIAS = 0x23
_PROPERTIES = {
    **dict.fromkeys((0x01, 0x17, 0x19), "byte"),
    **dict.fromkeys((0x21, 0x22, _ALIAS), "short"),
    **dict.fromkeys((0x02, 0x11, 0x18, 0x27), "long"),
    **dict.fromkeys(_RUNS, "run"),
    0x0B: "number",
    0x26: "pair",
}
"""How what stands behind the identifier of a property is written, of packets that an app sends (5.0, 2.2.2.2)."""
_SIZES = {"byte": 1, "short": 2, "long": 4}


class _Packet(NamedTuple):
    kind: int
    flags: int
    start: int
    end: int
    version: int = 0
    """That of the protocol, where a packet before it has told; else 0."""


def shows(raw: bytes) -> bool:
    """Say whether bytes begin with a packet that connects, which names the protocol."""
    return raw[:1] == b"\x10" and _CONNECTS(raw) is not None


def sniff(node: Node) -> bool:
    """See ``Decoder``: a first packet of a kind that says something, whose length fits."""
    return node.raw[:1] != b"" and node.raw[0] in _FIRST and _packet(node.raw, 0) is not None


def decode(node: Node) -> Iterator[Opened]:
    """Give the texts of each packet, where packets fill the message to its end; of several each at its number."""
    packets, pos, version = list[_Packet](), 0, 0
    while pos < len(node.raw):
        packet = _packet(node.raw, pos)
        if packet is None or not node.budget.spend(node.budget.TOKEN):
            return
        if packet.kind == _CONNECT:
            version = _version(node.raw, packet)
        packets.append(packet._replace(version=version))
        pos = packet.end
    children: list[Child] = []
    for index, packet in enumerate(packets):
        prefix = item(node.prefix, index) if len(packets) > 1 else node.prefix
        read = _READ.get(packet.kind)
        if read is None:
            continue
        found = read(node.raw, packet)
        if found is None:
            return
        children += [_child(node.raw, member(prefix, name), name, start, end) for name, start, end in found]
    if children:
        yield Opened((NAME,), children, sure=True)


def _packet(raw: bytes, pos: int) -> _Packet | None:
    """Read the head of a packet, whose whole must be there."""
    read = _varint(raw, pos + 1, len(raw))
    kind, flags = raw[pos] >> 4, raw[pos] & 15
    if read is None or not kind or read[1] + read[0] > len(raw) or flags not in _FLAGS.get(kind, (flags,)):
        return None
    return _Packet(kind, flags, read[1], read[1] + read[0])


def _varint(raw: bytes, pos: int, end: int) -> tuple[int, int] | None:
    """Read a number of seven bits a byte; give it and what follows it."""
    number = 0
    for shift in range(_HEAD):
        if pos + shift >= end:
            return None
        byte = raw[pos + shift]
        number |= (byte & 127) << 7 * shift
        if byte < 128:
            return number, pos + shift + 1
    return None


type _Run = tuple[str, int, int]


def _version(raw: bytes, packet: _Packet) -> int:
    protocol = _text(raw, packet.start, packet.end)
    return raw[protocol[1]] if protocol is not None and protocol[1] < packet.end else 0


def _properties(raw: bytes, pos: int, end: int) -> tuple[list[_Run], int] | None:
    """Read the properties that stand at ``pos`` (5.0, 2.2.2); give texts and bytes by their names, and the end.

    None where nothing that is there could be properties.
    """
    size = _varint(raw, pos, end)
    if size is None or sum(size) > end:
        return None
    pos, end = size[1], sum(size)
    found: list[_Run] = []
    while pos < end:
        kind, at = _PROPERTIES.get(raw[pos], ""), pos + 1
        if kind in _SIZES:
            pos = at + _SIZES[kind]
        elif kind == "number":
            number = _varint(raw, at, end)
            pos = number[1] if number else end + 1
        else:
            runs = [run for run in (_text(raw, at, end),) if run and kind]
            if runs and kind == "pair":
                runs += [run for run in (_text(raw, runs[0][1], end),) if run]
            if len(runs) < (2 if kind == "pair" else 1):
                return None
            if kind == "pair":
                found.append((as_text(raw[slice(*runs[0])]) or "userProperty", *runs[1]))
            elif runs[0][0] < runs[0][1]:
                found.append((_RUNS[raw[at - 1]], *runs[0]))
            pos = runs[-1][1]
    return (found, end) if pos == end else None


def _connect(raw: bytes, packet: _Packet) -> list[_Run] | None:
    """Read who connects: the client's id, a last will, a name and a password, as the flags say."""
    protocol = _text(raw, packet.start, packet.end)
    if protocol is None or raw[slice(*protocol)] not in _PROTOCOLS or protocol[1] + 4 > packet.end:
        return None
    version, flags, pos = raw[protocol[1]], raw[protocol[1] + 1], protocol[1] + 4
    named = ["clientId"]
    if flags & 4:
        named += ["", "willTopic", "willPayload"] if version == _FIVE else ["willTopic", "willPayload"]
    named += [name for bit, name in ((128, "username"), (64, "password")) if flags & bit]
    found: list[_Run] = []
    for name in ["", *named] if version == _FIVE else named:
        if not name:
            properties = _properties(raw, pos, packet.end)
            if properties is None:
                return None
            found += properties[0]
            pos = properties[1]
            continue
        run = _text(raw, pos, packet.end)
        if run is None:
            return None
        found.append((name, *run))
        pos = run[1]
    return found


def _publish(raw: bytes, packet: _Packet) -> list[_Run] | None:
    """Read a message, its topic, and the properties before it (5.0), of which a number may stand for the topic."""
    topic = _text(raw, packet.start, packet.end)
    if topic is None or as_text(raw[slice(*topic)]) is None:
        return None
    begin = topic[1] + (2 if packet.flags & 6 else 0)
    found, pos = _beside(raw, begin, packet)
    named = topic[0] < topic[1]
    if not named and _ALIAS not in raw[begin + 1 : pos]:
        return None
    names = [("topic", *topic)] if named else []
    return [*names, *found, *([("payload", pos, packet.end)] if pos < packet.end else [])]


def _beside(raw: bytes, pos: int, packet: _Packet) -> tuple[list[_Run], int]:
    """Read what stands between topic and payload: properties of 5.0, nothing of 3.1.1; give where the payload begins.

    Where nothing tells which it is, properties are what is built as such. Of none there is a NUL only, with which a
    payload may begin as well: it is taken for the sign that there are none before a text, unless it begins a length.
    """
    properties = _properties(raw, pos, packet.end) if packet.version in (0, _FIVE) else None
    if properties is None:
        return [], pos
    rest = packet.end - pos
    if packet.version or raw[pos]:
        return properties
    lengths = any(int.from_bytes(raw[pos : pos + size]) == rest - size for size in (2, 4))
    return ([], pos) if lengths or as_text(raw[pos + 1 : packet.end]) is None else properties


def _subscribe(raw: bytes, packet: _Packet) -> list[_Run] | None:
    """Read the topics that are asked for, or no longer, and the properties before them (5.0); else nothing."""
    pos = packet.start + 2
    properties = _properties(raw, pos, packet.end) if packet.version in (0, _FIVE) else None
    found, begin = properties or ([], pos)
    # Where nothing tells the version, it is that by which topics fill the packet.
    options = int(packet.kind == _SUBSCRIBE)
    return (
        _with_topics(raw, (begin, packet.end), found, options)
        or _with_topics(raw, (pos, packet.end), [], options)
        or []
    )


def _with_topics(raw: bytes, within: tuple[int, int], found: list[_Run], options: int) -> list[_Run] | None:
    """Add topics, each with its bytes of options behind it; ``None`` where they do not come out even at the end."""
    found, (pos, end) = list(found), within
    while pos < end:
        topic = _text(raw, pos, end - options)
        if topic is None or not as_text(raw[slice(*topic)]):
            return None
        found.append(("topic", *topic))
        pos = topic[1] + options
    return found


_READ = {_CONNECT: _connect, _PUBLISH: _publish, _SUBSCRIBE: _subscribe, _UNSUBSCRIBE: _subscribe}


def _text(raw: bytes, pos: int, end: int) -> tuple[int, int] | None:
    """Give where a run with two bytes of length before it stands."""
    if pos + 2 > end:
        return None
    stop = pos + 2 + int.from_bytes(raw[pos : pos + 2])
    return (pos + 2, stop) if stop <= end else None


def _child(raw: bytes, path: str, name: str, start: int, end: int) -> Child:
    run = raw[start:end]
    return path, name, as_text(run) or run, start, end, True
