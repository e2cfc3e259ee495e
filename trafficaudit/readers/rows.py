"""Messages of a WebSocket that are documents each, and may carry one text in pieces: deltas of a chat, of what somebody
types, chunks with numbers.

Which values go on in each other is told by their paths (``joined/row.py``); here the messages are found that may hold
a piece, and stand in one whole, a line each. Most conversations have none.
"""

import re
from collections.abc import Iterable, Iterator, MutableMapping, Sequence

from trafficaudit.model import Direction, Piece, Whole
from trafficaudit.readers.uploads import numbered
from trafficaudit.readers.uploads.numbered import Numbered

LONGEST = 1 << 16
"""Bytes of a message that may hold a piece among others; one that is longer is a whole by itself."""

TELLING = (
    "content", "text", "delta", "arguments", "partial_json", "thinking", "reasoning", "reasoning_content", "response",
    "output", "output_text", "completion", "token", "generated_text", "message", "answer", "data", "chunk", "bytes",
    "body", "payload", "value", "transcript",
)  # fmt: skip
"""Names of what a message carries a piece of."""

_SIGN = re.compile(rb"\"(?:" + "|".join(TELLING).encode() + rb")\"\s{0,4}:\s{0,4}\"[^\"]", re.IGNORECASE).search
_DELTA = re.compile(
    rb"delta|chunk|partial|fragment|append|piece|typing|\"token\"\s{0,4}:\s{0,4}\{"
    rb"|\"(?:done|final|is_final|isFinal|finish_reason|part)\"\s{0,4}:",
    re.IGNORECASE,
).search
"""What says that a message is a piece, and not a message that happens to follow another one."""


LACKS = "holds a text in numbered pieces of which not all were recorded"
"""What is said of a conversation in which a piece is missing."""
LONG = f"holds messages of more than {LONGEST} bytes that may be pieces of a text: they were not put together"
"""What is said of one in which too long messages were passed over."""

type _Held = tuple[Piece, Numbered]


def rows(
    messages: Iterable[tuple[Piece, bytes, int]], direction: Direction, limits: MutableMapping[str, None]
) -> Iterator[Whole]:
    """Give the messages that may be pieces of one text as one whole: those that are numbered, that say so, and others.

    Args:
        messages: what was said in documents, each with where its document begins.
        direction: the side that said it.
        limits: takes what is to be said of texts that are not whole.
    """
    said: dict[bool, list[tuple[Piece, bytes]]] = {True: [], False: []}
    cut: dict[str, list[_Held]] = {}
    long = 0
    for piece, data, start in messages:
        document = data[start:].rstrip(b" \t\r\n\0")
        place = piece._replace(start=piece.start + start, end=piece.start + start + len(document))
        one = numbered.piece(document)
        if one is not None:
            cut.setdefault(one.key, []).append((place, one))
        elif len(data) > LONGEST:
            long += _SIGN(data, 0, LONGEST) is not None and _DELTA(data, 0, LONGEST) is not None
            if numbered.too_long(document):
                limits[LONG] = None
        elif _SIGN(data) is not None:
            said[_DELTA(data) is not None].append((place, document))
    if long > 1 or (long and said[True]):
        limits[LONG] = None
    for held in cut.values():
        yield from _numbered(held, direction, limits)
    for tells, found in said.items():
        if len(found) > 1:
            lines = b"\n".join([document for _, document in found])
            yield Whole(direction, lines, tuple([piece for piece, _ in found]), framed=not tells, row=True)


def _numbered(held: Iterable[_Held], direction: Direction, limits: MutableMapping[str, None]) -> Iterator[Whole]:
    """Put numbered pieces together, those of one text after those of another with the same name."""
    texts: list[dict[int, _Held]] = [{}]
    for each in held:
        if each[1].order in texts[-1]:
            texts.append({})
        texts[-1][each[1].order] = each
    for text in texts:
        placed = [text[order] for order in sorted(text)]
        if len(placed) < placed[0][1].total and (len(placed) > 1 or placed[0][1].alone):
            limits[LACKS] = None
        for chain in _chains(placed):
            if len(chain) > 1:
                pieces = tuple([_piece(place, one) for place, one in chain])
                yield Whole(direction, b"".join([one.data for _, one in chain]), pieces, strung=True)


def _chains(placed: Sequence[_Held]) -> Iterator[list[_Held]]:
    """Give pieces whose numbers follow each other."""
    chain: list[_Held] = []
    for each in placed:
        if chain and each[1].order != chain[-1][1].order + 1:
            yield chain
            chain = []
        chain.append(each)
    yield chain


def _piece(place: Piece, one: Numbered) -> Piece:
    exact = one.end - one.start == len(one.data)
    start, end = place.start + one.start, place.start + one.end
    return place._replace(start=start, end=end, size=-1 if exact else len(one.data))
