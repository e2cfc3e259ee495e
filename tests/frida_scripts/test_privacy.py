"""The catalogue of APIs that give personal data: against the Android SDK, and firing in a JVM with stub classes."""

import collections
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from support import jvm, stubs
from support.jvm import SOURCES, Agent, Jvm
from support.waiting import until

from trafficaudit import events
from trafficaudit.categories import taxonomy

OWN_TOPICS = {"calendar", "code", "content", "encoding", "intent", "permission", "service", "setting", "storage"}
"""Categories of the catalogue that are not personal data by themselves, and so are not in the taxonomy."""


def _stubbed() -> list[tuple[str, str]]:
    return [
        (owner, method)
        for owner, method, group in stubs.entries()
        if not owner.startswith("java.") and group.get("default", True)
    ]


# ---- The catalogue as data ----


def test_the_catalogue_names_every_hook_once_and_only_known_categories() -> None:
    catalog = json.loads(stubs.CATALOG.read_text())
    named = [(owner, method) for owner, method, _ in stubs.entries()]
    assert len(named) == len(set(named)) >= 300
    told = set()
    for group in catalog["classes"]:
        for rule in group["methods"].values():
            told.add(rule if isinstance(rule, str) else rule["category"])
            if isinstance(rule, dict) and "table" in rule:
                assert rule["table"] in catalog["tables"]
    for table in catalog["tables"].values():
        told |= set(table.values())
    assert told - set(taxonomy()) <= OWN_TOPICS


def test_every_entry_has_its_signatures() -> None:
    known = stubs.committed()
    assert [each for each in stubs.entries() if each[1] not in known.get(each[0], {})] == []


def test_what_is_in_no_sdk_says_where_it_is() -> None:
    hidden = json.loads((SOURCES / "hidden.json").read_text())
    assert {owner for owner, _, group in stubs.entries() if group.get("hidden")} == set(hidden)


