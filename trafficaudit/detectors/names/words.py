"""Names of fields: split into words, known by their endings.

``deviceModel``, ``device_model``, ``device-model`` and ``DeviceModel`` are the same two words. A name is looked up by
each ending of its words, the longest first: ``receiverPhoneNumber`` is a ``receiver phone number``, a ``phone number``
and a ``number``. A closing number is dropped as well (``address1``, ``phone_2``), and a word that says no more than
that something stands there (``ciValue``). What programmers shorten is also read in full: ``rcvrAddr`` is a
``receiver address``. The names that stand around a field are in ``key_places``.
"""

import re
from functools import lru_cache
from unicodedata import normalize

from trafficaudit.detectors.names.compounds import parted

_LONGEST = 128
"""Characters of a name that are looked at: its last ones, by which it is known."""
_MOST_WORDS = 8
_BOOKS = frozenset(("address", "phone"))
"""Of addresses and telephone numbers there are books that nobody wrote."""
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+|[^\W\d_A-Za-z]+")


_LANGUAGE = re.compile(r"(?<=[^\W_])#[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}\Z").search
"""In which language and script a claim is told (`given_name#ja-Kana-JP`: OpenID Connect Core 1.0, section 5.2)."""


def vocabulary(text: str) -> frozenset[str]:
    """Give the words of a list that is written out as text."""
    return frozenset(text.split())


# A word for a value, for its unit or for its being ciphered closes a name without changing what it says.
UNITS = vocabulary(
    "ms millis milliseconds secs seconds mins minutes bytes kb mb gb px pixels dp dip meters epoch unix iso utc 초 분"
)
# So does one for the language that it is written in (`addressDetailEn`).
_CLOSING = vocabulary("value val str string 값 enc encpt encrypted en eng english ko kr kor korean cont cntt") | UNITS
# So does one for its being masked, where it closes what is masked (`receiver_phone_mask`): networks have masks as well.
_MASKED = vocabulary("mask masked")
_MASKABLE = vocabulary("name nm phone mobile tel addr adr email mail receiver consignee hp cell cellphone telephone")
# Names of digests, whose number is a part of them.
_DIGEST = frozenset(("md", "sha"))
# What programmers shorten words of names to. One that stands for two words (`mem`, `dev`, `num`) is not among them.
_SHORT_FOR = {
    short: word
    for word, given in {
        "name": "nm",
        "code": "cd",
        "address": "addr adr adres",
        "detailaddress": "daddr",
        "receiver": "rcv rcvr rcver recv recver recvr rcpt rcpnt rcptpe recptr recipient receive acptr acper "
        "addrse rcip",
        "consignee": "cnsgnee",
        "buyer": "buyr",
        "orderer": "ordrr ordrer ordpe",
        "applicant": "aplcnt applcnt",
        "sender": "sendr sndr snper",
        "user": "usr",
        "member": "mbr mber membr mb",
        "customer": "cust cstmr",
        "delivery": "dlv dlvr dlvy deliv",
        "search": "srch",
        "keyword": "kwd kywd",
        "screen": "scr scrn",
        "password": "pw pwd passwd pswd",
        "device": "dvc",
        "account": "acct acnt acnut accnt",
        "amount": "amt",
        "language": "lang",
        "model": "mdl",
        "level": "lv lvl",
        "percent": "pct",
        "battery": "batt bat",
        "network": "ntwk ntwrk",
        "total": "tot",
        "available": "avail",
        "version": "vsn vers",
        "card": "crd",
        "birth": "brth",
        "driver": "drv drvr",
        "license": "lic lcns licence",
        "gender": "gndr sexdstn",
        "nationality": "ntnlty",
        "message": "msg",
        "telephone": "telno tlphn hdphn hndphn mphn",
        "id": "아이디",
    }.items()
    for short in given.split()
}
_SEVERAL = {"ids": "id", "numbers": "number", "addresses": "address"} | {
    f"{one}s": one for one in ("imei", "imsi", "iccid", "meid", "mac", "adid", "gaid", "idfa", "oaid", "ssaid")
}
"""Words for several numbers of a phone; behind those of ``_HAVING`` where the word says that of anything."""
_OF_ANYTHING = vocabulary("id number address")
_HAVING = vocabulary("device android advertising vendor installation mac hardware")
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
    if not name.isascii():
        name = normalize("NFC", name[-4 * _LONGEST :])  # Hangul may be written letter by letter
    if "#" in name and (tag := _LANGUAGE(name)) is not None:
        name = name[: tag.start()]
    found = tuple(piece for word in _WORD.findall(name[-_LONGEST:]) for piece in parted(word.lower()))
    if "book" in found and (at := found.index("book")) and found[at - 1] in _BOOKS:
        return (*found[: at - 1], f"{found[at - 1]}book", *found[at + 1 :])
    return found


def compact_value(value: str) -> str:
    """Give a value as ``compact`` gives a name; values seldom come up again, and none is remembered."""
    return "".join(_WORD.findall(value[:_LONGEST])).lower()


@lru_cache(maxsize=1 << 15)
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
    >>> endings("deviceIds")[2:], endings("itemIds")[2:]
    (('deviceid', 'id'), ())
    """
    whole = words(name)[-_MOST_WORDS:]
    closed = len(whole) > 1 and (whole[-1] in _CLOSING or is_counted(whole) or _is_masked(whole))
    bare = whole[:-1] if closed else ()
    bare = bare[:-1] if len(bare) > 1 and bare[-1] == "v" and whole[-1].isdigit() else bare  # the second version of it
    written = (whole, bare, _one_of_several(whole)) if whole and whole[-1] in _SEVERAL else (whole, bare)
    full = [in_full(part) for part in written if not _SHORT_FOR.keys().isdisjoint(part)]
    return tuple(dict.fromkeys("".join(part[at:]) for part in (*written, *full) for at in range(len(part))))


def _is_masked(parts: tuple[str, ...]) -> bool:
    """Say whether a name's last word says that a person's value is masked; an ``address mask`` is a network's."""
    return parts[-1] in _MASKED and (parts[-2] in _MASKABLE or (parts[-2] == "address" and len(parts) > 2))


def _one_of_several(parts: tuple[str, ...]) -> tuple[str, ...]:
    """Give a name of several numbers of a phone as that of one; nothing where they may be anything's (``itemIds``)."""
    one = _SEVERAL[parts[-1]]
    if one in _OF_ANYTHING and (len(parts) < 2 or parts[-2] not in _HAVING):
        return ()
    return (*parts[:-1], one)


def is_counted(parts: tuple[str, ...]) -> bool:
    """Say whether a name's last word is a number that only counts: that of a digest (``md5``) is a part of its name."""
    return parts[-1].isdigit() and (len(parts) < 2 or parts[-2] not in _DIGEST)


def in_full(parts: tuple[str, ...]) -> tuple[str, ...]:
    """Give the words of a name with those in full that programmers shorten."""
    return tuple(_SHORT_FOR.get(word, word) for word in parts)


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


@lru_cache(maxsize=1 << 16)
def spelled(key: str) -> frozenset[str]:
    """Give the words of a name, single and joined."""
    return frozenset((*words(key), compact(key)))
