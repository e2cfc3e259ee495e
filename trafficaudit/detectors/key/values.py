"""What a value must look like to be what its key says: `email: true` is no address, `address: 10.0.0.1` no street.

A kind is named in ``keys.toml`` and is a pattern for the whole value, or one of the few functions below. What says
nothing (``key_nothing``) is no value of any kind; but for the kinds that answer a question (``flag``, ``measure``,
``consent``) neither is a bare 0, 1, true, false or a zeroed identifier.
"""

import re
from base64 import b64decode
from collections.abc import Callable

from trafficaudit.decode.text import as_text
from trafficaudit.detectors.identifiers import card_number, ip_address
from trafficaudit.detectors.key.forms import PATTERNS
from trafficaudit.detectors.key.nothing import EMPTY, TEMPLATE, is_nothing, stands_for_none
from trafficaudit.detectors.key.others import (
    is_certificates,
    is_midnight,
    is_no_installation,
    is_no_maker,
    is_no_one,
    is_no_ones_mailbox,
    is_no_ones_phone,
    is_no_secret,
    is_no_station,
    is_numbered,
    is_of_screen,
    is_telecom,
    is_too_plain,
    is_unset_day,
)
from trafficaudit.detectors.names.words import vocabulary
from trafficaudit.hostnames import is_in_dns

LONGEST = 4096
"""Longest value that is looked at, in characters; of what may go on and on its beginning is."""
_GOING_ON = vocabulary(
    "any held blob print credential prose written page origin url visited path reversed components fault"
) | {
    "page path",
    "picture in base64",
    "origin elsewhere",
}
"""Kinds of texts, lists, addresses and what programs pack, which a longer value is as well."""

FILE_HEAD = 64
"""Bytes of a file that tell what it is."""

_COMPILED = {kind: re.compile(pattern, re.DOTALL) for kind, pattern in PATTERNS.items()}

# The kinds for which a bare 0, 1, true or false is what there is to know.
_TELLING = frozenset(
    (
        "flag",
        "choice",
        "measure",
        "digit",
        "measured",
        "integer",
        "network",
        "connectivity",
        "consent",
        "gender",
        "mnc",
        "state",
        "told",
        "few",
    )
)

_NO = "No"
"""A surname (노) as many romanise it; no flag is asked for under the name of one."""

_PERSON = re.compile(r"[^\W\d_][^\d_@/<>{}=:;\"\\|#$%&]{1,59}")
_ADDRESS_LIKE = re.compile(r"(?=.*[^\W\d_])[^{}<>@]{5,200}", re.DOTALL)
_ROOM = re.compile(r"(?:[0-9A-Z가-힣]{1,8}동 ?)?(?:B?[0-9]{1,4}호|B?[0-9]{1,3}층)")
_BESIDE_A_ROAD = re.compile(r"\([가-힣](?=[^()]*[가-힣0-9])[가-힣0-9A-Za-z·, -]{1,60}\)")
"""What stands behind an address by its road: neighbourhood, building (참고항목, as Daum's postcode service has it)."""
_NOT_A_STREET = re.compile(
    r"[0-9A-Fa-f.:]+|[0-9A-Fa-fx-]+|\S+://.*|www\.\S+|[\w.-]+\.(?:com|net|kr|cn|io|org)(?:[:/].*)?|[a-z_]+"
    r"|[a-z]{2,12}_(?=[A-Za-z]*[0-9])[0-9A-Za-z]{8,64}",  # the number of an address, as services write their own
    re.DOTALL,
)
_SOUND = re.compile(
    rb"#!AMR|RIFF.{4}WAVE|\0\0\0.ftyp(?:M4[AB] |F4A )|OggS|ID3|fLaC|caff\0"
    rb"|\xff[\xf1\xf9][\x40-\xbf]|\xff[\xfa\xfb][\x10-\xef]|\x1aE\xdf\xa3.{0,40}webm",
    re.DOTALL,
).match
_PICTURES = re.compile(rb"\xff\xd8\xff|\x89PNG|GIF8|RIFF.{4}(?:WEBP|AVI )|\0\0\0[\x14-\x40]ftyp", re.DOTALL).match
"""Films as well: of what is in a container only its brand tells, and sound has brands of its own."""
_LONGEST_PUSHED = 512
"""Characters of the address of a push message: Apple's have 200 at most, Google's some 160 to 250."""
_NO_MODEL = vocabulary("android ios mobile phone smartphone tablet desktop pc app web aos and native")
_MODEL = re.compile(r"(?=.*[A-Za-z])[^{}<>\[\]\"/:]{2,60}")

