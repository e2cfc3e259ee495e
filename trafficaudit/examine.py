"""One exchange on its way from the reader to its findings: placed -> decode -> detect -> locate.

Replay and the live view of a recording take the same way, so that a finding seen live is the finding of the table.
Where hooks were at work, a replay joins in what they saw: the process that sent it, and the plaintexts of its ciphers.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from trafficaudit import faults, naming, persona, together
from trafficaudit.decode import decode
from trafficaudit.decode.fields import Fields
from trafficaudit.destinations import Locator
from trafficaudit.detectors import DETECTORS, Context, Detect, build_all, build_naming, onekind, recurring
from trafficaudit.introduced import Look
from trafficaudit.joined import Joined, Joiner, Share
from trafficaudit.model import Capture, Decoded, Destination, Exchange, Finding, Gap, Phase
from trafficaudit.naming import Naming
from trafficaudit.network import Introduced, Named, Network
from trafficaudit.persona import Persona
from trafficaudit.phases import crossing
from trafficaudit.placing import Periods, marks_of, placed, told, unsure
from trafficaudit.readers import Source
from trafficaudit.readers.folder import Hooked

if TYPE_CHECKING:
    from trafficaudit.detectors.provenance.joins import Joins

LEFT_OUT = "requests that carry pieces of uploads were not put together with the others: there is too much of them"
DISORDERED = "its exchanges stand in no order of time, so that a clock set back would not show: phases are by time"
ASSUMED = "no hook saw which process sent it: it counts for the app because the recording is of that app"


@dataclass(frozen=True, slots=True)
class Examined:
    """An exchange with everything that was found out about it.

    ``telling`` are the labels of the host's name that are personal values themselves, as they are written; ``names``
    are such steps of the findings' paths and segments of its URL. ``shares``
    are the runs of its bodies that are pieces of what was found over several exchanges, here or in another of them.
    ``assumed`` says that hooks told of connections of this recording, and not of this one: that it is the app's stands
    on nothing but the recording being of that app.
    ``lacking`` says what is missing beside it of the upload that it is a piece of, and of the phase that it counts for.
    """

    exchange: Exchange
    decoded: Decoded
    findings: tuple[Finding, ...]
    destination: Destination
    telling: tuple[str, ...] = ()
    shares: tuple[Share, ...] = ()
    assumed: bool = False
    names: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()


class Examiner:
    """Examines exchanges one by one, with detectors that are built once.

    Args:
        person: the persona file; without one only patterns, names and endpoint knowledge are searched for.
        geoip: the user's own GeoIP2/GeoLite2 files.
        recipients: the investigator's own additions to the map of recipients.
        app: names the app of every exchange; empty leaves what the capture says.
        marks: the investigator's own phase marks, which come before those of the capture.
        observer: where the recorder stood; empty takes what each capture says.

    Raises:
        PersonaError: the persona file is not usable.
        DestinationError: a geo database, a map of recipients or the observer cannot be used.
    """

    def __init__(
        self,
        person: Path | None = None,
        geoip: Sequence[Path] = (),
        recipients: Sequence[Path] = (),
        app: str = "",
        marks: Sequence[Phase] | None = None,
        *,
        observer: str = "",
    ) -> None:
        self._app, self.marks = app, marks
        self.persona: Persona | None = persona.load(person) if person else None
        self.locator = Locator(geoip, recipients, observer)
        self._joins: dict[str, Joins] = {}
        self._kept: dict[str, dict[str, tuple[str, ...]]] = {}
        self._embedded: dict[str, frozenset[str]] = {}
        self._named: dict[str, tuple[Named, ...]] = {}
        self._unsure: Periods = ()
        self._joiner = Joiner(self._searched)
        self._naming = Naming(self._surely, self.persona)

    @cached_property
    def _detectors(self) -> tuple[Detect, ...]:
        """Built for the first exchange: where other processes examine, this one needs none."""
        return build_all(Context(self.persona, self._joins, self._kept, self._embedded, self._named))

    @cached_property
    def _sure(self) -> tuple[Detect, ...]:
        """Those of the detectors that tell what a name is."""
        return tuple(one for module, one in zip(DETECTORS, self._detectors, strict=True) if module.NAME in naming.SURE)

    @property
    def warnings(self) -> tuple[str, ...]:
        """What is to be said about the inputs."""
        return (*(self.persona.warnings if self.persona else ()), *self.locator.warnings)

    def follow(self) -> None:
        """Examine a recording that still grows: put together what arrives in pieces, as far as these are kept."""
        self._joiner.follow()

    @property
    def left_out(self) -> int:
        """How many pieces of uploads, and of answers in ranges, that arrived were not put together with all others."""
        return self._joiner.arriving.left_out if self._joiner.arriving is not None else 0

    def learn(self, source: Source) -> tuple[Gap, ...]:
        """Take in what a capture tells as a whole, before its exchanges; forget what was told of other ones.

        That is what hooks told, and the handshakes and DNS answers by which places are judged.

        Returns:
            What is missing from it.

        Raises:
            ReadError: it cannot be read.
        """
        if self._joins or isinstance(source, Hooked):
            self._naming.forget()
        self._joins.clear()
        self._kept.clear()
        self._embedded.clear()
        whole = source.network()
        self._kept[source.capture.id] = whole.kept
        self._embedded[source.capture.id] = frozenset(whole.embedded)
        introduced = whole.introduced if whole.introduced is not None else self.introduced(source, whole)
        self._named.clear()
        self._named[source.capture.id] = introduced.named
        marks = marks_of(source.capture, self.marks)
        self._unsure = unsure(whole.steps, marks)
        self._joiner.apart.learn(whole, source.portions)
        reasons = [self.locator.learn(whole, source.capture.observer), *whole.limits, *introduced.limits]
        if whole.left_out:
            reasons.append(f"{whole.left_out} {LEFT_OUT}")
        if whole.disordered and marks:
            reasons.append(DISORDERED)
        missing = (
            *(Gap(source.capture.id, step.position, 0, told(step, self._unsure), exchanges=0) for step in whole.steps),
            *(Gap(source.capture.id, 0, 0, reason, exchanges=0) for reason in reasons if reason),
        )
        if not isinstance(source, Hooked):
            return missing
        for file in source.told:
            file.confirm()
        from trafficaudit.detectors.provenance.joins import Joins  # noqa: PLC0415 - numpy only where hooks were at work

        joins = Joins(source.events, source.capture, source.connections(), self.persona, source.clock_offset)
        self._joins[source.capture.id] = joins
        return (*missing, *joins.gaps())

    def introduced(self, source: Source, whole: Network) -> Introduced:
        """Read a capture for the numbers of the user and the device that it names.

        Args:
            source: the capture.
            whole: what it tells as a whole: a number that it shows to be a browser's is no member's and no phone's.

        Raises:
            ReadError: it cannot be read.
        """
        kept, embedded = {source.capture.id: whole.kept}, {source.capture.id: frozenset(whole.embedded)}
        look = Look(build_naming(Context(self.persona, kept=kept, embedded=embedded)), self.persona)
        failed: dict[str, None] = {}
        for item in source.items():
            if isinstance(item, Exchange):
                try:
                    look.exchange(item)
                except Exception as error:
                    failed.setdefault(faults.told("what looks for numbers that it names", error))
        introduced = look.introduced()
        return introduced._replace(limits=(*introduced.limits, *failed))

    def examine(self, exchange: Exchange, capture: Capture) -> Examined:
        """Decode an exchange, find the personal data in it, and say where it went."""
        joins = self._joins.get(capture.id)
        sender = joins.sender(exchange) if joins is not None else None
        if sender is not None and sender.app:
            exchange = replace(exchange, app=sender.app)
        stated = bool(self._app or exchange.app)
        exchange = placed(exchange, capture, self._app, self.marks, self._unsure)
        found = self._joiner.join(exchange, *self._searched(exchange))
        assumed = joins is not None and not stated and joins.unclaimed(exchange)
        if assumed:
            found = found._replace(findings=tuple([_doubted(each) for each in found.findings]))
        return self._examined(exchange, found, marks_of(capture, self.marks), assumed=assumed)

    def each(self, items: Iterable[Exchange | Gap], capture: Capture) -> Iterator[Examined | Gap]:
        """Give what comes, in its order, exchanges as ``examine`` gives them: some at a time, which is quicker.

        Where hooks told something, it is one by one.
        """
        if self._joins.get(capture.id) is not None:
            for item in items:
                yield item if isinstance(item, Gap) else _kept(item, partial(self.examine, item, capture))
            return
        for some in together.groups(items):
            if isinstance(some, Gap):
                yield some
                continue
            held, full = list[tuple[Exchange, Decoded]](), 0
            for item in some:
                exchange = placed(item, capture, self._app, self.marks, self._unsure)
                held.append((exchange, decoded := decode(exchange)))
                full += len(Fields.of(decoded.fields).joined.data)
                if full >= together.FULL:  # a few bytes may inflate to many
                    yield from self._detected(held, capture)
                    held, full = [], 0
            yield from self._detected(held, capture)

    def _detected(self, held: Sequence[tuple[Exchange, Decoded]], capture: Capture) -> Iterator[Examined | Gap]:
        """Let one detector after the other look at some exchanges."""
        found: list[list[Finding]] = [[] for _ in held]
        failed: dict[int, Exception] = {}
        for detect in self._detectors if held else ():
            for at, (exchange, decoded) in enumerate(held):
                try:
                    found[at].extend(detect(exchange, decoded))
                except Exception as error:
                    if isinstance(error, faults.RAISED):
                        raise
                    failed.setdefault(at, error)
        for at, (exchange, decoded) in enumerate(held):
            yield _kept(exchange, partial(self._told_of, exchange, decoded, tuple(found[at]), capture, failed.get(at)))

    def _told_of(
        self,
        exchange: Exchange,
        decoded: Decoded,
        findings: tuple[Finding, ...],
        capture: Capture,
        failure: Exception | None,
    ) -> Examined:
        if failure is not None:
            raise failure
        joined = self._joiner.join(exchange, _with_bounds(decoded), findings)
        return self._examined(exchange, joined, marks_of(capture, self.marks), assumed=False)

    def _searched(self, exchange: Exchange) -> tuple[Decoded, tuple[Finding, ...]]:
        """Decode an exchange, and let every detector look at it."""
        joins, decoded = self._joins.get(exchange.capture_id), decode(exchange)
        if joins is not None:
            decoded, findings = joins.examine(exchange, decoded, self._detectors)
        else:
            findings = self._found(exchange, decoded)
        return _with_bounds(decoded), findings

    def _found(self, exchange: Exchange, decoded: Decoded) -> tuple[Finding, ...]:
        return tuple(finding for detect in self._detectors for finding in detect(exchange, decoded))

    def _surely(self, exchange: Exchange, decoded: Decoded) -> list[Finding]:
        return [finding for detect in self._sure for finding in detect(exchange, decoded)]

    def _examined(self, exchange: Exchange, found: Joined, marks: Sequence[Phase], *, assumed: bool) -> Examined:
        crossed = crossing(exchange, marks)
        if crossed and any(finding.field.direction == "request" for finding in found.findings):
            found = found._replace(lacking=(*found.lacking, crossed))
        found = found._replace(findings=onekind.settled(recurring.apart(found.findings)))
        destination = self.locator.locate(exchange)
        telling = self._naming.labels(exchange, destination)
        names = self._naming.names(exchange, found.findings)
        return Examined(
            exchange, found.decoded, found.findings, destination, telling, found.shares, assumed, names, found.lacking
        )


def _kept(exchange: Exchange, examined: Callable[[], Examined]) -> Examined | Gap:
    """Give an exchange as it was examined, or a gap where this program fails on it."""
    try:
        return examined()
    except Exception as error:
        reason = f"exchange {exchange.id}: {faults.told('what puts its findings together', error)}"
        return Gap(exchange.capture_id, exchange.position, 0, reason, exchange.phase)


def _with_bounds(decoded: Decoded) -> Decoded:
    """Add what detectors say of bounds that they reached."""
    reached = decoded.fields.reached() if isinstance(decoded.fields, Fields) else ()
    return Decoded(decoded.fields, (*decoded.opaque, *reached)) if reached else decoded


def _doubted(finding: Finding) -> Finding:
    if finding.field.direction != "request":
        return finding
    return replace(finding, reasoning=f"{finding.reasoning.rstrip('.')}; {ASSUMED}.")
