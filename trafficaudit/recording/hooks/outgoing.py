"""On which connection to a server a request goes out.

mitmproxy chooses it after the request was handed over, and tells nobody: where no answer ever comes, nothing but this
says that the request was sent, and where to.
"""

from mitmproxy import connection, http

from trafficaudit.recording import frames
from trafficaudit.recording.hooks.core import Core


class Outgoing(Core):
    """Puts requests and connections to servers together, by the address that is asked for."""

    def _going_to(self, flow: http.HTTPFlow) -> str:
        """Give the connection that a request is handed over with: one that stands, if there is any."""
        if stands(flow.server_conn):
            return self._connection(flow.server_conn)
        for server in self._servers.get(flow.client_conn.id, ()):
            if server.connected and _leads(server, flow.request):
                return self._connection(server)
        self._waiting[flow.id] = flow
        return self._connection(flow.server_conn)

    def _stands(self, client: connection.Client, server: connection.Server) -> None:
        """Hand over that a connection to a server stands, and which requests have waited for it."""
        if any(each.client_conn is client and each.server_conn.via for each in self._waiting.values()):
            # It may be that to an upstream proxy: what leads through it stands in a moment, and no event tells that.
            self._soon(self._tell_waiting)
        name = self._connection(server)
        if not stands(server):
            return
        self._servers.setdefault(client.id, []).append(server)
        for flow in [flow for flow in self._waiting.values() if flow.client_conn is client]:
            if _leads(server, flow.request):
                del self._waiting[flow.id]
                self._send(frames.Reached(flow.id, name))

    def _tell_waiting(self) -> None:
        """Hand over which connection a request went out on, where no event of mitmproxy told that it stands.

        Of one that leads through an upstream proxy without TLS none does. The next request may go out on it.
        """
        for flow in list(self._waiting.values()):
            if stands(server := flow.server_conn):
                del self._waiting[flow.id]
                known = [each for each in self._servers.get(flow.client_conn.id, ()) if each.connected]
                self._servers[flow.client_conn.id] = known if server in known else [*known, server]
                self._send(frames.Reached(flow.id, self._connection(server)))

    def _falls(self, client: connection.Client, server: connection.Server) -> None:
        """Forget a connection to a server."""
        servers = self._servers.get(client.id, [])
        if server in servers:
            servers.remove(server)
        if not servers:
            self._servers.pop(client.id, None)


def stands(server: connection.Server) -> bool:
    """Tell whether requests go out on a connection: with its TLS, where that is wanted.

    One that leads through an upstream proxy has no peer; mitmproxy 12.3 lets it begin when it stands.
    """
    through = server.via is not None and server.timestamp_start is not None and not server.error
    return (server.peername is not None or through) and not (server.tls and server.timestamp_tls_setup is None)


def _leads(server: connection.Server, request: http.Request) -> bool:
    return server.address == (request.host, request.port) and bool(server.tls) == (request.scheme == "https")
