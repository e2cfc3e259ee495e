"""The request that puts the pieces of an upload together, and names them: what it names and nobody recorded is missing.

Sources: Amazon S3's CompleteMultipartUpload (also of Alibaba OSS, Tencent COS, Huawei OBS), Azure Blob Storage's Put
Block List, Qiniu's mkfile and its parts of the second version.
"""

import hashlib
import json
import re
from collections.abc import Callable
from typing import NamedTuple

from trafficaudit.model import Exchange
from trafficaudit.readers.uploads.plainfields import Form, bare, told

LONGEST = 8 << 20
"""Bytes of a list that is read: more than the 50,000 blocks take that Azure allows, each with the longest name that it
may have (64 bytes, 88 characters in Base64); S3 allows 10,000 parts.
"""

SIGN = re.compile(rb"comp=blocklist|uploadid=|/mkfile/|/uploads/", re.IGNORECASE).search
"""One of these stands in the address of every request that puts pieces together."""

_NUMBER = re.compile(rb"<PartNumber>\s*([0-9]{1,6})\s*</PartNumber>").findall
_BLOCK = re.compile(rb"<(?:Latest|Uncommitted|Committed)>\s*([A-Za-z0-9+/=_-]{1,256})\s*</").findall
_PARTS = re.compile(r".*(/buckets/[^/]+/objects/[^/]+/uploads/[^/?]+)").fullmatch
_CONTEXTS = re.compile(rb"[A-Za-z0-9+/=_-]{4,4096}(?:,[A-Za-z0-9+/=_-]{4,4096})*").fullmatch


class Named(NamedTuple):
    """Of which upload (as ``uploads.Bit`` says) the pieces are put together, and their names in its order.

    ``ordered`` says that every piece is named, so that the list tells the order.
    """

    key: str
    names: tuple[str, ...]
    ordered: bool = False


def named(exchange: Exchange) -> Named | None:
    """Read a request that puts an upload together; ``None`` where it is none, or names nothing that can be read."""
    message = exchange.request
    if (
        message is None
        or not message.body
        or len(message.body) > LONGEST
        or SIGN(exchange.url.encode("utf-8", "replace")) is None
    ):
        return None
    for read in READ:
        found = read(exchange, message.body)
        if found is not None and found.names:
            return found
    return None


def _parameters(url: str) -> dict[str, str]:
    """Give the parameters of an address as those of the pieces are read, so that both name one upload alike."""
    return told(url, Form()).fields


def _numbers(exchange: Exchange, body: bytes) -> Named | None:
    fields = _parameters(exchange.url)
    if exchange.method != "POST" or not fields.get("uploadid") or "partnumber" in fields:
        return None
    names = tuple(str(int(number)) for number in _NUMBER(body))
    return Named(f"numbered {exchange.host} {bare(exchange.url)} {fields['uploadid']}", names)


def _blocks(exchange: Exchange, body: bytes) -> Named | None:
    if exchange.method != "PUT" or _parameters(exchange.url).get("comp") != "blocklist":
        return None
    names = tuple(name.decode("ascii") for name in _BLOCK(body))
    return Named(f"blocks {exchange.host} {bare(exchange.url)}", names, ordered=True)


def _contexts(exchange: Exchange, body: bytes) -> Named | None:
    headers = exchange.request.headers if exchange.request is not None else ()
    token = next((value for name, value in headers if name.lower() == b"authorization"), b"")
    if "/mkfile/" not in exchange.url or not token.startswith(b"UpToken ") or not _CONTEXTS(body.strip()):
        return None
    key = hashlib.sha256(token.decode("utf-8", "replace").strip().encode()).hexdigest()
    return Named(f"qiniu {exchange.host} {key}", tuple(body.decode("ascii").strip().split(",")))


def _parts(exchange: Exchange, body: bytes) -> Named | None:
    match = _PARTS(bare(exchange.url))
    if match is None:
        return None
    try:
        listed = json.loads(body)
    except (ValueError, RecursionError):
        return None
    parts = listed.get("parts") if isinstance(listed, dict) else None
    numbers = [part.get("partNumber") for part in parts if isinstance(part, dict)] if isinstance(parts, list) else []
    names = tuple(str(number) for number in numbers if type(number) is int)
    return Named(f"qiniu {exchange.host} {match[1]}", names)


READ: tuple[Callable[[Exchange, bytes], Named | None], ...] = (_numbers, _blocks, _contexts, _parts)
"""Ways in which a request says which pieces it puts together."""
