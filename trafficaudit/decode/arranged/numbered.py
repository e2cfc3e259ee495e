"""Text that a program cut into numbered pieces, each an object of one list: ``[{"i":0,"n":3,"d":"..."}, ...]``.

Logs and events that are longer than a field may be are sent so. No piece alone shows what was sent; put together in the
order of their numbers they are a value like any other. Lists are full of numbers and texts: the numbers must count up
from 0 or 1 without a gap, and the objects must say how many they are, or be called pieces.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from trafficaudit.decode.node import Child, member

NAME = "numbered"


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


NUMBERS = _words(
    "i idx index seq seqNo seqNum sequence no num number part partNo partIndex partNumber part_no part_index chunk "
    "chunkIndex chunkNo chunkNumber chunk_index chunk_no segment segmentIndex segment_index order pos slice k"
)
TOTALS = _words(
    "n total count of cnt parts chunks segments size totalParts totalChunks total_parts total_chunks partCount "
    "part_count chunkCount chunk_count all max"
)
DATA = _words("d data payload body content chunk part piece value val v p text blob b s segment slice msg raw")
IS_PIECE = re.compile(r"chunk|part|piece|frag|segment|slice|split", re.IGNORECASE).search
_ELEMENT = re.compile(r"(.*)\[\d{1,6}\]", re.DOTALL).fullmatch
_DIGITS = re.compile(r"\d{1,6}").fullmatch
_MOST = 10_000


class _Piece(NamedTuple):
    """One object of a list: its number, how many it says there are (-1: nothing), and the text it holds."""

    number: int
    total: int
    data: Child


def joined(children: Sequence[Child]) -> list[Child]:
    """Put together what stands cut in the objects of lists.

    Args:
        children: of one document, in the order of the bytes.

    Returns:
        A child for each whole text, at the path of its list with the name of the pieces' data.
    """
    objects: dict[str, dict[str, Child]] = {}
    unfit: dict[str, None] = {}
    named = [child for child in children if child[1] in _NAMES]
    for child in () if NUMBERS.isdisjoint([child[1] for child in named]) else named:
        path, key = child[:2]
        if path.endswith(f"].{key}"):
            objects.setdefault(path[: -len(key) - 1], {})[key] = child
        elif path.endswith("]"):
            unfit[path.rpartition(".")[0]] = None  # a list within an object: it is no piece
    lists: dict[str, list[_Piece | None]] = {}
    for place in dict.fromkeys((*objects, *unfit)):
        element = _ELEMENT(place)
        if element is not None:
            lists.setdefault(element[1], []).append(None if place in unfit else _piece(objects[place]))
    return [whole for path, pieces in lists.items() if (whole := _whole(path, pieces)) is not None]


_NAMES = NUMBERS | TOTALS | DATA
_COUNTS = NUMBERS | TOTALS


def _piece(members: dict[str, Child]) -> _Piece | None:
    """Tell number, total and text of an object apart; ``None`` where it has not one of each it must have."""
    counts = {key: int(str(child[2])) for key, child in members.items() if _DIGITS(str(child[2])) and key in _COUNTS}
    numbers = [count for key, count in counts.items() if key in NUMBERS]
    totals = [count for key, count in counts.items() if key in TOTALS]
    texts = [child for key, child in members.items() if key in DATA - counts.keys() and isinstance(child[2], str)]
    if len(numbers) != 1 or len(totals) > 1 or len(texts) != 1:
        return None
    return _Piece(numbers[0], totals[0] if totals else -1, texts[0])


def _whole(path: str, found: Sequence[_Piece | None]) -> Child | None:
    pieces = [piece for piece in found if piece is not None]
    if not 2 <= len(pieces) == len(found) <= _MOST or len({piece.data[1] for piece in pieces}) > 1:
        return None
    pieces.sort(key=lambda piece: piece.number)
    first = pieces[0].number
    if first > 1 or any(piece.number != first + at for at, piece in enumerate(pieces)):
        return None
    totals = {piece.total for piece in pieces}
    if totals != {len(pieces)} and (totals != {-1} or not IS_PIECE(path.rpartition(".")[2])):
        return None
    start, end = min(piece.data[3] for piece in pieces), max(piece.data[4] for piece in pieces)
    key = pieces[0].data[1]
    return member(path, key), key, "".join([str(piece.data[2]) for piece in pieces]), start, end, False
