"""A TLS conversation of real OpenSSL in a packet capture, without a network: bytes go from one buffer to the other."""

import contextlib
import ssl
import struct
from pathlib import Path

from support import tls

REQUEST = b"GET /v1/me HTTP/1.1\r\nHost: localhost\r\n\r\n"
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Type: application/json\r\n\r\n{}"
RAW = 101
"""LINKTYPE_RAW: packets begin with an IP header."""

type Sent = tuple[bool, bytes]
"""Whether the client sent it, and what."""


def conversation(folder: Path, version: ssl.TLSVersion = ssl.TLSVersion.TLSv1_3) -> tuple[list[Sent], Path]:
    """Speak HTTP over TLS; give what went over the wire, in its order, and the key log that OpenSSL wrote."""
    root = tls.authority(folder, "root")
    made = tls.signed(root, folder, "leaf")
    keys = folder / "keys.log"
    mine = ssl.create_default_context(cafile=str(root.path))
    mine.minimum_version = mine.maximum_version = version
    mine.keylog_filename = str(keys)
    mine.verify_flags &= ~ssl.VERIFY_X509_STRICT
    theirs = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    theirs.load_cert_chain(made)
    to_server, to_client = ssl.MemoryBIO(), ssl.MemoryBIO()
    client = mine.wrap_bio(to_client, to_server, server_hostname="localhost")
    server = theirs.wrap_bio(to_server, to_client, server_side=True)
    sent: list[Sent] = []

    def step(mine: bool, work: object, *given: bytes) -> None:
        with contextlib.suppress(ssl.SSLWantReadError):
            work(*given)  # type: ignore[operator]
        out = to_server if mine else to_client
        if out.pending:
            data = out.read()
            sent.append((mine, data))
            out.write(data)

    for _ in range(4):
        step(True, client.do_handshake)
        step(False, server.do_handshake)
    step(True, client.write, REQUEST)
    assert server.read() == REQUEST
    step(False, server.write, ANSWER)
    return sent, keys


def packets(sent: list[Sent], port: int = 443) -> list[bytes]:
    """Give the conversation as IPv4 packets with TCP, the handshake of TCP included."""
    made = [
        _packet(True, b"", 0, 0, 0x02, port),
        _packet(False, b"", 0, 1, 0x12, port),
        _packet(True, b"", 1, 1, 0x10, port),
    ]
    at = {True: 1, False: 1}
    for mine, data in sent:
        for start in range(0, len(data), 1400):
            piece = data[start : start + 1400]
            made.append(_packet(mine, piece, at[mine], at[not mine], 0x18, port))
            at[mine] += len(piece)
    return made


def _packet(mine: bool, data: bytes, sequence: int, heard: int, flags: int, port: int) -> bytes:
    ports = (40000, port) if mine else (port, 40000)
    addresses = (bytes([10, 8, 0, 2]), bytes([3, 34, 0, 1]))
    tcp = struct.pack("!HHIIBBHHH", *ports, sequence, heard, 5 << 4, flags, 65535, 0, 0)
    ip = struct.pack("!BBHHHBBH", 0x45, 0, 40 + len(data), 1, 0x4000, 64, 6, 0)
    return ip + b"".join(addresses if mine else addresses[::-1]) + tcp + data


def pcap(made: list[bytes], *, order: str = "<", nanoseconds: bool = False, link: int = RAW) -> bytes:
    """Give packets as a file of libpcap, a millisecond apart."""
    magic, unit = (0xA1B23C4D, 1_000_000) if nanoseconds else (0xA1B2C3D4, 1_000)
    out = struct.pack(f"{order}IHHiIII", magic, 2, 4, 0, 0, 65535, link)
    for number, data in enumerate(made):
        out += struct.pack(f"{order}IIII", 1_795_478_400, number * unit, len(data), len(data)) + data
    return out


def pcapng(made: list[bytes], *, order: str = "<", link: int = RAW) -> bytes:
    """Give packets as pcapng: a section, an interface, simple and enhanced packets in turn, a block of names."""

    def block(kind: int, body: bytes) -> bytes:
        size = 12 + len(body) + -len(body) % 4
        return struct.pack(f"{order}II", kind, size) + body + bytes(-len(body) % 4) + struct.pack(f"{order}I", size)

    out = block(0x0A0D0D0A, struct.pack(f"{order}IHHq", 0x1A2B3C4D, 1, 0, -1))
    out += block(1, struct.pack(f"{order}HHI", link, 0, 65535)) + block(4, bytes(4))
    for number, data in enumerate(made):
        head = struct.pack(f"{order}IIIII", 0, 0, number, len(data), len(data))
        out += block(6, head + data) if number % 2 else block(3, struct.pack(f"{order}I", len(data)) + data)
    return out
