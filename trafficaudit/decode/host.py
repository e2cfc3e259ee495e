"""The labels of queried host names (RFC 1035, section 2.3.1): names can carry identifiers, encoded or not.

A label holds 63 bytes, so that what is longer (a SHA-256 in hexadecimal) has to be cut: labels in a row that may be
pieces are given once more as one value.
"""

import base64
import re
from collections.abc import Iterator

from trafficaudit.decode.escapes import percent
from trafficaudit.decode.node import Child, Node, Opened
from trafficaudit.decode.text import as_text

NAME = "url"

_NAMES = re.compile(rb"(?:\Adns://|&name=)([^?&#]*+)")
_BASE32 = re.compile(r"(?=[A-Za-z]*[2-7])[A-Za-z2-7]{13,}").fullmatch
_DIGESTS = (16, 20, 28, 32, 48, 64)
_DIGIT = re.compile(rb"[0-9]").search
_PIECE = 8
"""Bytes of a label from which on the next one may go on with it."""
_FEW = 4
"""Labels in a row of which every part is put together; of more only all."""
_REVERSE = b".arpa"

type _Label = tuple[bytes, int, int]


def pieces(node: Node) -> list[Opened]:
    """Give the labels, and what stands in them in Base32 (RFC 4648, 6), which outlives a change of case."""
    found = labels(node)
    return [found, Opened((NAME, "base32"), _all_unpacked(found.children)[: node.room])]


def pieces_of(name: bytes, start: int, path: str) -> tuple[list[Child], list[Child]]:
    """Give the labels of one name that stands elsewhere, from ``start`` on, and what stands in them in Base32."""
    found = _of(0, len(name), name, path)
    placed: list[Child] = [(*child[:3], child[3] + start, child[4] + start, child[5]) for child in found]
    return placed, _all_unpacked(placed)


def across(name: bytes, start: int, path: str) -> list[Child]:
    """Give what labels in a row of one name may be pieces of, where they are long; ``start`` is the name's place."""
    split, here = list[_Label](), start
    for label in name.split(b"."):
        split.append((label, here, here + len(label)))
        here += len(label) + 1
    return list(_joined(split, path))


def _all_unpacked(children: list[Child]) -> list[Child]:
    return [(*child[:2], value, *child[3:5], False) for child in children if (value := _unpacked(child[2]))]


def _unpacked(value: str | bytes) -> str | bytes | None:
    if not isinstance(value, str) or not _BASE32(value):
        return None
    try:
        raw = base64.b32decode(value.upper() + "=" * (-len(value) % 8))
    except ValueError:
        return None
    text = as_text(raw)
    if text is not None and text.isprintable():
        return text
    return raw if len(raw) in _DIGESTS else None


def labels(node: Node) -> Opened:
    """Give the labels of each name of a query's URL, leftmost first: ``host[0]``, of the next name ``host2[0]``.

    A name that had to be escaped, since it holds what no host name does, is given as a whole as well: ``host``.
    """
    children: list[Child] = []
    for number, found in enumerate(_NAMES.finditer(node.raw), 1):
        if len(children) <= node.room:
            children += _of(*found.span(1), node.raw, f"host{number}" if number > 1 else "host")
    return Opened((NAME,), children[: node.room], sure=True)


def _of(start: int, end: int, raw: bytes, path: str) -> list[Child]:
    name, here = raw[start:end], start
    found, split = list[Child](), list[_Label]()
    if b"%" in name:
        value, how = percent.unquote(name)
        found.append((path, "host", as_text(value) or value, start, end, how))
    for index, label in enumerate(name.split(b".")):
        split.append((label, here, here + len(label)))
        if label:
            value, how = percent.unquote(label)
            found.append((f"{path}[{index}]", "host", as_text(value) or value, here, here + len(label), how))
        here += len(label) + 1
    return found if name.endswith(_REVERSE) else found + list(_joined(split, path))


def _joined(split: list[_Label], path: str) -> Iterator[Child]:
    """Put labels together that may be pieces of one value: long ones in a row, with and without a rest after them."""
    last = 0
    while last < len(split):
        first = last
        while last < len(split) and len(split[last][0]) >= _PIECE:
            last += 1
        starts = range(first, last) if last - first <= _FEW else (first,)
        for start in starts:
            for stop in range(start + 2, last + 2) if last - first <= _FEW else (last, last + 1):
                pieces = split[start:stop]
                if len(pieces) == stop - start > 1 and _DIGIT(pieces[-1][0]):
                    value = percent.unquote(b"".join(label for label, _, _ in pieces))[0]
                    place = pieces[0][1], pieces[-1][2]
                    yield f"{path}[{start}:{stop}]", "host", as_text(value) or value, *place, False
        last += 1
