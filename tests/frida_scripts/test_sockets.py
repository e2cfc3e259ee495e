"""native/sockets: connected sockets with the port that the other side sees, and the hosts that are looked up."""

import errno
import socket
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from support import targets
from support.waiting import LAST

from trafficaudit import events

HEAD = """
import errno, socket, sys, threading
print("READY", flush=True)
sys.stdin.readline()
"""


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    with socket.create_server((targets.HOST, 0), backlog=256) as server:
        yield server


def ran(tmp_path: Path, body: str, *arguments: object) -> tuple[targets.Target, str]:
    script = tmp_path / "client.py"
    script.write_text(HEAD + body)
    command = [sys.executable, str(script), *map(str, arguments)]
    with targets.attached(command) as (process, target):
        target.load("sockets")
        said = targets.go(process)
        process.communicate(timeout=LAST)
        target.wait()
        target.told.whole()
        return target, said


def test_a_connected_socket_is_told_with_the_port_that_the_other_side_sees(
    listener: socket.socket, tmp_path: Path
) -> None:
    body = 's = socket.create_connection((sys.argv[1], int(sys.argv[2]))); print("done", flush=True); s.close()'
    port = listener.getsockname()[1]
    target, _ = ran(tmp_path, body, targets.HOST, port)
    connection, (_, seen) = listener.accept()
    connection.close()
    (event,) = target.told.of(events.Connect)
    assert (event.transport, event.result, event.remote) == ("tcp", 0, events.Endpoint(targets.HOST, port))
    assert event.local == events.Endpoint("127.0.0.1", seen)
    assert event.pid == target.pid
    assert event.at > 1.7e12
    assert event.mono > 0


def test_a_socket_that_does_not_wait_has_its_port_already(listener: socket.socket, tmp_path: Path) -> None:
    body = """
import select
s = socket.socket(); s.setblocking(False)
code = s.connect_ex((sys.argv[1], int(sys.argv[2])))
select.select([], [s], [], 5)
print(code, flush=True); s.close()
"""
    target, said = ran(tmp_path, body, targets.HOST, listener.getsockname()[1])
    connection, (_, seen) = listener.accept()
    connection.close()
    (event,) = target.told.of(events.Connect)
    assert int(said) == errno.EINPROGRESS == event.result
    assert event.local is not None
    assert event.local.port == seen


def test_ipv6_datagrams_refusals_and_other_families(tmp_path: Path) -> None:
    body = """
def closed(family, kind):
    with socket.socket(family, kind) as free:
        free.bind(("127.0.0.1" if family == socket.AF_INET else "::1", 0))
        return free.getsockname()[1]
u = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); u.connect(("127.0.0.9", 443)); print(u.getsockname()[1])
six = socket.socket(socket.AF_INET6, socket.SOCK_STREAM); six.connect_ex(("::1", closed(socket.AF_INET6, socket.SOCK_STREAM)))
mapped = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM); mapped.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
mapped.connect(("::ffff:127.0.0.8", 53))
for path in ("/no/such/socket",):
    socket.socket(socket.AF_UNIX).connect_ex(path)
sys.stdout.flush()
"""
    target, port = ran(tmp_path, body)
    told = {event.remote.ip: event for event in target.told.of(events.Connect) if event.remote}
    assert set(told) == {"127.0.0.9", "::1", "127.0.0.8"}
    assert told["127.0.0.9"].transport == "udp"
    assert told["127.0.0.9"].local == events.Endpoint("127.0.0.1", int(port))
    assert (told["::1"].transport, told["::1"].result) == ("tcp", errno.ECONNREFUSED)
    assert told["127.0.0.8"].local is not None
    assert told["127.0.0.8"].local.ip == "127.0.0.1"


def test_lookups_are_told_with_their_answer(tmp_path: Path) -> None:
    body = """
def look(ask, host):
    try:
        return ask(host)
    except OSError as error:
        return error.errno
answers = {each[4][0] for each in socket.getaddrinfo("localhost", 443)}
look(lambda host: socket.getaddrinfo(host, 1), "not-there.invalid")
socket.getaddrinfo(None, 80)
import ctypes
libc = ctypes.CDLL(None); libc.gethostbyname.restype = ctypes.c_void_p
libc.gethostbyname(b"localhost")
print(",".join(sorted(answers)), flush=True)
"""
    target, said = ran(tmp_path, body)
    first, missing, old = target.told.of(events.Lookup)
    assert (first.host, sorted(first.addresses), first.result) == ("localhost", said.split(","), 0)
    assert (missing.host, missing.addresses) == ("not-there.invalid", [])
    assert missing.result != 0
    assert (old.host, old.result) == ("localhost", 0)
    assert set(old.addresses) <= {"127.0.0.1", "::1"}
    assert old.addresses


def test_the_sockets_of_many_threads_are_all_told(listener: socket.socket, tmp_path: Path) -> None:
    body = """
held, address = [], (sys.argv[1], int(sys.argv[2]))
def many():
    for _ in range(25):
        held.append(socket.create_connection(address))
threads = [threading.Thread(target=many) for _ in range(8)]
[each.start() for each in threads]; [each.join() for each in threads]
print(",".join(str(each.getsockname()[1]) for each in held), flush=True)
"""
    accepted: list[socket.socket] = []
    thread = threading.Thread(target=lambda: accepted.extend(listener.accept()[0] for _ in range(200)))
    thread.start()
    target, said = ran(tmp_path, body, targets.HOST, listener.getsockname()[1])
    thread.join(10)
    for each in accepted:
        each.close()
    told = [event.local.port for event in target.told.of(events.Connect) if event.local]
    assert sorted(told) == sorted(map(int, said.split(",")))
    assert len(set(told)) == 200


def test_each_hook_says_what_became_of_it(tmp_path: Path) -> None:
    target, _ = ran(tmp_path, 'print("done", flush=True)')
    states = {name: hook.state for name, hook in target.told.states().items()}
    assert states == {
        "connect": "installed",
        "connectx": "absent",
        "getaddrinfo": "installed",
        "android_getaddrinfofornet": "absent",
        "android_getaddrinfofornetcontext": "absent",
        "gethostbyname": "installed",
    }


def test_only_the_hooks_that_are_wanted_are_installed() -> None:
    with targets.attached([sys.executable, "-c", "print('READY', flush=True); input()"]) as (process, target):
        hooks = target.load("sockets", hooks=["connect"])
        assert {hook["hook"]: hook["state"] for hook in hooks} == {"connect": "installed", "connectx": "absent"}
        process.communicate(b"\n", timeout=LAST)
        assert process.returncode == 0


def test_connectx_reads_the_second_address(tmp_path: Path) -> None:
    """connectx is Apple's; a library with its signature, loaded before the agent, stands in for it."""
    library = targets.built(tmp_path, "connectx.c", "-shared", "-fPIC")
    body = """
import ctypes
library = ctypes.CDLL(None)
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
print(library.stand_in(s.fileno(), 4433), flush=True)
"""
    script = tmp_path / "client.py"
    script.write_text(HEAD + body)
    environment = {"LD_PRELOAD": str(library), "PATH": "/usr/bin"}
    with targets.attached([sys.executable, str(script)], env=environment) as (process, target):
        target.load("sockets")
        assert targets.go(process) == "0"
        process.communicate(timeout=LAST)
        target.wait()
    (event,) = [each for each in target.told.of(events.Connect) if each.remote and each.remote.port == 4433]
    assert event.remote == events.Endpoint("127.0.0.7", 4433)
    assert event.transport == "udp"
