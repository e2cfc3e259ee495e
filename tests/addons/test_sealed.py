"""The addon under a real mitmdump: recorded answers come back byte for byte, and nothing else goes anywhere."""

import json
import os
import shutil
import socket
import ssl
import struct
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from mitmproxy.test import tflow
from support import shown_again
from support.ports import free_port
from support.shown_again import Answer, Proxy, ask, ask_h2, dumping, serving, traps, tunnel
from support.states import record

from trafficaudit.playback import SEALED


class Recorded(NamedTuple):
    file: Path
    port: int
    plain_port: int
    h2_port: int
    answers: dict[str, Answer]
    over_h2: dict[str, tuple[list[tuple[bytes, bytes]], bytes]]


PATHS = (
    "/gzip",
    "/binary",
    "/moved",
    "/odd",
    "/empty",
    "/cookies",
    "/chunked",
    "/large",
    "/list?page=1&ts=1&sig=aa",
    "/list?page=2&ts=2&sig=bb",
)
HTTP1, PLAIN, HTTP2 = "127.0.0.5", "127.0.0.7", "127.0.0.6"


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Recorded:
    """Record what three servers answer; they are gone when the capture is shown again."""
    folder = tmp_path_factory.mktemp("recorded")
    file = folder / "session.mitm"
    answers: dict[str, Answer] = {}
    with (
        shown_again.server(folder, HTTP1) as port,
        shown_again.server(folder, PLAIN, tls=False) as plain_port,
        shown_again.h2_server(folder, HTTP2) as h2_port,
        dumping(folder, "-w", file) as proxy,
    ):
        for path in PATHS:
            answers[path] = ask(proxy, HTTP1, port, path)
        answers["HEAD"] = ask(proxy, HTTP1, port, "/binary", method="HEAD")
        answers["POST"] = ask(proxy, HTTP1, port, "/order", method="POST", body=b"id=1&nonce=x")
        for number in range(3):
            answers[f"poll {number}"] = ask(proxy, HTTP1, port, "/poll")
        answers["plain"] = ask(proxy, PLAIN, plain_port, "/plain", tls=False)
        over_h2 = {path: ask_h2(proxy, HTTP2, h2_port, path) for path in ("/one", "/two")}
        assert proxy.end() == 0
    return Recorded(file, port, plain_port, h2_port, answers, over_h2)


@pytest.fixture
def shown(recorded: Recorded, tmp_path: Path) -> Iterator[Proxy]:
    with serving(tmp_path, recorded.file) as proxy:
        yield proxy


def test_answers_come_back_byte_for_byte(recorded: Recorded, shown: Proxy) -> None:
    for path in reversed(PATHS):
        assert ask(shown, HTTP1, recorded.port, path) == recorded.answers[path], path
    assert len(recorded.answers["/large"].body) == 5 << 20
    assert recorded.answers["/odd"].reason == "Quite All Right"
    assert ask(shown, HTTP1, recorded.port, "/binary", method="HEAD") == recorded.answers["HEAD"]
    again = ask(shown, HTTP1, recorded.port, "/order", method="POST", body=b"id=1&nonce=x")
    assert again == recorded.answers["POST"]
    assert ask(shown, PLAIN, recorded.plain_port, "/plain", tls=False) == recorded.answers["plain"]
    for path, answer in recorded.over_h2.items():
        assert ask_h2(shown, HTTP2, recorded.h2_port, path) == answer
    assert shown.end() == 0
    assert "refused 0 requests and 0 connections" in shown.text()


def test_an_answer_of_one_protocol_is_served_over_another(recorded: Recorded, shown: Proxy) -> None:
    headers, body = ask_h2(shown, HTTP1, recorded.port, "/chunked")
    assert dict(headers)[b":status"] == b"200"
    assert body == recorded.answers["/chunked"].body
    assert ask(shown, HTTP2, recorded.h2_port, "/one").body == recorded.over_h2["/one"][1]


def test_what_came_over_http3_is_served_in_a_tunnel(tmp_path: Path) -> None:
    made = tflow.tflow(resp=True)
    assert made.response
    made.request.data.http_version = made.response.data.http_version = b"HTTP/3"
    made.request.data.host, made.request.data.port, made.request.data.scheme = "quic.example", 443, b"https"
    made.request.data.authority = b"quic.example"
    file = tmp_path / "h3.mitm"
    file.write_bytes(record(made))
    with serving(tmp_path, file) as proxy:
        assert ask(proxy, "quic.example", 443, "/path").body == b"message"
        assert ask_h2(proxy, "quic.example", 443, "/path")[1] == b"message"


