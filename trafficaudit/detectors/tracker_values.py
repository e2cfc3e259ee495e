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
from trafficaudit.detectors.key_names import vocabulary
from trafficaudit.detectors.key_nothing import EMPTY, MACRO, OPTED_OUT
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
_LONGEST = 256
"""Longest value that is held against a form, in characters: what is longer was packed or ciphered."""

_PACKED = r"(?!\w+://)(?=\S*(?:[0-9]|[a-z]\S*[A-Z]|[A-Z]\S*[a-z]))[^\s@]{16,}"
"""A digest, or what only the recipient reads; no address of a page or mailbox."""
_HARDWARE = r".*(?:(?:[0-9A-Fa-f]{1,2}[:-]){5}[0-9A-Fa-f]{1,2}|[0-9A-Fa-f]{12}|(?:[0-9A-Fa-f]{4}\.){2}[0-9A-Fa-f]{4}).*"
_DIGITS = r"(?!\w+://)(?=.*[0-9])[^@]*"
_FORMS: Mapping[str, str] = {
    "email": r".*@.*|.*%40.*",
    "phone_number": r"(?!\w+://)(?=.*[0-9*•●xX]{2})[^@]*",
    "mac_address": _HARDWARE,
    "wifi_bssid": _HARDWARE,
    "ip_address": r".*[0-9]{1,3}\.[0-9]{1,3}\..*|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*:.*|[0-9]{6,10}",
    "coordinates": _DIGITS,
    "imei": r"(?:[0-9A-Fa-f][ -]?){13,}.*",
    "imsi": r"(?:[0-9][ -]?){13,}.*",
    "iccid": r"(?:[0-9A-Fa-f][ -]?){13,}.*",
    "birth_date": _DIGITS,
    "install_time": _DIGITS,
    "transmission_time": _DIGITS,
    "mcc_mnc": _DIGITS,
    "postal_code": _DIGITS,
    "gender": r"[^@0-9]{1,24}|[0-9]{1,2}",
}
"""What a value of a category has, if it stands there as itself; categories that have no such form are left out."""
_HAVE_FORM = {category: re.compile(f"(?:{form})|{_PACKED}", re.DOTALL) for category, form in _FORMS.items()}


def says_nothing(category: str, value: str) -> bool:
    """Whether a value tells nothing of a category: empty, of nobody, never filled in, or plainly no such value."""
    if len(value) > _LONGEST_EMPTY:
        return _misfits(category, value)
    written = {value, unquote(value)} if "%" in value else (value,)  # cookies are written so
    return _misfits(category, value) or any(_is_empty(category, one) for one in written)


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
    return form is not None and len(value) <= _LONGEST and form.fullmatch(value) is None


def is_unfilled(value: str | bytes) -> bool:
    """Whether a value is a macro as it was written: what a decoder makes of its percent signs is none either."""
    return isinstance(value, str) and len(value) <= _LONGEST_EMPTY and MACRO.fullmatch(value) is not None
