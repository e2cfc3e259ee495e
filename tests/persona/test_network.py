import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.persona import network
from trafficaudit.persona.form import Form


def free(value: str, spell: object = network.network_address) -> set[str]:
    return {form.text for form in spell(value) if not form.typed_only and form.text}  # type: ignore[operator]


def test_ipv4_stands_as_a_number_in_either_byte_order() -> None:
    assert free("211.34.187.62") >= {
        "3542268734",
        "-752698562",
        "1052451539",
        "62.187.34.211.in-addr.arpa",
        "211.034.187.062",
    }


@pytest.mark.parametrize("value", ["192.168.0.12", "10.2.3.4", "203.0.113.77"])
def test_an_address_that_many_have_is_a_number_only_by_name(value: str) -> None:
    assert not {text for text in free(value) if text.lstrip("-").isdigit()}


def test_a_number_that_may_be_a_time_needs_a_name() -> None:
    time = str(ipaddress.IPv4Address(1_764_000_000))
    assert "1764000000" not in free(time)
    assert "1764000000" in {form.text for form in network.network_address(time) if form.typed_only}


@given(st.ip_addresses(v=6))
def test_every_writing_of_ipv6_is_read_as_the_address(address: ipaddress.IPv6Address) -> None:
    for text in network._writings(address):
        if ":" in text:
            try:
                assert ipaddress.IPv6Address(text) == address
            except ipaddress.AddressValueError:  # eight groups and a gap of none
                assert text.count(":") > 7


def test_ipv6_in_notations_that_nobody_advises() -> None:
    assert free("2001:2d8::8a2e:0:7334:1") >= {
        "2001:2d8:0:0:8a2e::7334:1", "2001:02d8::8a2e:0000:7334:0001", "2001:2d8::8a2e:0:115.52.0.1", "200102d8000000008a2e000073340001",
        "2001-2d8--8a2e-0-7334-1", "2001:2d8::8a2e:0:7334:1",
    }  # fmt: skip
    assert "::ffff:d322:bb3e" in free("211.34.187.62")


def test_a_mac_address_is_also_an_eui_64_and_reversed() -> None:
    assert free("3c:5a:b4:91:02:a3", network.mac) >= {
        "3c5ab4fffe9102a3", "3c:5a:b4:ff:fe:91:02:a3", "3e5ab4fffe9102a3", "3e5a:b4ff:fe91:2a3", "a3:02:91:b4:5a:3c",
        "a30291b45a3c", str(0xA30291B45A3C), "3c5ab4-9102a3",
    }  # fmt: skip


@given(st.text(max_size=40))
def test_any_text_gives_forms(value: str) -> None:
    for spell in (network.network_address, network.mac):
        assert all(isinstance(form, Form) for form in spell(value))


@pytest.mark.parametrize("joint", [",", ", "])
def test_an_address_is_a_list_of_its_bytes(joint: str) -> None:
    assert joint.join(("60", "90", "180", "145", "2", "163")) in free("3c:5a:b4:91:02:a3", network.mac)
    assert joint.join(("60", "90", "-76", "-111", "2", "-93")) in free("3c:5a:b4:91:02:a3", network.mac)
    assert joint.join(("211", "34", "187", "62")) in free("211.34.187.62")
