"""What Base64 in a cookie says once it is opened: times, small numbers and words only look drawn at random.

A server keeps when it met a browser, how often, or where it is, as a message of Protocol Buffers or between its own
signs. Only a number among it that was drawn itself would tell one browser from all others.

Source: RFC 4648; Protocol Buffers, Encoding; protobuf-net, ``BclHelpers`` (a time as 100 ns since 1970, zigzag).
"""

import re
from collections.abc import Callable

from trafficaudit.decode.base64_run import unpack
from trafficaudit.decode.limits import Budget, Limits
from trafficaudit.decode.protobuf.wire import BYTES, VARINT, entries, is_usual, varint

_SHORTEST, _LONGEST_RUN = 12, 512
_WRITTEN = re.compile(r"[A-Za-z0-9+/_.-]+={0,2}").fullmatch
_ALPHABET = str.maketrans(".-_", "++/")
"""Some programs write a dot for the one sign or the other, and hyphens for the padding."""
_RUN = re.compile(rb"[\x20-\x7e]{4,}")
_FEWEST, _SHARE = 24, 3
"""Signs of text in bytes of which they are at least a third: at random it is never that many."""
_PIECES = re.compile(r"[^0-9A-Za-z-]+")
_DEPTH, _FIELDS, _LOW = 4, 2, 15
_WORK = Limits(work=64 * Budget.TOKEN)
_TICKS = range(10**16, 4 * 10**16)
"""100 ns since 1970 from 2001 on, and twice that (zigzag) until 2033."""


def is_legible(text: str, is_drawn: Callable[[str], bool]) -> bool:
    """Whether a text is Base64 of what can be read, with nothing in it that was drawn at random.

    Args:
        text: the text.
        is_drawn: says of a piece of it whether that was drawn.
    """
    if not _SHORTEST <= len(text) <= _LONGEST_RUN or not _WRITTEN(text):
        return False
    raw = unpack(text.rstrip("-=").translate(_ALPHABET).encode())
    if not raw:
        return False
    runs = [run.decode() for run in _RUN.findall(raw)]
    if sum(map(len, runs)) >= max(_FEWEST, len(raw) / _SHARE):
        return not any(is_drawn(piece) for run in runs for piece in _PIECES.split(run))
    return _is_message(raw, is_drawn)


def is_time(number: str) -> bool:
    """Whether a number out of a message of Protocol Buffers is a time as .NET's programs write it there.

    >>> is_time("30088955162438612"), is_time("9186409297478360551")
    (True, False)
    """
    return number.isdecimal() and len(number) == 17 and int(number) in _TICKS


def _is_message(raw: bytes, is_drawn: Callable[[str], bool], depth: int = 0) -> bool:
    """Whether all of some bytes is a message of several fields: times, small numbers and words."""
    found, stop = entries(raw, 0, len(raw), Budget(_WORK))
    if stop != len(raw) or len(found) < _FIELDS or not is_usual(found) or max(each[0] for each in found) > _LOW:
        return False
    for _, kind, start, end, _ in found:
        value = raw[start:end]
        if kind == VARINT:
            number = str(varint(value, 0, len(value))[0])
            if is_drawn(number) and not is_time(number):
                return False
        elif kind != BYTES or not (value.isalpha() or not value or _nested(value, is_drawn, depth)):
            return False
    return True


def _nested(value: bytes, is_drawn: Callable[[str], bool], depth: int) -> bool:
    return depth < _DEPTH and _is_message(value, is_drawn, depth + 1)
