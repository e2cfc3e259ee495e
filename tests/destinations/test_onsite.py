import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.destinations import onsite


@pytest.mark.parametrize(
    ("ip", "kind"),
    [
        ("127.0.0.1", "loopback"), ("127.255.255.254", "loopback"), ("::1", "loopback"),
        ("10.0.0.1", "private"), ("172.16.0.1", "private"), ("172.31.255.255", "private"), ("192.168.0.5", "private"),
        ("fd00::1", "private"), ("169.254.1.1", "link-local"), ("fe80::1%en0", "link-local"), ("[fe80::1]", "link-local"),
        ("224.0.0.251", "multicast"), ("239.255.255.250", "multicast"), ("ff02::fb", "multicast"), ("ff05::c", "multicast"),
        ("255.255.255.255", "broadcast"),
    ],
)  # fmt: skip
def test_on_the_spot(ip: str, kind: str) -> None:
    assert onsite.kind(ip) == kind
    assert onsite.told(ip).startswith(f"{kind} address")


@pytest.mark.parametrize(
    "ip",
    [
        "126.255.255.255", "128.0.0.1", "11.0.0.1", "172.15.255.255", "172.32.0.1", "192.167.255.255", "192.169.0.1",
        "100.64.1.1", "203.0.113.5", "0.0.0.0", "224.0.1.1", "238.255.255.255", "240.0.0.1", "ff0e::1", "ff08::1",
        "2001:db8::1", "fec0::1", "::", "::2", "192.168.0.5.example", "", "localhost",
    ],
)  # fmt: skip
def test_near_misses(ip: str) -> None:
    assert onsite.kind(ip) == ""
    assert "nothing left" not in onsite.told(ip)


@given(st.text(max_size=40))
def test_any_text_is_taken(text: str) -> None:
    assert isinstance(onsite.kind(text), str)
