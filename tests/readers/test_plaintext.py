"""Exchanges out of the plaintext that hooks took from an app's TLS library."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import hpack
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support import flows, hookevents

from trafficaudit.cli import main
from trafficaudit.events import Endpoint, Tls
from trafficaudit.model import Exchange, Gap
from trafficaudit.readers import open_capture, plaintext
from trafficaudit.readers.plaintext import http2, streams

RANDOM, OTHER = "ab" * 32, "cd" * 32
REQUEST = b"POST /v1/reg?x=1 HTTP/1.1\r\nHost: pinned.example\r\nContent-Length: 29\r\n\r\n"
BODY = b'{"email":"dal@example.co.kr"}'


def tls(data: bytes, *, sent: bool = True, random: str = RANDOM, at: float = 0.0, **changes: Any) -> Tls:
    given: dict[str, Any] = {"size": len(data), "client_random": random, "sni": "pinned.example"} | changes
    common = hookevents.common(at, agent="tls")
    return Tls(**common, direction="sent" if sent else "received", library="libssl.so", data=data, **given)


def clock(seconds: float) -> str:
    """Give a time after the first flow as the recorder notes it."""
    return datetime.fromtimestamp(flows.START + seconds, UTC).isoformat()


def items(
    path: Path, *told: Tls, connections: tuple[dict[str, object], ...] = (), offset: float = 0.0
) -> list[Exchange | Gap]:
    path.write_bytes(b"".join(map(hookevents.line, told)))
    return list(plaintext.read(plaintext.index(path, connections, offset), "c", 7))


def test_a_request_is_as_if_it_had_been_recorded(tmp_path: Path) -> None:
    told = (tls(REQUEST, at=1.0), tls(BODY, at=2.0), tls(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", sent=False))
    known = {"client_random": RANDOM, "state": "not intercepted", "server_address": "192.0.2.7", "client_port": 4711}
    (one,) = items(tmp_path / "e", *told, connections=(known,), offset=-10.0)
    assert isinstance(one, Exchange)
    assert (one.id, one.capture_id, one.position) == (f"hooks-{RANDOM[:16]}-0", "c", 7)
    assert (one.method, one.url, one.host, one.port) == (
        "POST", "https://pinned.example/v1/reg?x=1", "pinned.example", 443,
    )  # fmt: skip
    assert (one.server_address, one.client_port, one.tls, one.protocol) == ("192.0.2.7", 4711, True, "http/1.1")
    assert one.started_at.timestamp() == flows.START + 1.0 + 10.0
    assert one.request is not None
    assert one.request.body == BODY
    assert one.response is not None
    assert (one.response.status, one.response.body) == (200, b"ok")


@pytest.mark.parametrize(
    ("line", "named", "url", "port", "sent"),
    [
        (b"GET https://other.example/a", b"pinned.example", "https://pinned.example/a", 443, True),
        (b"GET HTTP://other.example?q=1", b"pinned.example", "https://pinned.example?q=1", 443, True),
        (b"GET evil.example/a", b"pinned.example", "https://pinned.example/evil.example/a", 443, True),
        (b"GET /a", b"pinned.example:8443", "https://pinned.example:8443/a", 8443, True),
        (b"OPTIONS *", b"pinned.example", "https://pinned.example", 443, True),
        (b"CONNECT shop.example:443", b"shop.example:443", "https://shop.example", 443, False),
    ],
)
def test_what_a_request_asks_for(tmp_path: Path, line: bytes, named: bytes, url: str, port: int, sent: bool) -> None:
    one, *_ = items(tmp_path / "e", tls(line + b" HTTP/1.1\r\nHost: " + named + b"\r\n\r\n"))
    assert isinstance(one, Exchange)
    assert (one.url, one.port, one.sent) == (url, port, sent)


def test_a_path_that_is_no_text_keeps_its_bytes(tmp_path: Path) -> None:
    head = hpack.Encoder().encode([(b":method", b"GET"), (b":path", b"/?q=\xb1\xe8"), (b":authority", b"a.example")])
    frame = len(head).to_bytes(3) + b"\x01\x05\x00\x00\x00\x01" + head
    one, *_ = items(tmp_path / "e", tls(http2.PREFACE + frame))
    assert isinstance(one, Exchange)
    assert one.url.encode("utf-8", "surrogateescape") == b"https://a.example/?q=\xb1\xe8"


@pytest.mark.parametrize(
    ("ahead", "ended", "seconds", "told"),
    [
        (0.0, 40.0, 20.0, 0),
        (32_400.0, 40.0, 10.0, 1),  # nine hours: another time zone, or a clock that was set during the recording
        (-32_400.0, 40.0, 10.0, 1),
        (32_400.0, None, 32_420.0, 0),
        (-15.0, None, 10.0, 1),
        (-11.5, 40.0, 8.5, 0),
    ],
)
def test_a_phone_s_clock_does_not_move_what_was_said_out_of_its_connection(
    tmp_path: Path, ahead: float, ended: float | None, seconds: float, told: int
) -> None:
    known: dict[str, object] = {"client_random": RANDOM, "state": "not intercepted", "at": clock(10.0)}
    known |= {"ended_at": clock(ended)} if ended is not None else {}
    one, *gaps = items(tmp_path / "e", tls(REQUEST + BODY, at=20.0 + ahead), connections=(known,))
    assert isinstance(one, Exchange)
    assert one.started_at.timestamp() == flows.START + seconds
    assert len([gap for gap in gaps if isinstance(gap, Gap) and "by the phone's clock" in gap.reason]) == told


def test_what_is_no_http_is_given_message_by_message(tmp_path: Path) -> None:
    ends: dict[str, Any] = {"local": Endpoint("10.0.0.2", 40000), "remote": Endpoint("192.0.2.9", 8443), "sni": ""}
    told = (tls(b"\x00\x01hello", random="", at=1.0, **ends), tls(b"\x02", random="", sent=False, at=2.0, **ends))
    there, back = items(tmp_path / "e", *told)
    assert isinstance(there, Exchange)
    assert isinstance(back, Exchange)
    assert (there.protocol, there.url, there.server_address) == ("tcp", "tcp://192.0.2.9:8443", "192.0.2.9")
    assert there.request is not None
    assert there.request.body == b"\x00\x01hello"
    assert (back.request, back.response and back.response.body) == (None, b"\x02")


def test_a_long_conversation_without_http_is_read_to_its_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only what is read as one stream ends somewhere; and a message that was not told whole says so by itself."""
    monkeypatch.setattr(streams, "BODY_LIMIT", 8)
    told = (tls(b"\x00\x01hello", at=1.0), tls(b"\x00\x02world", at=2.0), tls(b"\x00", size=9, at=3.0))
    found = items(tmp_path / "e", *told)
    assert [
        (each.request.body, each.request.body_size) for each in found if isinstance(each, Exchange) and each.request
    ] == [(b"\x00\x01hello", 7), (b"\x00\x02world", 7), (b"\x00", 9)]
    assert not any(isinstance(each, Gap) for each in found)


