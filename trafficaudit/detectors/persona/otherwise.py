"""What says that a value, though it is the person's letter by letter, is something else where it stands.

An address of four small numbers is also a version, a date of birth also the day on which something was published, the
size of a screen also that of a picture; goods, sellers and children have a sex, a postcode and a year of birth as well.
So their spellings count under every name but those of such things. Digests, and whatever is telling by itself, count
under all.
"""

import re
from collections.abc import Callable, Iterable

from trafficaudit.detectors.identifiers.verdict import BUSINESS
from trafficaudit.detectors.names.places import owners, parents
from trafficaudit.detectors.names.words import vocabulary, words
from trafficaudit.detectors.persona.hit import Hit
from trafficaudit.model import Field

_VERSIONS = vocabulary("version versions ver vers build builds release revision rev schema oid asn1 firmware")
_OTHERS_VERSIONS = vocabulary(
    "sdk lib library libs api schema protocol proto engine webview chrome browser agent plugin module react jquery "
    "unity flutter config cfg policy terms db database model rule rules js css web"
)
_EVENTS = vocabulary(
    "release released launch launched event created create updated update modified published publish publication start "
    "started end ended open opened close closed expire expires expiry expiration valid since until product "
    "goods item sku order payment delivery shipping sale exposure display reg registered register joined signup "
    "founded established installed install uploaded taken at debut "
    "wedding anniversary visit checkin checkout departure arrival mfg mfd manufactured manufacture exp before deadline"
)
_DATED = vocabulary(
    "goods product products sku catalog article articles news notice notices history book books movie movies album "
    "albums song episode episodes coupon coupons 상품 연혁 공지"
)
"""Names of what a day belongs to that is no date of birth, unless the field itself is named so."""

_PICTURES = vocabulary("img image images banner thumb thumbnail photo picture pic icon video ad creative slot poster")
_SOLD = vocabulary("goods product products sku catalog 상품")
_GOODS = _SOLD | vocabulary("item category categories cate filter filters")
_CHILDREN = vocabulary(
    "child children kid kids baby babies son daughter pet pets dog cat spouse family friend 자녀 아이"
)
_SITES = BUSINESS | vocabulary("warehouse branch branches center locker station hub depot")
ARTICLES = vocabulary("post posts")
"""What has a number of its own as well as being the word for what comes by mail."""
_NUMBERED = vocabulary("id ids uid key")
_AUDIENCES = vocabulary("coupon coupons size sizes voice tts ranking rankings facet facets sizechart")
"""Names of what is made for one sex, of voices, and of what is counted by sex."""
_SEXES = vocabulary("male female man woman 남 여 남자 여자 남성 여성 男 女")
_LETTERS = vocabulary("m f w")
_PARCELS = vocabulary(
    "delivery deliveries shipping shipment shipments parcel courier logistics invoice tracking 배송 택배"
)
_TARIFFS = _SOLD | vocabulary("plan plans tariff tariffs usim 요금제 유심")
_LISTED = vocabulary(
    "goods products catalog sku compatible suggest suggestion suggestions autocomplete related keywords filters "
    "facets 상품"
)
"""Names above lists of what is sold, made for a model, or proposed to who searches."""
_PICTURES_OWN = frozenset(("exif", "iptc", "xmp"))
"""Layers of what a picture says of itself: its keywords list nothing that is sold."""
_PROPOSED = vocabulary("compatible suggest suggestion suggestions autocomplete related")
_OFFERS = _GOODS | vocabulary(
    "option options plan plans choice choices offer offers benefit benefits discount promotion 요금제"
)
PEOPLE = vocabulary("user users member members customer buyer profile me my self person personal owner")
"""Names of whom the values are looked for of: nearer to a field than one of the others, they make it the person's."""

_ACCESSORY = re.compile(
    r"케이스|커버|필름|강화 ?유리|보호|거치대|충전기|케이블|호환|스트랩|중고|자급제|공기계|壳|膜|套"
    r"|\b(?:cases?|covers?|film|protectors?|tempered|charger|cable|strap|holder|refurbished)\b",
    re.IGNORECASE,
)
_STRUCTURE = re.compile(rb"[=:;/{}|<>]")
"""What stands in a text of fields, or in a user agent, and seldom in a title."""

_DEVICE = vocabulary("device devices dev phone handset hardware hw terminal env ctx context client os ua agent")
_MOBILE = vocabulary("mobile phone cell sim hp")
_CARRIER = vocabulary("carrier operator telecom sim 통신사")
_LONGEST_TITLE = 300
_PHOTO = re.compile(
    rb"[\w.-]{0,40}\.(?:jpe?g|png|gif|webp|avif|heic|svg|mp4|js|css|html?|pdf)(?![0-9A-Za-z])", re.IGNORECASE
)
_HEXADECIMAL = re.compile(rb"[0-9A-Fa-f]+")
_WHOLE_DATE = 8
COUNTED = vocabulary(
    "count counts cnt qty quantity quantities amount amounts price prices cost costs total totals rank fee fees point "
    "points score scores index idx seq"
)
"""Names of what is counted: a short value under one of them is a number of something."""

_AGENT = re.compile(rb"[A-Za-z]/\Z")
BIRTH = re.compile(
    "birth|born|bday|dob|brth|brdt|bymd|bthd|jumin|rrn|ssn|resident|^[bd]{2}$|생년|생일|출생|주민|出生|生日",
    re.IGNORECASE,
)
"""Names of fields that speak of a birth."""


