"""The lines that the worker writes for the proxy: what one exchange held, and the sum so far. Never a value itself.

Each is a JSON object on a line of its own, with a ``kind``:

- ``exchange``: one exchange with findings: ``flow`` (mitmproxy's id), ``exchange``, ``host``, ``country``,
  ``certainty``, ``leaves_korea``, ``recipient``, and in ``sent`` and ``received`` for each category ``count`` and up to
  three examples in ``seen`` (match, part, path, redacted preview);
- ``unexamined``: one exchange that could not be examined, and why;
- ``summary``: the sum so far (see ``Summary``);
- ``failed``: why the worker cannot go on.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from trafficaudit.examine import Examined
from trafficaudit.model import Destination, Finding
from trafficaudit.redaction import Known, preview, shown_host, shown_path, visible
from trafficaudit.tables import cuts
from trafficaudit.tables.endpoints import known_values
from trafficaudit.tables.strength import strongest
from trafficaudit.tables.transfers import leaves_korea

EXCHANGE, UNEXAMINED, SUMMARY, FAILED = "exchange", "unexamined", "summary", "failed"

_EXAMPLES = 3
_SHOWN = 120
_COUNTRIES = 300
"""Places that are counted by name; what goes to others after them counts as ``elsewhere``."""


@dataclass(slots=True)
class Summary:
    """What was found so far.

    ``sent`` counts the findings in what the app sent, the strongest way of knowing for each field (as the transfer
    table does), ``received`` all those in what came back, ``findings`` every finding of every detector.
    ``countries`` counts the exchanges in which personal data was sent, per place. ``apart`` counts pieces of uploads
    that were not put together with all others, and parts of conversations that were recorded apart: a replay looks at
    what lies over these, the live view does not. ``behind`` is in bytes.
    """

    exchanges: int = 0
    with_findings: int = 0
    findings: int = 0
    gaps: int = 0
    unexamined: int = 0
    sent: Counter[str] = field(default_factory=Counter)
    received: Counter[str] = field(default_factory=Counter)
    countries: Counter[str] = field(default_factory=Counter)
    apart: int = 0
    behind: int = 0
    ended: bool = False

    def add(self, examined: Examined) -> dict[str, object] | None:
        """Count an examined exchange; give its line where something was found in it."""
        self.exchanges += 1
        self.findings += len(examined.findings)
        self.gaps += len(cuts.gaps(examined.exchange, examined.decoded, examined.findings, examined.lacking))
        if not examined.findings:
            return None
        self.with_findings += 1
        # As in the table: what reached no server was not sent.
        sent = strongest(examined.findings) if examined.exchange.sent else []
        received = [finding for finding in examined.findings if finding.field.direction == "response"]
        self.sent.update(finding.category for finding in sent)
        self.received.update(finding.category for finding in received)
        if sent:
            place = where(examined.destination)
            known = place in self.countries or len(self.countries) < _COUNTRIES
            self.countries[place if known else "elsewhere"] += 1
        return _exchange(examined, sent, received)

    def line(self) -> dict[str, object]:
        """Give the sum as a line."""
        return {
            "kind": SUMMARY,
            "exchanges": self.exchanges,
            "with_findings": self.with_findings,
            "findings": self.findings,
            "gaps": self.gaps,
            "unexamined": self.unexamined,
            "sent": dict(sorted(self.sent.items())),
            "received": dict(sorted(self.received.items())),
            "countries": dict(sorted(self.countries.items())),
            "apart": self.apart,
            "behind": self.behind,
            "ended": self.ended,
        }


def where(destination: Destination) -> str:
    """Give the place of a destination: ``CN (established)``; ``? (edge)`` where there is no country."""
    return f"{destination.country or '?'} ({destination.certainty})"


def _exchange(examined: Examined, sent: Iterable[Finding], received: Iterable[Finding]) -> dict[str, object]:
    destination, known = examined.destination, known_values(examined.findings, examined.names)
    return {
        "kind": EXCHANGE,
        "exchange": examined.exchange.id,
        "host": shown_host(destination.host, examined.telling)[:_SHOWN],
        "place": where(destination),
        "country": destination.country,
        "certainty": destination.certainty,
        "leaves_korea": leaves_korea(destination),
        "recipient": visible(destination.recipient)[:_SHOWN],
        "sent": _by_category(sent, known),
        "received": _by_category(received, known),
    }


def _by_category(findings: Iterable[Finding], known: Known) -> dict[str, dict[str, object]]:
    counts: Counter[str] = Counter()
    seen: dict[str, list[list[str]]] = {}
    for finding in findings:
        counts[finding.category] += 1
        examples = seen.setdefault(finding.category, [])
        if len(examples) < _EXAMPLES:
            path = shown_path(finding.field.path, known)[:_SHOWN]
            examples.append([finding.match, finding.field.part, path, preview(finding.value)])
    return {category: {"count": counts[category], "seen": seen[category]} for category in sorted(counts)}


def dumps(line: Mapping[str, object]) -> bytes:
    """Write a line, ASCII only, so that no line break of any alphabet can stand in it."""
    return json.dumps(line, separators=(",", ":")).encode("ascii") + b"\n"
