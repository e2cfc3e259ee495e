"""The worker process on folders that grow: what it finds is what replay finds."""

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from mitmproxy.test import tflow
from support.flows import flow
from support.states import record
from support.waiting import LAST, until

from trafficaudit import persona, replay
from trafficaudit.decode import decode
from trafficaudit.destinations import Locator
from trafficaudit.detectors import Context, build_all
from trafficaudit.examine import Examined, Examiner
from trafficaudit.live import worker
from trafficaudit.model import Exchange, Gap
from trafficaudit.naming import Naming
from trafficaudit.placing import placed
from trafficaudit.readers import open_capture
from trafficaudit.readers.flow import tnetstring
from trafficaudit.recording import folder as folders

DEMO = Path(__file__).resolve().parents[2] / "captures" / "demo"
PERSONA = DEMO / "persona.toml"
BESIDE = ("capture.json", "phases.jsonl")


def records(data: bytes) -> list[bytes]:
    out, at = [], 0
    while at < len(data):
        _, end, _ = tnetstring.token(data, at, len(data))
        out.append(data[at : end + 1])
        at = end + 1
    return out


class Running:
    """A worker process whose lines are collected while it runs."""

    def __init__(self, *arguments: str | Path) -> None:
        command = [sys.executable, "-P", "-m", "trafficaudit.live.worker", *map(str, arguments)]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.lines: list[dict[str, Any]] = []
        self._thread = threading.Thread(target=self._read)
        self._thread.start()

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.lines.append(json.loads(line))

    def kind(self, kind: str) -> list[dict[str, Any]]:
        return [line for line in list(self.lines) if line["kind"] == kind]

    @property
    def sum(self) -> dict[str, Any]:
        return (self.kind("summary") or [{"exchanges": -1}])[-1]

    def end(self, seconds: float = 240) -> int:
        """Close its standard input and wait for its end: it gives way to everybody, and on a busy machine waits long."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.close()
        try:
            return self.process.wait(seconds)
        finally:
            self.process.kill()
            self._thread.join()
            self.process.stdout.close()


@pytest.fixture
def run() -> Iterator[Callable[..., Running]]:
    started: list[Running] = []

    def begin(*arguments: str | Path) -> Running:
        started.append(Running(*arguments))
        return started[-1]

    yield begin
    for one in started:
        one.end()


def growing(folder: Path) -> Iterator[Callable[[], object]]:
    """Copy the demo step by step: whole records, halves of records, a new segment in the middle."""
    folder.mkdir()
    for name in BESIDE:
        shutil.copy(DEMO / name, folder)
    all_records = records((DEMO / "traffic-0001.mitm").read_bytes())
    for number, one in enumerate(all_records):
        segment = folder / f"traffic-{1 + number // 70:04}.mitm"
        middle = len(one) * (number % 7) // 7
        for piece in (one[:middle], one[middle:]):

            def step(segment: Path = segment, piece: bytes = piece) -> None:
                with segment.open("ab") as file:
                    file.write(piece)

            yield step


def bare(exchange: Exchange) -> Exchange:
    return replace(exchange, capture_id="")


def test_live_findings_equal_replayed_ones(tmp_path: Path) -> None:
    """Inside one process, so that whole Finding objects are compared: category, match, field, layers, span, value."""
    folder = tmp_path / "demo"
    steps = growing(folder)
    reading, writing = os.pipe()
    written: list[bytes] = []
    live = worker.Worker(folder, Examiner(PERSONA), written.append, reading)

    def wait() -> None:
        step = next(steps, None)
        if step is None:
            live._asked_to_end, live._last_item = True, 0
        else:
            step()

    live._follower.wait = wait
    found = list(live.examined())
    os.close(reading)
    os.close(writing)

    source = open_capture(folder)
    detectors = build_all(Context(persona.load(PERSONA)))
    locator = Locator()
    naming = Naming(
        lambda exchange, decoded: [each for detect in detectors for each in detect(exchange, decoded)],
        persona.load(PERSONA),
    )
    replayed: list[Examined] = []
    for item in source.items():
        assert isinstance(item, Exchange)
        exchange = placed(item, source.capture, "")
        decoded = decode(exchange)
        findings = tuple(finding for detect in detectors for finding in detect(exchange, decoded))
        names = naming.names(exchange, findings)
        replayed.append(Examined(exchange, decoded, findings, locator.locate(exchange), names=names))

    assert len(found) > 150
    assert sum(len(one.findings) for one in found) > 500
    assert [replace(one, exchange=bare(one.exchange)) for one in found] == [
        replace(one, exchange=bare(one.exchange)) for one in replayed
    ]
    assert {one.exchange.phase for one in found} > {"before_consent", "checkout"}
    assert live.summary.unexamined == live.summary.gaps == 0


def test_the_process_tells_what_the_tables_of_replay_hold(tmp_path: Path, run: Callable[..., Running]) -> None:
    folder = tmp_path / "demo"
    running = run(folder, "--persona", PERSONA)  # the folder comes later
    for number, step in enumerate(growing(folder)):
        step()
        if number % 100 == 0:
            time.sleep(0.25)  # so that the worker meets halves; what it finds must not depend on it
    assert running.end() == 0
    summary = replay.replay(replay.Request((folder,), tmp_path / "out", PERSONA))
    assert running.sum["ended"]
    assert running.sum["behind"] == 0
    assert (running.sum["exchanges"], running.sum["findings"]) == (summary.exchanges, summary.findings)
    assert sum(running.sum["received"].values()) == summary.received

    table = pd.read_parquet(tmp_path / "out" / "findings.parquet")
    for direction, key in (("request", "sent"), ("response", "received")):
        told = {(line["exchange"], slug) for line in running.kind("exchange") for slug in line[key]}
        rows = table[table["direction"] == direction]
        held = set(zip(rows["exchange"], rows["category"], strict=True))
        # Of what was sent, the weaker of two claims on one field is not told, as in the transfer table.
        assert told == held if key == "received" else told <= held
        strong = rows[rows["detector"] == "persona"]
        assert set(zip(strong["exchange"], strong["category"], strict=True)) <= told

    destinations = pd.read_parquet(tmp_path / "out" / "exchanges.parquet").merge(
        pd.read_parquet(tmp_path / "out" / "destinations.parquet"), on="destination"
    )
    places = {row.exchange: (row.country, row.certainty) for row in destinations.itertuples()}
    for line in running.kind("exchange"):
        assert (line["country"], line["certainty"]) == places[line["exchange"]]
    assert sum(running.sum["countries"].values()) == sum(bool(line["sent"]) for line in running.kind("exchange"))


def test_no_value_of_the_persona_is_told(tmp_path: Path, run: Callable[..., Running]) -> None:
    shutil.copytree(DEMO, tmp_path / "demo")
    running = run(tmp_path / "demo", "--persona", PERSONA)
    running.end()
    text = json.dumps(running.lines, ensure_ascii=False)
    assert len(running.kind("exchange")) > 100
    for slug in ("email", "phone_number", "name", "card_number", "advertising_id"):
        for value in persona.load(PERSONA).values[slug]:
            assert value not in text


def test_each_line_names_the_flow(tmp_path: Path, run: Callable[..., Running]) -> None:
    made = flow(1, "/?mail=seoyun%40hanbit.example", messages=[(True, b'{"email": "x@hanbit.example"}')])
    (tmp_path / "traffic-0001.mitm").write_bytes(record(made))
    running = run(tmp_path, "--app", "kr.example.shop")
    running.end()
    assert {line["flow"] for line in running.kind("exchange")} == {made.id}
    assert len(running.kind("exchange")) == 2


def test_pieces_of_an_upload_are_put_together_and_borders_of_conversations_counted(tmp_path: Path) -> None:
    mail = persona.load(PERSONA).values["email"][0].encode()
    pieces = [
        flow(number, "/up/1", headers=[(b"Upload-Offset", b"%d" % at)], body=body)
        for number, (at, body) in enumerate(((0, b"to " + mail[:5]), (8, mail[5:])))
    ]
    talks = [flow(number, "/ws", messages=[(True, b"hello"), (True, b"you")]) for number in (5, 6)]
    talks[1].metadata["continues"] = talks[0].id
    (tmp_path / "traffic-0001.mitm").write_bytes(b"".join(map(record, [*pieces, *talks])))
    (tmp_path / "capture.json").write_text('{"complete": true}')
    reading, writing = os.pipe()
    written: list[bytes] = []
    examiner = Examiner(PERSONA)
    examiner.follow()
    worker.Worker(tmp_path, examiner, written.append, reading).run()
    os.close(writing)
    os.close(reading)
    lines = [json.loads(line) for line in b"".join(written).splitlines()]
    told = {line["exchange"]: line["sent"] for line in lines if line["kind"] == "exchange"}
    assert told["000001"]["email"]["seen"][0][0] == "verbatim"
    assert "email" not in told.get("000000", {})
    assert lines[-1]["apart"] == 1


def followed(folder: Path) -> list[list[dict[str, Any]]]:
    """Follow a recording that is complete, in this process; give the lines of each time that something was written."""
    (folder / "capture.json").write_text('{"complete": true}')
    reading, writing = os.pipe()
    written: list[bytes] = []
    worker.Worker(folder, Examiner(), written.append, reading).run()
    os.close(writing)
    os.close(reading)
    return [[json.loads(line) for line in piece.splitlines()] for piece in written]


def test_what_cannot_be_read_is_counted(tmp_path: Path) -> None:
    whole = [record(flow(number)) for number in range(3)]
    (tmp_path / "traffic-0001.mitm").write_bytes(whole[0] + b"\0" * 99 + whole[1])
    (tmp_path / "traffic-0002.mitm").write_bytes(whole[2][:-5])
    last = followed(tmp_path)[-1][-1]
    gaps = [item for item in open_capture(tmp_path).items() if isinstance(item, Gap)]
    assert len(gaps) == 2
    assert (last["kind"], last["exchanges"], last["gaps"], last["ended"]) == ("summary", 2, 2, True)


def test_while_there_is_much_to_do_it_tells_how_far_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "_SUMMARY", 0.0)
    monkeypatch.setattr(worker, "_FLUSH", 0.0)
    (tmp_path / "traffic-0001.mitm").write_bytes(b"".join(record(flow(number)) for number in range(4)))
    told = [[line["exchanges"] for line in piece if line["kind"] == "summary"] for piece in followed(tmp_path)]
    assert [number for numbers in told for number in dict.fromkeys(numbers)][:5] == [0, 1, 2, 3, 4]
    assert len(told) >= 5, "each is handed on at once"


def test_it_follows_until_the_recording_is_complete(tmp_path: Path, run: Callable[..., Running]) -> None:
    (tmp_path / "traffic-0001.mitm").write_bytes(record(flow(1)))
    running = run(tmp_path)
    until(lambda: running.sum["exchanges"] == 1)
    with (tmp_path / "traffic-0001.mitm").open("ab") as file:
        file.write(record(flow(2))[:-5])
        file.flush()
        until(lambda: running.sum.get("behind") == len(record(flow(2))) - 5)
        assert running.sum["gaps"] == 0
        file.write(record(flow(2))[-5:])
    until(lambda: running.sum["exchanges"] == 2)
    (tmp_path / "capture.json").write_text('{"complete": true}')
    assert running.process.wait(LAST) == 0
    until(lambda: running.sum["ended"])
    assert (running.sum["exchanges"], running.sum["gaps"]) == (2, 0)


def test_what_was_quiet_before_the_proxy_ended_says_nothing_of_what_the_writer_still_appends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading, writing = os.pipe()
    live = worker.Worker(tmp_path, Examiner(), bytes, reading)
    live._last_item = 0
    live._listen(0)
    assert not live._has_ended(), "the proxy goes on"
    os.close(writing)
    live._listen(0)
    os.close(reading)
    assert not live._has_ended()
    assert time.monotonic() - live._last_item < worker._QUIET / 2
    monkeypatch.setattr(worker, "_QUIET", 0.0)
    assert live._has_ended()


def test_it_does_not_end_while_a_writer_holds_the_folder(tmp_path: Path, run: Callable[..., Running]) -> None:
    lock = folders.begin(tmp_path / "c", {})
    segment = tmp_path / "c" / "traffic-0001.mitm"
    segment.write_bytes(record(flow(1)))
    running = run(tmp_path / "c")
    until(lambda: running.sum["exchanges"] == 1)
    assert running.process.stdin
    running.process.stdin.close()
    sums, late = len(running.kind("summary")), 3 * worker._QUIET / worker._SUMMARY
    until(lambda: running.process.poll() is not None or len(running.kind("summary")) > sums + late)
    with segment.open("ab") as file:
        file.write(record(flow(2)))
    until(lambda: running.process.poll() is not None or running.sum["exchanges"] == 2)
    assert running.process.poll() is None
    os.close(lock)
    assert running.process.wait(LAST) == 0
    until(lambda: running.sum["ended"])
    assert (running.sum["exchanges"], running.sum["behind"]) == (2, 0)


def test_sigterm_ends_it_at_once_and_ctrl_c_is_left_to_the_proxy(tmp_path: Path, run: Callable[..., Running]) -> None:
    (tmp_path / "traffic-0001.mitm").write_bytes(record(flow(1)))
    running = run(tmp_path)
    until(lambda: running.sum["exchanges"] == 1)
    running.process.send_signal(signal.SIGINT)
    with (tmp_path / "traffic-0001.mitm").open("ab") as file:
        file.write(record(flow(2)))
    until(lambda: running.sum["exchanges"] == 2)
    running.process.terminate()
    assert running.process.wait(LAST) == -signal.SIGTERM


def test_it_gives_way_to_everything_else(tmp_path: Path, run: Callable[..., Running]) -> None:
    running = run(tmp_path)
    until(lambda: running.lines)
    assert os.getpriority(os.PRIO_PROCESS, running.process.pid) == 19
    if hasattr(os, "SCHED_IDLE"):
        assert os.sched_getscheduler(running.process.pid) == os.SCHED_IDLE


def test_it_ends_when_nobody_reads_its_lines_any_more(tmp_path: Path) -> None:
    command = [sys.executable, "-P", "-m", "trafficaudit.live.worker", str(tmp_path)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdin
    assert process.stdout
    try:
        assert process.stdout.readline()
        process.stdout.close()
        assert process.wait(LAST) == 0
    finally:
        process.kill()
        process.wait()
        process.stdin.close()


def test_an_input_that_cannot_be_used_is_named(tmp_path: Path, run: Callable[..., Running]) -> None:
    (tmp_path / "p.toml").write_text("x\x1b")
    running = run(tmp_path, "--persona", tmp_path / "p.toml")
    assert running.process.wait(LAST) == worker.UNUSABLE
    until(lambda: running.lines)
    assert running.lines[0]["kind"] == "failed"
    assert "p.toml" in running.lines[0]["reason"]
    assert "\x1b" not in running.lines[0]["reason"]


def test_hostile_traffic_does_not_end_it(tmp_path: Path) -> None:
    """A detector that stumbles over one exchange costs that exchange, and is counted."""
    examiner = Examiner()
    bad = tflow.tflow(resp=True)
    (tmp_path / "traffic-0001.mitm").write_bytes(record(flow(1)) + record(bad) + record(flow(3, "/?email=a@b.example")))

    class Stumbling(Examiner):
        left_out = 0

        def __init__(self) -> None:
            pass

        def examine(self, exchange: Exchange, capture: Any) -> Examined:
            if exchange.position == 1:
                raise RecursionError("deep\x1b")
            return examiner.examine(exchange, capture)

    reading, writing = os.pipe()
    os.close(writing)
    written: list[bytes] = []
    live = worker.Worker(tmp_path, Stumbling(), written.append, reading)
    live.run()
    os.close(reading)
    lines = [json.loads(line) for line in b"".join(written).splitlines()]
    assert [line for line in lines if line["kind"] == "unexamined"] == [
        {"kind": "unexamined", "flow": bad.id, "exchange": "000001", "reason": "RecursionError"}
    ]
    assert (lines[-1]["exchanges"], lines[-1]["unexamined"]) == (2, 1)
    assert Counter(line["kind"] for line in lines)["exchange"] >= 1
