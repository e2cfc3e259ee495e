"""Jobs on a real cluster of several processes: the bytes of one process, and an error where it goes away."""

import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from distributed import Client
from support import flows, hars, hookevents
from support.clusters import Cluster, cluster, kill

from trafficaudit import cluster as module
from trafficaudit import readers, workers, working
from trafficaudit.errors import PersonaError, SchedulerError, WorkerError
from trafficaudit.examine import Examiner
from trafficaudit.readers.flow import file as flowfile
from trafficaudit.recipe import Request
from trafficaudit.replay import replay, replay_each

DEMO = Path(__file__).resolve().parent.parent / "captures" / "demo"


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with cluster(tmp_path_factory.mktemp("cluster")) as made:
        yield made


@pytest.fixture
def request_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Request:
    """Ask for a damaged capture of many jobs, one of hooks and a HAR."""
    monkeypatch.setattr(flowfile, "_SLICE_RECORDS", 8)
    cut = flows.write(
        tmp_path / "cut.mitm", *(flows.flow(n, body=b"phone=010-2345-6789&x=" + b"x" * 99) for n in range(160))
    )
    cut.write_bytes(cut.read_bytes()[:-100])
    out, event = hookevents.gcm(b'{"mail": "seoyun.kim@hanbit.example"}', at=0)
    hooked = hookevents.capture(tmp_path / "hooked", [flows.flow(0, body=out)], [event, event])
    small = hars.write(tmp_path / "small.har", hars.entry("https://a.shop.example/t", "8.8.8.8"))
    return Request(
        (cut, hooked, small), tmp_path / "here", DEMO / "persona.toml", recipients=(DEMO / "recipients.toml",)
    )


def files(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()}


