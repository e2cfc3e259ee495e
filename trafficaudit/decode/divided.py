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

from trafficaudit.decode import divided_address, percent
from trafficaudit.decode.node import Child, member
from trafficaudit.decode.text import as_text

NAME = "divided"
CUT = "cut"
"""The layer of what was cut into pieces of one length, of which no name says what it is."""

MOST_PIECES = 4
"""Boxes of a card number; telephone numbers have three, resident registration numbers two."""

MOST_CUT = 128
"""Pieces of one length that are put together: a value in single characters."""

_LONGEST_CUT = 64
_SHORTEST_WHOLE, _SHORTEST_WIDE = 8, 3
_FEWEST_CUT_DIGITS = 5
"""Digits of a piece from which on it is none of the boxes that people fill in."""
_LONGEST_KEY = 64
_LONGEST_PIECE = 256
_LONGEST_BOX = 8
_FEWEST_UNFILLED = 2
_DIGITS = range(6, 20)
_DIGITS_UNTOLD = range(9, 20)

# What is asked for in boxes; under such a name a list or a repeated field is taken for boxes as well.
_BOXES = re.compile(
    r"(?:.*?[_\-. ]|.*)(?:tel|phone|hp|mobile|cell|handphone|fax|contact|jumin|rrn|ssn|card|account|acct|biz|pccc"
    r"|zip|post|birth|birthday|전화|휴대폰|휴대전화|핸드폰|연락처|주민|카드|계좌|우편|생년월일)(?:no|num|number|nums|numbers|code|list|ymd|date|dt|s|번호)?"
    r"(?:[0-9]_?)?(?:\[\])?",
    re.IGNORECASE,
).fullmatch
_NUMBERED = re.compile(r"(?:(.*[^\W\d_])[_\-. \[]?|(.*[^\W\d_][0-9])[_\-. \[])([0-9])\]?").fullmatch
"""A name of boxes may have a number itself: ``phone2_1``, ``phone2_2`` and ``phone2_3`` of the second telephone."""
_MAIL = re.compile(r"(.*(?:mail|메일))", re.IGNORECASE).fullmatch
_OF = re.compile(r"\A(year|month|day)[_\-. ]?of[_\-. ]?(\w+)\Z", re.IGNORECASE)
"""The parts of a date under names that begin with what they are: ``year_of_birth``."""
_BORN = "b"
"""What shortens birth before a part of a date: ``byear``, ``bmonth``, ``bday``."""
_COUNTED = re.compile(r"(.*[^\W\d])[_\-. \[]?([0-9]{1,3})\]?").fullmatch


def _parts(*names: str) -> tuple[Callable[[str], re.Match[str] | None], ...]:
    """Give what tells, by the ends of names, which part of a value each of several fields is."""
    return tuple(re.compile(rf"(.*?)[_\-. ]?(?:{name})", re.IGNORECASE).fullmatch for name in names)


_ROLES = {
    "mail": _parts(
        r"(?<=mail)[_\-. ]?(?:id|local|user|account|name|front|head|prefix|first)"
        r"|(?<=메일)[_\-. ]?(?:아이디|앞자리)",
        r"(?<=mail)[_\-. ]?(?:domain|host|server|provider|back|tail|suffix|last|second)"
        r"|(?<=mail)[_\-. ]?(?:select|sel|choice|addr|site|etc|direct)"
        r"|(?<=메일)[_\-. ]?(?:도메인|뒷자리)",
    ),
    "date": _parts(
        r"year|yyyy|yy|년도|연도|년|(?<=bir)[_\-. ]?y|(?<=birth)[_\-. ]?y",
        r"month|mon|mm|월|(?<=bir)[_\-. ]?m|(?<=birth)[_\-. ]?m",
        r"day|dd|일|(?<=bir)[_\-. ]?d|(?<=birth)[_\-. ]?d",
    ),
    "name": _parts(
        r"(?:last|family|sur)[_\-. ]?(?:name|nm)|lnm|xing|(?<![a-z])sei|姓|성",
        r"(?:first|given)[_\-. ]?(?:name|nm)|fnm|ming|(?<![a-z])mei|名|이름",
    ),
    "box": _parts(
        r"first|front|head|prefix|area(?:code)?|앞자리|국번",
        r"mid|middle|center|centre|body|exchange|exch|second|가운데",
        r"last|back|rear|end|tail|line|third|뒷자리",
        r"(?:sub|local)?(?:number|num|no)",
    ),
}


class _Role(NamedTuple):
    """What a field may be a piece of: ``stem`` is common to the pieces, ``order`` is negative where none is told."""

    kind: str
    stem: str
    order: int


class _Piece(NamedTuple):
    role: _Role
    child: Child


