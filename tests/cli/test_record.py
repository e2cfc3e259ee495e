"""The record command in a process of its own, without a terminal. ``tests/addons/test_interfaces.py`` gives it one."""

import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from support.command import run
from support.ports import free_port
from support.waiting import until

from trafficaudit.cli import record
from trafficaudit.recording import control
from trafficaudit.recording.session import Plan

MAIN = [sys.executable, "-c", "from trafficaudit.cli import main; main()"]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_it_records_until_it_is_asked_to_end(tmp_path: Path, number: signal.Signals) -> None:
    folder, port = tmp_path / "c", free_port()
    command = [*MAIN, "record", "--app", "kr.example", "--no-check", "--listen", "127.0.0.1", "--port", str(port)]
    process = subprocess.Popen(
        [*command, "-o", str(folder), "--phase", "install"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"HOME": str(tmp_path)},
    )
    until((folder / ".recording" / "control").exists)
    until((folder / "phases.jsonl").exists)
    control.send(folder, "login", 20)
    process.send_signal(number)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (0, f"{folder}\n"), err
    assert f"127.0.0.1:{port}" in err
    assert f"warning: {folder}: nothing was recorded: look whether the phone's traffic" in err
    assert "\x1b" not in err
    description = json.loads((folder / "capture.json").read_text())
    assert (description["app"], description["ended"]) == ({"package": "kr.example"}, "ended in order")
    marks = [json.loads(line)["phase"] for line in (folder / "phases.jsonl").read_text().splitlines()]
    assert marks == ["install", "login"]
    assert not (folder / ".recording").exists()
    assert f"Sealed: {folder}.sealed" in err
    sealed = run("verify", f"{folder}.sealed", "--offline", "--json")
    assert (sealed.returncode, json.loads(sealed.stdout)["code"]) == (4, 4), "nobody was asked for a time stamp"


def test_a_check_that_fails_keeps_it_from_beginning(tmp_path: Path) -> None:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = str(holder.getsockname()[1])
        done = run("record", "--app", "x", "--listen", "127.0.0.1", "--port", port, "-o", tmp_path / "c")
        assert (done.returncode, done.stdout) == (1, "")
        assert "failed: " in done.stderr
        assert "--no-check" in done.stderr
        assert not (tmp_path / "c").exists()
        unchecked = run(
            "record", "--app", "x", "--no-check", "--listen", "127.0.0.1", "--port", port, "-o", tmp_path / "d"
        )
        assert (unchecked.returncode, unchecked.stdout) == (1, "")
        assert "did not begin" in unchecked.stderr
        assert not (tmp_path / "d").exists(), "the same command works once the port is free"
        assert "Traceback" not in unchecked.stderr


def test_a_proxy_that_is_killed_is_told_in_a_few_words_and_what_there_is_is_sealed(tmp_path: Path) -> None:
    folder, port = tmp_path / "c", free_port()
    process = subprocess.Popen(
        [*MAIN, "record", "--app", "x", "--no-check", "--listen", "127.0.0.1", "--port", str(port), "-o", str(folder)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"HOME": str(tmp_path)},
    )
    until((folder / ".recording" / "control").exists)
    until(lambda: b"listening" in (folder / "proxy.log").read_bytes())
    (proxy,) = [int(each) for each in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()]
    os.kill(proxy, signal.SIGKILL)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (1, ""), err
    remedy = "what came before is in it: mend that, and record what follows into another folder"
    assert (
        f"{folder}: the recording did not end in order: the proxy was ended from outside (Killed) ({remedy})\n" in err
    )
    assert "listening" not in err.split("did not end in order")[1]
    assert f"Sealed: {folder}.sealed" in err
    assert "Incomplete: the proxy died" in err


def test_a_recording_that_could_not_be_sealed_ends_with_an_error(tmp_path: Path) -> None:
    """Whoever waits for the exit code alone would take it for sealed."""
    folder, port = tmp_path / "c", free_port()
    (tmp_path / "c.sealed").mkdir()
    process = subprocess.Popen(
        [*MAIN, "record", "--app", "x", "--no-check", "--listen", "127.0.0.1", "--port", str(port), "-o", str(folder)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"HOME": str(tmp_path)},
    )
    until((folder / ".recording" / "control").exists)
    process.send_signal(signal.SIGTERM)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (1, ""), err
    assert "trafficaudit: not sealed: " in err
    assert f"the capture stays as it is; to try it again: trafficaudit seal {folder})\n" in err
    assert json.loads((folder / "capture.json").read_text())["ended"] == "ended in order"


def test_a_folder_that_holds_a_recording_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "capture.json").write_text("{}")
    port = str(free_port())
    done = run("record", "--app", "x", "--no-check", "--listen", "127.0.0.1", "--port", port, "-o", tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert "holds a recording already" in done.stderr
    assert (tmp_path / "capture.json").read_text() == "{}"


def test_a_phone_that_is_not_there_is_said(tmp_path: Path) -> None:
    done = run("record", "--app", "x", "--no-check", "--device", "absent", "-o", tmp_path / "c")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "c").exists()


def test_what_needs_hooks_says_so(tmp_path: Path) -> None:
    for option in (("--hook", "tls"), ("--attach",), ("--plaintext", "a.example")):
        done = run("record", "--app", "x", *option, "-o", tmp_path / "c")
        assert done.returncode == 2
        assert "--hook, --attach and --plaintext need --hooks" in done.stderr
    assert not (tmp_path / "c").exists()


def test_a_recording_of_no_app_does_not_begin(tmp_path: Path) -> None:
    done = run("record", "--app", "", "-o", tmp_path / "c", "--no-check", "--no-seal")
    assert (done.returncode, done.stdout) == (2, "")
    assert "it is empty: name the app's package or bundle id" in done.stderr
    assert not (tmp_path / "c").exists()


@pytest.mark.parametrize("name", [" ", "a\x07b", "x" * 65])
def test_a_phase_that_is_no_name_is_refused_before_anything_is_made(tmp_path: Path, name: str) -> None:
    done = run("record", "--app", "kr.example", "--phase", name, "-o", tmp_path / "c", "--no-check", "--no-seal")
    assert (done.returncode, done.stdout) == (2, "")
    assert "is no name for a phase" in done.stderr
    assert not (tmp_path / "c").exists()


@pytest.mark.parametrize(
    ("modes", "listening"),
    [
        (("regular",), "8080"),
        (("regular@9090", "wireguard"), "9090 51820/udp"),
        (("wireguard@51821", "socks5"), "51821/udp 8080"),
        (("reverse:https://a.example:443@127.0.0.1:8443",), "127.0.0.1:8443"),
        (("upstream:http://p.example:3128",), "8080"),
        (("local", "tun:x"), ""),
    ],
)
def test_the_ports_that_are_looked_at_are_those_of_every_mode(modes: tuple[str, ...], listening: str) -> None:
    assert " ".join(map(str, record._listening(Plan(Path("c"), "x", modes=modes)))) == listening
    (first, *_) = record._listening(Plan(Path("c"), "x", modes=("regular",), host="127.0.0.9"))
    assert str(first) == "127.0.0.9:8080"
