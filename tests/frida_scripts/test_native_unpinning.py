"""native/unpinning: pinned programs accept the audit's own authority, and still refuse every other."""

import base64
import hashlib
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import frida
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from support import targets
from support.waiting import LAST, until

from trafficaudit import events

PYTHON = """
import socket, ssl, sys
context = ssl.create_default_context(cafile=sys.argv[1])
s = context.wrap_socket(socket.create_connection((sys.argv[2], int(sys.argv[3]))), server_hostname=sys.argv[4])
s.sendall(b"GET / HTTP/1.1\\r\\n\\r\\n"); print(s.recv(999)); s.close()
"""
NODE = """
require("https").get(process.argv[1], {ca: require("fs").readFileSync(process.argv[2])}, answer => {
  answer.on("data", data => console.log("" + data)); answer.on("end", () => process.exit(0)); });
"""
CURL_CFFI = """
import sys; from curl_cffi import requests
print(requests.get(sys.argv[1], verify=sys.argv[2], impersonate="chrome", http_version="v1").text)
"""
CRONET = "import sys, cycronet; print(cycronet.get(sys.argv[1], verify=True, timeout=100).text)"


@dataclass
class Pinned:
    """A pinned program: its command, for a server and the authority that it trusts."""

    command: Callable[[targets.TlsServer, Path], list[str]]
    library: str
    asks: bytes = b""
    environment: Mapping[str, str] = field(default_factory=dict)


def curl(server: targets.TlsServer, ca: Path) -> list[str]:
    key = targets.authority("own").key.public_key()
    der = key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    pin = "sha256//" + base64.b64encode(hashlib.sha256(der).digest()).decode()
    return [targets.program("curl"), "-sS", "--cacert", str(ca), "--pinnedpubkey", pin, f"{server.url}/"]


def openssl(server: targets.TlsServer, ca: Path) -> list[str]:
    address = f"{targets.HOST}:{server.port}"
    command = [targets.program("openssl"), "s_client", "-connect", address, "-CAfile", str(ca)]
    return [*command, "-verify_return_error", "-brief"]


def bssl(server: targets.TlsServer, ca: Path) -> list[str]:
    address = f"{targets.HOST}:{server.port}"
    return [targets.program("bssl-tool", "android-boringssl"), "client", "-connect", address, "-root-certs", str(ca)]


def python(server: targets.TlsServer, ca: Path, name: str = "localhost") -> list[str]:
    return [sys.executable, "-c", PYTHON, str(ca), targets.HOST, str(server.port), name]


def node(server: targets.TlsServer, ca: Path) -> list[str]:
    return [targets.program("node", "nodejs"), "-e", NODE, server.url, str(ca)]


def curl_cffi(server: targets.TlsServer, ca: Path) -> list[str]:
    return [targets.clients("curl_cffi"), "-c", CURL_CFFI, server.url, str(ca)]


def cronet(server: targets.TlsServer, _: Path) -> list[str]:
    return [targets.clients("cycronet"), "-c", CRONET, server.url]


REQUEST = b"GET / HTTP/1.1\r\n\r\n"
PROGRAMS = {
    "curl": Pinned(curl, "libcrypto"),
    "openssl": Pinned(openssl, "libcrypto", REQUEST),
    "python": Pinned(python, "libcrypto"),
    "node": Pinned(node, "node"),
    "bssl-tool": Pinned(bssl, "libcrypto", REQUEST),
    "curl_cffi": Pinned(curl_cffi, "_wrapper"),
    "cronet": Pinned(cronet, "libcronet"),
}


def ran(pinned: Pinned, server: targets.TlsServer, folder: Path, **options: str) -> targets.Target:
    """Run a pinned program; the authority that it trusts is "own"."""
    command = pinned.command(server, targets.authority("own").write(folder))
    with targets.spawned(command, {"native_unpinning": options}, environment=pinned.environment) as target:
        if pinned.asks:
            until(lambda: server.spoken or server.refused)
            if server.spoken:
                # One that refuses what it was shown may have ended by now; the server tells.
                with suppress(frida.InvalidArgumentError, frida.ProcessNotFoundError, frida.TransportError):
                    frida.get_local_device().input(target.pid, pinned.asks)
                until(lambda: b"the shop" in target.output or server.refused)
        else:
            target.wait()
            until(lambda: b"the shop" in target.output or server.refused)
    return target


@pytest.mark.parametrize("name", PROGRAMS)
@pytest.mark.parametrize("signer", ["audit", "stranger"])
def test_a_pinned_program_accepts_the_audit_authority_and_no_other(name: str, signer: str, tmp_path: Path) -> None:
    pinned = PROGRAMS[name]
    with targets.TlsServer(tmp_path, targets.authority(signer)) as server:
        target = ran(pinned, server, tmp_path, ca=targets.authority("audit").pem)
        assert (b"the shop" in target.output) is (signer == "audit"), target.output
        assert bool(server.refused) is (signer == "stranger")
    assert not target.told.of(events.Trouble)
    effective = [hook for hook in target.told.states().values() if pinned.library in hook.reason]
    assert effective
    assert "forced" not in str(effective)


