"""Exchanges as entries of HAR 1.2, one after the other: memory is bounded by one entry, not by the capture."""

import base64
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import IO

import trafficaudit
from trafficaudit.export import harparts
from trafficaudit.model import UNDATED, Capture, Exchange, Gap, Message
from trafficaudit.plurals import several
from trafficaudit.readers.har import own as harown
from trafficaudit.redaction import visible

WEBSOCKET = "websocket"

NOT_HELD = {"tcp": "TCP messages", "udp": "UDP messages", "dns": "DNS queries"}
"""Protocols that HAR 1.2 has no place for."""

_VERSIONS = {
    "http/0.9": "HTTP/0.9",
    "http/1.0": "HTTP/1.0",
    "http/1.1": "HTTP/1.1",
    "http/2": "HTTP/2",
    "http/3": "HTTP/3",
}
_MESSAGES = 8 << 20
_TEXT, _BINARY = 1, 2
_BASE64 = {"encoding": "base64"}


class Writer:
    """Writes a HAR to a file that is open for writing; ``close`` ends the document.

    Args:
        out: where to.
        capture: what the exchanges are from.
    """

    def __init__(self, out: IO[bytes], capture: Capture) -> None:
        self._out, self._capture = out, capture
        self._entry: dict[str, object] | None = None
        self._open: tuple[str, int] = "", 0
        self._messages: list[dict[str, object]] = []
        self.entries = 0
        self.left_out: Counter[str] = Counter()
        self.kept = 0
        source = f"derived from {visible(capture.name)}, SHA-256 {capture.sha256}"
        head = {
            "version": "1.2",
            "creator": {
                "name": "trafficaudit",
                "version": trafficaudit.__version__,
                "comment": f"A copy for viewing, {source}. The evidence is the capture. Durations are not kept (0).",
            },
        }
        self._write('{"log": ' + json.dumps(head)[:-1] + ', "entries": [')

    def take(self, item: Exchange | Gap) -> None:
        """Take in what the capture's reader gives next."""
        if isinstance(item, Gap):
            self.left_out["gaps in the capture"] += 1
        elif item.protocol in NOT_HELD:
            self.left_out[NOT_HELD[item.protocol]] += 1
        elif item.protocol == WEBSOCKET:
            self._message(item)
        else:
            self._flush()
            self._begin(item, harentry(item))
            self._count_kept(item)

    def close(self) -> None:
        """End the document with what it is derived from and what it does not hold."""
        self._flush()
        comment = (
            f"Derived by trafficaudit {trafficaudit.__version__} from the capture {visible(self._capture.name)} "
            f"({self._capture.format}, {self._capture.size} bytes), SHA-256 {self._capture.sha256}. "
            f"{several(self.entries, 'entry', 'entries')}. "
            f"Not in this file, as HAR 1.2 cannot hold it: {self.missing() or 'nothing'}. "
            f"Bodies held as they were sent, as their content encoding cannot be taken off: {self.kept}."
        )
        self._write('\n], "comment": ' + json.dumps(comment) + "}}\n")

    def missing(self) -> str:
        """Say what was left out, and how much of it."""
        return ", ".join(f"{what}: {count}" for what, count in sorted(self.left_out.items()))

    def _begin(self, exchange: Exchange, entry: dict[str, object]) -> None:
        self._entry, self._messages = entry, []
        self._open = exchange.id.rpartition(".w")[0] or exchange.id, 0

    def _message(self, item: Exchange) -> None:
        """Add a message to the entry of its handshake, or to one that says that it goes on with an earlier one."""
        name, size = item.id.rpartition(".w")[0], self._open[1]
        if self._entry is None or self._open[0] != name or size > _MESSAGES:
            self._flush()
            self._begin(item, continuation(item))
        made = message(item)
        self._messages.append(made)
        self._open = name, self._open[1] + len(str(made["data"]))

    def _flush(self) -> None:
        if self._entry is None:
            return
        if self._messages:
            self._entry["_webSocketMessages"] = self._messages
        self._write(("," if self.entries else "") + "\n" + json.dumps(self._entry))
        self._entry, self._messages = None, []
        self.entries += 1

    def _count_kept(self, exchange: Exchange) -> None:
        for each in (exchange.request, exchange.response):
            if each is not None and harparts.plain(each).kept:
                self.kept += 1

    def _write(self, text: str) -> None:
        self._out.write(text.encode("ascii"))


