"""Tagged netstrings, the encoding of mitmproxy's flow files, read by offsets: only what is asked for is built.

``LENGTH:PAYLOAD`` and one tag byte: ``,`` bytes, ``;`` UTF-8 text, ``#`` integer, ``^`` float, ``!`` boolean, ``~``
null, ``]`` list, ``}`` dictionary (https://tnetstrings.info; the ``;`` is mitmproxy's own). Every length, number and
depth is bounded, whatever the bytes say; where they are none of it every function here raises ``MalformedError``.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from trafficaudit.model import Headers
from trafficaudit.readers.file import Buffer, drop
from trafficaudit.readers.source import BODY_LIMIT

type Token = tuple[int, int, int]
"""Start and end of a payload, and its tag byte."""

type Value = bytes | str | int | float | bool | list["Value"] | dict[str | bytes, "Value"] | None

BYTES, TEXT, INTEGER, FLOAT, BOOLEAN, NULL, LIST, DICT = b",;#^!~]}"
TAGS = frozenset(b",;#^!~]}")

# A length has at most 12 digits, as in mitmproxy's own reader.
_PREFIX = 13
_DEPTH = 100
_DIGITS = 64
_MEMBERS = 1000
_PAIRS = 20_000
_LARGE = 1 << 20


class MalformedError(ValueError):
    """Bytes are not the tagged netstring that their place calls for; readers turn it into a gap."""


class Cut(bytes):
    """The first bytes of a longer byte string; ``size`` is the whole length."""

    size: int


@dataclass(slots=True)
class Budget:
    """What building the value of one record may still cost."""

    nodes: int = 1_000_000
    kept: int = 4 * BODY_LIMIT
    longest: int = BODY_LIMIT


def token(buffer: Buffer, at: int, stop: int) -> Token:
    """Read the prefix and tag of the value at ``at``, which must end before ``stop``."""
    colon = buffer.find(b":", at, min(at + _PREFIX, stop))
    digits = buffer[at:colon] if colon > at else b""
    if not digits.isdigit():
        raise MalformedError(f"no length at byte {at}")
    start = colon + 1
    end = start + int(digits)
    if end >= stop:
        raise MalformedError(f"the value at byte {at} runs past the end of what holds it")
    return start, end, buffer[end]


def members(buffer: Buffer, start: int, stop: int, found: dict[bytes, Token]) -> None:
    """Collect the members of the dictionary whose payload is ``[start, stop)``, values unread.

    ``found`` is filled as far as the payload can be walked; ``MalformedError`` says that it cannot be walked whole.
    """
    # Written out instead of calling token(): this loop and the one in pairs() are where reading a file spends its time.
    find, at = buffer.find, start
    while at < stop:
        colon = find(b":", at, at + _PREFIX)
        digits = buffer[at:colon] if colon > at else b""
        last = colon + 1 + int(digits) if digits.isdigit() else stop
        if last >= stop:
            raise MalformedError(f"no key at byte {at}")
        key = buffer[colon + 1 : last] if last - colon <= _DIGITS else b""
        at = last + 1
        colon = find(b":", at, at + _PREFIX)
        digits = buffer[at:colon] if colon > at else b""
        last = colon + 1 + int(digits) if digits.isdigit() else stop
        if last >= stop or len(found) >= _MEMBERS:
            raise MalformedError(f"no value at byte {at}, or more than {_MEMBERS}")
        found[key] = (colon + 1, last, buffer[last])
        at = last + 1


def elements(buffer: Buffer, start: int, stop: int) -> Iterator[Token]:
    """Go through the elements of the list whose payload is ``[start, stop)``, unread."""
    at = start
    while at < stop:
        found = token(buffer, at, stop)
        yield found
        at = found[1] + 1


def pairs(buffer: Buffer, start: int, stop: int) -> Headers:
    """Read a list of two-element lists of bytes: headers or trailers, in wire order."""
    out: list[tuple[bytes, bytes]] = []
    find, at = buffer.find, start
    while at < stop:
        colon = find(b":", at, at + _PREFIX)
        digits = buffer[at:colon] if colon > at else b""
        end = colon + 1 + int(digits) if digits.isdigit() else stop
        if end >= stop or buffer[end] != LIST or len(out) >= _PAIRS:
            raise MalformedError(f"no header at byte {at}, or more than {_PAIRS}")
        at = colon + 1
        colon = find(b":", at, at + _PREFIX)
        digits = buffer[at:colon] if colon > at else b""
        last = colon + 1 + int(digits) if digits.isdigit() else end
        if last >= end or buffer[last] != BYTES:
            raise MalformedError(f"no header name at byte {at}")
        name = buffer[colon + 1 : last]
        at = last + 1
        colon = find(b":", at, at + _PREFIX)
        digits = buffer[at:colon] if colon > at else b""
        last = colon + 1 + int(digits) if digits.isdigit() else end
        if last + 1 != end or buffer[last] != BYTES:
            raise MalformedError(f"no header value at byte {at}")
        out.append((name, buffer[colon + 1 : last]))
        at = end + 1
    return tuple(out)


def head(buffer: Buffer, start: int, end: int, limit: int) -> bytes:
    """Copy a byte string, at most its first ``limit`` bytes; a ``Cut`` says that there were more."""
    size = end - start
    if size <= limit:
        data = buffer[start:end]
    else:
        data = Cut(buffer[start : start + limit])
        data.size = size
    if size > _LARGE:
        drop(buffer, start, end)
    return data


def parse(buffer: Buffer, value: Token, budget: Budget, depth: int = 0) -> Value:
    """Build the Python value of a token, within the budget; text must be UTF-8."""
    start, end, tag = value
    budget.nodes -= 1
    if budget.nodes < 0 or depth > _DEPTH:
        raise MalformedError("too many values" if budget.nodes < 0 else f"nested deeper than {_DEPTH}")
    if tag == BYTES:
        data = head(buffer, start, end, min(budget.longest, max(budget.kept, 0)))
        budget.kept -= len(data)
        return data
    if tag == LIST:
        return [parse(buffer, each, budget, depth + 1) for each in elements(buffer, start, end)]
    if tag == DICT:
        return _dictionary(buffer, start, end, budget, depth)
    return _scalar(buffer, start, end, tag)


def _dictionary(buffer: Buffer, start: int, end: int, budget: Budget, depth: int) -> dict[str | bytes, Value]:
    out: dict[str | bytes, Value] = {}
    each = elements(buffer, start, end)
    for name in each:
        key = parse(buffer, name, budget, depth + 1)
        if not isinstance(key, str | bytes):
            raise MalformedError("a key that is no text")
        value = next(each, None)
        if value is None:
            raise MalformedError("a key without a value")
        out[key] = parse(buffer, value, budget, depth + 1)
    return out


def _scalar(buffer: Buffer, start: int, end: int, tag: int) -> Value:
    if tag == TEXT:
        if end - start > BODY_LIMIT:
            raise MalformedError(f"a text of {end - start} bytes")
        return str(buffer[start:end], "utf-8", "surrogateescape")
    if end - start > _DIGITS:
        raise MalformedError(f"a number of {end - start} bytes")
    payload = buffer[start:end]
    try:
        if tag == INTEGER:
            return int(payload)
        if tag == FLOAT:
            return float(payload)
    except ValueError:
        raise MalformedError("a number that is none") from None
    if tag == BOOLEAN and payload in (b"true", b"false"):
        return payload == b"true"
    if tag == NULL and not payload:
        return None
    raise MalformedError(f"no value of type {chr(tag)!a}")


def mapping(buffer: Buffer, value: Token, budget: Budget, wanted: frozenset[bytes]) -> dict[str, Value]:
    """Build those members of a dictionary that are wanted, keys as text."""
    if value[2] != DICT:
        raise MalformedError("no dictionary")
    found: dict[bytes, Token] = {}
    members(buffer, value[0], value[1], found)
    return {key.decode(): parse(buffer, found[key], budget) for key in found if key in wanted}