def test_answers_come_in_their_order_and_the_last_one_stays(recorded: Recorded, shown: Proxy) -> None:
    got = [ask(shown, HTTP1, recorded.port, "/poll").body for _ in range(5)]
    assert got == [b"1", b"2", b"3", b"3", b"3"]


def test_what_varies_in_a_request_falls_back_to_the_path(recorded: Recorded, shown: Proxy) -> None:
    def listed(query: str) -> bytes:
        return ask(shown, HTTP1, recorded.port, f"/list?{query}").body

    assert listed("page=2&ts=2&sig=bb") == b"at /list?page=2&ts=2&sig=bb"  # the same request, though not the first
    assert listed("page=9&ts=9&sig=cc") == b"at /list?page=1&ts=1&sig=aa"  # the first that was not given yet
    assert listed("page=9&ts=9&sig=dd") == b"at /list?page=2&ts=2&sig=bb"
    posted = ask(shown, HTTP1, recorded.port, "/order", method="POST", body=b"id=1&nonce=other")
    assert posted.body == b"got id=1&nonce=x"
    assert ask(shown, HTTP1, recorded.port, "/order").status == 502  # another method
    assert ask(shown, HTTP1, recorded.port, "/order/", method="POST", body=b"").status == 502  # another path


def test_the_log_names_no_query_and_no_body(recorded: Recorded, shown: Proxy) -> None:
    ask(shown, HTTP1, recorded.port, "/list?page=1&email=seoyun@hanbit.example")
    ask(shown, HTTP1, recorded.port, "/unknown/01012345678?token=topsecret", method="POST", body=b"card=4111")
    assert shown.end() == 0
    log = shown.text()
    assert "served GET" in log
    assert "refused POST" in log
    assert "/unknown/…: not in the capture" in log
    for value in ("seoyun", "01012345678", "topsecret", "4111"):
        assert value not in log


def _websocket(proxy: Proxy, host: str, port: int) -> Answer:
    headers = {"Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Version": "13"}
    return ask(
        proxy, host, port, "/chat", headers=headers | {"Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ=="}, tls=False
    )


def _talk(proxy: Proxy, host: str, port: int, sent: bytes) -> bytes:
    """Send bytes through a tunnel; give what comes back until the proxy closes."""
    try:
        opened = tunnel(proxy, host, port)
    except ConnectionError as error:
        return str(error).encode()
    with opened:
        opened.sendall(sent)
        opened.shutdown(socket.SHUT_WR)
        got = b""
        try:
            while piece := opened.recv(65536):
                got += piece
        except ConnectionError:
            pass
        return got


RAW = b"\x00\x01\x02 raw protocol, neither TLS nor HTTP\n" * 4


@pytest.mark.assertion("PLB-1")
@pytest.mark.parametrize("unknown", ["502", "404", "kill"])
def test_nothing_goes_through(recorded: Recorded, tmp_path: Path, unknown: str) -> None:
    # The trap listens where the recorded server did, so that known hosts are tried as well as unknown ones.
    with traps(HTTP1, recorded.port) as known, traps("127.0.0.9") as other:
        with serving(tmp_path, recorded.file, "--unknown", unknown) as proxy:
            refusals = _try_everything(proxy, HTTP1, known.port, other.port)
            assert proxy.end() == 0
        assert (known.caught(), other.caught()) == (0, 0)
    wanted = {"502": 502, "404": 404, "kill": "closed"}[unknown]
    assert refusals == dict.fromkeys(refusals, wanted)
    assert proxy.text().count(f"refused a connection to {HTTP1}:{recorded.port} (tcp)") >= 1


