"""What one body says in a row of messages: a text in deltas, a chunk a message, cut wherever the sender liked.

Server-sent events (HTML Living Standard, 9.2.6), documents of JSON one a line, and messages of gRPC, of which a stream
of either side is one body. What stands at one path of the messages that follow each other is put together: the deltas
of a chat (``choices[0].delta.content``), the chunks of an upload. Each is read by itself all the same; only what lies
over several of them, or in a document that they are together, is told.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from heapq import heapify, heappop, heappush
from itertools import accumulate, pairwise
from typing import NamedTuple

from trafficaudit.decode import flight, json
from trafficaudit.decode.fields import Fields, Group
from trafficaudit.decode.markup import xml
from trafficaudit.decode.messages import event_stream
from trafficaudit.decode.protobuf import grpc
from trafficaudit.joined.whole import plain
from trafficaudit.model import Exchange, Opaque, Piece, Span, Whole
from trafficaudit.readers.rows import TELLING

MOST = 64
"""Rows of one body that are put together, those of texts first, then the longest."""

_CHUNK, _HEAD = 16, 4
LONGEST = 8 << 20
"""Bytes of one row that are put together."""

_LAST = re.compile(r"\[(\d{1,9})\]\Z").search
_LINE = re.compile(r"\[(\d{1,9})\](.*)", re.DOTALL).fullmatch
_TELLING = frozenset(TELLING)
"""Names of what a message carries a piece of; under any other one, and under none, only seeded values count."""

_APART = frozenset([
    "index", "output_index", "content_index", "choice_index", "block_index", "item_id", "response_id",
    "message_id", "messageId", "conversation_id", "stream_id", "streamId",
])  # fmt: skip
"""Names of numbers and ids that tell which of several texts, sent by turns, a message goes on with."""

_BEFORE = b" \t\r\n\x1e\xef\xbb\xbf"
"""What may stand before the first of several documents: blanks, a record separator (RFC 7464), a byte order mark."""

_PUSHED = b"self.__next_f.push("
"""What a page of Next.js calls with each piece of its rows."""

_BLANK = re.compile(rb"\n\n|\r\r|\r\n\r\n").search


type _Below = Mapping[int, list[int]]
"""The groups of fields that stand in a field, by its index."""


class _Told(NamedTuple):
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


def together(exchange: Exchange, fields: Fields, *, row: bool = False) -> tuple[list[Whole], list[Opaque]]:
    """Give what the messages of an exchange's bodies are together, and what is too much to be put together.

    ``row`` says that the body is documents in a row, whatever these begin with.
    """
    wholes: list[Whole] = []
    cut: list[Opaque] = []
    below = _below(fields)
    for number, group in enumerate(fields.groups):
        read = _READ.get(group.layers[-1]) if group.part == "body" and group.layers else None
        if read is _events and fields.joined.values[group.parent].find(b"data:") < 0:
            continue  # a list or pairs, whose layer has the same name
        known = row and group.layers == (json.NAME,)
        told = _of_documents(fields, number, group) if known else read(fields, number, group, below) if read else []
        if len(told) > 1:
            rows = sorted(_rows(fields, told), key=lambda row: _rank(fields, row))
            kept = [_bounded(fields, row) for row in rows[:MOST]]
            wholes += [_whole(exchange, fields, row) for row in kept if len(row) > 1]
            if len(rows) > MOST:
                cut.append(_left(fields, group, f"more than {MOST} rows of messages that may be one text each"))
            if sum(map(len, kept)) < sum(map(len, rows[:MOST])):
                cut.append(_left(fields, group, f"more than {LONGEST} bytes in a row of messages that may be one"))
        if read is _events:
            wholes += [_whole(exchange, fields, lines, known=True) for lines in _lines(fields, number, group)]
    return wholes, cut


def _left(fields: Fields, group: Group, reason: str) -> Opaque:
    parent = fields[group.parent]
    return Opaque(group.direction, "body", parent.path, parent.span, f"{reason}: not all was put together", "bound")


def _bounded(fields: Fields, row: list[_Told]) -> list[_Told]:
    """Give as much of a row as is put together: nothing of one whose first value is too long by itself."""
    ends = accumulate(len(plain(fields.rows[each.field][2])) for each in row)
    return row[: sum(end <= LONGEST for end in ends)]


def _range(fields: Fields, number: int) -> range:
    last = fields.starts[number + 1] if number + 1 < len(fields.starts) else len(fields.rows)
    return range(fields.starts[number], last)


def _below(fields: Fields) -> _Below:
    below: dict[int, list[int]] = {}
    for number, group in enumerate(fields.groups):
        below.setdefault(group.parent, []).append(number)
    return below


def _events(fields: Fields, number: int, group: Group, below: _Below) -> list[_Told]:
    """Read server-sent events: what their data holds, or the data itself where it holds nothing.

    Of an event with several lines all of them are the data: what one line holds by itself is no message's.
    """
    lines = {each.field: (event[0].field, each) for event in _lines(fields, number, group) for each in event}
    data = [index for index in _range(fields, number) if fields.rows[index][1] == "data"]
    told = _inside(fields, below, data, closed=lines)
    # As many messages as there are events; the number of one with several lines is less than any other's.
    return [
        each._replace(message=-lines[each.field][0], between=lines[each.field][1].between)
        if each.field in lines
        else each
        for each in told
    ]


def _messages(fields: Fields, number: int, group: Group, below: _Below) -> list[_Told]:
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


def _documents(fields: Fields, number: int, group: Group, below: _Below) -> list[_Told]:
    """Read documents of JSON one after the other; the members of an array are no such row."""
    return _of_documents(fields, number, group) if _is_row(fields.joined.values[group.parent]) else []


def _of_documents(fields: Fields, number: int, group: Group) -> list[_Told]:
    rows = fields.rows
    told: list[_Told] = []
    prefix = rows[group.parent][0].removeprefix("$")
    if not rows[fields.starts[number]][0].startswith(f"{prefix}["):
        return []
    for index in _range(fields, number):
        match = _LINE(rows[index][0].removeprefix(prefix)) if rows[index][0].startswith(prefix) else None
        if match is not None:
            told.append(_Told(int(match[1]), match[2], rows[index][1], index))
    return told


def _is_row(raw: bytes) -> bool:
    return raw[:64].lstrip(_BEFORE)[:1] == b"{"


def _numbered(fields: Fields, number: int, group: Group, below: _Below) -> list[_Told]:
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


def _scripts(fields: Fields, number: int, group: Group, below: _Below) -> list[_Told]:
    """Read the scripts by which a page of Next.js hands on its rows, cut wherever they were ready to be sent."""
    if _PUSHED not in fields.joined.values[group.parent]:
        return []
    told: list[_Told] = []
    for place, index in enumerate(_range(fields, number)):
        value = fields.rows[index][2]
        if not isinstance(value, str) or not value.lstrip().startswith(_PUSHED.decode()):
            continue
        path = f"{fields.rows[index][0]}[1]"
        inner = [each for later in below.get(index, ()) for each in _range(fields, later)]
        told += [_Told(place, "", flight.DELTA, each) for each in inner if fields.rows[each][0] == path][:1]
    return told


_READ: dict[str, Callable[[Fields, int, Group, _Below], list[_Told]]] = {
    event_stream.NAME: _events,
    grpc.NAME: _messages,
    json.NAME: _documents,
    flight.NAME: _numbered,
    xml.NAME: _scripts,
}
"""How the messages are read that stand in a group of fields, by its innermost layer."""


def _inside(
    fields: Fields, below: _Below, messages: Sequence[int], *, closed: Container[int] = frozenset()
) -> list[_Told]:
    """Give what stands in messages, at whatever depth, and those themselves that hold nothing; into ``closed`` ones
    nobody looks.
    """
    rows, inner = fields.rows, fields.inner
    if len(messages) < 2:
        return []
    owner = {index: place for place, index in enumerate(messages)}
    whole = frozenset(messages)
    told = [_Told(place, "", rows[index][1], index) for place, index in enumerate(messages) if index not in inner]
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
                told.append(_Told(place, path[len(prefix) :], rows[index][1], index, again))
    return told


def _rows(fields: Fields, told: Sequence[_Told]) -> Iterator[list[_Told]]:
    """Give what stands at one path of several messages and is not the same in each."""
    apart: defaultdict[int, list[tuple[str, str | bytes]]] = defaultdict(list)
    at: defaultdict[tuple[str, tuple[str, ...]], list[_Told]] = defaultdict(list)
    for each in told:
        if each.key in _APART:
            apart[each.message].append((each.path, fields.rows[each.field][2]))
        if fields.rows[each.field][2]:  # an empty delta, as many a stream begins with, neither begins nor ends anything
            at[each.path, each.again].append(each)
    # What tells several texts apart may be much: it is compared once for each message, not for each value.
    turns: dict[tuple[tuple[str, str | bytes], ...], int] = {}
    turn_of = {message: turns.setdefault(tuple(names), len(turns)) for message, names in apart.items()}
    for (path, again), row in at.items():
        if again and [each.message for each in row] != [each.message for each in at.get((path, ()), ())]:
            continue  # not every one of them can be read so
        by_turns: defaultdict[int, list[_Told]] = defaultdict(list)
        for each in row:
            by_turns[turn_of.get(each.message, -1)].append(each)
        several = [turn for turn in by_turns.values() if len(turn) > 1]
        yield from (turn for turn in several or [row] if _goes_on(fields, turn))


def _goes_on(fields: Fields, row: Sequence[_Told]) -> bool:
    """Say whether the values of a row may go on in each other: not what repeats, nor what is told anew each time."""
    values = [fields.rows[each.field][2] for each in row]
    if len({each.message for each in row}) < 2 or len({*values}) < 2:
        return False
    anew = sum(later.startswith(one) for one, later in pairwise(map(plain, values)))
    return 2 * anew < len(values)


def _rank(fields: Fields, row: Sequence[_Told]) -> tuple[bool, int, str]:
    return not _is_telling(fields, row), -sum(len(fields.rows[each.field][2]) for each in row), row[0].path


def _is_telling(fields: Fields, row: Sequence[_Told]) -> bool:
    """Say whether a row is one thing that was cut: by its name, or because all its pieces but the last are as long.

    Things of one kind are as long, too (addresses of pictures, numbers of devices), but begin alike.
    """
    if row[0].key.lower() in _TELLING:
        return True
    values = [fields.rows[each.field][2] for each in row]
    sizes = [*map(len, values)]
    alike = len(values) > 1 and values[0][:_HEAD] == values[1][:_HEAD]
    return sizes[0] >= _CHUNK and {*sizes[:-1]} == {sizes[0]} and sizes[-1] <= sizes[0] and not alike


def _lines(fields: Fields, number: int, group: Group) -> Iterator[list[_Told]]:
    """Give the lines of data of each event that has several: together they are its data, a line break between."""
    raw = fields.joined.values[group.parent]
    lines: list[_Told] = []
    end = 0
    for index in _range(fields, number):
        _, key, _, start, stop, _ = fields.rows[index]
        if _BLANK(raw, end, start):
            yield from [lines] if len(lines) > 1 else []
            lines = []
        if key == "data":
            lines[-1:] = [each._replace(between=b"\n") for each in lines[-1:]]
            lines.append(_Told(len(lines), "", key, index))
        end = stop
    yield from [lines] if len(lines) > 1 else []


def _whole(exchange: Exchange, fields: Fields, row: Sequence[_Told], *, known: bool = False) -> Whole:
    """Put a row together; a piece whose bytes are not those of its value tells how many it gives.

    ``known`` says that nobody has to guess that the row is one text.
    """
    pieces, data = list[Piece](), list[bytes]()
    for number, each in enumerate(row):
        field = fields[each.field]
        value = plain(field.value)
        span: Span = field.span
        exact = field.exact and span.end - span.start == len(value)
        if each.between and number + 1 < len(row):
            value += each.between
            exact, span = exact and _follows(fields, each), Span(span.start, span.end + len(each.between))
        if not exact:
            span = field.span
        pieces.append(Piece(exchange.id, *span, exchange.started_at, -1 if exact else len(value)))
        data.append(value)
    direction = fields.group(row[0].field).direction
    return Whole(direction, b"".join(data), tuple(pieces), not (known or _is_telling(fields, row)), strung=True)


def _follows(fields: Fields, told: _Told) -> bool:
    """Say whether what is to stand behind a value stands there in the body, too: no other line break."""
    raw, end = fields.joined.values[fields.group(told.field).parent], fields.rows[told.field][4]
    return raw.startswith(told.between, end)
