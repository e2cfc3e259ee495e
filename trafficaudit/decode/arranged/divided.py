"""Values that a form divides over several fields: a telephone number over three boxes, an e-mail address over two.

Korean shops ask for numbers in boxes (``hp1``, ``hp2``, ``hp3``), for an e-mail address as an account and a provider
that is chosen from a list (``emailId``, ``emailDomain``), for a birth date as year, month and day; services of
addresses give theirs as province, district, road and number (``divided_address``). No field alone shows what was sent;
put together they are a value like any other. Its span reaches from the first piece to the last.

Apps that hide a value cut any into pieces of one length (``k0``, ``k1``, ... or a list of single characters). What such
pieces are together is no value that a name speaks of: only what is known of the person is looked for in it.
"""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from trafficaudit.decode.arranged import divided_address, divided_names, sexagesimal
from trafficaudit.decode.arranged.divided_names import Role, is_of_boxes, is_of_octets, is_postal
from trafficaudit.decode.escapes import percent
from trafficaudit.decode.node import Child, member
from trafficaudit.decode.text import as_text

NAME = "divided"
CUT = divided_names.CUT
"""The layer of what was cut into pieces of one length, of which no name says what it is."""

MOST_PIECES = 4
"""Boxes of a card number; telephone numbers have three, resident registration numbers two."""

MOST_CUT = 128
"""Pieces of one length that are put together: a value in single characters."""

_LONGEST_CUT = 64
_SHORTEST_WHOLE, _SHORTEST_WIDE = 8, 3
_FEWEST_CUT_DIGITS = 5
"""Digits of a piece from which on it is none of the boxes that people fill in."""
_LONGEST_PIECE = 256
_LONGEST_BOX = 8
_FEWEST_UNFILLED = 2
_DIGITS = range(6, 20)
_DIGITS_UNTOLD = range(9, 20)

_BORN = frozenset(("b", "bir", "brth", "생"))
"""What shortens birth before a part of a date: ``byear``, ``bmonth``, ``bday``."""
_OCTETS, _HIGHEST = 4, 255
_SHORT_CODE = 5
"""Digits of a postcode since 2015, between which nothing stands; those of before have six."""


class _Piece(NamedTuple):
    role: Role
    child: Child


def wholes(children: Sequence[Child]) -> tuple[list[Child], list[Child]]:
    """Put together what stands divided in fields beside each other.

    Args:
        children: of one value, in the order of the bytes.

    Returns:
        A child for each whole value, with the names of its pieces, joined by ``+``, as the last step of its path; and
        one for each that was cut into pieces of one length, which has no name (``CUT``).
    """
    families: dict[tuple[str, str, str], list[_Piece]] = {}
    # Most names have no role, and a list's members have the same ones.
    names = {child[1] for child in children}
    told = {name: roles for name in names if (roles := divided_names.roles(name))}
    for child in children if told else ():
        for role in told.get(child[1], ()):
            if child[2].__class__ is str and 0 < len(child[2]) <= _LONGEST_PIECE:
                families.setdefault((_container(child[0]), role.kind, role.stem.lower()), []).append(
                    _Piece(role, child)
                )
    found: list[Child] = []
    cut = _characters(children)
    for (container, kind, _), family in families.items():
        for pieces in _rounds(family) if len(family) > 1 else ():
            if len(pieces) > _PIECES.get(kind, MOST_PIECES):
                continue
            if value := _WHOLE[kind](container, ordered := _ordered(pieces)):
                (cut if kind == CUT else found).append(_child(container, ordered, value))
    return found + sexagesimal.places(children, names), cut


def _rounds(pieces: list[_Piece]) -> list[list[_Piece]]:
    """Divide the pieces of what a form asks for several times under the same names: all of them by turns.

    Of one that is not filled in to its end (only the number's area, which stands there before) less is there; of more
    nobody knows what belongs together.
    """
    orders = [piece.role.order for piece in pieces]
    if len(set(orders)) == len(orders):
        return [pieces]
    rounds: list[list[_Piece]] = []
    for piece in pieces:
        if not rounds or piece.role.order in {each.role.order for each in rounds[-1]}:
            rounds.append([])
        rounds[-1].append(piece)
    turns = [[piece.role.order for piece in each] for each in rounds]
    longest = max(turns, key=len)
    whole = len(longest) > 1 and all(sorted(turn) == sorted(longest)[: len(turn)] for turn in turns)
    unfilled = sum(len(turn) < len(longest) for turn in turns)
    same = len({(piece.role.order, piece.child[1]) for piece in pieces}) == len(set(orders))
    whole = whole and (unfilled == 0 or (unfilled < _FEWEST_UNFILLED and same))
    return [each for each in rounds if len(each) > 1] if whole else [pieces]