def _try_everything(proxy: Proxy, known: str, port: int, other: int) -> dict[str, int | str]:
    def outcome(attempt: Callable[[], Answer]) -> int | str:
        try:
            return attempt().status
        except (ConnectionError, ssl.SSLError):
            return "closed"
        except OSError as error:  # http.client's word for a refused tunnel
            return int(str(error).split("failed: ")[1][:3])

    refusals = {
        "known host": outcome(lambda: ask(proxy, known, port, "/unknown")),
        "post": outcome(lambda: ask(proxy, known, port, "/unknown", method="POST", body=b"x" * 100_000)),
        "plain": outcome(lambda: ask(proxy, known, port, "/unknown", tls=False)),
        "other host": outcome(lambda: ask(proxy, "127.0.0.9", other, "/", tls=False)),
        "other tls": outcome(lambda: ask(proxy, "127.0.0.9", other, "/")),
        "name": outcome(lambda: ask(proxy, "unknown.example", 80, "/", tls=False)),
        "tunnel to a name": outcome(lambda: ask(proxy, "unknown.example", 443, "/")),
        "websocket": outcome(lambda: _websocket(proxy, known, port)),
    }
    for host, where in ((known, port), ("127.0.0.9", other)):
        assert b"raw protocol" not in _talk(proxy, host, where, RAW)
        assert b"raw protocol" not in _talk(proxy, host, where, b"SSH-2.0-client\r\n" * 3)
    return refusals


def test_the_traps_catch_a_proxy_that_is_not_sealed(tmp_path: Path) -> None:
    with traps() as other, dumping(tmp_path) as proxy:
        with tunnel(proxy, "127.0.0.9", other.port) as opened:
            opened.sendall(RAW)
            shown_again.wait_for(other.caught, "connection")
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sent:
            sent.sendto(b"x", ("127.0.0.9", other.port))
        shown_again.wait_for(other.caught, "datagram")


def _datagram(proxy_port: int, data: bytes) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sent:
        sent.sendto(data, ("127.0.0.1", proxy_port))


@pytest.mark.parametrize(
    "mode",
    ["socks5", "reverse:tcp://127.0.0.9:{}", "reverse:udp://127.0.0.9:{}", "reverse:https://127.0.0.9:{}", "dns"],
)
def test_other_modes_let_nothing_through_either(recorded: Recorded, tmp_path: Path, mode: str) -> None:
    arguments = ("-s", shown_again.SEALED, "--set", f"sealed_answers={recorded.file}")
    with traps() as other, dumping(tmp_path, *arguments, mode=mode.format(other.port)) as running:
        proxy, port = running.port, other.port
        if mode == "socks5":
            with socket.create_connection(("127.0.0.1", proxy), 10) as opened:
                opened.sendall(
                    b"\x05\x01\x00" + b"\x05\x01\x00\x01" + socket.inet_aton("127.0.0.9") + struct.pack(">H", port)
                )
                opened.sendall(RAW)
                while opened.recv(4096):
                    pass
        elif mode.startswith("reverse:tcp"):
            with socket.create_connection(("127.0.0.1", proxy), 10) as opened:
                opened.sendall(RAW)
                while opened.recv(4096):
                    pass
        elif mode.startswith("reverse:https"):
            with (
                socket.create_connection(("127.0.0.1", proxy), 10) as raw,
                ssl._create_unverified_context().wrap_socket(raw) as opened,
            ):
                opened.sendall(b"GET /x HTTP/1.1\r\nHost: a.example\r\nConnection: close\r\n\r\n")
                assert b" 502 " in opened.recv(4096)
        else:
            _datagram(proxy, RAW if mode != "dns" else _QUERY)
        shown_again.wait_for(lambda: "refused " in running.text(), "refusal")
        assert other.caught() == 0


# A query for the address of unknown.example (RFC 1035, 4.1).
_QUERY = b"\x12\x34\x01\x00\x00\x01\x00\x00\x00\x00\x00\x00\x07unknown\x07example\x00\x00\x01\x00\x01"


def test_a_configuration_file_cannot_open_the_seal(recorded: Recorded, tmp_path: Path) -> None:
    confdir = tmp_path / "confdir"
    confdir.mkdir()
    with traps(HTTP1, recorded.port) as known, traps("127.0.0.9") as other:
        elsewhere = f"http://127.0.0.9:{other.port}"
        (confdir / "config.yaml").write_text(
            "connection_strategy: eager\nupstream_cert: true\nserver_replay_refresh: true\n"
            f"map_remote: ['|.*|{elsewhere}']\nmodify_headers: ['/~s/x-added/1']\nmodify_body: ['/~s/a/b']\n"
            f"client_replay: ['{recorded.file}']\nignore_hosts: ['.*']\ntcp_hosts: ['.*']\n"
            f"mode: ['upstream:{elsewhere}']\nlisten_host: 0.0.0.0\nserver_replay_extra: forward\n"
        )
        with serving(tmp_path, recorded.file) as proxy:
            assert ask(proxy, HTTP1, recorded.port, "/gzip") == recorded.answers["/gzip"]
            assert ask(proxy, HTTP1, recorded.port, "/cookies") == recorded.answers["/cookies"]
            assert ask(proxy, HTTP1, recorded.port, "/unknown").status == 502
            assert not shown_again.reachable(proxy.port, "127.0.0.2")
        assert (known.caught(), other.caught()) == (0, 0)


