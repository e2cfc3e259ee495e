"""Names of fields: split into words, known by their endings, with the names that stand around them.

``deviceModel``, ``device_model``, ``device-model`` and ``DeviceModel`` are the same two words. A name is looked up by
each ending of its words, the longest first: ``receiverPhoneNumber`` is a ``receiver phone number``, a ``phone number``
and a ``number``. A closing number is dropped as well (``address1``, ``phone_2``), and a word that says no more than
that something stands there (``ciValue``). What programmers shorten is also read in full: ``rcvrAddr`` is a
``receiver address``.
"""

import json
import re
from functools import lru_cache

from trafficaudit.model import Field

_LONGEST = 128
_MOST_WORDS = 8
_BOOKS = frozenset(("address", "phone"))
"""Of addresses and telephone numbers there are books that nobody wrote."""
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+|[^\W\d_A-Za-z]+")
_SPECIAL = re.compile(r'[\[\]"]').search
_INDEX = re.compile(r"\[[0-9]+\]")
_ENDS = re.compile(r"[.\[\]]")
_STEP = re.compile(r'\["((?:[^"\\]|\\.)*)"\]|\[[0-9]+\]|([^.\[\]]+)')


def vocabulary(text: str) -> frozenset[str]:
    """Give the words of a list that is written out as text."""
    return frozenset(text.split())


# Names that say nothing alone: the name above them is as good (`phone.number`).
GENERIC = vocabulary("value val number num no text str string data raw name id code content")

# Names that say what they are only together with the name above: `os.version`, `screen.width`, `wifi.name`.
JOINED = GENERIC | vocabulary(
    "version ver model type level state status width height total free available operator brand make manufacturer "
    "language country city area token key uuid info list first last middle full given family mail detail line street "
    "address addr release density dpi used size scale mcc mnc time at count charging percent word query identifier "
    "url category line1 line2 line3"
)


# A word for a value, for its unit or for its being ciphered closes a name without changing what it says.
UNITS = vocabulary(
    "ms millis milliseconds secs seconds mins minutes bytes kb mb gb px pixels dp dip meters epoch unix iso utc 초 분"
)
_CLOSING = vocabulary("value val str string 값 enc encpt encrypted") | UNITS

# Names of digests, whose number is a part of them.
_DIGEST = frozenset(("md", "sha"))

# What programmers shorten words of names to. One that stands for two words (`mem`, `dev`, `num`) is not among them.
_SHORT_FOR = {
    short: word
    for word, given in {
        "name": "nm",
        "code": "cd",
        "address": "addr adr",
        "receiver": "rcv rcvr rcver recv recver recvr rcpt recipient receive acptr rcip",
        "consignee": "cnsgnee",
        "buyer": "buyr",
        "orderer": "ordrr ordrer",
        "sender": "sendr sndr",
        "user": "usr",
        "member": "mbr mber membr",
        "customer": "cust cstmr",
        "delivery": "dlv dlvr dlvy deliv",
        "search": "srch",
        "keyword": "kwd kywd",
        "screen": "scr scrn",
        "password": "pw pwd passwd pswd",
        "device": "dvc",
        "account": "acct acnt acnut",
        "amount": "amt",
        "language": "lang",
        "model": "mdl",
        "level": "lv lvl",
        "percent": "pct",
        "battery": "batt bat",
        "total": "tot",
        "available": "avail",
        "version": "vsn vers",
        "card": "crd",
        "birth": "brth",
        "telephone": "telno",
        "id": "아이디",
    }.items()
    for short in given.split()
}

_WHOSE = vocabulary(
    "buyer buyr recv rcv rcvr rcver recver recvr receiver recipient orderer ordr ordrr ordrer payer consignee acptr"
)
_ACCOUNTS = vocabulary("user member mem cust customer mber mbr")
_REACHED_BY = vocabulary("addr address zip zipcode zipx postcode postno postnum tel telno phone hp mobile")
_OF_THEIRS = _REACHED_BY | vocabulary("name nm email mail add ip ssn birth msg memo")


def _one_of(*lists: frozenset[str]) -> str:
    return "".join(f"({'|'.join(sorted(each))})" for each in lists)


