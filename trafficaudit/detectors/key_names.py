"""Names of fields: split into words, known by their endings, with the names that stand around them.

``deviceModel``, ``device_model``, ``device-model`` and ``DeviceModel`` are the same two words. A name is looked up by
each ending of its words, the longest first: ``receiverPhoneNumber`` is a ``receiver phone number``, a ``phone number``
and a ``number``. A closing number is dropped as well (``address1``, ``phone_2``).
"""

import json
import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from trafficaudit.model import Decoded, Field

_LONGEST = 128
_MOST_WORDS = 8
_CROWD = 200
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+|[^\W\d_A-Za-z]+")
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
    "address addr release density dpi used size scale mcc mnc time at count charging percent word query"
)


@lru_cache(maxsize=1 << 16)
def words(name: str) -> tuple[str, ...]:
    """Split a name at its capitals, digits and punctuation, in lower case.

    >>> words("deviceModel"), words("x-utdid"), words("IDFA"), words("SDKVersion2")
    (('device', 'model'), ('x', 'utdid'), ('idfa',), ('sdk', 'version', '2'))
    """
    return tuple(word.lower() for word in _WORD.findall(name[:_LONGEST]))


def compact(name: str) -> str:
    """Join the words of a name; two spellings of one name give the same."""
    return "".join(words(name))


@lru_cache(maxsize=1 << 16)
def endings(name: str) -> tuple[str, ...]:
    """Give every ending of a name's words, joined, longest first, also without the number that closes it.

    >>> endings("user_phone2")
    ('userphone2', 'phone2', '2', 'userphone', 'phone')
    """
    whole = words(name)[-_MOST_WORDS:]
    bare = whole[:-1] if len(whole) > 1 and whole[-1].isdigit() else ()
    return tuple(dict.fromkeys("".join(part[at:]) for part in (whole, bare) for at in range(len(part))))


def names(field: Field) -> tuple[str, ...]:
    """Give the endings a field is known by; a name that says little alone borrows its parent's.

    ``push.token`` is a ``push token``; ``phone.number`` is a ``phone number`` and, after those, a ``phone``.
    """
    key = field.key
    above = parents(field) if key.lower() in JOINED else ()
    if not above:
        return endings(key)
    alone = endings(above[-1]) if key.lower() in GENERIC else ()
    return tuple(dict.fromkeys((*endings(f"{above[-1]}_{key}"), *endings(key), *alone)))


@lru_cache(maxsize=1 << 14)
def steps(path: str) -> tuple[str, ...]:
    """Give the names on a path, outermost first, without list indices."""
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
    above = steps(field.path)[:-1]
    return above[1:] if field.part == "url" else above


def around(field: Field) -> frozenset[str]:
    """Give the words of a field's own name and of the two names right above it, single and joined."""
    return frozenset(word for name in (*parents(field)[-2:], field.key) for word in (*words(name), compact(name)))


class Siblings:
    """The fields beside a field: same part, same path but for the last name.

    The table is built on the first question, so an exchange that asks none costs nothing. A crowd (a long list, an
    object of hundreds of members) describes no one thing, so there is nobody beside its members.
    """

    def __init__(self, decoded: Decoded) -> None:
        self._decoded = decoded
        self._table: dict[tuple[str, str, str], list[Field]] = {}
        self._counts: dict[tuple[str, str, str], Counter[str]] = {}

    def beside(self, field: Field) -> Sequence[Field]:
        """Give the fields beside a field, itself among them."""
        if not self._table:
            for other in self._decoded.fields:
                self._table.setdefault(_place(other), []).append(other)
        found = self._table.get(_place(field), [])
        return found if len(found) <= _CROWD else ()

    def have(self, field: Field, wanted: frozenset[str]) -> bool:
        """Whether the name of another field beside it has one of these words."""
        place = _place(field)
        if place not in self._counts:
            keys = {other.key for other in self.beside(field)}
            self._counts[place] = Counter(word for key in keys for word in {*words(key), compact(key)})
        counts = self._counts[place]
        own = {*words(field.key), compact(field.key)}
        return any(counts[word] > (word in own) for word in wanted)


def _place(field: Field) -> tuple[str, str, str]:
    return field.direction, field.part, _above(field.path)


@lru_cache(maxsize=1 << 14)
def _above(path: str) -> str:
    steps = list(_STEP.finditer(path))
    return path[: steps[-1].start()] if steps else ""


def _unquoted(text: str) -> str:
    try:
        return str(json.loads(f'"{text}"'))
    except ValueError:
        return text
