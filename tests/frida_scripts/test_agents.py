"""The agents as they ship, their building, and what they all rest on: the runner of Java hooks and the sending of events."""

import base64
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import frida
import pytest
from support import jvm
from support.jvm import AGENTS, ROOT, SOURCES, Agent, Jvm
from support.tls import authority
from support.waiting import LAST, until

from trafficaudit import events

SCRIPTS = ROOT / "frida_scripts"
LIST: list[dict[str, Any]] = json.loads((SCRIPTS / "agents.json").read_text())


def test_the_list_names_what_ships() -> None:
    assert [each["name"] for each in LIST] == list(dict.fromkeys(each["name"] for each in LIST))
    assert len({(each["platform"], each["order"]) for each in LIST}) == len(LIST)
    for agent in LIST:
        assert agent["platform"] in {"android", "ios", "native"}
        assert len(agent["sees"]) > 20
        for entry in [agent["entry"]] if isinstance(agent["entry"], str) else agent["entry"]:
            assert (SCRIPTS / entry).is_file()
        first = (AGENTS / f"{agent['name']}.js").read_text(encoding="ascii").partition("\n")[0]
        assert first.startswith(f"// {agent['name']}: made by `make agents` of frida_scripts/"), first
        assert re.search(r"trafficaudit-agents \d+\.\d+\.\d+\) with esbuild \d", first), first
    assert {path.stem for path in AGENTS.glob("*.js")} == {each["name"] for each in LIST}


def test_the_types_are_those_of_the_schema() -> None:
    assert (SCRIPTS / "lib" / "events.ts").read_text() == events.typescript()


