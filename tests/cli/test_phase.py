"""The phase command against a real recording."""

import asyncio
import json
from pathlib import Path

from support.command import run
from support.rehearsals import Rehearsal, rehearsal


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
