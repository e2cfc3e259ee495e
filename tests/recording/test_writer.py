"""The writer: every exchange stands in the capture once, whoever dies and when."""

import hashlib
import json
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mitmproxy.test import tflow
from support.journals import START, head, paths, recording, request, response
from support.jsonlines import lines

from trafficaudit.errors import RecordError
from trafficaudit.model import Exchange
from trafficaudit.readers import open_capture
from trafficaudit.recording import frames, writer
from trafficaudit.recording.writer import recover


def test_segments_close_with_the_phase_and_are_hashed(tmp_path: Path) -> None:
    folder = tmp_path / "c"
    with recording(folder) as made:
        made.exchange(1)
        made.send(frames.Phase("browse", START + 5, 6.0, "abcd"))
        made.exchange(2)
        summary = made.finish()
    closed = lines(folder / "segments.jsonl")
    assert [each["reason"] for each in closed] == ["phase browse", "end"]
    for each in closed:
        data = (folder / each["file"]).read_bytes()
        assert (each["sha256"], each["bytes"], each["flows"]) == (hashlib.sha256(data).hexdigest(), len(data), 1)
    assert lines(folder / "phases.jsonl") == [
        {"at": "2026-11-24T00:00:05.000000+00:00", "phase": "browse", "monotonic": 6.0, "ticket": "abcd"}
    ]
    description = json.loads((folder / "capture.json").read_text())
    assert (description["complete"], description["ended"], description["flows"]) == (True, "ended in order", 2)
    assert summary["segments"] == description["segments"]
    assert not (folder / ".recording").exists()
    links = [path.read_text() for path in sorted((folder / "chain").iterdir())]
    assert [[each["sha256"] in link for link in links] for each in closed] == [
        [False, True, False, False],
        [False, False, True, False],
    ]


def test_a_segment_closes_with_its_size_and_age(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer, "SEGMENT_SIZE", 5000)
    with recording(tmp_path / "c") as made:
        for number in range(20):
            made.exchange(number)
        going_on = made.writer()
        going_on.step()
        monkeypatch.setattr(writer, "SEGMENT_SIZE", 1 << 20)
        monkeypatch.setattr(writer, "SEGMENT_AGE", 0.0)
        made.exchange(20)
        going_on.step()
        going_on.sync(alive=False)
    reasons = [each["reason"] for each in lines(tmp_path / "c" / "segments.jsonl")]
    assert reasons == ["size"] * (len(reasons) - 1) + ["age"]
    assert len(reasons) > 5
    assert len(paths(tmp_path / "c")) == 21


def test_the_journal_does_not_grow_with_the_recording(tmp_path: Path) -> None:
    with recording(tmp_path / "c", file_size=10_000) as made:
        going_on = made.writer()
        for number in range(200):
            made.exchange(number)
            going_on.step()
        going_on.sync(alive=True)
        assert len(list((tmp_path / "c" / ".recording").glob("journal-*"))) == 1
        made.send(head("slow", request(999)))
        for number in range(200, 260):
            made.exchange(number)
        going_on.step()
        going_on.sync(alive=True)
        kept = sorted(path.name for path in (tmp_path / "c" / ".recording").glob("journal-*"))
        assert len(kept) == 2, "the one that the slow one needs, and the one that is written"
        made.send(head("slow", response(999)), frames.Bye(START, ""))
        recover(going_on)
    assert len(paths(tmp_path / "c")) == 261


def test_server_clocks_and_readings_are_noted(tmp_path: Path) -> None:
    with recording(tmp_path / "c") as made:
        made.exchange(0)
        going_on = made.writer()
        going_on.step()
        going_on.sync(alive=True)
    server, reading = lines(tmp_path / "c" / "clock.jsonl")
    assert (server["kind"], server["host"], reading["kind"]) == ("server", "api.shop.example", "reading")


@pytest.mark.assertion("REC-4")
def test_a_dead_proxy_is_a_gap(tmp_path: Path) -> None:
    with recording(tmp_path / "c") as made:
        made.send(frames.Opened("x", START), frames.Opened("y", START), frames.Closed("x", {"state": "decrypted"}))
        made.exchange(1)
        assert made.finish(orderly=False)["ended"] == "the proxy died"
    (gap,) = lines(tmp_path / "c" / "gaps.jsonl")
    assert (gap["state"], gap["connections"]) == ("lost", 1)
    assert open_capture(tmp_path / "c").capture.lost["lost", "kr.example.shop", "unmarked"] == (1, 0)


