"""What mitmproxy tells only its log."""

import logging
import sys
from collections.abc import Iterator

import pytest
from mitmproxy import options
from mitmproxy.proxy import commands
from mitmproxy.proxy.layers.http import _http2
from mitmproxy.test import tflow
from support.hooked import Hooked

from trafficaudit.recording import frames
from trafficaudit.recording.hooks.unread import BEYOND, CERTIFICATE, FAILED, LOGGER, REASON, Peer, Unread, refusals

CLIENT = ("127.0.0.1", 4711)


@pytest.mark.parametrize(
    ("message", "client", "told"),
    [
        ("127.0.0.1:4711: HTTP/2 protocol error: Received uppercase header name b'X'.", CLIENT, [(CLIENT, REASON)]),
        ("Client closed connection before completing request headers: b'GET'", CLIENT, [(CLIENT, REASON)]),
        ("Client(127.0.0.1:4711, state=open) sent an invalid message: question #0", CLIENT, [(CLIENT, REASON)]),
        ("Unsupported SOCKS5 request: b'\\x05\\x03'", CLIENT, [(CLIENT, REASON)]),
        ("Probably not a SOCKS request but a regular HTTP request. Invalid", CLIENT, [(CLIENT, REASON)]),
        ("Unexpected data from server: b'HTTP/1.1 200 OK'", CLIENT, [(CLIENT, BEYOND)]),
        ("TLS Error: [('SSL routines', '', 'tlsv13 alert certificate required')]", CLIENT, [(CLIENT, CERTIFICATE)]),
        ("TLS Error: [('SSL routines', '', 'tlsv1 alert internal error')]", CLIENT, []),
        ("client said: alert certificate required", CLIENT, []),
        ("mitmproxy has crashed!", CLIENT, []),  # where no exception came with it nothing is known to have failed
        ("192.0.2.7:443: HTTP/2 protocol error: Received pushed stream", CLIENT, []),
        ("Server(192.0.2.7:53, state=open) sent an invalid message: too short", CLIENT, []),
        ("client disconnect", CLIENT, []),
        ("127.0.0.1:4711: HTTP/2 protocol error", None, []),
    ],
)
def test_only_what_came_from_the_app(
    message: str, client: tuple[str, int] | None, told: list[tuple[Peer, str]]
) -> None:
    found: list[tuple[Peer, str]] = []
    handler = Unread(lambda *told: found.append(told))
    logger = logging.getLogger(LOGGER)
    logger.setLevel(logging.INFO)
    logger.addHandler(handler)
    try:
        logger.info(message, extra={"client": client} if client else {})
    finally:
        logger.removeHandler(handler)
    assert found == told


def test_a_proxy_that_fails_itself_is_told_by_its_exception() -> None:
    found: list[tuple[Peer, str]] = []
    handler = Unread(lambda *told: found.append(told))
    try:
        raise NotImplementedError("HTTP trailers are not implemented yet.")
    except NotImplementedError:
        failed = logging.LogRecord(LOGGER, logging.ERROR, "", 0, "mitmproxy has crashed!", (), sys.exc_info())
    handler.emit(failed)
    failed.client = CLIENT
    handler.emit(failed)
    assert found == [(CLIENT, FAILED)]


@pytest.mark.parametrize(("asked", "state"), [(False, "lost"), (True, "decrypted")])
def test_the_connection_is_lost_once(asked: bool, state: str) -> None:
    hooked, flow = Hooked(), tflow.tflow()
    hooked.client_connected(flow.client_conn)
    if asked:
        hooked.requestheaders(flow)
    hooked.unread(flow.client_conn.peername, REASON)
    hooked.unread(flow.client_conn.peername, REASON)
    hooked.client_disconnected(flow.client_conn)
    (gap,) = hooked.of(frames.Line)
    assert (gap.file, gap.fields["reason"], gap.fields["connections"]) == ("gaps.jsonl", REASON, 1)
    assert hooked.of(frames.Closed)[-1].line["state"] == state


def test_another_phone_with_the_same_port_lost_nothing() -> None:
    hooked, flow, other = Hooked(), tflow.tflow(), tflow.tflow()
    other.client_conn.id, other.client_conn.peername = "other", ("192.0.2.9", flow.client_conn.peername[1])
    for each in (flow, other):
        hooked.client_connected(each.client_conn)
    hooked.unread(flow.client_conn.peername, REASON)
    hooked.client_disconnected(other.client_conn)
    assert hooked.of(frames.Line) == []
    hooked.client_disconnected(flow.client_conn)
    assert len(hooked.of(frames.Line)) == 1


@pytest.mark.parametrize("reason", [BEYOND, CERTIFICATE])
def test_what_a_server_said_too_much_or_wanted_is_no_connection_lost(reason: str) -> None:
    hooked, flow = Hooked(), tflow.tflow()
    hooked.client_connected(flow.client_conn)
    hooked.unread(flow.client_conn.peername, reason)
    hooked.client_disconnected(flow.client_conn)
    (gap,) = hooked.of(frames.Line)
    assert (gap.fields["reason"], gap.fields["connections"]) == (reason, 0)
    assert hooked.of(frames.Closed)[-1].line["state"] == "empty"


@pytest.fixture
def chosen() -> options.Options:
    """The options that the layers ask for; an addon of mitmproxy adds this one."""
    made = options.Options()
    made.add_option("validate_inbound_headers", bool, True, "")
    return made


def test_the_mitmproxy_at_hand_says_it_in_the_known_words(chosen: options.Options) -> None:
    """Where this fails mitmproxy has changed what it says: `_BEGINNINGS` must follow, or refused requests go uncounted."""
    kinds = ["HTTP/1", "HTTP/1 cut off", "HTTP/2", "DNS", "SOCKS4", "SOCKS5", "HTTP/1 answers"]
    assert refusals(chosen) == dict.fromkeys(kinds, True)
    hooked = Hooked()
    assert hooked.try_words(chosen) == ""
    assert hooked.sent == []


@pytest.mark.parametrize("works", [True, False])
def test_other_words_and_another_mitmproxy_are_a_gap(
    chosen: options.Options, monkeypatch: pytest.MonkeyPatch, works: bool
) -> None:
    def otherwise(self: _http2.Http2Connection, message: str, *_: object) -> Iterator[commands.Log]:
        if not works:
            raise AttributeError("nothing is as it was")
        yield commands.Log(f"something is wrong: {message}")

    monkeypatch.setattr(_http2.Http2Connection, "protocol_error", otherwise)
    hooked = Hooked()
    reason = hooked.try_words(chosen)
    (gap,) = hooked.of(frames.Line)
    assert (gap.file, gap.fields["reason"], gap.fields["connections"]) == ("gaps.jsonl", reason, 0)
    assert " does not take as valid (HTTP/2) could not be counted" in reason
    # The recorder begins twice: with mitmproxy, and where an addon needs it before.
    assert hooked.try_words(chosen) == ""
    assert len(hooked.of(frames.Line)) == 1


def test_other_words_for_what_a_server_said_too_much_are_a_gap(
    chosen: options.Options, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(commands.Log, "__init__", _renamed)
    assert [kind for kind, known in refusals(chosen).items() if not known] == ["HTTP/1 answers"]


def _renamed(self: commands.Log, message: str, level: int = logging.INFO) -> None:
    self.message, self.level = message.replace("Unexpected data from server", "The server goes on"), level
