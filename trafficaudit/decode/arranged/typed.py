"""What is typed, a key at a time: the events of a list that each tell one character (``[{"key": "k"}, ...]``, or
``[[70, "k"], [140, "i"], ...]``), as recorders of sessions and measurements of typing send them.

No event alone shows what was typed. Where pressing a key and letting it go are told, each is a row of its own. Lists
are full of flags and grades of one character as well: the names must be those of keys, or no more than a time may stand
beside each, and what comes together must be more than a few signs by turns.
"""

import re
from collections.abc import Sequence

from trafficaudit.decode.node import Child

NAME = "typed"

_KEYS = frozenset((
    "key", "char", "ch", "c", "k", "character", "keychar", "keyvalue", "letter", "typed", "input", "data", "text",
    "value",
))  # fmt: skip
_LETTERS = max(map(len, _KEYS))
_EVENT = re.compile(r"(.*)\[\d{1,6}\](\.\w{1,16}|\[[01]\])", re.DOTALL).fullmatch
_ITEMS = ("[0]", "[1]")
_ERASES = frozenset(("Backspace", "backspace", "\b", "⌫"))
_PRESSED = frozenset(("keydown", "keyup", "keypress", "down", "up"))
"""What a key does, which is told of each one more than once."""
_FEWEST = 8
_FEWEST_SIGNS = 5


def joined(children: Sequence[Child]) -> list[Child]:
    """Put together what the events of a list type.

    Args:
        children: of one document, in the order of the bytes.

    Returns:
        A child for each text, without a name, at the path of its list.
    """
    single = [child for child in children if len(child[2]) == 1]
    if len(single) < _FEWEST or sum([child[0].endswith(_ITEMS) or _is_of_key(child[1]) for child in single]) < _FEWEST:
        return []
    rows: dict[tuple[str, str, object], list[Child]] = {}
    moves = {child[0].rpartition(".")[0]: child[2] for child in children if child[2] in _PRESSED}
    for child in children:
        event = _EVENT(child[0])
        if event is not None and (event[2][0] == "[" or _is_of_key(child[1])):
            move = moves.get(child[0].removesuffix(event[2]), "")
            rows.setdefault((event[1], event[2], move), []).append(child)
    return [whole for (path, _, _), row in rows.items() if (whole := _whole(path, row)) is not None]


def _is_of_key(name: str) -> bool:
    # The length first: all the items of a list have its name, and that may be as long as the document.
    return len(name) <= _LETTERS and name.lower() in _KEYS


def _whole(path: str, row: Sequence[Child]) -> Child | None:
    signs = [child for child in row if len(child[2]) == 1 or child[2] in _ERASES]
    if len(signs) < _FEWEST or 2 * len(signs) < len(row):
        return None
    text: list[str] = []
    for child in signs:
        if child[2] in _ERASES:
            del text[-1:]
        else:
            text.append(str(child[2]))
    if len(text) < _FEWEST or len({*text}) < _FEWEST_SIGNS:
        return None
    return path or "$", "", "".join(text), signs[0][3], signs[-1][4], False
