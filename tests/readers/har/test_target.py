"""Where a URL goes, and why others go nowhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.readers.har.target import Target, target_of


@pytest.mark.parametrize(
    ("url", "host", "port"),
    [
        ("https://shop.example/a", "shop.example", 443),
        ("http://user:secret@shop.example:8080/", "shop.example", 8080),
        ("wss://[2001:db8::1]/", "2001:db8::1", 443),
        ("https://shop.example\\@evil.example/", "shop.example", 443),
        ("https://SHOP.example?x", "shop.example", 443),
    ],
)
def test_the_host_that_a_url_goes_to(url: str, host: str, port: int) -> None:
    found = target_of(url, tunnel=False)
    assert isinstance(found, Target)
    assert (found.host, found.port) == (host, port)


def test_a_tunnel_may_be_a_host_and_a_port() -> None:
    assert target_of("shop.example:8443", tunnel=True) == Target(
        "https://shop.example:8443", "https", "shop.example", 8443
    )


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("/a", "no absolute URL"),
        ("", "no absolute URL"),
        ("data:text/plain,x", "not a network request"),
        ("chrome-extension://abc/x", "not a network request"),
        ("https:///a", "names no host"),
    ],
)
def test_what_went_over_no_network(url: str, why: str) -> None:
    found = target_of(url, tunnel=False)
    assert isinstance(found, str)
    assert why in found


@given(st.text(max_size=60) | st.text(max_size=60).map("https://".__add__), st.booleans())
def test_any_text_is_a_target_or_a_reason(url: str, tunnel: bool) -> None:
    found = target_of(url, tunnel=tunnel)
    assert isinstance(found, str) or (
        found.host and "#" not in found.url and found.url.encode("utf-8", "surrogateescape")
    )
