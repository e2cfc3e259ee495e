"""Requests that carry one thing in pieces: which these are, in which order, and what of their bodies is the piece.

Sources: tus resumable upload protocol 1.0.0 (also the IETF's draft-ietf-httpbis-resumable-upload), RFC 9110 14.4 with
the resumable uploads of Google, Microsoft and blueimp, Google's ``X-Goog-Upload-*``, Amazon S3's multipart uploads
(also of Alibaba OSS, Tencent COS, Huawei OBS) and its ``aws-chunked`` bodies, appending in Alibaba OSS, blocks of Azure
Blob Storage, Dropbox' upload sessions, and the fields of resumable.js, flow.js, simple-uploader.js, Dropzone, Fine
Uploader, plupload, WebUploader, and of the media uploads of X and Meta; blocks and parts of Qiniu's storage; headers
that apps name themselves (``X-Upload-Id``, ``X-Chunk-Index``), and documents with a number (``numbered``).
"""

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from typing import NamedTuple
from urllib.parse import urljoin

from trafficaudit.model import Exchange, Message
from trafficaudit.readers.uploads import numbered as documents
from trafficaudit.readers.uploads import plainfields
from trafficaudit.readers.uploads.carried import boundary_of, coded, size_of
from trafficaudit.readers.uploads.plainfields import bare, form_of, text, told

MARKS = re.compile(
    rb"upload-offset|upload-length|content-range|partnumber|chunk|qqpartindex|segment_index|append|dropbox-api-arg"
    rb"|blockid|start_offset|aws-chunked|/mkblk/|/bput/|/buckets/",
    re.IGNORECASE,
).search
"""One of these stands in the address, a header or a form of every request that is a piece."""

METHODS = frozenset(("POST", "PUT", "PATCH"))

_DIGITS = re.compile(r"[0-9]{1,15}").fullmatch
_RANGE = re.compile(r"bytes ([0-9]{1,15})-([0-9]{1,15})/([0-9]{1,15}|\*)").fullmatch


class Bit(NamedTuple):
    """What tells of a request that it is a piece: of which upload, and its place there.

    ``order`` counts bytes before it where it is ``sized``, else pieces; it is -1 where only time tells the order.
    ``total`` is how much the whole upload is said to be, in the same measure, and ``first`` the order of its first
    piece; each is -1 where nothing tells. ``coded`` says that it was compressed by itself. ``name`` is what the request
    that puts the pieces together calls it by, where that is not its number. ``alone`` says that it is a piece even
    where no other one was recorded.
    """

    key: str
    order: int
    sized: bool
    total: int = -1
    first: int = 0
    coded: bool = False
    name: str = ""
    alone: bool = True


class _Head(NamedTuple):
    """What of a request may say so; names are in small letters, and ``size`` is -1 where it tells nothing."""

    exchange: Exchange
    headers: Mapping[str, str]
    fields: Mapping[str, str]
    size: int


def recognised(exchange: Exchange) -> Bit | None:
    """Say whether a request is a piece of an upload, and which; also of one whose body the recording does not hold."""
    message = exchange.request
    if message is None or not (message.body or message.body_size) or exchange.method not in METHODS:
        return None
    form = form_of(message.body or b"", boundary_of(message.headers))
    shown = [exchange.url.encode("utf-8", "replace"), *(part for pair in message.headers for part in pair)]
    if not MARKS(b"\n".join([*shown, *form.plain])):
        return _document(exchange, message)
    headers = {text(name).lower(): text(value) for name, value in message.headers}
    apart = coded(message)
    size = -1 if apart else size_of(message)
    head = _Head(exchange, headers, told(exchange.url, form).fields, size)
    for scheme in SCHEMES:
        bit = scheme(head)
        if bit is not None:
            return bit._replace(key=f"{scheme.__name__} {exchange.host} {bit.key}", coded=apart)
    return _document(exchange, message)


def _document(exchange: Exchange, message: Message) -> Bit | None:
    """Read a body that is a numbered piece by what it says itself."""
    one = None if message.body is None or coded(message) else documents.piece(message.body)
    if one is None:
        return None
    key = f"document {exchange.host} {bare(exchange.url)} {one.key}"
    return Bit(key, one.order, sized=False, total=one.total, first=-1, alone=one.alone)


