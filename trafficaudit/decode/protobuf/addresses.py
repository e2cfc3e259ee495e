"""Protocol buffers as maps write them into addresses: ``!1m3!1d3162!2d126.978656!3d37.566826``.

Each value stands behind an exclamation mark, the number of its field and the letter of its type; ``m`` is a message and
says how many of the next ones are its own. In a text the mark itself is ``*21`` and the asterisk ``*2A``; ``z`` is
Base64. Nothing names a field, so that values are counted. The form is Google's own and not documented by it; it was
read off the parameter ``pb`` of Google Maps.
"""

import re
from collections.abc import Iterator

from trafficaudit.decode.node import Child, Node, Opened, item

NAME = "url-protobuf"
MEDIA = None
TEXT = True
MARKS = "!"
ONLY = None

_TOKEN = re.compile(rb"!(\d{1,4})([bdefimsuvyxz])([^!]*)")
_WHOLE = re.compile(rb"(?:!\d{1,4}[bdefimsuvyxz][^!]*+){3,}+").fullmatch
_COUNT = re.compile(rb"\d{1,5}").fullmatch
_NUMBER = re.compile(rb"-?\d{1,20}(?:\.\d{1,20})?(?:[eE][+-]?\d{1,3})?").fullmatch
_ESCAPES = {b"*21": b"!", b"*2A": b"*", b"*2a": b"*"}
_ESCAPE = re.compile(rb"\*2[1Aa]")


def sniff(node: Node) -> bool:
    """See ``Decoder``."""
    return node.raw.startswith(b"!") and _WHOLE(node.raw) is not None


def decode(node: Node) -> Iterator[Opened]:
    """Give each value by its place among them, where what counts and numbers does so."""
    children: list[Child] = []
    for token in _TOKEN.finditer(node.raw):
        letter, value = token[2], token[3]
        counts = _COUNT if letter == b"m" else _NUMBER if letter in b"dfiu" else None
        if counts is not None and counts(value) is None:
            return
        if letter == b"m":
            continue
        if len(children) > node.room or not node.budget.spend(node.budget.TOKEN):
            break
        plain = _ESCAPE.sub(lambda found: _ESCAPES[found[0]], value)
        text = plain.decode("utf-8", "replace")
        children.append((item(node.prefix, len(children)), node.key, text, *token.span(3), plain == value))
    if children:
        yield Opened((NAME,), children, sure=True)
