"""What a documented place does not carry, whatever its document says: answers that no value of its category could be.

Documents say where a value belongs, apps fill the place: with ``true``, ``denied``, a macro that nobody replaced, or a
word where an address belongs. What stands for a value, as a digest or as what only the recipient can read, counts.

>>> says_nothing("user_id", "guest"), says_nothing("root_state", "false"), says_nothing("email", "disabled")
(True, False, True)
>>> says_nothing("email", "5f4dcc3b5aa765d61d8327deb882cf99"), says_nothing("mac_address", "Seoul")
(False, True)
"""

import re
from collections.abc import Mapping
from urllib.parse import unquote

from trafficaudit.categories import taxonomy
from trafficaudit.detectors.key.nothing import EMPTY, MACRO, OPTED_OUT
from trafficaudit.detectors.names.words import vocabulary
from trafficaudit.detectors.nobody import is_nobody

_MISSING = frozenset(
    {"", "null", "none", "nil", "undefined", "(null)", "<null>", "{}", "[]", '""', "nan", "[object object]"}
)
_REFUSED = vocabulary(
    "true false yes no on off error failed denied disabled restricted redacted removed hidden blocked unavailable "
    "unsupported invalid missing not_found notfound not_available not_set notset infinity -infinity"
)
"""What programs write where an identifier is withheld or was not to be had."""
_UNKNOWN = EMPTY | _REFUSED | {"0", "-1", "0.0", "(not set)", "not set", "?", "127.0.0.1", "::1"}
"""Values that say nothing where somebody or something is named, though they say something about a state."""
_WORDS_FOR_NAMES = frozenset({"no", "on", "any", "all"})
"""What is a name as well: 노, 온."""
_OF_A_PHONE = frozenset(
    (
        *("advertising_id", "android_id", "vendor_id", "installation_id", "device_id", "device_fingerprint"),
        *("imei", "imsi", "iccid", "serial_number", "mac_address", "push_token"),
    )
)
_SHORTEST = 4
"""Characters of an identifier that tells a phone from others: what is shorter in its place is a flag or a version."""
_NAMED = frozenset(("device_model", "manufacturer", "carrier", "app_name", "os_name", "cpu_architecture", "gender"))
"""Categories of weight ``context`` that name something; of numbers that stand for names a bare 0 is one."""
_LONGEST_EMPTY = 64
"""Longest value that is looked at for being empty, in characters."""
_LONGEST = 4096
"""Longest value that is held against a form, in characters."""

