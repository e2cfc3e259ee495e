from collections.abc import Callable

from trafficaudit.decode.parts import starts
from trafficaudit.model import Exchange, Message

Build = Callable[..., Exchange]


def test_order_and_names(exchange: Build) -> None:
    request = ((b"X-UTDID", b"1"), (b"x-utdid", b"2"), (b"Cookie", b"a=b"))
    response = Message(((b"Server", b"s"),), b"yes", trailers=((b"grpc-status", b"0"),))
    made = exchange(b"no", "text/plain; charset=EUC-KR", headers=request, url="https://h.example/", response=response)
    assert [(s.direction, s.part, s.path, s.key, s.raw) for s in starts(made)] == [
        ("request", "url", "$", "", b"https://h.example/"),
        ("request", "header", "content-type", "content-type", b"text/plain; charset=EUC-KR"),
        ("request", "header", "x-utdid", "x-utdid", b"1"),
        ("request", "header", "x-utdid[1]", "x-utdid", b"2"),
        ("request", "cookie", "$", "", b"a=b"),
        ("request", "body", "$", "", b"no"),
        ("response", "header", "server", "server", b"s"),
        ("response", "header", "trailers.grpc-status", "grpc-status", b"0"),
        ("response", "body", "$", "", b"yes"),
    ]


def test_a_header_s_name_that_looks_like_data_is_a_part(exchange: Build) -> None:
    headers = ((b"X-9774d56d682e549c", b"yes"), (b"x-amz-content-sha256", b"no"))
    made = exchange(headers=headers, url="https://h.example/", trailers=((b"01091832746", b""),))
    found = [(s.path, s.known, s.raw) for s in starts(made) if s.part == "header"]
    assert found == [
        ("x-9774d56d682e549c", "name", b"X-9774d56d682e549c"),
        ("x-9774d56d682e549c", "", b"yes"),
        ("x-amz-content-sha256", "", b"no"),
        ("trailers.01091832746", "name", b"01091832746"),
        ("trailers.01091832746", "", b""),
    ]


def test_hints(exchange: Build) -> None:
    headers = ((b"content-encoding", b"gzip, BR"), (b"content-encoding", b"identity"), (b"grpc-encoding", b"gzip"))
    hint = list(starts(exchange(b"x", "text/plain; charset=EUC-KR", headers=headers)))[-1].hint
    assert (hint.essence, hint.charset, hint.encodings, hint.message_encoding) == (
        "text/plain",
        "euc-kr",
        ("br", "gzip"),
        "gzip",
    )
    hint = list(starts(exchange(b"x", "text/plain; charset=EUC-KR", headers=headers, body_form="text")))[-1].hint
    assert (hint.charset, hint.encodings) == ("", ())


def test_url_bytes_are_kept(exchange: Build) -> None:
    url = b"https://h.example/\xc8\xab?q=1"
    made = exchange(url=url.decode("utf-8", "surrogateescape"))
    assert next(iter(starts(made))).raw == url
    assert next(iter(starts(exchange(url="https://h.example/\ud800")))).raw
