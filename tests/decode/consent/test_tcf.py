"""TC strings: the examples of specifications and public libraries, strings of our own, and what only looks like one."""

import base64
import json
import random
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import consentstrings as written

from trafficaudit.decode.consent import tcf
from trafficaudit.decode.consent.bits import spelled
from trafficaudit.model import Decoded

Body = Callable[..., Decoded]
CORE = "COtybn4PA_zT4KjACBENAPCIAEBAAECAAIAAAAAAAAAA"
"""The example of IAB Tech Lab's own library."""


def _opened(body: Body, text: str) -> dict[str, object]:
    found = body(json.dumps({"x": text}).encode()).fields
    return {field.path: field.value for field in found if field.layers[-1:] == ("tcf",)}


def test_the_example_of_the_library_is_read() -> None:
    found = tcf.read(f"{CORE}.IBAgAAAgAIAwgAgAAAAEAAAACA.QAagAQAgAIAwgA.cAAAAAAAITg=".encode())
    assert found is not None
    assert (found.version, found.cmp, found.screen, found.language, found.vendor_list) == (2, 675, 1, "EN", 15)
    assert found.created == datetime(2020, 1, 26, 17, 1, tzinfo=UTC)
    assert found.updated == datetime(2021, 2, 2, 17, 1, tzinfo=UTC)
    assert (spelled(found.purposes), spelled(found.interests), spelled(found.features)) == ("2, 10", "2, 9", "1")
    assert (found.vendors, found.vendor_interests, found.restrictions) == (0, 0, ())
    assert found.disclosed is not None
    assert spelled(found.disclosed) == "23, 37, 47-48, 53, 65, 98, 129"
    assert found.allowed is not None
    assert spelled(found.allowed) == "12, 23, 37, 47-48, 53"
    assert found.publisher == 1 << 1


def test_the_example_of_the_first_version_is_read() -> None:
    found = tcf.read(b"BOEFEAyOEFEAyAHABDENAI4AAAB9vABAASA")
    assert found is not None
    assert (found.version, found.cmp, found.language, found.vendor_list) == (1, 7, "EN", 8)
    assert spelled(found.purposes) == "1-3"
    assert spelled(found.vendors) == "1-8, 10-2011"


@given(
    st.sets(st.integers(1, 24)),
    st.sets(st.integers(1, 1200)),
    st.sets(st.integers(1, 24)),
    st.sets(st.integers(1, 900)),
)
def test_what_was_written_is_read(
    purposes: set[int], consented: set[int], interests: set[int], interested: set[int]
) -> None:
    text = written.tc(
        [*purposes], [*consented], interests=[*interests], interested=[*interested], features=[2],
        restrictions=[(2, 1, [(3, 9), (91, 91)])],
        segments=[written.segment(1, [5, 755]), written.segment(2, []), written.segment(3, [1, 4])],
    )  # fmt: skip
    found = tcf.read(text.encode())
    assert found is not None
    sets = (found.purposes, found.vendors, found.interests, found.vendor_interests, found.features, found.disclosed)
    expected = (purposes, consented, interests, interested, {2}, {5, 755})
    assert sets == tuple(sum(1 << each for each in numbers) for numbers in expected)
    assert found.restrictions == ((2, 1, 0b1111111000 | 1 << 91),)
    assert (found.allowed, found.publisher, found.created, found.policy) == (0, 0b10010, written.WHEN, 4)


@pytest.mark.parametrize(
    ("default", "expected"), [(False, "2-3, 6"), (True, "1, 4-5, 7-9")], ids=["listed", "all but listed"]
)
def test_ranges_of_the_first_version_go_by_its_default(default: bool, expected: str) -> None:
    found = tcf.read(written.first_version([1], 9, [(2, 3), (6, 6)], default=default).encode())
    assert found is not None
    assert spelled(found.vendors) == expected


def test_ranges_are_vendors() -> None:
    found = tcf.read(written.tc([1], ranges=[(2, 4), (755, 755), (9, 7)]).encode())
    assert found is not None
    assert spelled(found.vendors) == "2-4, 755"


def test_each_thing_it_says_is_a_field(body: Body) -> None:
    text = written.tc([1, 2], [91], interests=[7], segments=[written.segment(1, [91])])
    assert _opened(body, text) == {
        "x.purposes_consent": "some", "x.vendor_consents": "some", "x.special_feature_opt_ins": "none",
        "x.purposes_li_transparency": "some", "x.disclosed_vendors": "some",
    }  # fmt: skip
    assert _opened(body, CORE.replace("C", "D", 1)) == {}


def _longer(text: str) -> str:
    return text + "AAAAAAAAAAAAAAAAAAAAAAAA"


@pytest.mark.parametrize(
    "text",
    [
        "", "C", "CORE", CORE[:-10], CORE[:20] + "!" + CORE[21:], f"{CORE}.", f"{CORE}..A", _longer(CORE), CORE[:-1] + "B",
        written.tc(when=datetime(2012, 1, 1, tzinfo=UTC)), written.tc(when=datetime(2090, 1, 1, tzinfo=UTC)),
        written.first_version([1], 9, [], default=False) + ".YAAA", "C" * 64, "B" * 64, CORE.lower(),
    ],
)  # fmt: skip
def test_what_is_cut_spoilt_or_of_another_time_is_none(text: str) -> None:
    assert tcf.read(text.encode()) is None


def test_the_order_of_dates_and_the_letters_count() -> None:
    ones = written.head(2)
    late = ones[:6] + written.instant(datetime(2026, 4, 1, tzinfo=UTC)) + ones[42:]
    rest = written.number(4, 6) + "10" + "0" * 60 + "0" + written.word("KR") + "0" * 46
    assert tcf.read(written.letters(ones + rest).encode()) is not None
    assert tcf.read(written.letters(late + rest).encode()) is None
    assert tcf.read(written.letters(ones + rest.replace(written.word("KR"), "1" * 12)).encode()) is None


def test_random_base64_is_none() -> None:
    chance = random.Random(7)
    for _ in range(20_000):
        run = b"C" + base64.urlsafe_b64encode(chance.randbytes(chance.randrange(30, 90)))
        assert tcf.read(run) is None


@given(st.binary(max_size=96), st.sampled_from([b"", b"C", b"B", CORE.encode(), CORE[:38].encode()]))
def test_any_bytes_give_a_string_or_none(raw: bytes, before: bytes) -> None:
    tcf.read(before + raw)
    tcf.read(before + base64.urlsafe_b64encode(raw).rstrip(b"="))
    tcf.read_canadian(before + raw)


def _hostile(count: int) -> str:
    return written.tc(ranges=[(1, 65535)] * count)


def test_many_ranges_are_read_in_bounds() -> None:
    found = tcf.read(_hostile(2_000).encode())
    assert found is not None
    assert found.vendors.bit_count() == 65535
    assert tcf.read(_hostile(4_000).encode()) is None


@pytest.mark.parametrize(("express", "implied"), [((1, 3), (2,)), ((), ())])
def test_the_canadian_section(express: Sequence[int], implied: Sequence[int]) -> None:
    ones = written.head(1) + written.number(2, 6) + "0" + "0" * 12
    text = written.letters(ones + written.flags(express, 24) + written.flags(implied, 24) + "0" * 40)
    sets = tuple(sum(1 << each for each in numbers) for numbers in (express, implied))
    assert tcf.read_canadian(text.encode()) == sets
    assert tcf.read_canadian(text[:20].encode()) is None
