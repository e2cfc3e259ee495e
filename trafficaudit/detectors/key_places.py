"""Where a field stands: the names above it, whose it is by them, and what begins the paths of the fields beside it.

A name that says little alone borrows the one above it, and a word for a person above a field says whose it is.
"""

import json
import re
from functools import lru_cache
from itertools import pairwise

from trafficaudit.decode.nested_names import nested
from trafficaudit.decode.node import join, step
from trafficaudit.detectors.key_names import endings, spelled, vocabulary, words
from trafficaudit.model import Field

_SPECIAL = re.compile(r'[\[\]"]').search
_INDEX = re.compile(r"\[[0-9]+\]")
_ENDS = re.compile(r"[.\[\]]")
_STEP = re.compile(r'\["((?:[^"\\]|\\.)*)"\]|\[[0-9]+\]|([^.\[\]]+)')


def _signed(names: frozenset[str]) -> frozenset[str]:
    """Give names with the signs before them, too, that some write before every one (``_id``, ``$name``, ``@type``)."""
    return frozenset(sign + name for sign in ("", "_", "$", "@") for name in names)


# Names that say nothing alone: the name above them is as good (`phone.number`).
# So are those that ORMs and histories write around a value (`{"set": ...}`, `{"old": ..., "new": ...}`), and the first
# place of a list that became an object.
_VALUE = _signed(vocabulary("value val text str string data raw content")) | frozenset(
    ("#value", "_", "$", "#", "set", "values", "new", "newvalue", "some", "0")
)
GENERIC = _VALUE | _signed(vocabulary("number num no name id code"))

# Names that say what they are only together with the name above: `os.version`, `screen.width`, `wifi.name`.
JOINED = GENERIC | _signed(
    vocabulary(
        "version ver model type level state status width height total free available operator brand make manufacturer "
        "language country city area token key uuid info list first last middle full given family mail detail line "
        "street address addr release density dpi used size scale mcc mnc time at count charging percent word query "
        "identifier url category line1 line2 line3 formatted full"
    )
)


_PLURAL = re.compile(r"(?<=[^sui\W_])s\Z|(?<=ss)es\Z|(?<=x)es\Z", re.IGNORECASE).search


def names(field: Field) -> tuple[str, ...]:
    """Give the endings a field is known by; a name that says little alone borrows its parent's.

    ``push.token`` is a ``push token``; ``phone.number`` is a ``phone number`` and, after those, a ``phone``.
    """
    return names_under(field.key, above(field.path, field.part))


@lru_cache(maxsize=1 << 14)
def names_under(key: str, over: tuple[str, ...]) -> tuple[str, ...]:
    """Give the endings of a name that stands under others (``above``)."""
    if not over or key.lower() not in JOINED:
        return endings(key)
    alone = endings(over[-1]) if key.lower() in GENERIC else ()
    if key.lower() in _VALUE:
        alone = (*alone, *endings(_single(over[-1])))
    return tuple(dict.fromkeys((*endings(f"{over[-1]}_{key}"), *endings(key), *alone)))


def _single(name: str) -> str:
    """Give the name of one of what a list of such is called (`names`, `postalAddresses`: RFC 7643, section 2.4)."""
    ending = _PLURAL(name)
    return name if ending is None else name[: ending.start()]


_WRAPPED = re.compile(
    r"\.(?:(?:string|integer|double|boolean|timestamp|reference|bytes)Value|S|N|B|BOOL"
    r"|#text|#cdata-section|\$t|_text|__text|__cdata)\Z"
).search
_WRAPPING = re.compile(r"\.mapValue\.fields(?=\.)|\.arrayValue\.values(?=\[)|\.M(?=\.)|\.L(?=\[)|(?<![^.])Item\.")
"""Steps between a name and what it holds; DynamoDB's ``Item`` is the whole row, and no article."""
_LAST_OF_WRAPPED = frozenset("eSNBLtna")
"""What the last step of such a path ends with."""


def unwrapped(path: str) -> str:
    """Give a path without the steps that are only types, as databases write around every value (``paired``).

    >>> unwrapped("fields.os.mapValue.fields.name.stringValue"), unwrapped("Item.os.M.name.S"), unwrapped("a.M.b")
    ('fields.os.name', 'os.name', 'a.M.b')
    """
    end = _WRAPPED(path) if path[-1:] in _LAST_OF_WRAPPED else None
    return path if end is None else _WRAPPING.sub("", path[: end.start()])