def ranged(exchange: Exchange) -> Bit | None:
    """Say whether an answer is a range of something, and of what (RFC 9110, 14.4 and 15.3.7).

    Ranges are those of what a content encoding made; answers with another entity tag are of another thing.
    """
    message = exchange.response
    if message is None or message.status != _PARTIAL or not message.body or message.body_form != "wire":
        return None
    headers = {text(name).lower(): text(value) for name, value in message.headers}
    match = _RANGE(headers.get("content-range", ""))
    if match is None or int(match[2]) - int(match[1]) + 1 != message.body_size:
        return None
    key = f"ranged {exchange.host} {exchange.url} {headers.get('etag', '')} {match[3]}"
    return Bit(key, int(match[1]), sized=True, total=_number(match[3]))


_PARTIAL = 206


def crowded(exchange: Exchange) -> bool:
    """Say whether a request that is not known as a piece has fields that nobody looked at for that."""
    message = exchange.request
    if message is None or exchange.method not in METHODS:
        return False
    query = exchange.url.partition("?")[2]
    many = query.count("&") >= plainfields.MOST and MARKS(query.encode("utf-8", "replace")) is not None
    return many or form_of(message.body or b"", boundary_of(message.headers)).more


def lengthy(exchange: Exchange) -> bool:
    """Say whether a request that looks like a piece, and is not known as one, has values that were too long to ask."""
    message = exchange.request
    if message is None or exchange.method not in METHODS:
        return False
    form = form_of(message.body or b"", boundary_of(message.headers))
    shown = (exchange.url.encode("utf-8", "replace"), *form.plain)
    return MARKS(b"\n".join(shown)) is not None and told(exchange.url, form).long


def _number(text: str | None) -> int:
    return int(text) if text is not None and _DIGITS(text) else -1


def tus(head: _Head) -> Bit | None:
    """``Upload-Offset`` of each piece; the request that creates an upload may carry the first one."""
    offset = _number(head.headers.get("upload-offset"))
    if offset >= 0:
        return Bit(head.exchange.url, offset, sized=True, total=_number(head.headers.get("upload-length")))
    answer = head.exchange.response
    location = next((value for name, value in answer.headers if name.lower() == b"location"), b"") if answer else b""
    if "upload-length" not in head.headers or not location:
        return None
    try:
        where = urljoin(head.exchange.url, text(location))
    except ValueError:
        return None
    return Bit(where, 0, sized=True, total=_number(head.headers["upload-length"]))


def google(head: _Head) -> Bit | None:
    """``X-Goog-Upload-Offset``, of Firebase and Google's photos."""
    offset = _number(head.headers.get("x-goog-upload-offset"))
    return Bit(head.exchange.url, offset, sized=True) if offset >= 0 else None


def content_range(head: _Head) -> Bit | None:
    """``Content-Range`` of a request; uploads to one address are told apart by their size and file name."""
    match = _RANGE(head.headers.get("content-range", ""))
    if match is None or (head.size >= 0 and int(match[2]) - int(match[1]) + 1 != head.size):
        return None
    key = f"{head.exchange.url} {match[3]} {head.headers.get('content-disposition', '')}"
    return Bit(key, int(match[1]), sized=True, total=_number(match[3]))


def numbered(head: _Head) -> Bit | None:
    """A number and the upload's own name, in parameters or a form's fields (``NUMBERED``)."""
    for number, name, sized, first, all_ in NUMBERED:
        order, key = _number(head.fields.get(number)), head.fields.get(name)
        if order >= 0 and key:
            total = _number(head.fields.get(all_)) if all_ else -1
            return Bit(f"{bare(head.exchange.url)} {key}", order, sized, total, first)
    return None


NUMBERED = (
    ("partnumber", "uploadid", False, 1, ""),
    ("resumablechunknumber", "resumableidentifier", False, 1, "resumabletotalchunks"),
    ("flowchunknumber", "flowidentifier", False, 1, "flowtotalchunks"),
    ("chunknumber", "identifier", False, 1, "totalchunks"),
    ("dzchunkindex", "dzuuid", False, 0, "dztotalchunkcount"),
    ("qqpartindex", "qquuid", False, 0, "qqtotalparts"),
    ("segment_index", "media_id", False, 0, ""),
    ("start_offset", "upload_session_id", True, 0, ""),
    ("chunkindex", "uploadid", False, -1, "totalchunks"),
    ("chunkindex", "fileid", False, -1, "totalchunks"),
    ("chunknumber", "uploadid", False, -1, "totalchunks"),
    ("chunk", "name", False, -1, "chunks"),
)
"""Fields with the number of a piece and the name of its upload; whether the number counts bytes; the number of the
first piece, -1 where apps differ; the field that says how many pieces there are.
"""


