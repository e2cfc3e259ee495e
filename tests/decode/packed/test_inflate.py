import gzip
import random
import re
import zlib

import brotli
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.decode.limits import Bound
from trafficaudit.decode.packed.inflate import breaks_off, inflate


def raw_deflate(data: bytes) -> bytes:
    stream = zlib.compressobj(wbits=-15)
    return stream.compress(data) + stream.flush()


PACK = {
    "gzip": gzip.compress,
    "zlib": zlib.compress,
    "deflate": raw_deflate,
    "br": brotli.compress,
    "zstd": zstandard.compress,
}
NAMES = sorted(PACK)
TEXT = " ".join(f"{random.Random(1).random()} word{i}" for i in range(30_000)).encode()


@pytest.mark.parametrize("name", NAMES)
@given(st.binary(max_size=300))
def test_round_trip(name: str, data: bytes) -> None:
    packed = PACK[name](data)
    assert inflate(name, packed, 1000) == (data, len(packed), "")


@pytest.mark.parametrize("name", NAMES)
def test_bound(name: str) -> None:
    data, _, problem = inflate(name, PACK[name](b"ab" * 5_000_000), 100_000)
    assert data == b"ab" * 50_000
    assert isinstance(problem, Bound)
    packed = PACK[name](random.Random(4).randbytes(900_000))
    data, _, problem = inflate(name, packed, 100_000)
    assert len(data) == 100_000
    left, size = map(int, re.findall(r"\d+", problem.removeprefix("inflates beyond 100000 bytes: ")))
    assert size == len(packed)
    assert 600_000 < left <= 801_000


@pytest.mark.parametrize("name", NAMES)
def test_cut_run_gives_its_head(name: str) -> None:
    packed = PACK[name](TEXT)
    data, used, problem = inflate(name, packed[: len(packed) // 2], 1 << 24)
    assert TEXT.startswith(data)
    assert len(data) > 20_000
    assert (used, problem) == (len(packed) // 2, f"broken {name} at byte {len(packed) // 2}")


@pytest.mark.parametrize("name", NAMES)
def test_broken_run_gives_its_head(name: str) -> None:
    packed = PACK[name](TEXT)
    middle = len(packed) // 2
    data, used, problem = inflate(name, packed[:middle] + b"\xff" * 400 + packed[middle + 400 :], 1 << 24)
    assert problem.startswith(f"broken {name} at byte ")
    assert used >= middle - 140_000
    assert len(data) > 20_000
    assert data[:20_000] == TEXT[:20_000]


@pytest.mark.parametrize("name", ["gzip", "zstd"])
def test_members_in_a_row(name: str) -> None:
    assert inflate(name, PACK[name](b"one ") + PACK[name](b"two"), 100).data == b"one two"
    many = inflate(name, PACK[name](b"") * 2000, 100).problem
    assert isinstance(many, Bound)
    assert "more than 1000" in many
    assert inflate(name, PACK[name](b"") * 1000, 100).problem == ""


@pytest.mark.parametrize("name", NAMES)
@given(st.binary(max_size=60))
def test_any_bytes(name: str, raw: bytes) -> None:
    data, used, _ = inflate(name, raw, 10_000)
    assert len(data) <= 10_000
    assert 0 <= used <= len(raw)


def test_nothing_left_of_the_bound() -> None:
    raw = gzip.compress(b"x")
    problem = inflate("gzip", raw, 0).problem
    assert isinstance(problem, Bound)
    assert f" {len(raw)} packed bytes are left" in problem


@given(st.binary(min_size=1, max_size=400), st.integers(1, 40))
def test_no_beginning_of_a_stream_of_brotli_breaks_off(data: bytes, size: int) -> None:
    assert not breaks_off(brotli.compress(data)[:size])


def test_bytes_that_are_none_break_off() -> None:
    assert breaks_off(bytes.fromhex("e1578fc42477ef7e34"))
    draw = random.Random(3)
    heads = [head for head in (draw.randbytes(9) for _ in range(2_000)) if head[0] & 15 in (3, 5, 7, 9, 11, 13, 15)]
    assert 2 * sum(map(breaks_off, heads)) > len(heads)
