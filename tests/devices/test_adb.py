"""Real adb against a made-up phone: commands, and every way in which it can go wrong."""

import doctest
import io
import time
from pathlib import Path

import pytest
from support.adbd import Fault, Phone, Server, connected, wait_for

from trafficaudit.devices import adb
from trafficaudit.devices.adb import Adb
from trafficaudit.devices.faults import DeviceError, DeviceLostError


def test_the_examples_in_the_docstrings() -> None:
    assert doctest.testmod(adb).failed == 0


def test_a_command_reaches_the_phone_word_for_word(bridge: Adb, phone: Phone) -> None:
    words = ("settings", "put", "global", "k", "a b; $(reboot) 'x' \"y\" | z > w\n한글")
    assert bridge.shell(*words).status == 0
    assert phone.settings["global", "k"] == words[-1]


def test_output_status_and_errors_of_a_command(bridge: Adb) -> None:
    assert bridge.text("getprop", "ro.product.model") == "HB-S1\n"
    missing = bridge.shell("cat", "/no such")
    assert (missing.stdout, missing.stderr, missing.status) == (b"", b"cat: /no such: No such file or directory\n", 1)
    with pytest.raises(DeviceError, match=r"refused 'cat' \(status 1\): cat: /no such"):
        bridge.text("cat", "/no such")


def test_an_old_phone_tells_the_status_too(server: Server) -> None:
    with connected(Phone(shell_v2=False), server) as serial:
        old = adb.connect(serial)
        assert old.text("getprop", "ro.product.model") == "HB-S1\n"
        assert old.shell("cat", "/none").status == 1


def test_large_output_comes_whole(bridge: Adb, phone: Phone) -> None:
    phone.files["/big"] = bytes(range(256)) * 16_384
    assert bridge.shell("cat", "/big").stdout == phone.files["/big"]


def test_a_file_is_copied_to_the_phone(bridge: Adb, phone: Phone, tmp_path: Path) -> None:
    local = tmp_path / "a b.crt"
    local.write_bytes(b"x" * 200_000)
    bridge.push(local, "/sdcard/Download/a b.crt")
    assert phone.files["/sdcard/Download/a b.crt"] == b"x" * 200_000
    with pytest.raises(DeviceError, match="Read-only file system"):
        bridge.push(local, "/system/a.crt")


@pytest.mark.parametrize("kind", ["drop", "short"])
def test_a_phone_that_goes_away_is_noticed(server: Server, bridge: Adb, phone: Phone, kind: Fault) -> None:
    phone.fault = kind
    if kind == "drop":
        with pytest.raises(DeviceLostError):
            bridge.text("getprop")
        # adb connects again by itself; so may the person who pushes the plug back in.
        phone.fault = ""
        wait_for(server, bridge.serial, "device")
    assert bridge.text("getprop", "ro.product.model") == "HB-S1\n"


def test_half_an_answer_is_no_answer(server: Server, bridge: Adb, phone: Phone) -> None:
    phone.files["/big"] = b"y" * 100_000
    phone.fault = "drop"
    with pytest.raises(DeviceLostError):
        bridge.shell("cat", "/big")


def test_a_phone_that_is_unplugged(server: Server, bridge: Adb) -> None:
    server.adb("disconnect", bridge.serial)
    with pytest.raises(DeviceLostError, match="not found"):
        bridge.text("getprop")


def test_a_silent_phone_and_one_that_never_stops(bridge: Adb, phone: Phone) -> None:
    phone.fault = "silent"
    begun = time.monotonic()
    with pytest.raises(DeviceError, match=r"no answer within 0\.5 s"):
        bridge.text("getprop", timeout=0.5)
    assert time.monotonic() - begun < 10
    phone.fault = "endless"
    with pytest.raises(DeviceError, match="printed more than"):
        bridge.text("getprop", limit=100_000)


def test_a_phone_that_nobody_authorised(server: Server) -> None:
    with (
        connected(Phone(fault="unauthorized"), server, "unauthorized") as serial,
        pytest.raises(DeviceError, match=r"is unauthorized \(unlock the phone"),
    ):
        adb.connect(serial)


def test_choosing_among_none_one_and_several(server: Server) -> None:
    with pytest.raises(DeviceError, match="no phone is connected"):
        adb.connect()
    with connected(Phone(), server) as first:
        assert adb.connect().serial == first
        with pytest.raises(DeviceError, match="the phone is not connected"):
            adb.connect("R3CX104Z9KL")
        with connected(Phone(), server) as second:
            with pytest.raises(DeviceError, match=r"several phones are connected \(name one"):
                adb.connect()
            assert adb.connect(second).serial == second


def test_no_adb_and_a_program_that_is_not_adb(tmp_path: Path) -> None:
    with pytest.raises(DeviceError, match="adb was not found"):
        adb.find(tmp_path / "adb")
    other = tmp_path / "adb"
    other.write_text("#!/bin/sh\necho hello\n")
    other.chmod(0o755)
    with pytest.raises(DeviceError, match="is not Android's debug bridge"):
        adb.connect(binary=other)


def test_a_server_that_does_not_answer(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADB_SERVER_SOCKET", "tcp:127.0.0.1:1")
    monkeypatch.setenv("ADB_REJECT_KILL_SERVER", "1")
    with pytest.raises(DeviceError, match="server does not answer"):
        adb.listed(server.program)


def test_a_stream_is_written_byte_for_byte(bridge: Adb, phone: Phone) -> None:
    phone.files["/big"] = bytes(range(256)) * 100
    into = io.BytesIO()
    assert bridge.stream("cat", "/big", into=into, timeout=20, limit=1 << 20) == 25_600
    assert into.getvalue() == phone.files["/big"]


def test_a_phone_that_goes_away_while_it_is_copied_to_refused_nothing(
    server: Server, bridge: Adb, tmp_path: Path
) -> None:
    (tmp_path / "a").write_bytes(b"x")
    server.adb("disconnect", bridge.serial)
    with pytest.raises(DeviceLostError, match="went away in the middle"):
        bridge.push(tmp_path / "a", "/sdcard/a")


def test_a_phone_that_is_back_already_was_away_all_the_same(tmp_path: Path) -> None:
    other = tmp_path / "adb"
    other.write_text("#!/bin/sh\ncase $1 in devices) printf 'List of devices attached\\nP1\\tdevice\\n';; esac\n")
    other.chmod(0o755)
    with pytest.raises(DeviceLostError, match="went away in the middle of a command"):
        Adb(str(other), "P1", "34").shell("true")


def test_an_old_program_says_its_version_in_its_first_line(tmp_path: Path) -> None:
    other = tmp_path / "adb"
    other.write_text("#!/bin/sh\necho Android Debug Bridge version 1.0.31\n")
    other.chmod(0o755)
    assert adb.version(str(other)) == "1.0.31"
