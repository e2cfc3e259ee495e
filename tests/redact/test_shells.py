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