def test_what_cannot_be_read_is_a_gap(tmp_path: Path) -> None:
    told = (tls(REQUEST), tls(b"abc", size=29), tls(b"x", random="", at=1.0), tls(b"y", random="", at=1.0))
    one, *gaps = items(tmp_path / "e", *told)
    assert isinstance(one, Exchange)
    assert [gap.reason for gap in gaps if isinstance(gap, Gap)] == [
        f"hooks-{RANDOM[:16]}: 26 bytes that it sent were not told by the hooks; they stand as zeros",
        "2 pieces of plaintext were not read: the hooks named no connection",
    ]
    assert {gap.exchanges for gap in gaps if isinstance(gap, Gap)} == {0}


def test_what_may_count_twice_is_told(tmp_path: Path) -> None:
    ends: dict[str, Any] = {"local": Endpoint("10.0.0.2", 40000), "remote": Endpoint("192.0.2.9", 8443)}
    known: dict[str, object] = {"client_random": RANDOM, "state": "decrypted"}
    _, *gaps = items(tmp_path / "e", tls(REQUEST + BODY, random="", **ends), connections=(known,))
    assert [(gap.reason, gap.exchanges) for gap in gaps if isinstance(gap, Gap)] == [
        (
            "1 connection told by hooks is in no list of the proxy's: if the proxy read it as well, it counts twice",
            0,
        )
    ]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    data=st.lists(
        st.tuples(st.booleans(), st.binary(max_size=60), st.integers(0, 1 << 62), st.floats(-1e14, 1e14)), max_size=6
    ),
    begin=st.sampled_from(
        [b"", REQUEST, b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", b"GET /\xff\x00 HTTP/1.1\r\nHost: \x1b[31m\r\n\r\n"]
    ),
)
def test_any_pieces_end_well(tmp_path: Path, data: list[tuple[bool, bytes, int, float]], begin: bytes) -> None:
    told = [tls(begin), *(tls(piece, sent=sent, size=min(size, 99), at=at) for sent, piece, size, at in data)]
    for item in items(tmp_path / "e", *told):
        assert isinstance(item, Exchange | Gap)
        assert not isinstance(item, Exchange) or item.url.isprintable()


def test_a_connection_that_passed_unread_is_in_the_table_and_no_more_in_the_ledger_of_the_unread(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "capture"
    folder.mkdir()
    (folder / "capture.json").write_text('{"app": "kr.example.shop", "complete": true}')
    line = {
        "at": "2026-11-24T09:00:00Z",
        "phase": "login",
        "bytes_sent": 500,
        "bytes_received": 90,
        "state": "not intercepted",
    }
    lines = [
        line | {"client_random": RANDOM, "server_address": "192.0.2.7", "client_port": 1},
        line | {"client_random": OTHER},
    ]
    (folder / "connections.jsonl").write_text("".join(json.dumps(each) + "\n" for each in lines))
    (folder / "events.jsonl").write_bytes(b"".join(map(hookevents.line, (tls(REQUEST), tls(BODY)))))
    main(["replay", str(folder), "-o", str(tmp_path / "out")], standalone_mode=False)
    rows = pd.read_parquet(tmp_path / "out" / "transfers.parquet")
    assert list(rows[rows.category == "email"].host) == ["pinned.example"]
    coverage = pd.read_csv(tmp_path / "out" / "coverage.csv")
    assert coverage[coverage.state == "not intercepted"].connections.sum() == 1
    assert coverage[coverage.state == "decrypted"].exchanges.sum() == 1
    # The digest of the capture covers what was read.
    before = open_capture(folder).capture.sha256
    (folder / "events.jsonl").write_bytes(hookevents.line(tls(REQUEST)))
    assert open_capture(folder).capture.sha256 != before


def test_pieces_of_what_is_no_http_are_one_stream(tmp_path: Path) -> None:
    ends: dict[str, Any] = {"local": Endpoint("10.0.0.2", 40000), "remote": Endpoint("192.0.2.9", 8443), "sni": ""}
    told = [tls(data, random="", at=at, **ends) for at, data in ((1.0, b"\x00hello "), (2.0, b"wor"), (3.0, b"ld"))]
    exchanges = [each for each in items(tmp_path / "e", *told) if isinstance(each, Exchange)]
    assert [[whole.data for whole in each.wholes] for each in exchanges] == [[b"\x00hello world"]] * 3
