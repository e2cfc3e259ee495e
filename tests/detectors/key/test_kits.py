"""Names that begin with the name of the kit that sends them."""

import pytest
from support.fields import CONTEXT, find, leaves

from trafficaudit.categories import taxonomy
from trafficaudit.decode.fields import Fields
from trafficaudit.detectors.key import search as key
from trafficaudit.detectors.key.kits import FEWEST, is_technical, kits
from trafficaudit.detectors.names.words import SHORTENED

DETECT = key.build(CONTEXT)
PHONE = {
    "td_model": "SM-S918N",
    "td_brand": "samsung",
    "td_os_ver": "14",
    "td_app_ver": "5.12.0",
    "td_display_metrics": "1080x2316",
    "td_locale_lang": "ko",
}


def seen(document: dict[str, str]) -> dict[str, str]:
    return {one.field.key: one.category for one in find(DETECT, *leaves(document))}


def test_what_is_behind_a_kits_own_word_is_a_name() -> None:
    found = seen(PHONE)
    assert found["td_model"] == "device_model"
    assert found["td_brand"] == "manufacturer"
    assert found["td_os_ver"] == "os_version"


def test_a_word_before_few_names_is_part_of_them() -> None:
    few = dict(list(PHONE.items())[: FEWEST - 1])
    assert "td_brand" not in seen(few)
    assert kits(Fields.of(tuple(leaves(few)))) == {}


@pytest.mark.parametrize("word", ["st", "goods", "product", "td"])
def test_a_store_that_begins_its_names_is_nobody(word: str) -> None:
    store = {"name": "을지로점", "code": "B-31", "open": "09", "close": "21", "floor": "2", "brand": "바른옷집"}
    assert "name" not in seen({f"{word}_{name}": value for name, value in store.items()}).values()


def test_a_word_that_names_know_is_no_kits() -> None:
    device = tuple(leaves({f"device_{name}": "1" for name in ("a", "b", "c", "d", "e", "f")}))
    assert kits(Fields.of(device)) == {}


def test_a_field_that_is_told_by_its_own_name_is_not_told_again() -> None:
    names = [one.field.key for one in find(DETECT, *leaves(PHONE))]
    assert len(names) == len(set(names))


def test_four_names_are_few_wherever_they_stand() -> None:
    four = {f"td_{name}": "1" for name in ("a", "b", "c", "d")}
    assert kits(Fields.of(tuple(leaves(four)))) == {}
    apart = {"one": four, "two": {f"{name}x": "1" for name in four}}
    assert kits(Fields.of(tuple(leaves(apart)))) == {}
    assert len(kits(Fields.of(tuple(leaves(four | {"td_e": "1"}))))) == 5


@pytest.mark.parametrize("word", sorted(SHORTENED))
def test_what_names_are_shortened_to_is_no_kits(word: str) -> None:
    assert kits(Fields.of(tuple(leaves({f"{word}_{name}": "1" for name in "abcdef"})))) == {}


def test_a_person_is_not_told_behind_a_kits_word() -> None:
    assert seen({"payer": "홍길동"}) == {"payer": "name"}
    assert "td_payer" not in seen(PHONE | {"td_payer": "홍길동"})


def test_only_devices_apps_and_networks_are_technical() -> None:
    assert {name for name in taxonomy() if is_technical(name)} >= {"device_model", "advertising_id", "app_version"}
    assert not any(map(is_technical, ("name", "email", "user_id", "order", "coordinates", "card_number")))
