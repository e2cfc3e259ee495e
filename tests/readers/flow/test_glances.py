"""What a glance tells; what is made of it for a whole file stands in ``test_flowreader.py``."""

from typing import Any

from mitmproxy.io import tnetstring as oracle
from mitmproxy.test import tflow

from trafficaudit.readers.flow import tnetstring
from trafficaudit.readers.flow.glances import conversation_of, edge_headers, glance, is_dns, may_be_piece, may_be_range


def members(state: Any) -> tuple[bytes, dict[bytes, tnetstring.Token]]:
    data = oracle.dumps(state)
    start, end, _ = tnetstring.token(data, 0, len(data))
    found: dict[bytes, tnetstring.Token] = {}
    tnetstring.members(data, start, end, found)
    return data, found


def test_times_and_headers_are_had_without_the_flow() -> None:
    flow = tflow.tflow(resp=True)
    assert flow.response
    data, found = members(flow.get_state())
    told = glance(data, found)
    assert (told.start, told.end) == (flow.request.timestamp_start, flow.response.timestamp_end)
    assert not told.answers
    assert b"header-response" in data[told.heads[0] : told.heads[1]]
    assert not is_dns(data, found)
    assert is_dns(*members(tflow.tdnsflow().get_state()))


def test_what_ended_with_an_error_ended_when_that_came() -> None:
    """An answer may be whole long before: it came before the request was, and the connection ended later."""
    flow = tflow.tflow(resp=True, err=True)
    assert flow.response
    assert flow.error
    flow.error.timestamp = (flow.response.timestamp_end or 0) + 100
    assert glance(*members(flow.get_state())).end == flow.error.timestamp
    flow.response = None
    assert glance(*members(flow.get_state())).end == flow.error.timestamp


def test_a_resolver_s_answer_calls_itself_one() -> None:
    flow = tflow.tflow(resp=True)
    assert flow.response
    flow.response.headers["content-type"] = "Application/DNS-Message"
    assert glance(*members(flow.get_state())).answers


def test_what_may_be_a_piece_is_asked_of_address_headers_and_form() -> None:
    def may(**headers: str) -> bool:
        flow = tflow.tflow()
        flow.request.method, flow.request.path = headers.pop("method", "POST"), headers.pop("path", "/up")
        flow.request.content = headers.pop("body", "x").encode()
        for name, value in headers.items():
            flow.request.headers[name.replace("_", "-")] = value
        return may_be_piece(*members(flow.get_state()))

    form = '--B\r\nContent-Disposition: form-data; name="dzchunkindex"\r\n\r\n7\r\n--B--\r\n'
    assert may(upload_offset="7")
    assert may(path="/up?partNumber=1&uploadId=2")
    assert may(content_type="multipart/form-data; boundary=B", body=form)
    assert not may()
    assert not may(upload_offset="7", method="GET")


def test_a_range_is_told_by_its_status() -> None:
    flow = tflow.tflow(resp=True)
    assert flow.response
    assert not may_be_range(*members(flow.get_state()))
    flow.response.status_code = 206
    assert may_be_range(*members(flow.get_state()))


def test_an_edge_s_headers_come_with_the_host_they_are_for() -> None:
    flow = tflow.tflow(resp=True)
    assert flow.response
    data, found = members(flow.get_state())
    assert edge_headers(data, found, glance(data, found).heads) == ((), b"")
    flow.response.headers["cf-ray"] = "8f-ICN"
    data, found = members(flow.get_state())
    headers, place = edge_headers(data, found, glance(data, found).heads)
    assert (b"cf-ray", b"8f-ICN") in headers
    assert place.startswith(b"address\0")


def test_a_conversation_is_named_by_its_first_part() -> None:
    flow = tflow.ttcpflow()
    assert conversation_of(*members(flow.get_state())) == flow.id
    flow.metadata["continues"] = "first"
    assert conversation_of(*members(flow.get_state())) == "first"
    assert conversation_of(*members(tflow.tudpflow().get_state())) == ""
    assert conversation_of(*members(tflow.tflow(resp=True).get_state())) == ""
