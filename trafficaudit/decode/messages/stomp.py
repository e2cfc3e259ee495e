"""Frames of STOMP 1.0 to 1.2, which chats send over WebSocket: a command, headers, and a body up to NUL."""

import re
from collections.abc import Iterator

from trafficaudit.decode import media_type
from trafficaudit.decode.node import Child, Names, Node, Obstacle, Opened, item, member
from trafficaudit.decode.place import Escape
from trafficaudit.decode.text import as_text

NAME = "stomp"
MEDIA = None
TEXT = None
MARKS = "\n"
ONLY = None

FIRST = b"CSMRE"
"""What a frame begins with that shows by itself."""

_COMMAND = re.compile(
    rb"[\r\n]*+(CONNECT|STOMP|SEND|SUBSCRIBE|UNSUBSCRIBE|ACK|NACK|BEGIN|COMMIT|ABORT|DISCONNECT"
    rb"|CONNECTED|MESSAGE|RECEIPT|ERROR)\r?\n(?=[A-Za-z][\w.-]*+:|\r?\n)"
).match
_FRAME = re.compile(
    rb"(?:CONNECT|STOMP|SEND|SUBSCRIBE|MESSAGE|CONNECTED|RECEIPT|ERROR)\r?\n"
    rb"(?:[A-Za-z][\w.-]{0,127}+:[^\r\n\x00]*+\r?\n)++\r?\n"
).match
_HEADER = re.compile(rb"([^:\r\n\x00]{1,128}+):([^\r\n\x00]*+)\r?\n").match
_ESCAPE = re.compile(rb"\\[cnr\\]")
_WRITTEN = {b"\\c": b":", b"\\n": b"\n", b"\\r": b"\r", b"\\\\": b"\\"}
_UNESCAPED = (b"CONNECT", b"CONNECTED")
"""Frames whose headers have no escapes, so that those who know STOMP 1.0 alone read them (1.2, Value Encoding)."""
_END = re.compile(rb"\r?\n").match


def shows(raw: bytes) -> bool:
    """Say whether bytes are a frame beyond doubt: with headers, and NUL at its end."""
    return raw.endswith((b"\0", b"\0\n")) and _FRAME(raw) is not None


def sniff(node: Node) -> bool:
    """See ``Decoder``."""
    return _COMMAND(node.raw) is not None


def decode(node: Node) -> Iterator[Opened]:
    """Give the headers and the body of each frame; of several frames each at its number."""
    raw, pos, count = node.raw, 0, 0
    while (command := _COMMAND(raw, pos)) is not None and node.budget.spend(node.budget.TOKEN):
        ends = raw.find(b"\0", command.end())
        several = count or (ends >= 0 and _COMMAND(raw, ends + 1) is not None)
        prefix = item(node.prefix, count) if several else node.prefix
        headers, given, start = _headers(node, member(prefix, "headers"), command)
        if start < 0:
            break
        size = given.get("content-length", b"")
        if size.isdigit() and len(size) < 10 and raw[start + int(size) : start + int(size) + 1] == b"\0":
            ends = start + int(size)
        stop = ends if ends >= 0 else len(raw)
        if headers:
            yield Opened((NAME,), headers, sure=True)
        if stop > start:
            run = raw[start:stop]
            body: Child = (member(prefix, "body"), node.key, as_text(run) or run, start, stop, True)
            hint = media_type.parse(given.get("content-type", b""))
            yield Opened((NAME,), [body], hint, sure=True, carrier=node.carrier)
        pos, count = stop + 1, count + 1
    if count and raw[pos:].strip(b"\0\r\n"):
        left: list[Obstacle] = [(node.path, pos, len(raw), f"no {NAME} from byte {pos} on")]
        yield Opened((NAME,), [], sure=True, obstacles=left)


def _headers(node: Node, prefix: str, command: re.Match[bytes]) -> tuple[list[Child], dict[str, bytes], int]:
    """Give the headers, those that say something of the body, and where that begins (-1: this is no frame)."""
    pos, plain = command.end(), command[1] in _UNESCAPED
    children: list[Child] = []
    given: dict[str, bytes] = {}
    names, raw = Names(prefix), node.raw
    while (match := _HEADER(raw, pos)) is not None:
        if len(children) > node.room or not node.budget.spend(node.budget.TOKEN):
            return children, given, pos
        name, run = match[1].decode("utf-8", "replace"), match[2]
        given.setdefault(name.lower(), run)
        if run:
            escaped = b"\\" in run and not plain
            value = _ESCAPE.sub(lambda found: _WRITTEN[found[0]], run) if escaped else run
            how = _escapes if escaped else True
            children.append((names.path(name), name, as_text(value) or value, *match.span(2), how))
        pos = match.end()
    end = _END(raw, pos)
    return children, given, end.end() if end is not None else -1


def _escapes(run: bytes) -> Iterator[Escape]:
    for match in _ESCAPE.finditer(run):
        yield match.start(), match.end(), 1, 0
