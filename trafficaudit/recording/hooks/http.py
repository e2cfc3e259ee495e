"""HTTP: a request is handed over before it goes on, a response before it goes back."""

from mitmproxy import connection, http
from mitmproxy.flow import Error

from trafficaudit.recording import frames
from trafficaudit.recording.hooks.layers import stream_of
from trafficaudit.recording.hooks.outgoing import Outgoing
from trafficaudit.recording.hooks.received import kept_back, received
from trafficaudit.recording.hooks.tee import STREAMED, Tee

ENDED = "trafficaudit: the app's connection ended before this exchange did"
"""The error of an exchange that mitmproxy never told the end of."""

_OVER = "over"
"""The label of a flow that was finished here: what mitmproxy may still tell of it is passed over."""

_KEPT = "kept back"
"""The label of a flow that mitmproxy had passed on nothing of when its connection ended."""

_LONGEST_LENGTH = 19
"""Digits of a length (RFC 9110, 8.6) that is looked at: no body has as many bytes."""

_BODILESS = frozenset((b"GET", b"HEAD", b"DELETE", b"OPTIONS", b"TRACE", b"CONNECT"))


class HttpHooks(Outgoing):
    """The events of HTTP/1, 2 and 3."""

    def requestheaders(self, flow: http.HTTPFlow) -> None:
        """Decide whether the request's body streams."""
        if not self._passes(flow):
            return
        flow.metadata["phase"] = self.phase
        self._count(flow)
        bodiless = flow.request.data.method in _BODILESS
        if flow.error is None and (flow.request.stream or self._streams(flow.request, bodiless=bodiless)):
            self._request(flow, complete=False)
            flow.request.stream = self._tee(flow, response=False)
        else:
            self._partial[flow.id] = flow

    def request(self, flow: http.HTTPFlow) -> None:
        """Hand over the request before it goes on."""
        self._show(flow.request, (flow.id, False))
        self._request(flow, complete=True)
        self._settle(flow)

    def responseheaders(self, flow: http.HTTPFlow) -> None:
        """Decide whether the response's body streams."""
        response = flow.response
        assert response is not None
        status = response.data.status_code
        bodiless = status < 200 or status in (204, 304) or flow.request.data.method == b"HEAD"
        if response.stream or self._streams(response, bodiless=bodiless, unknown=not bodiless):
            self._response(flow, complete=False)
            response.stream = self._tee(flow, response=True)

    def response(self, flow: http.HTTPFlow) -> None:
        """Hand over the response before it goes back."""
        assert flow.response is not None
        self._show(flow.response, (flow.id, True))
        self._response(flow, complete=True)
        self._settle(flow)

    def error(self, flow: http.HTTPFlow) -> None:
        """Hand over what there is of an exchange that failed."""
        if flow.metadata.get(_OVER):
            return
        stream = stream_of(flow, self._handlers())
        if flow.id not in self._begun or flow.metadata.get(_KEPT) or kept_back(flow, stream):
            self._request(flow, complete=False, unsent=True)
        if flow.response is not None and not flow.response.timestamp_end and (flow.id, True) not in self._tees:
            self._response(flow, complete=False)
            so_far = received(stream)
            if so_far:
                self._send(frames.Chunk(flow.id, True, so_far))
        self._end(flow, {})

    def look_at(self, client: connection.Client) -> None:
        """Note what was kept back on a connection that ends: mitmproxy's layers, soon gone, say so until now.

        Where mitmproxy fails while a request comes, it passes on nothing of it and tells no end.
        """
        for each in self._begun.values():
            if each.client_conn is client and isinstance(each, http.HTTPFlow):
                each.metadata[_KEPT] = kept_back(each, stream_of(each, self._handlers()))

    def abandon(self, client: connection.Client) -> None:
        """Finish what mitmproxy told no end of, on a connection of the app that is over.

        It tells none where the answer was there before the request was whole, and where it failed itself.
        """
        for each in [*self._begun.values(), *self._partial.values()]:
            if each.client_conn is client and not each.metadata.get(_OVER):
                each.error = each.error or Error(ENDED)
                if isinstance(each, http.HTTPFlow):
                    self.error(each)
                else:
                    self._end(each, {})
                each.metadata[_OVER] = True

    def unfinished(self) -> None:
        """Hand over the heads of requests that have not come whole: they went nowhere, and are not to be lost.

        Also where those went that wait for an answer.
        """
        self._tell_waiting()
        for flow in list(self._partial.values()):
            self._request(flow, complete=False, unsent=True)

    @staticmethod
    def _streams(message: http.Message, *, bodiless: bool, unknown: bool = False) -> bool:
        length = message.headers.get("content-length")
        if length is None:
            chunked = "transfer-encoding" in message.headers
            return chunked or unknown or not (bodiless or message.is_http10 or message.is_http11)
        # The app or server may say anything: other alphabets' digits are no numbers, nor is one without an end.
        known = length.isascii() and length.isdigit() and len(length) <= _LONGEST_LENGTH
        return not bodiless and (not known or int(length) > STREAMED)

    def _settle(self, flow: http.HTTPFlow) -> None:
        """Take note of an exchange that is over: both halves are whole, and no messages follow."""
        whole = flow.response is not None and flow.request.timestamp_end and flow.response.timestamp_end
        if whole and flow.websocket is None:
            self._begun.pop(flow.id, None)

    def _tee(self, flow: http.HTTPFlow, *, response: bool) -> Tee:
        tee = self._tees[flow.id, response] = Tee(self._send, flow.id, response=response)
        return tee

    def _show(self, message: http.Message, key: tuple[str, bool]) -> None:
        """Give a user interface the body that has streamed past."""
        if key in self._tees:
            message.data.content = self._tees[key].body

    def _request(self, flow: http.HTTPFlow, *, complete: bool, unsent: bool = False) -> None:
        self._begun[flow.id] = flow
        self._partial.pop(flow.id, None)
        self._head(flow, flow.request, complete=complete, response=False, unsent=unsent)

    def _response(self, flow: http.HTTPFlow, *, complete: bool) -> None:
        assert flow.response is not None
        self._waiting.pop(flow.id, None)
        unsent = flow.server_conn.timestamp_start is None
        self._head(flow, flow.response, complete=complete, response=True, unsent=unsent)

    def _head(
        self, flow: http.HTTPFlow, message: http.Message, *, complete: bool, response: bool, unsent: bool
    ) -> None:
        state = message.data.get_state()
        if not complete or ((flow.id, response) in self._tees and self._tees.pop((flow.id, response))):
            state["content"] = None
        sent = self._send(
            frames.Head(
                flow.id,
                response,
                complete,
                self._connection(flow.client_conn),
                self._connection(flow.server_conn) if response else self._going_to(flow),
                flow.metadata.get("phase", ""),
                flow.timestamp_created,
                state,
                response and flow.websocket is not None,
                flow.client_conn.sni or flow.request.data.host if response else "",
                unsent,
            )
        )
        if not sent and flow.killable:
            flow.kill()
