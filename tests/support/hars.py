"""Small HAR files for end-to-end tests, written as a browser writes them."""

import json
from pathlib import Path
from typing import Any


def entry(
    url: str,
    ip: str,
    *,
    headers: dict[str, str] | None = None,
    body: str | None = None,
    kind: str = "application/json",
    response: str = "{}",
    at: str = "2026-11-24T09:00:00.000+09:00",
) -> dict[str, Any]:
    request: dict[str, Any] = {
        "method": "GET" if body is None else "POST",
        "url": url,
        "httpVersion": "HTTP/2.0",
        "cookies": [],
        "headers": [{"name": name, "value": value} for name, value in (headers or {}).items()],
        "queryString": [],
        "headersSize": -1,
        "bodySize": -1,
    }
    if body is not None:
        request["headers"].append({"name": "content-type", "value": kind})
        request["postData"] = {"mimeType": kind, "text": body}
    return {
        "startedDateTime": at,
        "time": 12.5,
        "request": request,
        "response": {
            "status": 200,
            "statusText": "OK",
            "httpVersion": "HTTP/2.0",
            "cookies": [],
            "headers": [],
            "content": {"size": len(response), "mimeType": "application/json", "text": response},
            "redirectURL": "",
            "headersSize": -1,
            "bodySize": -1,
        },
        "cache": {},
        "timings": {"send": 0, "wait": 12, "receive": 0},
        "serverIPAddress": ip,
    }


def write(path: Path, *entries: dict[str, Any], **members: object) -> Path:
    log = {"version": "1.2", "creator": {"name": "test", "version": "1"}, "entries": list(entries)} | members
    path.write_text(json.dumps({"log": log}, ensure_ascii=False), encoding="utf-8")
    return path
