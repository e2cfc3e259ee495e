"""Values planted in what is cut: over messages of a TCP stream, a WebSocket or a UDP flow, over the requests of an
upload or answers that come in ranges, over messages of gRPC, server-sent events or lines of JSON in one body.

Values and encoders are the corpus's own; where it is cut is drawn from the seed, every other time inside of the value.
The truth is that of the whole: each value once, in the exchange with its last byte, or with the last byte of the run
that holds it where offsets are lost.
"""

import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import accumulate, pairwise
from pathlib import Path

from corpus import binary, person, textual
from corpus.carried import Carried, Unfit, value
from corpus.names import name_for
from corpus.person import Values
from corpus.textual import Wrap
from mitmproxy import flow, tcp, udp
from mitmproxy.io import FlowWriter
from support import flows

CHAINS: dict[str, tuple[Wrap, ...]] = {
    "JSON": (textual.as_json,),
    "form": (textual.as_form,),
    "XML": (textual.as_xml,),
    "gzip": (textual.as_json, binary.gzipped),
    "deflate": (textual.as_form, binary.deflated),
    "Zstandard": (textual.as_json, binary.zstandard_),
    "msgpack": (binary.message_pack,),
    "protobuf": (binary.protobuf,),
}
_DRAWS = 50


@dataclass(frozen=True, slots=True)
class Planted:
    """One value in something that is cut, and the id of the exchange in which it is to be found."""

    category: str
    exchange: str
    way: str
    chain: str


@dataclass(frozen=True, slots=True)
class Split:
    """A capture on disk, its person, and what is in it."""

    capture: Path
    persona: Path
    planted: tuple[Planted, ...]


def generate(folder: Path, seed: int) -> Split:
    """Write ``split.mitm`` and ``person.toml``: every category in every chain, the ways of cutting in turn."""
    draw = random.Random(f"split {seed}")
    values, _ = person.person(draw)
    made: list[flow.Flow] = []
    planted: list[Planted] = []
    ways = list(WAYS.items())
    for number, (category, chain, carried) in enumerate(_cases(draw, values)):
        way, write = ways[number % len(ways)]
        pieces = list(_cut(draw, carried, inside=number % 2 == 0))
        if way in TEXTUAL and not _is_text(pieces):
            way, write = "gRPC", WAYS["gRPC"]
        ends = list(accumulate(map(len, pieces)))
        last = next(index for index, end in enumerate(ends) if carried.end <= end)
        written, names = write(len(made), number, pieces)
        made += written
        planted.append(Planted(category, names[last], way, chain))
    folder.mkdir(parents=True, exist_ok=True)
    capture, persona = folder / "split.mitm", folder / "person.toml"
    with capture.open("wb") as file:
        writer = FlowWriter(file)
        for each in made:
            writer.add(each)
    person.write(persona, values)
    return Split(capture, persona, tuple(planted))


def _cases(draw: random.Random, values: Values) -> Iterator[tuple[str, str, Carried]]:
    for chain, wraps in CHAINS.items():
        for category, text in values.items():
            for _ in range(0 if category in person.TYPED else _DRAWS):
                carried = value(text.encode(), text=True)
                name = name_for(draw, category, False)
                try:
                    for wrap in wraps:
                        carried = wrap(draw, carried, name)
                except Unfit:
                    continue
                yield category, chain, carried
                break


def _cut(draw: random.Random, carried: Carried, *, inside: bool) -> Iterator[bytes]:
    """Cut at up to five places, one of them inside of the value (or of the run that holds it) where asked for."""
    data = carried.data
    places = {draw.randrange(1, len(data)) for _ in range(draw.randint(1, 5))}
    if inside and carried.end - carried.start > 1:
        places.add(draw.randrange(carried.start + 1, carried.end))
    for start, end in pairwise([0, *sorted(places), len(data)]):
        yield data[start:end]


type Written = tuple[list[flow.Flow], list[str]]
"""Flows, and the id of the exchange of each piece."""


def _tcp(position: int, number: int, pieces: list[bytes]) -> Written:
    told = flows.flow(number)
    made = tcp.TCPFlow(told.client_conn, told.server_conn)
    made.id, made.timestamp_created = told.id, told.timestamp_created
    made.messages = [tcp.TCPMessage(True, data, flows.START + number) for data in pieces]
    return [made], [f"{position:06d}.m{index}" for index in range(len(pieces))]


