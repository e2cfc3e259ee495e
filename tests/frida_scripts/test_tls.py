"""native/tls: the key log and the plaintext of real programs, against what the server, and a real proxy, have of the same connections."""

import json
import os
import shutil
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import frida
import pytest
from support import targets
from support.rehearsals import start
from support.waiting import LAST, until

from captures.rehearsal.proxy import free_ports
from trafficaudit import events

PYTHON = """
import socket, ssl, sys
context = ssl.create_default_context(cafile=sys.argv[1])
if len(sys.argv) > 4: context.keylog_filename = sys.argv[4]
for name in ("localhost", "shop.nuri-market.example"):
    with context.wrap_socket(socket.create_connection((sys.argv[2], int(sys.argv[3]))), server_hostname=name) as s:
        s.sendall(b"GET /%s HTTP/1.1\\r\\n\\r\\n" % name.encode()); print(s.recv(999))
"""
NODE = """
require("https").get(process.argv[1] + "/node?idfa=1", {ca: require("fs").readFileSync(process.argv[2])}, answer => {
  answer.on("data", data => console.log("" + data)); answer.on("end", () => process.exit(0)); });
"""
CURL_CFFI = """
import sys; from curl_cffi import requests
print(requests.post(sys.argv[1], data=b"x" * 40000, verify=False, impersonate="chrome", http_version="v1").text)
"""
CRONET = """
import sys, cycronet
for path in ("/first?gaid=1", "/second"): print(cycronet.get(sys.argv[1] + path, verify=False, timeout=100).text)
"""
REQUEST = b"GET /by-hand HTTP/1.1\r\nHost: shop\r\n\r\n"

type Command = Callable[[targets.TlsServer, Path], list[str]]


def curl(server: targets.TlsServer, ca: Path) -> list[str]:
    urls = [f"{server.url}/first", f"{server.url}/second"]
    return [targets.program("curl"), "-sS", "--cacert", str(ca), "-d", "imei=490154203237518", *urls]


def openssl(server: targets.TlsServer, ca: Path) -> list[str]:
    address = f"{targets.HOST}:{server.port}"
    return [targets.program("openssl"), "s_client", "-connect", address, "-CAfile", str(ca), "-brief"]


def bssl(server: targets.TlsServer, ca: Path) -> list[str]:
    address = f"{targets.HOST}:{server.port}"
    return [targets.program("bssl-tool", "android-boringssl"), "client", "-connect", address, "-root-certs", str(ca)]


def python(server: targets.TlsServer, ca: Path, *keys: str) -> list[str]:
    return [sys.executable, "-c", PYTHON, str(ca), targets.HOST, str(server.port), *keys]


def node(server: targets.TlsServer, ca: Path) -> list[str]:
    return [targets.program("node", "nodejs"), "-e", NODE, server.url, str(ca)]


def curl_cffi(server: targets.TlsServer, _: Path) -> list[str]:
    return [targets.clients("curl_cffi"), "-c", CURL_CFFI, server.url]


def cronet(server: targets.TlsServer, _: Path) -> list[str]:
    return [targets.clients("cycronet"), "-c", CRONET, server.url]


# What each program's library is called, and whether it tells its socket (the others carry the bytes themselves).
PROGRAMS: dict[str, tuple[Command, str, bool]] = {
    "curl": (curl, "libssl.so", False),
    "openssl": (openssl, "libssl.so", True),
    "python": (python, "libssl.so", True),
    "node": (node, "node", False),
    "bssl-tool": (bssl, "libssl.so.0", True),
    "curl_cffi": (curl_cffi, "_wrapper", False),
    "cronet": (cronet, "libcronet", False),
}


@pytest.fixture
def server(tmp_path: Path) -> Iterator[targets.TlsServer]:
    with targets.TlsServer(tmp_path, targets.authority("shop")) as made:
        yield made


@pytest.fixture
def ca(tmp_path: Path) -> Path:
    return targets.authority("shop").write(tmp_path)


