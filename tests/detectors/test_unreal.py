import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.samples import exchange

from trafficaudit.decode import decode
from trafficaudit.decode.fields import Fields
from trafficaudit.detectors import Context, build_all, identifiers
from trafficaudit.detectors.key import search as key
from trafficaudit.detectors.unreal import doubt
from trafficaudit.model import Message
from trafficaudit.persona import Persona

ID = "3f2b1a09-8c7d-4e6f-9a5b-4c3d2e1f0a9b"


def claimed(document: object, person: Persona | None = None) -> set[tuple[str, str, str]]:
    body = json.dumps(document).encode()
    made = exchange(request=Message(((b"content-type", b"application/json"),), body, body_size=len(body)))
    decoded = decode(made)
    return {
        (found.field.path, found.category, found.detector.partition(":")[0])
        for detect in build_all(Context(person))
        for found in detect(made, decoded)
    }


@pytest.mark.parametrize("said", [False, 0, "false"])
def test_nothing_is_claimed_of_an_id_that_says_it_is_none(said: object) -> None:
    found = claimed({"hardware_id": ID, "is_hardware_id_real": said, "adid": ID})
    assert {place for place, _, _ in found} == {"adid"}


@pytest.mark.parametrize("beside", [{"is_hardware_id_real": True}, {"is_device_id_real": False}, {"real": False}, {}])
def test_an_id_that_does_not_say_so_is_one(beside: dict[str, bool]) -> None:
    assert ("hardware_id", "device_id", "key") in claimed({"hardware_id": ID} | beside)


def test_what_stands_elsewhere_says_nothing_of_it() -> None:
    found = claimed({"a": {"hardware_id": ID}, "b": {"hardware_id": ID, "is_hardware_id_real": False}})
    assert {place for place, _, _ in found} == {"a.hardware_id"}


def test_a_seeded_value_stays_one() -> None:
    person = Persona("p", {"device_id": (ID,)}, "")
    found = claimed({"hardware_id": ID, "is_hardware_id_real": False}, person)
    assert found == {("hardware_id", "device_id", "persona")}


SITES = "211.234.10.20"


@pytest.mark.parametrize("name", ["ip", "remote_ip", "ipAddr", "IPv4"])
@pytest.mark.parametrize("site", ["host", "hostname", "domain"])
def test_an_address_beside_the_name_of_a_site_is_the_sites(name: str, site: str) -> None:
    assert claimed({"look-ups": [{site: "api.shop.example", name: SITES, "ms": 12}]}) == set()
    assert claimed({site: "api.shop.example", name: f"{SITES}:443"}) == set()
    told = claimed({site: "api.shop.example", name: SITES, site.upper(): "x"})
    assert "ip_address" not in {category for _, category, _ in told}


@pytest.mark.parametrize(
    "document",
    [
        {"ip": SITES},
        {"clientIp": SITES, "host": "api.shop.example"},
        {"ip": "192.168.0.12", "host": "api.shop.example"},
        {"ip": SITES, "host": "narae-phone.local"},
        {"ip": SITES, "host": "shop.example", "user_agent": "okhttp/4.12"},
        {"ip": SITES, "hostname": "c-1.kornet.example", "city": "Seoul"},
        {"ip": SITES, "to": {"host": "api.shop.example"}},
    ],
)
def test_an_address_of_a_visitor_is_his(document: dict[str, object]) -> None:
    assert "ip_address" in {category for _, category, _ in claimed(document)}


NAMES = st.sampled_from(["device_id", "hardware_id", "is_real", "is_device_id", "device_id_real"]) | st.text(max_size=8)
VALUES = st.sampled_from([ID, False, "false", 0]) | st.text(max_size=8)


@given(st.dictionaries(NAMES, VALUES, max_size=5))
def test_anything_else_passes_as_it_was_found(document: dict[str, object]) -> None:
    body = json.dumps(document).encode()
    made = exchange(request=Message((), body, body_size=len(body)))
    decoded = decode(made)
    made_up = doubt(Fields.of(decoded.fields))
    assert made_up is not None
    for module in (identifiers, key):
        assert not any(map(made_up, module.build(Context())(made, decoded)))
