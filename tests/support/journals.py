"""Recordings made in this process: frames go into a journal, the writer makes a capture of it."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
from mitmproxy.test import tflow

from trafficaudit.model import Exchange
from trafficaudit.readers import open_capture
from trafficaudit.recording import folder as folders
from trafficaudit.recording import frames
from trafficaudit.recording.journal import Journal
from trafficaudit.recording.writer import Writer, recover

CLIENT: dict[str, Any] = tflow.tclient_conn().get_state() | {"id": "client", "sni": "api.shop.example"}
SERVER: dict[str, Any] = tflow.tserver_conn().get_state() | {
    "id": "server",
    "peername": ("3.34.0.1", 443),
    "timestamp_end": None,
}
START = 1795478400.0


def request(number: int = 0, body: bytes | None = b"{}", **changes: Any) -> dict[str, Any]:
    return {
        "http_version": b"HTTP/1.1",
        "headers": ((b"content-type", b"application/json"),),
        "content": body,
        "trailers": None,
        "timestamp_start": START + number,
        "timestamp_end": START + number + 0.1,
        "host": "api.shop.example",
        "port": 443,
        "method": b"POST",
        "scheme": b"https",
        "authority": b"",
        "path": b"/%d" % number,
    } | changes


def response(number: int = 0, body: bytes | None = b"ok", **changes: Any) -> dict[str, Any]:
    return {
        "http_version": b"HTTP/1.1",
        "headers": ((b"date", b"Tue, 24 Nov 2026 00:00:02 GMT"),),
        "content": body,
        "trailers": None,
        "timestamp_start": START + number + 0.2,
        "timestamp_end": START + number + 0.3,
        "status_code": 200,
        "reason": b"OK",
    } | changes


def head(flow: str, state: dict[str, Any], *, phase: str = "login", **changes: Any) -> frames.Head:
    values: dict[str, Any] = {
        "flow": flow,
        "response": "status_code" in state,
        "complete": True,
        "client": "client",
        "server": "server",
        "phase": phase,
        "created": START,
        "state": state,
        "host": "api.shop.example",
    }
    return frames.Head(**(values | changes))


class Recording:
    """A capture folder with a journal, and the writer when it is asked for."""

    def __init__(self, folder: Path, file_size: int = 64 << 20) -> None:
        self.folder = folder
        self._lock = folders.begin(folder, {"app": {"package": "kr.example.shop"}})
        self.journal = Journal(folder / folders.WORKING, file_size)
        self.send(frames.Hello(START, 1.0, 21, 1))
        self.send(frames.Connection("client", CLIENT), frames.Connection("server", SERVER))

    def send(self, *sent: frames.Frame) -> None:
        for frame in sent:
            self.journal.append(msgspec.msgpack.encode(frame))

    def exchange(self, number: int, **changes: Any) -> None:
        self.send(head(f"flow-{number}", request(number, **changes)), head(f"flow-{number}", response(number)))

    def writer(self) -> Writer:
        return Writer(self.folder)

    def finish(self, *, orderly: bool = True) -> dict[str, object]:
        if orderly:
            self.send(frames.Bye(START + 1000, "end"))
        return recover(self.writer())

    def close(self) -> None:
        self.journal.close()
        os.close(self._lock)


@contextmanager
def recording(folder: Path, file_size: int = 64 << 20) -> Iterator[Recording]:
    made = Recording(folder, file_size)
    try:
        yield made
    finally:
        made.close()


def cut_short(folder: Path) -> None:
    """Leave a recording whose writer took in one exchange and a mark, and not the exchange that came after them."""
    with recording(folder) as made:
        made.exchange(1)
        made.send(frames.Phase("consent", time.time(), time.monotonic(), ""))
        first = Writer(folder)
        first.step()
        first.sync(alive=False)
        made.exchange(2)


def paths(folder: Path) -> list[str]:
    """Give the last step of each exchange's path in a capture, in its order."""
    return [item.url.rpartition("/")[2] for item in open_capture(folder).items() if isinstance(item, Exchange)]
