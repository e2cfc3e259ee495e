"""What else of a flow is kept, and the stub of one that is not copied."""

import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mitmproxy.io import FlowReader
from support.states import every_kind

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


@given(st.sampled_from(KINDS), st.sampled_from(sorted(KINDS[0])), _ANY)
def test_whatever_a_state_holds_it_has_a_stub(state: dict[str, Any], key: str, value: Any) -> None:
    for host in (True, False):
        assert dumps(shells.stub({**state, key: value}, host=host))