def steps(path: str) -> tuple[str, ...]:
    """Give the names on a path, outermost first, without list indices."""
    path = unwrapped(path)
    if '"' not in path:
        bare = _INDEX.sub(".", path)
        return tuple(filter(None, _ENDS.split(bare) if _SPECIAL(bare) else bare.split(".")))
    found: list[str] = []
    for one in _STEP.finditer(path):
        quoted, plain = one.group(1, 2)
        if quoted is not None:
            name = _unquoted(quoted)
            found.extend(nested(name) or (name,))
        elif plain is not None:
            found.append(plain)
    return tuple(found)


def parents(field: Field) -> tuple[str, ...]:
    """Give the names above a field's own, outermost first; in an address the first is only the part of it (query)."""
    return _over_own(field.path, field.part == "url")


_PAIR = re.compile(r"(?:.*\.)?items?(?:\[\d+\])*\.@?[Vv]al(?:ue)?(?:\[\d+\])?", re.DOTALL).fullmatch
_ITEMS = ("item", "items")


def owners(field: Field) -> tuple[str, ...]:
    """Give the names above a field's own that may say whose it is, outermost first.

    The ``item`` that is a pair of a name and a value (``<item name="sex" value="F"/>``) is not what has them, nor
    what stands within the value.
    """
    over = parents(field)
    if over and words(field.key) != ("value",) and _PAIR(field.path):
        return over[:-1]
    if "@value" in over:
        beside = zip(over, (*over[1:], ""), strict=True)
        return tuple(name for name, inner in beside if inner != "@value" or name not in _ITEMS)
    return over


def _over_own(path: str, url: bool) -> tuple[str, ...]:
    """Give the names above a path's own; of an address within an address, ``query`` is no name either."""
    found = steps(path)[:-1]
    return tuple(name for name in found[1:] if name != "query") if url else found


def above(path: str, part: str) -> tuple[str, ...]:
    """Give the last two names above a path's own, which are all that is asked of what stands around a field."""
    path = unwrapped(path)
    prefix, _, last = path.rpartition(".")
    # An own name that is written plainly leaves the path of the container, which its other members share.
    plain = last and not _SPECIAL(last)
    return _above(f"{prefix}.own" if plain else path, part == "url")


@lru_cache(maxsize=1 << 14)
def _above(path: str, url: bool) -> tuple[str, ...]:
    return _over_own(path, url)[-2:]


OTHER_READING = ("cp949",)
"""Last layer of text that is read once more in another character set, for seeded values only: its parent is text.

What there is to say of its name was said of the parent.
"""


def is_piece(layers: tuple[str, ...], path: str, holder: str) -> bool:
    """Say whether a field is one of several nameless ones in a value: the name is that of all of it, not of each.

    ``holder`` is the path of what it was cut out of. What is named, and named so again, has a number as well.

    >>> is_piece(("delimited",), "pv[1]", "pv"), is_piece(("delimited",), "uid[1]", "$")
    (True, False)
    >>> is_piece(("delimited",), '["app.session"]', "$")
    False
    """
    if layers[-1:] != ("delimited",) or path[-1:] != "]" or path[-2:] == '"]':
        return False
    return path[: path.rfind("[")] == ("" if holder == "$" else holder)


def around(field: Field) -> frozenset[str]:
    """Give the words of a field's own name and of the two names right above it, single and joined."""
    return words_around(field.key, above(field.path, field.part))


PEOPLE = vocabulary(
    "user users member members customer customers buyer receiver recipient consignee addressee orderer payer profile "
    "me my mbr cust guest applicant person yonghu shouhuoren 회원 고객 수령인 받는사람 주문자 수취인 用户 收货人"
)
"""Words above a field that say whose it is, whatever shop or product that person is mentioned under."""
_SHOWN = vocabulary("review reviews reviewer reviewers comments qna")
"""Words for what a shop shows of others: whoever it calls a user or a member there wrote it."""

_HANDED_ON = frozenset((("params",), ("param",), ("parameters",)))
"""Last words of names for what is handed on to somebody: it says to whom, and not whose it is."""


