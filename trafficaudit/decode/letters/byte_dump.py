"""Bytes written out one by one, alone or between the words of a log: hexadecimal pairs with a sign between them
(``68 61 72``, ``68:61:72``, ``0x68, 0x61``), numbers in brackets as Java, Swift and Go print a list of bytes, and the
lines of ``hexdump -C``, ``xxd`` and ``tcpdump -X``, whose pairs go on over all of them.

Fingerprints of certificates and lists of counts are written so, too: only plausible content is opened.
"""

import re
from binascii import unhexlify
from collections.abc import Iterator

from trafficaudit.decode.letters import byte_array
from trafficaudit.decode.letters.base64 import plausible
from trafficaudit.decode.node import Child, Node, Opened, item

NAME = "byte-dump"
MEDIA = None
TEXT = True
MARKS = " :,\t"
ONLY = None

_PAIR = rb"(?:0[xX])?+[0-9A-Fa-f]{2}"
_NUMBER = rb"-?+\d{1,3}+"
_GROUPS = rb"[ \t]{1,3}((?:(?:[0-9A-Fa-f]{2}){1,8}+(?:[ \t]{1,2}+|(?=[\r\n]|\Z))){1,32}+)"
_RUN = re.compile(
    rb"(?P<lines>(?<![^\s:])(?:0[xX])?+0{4,16}+:?+(?=[ \t]{1,3}(?:[0-9A-Fa-f]{2}){1,8}+(?:[ \t\r\n]|\Z)))"
    rb"|(?P<pairs>(?<![\w.:-])" + _PAIR + rb"(?P<sign>[ :]|,[ ]?+)" + _PAIR
    + rb"(?:(?P=sign)" + _PAIR + rb"){6,}+(?!\w))"
    rb"|(?P<list>\[[ ]?+" + _NUMBER + rb"(?P<comma>,?+[ ]|,)" + _NUMBER
    + rb"(?:(?P=comma)" + _NUMBER + rb"){6,}+[ ]?+\])"
)  # fmt: skip
_LINE = re.compile(rb"[ \t]*+(?:0[xX])?+([0-9A-Fa-f]{4,16}+):?+" + _GROUPS + rb"(?:[^\r\n]{0,128}+\r?\n)?+").match
_NO_DIGITS = bytes(code for code in range(256) if chr(code) not in "0123456789abcdefABCDEF")
_PREFIX = re.compile(rb"0[xX]")
_NUMBERS = re.compile(_NUMBER).findall
_SHORTEST = 4


def sniff(node: Node) -> bool:
    """See ``Decoder``."""
    return _RUN.search(node.raw) is not None


def decode(node: Node) -> Iterator[Opened]:
    """Give what each run stands for, where that is plausible; several are counted, one keeps the path."""
    found, pos = list[tuple[str | bytes, int, int]](), 0
    while len(found) <= node.room and (match := _RUN.search(node.raw, pos)) is not None:
        value, pos = _value(node.raw, match)
        if not node.budget.spend(node.budget.TOKEN + pos - match.start()):
            break
        content = plausible(node, value) if len(value) >= _SHORTEST else None
        if content is not None:
            found.append((content, match.start(), pos))
    if found:
        yield Opened((NAME,), list(_children(node, found)))


def _children(node: Node, found: list[tuple[str | bytes, int, int]]) -> Iterator[Child]:
    for at, (content, start, end) in enumerate(found):
        yield item(node.prefix, at) if len(found) > 1 else node.path, node.key, content, start, end, False


def _value(raw: bytes, match: re.Match[bytes]) -> tuple[bytes, int]:
    """Give the bytes of a run, none where they are not what a program writes so, and where it ends."""
    if match["lines"] is not None:
        return _lines(raw, match.start())
    if match["pairs"] is not None:
        return unhexlify(_PREFIX.sub(b"", match[0]).translate(None, _NO_DIGITS)), match.end()
    numbers = [int(number) for number in _NUMBERS(match[0])]
    low, high = min(numbers), max(numbers)
    if low < -128 or high > (127 if low < 0 else 255):
        return b"", match.end()
    value = bytes([number & 255 for number in numbers])
    return value if byte_array.certain(value) or byte_array.written(value) else b"", match.end()


def _lines(raw: bytes, pos: int) -> tuple[bytes, int]:
    """Give the bytes of lines whose offsets count on, and where the last of them ends."""
    held, here = bytearray(), pos
    while (line := _LINE(raw, here)) is not None and int(line[1], 16) == len(held):
        pos = line.end(2)
        held += unhexlify(line[2].translate(None, _NO_DIGITS))
        here = line.end()
        if raw[here - 1 : here] != b"\n":
            break
    return bytes(held), pos
