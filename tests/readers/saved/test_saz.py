"""Fiddler's session archives: what the app sent, what Fiddler did itself, and what is wrong with an archive."""

import gzip
import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mitmproxy.http import HTTPFlow
from mitmproxy.io import FlowReader
from support import saved

from trafficaudit.errors import ReadError
from trafficaudit.model import UNDATED, Exchange, Gap
from trafficaudit.playback import prepare
from trafficaudit.readers import open_capture
from trafficaudit.readers.saved import saz, session
from trafficaudit.readers.saved.saz import ANSWERED, OWN

shared = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)


def read(path: Path, members: dict[str, bytes]) -> tuple[list[Exchange], list[str]]:
    file = path / "shop.saz"
    file.write_bytes(saved.archive(members))
    found = list(open_capture(file).items())
    return (
        [each for each in found if isinstance(each, Exchange)],
        [each.reason for each in found if isinstance(each, Gap)],
    )


def test_sessions_come_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    members = saved.session(10, b"GET /b HTTP/1.1\r\nHost: b.example\r\n\r\n") | saved.session(
        2, noted=saved.notes(0x1, {"TCPConnectTime": "37", "HTTPSHandshakeTime": "80"}, X_HostIP="203.0.113.7", X_ClientPort="5123")
    )  # fmt: skip
    (first, second), gaps = read(tmp_path, members)
    assert (first.url, second.url) == ("https://shop.example/login?sid=7", "https://b.example/b")
    assert (first.server_address, first.client_port, first.tls, first.sent) == ("203.0.113.7", 5123, True, True)
    assert first.handshake is not None
    assert (first.handshake.tcp, first.handshake.tls) == (
        0.038,
        0.081,
    )  # whole milliseconds: what came after them may have been cut off
    assert first.started_at.isoformat() == "2026-11-24T00:00:00+00:00"
    assert not gaps
    source = open_capture(tmp_path / "shop.saz")
    assert source.capture.format == saz.NAME
    assert source.network().handshakes.keys() == {"203.0.113.7"}


@pytest.mark.parametrize(
    ("flags", "timers", "answer", "sent", "error"),
    [
        (0x1, {}, saved.ANSWERED, True, None),
        (session.BY_FIDDLER, {}, saved.ANSWERED, False, OWN),
        (session.FROM_CACHE, {}, saved.ANSWERED, False, ANSWERED),
        (session.ANSWERED_BY_FIDDLER, {"FiddlerBeginRequest": ""}, saved.ANSWERED, False, ANSWERED),
        (session.ANSWERED_BY_FIDDLER, {}, b"HTTP/1.1 504 Fiddler - Receive Failure\r\n\r\n", True, "Fiddler - Receive Failure"),
        (session.ANSWERED_BY_FIDDLER, {}, b"HTTP/1.1 502 Fiddler - DNS Lookup Failed\r\n\r\n", False, ANSWERED),
        (session.ANSWERED_BY_FIDDLER, {}, b"HTTP/1.1 502 Fiddler - Connection Failed\r\n\r\n", False, ANSWERED),
    ],
)  # fmt: skip
def test_what_reached_a_server(
    tmp_path: Path, flags: int, timers: dict[str, str], answer: bytes, *, sent: bool, error: str | None
) -> None:
    (found,), _ = read(tmp_path, saved.session(1, response=answer, noted=saved.notes(flags, timers)))
    assert (found.sent, found.error) == (sent, error)


def test_the_place_behind_another_proxy_is_not_known(tmp_path: Path) -> None:
    (found,), gaps = read(tmp_path, saved.session(1, noted=saved.notes(session.UPSTREAM, X_HostIP="10.0.0.1")))
    assert found.server_address is None
    assert gaps == ["entry 0: it went through a proxy behind Fiddler: the server's place is not known"]


