"""Whatever dies or fails: what was handed over is in the capture, once, and what is missing is counted."""

import asyncio
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from support.jsonlines import lines
from support.rehearsals import Rehearsal, rehearsal, start
from support.waiting import LAST, until

from captures.rehearsal.ledger import COMPLETE, ID_HEADER
from captures.rehearsal.phone import Call, Load
from captures.rehearsal.phone.call import HTTP1, HTTP2
from trafficaudit.model import Exchange, Gap
from trafficaudit.readers import open_capture
from trafficaudit.recording.assembly import CUT_OFF

KR = "api.nuri-market.example"
TAKEN_OVER = "another one has taken over"
FAKETIME = next(iter(Path("/usr/lib").glob("*/faketime/libfaketime.so.1")), None)


def recorded(capture: Path) -> dict[str, list[Exchange]]:
    found: dict[str, list[Exchange]] = {}
    for item in open_capture(capture).items():
        if isinstance(item, Exchange):
            for name, value in item.request.headers if item.request else ():
                if name.lower() == ID_HEADER.encode():
                    found.setdefault(value.decode(), []).append(item)
    return found


def check_against_ledgers(made: Rehearsal) -> int:
    """Check that nothing is missing or twice; give the number of exchanges that were cut off."""
    found = recorded(made.capture)
    assert not [name for name, each in found.items() if len(each) > 1]
    complete = {row.id for row in made.phone_rows() if row.outcome == COMPLETE}
    whole = {
        name for name, (each,) in found.items() if each.response and each.response.status == 200 and not each.error
    }
    assert complete <= whole, f"{len(complete - whole)} that the phone saw complete are not in the capture"
    reached = {row.id for row in made.server_rows()}
    assert reached <= set(found), f"{len(reached - set(found))} that reached a server are not in the capture"
    cut = [each for (each,) in found.values() if each.error == CUT_OFF]
    gaps = [line for line in lines(made.capture / "gaps.jsonl") if line["exchanges"]]
    assert len(gaps) == len(cut)
    return len(cut)


async def completed(made: Rehearsal, count: int) -> None:
    """Wait until the phone saw so many more exchanges come to their end."""
    aim = count + sum(row.outcome == COMPLETE for row in made.phone_rows())
    async with asyncio.timeout(LAST):
        while sum(row.outcome == COMPLETE for row in made.phone_rows()) < aim:
            await asyncio.sleep(0.02)


async def killed_under_load(path: Path, count: int, *, http2: bool, delay: float = 0.0) -> tuple[int, int]:
    async with rehearsal(path) as made:
        await made.phase("browse")
        load = asyncio.create_task(made.phone.load(Load(8, LAST, http2=http2, stop_when_broken=True)))
        await completed(made, count)
        await asyncio.sleep(delay)
        made.kill()
        result = await load
        await asyncio.to_thread(made.wait_until_complete)
    cut = check_against_ledgers(made)
    description = json.loads((made.capture / "capture.json").read_text())
    assert description["ended"] == "the proxy died"
    died = [line for line in lines(made.capture / "gaps.jsonl") if "proxy died" in line["reason"]]
    assert died[0]["connections"] >= (1 if result.completed else 0)
    return result.completed, cut


@pytest.mark.assertion("REC-1")
@pytest.mark.parametrize("http2", [False, True])
def test_the_proxy_is_killed(tmp_path: Path, http2: bool) -> None:
    whole, _ = asyncio.run(killed_under_load(tmp_path, 100, http2=http2))
    assert whole >= 100


@pytest.mark.slow
def test_the_proxy_is_killed_at_twenty_random_moments(tmp_path: Path) -> None:
    moments = random.Random(20261125)
    runs = [
        asyncio.run(
            killed_under_load(
                tmp_path / str(number), moments.randrange(160), http2=number % 4 == 3, delay=moments.uniform(0, 0.02)
            )
        )
        for number in range(20)
    ]
    whole, cut = map(sum, zip(*runs, strict=True))
    assert whole > 1000
    assert cut > 0, "no kill hit an exchange under way: the test proves nothing"


