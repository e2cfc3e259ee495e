"""A recording chains what it closes, anchors on the way, and never waits for an authority."""

import shutil
import threading
import time
from pathlib import Path

import pytest
from support.journals import cut_short, recording
from support.packages import put
from support.stampers import Stamper

from trafficaudit import evidence, readers
from trafficaudit.evidence import anchor, chain, hashing
from trafficaudit.model import Exchange
from trafficaudit.recording import chaining, checkpoint, frames, writer
from trafficaudit.recording.chaining import Chaining


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "c").mkdir()
    (tmp_path / "c/capture.json").write_text("{}")
    return tmp_path / "c"


@pytest.fixture
def authority(own_configuration: Path, stamper: Stamper, monkeypatch: pytest.MonkeyPatch) -> object:
    monkeypatch.setenv(chaining.ONLINE, "online")
    path = own_configuration / "evidence.toml"
    before = path.read_text()

    def say(url: str) -> None:
        path.write_text(f'[[authority]]\nname = "here"\nurl = "{url}"\n')

    yield say
    path.write_text(before)


@pytest.fixture(scope="module")
def stamper(tmp_path_factory: pytest.TempPathFactory) -> Stamper:
    return Stamper(tmp_path_factory.mktemp("stamper") / "authority")


@pytest.mark.assertion("REC-5")
def test_every_closed_segment_and_every_phase_is_a_link(tmp_path: Path) -> None:
    with recording(tmp_path / "c") as made:
        made.exchange(1)
        made.send(frames.Phase("consent", time.time(), time.monotonic(), ""))
        made.send(frames.Phase("login", time.time(), time.monotonic(), ""))
        made.exchange(2)
    writer.recover(writer.Writer(tmp_path / "c"))
    links = chain.walk(tmp_path / "c/chain")
    assert [(link.entry.what, link.entry.note) for link in links] == [
        ("recording begun", links[0].entry.note), ("segment closed", "phase consent"), ("phase marked", "phase login"),
        ("segment closed", "end"), ("recording ended", "the proxy died"),
    ]  # fmt: skip
    for number, link in ((1, links[1]), (2, links[3])):
        place = f"capture/traffic-{number:04d}.mitm"
        assert link.files == {place: hashing.sha256(tmp_path / "c" / Path(place).name)}
    assert {each.place for each in links[2].prefixes} >= {"capture/phases.jsonl", "capture/segments.jsonl"}
    assert {"capture/capture.json", "capture/phases.jsonl", "capture/segments.jsonl"} <= links[-1].files.keys()
    sealed = evidence.seal(tmp_path / "c")
    assert sealed.complete == "no: the proxy died"
    assert evidence.verify(sealed.path).code == 4
    assert _exchanges(evidence.capture_of(sealed.path)) == 2


def _exchanges(folder: Path) -> int:
    return sum(isinstance(item, Exchange) for item in readers.open_capture(folder).items())


def test_what_was_sealed_unfinished_can_be_finished_in_a_copy(tmp_path: Path) -> None:
    cut_short(tmp_path / "c")
    sealed = evidence.seal(tmp_path / "c")
    assert (sealed.complete, evidence.verify(sealed.path).code) == ("no: the recording is not finished", 4)
    assert _exchanges(evidence.capture_of(sealed.path)) == 1, "every exchange that the recorder had written"
    copy = tmp_path / "copy"
    shutil.copytree(evidence.capture_of(sealed.path), copy)
    for path in (copy, *copy.rglob("*")):
        path.chmod(0o700)
    writer.recover(writer.Writer(copy))
    assert _exchanges(copy) == 2
    assert chain.walk(copy / "chain")[0].entry.what.startswith("chain begun anew")
    assert evidence.verify(sealed.path).code == 4


def test_a_link_beyond_the_checkpoint_is_made_again(tmp_path: Path) -> None:
    with recording(tmp_path / "c") as made:
        made.exchange(1)
        made.send(frames.Phase("consent", time.time(), time.monotonic(), ""))
        first = writer.Writer(tmp_path / "c")
        first._save()
        stood = checkpoint.read(tmp_path / "c/.recording").links
        for entry in first._journal.entries():
            first._entry(entry)
        first._close_segment("phase consent")
        assert len(chain.numbers(tmp_path / "c/chain")) == stood + 1
    writer.recover(writer.Writer(tmp_path / "c"))
    links = chain.walk(tmp_path / "c/chain")
    assert [link.entry.note for link in links].count("phase consent") == 1
    evidence.seal(tmp_path / "c")