_PIECES = dict.fromkeys(divided_address.KINDS, divided_address.MOST_PIECES) | {CUT: MOST_CUT}


def _characters(children: Sequence[Child]) -> list[Child]:
    """Give the text of a list of single characters; of digits alone it would be a list of counts."""
    if not _SHORTEST_WHOLE <= len(children) <= MOST_CUT or len(children[0][2]) != 1:
        return []
    if any(child[2].__class__ is not str or len(child[2]) != 1 for child in children):
        return []
    pieces = [_Piece(Role(CUT, "", at), child) for at, child in enumerate(children)]
    containers = {_container(child[0]) for child in children if _INDEX.search(child[0])}
    text = "".join(str(child[2]) for child in children)
    if len(containers) != 1 or not all(_INDEX.search(child[0]) for child in children) or text.isdigit():
        return []
    return [_child(containers.pop(), pieces, text)]


_INDEX = re.compile(r"\[\d+\]\Z")


def _container(path: str) -> str:
    """Give the path of what a field stands in; items of a list stand where the list does."""
    whole = _INDEX.sub("", path)
    # A quote inside of a quoted step is written with a backslash, so this is where the last step begins.
    return whole[: whole.rfind('["')] if whole.endswith('"]') else whole.rpartition(".")[0]


def _name_of(container: str) -> str:
    return _INDEX.sub("", container).rpartition(".")[2]


def _ordered(pieces: list[_Piece]) -> list[_Piece]:
    orders = [piece.role.order for piece in pieces]
    return sorted(pieces, key=lambda piece: piece.role.order) if len(set(orders)) == len(orders) else pieces


def _texts(pieces: Sequence[_Piece]) -> list[str]:
    return [_plain(str(piece.child[2])).strip() for piece in pieces]


def _plain(text: str) -> str:
    """Take percent-encoding off, which a cookie's values have for a layer of their own."""
    if "%" not in text or not text.isascii():
        return text
    return as_text(percent.unquote(text.encode())[0]) or text


def _boxes(container: str, pieces: Sequence[_Piece]) -> str:
    texts, orders = _texts(pieces), [piece.role.order for piece in pieces]
    if not all(text.isascii() and text.isdigit() and len(text) <= _LONGEST_BOX for text in texts):
        return ""
    name = pieces[0].role.stem or _name_of(container)
    if is_of_octets(name) and len(set(orders)) in (1, _OCTETS):
        return ".".join(texts) if len(texts) == _OCTETS and all(int(text) <= _HIGHEST for text in texts) else ""
    told = is_of_boxes(name)
    if is_postal(name) and len(set(orders)) == len(texts) == 2 and sum(map(len, texts)) == _SHORT_CODE:
        return "".join(texts)
    if len(set(orders)) < len(orders) and (not told or len(set(orders)) > 1):
        return ""  # boxes of one name are as many as they are; of numbered ones each is there once
    return "-".join(texts) if sum(map(len, texts)) in (_DIGITS if told else _DIGITS_UNTOLD) else ""


def _cut(_container: str, pieces: Sequence[_Piece]) -> str:
    """Give what pieces of one length are together, of which the last may be shorter, and none is missing."""
    texts, orders = [str(piece.child[2]) for piece in pieces], [piece.role.order for piece in pieces]
    size, text = len(texts[0]), "".join(texts)
    if orders[0] > 1 or len(set(orders)) < len(orders) or (orders[-1] - orders[0] >= len(orders) > 2):
        return ""
    if size > _LONGEST_CUT or any(len(one) != size for one in texts[:-1]) or len(texts[-1]) > size:
        return ""
    if len(text) < (_SHORTEST_WHOLE if text.isascii() else _SHORTEST_WIDE):
        return ""
    return "" if text.isdigit() and size < _FEWEST_CUT_DIGITS else text


