"""When a body or query, or what makes up most of one, is reported as bytes that nothing here can read; and what is too
long to be anything but content, wherever it was sent.
"""

import re

from trafficaudit.decode import media
from trafficaudit.decode.base64_run import unpack
from trafficaudit.decode.letters import base64
from trafficaudit.decode.node import Child, Node

REASON = "no known structure (ciphered or a private format)"
SHORTEST = 256
"""Bytes of a body from which on a value that makes up half of it stands for the body."""

RUN = 88
"""Characters of Base64 text from which on it is taken for ciphered content: above every common digest."""

LONG, LONG_HEX = 684, 1_024
"""Characters above which a run is content wherever it stands: a signature or key of 4,096 bits has no more."""

_RANDOM = re.compile(
    r"token|sign|\bsig|auth|captcha|[cx]srf|nonce|session|ticket|hash|digest|challenge|assertion|receipt|credential|cert"
    r"|secret|cursor|integrity|attest|verdict|서명|토큰|인증",
    re.IGNORECASE,
).search
"""Names of what is random or signed by nature."""

_HEX = re.compile(rb"[0-9A-Fa-f]+").fullmatch
_HEX_TEXT = re.compile(r"[0-9A-Fa-f]+").fullmatch
_HEX_SIZE = 160
_HEAD = r"(?:[\w-]{1,8}[^\w\s+/=<>{}()\[\]-]{1,2})?"
"""What may stand before a run: a version or kind and its sign (``107!``, ``140#``, ``v2.``, ``enc:``)."""

_DENSE = re.compile(rf"{_HEAD}[\w+/=-]+", re.ASCII).fullmatch
_BEHIND = re.compile(rb"[\w-]{1,8}[^\w\s+/=<>{}()\[\]-]{1,2}(?=[\w+/=-]+\Z)").match
_DISTINCT = 0.3


def is_run(value: str | bytes) -> bool:
    """Say whether a value is one run of letters and digits, as long as ciphered content in Base64 or hex is.

    A short head before it, as risk controls put before what they sealed, makes it no text.
    """
    return isinstance(value, str) and len(value) >= RUN and _DENSE(value) is not None


def stands_for(key: str, value: str | bytes, size: int) -> bool:
    """Say whether a value is a run that makes up half of ``size`` bytes and has no name of what must look random."""
    return is_run(value) and len(value) > RUN and 2 * len(value) >= size and _RANDOM(key) is None


def is_content(key: str, value: str | bytes | None) -> bool:
    """Say whether a value is a run longer than every key and signature, and has no name of what must look random."""
    if not isinstance(value, str) or len(value) <= LONG or not is_run(value) or _RANDOM(key) is not None:
        return False
    return len(value) > LONG_HEX or _HEX_TEXT(value) is None


def make_up(children: list[Child], size: int) -> bool:
    """Say whether long values of a body make up half of it together, as a ciphered key and what it ciphers do."""
    long = [len(child[2]) for child in children if len(child[2]) >= RUN and is_run(child[2])]
    return len(long) > 1 and 2 * sum(long) >= size >= SHORTEST


def unreadable(node: Node, essence: str) -> bool:
    """Say so of bytes that are neither text nor a medium, and of long Base64 or hex whose content looks random.

    ``essence`` is the media type that counts where the first bytes tell of no medium.
    """
    raw = node.raw
    if not raw:
        return False
    if node.text is None:
        return not media.is_media(raw, essence)
    head = _BEHIND(raw) if len(raw) >= RUN else None
    if head is not None:
        raw = raw[head.end() :]
    if _HEX(raw):
        return len(raw) >= _HEX_SIZE and not raw.isdigit()
    if len(raw) < RUN or not (head or base64.sniff(node)):
        return False
    value = unpack(raw)
    # Of n random bytes over half of min(n, 256) values occur; of letters far fewer once decoded as if Base64 of words.
    return value is not None and not media.is_media(value, "") and len(set(value)) >= _DISTINCT * min(len(value), 256)
