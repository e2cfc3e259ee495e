"""What programs write before or behind every name of a record: ``s_name``, ``s_phone``, ``txtName``, ``nameInput``.

Where (nearly) all names beside each other begin with one word, it tells them from others' and says nothing of what each
is; so does a word for a box of a form behind all of them, or one number. A word that ``keys.toml`` knows is none of
these: it says of whom or what they all are (``rcvr_name``, ``store_name``);
a name that it has as a whole is left as it is (``P_OID``).
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from functools import cache, partial

from trafficaudit.decode.fields import Fields
from trafficaudit.detectors.names.paths import place_under
from trafficaudit.detectors.names.places import COMPANIES
from trafficaudit.detectors.names.table import key_table
from trafficaudit.detectors.names.words import SHORTENED, vocabulary

type Affixes = tuple[str, str]
"""What a name may begin and end with: the characters themselves, as they are written."""

FEWEST = 4
"""Names beside each other from which on what they have in common is no part of them."""
_SHARE = 5
"""One in so many may be called otherwise: what a page adds by itself."""

_BEGUN = re.compile(r"(?:\w{1,64}\$){1,8}(?=\w)|_?(?:([a-z]{1,8})(?=[A-Z가-힣])|([^\W\d_]{1,8})[_$-]+(?=.))").match
"""The names of what a control stands in (ASP.NET: ``ctl00$Main$txtName``), or one word."""
_FORMED = vocabulary("in input ipt txt text str string param params req hid fld field frm form arg p s i f m v o")
"""Words that forms and programs write before names, whatever else they say elsewhere."""
_SHORTEST = 3
"""Letters from which on a word may be anybody's own; two of them also stand for a store, a company, a branch."""
_ENDED = re.compile(
    r"(?:[_-]?(?:text|txt|input|ipt|field|fld|val|value|str|enc|edit|box|[0-9]{1,2})|(?:Text|Txt|Input|Ipt|Field|Fld)"
    r"|(?:Val|Value|Str|Enc|Edit|Box))\Z"
).search


def affixes(key: str) -> Affixes | tuple[()]:
    """Give what a name may begin and end with that is no part of it; nothing where there is none of either.

    >>> affixes("txtName"), affixes("moa_rcvrNm"), affixes("nameInput"), affixes("rcvrNm"), affixes("store_name")
    (('txt', ''), ('moa_', ''), ('', 'Input'), (), ())
    """
    begun, ended = _BEGUN(key), _ENDED(key)
    start = begun[0] if begun is not None and _is_nothing((begun[1] or begun[2] or "").lower()) else ""
    end = ended[0] if ended is not None and ended.start() > 1 else ""
    return (start, end) if start or end else ()


def _is_nothing(word: str) -> bool:
    if word in _FORMED or not word:
        return True
    return (len(word) >= _SHORTEST or not word.isascii()) and not (
        word in key_table().known or word in SHORTENED or word in COMPANIES
    )


def bare(fields: Fields, found: Iterable[tuple[int, Affixes]]) -> Mapping[int, str]:
    """Give the names of fields without what all of those beside them have in common.

    Args:
        fields: of one exchange.
        found: the fields whose names begin or end with what may be no part of them.
    """
    places: defaultdict[tuple[str, str, str], list[tuple[int, Affixes]]] = defaultdict(list)
    for index, around in found:
        path, key, *_ = fields.rows[index]
        group = fields.grouped[index]
        places[group.direction, group.part, place_under(path, key)].append((index, around))
    named: dict[int, str] = {}
    beside = cache(partial(_beside, fields))
    for place, some in places.items():
        if len({fields.keys[index] for index, _ in some}) >= FEWEST:
            for side in (0, 1):
                written = defaultdict[str, list[int]](list)
                for index, around in some:
                    if around[side]:
                        written[around[side]].append(index)
                for affix, indices in written.items():
                    names = {fields.keys[index] for index in indices}
                    if len(names) >= FEWEST and _is_common(names, beside(*place[:2])[place[2]]):
                        for index in indices:
                            name = named.get(index, fields.keys[index])
                            if not key_table().has(name):
                                named[index] = _without(name, affix, side)
    return named


def _without(name: str, affix: str, side: int) -> str:
    return name[: -len(affix)] if side else name[len(affix) :]


def _beside(fields: Fields, direction: str, part: str) -> Mapping[str, Mapping[str, None]]:
    """Give the names in one part of an exchange by their place: each field is asked for its own once, however many."""
    places: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for group, start, end in fields.ranges():
        if (group.direction, group.part) == (direction, part):
            for path, key, *_ in fields.rows[start:end]:
                if key:
                    places[place_under(path, key)][key] = None
    return places


def _is_common(names: Set[str], beside: Iterable[str]) -> bool:
    """Say whether some names are nearly all of those at their place."""
    others = 0
    for key in beside:
        others += key not in names
        if _SHARE * others > len(names):
            return False
    return True