def harentry(exchange: Exchange) -> dict[str, object]:
    """Give an exchange of HTTP as an entry of HAR 1.2."""
    request, url = exchange.request or Message(), harparts.url_of(exchange.url)
    version = _VERSIONS.get(exchange.protocol, "unknown")
    entry: dict[str, object] = {
        "startedDateTime": exchange.started_at.isoformat(),
        "time": 0,
        "request": {
            "method": exchange.method,
            "url": url,
            "httpVersion": version,
            "cookies": harparts.named_cookies(request.headers, b"cookie"),
            **_headers(request),
            "queryString": harparts.query(url),
            "headersSize": -1,
            **_sent(request),
        },
        "response": _answer(exchange, version),
        "cache": {},
        "timings": {"send": 0, "wait": 0, "receive": 0},
    }
    if exchange.started_at == UNDATED:
        entry["comment"] = "when it was is not recorded: 1970-01-01 stands for no time"
    if exchange.server_address:
        entry["serverIPAddress"] = exchange.server_address
    if exchange.connection_id:
        entry["connection"] = exchange.connection_id
    if exchange.error and exchange.response is not None:
        entry["_error"] = exchange.error
    return entry | {harown.OWN: harown.said(exchange, url)}


def continuation(item: Exchange) -> dict[str, object]:
    """Give the entry for messages whose handshake stands in an earlier one."""
    handshake = replace(item, method="GET", protocol="", request=None, response=Message(status=101), error=None)
    entry = harentry(handshake)
    said = harown.said(replace(item, error=None), str(entry["request"]["url"]))  # type: ignore[index]
    comment = "no request of its own: further messages of a WebSocket whose handshake stands in an earlier entry"
    return entry | {"comment": comment, harown.OWN: said | {harown.CONTINUES: True}}


def message(item: Exchange) -> dict[str, object]:
    """Give a WebSocket message in the form of Chrome's DevTools: text, or base64 where the opcode is binary."""
    found = item.request or item.response or Message()
    data = found.body or b""
    opcode = found.opcode if found.opcode is not None else _TEXT if _is_text(data) else _BINARY
    text = base64.b64encode(data).decode("ascii") if opcode == _BINARY else data.decode("utf-8", "replace")
    made: dict[str, object] = {
        "type": "send" if item.request is not None else "receive",
        "time": item.started_at.timestamp(),
        "opcode": opcode,
        "data": text,
        harown.FORM: found.body_form,
        "_size": found.body_size,
    }
    if opcode != _BINARY and not _is_text(data):
        made[harown.BYTES] = base64.b64encode(data).decode("ascii")
    if item.error:
        made["_error"] = item.error
    return made


def _is_text(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _headers(side: Message) -> dict[str, object]:
    listed, exact = harparts.header_list(side.headers)
    out: dict[str, object] = {"headers": listed}
    if not exact:
        out[harown.HEADERS] = harown.pairs(side.headers)
    if side.trailers:
        out[harown.TRAILERS] = harown.pairs(side.trailers)
    return out


def _sent(request: Message) -> dict[str, object]:
    if not request.body:
        return {"bodySize": request.body_size}
    body = harparts.plain(request)
    post = harparts.body_members(body.data, body.form, request.headers, binary=_BASE64)
    return {"bodySize": _size(body, request), "postData": post | {"params": []}}


def _answer(exchange: Exchange, version: str) -> Mapping[str, object]:
    response = exchange.response
    if response is None:
        nothing: dict[str, object] = {"size": 0, "mimeType": "x-unknown"}
        return {**_status(0, version), "headers": [], "cookies": [], "content": nothing, "bodySize": -1} | (
            {"_error": exchange.error} if exchange.error else {}
        )
    content: dict[str, object] = {"size": response.body_size, "mimeType": "x-unknown"}
    if response.body is not None:
        body = harparts.plain(response)
        size = _size(body, response)
        content |= {"size": size} | harparts.body_members(body.data, body.form, response.headers, binary=_BASE64)
        if body.form != response.body_form:
            content["compression"] = size - response.body_size
    location = next((value for name, value in response.headers if name.lower() == b"location"), b"")
    return {
        **_status(response.status or 0, version),
        "redirectURL": location.decode("utf-8", "replace"),
        "cookies": harparts.named_cookies(response.headers, b"set-cookie"),
        **_headers(response),
        "content": content,
        "bodySize": response.body_size if response.body is not None else -1,
    }


def _status(status: int, version: str) -> dict[str, object]:
    return {"status": status, "statusText": "", "httpVersion": version, "redirectURL": "", "headersSize": -1}


def _size(body: harparts.Body, message: Message) -> int:
    """Give a body's size: that of its whole where the capture's reader cut it."""
    return len(body.data) if body.form != message.body_form else message.body_size
