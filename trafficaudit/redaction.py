"""Personal values made safe to show: enough to recognise a value one knows, too little to learn one."""

import hashlib

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
