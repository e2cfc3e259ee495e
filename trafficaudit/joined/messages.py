"""The messages that one body is a row of, and what each of them says, by the format that they are in.

Server-sent events (HTML Living Standard, 9.2.6), documents of JSON one a line, messages of gRPC, rows of one number
(``decode/flight``), and the scripts by which a page of Next.js hands on its own.
"""

import re
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from heapq import heapify, heappop, heappush
from typing import NamedTuple

from trafficaudit.decode import flight, json
from trafficaudit.decode.fields import Fields, Group
from trafficaudit.decode.markup import xml
from trafficaudit.decode.messages import event_stream
from trafficaudit.decode.protobuf import grpc

_LAST = re.compile(r"\[(\d{1,9})\]\Z").search
_LINE = re.compile(r"\[(\d{1,9})\](.*)", re.DOTALL).fullmatch

_BEFORE = b" \t\r\n\x1e\xef\xbb\xbf"
"""What may stand before the first of several documents: blanks, a record separator (RFC 7464), a byte order mark."""

_PUSHED = b"self.__next_f.push("
"""What a page of Next.js calls with each piece of its rows."""

_BLANK = re.compile(rb"\n\n|\r\r|\r\n\r\n").search


type _Below = Mapping[int, list[int]]
"""The groups of fields that stand in a field, by its index."""


class Told(NamedTuple):
    """A value of one message: its number, where it stands in it, its name, and which field it is.

    ``again`` are the layers of what was decoded out of another value at the same place (percent-encoding, Base64),
    ``between`` stands before what follows in the same message.
    """

    message: int
    path: str
    key: str
    field: int
    again: tuple[str, ...] = ()
    between: bytes = b""


def _range(fields: Fields, number: int) -> range:
    last = fields.starts[number + 1] if number + 1 < len(fields.starts) else len(fields.rows)
    return range(fields.starts[number], last)


def below_each(fields: Fields) -> _Below:
    """Give the groups of fields that stand in each field, by its index."""
    below: dict[int, list[int]] = {}
    for number, group in enumerate(fields.groups):
        below.setdefault(group.parent, []).append(number)
    return below


def events(fields: Fields, number: int, group: Group, below: _Below) -> list[Told]:
    """Read server-sent events: what their data holds, or the data itself where it holds nothing.

    Of an event with several lines all of them are the data: what one line holds by itself is no message's.
    """
    lines = {each.field: (event[0].field, each) for event in lines_of_events(fields, number, group) for each in event}
    data = [index for index in _range(fields, number) if fields.rows[index][1] == "data"]
    told = _inside(fields, below, data, closed=lines)
    # As many messages as there are events; the number of one with several lines is less than any other's.
    return [
        each._replace(message=-lines[each.field][0], between=lines[each.field][1].between)
        if each.field in lines
        else each
        for each in told
    ]


def _messages(fields: Fields, number: int, group: Group, below: _Below) -> list[Told]:
    """Read messages of gRPC; the packed ones are a group of their own."""
    groups, last = fields.groups, number
    if number and groups[number - 1][2:4] == group[2:4]:
        return []  # the packed ones of a row, which was read with the plain ones
    while last + 1 < len(groups) and groups[last + 1][2:4] == group[2:4]:
        last += 1
    listed = [index for each in range(number, last + 1) for index in _range(fields, each)]
    listed = [index for index in listed if fields.rows[index][1] != "trailers"]
    return _inside(fields, below, sorted(listed, key=lambda index: _number(fields.rows[index][0])))


def _number(path: str) -> int:
    match = _LAST(path)
    return int(match[1]) if match else 0


def _documents(fields: Fields, number: int, group: Group, below: _Below) -> list[Told]:
    """Read documents of JSON one after the other; the members of an array are no such row."""
    return of_documents(fields, number, group) if _is_row(fields.joined.values[group.parent]) else []


