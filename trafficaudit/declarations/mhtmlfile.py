"""Policies as MHTML (RFC 2557), as browsers save a whole page in one file: each page in it is read as HTML."""

from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from itertools import islice

from trafficaudit.declarations.grid import Document
from trafficaudit.declarations.htmlfile import read_html
from trafficaudit.errors import ReadError

MAX_PAGES = 50
"""Most pages of one file: the one that was saved, and its frames."""
_HEAD = 4096


def is_mhtml(data: bytes, ending: str) -> bool:
    """Say whether bytes are a page that a browser saved with all that belongs to it in one file."""
    head = data[:_HEAD].lower()
    said = b"mime-version:" in head and b"multipart/" in head
    return said and (ending in (".mhtml", ".mht", ".eml") or head.startswith((b"from:", b"mime-version:")))


def read_mhtml(data: bytes, where: str) -> Document:
    """Read a policy as MHTML; lines count within the page that it holds.

    Raises:
        ReadError: it holds no page or too many, its parts are nested without end, or a page in it is not read.
    """
    try:
        pages = [_bytes(part) for part in islice(_parts(message_from_bytes(data)), MAX_PAGES + 1)]
    except RecursionError as error:
        raise ReadError("holds parts that are nested too deeply", where, "save the page as HTML") from error
    if len(pages) > MAX_PAGES:
        raise ReadError(f"holds more than {MAX_PAGES} pages", where, "save the page with the transfer table alone")
    read = [read_html(page, where) for page in pages if page.strip()]
    if not read:
        raise ReadError("holds no page", where, "save the page as HTML")
    grids = tuple(grid for one in read for grid in one.grids)
    return Document(grids, read[0].encoding, tuple(said for one in read for said in one.words))


def _parts(message: Message) -> Iterator[Message]:
    return (part for part in message.walk() if part.get_content_type() in ("text/html", "application/xhtml+xml"))


def _bytes(part: Message) -> bytes:
    told = part.get_payload(decode=True)
    return told if isinstance(told, bytes) else b""
