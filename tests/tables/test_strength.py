import dataclasses

import pytest
from support.samples import finding

from trafficaudit.model import Finding
from trafficaudit.tables.strength import beside, proves, strongest


def _counted(*findings: Finding) -> list[str]:
    return sorted(one.category for one in strongest(findings))


def test_a_name_says_nothing_of_how_many_have_a_seeded_value() -> None:
    findings = [
        finding("gender", "persona", confidence=0.5, value="female"),
        finding("gender", "tracker:braze", match="named", confidence=0.95, value="female"),
    ]
    assert beside(findings, strongest(findings)) == []


def test_a_number_that_was_handed_on_hides_nothing_that_its_name_says() -> None:
    findings = [
        finding("user_id", detector="key", match="named"),
        finding("advertising_cookie", detector="key", match="named"),
        finding("advertising_cookie", detector="crosssite", match="pattern"),
    ]
    assert strongest(findings) == findings[:2]


def test_a_members_number_that_a_document_names_is_no_tracking_cookie() -> None:
    handed = finding("advertising_cookie", detector="crosssite", match="pattern")
    member = finding("user_id", detector="tracker:amplitude", match="named")
    model = finding("device_model", detector="tracker:amplitude", match="named")
    assert strongest([member, handed]) == [member]
    assert strongest([model, handed]) == [model, handed]


def test_an_identifier_of_the_phone_is_one_item() -> None:
    fingerprint, android = finding("device_fingerprint"), finding("android_id")
    form = finding("device_id", detector="identifier:alibaba_device_id", match="pattern", confidence=0.7)
    name = finding("device_id", detector="key", match="named", confidence=0.5)
    assert _counted(fingerprint, form, name) == ["device_fingerprint"]
    assert _counted(form, name, fingerprint) == ["device_fingerprint"]
    advertising = finding("advertising_id", detector="identifier:advertising_id", match="pattern", confidence=0.7)
    assert _counted(android, advertising) == ["android_id"]
    assert _counted(advertising, name) == ["advertising_id"]
    assert _counted(form, name) == ["device_id"]


def test_the_router_that_a_phone_is_with_is_no_interface_of_the_phone() -> None:
    router, form = finding("wifi_bssid"), finding("mac_address", detector="identifier:mac_address", match="pattern")
    assert _counted(router, form) == ["wifi_bssid"]
    assert _counted(form, finding("wifi_bssid", path="user.b")) == ["mac_address", "wifi_bssid"]
    assert _counted(form) == ["mac_address"]


def test_items_of_different_kinds_and_places_stay_two() -> None:
    form = finding("email", detector="identifier:email_address", match="pattern")
    assert _counted(finding("user_id"), form) == ["email", "user_id"]
    assert _counted(form, finding("user_id", detector="key", match="named", confidence=0.5)) == ["email", "user_id"]
    advertising = finding("advertising_id", detector="identifier:advertising_id", match="pattern", path="b")
    assert _counted(finding("android_id", path="a"), advertising) == ["advertising_id", "android_id"]
    shared = finding("device_fingerprint", confidence=0.6)
    assert _counted(shared, finding("imei", detector="identifier:imei", match="pattern")) == [
        "device_fingerprint",
        "imei",
    ]
    named = finding("vendor_id", detector="key", match="named", confidence=0.5)
    assert _counted(named, finding("imei", detector="identifier:imei", match="pattern")) == ["imei", "vendor_id"]


@pytest.mark.parametrize(
    ("detectors", "confidence", "expected"),
    [
        ("persona", 0.9, True),
        ("key, persona", 1.0, True),
        ("persona", 0.6, False),
        ("provenance:ciphertext", 0.5, True),
        ("identifier:email_address, key", 1.0, False),
        ("", 1.0, False),
    ],
)
def test_what_many_have_proves_nothing(detectors: str, confidence: float, expected: bool) -> None:
    assert proves(detectors, confidence) is expected


def test_the_number_of_a_tracking_cookie_is_no_members_id_under_another_name() -> None:
    number = "acd0f4O"
    cookie = finding("advertising_cookie", "tracker:temu", value=number, part="cookie", path="_bee")
    named = finding("user_id", "key", value=number, part="url", path="query.adx_uid", match="named")
    another = finding("user_id", "key", value="83920174", part="url", path="query.uid", match="named")
    seeded = finding("user_id", "persona", value=number, part="body", path="uid")
    assert strongest([cookie, named, another, seeded]) == [cookie, another, seeded]
    guessed = dataclasses.replace(cookie, detector="key")
    assert strongest([guessed, named]) == [guessed, named]
    elsewhere = finding("advertising_cookie", "tracker:temu", value=number, path="bg_id")
    assert strongest([elsewhere, named]) == [elsewhere, named]  # documented, and not as a cookie