def test_without_the_hooks_a_pinned_program_refuses_the_audit_authority(tmp_path: Path) -> None:
    with targets.TlsServer(tmp_path, targets.authority("audit")) as server:
        target = ran(PROGRAMS["curl"], server, tmp_path)
        assert b"the shop" not in target.output
        assert server.refused == 1
    assert {hook.state for hook in target.told.of(events.Hook)} == {"absent"}


def test_an_authority_without_an_rsa_key_is_said_to_be_of_no_use() -> None:
    key, name = ec.generate_private_key(ec.SECP256R1()), targets.authority("audit").name
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(1)
    made = made.not_valid_before(datetime(2026, 1, 1, tzinfo=UTC)).not_valid_after(datetime(2036, 1, 1, tzinfo=UTC))
    pem = made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM).decode()
    with targets.attached([sys.executable, "-c", "print('READY', flush=True); input()"]) as (_, target):
        hooks = target.load("native_unpinning", ca=pem)
        assert {(hook["state"], hook["reason"]) for hook in hooks} == {("failed", "the audit CA has no RSA key")}


def test_what_a_program_trusts_by_itself_it_still_trusts(tmp_path: Path) -> None:
    with targets.TlsServer(tmp_path, targets.authority("own")) as server:
        for name in ("curl", "python"):
            target = ran(PROGRAMS[name], server, tmp_path, ca=targets.authority("audit").pem)
            assert b"the shop" in target.output, target.output


def test_an_authority_that_only_bears_the_name_is_refused(tmp_path: Path) -> None:
    with targets.TlsServer(tmp_path, targets.Authority("audit")) as server:
        target = ran(PROGRAMS["python"], server, tmp_path, ca=targets.authority("audit").pem)
        assert b"the shop" not in target.output
        assert server.refused == 1


def test_a_wrong_host_name_is_refused_with_the_audit_authority_too(tmp_path: Path) -> None:
    wrong = Pinned(lambda server, ca: python(server, ca, "other.example"), "libcrypto")
    with targets.TlsServer(tmp_path, targets.authority("audit")) as server:
        target = ran(wrong, server, tmp_path, ca=targets.authority("audit").pem)
    assert b"Hostname mismatch" in target.output
    (trouble,) = target.told.of(events.Trouble)
    assert "error 62" in trouble.what


@pytest.fixture(scope="module", params=["OpenSSL", "BoringSSL"])
def client(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return targets.tls_client(tmp_path_factory.mktemp(request.param), request.param)


@contextmanager
def waiting(
    client: Path, server: targets.TlsServer, folder: Path, mode: str
) -> Iterator[tuple[targets.Target, targets.Ask]]:
    ca = targets.authority("own").write(folder)
    with targets.attached([str(client), targets.HOST, str(server.port), str(ca), mode]) as (process, target):
        yield target, lambda line: targets.go(process, line)
        process.communicate(timeout=LAST)
        target.wait()


@pytest.mark.parametrize("mode", ["plain", "callback", "whole", "custom", "result"])
def test_every_way_to_pin(client: Path, tmp_path: Path, mode: str) -> None:
    pem = targets.authority("audit").pem
    with (
        targets.TlsServer(tmp_path, targets.authority("audit")) as server,
        waiting(client, server, tmp_path, mode) as (target, ask),
    ):
        assert ask("connect").startswith("REFUSED")
        target.load("native_unpinning", ca=pem)
        said = ask("connect")
        assert said.startswith("OK"), said
        if mode in ("callback", "whole"):
            assert not said.endswith("asked 0"), "the app's own callback was not called"
        target.unload("native_unpinning")
        assert ask("connect").startswith("REFUSED")
    with (
        targets.TlsServer(tmp_path, targets.authority("stranger")) as server,
        waiting(client, server, tmp_path, mode) as (target, ask),
    ):
        target.load("native_unpinning", ca=pem)
        assert ask("connect").startswith("REFUSED")
    target.told.whole()


@pytest.mark.slow
def test_flutter_accepts_the_audit_authority_and_no_other(tmp_path: Path) -> None:
    for signer in ("audit", "stranger"):
        with (
            targets.TlsServer(tmp_path, targets.authority(signer)) as server,
            targets.flutter(tmp_path, server.url) as app,
        ):
            hooks = app.target.load("native_unpinning", ca=targets.authority("audit").pem)
            app.target.load("tls")
            assert any(hook["hook"] == "Flutter CertificateCallback" and hook["state"] == "installed" for hook in hooks)
            app.show()
            until(lambda server=server: server.spoken or server.refused)
            assert bool(server.spoken) is (signer == "audit")
            until(lambda app=app: app.target.told.key_lines())
            assert app.target.told.key_lines() <= server.lines()
            if signer == "audit":
                until(lambda app=app, server=server: app.target.told.key_lines() == server.lines())
            # Not forced, and nothing else went wrong.
            app.target.told.whole()
            for name in ("native_unpinning", "tls"):
                app.target.unload(name)
            assert not targets.ended(app.target.pid)
