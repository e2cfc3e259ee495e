"""A packet capture with the secrets that decrypt it: pcapng with a Decryption Secrets Block, which Wireshark opens.

The packets are those that were captured beside the recording, byte for byte; none is made up. The secrets stand before
the packets of their section (draft-ietf-opsawg-pcapng, 4.7; secrets type ``TLS Key Log``).
"""

import re
import struct
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import trafficaudit
from trafficaudit import evidence, output
from trafficaudit.capturefiles import EVENTS
from trafficaudit.errors import ReadError
from trafficaudit.events import KeyLog
from trafficaudit.export import keylog, packets
from trafficaudit.export.keylog import Keys
from trafficaudit.export.packets import PACKETS, SECTION, Block, Rest
from trafficaudit.readers import events, verified
from trafficaudit.readers.file import name_of
from trafficaudit.readers.pinned import Pinned
from trafficaudit.redaction import visible

ENDINGS = (".pcap", ".pcapng")
KEY_LOGS = ("sslkeylogfile.txt", "sslkeylog.txt", "keys.log")
"""What a packet capture, and a key log, is called in a capture folder."""

_TLS_KEY_LOG = 0x544C534B
_COMMENT = 1
_HELLO = re.compile(rb"\x16\x03[\x00-\x04]..\x01...\x03[\x00-\x03](.{32})", re.DOTALL)
"""A TLS record with a ClientHello, up to its random (RFC 8446, 5.1, 4 and 4.1.2)."""
_MOST_HELLOS = 1_000_000


@dataclass(frozen=True, slots=True)
class Packets:
    """What the export came to.

    Args:
        target: the file.
        pcap_sha256: of the packet capture.
        packets: how many it holds.
        secrets: lines of the key log in it.
        handshakes: TLS handshakes that begin in the packets (QUIC ciphers its own, so they are not counted).
        decrypted: those of them for which there are all secrets that it takes.
        left_out: what could not be taken over, with how much of each.
    """

    target: Path
    pcap_sha256: str
    packets: int
    secrets: int
    handshakes: int
    decrypted: int
    left_out: tuple[tuple[str, int], ...]


def export_pcapng(
    capture: Path,
    target: Path,
    *,
    pcap: Path | None = None,
    key_logs: tuple[Path, ...] = (),
    force: bool = False,
    tick: Callable[[int], None] = lambda count: None,
) -> Packets:
    """Write a recording's packet capture with its TLS secrets as pcapng.

    Args:
        capture: a capture folder or a sealed package, which is verified first.
        target: the file to write.
        pcap: the packet capture, where none lies in the folder, or several do.
        key_logs: further files in the NSS key log format.
        force: whether an existing file is replaced.
        tick: called with the number of packets so far.

    Raises:
        ReadError: there is no packet capture or no secret, or one cannot be read or changed meanwhile.
        EvidenceError: the sealed package is rejected.
        OutputError: the file exists, or cannot be written.
    """
    verdict = verified.verdict_of(capture)
    folder = evidence.capture_of(capture) if evidence.package_of(capture) else capture
    pcap = pcap or _packet_capture(folder)
    source = Pinned.of(pcap)  # the copy names its SHA-256
    inside = (pcap, *_told(folder)) if pcap.resolve().is_relative_to(folder.resolve()) else _told(folder)
    sealed = tuple(Pinned.of(each) for each in inside if verdict)
    verified.held(capture, verdict, sealed)
    found = keylog.keys(_lines(folder, key_logs))
    if not found.lines:
        remedy = "name a file that SSLKEYLOGFILE made a program write with --keys, or record with --hooks"
        raise ReadError("there is no TLS secret for these packets", name_of(capture), remedy)
    rest = Rest()
    comment = (
        f"Derived by trafficaudit {trafficaudit.__version__} from {visible(pcap.name)}, SHA-256 {source.sha256}, and "
        f"{len(found.lines)} TLS secrets. A copy for viewing; the evidence is the capture."
    )
    with output.whole_file(target, force=force) as out:
        given = packets.blocks(pcap, rest)
        count, hellos = _copied(given, rest, out, lambda order: secrets(found, order, comment), tick)
        source.confirm(again=True)
        for each in sealed:
            each.confirm(again=True, untouched=True)
    left = tuple(each for each in _left(rest, found) if each[1])
    return Packets(target, source.sha256, count, len(found.lines), len(hellos), len(hellos & found.randoms), left)


def _left(rest: Rest, found: Keys) -> Iterator[tuple[str, int]]:
    """Say how much of what was read is no packet, no whole one, or no secret."""
    yield "bytes at the end that are no whole packet", rest.size
    yield "packets of which only the beginning was captured", rest.cut
    yield "lines that are no TLS secret", found.refused


def _copied(
    blocks: Iterable[Block], rest: Rest, out: IO[bytes], behind: Callable[[str], Block], tick: Callable[[int], None]
) -> tuple[int, set[bytes]]:
    """Write blocks, and ``behind`` each section's head what belongs there in its byte order; count what was ``cut``.

    Returns:
        How many packets there are, and the random numbers of the handshakes that begin in them.
    """
    count, hellos = 0, set[bytes]()
    for block in blocks:
        out.write((block.unmeasured if block.kind == SECTION else block).written())
        if block.kind == SECTION:
            out.write(behind(block.order).written())
        count += block.kind in PACKETS
        rest.cut += block.cut
        if len(hellos) < _MOST_HELLOS:
            hellos.update(_HELLO.findall(block.data))
        tick(count)
    return count, hellos


def secrets(found: Keys, order: str, comment: str) -> Block:
    """Give the block of secrets."""
    text = found.text
    start = struct.pack(f"{order}II", _TLS_KEY_LOG, len(text))
    options = packets.option(order, _COMMENT, comment.encode()) + packets.option(order, 0, b"")
    return Block(packets.SECRETS, order, start + packets.padded(text) + options)


def _packet_capture(folder: Path) -> Path:
    found = sorted(path for path in _files(folder) if path.suffix.lower() in ENDINGS)
    if len(found) != 1:
        what = "holds no packet capture" if not found else f"holds {len(found)} packet captures"
        remedy = "trafficaudit records none itself: name the one that was made beside the recording with --pcap FILE"
        raise ReadError(what, name_of(folder), remedy if not found else "name one of them with --pcap FILE")
    return found[0]


def _lines(folder: Path, given: tuple[Path, ...]) -> Iterator[bytes]:
    """Give the lines of key logs: those that are named, those in the folder, and what hooks saw."""
    told = _told(folder)
    for path in (*given, *(path for path in told if path.name != EVENTS)):
        yield from keylog.read(path)
    for path in (path for path in told if path.name == EVENTS):
        for _, event in events.read(path, events.Tally()):
            if isinstance(event, KeyLog):
                yield event.line.encode("utf-8", "replace")


def _told(folder: Path) -> list[Path]:
    """Give the files of a capture folder that may hold secrets: key logs, and what hooks saw."""
    return [path for path in _files(folder) if path.name.lower() in KEY_LOGS or path.name == EVENTS]


def _files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise ReadError("is no capture folder", name_of(folder), "name a capture folder or a sealed package")
    return [path for path in sorted(folder.iterdir()) if path.is_file() and not path.is_symlink()]
