"""What browsers and mitmproxy say of requests that reached no server, in their own words."""

from pathlib import Path

import pytest
from support import hars

from trafficaudit.model import Exchange, Gap
from trafficaudit.readers.har import file as har

NO_RESPONSE = {"status": 0, "statusText": "", "headers": [], "content": {}, "_transferSize": 0}
TIMINGS = {"connect": -1, "ssl": -1, "send": 0, "wait": 0, "receive": 0}


def sent(tmp_path: Path, changes: dict[str, object], response: dict[str, object] | None = None) -> bool:
    entry = hars.entry("https://a.example/x", "192.0.2.7") | {"timings": TIMINGS} | changes
    if response is not None:
        entry["response"] = NO_RESPONSE | response
    items = list(har.open_source(hars.write(tmp_path / "one.har", entry)).items())
    (found,) = (each for each in items if isinstance(each, Exchange))
    return found.sent


def on_condition(name: str) -> dict[str, object]:
    """Give an entry's request that asks whether something still holds."""
    request = hars.entry("https://a.example/x", "192.0.2.7")["request"]
    assert isinstance(request, dict)
    return {"request": request | {"headers": [{"name": name, "value": "x"}]}}


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
        ({"_fetchType": "Memory Cache"}, False),
        ({"_fetchType": "Memory Cache"} | on_condition("If-None-Match"), True),
        ({"_fetchType": "Disk Cache"} | on_condition("if-modified-since"), True),
        ({"_fetchType": "Disk Cache"} | on_condition("if-range"), False),
        ({"_fetchType": "Service Worker"}, True),
        ({"_fetchType": ["Disk Cache"]}, True),
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
        ({"time": 0, "timings": {}}, {"headersSize": ...}, True),
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
    entry["request"] = {
        name: each for name, each in (entry["request"] | {"headersSize": None} | asked).items() if each is not ...
    }
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
        ("net::ERR_ECH_NOT_NEGOTIATED", "", False),
        ("net::ERR_BLOCKED_BY_LOCAL_NETWORK_ACCESS_CHECKS", "", False),
        ("net::ERR_BLOCKED_BY_ORB", "", True),
        ("net::ERR_FAILED", "", False),
        ("net::ERR_FAILED", "192.0.2.7", True),
        ("net::ERR_CONNECTION_RESET", "", True),
        ("net::ERR_ABORTED", "", True),
        ("[Errno 111] Connect call failed", "", False),
        ("server closed connection", "192.0.2.7", True),
        ("", "", True),
    ],
)
def test_a_request_that_failed(tmp_path: Path, error: str, address: str, expected: bool) -> None:
    assert sent(tmp_path, {"serverIPAddress": address}, {"_error": error}) is expected


@pytest.mark.parametrize(
    ("error", "status", "expected"),
    [
        ("net::ERR_BLOCKED_BY_CLIENT", 0, False),
        ("net::ERR_BLOCKED_BY_CLIENT", -1, False),
        ("net::ERR_BLOCKED_BY_CLIENT", 200, True),
        ("net::ERR_ABORTED", 0, True),
        ("", 0, True),
    ],
)
def test_what_is_left_of_an_earlier_answer_is_none(tmp_path: Path, error: str, status: int, expected: bool) -> None:
    left = {"cookies": [{"name": "sid", "value": "a"}], "headers": [{"name": "Date", "value": "x"}]}
    assert sent(tmp_path, {"serverIPAddress": ""}, left | {"_error": error, "status": status}) is expected


INTERNAL = {
    "status": 307,
    "statusText": "Internal Redirect",
    "headers": [
        {"name": "Location", "value": "https://a.example/x"},
        {"name": "Non-Authoritative-Reason", "value": "HSTS"},
    ],
    "content": {},
}


@pytest.mark.parametrize(
    ("changes", "address", "expected"),
    [
        ({}, "", False),
        ({"_transferSize": 0}, "", False),
        ({"_transferSize": 212}, "", True),
        ({}, "192.0.2.7", True),
        ({"statusText": "Temporary Redirect"}, "", True),
        ({"headers": [{"name": "Location", "value": "https://a.example/x"}]}, "", True),
        ({"headers": [["Non-Authoritative-Reason", "HSTS"], {"name": 3}]}, "", True),
        ({"headers": None}, "", True),
    ],
)
def test_a_redirect_that_the_browser_made_up_asked_no_server(
    tmp_path: Path, changes: dict[str, object], address: str, expected: bool
) -> None:
    assert sent(tmp_path, {"serverIPAddress": address}, INTERNAL | changes) is expected


