"""The doctor command: exit codes, table and JSON."""

import json
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from support.adbd import Phone, Server, adb_server, connected

from trafficaudit.cli.doctor import doctor_command

HOST = "127.0.0.23"


@pytest.fixture
def free() -> str:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return f"{HOST}:{probe.getsockname()[1]}"


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    with adb_server(tmp_path) as running:
        monkeypatch.delenv("ADB_SERVER_SOCKET", raising=False)
        for name, value in running.environment.items():
            monkeypatch.setenv(name, value)
        yield running


def test_nothing_failed(tmp_path: Path, free: str) -> None:
    arguments = ["--port", free, "-o", str(tmp_path / "shop"), "--confdir", str(tmp_path)]
    done = CliRunner().invoke(doctor_command, arguments)
    assert done.exit_code == 0, done.output
    assert "start mitmdump once" in done.stdout
    assert "--device SERIAL" in done.stdout
    assert "\x1b" not in done.stdout
    assert "0 failed" in done.stdout.splitlines()[-1]


def test_something_failed(tmp_path: Path, free: str) -> None:
    host, _, number = free.rpartition(":")
    with socket.socket() as taken:
        taken.bind((host, int(number)))
        taken.listen()
        done = CliRunner().invoke(doctor_command, ["--port", free, "--confdir", str(tmp_path), "--json"])
    assert done.exit_code == 1
    shown = json.loads(done.stdout)
    assert shown["passed"] is False
    (failed,) = [each for each in shown["checks"] if each["status"] == "failed"]
    assert failed["name"] == f"port {free}"
    assert failed["remedy"]


def test_usage() -> None:
    done = CliRunner().invoke(doctor_command, ["--port", "http"])
    assert done.exit_code == 2
    assert "'http' is no port" in done.stderr
    shown = CliRunner().invoke(doctor_command, ["--help"])
    assert shown.exit_code == 0
    assert "Example: trafficaudit doctor" in shown.stdout


@pytest.mark.parametrize("named", [True, False])
def test_with_a_phone_named_or_the_only_one(tmp_path: Path, free: str, server: Server, *, named: bool) -> None:
    with connected(Phone(), server) as serial:
        device = ["--device", serial] if named else ["--device"]
        arguments = [*device, "--app", "kr.example.absent", "--port", free, "--confdir", str(tmp_path), "--json"]
        done = CliRunner().invoke(doctor_command, arguments)
    assert done.exit_code == 0, done.output
    found = {each["name"]: each for each in json.loads(done.stdout)["checks"]}
    assert found["phone"]["found"].startswith("Hanbit HB-S1")
    assert found["app"]["status"] == "warning"


def test_what_a_phone_says_cannot_steer_the_terminal(tmp_path: Path, free: str, server: Server) -> None:
    phone = Phone()
    phone.properties["ro.product.manufacturer"] = "\x1b[2JHan\u202ebit"
    with connected(phone, server) as serial:
        done = CliRunner().invoke(doctor_command, ["--device", serial, "--port", free, "--confdir", str(tmp_path)])
    assert "\x1b" not in done.output
    assert "\u202e" not in done.output
    assert "\\x1b[2JHan\\u202ebit" in done.stdout
