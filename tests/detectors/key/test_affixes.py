"""What all names of a record begin or end with is no part of them, unless it says of whom or what they are."""

import doctest
import time
import urllib.parse

import pytest
from support.samples import exchange

from trafficaudit.decode import decode
from trafficaudit.decode.fields import Fields
from trafficaudit.detectors import Context, build_all
from trafficaudit.detectors.key import affixes as key_affixes
from trafficaudit.detectors.key.affixes import affixes
from trafficaudit.model import Message

RECORD = {"nm": "김하늘", "telno": "01047261538", "zip": "06236", "gender": "F", "birth": "19900307"}
FORM = ((b"content-type", b"application/x-www-form-urlencoded"),)


def _claimed(record: dict[str, str]) -> set[tuple[str, str]]:
    body = urllib.parse.urlencode(record).encode()
    made = exchange(request=Message(FORM, body, body_size=len(body)))
    decoded = decode(made)
    found = (finding for detect in build_all(Context(None)) for finding in detect(made, decoded))
    return {(each.category, str(each.value)) for each in found if each.field.part == "body"}


@pytest.mark.parametrize("before", ["s_", "in_", "m_", "moa_", "param_", "ctl00$Main$", "입력_"])
def test_what_stands_before_every_name_is_no_part_of_one(before: str) -> None:
    assert ("name", "김하늘") in _claimed(RECORD)
    assert _claimed({before + name: value for name, value in RECORD.items()}) == _claimed(RECORD)


@pytest.mark.parametrize("before", ["txt", "str", "fld", "moa"])
def test_a_capital_may_begin_the_name_behind_it(before: str) -> None:
    assert _claimed({before + name.capitalize(): value for name, value in RECORD.items()}) == _claimed(RECORD)


@pytest.mark.parametrize("behind", ["_1", "01", "Text", "Input", "_field", "Val"])
def test_a_word_for_a_box_behind_every_name_is_no_part_of_one(behind: str) -> None:
    assert _claimed({name + behind: value for name, value in RECORD.items()}) == _claimed(RECORD)


def test_one_may_be_called_otherwise_and_not_two() -> None:
    others = {"mode": "w"}
    record = {f"moa_{name}": value for name, value in RECORD.items()}
    assert ("name", "김하늘") in _claimed(record | others)
    assert ("name", "김하늘") not in _claimed(record | others | {"step": "2"})


@pytest.mark.parametrize("whose", ["store", "seller", "st", "biz"])
def test_a_word_that_says_of_whom_they_are_stays(whose: str) -> None:
    assert ("name", "김하늘") not in _claimed({f"{whose}_{name}": value for name, value in RECORD.items()})


def test_names_that_are_known_as_a_whole_stay() -> None:
    paid = {
        "P_OID": "202611283337761",
        "P_AMT": "39000",
        "P_GOODS": "린넨 셔츠",
        "P_UNAME": "김하늘",
        "P_MID": "moa0000001",
    }
    assert ("order", "202611283337761") in _claimed(paid)


@pytest.mark.parametrize(
    ("key", "around"),
    [("s_name", ("s_", "")), ("nameInput", ("", "Input")), ("rcvrNm", ()), ("a1", ()), ("iOS", ("i", "")), ("", ())],
)
def test_affixes(key: str, around: tuple[str, ...]) -> None:
    assert affixes(key) == around


def test_many_records_cost_no_more_than_their_names() -> None:
    """For each record all names of the exchange were gone over: 137 kB took 8 s, and four times as much the square."""
    rows = b",".join(b'{"s_a%d":1,"s_b":1,"s_c":1,"s_d":1,"s_e":1}' % number for number in range(12_000))
    body = b'{"rows":[%b]}' % rows
    made = exchange(request=Message((), body, body_size=len(body)))
    fields = Fields.of(decode(made).fields)
    found = [(index, around) for index, key in enumerate(fields.keys) if (around := affixes(key))]
    begun = time.process_time()
    assert len(key_affixes.bare(fields, found)) == len(found) == 60_000
    assert time.process_time() - begun < 10


def test_the_examples_hold() -> None:
    failed, tried = doctest.testmod(key_affixes)
    assert tried > 0
    assert failed == 0
