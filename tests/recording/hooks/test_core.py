"""A connection's state is handed over when it is new or has changed."""

from mitmproxy.test import tflow
from support.hooked import Hooked

from trafficaudit.recording import frames


def test_once_and_again_when_it_changes() -> None:
    hooked, flow = Hooked(), tflow.tflow()
    flow.client_conn.timestamp_end = None
    hooked._connection(flow.client_conn)
    hooked._connection(flow.client_conn)
    assert len(hooked.of(frames.Connection)) == 1
    flow.client_conn.sni = "other.example"
    assert hooked._connection(flow.client_conn) == flow.client_conn.id
    assert [each.state["sni"] for each in hooked.of(frames.Connection)] == ["address", "other.example"]


def test_one_that_is_over_is_forgotten_at_once() -> None:
    hooked, flow = Hooked(), tflow.tflow()
    flow.client_conn.timestamp_end = 5.0
    hooked._connection(flow.client_conn)
    assert [type(each) for each in hooked.sent] == [frames.Connection, frames.Closed]
    assert not hooked._known
