"""Lists of what can be chosen and of other people: the person's value is among them by necessity."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.fields import leaves
from support.personas import detect

VALUES = {"gender": "M", "birth_date": "1973-09-27", "carrier": "SKTelecom", "device_model": "SM-S936N"}


def _found(document: object) -> list[tuple[str, str]]:
    return [(found.field.path, found.category) for found in detect(*leaves(document), **VALUES)]


@pytest.mark.parametrize(
    "document",
    [
        {"genderOptions": ["M", "F"]},
        {"reviews": [{"gender": "M", "birthYear": "1973"}, {"gender": "F", "birthYear": "1990"}]},
        {"stats": [{"gender": "male", "n": "7"}, {"gender": "female", "n": "9"}]},
        {"codes": {"gender": [{"code": "M", "name": "남성"}, {"code": "F", "name": "여성"}]}},
        {"birthYears": [str(year) for year in range(1950, 2010)]},
        {"birth": {"days": ["0926", "0927", "0928"]}},
        {"candles": [{"date": "19730927"}, {"date": "19730928"}, {"date": "19730929"}]},
        {"days": ["1973-09-27", "1973-09-28T00:00:00", "1990-01-01"]},
        {"telecomList": ["SKTelecom", "KT", "LGU+"]},
        {"telecoms": [{"name": "SKTelecom"}, {"name": "KT"}]},
        {"supportedDevices": ["SM-S936N", "SM-S931N", "SM-A556S"]},
        {"gender": {"M": "남성", "F": "여성"}},
        {"sex": {"label": {"male": "남자"}}},
    ],
)
def test_one_of_several_is_nothing(document: object) -> None:
    assert _found(document) == []


@pytest.mark.parametrize(
    ("document", "path", "category"),
    [
        ({"events": [{"gender": "M"}, {"gender": "M"}]}, "events[1].gender", "gender"),
        ({"events": [{"gender": "M"}, {"gender": ""}]}, "events[0].gender", "gender"),
        ({"attributes": [{"gender": "M"}, {"grade": "F"}]}, "attributes[0].gender", "gender"),
        ({"m": [{"gender": "M"}], "n": [{"gender": "F"}]}, "m[0].gender", "gender"),
        ({"gender": "M", "genders": ["F"]}, "gender", "gender"),
        ({"users": [{"birth": "1973-09-27"}, {"birth": "1990-01-01"}]}, "users[0].birth", "birth_date"),
        ({"users": [{"dob": f"1973-09-{day}"} for day in (27, 28, 29)]}, "users[0].dob", "birth_date"),
        ({"a": ["1973-09-27", "1973-09-28"]}, "a[0]", "birth_date"),
        ({"a": ["1973-09-27", "M", "x@example.kr"]}, "a[0]", "birth_date"),
        ({"events": [{"birthYear": "1973"}, {"birthYear": "1973"}]}, "events[0].birthYear", "birth_date"),
        ({"events": [{"carrier": "SKTelecom"}, {"carrier": "NTT"}]}, "events[0].carrier", "carrier"),
        ({"network": ["wifi", "SKTelecom", "5G"]}, "network[1]", "carrier"),
        ({"d": [["Android", "15", "SM-S936N", "Agent", "7"]]}, "d[0][2]", "device_model"),
        ({"devices": ["SM-S936N", "SM-R960"]}, "devices[0]", "device_model"),
        ({"d": [{"model": "SM-S936N"}, {"model": "a"}, {"model": "b"}]}, "d[0].model", "device_model"),
    ],
)
def test_what_is_the_persons_stays(document: object, path: str, category: str) -> None:
    assert (path, category) in _found(document)


@given(st.lists(st.sampled_from(["M", "F", "m", "", "남", "1973", "x"]), max_size=6))
def test_genders_of_a_list_are_told_where_they_are_one(values: list[str]) -> None:
    told = [path for path, category in _found({"gender": values}) if category == "gender"]
    sexes = {value.casefold() for value in values} & {"m", "f", "남"}
    assert bool(told) == (len(sexes) == 1 and "f" not in sexes)