def test_marks_are_anchored_and_what_follows_is_not_at_once(folder: Path, authority: object, stamper: Stamper) -> None:
    with stamper.serving() as here:
        authority(here.url)  # type: ignore[operator]
        made = Chaining(folder, 0, "shop")
        for what, mark in (("segment closed", False), ("segment closed", False), ("phase marked", True)):
            made.link(what, "", {}, mark=mark)
            made.settled()
        made.end("capture.json", "ended in order")
        made.close()
    found = [(each.subject, each.answered) for each in anchor.found(folder / "anchor")]
    assert found == [("chain-0001", True), ("chain-0003", True), ("chain-0004", True)]


@pytest.mark.parametrize(("late", "what"), [(False, chain.CLOSED), (True, chain.RECOVERED)])
def test_a_segment_that_a_phase_closed_is_anchored_at_once(
    folder: Path, authority: object, monkeypatch: pytest.MonkeyPatch, late: bool, what: str
) -> None:
    monkeypatch.setenv(chaining.ONLINE, "offline")
    authority("http://127.0.0.1:9/")  # type: ignore[operator]
    made = Chaining(folder, 0, "shop")
    for note, mark in (("size", False), ("age", False), ("phase login", True)):
        made.closed(note, {}, mark=mark, late=late)
        made.settled()
    # Nobody waits for an authority that answers late: not even the program's end.
    assert [each.daemon for each in threading.enumerate() if each.name == "anchoring"][-1:] == [True]
    made._anchoring.end()
    assert [(link.entry.what, link.entry.note) for link in chain.walk(folder / "chain")[1:]] == [
        (what, "size"), (what, "age"), (what, "phase login"),
    ]  # fmt: skip
    assert [each.subject for each in anchor.found(folder / "anchor")] == ["chain-0001", "chain-0003"]


def test_the_last_link_fixes_what_the_recorder_wrote_and_how_what_others_write_began(folder: Path) -> None:
    """Hooks and the proxy's log may still grow then: of these it says how they began."""
    (folder / "gaps.jsonl").write_bytes(b"{}\n")
    (folder / "events.jsonl").write_bytes(b'{"at": 1}\n')
    (folder / "proxy.log").write_bytes(b"begun\n")
    made = Chaining(folder, 0, "shop")
    made.end("capture.json", "ended in order")
    made.close()
    link = chain.walk(folder / "chain")[-1]
    assert (link.entry.what, link.entry.note) == ("recording ended", "ended in order")
    assert link.files == {
        "capture/capture.json": hashing.sha256(folder / "capture.json"),
        "capture/gaps.jsonl": hashing.sha256(folder / "gaps.jsonl"),
    }
    assert [(each.place, each.size, each.sha256) for each in link.prefixes] == [
        ("capture/events.jsonl", 10, hashing.sha256(folder / "events.jsonl")),
        ("log/proxy.log", 6, hashing.sha256(folder / "proxy.log")),
    ]