def ran(command: list[str], server: targets.TlsServer, **options: object) -> targets.Target:
    """Run a program to its end, or, where it reads its standard input, until it has its answer."""
    by_hand = command[0].endswith(("openssl", "bssl-tool"))
    with targets.spawned(command, {"tls": options, "sockets": {}}) as target:
        if by_hand:
            until(lambda: server.spoken)
            frida.get_local_device().input(target.pid, REQUEST)
            until(lambda: b"the shop" in target.output)
            # Calls are told in batches, and what is killed tells no more of them.
            until(lambda: b"the shop" in sent(target, "received"))
        else:
            target.wait()
    target.told.whole()
    return target


def sent(target: targets.Target, direction: str, port: int | None = None) -> bytes:
    told = target.told.of(events.Tls)
    if port is not None:
        told = [event for event in told if event.local and event.local.port == port]
    return b"".join(event.data for event in told if event.direction == direction)


@pytest.mark.parametrize("name", PROGRAMS)
def test_keys_and_plaintext_are_the_servers(name: str, server: targets.TlsServer, ca: Path) -> None:
    command, library, tells_socket = PROGRAMS[name]
    target = ran(command(server, ca), server, plaintext="all")
    assert target.told.key_lines() == server.lines()
    assert len(server.lines()) == 5 * len(server.spoken)
    assert sent(target, "sent") == b"".join(bytes(each.received) for each in server.spoken)
    assert sent(target, "received") == b"".join(bytes(each.sent) for each in server.spoken)
    randoms = {line.split()[1] for line in server.lines()}
    assert {event.client_random for event in target.told.of(events.KeyLog)} == randoms
    for event in target.told.of(events.Tls):
        assert event.size == len(event.data)
        assert event.library.startswith(library)
        assert event.client_random in randoms
        assert (event.local is not None) is (event.remote is not None) is tells_socket
    ports = {each.port for each in server.spoken}
    if tells_socket:
        assert {event.local.port for event in target.told.of(events.Tls) if event.local} == ports
    if name != "bssl-tool":  # it connects in its own way, of which the C library's connect is no part
        assert ports <= {event.local.port for event in target.told.of(events.Connect) if event.local}


@pytest.mark.parametrize("name", ["curl", "python", "curl_cffi"])
def test_tls_1_2(name: str, tmp_path: Path, ca: Path) -> None:
    with targets.TlsServer(tmp_path, targets.authority("shop"), newest=ssl.TLSVersion.TLSv1_2) as server:
        target = ran(PROGRAMS[name][0](server, ca), server, plaintext="all")
        assert target.told.key_lines() == server.lines()
        assert all(line.startswith("CLIENT_RANDOM ") for line in server.lines())
        assert sent(target, "sent") == b"".join(bytes(each.received) for each in server.spoken)


