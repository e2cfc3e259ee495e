"""Short and common values: only where a whole field equals one, and its key says what it is.

Under such a key a field may also be Base64 or hexadecimal of one: too little for a decoder to tell it from a word.
"""

import re
import tomllib
from base64 import b64encode, urlsafe_b64encode
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, cached_property
from importlib import resources
from itertools import compress, repeat
from operator import not_

from trafficaudit.categories import taxonomy
from trafficaudit.decode.fields import Fields
from trafficaudit.detectors.matcher import PREFIX, End, Expression, escaped
from trafficaudit.detectors.names.places import above, around
from trafficaudit.detectors.names.words import compact, words
from trafficaudit.detectors.persona.hit import Hit, reason
from trafficaudit.detectors.persona.otherwise import COUNTED
from trafficaudit.model import Field
from trafficaudit.persona import Indicator
from trafficaudit.persona.person import INITIALS, SURNAME_ALONE
from trafficaudit.persona.weight import ANSWERED, is_given

_SPACE = " \t\r\n\"'"
_SHORTEST_PACKED = 4
_SINGLE = 2
_WHOLE_DATE = 6
_COUNT = re.compile(r"[0-9]+(?:[.,][0-9]+)?").fullmatch
"""A number that may be of anything: a price, a rating, a version of two parts."""
_BY_CHANCE = re.compile(r"number|(?:nov|dec|sept)ember|remember|president|excellen|international|posters?(?!ior)")
"""What holds a word that names something (``mber``, ``resident``, ``cell``) and says nothing of it."""
_ESCAPES = (
    ("percent", ("%{:02X}", "%{:02x}")),
    ("unicode-escape", ("\\u{:04x}", "\\u{:04X}")),
    ("html-entities", ("&#{};", "&#x{:x};", "&#X{:X};", "&#x{:04x};", "&#x{:X};")),
)


@cache
def key_words() -> dict[str, tuple[str, ...]]:
    """Give the words that name a category in keys, from ``keys.toml``."""
    text = resources.files(__package__).joinpath("keys.toml").read_text(encoding="utf-8")
    return {slug: tuple(words) for slug, words in tomllib.loads(text).items()}


class Short:
    """Compares whole fields.

    ``expressions`` find those that may equal something, in values between NULs; ``longest`` is how many bytes a field
    may have to be worth a look, unless it is one of ``encoded``.
    """

    def __init__(self, indicators: Iterable[Indicator]) -> None:
        table: defaultdict[str, list[Indicator]] = defaultdict(list)
        packed: defaultdict[str, list[tuple[str, Indicator]]] = defaultdict(list)
        raw: defaultdict[bytes, list[Indicator]] = defaultdict(list)
        for indicator in indicators:
            if not indicator.typed_only:
                continue
            if indicator.raw:
                raw[indicator.literal].append(indicator)
            else:
                table[indicator.literal.decode().casefold()].append(indicator)
            for layer, text in _packed(indicator.literal):
                packed[text].append((layer, indicator))
        for text in table:
            packed.pop(text, None)
        self._table, self.encoded, self._raw = dict(table), dict(packed), dict(raw)
        self.longest = 2 * max((len(text.encode()) for text in self._table), default=0)

    @cached_property
    def expressions(self) -> list[Expression]:
        """Give what finds every ASCII value that may be listed; a long one is looked for by its beginning."""
        # What white space and quotes stand between value and NUL is left to the closer look: it costs less that way.
        around = r"[\x00 \t\r\n\"']"
        listed = [(around + _anchored(text, around), True) for text in self._table if text.isascii()]
        return listed + [(r"\x00" + _anchored(text, r"\x00"), False) for text in self.encoded]

    def candidates(self, fields: Fields, ends: Iterable[End]) -> list[int]:
        """Give the fields that are listed, whatever their keys, and all that are bytes.

        Args:
            fields: the fields.
            ends: where ``expressions`` match in them, joined.
        """
        joined, values = fields.joined, fields.values
        starts = joined.starts
        indices = range(len(values))
        found = set(compress(indices, map(isinstance, values, repeat(bytes))))
        if not joined.data.isascii():  # other letters may be written in ways that no expression knows
            found.update(compress(indices, map(not_, map(bytes.isascii, joined.values))))
        found.update([bisect_right(starts, end - 2) - 1 for _, end in ends])
        return [at for at in sorted(found) if self.listed(values[at])]

    def listed(self, value: str | bytes) -> bool:
        """Tell whether a value may equal one of those looked for."""
        if isinstance(value, bytes) or value in self.encoded:
            return True
        return len(value) <= self.longest and value.strip(_SPACE).casefold() in self._table

    def find(self, field: Field, data: bytes) -> list[Hit]:
        """Give the hits of a leaf; one for each category and value."""
        if isinstance(field.value, str) and (packed := self.encoded.get(field.value)):
            told = [one for one in packed if names(one[1].category, field)]
            return [_unpacked(data, *one) for one in told if not _is_surname(one[1]) or is_surname(field)][:1]
        if isinstance(field.value, bytes) and (raw := self._raw.get(field.value)):
            return list(_bytes(field, data, raw))
        if len(field.value) > self.longest:
            return []
        text = _text(field.value)
        candidates = self._table.get(text.casefold())
        return list(_hits(field, data, text, candidates)) if candidates else []


