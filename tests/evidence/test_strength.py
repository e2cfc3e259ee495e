from collections.abc import Callable

import pytest
from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed448, ed25519, rsa, x25519

from trafficaudit.evidence.strength import SMALLEST_DIGEST, strong


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        (lambda: rsa.generate_private_key(65537, 2048), True),
        (lambda: rsa.generate_private_key(65537, 2047), False),
        (lambda: rsa.generate_private_key(65537, 1024), False),
        (lambda: dsa.generate_private_key(1024), False),
        (lambda: ec.generate_private_key(ec.SECP224R1()), True),
        (lambda: ec.generate_private_key(ec.SECP192R1()), False),
        (ed25519.Ed25519PrivateKey.generate, True),
        (ed448.Ed448PrivateKey.generate, True),
        (x25519.X25519PrivateKey.generate, False),  # which signs nothing
    ],
)
def test_keys(make: Callable[[], ed25519.Ed25519PrivateKey], expected: bool) -> None:
    assert strong(make().public_key()) is expected


def test_digests() -> None:
    assert SMALLEST_DIGEST * 8 == 224
    assert strong(None) is False
