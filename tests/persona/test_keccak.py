import hashlib

from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.persona.keccak import keccak256


def test_published_vectors() -> None:
    assert keccak256(b"").hex() == "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"
    assert keccak256(b"abc").hex() == "4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45"


@given(st.binary(max_size=300))
def test_with_the_padding_of_fips_202_it_is_sha3(data: bytes) -> None:
    assert keccak256(data, 0x06) == hashlib.sha3_256(data).digest()
    assert keccak256(data) != hashlib.sha3_256(data).digest()
