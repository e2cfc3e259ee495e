"""Fiddler's session archives (.saz): a ZIP archive with the bytes of each request and its answer.

Of session N, ``raw/N_c.txt`` is what the client sent, ``raw/N_s.txt`` what the server answered, ``raw/N_m.xml`` what
Fiddler notes beside (``session.py``) and ``raw/N_w.txt`` the frames of a WebSocket (``frames.py``). Source: Fiddler's
documentation, "SAZ File Format", and what its own code writes.

What Fiddler sent by itself (Composer, a replayed request) is not the app's; what it answered by itself, or out of its
cache, went to no server, unless its notes tell when it began to send. A tunnel is an exchange like any other: whether
it was opened shows in what was read beside it.
"""

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import IO

from trafficaudit.errors import ReadError
from trafficaudit.model import Gap
from trafficaudit.plurals import several
from trafficaudit.readers.clock import ClockOrder
from trafficaudit.readers.file import name_of, opened, printable
from trafficaudit.readers.har.connection import address, client_port, handshake
from trafficaudit.readers.har.headers import EntryGaps
from trafficaudit.readers.har.socket import opens
from trafficaudit.readers.network import gathered
from trafficaudit.readers.pinned import pin
from trafficaudit.readers.reassembly import reassembled
from trafficaudit.readers.saved import session as notes
from trafficaudit.readers.saved.exchange import Noted, exchange, reason_of
from trafficaudit.readers.saved.frames import messages
from trafficaudit.readers.saved.message import HEAD
from trafficaudit.readers.saved.session import NOTHING, Session, session_of
from trafficaudit.readers.source import BODY_LIMIT, Items, Source, describe

NAME = "Fiddler session archive"

INFLATED_LIMIT = 4 << 30
"""Bytes to which what is read of an archive may grow (4 GiB)."""
_NOTES = 1 << 20
_MOST = 300_000
"""Members of an archive that are looked at."""
_LARGEST_DIRECTORY = 32 << 20
"""Bytes of an archive's directory, which is read as a whole (32 MiB, some 300,000 members)."""
_MEMBER = re.compile(r"raw[/\\]([0-9]{1,9})_([a-z])\.(?:txt|xml)", re.IGNORECASE)
_ZIP = b"PK\x03\x04"
_ENCRYPTED = 0x1
_LOCATOR, _END_64 = 20, 56
_TAIL = (1 << 16) + 22 + _LOCATOR + _END_64
_UNREADABLE = (
    *(zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError),
    *(ValueError, LookupError, struct.error, OverflowError, OSError),
)
_UNREACHED = ("Fiddler - DNS Lookup Failed", "Fiddler - Connection Failed")

OWN = "Fiddler sent this request itself: it is not the app's, and counts as sent to nobody"
ANSWERED = "Fiddler answered this request itself: it counts as sent to nobody"
UPSTREAM = "it went through a proxy behind Fiddler: the server's place is not known"


@dataclass(slots=True)
class _Session:
    """The members of one session, by their letter, and how many there are beyond one of each."""

    number: int
    members: dict[str, zipfile.ZipInfo] = field(default_factory=dict)
    more: int = 0


@dataclass(slots=True)
class _Budget:
    """How many bytes may still be unpacked."""

    left: int = INFLATED_LIMIT


def sniff(head: bytes, path: Path) -> bool:
    """Tell whether a file is a ZIP archive with the requests of sessions."""
    if not head.startswith(_ZIP):
        return False
    try:
        with opened(path) as file, _zipped(file) as archive:
            return any(_MEMBER.fullmatch(name) for name in archive.namelist()[:_MOST])
    except _UNREADABLE:
        return False


def open_source(path: Path, *, body_limit: int = BODY_LIMIT) -> Source:
    """Open an archive.

    Args:
        path: a regular file.
        body_limit: bytes of one body that are kept; a longer one is cut, which is reported as a gap.

    Raises:
        ReadError: the file cannot be opened, or is encrypted.
    """
    pinned = pin(path)
    with _archive(path) as archive:
        if any(info.flag_bits & _ENCRYPTED for each in _sessions(archive) for info in each.members.values()):
            what = "is a Fiddler session archive with a password, which is not read"
            raise ReadError(what, name_of(path), "open it in Fiddler and save it without a password")
    capture = describe(path, pinned, NAME, metadata={"creator": "Fiddler"})
    read = partial(_read, path, capture.id, body_limit)
    return Source(capture, read, network=partial(gathered, read), files=(pinned,))


def _zipped(file: IO[bytes]) -> zipfile.ZipFile:
    """Open an archive whose directory is not too large: ``zipfile`` makes an object of each of its members.

    APPNOTE.TXT, 4.3.14 and 4.3.16: what ends a directory tells its size, that of ZIP64 right before it.
    """
    file.seek(0, 2)
    file.seek(max(file.tell() - _TAIL, 0))
    tail = file.read(_TAIL)
    end = tail.rfind(b"PK\x05\x06")
    larger = tail[max(end - _LOCATOR - _END_64, 0) : end] if end >= 0 else b""
    sizes = [int.from_bytes(tail[end + 12 : end + 16], "little")] if end >= 0 else []
    if larger.startswith(b"PK\x06\x06"):
        sizes = [int.from_bytes(larger[40:48], "little")]
    if any(size > _LARGEST_DIRECTORY for size in sizes):
        raise zipfile.BadZipFile
    return zipfile.ZipFile(file)


