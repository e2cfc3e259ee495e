"""Rows of a running replay on their way to the result files: columnar, in batches, memory bounded."""

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

import pyarrow as pa
import pyarrow.parquet as pq

from trafficaudit.destinations import called
from trafficaudit.destinations.hints import MOST_SPELLINGS, spellings
from trafficaudit.model import Capture, Decoded, Destination, Exchange, Finding, Gap
from trafficaudit.redaction import visible
from trafficaudit.tables import formats, sheets
from trafficaudit.tables.again import Again
from trafficaudit.tables.coverage import Ledger
from trafficaudit.tables.namesakes import Namesakes
from trafficaudit.tables.overlaps import Overlaps
from trafficaudit.tables.rows import Cell, Rows, renamed, rows
from trafficaudit.tables.transfers import Transfers, leaves_korea

_BATCH = 10_000


class _Stream:
    """One Parquet file that grows batch by batch."""

    def __init__(self, table: str, folder: Path) -> None:
        self._schema = formats.schema(table)
        self._writer = pq.ParquetWriter(folder / f"{table}.parquet", self._schema, compression="zstd")
        self._rows: list[tuple[Cell, ...]] = []
        self.count = 0

    def add(self, rows: Iterable[tuple[Cell, ...]]) -> None:
        """Take in rows, their cells in the order of the columns."""
        before = len(self._rows)
        self._rows += rows
        self.count += len(self._rows) - before
        while len(self._rows) >= _BATCH:
            self._flush(_BATCH)

    def _flush(self, count: int) -> None:
        columns = zip(*self._rows[:count], strict=True)
        cells = [pa.array(column, type=each.type) for column, each in zip(columns, self._schema, strict=True)]
        self._writer.write_table(pa.Table.from_arrays(cells, schema=self._schema))
        del self._rows[:count]

    def close(self) -> None:
        try:
            if self._rows:
                self._flush(len(self._rows))
            self._writer.close()
        finally:
            self._writer.is_open = False  # a writer that failed would try, and complain, once more when it is freed


class Results:
    """Collects a replay's rows and writes every table of the result folder; use as a context manager.

    Raises:
        OSError: a file cannot be written (a full disk among others).
    """

    def __init__(self, folder: Path, lang: str) -> None:
        self._folder, self._lang = folder, lang
        self._exchanges = _Stream("exchanges", folder)
        self._findings = _Stream("findings", folder)
        self._transfers, self._namesakes = Transfers(), Namesakes()
        self._destinations: dict[Destination, int] = {}
        self._counts: list[int] = []
        self._written: defaultdict[int, set[str]] = defaultdict(set)
        self.ledger, self.overlaps, self.again = Ledger(), Overlaps(), Again()
        self.received = self.proven = self.assumed = self.unsent = 0
        self.apart, self.unheld = Counter[tuple[str, str]](), Counter[str]()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with ExitStack() as streams:
            streams.callback(self._exchanges.close)
            streams.callback(self._findings.close)
        if kind is None:
            self._write_small_tables()

    @property
    def exchanges(self) -> int:
        """How many exchanges were taken in."""
        return self._exchanges.count

    @property
    def findings(self) -> int:
        """How many findings were taken in."""
        return self._findings.count

    def capture(self, capture: Capture, app: str) -> None:
        """Take over what a capture says of itself."""
        self.ledger.recorder(capture, app)

    def gap(self, gap: Gap, app: str, phase: str) -> None:
        """Take in a gap of the input."""
        self.ledger.gap(gap, app, phase)

    def exchange(
        self, exchange: Exchange, destination: Destination, decoded: Decoded, findings: Sequence[Finding]
    ) -> None:
        """Take in one exchange with everything that was found out about it."""
        self.add(rows(exchange, destination, decoded, findings))

    def add(self, made: Rows) -> None:
        """Take in the rows of one exchange."""
        name = self._namesakes.name(made.exchange.host, made.identity)
        if name != made.exchange.host:
            made = renamed(made, name)
        exchange = made.exchange
        number = self._destinations.setdefault(made.destination, len(self._destinations))
        if number == len(self._counts):
            self._counts.append(0)
        self._counts[number] += 1
        if made.written and len(self._written[number]) <= MOST_SPELLINGS:
            self._written[number].add(made.written)
        self.received += made.received
        self.proven += made.proven
        self.assumed += made.assumed
        self.unsent += not made.exchange.sent
        self.unheld.update(made.unheld)
        if exchange.sent and (other := called.apart(made.destination)):
            self.apart[visible(made.destination.host), visible(other)] += 1
        self.ledger.exchange(exchange, made.state)
        self.overlaps.add(exchange)
        self.again.add(exchange, made.address)
        self._findings.add([(*cells, number) for cells in made.findings])
        self._exchanges.add([(*made.before, number, *made.after)])
        if exchange.sent:
            self._transfers.add(exchange, made.destination, made.counted)

    def _write_small_tables(self) -> None:
        destinations = [
            _destination(destination, number, self._written.get(number, ())) | {"exchanges": self._counts[number]}
            for destination, number in self._destinations.items()
        ]
        formats.write_parquet(
            "destinations", formats.frame("destinations", destinations), self._folder / "destinations.parquet"
        )
        transfers = formats.frame("transfers", self._transfers.rows())
        coverage = formats.frame("coverage", self.ledger.rows())
        formats.write_parquet("transfers", transfers, self._folder / "transfers.parquet")
        formats.write_csv("transfers", transfers, self._folder / "transfers.csv", self._lang)
        formats.write_csv("coverage", coverage, self._folder / "coverage.csv", self._lang)
        sheets.write_xlsx(
            [("transfers", transfers), ("coverage", coverage)], self._folder / "transfers.xlsx", self._lang
        )


def _destination(destination: Destination, number: int, written: Collection[str]) -> dict[str, object]:
    listed = (*destination.evidence, *spellings(written))
    evidence = [{"source": e.source, "answer": e.answer, "detail": e.detail} for e in listed]
    return {
        "destination": number,
        "host": visible(destination.host),
        "domain": visible(destination.domain),
        "ip": destination.ip,
        "port": destination.port,
        "country": destination.country,
        "certainty": destination.certainty,
        "leaves_korea": leaves_korea(destination),
        "evidence": json.dumps(evidence, ensure_ascii=True),
        "asn": destination.asn,
        "network_operator": visible(destination.network_operator),
        "recipient": visible(destination.recipient),
        "recipient_country": destination.recipient_country,
        "recipient_basis": destination.recipient_basis,
        "party": destination.party,
    }
