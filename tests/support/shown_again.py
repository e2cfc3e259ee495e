"""A server on loopback, a client that trusts the proxy, and both proxies: one that records, one that shows again."""

import gzip
import hashlib
import http.client
import os
import signal
import socket
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from typing import IO, Any, NamedTuple

import h2.config
import h2.connection
import h2.events
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from support.ports import free_port

from trafficaudit.playback import READY

REPOSITORY = Path(__file__).resolve().parent.parent.parent
SEALED = REPOSITORY / "addons" / "sealed.py"
MITMDUMP = Path(sys.executable).with_name("mitmdump")
COMMAND = """\
from trafficaudit.cli import main
from trafficaudit.cli.serve_replay import serve_replay_command as command
main.commands.setdefault(command.name, command)
main()
"""
DEADLINE = 30.0


class Answer(NamedTuple):
    status: int
    reason: str
    headers: list[tuple[str, str]]
    body: bytes


def noise(size: int) -> bytes:
    """Give bytes that look random and are the same every time."""
    return b"".join(hashlib.sha256(b"%d" % number).digest() for number in range(size // 32))


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    counts: dict[str, int]

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        self.counts[path] = self.counts.get(path, 0) + 1
        body, headers = _body(path, self.counts[path], self.path)
        status, reason = {"/moved": (302, None), "/odd": (299, "Quite All Right"), "/empty": (204, None)}.get(
            path, (200, None)
        )
        self.send_response(status, reason)
        for name, value in headers:
            self.send_header(name, value)
        if path == "/chunked":
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            for start in range(0, len(body), 1000):
                piece = body[start : start + 1000]
                self.wfile.write(b"%x\r\n%b\r\n" % (len(piece), piece))
            self.wfile.write(b"0\r\n\r\n")
            return
        if status != 204:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD" and status != 204:
            self.wfile.write(body)

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_POST(self) -> None:
        sent = self.rfile.read(int(self.headers["Content-Length"]))
        body = b"got " + sent
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        pass


def _body(path: str, count: int, whole: str) -> tuple[bytes, list[tuple[str, str]]]:
    if path == "/gzip":
        return gzip.compress(b'{"price": 12900}' * 50, mtime=0), [("Content-Encoding", "gzip"), ("X-Twice", "1")]
    if path == "/moved":
        return b"", [("Location", "/gzip")]
    if path == "/cookies":
        return b"c", [("Set-Cookie", "a=1; Expires=Wed, 21 Oct 2026 07:28:00 GMT"), ("Set-Cookie", "b=2")]
    if path == "/poll":
        return b"%d" % count, []
    if path == "/large":
        return noise(5 << 20), []
    if path in ("/binary", "/chunked"):
        return noise(65536), [("Content-Type", "application/octet-stream")]
    return f"at {whole}".encode(), []


@contextmanager
def server(folder: Path, address: str = "127.0.0.5", *, tls: bool = True) -> Iterator[int]:
    """Run the HTTP/1.1 server; give its port."""
    made = ThreadingHTTPServer((address, 0), type("Handler", (_Handler,), {"counts": {}}))
    if tls:
        made.socket = server_context(folder, address).wrap_socket(made.socket, server_side=True)
    thread = threading.Thread(target=made.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield made.server_address[1]
    finally:
        made.shutdown()
        made.server_close()
        thread.join()


@contextmanager
def h2_server(folder: Path, address: str = "127.0.0.6") -> Iterator[int]:
    """Run a server that speaks HTTP/2 alone, one connection after the other; give its port."""
    context = server_context(folder, address, "h2")
    with socket.create_server((address, 0)) as listening:
        ended = threading.Event()

        def serve() -> None:
            while True:
                raw, _ = listening.accept()
                with raw:
                    if ended.is_set():
                        return
                    try:
                        with context.wrap_socket(raw, server_side=True) as opened:
                            _h2_answers(opened)
                    except OSError:
                        continue

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield int(listening.getsockname()[1])
        finally:
            ended.set()
            socket.create_connection(listening.getsockname()).close()
            thread.join()


def _h2_answers(opened: ssl.SSLSocket) -> None:
    spoken = h2.connection.H2Connection(h2.config.H2Configuration(client_side=False, header_encoding=None))
    spoken.initiate_connection()
    opened.sendall(spoken.data_to_send())
    while data := opened.recv(65536):
        for event in spoken.receive_data(data):
            if isinstance(event, h2.events.RequestReceived):
                path = dict(event.headers)[b":path"]
                spoken.send_headers(event.stream_id, [(":status", "200"), ("x-spoken", "h2"), ("x-spoken", "twice")])
                spoken.send_data(event.stream_id, b"over h2 " + path + noise(8192), end_stream=True)
        opened.sendall(spoken.data_to_send())


def server_context(folder: Path, address: str, *protocols: str) -> ssl.SSLContext:
    """Make a certificate for an address, and the context of a server that shows it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, address)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(address))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = folder / f"{address}.pem"
    path.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    if protocols:
        context.set_alpn_protocols(list(protocols))
    return context


def reachable(port: int, address: str = "127.0.0.1") -> bool:
    try:
        socket.create_connection((address, port), 1).close()
    except OSError:
        return False
    return True


def wait_for(condition: Any, what: str) -> None:
    end = time.monotonic() + DEADLINE
    while not condition():
        assert time.monotonic() < end, f"no {what} within {DEADLINE} s"
        time.sleep(0.02)


@dataclass
class Proxy:
    """A proxy that runs in a process of its own."""

    process: subprocess.Popen[bytes]
    port: int
    confdir: Path
    log: Path
    said: list[str] = field(default_factory=list)

    def text(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace")

    def end(self, how: int = signal.SIGTERM) -> int:
        if self.process.poll() is None:
            self.process.send_signal(how)
        return self.process.wait(DEADLINE)


@contextmanager
def _process(line: list[str], log: IO[bytes], out: IO[bytes] | int, env: dict[str, str]) -> Iterator[Proxy]:
    port, confdir = int(line[line.index("--port") + 1 if "--port" in line else line.index("-p") + 1]), Path(log.name)
    process = subprocess.Popen(line, stdin=subprocess.DEVNULL, stdout=out, stderr=log, env=os.environ | env)
    try:
        yield Proxy(process, port, confdir.parent / "confdir", Path(log.name))
    finally:
        if process.poll() is None:
            process.terminate()
        try:
            process.wait(DEADLINE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if process.stdout:
            process.stdout.close()


@contextmanager
def dumping(folder: Path, *arguments: str | Path, mode: str = "regular") -> Iterator[Proxy]:
    """Run mitmdump itself with arguments of its own."""
    port = free_port()
    line = [str(MITMDUMP), "--mode", mode, "--listen-host", "127.0.0.1", "-p", str(port), "--ssl-insecure"]
    line += ["--set", f"confdir={folder / 'confdir'}", "--set", "flow_detail=0", *map(str, arguments)]
    sign = READY if any(each.endswith("sealed.py") for each in line) else " listening at "
    environment = {"PYTHONUNBUFFERED": "1"}
    with (folder / f"dump-{port}.log").open("xb") as log, _process(line, log, log, environment) as proxy:
        wait_for(lambda: sign in proxy.text() or proxy.process.poll() is not None, "proxy")
        assert proxy.process.poll() is None, proxy.text()
        yield proxy


def serve_line(capture: Path, confdir: Path, port: int, *arguments: str | Path) -> list[str]:
    given = ["serve-replay", str(capture), "--port", str(port), "--confdir", str(confdir), *map(str, arguments)]
    return [sys.executable, "-c", COMMAND, *given]


@contextmanager
def serving(folder: Path, capture: Path, *arguments: str | Path, env: dict[str, str] | None = None) -> Iterator[Proxy]:
    """Run ``trafficaudit serve-replay`` until its first line on stdout says that it is ready."""
    port = free_port()
    line = serve_line(capture, folder / "confdir", port, *arguments)
    with (folder / f"serve-{port}.log").open("xb") as log, _process(line, log, subprocess.PIPE, env or {}) as proxy:
        assert proxy.process.stdout
        proxy.said.append(proxy.process.stdout.readline().decode())
        assert proxy.said[0], proxy.text()
        yield proxy


def trusting(confdir: Path, *protocols: str) -> ssl.SSLContext:
    """Make the context of a client that trusts the proxy's certificate authority and nobody else."""
    context = ssl.create_default_context(cafile=str(confdir / "mitmproxy-ca-cert.pem"))
    if protocols:
        context.set_alpn_protocols(list(protocols))
    return context


def ask(
    proxy: Proxy,
    host: str,
    port: int,
    path: str,
    *,
    method: str = "GET",
    body: bytes | None = None,
    headers: dict[str, str] | None = None,
    tls: bool = True,
) -> Answer:
    """Ask over HTTP/1.1 through the proxy, with TLS inside a tunnel or plainly."""
    connection: http.client.HTTPConnection
    if tls:
        connection = http.client.HTTPSConnection(
            "127.0.0.1", proxy.port, timeout=DEADLINE, context=trusting(proxy.confdir)
        )
        connection.set_tunnel(host, port)
    else:
        connection = http.client.HTTPConnection("127.0.0.1", proxy.port, timeout=DEADLINE)
        path = f"http://{host}:{port}{path}"
    try:
        connection.request(method, path, body, headers or {})
        response = connection.getresponse()
        return Answer(response.status, response.reason, response.getheaders(), response.read())
    finally:
        connection.close()


def tunnel(proxy: Proxy, host: str, port: int) -> socket.socket:
    """Open a tunnel through the proxy; whoever calls closes the socket.

    Raises:
        ConnectionError: the proxy refused it, with its status line.
    """
    opened = socket.create_connection(("127.0.0.1", proxy.port), DEADLINE)
    opened.sendall(f"CONNECT {host}:{port} HTTP/1.1\r\nHost: {host}:{port}\r\n\r\n".encode())
    head = b""
    while b"\r\n\r\n" not in head:
        piece = opened.recv(1)
        if not piece:
            break
        head += piece
    status = head.partition(b"\r\n")[0].decode()
    if " 200 " not in f"{status} ":
        opened.close()
        raise ConnectionError(status)
    return opened


def ask_h2(
    proxy: Proxy, host: str, port: int, path: str, *, method: str = "GET", body: bytes = b""
) -> tuple[list[tuple[bytes, bytes]], bytes]:
    """Ask over HTTP/2 in a tunnel; give the response's headers and body."""
    with (
        tunnel(proxy, host, port) as raw,
        trusting(proxy.confdir, "h2").wrap_socket(raw, server_hostname=host) as opened,
    ):
        assert opened.selected_alpn_protocol() == "h2"
        h2_client = h2.connection.H2Connection(h2.config.H2Configuration(header_encoding=None))
        h2_client.initiate_connection()
        h2_client.send_headers(
            1,
            [(":method", method), (":scheme", "https"), (":authority", f"{host}:{port}"), (":path", path)],
            end_stream=not body,
        )
        if body:
            h2_client.send_data(1, body, end_stream=True)
        headers: list[tuple[bytes, bytes]] = []
        got = b""
        while True:
            opened.sendall(h2_client.data_to_send())
            data = opened.recv(65536)
            assert data, "the proxy closed the connection"
            for event in h2_client.receive_data(data):
                if isinstance(event, h2.events.ResponseReceived):
                    headers = [(bytes(name), bytes(value)) for name, value in event.headers]
                elif isinstance(event, h2.events.DataReceived):
                    got += event.data
                    h2_client.acknowledge_received_data(event.flow_controlled_length, 1)
                elif isinstance(event, h2.events.StreamEnded):
                    return headers, got
                elif isinstance(event, h2.events.StreamReset):
                    raise ConnectionError(f"reset {event.error_code}")


@dataclass
class Traps:
    """Sockets that nobody may reach: they count what came."""

    tcp: socket.socket
    udp: socket.socket

    @property
    def port(self) -> int:
        return int(self.tcp.getsockname()[1])

    def caught(self) -> int:
        """Give how many connections and datagrams wait in the sockets' queues by now."""
        count = 0
        for trap, take in ((self.tcp, self._accept), (self.udp, self._receive)):
            trap.setblocking(False)
            while take():
                count += 1
        return count

    def _accept(self) -> bool:
        try:
            self.tcp.accept()[0].close()
        except BlockingIOError:
            return False
        return True

    def _receive(self) -> bool:
        try:
            self.udp.recvfrom(65536)
        except BlockingIOError:
            return False
        return True


@contextmanager
def traps(address: str = "127.0.0.9", port: int = 0) -> Iterator[Traps]:
    """Listen on one port of TCP and UDP; the kernel completes connections that nobody accepts, so none is missed."""
    with socket.create_server((address, port)) as tcp, socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp:
        udp.bind(tcp.getsockname())
        yield Traps(tcp, udp)
