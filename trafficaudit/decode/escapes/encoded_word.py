"""Words in another character set in a text of ASCII (RFC 2047): ``=?utf-8?B?...?=``, as headers of mail write names."""

import re
from collections.abc import Iterator

from trafficaudit.decode import charset, quoted, quoted_run
from trafficaudit.decode.base64_run import unpack
from trafficaudit.decode.node import Node, Opened
from trafficaudit.decode.text import as_text

NAME = "encoded-word"
MEDIA = None
TEXT = True
MARKS = "?"
ONLY = None

_WORD = rb"=\?([A-Za-z0-9_-]{2,40})(?:\*[A-Za-z-]{1,20})?\?([BbQq])\?([^?\s]{1,4096}+)\?="
_ONE = re.compile(_WORD)
_BARE = re.sub(rb"\((?!\?)", b"(?:", _WORD)
_RUN = re.compile(_BARE + rb"(?:\s++" + _BARE + rb")*+")
_UTF8, _PLAIN = "utf-8", frozenset({"utf-8", "utf8", "us-ascii", "ascii"})


def sniff(node: Node) -> bool:
    """See ``Decoder``."""
    return b"=?" in node.raw and _ONE.search(node.raw) is not None


def decode(node: Node) -> Iterator[Opened]:
    """Give the whole text with its words in their own characters; white space between two of them is no part.

    Those of what a text quotes are left to that.
    """
    value = _RUN.sub(_read, node.raw)
    text = as_text(value)
    if text is not None and value != node.raw and not quoted.holds(node, _RUN.finditer(node.raw)):
        yield Opened((NAME,), [(node.path, node.key, text, 0, len(node.raw), False)], sure=True)


def _read(match: re.Match[bytes]) -> bytes:
    """Give the characters of words in a row: one may be cut in two by words of one character set."""
    runs: list[tuple[str, list[bytes]]] = []
    for word in _ONE.finditer(match[0]):
        value = _unpacked(word)
        if value is None:
            return match[0]
        label = word[1].decode("ascii").lower()
        if runs and runs[-1][0] == label:
            runs[-1][1].append(value)
        else:
            runs.append((label, [value]))
    codecs = [_UTF8 if label in _PLAIN else charset.codec_of(label) for label, _ in runs]
    if not all(codecs):
        return match[0]
    texts = [b"".join(held).decode(codec, "replace") for codec, (_, held) in zip(codecs, runs, strict=True)]
    return "".join(texts).encode("utf-8", "surrogatepass")


def _unpacked(word: re.Match[bytes]) -> bytes | None:
    if word[2] in b"Bb":
        return unpack(word[3])
    return quoted_run.unescape(word[3].replace(b"_", b" "))