def test_a_recording_ends_when_the_proxy_was_last_alive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not with the last request: a conversation may go on for hours after it."""
    with recording(tmp_path / "c") as made:
        made.send(frames.Talk("t", "tcp", "client", "server", "login", START))
        made.send(frames.Message("t", "login", 3, [True, b"abc", START + 7200]))
        going_on = made.writer()
        going_on.step()
        monkeypatch.setattr("time.time", lambda: START + 7200.5)
        going_on.sync(alive=True)
        assert made.finish(orderly=False)["ended_at"] == "2026-11-24T02:00:00.500000+00:00"
    assert {line["at"] for line in lines(tmp_path / "c" / "gaps.jsonl")} == {"2026-11-24T02:00:00.500000+00:00"}


def test_what_is_gone_of_the_capture_when_it_is_gone_on_with_is_a_gap(tmp_path: Path) -> None:
    folder = tmp_path / "c"
    with recording(folder) as made:
        made.exchange(1)
        made.send(frames.Phase("browse", START + 5, 6.0, ""))
        made.exchange(2)
        made.exchange(3)
        first = made.writer()
        first.step()
        first.sync(alive=True)
        gone = (folder / "phases.jsonl").stat().st_size + (folder / "traffic-0002.mitm").stat().st_size - 100
        (folder / "phases.jsonl").unlink()
        os.truncate(folder / "traffic-0002.mitm", 100)
        made.exchange(4)
        made.finish()
    (gap,) = lines(folder / "gaps.jsonl")
    assert (gap["state"], gap["bytes"]) == ("lost", gone)
    assert gap["reason"].startswith("a part of what the recorder had written")
    assert not (folder / "phases.jsonl").exists()
    assert [path[-1:] for path in paths(folder)] == ["1", "4"]


@pytest.mark.assertion("REC-4")
def test_a_torn_journal_is_a_gap(tmp_path: Path) -> None:
    with recording(tmp_path / "c") as made:
        made.exchange(1)
        with (tmp_path / "c" / ".recording" / "journal-000001").open("ab") as file:
            file.write(b"\x50\x00\x00\x00torn")
        made.finish(orderly=False)
    gap = lines(tmp_path / "c" / "gaps.jsonl")[-1]
    assert (gap["bytes"], gap["reason"]) == (8, "the journal's end is torn")
    assert paths(tmp_path / "c") == ["1"]


OPERATIONS = st.lists(
    st.sampled_from(["exchange", "begin", "end", "phase", "message", "step", "save", "die", "line"]), max_size=60
)


@pytest.mark.assertion("REC-1")
@settings(max_examples=60)
@given(OPERATIONS)
def test_every_exchange_stands_once_wherever_the_writer_dies(operations: list[str]) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "c"
        with recording(folder, file_size=2000) as made:
            made.send(frames.Talk("t", "tcp", "client", "server", "login", START))
            current, expected, begun, said, phase = made.writer(), [], [], 0, ""
            for number, operation in enumerate(operations):
                if operation == "exchange":
                    made.exchange(number)
                    expected.append(str(number))
                elif operation == "begin":
                    made.send(head(f"flow-{number}", request(number)))
                    begun.append(number)
                elif operation == "end" and begun:
                    made.send(head(f"flow-{begun[0]}", response(begun[0])))
                    expected.append(str(begun.pop(0)))
                elif operation == "phase":
                    phase = f"p{number}"
                    made.send(frames.Phase(phase, START + number, 1.0, ""))
                elif operation == "message":
                    made.send(frames.Message("t", phase, 3, [True, b"%03d" % number, START + number]))
                    said += 1
                elif operation == "line":
                    made.send(frames.Line("tls_failures.jsonl", {"at": START, "host": f"h{number}"}))
                elif operation == "step":
                    current.step()
                elif operation == "save":
                    current.step()
                    current.sync(alive=False)
                elif operation == "die":
                    current = made.writer()
            made.send(frames.Bye(START, ""))
            recover(current)
            expected += [str(number) for number in begun]
        exchanges = [item for item in open_capture(folder).items() if isinstance(item, Exchange)]
        found = [each.url.rpartition("/")[2] for each in exchanges if each.protocol == "http/1.1"]
        assert sorted(found) == sorted(expected)
        messages = [each.request.body for each in exchanges if each.protocol == "tcp" and each.request]
        assert len(messages) == len(set(messages)) == said
        if "line" in operations:
            assert len(lines(folder / "tls_failures.jsonl")) == operations.count("line")
        for each in lines(folder / "segments.jsonl") if (folder / "segments.jsonl").exists() else ():
            assert each["sha256"] == hashlib.sha256((folder / each["file"]).read_bytes()).hexdigest()


def test_a_checkpoint_that_is_none_is_an_error(tmp_path: Path) -> None:
    with recording(tmp_path / "c") as made:
        (tmp_path / "c" / ".recording" / "checkpoint").write_bytes(b"\xc1")
        with pytest.raises(RecordError):
            made.writer()


def _last_frame(data: bytes) -> int:
    """Give the bytes of the last frame of a journal's file."""
    at = size = 0
    while at < len(data):
        size = 8 + int.from_bytes(data[at : at + 4], "little")
        at += size
    return size


