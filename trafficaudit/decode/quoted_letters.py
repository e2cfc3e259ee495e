"""Base64 and hexadecimal digits between the words of a text, by what comes out: text, or packed bytes.

Words, names of classes and paths are written in the same letters. Of sixteen of them that are no Base64 the twelve
bytes behind are all text once in a hundred thousand times; digits alone are asked for more, as most stand for numbers.
"""

import re
from binascii import unhexlify
from collections.abc import Iterator

from trafficaudit.decode.base64_run import unpack
from trafficaudit.decode.node import Node
from trafficaudit.decode.packed import compression
from trafficaudit.decode.text import as_text, korean, telling

SHORTEST = 16
"""Letters of a run."""
_RUN = re.compile(rb"[A-Za-z0-9+/_-]{16,}+={0,2}+")
_TOKEN = re.compile(rb"(?:[A-Za-z0-9+/]++|[A-Za-z0-9_-]++)={0,2}").fullmatch
_PLAIN = re.compile(rb"[a-z_/+-]+|[A-Z_/+-]+|[0-9_/+-]+").fullmatch
_HEX = re.compile(rb"(?:0[xX])?+((?:[0-9A-Fa-f]{2})++|[0-9A-Fa-f]{2}(?:-[0-9A-Fa-f]{2}){7,}+)").fullmatch
_SIGNS = (re.compile(rb"[^/]++"), re.compile(rb"[^/_+-]++"))
"""Pieces of a run whose signs are those of the text: of a path, or of whatever joins."""
_LONG_NUMBER = 24
_LONGEST_PATH = 512
_LETTERS = re.compile(rb"[A-Za-z]+").fullmatch


def within(node: Node, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Give the ranges of such runs in a range of a text, in their order."""
    for match in _RUN.finditer(node.raw, start, end):
        if not node.budget.spend(len(match[0])):
            return
        yield from _opened(node.raw, *match.span())


def _opened(raw: bytes, start: int, end: int) -> Iterator[tuple[int, int]]:
    if _opens(raw[start:end]):
        yield start, end
        return
    if end - start > _LONGEST_PATH:
        return  # a picture's Base64, whose signs join nothing
    for sign in _SIGNS:
        spans = [match.span() for match in sign.finditer(raw, start, end)]
        long = [(a, b) for a, b in spans if b - a >= SHORTEST] if spans != [(start, end)] else []
        if found := [(a, b) for a, b in long if _opens(raw[a:b])]:
            yield from found
            return


def _opens(run: bytes) -> bool:
    digits = _HEX(run)
    if digits is not None:
        bare = digits[1].replace(b"-", b"")
        return (not bare.isdigit() or len(bare) >= _LONG_NUMBER) and _reads(unhexlify(bare))
    value = unpack(run) if _TOKEN(run) and not _PLAIN(run) else None
    # Names of classes are letters alone, of which some are Korean by chance.
    return value is not None and value != b"" and _reads(value, by_chance=_LETTERS(run) is not None)


def _reads(value: bytes, *, by_chance: bool = False) -> bool:
    text = as_text(value)
    if text is not None:
        return telling(text) or (text.isascii() and text.isprintable())
    return compression.opens(value) or (not by_chance and korean(value) is not None)
