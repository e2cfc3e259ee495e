import base64

import pytest
from support.personas import seen

ADDRESS = "10.2.3.4"


@pytest.mark.parametrize(
    "text", ["{}", "ip {}.", "{}:443", "[{}]", "{}.1711123456789", "1711123456789.{}", "from={};", "{} b1"]
)
def test_an_address_that_stands_by_itself_is_found(text: str) -> None:
    assert [run for *_, run in seen(text.format(ADDRESS), ip_address=ADDRESS)] == [ADDRESS]
    assert len(seen(text.format(ADDRESS).encode().hex(), ip_address=ADDRESS)) == 1


@pytest.mark.parametrize("text", ["1.{}", "{}.5", "1.{}.5", "v{}", "{}b1", "{}-beta", "{}5", "1{}", "1.3.6.1.4.1.{}.1"])
def test_a_longer_version_is_no_address(text: str) -> None:
    assert seen(text.format(ADDRESS), ip_address=ADDRESS) == []
    assert seen(text.format(ADDRESS).encode().hex(), ip_address=ADDRESS) == []
    assert seen(base64.b64encode(f"sdk {text.format(ADDRESS)} on".encode()).decode(), ip_address=ADDRESS) == []


def test_a_version_of_an_app_is_not_part_of_a_longer_one() -> None:
    assert len(seen("Shop/5.10.2 (Android)", app_version="5.10.2")) == 1
    for text in ("5.10.2.7", "2.5.10.2", "5.10.2-rc1"):
        assert seen(text, app_version="5.10.2") == []


def test_the_digits_of_a_fraction_are_no_number() -> None:
    assert seen("0.01002345678", phone_number="010-0234-5678") == []
    assert len(seen("GA1.2.01002345678", phone_number="010-0234-5678")) == 1


HOME = "서울특별시 강남구 새벽별로 12, 노을빌라 7호"


@pytest.mark.parametrize(
    "text",
    [
        "서울특별시 강남구 새벽별로 12-3", "새벽별로 12-3", "새벽별로 123", "남새벽별로 12", "강남구 새벽별로 12-3",
        "5-12, Saebyeokbyeol-ro, Gangnam-gu", "Saebyeokbyeol-ro 12-3", "서울특별시-강남구-새벽별로-12-3",
    ],
)  # fmt: skip
def test_the_number_of_another_house_is_another_address(text: str) -> None:
    assert seen(text, "address", postal_address=HOME) == []
    assert seen(base64.b64encode(f"to {text} now".encode()).decode(), postal_address=HOME) == []
    assert seen(text.encode().hex(), postal_address=HOME) == []


@pytest.mark.parametrize(
    "text",
    [
        "서울특별시 강남구 새벽별로 12", "to:새벽별로 12;", "06234-새벽별로 12", "새벽별로 12-A", "강남구 새벽별로 12(3층)",
        "12, Saebyeokbyeol-ro, Gangnam-gu", "주소서울특별시 강남구 새벽별로 12",
    ],
)  # fmt: skip
def test_the_number_of_the_house_is_found(text: str) -> None:
    assert len(seen(text, "address", postal_address=HOME)) == 1


MAIL = "kim.7f3k@naver.com"


@pytest.mark.parametrize(
    "text",
    ["hee.{}", "hee_{}", "1+{}", "no-{}", "{}.au", "to hee.{}.tw", "v.{}", "x.v1.{}", "v123.{}", "hv1.{}", "v1.hee.{}"],
)
def test_a_longer_mail_address_is_anothers(text: str) -> None:
    assert seen(text.format(MAIL), email=MAIL) == []
    assert seen(text.format(MAIL).encode().hex(), email=MAIL) == []
    assert seen(base64.b64encode(f"to {text.format(MAIL)} now".encode()).decode(), email=MAIL) == []


@pytest.mark.parametrize(
    "text",
    [
        "{}",
        "mailto:{}?subject=a",
        "<{}>",
        "{}.",
        "{}. In",
        "{}.1711",
        "-{}",
        "to: {},",
        "{}-1711",
        "{}.json",
        "v1.{}",
        "to v12.{}",
    ],
)
def test_a_mail_address_that_stands_by_itself_is_found(text: str) -> None:
    assert len(seen(text.format(MAIL), email=MAIL)) == 1


def test_behind_a_version_a_brief_account_may_be_the_end_of_anothers() -> None:
    assert seen("v1.kim7f@naver.com", email="kim7f@naver.com") == []
    for text in (f"v2.{MAIL}".encode().hex(), base64.b64encode(f"to v2.{MAIL} now".encode()).decode()):
        assert len(seen(text, email=MAIL)) == 1


@pytest.mark.parametrize("text", ["2001:2d8::1:5", "fe80:2001:2d8::1", "12001:2d8::1", "2001:2d8::1a"])
def test_a_longer_ipv6_address_is_another(text: str) -> None:
    assert seen(text, ip_address="2001:2d8::1") == []
    assert len(seen("[2001:2d8::1]:443", ip_address="2001:2d8::1")) == 1
