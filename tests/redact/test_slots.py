"""Parts of an exchange and where they stand in a flow's state."""

from typing import Any

import pytest
from mitmproxy import http
from mitmproxy.test import tflow

from trafficaudit.decode.parts import starts
from trafficaudit.model import Exchange, Span
from trafficaudit.readers.flow.http import http as read
from trafficaudit.readers.flow.peers import client_of, server_of
from trafficaudit.readers.flow.state import Flow
from trafficaudit.redact import slots
from trafficaudit.redact.runs import LostError
from trafficaudit.redact.slots import Slot


def state() -> dict[str, Any]:
    made = tflow.tflow(resp=True)
    made.request.headers = http.Headers([(b"host", b"a.example"), (b"cookie", b"a=1"), (b"x", b"1"), (b"x", b"2")])
    made.request.trailers = http.Headers([(b"t", b"3")])
    made.request.path = "/p?q=1"
    return dict(made.get_state())


def parts(given: dict[str, Any]) -> list[Any]:
    flow = Flow(given, client_of(given["client_conn"]), server_of(given["server_conn"]), "c", 0, 0)
    found = next(iter(read(flow)))
    assert isinstance(found, Exchange)
    return list(starts(found))


def test_every_part_has_its_slot_and_what_is_put_there_is_read_again() -> None:
    given = state()
    found = slots.of(parts(given), given)
    assert found[0] == Slot("request", "path", 0, len("http://a.example"))
    assert found[5] == Slot("request", "trailers", 0)
    for slot in found:
        slots.put(given, slot, b"/masked" if slot.section == "path" else b"masked")
    again = parts({**given, "request": {**given["request"], "headers": given["request"]["headers"]}})
    assert {part.raw for part in again} == {b"http://masked/masked", b"masked"}


def test_the_host_of_a_url_stands_elsewhere() -> None:
    slot = Slot("request", "path", 0, 16)
    assert slots.inside(slot, Span(7, 16)) is None
    assert slots.inside(slot, Span(7, 20)) == Span(0, 4)
    assert slots.inside(slot, Span(18, 20)) == Span(2, 4)
    assert slots.inside(Slot("request", "content"), Span(0, 0)) == Span(0, 0)


def test_a_part_that_is_not_what_stands_in_its_slot_is_an_error() -> None:
    given = state()
    found = parts(given)
    changes: list[dict[str, Any]] = [
        {"path": b"/other"}, {"content": b"x"}, {"headers": ((b"x", b"1"),), "trailers": ()}, {"trailers": ()},
    ]  # fmt: skip
    for change in changes:
        with pytest.raises(LostError):
            slots.of(found, given | {"request": given["request"] | change})


def test_a_request_for_the_server_itself_has_no_path_to_mask() -> None:
    """``OPTIONS *``: the URL ends where the host does, and what stands for the path in the flow is not in it."""
    given = state()
    given["request"] |= {"method": b"OPTIONS", "path": b"*"}
    found = parts(given)
    assert slots.of(found, given)[0] == Slot("request", "path", 0, len(found[0].raw))
