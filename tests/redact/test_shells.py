"""What else of a flow is kept, and the stub of one that is not copied."""

import gzip
import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mitmproxy.io import FlowReader
from support.states import every_kind

from trafficaudit.readers.flow.tnetstring import Cut
from trafficaudit.recording.flowrecord import dumps
from trafficaudit.redact import shells

KINDS = [each.get_state() for each in every_kind()]
_ANY = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(max_size=5)
    | st.binary(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


def loaded(state: dict[str, Any]) -> Any:
    return next(iter(FlowReader(io.BytesIO(dumps(state))).stream()))


@pytest.mark.parametrize("state", KINDS, ids=lambda state: str(state["type"]))
def test_mitmproxy_reads_the_shell_and_the_stub(state: dict[str, Any]) -> None:
    for made in (shells.bare(state), shells.stub(state), shells.stub(state, host=False)):
        flow = loaded(made)
        assert flow.type == state["type"]
        assert flow.client_conn.peername[0] == "0.0.0.0"
        assert flow.comment == made["comment"]
    assert loaded(shells.stub(state)).error.msg == shells.WITHHELD


def test_nothing_that_has_no_place_is_kept() -> None:
    state = KINDS[0] | {"comment": "secret", "marked": "secret", "backup": {"a": "secret"}, "more": "secret"}
    state["metadata"] = {"phase": "login", "note": "secret", "app": ["secret"]}
    state["response"] = state["response"] | {"reason": b"secret"}
    state["client_conn"] = state["client_conn"] | {
        "certificate_list": [b"secret"],
        "mitmcert": b"secret",
        "x": "secret",
    }
    made = shells.bare(state)
    assert b"secret" not in dumps(made)
    assert made["metadata"] == {"phase": "login"}


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
    assert shells.on_the_way(state) == {"runs masked": 4}
    assert state["request"]["headers"] == tuple((name, b"*" * len(value)) for name, value in named[:3]) + named[3:]
    assert state["request"]["trailers"] == ((b"Via", b"*" * len(b"1.1 cache-kim")),)
    assert state["response"]["headers"] == named
    assert shells.on_the_way(state) == {}


def test_names_of_headers_that_are_tokens_or_no_text_are_masked() -> None:
    state = shells.bare(KINDS[0]) | {"response": None}
    state["request"] |= {
        "headers": ((b"x-aBcDefGhiJkl", b"1"), (b"\xeb\xaf\xbc", b"2"), (b"x-app-version", b"3")),
        "trailers": None,
    }
    assert shells.encoded_names(state) == {"runs masked": 2}
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
        taken = shells.unread_records(state)
        assert (taken, state["response"][section][0]["data"]) == (
            ({}, data) if kept is record else ({"records of DNS withheld": 1}, b"")
        )


def test_what_is_doubtful_of_a_flow_and_how_it_was_sent_stays() -> None:
    state = KINDS[0] | {"is_replay": "request", "backup": {"a": 1}}
    state["server_conn"] = state["server_conn"] | {"via": ("https", ("10.9.8.7", 3128)), "peername": ("10.9.8.7", 3128)}
    made = shells.bare(state)
    assert (made["is_replay"], made["backup"]) == ("request", {"comment": shells.WITHHELD})
    assert made["server_conn"]["via"] == ("https", ("0.0.0.0", 3128))
    assert made["server_conn"]["peername"] == ("0.0.0.0", 3128)
    for each in (shells.stub(state), shells.stub(state, host=False)):
        assert each["is_replay"] == "request"
        assert each["request"]["scheme"] == b"http"
    state["server_conn"] = state["server_conn"] | {"via": ("http", None), "peername": None}
    made = shells.bare(state)
    assert (made["server_conn"]["via"], made["server_conn"]["peername"]) == (("http", ("0.0.0.0", 0)), None)
    assert shells.bare(state | {"is_replay": "x"})["is_replay"] is None


def test_by_what_a_server_is_known_stays() -> None:
    known: dict[str, Any] = {
        "peername": ("192.0.2.7", 443),
        "address": ("a.example", 443),
        "sni": "a.example",
        "alpn": b"h2",
    }
    known |= {"tls": True, "cipher": "TLS_AES_128_GCM_SHA256", "tls_version": "TLSv1.3", "transport_protocol": "tcp"}
    known |= {"timestamp_start": 1.0, "timestamp_tcp_setup": 2.0, "timestamp_tls_setup": 3.0, "timestamp_end": 4.0}
    known |= {"id": "s", "certificate_list": [b"x"]}
    made = shells.bare(KINDS[0] | {"server_conn": KINDS[0]["server_conn"] | known})
    assert {key: made["server_conn"][key] for key in known} == known


def test_the_stub_names_the_host_unless_it_may_not() -> None:
    assert shells.stub(KINDS[0])["request"]["host"] == "address"
    hidden = shells.stub(KINDS[0], host=False)
    assert (hidden["request"]["host"], hidden["server_conn"]["address"]) == (shells.UNKNOWN, (shells.UNKNOWN, 443))


def test_a_tunnel_has_no_path() -> None:
    for method, path in ((b"CONNECT", b""), (b"connect", b""), (b"GET", b"/path")):
        state = KINDS[0] | {"request": KINDS[0]["request"] | {"method": method, "path": b"/path"}}
        assert shells.bare(state)["request"]["path"] == path


def test_a_version_before_the_current_one_is_written_as_that_one() -> None:
    old = KINDS[0] | {"version": 20, "server_conn": KINDS[0]["server_conn"] | {"tls_version": "QUIC"}}
    flow = loaded(shells.bare(old))
    assert flow.server_conn.tls_version == "QUICv1"


def test_a_body_is_stored_without_its_content_encoding() -> None:
    state = shells.bare(KINDS[0])
    packed = gzip.compress(b'{"a":1}')
    headers = [[b"Content-Encoding", b"gzip"], [b"content-length", b"%d" % len(packed)], [b"a", b"b"]]
    state["request"] |= {"headers": headers, "content": packed}
    assert shells.opened(state, "request") == {"bodies stored decoded": 1}
    assert state["request"]["content"] == b'{"a":1}'
    assert state["request"]["headers"] == ((b"content-length", b"7"), (b"a", b"b"))
    assert shells.opened(state, "request") == {}


@pytest.mark.parametrize(
    "body",
    [gzip.compress(b"x" * 99, mtime=0)[:-9], b"no gzip", gzip.compress(b"x", mtime=0) + b"010-9183-2746"],
    ids=["cut", "none", "with more behind"],  # gzip tells the time, and every process must call a test the same
)
def test_a_body_that_is_not_what_its_header_says_is_not_kept(body: bytes) -> None:
    state = shells.bare(KINDS[0])
    state["request"] |= {"headers": [[b"content-encoding", b"gzip"]], "content": body}
    assert shells.opened(state, "request") == {"bodies withheld": 1, "bytes of bodies withheld": len(body)}
    assert state["request"]["content"] == b""


def test_what_the_reader_cut_is_not_kept() -> None:
    cut = Cut(b"abc")
    cut.size = 1000
    state = shells.bare(KINDS[0])
    state["request"] |= {"content": cut}
    assert shells.opened(state, "request")["bytes of bodies withheld"] == 1000
    talk = shells.bare(KINDS[2])
    talk["messages"][0][1] = cut
    assert shells.emptied(talk, every=False) == {"messages withheld": 1}
    assert shells.emptied(talk, every=True) == {"messages withheld": 2}
    assert [each[1] for each in talk["messages"]] == [b"", b""]


@given(st.sampled_from(KINDS), st.sampled_from(sorted(KINDS[0])), _ANY)
def test_whatever_a_state_holds_it_has_a_stub(state: dict[str, Any], key: str, value: Any) -> None:
    for host in (True, False):
        assert dumps(shells.stub({**state, key: value}, host=host))
