"""Whether the request of a HAR entry reached a server. HAR 1.2 has no member for it: each tool says it in its own way.

* From a cache: Chrome ``_fromCache`` (``memory``, ``disk``) and ``_serviceWorkerResponseSource`` (what a page's service
  worker answered by itself; what it fetched is an entry of its own), Safari ``_fetchType`` (``Memory Cache``,
  ``Disk Cache``) but for what was asked on a condition: it says the same where a server confirmed what the cache had,
  and leaves to the server what a page itself asks on one. Firefox ``cache.afterRequest``, which it writes for such
  responses alone, and no address of a server;
  of some it writes neither, but a ``time`` of 0, nothing in ``timings``, and a ``null`` for ``request.headersSize``,
  which it knows of every request that went out. A route that has a cache answer without the worker is
  ``_serviceWorkerRouterActualSourceType`` ``cache``.
* By the browser: an ``Internal Redirect`` that it made up (from http to https by HSTS, by an extension) has a header
  ``Non-Authoritative-Reason`` and no address. What a server pushed nobody asked for: ``_was_pushed`` (chrome-har).
* No server: Chrome names the error (``net::ERR_NAME_NOT_RESOLVED``), mitmproxy names its own and no address; with an
  address where a connection that stood was not used: what it ended (``flowsent.KILLED``), or could not open anew
  (``Connect call failed`` of asyncio). What it answered by itself has its name (``flowsent.own_answer``). Fiddler
  answers by itself and says so in ``statusText``; so does Charles with 503, ``_charlesStatus`` ``EXCEPTION`` and no
  address. Chrome's ``net::ERR_FAILED`` without an answer is what CORS forbade, be it the request or its answer:
  one that went out has the headers that only the network adds (``Host``, ``:authority``).

Whatever does not say so was sent.
"""

from collections.abc import Mapping

from trafficaudit.readers.flow.sent import KILLED, own_answer

_FAILED_BEFORE = (
    *("NAME_", "DNS_", "ADDRESS_", "CONNECTION_REFUSED", "CONNECTION_FAILED", "CONNECTION_TIMED_OUT"),
    *("INTERNET_DISCONNECTED", "NETWORK_ACCESS_DENIED", "PROXY_", "TUNNEL_", "SOCKS_", "CERT_"),
    *("BLOCKED_BY_CLIENT", "BLOCKED_BY_ADMINISTRATOR", "BLOCKED_BY_CSP", "BLOCKED_IN_INCOGNITO", "CACHE_MISS"),
    *("BLOCKED_BY_LOCAL_NETWORK_", "BLOCKED_BY_PRIVATE_NETWORK_", "ECH_"),
    *("UNSAFE_PORT", "UNKNOWN_URL_SCHEME", "DISALLOWED_URL_SCHEME", "INVALID_URL", "SSL_VERSION_OR_CIPHER_MISMATCH"),
    "SSL_PINNED_KEY_NOT_IN_CERT_CHAIN",
)
"""Errors that end a request before it is sent (Chromium, ``net/base/net_error_list.h``), without ``net::ERR_``."""

_CHROME = "net::ERR_"
_UNOPENED = "Connect call "
_FORBIDDEN = "net::ERR_FAILED"
_ADDED = {"host", ":authority"}
_FIDDLER = "Fiddler - DNS Lookup Failed", "Fiddler - Connection Failed"
_UNAVAILABLE = 503
_WORKER = "cache-storage", "http-cache", "fallback-code"
"""Where a service worker's answer came from if from no server (Chrome DevTools Protocol, Network)."""
_CONDITIONS = {"if-none-match", "if-modified-since"}
"""What asks a server whether something in a cache still holds (RFC 9110, 13.1)."""
_BETWEEN = {
    "Service Worker": "a service worker of the page answered this request: whether it was sent as well is not told",
    "Inspector Override": "somebody had Web Inspector answer this request: whether it was sent as well is not told",
}
"""Who answers, by Safari's ``_fetchType``, and may have asked a server or not; what a worker fetches is in no entry."""
_INTERNAL, _MADE_UP = "Internal Redirect", "non-authoritative-reason"
"""How answers begin that Chromium makes up to lead elsewhere, and the header that says why."""