def test_an_apps_own_key_log_goes_on(server: targets.TlsServer, ca: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.keys"
    target = ran(python(server, ca, str(own)), server)
    lines = [line for line in own.read_text().splitlines() if not line.startswith("#")]
    assert sorted(lines) == sorted(server.lines().elements()) == sorted(target.told.key_lines().elements())


def test_plaintext_is_told_only_where_it_is_asked_for(server: targets.TlsServer, ca: Path) -> None:
    silent = ran(python(server, ca), server)
    assert not silent.told.of(events.Tls)
    assert silent.told.states()["SSL_write"].reason == "plaintext is off"
    chosen = ran(python(server, ca), server, plaintext=["nuri-market.example"])
    assert {event.sni for event in chosen.told.of(events.Tls)} == {"shop.nuri-market.example"}
    assert sent(chosen, "sent").startswith(b"GET /shop.nuri-market.example ")
    by_address = ran(curl(server, ca), server, plaintext=[targets.HOST])
    assert not by_address.told.of(events.Tls), "curl tells neither name nor address here"


def test_a_large_write_is_told_in_pieces(server: targets.TlsServer, ca: Path, tmp_path: Path) -> None:
    body = tmp_path / "body"
    body.write_bytes(os.urandom((2 << 20) + 5))
    command = [sys.executable, "-c", LARGE, str(ca), targets.HOST, str(server.port), str(body)]
    target = ran(command, server, plaintext="all")
    pieces = [each for each in target.told.of(events.Tls) if each.direction == "sent"][-3:]
    assert [each.size for each in pieces] == [events.LIMIT, events.LIMIT, 5]
    assert b"".join(each.data for each in pieces) == body.read_bytes()


def test_of_a_write_beyond_the_bound_the_size_is_told(server: targets.TlsServer, ca: Path, tmp_path: Path) -> None:
    body = tmp_path / "body"
    body.write_bytes(bytes(MOST + 7))
    command = [sys.executable, "-c", LARGE, str(ca), targets.HOST, str(server.port), str(body)]
    with targets.spawned(command, {"tls": {"plaintext": "all", "bytes": 1 << 40}}) as target:
        target.wait()
    *_, last, rest = [each for each in target.told.of(events.Tls) if each.direction == "sent"]
    assert len(last.data) == events.LIMIT
    assert (rest.data, rest.size) == (b"", 7)
    assert len(sent(target, "sent")) + 7 == len(server.spoken[0].received)


MOST = 16 * events.LIMIT
LARGE = """
import socket, ssl, sys
context = ssl.create_default_context(cafile=sys.argv[1])
body = open(sys.argv[4], "rb").read()
with context.wrap_socket(socket.create_connection((sys.argv[2], int(sys.argv[3]))), server_hostname="localhost") as s:
    s.sendall(b"POST / HTTP/1.1\\r\\nContent-Length: %d\\r\\n\\r\\n" % len(body)); s.sendall(body); print(s.recv(999))
"""


def test_a_stripped_library_is_known_by_its_code(server: targets.TlsServer, ca: Path, tmp_path: Path) -> None:
    python_with_it, strip = targets.clients("curl_cffi"), targets.program("strip", "binutils")
    found = subprocess.run(
        [python_with_it, "-c", "import curl_cffi; print(curl_cffi.__path__[0])"], capture_output=True, check=True
    )
    package = tmp_path / "stripped" / "curl_cffi"
    shutil.copytree(found.stdout.decode().strip(), package)
    (library,) = package.glob("_wrapper*.so")
    subprocess.run([strip, str(library)], check=True)
    environment = {"PYTHONPATH": str(package.parent)}
    with targets.spawned(curl_cffi(server, ca), {"tls": {"plaintext": "all"}}, environment=environment) as target:
        target.wait()
    target.told.whole()
    assert target.told.key_lines() == server.lines()
    assert len(server.lines()) == 5
    states = target.told.states()
    assert library.name in states["ssl_log_secret"].reason
    assert states[f"plaintext of {library.name}"].state == "failed", "that there are keys alone is told"


def test_the_join_with_a_real_recording_is_exact(server: targets.TlsServer, tmp_path: Path) -> None:
    port = (free_ports().regular or ("", 0))[1]
    confdir, capture = tmp_path / "mitmproxy", tmp_path / "capture"
    arguments = ["--listen-host", "127.0.0.1", "--listen-port", str(port)]
    arguments += ["--set", f"confdir={confdir}", "--set", "ssl_insecure=true"]
    process = start(arguments, capture, tmp_path / "log", addons=("record",))
    try:
        authority = confdir / "mitmproxy-ca-cert.pem"
        until(lambda: authority.exists() and (capture / "capture.json").exists() and _listens(port))
        base = [targets.program("curl"), "-sS", "--proxy", f"http://127.0.0.1:{port}", "--cacert", str(authority)]
        told = [ran([*base, f"{server.url}/{i}"], server).told for i in range(3)]
    finally:
        process.terminate()
        assert process.wait(LAST) == 0
    until(lambda: not (capture / ".recording").exists())
    lines = [json.loads(line) for line in (capture / "connections.jsonl").read_text().splitlines()]
    recorded = [(line["client_random"], line["client_port"]) for line in lines if line.get("client_random")]
    assert len(set(recorded)) == 3
    seen = []
    for each in told:
        (client_random,) = {event.client_random for event in each.of(events.KeyLog)}
        (local,) = {event.local.port for event in each.of(events.Connect) if event.local}
        seen.append((client_random, local))
    assert sorted(seen) == sorted(recorded)


def _listens(port: int) -> bool:
    with socket.socket() as s:
        return s.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture(scope="module", params=["OpenSSL", "BoringSSL"])
def client(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return targets.tls_client(tmp_path_factory.mktemp(request.param), request.param)


@contextmanager
def waiting(client: Path, server: targets.TlsServer, ca: Path) -> Iterator[tuple[targets.Target, targets.Ask]]:
    with targets.attached([str(client), targets.HOST, str(server.port), str(ca), "plain"]) as (process, target):
        yield target, lambda line: targets.go(process, line)
        process.communicate(timeout=LAST)
        assert process.returncode == 0


def test_attaching_late(client: Path, server: targets.TlsServer, ca: Path) -> None:
    """The context is older than the agent, and so is the first connection: of that there is plaintext, with its client random."""
    with waiting(client, server, ca) as (target, ask):
        assert ask("connect").startswith("OK")
        (old,) = {line.split()[1] for line in server.lines()}
        target.load("tls", plaintext="all")
        assert ask("write 3") == "3"
        assert ask("connect").startswith("OK")
        until(lambda: len(target.told.of(events.KeyLog)) == 5)
        until(lambda: sum(event.direction == "sent" for event in target.told.of(events.Tls)) >= 4)
        told = target.told.of(events.Tls)
        assert {event.client_random for event in told[:6]} == {old}
        assert sum(event.direction == "sent" for event in told) == 4
        assert {event.client_random for event in target.told.of(events.KeyLog)} == {
            line.split()[1] for line in server.lines()
        } - {old}


def test_loading_and_unloading_twenty_times(client: Path, server: targets.TlsServer, ca: Path) -> None:
    with waiting(client, server, ca) as (target, ask):
        for times in range(1, 21):
            before = server.lines()
            target.load("tls", plaintext="all")
            target.load("sockets")
            assert ask("connect").startswith("OK")
            until(lambda times=times: len(target.told.of(events.KeyLog)) == 5 * times)
            assert target.told.key_lines() == target.told.key_lines() & server.lines()
            assert len(server.lines() - before) == 5
            for name in ("tls", "sockets"):
                target.unload(name)
            # Without an agent the same contexts go on, and nothing is told.
            assert ask("connect").startswith("OK")
            assert ask("write 2") == "2"
            assert len(target.told.of(events.KeyLog)) == 5 * times
        assert len(server.spoken) == 40
        assert not target.told.errors


def test_a_program_that_ends_in_the_middle_of_a_hook(client: Path, server: targets.TlsServer, ca: Path) -> None:
    with targets.attached([str(client), targets.HOST, str(server.port), str(ca), "plain"]) as (process, target):
        target.load("tls", plaintext="all")
        target.load("sockets")
        assert targets.go(process, "connect").startswith("OK")
        assert process.stdin is not None
        process.stdin.write(b"abrupt\n")
        assert process.wait(LAST) == 7
        target.wait()
    assert len(target.told.of(events.Tls)) > 10
    assert not target.told.errors


def test_a_library_that_comes_and_goes(server: targets.TlsServer, ca: Path, tmp_path: Path) -> None:
    other = targets.BORINGSSL / "libssl.so.0"
    if not other.exists():
        pytest.skip("no second TLS library on this machine (Debian's android-libboringssl)")
    with waiting(targets.tls_client(tmp_path, "OpenSSL"), server, ca) as (target, ask):
        for agent in ("tls", "native_unpinning"):
            target.load(agent, plaintext="all", ca=targets.authority("audit").pem)
        assert ask(f"load {other} 20") == "20"
        assert ask("connect").startswith("OK")
        for agent in ("tls", "native_unpinning"):
            target.unload(agent)
        assert ask(f"load {other} 20") == "20"
        assert ask("connect").startswith("OK")
    target.told.whole()


def test_what_goes_through_the_librarys_filter_alone(client: Path, server: targets.TlsServer, ca: Path) -> None:
    """A program that uses BIO_write and BIO_read calls neither SSL_write nor SSL_read, of which OpenSSL's filter is not made."""
    with waiting(client, server, ca) as (target, ask):
        target.load("tls", plaintext="all")
        assert ask("connect").startswith("OK")
        assert ask("bio 5") == "5"
        until(lambda: len(sent(target, "received")) == len(server.spoken[0].sent))
        assert sent(target, "sent") == bytes(server.spoken[0].received)
        assert sent(target, "received") == bytes(server.spoken[0].sent)
        assert len({event.client_random for event in target.told.of(events.Tls)}) == 1
    target.told.whole()


AGAIN = """
import _ctypes, ctypes, sys
print("READY", flush=True); input()
for number in range(5):
    library = ctypes.CDLL(sys.argv[1])
    library.SSL_new.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(library.SSL_new(ctypes.create_string_buffer(8)))
    library.SSL_write(connection, b"time %d" % number, 6)
    handle, library = library._handle, None
    _ctypes.dlclose(handle)
"""


def test_a_library_that_is_loaded_again_at_the_same_place(tmp_path: Path) -> None:
    library = targets.built(tmp_path, "nested.c", "-shared", "-fPIC")
    with targets.attached([sys.executable, "-c", AGAIN, str(library)]) as (process, target):
        target.load("tls", plaintext="all")
        target.load("native_unpinning", ca=targets.authority("audit").pem)
        process.communicate(b"\n", timeout=LAST)
        assert process.returncode == 0
        target.wait()
    assert sent(target, "sent") == b"".join(b"time %d" % number for number in range(5))
    target.told.whole()


NESTED = """
import ctypes, sys
library = ctypes.CDLL(sys.argv[1])
library.SSL_new.restype = ctypes.c_void_p
connection = ctypes.c_void_p(library.SSL_new(ctypes.create_string_buffer(8)))
print("READY", flush=True); input()
count, out = ctypes.c_size_t(), ctypes.create_string_buffer(9)
library.SSL_write_ex(connection, b"first", 5, ctypes.byref(count))
library.SSL_sendfile(connection, 0, 0, 700, 0)
library.SSL_write(connection, b"second", 6)
library.SSL_read_ex(connection, out, 4, ctypes.byref(count))
library.leave(connection)
library.SSL_write_ex(connection, b"third", 5, ctypes.byref(count))
"""


def test_functions_that_are_made_of_each_other_tell_once(tmp_path: Path) -> None:
    library = targets.built(tmp_path, "nested.c", "-shared", "-fPIC")
    with targets.attached([sys.executable, "-c", NESTED, str(library)]) as (process, target):
        target.load("tls", plaintext="all")
        process.communicate(b"\n", timeout=LAST)
        assert process.returncode == 0
        target.wait()
    told = [(event.direction, event.data, event.size) for event in target.told.of(events.Tls)]
    assert told == [
        ("sent", b"first", 5),
        ("sent", b"", 700),
        ("sent", b"second", 6),
        ("received", b"rrrr", 4),
        ("sent", b"third", 5),
    ]
    target.told.whole()


WRITES = 3000


def test_of_thousands_of_writes_in_a_row_all_are_told(client: Path, server: targets.TlsServer, ca: Path) -> None:
    with waiting(client, server, ca) as (target, ask):
        target.load("tls", plaintext="all", limit=100_000)
        assert ask("connect").startswith("OK")
        assert ask(f"flood {WRITES}") == str(WRITES)
        expected = server.spoken[0]
        until(lambda: len(sent(target, "received")) == len(expected.sent))
        assert sent(target, "sent") == bytes(expected.received)
        assert sent(target, "received") == bytes(expected.sent)
    target.told.whole()
    assert sum(event.direction == "sent" for event in target.told.of(events.Tls)) == WRITES + 1


def test_above_the_limit_it_is_counted_what_is_not_told(client: Path, server: targets.TlsServer, ca: Path) -> None:
    with waiting(client, server, ca) as (target, ask):
        target.load("tls", plaintext="all", limit=50)
        assert ask("connect").startswith("OK")
        assert ask("write 500") == "500"

        def told(direction: str) -> list[events.Tls]:
            return [event for event in target.told.of(events.Tls) if event.direction == direction]

        def counted() -> int:
            return len(target.told.of(events.Tls)) + sum(event.count for event in target.told.of(events.Dropped))

        until(lambda: counted() >= 2 * 501)
        assert {event.hook for event in target.told.of(events.Dropped)} == {"tls"}
        assert len(target.told.of(events.KeyLog)) == 5
        # What comes next keeps its place: before it the bytes are counted that were not told.
        time.sleep(1.1)  # the limit is of one second
        assert ask("write 1") == "1"
        for direction, whole in (("sent", server.spoken[0].received), ("received", server.spoken[0].sent)):
            until(lambda way=direction, there=whole: sum(each.size for each in told(way)) == len(there))
            holes = [each for each in told(direction) if not each.data]
            assert holes
            at = 0
            for each in told(direction):
                assert not each.data or bytes(whole[at : at + each.size]) == each.data
                at += each.size


def test_a_library_of_another_kind_is_told(tmp_path: Path) -> None:
    library = targets.built(tmp_path, "labels.c", "-shared", "-fPIC", '-DLABEL="none"', "-DS2N")
    program = f"import ctypes; ctypes.CDLL({str(library)!r}); print('READY', flush=True); input()"
    with targets.attached([sys.executable, "-c", program]) as (process, target):
        target.load("tls")
        process.communicate(b"\n", timeout=LAST)
        target.wait()
    states = [state for hook, state in target.told.states().items() if hook == f"TLS library {library.name}"]
    assert [state.state for state in states] == ["failed"], "what is there and not seen is no absence"


SHOWN = "extended master secret"
"""What a program may show of a connection that its library made."""


@pytest.mark.parametrize(
    ("label", "states"),
    [("client finished", ["failed"]), ("c hs traffic", ["failed"]), ("AES key expansion", []), (SHOWN, [])],
)
def test_a_library_of_no_known_name_is_told_by_what_it_derives_keys_with(
    label: str, states: list[str], tmp_path: Path
) -> None:
    library = targets.built(tmp_path, "labels.c", "-shared", "-fPIC", f'-DLABEL="{label}"')
    program = f"import ctypes; ctypes.CDLL({str(library)!r}); print('READY', flush=True); input()"
    with targets.attached([sys.executable, "-c", program]) as (process, target):
        target.load("tls")
        process.communicate(b"\n", timeout=LAST)
        target.wait()
    told = target.told.states()
    assert [told[hook].state for hook in told if hook == f"TLS library {library.name}"] == states


def test_a_program_without_tls_says_so() -> None:
    with targets.attached([sys.executable, "-c", "print('READY', flush=True); input()"]) as (process, target):
        states = {hook["hook"]: hook for hook in target.load("tls")}
        assert states["SSL_new"]["state"] == "absent"
        assert states["SSL_new"]["reason"] == "no library of this process has it"
        process.communicate(b"\n", timeout=LAST)
        assert process.returncode == 0
