"""Personal values made safe to show: enough to recognise a value one knows, too little to learn one."""

import hashlib
import re

_SHORT = 6
_LONG = 12
_REPLACED = "·"


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
    return "".join(c if c.isprintable() else _REPLACED for c in text)


def _bytes(value: str | bytes) -> bytes:
    return value if isinstance(value, bytes) else value.encode("utf-8", "surrogatepass")


def visible(text: str) -> str:
    r"""Give text that is safe in a terminal, a table and UTF-8: what does not print is written as an escape.

    Line breaks, other controls, bidirectional marks and lone surrogates become ``\xNN`` or ``\uNNNN``.

    >>> visible("shop\x1b[31m")
    'shop\\x1b[31m'
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


# The names on a path: quoted in brackets, or plain.
_NAME = re.compile(r'(?<=\[")(?:[^"\\]|\\.)*(?="\])|[^.\[\]"]+')
# A name that is itself data: an e-mail address, or a run of digits as long as a phone number.
_DATA = re.compile(r"@|%40|\d{9,}")


def shown_path(path: str) -> str:
    """Give a path in which names that are personal values themselves are redacted.

    >>> shown_path('users["seoyun@hanbit.example"].id')
    'users["se…le (21)"].id'
    """
    return visible(_NAME.sub(lambda name: preview(name[0]) if _DATA.search(name[0]) else name[0], path))


# Pieces of a URL path that single somebody out: long digit runs, long tokens, e-mail addresses, anything encoded.
_TELLING = re.compile(r"\d{6,}|@|%|^[\w-]{20,}$|^[0-9a-fA-F-]{16,}$")


def shown_endpoint(path: str) -> str:
    """Give a URL path without its query and without segments that could single somebody out.

    >>> shown_endpoint("/v1/users/01012345678/cart?email=a%40b.kr")
    '/v1/users/…/cart'
    """
    segments = path.partition("?")[0].partition("#")[0].split("/")
    return visible("/".join("…" if _TELLING.search(segment) else segment for segment in segments))
