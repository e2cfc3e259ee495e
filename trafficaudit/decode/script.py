r"""Data in the text of a program: what a page is filled from (``window.__DATA__=JSON.parse("{\"user\":...")``,
``var cfg = {...}``) and what it hands to SDKs (``dataLayer.push({...})``, ``gtag('set', 'user_data', {...})``).

An object counts where everything in it is written out: one that names a variable or calls something is code. What a
single assignment or call is to its end ``json`` reads by itself.
"""

import re
from collections.abc import Iterator

from trafficaudit.decode import json, json_string
from trafficaudit.decode.limits import Bound
from trafficaudit.decode.node import NO_HINT, Child, Names, Node, Obstacle, Opened, item

NAME = "script"
MEDIA = None
TEXT = True
MARKS = "{("
ONLY = None

MOST = 512
"""Objects and strings of one program that are opened."""

_SHORTEST = 16
_PIECE = "delimited"
"""The layer that cuts programs into pieces: what they hold was found before, with and without their escapes. The data
of events, which nothing looked into before, have the same layer and a hint."""
_ESCAPES = frozenset({"percent", "unicode-escape", "html-entities", "quoted-printable"})
_NAME = rb"(?<![\w$.])(?P<name>[A-Za-z_$][\w$.]{2,63}+)"
_TEXTS = rb"(?:\s*+[\"'][\w$.: -]{1,64}+[\"']\s*+,){0,3}+"
_KEPT = rb"\$R\[\d++\]="
"""How seroval keeps a value to name it again (``serialize``, ``crossSerialize``)."""
# Names of one or two letters are those of programs made small, which have thousands of objects of their own.
_START = re.compile(
    _NAME
    + rb"\s*+(?:(?:=|\("
    + _TEXTS
    + rb")\s*+(?P<object>\{(?=\s*+[\"']?[\w$-]++[\"']?\s*+:)|\[(?=\s*+\{))"
    + rb"|(?:(?<=parse)|(?<=enqueue)|(?<=decodeURIComponent)|(?<=decodeURI)|(?<=unescape)|(?<=atob))"
    + rb"\(\s*+(?P<quote>[\"'`]))|"
    + _KEPT
    + rb"(?P<kept>[{\[])"
)
_STRING = {
    b'"': re.compile(rb'((?:[^"\\\r\n]++|\\.)*+)"', re.DOTALL).match,
    b"'": re.compile(rb"((?:[^'\\\r\n]++|\\.)*+)'", re.DOTALL).match,
    b"`": re.compile(rb"((?:[^`\\$]++|\\.|\$(?!\{))*+)`", re.DOTALL).match,
}
_QUOTED = rb'"(?:[^"\\\r\n]++|\\.)*+"' + rb"|'(?:[^'\\\r\n]++|\\.)*+'"
# A name, or a value that is written out: text, a number, a word of the language.
_FLAT = (
    rb"(?:[\s,:]++|"
    + _KEPT
    + rb"|"
    + _QUOTED
    + rb"|[A-Za-z_$][\w$-]*+(?=\s*+:)|(?<![\w$])(?:true|false|null|undefined|![01]"
    rb"|-?[\d.]++(?:[eE][+-]?\d++)?)(?![\w$.(]))*+"
)
_RUN = re.compile(_FLAT + rb"([\[{\]}])", re.DOTALL).match
_TEXT = re.compile(_QUOTED, re.DOTALL).search


def sniff(node: Node) -> bool:
    """See ``Decoder``."""
    raw = node.raw
    if len(raw) < _SHORTEST:
        return False
    if node.hint is NO_HINT and _is_piece(node.layers):
        node.budget.here_only = True
        return False
    return _START.search(raw) is not None and not json.sniff(node)


def decode(node: Node) -> Iterator[Opened]:
    """Give each object by the name that it is assigned to or handed to, and what calls that decode are given."""
    raw, names, children, left = node.raw, Names(node.prefix), list[Child](), list[Obstacle]()
    pos = 0
    while (start := _START.search(raw, pos)) is not None:
        if len(children) >= min(MOST, node.room):
            left = [(node.path, start.start(), len(raw), Bound(f"more than {MOST} objects in the text of a program"))]
            break
        pos = start.end()
        key = start["name"].decode().rpartition(".")[2] if start["name"] else ""
        if start["quote"] is None:
            end = _end(node, pos - 1)
            if end and _TEXT(raw, pos - 1, end):
                written = raw[pos - 1 : end].decode("utf-8", "surrogatepass")
                children.append(
                    (names.path(key) if key else item(node.prefix, len(children)), key, written, *(pos - 1, end), True)
                )
                pos = end
        elif (text := _STRING[start["quote"]](raw, pos)) is not None and text.end(1) > text.start(1):
            value, how = json_string.read(text[1])
            children.append((names.path(key), key, value, *text.span(1), how))
            pos = text.end()
    if children:
        yield Opened((NAME,), children, obstacles=left)


def _is_piece(layers: tuple[str, ...]) -> bool:
    return next((layer for layer in reversed(layers) if layer not in _ESCAPES), "") == _PIECE


def _end(node: Node, start: int) -> int:
    """Give where an object or list closes that is written out in full; 0 where it is not."""
    raw, pos, depth = node.raw, start, 0
    while (run := _RUN(raw, pos)) is not None and node.budget.spend(run.end() - pos + node.budget.TOKEN):
        depth += 1 if run[1] in b"[{" else -1
        pos = run.end()
        if not depth:
            return pos
    return 0
