import pytest

from trafficaudit.persona.xxhash import xxhash


@pytest.mark.parametrize(
    ("data", "narrow", "wide"),
    [  # of the reference implementation
        (b"", 0x02CC5D05, 0xEF46DB3751D8E999),
        (b"a", 0x550D7456, 0xD24EC4F1A98C6E5B),
        (b"abc", 0x32D153FF, 0x44BC2CF5AD770999),
        (b"Nobody inspects the spammish repetition", 0xE2293B2F, 0xFBCEA83C8A378BF1),
    ],
)
def test_published_values(data: bytes, narrow: int, wide: int) -> None:
    assert (xxhash(data, 32), xxhash(data, 64)) == (narrow, wide)