def test_options_by_which_hosts_and_ports_do_not_matter_hold_in_tunnels_too(tmp_path: Path) -> None:
    made = tflow.tflow(resp=True)
    made.request.data.host, made.request.data.port, made.request.data.scheme = "good.example", 443, b"https"
    made.request.data.authority = b""
    made.request.headers.clear()
    file = tmp_path / "one.mitm"
    file.write_bytes(record(made))
    sealed = ("-s", shown_again.SEALED, "--set", f"sealed_answers={file}")
    for option, host, port in (("host", "other.example", 443), ("port", "good.example", 8443)):
        asking = ("--set", f"server_replay_ignore_{option}=true", "--set", "server_replay_ignore_content=true")
        with dumping(tmp_path, *sealed, *asking) as proxy:
            assert ask(proxy, host, port, "/path").body == b"message"
            assert ask(proxy, host, port, "/other").status == 502
    with dumping(tmp_path, *sealed) as proxy, pytest.raises(OSError, match="502"):
        ask(proxy, "other.example", 443, "/path")


def test_odd_records_cost_only_themselves(tmp_path: Path) -> None:
    odd = tflow.tflow(resp=True)
    odd.request.data.host = "["  # no URL can be made of it
    missing = tflow.tflow(resp=True).get_state()
    del missing["request"]["path"]
    good = tflow.tflow(resp=True)
    good.request.host = "good.example"
    file = tmp_path / "odd.mitm"
    whole = record(good)
    wrong = whole.replace(b"13:timestamp_end;", b"13:timestamp_end#", 1)
    file.write_bytes(record(missing) + record(odd) + wrong + b"3:abc," + whole + whole[:-40])
    with dumping(tmp_path, "-s", shown_again.SEALED, "--set", f"sealed_answers={file}") as proxy:
        assert ask(proxy, "good.example", 22, "/path", tls=False).body == b"message"
        assert "sealed: ready: 1 answer from 1 host" in proxy.text()
        assert "sealed: 5 records could not be loaded" in proxy.text()


def test_what_mitmproxy_itself_loaded_is_served_too(recorded: Recorded, tmp_path: Path) -> None:
    with dumping(tmp_path, "-s", shown_again.SEALED, "--server-replay", recorded.file) as proxy:
        got = [ask(proxy, HTTP1, recorded.port, "/poll").body for _ in range(4)]
        assert got == [b"1", b"2", b"3", b"3"]