@pytest.mark.slow
def test_the_results_are_those_of_one_process(
    running: Cluster, request_here: Request, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = replay(request_here)
    monkeypatch.chdir(tmp_path)  # workers stand in another folder
    names = tuple(path.relative_to(tmp_path) for path in request_here.captures)
    there = replace(request_here, captures=names, target=Path("there"), scheduler=running.address)
    assert replace(replay(there), target=alone.target) == alone
    assert files(tmp_path / "there") == files(alone.target)
    each = [replay_each(replace(one, target=tmp_path / name)) for name, one in (("a", request_here), ("b", there))]
    assert [len(summaries) for summaries in each] == [3, 3]
    assert files(tmp_path / "a") == files(tmp_path / "b")


@pytest.mark.slow
def test_a_worker_that_is_killed_in_mid_run_changes_nothing(request_here: Request, tmp_path: Path) -> None:
    alone = replay(request_here)
    with cluster(tmp_path / "cluster") as made:
        killed: list[int] = []

        def tick(count: int) -> None:
            if not killed:
                killed.append(count)
                kill(made.workers[0])

        there = replay(replace(request_here, target=tmp_path / "there", scheduler=made.address), tick)
        assert killed
        assert made.workers[0].returncode == -9
        assert made.workers[1].poll() is None
    assert replace(there, target=alone.target) == alone
    assert files(tmp_path / "there") == files(alone.target)


@pytest.mark.slow
def test_a_cluster_that_goes_away_is_an_error_and_leaves_no_result(
    request_here: Request, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(module, "CONNECTING", 2.0)
    with cluster(tmp_path / "cluster") as made:
        begun = time.monotonic()
        with pytest.raises(WorkerError, match="the scheduler went away"):
            replay(replace(request_here, scheduler=made.address), lambda count: kill(made.scheduler))
        assert time.monotonic() - begun < 60
    assert capfd.readouterr().err == ""
    assert not request_here.target.exists()


@pytest.mark.slow
def test_a_scheduler_that_goes_away_is_told_at_whatever_step(
    request_here: Request, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Before there is a worker, and while nobody waits for an answer: what is handed over then is refused."""
    monkeypatch.setattr(module, "CONNECTING", 2.0)
    staffed, examiner = module._staffed, workers.examiner_of(request_here)
    with cluster(tmp_path / "first", workers=0) as made:

        def late(client: Client, address: str) -> None:
            close: Callable[..., object] = client.close

            def failing(timeout: float) -> None:
                close(timeout=timeout)
                raise RuntimeError("Cannot change state of expiring Timeout")

            monkeypatch.setattr(client, "close", failing)
            kill(made.scheduler)
            staffed(client, address)

        monkeypatch.setattr(module, "_staffed", late)
        with pytest.raises(WorkerError, match="the scheduler went away"):
            replay(replace(request_here, scheduler=made.address))
        monkeypatch.setattr(module, "_staffed", staffed)
    with cluster(tmp_path / "second", workers=1) as made:
        request = replace(request_here, scheduler=made.address)
        job, *_ = workers.jobs(readers.open_captures(request_here.captures), workers.examiner_of(request_here))
        with module.crew(request, examiner) as crew:
            kill(made.scheduler)
            until = time.monotonic() + 60
            with pytest.raises(WorkerError, match="the scheduler went away"):
                while time.monotonic() < until:
                    crew.submit(job)
                    time.sleep(0.1)
    assert capfd.readouterr().err == ""
    assert not request_here.target.exists()


@pytest.mark.slow
def test_a_scheduler_that_stands_still_is_told(
    request_here: Request, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "CONNECTING", 2.0)
    with cluster(tmp_path / "cluster") as made:

        def tick(count: int) -> None:
            monkeypatch.setattr(module, "STAFFING", 2.0)
            made.scheduler.send_signal(signal.SIGSTOP)

        with pytest.raises(WorkerError, match="the scheduler has not answered for 2 seconds"):
            replay(replace(request_here, scheduler=made.address), tick)
    assert not request_here.target.exists()


@pytest.mark.slow
def test_without_workers_it_ends(request_here: Request, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "STAFFING", 2.0)
    with cluster(tmp_path / "cluster", workers=0) as made:
        with pytest.raises(WorkerError, match="no worker came within 2 seconds"):
            replay(replace(request_here, scheduler=made.address))
        made.worker()
        monkeypatch.setattr(module, "STAFFING", 30.0)

        def tick(count: int) -> None:
            monkeypatch.setattr(module, "STAFFING", 1.0)
            kill(made.workers[0])

        with pytest.raises(WorkerError, match="it has had no worker for 1 seconds"):
            replay(replace(request_here, scheduler=made.address), tick)
    assert not request_here.target.exists()


@pytest.mark.slow
def test_no_scheduler_is_one_sentence_in_bounded_time(tmp_path: Path) -> None:
    """Nobody listens, somebody listens and says nothing, somebody says something else, and what is no address."""
    small = hars.write(tmp_path / "s.har", hars.entry("https://a.example/", "8.8.8.8"))
    with socket.create_server(("127.0.0.1", 0)) as silent, socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        addresses = [f"tcp://127.0.0.1:{one.getsockname()[1]}" for one in (closed, silent)]
        begun = time.monotonic()
        program = "from trafficaudit.cli import main; main()"
        started = [
            subprocess.Popen(
                [sys.executable, "-c", program, "replay", small, "--scheduler", address, "-o", tmp_path / at],
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
            for at, address in zip(
                "abcde", (*addresses, "tcp://", "tls://127.0.0.1:1", "http://127.0.0.1:1"), strict=True
            )
        ]
        for one in started:
            out, said = one.communicate(timeout=60)
            assert (one.returncode, out) == (2 if one is started[-1] else 1, ""), said
            assert said.startswith("trafficaudit: ")
            assert "scheduler" in said
            assert said.count("\n") == 1, said
        assert time.monotonic() - begun < 50
    assert [path.name for path in tmp_path.iterdir()] == ["s.har"]


def test_what_is_no_address_is_told_before_the_result_is_begun(request_here: Request) -> None:
    """Whoever else makes that result at the time, and whatever lies there: the same sentence, and the same exit code."""
    with (
        working.working(request_here.target),
        pytest.raises(SchedulerError, match="is no address of a scheduler: http"),
    ):
        replay(replace(request_here, scheduler="http://127.0.0.1:1"))


@pytest.mark.parametrize(
    "said",
    [b"HTTP/1.1 400 Bad Request\r\n\r\n", bytes(64), (1 << 40).to_bytes(8, "little") + b"x"],
    ids=["text", "zeros", "huge"],
)
def test_what_answers_like_no_scheduler_is_told_as_that(said: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its first bytes are taken for the length of a message: that neither is a lack of memory nor ends in a traceback."""
    monkeypatch.setattr(module, "CONNECTING", 3.0)
    with socket.create_server(("127.0.0.1", 0)) as other:

        def answer() -> None:
            with suppress(OSError):
                while True:
                    taken, _ = other.accept()
                    taken.sendall(said)
                    taken.recv(1 << 16)
                    taken.close()

        threading.Thread(target=answer, daemon=True).start()
        address = f"tcp://127.0.0.1:{other.getsockname()[1]}"
        with pytest.raises(WorkerError, match="no scheduler answers: "), module._client(address):
            pass
        other.shutdown(socket.SHUT_RDWR)


@pytest.mark.slow
def test_an_error_of_ours_comes_back_whole(running: Cluster, request_here: Request, tmp_path: Path) -> None:
    person = tmp_path / "person.toml"
    person.write_text("values = 1", encoding="utf-8")
    examiner = workers.examiner_of(request_here)
    request = replace(request_here, scheduler=running.address, persona=person)
    job, *_ = workers.jobs(readers.open_captures(request_here.captures), workers.examiner_of(request_here))
    with module.crew(request, examiner) as crew, pytest.raises(PersonaError, match=r"person\.toml"):
        crew.submit(job).result()


@pytest.mark.slow
def test_a_worker_that_works_with_something_else_is_refused(
    running: Cluster, request_here: Request, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stated = module.stated

    def told(request: Request, examiner: Examiner) -> dict[str, str]:
        return stated(request, examiner) | {"version of brotli": "0.0"}

    monkeypatch.setattr(module, "stated", told)
    with pytest.raises(WorkerError, match=r"the worker tcp://127.*: has another version of brotli: .*here it is 0\.0"):
        replay(replace(request_here, scheduler=running.address))
    assert not request_here.target.exists()


def test_dask_is_loaded_only_when_it_is_asked_for_and_its_lack_is_an_error(tmp_path: Path) -> None:
    small = hars.write(tmp_path / "s.har", hars.entry("https://a.example/", "8.8.8.8"))
    program = "import sys; sys.modules['distributed'] = None; from trafficaudit.cli import main; main()"
    command = [sys.executable, "-c", program, "replay", str(small), "-o", str(tmp_path / "out")]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0
    done = subprocess.run([*command, "--force", "--scheduler", "tcp://x"], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert (
        "Dask is not installed (install the extra, in the folder of the sources: pip install -e '.[cluster]')"
        in done.stderr
    )
