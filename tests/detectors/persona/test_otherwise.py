import json

import pytest
from support.personas import detect, leaf

BORN = "1990-03-07"


@pytest.mark.parametrize("key", ["sdk_version", "appVer", "build", "schemaRev"])
def test_an_address_is_a_version_under_that_name(key: str) -> None:
    assert detect(leaf("10.2.3.4", key), ip_address="10.2.3.4") == []
    assert len(detect(leaf("10.2.3.4", "client_ip"), ip_address="10.2.3.4")) == 1


def test_an_address_is_a_version_behind_a_program() -> None:
    agent = "Viewer/10.2.3.4 (Android)"
    assert detect(leaf(agent, "user-agent", part="header"), ip_address="10.2.3.4") == []
    assert len(detect(leaf("http://10.2.3.4/a", "url"), ip_address="10.2.3.4")) == 1


@pytest.mark.parametrize("key", ["release_date", "createdAt", "goods_no", "open_date"])
def test_a_date_is_that_of_something_else_under_its_name(key: str) -> None:
    for text in (BORN, "19900307"):
        assert detect(leaf(text, key), birth_date=BORN) == []
    for other in ("birth_date", "userBirth", "d", "birth_registered"):
        assert len(detect(leaf(BORN, other), birth_date=BORN)) == 1


def test_the_container_does_not_report_it_either() -> None:
    text = json.dumps({"created_at": BORN})
    assert detect(leaf(text, "", leaf=False), leaf(BORN, "created_at", parent=0), birth_date=BORN) == []


@pytest.mark.parametrize(
    ("category", "value", "wrong", "right"),
    [
        ("app_version", "5.10.2", "sdk_ver", "app_version"),
        ("screen", "1080x2340", "banner_size", "screen"),
        ("gender", "F", "goods_gender", "gender"),
        ("os_version", "14", "os_count", "os_version"),
        ("battery", "85", "level", "battery_level"),
    ],
)
def test_values_of_many_meanings_go_by_their_names(category: str, value: str, wrong: str, right: str) -> None:
    assert detect(leaf(value, wrong), **{category: value}) == []
    assert [found.category for found in detect(leaf(value, right), **{category: value})] == [category]