def is_sent(entry: Mapping[str, object], *, answered: bool, error: str | None) -> bool:
    """Tell whether the request of an entry left; ``answered`` says whether the entry has a response."""
    if _pushed(entry):
        return False
    if answered and (_cached(entry) or _by_proxy(entry) or _by_browser(entry)):
        return False
    return (answered and _has_status(entry)) or not _unreached(entry, error or "")


def _has_status(entry: Mapping[str, object]) -> bool:
    """Whether a server's answer is told: headers and cookies alone may be left from an earlier one."""
    response = entry.get("response")
    return isinstance(response, Mapping) and response.get("status") not in (0, -1, None)


def doubt(entry: Mapping[str, object]) -> str:
    """Say why nobody can tell whether the request of an entry left; empty where that is told."""
    kind = entry.get("_fetchType")
    return _BETWEEN.get(kind, "") if isinstance(kind, str) else ""


def _pushed(entry: Mapping[str, object]) -> bool:
    return entry.get("_was_pushed") in (1, "1")


def _by_browser(entry: Mapping[str, object]) -> bool:
    response = entry.get("response")
    if not isinstance(response, Mapping) or response.get("statusText") != _INTERNAL or entry.get("serverIPAddress"):
        return False
    size = response.get("_transferSize")
    passed = isinstance(size, int | float) and size > 0
    return not passed and _MADE_UP in _named(response.get("headers"))


def _named(headers: object) -> set[str]:
    """Give the names of headers, in lower case."""
    names = [each.get("name") for each in headers if isinstance(each, Mapping)] if isinstance(headers, list) else []
    return {name.lower() for name in names if isinstance(name, str)}


def _pairs(headers: object) -> list[tuple[bytes, bytes]]:
    listed = [each for each in headers if isinstance(each, Mapping)] if isinstance(headers, list) else []
    return [(_bytes(each.get("name")), _bytes(each.get("value"))) for each in listed]


def _bytes(text: object) -> bytes:
    return str(text).encode(errors="replace")


def _by_proxy(entry: Mapping[str, object]) -> bool:
    response = entry.get("response")
    if not isinstance(response, Mapping):
        return False
    if response.get("statusText") in _FIDDLER or own_answer(_pairs(response.get("headers")), response.get("status")):
        return True
    failed = response.get("_charlesStatus") == "EXCEPTION" and response.get("status") == _UNAVAILABLE
    return failed and not entry.get("serverIPAddress")


def _cached(entry: Mapping[str, object]) -> bool:
    if entry.get("_fromCache") in ("memory", "disk"):
        return True
    if entry.get("_fetchType") in ("Memory Cache", "Disk Cache"):
        request = entry.get("request")
        return not (isinstance(request, Mapping) and _named(request.get("headers")) & _CONDITIONS)
    response = entry.get("response")
    if isinstance(response, Mapping) and (
        response.get("_serviceWorkerResponseSource") in _WORKER
        or response.get("_serviceWorkerRouterActualSourceType") == "cache"
    ):
        return True
    cache = entry.get("cache")
    firefox = isinstance(cache, Mapping) and "afterRequest" in cache and "beforeRequest" not in cache
    return (firefox or _at_once(entry)) and not entry.get("serverIPAddress")


def _at_once(entry: Mapping[str, object]) -> bool:
    request, timings, time = entry.get("request"), entry.get("timings"), entry.get("time")
    spent = timings.values() if isinstance(timings, Mapping) else (1,)
    # Whoever leaves the member out says nothing by it: only Firefox's null does.
    told = isinstance(request, Mapping) and request.get("headersSize", -1) is None and "connection" not in entry
    return told and type(time) in (int, float) and time == 0 and all(each in (0, -1, None) for each in spent)


def _unreached(entry: Mapping[str, object], error: str) -> bool:
    if error == _FORBIDDEN:
        request = entry.get("request")
        left = _named(request.get("headers")) & _ADDED if isinstance(request, Mapping) else ()
        return not left and not entry.get("serverIPAddress")
    if error.startswith(_CHROME):
        return error.removeprefix(_CHROME).startswith(_FAILED_BEFORE)
    response, timings = entry.get("response"), entry.get("timings")
    told = isinstance(response, Mapping) and bool(response.get("_error")) and response.get("_transferSize") == 0
    if told and (error == KILLED or _UNOPENED in error):
        return True
    connected = not isinstance(timings, Mapping) or timings.get("connect") != -1
    return told and not connected and not entry.get("serverIPAddress")