def writers() -> list[int]:
    listed = subprocess.run(
        ["pgrep", "-f", "trafficaudit.recording.writerprocess"], capture_output=True, text=True, check=False
    )
    return [int(pid) for pid in listed.stdout.split()]


def writer_of(made: Rehearsal) -> int:
    for pid in writers():
        try:
            if str(made.capture).encode() in Path(f"/proc/{pid}/cmdline").read_bytes():
                return pid
        except OSError:
            continue
    return 0


@pytest.mark.assertion("REC-1")
def test_the_writer_is_killed_again_and_again(tmp_path: Path) -> None:
    async def run() -> Rehearsal:
        async with rehearsal(tmp_path) as made:
            load = asyncio.create_task(made.phone.load(Load(4, 3 * LAST, count=400)))
            for number in range(1, 4):
                await completed(made, 60)
                os.kill(await asyncio.to_thread(until, lambda: writer_of(made)), signal.SIGKILL)
                await asyncio.to_thread(until, lambda told=number: made.log.read_text().count(TAKEN_OVER) == told)
            result = await load
            assert (result.completed, result.failed) == (400, 0)
            await asyncio.to_thread(made.end)
            made.wait_until_complete()
            return made

    made = asyncio.run(run())
    assert check_against_ledgers(made) == 0
    assert made.log.read_text().count(TAKEN_OVER) == 3
    assert json.loads((made.capture / "capture.json").read_text())["ended"] == "ended in order"


