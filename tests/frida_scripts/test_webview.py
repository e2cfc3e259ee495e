"""Pages and the app: bridges and what is called through them, pages, scripts, prompts; on stub classes."""

from collections.abc import Iterator

import pytest
from support import jvm
from support.jvm import Agent, Jvm

from trafficaudit import events


@pytest.fixture(scope="module")
def machine() -> Iterator[Jvm]:
    with Jvm(jvm.classes()) as machine:
        machine.load("webview")
        yield machine


@pytest.fixture
def agent(machine: Jvm) -> Agent:
    [agent] = machine.agents
    agent.told[:] = [each for each in agent.told if isinstance(each, events.Hook)]
    return agent


def _told(agent: Agent, count: int) -> list[tuple[str, str, list[str], str, str | None]]:
    return [
        (each.action, each.name, each.arguments, each.url, each.value) for each in agent.wait(events.WebView, count)
    ]


def test_a_bridge_is_told_with_its_methods_and_each_call_through_it(machine: Jvm, agent: Agent) -> None:
    assert machine.run("WebTarget", "bridge") == "9774d56d682e549c/한 5 not for pages as asked"
    assert _told(agent, 4) == [
        ("bridge", "shop", ["WebTarget$Bridge", "add", "fail", "getDeviceId"], "", None),
        ("call", "shop.getDeviceId", ["한"], "", "9774d56d682e549c/한"),
        ("call", "shop.add", ["2", "3"], "", "5"),
        ("call", "shop.fail", ["as asked"], "", None),
    ]
    # a second view with the same bridge: its calls are told once, not twice
    machine.run("WebTarget", "bridge")
    assert len(_told(agent, 8)) == 8


def test_pages_scripts_and_addresses_that_no_server_sees(machine: Jvm, agent: Agent) -> None:
    assert machine.run("WebTarget", "loads") == '"15 characters" true WebMessage w1'
    assert _told(agent, 9) == [
        ("load", "loadUrl", [], "https://shop.example/m?uid=7", None),
        ("evaluate", "loadUrl", ["window.token='t1'"], "", None),
        ("load", "loadUrl", ["{x-device=d1}"], "https://shop.example/h", None),
        ("load", "postUrl", ["a=1"], "https://shop.example/p", None),
        ("load", "loadDataWithBaseURL", ["<p>hello"], "https://shop.example/", None),
        ("call", "postWebMessage", ["WebMessage w1", "https://shop.example"], "", None),
        ("evaluate", "evaluateJavascript", ["document.cookie"], "", None),
        ("evaluate", "onReceiveValue", [], "", '"15 characters"'),
        ("load", "shouldOverrideUrlLoading", [], "jsbridge://getUser?cb=1", "true"),
    ]


def test_prompts_and_their_answers(machine: Jvm, agent: Agent) -> None:
    assert machine.run("WebTarget", "prompt") == 'true {"uid":7}'
    assert _told(agent, 2) == [
        ("prompt", "confirm", [], "", '{"uid":7}'),
        ("prompt", "onJsPrompt", ["getUser", "{}"], "https://shop.example/", "true"),
    ]


def test_kernels_of_vendors_that_are_not_there_are_absent(agent: Agent) -> None:
    absent = {each.hook for each in agent.of(events.Hook, state="absent")}
    assert "com.uc.webview.export.WebView.loadUrl" in absent
    assert "com.tencent.smtt.sdk.WebView.addJavascriptInterface" in absent
    assert agent.of(events.Trouble) == agent.errors == []
