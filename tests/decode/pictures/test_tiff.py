import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import pictures

from trafficaudit.decode.pictures.tiff import ASCII, MAGIC, MOST, RATIONAL, Directories, Entry


@pytest.mark.parametrize("order", ["<", ">"])
def test_entries_and_where_their_values_stand(order: str) -> None:
    raw = pictures.exif([pictures.text(0x010F, "samsung"), pictures.text(0x0131, "v1")], order=order)
    entries, lost, whole = Directories(raw).entries(8)
    assert [(entry.tag, entry.kind, raw[entry.start : entry.end]) for entry in entries] == [
        (0x010F, ASCII, b"samsung\0"),
        (0x0131, ASCII, b"v1\0"),
    ]
    assert (lost, whole) == ([], True)


def test_values_outside_and_a_directory_that_is_cut() -> None:
    raw = pictures.exif([pictures.text(0x010F, "samsung"), pictures.text(0x0110, "SM-S921N")])
    assert Directories(raw[:-4]).entries(8)[1:] == ([0x0110], True)
    assert Directories(raw[:20]).entries(8)[1:] == ([], False)
    assert Directories(raw).entries(len(raw)) == ([], [], False)


def test_a_directory_has_a_bound() -> None:
    raw = pictures.exif([(0x9000, 3, 1, b"\0\0")] * (MOST + 1))
    entries, _, whole = Directories(raw).entries(8)
    assert (len(entries), whole) == (MOST, False)


@pytest.mark.parametrize(
    ("pairs", "numbers"),
    [(((37, 1), (30, 1), (5160, 100)), [37, 30, 51.6]), (((0, 0), (1, 2)), [0, 0.5]), (((1, 0),), None)],
)
def test_fractions(pairs: tuple[tuple[int, int], ...], numbers: list[float] | None) -> None:
    raw = MAGIC[0] + bytes(4) + pictures.rationals("<", *pairs)
    assert Directories(raw).rationals(Entry(2, RATIONAL, 8, len(raw))) == numbers


@given(st.binary(max_size=200), st.sampled_from(MAGIC), st.integers(0, 300))
def test_any_bytes(tail: bytes, head: bytes, offset: int) -> None:
    raw = head + tail
    for entry in Directories(raw).entries(offset)[0]:
        assert 0 <= entry.start <= entry.end <= len(raw)
