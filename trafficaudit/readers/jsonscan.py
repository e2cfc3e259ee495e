"""Finding where a JSON value ends without building it: brackets are counted, strings are skipped.

Works on a mapped file in windows; depth is counted and never recursed into. That a value ends does not say that it is
valid JSON.
"""

import re
import sys

from trafficaudit.readers.file import Buffer, Trail, drop

WINDOW = 8 << 20
"""Bytes that are looked at in one go, and kept mapped at most."""

_SPACE = re.compile(rb"[ \t\r\n]*+")
# Up to the next bracket outside a string. A string that is long or holds an escape stops it at its quote.
_PLAIN = re.compile(rb'(?:[^"{}\[\]]++|"[^"\\]{0,256}+")*+')
_INSIDE = re.compile(rb'[^"\\]*+(?:\\.[^"\\]*+)*+', re.DOTALL)
_QUOTE, _BACKSLASH = ord('"'), ord("\\")
# So many of them are stepped over one by one before a window of the string is matched.
_ESCAPED_QUOTES = 16
_FEW = 64
_SCALAR = re.compile(rb'[^\s,:"{}\[\]]{1,100}')
_CLOSES = {ord("{"): ord("}"), ord("["): ord("]")}


class UnbalancedError(ValueError):
    """A value does not end where it should; ``at_end`` says that the file ended first, ``reached`` how far it goes."""

    def __init__(self, reason: str, *, at_end: bool = False, reached: int = 0) -> None:
        super().__init__(reason)
        self.at_end, self.reached = at_end, reached


def skip_space(buffer: Buffer, at: int) -> int:
    """Give the offset of the next byte that is no white space."""
    match = _SPACE.match(buffer, at)
    return match.end() if match else at


def string_end(buffer: Buffer, at: int) -> int:
    """Give the offset behind the string that starts at ``at``.

    Raises:
        UnbalancedError: the file ends inside it.
    """
    size, at, escaped = len(buffer), at + 1, 0
    while at < size:
        stop = min(at + WINDOW, size)
        if escaped >= _ESCAPED_QUOTES:
            match = _INSIDE.match(buffer, at, stop)
            at = match.end() if match else at
            del match
            escaped = 0
        quote = buffer.find(b'"', at, stop)
        end = quote if quote >= 0 else stop
        open_escape = _backslashes(buffer, at, end) % 2
        if quote >= 0 and not open_escape:
            return quote + 1
        escaped += quote >= 0
        if end - at > WINDOW // 2:
            drop(buffer, at, end)
        at = end + open_escape
    raise UnbalancedError("the file ends inside a string", at_end=True)


def _backslashes(buffer: Buffer, start: int, end: int) -> int:
    """Count the backslashes that stand directly before ``end``, back to ``start`` at most."""
    if end == start or buffer[end - 1] != _BACKSLASH:
        return 0
    data = buffer[max(start, end - _FEW) : end]
    if not data.rstrip(b"\\"):
        data = buffer[start:end]
    return len(data) - len(data.rstrip(b"\\"))


def value_end(buffer: Buffer, at: int, deepest: int = sys.maxsize) -> tuple[int, int]:
    """Give the offset behind the value that starts at ``at``, and how deep it nests.

    Raises:
        UnbalancedError: the file ends inside it, its brackets do not match, or it nests deeper than ``deepest``.
    """
    first = buffer[at : at + 1]
    if first == b'"':
        return string_end(buffer, at), 0
    if first not in (b"{", b"["):
        match = _SCALAR.match(buffer, at)
        if match is None:
            raise UnbalancedError(f"no value at byte {at}", at_end=at >= len(buffer))
        return match.end(), 0
    return _balanced(buffer, at, deepest)


def _balanced(buffer: Buffer, at: int, limit: int) -> tuple[int, int]:
    size, deepest, trail = len(buffer), 0, Trail(buffer, at)
    open_ = bytearray()
    while at < size:
        match = _PLAIN.match(buffer, at, min(at + WINDOW, size))
        at = match.end() if match else at
        del match
        trail.reach(at)
        if at >= size:
            break
        byte = buffer[at]
        if byte == _QUOTE:
            at = string_end(buffer, at)
            continue
        if byte in _CLOSES:
            open_.append(_CLOSES[byte])
            deepest = max(deepest, len(open_))
            if deepest > limit:
                raise UnbalancedError(f"nested deeper than {limit} at byte {at}", reached=at)
        elif byte in (0x7D, 0x5D):
            if byte != open_.pop():
                raise UnbalancedError(f"brackets that do not match at byte {at}", reached=at)
            if not open_:
                return at + 1, deepest
        else:
            continue  # the window's end
        at += 1
    raise UnbalancedError("the file ends inside it", at_end=True)
