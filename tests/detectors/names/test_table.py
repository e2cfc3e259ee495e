"""The data file is complete, well formed and documented; entries are looked up as it says."""

from collections import Counter

import pytest

from trafficaudit.categories import taxonomy
from trafficaudit.detectors.key.values import KINDS
from trafficaudit.detectors.names.table import KeyTable, key_table

ENTRY = {"value": "any", "confidence": 0.5, "reasoning": "made up"}


def table(**categories: object) -> KeyTable:
    return KeyTable(categories)


def test_every_entry_is_documented() -> None:
    for entry in key_table().entries:
        assert entry.value in KINDS
        assert 0.3 <= entry.confidence <= 0.7
        assert len(entry.reasoning) > 15
        assert entry.parts <= {"url", "header", "cookie", "body", "query"}
        assert entry.direction in {"", "request", "response"}


def test_every_category_has_an_entry() -> None:
    assert set(taxonomy()) == {entry.category for entry in key_table().entries}


def test_a_category_that_is_not_in_the_taxonomy_is_left_out() -> None:
    assert table(no_such_category=[{"names": ["x"], **ENTRY}]).entries == []


def test_an_unknown_property_is_an_error() -> None:
    with pytest.raises(KeyError, match="naems"):
        table(email=[{"naems": ["x"], **ENTRY}])


def categories(made: KeyTable, key: str, parent: str = "") -> list[str]:
    return [entry.category for entry in made.candidates(key, parent)]


def test_endings_whole_and_raw() -> None:
    made = table(
        email=[{"names": ["mail address"], **ENTRY}],
        screen=[{"whole": ["sr"], **ENTRY}],
        advertising_cookie=[{"raw": ["_ga", "_ga_*"], **ENTRY}],
    )
    assert categories(made, "userMailAddress2") == ["email"]
    assert categories(made, "mail") == []
    assert categories(made, "SR") == categories(made, "sr1") == ["screen"]
    assert categories(made, "user_sr") == []
    assert categories(made, "_ga") == categories(made, "_ga_ABC") == ["advertising_cookie"]
    assert categories(made, "ga") == []


def test_how_a_name_ends_is_asked_last() -> None:
    made = table(
        advertising_cookie=[{"raw": ["*uid"], **ENTRY}], user_id=[{"names": ["uid"], **ENTRY}],
    )  # fmt: skip
    assert categories(made, "cicouid") == ["advertising_cookie"]
    assert categories(made, "partner_uid") == ["user_id", "advertising_cookie"]
    assert categories(made, "uid2") == ["user_id"]
    assert categories(made, "CICOUID") == categories(made, "uidcico") == []


def test_names_with_a_word_for_a_digest() -> None:
    made = table(imei=[{"digested": ["imei"], **ENTRY}])
    for name in ("imei_md5", "imeiSha256", "hashed-imei", "device_imei_hash", "sha1Imei"):
        assert categories(made, name) == ["imei"]
    assert categories(made, "imei") == categories(made, "md5") == categories(made, "imei_list") == []


def test_names_with_a_word_for_the_last_digits() -> None:
    made = table(phone_number=[{"ended": ["phone"], **ENTRY}])
    for name in ("phone_last4", "receiverPhoneLastFour", "phone-tail", "PhoneLast4Digits"):
        assert categories(made, name) == ["phone_number"]
    assert categories(made, "phone") == categories(made, "last4") == categories(made, "last4_phone") == []


def test_shortened_names_headers_and_words_for_a_value() -> None:
    made = table(
        postal_address=[{"names": ["receiver address"], **ENTRY}],
        os_name=[{"whole": ["os"], **ENTRY}],
        connecting_information=[{"names": ["ci"], **ENTRY}],
    )
    assert categories(made, "rcvrAddr") == categories(made, "RECV_ADDR2") == ["postal_address"]
    assert categories(made, "X-OS") == categories(made, "os") == ["os_name"]
    assert categories(made, "max-os") == categories(made, "ex_os") == categories(made, "x") == []
    assert categories(made, "ciValue") == categories(made, "user_ci_val") == ["connecting_information"]
    assert categories(made, "valueCi2") == ["connecting_information"]
    assert categories(made, "ciCount") == categories(made, "value") == []


def test_a_parent_helps_a_name_that_says_little() -> None:
    made = table(os_version=[{"names": ["os version"], **ENTRY}], phone_number=[{"names": ["phone"], **ENTRY}])
    assert categories(made, "version", "os") == ["os_version"]
    assert categories(made, "number", "phone") == ["phone_number"]
    assert categories(made, "version", "phone") == []


def test_the_longest_name_comes_first_then_the_order_of_the_file() -> None:
    made = table(
        name=[{"names": ["name"], **ENTRY}],
        wifi_ssid=[{"names": ["wifi name"], **ENTRY}, {"names": ["name"], **ENTRY, "confidence": 0.4}],
    )
    assert categories(made, "wifiName") == ["wifi_ssid", "name", "wifi_ssid"]


def test_no_name_stands_twice_in_one_group_of_the_file() -> None:
    made = key_table()
    for index in (made._endings, made._whole, made._raw):
        for name, entries in index.items():
            assert not [entry for entry, times in Counter(entries).items() if times > 1], name


def test_a_context_takes_the_words_of_those_that_it_is_with() -> None:
    contexts = {
        "shops": {"parents": ["shop"], "siblings": ["shopname"], "unless": ["user"]},
        "places": {"with": ["shops"], "parents": ["map"]},
        "clocks": {"with": ["places"]},
    }
    (entry,) = table(coordinates=[{"names": ["lat"], **ENTRY, "far": "clocks"}], context=contexts).entries
    assert entry.far is not None
    assert entry.far.parents == {"shop", "map"}
    assert entry.far.always == {"shopname"}
    assert not entry.far.unless


def test_a_context_with_one_that_is_not_there_is_an_error() -> None:
    with pytest.raises(KeyError, match="nowhere"):
        table(email=[{"names": ["x"], **ENTRY}], context={"places": {"with": ["nowhere"]}})
