"""HTTP/1 as a TLS library carries it: in any pieces, broken anywhere."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.readers.plaintext import http1
from trafficaudit.readers.plaintext.streams import Found, Side, Told, Trouble


def side(*pieces: bytes, sent: bool = True) -> Side:
    made = Side()
    for number, piece in enumerate(pieces):
        made.add(Told(sent, piece, len(piece), float(number)))
    return made


def read(sent: bytes, received: bytes = b"") -> tuple[list[Found], list[Trouble]]:
    return http1.exchanges(side(sent), side(received, sent=False))


REQUESTS = (
    b"GET /a?q=1 HTTP/1.1\r\nHost: x.example\r\nX-Id: 1\r\n\r\n"
    b"POST /b HTTP/1.1\r\nhost: x.example\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n2\r\n!!\r\n0\r\nX-Sum: 9\r\n\r\n"
    b"HEAD /c HTTP/1.1\r\nHost: x.example\r\n\r\n"
    b"PUT /d HTTP/1.1\r\nHost: x.example\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\nbody"
)
ENDS = {0, *(REQUESTS.index(each) for each in (b"POST", b"HEAD", b"PUT")), len(REQUESTS)}
RESPONSES = (
    b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc"
    b"HTTP/1.1 204 No Content\r\nServer: s\r\n\r\n"
    b"HTTP/1.1 200 OK\r\nContent-Length: 77\r\n\r\n"
    b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nyes\r\n0\r\n\r\n"
)


def test_requests_and_their_responses_are_read_in_their_order() -> None:
    found, troubles = read(REQUESTS, RESPONSES)
    assert troubles == []
    assert [(each.method, each.target, each.request.body) for each in found] == [
        (b"GET", b"/a?q=1", b""),
        (b"POST", b"/b", b"hello!!"),
        (b"HEAD", b"/c", b""),
        (b"PUT", b"/d", b"body"),
    ]
    assert [each.response and (each.response.status, each.response.body) for each in found] == [
        (200, b"abc"),
        (204, b""),
        (200, b""),
        (201, b"yes"),
    ]
    assert found[0].request.headers == ((b"Host", b"x.example"), (b"X-Id", b"1"))
    assert found[1].request.trailers == ((b"X-Sum", b"9"),)
    assert {(each.authority, each.protocol) for each in found} == {(b"x.example", "http/1.1")}


@given(
    cuts=st.lists(st.integers(0, len(REQUESTS)), max_size=12),
    back=st.lists(st.integers(0, len(RESPONSES)), max_size=12),
)
def test_how_the_bytes_came_does_not_matter(cuts: list[int], back: list[int]) -> None:
    def pieces(data: bytes, at: list[int]) -> list[bytes]:
        edges = [0, *sorted(at), len(data)]
        return [data[start:stop] for start, stop in itertools.pairwise(edges)]

    found, troubles = http1.exchanges(side(*pieces(REQUESTS, cuts)), side(*pieces(RESPONSES, back), sent=False))
    whole, _ = read(REQUESTS, RESPONSES)
    assert troubles == []
    assert [(each.request, each.response) for each in found] == [(each.request, each.response) for each in whole]


@pytest.mark.parametrize("stop", range(len(REQUESTS) + 1))
def test_a_connection_that_was_cut_gives_what_was_whole_and_says_so(stop: int) -> None:
    whole, _ = read(REQUESTS)
    found, troubles = read(REQUESTS[:stop])
    assert found[:-1] == whole[: max(len(found) - 1, 0)]
    assert all(trouble.exchanges == 0 for trouble in troubles)
    # Only between two requests nothing is missing.
    assert len(troubles) == (stop not in ENDS)


def test_http_1_0_answers_till_the_end() -> None:
    ((one,), troubles) = read(b"GET / HTTP/1.0\r\n\r\n", b"HTTP/1.0 200 OK\r\n\r\nbody till the end")
    assert one.response is not None
    assert (one.protocol, one.response.body, troubles) == ("http/1.0", b"body till the end", [])


def test_a_change_of_protocol_ends_what_is_read() -> None:
    asked = b"GET /ws HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n"
    answer = b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n"
    ((one,), troubles) = read(asked + b"\x81\x85abcdefgh", answer + b"\x81\x05hello")
    assert one.response is not None
    assert one.response.status == 101
    assert troubles == [Trouble("what follows a change of protocol (WebSocket) was not read")]
    # One that is refused goes on as HTTP.
    found, troubles = read(
        asked + b"GET /b HTTP/1.1\r\nHost: x\r\n\r\n", b"HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n"
    )
    assert ([each.target for each in found], troubles) == ([b"/ws", b"/b"], [])


def test_what_is_broken_is_told_without_its_content() -> None:
    found, troubles = read(b"GET / HTTP/1.1\r\nHost: x\r\n\r\nsecret\r\n\r\n")
    assert len(found) == 1
    assert troubles == [Trouble("what follows request 1 could not be read: illegal request line")]
    (_, troubles) = read(b"\x16\x03", b"HTTP/1.1 200 OK\r\n\r\n")
    assert any("came although nothing readable was asked" in trouble.what for trouble in troubles)


@given(sent=st.binary(max_size=300), received=st.binary(max_size=300), asked=st.booleans())
def test_any_bytes_end_well(sent: bytes, received: bytes, asked: bool) -> None:
    begin = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\n" if asked else b""
    found, _ = read(begin + sent, received)
    assert len(found) >= asked


def test_it_is_known_by_its_first_line() -> None:
    assert http1.sniff(b"POST /a HTTP/1.1\r\n")
    assert not http1.sniff(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")
    assert not http1.sniff(b"\x16\x03\x01 HTTP/1.1\r\n")


def test_what_is_beyond_the_bound_on_messages_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http1, "_MOST", 2)
    found, troubles = read(REQUESTS, RESPONSES)
    assert [(each.method, each.request.body) for each in found] == [(b"GET", b""), (b"POST", b"hello!!")]
    assert [each.response and each.response.body for each in found] == [b"abc", b""]
    assert [each.what for each in troubles] == [
        "what follows request 2 was not read: there is too much of it",
        "what follows response 2 was not read: there is too much of it",
    ]
    monkeypatch.setattr(http1, "_MOST", 4)
    assert read(REQUESTS, RESPONSES)[1] == []


TUNNEL = b"CONNECT x.example:443 HTTP/1.1\r\nHost: x.example:443\r\n\r\n"
REFUSED = b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 2\r\n\r\nno"


@pytest.mark.parametrize(
    "inside", [b"", b"\x16\x03\x01\x02\x00hello", b"GET /plain HTTP/1.1\r\nHost: x.example\r\n\r\n"]
)
@pytest.mark.parametrize("asked", [1, 2])
def test_what_passes_through_a_tunnel_is_told_and_no_loss(inside: bytes, asked: int) -> None:
    """The app's own proxy may speak TLS itself: then its library tells the tunnel, and what is in it as another connection."""
    opened = b"HTTP/1.1 200 Connection established\r\n\r\n"
    found, troubles = read(TUNNEL * asked + inside, REFUSED * (asked - 1) + opened + inside)
    assert [each.method for each in found] == [b"CONNECT"] * asked
    assert [each.response and each.response.status for each in found] == [407, 200][-asked:]
    assert troubles == [http1.TUNNELLED]
    assert troubles[0].exchanges == 0


def test_after_a_tunnel_that_was_refused_requests_go_on() -> None:
    found, troubles = read(TUNNEL + REQUESTS, REFUSED + RESPONSES)
    assert [each.method for each in found] == [b"CONNECT", b"GET", b"POST", b"HEAD", b"PUT"]
    assert troubles == []
