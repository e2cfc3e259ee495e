"""Digests and MACs that the hooks saw made: a value in the traffic that equals one gets the category of its input.

An input that is the value alone, or most of it, makes the digest stand for the value. One that holds the value among
other things (a signature over a request) proves less: the confidence says so. A digest of a digest is followed.
"""

import binascii
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from trafficaudit.categories import taxonomy
from trafficaudit.decode.fields import Fields
from trafficaudit.detectors.provenance.clock import late, told
from trafficaudit.detectors.provenance.indicators import NAME, Carried, Indicators
from trafficaudit.detectors.provenance.keys import Keys, digest_name, layer
from trafficaudit.detectors.provenance.runs import Run, runs
from trafficaudit.events import Digest
from trafficaudit.model import DIRECTIONS, Decoded, Exchange, Field, Finding, Span
from trafficaudit.readers.times import TOLERANCE

SHORTEST = 16
"""Bytes of a digest that is looked for: 128 bits, MD5's, are no chance."""

LONGEST_INPUT = 1 << 16
"""Bytes of an input that is searched; a value digested alone is far shorter."""

MOST = 200_000
"""Digests that are kept: a bound on memory."""

LONGEST_DIGEST = 64
"""Bytes of a digest that is looked for."""

_BATCH = 256
_LATE = 0.5
_MOSTLY = 0.8
_PARTLY = 0.4
_CERTAIN = 0.9


@dataclass(frozen=True, slots=True)
class Made:
    """A digest that carries a value: ``match`` names how it was made, ``story`` how it came about."""

    at: float
    match: str
    carried: Carried
    story: str


class Digests:
    """Collects digests whose input carries something, and finds them again.

    ``left_out`` counts digests for which there is no room, ``too_long`` those that are longer than is looked for,
    ``unread`` those of an input of which not all is searched: it is too long, or the hooks told a part of it.
    """

    def __init__(self, indicators: Indicators, keys: Keys, offset: float) -> None:
        self._indicators, self._keys, self._offset = indicators, keys, offset
        self._made: dict[bytes, dict[str, Made]] = {}
        self._waiting: list[Digest] = []
        self.left_out = self.too_long = self.unread = 0

    def __len__(self) -> int:
        return len(self._made)

    def add(self, events: Iterable[Digest]) -> None:
        """Take in digests and MACs in the order in which they were made."""
        for event in events:
            if self._wanted(event):
                self._waiting.append(event)
                if len(self._waiting) >= _BATCH:
                    self._batch()
        self._batch()

    def _wanted(self, event: Digest) -> bool:
        if len(event.output) < SHORTEST:
            return False
        if len(event.output) > LONGEST_DIGEST:
            self.too_long += 1
            return False
        self.unread += max(event.input_size, len(event.input)) > min(len(event.input), LONGEST_INPUT)
        return 0 < len(event.input) <= LONGEST_INPUT

    def _batch(self) -> None:
        inputs, times = [event.input for event in self._waiting], [event.at for event in self._waiting]
        found = self._indicators.carried(inputs, times)
        for event, hits in zip(self._waiting, found, strict=True):
            if len(self._made) >= MOST:
                self.left_out += 1
                continue
            # An app may digest its values before it asks for them; what is carried is told by the input alone.
            for hit, carried in hits:
                share = (hit.end - hit.start) / max(event.input_size, len(event.input))
                self._keep(event, carried, share, "" if hit.match == "verbatim" else hit.match)
            for made in self._inner(event.input):
                self._keep(event, made.carried, 1.0, made.match, made)
        self._waiting.clear()

    def _inner(self, data: bytes) -> Sequence[Made]:
        """Give what an input carries that is itself a digest, as bytes or as text."""
        for raw in _readings(data):
            if raw in self._made:
                return tuple(self._made[raw].values())
        return ()

    def _keep(self, event: Digest, carried: Carried, share: float, inner: str, made: Made | None = None) -> None:
        own = layer(event.algorithm, self._keys.name(event.key)) if event.operation == "mac" else ""
        match = own or digest_name(event.algorithm)
        if inner and inner != "normalised":
            match += f"({inner})"
        sure, over = 1.0, "of the value alone"
        if share < 1.0:
            sure, over = (_MOSTLY if share >= 0.5 else _PARTLY), f"of a text of which the value is {share:.0%}"
        if made is not None:
            over = f"of its {made.match}"
        with_key = f" with {self._keys.told(event.key)}" if event.operation == "mac" else ""
        step = f"{event.algorithm[:80]}{with_key} {over} made by process {event.pid} at {told(event.at, self._offset)}"
        story = f"{made.story if made else carried.story}; {step}"
        kept = replace(carried, confidence=carried.confidence * sure)
        self._made.setdefault(event.output, {}).setdefault(carried.category, Made(event.at, match, kept, story))

    def findings(self, exchange: Exchange, decoded: Decoded) -> Iterator[Finding]:
        """Give every field that holds one of the digests, the innermost where several do."""
        if not self._made:
            return
        tell = Fields.of(decoded.fields).bound
        for direction in DIRECTIONS:
            hits: list[tuple[Run, bytes]] = []
            above: dict[int, set[bytes]] = {}
            for run in runs(decoded.fields, direction, tell):
                if run.data in self._made and run.data not in above.get(run.field, ()):
                    hits.append((run, run.data))
                    parent = decoded.fields[run.field].parent
                    while parent >= 0:
                        above.setdefault(parent, set()).add(run.data)
                        parent = decoded.fields[parent].parent
            for run, raw in sorted(hits, key=lambda hit: (hit[0].field, hit[0].start)):
                for made in self._made[raw].values():
                    yield self._finding(exchange, decoded.fields[run.field], run, made)

    def _finding(self, exchange: Exchange, field: Field, run: Run, made: Made) -> Finding:
        confidence, story = made.carried.confidence, made.story
        seconds = late(made.at, self._offset, exchange.started_at)
        if seconds > TOLERANCE:
            confidence *= _LATE
            story += f", {seconds:.0f} s after this"
        sure = "certain" if confidence >= _CERTAIN else "likely"
        reasoning = f"{taxonomy()[made.carried.category].en} as the digest that the app made of it: {story} ({sure})."
        reasoning = reasoning[0].upper() + reasoning[1:]
        value = field.value if run.whole else run.data
        span = field.span
        if field.exact and run.size == field.span.end - field.span.start:
            span = Span(field.span.start + run.start, field.span.start + run.end)
        # Hexadecimal is how a digest is written; it is no layer around one.
        layers = field.layers + (() if run.layers == ("hex",) else run.layers)
        return Finding(
            field, made.carried.category, made.match, layers, span, value, NAME, round(confidence, 3), reasoning,
            made.carried.origin,
        )  # fmt: skip


def _readings(data: bytes) -> Iterator[bytes]:
    yield data
    if len(data) > 4 * LONGEST_DIGEST or not data.isascii():
        return
    text = data.strip()
    with suppress(ValueError):
        yield bytes.fromhex(text.decode("ascii"))
    with suppress(binascii.Error):
        yield binascii.a2b_base64(text, strict_mode=True)