_FUSED = re.compile(f"{_one_of(_WHOSE, _OF_THEIRS)}|{_one_of(_ACCOUNTS, _REACHED_BY)}").fullmatch
"""Who buys or receives and what is theirs, written as one word (``buyeraddr``), as Korean payment windows do."""

SHORTENED = frozenset(_SHORT_FOR)
"""What names of fields are shortened to."""


@lru_cache(maxsize=1 << 15)
def words(name: str) -> tuple[str, ...]:
    """Split a name at its capitals, digits and punctuation, in lower case; names come up again and again.

    >>> words("deviceModel"), words("x-utdid"), words("IDFA"), words("SDKVersion2")
    (('device', 'model'), ('x', 'utdid'), ('idfa',), ('sdk', 'version', '2'))
    >>> words("LGD_BUYERADDRESS"), words("recvpostnum"), words("username")
    (('lgd', 'buyer', 'address'), ('recv', 'postnum'), ('username',))
    """
    found = tuple(piece for word in _WORD.findall(name[:_LONGEST]) for piece in _parted(word.lower()))
    if "book" in found and (at := found.index("book")) and found[at - 1] in _BOOKS:
        return (*found[: at - 1], f"{found[at - 1]}book", *found[at + 1 :])
    return found


def _parted(word: str) -> tuple[str, ...]:
    fused = _FUSED(word) if len(word) > len("rcvip") else None
    return (word,) if fused is None else tuple(filter(None, fused.groups()))


def compact_value(value: str) -> str:
    """Give a value as ``compact`` gives a name; values seldom come up again, and none is remembered."""
    return "".join(_WORD.findall(value[:_LONGEST])).lower()


def compact(name: str) -> str:
    """Join the words of a name; two spellings of one name give the same."""
    return "".join(words(name))


@lru_cache(maxsize=1 << 16)
def endings(name: str) -> tuple[str, ...]:
    """Give every ending of a name's words, joined, longest first, also without the number or word that closes it.

    Behind these stand those of the same words in full, where any is shortened.

    >>> endings("user_phone2"), endings("ciValue"), endings("utcOffsetSeconds")[3:]
    (('userphone2', 'phone2', '2', 'userphone', 'phone'), ('civalue', 'value', 'ci'), ('utcoffset', 'offset'))
    >>> endings("rcvrAddr")
    ('rcvraddr', 'addr', 'receiveraddress', 'address')
    """
    whole = words(name)[-_MOST_WORDS:]
    closed = len(whole) > 1 and (whole[-1] in _CLOSING or is_counted(whole))
    bare = whole[:-1] if closed else ()
    bare = bare[:-1] if len(bare) > 1 and bare[-1] == "v" and whole[-1].isdigit() else bare  # the second version of it
    written = (whole, bare)
    full = [in_full(part) for part in written if not _SHORT_FOR.keys().isdisjoint(part)]
    return tuple(dict.fromkeys("".join(part[at:]) for part in (*written, *full) for at in range(len(part))))


def is_counted(parts: tuple[str, ...]) -> bool:
    """Say whether a name's last word is a number that only counts: that of a digest (``md5``) is a part of its name."""
    return parts[-1].isdigit() and (len(parts) < 2 or parts[-2] not in _DIGEST)


def in_full(parts: tuple[str, ...]) -> tuple[str, ...]:
    """Give the words of a name with those in full that programmers shorten."""
    return tuple(_SHORT_FOR.get(word, word) for word in parts)


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
    return tuple(dict.fromkeys((*endings(f"{over[-1]}_{key}"), *endings(key), *alone)))


