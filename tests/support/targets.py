"""Native programs for the tests of the agents: a TLS server that logs its keys, programs that speak to it, agents inside them."""

import contextlib
import functools
import ipaddress
import json
import os
import shutil
import signal
import socket
import ssl
import subprocess
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Self

import frida
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from support.waiting import LAST

from trafficaudit import events

ROOT = Path(__file__).parents[2]
AGENTS = ROOT / "trafficaudit" / "agents"
SOURCES = ROOT / "tests" / "frida_scripts" / "native"
CLIENTS = ROOT / "build" / "clients" / "bin" / "python"
BORINGSSL = Path("/usr/lib/x86_64-linux-gnu/android")
HOST = "127.0.0.21"
type Ask = Callable[[str], str]
NAME = "shop.nuri-market.example"
_KEY_USAGES = (
    "digital_signature",
    "content_commitment",
    "key_encipherment",
    "data_encipherment",
    "key_agreement",
    "key_cert_sign",
    "crl_sign",
    "encipher_only",
    "decipher_only",
)


class Authority:
    """A certificate authority that, like mitmproxy's, gives every certificate it makes its own key."""

    def __init__(self, name: str) -> None:
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        signs = dict.fromkeys(_KEY_USAGES, False) | {"key_cert_sign": True, "crl_sign": True}
        self.certificate = self._signed(
            self.name, x509.BasicConstraints(ca=True, path_length=None), x509.KeyUsage(**signs)
        )

    @property
    def pem(self) -> str:
        return self.certificate.public_bytes(serialization.Encoding.PEM).decode()

    def issue(self, folder: Path, *names: str) -> Path:
        """Write a certificate with its key into one file."""
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
        alternatives: list[x509.GeneralName] = [x509.DNSName(name) for name in (NAME, "localhost", *names)]
        alternatives += [x509.IPAddress(ipaddress.ip_address(each)) for each in (HOST, "127.0.0.1")]
        made = self._signed(subject, x509.SubjectAlternativeName(alternatives))
        path = folder / f"{self.name.rdns[0].rfc4514_string()}.pem"
        key = self.key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        path.write_bytes(key + made.public_bytes(serialization.Encoding.PEM))
        return path

    def write(self, folder: Path) -> Path:
        path = folder / f"{self.name.rdns[0].rfc4514_string()}-ca.pem"
        path.write_text(self.pem)
        return path

    def _signed(self, subject: x509.Name, *extensions: x509.ExtensionType) -> x509.Certificate:
        now = datetime.now(UTC)
        key_identifier = x509.SubjectKeyIdentifier.from_public_key(self.key.public_key())
        builder = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(self.name)
            .public_key(self.key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=2))
            .not_valid_after(now + timedelta(days=30))
        )
        issuer = x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key())
        for extension in (*extensions, key_identifier, issuer):
            critical = isinstance(extension, x509.BasicConstraints | x509.KeyUsage)
            builder = builder.add_extension(extension, critical=critical)
        return builder.sign(self.key, hashes.SHA256())


def der_of(path: Path) -> bytes:
    """Give the DER of the certificate in a PEM file."""
    made = x509.load_pem_x509_certificate(path.read_bytes())
    return made.public_bytes(serialization.Encoding.DER)


@functools.cache
def authority(name: str) -> Authority:
    """Give the authority of this name, the same one as long as the tests run."""
    return Authority(name)


@dataclass
class Spoken:
    """One connection as the server saw it."""

    port: int
    received: bytearray = field(default_factory=bytearray)
    sent: bytearray = field(default_factory=bytearray)


