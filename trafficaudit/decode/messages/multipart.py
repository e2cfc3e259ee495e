"""``multipart/*`` (RFC 2046, section 5.1; form data: RFC 7578), nested ones too, with or without the last boundary."""

import re
from collections.abc import Iterator

from trafficaudit.decode import media_type
from trafficaudit.decode.escapes import percent
from trafficaudit.decode.limits import Bound
from trafficaudit.decode.node import Child, Names, Node, Opened
from trafficaudit.decode.text import as_text, korean

NAME = "multipart"
MEDIA = re.compile(r"multipart/.*")
TEXT = None
MARKS = ":"
ONLY = None

FIRST = b" \t\n\r\f\v-"
"""What bytes without a label can begin with."""

_START = re.compile(rb"\s{0,4}--(?=[^\r\n]*[0-9A-Za-z])([^\r\n]{1,200})\r?\n(?=[A-Za-z-]{1,64}:)").match
"""A boundary that no header names is more than hyphens: ``---`` begins a document of YAML."""

HEADER = re.compile(rb"([!-9;-~]{1,256}+):[ \t]*+([^\r\n]*+(?:\r?\n[ \t]++[^\r\n]*+)*+)\r?\n")
_PARAMETER = re.compile(rb";\s*+([\w-]{1,64})(\*)?\s*+=\s*+(?:\"((?:[^\"\\]|\\.)*+)\"|([^;\s\"]*+))")
PARTS = 10_000
_REFERRED = re.compile(rb"\"\$K([0-9a-f]{1,8})\"").findall
"""A form among the arguments of a function on the server: its fields have its number before their names."""


def sniff(node: Node) -> bool:
    """See ``Decoder``."""
    return _boundary(node) != b""


def decode(node: Node) -> Iterator[Opened]:
    """Give each part's content at its form name, else by its place; file names and further headers at theirs.

    What stands before the first boundary or behind the last one is no part, and read nevertheless.
    """
    names, boundary, beside = Names(node.prefix), _boundary(node), Names(node.prefix)
    forms = frozenset(number.decode() for number in _REFERRED(node.raw)) if b'"$K' in node.raw else frozenset()
    outside = [
        (beside.path(name), node.key, as_text(run) or run, start, start + len(run), True)
        for name, start, run in _outside(node.raw, boundary)
        if run.strip()
    ]
    if outside:
        yield Opened((NAME,), list(outside), sure=True, carrier=node.carrier)
    for index, (start, end) in enumerate(split(node.raw, boundary)):
        if index >= min(PARTS, node.room):
            left = (node.path, start, len(node.raw), Bound(f"more than {index} parts"))
            yield Opened((NAME,), [], sure=True, obstacles=[left])
            return
        yield from _part(node, names, start, end, forms)


def _boundary(node: Node) -> bytes:
    """Take the boundary that occurs: the one of the header, else the one that the body begins with."""
    hinted = node.hint.boundary
    if hinted and node.raw.find(b"--" + hinted) >= 0:
        return hinted
    match = _START(node.raw)
    return match[1].rstrip() if match else b""


def _outside(raw: bytes, boundary: bytes) -> Iterator[tuple[str, int, bytes]]:
    """Give the preamble and what stands behind a last boundary (RFC 2046, 5.1.1): name, place and bytes."""
    name, start = "preamble", 0
    for match in _line(boundary).finditer(raw):
        if start >= 0:
            yield name, start, raw[start : match.start()]
        name, start = "epilogue", match.end() if match[1] else -1
    if name == "epilogue" and start >= 0:
        yield name, start, raw[start:]


def _line(boundary: bytes) -> re.Pattern[bytes]:
    return re.compile(rb"(?:\A|\r?\n)--" + re.escape(boundary) + rb"(--)?[ \t]*+(?:\r?\n|\Z)")


def split(raw: bytes, boundary: bytes) -> Iterator[tuple[int, int]]:
    """Give the ranges between the boundary lines."""
    start = -1
    for match in _line(boundary).finditer(raw):
        if start >= 0:
            yield start, max(match.start(), start)
        # The line end before the next boundary may be the one that ended this line: an empty part.
        start = -1 if match[1] else match.end()
    if 0 <= start < len(raw):
        yield start, len(raw)


def _part(node: Node, names: Names, start: int, end: int, forms: frozenset[str]) -> Iterator[Opened]:
    raw, body = node.raw, start
    headers: list[tuple[str, re.Match[bytes]]] = []
    while (match := HEADER.match(raw, body, end)) is not None and len(headers) < 64:
        headers.append((match[1].decode("ascii").lower(), match))
        body = match.end()
    body += 2 if raw.startswith(b"\r\n", body, end) else 1 if raw.startswith(b"\n", body, end) else 0
    fields = dict(headers)
    disposition = fields.get("content-disposition")
    given = _parameters(disposition) if disposition else {}
    key = _name(given.get("name*") or given.get("name"))
    path = names.path(key) if key else names.path("part")
    key = _within(key, forms)
    extras = _extras(path, given, headers)
    if extras:
        yield Opened((NAME,), extras, sure=True)
    content_type, encoding = fields.get("content-type"), fields.get("content-transfer-encoding")
    hint = media_type.of_mime(content_type[2] if content_type else b"", encoding[2] if encoding else b"")
    body = min(body, end)
    value = raw[body:end]
    child: Child = (path, key, as_text(value) or value, body, end, True)
    yield Opened((NAME,), [child], hint, sure=True, carrier=node.carrier)


def _within(key: str, forms: frozenset[str]) -> str:
    """Give the name of a field within the form that it belongs to (React, ``encodeReply``): ``1_zip`` is a ``zip``."""
    number, low, name = key.removeprefix("_").partition("_")
    return name if low and number in forms else key


def _extras(
    path: str, given: dict[str, tuple[bytes, int, bool]], headers: list[tuple[str, re.Match[bytes]]]
) -> list[Child]:
    """Give the file name, and headers that are no matter of form."""
    children: list[Child] = []
    names = Names(path)
    # The plain one beside the extended one is what its sender thinks that others can read.
    for value, start, extended in (given[each] for each in ("filename*", "filename") if each in given):
        text, how = percent.unquote(value) if extended else (value, True)
        children.append((names.path("filename"), "filename", as_text(text) or text, start, start + len(value), how))
    for name, match in headers:
        if not name.startswith("content-"):
            start = match.start(2)
            children.append((names.path(name), name, as_text(match[2]) or match[2], start, match.end(2), True))
    return children


def _parameters(match: re.Match[bytes]) -> dict[str, tuple[bytes, int, bool]]:
    """Give the parameters of a header: value, its offset, and whether it is of the extended form (RFC 8187)."""
    found: dict[str, tuple[bytes, int, bool]] = {}
    for each in _PARAMETER.finditer(match.string, *match.span(2)):
        group = 3 if each[3] is not None else 4
        value, start, extended = each[group], each.start(group), each[2] is not None
        if extended and value.count(b"'") >= 2:
            lead = value.index(b"'", value.index(b"'") + 1) + 1
            value, start = value[lead:], start + lead
        found.setdefault(each[1].decode("ascii").lower() + ("*" if extended else ""), (value, start, extended))
    return found


def _name(given: tuple[bytes, int, bool] | None) -> str:
    if given is None:
        return ""
    raw = percent.unquote(given[0])[0] if given[2] else given[0]
    return as_text(raw) or korean(raw) or raw.decode("utf-8", "replace")
