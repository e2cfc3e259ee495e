"""What a field may be a piece of, by its name: a box of a telephone number, the account of an e-mail address, a year.

The names are those of forms of shops and services in Korea, and of PHP and Rails, which write the way to a value into
its name.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from trafficaudit.decode.arranged import divided_address

CUT = "cut"
"""The layer, and the kind, of what was cut into pieces of one length, of which no name says what it is."""

_LONGEST_KEY = 64

# What is asked for in boxes; under such a name a list or a repeated field is taken for boxes as well.
is_of_boxes = re.compile(
    r"(?:.*?[_\-. ]|.*)(?:tel|phone|hp|mobile|cell|handphone|fax|contact|jumin|rrn|ssn|card|account|acct|biz|pccc"
    r"|zip|post|birth|birthday|전화|휴대폰|휴대전화|핸드폰|연락처|주민|카드|계좌|우편|생년월일)(?:no|num|number|nums|numbers|code|list|ymd|date|dt|s|번호)?"
    r"(?:[0-9]_?)?(?:\[\])?",
    re.IGNORECASE,
).fullmatch
_NUMBERED = re.compile(r"(?:(.*[^\W\d_])[_\-. \[]?|(.*[^\W\d_][0-9])[_\-. \[])([0-9])\]?").fullmatch
"""A name of boxes may have a number itself: ``phone2_1``, ``phone2_2`` and ``phone2_3`` of the second telephone."""
_LETTERED = re.compile(r"(.*[^\W_])(?:[_\-. ]([a-d]|[A-D])|(?<=[a-z])([A-D]))").fullmatch
"""Boxes that letters count: ``phone_a``, ``phone_b``, ``phone_c``; ``hpA``."""
_MAIL = re.compile(r"(.*(?:mail|eml|메일)(?:[_\-. ]?(?:addr|address|adres))?)", re.IGNORECASE).fullmatch
_RAILS = re.compile(r"\(([1-3])i\)\Z").sub
"""The three boxes of a date, as Rails counts them: ``birth_date(1i)``."""
_PARTS_OF_DATES = ("_year", "_month", "_day")
is_of_octets = re.compile(
    r"(?:.*[_\-. ]|.*[a-z](?=(?-i:I))|)ip(?:v4)?[_\-. ]?(?:addr|address)?(?:\[\])?", re.IGNORECASE
).fullmatch
"""The name of an IPv4 address, which has four numbers."""
is_postal = re.compile(r"(?:.*?[_\-. ]|.*)(?:zip|post|우편번호)(?:no|num|code|cd)?", re.IGNORECASE).fullmatch
_TELEPHONE = r"(?:tel|phone|hp|mobile|mbl|cp|t)[_\-. ]?(?:no|num|number)"
_BEHIND = r"(?:(?<=tel)|(?<=cell)|(?<=phone)|(?<=hp))[_\-. ]?"
_OF = re.compile(r"\A(year|month|day)[_\-. ]?of[_\-. ]?(\w+)\Z", re.IGNORECASE)
"""The parts of a date under names that begin with what they are: ``year_of_birth``."""
_COUNTED = re.compile(r"(.*[^\W\d])[_\-. \[]?([0-9]{1,3})\]?").fullmatch


def _parts(*names: str) -> tuple[Callable[[str], re.Match[str] | None], ...]:
    """Give what tells, by the ends of names, which part of a value each of several fields is."""
    return tuple(re.compile(rf"(.*?)[_\-. ]?(?:{name})", re.IGNORECASE).fullmatch for name in names)


_ROLES = {
    "mail": _parts(
        r"(?:(?<=mail)|(?<=eml))(?:[_\-. ]?addr)?[_\-. ]?(?:id|local|user|account|name|front|head|prefix|first)"
        r"|(?<=메일)[_\-. ]?(?:아이디|앞자리)",
        r"(?:(?<=mail)|(?<=eml))(?:[_\-. ]?addr)?[_\-. ]?"
        r"(?:domain|domn|dmn|host|server|provider|back|end|rear|tail|suffix|last|second)"
        r"|(?:(?<=mail)|(?<=eml))[_\-. ]?(?:select|sel|choice|addr|site|etc|direct)"
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
    # Where what a piece is stands before what all of it is; of Korea's framework for public services (eGovFrame).
    # Behind it stand the region or business, the exchange and the end in forms of shops (CJ Olive Young).
    "telephone": _parts(
        rf"(?:first|front|area|fst)[_\-. ]?{_TELEPHONE}|area[_\-. ]?(?:no|code)"
        r"|(?:cral[_\-. ]?)?locara[_\-. ]?t(?:el)?no"
        rf"|{_BEHIND}(?:rgn|sct)[_\-. ]?no",
        rf"(?:house[_\-. ]?)?(?:mid|middle|center|second)[_\-. ]?{_TELEPHONE}|mexno|exchg?no"
        rf"|{_BEHIND}txno(?:[_\-. ]?no)?",
        rf"(?:house[_\-. ]?)?(?:end|last|third)[_\-. ]?{_TELEPHONE}|(?:cral[_\-. ]?)?idv[_\-. ]?t(?:el)?no|indv?no"
        rf"|{_BEHIND}end[_\-. ]?no",
    ),
    "domain": _parts(r"(?<!dmn)eml[_\-. ]?addr", r"dmn[_\-. ]?eml[_\-. ]?addr"),
    "box": _parts(
        r"first|front|head|prefix|area(?:code)?|앞자리|국번",
        r"mid|middle|center|centre|body|exchange|exch|second|가운데",
        r"last|back|rear|end|tail|line|third|뒷자리",
        r"(?:sub|local)?(?:number|num|no)",
    ),
}


class Role(NamedTuple):
    """What a field may be a piece of: ``stem`` is common to the pieces, ``order`` is negative where none is told."""

    kind: str
    stem: str
    order: int


_known: dict[str, tuple[Role, ...]] = {"": ()}
_KNOWN_NAMES = 1 << 14


def roles(key: str) -> tuple[Role, ...]:
    """Give what a field of a name may be a piece of; names come again and again."""
    return _known[key] if key in _known else _kept(key)


def _kept(key: str) -> tuple[Role, ...]:
    if len(key) > _LONGEST_KEY:
        return ()
    if len(_known) >= _KNOWN_NAMES:
        _known.clear()
    return _known.setdefault(key, _roles(key) if key else ())


def _roles(key: str) -> tuple[Role, ...]:
    """Say what a field of that name may be a piece of; ``tel[]`` and ``user[tel1]`` are how PHP and Rails want it."""
    key = key.removesuffix("[]").rstrip("]").replace("][", ".").replace("[", ".")
    key = _OF.sub(r"\2_\1", key)
    key = _RAILS(lambda part: _PARTS_OF_DATES[int(part[1]) - 1], key) if key[-1:] == ")" else key
    found = [
        Role(kind, match[1], order)
        for kind, parts in _ROLES.items()
        for order, part in enumerate(parts)
        if (match := part(key))
    ]
    found = [role._replace(stem="") if role.kind == "domain" else role for role in found]  # of one person, or of none
    found += [Role(kind, "", order) for kind, order in divided_address.roles(key)]
    numbered = _NUMBERED(key)
    stem, order = (numbered[1] or numbered[2], int(numbered[3])) if numbered else (key, -1)
    if not numbered and (lettered := _LETTERED(key)) and is_of_boxes(lettered[1]):
        found.append(Role("box", lettered[1], "abcd".index((lettered[2] or lettered[3]).lower())))
    if _MAIL(stem):
        found.append(Role("mail" if numbered else "mails", stem, order))
    elif numbered or is_of_boxes(key) or is_of_octets(key):
        found.append(Role("box", stem, order))
    found += [
        Role(CUT, role.stem, role.order) for role in found if role.kind == "box" and not numbered and role.order >= 0
    ]
    if counted := _COUNTED(key):
        found.append(Role(CUT, counted[1], int(counted[2])))
    return tuple(found)