@pytest.mark.parametrize(("pushed", "expected"), [(1, False), ("1", False), (0, True), ("0", True), ([1], True)])
def test_what_a_server_pushed_nobody_asked_for(tmp_path: Path, pushed: object, expected: bool) -> None:
    assert sent(tmp_path, {"_was_pushed": pushed}) is expected


@pytest.mark.parametrize(("source", "expected"), [("cache", False), ("network", True), ("fetch-event", True)])
def test_a_route_of_a_service_worker_may_end_at_a_cache(tmp_path: Path, source: str, expected: bool) -> None:
    answer = {"status": 200, "headers": [], "content": {}, "_serviceWorkerRouterActualSourceType": source}
    assert sent(tmp_path, {}, answer) is expected


@pytest.mark.parametrize(
    ("failure", "address", "expected"),
    [
        ("net::ERR_NAME_NOT_RESOLVED", "", False),
        ("net::ERR_FAILED", "", False),
        ("net::ERR_ABORTED", "", True),
        ("net::ERR_EMPTY_RESPONSE", "192.0.2.7", True),
        ("", "", True),
    ],
)
def test_playwright_writes_a_failure_in_its_own_way(tmp_path: Path, failure: str, address: str, expected: bool) -> None:
    answer = {"status": -1, "_failureText": failure, "_transferSize": -1}
    assert sent(tmp_path, {"serverIPAddress": address}, answer) is expected


def test_a_failure_of_playwright_is_told(tmp_path: Path) -> None:
    entry = hars.entry("https://a.example/x", "")
    entry["response"] = NO_RESPONSE | {"status": -1, "_failureText": "net::ERR_TIMED_OUT"}
    (found,) = har.open_source(hars.write(tmp_path / "one.har", entry)).items()
    assert isinstance(found, Exchange)
    assert (found.response, found.error) == (None, "net::ERR_TIMED_OUT")


@pytest.mark.parametrize(
    ("name", "expected"), [("Host", True), (":authority", True), ("Origin", False), ("X-Host", False)]
)
def test_what_cors_forbade_went_out_where_the_network_added_headers(tmp_path: Path, name: str, expected: bool) -> None:
    entry = hars.entry("https://a.example/x", "", headers={name: "a.example"})
    entry["response"] = NO_RESPONSE | {"_error": "net::ERR_FAILED"}
    (found,) = har.open_source(hars.write(tmp_path / "one.har", entry)).items()
    assert isinstance(found, Exchange)
    assert found.sent is expected


@pytest.mark.parametrize(
    ("response", "expected"),
    [
        ({"_error": "Connection killed."}, False),
        ({"_error": "[Errno 111] Connect call failed ('192.0.2.7', 443)"}, False),
        ({"_error": "server closed connection"}, True),
        ({"status": 403, "headers": [{"name": "Server", "value": "mitmproxy 12.3.1"}]}, False),
        ({"status": 502, "headers": [{"name": "Server", "value": "mitmproxy 12.3.1"}]}, True),
        ({"status": 200, "headers": [{"name": "Server", "value": "nginx"}, {}, "no header"]}, True),
    ],
)
def test_what_mitmproxy_ended_or_answered_over_a_connection_that_stood(
    tmp_path: Path, response: dict[str, object], expected: bool
) -> None:
    connected: dict[str, object] = {"serverIPAddress": "192.0.2.7", "timings": TIMINGS | {"connect": 5}}
    assert sent(tmp_path, connected, response) is expected


@pytest.mark.parametrize(
    ("kind", "who"), [("Service Worker", "a service worker of the page"), ("Inspector Override", "somebody had Web")]
)
def test_who_answers_in_between_leaves_it_open_whether_it_was_sent(tmp_path: Path, kind: str, who: str) -> None:
    entry = hars.entry("https://a.example/x", "192.0.2.7") | {"_fetchType": kind}
    found, gap = har.open_source(hars.write(tmp_path / "one.har", entry)).items()
    assert isinstance(found, Exchange)
    assert isinstance(gap, Gap)
    assert (found.sent, gap.exchanges, who in gap.reason) == (True, 0, True)
