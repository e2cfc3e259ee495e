"""Connections that pass unread: mitmproxy has flows for those it is told of by host, not for those an addon chose."""

from mitmproxy.proxy.context import Context
from mitmproxy.proxy.layers import TCPLayer, UDPLayer


def show_ignored() -> None:
    """Have a flow of whatever passes unread from now on, in this process, whoever lets it (``tls_clienthello``)."""
    of_tcp, of_udp = TCPLayer.__init__, UDPLayer.__init__

    def seen_tcp(self: TCPLayer, context: Context, ignore: bool = False) -> None:
        of_tcp(self, context)

    def seen_udp(self: UDPLayer, context: Context, ignore: bool = False) -> None:
        of_udp(self, context)

    TCPLayer.__init__ = seen_tcp  # type: ignore[method-assign]
    UDPLayer.__init__ = seen_udp  # type: ignore[method-assign]
