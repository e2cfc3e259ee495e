"""One exchange on its way from the reader to its findings: placed -> decode -> detect -> locate, as replay does it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from trafficaudit import persona
from trafficaudit.decode import decode
from trafficaudit.destinations import Locator
from trafficaudit.detectors import Context, build_all
from trafficaudit.model import Capture, Decoded, Destination, Exchange, Finding
from trafficaudit.readers.phases import UNMARKED, phase_at

UNNAMED = "unnamed"


@dataclass(frozen=True, slots=True)
class Examined:
    """An exchange with everything that was found out about it."""

    exchange: Exchange
    decoded: Decoded
    findings: tuple[Finding, ...]
    destination: Destination


class Examiner:
    """Examines exchanges one by one, with detectors that are built once.

    Args:
        person: the persona file; without one only patterns, names and endpoint knowledge are searched for.
        geoip: the user's own GeoIP2/GeoLite2 files.
        recipients: the investigator's own additions to the map of recipients.
        app: names the app of every exchange; empty leaves what the capture says.

    Raises:
        PersonaError: the persona file is not usable.
        DestinationError: a geo database or a map of recipients cannot be used.
    """

    def __init__(
        self, person: Path | None = None, geoip: Sequence[Path] = (), recipients: Sequence[Path] = (), app: str = ""
    ) -> None:
        self._app = app
        self._locator = Locator(geoip, recipients=recipients)
        self._detectors = build_all(Context(persona.load(person) if person else None))

    def examine(self, exchange: Exchange, capture: Capture) -> Examined:
        """Decode an exchange, find the personal data in it, and say where it went."""
        exchange = placed(exchange, capture, self._app)
        decoded = decode(exchange)
        findings = tuple(finding for detect in self._detectors for finding in detect(exchange, decoded))
        return Examined(exchange, decoded, findings, self._locator.locate(exchange))


def placed(exchange: Exchange, capture: Capture, app: str) -> Exchange:
    """Give an exchange its app and phase: what the investigator says first, then what the capture says."""
    phase = exchange.phase or phase_at(capture.phases, exchange.started_at)
    return replace(exchange, app=app or exchange.app or capture.app or UNNAMED, phase=phase or UNMARKED)