def steps(path: str) -> tuple[str, ...]:
    """Give the names on a path, outermost first, without list indices."""
    if '"' not in path:
        bare = _INDEX.sub(".", path)
        return tuple(filter(None, _ENDS.split(bare) if _SPECIAL(bare) else bare.split(".")))
    found = []
    for step in _STEP.finditer(path):
        quoted, plain = step.group(1, 2)
        if quoted is not None:
            found.append(_unquoted(quoted))
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
    """
    if layers[-1:] != ("delimited",) or not path.endswith("]"):
        return False
    return path[: path.rfind("[")] == ("" if holder == "$" else holder)


_NESTED = re.compile(r"[^.\[\]]+")


@lru_cache(maxsize=1 << 15)
def nested(key: str) -> tuple[str, ...]:
    """Give the names that one name is nested of: forms and properties write the way to a value into its name.

    >>> nested("user[phone]"), nested("ai.device.model"), nested("osVersion"), nested("tel[]")
    (('user', 'phone'), ('ai', 'device', 'model'), (), ())
    """
    found = tuple(_NESTED.findall(key[:_LONGEST]))
    return found if len(found) > 1 and all(map(words, found)) else ()


_PLURALS = (("ies", "y"), ("sses", "ss"), ("xes", "x"), ("ches", "ch"))
_SINGULAR = re.compile(r"(?i:ss|us|is|os|ps|as|items|values|params|fields|instances|results|records)\Z")
"""Endings of what is one, and the words for whatever stands in a list."""


@lru_cache(maxsize=1 << 12)
def singular(name: str) -> str:
    """Give what one of several is called; nothing where a name is that of one, or has more words than one.

    >>> singular("events"), singular("Addresses"), singular("categories"), singular("address"), singular("ruleActions")
    ('event', 'Address', 'category', '', '')
    """
    low = name.lower()
    if len(words(name)) > 1:
        return ""
    for ending, one in _PLURALS:
        if low.endswith(ending) and len(low) > len(ending) + 1:
            return name[: -len(ending)] + one
    return name[:-1] if low.endswith("s") and len(low) > 3 and not _SINGULAR.search(low) else ""


def around(field: Field) -> frozenset[str]:
    """Give the words of a field's own name and of the two names right above it, single and joined."""
    return words_around(field.key, above(field.path, field.part))


@lru_cache(maxsize=1 << 14)
def words_around(key: str, over: tuple[str, ...]) -> frozenset[str]:
    """Give the words of a name and of those that it stands under (``above``), single and joined."""
    return frozenset(word for name in (*over, key) for word in (*words(name), compact(name)))


PEOPLE = vocabulary(
    "user users member members customer customers buyer receiver recipient consignee addressee orderer payer profile "
    "me my mbr cust guest applicant person yonghu shouhuoren 회원 고객 수령인 받는사람 주문자 수취인 用户 收货人"
)
"""Words above a field that say whose it is, whatever shop or product that person is mentioned under."""


_SHOWN = vocabulary("review reviews reviewer reviewers comments qna")
"""Words for what a shop shows of others: whoever it calls a user or a member there wrote it."""


@lru_cache(maxsize=1 << 14)
def subject_around(key: str, over: tuple[str, ...]) -> frozenset[str]:
    """Give the words of a name and of those above it, outwards up to one that speaks of a person.

    The phone of ``store.buyer.phone`` is the buyer's and not the store's.

    >>> "store" in subject_around("phone", ("store", "contact")), "store" in subject_around("phone", ("store", "buyer"))
    (True, False)
    >>> "reviews" in subject_around("gender", ("reviews", "user"))
    True
    """
    shown = any(not _SHOWN.isdisjoint(words(name)) for name in over)
    people = [] if shown else [at for at, name in enumerate(over) if not PEOPLE.isdisjoint(spelled(name))]
    return words_around(key, over[people[-1] :] if people else over)


@lru_cache(maxsize=1 << 16)
def spelled(key: str) -> frozenset[str]:
    """Give the words of a name, single and joined."""
    return frozenset((*words(key), compact(key)))


def place_of(path: str) -> str:
    """Give what the paths of the fields beside a field begin with."""
    cut = path.rfind(".") + 1
    return _place_of(path) if cut == len(path) or _SPECIAL(path, cut) else path[:cut]


@lru_cache(maxsize=1 << 14)
def _place_of(path: str) -> str:
    steps = list(_STEP.finditer(path))
    return path[: steps[-1].start()] if steps else ""


def _unquoted(text: str) -> str:
    try:
        return str(json.loads(f'"{text}"'))
    except ValueError:
        return text
