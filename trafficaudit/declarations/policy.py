"""A policy's file -> the tables in it, by whatever reader fits. Another format is another module, listed here."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from trafficaudit.declarations.bounded import read_within
from trafficaudit.declarations.grid import Document
from trafficaudit.declarations.htmlfile import read_html
from trafficaudit.declarations.mhtmlfile import is_mhtml, read_mhtml
from trafficaudit.declarations.model import Policy
from trafficaudit.declarations.otherfile import what
from trafficaudit.declarations.pdffile import read_pdf
from trafficaudit.declarations.textfile import read_text
from trafficaudit.errors import ReadError
from trafficaudit.redaction import visible

MAX_SIZE = 32 * 1024 * 1024
"""Largest policy in bytes; pages of text are far below it."""


@dataclass(frozen=True, slots=True)
class PolicyReader:
    """One format: its name, whether bytes with a file ending are of it, and how it is read."""

    name: str
    fits: Callable[[bytes, str], bool]
    read: Callable[[bytes, str], Document]


def _is_pdf(data: bytes, _: str) -> bool:
    return b"%PDF-" in data[:1024]


def is_html(data: bytes, ending: str) -> bool:
    """Say whether bytes, of a file with this ending, are a web page."""
    head = data[:4096].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    return ending in (".html", ".htm", ".xhtml") or (ending != ".txt" and head.startswith(b"<")) or (
        head.startswith((b"<!doctype html", b"<html"))
    )  # fmt: skip


POLICY_READERS = (
    PolicyReader("pdf", _is_pdf, read_pdf),
    PolicyReader("mhtml", is_mhtml, read_mhtml),
    PolicyReader("html", is_html, read_html),
    PolicyReader("txt", lambda data, ending: True, read_text),
)
"""Every format; the first that fits reads the file."""


def read_policy(path: Path) -> tuple[Document, Policy]:
    """Read a policy.

    Returns:
        Its tables, and the file's name, SHA-256, size, kind and encoding.

    Raises:
        ReadError: it cannot be opened, is empty, too large, scanned, protected, or of a format that is not read.
    """
    data, where = contents(path)
    if other := what(data):
        raise ReadError(f"is {other[0]}", where, other[1])
    reader = next(reader for reader in POLICY_READERS if reader.fits(data, path.suffix.lower()))
    document = reader.read(data, where)
    return document, described(path, data, reader.name, document.encoding)


def described(path: Path, data: bytes, kind: str, encoding: str) -> Policy:
    """Give what a declaration keeps of the file that it was read from."""
    return Policy(visible(path.name), hashlib.sha256(data).hexdigest(), len(data), kind, encoding)


def contents(path: Path) -> tuple[bytes, str]:
    """Give the bytes of a file, and how errors name it.

    Raises:
        ReadError: it cannot be opened, is empty, or too large.
    """
    where = visible(str(path))
    data = read_within(path, MAX_SIZE, ReadError, "save the policy's text alone")
    if not data.strip():
        raise ReadError("is empty", where, "save it anew")
    return data, where
