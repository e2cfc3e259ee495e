"""A recording is sealed when it is over; a failure takes nothing away from it."""

import errno
import json
import os
from pathlib import Path

import pytest
from support.packages import capture, flip

from trafficaudit import ending, evidence
from trafficaudit.cli import recordseal, sealing, stamping
from trafficaudit.errors import OutputError, SignerError
from trafficaudit.recording import chaining
from trafficaudit.recording import folder as folders


def test_it_is_sealed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = capture(tmp_path / "shop")
    recordseal.seal(folder, offline=True)
    said = capsys.readouterr()
    assert (said.out, "Sealed: " in said.err, "확인서" in said.err) == ("", True, True)
    assert evidence.verify(tmp_path / "shop.sealed").valid


@pytest.mark.parametrize("digest_only", [False, True])
def test_the_persona_goes_with_it(tmp_path: Path, persona: Path, digest_only: bool) -> None:
    recordseal.seal(capture(tmp_path / "shop"), offline=True, persona=persona, digest_only=digest_only)
    assert (tmp_path / "shop.sealed/bag/data/device/persona.json").is_file()
    assert (tmp_path / "shop.sealed/bag/data/device/persona-register.toml").is_file() is not digest_only


def test_a_failure_is_given_and_the_capture_stays(tmp_path: Path) -> None:
    folder = capture(tmp_path / "shop")
    flip(folder / "traffic-0001.mitm")
    unsealed = recordseal.seal(folder, offline=True)
    assert "not sealed: capture/traffic-0001.mitm: is not what it was" in str(unsealed)
    assert f"to try it again: trafficaudit seal {folder}" in str(unsealed)
    assert json.loads((folder / "capture.json").read_text())["complete"] is True
    assert recordseal.seal(tmp_path / "absent", offline=True) is None


def test_what_is_still_written_and_a_disk_that_fails_are_given_as_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = folders.begin(tmp_path / "held", {})
    assert "not sealed: the capture is still being written (later: " in str(
        recordseal.seal(tmp_path / "held", offline=True)
    )
    os.close(lock)
    folder = capture(tmp_path / "shop")

    def failing(*_: object, **__: object) -> None:
        raise OSError(errno.EIO, "Input/output error", "device")

    monkeypatch.setattr(sealing, "seal", failing)
    assert "not sealed: device: Input/output error (the capture stays" in str(recordseal.seal(folder, offline=True))
    (tmp_path / "shop.sealed/bag").mkdir(parents=True)
    monkeypatch.setattr(recordseal, "package_of", lambda path: path == tmp_path / "shop.sealed")
    with pytest.raises(OSError, match="Input/output"):  # it is sealed all the same
        recordseal.seal(folder, offline=True)


def test_a_wrong_configuration_is_said_before_a_recording(
    own_configuration: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(chaining.ONLINE, "")
    path = own_configuration / "evidence.toml"
    before = path.read_text()
    try:
        recordseal.prepare(offline=True)
        assert os.environ[chaining.ONLINE] == "offline"
        assert os.environ.pop("TRAFFICAUDIT_OPERATOR") == "the tests"
        path.write_text("no toml")
        with pytest.raises(SignerError):
            recordseal.prepare(offline=False)
    finally:
        path.write_text(before)


def test_a_time_that_cannot_be_kept_leaves_a_sealed_package_called_sealed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk fails behind the seal: who is told "not sealed" would look for no package, and find one in the way."""

    def failing(*_: object, **__: object) -> None:
        raise OutputError("cannot be written: No space left on device", "anchor", "free some disk")

    monkeypatch.setattr(stamping, "complete", failing)
    recordseal.seal(capture(tmp_path / "shop"), offline=False)
    said = capsys.readouterr().err
    assert "not sealed" not in said
    assert "warning: sealed, but its time is not confirmed as it should be: anchor: cannot be written: No space" in said
    assert "For the confirmation (확인서): " in said
    assert evidence.verify(tmp_path / "shop.sealed").valid


@pytest.mark.parametrize(
    ("complete", "package", "told"),
    [
        (True, False, "is kept in {0}; seal it with: trafficaudit seal {0}"),
        (False, False, "is kept in {0}; finish it with: trafficaudit recover {0}; then seal it with: "),
        (True, True, "is kept in {0} and sealed in {0}.sealed; see: trafficaudit verify {0}.sealed"),
    ],
)
def test_who_ends_it_while_all_is_finished_is_told_what_stands(
    tmp_path: Path, complete: bool, package: bool, told: str
) -> None:
    """Not that nothing was kept: nobody would look for the recording then."""
    folder = capture(tmp_path / "shop")
    if package:
        recordseal.seal(folder, offline=True)
    said = json.loads((folder / "capture.json").read_text()) | {"complete": complete}
    (folder / "capture.json").write_text(json.dumps(said))
    with pytest.raises(ending.KeptError) as left, recordseal.kept(folder):
        raise KeyboardInterrupt
    assert str(left.value).startswith(f"trafficaudit: interrupted: what was recorded {told.format(folder)}")


def test_what_a_recorder_is_at_work_on_is_called_that_and_what_never_began_is_not_called_kept(tmp_path: Path) -> None:
    folder = tmp_path / "shop"
    lock = folders.begin(folder, {})
    with (
        pytest.raises(ending.KeptError, match=f"still being finished in {folder}; then seal it"),
        recordseal.kept(folder),
    ):
        raise KeyboardInterrupt
    os.close(lock)
    with pytest.raises(KeyboardInterrupt) as left, recordseal.kept(tmp_path / "absent"):
        raise KeyboardInterrupt
    assert not isinstance(left.value, ending.KeptError)
