"""What servers showed for themselves, connection by connection, as a capture folder's segments and side files hold it.

Bodies are not read: of each record its server connection alone is built, and each state of a connection once.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO

from trafficaudit.capturefiles import TLS_FAILURES, traffic_files
from trafficaudit.evidence.certificates import LARGEST, LONGEST, Shown
from trafficaudit.hostnames import ip_address
from trafficaudit.readers.file import Buffer, Trail, head_of, mapped, opened, printable
from trafficaudit.readers.flow import file as flowfile
from trafficaudit.readers.flow import records as flowrecords
from trafficaudit.readers.flow import tnetstring
from trafficaudit.readers.flow.lazy import LAZY_VERSIONS, version_of
from trafficaudit.readers.flow.migration import forget, migrated
from trafficaudit.readers.flow.peers import endpoint
from trafficaudit.readers.flow.records import Record
from trafficaudit.readers.flow.tnetstring import Budget, MalformedError, Token
from trafficaudit.readers.phases import time_of
from trafficaudit.readers.source import BODY_LIMIT
from trafficaudit.readers.times import moment

_WANTED = frozenset((b"id", b"address", b"peername", b"sni", b"tls", b"timestamp_start", b"certificate_list"))
_MEMO = 1 << 16
_LINE = 1 << 20


class Servers:
    """The servers of a capture folder; ``unread`` counts records in which no connection could be read, once walked.

    Args:
        folder: the capture folder. What is a link or no regular file in it is passed over: sealing refuses those.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.unread = 0

    def shown(self) -> Iterator[Shown]:
        """Give what each server showed, a connection as often as its state has changed.

        Raises:
            OSError: a file cannot be read.
        """
        for path in traffic_files(self._folder) if self._folder.is_dir() else ():
            if path.is_file() and not path.is_symlink() and path.stat().st_size:
                if flowfile.sniff(head_of(path), path):
                    yield from self._segment(path)
                else:
                    self.unread += 1
        path = self._folder / TLS_FAILURES
        if path.is_file() and not path.is_symlink():
            yield from self._refused(path)

    def _segment(self, path: Path) -> Iterator[Shown]:
        forget()
        states: set[bytes] = set()
        with opened(path) as file, mapped(file) as buffer:
            trail = Trail(buffer)
            for record in flowrecords.split(buffer, len(buffer)):
                if isinstance(record, Record):
                    try:
                        state = _server(buffer, record, states)
                    except MalformedError:
                        self.unread += 1
                    else:
                        if state is not None:
                            yield _shown(state)
                else:
                    self.unread += 1
                trail.reach(record.end)

    def _refused(self, path: Path) -> Iterator[Shown]:
        """Give what servers showed on connections that the app refused: no exchange in a segment names these.

        A chain stands in the first line of it, its SHA-256 in every line.
        """
        known: dict[str, tuple[tuple[bytes, ...], bool]] = {}
        with path.open("rb") as file:
            for number, line in enumerate(_lines(file)):
                try:
                    said = json.loads(line)
                except (ValueError, RecursionError):
                    said = None
                if not isinstance(said, Mapping):
                    self.unread += bool(line.strip())
                    continue
                name = said.get("server_chain")
                if not isinstance(name, str):
                    continue
                if "server_certificates" in said and len(known) < _MEMO:
                    known.setdefault(name, _chain(said["server_certificates"]))
                chain, cut = known.get(name, ((), False))
                host, address, at = (said.get(key) for key in ("host", "server_address", "at"))
                yield Shown(
                    connection=f"{TLS_FAILURES}:{number}",
                    sni="",
                    host=printable(host) if isinstance(host, str) else "",
                    address=(ip_address(address) if isinstance(address, str) else None) or "",
                    at=began.timestamp() if (began := time_of(at)) else None,
                    tls=True,
                    chain=chain,
                    cut=cut,
                )


def _lines(file: IO[bytes]) -> Iterator[bytes]:
    """Give the lines of a file, one that is too long without its end, which makes it no JSON."""
    while line := file.readline(_LINE):
        yield line
        while line and not line.endswith(b"\n"):
            line = file.readline(_LINE)


def _server(buffer: Buffer, record: Record, states: set[bytes]) -> Mapping[str, object] | None:
    """Build a record's server connection; ``None`` where it has none that reached anybody, or was built before."""
    found: dict[bytes, Token] = {}
    tnetstring.members(buffer, record.start, record.end, found)
    version = version_of(buffer, found)
    if version not in LAZY_VERSIONS:
        state = migrated(buffer, found, version, BODY_LIMIT, []).get("server_conn")
        return state if isinstance(state, Mapping) else None
    value = found.get(b"server_conn")
    if value is None or value[2] == tnetstring.NULL:
        return None
    raw = buffer[value[0] : value[1]]
    if raw in states:
        return None
    if len(states) >= _MEMO:
        states.clear()
    states.add(raw)
    return tnetstring.mapping(buffer, value, Budget(), _WANTED)


def _shown(state: Mapping[str, object]) -> Shown:
    host, port = endpoint(state.get("address"))
    peer, _ = endpoint(state.get("peername"))
    sni, name, at = state.get("sni"), state.get("id"), state.get("timestamp_start")
    chain, cut = _chain(state.get("certificate_list"))
    return Shown(
        connection=name if isinstance(name, str) and name else f"{host}:{port}@{at}",
        sni=printable(sni) if isinstance(sni, str) else "",
        host=host,
        address=ip_address(peer) or "",
        at=float(at) if isinstance(at, int | float) and moment(at) else None,
        tls=state.get("tls") is True or bool(chain),
        chain=chain,
        cut=cut,
    )


def _chain(listed: object) -> tuple[tuple[bytes, ...], bool]:
    if not isinstance(listed, list | tuple):
        return (), False
    texts = (each.encode("utf-8", "replace") if isinstance(each, str) else each for each in listed)
    chain = tuple(bytes(each)[: LARGEST + 1] for each in texts if isinstance(each, bytes))
    return chain[:LONGEST], len(chain) > LONGEST