def appended(head: _Head) -> Bit | None:
    """``?append&position=`` of Alibaba OSS and Tencent COS."""
    position = _number(head.fields.get("position"))
    if "append" not in head.fields or position < 0:
        return None
    return Bit(bare(head.exchange.url), position, sized=True)


def dropbox(head: _Head) -> Bit | None:
    """The cursor in ``Dropbox-API-Arg``."""
    try:
        said = json.loads(head.headers.get("dropbox-api-arg", ""))
    except (ValueError, RecursionError):
        return None
    cursor = said.get("cursor") if isinstance(said, dict) else None
    if not isinstance(cursor, dict) or not isinstance(cursor.get("session_id"), str):
        return None
    offset = cursor.get("offset")
    return Bit(cursor["session_id"], offset, sized=True) if type(offset) is int and offset >= 0 else None


def blocks(head: _Head) -> Bit | None:
    """Blocks of Azure Blob Storage: in the order of their list (``putting``), without one in that of sending."""
    if head.fields.get("comp") not in ("block", "appendblock"):
        return None
    name = head.fields.get("blockid", "").replace(" ", "+")  # a sign of Base64 that nobody escaped
    return Bit(bare(head.exchange.url), -1, sized=False, first=-1, name=name)


def headed(head: _Head) -> Bit | None:
    """A number and the upload's name in headers that an app made up."""
    order = next((_number(head.headers[name]) for name in _INDICES if name in head.headers), -1)
    key = next((head.headers[name] for name in _UPLOADS if head.headers.get(name)), "")
    return Bit(f"{bare(head.exchange.url)} {key}", order, sized=False, first=-1) if order >= 0 and key else None


_INDICES = ("x-chunk-index", "x-chunk-number", "chunk-index", "chunk-number", "x-chunk-no", "x-chunk")
_UPLOADS = ("x-upload-id", "x-file-id", "x-upload-session", "x-upload-token", "x-chunk-id", "upload-id")


def qiniu(head: _Head) -> Bit | None:
    """Qiniu's blocks (``/mkblk/<size>``, ``/bput/<ctx>/<offset>``), by their upload's token, in the order in which they
    were sent; and its parts (``/buckets/<b>/objects/<o>/uploads/<id>/<number>``).
    """  # fmt: skip
    path = bare(head.exchange.url)
    part = _PART(path)
    if part is not None:
        return Bit(part[1], int(part[2]), sized=False, first=1)
    token = head.headers.get("authorization", "")
    if _BLOCK(path) is None or not token.startswith("UpToken "):
        return None
    key = hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
    return Bit(key, -1, sized=False, first=-1, name=_context(head.exchange.response))


def _context(answer: Message | None) -> str:
    """Give the name that Qiniu answers for what a block holds so far."""
    try:
        said = json.loads((answer and answer.body) or b"")
    except (ValueError, RecursionError):
        return ""
    name = said.get("ctx") if isinstance(said, dict) else None
    return name if isinstance(name, str) else ""


_PART = re.compile(r".*(/buckets/[^/]+/objects/[^/]+/uploads/[^/]+)/([0-9]{1,5})").fullmatch
_BLOCK = re.compile(r".*/(?:mkblk/[0-9]{1,15}|bput/[^/]+/[0-9]{1,15})").fullmatch


def signed(head: _Head) -> Bit | None:
    """One body whose chunks are signed one by one: it is no piece of an upload, and in pieces itself."""
    signs = "aws-chunked" in head.headers.get("content-encoding", "").lower()
    return Bit(f"{head.exchange.id} {ALONE}", 0, sized=True) if signs else None


ALONE = "(alone)"
"""The end of the key of what is one request."""

SCHEMES: tuple[Callable[[_Head], Bit | None], ...] = (
    tus, google, content_range, numbered, appended, dropbox, blocks, headed, qiniu, signed,
)  # fmt: skip
"""Ways in which requests say so, in the order in which they are asked."""