_UUID = re.compile(r"(?<![0-9A-Za-z])[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}(?![0-9A-Za-z])")
"""Made up: neither a value of a category that has a form, nor made of one."""
_SEALED = (
    r"\A(?!\w+://)(?!.*@).*?(?:"
    r"(?<![0-9A-Za-z])(?=[0-9]*[A-Fa-f])(?=[A-Fa-f]*[0-9])(?:[0-9a-f]{16,}|[0-9A-F]{16,})(?![0-9A-Za-z])"
    r"|(?<![0-9A-Za-z])(?=(?:[a-z]*[0-9]){3}|(?:[A-Z]*[0-9]){3})(?:[0-9a-z]{24,}|[0-9A-Z]{24,})(?![0-9A-Za-z])"
    r"|(?=[A-Za-z+/_%-]{0,63}[0-9])(?=[0-9A-Z+/_%-]{0,63}[a-z])(?=[0-9a-z+/_%-]{0,63}[A-Z])[0-9A-Za-z+/_%-]{16,}"
    r"|(?<![0-9A-Za-z+/])[0-9A-Za-z+/]{14,}=)"
)
"""A digest, or what only the recipient reads, in base 16, 32, 36 or 64; no address of a page or mailbox."""
_OPEN, _CLOSE = r'(?:\A|(?<=["\[,])|(?<=":))', r'(?:\Z|(?=["\]},]))'
"""The ends of a value by itself, or in a list or an object that is written down."""
_EDGE, _END = r"(?<![0-9A-Za-z])", r"(?![0-9A-Za-z])"
_MASK = "*•●○xX"
_TWO_DIGITS = r"\A(?!\w+://)(?=\D*\d\D*\d).*?"
"""Before what may be masked: something is left of it."""
_HEX = rf"[0-9A-Fa-f{_MASK}]"
_HARDWARE = (
    rf"{_TWO_DIGITS}(?<![0-9A-Za-z:])(?:{_HEX}{{1,2}}[:-]){{5,7}}{_HEX}{{1,2}}{_END}"
    rf"|{_EDGE}(?:[0-9A-Fa-f]{{12}}|(?:[0-9A-Fa-f]{{4}}\.){{2}}[0-9A-Fa-f]{{4}}){_END}"
)
_OCTET = r"(?:25[0-5]|2[0-4][0-9]|[01]?[0-9]?[0-9])"
_LAST_OCTETS = rf"(?:(?:{_OCTET}|[{_MASK}]{{1,3}})\.){{2}}(?:{_OCTET}|[{_MASK}]{{1,3}})"
_GROUPS = rf"{_HEX}{{1,4}}(?::{_HEX}{{1,4}}){{0,6}}"
_DATED = (
    rf'{_OPEN}(?!\w+://)(?=[^"]{{0,80}}\d)(?![^"]{{0,80}}(?:[^\W\d_]{{13}}|[0-9A-Fa-f]{{32}}))[^"@]{{1,80}}{_CLOSE}'
)
_FORMS: Mapping[str, str] = {
    "name": r"[^\W\d_]",
    "email": rf"[\w.+{_MASK}-][\"']?(?:@|%40)[\w{_MASK}\[]",
    "phone_number": rf"{_OPEN}\+?\d{{1,6}}{_CLOSE}|{_TWO_DIGITS}(?:\A[A-Za-z]{{1,4}}|(?<![0-9A-Za-z.]))\+?"
    rf"(?!{_OCTET}\.{_LAST_OCTETS}(?![\d.]))[\d{_MASK}](?:[ ().-]{{0,3}}[\d{_MASK}]){{6,18}}{_END}",
    "mac_address": _HARDWARE,
    "wifi_bssid": _HARDWARE,
    "ip_address": rf"(?<![\d.]){_OCTET}\.{_LAST_OCTETS}(?![\d.])"
    rf"|(?<![0-9A-Za-z:])(?:(?:{_HEX}{{1,4}}:){{7}}{_HEX}{{1,4}}|(?:{_GROUPS})?::(?:{_GROUPS})?)(?![0-9A-Za-z:])"
    rf"|{_OPEN}-?\d{{8,10}}{_CLOSE}",
    "coordinates": rf"(?:\A[A-Za-z]|{_EDGE})[-+]?\d{{1,10}}(?:[.,]\d+)?(?:[eE][-+]?\d+)?[NSEWnsew]?{_END}"
    rf"|{_OPEN}(?=[b-hj-np-zB-HJ-NP-Z]*\d)[0-9b-hjkmnp-zB-HJKMNP-Z]{{4,12}}{_CLOSE}"
    rf"|{_EDGE}[0-9A-Fa-f]{{15,16}}{_END}|[23456789CFGHJMPQRVWX]{{4,8}}\+",
    "imei": rf"{_TWO_DIGITS}{_EDGE}(?:[\d{_MASK}][ -]?){{14,18}}{_END}|{_EDGE}[0-9A-Fa-f]{{14,15}}{_END}",
    "imsi": rf"{_TWO_DIGITS}{_EDGE}(?:[\d{_MASK}][ -]?){{13,16}}{_END}",
    "iccid": rf"{_EDGE}89(?:[ -]?{_HEX}){{11,20}}{_END}",
    "birth_date": _DATED,
    "install_time": _DATED,
    "transmission_time": _DATED,
    "mcc_mnc": rf"{_OPEN}(?:00|(?!0+{_CLOSE})[0-9]{{1,3}}){_CLOSE}"
    r"|(?<![0-9A-Za-z.])(?:[2-7][0-9]{2}|901)(?:[0-9]{2,3}|[ ,;:/_|-]{1,2}[0-9]{1,3})(?![0-9A-Za-z.])",
    "postal_code": rf'{_OPEN}(?=[^"]*\d)(?:[A-Za-z]{{2,12}}[:.])?〒?[0-9A-Za-z](?:[ -]?[0-9A-Za-z]){{2,11}}{_CLOSE}',
    "gender": rf'{_OPEN}(?:[^@0-9"\[\]{{}},:]{{1,24}}|[0-9]{{1,2}}){_CLOSE}',
    "card_number": r"\d",
    "cell_id": rf"{_EDGE}\d{{1,12}}{_END}",
}
"""What is in a value of a category, if it stands there as itself; categories that have no such form are left out."""
_NEVER_SEALED = frozenset(("install_time", "transmission_time", "mcc_mnc", "cell_id"))
"""Nobody hashes or ciphers these alone: what looks so is a value of something else."""
_HAVE_FORM = {
    category: re.compile(form if category in _NEVER_SEALED else f"{form}|{_SEALED}", re.DOTALL)
    for category, form in _FORMS.items()
}


def says_nothing(category: str, value: str) -> bool:
    """Whether a value tells nothing of a category: empty, of nobody, never filled in, or plainly no such value."""
    written = {value, unquote(value)} if "%" in value else {value}  # cookies are written so
    if len(value) <= _LONGEST_EMPTY and any(_is_empty(category, one) for one in written):
        return True
    return all(_misfits(category, one) for one in written)


def _is_empty(category: str, value: str) -> bool:
    text = value.strip().lower()
    if text in _MISSING or is_unfilled(value):
        return True
    if taxonomy()[category].weight == "context" and category not in _NAMED:
        return False
    if (len(text) < _SHORTEST and category in _OF_A_PHONE) or (text in _UNKNOWN and not _tells(category, text)):
        return True
    bare = text.strip("-:. " if category in _NAMED else "0-:. ")
    return not bare or is_nobody(text) or OPTED_OUT.fullmatch(text) is not None


def _tells(category: str, text: str) -> bool:
    """Whether what is no value elsewhere is one here: a surname, a number that stands for a name."""
    return (category == "name" and text in _WORDS_FOR_NAMES) or (category in _NAMED and text == "0")


def _misfits(category: str, value: str) -> bool:
    form = _HAVE_FORM.get(category)
    return form is not None and len(value) <= _LONGEST and form.search(_UUID.sub("", value)) is None


def is_unfilled(value: str | bytes) -> bool:
    """Whether a value is a macro as it was written: what a decoder makes of its percent signs is none either."""
    return isinstance(value, str) and len(value) <= _LONGEST_EMPTY and MACRO.fullmatch(value) is not None
