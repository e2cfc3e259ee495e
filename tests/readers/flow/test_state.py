from datetime import UTC, datetime

import pytest

from trafficaudit.model import UNDATED, Gap
from trafficaudit.readers.flow.peers import Client, Server
from trafficaudit.readers.flow.state import UNTOLD, Flow, State, common, error_of, raw, started_at


def flow(state: State, client: Client = Client()) -> Flow:  # noqa: B008
    return Flow(state, client, Server("shop.example", 443, "192.0.2.7"), "c", 3, 99)


def test_app_and_phase_come_from_the_metadata() -> None:
    filled = common(flow({"metadata": {"app": "kr.example.shop", "phase": "login"}}))
    assert (filled["app"], filled["phase"], filled["position"]) == ("kr.example.shop", "login", 3)
    assert common(flow({}))["app"] == common(flow({"metadata": 5}))["phase"] == ""
    assert common(flow({"metadata": {"app": "\ud800"}}))["app"].encode()


def test_a_name_that_was_dialled_is_none_where_an_address_was() -> None:
    assert common(flow({}))["dialled"] == "shop.example"
    for address in ("192.0.2.7", "2001:db8::1", ""):
        assert common(Flow({}, Client(), Server(address), "c", 3, 99))["dialled"] is None


@pytest.mark.parametrize("missing", [None, "x", float("nan"), float("inf"), 1e300, -1e300, True])
def test_a_missing_time_is_none_and_said(missing: object) -> None:
    gaps: list[Gap] = []
    assert started_at(missing, flow({}), gaps) == UNDATED
    # The connection may have begun, and the flow been made, in another phase.
    assert (
        started_at(missing, flow({"timestamp_created": 61, "client_conn": {"timestamp_start": 60.0}}), gaps) == UNDATED
    )
    assert [(gap.position, gap.offset) for gap in gaps] == [(3, 99)] * 2
    assert not any(gap.exchanges for gap in gaps), "the exchange itself is not lost"
    assert {gap.reason for gap in gaps} == {UNTOLD}


def test_a_time_is_taken_as_it_is() -> None:
    gaps: list[Gap] = []
    assert started_at(1.25, flow({}), gaps) == datetime(1970, 1, 1, 0, 0, 1, 250000, tzinfo=UTC)
    assert not gaps


def test_errors_and_bytes_of_either_type() -> None:
    assert error_of(flow({"error": {"msg": "reset\x1b"}})) == "reset�"
    assert error_of(flow({"error": "x"})) is error_of(flow({})) is None
    assert (raw({"a": b"x"}, "a"), raw({"a": "x"}, "a"), raw({"a": 1}, "a"), raw({}, "a")) == (b"x", b"x", b"", b"")


@pytest.mark.parametrize("unset", [0, 0.0, -62135596800.0])
def test_a_time_that_nobody_has_set_is_none(unset: float) -> None:
    gaps: list[Gap] = []
    assert started_at(unset, flow({"timestamp_created": 61}), gaps) == UNDATED
    assert [gap.reason for gap in gaps] == [UNTOLD]
