"""HTTP/2 as a TLS library carries it, spoken by h2."""

from collections.abc import Callable

import h2.config
import h2.connection
import hpack
import hyperframe.frame
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.readers.plaintext import http2


def connection(*, client: bool) -> h2.connection.H2Connection:
    return h2.connection.H2Connection(h2.config.H2Configuration(client_side=client, header_encoding=None))


def spoken(
    play: Callable[[h2.connection.H2Connection, h2.connection.H2Connection, Callable[[], None]], None],
) -> tuple[bytes, bytes]:
    """Let a client and a server speak; give what each sent."""
    client, server = connection(client=True), connection(client=False)
    sent, received = bytearray(), bytearray()

    def carry() -> None:
        for _ in range(3):
            there, back = client.data_to_send(), server.data_to_send()
            sent.extend(there)
            received.extend(back)
            if there:
                server.receive_data(there)
            if back:
                client.receive_data(back)

    client.initiate_connection()
    server.initiate_connection()
    carry()
    play(client, server, carry)
    carry()
    return bytes(sent), bytes(received)


def _headers(path: bytes, *more: tuple[bytes, bytes]) -> list[tuple[bytes, bytes]]:
    named = [(b":method", b"POST"), (b":scheme", b"https"), (b":authority", b"x.example"), (b":path", path)]
    return [*named, *more]


def _play(client: h2.connection.H2Connection, server: h2.connection.H2Connection, carry: Callable[[], None]) -> None:
    client.send_headers(1, _headers(b"/a", (b"x-device", b"9774d56d682e549c")))
    client.send_headers(
        3, _headers(b"/b", (b"x-device", b"9774d56d682e549c"), (b"x-long", b"z" * 40_000)), end_stream=True
    )
    client.send_data(1, b"first ")
    carry()
    server.send_headers(3, [(b":status", b"103"), (b"link", b"l")])
    server.send_headers(3, [(b":status", b"404"), (b"server", b"s")], end_stream=True)
    client.send_data(1, b"second", end_stream=True, pad_length=7)
    carry()
    server.send_headers(1, [(b":status", b"200")])
    server.send_data(1, b"answer")
    server.send_headers(1, [(b"grpc-status", b"0")], end_stream=True)


SENT, RECEIVED = spoken(_play)


def repeated(streams: int, times: int, value: bytes) -> bytes:
    """Write requests that send a header once, and then name it by one byte each time."""
    out, held = bytearray(http2.PREFACE), b"\x40\x03x-a" + bytes([len(value)]) + value
    for number in range(streams):
        block = b"\x82\x87\x84" + (b"" if number else held) + b"\xbe" * (times - (number == 0))
        frame = hyperframe.frame.HeadersFrame(2 * number + 1, block, flags=["END_HEADERS", "END_STREAM"])
        out += frame.serialize()
    return bytes(out)


