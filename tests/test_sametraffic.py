"""The same traffic gives the same tables, in whatever format it comes, however it was cut, and whenever it was."""

import pickle
import random
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from mitmproxy import http
from mitmproxy.io import FlowReader
from support import dialects, flows
from support.shares import DEMO

from trafficaudit import readers, workers
from trafficaudit.readers.flow import file as flowfile
from trafficaudit.recipe import Request
from trafficaudit.replay import replay

PERSONA = DEMO / "persona.toml"
NAMES = {"capture", "exchange", "position", "destination", "example"}
"""Columns that name an exchange, and no cells of it."""
FORMAT = {"layers", "span_start", "span_end", "at", "fields", "request_bytes", "response_bytes", "server_ahead"}
"""What a HAR has no place for: content encodings, exact times."""
TABLES = "exchanges", "findings"

type Cells = dict[str, Counter[tuple[str, ...]]]


def demo() -> list[http.HTTPFlow]:
    """Give the demo's flows of HTTP but for pictures, which are all alike."""
    with (DEMO / "traffic-0001.mitm").open("rb") as file:
        found = [flow for flow in FlowReader(file).stream() if isinstance(flow, http.HTTPFlow)]
    # One body is text in EUC-KR, of which a tool makes what it likes.
    return [flow for flow in found if "img" not in flow.request.pretty_host and "/legacy/" not in flow.request.path][
        :70
    ]


@pytest.fixture
def cells(tmp_path: Path) -> Callable[..., Cells]:
    """Give what replays captures and gives the rows of tables, without some columns."""
    number = iter(range(99))

    def read(captures: Sequence[Path], without: Collection[str] = ()) -> Cells:
        target = tmp_path / f"result{next(number)}"
        replay(Request(tuple(captures), target, PERSONA))
        tables = {name: pq.read_table(target / f"{name}.parquet").to_pylist() for name in TABLES}
        left = NAMES | set(without)
        return {
            name: Counter(tuple(f"{key}={value}" for key, value in row.items() if key not in left) for row in rows)
            for name, rows in tables.items()
        }

    return read


def _expected(cells: Callable[..., Cells], folder: Path) -> Cells:
    if not _KEPT:
        _KEPT.append(cells([flows.write(folder / "x.mitm", *demo())], FORMAT))
    return _KEPT[0]


_KEPT: list[Cells] = []


@pytest.mark.parametrize("dialect", dialects.DIALECTS)
def test_in_the_har_of_any_tool(cells: Callable[..., Cells], tmp_path: Path, dialect: str) -> None:
    held = demo()
    expected = _expected(cells, tmp_path)
    assert sum(expected["findings"].values()) > 200
    assert cells([dialects.write(tmp_path / "x.har", held, dialect)], FORMAT) == expected


def test_in_any_order_in_parts_and_at_another_time(cells: Callable[..., Cells], tmp_path: Path) -> None:
    held = demo()
    whole = cells([flows.write(tmp_path / "x.mitm", *held)])
    assert any("persona" in cell for row in whole["findings"] for cell in row)
    assert cells([flows.write(tmp_path / f"part{each}.mitm", *held[each::3]) for each in range(3)]) == whole
    random.Random(3).shuffle(held)
    assert cells([flows.write(tmp_path / "shuffled.mitm", *held)]) == whole
    timed = {"at", "server_ahead"}
    expected = cells([tmp_path / "x.mitm"], timed)
    for flow in held:
        later(flow, 9 * 3600)
    assert cells([flows.write(tmp_path / "later.mitm", *held)], timed) == expected


def later(flow: http.HTTPFlow, seconds: float) -> None:
    for each in (flow.request, flow.response, flow.client_conn, flow.server_conn):
        for name in ("start", "end", "tcp_setup", "tls_setup"):
            at = getattr(each, f"timestamp_{name}", None)
            if at is not None:
                setattr(each, f"timestamp_{name}", at + seconds)


def test_what_stands_twice_is_told(tmp_path: Path) -> None:
    held = demo()[:5]
    for captured in (
        flows.write(tmp_path / "twice.mitm", *held, *held),
        dialects.write(tmp_path / "twice.har", held * 2, "chrome"),
    ):
        summary = replay(Request((captured,), tmp_path / captured.suffix, PERSONA))
        told = [warning for warning in summary.warnings if "in it already" in warning]
        assert len(told) == 1
        assert "5 requests stand" in told[0]
    once = replay(Request((flows.write(tmp_path / "once.mitm", *held),), tmp_path / "once", PERSONA))
    assert not [warning for warning in once.warnings if "in it already" in warning]


@pytest.mark.parametrize("records", [1, 7])
def test_wherever_its_records_are_cut_into_jobs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, records: int) -> None:
    """Also between the pieces of an upload, and between parts of one conversation."""
    monkeypatch.setattr(flowfile, "_SLICE_RECORDS", records)
    request = Request((DEMO,), tmp_path / "x", PERSONA)
    (source,) = readers.open_captures(request.captures)
    jobs = list(workers.jobs([source], workers.examiner_of(request)))
    made = [one for job in jobs for one in workers.work(request, pickle.loads(pickle.dumps(job)))]
    assert len(jobs) == -(-200 // records)
    assert made == list(workers.examined([source], workers.examiner_of(request), None))
