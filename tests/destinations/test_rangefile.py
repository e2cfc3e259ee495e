import doctest
import lzma
from ipaddress import ip_address
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.destinations import rangefile as module
from trafficaudit.destinations.rangefile import RangeFile, flatten, halve, pack
from trafficaudit.errors import DestinationError

HEAD = {"name": "n", "kind": "country", "built": "2026-01-01", "licence": "l", "source": "s"}
WHERE = Path("x.ranges.xz")


@given(
    st.dictionaries(st.integers(0, 2**32 - 1), st.sampled_from(["", "KR", "SG", "CN"]), max_size=40),
    st.integers(0, 2**32 - 1),
)
def test_finds_the_label_that_a_linear_search_finds(starts: dict[int, str], key: int) -> None:
    ranges = sorted(starts.items())
    expected = ([""] + [label for start, label in ranges if start <= key])[-1]
    assert RangeFile(WHERE, pack(HEAD, ranges, [])).label(ip_address(key)) == expected


@given(st.lists(st.tuples(st.integers(0, 2**40), st.integers(0, 2**12), st.sampled_from(["KR", "SG"])), max_size=20))
def test_a_v6_network_has_the_label_of_its_first_address(blocks: list[tuple[int, int, str]]) -> None:
    position, rows = 0, []
    for gap, size, label in blocks:  # disjoint ranges, finer than /64
        first = position + (gap << 40)
        position = first + (size << 54) + 1
        rows.append((first, position - 1, label))
    file = RangeFile(WHERE, pack(HEAD, [], flatten(rows)))
    for first, last, _ in rows:
        for base in {first >> 64 << 64, (last >> 64) << 64}:
            expected = next((label for low, high, label in rows if low <= base <= high), "")
            assert file.label(ip_address(base) if base >= 2**32 else ip_address(f"::{base:x}")) == expected


def test_ranges_are_given_as_whole_addresses() -> None:
    file = RangeFile(WHERE, pack(HEAD, [(5, "KR"), (9, ""), (11, "SG"), (20, "")], [(2**64, "SG"), (2**65, "")]))
    assert list(file.ranges(4)) == [(5, 8, "KR"), (11, 19, "SG")]
    assert list(file.ranges(6)) == [(2**64, 2**65 - 1, "SG")]


def test_the_last_range_reaches_to_the_last_address() -> None:
    rows = [(5, 2**32 - 1, "KR")], [(2**64, 2**128 - 1, "SG")]
    file = RangeFile(WHERE, pack(HEAD, *map(flatten, rows)))
    assert (list(file.ranges(4)), list(file.ranges(6))) == rows
    assert file.label(ip_address("255.255.255.255")) == "KR"


SOME = st.tuples(st.integers(0, 30), st.integers(0, 30), st.sampled_from(["KR", "SG", "US"]))


@given(st.lists(SOME.map(lambda one: (min(one[:2]), max(one[:2]), one[2])), max_size=8))
def test_the_narrowest_range_counts_and_nothing_where_they_contradict_each_other(
    rows: list[tuple[int, int, str]],
) -> None:
    file = RangeFile(WHERE, pack(HEAD, flatten(rows), []))
    for key in range(33):
        held = [row for row in rows if row[0] <= key <= row[1]]
        size = min((last - first for first, last, _ in held), default=0)
        labels = {label for first, last, label in held if last - first == size}
        assert file.label(ip_address(key)) == (labels.pop() if len(labels) == 1 else "")


def test_what_lies_behind_a_nested_range_keeps_its_label() -> None:
    assert flatten([(0, 100, "US"), (10, 20, "KR")]) == [(0, "US"), (10, "KR"), (21, "US"), (101, "")]
    assert flatten([(0, 100, "US"), (50, 150, "KR")]) == [(0, "US"), (50, ""), (101, "KR"), (151, "")]


@pytest.mark.parametrize("count", [254, 255, 256, 257, 1000])
def test_many_labels_take_wider_numbers(count: int) -> None:
    ranges = [(number, f"label {number}") for number in range(count)]
    file = RangeFile(WHERE, pack(HEAD, ranges, []))
    for number in (0, 200, count - 1):
        assert file.label(ip_address(number)) == f"label {number}"


def test_v6_is_unpacked_without_v4_and_at_the_end_of_the_space() -> None:
    file = RangeFile(WHERE, pack(HEAD, [(5, "KR")], [(2**64, "SG"), (2**128 - 1, "CN")]))
    assert file.label(ip_address("ffff::")) == "SG"
    assert file.label(ip_address("0.0.0.9")) == "KR"
    assert halve([(0, ""), (2**128 - 1, "CN")]) == [(0, "")]


@pytest.mark.parametrize(
    "data", [b"", b"\xfd7zXZ", lzma.compress(b"no json"), lzma.compress(b'{"format": 2}'), lzma.compress(b"[1]")]
)
def test_a_damaged_file_is_refused(data: bytes) -> None:
    with pytest.raises(DestinationError, match=r"x\.ranges\.xz"):
        RangeFile(WHERE, data)


@given(st.integers(0, 400), st.binary(max_size=3))
def test_any_cut_is_our_error(cut: int, tail: bytes) -> None:
    data = pack(HEAD, [(5, "KR")], [(2**64, "SG")])[:cut] + tail
    try:
        file = RangeFile(WHERE, data)
        file.label(ip_address("1.1.1.1"))
        file.label(ip_address("2600::"))
    except DestinationError:
        pass


def test_examples() -> None:
    assert doctest.testmod(module).failed == 0
