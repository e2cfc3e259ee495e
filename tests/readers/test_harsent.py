"""What browsers and mitmproxy say of requests that reached no server, in their own words."""

from pathlib import Path

import pytest
from support import hars

from trafficaudit.model import Exchange
from trafficaudit.readers import har

NO_RESPONSE = {"status": 0, "statusText": "", "headers": [], "content": {}, "_transferSize": 0}
TIMINGS = {"connect": -1, "ssl": -1, "send": 0, "wait": 0, "receive": 0}


def sent(tmp_path: Path, changes: dict[str, object], response: dict[str, object] | None = None) -> bool:
    entry = hars.entry("https://a.example/x", "192.0.2.7") | {"timings": TIMINGS} | changes
    if response is not None:
        entry["response"] = NO_RESPONSE | response
    items = list(har.open_source(hars.write(tmp_path / "one.har", entry)).items())
    (found,) = (each for each in items if isinstance(each, Exchange))
    return found.sent


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, True),
        ({"cache": {}}, True),
        ({"_fromCache": "disk"}, False),
        ({"_fromCache": "memory"}, False),
        ({"_fromCache": None}, True),
        ({"_fetchType": "Network Load"}, True),
        ({"_fetchType": "Disk Cache"}, False),
        ({"cache": {"afterRequest": None}, "serverIPAddress": ""}, False),
        ({"cache": {"afterRequest": {"hitCount": 1}}, "serverIPAddress": "192.0.2.7"}, True),
        ({"cache": {"beforeRequest": {}, "afterRequest": {}}, "serverIPAddress": ""}, True),
    ],
)
def test_an_answer_from_a_cache_was_asked_of_no_server(
    tmp_path: Path, changes: dict[str, object], expected: bool
) -> None:
    assert sent(tmp_path, changes) is expected


@pytest.mark.parametrize(
    ("changes", "asked", "expected"),
    [
        ({"time": 0, "timings": {}}, {}, False),
        ({"time": 0, "timings": {"blocked": 0, "dns": 0, "connect": 0, "send": 0, "wait": 0, "receive": 0}}, {}, False),
        ({"time": 0, "timings": {}}, {"headersSize": None}, False),
        ({"time": 0, "timings": {}}, {"headersSize": -1}, True),
        ({"time": 0, "timings": {}, "connection": "443"}, {}, True),
        ({"time": 0, "timings": {}, "serverIPAddress": "192.0.2.7"}, {}, True),
        ({"time": 0, "timings": {"wait": 3}}, {}, True),
        ({"time": 12, "timings": {}}, {}, True),
        ({"time": False, "timings": {}}, {}, True),
        ({"time": 0, "timings": None}, {}, True),
    ],
)
def test_an_answer_of_no_time_and_no_server(
    tmp_path: Path, changes: dict[str, object], asked: dict[str, object], expected: bool
) -> None:
    made = {"serverIPAddress": ""} | changes
    entry = hars.entry("https://a.example/x", "192.0.2.7") | made
    entry["request"] = {name: each for name, each in entry["request"].items() if name != "headersSize"} | asked
    (found,) = har.open_source(hars.write(tmp_path / "one.har", entry)).items()
    assert isinstance(found, Exchange)
    assert found.sent is expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [("cache-storage", False), ("http-cache", False), ("fallback-code", False), ("network", True), (["x"], True)],
)
def test_what_a_service_worker_answered_by_itself(tmp_path: Path, source: object, expected: bool) -> None:
    answer = {"status": 200, "headers": [], "content": {}, "_serviceWorkerResponseSource": source}
    assert sent(tmp_path, {}, answer) is expected


@pytest.mark.parametrize(
    ("answer", "address", "expected"),
    [
        ({"status": 502, "statusText": "Fiddler - DNS Lookup Failed"}, "", False),
        ({"status": 502, "statusText": "Fiddler - Connection Failed"}, "", False),
        ({"status": 504, "statusText": "Fiddler - Receive Failure"}, "", True),
        ({"status": 502, "statusText": "Bad Gateway"}, "", True),
        ({"status": 502, "statusText": ["x"]}, "", True),
        ({"status": 503, "_charlesStatus": "EXCEPTION"}, "", False),
        ({"status": 503, "_charlesStatus": "EXCEPTION"}, "192.0.2.7", True),
        ({"status": 503, "_charlesStatus": "COMPLETE"}, "", True),
        ({"status": 200, "_charlesStatus": "EXCEPTION"}, "", True),
    ],
)
def test_what_a_proxy_answered_by_itself(
    tmp_path: Path, answer: dict[str, object], address: str, expected: bool
) -> None:
    assert sent(tmp_path, {"serverIPAddress": address}, {"headers": [], "content": {}} | answer) is expected


@pytest.mark.parametrize(
    ("error", "address", "expected"),
    [
        ("net::ERR_NAME_NOT_RESOLVED", "", False),
        ("net::ERR_BLOCKED_BY_CLIENT", "", False),
        ("net::ERR_CERT_AUTHORITY_INVALID", "", False),
        ("net::ERR_CONNECTION_RESET", "", True),
        ("net::ERR_ABORTED", "", True),
        ("[Errno 111] Connect call failed", "", False),
        ("server closed connection", "192.0.2.7", True),
        ("", "", True),
    ],
)
def test_a_request_that_failed(tmp_path: Path, error: str, address: str, expected: bool) -> None:
    assert sent(tmp_path, {"serverIPAddress": address}, {"_error": error}) is expected
