import doctest
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st
from support import consentstrings as written

from trafficaudit.decode.consent import bits


def read(ones: str) -> bits.Bits:
    run = bits.bits(written.letters(ones).encode())
    assert run is not None
    return run


def test_the_examples_hold() -> None:
    assert doctest.testmod(bits).failed == 0


@given(st.lists(st.tuples(st.integers(1, 40), st.integers(0, (1 << 40) - 1)), max_size=20))
def test_numbers_come_back_in_their_order(given: list[tuple[int, int]]) -> None:
    numbers = [(width, value & (1 << width) - 1) for width, value in given]
    run = read("0" + "".join(written.number(value, width) for width, value in numbers))
    assert run.take(1) == 0
    assert [run.take(width) for width, _ in numbers] == [value for _, value in numbers]
    assert not run.over
    assert run.rest() == 0


@given(st.sets(st.integers(1, 200)))
def test_a_set_is_written_in_ranges(numbers: set[int]) -> None:
    found = read(written.flags(numbers, 200)).numbers(200)
    assert found == sum(1 << each for each in numbers)
    listed: list[int] = []
    for run in filter(None, bits.spelled(found).split(", ")):
        first, _, last = run.partition("-")
        listed += range(int(first), int(last or first) + 1)
    assert listed == sorted(numbers)


@given(st.integers(1, 5000))
def test_fibonacci_numbers_come_back(value: int) -> None:
    assert read(written.fibonacci(value)).fibonacci() == value


def test_the_examples_of_the_specification_are_read() -> None:
    assert [read(ones).fibonacci() for ones in ("011", "0011", "1011", "00011", "10011", "01011")] == [2, 3, 4, 5, 6, 7]


def test_past_the_end_all_is_nought() -> None:
    run = read("1" * 12)
    assert (run.take(40), run.over, run.take(1), run.rest(), run.fibonacci(), run.numbers(0)) == (0, True, 0, 0, 0, 0)
    assert read("0" * 240).fibonacci() == 0


def test_times_and_words() -> None:
    when = datetime(2020, 1, 26, 17, 1, tzinfo=UTC)
    run = read(written.instant(when) + written.word("KO") + "111111000000")
    assert (run.instant(), run.word(), run.word()) == (when, "KO", "")


@given(st.binary(max_size=64))
def test_any_bytes_are_letters_or_none(raw: bytes) -> None:
    run = bits.bits(raw)
    assert run is None or run.left == 6 * len(raw.rstrip(b"="))


def test_a_range_that_ends_before_it_begins_is_none() -> None:
    assert (bits.between(3, 5), bits.between(5, 5), bits.between(5, 3)) == (0b111000, 1 << 5, 0)
