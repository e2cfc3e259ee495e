"""Everything that the hooks' events of one capture say about its exchanges.

The events' file is read once for what apps got from APIs, ciphered and connected, and once more, only where its
digests stand, for what they were made of. What stays in memory is an index; the events themselves stay in the file.
"""

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from trafficaudit.capturefiles import EVENTS
from trafficaudit.decode.fields import Fields
from trafficaudit.detectors.context import Detect
from trafficaudit.detectors.provenance.apivalues import Values
from trafficaudit.detectors.provenance.around import Around
from trafficaudit.detectors.provenance.ciphertexts import LARGEST
from trafficaudit.detectors.provenance.digests import LONGEST_DIGEST, Digests
from trafficaudit.detectors.provenance.indicators import Indicators
from trafficaudit.detectors.provenance.keys import Keys
from trafficaudit.detectors.provenance.operations import SENT, Operations
from trafficaudit.detectors.provenance.plaintexts import Opening, Plaintexts
from trafficaudit.detectors.provenance.senders import Sender, Senders
from trafficaudit.events import AnyEvent, Api, Cipher, Connect, Digest, KeyLog, Process, Tls
from trafficaudit.model import Capture, Decoded, Exchange, Finding, Gap
from trafficaudit.persona import Persona
from trafficaudit.plurals import several
from trafficaudit.readers import events, plaintext
from trafficaudit.readers.events import Tally

type Findings = tuple[Finding, ...]

UNMEASURED = "nobody measured how far the phone's clock is from the recorder's; whose exchanges are may be missed"
_LIKELY = 0.9
"""Factor of confidence of what stands in a plaintext whose join is only likely."""
_MOST_DIGESTS = 2_000_000

_OPERATIONS = "cipher operation was", "cipher operations were"
_DIGESTS = "digest was", "digests were"
_VALUES = "value that an API gave was", "values that APIs gave were"
_AGAIN = "call of an API that gave known values again was", "calls of APIs that gave known values again were"
_CALLS = "call of an API", "calls of APIs"
_EVENTS = "event of connections and processes was", "events of connections and processes were"