def joined(children: Sequence[Child]) -> list[Child]:
    """Put together what stands divided in fields beside each other.

    Args:
        children: of one value, in the order of the bytes.

    Returns:
        A child for each whole value: the names of its pieces, joined by ``+``, as the last step of its path.
    """
    return wholes(children)[0]


def wholes(children: Sequence[Child]) -> tuple[list[Child], list[Child]]:
    """Give what ``joined`` gives, and what was cut into pieces of one length, which has no name (``CUT``)."""
    families: dict[tuple[str, str, str], list[_Piece]] = {}
    # Most names have no role, and a list's members have the same ones.
    names = {child[1] for child in children}
    told = {name: roles for name in names if (roles := _known[name] if name in _known else _remembered(name))}
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
    return found, cut


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
    whole = whole and sum(len(turn) < len(longest) for turn in turns) < _FEWEST_UNFILLED
    return [each for each in rounds if len(each) > 1] if whole else [pieces]


_PIECES = dict.fromkeys(divided_address.KINDS, divided_address.MOST_PIECES) | {CUT: MOST_CUT}


def _characters(children: Sequence[Child]) -> list[Child]:
    """Give the text of a list of single characters; of digits alone it would be a list of counts."""
    if not _SHORTEST_WHOLE <= len(children) <= MOST_CUT or len(children[0][2]) != 1:
        return []
    if any(child[2].__class__ is not str or len(child[2]) != 1 for child in children):
        return []
    pieces = [_Piece(_Role(CUT, "", at), child) for at, child in enumerate(children)]
    containers = {_container(child[0]) for child in children if _INDEX.search(child[0])}
    text = "".join(str(child[2]) for child in children)
    if len(containers) != 1 or not all(_INDEX.search(child[0]) for child in children) or text.isdigit():
        return []
    return [_child(containers.pop(), pieces, text)]


_known: dict[str, tuple[_Role, ...]] = {"": ()}
_KNOWN_NAMES = 1 << 14


def _remembered(key: str) -> tuple[_Role, ...]:
    if len(key) > _LONGEST_KEY:
        return ()
    if len(_known) >= _KNOWN_NAMES:
        _known.clear()
    return _known.setdefault(key, _roles(key) if key else ())


def _roles(key: str) -> tuple[_Role, ...]:
    """Say what a field of that name may be a piece of; ``tel[]`` and ``user[tel1]`` are how PHP and Rails want it."""
    key = key.removesuffix("[]").rstrip("]").replace("][", ".").replace("[", ".")
    key = _OF.sub(r"\2_\1", key)
    found = [
        _Role(kind, match[1], order)
        for kind, parts in _ROLES.items()
        for order, part in enumerate(parts)
        if (match := part(key))
    ]
    found += [_Role(kind, "", order) for kind, order in divided_address.roles(key)]
    numbered = _NUMBERED(key)
    stem, order = (numbered[1] or numbered[2], int(numbered[3])) if numbered else (key, -1)
    if _MAIL(stem):
        found.append(_Role("mail" if numbered else "mails", stem, order))
    elif numbered or _BOXES(key):
        found.append(_Role("box", stem, order))
    found += [
        _Role(CUT, role.stem, role.order) for role in found if role.kind == "box" and not numbered and role.order >= 0
    ]
    if counted := _COUNTED(key):
        found.append(_Role(CUT, counted[1], int(counted[2])))
    return tuple(found)


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
    told = _BOXES(pieces[0].role.stem or _name_of(container))
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


def _date(_container: str, pieces: Sequence[_Piece]) -> str:
    texts = _texts(pieces)
    if [piece.role.order for piece in pieces] != [0, 1, 2] or not all(map(_NUMBER, texts)):
        return ""
    year, month, day = texts
    if len(year) not in (2, 4) or not 1 <= int(month) <= 12 or not 1 <= int(day) <= 31:
        return ""
    return f"{year}-{int(month):02d}-{int(day):02d}"


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
    "date": _date,
    "name": _name,
    CUT: _cut,
}
_WHOLE |= dict.fromkeys(divided_address.KINDS, _address)
"""How the pieces of each kind are put together; empty where they are no such value."""


def _child(container: str, pieces: Sequence[_Piece], value: str) -> Child:
    kind, stem, _ = pieces[0].role
    if kind == CUT:
        key = ""
    elif kind == "date" and stem.lower() == _BORN:
        key = "birth"
    else:
        key = "name" if kind == "name" else stem or _name_of(container)
    path = member(container, "+".join(piece.child[1] for piece in pieces))
    start, end = min(piece.child[3] for piece in pieces), max(piece.child[4] for piece in pieces)
    return path, key, value, start, end, False
