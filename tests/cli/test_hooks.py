"""The hooks command over agents of our own and those that ship."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from trafficaudit.cli.group import Group
from trafficaudit.cli.hooks import hooks_group
from trafficaudit.hooks import catalogue

AGENTS = [
    {"name": "tls", "platform": "native", "order": 20, "sees": "keys \x1b[31m", "tested_on": ["curl", "node"]},
    {"name": "privacy", "platform": "android", "order": 10, "sees": "개인정보 APIs", "tested_on": []},
    {"name": "trust", "platform": "ios", "order": 30, "sees": "trust", "tested_on": "stubs on Linux"},
]


def run(*line: str) -> Result:
    """Run it below a group like the real one, which turns errors into lines."""
    main = Group("trafficaudit", commands=[hooks_group])
    return CliRunner().invoke(main, ["hooks", *line])


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "agents.json").write_text(json.dumps(AGENTS))
    monkeypatch.setattr(catalogue.load, "__defaults__", (tmp_path,))
    return tmp_path


def test_it_shows_what_each_sees_and_on_what_it_was_tested(shipped: Path) -> None:
    done = run("list")
    assert done.exit_code == 0
    heading, *rows = done.stdout.splitlines()
    assert heading.split() == ["agent", "platform", "sees", "tested", "on"]
    assert [row.split()[0] for row in rows] == ["privacy", "tls", "trust"]
    assert "개인정보 APIs" in rows[0]
    assert rows[0].rstrip().endswith("untested")
    assert "keys \\x1b[31m" in rows[1]
    assert rows[1].rstrip().endswith("curl; node")


def test_a_platform_has_its_own_and_the_native_ones(shipped: Path) -> None:
    for platform, names in (("android", ["privacy", "tls"]), ("ios", ["tls", "trust"]), ("native", ["tls"])):
        done = run("list", "--platform", platform, "--json")
        assert [agent["name"] for agent in json.loads(done.stdout)] == names
    assert run("list", "--platform", "windows").exit_code == 2


def test_json_holds_everything(shipped: Path) -> None:
    first, second, third = json.loads(run("list", "--json").stdout)
    assert first == AGENTS[1]
    assert second == AGENTS[0]
    assert third["tested_on"] == ["stubs on Linux"]


def test_a_broken_installation_is_one_line_with_its_remedy(shipped: Path) -> None:
    (shipped / "agents.json").write_text("[")
    done = run("list")
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1
    assert "make agents" in done.stderr


def test_what_ships_is_listed() -> None:
    if not (catalogue.FOLDER / catalogue.LIST).is_file():
        pytest.skip("the agents are not built here; make agents builds them")
    done = run("list", "--json")
    assert done.exit_code == 0, done.stderr
    shown = json.loads(done.stdout)
    assert shown
    for agent in catalogue.load():
        assert agent.sees
        assert agent.source()