class Joins:
    """The joins of one capture.

    Args:
        path: its ``events.jsonl``.
        capture: what its reader says of it.
        connections: the objects of its ``connections.jsonl``.
        person: the test person, whose values are looked for in what was digested.
        offset: seconds that the phone's clock is ahead of the recorder's; where nobody measured it, what the events
            tell of it themselves.

    Raises:
        ReadError: the file cannot be read.
    """

    def __init__(
        self,
        path: Path,
        capture: Capture,
        connections: Iterable[Mapping[str, object]] = (),
        person: Persona | None = None,
        offset: float | None = None,
    ) -> None:
        if offset is None:
            offset = events.ahead(path)
        listed = tuple(connections)
        self._around = Around(listed, offset)
        self._measured, offset = offset is not None, offset or 0.0
        self._path, self._capture_id = path, capture.id
        self._tally = Tally()
        self._keys, self._values = Keys(), Values(capture.app)
        self._senders = Senders(listed, offset)
        self._sent, self._received = Operations(path, "request", offset), Operations(path, "response", offset)
        self._lines, self._digested = array("Q"), 0
        for line, event in events.read(path, self._tally):
            self._take(event, line)
        for side in (self._sent, self._received):
            side.index.seal()
        self._senders.seal()
        self._plaintexts = Plaintexts((self._sent, self._received), self._keys, offset)
        chosen = self._values.chosen()
        self._indicators = Indicators(chosen, person, offset) if chosen or self._lines else None
        self._digests: Digests | None = None
        self._ciphered: dict[int, float] = {}
        if self._indicators is not None and self._lines:
            self._digests = Digests(self._indicators, self._keys, offset)
            self._digests.add(self._again())

    def _take(self, event: AnyEvent, line: int) -> None:
        match event:
            case Api():
                self._values.add(event)
            case Cipher():
                self._keys.name(event.key)
                (self._sent if event.operation in SENT else self._received).add(event, line)
            case Digest():
                if event.key is not None:
                    self._keys.name(event.key)
                if event.operation in ("digest", "mac"):
                    self._digested += 1
                    if self._digested <= _MOST_DIGESTS:
                        self._lines.append(line)
            case KeyLog() | Tls() | Connect() | Process():
                self._senders.add(event)
                self._around.add(event)
            case _:
                pass

    def _again(self) -> Iterator[Digest]:
        return (event for event in events.each(self._path, self._lines) if isinstance(event, Digest))

    def gaps(self, position: int = 0) -> Iterator[Gap]:
        """Give what is missing from the events, or was too much to be joined."""
        yield from self._tally.gaps(self._capture_id, position)
        if self._senders.timed and not self._measured:
            yield self._gap(position, UNMEASURED)
        for told in self._around.told():
            yield self._gap(position, told)
        for count, what in (*self._uncounted(), *self._unread()):
            if count:
                yield self._gap(position, what)

    def _uncounted(self) -> Iterator[tuple[int, str]]:
        """Give how much there is no room for, each with what is to be said of it."""
        left = self._sent.index.left_out + self._received.index.left_out
        yield left, f"{several(left, *_OPERATIONS)} not joined because there are too many"
        left = self._digested - len(self._lines) + (self._digests.left_out if self._digests is not None else 0)
        yield left, f"{several(left, *_DIGESTS)} not joined because there are too many"
        left = self._values.left_out
        yield left, f"{several(left, *_VALUES)} not searched for because there are too many"
        left = self._values.calls_left_out
        yield left, f"{several(left, *_AGAIN)} not kept: an earlier one stands for them"
        left = self._senders.left_out
        yield left, f"{several(left, *_EVENTS)} not joined because there are too many"

    def _unread(self) -> Iterator[tuple[int, str]]:
        """Give how much was too large, or is broken, each with what is to be said of it."""
        left = self._sent.index.too_large + self._received.index.too_large
        yield left, f"{several(left, *_OPERATIONS)} not joined, of more than {LARGEST} bytes"
        left = self._values.cut
        yield (
            left,
            f"{several(left, *_CALLS)} gave more than is searched for: of their values a part was left out",
        )
        if self._digests is not None:
            left = self._digests.too_long
            yield left, f"{several(left, *_DIGESTS)} not joined, of more than {LONGEST_DIGEST} bytes"
            left = self._digests.unread
            yield left, f"{several(left, *_DIGESTS)} made of more than was searched, so that something may be missed"
        left = self._senders.untimely
        yield left, f"{several(left, *_EVENTS)} not joined because of a time that is none"

    def _gap(self, position: int, what: str) -> Gap:
        return Gap(self._capture_id, position, 0, f"{EVENTS}: {what}", exchanges=0)

    def examine(self, exchange: Exchange, decoded: Decoded, detectors: Sequence[Detect]) -> tuple[Decoded, Findings]:
        """Open what was ciphered in an exchange, then let the detectors find what they find, and explain each finding.

        Args:
            exchange: the exchange.
            decoded: its fields as they were recorded.
            detectors: every detector.
        """
        decoded, openings = self.open(exchange, decoded)
        decoded = Decoded(Fields.of(decoded.fields), decoded.opaque)  # what says of bounds goes there
        # Detectors are given an exchange and its fields alone; what else `findings` has to know of them stands here.
        self._ciphered = {
            id(decoded.fields[index]): opening.at
            for opening in openings
            for index in range(opening.first, opening.last)
            if decoded.fields[index].direction == "request"
        }
        found = (finding for detect in detectors for finding in detect(exchange, decoded))
        return decoded, tuple(explained(found, decoded, openings, self.sender(exchange)))

    def sender(self, exchange: Exchange) -> Sender | None:
        """Give the process that an exchange came from, where that is known."""
        return self._senders.sender(exchange)

    def unclaimed(self, exchange: Exchange) -> bool:
        """Tell whether hooks saw connections of this recording being opened, and not that of this exchange."""
        return len(self._senders) > 0 and not plaintext.is_of(exchange) and self.sender(exchange) is None

    def open(self, exchange: Exchange, decoded: Decoded) -> tuple[Decoded, tuple[Opening, ...]]:
        """Give the exchange's fields with those of the plaintexts that the hooks saw."""
        return self._plaintexts.open(exchange, decoded)

    def findings(self, exchange: Exchange, decoded: Decoded) -> Iterator[Finding]:
        """Give the values that APIs gave, and the digests whose input carried something."""
        found = list(self._digests.findings(exchange, decoded)) if self._digests is not None else []
        # That a digest is one of the value can be worked out too; the hook that saw it made says more.
        made = {(id(finding.field), finding.category, finding.match) for finding in found}
        if self._indicators is not None:
            learned = self._indicators.findings(exchange, decoded, self._ciphered)
            found += [each for each in learned if (id(each.field), each.category, each.match) not in made]
        order = {id(field): index for index, field in enumerate(decoded.fields)} if found else {}
        yield from sorted(found, key=lambda finding: (order[id(finding.field)], finding.span, finding.category))


def explained(
    findings: Iterable[Finding], decoded: Decoded, openings: Sequence[Opening], sender: Sender | None
) -> Iterator[Finding]:
    """Add to each finding how it was ciphered, from the inside out, and which process sent the exchange."""
    behind = {
        id(decoded.fields[index]): number
        for number, opening in enumerate(openings)
        for index in range(opening.first, opening.last)
    }
    above = [_around(opening.carrier, openings) for opening in openings]
    for finding in findings:
        notes: list[str] = []
        certain = True
        number = behind.get(id(finding.field))
        while number is not None:
            notes.append(openings[number].note)
            certain = certain and openings[number].certain
            number = above[number]
        if sender is not None and finding.field.direction == "request":
            notes.append(sender.note)
        if not notes:
            yield finding
            continue
        reasoning = "; ".join((finding.reasoning.rstrip("."), *notes)) + "."
        confidence = finding.confidence if certain else round(finding.confidence * _LIKELY, 3)
        yield replace(finding, reasoning=reasoning, confidence=confidence)


def _around(carrier: int, openings: Sequence[Opening]) -> int | None:
    return next((number for number, each in enumerate(openings) if each.first <= carrier < each.last), None)