COMPANY = "company"
"""What is said of a company, a shop or who works there; a context of ``keys.toml`` has it."""
COMPANIES = vocabulary(
    "biz bsns comp inst ent mert mct mcht frcs bplc bzenty brnshp brnclct rprs rprsv emp brsh mngr mgr manager charger "
    "hq help support outbound release staff rider deliveryman counselor doctor teacher guide publisher importer "
    "maker factory facility hotline dispatch"
)
"""Words of a field's own name that say so; above a field some of them are what a program wraps all in (``biz``).

The short ones are of Korea's common standard words for public data (공공데이터 공통표준단어), or used by its shops."""


@lru_cache(maxsize=1 << 14)
def words_around(key: str, over: tuple[str, ...]) -> frozenset[str]:
    """Give the words of a name and of those that it stands under (``above``), single, joined and two by two.

    >>> "helpdesk" in words_around("helpDeskTel", ()), COMPANY in words_around("bizTel", ())
    (True, True)
    >>> COMPANY in words_around("bizMemberTel", ()), COMPANY in words_around("tel", ("biz_content",))
    (False, False)
    """
    own = words(key)
    of_company = not COMPANIES.isdisjoint(own) and PEOPLE.isdisjoint(own)
    return frozenset(word for name in (*over, key) for word in _said(name)) | ({COMPANY} if of_company else set())


@lru_cache(maxsize=1 << 14)
def _said(name: str) -> tuple[str, ...]:
    found = words(name)
    if len(found) == 1:
        return found
    return (*found, *map("".join, pairwise(found)), "".join(found))


@lru_cache(maxsize=1 << 14)
def subject_around(key: str, over: tuple[str, ...]) -> frozenset[str]:
    """Give the words of a name and of those above it, outwards up to one that speaks of a person.

    The phone of ``store.buyer.phone`` is the buyer's and not the store's.

    >>> "store" in subject_around("phone", ("store", "contact")), "store" in subject_around("phone", ("store", "buyer"))
    (True, False)
    >>> "reviews" in subject_around("gender", ("reviews", "user"))
    True
    >>> "partner" in subject_around("customerId", ("partner_params",))
    False
    """
    over = tuple(name for name in over if words(name)[-1:] not in _HANDED_ON)
    shown = any(not _SHOWN.isdisjoint(words(name)) for name in over)
    people = [] if shown else [at for at, name in enumerate(over) if not PEOPLE.isdisjoint(spelled(name))]
    return words_around(key, over[people[-1] :] if people else over)


_OVER = re.compile(r"(.+)(?:\.[^.\[\]]+|\[[^\[\]]*\])").fullmatch
_LISTED = re.compile(r'(?:\]\.[^.]*|\[[0-9]+\](?:\.[^.\[\]]+|\[[^\[\]]+\])(?:\[\])?"\])\Z').search


def is_of_listed(path: str) -> bool:
    """Whether what is at a path is a member of one thing in a list.

    >>> is_of_listed("events[0].name"), is_of_listed('["events[0][name]"]'), is_of_listed("event.name")
    (True, True, False)
    """
    return "]" in path and _LISTED(unwrapped(path)) is not None


def place_of(path: str) -> str:
    """Give what the paths of the fields beside a field begin with."""
    path = unwrapped(path)
    cut = path.rfind(".") + 1
    return _place_of(path) if cut == len(path) or _SPECIAL(path, cut) else path[:cut]


def place_under(path: str, key: str) -> str:
    """Give what the paths of those beside a field begin with; a pair's value stands beside those of other pairs.

    >>> place_under("device.model", "model"), place_under("props[3].value", "model")
    ('device.', 'props')
    """
    path = unwrapped(path)
    place = place_of(path)
    if path.endswith((key, "]")) or place[-2:] != "].":
        return place
    return place_of(place[:-1])


@lru_cache(maxsize=1 << 14)
def _place_of(path: str) -> str:
    found = list(_STEP.finditer(path))
    if not found:
        return ""
    start, quoted = found[-1].start(), found[-1][1]
    over = _OVER(quoted) if quoted is not None and len(nested(_unquoted(quoted))) else None
    return path[:start] if over is None else join(path[:start].rstrip("."), step(_unquoted(over[1]))[0])


def _unquoted(text: str) -> str:
    try:
        return str(json.loads(f'"{text}"'))
    except ValueError:
        return text
