"""What the page's script works on: the tables by column, every text once, as plain data."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from trafficaudit.model import UNDATED
from trafficaudit.redaction import visible
from trafficaudit.report.consent import GROUPS, marked
from trafficaudit.report.flows import certainty_of, counted_recipient, place_of, proven, recipient_of
from trafficaudit.report.links import Linked
from trafficaudit.report.results import Results, Row
from trafficaudit.report.statute import Entry
from trafficaudit.report.texts import Texts, registered
from trafficaudit.report.wording import answer, detectors, evidence, origin, quoted, reasoning, recipient
from trafficaudit.tables.coverage import SEEN, label

type Words = Callable[[object], int]

_FINDING = ("part", "path", "layers", "detector", "reasoning", "origin", "value_preview", "value_sha256")
_EXCHANGE = ("capture", "exchange", "protocol", "method", "endpoint", "ip", "state", "error", "host")
_DESTINATION = ("ip", "network_operator")
_TRANSFER = (
    "app", "phase", "host", "recipient_country", "category", "match", "app_cipher", "party", "encrypted",
    "origin", "detectors",
)  # fmt: skip


_SAID: Mapping[str, Callable[[str, Texts], str]] = {
    "reasoning": reasoning,
    "origin": origin,
    "detector": detectors,
    "detectors": detectors,
    "error": quoted,
    "part": lambda value, texts: texts.word("part", value),
}
"""Columns of the tables that are put into words; a page's script shows them and knows no language."""
_EVIDENCE = (("source", evidence), ("answer", answer), ("detail", evidence))


