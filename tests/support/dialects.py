"""The same flows as HAR files of several tools: each says what it says in its own way, and leaves out something else."""

import base64
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from mitmproxy import http
from mitmproxy.websocket import WebSocketMessage

KST = timezone(timedelta(hours=9))

DIALECTS: Mapping[str, frozenset[str]] = {
    "chrome": frozenset(("pseudo", "params", "brackets", "connection")),
    "firefox": frozenset(("kst", "host", "no params", "lines")),
    "safari": frozenset(("no cookie header", "commas")),
    "charles": frozenset(("kst", "params alone", "base64")),
    "fiddler": frozenset(("kst", "digits", "params")),
    "packed": frozenset(("base64", "micro", "no cookies", "no query")),
}
"""What each does."""


def write(path: Path, flows: Iterable[http.HTTPFlow], dialect: str) -> Path:
    """Write flows of HTTP as a HAR."""
    does = DIALECTS[dialect]
    entries = [_entry(flow, does) for flow in flows]
    path.write_text(json.dumps({"log": {"version": "1.2", "creator": {"name": dialect}, "entries": entries}}))
    return path


def _entry(flow: http.HTTPFlow, does: frozenset[str]) -> dict[str, Any]:
    entry = {
        "startedDateTime": _time(flow.request.timestamp_start, does),
        "time": 10,
        "request": _request(flow.request, does),
        "response": _response(flow.response, does) if flow.response else {"status": 0, "headers": []},
        "cache": {},
        "timings": {"send": 1, "wait": 8, "receive": 1},
    }
    address = flow.server_conn.peername[0] if flow.server_conn.peername else ""
    entry["serverIPAddress"] = f"[{address}]" if "brackets" in does and ":" in address else address
    entry |= {"connection": flow.client_conn.id} if "connection" in does else {}
    return entry | (
        {"_webSocketMessages": [_message(each) for each in flow.websocket.messages]} if flow.websocket else {}
    )


def _message(message: WebSocketMessage) -> dict[str, Any]:
    text = message.is_text
    return {
        "type": "send" if message.from_client else "receive",
        "time": message.timestamp,
        "opcode": 1 if text else 2,
        "data": message.content.decode() if text else base64.b64encode(message.content).decode(),
    }


def _time(seconds: float, does: frozenset[str]) -> str:
    at = datetime.fromtimestamp(seconds, KST if "kst" in does else UTC)
    text = at.isoformat(timespec="microseconds" if does & {"digits", "micro"} else "milliseconds")
    return text.replace("+", "0+") if "digits" in does else text.replace("+00:00", "Z")


def _request(request: http.Request, does: frozenset[str]) -> dict[str, Any]:
    url = request.pretty_url
    scheme, _, rest = url.partition("://")
    place, _, path = rest.partition("/")
    headers = _headers(request.headers)
    if "pseudo" in does:
        said = {":method": request.method, ":scheme": scheme, ":authority": place, ":path": f"/{path}"}
        headers = [{"name": name, "value": value} for name, value in said.items()] + headers
    if "no cookie header" in does:
        headers = [each for each in headers if each["name"].lower() != "cookie"]
    pairs = [part.partition("=") for text in request.headers.get_all("cookie") for part in text.split("; ")]
    made = {
        "method": request.method,
        "url": url,
        "httpVersion": request.http_version,
        "headers": headers,
        "cookies": [] if "no cookies" in does else [{"name": name, "value": value} for name, _, value in pairs],
        "queryString": []
        if "no query" in does
        else [{"name": a, "value": b} for a, b in request.query.items(multi=True)],
        "bodySize": len(request.raw_content or b""),
    }
    body = request.raw_content or b""
    return made | ({"postData": _posted(body, request.headers.get("content-type", ""), does)} if body else {})


def _posted(body: bytes, kind: str, does: frozenset[str]) -> dict[str, Any]:
    text = _text(body)
    posted: dict[str, Any] = {"mimeType": kind}
    form = parse_qsl(text, keep_blank_values=True) if "urlencoded" in kind and text is not None else []
    params = [{"name": name, "value": value} for name, value in form]
    if params and "params alone" in does:
        return posted | {"params": params}
    shown = {"text": text} if text is not None and "base64" not in does else _base64(body)
    return posted | shown | ({"params": params if "params" in does else []} if does & {"params", "no params"} else {})


def _response(response: http.Response, does: frozenset[str]) -> dict[str, Any]:
    body, headers = response.get_content(strict=False) or b"", _headers(response.headers)
    cookies = response.headers.get_all("set-cookie")
    if cookies and does & {"lines", "commas"}:
        joined = ("\n" if "lines" in does else ", ").join(cookies)
        headers = [each for each in headers if each["name"].lower() != "set-cookie"]
        headers.append({"name": "Set-Cookie", "value": joined})
    text = _text(body)
    shown = {"text": text} if text is not None and "base64" not in does else _base64(body)
    pairs = [each.partition(";")[0].partition("=") for each in cookies]
    return {
        "status": response.status_code,
        "httpVersion": response.http_version,
        "headers": headers,
        "cookies": [{"name": name, "value": value} for name, _, value in pairs],
        "content": {"size": len(body), "mimeType": response.headers.get("content-type", ""), **shown},
        "bodySize": len(response.raw_content or b""),
    }


def _headers(headers: http.Headers) -> list[dict[str, str]]:
    return [{"name": name.decode(), "value": value.decode()} for name, value in headers.fields]


def _text(body: bytes) -> str | None:
    try:
        return body.decode()
    except UnicodeDecodeError:
        return None


def _base64(body: bytes) -> dict[str, str]:
    return {"text": base64.b64encode(body).decode(), "encoding": "base64"}