def _anchored(text: str, end: str) -> str:
    raw = text.encode()
    return escaped(raw) + end if len(raw) <= PREFIX else escaped(raw[:PREFIX])


def _hits(field: Field, data: bytes, text: str, candidates: Iterable[Indicator]) -> Iterator[Hit]:
    seen: set[tuple[str, str]] = set()
    counted = not COUNTED.isdisjoint(words(field.key))
    for indicator in candidates:
        if counted and _COUNT(text):
            break
        # A name of two letters may hold a whole date; a year or a day under it is something else.
        piece = indicator.category == "birth_date" and len(text) < _WHOLE_DATE
        named = names(indicator.category, field, least=3 if piece else 1)
        if not _speaks(indicator, field, text, named):
            continue
        if (indicator.category, indicator.value) in seen:
            continue
        seen.add((indicator.category, indicator.value))
        match = indicator.match if text == indicator.literal.decode() else "normalised"
        how = f"found {indicator.note or 'as it was typed in'}" + ("" if match == indicator.match else ", recased")
        why = "a short or common spelling, recognised because the whole field equals it"
        why += " and its key names the category" if named else ""
        confidence = 0.9 if named and not _is_surname(indicator) and indicator.note != INITIALS else 0.6
        yield Hit(
            indicator.category, indicator.value, match, (), 0, len(data), len(data), data, confidence,
            reason(indicator.category, how, why), short=True,
        )  # fmt: skip


def _bytes(field: Field, data: bytes, candidates: Sequence[Indicator]) -> Iterator[Hit]:
    """Give a field of a few bytes that are the value's: four agree by chance in one of four thousand million."""
    for indicator in candidates[:1]:
        named = names(indicator.category, field)
        why = "a short spelling, recognised because the whole field equals it"
        yield Hit(
            indicator.category, indicator.value, indicator.match, (), 0, len(data), len(data), data,
            0.95 if named else 0.9, reason(indicator.category, f"found {indicator.note}", why), short=True,
        )  # fmt: skip


def _packed(literal: bytes) -> Iterator[tuple[str, str]]:
    """Give Base64 and hexadecimal of a value, where that is four characters or more, and escapes of one or two."""
    texts = [("base64", b64encode(literal).decode()), ("base64url", urlsafe_b64encode(literal).decode())]
    texts += [(layer, text.rstrip("=")) for layer, text in texts]
    texts += [("hex", literal.hex()), ("hex", literal.hex().upper())]
    if len(literal) <= _SINGLE and literal.isascii():
        # A decoder takes an escape by itself for what it looks like.
        texts += [
            (layer, "".join(pattern.format(byte) for byte in literal))
            for layer, patterns in _ESCAPES
            for pattern in patterns
        ]
    seen = {text: layer for layer, text in reversed(texts) if len(text) >= _SHORTEST_PACKED or layer == "percent"}
    yield from ((layer, text) for text, layer in seen.items())


