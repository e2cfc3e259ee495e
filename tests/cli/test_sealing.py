"""What is sealed beside a capture, and the authorities that are asked."""

import hashlib
from pathlib import Path

import pytest

from trafficaudit.cli import sealing
from trafficaudit.errors import PersonaError
from trafficaudit.evidence.config import Authority


def test_tools_rules_agents_and_databases_are_named() -> None:
    said = sealing.documents(["trafficaudit", "seal", "x\x1b"])
    assert set(said) == {"log/tools.json", "log/host-clock.json", "env/databases.json"}
    assert said["log/tools.json"]["command"] == ["trafficaudit", "seal", "x\\x1b"]
    agents = said["log/tools.json"]["agents"]
    assert isinstance(agents, dict)
    assert "agents.json" in agents


PERSONA = b'[persona]\nid = "audit-7"\n\n[values]\nemail = ["dalbit.gorae@hanbit.example"]\n'


def test_the_register_of_the_persona_is_the_file_and_its_digest(tmp_path: Path) -> None:
    (tmp_path / "p.toml").write_bytes(PERSONA)
    made = sealing.register(tmp_path / "p.toml")
    assert made[sealing.REGISTER] == PERSONA
    said = {"file": "p.toml", "sha256": hashlib.sha256(PERSONA).hexdigest(), "id": "audit-7"}
    assert made["device/persona.json"] == said | {"sealed": True}
    digest = sealing.register(tmp_path / "p.toml", whole=False)
    assert digest == {"device/persona.json": said | {"sealed": False}}
    assert sealing.register(None) == {}


@pytest.mark.parametrize("content", [b"secret", b"", b"-----BEGIN PRIVATE KEY-----\n", b"[values]\nemail = 1\n"])
def test_what_is_no_persona_is_not_sealed_as_one(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "p.toml").write_bytes(content)
    with pytest.raises(PersonaError):
        sealing.register(tmp_path / "p.toml")


def test_named_authorities_stand_in_place_of_those_configured() -> None:
    assert sealing.authorities(("http://a/",)) == (
        Authority("a-" + hashlib.sha256(b"http://a/").hexdigest()[:8], "http://a/"),
    )
    assert sealing.authorities(()) == ()
