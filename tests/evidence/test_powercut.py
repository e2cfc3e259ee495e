"""The power goes while a capture is sealed, or has its time confirmed: a package is whole or not there."""

from pathlib import Path

import pytest
from support.packages import capture
from support.powercuts import State, followed

from trafficaudit import evidence
from trafficaudit.evidence import anchor, custody, layout
from trafficaudit.evidence.config import Authority

ASKED = Authority("here", "http://127.0.0.1:9/")


def sealed(root: Path) -> list[State]:
    """Seal a capture and note what is done with the package; ``known`` counts the lines of its log that stand."""
    root.mkdir()
    capture(root / "shop")
    lines = 0
    with followed(root, lambda: lines) as disk:
        package = evidence.seal(root / "shop", order=evidence.Order(authorities=(ASKED,))).path
        lines = 1
        disk.look("sealed")
        custody.append(package, "handed over")
        lines = 2
        disk.look("at the end")
    return disk.states


def test_a_package_is_whole_or_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    evidence.keys.own("a test")
    states = sealed(tmp_path / "disk")
    monkeypatch.setattr("os.fsync", lambda handle: None)
    for number, state in enumerate(states):
        package = state.put(tmp_path / str(number)) / "shop.sealed"
        assert package.exists() or not state.known, state.when
        if package.exists():
            layout.tidy(package / "anchor")  # as trafficaudit anchor does; verify tells of what was being written
            verdict = evidence.verify(package, offline=True)
            assert verdict.valid, state.when
            assert (custody.head(package) or 0) + 1 >= state.known, state.when
            assert [each.subject for each in anchor.found(package / "anchor")] == ["tagmanifest"], state.when
    assert {state.known for state in states} == {0, 1, 2}
    assert len(states) > 50