def _unpacked(data: bytes, layer: str, indicator: Indicator) -> Hit:
    how = f"found {indicator.note or 'as it was typed in'}, encoded as {layer}"
    why = "a short or common spelling, recognised because the whole field equals it and its key names the category"
    return Hit(
        indicator.category, indicator.value, indicator.match, (layer,), 0, len(data), len(data), data, 0.9,
        reason(indicator.category, how, why), short=True,
    )  # fmt: skip


def names(category: str, field: Field, least: int = 1) -> bool:
    """Say whether the field's name, or one of the two above it, names the category, by a word of ``least`` letters."""
    listed = [word for word in key_words().get(category, ()) if len(word) >= least]
    if not around(field).isdisjoint(listed):
        return True
    joined = compact(field.key)
    if f"={joined}" in listed:
        return True
    joined = _BY_CHANCE.sub(" ", joined)
    return any(_tells_within(word) and word in joined for word in (*listed, compact(category)))


def _tells_within(word: str) -> bool:
    """Say whether a word tells as a part of a longer name: four letters, or two syllables or Chinese characters."""
    return len(word) >= (4 if word.isascii() else 2)


_SURNAMES = frozenset(
    ("ln", "lname", "lastname", "last", "familyname", "family", "surname", "sn", "성", "성씨", "lastnm", "familynm")
)


def _is_surname(indicator: Indicator) -> bool:
    return indicator.note.startswith(SURNAME_ALONE)


def is_surname(field: Field) -> bool:
    """Say whether a field's name speaks of a surname, so that one alone says something there."""
    return not _SURNAMES.isdisjoint(words(field.key)) or compact(field.key) in _SURNAMES


_FULL_NAMES = {"device_name": frozenset(map(compact, ("device name", "phone name", "host name", "bluetooth name")))}
"""Names of fields in full, where a word of one may name what is sold or which kind of phone it is."""


def _names_fully(category: str, field: Field) -> bool:
    """Say whether a name, with the one above it, says all of what a value is that many share."""
    full = _FULL_NAMES.get(category)
    if full is None:
        return True
    over = above(field.path, field.part, field.key)[-1:]
    return any(compact("_".join((*names, field.key))).endswith(tuple(full)) for names in ((), over))


def _speaks(indicator: Indicator, field: Field, text: str, named: bool) -> bool:
    """Say whether a field that equals a short spelling is one: by its name, which ``named`` tells, or by itself."""
    category = indicator.category
    if is_given(category, indicator.value):
        return named and _names_fully(category, field)
    if _is_surname(indicator):
        return named and is_surname(field)
    return named or _speaks_alone(category, text) or _nameless(category, field, text)


def _speaks_alone(category: str, text: str) -> bool:
    """A context value of four characters or more that is no number needs no key, but for a gender (of goods) and what
    is answered: ``asian`` is a kitchen, and ``married`` a song.
    """  # fmt: skip
    known = taxonomy()[category]
    unsaid = category == "gender" or known.group in ANSWERED
    return not unsaid and known.weight == "context" and len(text) >= 4 and not _COUNT(text)


def _nameless(category: str, field: Field, text: str) -> bool:
    """Say whether a number of a message without names is a telephone number that lost its zero (libphonenumber's)."""
    return category == "phone_number" and field.layers[-1:] == ("protobuf",) and text.isdigit() and len(text) >= 10


def _text(value: str | bytes) -> str:
    if isinstance(value, str):
        return value.strip(_SPACE)
    for codec in ("utf-8", "cp949"):
        try:
            return value.decode(codec).strip(_SPACE)
        except UnicodeDecodeError:
            continue
    return ""
