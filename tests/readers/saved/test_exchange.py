"""Two saved messages and what a proxy noted beside them make one exchange."""

from datetime import UTC, datetime

import pytest
from support.saved import ANSWERED, ASKED

from trafficaudit.model import UNDATED, Exchange
from trafficaudit.readers.har.headers import EntryGaps
from trafficaudit.readers.saved.exchange import Noted, exchange, reason_of

AT = datetime(2026, 11, 24, tzinfo=UTC)


def made(request: bytes, response: bytes = b"", noted: Noted | None = None) -> tuple[Exchange | None, list[str], int]:
    context = EntryGaps("c", 4, 9, 1000)
    found = exchange(request, response, noted or Noted(scheme="https", at=AT), context)
    reasons = [gap.reason.removeprefix("entry 4: ") for gap in context.gaps]
    return found, reasons, sum(gap.exchanges for gap in context.gaps)


def test_a_whole_exchange_has_all_that_was_noted() -> None:
    noted = Noted(scheme="https", at=AT, address="203.0.113.7", client_port=5)
    found, reasons, lost = made(ASKED, ANSWERED, noted)
    assert found is not None
    assert found.request is not None
    assert found.response is not None
    assert (found.method, found.url, found.port, found.tls) == ("POST", "https://shop.example/login?sid=7", 443, True)
    assert (found.request.body, found.response.body, found.response.status) == (b"phone=01012", b"ok", 200)
    assert (found.id, found.server_address, found.client_port, found.sent) == ("000004", "203.0.113.7", 5, True)
    assert (found.started_at, found.protocol, reasons, lost) == (AT, "http/1.1", [], 0)


@pytest.mark.parametrize(
    ("line", "url"),
    [
        (b"GET /a HTTP/1.1", "https://shop.example/a"),
        (b"OPTIONS * HTTP/1.1", "https://shop.example"),
        (b"GET http://other.example/b?u=http://x HTTP/1.1", "http://other.example/b?u=http://x"),
        (b"GET /go?to=http://x.example HTTP/2", "https://shop.example/go?to=http://x.example"),
        (b"GET /a b HTTP/1.1", "https://shop.example/a b"),
    ],
)
def test_where_a_request_line_asks(line: bytes, url: str) -> None:
    found, _, _ = made(line + b"\r\nHost: shop.example\r\n\r\n")
    assert found is not None
    assert found.url == url


def test_a_tunnel_is_sent_to_no_server_and_holds_nothing() -> None:
    words = b"A TLS ClientHello was found: random 0011223344"
    found, reasons, _ = made(
        b"CONNECT shop.example:443 HTTP/1.1\r\nHost: shop.example:443\r\n\r\n" + words,
        b"HTTP/1.1 200 Connection Established\r\n\r\n" + words,
    )
    assert found is not None
    assert found.request is not None
    assert found.response is not None
    assert (found.host, found.port, found.sent, found.request.body) == ("shop.example", 443, False, b"")
    assert (found.response.body, reasons) == (b"", [])


@pytest.mark.parametrize(
    ("request_", "response", "said", "lost", "there"),
    [
        (b"", b"", "request is no HTTP message", 1, False),
        (b"\x16\x03\x01\x00", b"", "request is no HTTP message", 1, False),
        (b"GET /a HTTP/1.1\r\n\r\n", b"", "names no host", 1, False),
        (ASKED, b"garbage", "answer is no HTTP message", 1, True),
        (ASKED + b"\r\n", b"HTTP/1.1 200 OK\r\nX\r\n\r\n", "response.headers holds something", 1, True),
    ],
)
def test_what_cannot_be_read_is_told(request_: bytes, response: bytes, said: str, lost: int, *, there: bool) -> None:
    found, reasons, count = made(request_, response)
    assert (found is not None, count) == (there, lost)
    assert said in "".join(reasons)


def test_what_a_program_asks_itself_for_is_no_loss() -> None:
    found, reasons, lost = made(ASKED, b"", Noted(url="data:text/plain,x"))
    assert (found, reasons, lost) == (None, ["not a network request (data: URL)"], 0)


def test_no_time_and_what_a_proxy_dropped_are_told() -> None:
    found, reasons, lost = made(ASKED, ANSWERED, Noted(scheme="https", kept=False, answer_kept=False))
    assert found is not None
    assert found.request is not None
    assert (found.started_at, found.request.body, found.request.body_size, lost) == (UNDATED, None, 11, 0)
    assert [reason[:30] for reason in reasons] == [
        "the body of the request was dr",
        "the body of the response was d",
        "it has no time with an offset:",
    ]


def test_a_cut_body_says_how_much_of_it_was_examined() -> None:
    long = b"POST / HTTP/1.1\r\nHost: a.example\r\n\r\n" + b"x" * 1500
    _, reasons, lost = made(long)
    assert reasons == ["only the first 1000 bytes of the request body (1500 bytes) were examined"]
    assert lost == 0


def test_broken_chunks_are_never_called_whole() -> None:
    found, reasons, _ = made(b"POST / HTTP/1.1\r\nHost: a.example\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabc")
    assert found is not None
    assert found.request is not None
    assert found.request.body_size > len(found.request.body or b"")
    assert reasons == ["the body of the request is not whole: its chunks break off"]


@pytest.mark.parametrize(
    ("response", "reason"),
    [(b"HTTP/1.1 404 Not Found\r\n\r\n", "Not Found"), (b"HTTP/2 200\r\n\r\n", ""), (b"x", ""), (b"", "")],
)
def test_the_words_behind_a_status(response: bytes, reason: str) -> None:
    assert reason_of(response) == reason
