"""What an app asked for and mitmproxy did not take: it tells that to nobody but its log.

Header fields that a server may let pass (``Connection`` in HTTP/2, capitals, a Host that is not the ``:authority``) end
the connection before there is a flow. What was asked stands nowhere, and reached no server.
"""

import logging
from collections.abc import Callable

from mitmproxy.utils import human

LOGGER = "mitmproxy.proxy.server"
REASON = "the proxy did not take what the app asked for as a valid message, and ended the connection: it stands nowhere"

_BEGINNINGS = ("Client(", "Client closed connection before completing request headers")


class Unread(logging.Handler):
    """Calls ``told`` with the app's port when mitmproxy's log says that it could not read what came from there."""

    def __init__(self, told: Callable[[int], None]) -> None:
        super().__init__(logging.INFO)
        self._told = told

    def emit(self, record: logging.LogRecord) -> None:
        """Look at a line of the log."""
        client = getattr(record, "client", None)
        if not client:
            return
        text = record.getMessage()
        if text.startswith((*_BEGINNINGS, f"{human.format_address(client)}: ")):
            self._told(client[1])
