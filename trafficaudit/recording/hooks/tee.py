"""A streamed body on its way: handed over while it passes."""

from collections.abc import Callable

from trafficaudit.recording import frames

STREAMED = 64 << 10
"""Bytes of a body from which on it is handed over piece by piece while it passes."""

SHOWN = 1 << 20
"""Bytes of a streamed body that are kept for a user interface until its flow is over."""


class Tee:
    """Hands a streamed body over while it passes unchanged, and keeps a short one for the user interface."""

    def __init__(self, send: Callable[[frames.Frame], bool], name: str, *, response: bool) -> None:
        self._send, self._name, self._response = send, name, response
        self._kept: list[bytes] = []
        self._size = 0

    def __call__(self, data: bytes) -> list[bytes]:
        """Take a piece; mitmproxy gives an empty one at the end. What cannot be recorded does not pass."""
        if not data or not self._send(frames.Chunk(self._name, self._response, data)):
            return []
        self._size += len(data)
        if self._size <= SHOWN:
            self._kept.append(data)
        else:
            self._kept.clear()
        return [data]

    @property
    def body(self) -> bytes | None:
        """The whole body, or None where it was too long to be kept."""
        return b"".join(self._kept) if self._size <= SHOWN else None