_CALLED = re.compile(r"[*•●]{3}|[0-9]{2,4}[-. )]{1,2}[0-9]{3,4}[-. ][0-9]{4}")
"""What is masked, and a telephone number within a text: of no model."""

_HARDWARE = re.compile(
    r"(?=.*[0-9])(?=.*[A-Za-z])(?!.*[0-9a-f]{12})"
    r"(?!(?i:android|ios|ipados|windows|phone|tablet|tv)(?![A-Za-z])|[a-z]+ ?[0-9]\Z).{5,60}"
)

_IDENTIFIERS = vocabulary(
    "id passport subject print lettered opaque undivided session secret token credential uuid hex pin interface"
) | {"made up", "bank account"}
_ADDRESSES = frozenset(("page", "url", "origin", "origin elsewhere", "visited"))
_OF_BYTES = frozenset(("any", "held"))
WHOLE = _IDENTIFIERS | {"any", "held", "label", "long number"}
"""The kinds of which a nameless piece of a value is none: the whole value fits as well, and is what the name names."""

# An app's own key, the same in every copy of it: Meta's app access token (``app id|client token``).
_APP_KEY = re.compile(r"[0-9]{5,20}\|[0-9A-Za-z_-]{16,64}")
_APP_SCHEME = re.compile(
    r"(?i:kakaoak|secret_key|api-?key|x-api-key|client-id|key|(?:[a-z]{2,20}-)?sdk-(?:token|key)) "
)
"""Schemes of Authorization whose credential is an app's or a shop's (Kakao's REST API key, KakaoPay's secret key of a
shop, Airbridge's token of an SDK)."""
# How AWS names the algorithm by which a request is signed (Signature Version 4), and a header that is signed.
_SIGNED_BY = re.compile(r"AWS4-[0-9A-Z-]+|x-amz-[a-z0-9-]+")
_PATH = re.compile(r"/(?!/)").match
_BASIC = re.compile(r"(?:Basic )?([A-Za-z0-9+/_-]{8,}={0,2})")


def is_of_app(text: str | bytes) -> bool:
    """Whether a header's value authorizes an app and nobody who uses it.

    >>> is_of_app("KakaoAK 0123456789abcdef0123456789abcdef"), is_of_app("Bearer 0123456789abcdef")
    (True, False)
    """
    return isinstance(text, str) and _APP_SCHEME.match(text) is not None


def _person(text: str) -> bool:
    return _PERSON.fullmatch(text) is not None and not is_no_one(text)


def _proper(text: str) -> bool:
    """A name written as one: with a capital, a space, or in another script."""
    return _person(text) and (not text.isascii() or text != text.lower() or " " in text)


def _full_name(text: str) -> bool:
    """A name that no program's own could be: of several words, or in another script."""
    return _person(text) and (not text.isascii() or " " in text)


def _street(text: str) -> bool:
    if _ROOM.fullmatch(text) or _BESIDE_A_ROAD.fullmatch(text):
        return True
    return _ADDRESS_LIKE.fullmatch(text) is not None and _NOT_A_STREET.fullmatch(text) is None


def _model(text: str) -> bool:
    return _MODEL.fullmatch(text) is not None and text.lower() not in _NO_MODEL


def _hardware(text: str) -> bool:
    """A model under a name that says type of device: letters and digits, no system with its version, no telephone."""
    return _model(text) and _HARDWARE.fullmatch(text) is not None and _CALLED.search(text) is None


def _token(text: str) -> bool:
    if _APP_KEY.fullmatch(text) or _SIGNED_BY.fullmatch(text):
        return False
    return _COMPILED["token"].fullmatch(text) is not None


def _credential(text: str) -> bool:
    """What authorizes, but for Basic without a password, which carries an app's own key (RFC 7617 section 2)."""
    return _token(text) and not (text.endswith(":") or _without_password(text))


def _without_password(text: str) -> bool:
    run = _BASIC.fullmatch(text)
    try:
        return run is not None and b64decode(run.group(1), validate=True)[-1:] == b":"
    except ValueError:
        return False


def _operator(text: str) -> bool:
    return _COMPILED["word"].fullmatch(text) is not None and is_telecom(text)


def _operators_name(text: str) -> bool:
    return _COMPILED["text"].fullmatch(text) is not None and is_telecom(text)


def _but(kind: str, other: Callable[[str], bool]) -> Callable[[str], bool]:
    """Give a kind of which some values are something else."""
    form = _COMPILED[kind].fullmatch
    return lambda text: form(text) is not None and not other(text)


