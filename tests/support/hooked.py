"""The recorder's hooks without a proxy: what they would hand over is collected."""

from collections.abc import Callable, Iterable
from typing import Any

from mitmproxy import connection
from mitmproxy.proxy.server import ConnectionHandler

from trafficaudit.recording import frames
from trafficaudit.recording.hooks.conversations import ConversationHooks
from trafficaudit.recording.hooks.http import HttpHooks
from trafficaudit.recording.hooks.peers import ConnectionHooks


class Hooked(HttpHooks, ConversationHooks, ConnectionHooks):
    """Collects frames; with ``works`` false nothing can be recorded any more."""

    def __init__(self, *, works: bool = True) -> None:
        super().__init__()
        self.phase, self.works, self.sent = "login", works, list[Any]()
        self.handlers: list[Any] = []
        self.gone: list[connection.Client] = []
        self.soon: list[Callable[[], None]] = []

    def _handlers(self) -> Iterable[ConnectionHandler]:
        return self.handlers

    def _soon(self, call: Callable[[], None]) -> None:
        self.soon.append(call)

    def _left(self, client: connection.Client) -> None:
        self.gone.append(client)

    def _begin(self) -> None:
        if not self.works:
            self._refusal = "the disk is full"

    def _send(self, frame: frames.Frame) -> bool:
        self.sent.append(frame)
        return self.works

    def of(self, kind: type[frames.Frame]) -> list[Any]:
        return [frame for frame in self.sent if isinstance(frame, kind)]