def test_without_answers_the_proxy_does_not_start(tmp_path: Path) -> None:
    line = [str(shown_again.MITMDUMP), "-s", str(shown_again.SEALED), "-p", str(free_port())]
    line += ["--listen-host", "127.0.0.1", "--set", f"confdir={tmp_path}"]
    done = subprocess.run(line, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1
    assert "there is nothing to answer with" in done.stdout


def test_a_proxy_that_loses_the_seal_ends(recorded: Recorded, tmp_path: Path) -> None:
    changed = tmp_path / "sealed.py"
    changed.write_bytes(shown_again.SEALED.read_bytes())
    arguments = ("-s", changed, "--set", f"sealed_answers={recorded.file}")
    with dumping(tmp_path, *arguments) as proxy:
        changed.write_text("def broken(:\n")  # mitmproxy loads a script again when its file changes
        os.utime(changed, (4e9, 4e9))
        assert proxy.process.wait(shown_again.DEADLINE) == 0


def test_every_option_that_seals_the_proxy_exists() -> None:
    known = subprocess.run([shown_again.MITMDUMP, "--options"], capture_output=True, text=True, timeout=60, check=True)
    assert {name for name in SEALED if f"\n{name}:" not in known.stdout} == set()


_HOOK = """\
import os, sys
_LOG = os.environ.get("AUDIT_LOG")
if _LOG:
    def _seen(event, arguments, names=("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "socket.bind")):
        if event in names:
            with open(_LOG, "a") as log:
                log.write(f"{event} {arguments[:2]!r}\\n")
    sys.addaudithook(_seen)
"""


@pytest.mark.assertion("PLB-1")
def test_the_process_connects_to_nothing_and_looks_up_nothing(recorded: Recorded, tmp_path: Path) -> None:
    hooked = tmp_path / "hooked"
    hooked.mkdir()
    (hooked / "sitecustomize.py").write_text(_HOOK)
    log = tmp_path / "audit.log"
    environment = {"PYTHONPATH": str(hooked), "AUDIT_LOG": str(log)}
    with (
        traps(HTTP1, recorded.port) as known,
        traps("127.0.0.9") as other,
        serving(tmp_path, recorded.file, env=environment) as proxy,
    ):
        _try_everything(proxy, HTTP1, known.port, other.port)
        ask(proxy, HTTP1, recorded.port, "/gzip")
        assert proxy.end() == 0
    listening = f"('127.0.0.1', {proxy.port})"
    events = [event for event in log.read_text().splitlines() if " AF_UNIX" not in event]
    assert [event for event in events if event.startswith("socket.bind") and listening in event]  # the hook works
    assert [event for event in events if listening not in event] == []
    assert not [event for event in events if event.startswith(("socket.connect", "socket.sendto"))]


_INSIDE = """\
import json, socket, sys, threading, subprocess, time
from pathlib import Path
from support import shown_again
from support.shown_again import ask, serving, dumping

folder, capture, port, query = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), bytes.fromhex(sys.argv[4])
subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
(folder / "resolv.conf").write_text("nameserver 127.0.0.1\\noptions timeout:1 attempts:1\\n")
subprocess.run(["mount", "--bind", str(folder / "resolv.conf"), "/etc/resolv.conf"], check=True)
queries = []
server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server.bind(("127.0.0.1", 53))

def answer():
    while True:
        data, sender = server.recvfrom(4096)
        queries.append(data)
        server.sendto(data[:2] + b"\\x81\\x83" + data[4:], sender)  # NXDOMAIN

threading.Thread(target=answer, daemon=True).start()

def asked(host, **how):
    try:
        return ask(proxy, host, 443 if how.get("tls", True) else 80, "/", **how).status
    except OSError as error:
        return str(error)

with serving(folder, capture) as proxy:
    known = ask(proxy, "127.0.0.5", port, "/gzip").status
    outcomes = [asked("unknown.example"), asked("unknown.example", tls=False), asked("localhost.unknown.example")]
sealed = ("-s", shown_again.SEALED, "--set", f"sealed_answers={capture}")
with dumping(folder, *sealed, mode="dns") as proxy, socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sent:
    sent.settimeout(20)
    sent.sendto(query, ("127.0.0.1", proxy.port))
    code = sent.recv(4096)[3] & 15
quiet = len(queries)
with dumping(folder, mode="dns") as proxy, socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sent:
    sent.settimeout(20)
    sent.sendto(query, ("127.0.0.1", proxy.port))
    sent.recv(4096)
print(json.dumps({"known": known, "outcomes": outcomes, "code": code, "queries": quiet, "control": len(queries)}))
"""


def test_without_a_network_it_serves_and_asks_no_resolver(recorded: Recorded, tmp_path: Path) -> None:
    namespace = ["unshare", "--net", "--mount"]
    tools = all(map(shutil.which, ("unshare", "ip", "mount")))
    if not tools or subprocess.run([*namespace, "true"], capture_output=True, check=False).returncode:
        pytest.skip("no network namespace can be made here (it takes unshare, ip and mount, and root)")
    arguments = [str(tmp_path), str(recorded.file), str(recorded.port), _QUERY.hex()]
    environment = os.environ | {"PYTHONPATH": str(shown_again.REPOSITORY / "tests")}
    done = subprocess.run(
        [*namespace, sys.executable, "-c", _INSIDE, *arguments],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env=environment,
    )
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout)
    assert seen["known"] == 200
    assert seen["outcomes"][1] == 502
    assert all("502" in str(outcome) for outcome in seen["outcomes"])
    assert (seen["code"], seen["queries"]) == (5, 0)  # REFUSED (RFC 1035, 4.1.1)
    assert seen["control"] > 0  # the same resolver is asked by a proxy that is not sealed
