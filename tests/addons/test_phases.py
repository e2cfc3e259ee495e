"""The addon that marks phases: by its option, its command, its key and from another terminal."""

import asyncio
import importlib.util
import json
import logging
import os
import warnings
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from mitmproxy import exceptions

from trafficaudit.recording.folder import CONTROL, WORKING

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)  # in what mitmproxy's own addons import
    from mitmproxy.test import taddons
    from mitmproxy.tools.console.keymap import Keymap

ADDON = Path(__file__).resolve().parents[2] / "addons" / "phases.py"


class Recorder:
    """Keeps what it is told; its folder is None where it could not begin."""

    name = "audit_record"

    def __init__(self, folder: Path | None) -> None:
        self.folder: Path | None = None
        self._folder = folder
        self.marks: list[tuple[str, str]] = []
        self.readings: list[dict[str, object]] = []

    def running(self) -> None:
        self.folder = self._folder

    def mark(self, name: str, ticket: str = "") -> None:
        self.marks.append((name, ticket))

    def note_clock(self, reading: Mapping[str, object]) -> None:
        self.readings.append(dict(reading))


@pytest.fixture(scope="module")
def module() -> ModuleType:
    spec = importlib.util.spec_from_file_location("phases_addon", ADDON)
    assert spec
    assert spec.loader
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "c" / WORKING).mkdir(parents=True)
    return tmp_path / "c"


type Play = Callable[[Any, Any], Awaitable[None]]


def played(module: ModuleType, recorder: Recorder | None, play: Play, **options: str) -> None:
    """Load the addon, have it run, play, and let it end."""

    async def run() -> None:
        with taddons.context() as context:
            if recorder is not None:
                context.master.addons.add(recorder)
            context.master.keymap = Keymap(context.master)
            phases = module.Phases()
            context.master.addons.add(phases)
            context.options.update(**options)
            phases.running()
            await play(phases, context.master)
            phases.done()
            phases.done()

    asyncio.run(run())


def test_it_begins_with_the_phase_that_the_option_names_and_listens(module: ModuleType, folder: Path) -> None:
    recorder = Recorder(folder)
    opened: list[int] = []

    async def play(phases: Any, master: Any) -> None:
        opened.append(phases._pipe)
        pipe = os.open(folder / WORKING / CONTROL, os.O_WRONLY | os.O_NONBLOCK)
        told = {"at": "2026-11-24T00:00:00Z", "phone_ahead_seconds": 1.5, "uncertainty_seconds": 0.1}
        for said in ({"phase": "로그인", "ticket": "ab"}, {"phone": told}, {"phase": 5}):
            os.write(pipe, json.dumps(said).encode() + b"\n")
        os.close(pipe)
        async with asyncio.timeout(60):
            while not recorder.readings:
                await asyncio.sleep(0.01)

    played(module, recorder, play, audit_phase="install")
    assert recorder.marks == [("install", ""), ("로그인", "ab")]
    assert [reading["phone_ahead_seconds"] for reading in recorder.readings] == [1.5]
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(opened[0])


def test_the_command_and_the_key_begin_a_phase_and_offer_the_usual_names(module: ModuleType, folder: Path) -> None:
    recorder = Recorder(folder)

    async def play(phases: Any, master: Any) -> None:
        master.commands.call("audit.phase", " checkout ")
        assert "before_consent" in master.commands.call("audit.phase.names")
        bound = master.keymap.get("global", module.KEY)
        assert bound is not None
        assert bound.command == "console.choose.cmd Phase audit.phase.names audit.phase {choice}"
        assert master.keymap.get("flowlist", module.KEY) is None
        with pytest.raises(exceptions.CommandError, match="is no name for a phase"):
            master.commands.call("audit.phase", "\x1b")

    played(module, recorder, play)
    assert recorder.marks == [("checkout", "")]


async def nothing(phases: Any, master: Any) -> None:
    pass


def test_without_a_recorder_it_says_so(module: ModuleType, caplog: pytest.LogCaptureFixture) -> None:
    async def play(phases: Any, master: Any) -> None:
        with pytest.raises(exceptions.CommandError, match="nothing is being recorded"):
            master.commands.call("audit.phase", "login")

    played(module, None, play)
    assert "load record.py as well" in caplog.text


def test_where_the_recording_could_not_begin_nothing_is_marked(module: ModuleType) -> None:
    recorder = Recorder(None)
    played(module, recorder, nothing, audit_phase="install")
    assert recorder.marks == []


def test_where_no_pipe_can_be_made_phases_are_marked_all_the_same(
    module: ModuleType, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    recorder = Recorder(tmp_path / "nowhere")
    with caplog.at_level(logging.WARNING):
        played(module, recorder, nothing, audit_phase="install")
    assert recorder.marks == [("install", "")]
    assert "no pipe can be made for other terminals" in caplog.text
