"""A made-up phone behind real adb, and signed apps that the tests make themselves."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.adbd import BASE, SHOP, App, Phone, Server, adb_server, connected

from trafficaudit.devices import adb
from trafficaudit.devices.adb import Adb


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with adb_server(tmp_path_factory.mktemp("adb")) as server:
        yield server


@pytest.fixture
def server(running: Server, monkeypatch: pytest.MonkeyPatch) -> Server:
    """The adb server, with the environment set so that the toolkit's own calls go to it."""
    monkeypatch.delenv("ADB_SERVER_SOCKET", raising=False)
    for name, value in running.environment.items():
        monkeypatch.setenv(name, value)
    return running


@pytest.fixture
def phone() -> Phone:
    return Phone(apps={SHOP: App("3.2.1", 321, {BASE: b"PK" * 500_000})})


@pytest.fixture
def serial(server: Server, phone: Phone) -> Iterator[str]:
    with connected(phone, server) as address:
        yield address


@pytest.fixture
def bridge(serial: str) -> Adb:
    return adb.connect(serial)


@pytest.fixture
def confdir(tmp_path: Path) -> Path:
    """mitmproxy's own folder, made by mitmproxy's own code."""
    from mitmproxy.certs import CertStore

    folder = tmp_path / "mitmproxy"
    CertStore.from_store(folder, "mitmproxy", 2048)
    return folder