@contextmanager
def _archive(path: Path) -> Iterator[zipfile.ZipFile]:
    with opened(path) as file:
        try:
            archive = _zipped(file)
        except _UNREADABLE:
            what = "is a Fiddler session archive that is not whole"
            raise ReadError(what, name_of(path), "copy it again, or save the sessions again") from None
        with archive:
            yield archive


def _sessions(archive: zipfile.ZipFile) -> list[_Session]:
    """Give the sessions of an archive in the order of their numbers."""
    found: dict[int, _Session] = {}
    for info in archive.infolist()[:_MOST]:
        if match := _MEMBER.fullmatch(info.filename):
            each = found.setdefault(int(match[1]), _Session(int(match[1])))
            if each.members.setdefault(match[2].lower(), info) is not info:
                each.more += 1
    return [found[number] for number in sorted(found)]


def _read(path: Path, capture_id: str, body_limit: int, clock: ClockOrder | None = None) -> Items:
    budget, others = _Budget(), 0
    with _archive(path) as archive:
        for position, each in enumerate(_sessions(archive)):
            asked = each.members.get("c")
            context = EntryGaps(capture_id, position, asked.header_offset if asked else 0, body_limit)
            others += len(each.members.keys() - set("csmw"))
            if budget.left <= 0:
                yield context.gap(f"the archive grows beyond {INFLATED_LIMIT} bytes; this one was not read")
                continue
            yield from _items(archive, each, context, budget, clock)
        if others:
            what = several(
                others, "further file of its sessions was not read", "further files of its sessions were not read"
            )
            yield Gap(capture_id, 0, 0, what, exchanges=0)
        if len(archive.infolist()) > _MOST:
            yield Gap(capture_id, 0, 0, f"the archive has more than {_MOST} members; the rest was not read")


def _items(
    archive: zipfile.ZipFile, each: _Session, context: EntryGaps, budget: _Budget, clock: ClockOrder | None
) -> Items:
    if "c" not in each.members:
        yield context.gap("its request is not in the archive")
        return
    if each.more:
        context.note("the archive holds two files of one name: only the first was read")
    noted, limit = _notes(archive, each, budget), context.limit + HEAD
    request, response = (_bytes(archive, each.members.get(letter), limit, context, budget) for letter in "cs")
    made = exchange(request, response, _noted(noted, response, context), context)
    if made is not None:
        if clock is not None and (begun := noted.at("ClientBeginRequest")):
            ended = noted.at("ClientDoneResponse", "ServerDoneResponse") or begun
            clock.take(context.position, begun.timestamp(), max(begun, ended).timestamp())
        if "w" not in each.members and opens(made):
            context.note("the messages of this WebSocket are not in this file")
        yield made
    yield from context.gaps
    if made is not None and "w" in each.members:
        after = EntryGaps(context.capture_id, context.position, context.offset, context.limit)
        frames = _bytes(archive, each.members["w"], after.limit, after, budget)
        yield from reassembled(messages(frames, made, after))
        yield from after.gaps


def _noted(noted: Session, response: bytes, context: EntryGaps) -> Noted:
    """Give what the notes tell of an exchange."""
    upstream = noted.has(notes.UPSTREAM | notes.UPSTREAM_SOCKS)
    if upstream:
        context.note(UPSTREAM, exchanges=0)
    said, own = reason_of(response), noted.has(notes.BY_FIDDLER)
    answered = noted.has(notes.ANSWERED_BY_FIDDLER)
    unreached = said in _UNREACHED or noted.has(notes.FROM_CACHE) or (answered and not noted.at("FiddlerBeginRequest"))
    port = noted.named.get("x-clientport", "")
    return Noted(
        scheme="https" if noted.has(notes.HTTPS) else "http",
        at=noted.at("ClientBeginRequest", "ClientDoneRequest", "FiddlerBeginRequest", "ClientConnected"),
        sent_until=noted.at("ClientDoneRequest"),
        address=None if upstream else address(noted.named.get("x-hostip"), context),
        client_port=client_port(f"ClientPort:{port}"),
        handshake=handshake(_timings(noted)),
        error=OWN if own else ANSWERED if unreached else (said if answered else ""),
        sent=not own and not unreached,
        kept=not noted.has(notes.REQUEST_DROPPED),
        answer_kept=not noted.has(notes.ANSWER_DROPPED),
    )


def _timings(noted: Session) -> Mapping[str, int]:
    """Give how long the handshakes took as HAR writes it; Fiddler writes 0 where a connection was used again."""
    taken = {"connect": noted.milliseconds("TCPConnectTime"), "ssl": noted.milliseconds("HTTPSHandshakeTime")}
    return {name: value for name, value in taken.items() if value}


def _notes(archive: zipfile.ZipFile, each: _Session, budget: _Budget) -> Session:
    info = each.members.get("m")
    if info is None:
        return NOTHING
    try:
        return session_of(_unpacked(archive, info, _NOTES, budget)[0])
    except _UNREADABLE:
        return NOTHING


def _bytes(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo | None, limit: int, context: EntryGaps, budget: _Budget
) -> bytes:
    """Unpack a member; what of it is lacking is noted."""
    if info is None:
        return b""
    try:
        data, whole = _unpacked(archive, info, limit, budget)
    except _UNREADABLE:
        context.note(f"{printable(info.filename)[:40]} in the archive is damaged")
        return b""
    if not whole:
        context.note(
            f"only the first {len(data)} bytes of {printable(info.filename)[:40]} in the archive were examined"
        )
    return data


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limit: int, budget: _Budget) -> tuple[bytes, bool]:
    member: IO[bytes]
    with archive.open(info) as member:
        data = member.read(limit)
        budget.left -= len(data)
        return data, len(data) < limit or not member.read(1)
