"""Where a field stands: the names above it, and whose it is by them.

A name that says little alone borrows the one above it, and a word for a person above a field says whose it is.
"""

import re
from functools import lru_cache
from itertools import pairwise

from trafficaudit.detectors.names.paths import SPECIAL, steps, unwrapped
from trafficaudit.detectors.names.words import endings, spelled, vocabulary, words
from trafficaudit.model import Field


def _signed(names: frozenset[str]) -> frozenset[str]:
    """Give names with the signs before them, too, that some write before every one (``_id``, ``$name``, ``@type``)."""
    return frozenset(sign + name for sign in ("", "_", "$", "@") for name in names)


# Names that say nothing alone: the name above them is as good (`phone.number`).
# So are those that ORMs and histories write around a value (`{"set": ...}`, `{"old": ..., "new": ...}`), and the first
# place of a list that became an object.
_VALUE = _signed(vocabulary("value val v text str string data raw content eq")) | vocabulary(
    "#value _ $ # set $set values some 0 new newvalue new_value old oldvalue old_value before after previous current"
)
GENERIC = _VALUE | _signed(vocabulary("number num no name id code"))

# Names that say what they are only together with the name above: `os.version`, `screen.width`, `wifi.name`.
JOINED = GENERIC | _signed(
    vocabulary(
        "version ver model type level state status width height total free available operator brand make manufacturer "
        "language country city area token key uuid info list first last middle full given family mail detail line "
        "street address addr release density dpi used size scale mcc mnc time at count charging percent word query "
        "identifier url category line1 line2 line3 formatted full isocode sha256 sha1 md5"
    )
)


_PLURAL = re.compile(r"(?<=[^sui\W_])s\Z|(?<=ss)es\Z|(?<=x)es\Z", re.IGNORECASE).search


def names(field: Field) -> tuple[str, ...]:
    """Give the endings a field is known by; a name that says little alone borrows its parent's.

    ``push.token`` is a ``push token``; ``phone.number`` is a ``phone number`` and, after those, a ``phone``.
    """
    return names_under(field.key, above(field.path, field.part, field.key))


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


def parents(field: Field) -> tuple[str, ...]:
    """Give the names above a field's own, outermost first; in an address the first is only the part of it (query)."""
    return _over_own(unwrapped(field.path, field.key), field.part == "url")


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


def above(path: str, part: str, key: str = "") -> tuple[str, ...]:
    """Give the last two names above a path's own, which are all that is asked of what stands around a field."""
    path = unwrapped(path, key)
    path = _MEMBERS("", path) if ".struct.member" in path else path
    path = _NODES("", path) if "].node." in path else path
    prefix, _, last = path.rpartition(".")
    # An own name that is written plainly leaves the path of the container, which its other members share.
    plain = last and not SPECIAL(last)
    return _above(f"{prefix}.own" if plain else path, part == "url")


_MEMBERS = re.compile(r"\.struct\.member(?:\[[0-9]+\])?\.value(?:\.array\.data\.value(?:\[[0-9]+\])?)?").sub
"""Steps of XML-RPC, whose ``member`` is nobody: the names of what a structure holds stand in the keys."""
_NODES = re.compile(r"(?:(?<=\.)|(?<![^.]))edges\[[0-9]+\]\.node\.").sub
"""Steps of GraphQL's connections (Relay), whose ``node`` is no computer."""


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
    return words_around(field.key, above(field.path, field.part, field.key))


PEOPLE = vocabulary(
    "user users member members customer customers buyer receiver recipient consignee addressee orderer payer profile "
    "me my mbr cust guest applicant person yonghu shouhuoren 회원 고객 수령인 받는사람 주문자 수취인 用户 收货人"
)
"""Words above a field that say whose it is, whatever shop or product that person is mentioned under."""
_SHOWN = vocabulary("review reviews reviewer reviewers comments qna")
"""Words for what a shop shows of others: whoever it calls a user or a member there wrote it."""

_HANDED_ON = frozenset((("params",), ("param",), ("parameters",)))
"""Last words of names for what is handed on to somebody: it says to whom, and not whose it is."""
_FILLED_IN = vocabulary("data model params args arguments variables vars values substitutions")
"""Behind the word for a template: what stands in it, which says no more of whom (`template_data`, `TemplateModel`)."""


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


_ORDERS = vocabulary("order orders")
_GOODS = vocabulary("product products goods item items prd gds sku shop mall store")
_ROWS = vocabulary("list info detail details data")


def _ordered(name: str) -> str:
    """Give the name of an order of goods, or at a shop, as that of an order: under it stands who orders."""
    found = words(name)
    found = found[:-1] if found and found[-1] in _ROWS else found
    return found[-1] if len(found) > 1 and found[-1] in _ORDERS and _GOODS.issuperset(found[:-1]) else name


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
    >>> "product" in subject_around("name", ("productOrder", "shippingAddress"))
    False
    >>> "template" in subject_around("email", ("template_data",)), "template" in subject_around("name", ("template",))
    (False, True)
    >>> "item" in subject_around("city", ("item_list", "shipping_address")), "item" in subject_around("city", ("item",))
    (False, True)
    """
    over = _sent_to(tuple(_ordered(name) for name in over if not _is_handed_on(words(name))))
    shown = any(not _SHOWN.isdisjoint(words(name)) for name in over)
    people = [] if shown else [at for at, name in enumerate(over) if not PEOPLE.isdisjoint(spelled(name))]
    return words_around(key, over[people[-1] :] if people else over)


_LISTED = vocabulary("item items line lines cart basket list info data details")
_SENT_TO = (("shipping", "address"), ("billing", "address"), ("delivery", "address"))


def _sent_to(over: tuple[str, ...]) -> tuple[str, ...]:
    """Leave out a list of goods that an address stands in to which they are sent (PayPal, ``item_list``)."""
    if len(over) < 2 or words(over[-1])[-2:] not in _SENT_TO or not _LISTED.issuperset(words(over[-2])):
        return over
    return (*over[:-2], over[-1])


def _is_handed_on(said: tuple[str, ...]) -> bool:
    """Say whether the words of a name are those of what is handed on, or filled into a template."""
    return said[-1:] in _HANDED_ON or (said[-2:-1] == ("template",) and said[-1] in _FILLED_IN)