def test_a_tunnel_is_counted_once_where_nothing_was_read_of_its_host(tmp_path: Path) -> None:
    def asked(host: str) -> bytes:
        return f"CONNECT {host}:443 HTTP/1.1\r\nHost: {host}:443\r\n\r\nwords of Fiddler".encode()

    answer = b"HTTP/1.1 200 Connection Established\r\n\r\nThis is a CONNECT tunnel"
    members = saved.session(1, asked("api.other.example"), answer) | saved.session(2, asked("shop.example"), answer)
    found, gaps = read(tmp_path, members | saved.session(3))
    assert [(each.method, each.sent) for each in found] == [("CONNECT", False), ("CONNECT", False), ("POST", True)]
    assert not gaps
    command = [sys.executable, "-m", "trafficaudit", "replay", str(tmp_path / "shop.saz"), "-o", str(tmp_path / "out")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert "not intercepted: 1," in done.stderr + done.stdout


def test_websocket_messages_follow_what_opened_them(tmp_path: Path) -> None:
    upgraded = b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n"
    opened = saved.session(1, b"GET /ws HTTP/1.1\r\nHost: chat.example\r\nUpgrade: websocket\r\n\r\n", upgraded)
    found, gaps = read(tmp_path, opened | {"1_w.txt": saved.frame(b"phone=01012345678")})
    assert [each.method for each in found] == ["GET", "MESSAGE"]
    assert (found[1].request and found[1].request.body) == b"phone=01012345678"
    assert not gaps
    assert read(tmp_path, opened)[1] == ["entry 0: the messages of this WebSocket are not in this file"]


def test_without_notes_nothing_is_made_up(tmp_path: Path) -> None:
    members = saved.session(1)
    del members["1_m.xml"]
    (found,), gaps = read(tmp_path, members)
    assert (found.started_at, found.server_address, found.url) == (UNDATED, None, "http://shop.example/login?sid=7")
    assert len(gaps) == 1


@pytest.mark.parametrize(
    ("members", "said"),
    [
        ({"1_s.txt": b"x", "1_m.xml": saved.notes()}, "its request is not in the archive"),
        ({"1_c.txt": b"\x00", "1_m.xml": saved.notes()}, "what was saved of the request is no HTTP message"),
        (saved.session(1) | {"1_x.txt": b"?"}, "1 further file of its sessions was not read"),
        (saved.session(1) | {"01_c.txt": b"?"}, "entry 0: the archive holds two files of one name: only the first was read"),
        (saved.session(1) | {"..\\..\\1_s.txt": b"?"}, ""),
    ],
)  # fmt: skip
def test_what_is_odd_is_told(tmp_path: Path, members: dict[str, bytes], said: str) -> None:
    _, gaps = read(tmp_path, members)
    assert [gap for gap in gaps if said in gap] if said else not gaps


def test_a_damaged_member_costs_itself_only(tmp_path: Path) -> None:
    whole = saved.archive(saved.session(1) | saved.session(2))
    start = whole.index(b"1_s.txt") + len(b"1_s.txt")
    file = tmp_path / "damaged.saz"
    file.write_bytes(whole[:start] + bytes(byte ^ 0xFF for byte in whole[start : start + 20]) + whole[start + 20 :])
    items = list(open_capture(file).items())
    assert [each.url for each in items if isinstance(each, Exchange)] == ["https://shop.example/login?sid=7"] * 2
    assert [each.reason for each in items if isinstance(each, Gap)] == [
        "entry 0: raw/1_s.txt in the archive is damaged"
    ]


def test_what_grows_without_end_is_cut_off_and_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saz._Budget, "__init__", lambda self, left=50_000: setattr(self, "left", left))
    bomb = b"POST / HTTP/1.1\r\nHost: a.example\r\n\r\n" + b"0" * 200_000
    found, gaps = read(tmp_path, saved.session(1, bomb) | saved.session(2))
    assert len(found) == 1
    assert gaps == [f"entry 1: the archive grows beyond {saz.INFLATED_LIMIT} bytes; this one was not read"]
    file = tmp_path / "long.saz"
    file.write_bytes(saved.archive(saved.session(1, bomb)))
    cut = [each.reason for each in saz.open_source(file, body_limit=1000).items() if isinstance(each, Gap)]
    assert cut == ["entry 0: only the first 1000 bytes of the request body (200000 bytes) were examined"]


def test_a_directory_that_is_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "large.saz"
    for members in (200, 70_000):  # the second one needs ZIP64
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w") as packed:
            for number in range(members):
                packed.writestr(f"raw/{number}_c.txt", b"")
        file.write_bytes(made.getvalue())
        monkeypatch.setattr(saz, "_LARGEST_DIRECTORY", 65 * members)
        assert len(list(open_capture(file).items())) == members
        monkeypatch.setattr(saz, "_LARGEST_DIRECTORY", 50 * members)
        with pytest.raises(ReadError, match="too large"):
            open_capture(file)


def test_an_archive_with_a_password_is_refused(tmp_path: Path) -> None:
    whole = bytearray(saved.archive(saved.session(1)))
    at = whole.index(b"PK\x01\x02", whole.index(b"PK\x01\x02") + 1)
    whole[at + 8] |= 1
    (tmp_path / "closed.saz").write_bytes(whole)
    with pytest.raises(ReadError, match="with a password"):
        open_capture(tmp_path / "closed.saz")


def test_other_archives_are_none(tmp_path: Path) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        packed.writestr("shop.har", "{}")
    for name, data, said in (
        ("a.zip", made.getvalue(), "is a ZIP archive"),
        ("b.saz", saved.archive(saved.session(1))[:-60], "whose directory cannot be read"),
    ):
        (tmp_path / name).write_bytes(data)
        with pytest.raises(ReadError, match=said):
            open_capture(tmp_path / name)


def test_its_answers_can_be_given_again(tmp_path: Path) -> None:
    body = b'{"member": 7}' * 20
    packed = gzip.compress(body)
    answer = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n%s" % (len(packed), packed)
    (tmp_path / "a.saz").write_bytes(saved.archive(saved.session(1, response=answer)))
    (tmp_path / "scratch").mkdir()
    prepared = prepare(tmp_path / "a.saz", tmp_path / "scratch")
    with prepared.files[0].open("rb") as file:
        (flow,) = FlowReader(file).stream()
    assert isinstance(flow, HTTPFlow)
    assert flow.response is not None
    assert flow.response.content == body
    assert prepared.answers == 1


@pytest.mark.assertion("REA-1")
@shared
@given(data=st.binary(max_size=60), at=st.integers(0, 2000), end=st.integers(0, 2000))
def test_any_bytes_give_exchanges_gaps_or_a_read_error(tmp_path: Path, data: bytes, at: int, end: int) -> None:
    whole = saved.archive(saved.session(1) | {"1_w.txt": saved.frame(b"x")})
    file = tmp_path / "any.saz"
    file.write_bytes(whole[:at] + data + whole[end:] or b"PK\x03\x04")
    try:
        source = saz.open_source(file)
        found = list(source.items())
    except ReadError:
        return
    assert found or b"_c.txt" not in file.read_bytes()
