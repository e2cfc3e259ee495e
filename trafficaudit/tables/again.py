"""Requests that stand twice in one recording: what was exported or saved twice, or put together of two that overlap.

Nothing is left out: two requests of one moment may be two. Recordings that share one are told of in ``overlaps.py``.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterator

import numpy as np

from trafficaudit.model import UNDATED, Exchange
from trafficaudit.plurals import several
from trafficaudit.redaction import visible

_NUMBER = (1 << 64) - 1


class Again:
    """Takes note of the requests of each recording, 8 bytes of each."""

    def __init__(self) -> None:
        self._asked: defaultdict[str, array[int]] = defaultdict(lambda: array("Q"))

    def add(self, exchange: Exchange, address: int) -> None:
        """Take in an exchange; one without a time, and messages of a conversation, say nothing.

        Args:
            exchange: without its address, headers and bodies.
            address: a checksum of its URL.
        """
        told = exchange.protocol.startswith("http") or exchange.protocol == "dns"
        if exchange.started_at == UNDATED or exchange.request is None or not told:
            return
        sides = exchange.request, exchange.response
        sizes = [(side.status, side.body_size) for side in sides if side is not None]
        name = exchange.started_at, exchange.method, address, exchange.port, exchange.server_address
        one = hash((*name, exchange.connection_id, exchange.client_port, *sizes))
        self._asked[exchange.capture_id].append(one & _NUMBER)

    def warnings(self) -> Iterator[str]:
        """Say of each recording how many of its requests stand in it already."""
        for capture, asked in sorted(self._asked.items()):
            count = len(asked) - len(np.unique(np.frombuffer(asked, dtype=np.uint64)))
            if count:
                what = several(count, "request stands", "requests stand")
                yield (
                    f"{visible(capture)}: {what} in it already, with the same time, address, connection and sizes: "
                    "what was saved or exported twice counts twice"
                )
