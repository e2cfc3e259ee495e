"""Personal values made safe to show: enough to recognise a value one knows, too little to learn one."""

import hashlib
import json
import re
import unicodedata
from collections.abc import Container, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

_SHORT = 6
_LONG = 12
_REPLACED = "·"
_UNSEEN = frozenset(
    map(
        chr,
        (
            *(0x34F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0),
            *range(0x180B, 0x1810),
            *range(0xFE00, 0xFE0E),
            *range(0xE0100, 0xE01F0),
        ),
    )
)
"""What counts as printable and shows nothing, so that two names look alike: fillers of Hangul, the empty pattern of
Braille, variation selectors and the like (Unicode's Default_Ignorable_Code_Point), but for the two that emoji have."""


def prints(letter: str) -> bool:
    """Say whether a character shows as something by which a reader can tell it."""
    return letter.isprintable() and letter not in _UNSEEN


def digest(value: str | bytes) -> str:
    """Give the SHA-256 of a value as 64 hex characters; text is taken as UTF-8."""
    return hashlib.sha256(_bytes(value)).hexdigest()


def preview(value: str | bytes) -> str:
    """Give a redacted form: at most the first two and last two characters, and the length.

    Control, bidirectional and other unprintable characters are replaced, so that the preview is safe in a terminal.
    Bytes that are not UTF-8 show as their kind and length only.

    >>> preview("seoyun.kim@example.kr")
    'se…kr (21)'
    >>> preview("1234")
    '… (4)'
    """
    if isinstance(value, bytes):
        try:
            value = value.decode()
        except UnicodeDecodeError:
            return f"bytes ({len(value)})"
    size = len(value)
    keep = 0 if size < _SHORT else 1 if size < _LONG else 2
    head, tail = value[:keep], value[size - keep :]
    return f"{_printable(head)}…{_printable(tail)} ({size})"


def _printable(text: str) -> str:
    return text if text.isprintable() else "".join(c if c.isprintable() else _REPLACED for c in text)


def _bytes(value: str | bytes) -> bytes:
    return value if isinstance(value, bytes) else value.encode("utf-8", "surrogatepass")


def visible(text: str) -> str:
    r"""Give text that is safe in a terminal, a table and UTF-8: what does not print is written as an escape.

    Line breaks, other controls, bidirectional marks, characters that show nothing and lone surrogates become ``\xNN``
    or ``\uNNNN``.

    >>> visible("shop\x1b[31m")
    'shop\\x1b[31m'
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(c if prints(c) else c.encode("unicode_escape").decode() for c in text)


def composed(name: str) -> str:
    """Give the name of a file, or one that somebody typed, as results have it: its letters put together.

    macOS types Hangul taken apart (NFD), and copies of files have it so: it looks the same and is other bytes.

    >>> composed("\u1103\u1169\u11bc\u110b\u1174")
    '동의'
    """
    return name if name.isascii() else unicodedata.normalize("NFC", name)


@dataclass(frozen=True, slots=True)
class Known:
    """Values that were found beside a name and must not stand in it, as ``letters`` leaves them.

    Args:
        whole: what no name may be.
        inside: what no name may hold, either.
    """

    whole: frozenset[str] = frozenset()
    inside: frozenset[str] = frozenset()

    def shows(self, name: str) -> bool:
        """Tell whether a name would give a value away."""
        if not self.whole and not self.inside:
            return False
        plain = letters(name)
        return plain in self.whole or any(value in plain for value in self.inside)


NOTHING = Known()


def letters(text: str) -> str:
    """Give the letters and digits of a text without regard to case: what separators and spelling leave of a value.

    >>> letters("010-0417-8263"), letters("SM-S931N")
    ('01004178263', 'sms931n')
    """
    plain = text.casefold()
    return plain if plain.isalnum() else _SEPARATORS.sub("", plain)


_SEPARATORS = re.compile(r"[\W_]+")
# The names on a path: quoted in brackets, or plain.
_NAME = re.compile(r'(?<=\[")(?:[^"\\]|\\.)*(?="\])|[^.\[\]"]+')
# A name that is itself data: an e-mail address, an escape, a run of digits as long as a phone number, or one cut short.
# The name of an attribute of XML (@phoneNumber), or of an element of a page (input@value), is none.
_ELEMENTS = "a|body|button|div|form|html|iframe|img|input|label|li|link|meta|option|p|script|select|span|td|textarea"
_DATA = re.compile(
    rf"^(?!(?:{_ELEMENTS})?@[A-Za-z][A-Za-z:-]{{0,40}}$).*@|%(?!5[BbDd])[0-9A-Fa-f]{{2}}|\d{{9,}}|…$", re.DOTALL
)
# Runs in which an encoding would stand, and the changes between letters and digits or in case that words hardly have;
# where nothing is a capital (names of headers and hosts lose theirs), those between letters and digits must do.
_RUN = re.compile(r"[A-Za-z0-9=]{12,}")
_CHANGE = re.compile(r"(?<=[a-z])(?=[A-Z0-9])|(?<=[0-9])(?=[A-Za-z])|(?<=[A-Z])(?=[0-9])")
_LONG_RUN = 16
_LOWERED_WORDS = 8
# How gzip (RFC 1952) and an object of JSON begin in base64, in any case.
_BEGUN = re.compile(r"(?<![a-z0-9])(?:h4si|eyj[a-z0-9])[a-z0-9+/=_-]{4}", re.IGNORECASE)
_MOST_WORDS = 4
_WORD = re.compile(r"\S+")


def is_token(name: str) -> bool:
    """Tell whether a name looks like something encoded: letters and digits that change about as chance has it.

    >>> is_token("aGVsbG8gdGhlcmUgeW91"), is_token("advertisingIdentifierV2"), is_token("x-firebase-gmpid")
    (True, False, False)
    """
    return any(map(_is_mixed, _RUN.findall(name))) or _BEGUN.search(name) is not None


def _is_mixed(run: str) -> bool:
    changes = len(_CHANGE.findall(run))
    if run == run.lower():
        return len(run) >= _LONG_RUN and changes >= _MOST_WORDS and _LOWERED_WORDS * changes >= len(run)
    return changes >= _MOST_WORDS and _MOST_WORDS * changes >= len(run)


def names_of(path: str) -> list[str]:
    """Give the names on a path, as they were before they were written there."""
    return [_unquoted(name) for name in _NAME.findall(path)]


def plain_names(path: str) -> list[str]:
    """Give those of them that are shown as they are, unless something is known of them."""
    return [name for name in names_of(path) if not _DATA.search(name) and not is_token(name)]


def plain_segments(url: str, protocol: str) -> list[str]:
    """Give the same of a URL's path: its segments, or the labels of a name that was asked for."""
    path = url.partition("://")[2].partition("?")[0].partition("#")[0]
    parts = path.split(".") if protocol == "dns" else path.split("/")[1:]
    return [part for part in parts if part and not _TELLING.search(part) and not is_token(part)]