def test_headers_that_unpack_to_more_than_the_bound_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is named by a byte may be long: 46 kB gave 156 MB of headers, each of which would have been decoded."""
    pseudo = len(b":methodGET:schemehttps:path/")
    monkeypatch.setattr(http2, "_WORK", 3 * (pseudo + 50 * 103))
    found, troubles = http2.exchanges(repeated(3, 50, b"v" * 100), b"")
    assert (len(found), troubles) == (3, [])
    found, troubles = http2.exchanges(repeated(4, 50, b"v" * 100), b"")
    assert [len(one.request.headers) for one in found] == [50, 50, 50]
    assert ["unpack to more than" in trouble.what for trouble in troubles] == [True]


def test_streams_are_read_whatever_their_frames() -> None:
    (first, second), troubles = http2.exchanges(SENT, RECEIVED)
    assert troubles == []
    assert (first.method, first.target, first.authority, first.protocol) == (b"POST", b"/a", b"x.example", "http/2")
    assert first.request.body == b"first second"
    assert first.request.headers == ((b"x-device", b"9774d56d682e549c"),)
    assert first.response is not None
    assert (first.response.status, first.response.body) == (200, b"answer")
    assert first.response.trailers == ((b"grpc-status", b"0"),)
    assert second.request.headers[1] == (b"x-long", b"z" * 40_000)
    assert second.response is not None
    assert second.response.status == 404
    assert 0 < first.offset < second.offset


def test_a_push_is_told_and_the_compression_goes_on() -> None:
    def play(client: h2.connection.H2Connection, server: h2.connection.H2Connection, carry: Callable[[], None]) -> None:
        client.send_headers(1, _headers(b"/a"), end_stream=True)
        carry()
        server.push_stream(1, 2, [(b":method", b"GET"), *_headers(b"/pushed")[1:], (b"x-new", b"1")])
        server.send_headers(1, [(b":status", b"200"), (b"x-new", b"1")], end_stream=True)

    ((one,), troubles) = http2.exchanges(*spoken(play))
    assert one.response is not None
    assert one.response.headers == ((b"x-new", b"1"),)
    assert [trouble.what for trouble in troubles] == ["1 pushed responses were not read"]


def test_wherever_it_is_cut_what_came_is_read_and_the_rest_told() -> None:
    whole, _ = http2.exchanges(SENT, RECEIVED)
    for stop in range(len(http2.PREFACE), len(SENT), 97):
        found, troubles = http2.exchanges(SENT[:stop], b"")
        assert len(found) <= len(whole)
        for one, other in zip(found, whole, strict=False):
            assert other.request.body is not None
            assert other.request.body.startswith(one.request.body or b"")
        assert troubles or len(found) < len(whole) or stop > 40_000


@given(at=st.integers(0, len(SENT) - 1), value=st.integers(0, 255), more=st.binary(max_size=40))
def test_any_damage_ends_well(at: int, value: int, more: bytes) -> None:
    broken = SENT[:at] + bytes([value]) + SENT[at + 1 :] + more
    http2.exchanges(broken, RECEIVED[: len(RECEIVED) * value // 255] + more)


@given(data=st.binary(max_size=400))
def test_any_bytes_end_well(data: bytes) -> None:
    http2.exchanges(http2.PREFACE + data, data)


def frame(kind: int, flags: int, stream: int, data: bytes) -> bytes:
    return len(data).to_bytes(3) + bytes([kind, flags]) + stream.to_bytes(4) + data


def test_what_has_no_whole_head_is_told() -> None:
    end, more = 0x04, 0x00
    first, second = (hpack.Encoder().encode(_headers(path)) for path in (b"/first", b"/second"))
    found, troubles = http2.exchanges(http2.PREFACE + frame(1, more, 1, first), b"")
    assert (found, troubles) == ([], [("the last header block that it sent is not whole", 1)])
    found, troubles = http2.exchanges(http2.PREFACE + frame(1, more, 1, first) + frame(1, end, 3, second), b"")
    assert (found, [each.exchanges for each in troubles]) == ([], [1])
    assert troubles[0].what.endswith("on: a header block has no end")
    found, troubles = http2.exchanges(http2.PREFACE + frame(0, 1, 5, b"said"), b"")
    assert (found, troubles) == ([], [("of 1 stream that it sent no head was read", 1)])
    answer = frame(1, end, 1, hpack.Encoder().encode([(b":status", b"200")])) + frame(0, 1, 1, b"answer")
    assert http2.exchanges(http2.PREFACE, answer) == ([], [("1 response answers no request that was read", 0)])


def test_the_host_stands_in_either_place() -> None:
    for authority, expected in (([(b":authority", b"x.example")], b"x.example"), ([], b"host.example")):
        head = [(b":method", b"GET"), (b":scheme", b"https"), (b":path", b"/"), *authority, (b"host", b"host.example")]
        found, _ = http2.exchanges(http2.PREFACE + frame(1, 0x05, 1, hpack.Encoder().encode(head)), b"")
        assert [each.authority for each in found] == [expected]


def test_it_is_known_by_its_preface() -> None:
    assert http2.sniff(SENT)
    assert not http2.sniff(b"GET / HTTP/1.1\r\n")


@pytest.mark.parametrize(
    ("frames", "why"),
    [
        (frame(9, 0x04, 1, b""), "a header block has no beginning"),
        (frame(1, 0, 1, b"") + frame(9, 0, 1, b"\x82" * 16_384) * 65, "a header block is too long"),
        (b"".join(frame(0, 0, 2 * number + 1, b"") for number in range(4)), "there are too many streams"),
    ],
)
def test_what_breaks_the_order_of_frames_is_told(frames: bytes, why: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http2, "_MOST", 3)
    _, troubles = http2.exchanges(http2.PREFACE + frames, b"")
    assert [each.what.endswith(f"on: {why}") for each in troubles][:1] == [True]


def test_a_stream_that_was_reset_is_no_whole_one() -> None:
    head = frame(1, 0x04, 1, hpack.Encoder().encode(_headers(b"/first")))
    found, _ = http2.exchanges(http2.PREFACE + head + frame(3, 0, 1, b"\0\0\0\x08"), b"")
    whole, _ = http2.exchanges(http2.PREFACE + head + frame(0, 1, 1, b"said"), b"")
    assert [each.request.body for each in whole] == [b"said"]
    assert found != whole