def test_the_last_link_is_anchored_when_nobody_makes_it_again(
    tmp_path: Path, authority: object, stamper: Stamper, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed at the very end, the recording is finished anew, with another last link: no time stamp of the first stays."""

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with stamper.serving() as here, recording(tmp_path / "c") as made:
        authority(here.url)  # type: ignore[operator]
        made.exchange(1)
        made.send(frames.Bye(time.time(), ""))
        for place in ("trafficaudit.recording.checkpoint.remove", "trafficaudit.recording.writer.tidy"):
            with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
                patch.setattr(place, killed)
                writer.resume(tmp_path / "c")
        writer.resume(tmp_path / "c")
    assert [(each.subject, each.answered) for each in anchor.found(tmp_path / "c/anchor")] == [("chain-0002", True)]
    codes = [each.id for each in evidence.verify(evidence.seal(tmp_path / "c").path).checks if each.outcome == "failed"]
    assert codes == []


def test_offline_the_requests_wait(folder: Path, authority: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(chaining.ONLINE, "offline")
    authority("http://127.0.0.1:9/")  # type: ignore[operator]
    made = Chaining(folder, 0, "shop")
    made.link("phase marked", "", {}, mark=True)
    made.settled()
    made.end("capture.json", "ended in order")
    made.close()
    assert [(each.subject, each.answered) for each in anchor.found(folder / "anchor")] == [
        ("chain-0001", False),
        ("chain-0002", False),
    ]


def test_a_slow_authority_holds_nothing_up(
    folder: Path, authority: object, stamper: Stamper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chaining.Anchoring.end, "__defaults__", (0.3,))
    with stamper.serving(drip=0.05) as here:
        authority(here.url)  # type: ignore[operator]
        made = Chaining(folder, 0, "shop")
        began = time.monotonic()
        for _ in range(5):
            made.link("phase marked", "", {}, mark=True)
            made.settled()
        assert time.monotonic() - began < 2
        made.end("capture.json", "ended in order")
        made.close()
        assert time.monotonic() - began < 4
    assert not anchor.found(folder / "anchor")[0].answered


def test_a_fault_at_one_link_leaves_those_after_it_and_is_told(
    folder: Path, authority: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(chaining.ONLINE, "offline")
    authority("http://127.0.0.1:9/")  # type: ignore[operator]
    queue = anchor.queue

    def failing(folder: Path, name: str, content: bytes, authorities: object) -> object:
        if name == "chain-0001":
            raise KeyError("what nobody expects")
        return queue(folder, name, content, authorities)  # type: ignore[arg-type]

    monkeypatch.setattr(anchor, "queue", failing)
    made = Chaining(folder, 0, "shop")
    for _ in range(2):
        made.link("phase marked", "", {}, mark=True)
        made.settled()
    until = time.monotonic() + 10
    while not anchor.found(folder / "anchor") and time.monotonic() < until:
        time.sleep(0.01)
    made.end("capture.json", "ended in order")
    made.close()
    assert [each.subject for each in anchor.found(folder / "anchor")] == ["chain-0002", "chain-0003"]
    assert chain.walk(folder / "chain")[-1].entry.note == (
        "ended in order; 1 link was not time stamped as it should be, for a fault of this program (KeyError)"
    )


def test_a_wrong_configuration_stops_no_recording(folder: Path, own_configuration: Path) -> None:
    path = own_configuration / "evidence.toml"
    before = path.read_text()
    try:
        path.write_text("no toml")
        made = Chaining(folder, 0, "shop")
        made.link("phase marked", "", {}, mark=True)
        made.settled()
    finally:
        path.write_text(before)
    assert not (folder / "anchor").exists()


def test_a_long_silence_is_a_link_as_well(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = Chaining(folder, 0, "shop")
    assert not made.idle
    monkeypatch.setattr(chaining, "EVERY", 0.0)
    assert made.idle


def test_a_chain_that_is_begun_anew_does_not_inherit_time_stamps(tmp_path: Path) -> None:
    for place in ("chain/0001.txt", "anchor/chain-0001.a.tsq"):
        put(tmp_path / place, b"of the chain before")
    Chaining(tmp_path, 2, "shop").link("segment closed", "", {})
    assert [path.name for path in sorted((tmp_path / "chain").iterdir())] == ["0000.txt", "0001.txt"]
    assert anchor.found(tmp_path / "anchor") == []
    assert (tmp_path / "chain-broken/anchor/chain-0001.a.tsq").exists()


def test_a_chain_may_be_broken_twice(tmp_path: Path) -> None:
    (tmp_path / "capture.json").write_text("{}")
    for number in (1, 2, 3):
        made = Chaining(tmp_path, 0, "app")
        made.link("phase marked", str(number), {}, mark=True)
        (tmp_path / "chain/0000.txt").unlink()
        Chaining(tmp_path, 2, "app")
    names = ["chain-broken", "chain-broken-2", "chain-broken-3"]
    assert [path.name for path in sorted(tmp_path.glob("chain-broken*"))] == names
    assert all((tmp_path / name / "0001.txt").exists() for name in names)
