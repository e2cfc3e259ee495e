import json
from collections.abc import Mapping
from dataclasses import replace

import pytest
from support.samples import exchange

from trafficaudit.decode import decode
from trafficaudit.detectors import Context, build_all
from trafficaudit.detectors.onekind import settled
from trafficaudit.model import Finding, Message

DRAWN, MEMBER = "70f7065d-b0d4-4220-b7eb-dc3ae1aaa066", "kr58213077qh"


def found(body: Mapping[str, object], host: str = "api.shop.example", path: str = "/v1/events") -> tuple[Finding, ...]:
    sent = exchange(
        url=f"https://{host}{path}",
        host=host,
        method="POST",
        request=Message(((b"content-type", b"application/json"),), json.dumps(body).encode()),
    )
    decoded = decode(sent)
    return tuple(one for detect in build_all(Context(None)) for one in detect(sent, decoded))


def kinds(findings: tuple[Finding, ...], path: str) -> set[str]:
    return {one.category for one in findings if one.field.path == path}


def test_a_number_of_the_device_is_no_user_where_nobody_logged_in() -> None:
    before = found({"deviceId": DRAWN, "userId": DRAWN})
    assert kinds(before, "userId") == {"user_id"}
    after = settled(before)
    assert kinds(after, "userId") == kinds(after, "deviceId") == {"device_id"}
    (told,) = [one for one in after if one.field.path == "userId"]
    assert "the same exchange calls this number a device's or a browser's" in told.reasoning
    assert told.span == next(one for one in before if one.field.path == "userId").span


@pytest.mark.parametrize("device", ["f0e1d2c3b4a59687", ""])
def test_a_users_number_stays_one_beside_another_of_the_device(device: str) -> None:
    after = settled(found({"deviceId": device, "userId": DRAWN}))
    assert kinds(after, "userId") == {"user_id"}


def test_a_members_number_stays_the_members_where_an_app_calls_it_its_device() -> None:
    """Nothing that was drawn: an app may put its member's number wherever it likes."""
    after = settled(found({"deviceId": MEMBER, "userId": MEMBER}))
    assert "user_id" in kinds(after, "userId")


@pytest.mark.parametrize(
    ("beside", "kind"), [({"$user_id": MEMBER}, "user_id"), ({"memberNo": MEMBER}, "user_id"), ({}, "installation_id")]
)
def test_a_name_that_leaves_open_whose_a_number_is_takes_what_another_says(beside: dict[str, str], kind: str) -> None:
    after = settled(found({"distinct_id": MEMBER, **beside}))
    assert kinds(after, "distinct_id") == {kind}


def test_what_documents_say_stands_before_what_a_name_seems_to_say() -> None:
    body = {"data": {"anonymous_id": DRAWN, "distinct_id": MEMBER, "login_id": MEMBER, "properties": {}}}
    before = found(body, "shop.datasink.sensorsdata.cn", "/sa")
    assert kinds(before, "data.distinct_id") == {"installation_id", "user_id"}
    assert kinds(settled(before), "data.distinct_id") == {"user_id"}


def test_a_property_that_is_told_as_what_it_holds_is_no_behaviour_besides() -> None:
    body = {"events": [{"event_type": "$identify", "user_properties": {"$set": {"email": "nobody@example.com"}}}]}
    before = found(body, "api2.amplitude.com", "/2/httpapi")
    place = "events[0].user_properties.$set.email"
    assert kinds(before, place) == {"behaviour", "email"}
    after = settled(before)
    assert kinds(after, place) == {"email"}
    assert kinds(after, "events[0].event_type") == {"behaviour"}


def test_values_of_the_person_and_what_hooks_saw_are_never_touched() -> None:
    before = found({"deviceId": DRAWN, "userId": DRAWN})
    user = next(one for one in before if one.category == "user_id")
    body = {"data": {"anonymous_id": DRAWN, "distinct_id": MEMBER, "login_id": MEMBER, "properties": {}}}
    documented = found(body, "shop.datasink.sensorsdata.cn", "/sa")
    guessed = next(one for one in documented if one.category == "installation_id" and one.value == MEMBER)
    for detector in ("persona", "provenance", "recurring", "consent"):
        seeded, other = replace(user, detector=detector), replace(guessed, detector=detector)
        assert seeded in settled((*before, seeded))
        assert other in settled((*documented, other))


def test_what_is_of_one_kind_is_given_as_it_is() -> None:
    before = found({"userId": MEMBER, "email": "nobody@example.com"})
    assert settled(before) is before
    assert settled(()) == ()