class TlsServer:
    """An HTTP/1.1 server on a loopback address that notes what passed, and logs its keys in the NSS format."""

    def __init__(self, folder: Path, signer: Authority, *, newest: ssl.TLSVersion = ssl.TLSVersion.TLSv1_3) -> None:
        self.keys, self.spoken, self.refused = folder / f"server-{newest.name}.keys", list[Spoken](), 0
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._context.load_cert_chain(signer.issue(folder))
        self._context.maximum_version = newest
        self._context.keylog_filename = str(self.keys)
        self._socket = socket.create_server((HOST, 0), backlog=64)
        self.port = int(self._socket.getsockname()[1])
        self.url = f"https://{HOST}:{self.port}"
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self._threads[0].start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        for thread in self._threads:
            thread.join(10)

    def lines(self) -> Counter[str]:
        """Give the lines of the server's key log."""
        text = self.keys.read_text() if self.keys.exists() else ""
        return Counter(line for line in text.splitlines() if not line.startswith("#"))

    def _accept(self) -> None:
        while True:
            try:
                plain, (_, port) = self._socket.accept()
            except OSError:
                return
            thread = threading.Thread(target=self._serve, args=(plain, port), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _serve(self, plain: socket.socket, port: int) -> None:
        plain.settimeout(LAST)
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        spoken = Spoken(port)
        try:
            with self._context.wrap_socket(plain, server_side=True) as secure:
                self.spoken.append(spoken)
                self._answer(secure, spoken)
        except (ssl.SSLError, OSError):
            # A program that has said something did not refuse: it only ended without a word of TLS.
            self.refused += not spoken.received
            plain.close()

    @staticmethod
    def _answer(secure: ssl.SSLSocket, spoken: Spoken) -> None:
        waiting = b""
        while chunk := secure.recv(65536):
            spoken.received += chunk
            waiting += chunk
            while (end := waiting.find(b"\r\n\r\n")) >= 0:
                head = waiting[:end].decode("latin-1").lower()
                length = next((int(line[15:]) for line in head.split("\r\n") if line.startswith("content-length:")), 0)
                if len(waiting) < end + 4 + length:
                    break
                waiting = waiting[end + 4 + length :]
                body = b"the shop has %d bytes" % length
                answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: %d\r\n\r\n" % len(body) + body
                spoken.sent += answer
                secure.sendall(answer)


class Told:
    """The events that agents told, each read with the schema; what is no event fails the test that asks."""

    def __init__(self) -> None:
        self.events, self.errors = list[events.Event](), list[str]()

    def take(self, message: Mapping[str, Any], data: bytes | None) -> None:
        if message["type"] != "send" or data is not None:
            self.errors.append(str(message))
            return
        try:
            self.events.append(events.decoder.decode(json.dumps(message["payload"])))
        except Exception as error:
            self.errors.append(f"{error}: {message['payload']}")

    def of[E: events.Event](self, kind: type[E]) -> list[E]:
        assert not self.errors, self.errors[:3]
        return [event for event in list(self.events) if isinstance(event, kind)]

    def states(self) -> dict[str, events.Hook]:
        return {hook.hook: hook for hook in self.of(events.Hook)}

    def key_lines(self) -> Counter[str]:
        return Counter(event.line for event in self.of(events.KeyLog))

    def whole(self) -> None:
        """Check that no event was lost on the way, dropped, or told of trouble."""
        assert not self.of(events.Dropped)
        assert not self.of(events.Trouble)
        for agent in {event.agent for event in self.events}:
            numbers = [event.seq for event in self.events if event.agent == agent]
            assert numbers == list(range(1, len(numbers) + 1))


class Target:
    """A process with agents in it."""

    def __init__(self, pid: int, output: Callable[[], bytes] | None = None) -> None:
        self.pid, self.told, self.scripts = pid, Told(), dict[str, frida.Script]()
        self._output = output or (lambda: b"")
        self._ended = threading.Event()
        self._crash: object = None
        self.session = frida.get_local_device().attach(pid)
        self.session.on("detached", self._detached)

    @property
    def output(self) -> bytes:
        return self._output()

    def _detached(self, _reason: str, crash: object) -> None:
        self._crash = crash
        self._ended.set()

    def load(self, name: str, /, source: str | None = None, **options: Any) -> list[dict[str, Any]]:
        """Load an agent, give it its options, let it settle; gives its hooks."""
        script = self.session.create_script(source or (AGENTS / f"{name}.js").read_text(), name=name)
        script.on("message", self.told.take)
        script.load()
        self.scripts[name] = script
        script.exports_sync.configure(options)
        hooks: list[dict[str, Any]] = script.exports_sync.settle()
        return hooks

    def unload(self, name: str) -> None:
        script = self.scripts.pop(name)
        script.exports_sync.stop()
        script.unload()

    def wait(self, seconds: float = LAST) -> None:
        """Wait until the process has ended."""
        assert self._ended.wait(seconds), f"still running: {self.output!r}"
        assert self._crash is None, self._crash


@contextlib.contextmanager
def spawned(
    command: Sequence[str], agents: Mapping[str, Mapping[str, Any]], *, environment: Mapping[str, str] | None = None
) -> Iterator[Target]:
    """Start a program with agents that are there before its first instruction of its own."""
    device, written = frida.get_local_device(), list[bytes]()
    pid = device.spawn(list(command), env={**os.environ, **(environment or {})}, stdio="pipe")

    def output(of: int, _fd: int, data: bytes) -> None:
        if of == pid:
            written.append(data)

    device.on("output", output)
    target = Target(pid, lambda: b"".join(written))
    try:
        for name, options in agents.items():
            target.load(name, **options)
        device.resume(pid)
        yield target
    finally:
        # It may end at this moment, which Frida tells as what it was about to do: "failed to open file /proc/...".
        with contextlib.suppress(frida.ProcessNotFoundError, frida.InvalidOperationError, frida.NotSupportedError):
            if not target._ended.is_set():
                device.kill(pid)
        device.off("output", output)


@contextlib.contextmanager
def attached(command: Sequence[str], **options: Any) -> Iterator[tuple[subprocess.Popen[bytes], Target]]:
    """Start a program of ours, which waits for a line on its standard input, and attach to it."""
    with subprocess.Popen(
        list(command), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, bufsize=0, **options
    ) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == b"READY\n"
            yield process, Target(process.pid)
        finally:
            if process.poll() is None:
                process.kill()


def go(process: subprocess.Popen[bytes], line: str = "GO") -> str:
    """Let a waiting program of ours do something, and give the line that it says afterwards."""
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(f"{line}\n".encode())
    return process.stdout.readline().decode().strip()


def run(command: Sequence[str], agents: Mapping[str, Mapping[str, Any]], **more: Any) -> Target:
    """Run a program to its end with agents in it."""
    with spawned(command, agents, **more) as target:
        target.wait()
    return target


def program(name: str, package: str = "") -> str:
    """Give the path of a program, or skip the test."""
    path = shutil.which(name)
    if path is None:
        pytest.skip(f"no {name} on this machine (Debian's {package or name})")
    return path


def clients(module: str) -> str:
    """Give a Python that has a client library, or skip the test: it is no part of the project's own environment."""
    if CLIENTS.exists():
        found = subprocess.run([CLIENTS, "-c", f"import {module}"], capture_output=True, check=False)
        if found.returncode == 0:
            return str(CLIENTS)
    pytest.skip(f"no Python with {module} in build/clients (make clients)")


@functools.cache
def _built(folder: Path, name: str, *flags: str) -> Path:
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None:
        pytest.skip("no C compiler on this machine (Debian's gcc)")
    out = folder / name.replace(".c", ".so" if "-shared" in flags else "")
    command = [compiler, "-O1", "-g", "-Wall", "-Werror", "-fno-builtin", "-o", str(out), str(SOURCES / name), *flags]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return out


def built(folder: Path, name: str, *flags: str) -> Path:
    """Compile a C source of tests/frida_scripts/native/."""
    return _built(folder, name, *flags)


def ended(pid: int) -> bool:
    """Say whether a process is gone."""
    try:
        os.kill(pid, signal.SIGCONT)
    except ProcessLookupError:
        return True
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"


def tls_client(folder: Path, library: str) -> Path:
    """Build tests/frida_scripts/native/client.c with OpenSSL or with Android's BoringSSL, or skip the test."""
    if library == "OpenSSL":
        return built(folder, "client.c", "-l:libssl.so.3", "-l:libcrypto.so.3", "-lpthread")
    places = [BORINGSSL / "libssl.so.0", BORINGSSL / "libcrypto.so.0"]
    if not all(place.exists() for place in places):
        pytest.skip("no BoringSSL on this machine (Debian's android-libboringssl)")
    return built(folder, "client.c", "-DBORINGSSL", *map(str, places), f"-Wl,-rpath,{BORINGSSL}", "-lpthread")


FLUTTER = """
import sys, threading, time, flet
def main(page):
    def later():
        sys.stdin.readline()
        page.add(flet.Image(src=sys.argv[1] + "/picture.png", width=50, height=50, error_content=flet.Text("no picture")))
    page.add(flet.Text("shop"))
    print("READY", flush=True)
    threading.Thread(target=later, daemon=True).start()
flet.app(main)
"""


@dataclass
class Flutter:
    """A Flutter app on a display that nobody sees, with agents."""

    target: Target
    process: subprocess.Popen[bytes]

    def show(self) -> None:
        """Have the app ask the server for a picture."""
        go_on = self.process.stdin
        assert go_on is not None
        go_on.write(b"\n")
        go_on.flush()


@contextlib.contextmanager
def flutter(folder: Path, url: str) -> Iterator[Flutter]:
    """Start a Flutter app (flet's, whose engine is built as any app's), or skip the test."""
    python, server = clients("flet_desktop"), program("Xvfb", "xvfb")
    shown, at = os.pipe()
    with subprocess.Popen(
        [server, "-displayfd", str(at), "-screen", "0", "640x480x24"], pass_fds=(at,), stderr=subprocess.DEVNULL
    ) as display:
        os.close(at)
        try:
            with open(shown, "rb") as number:
                name = ":" + number.readline().decode().strip()
            environment = os.environ | {"DISPLAY": name, "HOME": str(folder), "LIBGL_ALWAYS_SOFTWARE": "1"}
            command = [python, "-c", FLUTTER, url]
            with subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
            ) as process:
                try:
                    assert process.stdout is not None
                    if process.stdout.readline() != b"READY\n":
                        pytest.skip("flet's Flutter does not start here (Debian's libgtk-3-0t64 and libepoxy0)")
                    view = _child(process.pid, "flet")
                    try:
                        yield Flutter(Target(view), process)
                    finally:
                        os.kill(view, signal.SIGKILL)
                finally:
                    process.kill()
        finally:
            display.terminate()


def _child(parent: int, name: str) -> int:
    for entry in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            head, _, rest = entry.read_text().rpartition(")")
            if int(rest.split()[1]) == parent and head.endswith(f"({name}"):
                return int(entry.parent.name)
    raise AssertionError(f"{parent} has no child {name}")
