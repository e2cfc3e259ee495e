"""What is taken out of a flow's copy before it is examined."""

import gzip

import pytest
from support.states import every_kind

from trafficaudit.readers.flow.tnetstring import Cut
from trafficaudit.redact import beforehand, shells

KINDS = [each.get_state() for each in every_kind()]


def test_proxies_on_the_way_are_masked_in_requests_alone() -> None:
    state = shells.bare(KINDS[0])
    named = (
        (b"Via", b"1.1 cache-kim"),
        (b"forwarded", b"for=10.0.0.7"),
        (b"X-Forwarded-Server", b"gw"),
        (b"x-a", b"1"),
    )
    state["request"] |= {"headers": named, "trailers": named[:1]}
    state["response"]["headers"] = named
    assert beforehand.on_the_way(state) == {"runs masked": 4}
    assert state["request"]["headers"] == tuple((name, b"*" * len(value)) for name, value in named[:3]) + named[3:]
    assert state["request"]["trailers"] == ((b"Via", b"*" * len(b"1.1 cache-kim")),)
    assert state["response"]["headers"] == named
    assert beforehand.on_the_way(state) == {}


def test_names_of_headers_that_are_tokens_or_no_text_are_masked() -> None:
    state = shells.bare(KINDS[0]) | {"response": None}
    state["request"] |= {
        "headers": ((b"x-aBcDefGhiJkl", b"1"), (b"\xeb\xaf\xbc", b"2"), (b"x-app-version", b"3")),
        "trailers": None,
    }
    assert beforehand.encoded_names(state) == {"runs masked": 2}
    assert [name for name, _ in state["request"]["headers"]] == [b"x-************", b"***", b"x-app-version"]
    assert state["request"]["trailers"] is None


@pytest.mark.parametrize("kind", [1, 2, 5, 6, 12, 15, 16, 28, 33, 64, 65])
@pytest.mark.parametrize("section", ["answers", "authorities", "additionals"])
def test_records_by_which_servers_are_found_are_kept(kind: int, section: str) -> None:
    state = shells.bare(KINDS[4])
    data = bytes({1: 4, 28: 16}.get(kind, 9))
    record = {"name": "a.example", "type": kind, "class_": 1, "ttl": 5, "data": data}
    for kept in (record, record | {"type": 41}):
        for each in ("answers", "authorities", "additionals"):
            state["response"][each] = []
        state["request"]["additionals"] = []
        state["response"][section] = [dict(kept)]
        taken = beforehand.unread_records(state)
        assert (taken, state["response"][section][0]["data"]) == (
            ({}, data) if kept is record else ({"records of DNS withheld": 1}, b"")
        )


def test_a_body_is_stored_without_its_content_encoding() -> None:
    state = shells.bare(KINDS[0])
    packed = gzip.compress(b'{"a":1}')
    headers = [[b"Content-Encoding", b"gzip"], [b"content-length", b"%d" % len(packed)], [b"a", b"b"]]
    state["request"] |= {"headers": headers, "content": packed}
    assert beforehand.opened(state, "request") == {"bodies stored decoded": 1}
    assert state["request"]["content"] == b'{"a":1}'
    assert state["request"]["headers"] == ((b"content-length", b"7"), (b"a", b"b"))
    assert beforehand.opened(state, "request") == {}


@pytest.mark.parametrize(
    "body",
    [gzip.compress(b"x" * 99, mtime=0)[:-9], b"no gzip", gzip.compress(b"x", mtime=0) + b"010-9183-2746"],
    ids=["cut", "none", "with more behind"],  # gzip tells the time, and every process must call a test the same
)
def test_a_body_that_is_not_what_its_header_says_is_not_kept(body: bytes) -> None:
    state = shells.bare(KINDS[0])
    state["request"] |= {"headers": [[b"content-encoding", b"gzip"]], "content": body}
    assert beforehand.opened(state, "request") == {"bodies withheld": 1, "bytes of bodies withheld": len(body)}
    assert state["request"]["content"] == b""


def test_what_the_reader_cut_is_not_kept() -> None:
    cut = Cut(b"abc")
    cut.size = 1000
    state = shells.bare(KINDS[0])
    state["request"] |= {"content": cut}
    assert beforehand.opened(state, "request")["bytes of bodies withheld"] == 1000
    talk = shells.bare(KINDS[2])
    talk["messages"][0][1] = cut
    assert beforehand.emptied(talk, every=False) == {"messages withheld": 1}
    assert beforehand.emptied(talk, every=True) == {"messages withheld": 2}
    assert [each[1] for each in talk["messages"]] == [b"", b""]