_NUMBER_OF = re.compile(r"0[0-9]{1,2}-[0-9]{3,4}-[0-9]{4}").fullmatch


def _telephone(_container: str, pieces: Sequence[_Piece]) -> str:
    """Give a telephone number whose pieces are told by names alone: area, exchange and line."""
    number = "-".join(_texts(pieces))
    return number if [piece.role.order for piece in pieces] == [0, 1, 2] and _NUMBER_OF(number) else ""


_MAIL_PIECES = 3
_ACCOUNT = re.compile(r"[\w.+-]+").fullmatch
_DOMAIN = re.compile(r"@?([\w-]+(?:\.[\w-]+)+)").fullmatch


def _mail(_container: str, pieces: Sequence[_Piece]) -> str:
    """Give account and provider; beside the provider stands, in a third field, which one of a list was chosen."""
    texts, orders = _texts(pieces), [piece.role.order for piece in pieces]
    domains = [domain[1] for text in texts[1:] if (domain := _DOMAIN(text))]
    if len(texts) > _MAIL_PIECES or len({each.lower() for each in domains}) != 1 or not _ACCOUNT(texts[0]):
        return ""
    return f"{texts[0]}@{domains[0]}" if orders[0] < min(orders[1:]) or len(set(orders)) == 1 else ""


_NUMBER = re.compile(r"\d{1,4}", re.ASCII).fullmatch
_OF_BIRTH = re.compile(r"(?:.*birth|b|bir|.*생일|.*생년월일)(?:day|date)?[_\-. ]?", re.IGNORECASE).fullmatch
"""Of a birth month and day are asked for without the year, too."""
_MONTH_AND_DAY = len("03-10")


def _date(container: str, pieces: Sequence[_Piece]) -> str:
    texts, orders = _texts(pieces), [piece.role.order for piece in pieces]
    born = orders == [1, 2] and _OF_BIRTH(pieces[0].role.stem or _name_of(container)) is not None
    if not (born or orders == [0, 1, 2]) or not all(map(_NUMBER, texts)):
        return ""
    year, (month, day) = "" if born else texts[0], texts[-2:]
    if len(year) not in (2, 4) and not born:
        return ""
    if not 1 <= int(month) <= 12 or not 1 <= int(day) <= 31:
        return ""
    return f"{year}-{int(month):02d}-{int(day):02d}".removeprefix("-")


def _name(_container: str, pieces: Sequence[_Piece]) -> str:
    texts = _texts(pieces)
    if [piece.role.order for piece in pieces] != [0, 1] or not all(texts):
        return ""
    return ("" if not texts[0].isascii() else " ").join(texts)


def _address(_container: str, pieces: Sequence[_Piece]) -> str:
    return divided_address.whole([piece.role.order for piece in pieces], _texts(pieces))


_WHOLE: dict[str, Callable[[str, Sequence[_Piece]], str]] = {
    "box": _boxes,
    "mail": _mail,
    "mails": _mail,
    "domain": lambda container, pieces: _mail(container, pieces) if len(pieces) == 2 else "",
    "telephone": _telephone,
    "date": _date,
    "name": _name,
    CUT: _cut,
}
_WHOLE |= dict.fromkeys(divided_address.KINDS, _address)
"""How the pieces of each kind are put together; empty where they are no such value."""


_CALLED = {"telephone": "telno", "domain": "email"}
"""What a whole is called whose pieces have no word of it in common."""


def _child(container: str, pieces: Sequence[_Piece], value: str) -> Child:
    kind, stem, _ = pieces[0].role
    if kind == CUT:
        key = ""
    elif kind == "date" and len(value) == _MONTH_AND_DAY:
        key = "birthday"
    elif kind == "date" and stem.lower() in _BORN:
        key = "birth"
    elif kind in _CALLED:
        key = f"{stem}_{_CALLED[kind]}" if stem else _CALLED[kind]
    elif kind == "box" and stem.lower().endswith("post"):
        key = f"{stem}code"
    else:
        key = "name" if kind == "name" else stem or _name_of(container)
    path = member(container, "+".join(piece.child[1] for piece in pieces))
    start, end = min(piece.child[3] for piece in pieces), max(piece.child[4] for piece in pieces)
    return path, key, value, start, end, False
