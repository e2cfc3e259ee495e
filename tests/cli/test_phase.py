"""The phase command against a real recording."""

import asyncio
import json
import os
import signal
import subprocess
import tempfile
from pathlib import Path

import pytest
from support.command import COMMAND, run
from support.rehearsals import Rehearsal, rehearsal

from trafficaudit.recording import control
from trafficaudit.recording.folder import begin


def test_phases_are_begun_from_another_terminal(tmp_path: Path) -> None:
    async def play() -> tuple[Rehearsal, str, str]:
        async with rehearsal(tmp_path, capture=tmp_path / "captures" / "shop") as made:
            named = await asyncio.to_thread(run, "phase", "login", "-o", made.capture)
            assert named.returncode == 0, named.stderr
            found = await asyncio.to_thread(run, "phase", "결제 화면", "--json", cwd=tmp_path)
            assert found.returncode == 0, found.stderr
            wrong = await asyncio.to_thread(run, "phase", " ", cwd=tmp_path)
            assert (wrong.returncode, wrong.stdout) == (2, "")
            assert "is no name for a phase (1 to 64 printable characters)" in wrong.stderr
            await asyncio.to_thread(made.end)
            made.wait_until_complete()
            return made, named.stdout, found.stdout

    made, printed, told = asyncio.run(play())
    marks = [json.loads(line) for line in (made.capture / "phases.jsonl").read_text().splitlines()]
    assert [mark["phase"] for mark in marks] == ["login", "결제 화면"]
    assert printed == f"{marks[0]['at']}\n"
    assert json.loads(told) == {"capture": "captures/shop", "phase": "결제 화면", "at": marks[1]["at"]}


def test_without_a_recording_it_says_so(tmp_path: Path) -> None:
    done = run("phase", "login", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert f"{tmp_path / 'captures'}: nothing is recorded below it (go to the folder in which" in done.stderr
    done = run("phase", "login", "-o", tmp_path)
    assert done.returncode == 1
    assert "trafficaudit record" in done.stderr


def test_what_cannot_be_printed_of_a_phase_that_began_is_told(tmp_path: Path) -> None:
    """Whoever took it for not begun would mark it twice."""

    def full(capture: Path) -> subprocess.CompletedProcess[str]:
        with open("/dev/full", "w") as disk:
            line = [*COMMAND, "phase", "login", "-o", str(capture)]
            return subprocess.run(line, stdout=disk, stderr=subprocess.PIPE, text=True, check=False)

    async def play() -> tuple[Rehearsal, subprocess.CompletedProcess[str]]:
        async with rehearsal(tmp_path) as made:
            with (made.capture / "phases.jsonl").open("a") as file:
                file.write("a note of somebody's\n")
            done = await asyncio.to_thread(full, made.capture)
            await asyncio.to_thread(made.end)
            return made, done

    made, done = asyncio.run(play())
    (mark,) = [json.loads(line) for line in (made.capture / "phases.jsonl").read_text().splitlines()[1:]]
    assert done.returncode == 1
    assert done.stderr == (
        f"trafficaudit: {made.capture}: the phase began at {mark['at']}, which could not be printed: "
        "No space left on device (do not mark it again)\n"
    )


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
def test_a_signal_while_the_recorder_is_waited_for(tmp_path: Path, how: int) -> None:
    """It has the request already, and may begin the phase."""
    lock = begin(tmp_path / "shop", {})
    pipe = control.listen(tmp_path / "shop")
    try:
        line = [*COMMAND, "phase", "login", "-o", str(tmp_path / "shop")]
        with subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
            os.set_blocking(pipe, True)
            (asked,) = control.requests(os.read(pipe, 4096))
            process.send_signal(how)
            out, err = process.communicate(timeout=30)
    finally:
        os.close(pipe)
        os.close(lock)
    assert (asked.phase, out) == ("login", "")
    if how == signal.SIGKILL:
        assert (process.returncode, err) == (-how, "")
    else:
        assert process.returncode == 128 + how
        assert err == (
            f"trafficaudit: interrupted: {tmp_path / 'shop'}: the phase may have begun "
            "(look at the recorder's terminal before you mark it again)\n"
        )
    assert not (tmp_path / "shop/phases.jsonl").exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
def test_a_recording_of_another_user_is_told_as_that() -> None:
    with tempfile.TemporaryDirectory() as made:
        Path(made).chmod(0o755)
        folder = Path(made, "shop")
        lock = begin(folder, {})
        pipe = control.listen(folder)
        try:
            done = run("phase", "login", "-o", folder, cwd=Path("/"), user=65534)
        finally:
            os.close(pipe)
            os.close(lock)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        f"trafficaudit: {folder}: may not be asked: Permission denied (mark it as the user who records)\n"
    )