def speaks_against(field: Field, hit: Hit, data: bytes) -> bool:
    """Say whether a hit in the bytes of a field is something else, by the field's name or by what stands around it."""
    check = _CHECKS.get(hit.category)
    return check is not None and hit.match in ("verbatim", "normalised") and check(field, hit, data)


def _anothers(field: Field, others: frozenset[str]) -> bool:
    """Say whether the nearest name that tells whose a value is, is one of others than the person."""
    return is_anothers((field.key, *reversed(owners(field))), others)


def is_anothers(names: Iterable[str], others: frozenset[str]) -> bool:
    """Say whether of names, the nearest first, the first that tells whose a value is says another than the person."""
    for name in names:
        said = words(name)
        if not PEOPLE.isdisjoint(said):
            return False
        if not others.isdisjoint(said):
            return True
    return False


def _address(field: Field, hit: Hit, data: bytes) -> bool:
    """Four numbers: a version by its name, or behind the name of a program in a user agent (``Viewer/10.2.3.4``)."""
    if hit.run.count(b".") != 3 or b":" in hit.run:
        return False
    named = words(field.key)
    agent = "agent" in named or named[-1:] == ("ua",)
    before = data[max(hit.start - 2, 0) : hit.start]
    return not _VERSIONS.isdisjoint(named) or (agent and _AGENT.search(before) is not None)


def _date(field: Field, hit: Hit, data: bytes) -> bool:
    """A day of something by its name, or in that of a file; a part of a date also that of a child."""
    if len(hit.run) < _WHOLE_DATE and _anothers(field, _CHILDREN):
        return True
    if BIRTH.search(field.key):
        return False
    if _anothers(field, _DATED) or data[hit.start - 1 : hit.start] == b"/" == data[hit.end : hit.end + 1]:
        return True  # of goods and articles, or folders of an address
    return not _EVENTS.isdisjoint(words(field.key)) or _PHOTO.match(data, hit.end) is not None


def _app_version(field: Field, hit: Hit, data: bytes) -> bool:
    named = words(field.key)
    return not _OTHERS_VERSIONS.isdisjoint(named) and "app" not in named


def _screen(field: Field, hit: Hit, data: bytes) -> bool:
    return not _PICTURES.isdisjoint(words(field.key))


def _gender(field: Field, hit: Hit, data: bytes) -> bool:
    named = words(field.key)
    if not _SEXES.isdisjoint(named) or field.key.lower() in _LETTERS:
        return True  # the word for a sex, in a list of words
    return "target" in named or _anothers(field, _GOODS | BUSINESS | _CHILDREN | _AUDIENCES)


def _postal_code(field: Field, hit: Hit, data: bytes) -> bool:
    """That of a site, or what an article is known by (``postId``, ``post.id``)."""
    own = words(field.key)
    of_article = (
        own[-1:] and own[-1] in _NUMBERED and not ARTICLES.isdisjoint((*own, *words((owners(field) or ("",))[-1])))
    )
    return bool(of_article) or _anothers(field, _SITES)


def _carrier(field: Field, hit: Hit, data: bytes) -> bool:
    named = words(field.key)
    if _CARRIER.isdisjoint(named):
        return _anothers(field, _OFFERS)
    if not _MOBILE.isdisjoint(named) or any(map(_names_device, parents(field))):
        return False
    return _anothers(field, _TARIFFS) or ("carrier" in named and _anothers(field, _PARCELS))  # who brings a parcel


def _device_model(field: Field, hit: Hit, data: bytes) -> bool:
    """A model within the title of what is made for it or of something that is sold, or one of those that are listed."""
    if len(data) > _LONGEST_TITLE or not _PICTURES_OWN.isdisjoint(field.layers):
        return False
    if len(hit.run) == len(data.strip()):
        over = parents(field)
        if any(_names_device(name) or not PEOPLE.isdisjoint(words(name)) for name in over):
            return False
        listed = any(not _LISTED.isdisjoint(words(name)) for name in over)
        return listed or not _PROPOSED.isdisjoint(words(field.key))
    title = _STRUCTURE.search(data) is None and _ACCESSORY.search(data.decode("utf-8", "ignore")) is not None
    return title or _anothers(field, _SOLD)


def _names_device(name: str) -> bool:
    return not _DEVICE.isdisjoint(words(name))


def _phone_number(field: Field, hit: Hit, data: bytes) -> bool:
    """Digits within a hexadecimal number: letters up to ``f`` on both sides, and no others beside them."""
    if hit.layers or isinstance(field.value, bytes) or not hit.run.isdigit():
        return False
    if not (data[hit.start - 1 : hit.start].isalpha() and data[hit.end : hit.end + 1].isalpha()):
        return False
    start, end = hit.start, hit.end
    while start and data[start - 1 : start].isalnum():
        start -= 1
    while data[end : end + 1].isalnum():
        end += 1
    return _HEXADECIMAL.fullmatch(data, start, end) is not None


_CHECKS: dict[str, Callable[[Field, Hit, bytes], bool]] = {
    "ip_address": _address, "birth_date": _date, "app_version": _app_version, "screen": _screen, "gender": _gender,
    "postal_code": _postal_code, "carrier": _carrier, "device_model": _device_model, "phone_number": _phone_number,
}  # fmt: skip
CHECKED = frozenset(_CHECKS)
"""Categories with values that may be something else."""