def of_documents(fields: Fields, number: int, group: Group) -> list[Told]:
    """Read the members of a list, each of which is a document."""
    rows = fields.rows
    told: list[Told] = []
    prefix = rows[group.parent][0].removeprefix("$")
    if not rows[fields.starts[number]][0].startswith(f"{prefix}["):
        return []
    for index in _range(fields, number):
        match = _LINE(rows[index][0].removeprefix(prefix)) if rows[index][0].startswith(prefix) else None
        if match is not None:
            told.append(Told(int(match[1]), match[2], rows[index][1], index))
    return told


def _is_row(raw: bytes) -> bool:
    return raw[:64].lstrip(_BEFORE)[:1] == b"{"


def _numbered(fields: Fields, number: int, group: Group, below: _Below) -> list[Told]:
    """Read rows of Flight and of the AI SDK: those of one number go on in each other."""
    rows: dict[str, list[int]] = {}
    for index in _range(fields, number):
        path = fields.rows[index][0]
        match = _LAST(path)
        rows.setdefault(path[: match.start()] if match else path, []).append(index)
    several = {path: indexes for path, indexes in rows.items() if len(indexes) > 1}
    return [
        each._replace(path=f"{path}{each.path}")
        for path, indexes in several.items()
        for each in _inside(fields, below, indexes)
    ]


def _scripts(fields: Fields, number: int, group: Group, below: _Below) -> list[Told]:
    """Read the scripts by which a page of Next.js hands on its rows, cut wherever they were ready to be sent."""
    if _PUSHED not in fields.joined.values[group.parent]:
        return []
    told: list[Told] = []
    for place, index in enumerate(_range(fields, number)):
        value = fields.rows[index][2]
        if not isinstance(value, str) or not value.lstrip().startswith(_PUSHED.decode()):
            continue
        path = f"{fields.rows[index][0]}[1]"
        inner = [each for later in below.get(index, ()) for each in _range(fields, later)]
        told += [Told(place, "", flight.DELTA, each) for each in inner if fields.rows[each][0] == path][:1]
    return told


READ: dict[str, Callable[[Fields, int, Group, _Below], list[Told]]] = {
    event_stream.NAME: events,
    grpc.NAME: _messages,
    json.NAME: _documents,
    flight.NAME: _numbered,
    xml.NAME: _scripts,
}
"""How the messages are read that stand in a group of fields, by its innermost layer."""


def _inside(
    fields: Fields, below: _Below, messages: Sequence[int], *, closed: Container[int] = frozenset()
) -> list[Told]:
    """Give what stands in messages, at whatever depth, and those themselves that hold nothing; into ``closed`` ones
    nobody looks.
    """
    rows, inner = fields.rows, fields.inner
    if len(messages) < 2:
        return []
    owner = {index: place for place, index in enumerate(messages)}
    whole = frozenset(messages)
    told = [Told(place, "", rows[index][1], index) for place, index in enumerate(messages) if index not in inner]
    left = [later for index in messages if index not in closed for later in below.get(index, ())]
    heapify(left)
    while left:  # in the order of the fields, of which those come later that hold less
        later = heappop(left)
        above = fields.groups[later].parent
        place = owner[above]
        prefix = rows[messages[place]][0]
        for index in _range(fields, later):
            owner[index] = place
            for deeper in below.get(index, ()) if index not in closed else ():
                heappush(left, deeper)
            path = rows[index][0]
            if path.startswith(prefix):
                same = path == rows[above][0] and above not in whole
                again = fields.groups[later].layers if same else ()
                told.append(Told(place, path[len(prefix) :], rows[index][1], index, again))
    return told


def lines_of_events(fields: Fields, number: int, group: Group) -> Iterator[list[Told]]:
    """Give the lines of data of each event that has several: together they are its data, a line break between."""
    raw = fields.joined.values[group.parent]
    lines: list[Told] = []
    end = 0
    for index in _range(fields, number):
        _, key, _, start, stop, _ = fields.rows[index]
        if _BLANK(raw, end, start):
            yield from [lines] if len(lines) > 1 else []
            lines = []
        if key == "data":
            lines[-1:] = [each._replace(between=b"\n") for each in lines[-1:]]
            lines.append(Told(len(lines), "", key, index))
        end = stop
    yield from [lines] if len(lines) > 1 else []
