"""Flow files for the readers' tests, record by record, written by mitmproxy itself."""

from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from mitmproxy import dns, flow, http, tcp, udp
from mitmproxy.io import tnetstring
from mitmproxy.test import tflow

from trafficaudit.model import Exchange, Gap
from trafficaudit.readers.flow import file as flowfile


def record(made: flow.Flow | dict[Any, Any]) -> bytes:
    """Give one flow (or the state of one) as it stands in a flow file."""
    return tnetstring.dumps(made if isinstance(made, dict) else made.get_state())


def every_kind() -> list[flow.Flow]:
    """Make one flow of each kind."""
    return [
        tflow.tflow(resp=True),
        tflow.twebsocketflow(),
        tflow.ttcpflow(),
        tflow.tudpflow(),
        tflow.tdnsflow(resp=True),
        tflow.tflow(err=True),
    ]


def read(path: Path, data: bytes, **options: Any) -> tuple[list[Exchange], list[Gap]]:
    """Read bytes as a flow file; give its exchanges and its gaps."""
    path.write_bytes(data)
    items = list(flowfile.read(path, "c", **options))
    return [each for each in items if isinstance(each, Exchange)], [each for each in items if isinstance(each, Gap)]


_NAME = st.binary(min_size=1, max_size=8)
_HEADERS = st.lists(st.tuples(_NAME, st.binary(max_size=12)), max_size=4)
_TIME = st.floats(1e-3, 4e9, allow_nan=False)
_BODY = st.none() | st.binary(max_size=64)


@st.composite
def http_flows(draw: st.DrawFn) -> http.HTTPFlow:
    """Draw an HTTP flow with arbitrary bytes wherever bytes may stand."""
    made = tflow.tflow(ws=draw(st.booleans()), resp=True)
    assert made.response
    request, response = made.request.data, made.response.data
    request.headers, response.headers = http.Headers(draw(_HEADERS)), http.Headers(draw(_HEADERS))
    request.content, response.content = draw(_BODY), draw(_BODY)
    request.path = b"/" + draw(st.binary(max_size=20))
    request.http_version = draw(st.sampled_from([b"HTTP/1.0", b"HTTP/1.1", b"HTTP/2.0", b"HTTP/3"]))
    request.timestamp_start, response.status_code = draw(_TIME), draw(st.integers(100, 599))
    response.trailers = draw(st.none() | _HEADERS.map(http.Headers))
    if draw(st.booleans()):
        made.response = None
    if made.websocket:
        for message in made.websocket.messages:
            message.content, message.from_client = draw(st.binary(max_size=30)), draw(st.booleans())
    return made


@st.composite
def stream_flows(draw: st.DrawFn) -> flow.Flow:
    """Draw a TCP or UDP flow."""
    made: tcp.TCPFlow | udp.UDPFlow = draw(st.sampled_from([tflow.ttcpflow, tflow.tudpflow]))()
    for message in made.messages:
        message.content, message.from_client = draw(st.binary(max_size=40)), draw(st.booleans())
        message.timestamp = draw(st.floats(1, 4e9, allow_nan=False))
    return made


@st.composite
def dns_flows(draw: st.DrawFn) -> dns.DNSFlow:
    """Draw a DNS flow."""
    made = tflow.tdnsflow(resp=draw(st.booleans()))
    made.request.questions[0].name = draw(st.text(st.characters(codec="ascii"), max_size=12))
    made.request.questions[0].type = draw(st.integers(0, 65535))
    return made
