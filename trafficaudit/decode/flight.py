"""Rows with a number or letter, a colon and JSON each: what React hands its components (Flight: ``1:{"name": ...}``,
``2:I[...]``, ``3:T1b,`` with a text of so many bytes behind it) and how Vercel's AI SDK streams what a model says
(``0:"Hel"``, ``0:"lo"``, ``2:[{...}]``, ``d:{...}``).

Sources: React, ``ReactFlightClient`` (rows and their tags); AI SDK 4, "Data stream protocol" (0 text, 2 data, 9 calls
of tools, g reasoning). A row of text is called a ``delta``: several under one number are one text (``joined/strung``).
"""

import re
from collections.abc import Iterator

from trafficaudit.decode import json_string
from trafficaudit.decode.node import Child, Names, Node, Opened
from trafficaudit.decode.text import as_text

NAME = "flight"
MEDIA = re.compile(r"text/x-component")
TEXT = True
MARKS = ":"
ONLY = None

DELTA = "delta"
"""What a row of text is called."""

_FEWEST = 2
"""Rows that show by themselves; one is any text with a colon."""
_ROW = re.compile(
    rb"(?P<number>[0-9a-f]{1,8}|[g-k]):(?:T(?P<size>[0-9a-f]{1,8}),|(?P<tag>[A-Z]{0,2})(?P<value>"
    rb"\"(?:[^\"\\\r\n]++|\\.)*+\"|[\[{][^\r\n]*+(?<=[\]}])|-?[0-9][0-9.eE+-]*+|true|false|null)(?:\r?\n|\Z))"
).match
_FIRST = re.compile(
    rb"(?:[0-9][0-9a-f]{0,7}|[a-k](?=:\{)|[a-f][0-9a-f]{0,7}(?=:[A-Z]{1,2}[\"\[{])):(?:T[0-9a-f]{1,8},|[A-Z]{0,2}[\"\[{])"
).match
"""What the first row begins with: a time of day is no row, nor is a name of one letter with a word."""
_LETTERED = re.compile(rb"[a-f]{1,8}:\"").match
_SURE = re.compile(rb"(?=[a-f]{0,7}[0-9])[0-9a-f]{1,8}:[A-Z]{0,2}[\[{]").match
"""A word under such a name is one all the same before a row that is plainly one: ten to fifteen have a letter alone."""


def sniff(node: Node) -> bool:
    """See ``Decoder``."""
    raw = node.raw
    if (row := _ROW(raw)) is None:
        return False
    if _FIRST(raw) is None and not (_LETTERED(raw) and _SURE(raw, row.end())):
        return False
    return node.hint.names(MEDIA) or row["size"] is not None or _ROW(raw, row.end()) is not None


def decode(node: Node) -> Iterator[Opened]:
    """Give what each row holds, by its number; nothing where a row is none."""
    raw, names, children, pos = node.raw, Names(node.prefix), list[Child](), 0
    while pos < len(raw) and len(children) <= node.room and node.budget.spend(node.budget.TOKEN):
        row = _ROW(raw, pos)
        if row is None:
            break
        pos, child = _row(raw, names, row)
        children.append(child)
    if len(children) >= _FEWEST or (children and node.hint.names(MEDIA)):
        whole = not raw[pos:].strip()
        if not whole and len(children) <= node.room:
            path = names.path("rest")
            children.append((path, node.key, as_text(raw[pos:]) or raw[pos:], pos, len(raw), True))
        yield Opened((NAME,), children, sure=True)


def _row(raw: bytes, names: Names, row: re.Match[bytes]) -> tuple[int, Child]:
    """Give where a row ends, and what it holds."""
    path = names.path(row["number"].decode())
    if row["size"] is not None:
        start = row.end()
        end = min(start + int(row["size"], 16), len(raw))
        return end, (path, "", as_text(raw[start:end]) or raw[start:end], start, end, True)
    start, end = row.span("value")
    if raw[start] != 0x22:
        return row.end(), (path, "", as_text(raw[start:end]) or raw[start:end], start, end, True)
    value, how = json_string.read(raw[start + 1 : end - 1])
    return row.end(), (path, DELTA, value, start + 1, end - 1, how)
