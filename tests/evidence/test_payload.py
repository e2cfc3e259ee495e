"""What of a capture folder is sealed: all of it, in its place, and nothing that leads elsewhere."""

import os
from pathlib import Path

import pytest
from support.packages import capture
from support.unlisted import unread

from trafficaudit import evidence
from trafficaudit.errors import EvidenceError
from trafficaudit.evidence import payload


def test_every_file_has_its_place(tmp_path: Path) -> None:
    folder = capture(tmp_path / "shop")
    (folder / "메모.txt").write_text("x")
    (folder / "inner").mkdir()
    (folder / "inner/a b").write_text("x")
    found = payload.collect(folder)
    assert set(found.files) == {
        "capture/=EB=A9=94=EB=AA=A8.txt", "capture/capture.json", "capture/events.jsonl", "capture/inner/a=20b",
        "capture/network.pcapng", "capture/phases.jsonl", "capture/traffic-0001.mitm", "capture/traffic-0002.mitm",
        "capture/traffic-0003.mitm", "device/device.json",
    }  # fmt: skip
    assert found.renamed == {"capture/=EB=A9=94=EB=AA=A8.txt": "메모.txt", "capture/inner/a=20b": "inner/a b"}
    assert (found.identifier, found.complete) == ("shop", "yes")
    assert len(found.segments) == 3


def test_a_recording_that_was_cut_off(tmp_path: Path) -> None:
    folder = capture(tmp_path / "shop")
    said = (folder / "capture.json").read_text()
    (folder / "capture.json").write_text(said.replace('"complete": true', '"complete": false'))
    (folder / ".recording").mkdir()
    (folder / ".recording/journal-0001").write_bytes(b"x")
    (folder / ".recording/lock").write_bytes(b"")
    os.mkfifo(folder / ".recording/control")
    found = payload.collect(folder)
    assert found.complete == "no: the recording is not finished"
    assert "capture/.recording/journal-0001" in found.files, "what the recorder had not written yet is sealed as well"
    assert not any(name in place for place in found.files for name in ("lock", "control"))


def test_a_proxy_that_died(tmp_path: Path) -> None:
    assert (
        payload.collect(capture(tmp_path / "shop", ended="the proxy died\n<b>")).complete
        == "no: the proxy died=0A=3Cb=3E"
    )


@pytest.mark.parametrize("kind", ["link", "folder link", "pipe", "case"])
def test_what_cannot_be_sealed(tmp_path: Path, kind: str) -> None:
    folder = capture(tmp_path / "shop")
    match kind:
        case "link":
            (folder / "x").symlink_to("/etc/passwd")
        case "folder link":
            (folder / "x").symlink_to("/etc")
        case "pipe":
            os.mkfifo(folder / "x")
        case "case":
            (folder / "Capture.json").write_text("{}")
    with pytest.raises(EvidenceError):
        payload.collect(folder)


def test_a_path_is_as_long_as_the_bag_s_lists_take_it(tmp_path: Path) -> None:
    """Sealed with a longer one, a package would be rejected for ever."""
    folder = capture(tmp_path / "shop")
    inside = folder.joinpath(*["a" * 200] * 5)
    inside.mkdir(parents=True)
    longest = 1024 - len(f"data/capture/{inside.relative_to(folder)}/")
    (inside / ("b" * longest)).write_text("x")
    assert evidence.verify(evidence.seal(folder).path).valid
    (inside / ("b" * (longest + 1))).write_text("x")
    with pytest.raises(EvidenceError, match="is too long"):
        payload.collect(folder)


def test_what_is_no_capture(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    (tmp_path / "empty").mkdir()
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad/capture.json").write_text("[" * 100_000)
    for name in ("absent", "file", "empty", "bad"):
        with pytest.raises(EvidenceError):
            payload.collect(tmp_path / name)


def test_results_are_derived(tmp_path: Path) -> None:
    (tmp_path / "results").mkdir()
    (tmp_path / "results/recipe.json").write_text("{}")
    assert "derived/results/recipe.json" in payload.collect(capture(tmp_path / "shop"), (tmp_path / "results",)).files


@pytest.mark.parametrize(
    ("encoding", "taken"), [("utf-8", True), ("utf-8-sig", True), ("utf-16", False), ("utf-32", False)]
)
def test_a_description_is_read_as_replay_reads_it(tmp_path: Path, encoding: str, taken: bool) -> None:
    """What one of the two reads and the other does not would be sealed and never replayed."""
    folder = capture(tmp_path / "shop")
    path = folder / "capture.json"
    path.write_bytes(path.read_text().encode(encoding))
    if taken:
        assert payload.collect(folder).identifier == "shop"
    else:
        with pytest.raises(EvidenceError, match="is no JSON object"):
            payload.collect(folder)


def test_a_recording_whose_last_steps_are_not_done(tmp_path: Path) -> None:
    """A recorder that goes on writes into its last segment, and no link names the description yet."""
    folder = capture(tmp_path / "shop")
    (folder / ".recording").mkdir()
    (folder / ".recording/checkpoint").write_bytes(b"x")
    found = payload.collect(folder)
    assert (found.complete, found.finished) == (payload.UNFINISHED, False)
    (folder / ".recording/checkpoint").unlink()
    assert payload.collect(folder).complete == "yes"


def test_a_link_among_what_the_recorder_needs(tmp_path: Path) -> None:
    folder = capture(tmp_path / "shop")
    (folder / ".recording").mkdir()
    (folder / ".recording/journal-000001").symlink_to("/dev/null")
    with pytest.raises(EvidenceError, match="is a link"):
        payload.collect(folder)


def test_folders_in_each_other_without_end_are_told_with_what_to_do(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*["d"] * 40)
    deep.mkdir(parents=True)
    with pytest.raises(EvidenceError, match=r"holds too many folders in each other \(move it out of the capture\)"):
        list(payload._files(tmp_path, ""))


def test_a_description_that_cannot_be_read_is_not_called_another_thing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "capture.json").write_text("{}")
    unread(monkeypatch, tmp_path / "capture.json")
    with pytest.raises(EvidenceError, match=r"cannot be read: Input/output error \(check its rights and the disk\)"):
        payload.description(tmp_path / "capture.json")
