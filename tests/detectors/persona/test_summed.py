"""Checksums of the person's values: told under a name that tells the algorithm, and nowhere else."""

import doctest
import zlib

import pytest
from support.personas import detect, leaf

from trafficaudit.detectors.persona import summed
from trafficaudit.persona.xxhash import xxhash

EMAIL = "Seorim.Pyo.7f3k@example.com"
LOWER = EMAIL.lower().encode()


def told(text: str, key: str) -> list[tuple[str, str]]:
    found = detect(leaf(text, key), email=EMAIL, name="표서림")
    assert all(one.confidence < 1 for one in found)
    return [(one.category, one.match) for one in found]


def test_the_examples_hold() -> None:
    assert doctest.testmod(summed).failed == 0
    assert summed.murmur3(b"hello, world") == 345750399  # of the reference implementation
    assert summed.murmur3("홍길동".encode()) == 167327103


CRC = zlib.crc32(LOWER)
HASH = summed.hashcode(EMAIL.encode())


@pytest.mark.parametrize(
    ("text", "key", "match"),
    [
        (f"{CRC:08x}", "email_crc32", "crc32"),
        (f"{CRC:08X}", "crc32", "crc32"),
        (f"0x{CRC:08x}", "emCrc", "crc32"),
        (str(CRC), "uid_crc", "crc32"),
        (str(CRC - (1 << 32)), "crc32", "crc32"),
        (f"{zlib.adler32(LOWER):08x}", "em_adler32", "adler32"),
        (f"{summed.fnv1a(LOWER, 32):08x}", "fnv", "fnv1a"),
        (f"{summed.fnv1a(LOWER, 64):016x}", "emailFnv1a", "fnv1a"),
        (str(summed.murmur3(LOWER)), "userMurmur", "murmur3"),
        (f"{xxhash(LOWER, 32):08x}", "em_xxh32", "xxhash"),
        (f"{xxhash(LOWER, 64):016x}", "emailXxHash", "xxhash"),
        (str(xxhash(LOWER, 64)), "xxhash64", "xxhash"),
        (str(HASH), "emailHashCode", "hashcode"),
        (str(HASH - (1 << 32)), "hash_code", "hashcode"),
    ],
)
def test_a_sum_is_told_under_the_name_of_its_algorithm(text: str, key: str, match: str) -> None:
    assert told(text, key) == [("email", match)]
    for other in ("id", "count", "email", "sha256", "version"):
        assert told(text, other) == []


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (f"{CRC ^ 1:08x}", "crc32"),
        (f"{zlib.crc32(b'somebody@example.com'):08x}", "email_crc32"),
        (f"{CRC:08x}", "adler32"),
        (f"{CRC:08x}"[:7], "crc32"),
        (f"{CRC:08x}0", "crc32"),
        (f"x{CRC:08x}", "crc32"),
        (str(CRC + 1), "crc32"),
        ("9" * 40, "crc32"),
        ("-", "crc32"),
    ],
)
def test_a_near_miss_is_nothing(text: str, key: str) -> None:
    assert told(text, key) == []


def test_a_name_has_its_own() -> None:
    assert told(str(summed.hashcode("표서림".encode())), "nameHashCode") == [("name", "hashcode")]
