"""The absolute URL of a request, as other tools write it: where it went, or why that was over no network."""

import re
from dataclasses import dataclass

from trafficaudit.hostnames import authority, host_of
from trafficaudit.readers.flow.peers import default_port
from trafficaudit.readers.har.body import to_bytes

_URL = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]{0,40}):(//)?([^/?#]*)")
LOCAL = frozenset(
    (
        *("about", "blob", "chrome", "chrome-error", "chrome-extension", "data", "devtools", "edge", "file"),
        *("filesystem", "javascript", "moz-extension", "resource", "safari-web-extension", "view-source"),
    )
)
"""Schemes of what a program asks itself for."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where a request went; ``port`` is 0 where neither the URL nor its scheme tells one."""

    url: str
    scheme: str
    host: str
    port: int


def target_of(url: str, *, tunnel: bool) -> Target | str:
    """Split an absolute URL; or say why it is none that went over the network.

    A tunnel is asked for by ``host:port`` alone (RFC 9110, 9.3.6), and some tools write it so.

    >>> target_of("https://shop.example:8443/a?b#c", tunnel=False)
    Target(url='https://shop.example:8443/a?b', scheme='https', host='shop.example', port=8443)
    """
    if tunnel and "//" not in url:
        url = f"https://{url}"
    match = _URL.match(url)
    if match is None:
        return "request.url is no absolute URL"
    scheme = match[1].lower()
    if scheme in LOCAL or match[2] is None:
        return f"not a network request ({scheme}: URL)"
    # Browsers and OkHttp take a backslash for a slash (URL Standard, 4.4): what is behind one is no host.
    place = match[3].partition("\\")[0].rpartition("@")[2]
    named = authority(place)
    host, port = named if named is not None else (place, None)
    if not host_of(host):
        return "request.url names no host"
    # A URL's bytes count with surrogateescape; whatever else stood in the text must survive that. Its fragment is for
    # the client alone (RFC 3986, 3.5): browsers that write it have not sent it. Our own export says what was (harown).
    safe = to_bytes(url.partition("#")[0]).decode("utf-8", "surrogateescape")
    return Target(safe, scheme, host_of(host), port or default_port(scheme) or 0)
