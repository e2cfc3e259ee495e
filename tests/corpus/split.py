"""Values planted in what is cut: over messages of a TCP stream or a WebSocket, over the requests of an upload.

Values and encoders are the corpus's own; where it is cut is drawn from the seed, every other time inside of the value.
The truth is that of the whole: each value once, in the exchange with its last byte, or with the last byte of the run
that holds it where offsets are lost.
"""

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
from mitmproxy import flow, tcp
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
    lines = [f'{category} = ["{text}"]' for category, text in values.items()]
    persona.write_text("[values]\n" + "\n".join(lines) + "\n", encoding="utf-8")
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
}
"""Ways of cutting; each is given the position of its first flow and writes the pieces."""