class Dictionary:
    """Texts by their number; each stands once, safe to show."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def __call__(self, text: object) -> int:
        """Give the number of a text; ``None`` counts as no text."""
        return self._numbers.setdefault("" if text is None else visible(str(text)), len(self._numbers))

    @property
    def words(self) -> list[str]:
        """Every text in the order of its number."""
        return list(self._numbers)


def payload(results: Results, linked: Linked, listed: Sequence[Entry], texts: Texts) -> Mapping[str, Any]:
    """Give the data of the page.

    Args:
        results: the result folder.
        linked: its transfer rows with what they stand on.
        listed: the recipients of the statute-shaped table, in the order in which they stand there.
        texts: the language.
    """
    word = Dictionary()
    shown = sorted({place for _, link in linked for place in link.findings})
    findings = [results.findings[place] for place in shown]
    places = {(row["capture"], row["exchange"]): place for place, row in enumerate(results.exchanges)}
    used = sorted({places[row["capture"], row["exchange"]] for row in findings})
    exchange_number = {place: number for number, place in enumerate(used)}
    finding_number = {place: number for number, place in enumerate(shown)}
    owner = {place: number for number, entry in enumerate(listed) for place in entry.places}
    made = {
        "transfers": _transfers(linked, word, texts, finding_number, owner),
        "findings": _columns(findings, _FINDING, word, texts)
        | {
            "exchange": [exchange_number[places[row["capture"], row["exchange"]]] for row in findings],
            "start": [row["span_start"] for row in findings],
            "end": [row["span_end"] for row in findings],
        },
        "exchanges": _exchanges([results.exchanges[place] for place in used], word, texts),
        "destinations": _destinations(results.destinations, word, texts),
        "sizes": {"exchanges": len(results.exchanges)},
        "groups": {name: [word(phase) for phase in marked(name, results)] for name in GROUPS},
    }
    return made | {
        "words": word.words,
        "labels": _labels([row for row, _ in linked], texts),
        "texts": _script_texts(texts),
    }


def _transfers(
    linked: Linked, word: Words, texts: Texts, numbers: Mapping[int, int], owner: Mapping[int, int]
) -> dict[str, Any]:
    rows = [row for row, _ in linked]
    return _columns(rows, _TRANSFER, word, texts) | {
        "recipient": [word(recipient_of(row)) for row in rows],
        "counted": [word(counted_recipient(row)) for row in rows],
        "certainty": [word(certainty_of(row)) for row in rows],
        "place": [word(place_of(row)) for row in rows],
        "side": [word(row["leaves_korea"]) for row in rows],
        "proof": [word("proven" if proven(row) else "hint") for row in rows],
        "exchanges": [row["exchanges"] for row in rows],
        "values": [row["values"] for row in rows],
        "confidence": [row["confidence"] for row in rows],
        "first": [_milliseconds(row["first_seen"]) for row in rows],
        "last": [_milliseconds(row["last_seen"]) for row in rows],
        "entry": [owner[place] for place in range(len(rows))],
        "seen": [_steps(link.exchanges) for _, link in linked],
        "findings": [[numbers[place] for place in link.findings] for _, link in linked],
        "total": [link.total for _, link in linked],
        "destination": [link.destination for _, link in linked],
    }


def _exchanges(rows: Sequence[Row], word: Words, texts: Texts) -> dict[str, Any]:
    return _columns(rows, _EXCHANGE, word, texts) | {
        "at": [_milliseconds(row["at"]) for row in rows],
        **{name: [row[name] for row in rows] for name in ("position", "port", "status")},
    }


def _destinations(rows: Sequence[Row], word: Words, texts: Texts) -> dict[str, Any]:
    return _columns(rows, _DESTINATION, word, texts) | {
        "port": [row["port"] for row in rows],
        "asn": [row["asn"] for row in rows],
        "recipient_basis": [word(texts.word("basis", row["recipient_basis"])) for row in rows],
        "evidence": [
            [[word(said(each[key], texts)) for key, said in _EVIDENCE] for each in json.loads(row["evidence"])]
            for row in rows
        ],
    }


def _columns(rows: Sequence[Row], names: Iterable[str], word: Words, texts: Texts) -> dict[str, Any]:
    def cell(name: str, value: object) -> int:
        said = _SAID.get(name)
        return word(said(str(value), texts) if said and value else value)

    return {name: [cell(name, row[name]) for row in rows] for name in names}


def _steps(places: Sequence[int]) -> str:
    """Write rising numbers as the steps between them."""
    steps = (after - before for before, after in zip((0, *places), places, strict=False))
    return " ".join(map(str, steps))


def _milliseconds(time: datetime | None) -> int | None:
    # Cut off and not rounded, as people read it elsewhere: a phase ends within a millisecond.
    return (time - UNDATED) // timedelta(milliseconds=1) if time is not None else None


def _labels(rows: Sequence[Row], texts: Texts) -> dict[str, dict[str, str]]:
    def named(values: Iterable[str], name: Callable[[str], str]) -> dict[str, str]:
        return {visible(value): visible(name(value)) for value in sorted(set(values))}

    return {
        "category": named((row["category"] for row in rows), texts.category),
        "place": named((place_of(row) for row in rows), texts.country),
        "recipient": named(map(recipient_of, rows), lambda name: recipient(name, texts)),
        "certainty": named(map(certainty_of, rows), lambda value: texts.word("certainty", value)),
        "phase": named((row["phase"] for row in rows), texts.phase),
        "recipient_country": named(
            (row["recipient_country"] for row in rows if row["recipient_country"]), texts.country
        ),
        **{
            name: named((row[column] for row in rows), lambda value, name=name: texts.word(name, value))  # type: ignore[misc]
            for name, column in (
                ("side", "leaves_korea"),
                ("encrypted", "encrypted"),
                ("party", "party"),
                ("match", "match"),
            )
        },
        "state": {state: label(state, texts.lang) for state in SEEN},
        "proof": {"proven": texts("proven"), "hint": texts("hint")},
    }


def _script_texts(texts: Texts) -> dict[str, str]:
    """Give the texts that the script shows; what it counts stands in their braces."""
    return {
        key.removeprefix("script."): entry[texts.lang]
        for key, entry in registered().items()
        if key.startswith("script.")
    }