def test_what_no_writer_has_begun_with_is_finished_and_what_is_finished_is_left(tmp_path: Path) -> None:
    """The writer died before its first checkpoint: all that is known stands in the journal."""
    folder = tmp_path / "c"
    with recording(folder) as made:
        made.exchange(1)
    assert not (folder / ".recording/checkpoint").exists()
    done = writer.resume(folder)
    assert (done["flows"], done["complete"]) == (1, True)
    assert not (folder / ".recording").exists()
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    assert writer.resume(folder) == json.loads((folder / "capture.json").read_text())
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before


def test_what_is_lost_is_said_with_its_time_phase_and_size(tmp_path: Path) -> None:
    """A file of the journal is cut, and what was written too, before another writer goes on; then the proxy is gone."""
    folder = tmp_path / "c"
    with recording(folder, file_size=600) as made:
        made.send(frames.Phase("browse", START + 5, 1.0, ""))
        first = made.writer()
        first.step()
        first.sync(alive=False)
        for number in range(1, 6):
            made.exchange(number)
        made.send(frames.Opened("k1", START + 9), frames.Opened("k2", START + 9))
    (folder / "phases.jsonl").chmod(0o600)
    whole = (folder / "phases.jsonl").read_bytes()
    (folder / "phases.jsonl").write_bytes(whole[:-3])
    files = sorted((folder / ".recording").glob("journal-*"))
    assert len(files) > 3
    cut = files[1].read_bytes()
    files[1].write_bytes(cut[:-1])
    with files[-1].open("ab") as torn:
        torn.write(b"\x05\0\0\0torn")
    writer.resume(folder)
    said = [tuple(line.values()) for line in lines(folder / "gaps.jsonl")]
    day = "2026-11-24T00:00:"
    assert said == [
        (f"{day}05.000000+00:00", "lost", "browse", 0, 0, 80,
         "a part of what the recorder had written was not there any more when it was gone on with"),
        (f"{day}03.100000+00:00", "lost", "browse", 0, 0, _last_frame(cut),
         "a part of the journal is not there; what was handed over after it is"),
        (f"{day}09.000000+00:00", "lost", "login", "flow-3", 0, 1, 0,
         "trafficaudit: the recording ended before this exchange did"),
        (f"{day}09.000000+00:00", "lost", "browse", 2, 0, 0,
         "the proxy died while these connections were open; what it had not read whole stands nowhere"),
        (f"{day}09.000000+00:00", "lost", "browse", 0, 0, 8, "the journal's end is torn"),
    ]  # fmt: skip
    found = [item for item in open_capture(folder).items() if isinstance(item, Exchange)]
    assert sorted((item.url[-2:], item.response is None) for item in found) == [
        (f"/{number}", number == 3) for number in range(1, 6)
    ]


def test_another_writer_knows_the_connections_and_says_how_it_stands(tmp_path: Path) -> None:
    """The states of connections were handed over before the checkpoint, and name the servers of what comes after."""
    folder = tmp_path / "c"
    with recording(folder) as made:
        made.exchange(1)
        made.send(head("half", request(2)), frames.Phase("browse", START + 5, 1.0, ""))
        first = made.writer()
        first.step()
        first.sync(alive=False)
        made.exchange(3)
        second = made.writer()
        standing = second.standing()
        assert isinstance(standing.pop("free"), int)
        behind = standing.pop("behind")
        assert standing == {"flows": 1, "segment": 1, "phase": "browse", "open": 1}
        assert behind == (folder / ".recording/journal-000001").stat().st_size - second._at.offset
        second.step()
        assert second.standing() | {"free": 0} == {
            "flows": 2, "segment": 2, "phase": "browse", "open": 1, "behind": 0, "free": 0,
        }  # fmt: skip
        made.send(frames.Bye(START + 9, "end"))
        recover(second)
    found = [item for item in open_capture(folder).items() if isinstance(item, Exchange)]
    assert [(item.url[-2:], item.server_address, item.sni) for item in found] == [
        (f"/{number}", "3.34.0.1", "api.shop.example") for number in (1, 3, 2)
    ]


def test_a_query_is_noted_with_its_answer_or_its_error_and_not_before(tmp_path: Path) -> None:
    state = tflow.tdnsflow(resp=True).get_state()
    with recording(tmp_path / "c") as made:
        for name, error, answer in (
            ("a", None, state["response"]),
            ("b", {"msg": "no route", "timestamp": START}, None),
        ):
            for told in ((None, None), (error, answer)):
                made.send(frames.Dns(name, "c", "s", "", START, told[0], state["request"], told[1]))
        made.finish()
    assert [line["answer"] for line in lines(tmp_path / "c" / "dns.jsonl")] == ["8.8.8.8", "8.8.4.4", None]