def shown_path(path: str, known: Known = NOTHING) -> str:
    """Give a path in which names that are personal values themselves are redacted.

    >>> shown_path('users["seoyun@hanbit.example"].id')
    'users["se…le (21)"].id'
    >>> shown_path("order.item.@phoneNumber"), shown_path("form.input@value[2]")
    ('order.item.@phoneNumber', 'form.input@value[2]')
    """
    plain = _plain_path(path)
    if known.whole.isdisjoint(plain.names) and not any(value in plain.letters for value in known.inside):
        return plain.shown
    return _redacted(path, known)


def _redacted(path: str, known: Known) -> str:
    out = _NAME.sub(lambda name: _shown(name[0], _unquoted(name[0]), known), path)
    # A header's name may hold the very marks that part a path.
    return visible(preview(path) if known.shows(out) else out)


class _Plain(NamedTuple):
    """A path as it is shown where nothing is known of it, its letters, and those of each of its names and of itself."""

    shown: str
    letters: str
    names: frozenset[str]


@lru_cache(maxsize=1 << 13)
def _plain_path(path: str) -> _Plain:
    """Take in a path once: the same ones come again and again, beside values that are others each time."""
    names = names_of(path)
    out = _NAME.sub(lambda name: _shown(name[0], _unquoted(name[0]), NOTHING), path)
    whole = "".join(map(letters, (path, out, *names)))
    return _Plain(visible(out), whole, frozenset(map(letters, (out, *names))))


def shown_text(text: str, known: Known = NOTHING) -> str:
    """Give a text of another program, such as an error, without words that are personal values.

    >>> shown_text("no answer for seoyun@hanbit.example")
    'no answer for se…le (21)'
    """
    out = _WORD.sub(lambda word: _shown(word[0], word[0], known), text)
    return visible(preview(text) if known.shows(out) else out)


def _shown(written: str, name: str, known: Known) -> str:
    return preview(name) if _DATA.search(name) or is_token(name) or known.shows(name) else written


def _unquoted(name: str) -> str:
    if "\\" not in name:
        return name
    try:
        return str(json.loads(f'"{name}"', strict=False))
    except ValueError:
        return name


def shown_host(text: str, telling: Iterable[str] = ()) -> str:
    """Give a host name, or a text that holds one, with the labels redacted that are personal values themselves.

    Args:
        text: the name, or what is said about it.
        telling: those labels, in any case.

    >>> shown_host("audit-user-58213077.push.example", ["audit-user-58213077"])
    'au…77 (19).push.example'
    """
    for label in telling:
        name = re.compile(rf"(?<![\w-]){re.escape(label)}(?![\w-])", re.IGNORECASE)
        text = name.sub(preview(label).replace("\\", r"\\"), text)
    return visible(text)


# Pieces of a URL path that single somebody out: long digit runs, long tokens, e-mail addresses, anything encoded or
# beyond ASCII.
_TELLING = re.compile(r"\d{6,}|@|%|[^\x00-\x7f]|^[\w-]{20,}$|^[0-9a-fA-F-]{16,}$")


def shown_endpoint(path: str, known: Known = NOTHING, hidden: Container[int] = ()) -> str:
    """Give a URL path without its query and without segments that could single somebody out.

    Args:
        path: the path.
        known: what was found beside it.
        hidden: numbers of the segments in which something was found; the one before the first slash is 0.

    >>> shown_endpoint("/v1/users/01012345678/cart?email=a%40b.kr")
    '/v1/users/…/cart'
    """
    segments = path.partition("?")[0].partition("#")[0].split("/")
    telling = (
        number in hidden or _TELLING.search(segment) or is_token(segment) or known.shows(segment)
        for number, segment in enumerate(segments)
    )
    return visible("/".join("…" if told else segment for segment, told in zip(segments, telling, strict=True)))