def recover(capture: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from trafficaudit.cli import main; main()", "recover", str(capture)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=LAST)


@pytest.mark.assertion("REC-1")
def test_both_are_killed_and_the_recording_is_recovered(tmp_path: Path) -> None:
    async def run() -> Rehearsal:
        async with rehearsal(tmp_path) as made:
            load = asyncio.create_task(made.phone.load(Load(8, LAST, stop_when_broken=True)))
            await completed(made, 100)
            os.kill(writer_of(made), signal.SIGKILL)
            made.kill()
            await load
            return made

    made = asyncio.run(run())
    gaps = [item.reason for item in open_capture(made.capture).items() if isinstance(item, Gap)]
    assert any("trafficaudit recover" in reason for reason in gaps)
    done = recover(made.capture)
    assert (done.returncode, done.stdout) == (0, f"{made.capture}\n"), done.stderr
    check_against_ledgers(made)
    before = (made.capture / "capture.json").read_bytes()
    assert recover(made.capture).returncode == 0
    assert (made.capture / "capture.json").read_bytes() == before


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 24 MiB of its own."""
    path = tmp_path / "disk"
    path.mkdir()
    if shutil.which("mount") is None or os.geteuid() != 0:
        pytest.skip("mounting a small disk needs root")
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", path], check=False).returncode:
        pytest.skip("this system does not let a tmpfs be mounted")
    yield path
    subprocess.run(["umount", path], check=True)


async def fill(made: Rehearsal, pause: float = 0.0) -> int:
    """Download until the proxy ends by itself; give the number of downloads that came whole."""
    whole = 0
    for number in range(40):
        row = await made.phone.fetch(Call(HTTP1, KR, f"/size/{1 << 20}"), identity=f"fill-{number}", timeout=LAST)
        whole += row.outcome == COMPLETE
        await asyncio.sleep(pause)
        if made.process.poll() is not None or row.outcome != COMPLETE:
            break
    await asyncio.to_thread(until, lambda: made.process.poll() is not None)
    return whole


def test_a_disk_that_fills_ends_the_recording_in_order(tmp_path: Path, small_disk: Path) -> None:
    async def run() -> Rehearsal:
        async with rehearsal(tmp_path, "--set", "audit_free=10", capture=small_disk / "c") as made:
            await asyncio.sleep(0.5)
            assert await fill(made, pause=0.5) >= 3
            return made

    made = asyncio.run(run())
    capture = small_disk / "c"
    assert json.loads((capture / "capture.json").read_text())["ended"] == "ended in order"
    assert "MiB of disk are free" in made.log.read_text()
    complete = {row.id for row in made.phone_rows() if row.outcome == COMPLETE}
    assert complete <= set(recorded(capture))


@pytest.mark.assertion("REC-2")
def test_a_full_disk_lets_nothing_pass_unrecorded(tmp_path: Path, small_disk: Path) -> None:
    async def run() -> Rehearsal:
        async with rehearsal(tmp_path, "--set", "audit_free=0", capture=small_disk / "c") as made:
            assert await fill(made) >= 3
            return made

    made = asyncio.run(run())
    capture = small_disk / "c"
    assert "No space left on device" in made.log.read_text()
    failed = recover(capture)
    if failed.returncode:
        assert (failed.returncode, failed.stdout) == (1, "")
        assert "free some disk" in failed.stderr
    subprocess.run(["mount", "-o", "remount,size=200m", small_disk], check=True)
    done = recover(capture)
    assert done.returncode == 0, done.stderr
    assert "the recorder ended the proxy: " in done.stderr
    assert "No space left on device" in json.loads((capture / "capture.json").read_text())["ended"]
    found = recorded(capture)
    complete = {row.id for row in made.phone_rows() if row.outcome == COMPLETE}
    reached = {row.id for row in made.server_rows()}
    assert complete | reached <= set(found)
    for row in made.phone_rows():
        if row.outcome == COMPLETE:
            (each,) = found[row.id]
            assert each.response is not None
            assert each.response.body_size == row.response_size


@pytest.mark.assertion("REC-2")
def test_a_side_file_that_may_not_be_written_stops_the_proxy(tmp_path: Path) -> None:
    async def run() -> Rehearsal:
        async with rehearsal(tmp_path) as made:
            await made.play("install")
            (made.capture / "tls_failures.jsonl").mkdir()
            await made.phone.pinned()
            await asyncio.to_thread(until, lambda: made.process.poll() is not None)
            return made

    made = asyncio.run(run())
    assert "tls_failures.jsonl" in made.log.read_text()
    (made.capture / "tls_failures.jsonl").rmdir()
    assert recover(made.capture).returncode == 0
    assert len(lines(made.capture / "tls_failures.jsonl")) == 1
    assert {row.id for row in made.phone_rows() if row.protocol.startswith("http") and row.outcome == COMPLETE} <= set(
        recorded(made.capture)
    )


FAILING = """
from trafficaudit.recording.hooks.conversations import ConversationHooks
from trafficaudit.recording.hooks.http import HttpHooks

def failing(of, name):
    hook = getattr(of, name)
    def replaced(self, flow):
        if name != "response" or b"/size/11" in flow.request.data.path:
            raise KeyError("seoyun@hanbit.example")
        hook(self, flow)
    replaced.__name__ = name
    setattr(of, name, replaced)

failing(HttpHooks, "response")
failing(ConversationHooks, "tcp_message")
"""


@pytest.mark.parametrize("hook", ["response", "tcp_message"])
def test_a_recorder_that_fails_says_so_and_lets_nothing_pass(tmp_path: Path, hook: str) -> None:
    (tmp_path / "failing.py").write_text(FAILING)

    async def run() -> Rehearsal:
        async with rehearsal(tmp_path, "-s", str(tmp_path / "failing.py")) as made:
            await made.phone.fetch(Call(HTTP1, KR, "/size/10"), identity="before", timeout=LAST)
            if hook == "response":
                await made.phone.fetch(Call(HTTP1, KR, "/size/11"), identity="at", timeout=LAST)
            else:
                with suppress(OSError, asyncio.IncompleteReadError):
                    await made.phone.raw_tcp()
            await asyncio.to_thread(until, lambda: made.process.poll() is not None)
            made.wait_until_complete()
            return made

    made = asyncio.run(run())
    said = (made.capture / "capture.json").read_text()
    assert json.loads(said)["ended"] == f"the recorder ended the proxy: it failed at {hook} (KeyError)"
    assert "seoyun" not in said
    assert recorded(made.capture)["before"][0].response is not None
    whole = {row.id for row in made.phone_rows() if row.outcome == COMPLETE and row.protocol.startswith("http")}
    assert whole == {"before"}
    assert not [row for row in made.server_rows() if row.protocol == "tcp"], "what was not recorded reached a server"


def test_a_second_recorder_is_refused(tmp_path: Path) -> None:
    async def run() -> Rehearsal:
        async with rehearsal(tmp_path) as made:
            arguments = ["--mode", "regular@127.0.0.1:0", "--set", f"confdir={tmp_path / 'mitmproxy'}"]
            for folder, reason in ((made.capture, "another recorder"), (tmp_path / "held", "a recording already")):
                if folder != made.capture:
                    folder.mkdir()
                    (folder / "capture.json").write_text("{}")
                second = start(arguments, folder, tmp_path / "second")
                assert await asyncio.to_thread(second.wait, LAST) == 1
                assert reason in (tmp_path / "second").read_text()
            await made.play("install")
            await asyncio.to_thread(made.end)
            made.wait_until_complete()
            return made

    made = asyncio.run(run())
    assert {row.id for row in made.phone_rows() if row.protocol.startswith("http")} <= set(recorded(made.capture))


@pytest.mark.assertion("REC-3")
@pytest.mark.skipif(FAKETIME is None, reason="libfaketime is not installed (Debian: libfaketime)")
def test_a_clock_that_steps_is_noted_and_moves_no_exchange_into_another_phase(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    offset = tmp_path / "offset"
    offset.write_text("+0")
    monkeypatch.setenv("LD_PRELOAD", str(FAKETIME))
    monkeypatch.setenv("FAKETIME_TIMESTAMP_FILE", str(offset))
    monkeypatch.setenv("FAKETIME_NO_CACHE", "1")
    monkeypatch.setenv("FAKETIME_DONT_FAKE_MONOTONIC", "1")

    async def run() -> Rehearsal:
        async with rehearsal(tmp_path) as made:
            await made.play("install")
            await asyncio.sleep(1.2)
            offset.write_text("-3600")
            await asyncio.to_thread(until, lambda: "step" in str(lines(made.capture / "clock.jsonl")))
            await made.play("first_launch")
            await asyncio.to_thread(made.end)
            made.wait_until_complete()
            return made

    made = asyncio.run(run())
    (step,) = [line for line in lines(made.capture / "clock.jsonl") if line["kind"] == "step"]
    assert -3602 < step["seconds"] < -3598
    phases = {row.id: row.phase for row in made.phone_rows()}
    found = recorded(made.capture)
    assert found
    assert {name: each.phase for name, (each,) in found.items()} == {name: phases[name] for name in found}


FAULTS = {
    "/stall": (None, 0),
    "/reset": (None, 0),
    "/truncated": (200, 1),
    "/garbage": (None, 0),
}


@pytest.mark.parametrize("path", FAULTS)
def test_servers_that_fail_are_recorded_with_the_error(tmp_path: Path, path: str) -> None:
    async def run() -> Rehearsal:
        async with rehearsal(tmp_path) as made:
            # One that the server leaves without a word is given up; the others end by themselves.
            seconds = 15.0 if path == "/stall" else LAST
            call = Call(HTTP1, KR, path, "POST", body=b"email=a@b.example")
            await made.phone.fetch(call, identity="x", timeout=seconds)
            await made.phone.fetch(Call(HTTP1, KR, "/size/10"), identity="y", timeout=LAST)
            await asyncio.to_thread(made.end)
            made.wait_until_complete()
            return made

    made = asyncio.run(run())
    found = recorded(made.capture)
    (failed,), (after,) = found["x"], found["y"]
    assert failed.error
    assert failed.request is not None
    assert failed.request.body == b"email=a@b.example"
    status, least = FAULTS[path]
    assert (failed.response.status if failed.response else None) == status
    assert failed.response is None or failed.response.body_size >= least
    assert after.response is not None
    assert after.response.body_size == 10


def test_a_stream_that_never_ends_is_recorded_as_far_as_it_came(tmp_path: Path) -> None:
    async def run() -> Rehearsal:
        async with rehearsal(tmp_path) as made:
            for way in (HTTP1, HTTP2):
                begun = time.monotonic()
                await made.phone.fetch(Call(way, KR, "/size/10"), identity=f"warm {way}", timeout=LAST)
                # Long enough for some of it to come, however busy the computer is.
                seconds = 3 + 20 * (time.monotonic() - begun)
                await made.phone.fetch(Call(way, KR, "/events"), identity=way, timeout=seconds)
            await asyncio.to_thread(made.end)
            made.wait_until_complete()
            return made

    made = asyncio.run(run())
    rows = [row for row in made.phone_rows() if row.id in (HTTP1, HTTP2)]
    assert len(rows) == 2
    for row in rows:
        (each,) = recorded(made.capture)[row.id]
        assert row.response_size > 0, "the proxy holds the stream back"
        assert each.error
        assert each.response is not None
        assert each.response.body_size >= row.response_size


@pytest.mark.assertion("REC-4")
def test_what_reached_no_server_is_recorded_and_was_not_sent(tmp_path: Path) -> None:
    async def run() -> Rehearsal:
        async with rehearsal(tmp_path, "--set", "connection_strategy=lazy") as made:
            secret = Call(HTTP1, KR, "/x", "POST", body=b"email=a@b.example", port=9)
            await made.phone.fetch(secret, identity="nowhere", timeout=LAST)
            await asyncio.to_thread(made.end)
            made.wait_until_complete()
            return made

    made = asyncio.run(run())
    connections = lines(made.capture / "connections.jsonl")
    assert any("refused" in line["error"] or "Connect call failed" in line["error"] for line in connections)
    for each in [exchange for found in recorded(made.capture).values() for exchange in found]:
        assert not each.sent
        assert each.error


def resident(pid: int) -> int:
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("path", "sent"), [(f"/size/{2 << 30}", 0), (f"/size/{2 << 30}?chunked=1", 0), ("/upload", 2 << 30)]
)
def test_two_gigabytes_stream_through_little_memory(tmp_path: Path, path: str, sent: int) -> None:
    peak = 0

    async def run() -> Rehearsal:
        nonlocal peak
        async with rehearsal(tmp_path) as made:
            call = Call(HTTP1, KR, path, "POST" if sent else "GET", body=sent or b"")
            fetching = asyncio.create_task(made.phone.fetch(call, identity="large", timeout=300))
            while not fetching.done():
                peak = max(peak, resident(made.process.pid) + resident(writer_of(made) or made.process.pid))
                await asyncio.sleep(0.2)
            assert (await fetching).outcome == COMPLETE
            await asyncio.to_thread(made.end)
            made.wait_until_complete()
            return made

    made = asyncio.run(run())
    (row,) = made.phone_rows()
    (server,) = made.server_rows()
    (each,) = recorded(made.capture)["large"]
    message = each.request if sent else each.response
    assert message is not None
    assert message.body_size == 2 << 30 == (server.request_size if sent else row.response_size)
    assert peak < 400 << 20, f"{peak >> 20} MiB"


def test_more_connections_at_once_than_a_process_may_have_files_by_default(tmp_path: Path) -> None:
    async def run() -> Rehearsal:
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (200, hard))
        try:
            async with rehearsal(tmp_path) as made:
                resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
                result = await made.phone.load(Load(150, LAST, count=600))
                assert (result.completed, result.failed) == (600, 0)
                await asyncio.to_thread(made.end)
                made.wait_until_complete()
                return made
        finally:
            resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))

    made = asyncio.run(run())
    assert check_against_ledgers(made) == 0
    assert "files may be open" not in made.log.read_text()


@pytest.mark.slow
def test_ten_thousand_connections_come_and_go(tmp_path: Path) -> None:
    grown = 0

    async def run() -> Rehearsal:
        nonlocal grown
        async with rehearsal(tmp_path) as made:
            await made.phone.load(Load(4, 60, count=500, reconnect=True))
            before = resident(made.process.pid)
            made.phone.name = "churn"
            result = await made.phone.load(Load(8, 900, count=10_000, reconnect=True))
            assert (result.completed, result.failed) == (10_000, 0)
            grown = resident(made.process.pid) - before
            await asyncio.to_thread(made.end)
            made.wait_until_complete()
            return made

    made = asyncio.run(run())
    check_against_ledgers(made)
    states = Counter(line["state"] for line in lines(made.capture / "connections.jsonl"))
    assert states["decrypted"] == 10_500
    assert grown < 100 << 20, f"{grown >> 20} MiB"
