"""The list of agents: what ships, and whatever a broken folder may hold."""

import json
from pathlib import Path

import pytest
from hooks.conftest import Agents

from trafficaudit.hooks import catalogue
from trafficaudit.hooks.faults import HookError


def test_agents_come_in_the_order_of_loading(agents: Agents) -> None:
    agents.add("late", "", order=30).add("early", "", order=10, platform="android").add("also", "", order=30)
    found = catalogue.load(agents.folder)
    assert [(agent.name, agent.platform, agent.order) for agent in found] == [
        ("early", "android", 10),
        ("also", "native", 30),
        ("late", "native", 30),
    ]
    assert found[0].source().startswith('const NAME = "early";')
    assert found[0].sees == "what early sees"
    assert found[0].tested_on == ()


def test_an_agent_says_on_what_it_was_tested(tmp_path: Path) -> None:
    entry = {"name": "a", "platform": "ios", "sees": "x", "order": 1}
    for told, expected in (("a phone", ("a phone",)), (["a", "b"], ("a", "b")), ("", ()), ([], ())):
        (tmp_path / "agents.json").write_text(json.dumps([entry | {"tested_on": told}]))
        assert catalogue.load(tmp_path)[0].tested_on == expected


def test_those_that_fit_the_platform_are_chosen_unless_some_are_named(agents: Agents) -> None:
    agents.add("tls", "").add("java", "", platform="android").add("objc", "", platform="ios")
    found = catalogue.load(agents.folder)

    def chosen(*names: str, platform: str = "native") -> list[str]:
        return [agent.name for agent in catalogue.choose(found, names, platform)]

    assert chosen() == ["tls"]
    assert chosen(platform="android") == ["tls", "java"]
    assert chosen(platform="ios") == ["tls", "objc"]
    assert chosen("objc", "java") == ["java", "objc"]
    with pytest.raises(HookError, match=r"there is no agent 'nope' \(there are: tls, java, objc\)"):
        chosen("nope")


@pytest.mark.parametrize(
    ("system", "platform"), [("android", "android"), ("ios", "ios"), ("debian", "native"), ("", "native")]
)
def test_a_system_is_of_a_platform(system: str, platform: str) -> None:
    assert catalogue.platform_of(system) == platform


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "[1]",
        "[[",
        "[" * 100_000,
        '[{"name": "../../etc/passwd", "platform": "native", "sees": "", "order": 1}]',
        '[{"name": "a", "platform": "windows", "sees": "", "order": 1}]',
        '[{"name": "a", "platform": "native", "sees": "", "order": "1"}]',
        '[{"name": "a", "platform": "native", "sees": "", "order": 1, "tested_on": [1]}]',
        '[{"name": "a", "platform": "native", "sees": "", "order": 1}, {"name": "a", "platform": "ios", "sees": "", "order": 1}]',
    ],
)
def test_whatever_is_no_list_of_agents_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "agents.json").write_text(text)
    with pytest.raises(HookError) as caught:
        catalogue.load(tmp_path)
    assert "agents.json" in str(caught.value)
    assert caught.value.remedy
    assert len(str(caught.value).splitlines()) == 1


def test_what_cannot_be_read_is_said_with_the_remedy(tmp_path: Path, agents: Agents) -> None:
    with pytest.raises(HookError, match="make agents"):
        catalogue.load(tmp_path / "none")
    (agent,) = catalogue.load(agents.add("a", "").folder)
    agent.file.write_bytes(b"\xff\xfe")
    with pytest.raises(HookError, match="not UTF-8"):
        agent.source()
    with agent.file.open("wb") as file:
        file.truncate((32 << 20) + 1)
    with pytest.raises(HookError, match="larger than 32 MiB"):
        agent.source()
    agent.file.unlink()
    with pytest.raises(HookError, match="make agents"):
        agent.source()
