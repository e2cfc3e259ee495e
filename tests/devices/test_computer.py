"""Checks of this computer, against real ports, files and certificates."""

import datetime
import os
import socket
import sys
import tempfile
from importlib import metadata
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization

from trafficaudit.devices import authority, computer
from trafficaudit.devices.check import Check, Setup
from trafficaudit.devices.hostclock import KernelClock
from trafficaudit.devices.ports import Port

HOST = "127.0.0.22"


def test_versions(monkeypatch: pytest.MonkeyPatch) -> None:
    assert [each.status for each in computer.python(Setup())] == ["ok"]
    found = {each.name: each for each in computer.packages(Setup())}
    assert found["mitmproxy"] == Check("mitmproxy", "ok", metadata.version("mitmproxy"))
    monkeypatch.setattr(metadata, "version", lambda name: {"mitmproxy": "11.1.3", "frida": "16.7.19"}.get(name, "99"))
    found = {each.name: each for each in computer.packages(Setup())}
    assert {name: each.status for name, each in found.items()} == {
        "mitmproxy": "failed",
        "hyperscan": "ok",
        "cryptography": "ok",
        "frida": "warning",
    }
    assert "mitmproxy>=12.3" in found["mitmproxy"].remedy


@pytest.mark.parametrize("version", [(3, 11, 9), (3, 14, 0)])
def test_a_python_that_the_program_does_not_start_with(
    version: tuple[int, int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "version_info", version)
    (found,) = computer.python(Setup())
    assert (found.status, found.remedy) == ("failed", "install Python 3.12 or 3.13")


def test_a_package_that_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(computer, "_PACKAGES", {"no-such-distribution": (1,)})
    assert list(computer.packages(Setup())) == [
        Check("no-such-distribution", "failed", "not installed", "install it: pip install 'no-such-distribution>=1'")
    ]


def test_ports() -> None:
    with socket.socket() as taken:
        taken.bind((HOST, 0))
        taken.listen()
        number = taken.getsockname()[1]
        busy, other = computer.ports(Setup(ports=(Port(number, "tcp", HOST), Port(number, "udp", HOST))))
        assert (busy.status, busy.name) == ("failed", f"port {HOST}:{number}")
        assert "in use" in busy.found
        assert "choose another port" in busy.remedy
        assert (other.status, other.found, other.remedy) == ("ok", "free", "")


def test_the_authority_that_mitmproxy_made(confdir: Path) -> None:
    found = authority.load(confdir)
    assert found
    made, key = computer.certificate(Setup(confdir=confdir))
    assert (made.status, key.status) == ("ok", "ok")
    assert found.sha256 in made.found
    (confdir / authority.PRIVATE).chmod(0o644)
    assert [each.status for each in computer.certificate(Setup(confdir=confdir))] == ["ok", "warning"]
    (confdir / authority.PRIVATE).unlink()
    assert [each.status for each in computer.certificate(Setup(confdir=confdir))] == ["ok", "failed"]


def test_no_authority_yet(tmp_path: Path) -> None:
    (only,) = computer.certificate(Setup(confdir=tmp_path))
    assert only.status == "warning"
    assert "start mitmdump once" in only.remedy


@pytest.mark.parametrize(
    ("begins", "ends", "is_ca", "status"),
    [
        (-10, 100, True, "ok"),
        (-10, 5, True, "warning"),
        (-10, -1, True, "failed"),
        (1, 9, True, "failed"),
        (-1, 99, False, "failed"),
    ],
)
def test_an_authority_out_of_its_time(confdir: Path, begins: int, ends: int, *, is_ca: bool, status: str) -> None:
    key = serialization.load_pem_private_key((confdir / authority.PRIVATE).read_bytes(), None)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "mitmproxy")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .serial_number(1)
        .public_key(key.public_key())  # type: ignore[arg-type]
        .not_valid_before(now + datetime.timedelta(begins))
        .not_valid_after(now + datetime.timedelta(ends))
        .add_extension(x509.BasicConstraints(is_ca, None), critical=True)
        .sign(key, hashes.SHA256())  # type: ignore[arg-type]
    )
    (confdir / authority.CERTIFICATE).write_bytes(made.public_bytes(serialization.Encoding.PEM))
    first, _ = computer.certificate(Setup(confdir=confdir))
    assert first.status == status
    assert bool(first.remedy) == (status != "ok")
    dated = is_ca and status == "failed"
    assert first.remedy.startswith("look at this computer's clock first; where it is right, delete ") == dated


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
def test_a_key_that_may_not_be_looked_at_is_not_called_missing() -> None:
    with tempfile.TemporaryDirectory() as made:
        os.setegid(65534)
        os.seteuid(65534)
        try:
            (found,) = computer._private_key(Path(made, authority.PRIVATE))
        finally:
            os.seteuid(0)
            os.setegid(0)
    assert (found.status, found.found) == ("failed", f"{authority.PRIVATE} cannot be looked at: Permission denied")


def test_the_capture_folder_and_its_disk(tmp_path: Path) -> None:
    new, disk = computer.folder(Setup(folder=tmp_path / "captures" / "shop", disk_floor=1))
    assert (new.status, disk.status) == ("ok", "ok")
    assert list(tmp_path.iterdir()) == [], "a check leaves nothing behind"
    (tmp_path / "shop").symlink_to(tmp_path / "nowhere")
    taken, full = computer.folder(Setup(folder=tmp_path / "shop", disk_floor=1 << 60))
    assert (taken.status, full.status) == ("failed", "failed")
    assert "GiB are wanted" in full.remedy
    assert [each.name for each in computer.folder(Setup())] == ["disk"]


def test_a_folder_that_cannot_be_written() -> None:
    place = Path("/proc/sys")
    if not place.is_dir():
        pytest.skip("this system has no /proc/sys, where nobody can make a file")
    first, _ = computer.folder(Setup(folder=place / "shop"))
    assert first.status == "failed"
    assert "cannot be written" in first.found


@pytest.mark.parametrize(
    ("kernel", "status"),
    [(KernelClock(True, 0.02), "ok"), (KernelClock(False, 16.0), "warning"), (None, "skipped")],
)
def test_the_clock(monkeypatch: pytest.MonkeyPatch, kernel: KernelClock | None, status: str) -> None:
    monkeypatch.setattr(computer, "kernel_clock", lambda: kernel)
    clock, synchronised = computer.clock(Setup())
    assert (clock.status, synchronised.status) == ("ok", status)
    assert "UTC" in clock.found


def test_adb_is_needed_only_for_a_phone(tmp_path: Path) -> None:
    absent = str(tmp_path / "adb")
    assert [each.status for each in computer.bridge(Setup(adb=absent))] == ["skipped"]
    (asked,) = computer.bridge(Setup(adb=absent, device=""))
    assert asked.status == "failed"
    assert "platform-tools" in asked.remedy


def test_adb_and_its_version(server: object) -> None:
    (found,) = computer.bridge(Setup())
    assert found.status == "ok"
    assert found.found[0].isdigit()


def test_ports_that_only_root_may_use(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(computer, "reason_taken", lambda port: os.strerror(13))
    (only,) = computer.ports(Setup(ports=(Port(80),)))
    assert only.remedy == "choose a port above 1023"
