"""What an address alone tells; what is weighed beside it is held in ``test_locate.py``."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.destinations import addresses
from trafficaudit.destinations.addresses import Addresses, address_of
from trafficaudit.destinations.databases import open_all

SHARED = Addresses(open_all())


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("1.2.3.4", "1.2.3.4"),
        (" [2001:db8::1%eth0] ", "2001:db8::1"),
        ("::ffff:1.2.3.4", "1.2.3.4"),
        ("64:ff9b::1.2.3.4", "1.2.3.4"),
        ("api.shop.example", "None"),
        ("1.2.3", "None"),
        ("", "None"),
    ],
)
def test_an_address_is_read_as_recordings_write_it(text: str, address: str) -> None:
    assert str(address_of(text)) == address


@given(st.text(max_size=40) | st.ip_addresses().map(str))
def test_any_text_has_a_place(text: str) -> None:
    place = SHARED.place(address_of(text), text)
    assert place.evidence
    assert (place.country == "") == (place.certainty in ("edge", "unknown"))


def test_a_place_is_remembered_within_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addresses, "MEMORY", 2)
    looked_up = Addresses(open_all())
    first = looked_up.place(address_of("13.124.1.1"), None)
    assert (first.country, first.certainty, first.provider) == ("KR", "established", "aws")
    assert looked_up.place(address_of("::ffff:13.124.1.1"), None) is first
    for last in range(3):
        looked_up.place(address_of(f"10.0.0.{last}"), None)
    assert looked_up.place(address_of("13.124.1.1"), None) == first


def test_what_is_no_address_is_shown_safely() -> None:
    [line] = SHARED.place(None, "a\x1b" * 99).evidence
    assert line.detail.startswith("not an IP address: a\\x1ba")
    assert len(line.detail) < 100
    assert [line.detail for line in SHARED.place(None, None).evidence] == ["the recording names none"]