def test_versions_are_exact_and_the_lock_names_no_registry() -> None:
    package, lock = (json.loads((SCRIPTS / name).read_text()) for name in ("package.json", "package-lock.json"))
    notice = (AGENTS / "NOTICE.md").read_text()
    for name, version in package["devDependencies"].items():
        assert re.fullmatch(r"\d+\.\d+\.\d+", version), name
        assert lock["packages"][f"node_modules/{name}"]["version"] == version
        if "frida" in name and "types" not in name:
            assert f"| {name} | {version} |" in notice
    assert not [name for name, each in lock["packages"].items() if {"resolved", "funding"} & set(each)]
    assert "LGPL" in notice


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of frida_scripts with its locked packages, or a skip where npm cannot get them."""
    if shutil.which("npm") is None:
        pytest.skip("no npm (Debian's npm)")
    folder = tmp_path_factory.mktemp("workshop") / "frida_scripts"
    shutil.copytree(SCRIPTS, folder, ignore=shutil.ignore_patterns("node_modules"))
    if (SCRIPTS / "node_modules" / "esbuild").is_dir():
        (folder / "node_modules").symlink_to(SCRIPTS / "node_modules")
        return folder
    done = subprocess.run(
        ["npm", "ci", "--no-audit", "--no-fund"], cwd=folder, capture_output=True, timeout=LAST, check=False
    )
    if done.returncode:
        pytest.skip("npm ci failed: " + done.stderr.decode(errors="replace").strip().splitlines()[-1][:200])
    return folder


def test_rebuilding_gives_the_same_bytes(workshop: Path, tmp_path: Path) -> None:
    subprocess.run(["npm", "run", "--silent", "check"], cwd=workshop, check=True, timeout=LAST)
    for out in ("one", "two"):
        subprocess.run(["node", "build.mjs", tmp_path / out], cwd=workshop, check=True, timeout=LAST)
    for name in ("agents.json", *(f"{agent['name']}.js" for agent in LIST)):
        built = (tmp_path / "one" / name).read_bytes()
        assert built == (tmp_path / "two" / name).read_bytes()
        assert built == (AGENTS / name).read_bytes(), f"{name} is not what frida_scripts/ builds: run make agents"


# ---- Sending, in a process without Java ----


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> str:
    return jvm.bundled(SOURCES / "probe.ts", tmp_path_factory.mktemp("probe"))


@pytest.fixture
def plain(source: str) -> Iterator[Agent]:
    process = subprocess.Popen(
        [sys.executable, "-c", "import sys; print(flush=True); sys.stdin.read()"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdout.readline()
    session = frida.get_local_device().attach(process.pid)
    agent = Agent(session, "probe", source)
    try:
        yield agent
    finally:
        agent.unload()
        process.stdin.close()
        process.stdout.close()
        assert process.wait(LAST) == 0


def test_base64_is_that_of_python(plain: Agent) -> None:
    for size in (*range(12), 255, 256, 257, 9000):
        given = bytes((i * 37 + size) % 256 for i in range(size))
        signed = [each - 256 if each > 127 else each for each in given]
        assert base64.b64decode(plain.calls.b64(signed), validate=True) == given
        assert base64.b64decode(plain.calls.pointer(list(given), size), validate=True) == given
    assert len(base64.b64decode(plain.calls.sized(events.LIMIT + 1000))) == events.LIMIT


def test_texts_are_cut_and_well_formed(plain: Agent) -> None:
    assert plain.calls.text("abcdef", 3) == "abc"
    assert plain.calls.text("\U0001f600\U0001f600", 3) == "\U0001f600\ufffd"
    plain.calls.configure({"table": False})
    assert plain.calls.malformed() is False
    [odd] = plain.wait(events.Api)
    assert odd.arguments == ["half \ufffd of a pair", "nul \0"]
    assert odd.value == "\ufffd"
    [trouble] = plain.wait(events.Trouble)
    assert trouble.what.startswith("loop: ")


def test_events_are_numbered_and_carry_the_clocks(plain: Agent) -> None:
    plain.calls.configure({"table": False, "limit": 100_000})
    before = time.clock_gettime(time.CLOCK_MONOTONIC) * 1000
    assert plain.calls.flood("a", 50, 1) == 50
    told = plain.wait(events.Api, 50)
    assert [each.seq for each in told] == list(range(told[0].seq, told[0].seq + 50))
    after = time.clock_gettime(time.CLOCK_MONOTONIC) * 1000
    assert all(before - 1 <= each.mono <= after + 1 for each in told)
    assert all(abs(each.at / 1000 - time.time()) < 30 for each in told)
    assert {(each.v, each.agent) for each in told} == {(events.VERSION, "probe")}


def test_what_is_too_much_is_counted_to_the_last(plain: Agent) -> None:
    plain.calls.configure({"table": False, "limit": 100, "bytes": 50_000})
    sent = plain.calls.flood("many", 5000, 1) + plain.calls.flood("few", 60, 1)
    large = plain.calls.flood("large", 30, 20_000)
    plain.calls.stop()
    until(lambda: sum(each.count for each in plain.of(events.Dropped)) == 5090 - sent - large)
    for hook, count in (("many", 5000), ("few", 60), ("large", 30)):
        told = len(plain.of(events.Api, hook=hook))
        assert told + sum(each.count for each in plain.of(events.Dropped, hook=hook)) == count
    assert 100 <= len(plain.of(events.Api, hook="many")) < 5000
    assert len(plain.of(events.Api, hook="few")) == 60
    assert 2 <= len(plain.of(events.Api, hook="large")) < 30
    assert [each.seq for each in plain.told] == list(range(1, len(plain.told) + 1))


def test_of_troubles_beyond_words_the_number_is_told(plain: Agent) -> None:
    plain.calls.configure({"table": False})
    plain.calls.fail(230)
    plain.calls.stop()
    until(lambda: sum(each.count for each in plain.of(events.Dropped)) == 30)
    assert {each.hook for each in plain.of(events.Dropped)} == {"trouble"}
    assert [each.what for each in plain.of(events.Trouble)] == [f"failing: way {way}" for way in range(200)]


def test_without_java_nothing_breaks(plain: Agent) -> None:
    assert plain.calls.configure({}) == []
    assert plain.calls.settle() == []
    assert plain.errors == []


# ---- The runner of Java hooks ----


@pytest.fixture(scope="module")
def machine(source: str) -> Iterator[Jvm]:
    with Jvm(jvm.classes()) as machine:
        machine.load("probe", {"app": "RunnerTarget$App"}, source)
        yield machine


@pytest.fixture
def probe(machine: Jvm) -> Agent:
    [agent] = machine.agents
    agent.told[:] = [each for each in agent.told if isinstance(each, events.Hook)]
    return agent


def _state(probe: Agent, hook: str) -> tuple[str, int, str]:
    last = probe.of(events.Hook, hook=hook)[-1]
    return last.state, last.overloads, last.reason


def test_each_hook_says_what_became_of_it(probe: Agent) -> None:
    assert _state(probe, "RunnerTarget.text") == ("installed", 1, "")
    assert _state(probe, "RunnerTarget.overloaded") == ("installed", 2, "")
    assert _state(probe, "no such overload") == ("absent", 0, "no such overload")
    assert _state(probe, "RunnerTarget.not there") == ("absent", 0, "no such method")
    assert _state(probe, "no.such.Thing.anything") == ("absent", 0, "no such class")
    assert _state(probe, "RunnerTarget$Shape.abstracted")[0] == "absent"
    assert "abstract" in _state(probe, "RunnerTarget$Shape.abstracted")[2]
    assert _state(probe, "RunnerTarget$Square.inherited") == ("installed", 1, "")
    assert "hooked as RunnerTarget$Square.inherited" in _state(probe, "RunnerTarget$Shape.inherited")[2]
    listed = {each["hook"]: each["state"] for each in probe.calls.hooks()}
    assert listed == {each.hook: each.state for each in probe.of(events.Hook)}


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        ("text", "true true 값\U0001f600 | 3"),
        ("same", "true | 7"),
        ("primitives", "true | 1"),
        ("arrays", "true 42 | 1"),
        ("thrower", "true disk | 2"),
        ("instance", "made by true | 3"),
        ("outer", "12345345 | 5"),
        ("overloaded", "1 2 3 | 3"),
        ("shapes", "square 3 shape text | 2"),
        ("broken", "whole and right | 3"),
    ],
)
def test_results_exceptions_and_the_number_of_calls_are_those_of_the_original(
    machine: Jvm, probe: Agent, case: str, expected: str
) -> None:
    with Jvm(jvm.classes()) as untouched:
        assert untouched.run("RunnerTarget", case, "값\U0001f600") == expected
    assert machine.run("RunnerTarget", case, "값\U0001f600") == expected
    assert probe.errors == []


def test_arguments_and_values_are_told(machine: Jvm, probe: Agent) -> None:
    machine.run("RunnerTarget", "text", "값\U0001f600")
    assert [(each.arguments, each.value) for each in probe.wait(events.Api, 3)] == [
        (["x\U0001f600\0\ufffd y"], "x\U0001f600\0\ufffd y"),
        (["null"], None),
        (["값\U0001f600"], "값\U0001f600"),
    ]
    machine.run("RunnerTarget", "primitives")
    [told] = probe.wait(events.Api, hook="RunnerTarget.primitives")
    assert told.arguments == [
        "true",
        "-128",
        "한",
        "-1",
        "-2147483648",
        "9223372036854775806",
        "1.5",
        "3.141592653589793",
    ]
    assert told.value == "9223372036854775806"
    machine.run("RunnerTarget", "arrays")
    [told] = probe.wait(events.Api, hook="RunnerTarget.arrays")
    assert told.arguments == ["2afe", "[3, 4]", "[a, null]", "null"]
    machine.run("RunnerTarget", "thrower")
    assert [each.value for each in probe.wait(events.Api, 2, hook="RunnerTarget.thrower")] == ["threw", "threw"]
    assert told.stack[0].startswith("RunnerTarget.one(")


def test_only_the_outermost_call_is_told(machine: Jvm, probe: Agent) -> None:
    machine.run("RunnerTarget", "outer")
    probe.wait(events.Api, 2)
    # `named` is also looked at inside of others, but not inside of itself
    assert [each.hook for each in probe.of(events.Api)] == ["RunnerTarget.named", "RunnerTarget.outer"]


def test_a_hook_that_fails_says_so_once_and_calls_the_original(machine: Jvm, probe: Agent) -> None:
    for _ in range(3):
        assert machine.run("RunnerTarget", "broken") == "whole and right | 3"
    said = {each.what for each in probe.of(events.Trouble)}
    assert said <= {
        "RunnerTarget.broken: before is broken",
        "RunnerTarget.broken: after is broken",
        "RunnerTarget.brokenAround: around is broken",
        "RunnerTarget.brokenLate: around is broken after the call",
    }
    assert probe.errors == []


def test_a_hook_may_change_what_the_original_is_given(machine: Jvm) -> None:
    assert machine.run("RunnerTarget", "replaced") == "42 3 | 2"


def test_a_class_that_comes_later_in_a_loader_of_its_own_is_hooked(source: str, tmp_path: Path) -> None:
    path = tmp_path / "Late.java"
    path.write_text(
        "package late; public class Late { public static String hello(String to) { Thread.yield(); return to; } }"
    )
    late = jvm.compiled([path], tmp_path / "late")
    # A process of its own: the agent looks for the class for a minute only, which other tests may have used up.
    with Jvm(jvm.classes()) as machine:
        probe = machine.load("probe", {"app": "RunnerTarget$App"}, source)
        assert _state(probe, "late.Late.hello") == ("absent", 0, "no such class")
        machine.run("RunnerTarget", "load", str(late))
        until(lambda: _state(probe, "late.Late.hello")[0] == "installed")
        machine.run("RunnerTarget", "late", "now")
        [told] = probe.wait(events.Api, hook="late.Late.hello")
        assert told.value == "now"


def test_calls_of_many_threads_are_each_told_once(machine: Jvm, probe: Agent) -> None:
    machine.run("RunnerTarget", "threads", "8", "100")
    told = probe.wait(events.Api, 800, hook="RunnerTarget.counted")
    assert {each.value for each in told} == {str(t * 1000 + i) for t in range(8) for i in range(100)}
    assert len(told) == 800
    assert len({each.tid for each in told}) == 8


def test_a_jvm_that_cannot_be_hooked_goes_on_and_every_hook_says_why() -> None:
    later = [
        path
        for path in Path("/usr/lib/jvm").glob("*")
        if re.search(r"-(21|25)-", path.name) and (path / "bin/java").is_file()
    ]
    if not later:
        pytest.skip("no JDK 21 or 25 beside the 17")
    with Jvm(jvm.classes(), home=later[0]) as machine:
        agent = machine.load("crypto")
        hooks = agent.of(events.Hook)
        assert {each.state for each in hooks} == {"failed"}
        assert all("Java cannot be hooked here" in each.reason for each in hooks)
        assert machine.run("CryptoTarget", "digest", "MD5", "as ever")
        assert agent.of(events.Digest) == agent.errors == []


def test_a_process_that_makes_its_jvm_later_is_hooked_before_main(source: str) -> None:
    """As when an app is spawned: the agent is there first."""
    classes = jvm.classes()
    device = frida.get_local_device()
    pid = device.spawn([str(jvm.java_home() / "bin/java"), "-cp", str(classes), "Early"], stdio="pipe")
    try:
        agent = Agent(device.attach(pid), "privacy", (AGENTS / "privacy.js").read_text())
        assert agent.calls.configure({"hooks": ["android.provider.Settings$Secure"]}) == []
        device.resume(pid)
        [told] = agent.wait(events.Api)
        assert told.category == "android_id"
        agent.unload()
    finally:
        device.kill(pid)


# ---- All agents of Android in one process ----


def _together(folder: Path) -> list[list[events.Event]]:
    """Load every agent, make each see something, take them out again; give what each told."""
    ca = authority(folder, "together").pem
    with Jvm(jvm.classes()) as machine:
        for each in sorted(LIST, key=lambda each: int(each["order"])):
            if each["platform"] == "android":
                machine.load(each["name"], {"ca": ca})
        machine.run("CryptoTarget", "digest", "SHA-256", "together")
        machine.run("PrivacyTarget", "setting", "android_id")
        machine.run("WebTarget", "bridge")
        by_name = {agent.name: agent for agent in machine.agents}
        by_name["crypto"].wait(events.Digest, 5)
        by_name["privacy"].wait(events.Api)
        by_name["webview"].wait(events.WebView, 4)
        assert all(agent.errors == agent.of(events.Trouble) == [] for agent in machine.agents)
        assert machine.close() == 0
        return [agent.told for agent in machine.agents]


def test_no_method_is_hooked_by_two_agents(tmp_path: Path) -> None:
    hooked = [
        each.hook
        for told in _together(tmp_path)
        for each in told
        if isinstance(each, events.Hook) and each.state == "installed"
    ]
    # two agents at one method would each take the other for the original
    assert len(hooked) == len(set(hooked)) > 350


def test_agents_come_and_go_one_by_one(tmp_path: Path) -> None:
    with Jvm(jvm.classes()) as machine:
        first = machine.load("privacy")
        second = machine.load("crypto")
        first.calls.stop()
        first.unload()
        machine.agents.remove(first)
        machine.run("PrivacyTarget", "setting", "android_id")
        machine.run("CryptoTarget", "digest", "SHA-256", "still here")
        assert len(second.wait(events.Digest, 5)) == 5
        third = machine.load("privacy")
        machine.run("PrivacyTarget", "setting", "android_id")
        third.wait(events.Api)
        assert first.of(events.Api) == []


@pytest.mark.slow
def test_run_after_run_nothing_hangs(tmp_path: Path) -> None:
    # 10 take half a minute or more; TRAFFICAUDIT_RUNS=100 asks for as many as one likes.
    for _ in range(int(os.environ.get("TRAFFICAUDIT_RUNS", "10"))):
        _together(tmp_path)