_FUNCTIONS: dict[str, Callable[[str], bool]] = {
    "opaque": _but("id", is_numbered),
    "undivided": lambda text: "|" not in text and _FUNCTIONS["opaque"](text),
    "made up": _but("id", is_no_installation),
    "print": _but("token", is_certificates),
    "session": _but("lettered", is_too_plain),
    "secret": _but("passphrase", is_no_secret),
    "maker": _but("word", is_no_maker),
    "phone": _but("phone", is_no_ones_phone),
    "email": _but("email", is_no_ones_mailbox),
    "token": _token,
    "push token": lambda text: len(text) <= _LONGEST_PUSHED and _token(text) and not text.isdecimal(),
    "long token": lambda text: len(text) > _LONGEST_PUSHED and _token(text),
    "card account": card_number.is_card,
    "station": _but("station", is_no_station),
    "surname": lambda text: text == _NO or _person(text),
    "bank account": _but("id", card_number.is_card),
    "called": _but("called", is_no_one),
    "holder": _but("holder", is_no_one),
    "date": _but("date", is_unset_day),
    "midnight": is_midnight,
    "credential": _credential,
    "origin elsewhere": lambda text: not _PATH(text) and _COMPILED["origin"].fullmatch(text) is not None,
    "person": _person,
    "proper": _proper,
    "full name": _full_name,
    "street": _street,
    "model": _model,
    "hardware": _hardware,
    "area": _but("country", is_of_screen),
    "machine": _but("machine", lambda text: text.lower() == "localhost" or is_in_dns(text)),
    "ip": _but("ip", lambda text: ip_address.is_nobodys(text.partition(",")[0].strip())),
    "operator": _operator,
    "operators name": _operators_name,
}

_FORMS: dict[str, Callable[[str], object]] = {kind: form.fullmatch for kind, form in _COMPILED.items()}
_FORMS.update(_FUNCTIONS)

_OF_FILES: dict[str, Callable[[bytes], bool]] = {
    "media": lambda raw: _PICTURES(raw) is not None and _SOUND(raw) is None,
    "sound": lambda raw: _SOUND(raw) is not None,
    "recording": lambda raw: _SOUND(raw) is not None or raw[4:8] == b"ftyp" or raw.startswith(b"\x1aE\xdf\xa3"),
}
KINDS = frozenset((*_FORMS, *_OF_FILES))
"""The kinds that ``keys.toml`` may name."""


_SIZES = {"uuid": (16,), "digest": (16, 20, 32, 64), "id": (8, 16, 20, 32)}
"""Bytes of a UUID, of digests and of an id made of either or of 64 bits, by the kind that is asked for."""
_FEWEST_BYTES = 5
"""Different bytes among them: 64 bits at random have fewer once in a million."""


def filled_up(value: bytes) -> str | None:
    """Give the text that NULs behind it fill up; ``None`` where there are none, or what is before them is no text."""
    filled = value[-1:] == b"\0" and value[:1] != b"\0" and len(value) <= LONGEST
    return as_text(value.rstrip(b"\0")) if filled else None


def fits(kind: str, value: str | bytes) -> bool:
    """Whether a value is of a kind.

    Bytes are only of files, of ``any`` or ``held`` where they are not all 0, and of the numbers that programs keep as
    bytes; text that NULs fill up, as C keeps it, is text.
    """
    if isinstance(value, bytes):
        is_of = _OF_FILES.get(kind)
        if is_of is not None:
            return is_of(value[:FILE_HEAD])
        if kind in _OF_BYTES:
            return any(value[:LONGEST])
        text = filled_up(value)
        if text is None:
            return len(value) in _SIZES.get(kind, ()) and len(set(value)) >= _FEWEST_BYTES
        value = text
    if kind in _OF_FILES:
        return False
    if len(value) > LONGEST:
        if kind not in _GOING_ON:
            return False
        value = value[:LONGEST]
        if kind == "reversed":  # the last name may be cut
            value = value[: max(map(value.rfind, '",; |')) + 1]
    text = value.strip().strip('"')
    # The form first: most values have not the one that is asked for. To remember the answers takes as long as this.
    return bool(_FORMS[kind](text)) and _says_something(kind, text)


def _says_something(kind: str, text: str) -> bool:
    """Whether a text of the form of a kind is no stand-in for a value that there is not."""
    if kind in _IDENTIFIERS and stands_for_none(text):
        return False
    if kind in _ADDRESSES and TEMPLATE.search(text):
        return False
    telling = kind in _TELLING or (kind == "timezone" and text[-1:].isdigit())  # Greenwich is at 0
    telling = telling or (kind == "surname" and text == _NO)
    return not is_nothing(text) or (telling and text.lower() not in EMPTY and text.strip("-:. ") != "")
