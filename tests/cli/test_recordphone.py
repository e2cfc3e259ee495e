"""The record command with a made-up phone behind real adb."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.adbd import BASE, SHOP, App, Phone, Server, adb_server, connected
from support.waiting import until

from trafficaudit.evidence import config

MAIN = [sys.executable, "-c", "from trafficaudit.cli import main; main()"]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with adb_server(tmp_path) as made:
        yield made


def record(tmp_path: Path, server: Server, serial: str, *options: str) -> tuple[subprocess.Popen[str], Path, int]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    folder = tmp_path / "c"
    command = [*MAIN, "record", "--app", SHOP, "--device", serial, "--no-check", "--listen", "127.0.0.1"]
    environment = {key: value for key, value in os.environ.items() if key != "ADB_SERVER_SOCKET"}
    process = subprocess.Popen(
        [*command, "--port", str(port), "-o", str(folder), *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment | server.environment,
    )
    return process, folder, port


def test_the_phone_is_written_down_led_and_put_back(tmp_path: Path, server: Server) -> None:
    phone = Phone(apps={SHOP: App("3.2.1", 321, {BASE: b"PK" * 500})}, root="adbd")
    phone.settings["global", "http_proxy"] = "10.9.9.9:3128"
    with connected(phone, server) as serial:
        process, folder, port = record(tmp_path, server, serial, "--set-proxy", "127.0.0.1", "--install-ca")
        try:
            until(lambda: phone.settings["global", "http_proxy"] == f"127.0.0.1:{port}")
            assert any("cacerts" in command for command in phone.commands)
        finally:
            process.send_signal(signal.SIGINT)
            out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (0, f"{folder}\n"), err
    assert "Certificate as system CA: installed" in err
    assert phone.settings["global", "http_proxy"] == "10.9.9.9:3128"
    assert not phone.mounts, "the certificate is taken away again"
    description = json.loads((folder / "capture.json").read_text())
    assert (description["app"]["package"], description["app"]["version"]) == (SHOP, "3.2.1")
    assert (description["device"]["model"], description["device"]["os"]) == ("HB-S1", "Android 15")
    assert isinstance(description["device"]["clock_offset_seconds"], float)
    *_, compared, last = map(json.loads, (folder / "clock.jsonl").read_text().splitlines())
    assert (compared["kind"], last["kind"]) == ("phone", "reading"), "both clocks are read at the end as well"
    assert abs(compared["phone_ahead_seconds"] - description["device"]["clock_offset_seconds"]) < 5
    assert compared["uncertainty_seconds"] >= 0
    device = json.loads((folder / "device.json").read_text())
    assert device["fingerprint"].startswith("hanbit/one")
    assert "HB00SERIAL77" not in (folder / "device.json").read_text()


def test_what_a_killed_recording_left_on_the_phone_is_put_back_by_the_next(tmp_path: Path, server: Server) -> None:
    phone = Phone(apps={SHOP: App("3.2.1", 321, {BASE: b"PK" * 500})}, root="adbd")
    phone.settings["global", "http_proxy"] = "10.9.9.9:3128"
    asked = ("--set-proxy", "127.0.0.1", "--install-ca", "--no-seal")
    with connected(phone, server) as serial:
        for number, end in enumerate((signal.SIGKILL, signal.SIGINT)):
            (tmp_path / str(number)).mkdir()
            process, folder, port = record(tmp_path / str(number), server, serial, *asked)
            try:
                until(lambda port=port: phone.settings["global", "http_proxy"] == f"127.0.0.1:{port}")
            finally:
                process.send_signal(end)
                out, err = process.communicate(timeout=60)
            if end is signal.SIGKILL:
                until(lambda folder=folder: not (folder / ".recording").exists())
    assert (process.returncode, out) == (0, f"{folder}\n"), err
    assert "an earlier recording left its proxy on the phone" in err
    assert phone.settings["global", "http_proxy"] == "10.9.9.9:3128"
    assert not phone.mounts
    notes = config.folder() / "phones"
    assert not list(notes.glob("*")), "what is put back is not put back again"


def test_a_phone_that_goes_away_does_not_end_the_recording(tmp_path: Path, server: Server) -> None:
    phone = Phone(apps={SHOP: App("3.2.1", 321, {BASE: b"PK" * 500})})
    with connected(phone, server) as serial:
        process, folder, port = record(tmp_path, server, serial, "--set-proxy", "127.0.0.1")
        assert process.stderr is not None
        assert any("Recording into" in line for line in iter(process.stderr.readline, ""))
        assert phone.settings["global", "http_proxy"] == f"127.0.0.1:{port}"
    process.send_signal(signal.SIGTERM)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (0, f"{folder}\n"), err
    assert "proxy is not put back" in err
    assert "the phone's clock is not compared at the end" in err


def test_what_needs_a_phone_says_so(tmp_path: Path) -> None:
    command = [*MAIN, "record", "--app", "x", "--no-check", "--set-proxy", "h", "-o", str(tmp_path / "c")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 2
    assert "--device" in done.stderr
