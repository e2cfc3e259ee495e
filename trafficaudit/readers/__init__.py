"""Readers: any saved capture becomes a stream of exchanges, and of gaps where something could not be read."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from trafficaudit.errors import ReadError
from trafficaudit.readers import folder, package
from trafficaudit.readers.file import head_of, name_of, regular
from trafficaudit.readers.flow import file as flow_file
from trafficaudit.readers.formats import foreign, unreadable
from trafficaudit.readers.har import file as har_file
from trafficaudit.readers.saved import burp, saz
from trafficaudit.readers.source import Items, Slice, Source

__all__ = ["READERS", "Items", "Reader", "Slice", "Source", "open_capture", "open_captures"]


class Reader(Protocol):
    """One input format: a module with a name, a test of the first bytes, and a way to open."""

    @property
    def NAME(self) -> str:  # noqa: N802
        """The format's name, as it stands in ``Capture.format``."""

    def sniff(self, head: bytes, path: Path) -> bool:
        """Tell whether a file or folder is of this format."""

    def open_source(self, path: Path) -> Source:
        """Open it for reading."""


READERS: tuple[Reader, ...] = (package, folder, saz, burp, har_file, flow_file)
"""Every input format, in the order in which they are asked."""


def open_capture(path: Path) -> Source:
    """Open a capture, whatever format it is in.

    Args:
        path: a mitmproxy flow file, a HAR (also zlib- or gzip-compressed), a Fiddler session archive, saved items of
            Burp Suite, a capture folder or a sealed package.

    Raises:
        ReadError: it is missing, empty, no capture, or a format that is not read; with what it starts like.
    """
    if not os.path.isdir(path):
        regular(path)
    head = b"" if os.path.isdir(path) else head_of(path)
    if not foreign(head):
        for reader in READERS:
            if reader.sniff(head, path):
                return reader.open_source(path)
    raise unreadable(path, head)


def open_captures(paths: Sequence[Path]) -> list[Source]:
    """Open several captures, in the order given.

    Raises:
        ReadError: one cannot be opened (``open_capture``), two are the same recording, share a file of traffic, or have
            one id.
    """
    sources = [open_capture(path) for path in paths]
    seen: dict[str, Path] = {}
    for path, source in zip(paths, sources, strict=True):
        capture = source.capture
        if capture.sha256 in seen:
            what = f"is the same recording as {name_of(seen[capture.sha256])}"
            remedy = (
                "it would count twice: name it once; where packages lie beside captures, the packages alone (*.sealed)"
            )
            raise ReadError(what, str(path), remedy)
        if capture.id in seen:
            what = f"has the id {capture.id}, which {name_of(seen[capture.id])} has as well"
            raise ReadError(
                what, name_of(path), "rename one of them, or its id in capture.json: tables name them by it"
            )
        for recording in source.recordings:
            if recording in seen and seen[recording] != path:
                what = f"holds a file of traffic that {name_of(seen[recording])} holds as well"
                raise ReadError(what, name_of(path), "name it once: its exchanges would count twice")
            seen[recording] = path
        seen[capture.sha256] = seen[capture.id] = path
    return sources
