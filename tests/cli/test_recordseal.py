"""A recording is sealed when it is over; a failure takes nothing away from it."""

import json
import os
from pathlib import Path

import pytest
from support.packages import capture, flip

from trafficaudit import evidence
from trafficaudit.cli import recordseal
from trafficaudit.errors import SignerError
from trafficaudit.recording import chaining


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


def test_a_failure_is_said_and_the_capture_stays(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = capture(tmp_path / "shop")
    flip(folder / "traffic-0001.mitm")
    recordseal.seal(folder, offline=True)
    assert "not sealed: capture/traffic-0001.mitm: is not what it was" in capsys.readouterr().err
    assert json.loads((folder / "capture.json").read_text())["complete"] is True
    recordseal.seal(tmp_path / "absent", offline=True)


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
