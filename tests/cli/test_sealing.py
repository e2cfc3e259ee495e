"""What is sealed beside a capture, and the authorities that are asked."""

from pathlib import Path

import pytest
from support.packages import capture

from trafficaudit import evidence
from trafficaudit.cli import sealing
from trafficaudit.errors import EvidenceError
from trafficaudit.evidence.config import Authority


def test_tools_rules_agents_and_databases_are_named() -> None:
    said = sealing.documents(["trafficaudit", "seal", "x\x1b"])
    assert set(said) == {"log/tools.json", "log/host-clock.json", "env/databases.json"}
    assert said["log/tools.json"]["command"] == ["trafficaudit", "seal", "x\\x1b"]
    agents = said["log/tools.json"]["agents"]
    assert isinstance(agents, dict)
    assert "agents.json" in agents


def test_the_register_of_the_persona_is_its_digest(tmp_path: Path) -> None:
    (tmp_path / "p.toml").write_bytes(b"secret")
    [(place, said)] = sealing.register(tmp_path / "p.toml").items()
    assert (place, said["file"]) == ("device/persona.json", "p.toml")
    assert len(str(said["sha256"])) == 64
    assert sealing.register(None) == {}


def test_named_authorities_stand_in_place_of_those_configured() -> None:
    assert sealing.authorities(("http://a/",)) == (Authority("authority-1", "http://a/"),)
    assert sealing.authorities(()) == ()


def test_a_package_is_required(tmp_path: Path) -> None:
    package = evidence.seal(capture(tmp_path / "shop")).path
    assert sealing.required(package) == package
    with pytest.raises(EvidenceError, match="trafficaudit seal"):
        sealing.required(tmp_path)