def test_the_catalogue_exists_in_the_types_of_the_sdk(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    types = jvm.node_modules() / "@nativescript" / "types-android" / stubs.TYPES
    if not types.is_file():
        pytest.skip("the types of the Android SDK are not installed (make agents)")
    found, absent = stubs.signatures(types)
    assert absent == [], f"not in the Android SDK: {absent}"
    assert stubs.dumped(found) == (SOURCES / "signatures.json").read_text()
    planted = tmp_path / "catalog.json"
    planted.write_text(
        json.dumps(
            {
                "classes": [
                    {"class": "android.os.Build", "methods": {"getSerial": "x", "getSerialNumer": "x"}},
                    {"class": "android.os.Bild", "methods": {"getSerial": "x"}},
                ]
            }
        )
    )
    monkeypatch.setattr(stubs, "CATALOG", planted)
    assert stubs.signatures(types)[1] == ["android.os.Build.getSerialNumer", "android.os.Bild.getSerial"]


# ---- Firing ----


@pytest.fixture(scope="module")
def machine() -> Iterator[Jvm]:
    with Jvm(jvm.classes()) as machine:
        machine.load("privacy", {"app": "kr.example.shop", "limit": 1_000_000})
        yield machine


@pytest.fixture
def agent(machine: Jvm) -> Agent:
    [agent] = machine.agents
    agent.told[:] = [each for each in agent.told if isinstance(each, events.Hook)]
    return agent


def _last(agent: Agent, **like: str) -> events.Api:
    return agent.wait(events.Api, 1, **like)[-1]


def test_every_stubbed_method_of_the_catalogue_fires_with_its_arguments_and_value(
    machine: Jvm, agent: Agent, tmp_path: Path
) -> None:
    methods = _stubbed()
    assert {each.state for each in agent.of(events.Hook) if each.hook in {".".join(pair) for pair in methods}} == {
        "installed"
    }
    (tmp_path / "calls").write_text("\n".join(" ".join(each) for each in methods))
    calls = int(machine.run("Caller", str(tmp_path / "calls"), str(tmp_path / "given")))
    agent.wait(events.Api, calls)
    expected = collections.Counter[tuple[object, ...]]()
    for line in (tmp_path / "given").read_text().splitlines():
        api, value, arguments = json.loads(line)
        expected[api, _plain(api, value), *arguments] += 1
    told = collections.Counter(
        (each.api, _plain(each.api, each.value), *each.arguments) for each in agent.of(events.Api)
    )
    assert told == expected
    assert len({each.api for each in agent.of(events.Api)}) == len(methods) >= 300
    assert [*agent.of(events.Trouble), *agent.of(events.Dropped), *agent.errors] == []


def _plain(api: str, value: str | None) -> str | None:
    """The values that the agent tells otherwise than Java does are tested one by one below."""
    if value is not None and (
        value.startswith(("android.location.Location@", "android.content.ClipData@", "android.database.Cursor"))
        or api.endswith((".query", "getPrimaryClip"))
    ):
        return "otherwise"
    if value == "37.566535,126.977969":
        return "otherwise"
    return value.partition("@")[0] if value is not None else None


@pytest.mark.parametrize(
    ("how", "asked", "category"),
    [
        ("setting", "android_id", "android_id"),
        ("setting", "bluetooth_name", "device_name"),
        ("setting", "adb_enabled", "root_state"),
        ("setting", "something_else", "setting"),
        ("property", "ro.serialno", "serial_number"),
        ("property", "ro.product.model", "device_model"),
        ("property", "gsm.operator.alpha", "carrier"),
        ("property", "vendor.anything", "device_fingerprint"),
        ("content", "content://com.android.contacts/data/phones", "contacts"),
        ("content", "content://call_log/calls", "call_log"),
        ("content", "content://sms/inbox", "message"),
        ("content", "content://some.other/thing", "content"),
    ],
)
def test_the_category_follows_what_is_asked_for(
    machine: Jvm, agent: Agent, how: str, asked: str, category: str
) -> None:
    machine.run("PrivacyTarget", how, asked)
    told = _last(agent)
    assert told.category == category
    assert asked in told.arguments


def test_an_identifier_in_a_cursor_is_read_and_the_cursor_stays_where_it_was(machine: Jvm, agent: Agent) -> None:
    assert (
        machine.run("PrivacyTarget", "content", "content://com.google.android.gsf.gservices")
        == "-1 true 3a5f9c2b1d4e6f70"
    )
    told = _last(agent)
    assert (told.category, told.value) == ("device_id", "3a5f9c2b1d4e6f70")
    machine.run("PrivacyTarget", "content", "content://com.android.contacts")
    assert str(_last(agent, category="contacts").value).startswith("android.database.Cursor$Rows@")


def test_values_that_hide_themselves_are_told_in_words(machine: Jvm, agent: Agent) -> None:
    machine.run("PrivacyTarget", "clipboard")
    assert _last(agent, category="clipboard").value == "복사한 010-1234-5678\ncontent://clip/1"
    machine.run("PrivacyTarget", "location")
    values = {each.api.rpartition(".")[2]: each.value for each in agent.wait(events.Api, 2, category="coordinates")}
    assert values == {"getLastKnownLocation": "37.566535,126.977969", "getLatitude": "37.566535"}
    machine.run("PrivacyTarget", "mac")
    assert _last(agent, api="android.media.MediaDrm.getPropertyByteArray").value == "01fe03"


def test_classes_of_the_runtime_itself_fire(machine: Jvm, agent: Agent) -> None:
    assert machine.run("PrivacyTarget", "network") == "null true"
    assert {each.api for each in agent.wait(events.Api, 2)} == {
        "java.net.NetworkInterface.getHardwareAddress",
        "java.net.NetworkInterface.getInetAddresses",
    }
    assert machine.run("PrivacyTarget", "code") == "0"
    assert {each.category for each in agent.wait(events.Api, 4)[2:]} == {"code"}


def test_a_refused_call_is_told_without_a_value_and_refused(machine: Jvm, agent: Agent) -> None:
    assert machine.run("PrivacyTarget", "refused") == "needs ACCESS_FINE_LOCATION"
    told = _last(agent)
    assert (told.api, told.category, told.value) == ("android.telephony.CellIdentityNr.getNci", "cell_id", None)


def test_the_sdk_is_guessed_from_the_stack(machine: Jvm, agent: Agent) -> None:
    def caller(*case: str) -> events.Api:
        agent.clear()
        machine.run("PrivacyTarget", *case)
        return _last(agent)

    told = caller("sdk")
    assert told.sdk == "AppsFlyer"
    assert told.stack[0].startswith("com.appsflyer.internal.Reader.read(")
    assert caller("setting", "android_id").sdk == ""
    # the app's own frame is nearer than the SDK's
    told = caller("app in sdk")
    assert told.stack[0].startswith("kr.example.shop.Ids.read(")
    assert any(each.startswith("com.appsflyer.") for each in told.stack)
    assert told.sdk == ""


def test_of_thousands_of_calls_in_a_row_none_is_lost(machine: Jvm, agent: Agent) -> None:
    machine.run("PrivacyTarget", "speed", "500")
    agent.wait(events.Api, 500)
    agent.clear()
    count = 6000
    machine.run("PrivacyTarget", "speed", str(count))
    told = agent.wait(events.Api, count)
    assert [each.arguments[1] for each in told] == [f"key {i}" for i in range(count)]
    assert [each.seq for each in told] == list(range(told[0].seq, told[0].seq + count))
    assert agent.of(events.Dropped) == []


def test_above_the_limit_the_dropped_are_counted_to_the_last() -> None:
    hook = "android.provider.Settings$Secure.getString"
    with Jvm(jvm.classes()) as machine:
        agent = machine.load("privacy", {"limit": 200, "hooks": ["android.provider.Settings$Secure"]})
        assert {each.hook.rpartition(".")[0] for each in agent.of(events.Hook)} == {"android.provider.Settings$Secure"}
        machine.run("PrivacyTarget", "speed", "5000")
        agent.calls.stop()
        until(lambda: len(agent.of(events.Api)) + sum(each.count for each in agent.of(events.Dropped)) == 5000)
        assert 200 <= len(agent.of(events.Api)) < 5000
        assert {each.hook for each in agent.of(events.Dropped)} == {hook}
        machine.run("PrivacyTarget", "speed", "50")
        assert len(agent.of(events.Api)) + sum(each.count for each in agent.of(events.Dropped)) == 5000


def test_a_hook_that_is_off_by_itself_is_on_when_it_is_named() -> None:
    with Jvm(jvm.classes()) as machine:
        agent = machine.load("privacy", {"hooks": ["java.util.Locale.getDefault", "java.util.UUID.randomUUID"]})
        assert {each.hook for each in agent.of(events.Hook, state="installed")} == {
            "java.util.Locale.getDefault",
            "java.util.UUID.randomUUID",
        }
