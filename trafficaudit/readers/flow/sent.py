"""Whether the request of an HTTP flow reached a server.

mitmproxy has no member for it. With a TLS client it opens the server's connection before it has a request (its option
``connection_strategy``), so that a connection which stands says little: what an addon answers, ends or never passes on
looks like any other flow that way. It sends a request when it has the whole of it, unless its body streams; then the
flow holds none of the body.

* ``blocklisted`` (metadata) marks what ``block_list`` answered or ended; a recorder's own mark is ``unsent``;
  where a redacted copy withholds a flow, that says of the original what nothing that is left of it shows.
* An answer that mitmproxy made by itself (``block_list``, ``map_local``) names mitmproxy as its ``Server`` and has no
  ``Date``. Its 502 does, too, and says nothing: a server that closed without an answer may have read the request.
* What came over HTTP/2 or 3 says so: an answer of HTTP/1 beside such a connection was made by an addon.
* ``Connection killed.`` without an answer: an addon or a user ended it before it was passed on; afterwards mitmproxy
  goes on until there is an answer, or another error.
* A 407 to a plain request is the upstream proxy's, which wants a login first (RFC 9110, 15.5.8) and passed nothing on.
* A connection that ended before the request was whole carried none of it: the attempt to open another one failed.
"""

from collections.abc import Iterable, Mapping

from trafficaudit.readers.flow.state import Flow, State, labels_of, raw

KILLED = "Connection killed."
"""The error by which mitmproxy says that somebody ended a flow."""
OWN = b"mitmproxy "
"""How the ``Server`` of mitmproxy's own answers begins; its version follows."""
BY_PROXY = "mitmproxy answered this request itself (map_local, block_list or an addon): it counts as sent to nobody"
LOGIN = "the upstream proxy wanted a login and passed this request on to nobody: it counts as sent to nobody"
_GATEWAY, _LOGIN = 502, 407
_MULTIPLEXED = ("h2", "h3")
_SECOND_AND_THIRD = (b"HTTP/2", b"HTTP/3")


def is_sent(flow: Flow) -> bool:
    """Tell whether the request left: not where no server was reached, nor where the proxy ended or answered it."""
    labels = labels_of(flow.state)
    if isinstance(said := labels.get("unsent"), bool):
        return not said
    if labels.get("blocklisted") is True or flow.state.get("is_replay") == "response":
        return False
    response = flow.state.get("response")
    if flow.server.untried and (flow.client.port or response is None):
        # What was mapped or blocked, or an addon answered; or a request that somebody made up in the user interface.
        return False  # Flows made of a HAR have no client's port either, and always an answer.
    if response is not None:
        return not by_proxy(flow) and not refused_upstream(flow)
    return flow.state.get("error") is None or not _stopped(flow)


def by_proxy(flow: Flow) -> bool:
    """Tell whether the flow's answer shows that mitmproxy made it by itself."""
    response = flow.state.get("response")
    if not isinstance(response, Mapping):
        return False
    headers = response.get("headers")
    if isinstance(headers, list | tuple) and own_answer(_pairs(headers), response.get("status_code")):
        return True
    version = raw(response, "http_version")
    return flow.server.alpn in _MULTIPLEXED and bool(version) and not version.startswith(_SECOND_AND_THIRD)


def refused_upstream(flow: Flow) -> bool:
    """Tell whether the answer is that of an upstream proxy that wants a login; within TLS it would be the server's."""
    response, request = flow.state.get("response"), flow.state.get("request")
    if not isinstance(response, Mapping) or not isinstance(request, Mapping):
        return False
    return flow.server.via and response.get("status_code") == _LOGIN and raw(request, "scheme") == b"http"


def own_answer(headers: Iterable[tuple[bytes, bytes]], status: object) -> bool:
    """Tell whether an answer is of mitmproxy's own making, by its headers.

    >>> own_answer([(b"Server", b"mitmproxy 12.3.1"), (b"content-length", b"0")], 403)
    True
    """
    named = {name.lower(): value for name, value in headers}
    return named.get(b"server", b"").startswith(OWN) and b"date" not in named and status != _GATEWAY


def _pairs(headers: Iterable[object]) -> Iterable[tuple[bytes, bytes]]:
    for pair in headers:
        if isinstance(pair, list | tuple) and len(pair) == 2:
            name, value = pair
            if isinstance(name, bytes) and isinstance(value, bytes):
                yield name, value


def _stopped(flow: Flow) -> bool:
    """Tell whether a request that ended with an error never went out, or no byte of it can have."""
    request, error = flow.state.get("request"), flow.state.get("error")
    if not flow.server.reached or not isinstance(request, Mapping):
        return True
    streamed = request.get("content") is None
    if streamed:
        return request.get("timestamp_end") is None  # it broke off; else its body has gone out
    return (isinstance(error, Mapping) and error.get("msg") == KILLED) or _ended_before(flow, request)


def _ended_before(flow: Flow, request: State) -> bool:
    whole, ended = request.get("timestamp_end"), flow.server.ended
    return isinstance(whole, int | float) and ended is not None and ended < whole