def _udp(position: int, number: int, pieces: list[bytes]) -> Written:
    told = flows.flow(number)
    made = udp.UDPFlow(told.client_conn, told.server_conn)
    made.id, made.timestamp_created = told.id, told.timestamp_created
    made.messages = [udp.UDPMessage(True, data, flows.START + number) for data in pieces]
    return [made], [f"{position:06d}.m{index}" for index in range(len(pieces))]


def _ranges(position: int, number: int, pieces: list[bytes]) -> Written:
    """Write one answer a piece."""
    made: list[flow.Flow] = []
    at, size = 0, sum(map(len, pieces))
    for data in pieces:
        said = (b"content-range", b"bytes %d-%d/%d" % (at, at + len(data) - 1, size))
        one = flows.flow(number, f"/get/{number}", response=data, response_headers=[said])
        assert one.response
        one.response.status_code = 206
        made.append(one)
        at += len(data)
    return made, [f"{position + index:06d}" for index in range(len(pieces))]


def _varint(value: int) -> bytes:
    out = b""
    while value > 0x7F:
        out, value = out + bytes([value & 0x7F | 0x80]), value >> 7
    return out + bytes([value])


def _body(body: bytes, kind: bytes, position: int, number: int, count: int) -> Written:
    made = flows.flow(number, f"/row/{number}", headers=[(b"content-type", kind)], body=body)
    return [made], [f"{position:06d}"] * count


def _grpc(position: int, number: int, pieces: list[bytes]) -> Written:
    found = [b"\x0a\x02u7\x12" + _varint(len(data)) + data for data in pieces]
    body = b"".join(b"\0" + len(each).to_bytes(4, "big") + each for each in found)
    return _body(body, b"application/grpc", position, number, len(pieces))


def _events(position: int, number: int, pieces: list[bytes]) -> Written:
    said = [{"choices": [{"index": 0, "delta": {"content": data.decode()}}]} for data in pieces]
    body = b"".join(b"data: " + json.dumps(each).encode() + b"\n\n" for each in said)
    return _body(body, b"text/event-stream", position, number, len(pieces))


def _lines(position: int, number: int, pieces: list[bytes]) -> Written:
    said = [{"message": {"content": data.decode()}, "done": False} for data in pieces]
    body = b"".join(json.dumps(each, ensure_ascii=False).encode() + b"\n" for each in said)
    return _body(body, b"application/x-ndjson", position, number, len(pieces))


def _is_text(pieces: list[bytes]) -> bool:
    try:
        return all(data.decode() for data in pieces)
    except UnicodeDecodeError:
        return False


def _websocket(position: int, number: int, pieces: list[bytes]) -> Written:
    made = flows.flow(number, "/ws", messages=[(True, data) for data in pieces])
    return [made], [f"{position:06d}.w{index}" for index in range(len(pieces))]


def _requests(position: int, number: int, pieces: list[bytes], address: str, header: str) -> Written:
    """Write one request a piece; ``{n}``, ``{at}``, ``{to}`` and ``{all}`` stand for its number and its bytes."""
    made: list[flow.Flow] = []
    at, size = 0, sum(map(len, pieces))
    for index, data in enumerate(pieces, 1):
        told = {"n": index, "at": at, "to": at + len(data) - 1, "all": size, "up": number}
        name, _, text = header.format(**told).partition(": ")
        headers = [(name.encode(), text.encode())] if name else []
        made.append(flows.flow(number, address.format(**told), headers=headers, body=data))
        at += len(data)
    return made, [f"{position + index:06d}" for index in range(len(pieces))]


def _uploaded(address: str, header: str = "") -> Callable[[int, int, list[bytes]], Written]:
    return lambda position, number, pieces: _requests(position, number, pieces, address, header)


WAYS: dict[str, Callable[[int, int, list[bytes]], Written]] = {
    "TCP": _tcp,
    "WebSocket": _websocket,
    "tus": _uploaded("/files/{up}", "Upload-Offset: {at}"),
    "Content-Range": _uploaded("/put/{up}", "Content-Range: bytes {at}-{to}/{all}"),
    "parts": _uploaded("/key?partNumber={n}&uploadId=U{up}"),
    "numbered": _uploaded("/up?chunkNumber={n}&identifier=c{up}"),
    "UDP": _udp,
    "ranges": _ranges,
    "gRPC": _grpc,
    "events": _events,
    "lines": _lines,
}
TEXTUAL = ("events", "lines")
"""Ways of cutting, and those that carry text alone; each is given the position of its first flow and writes the pieces."""
