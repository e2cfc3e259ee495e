"""How strong a key and a digest must be for a signature to prove something: 112 bits of security, when it is made and
when it is verified (NIST SP 800-57 part 1, table 2).
"""

from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed448, ed25519, rsa

SMALLEST_DIGEST = 28
"""Bytes of a digest with that much against collisions: SHA-224."""
_SMALLEST_MODULUS, _SMALLEST_CURVE = 2048, 224


def strong(key: object) -> bool:
    """Tell whether a public key is strong enough."""
    if isinstance(key, rsa.RSAPublicKey | dsa.DSAPublicKey):
        return key.key_size >= _SMALLEST_MODULUS
    if isinstance(key, ec.EllipticCurvePublicKey):
        return key.curve.key_size >= _SMALLEST_CURVE
    return isinstance(key, ed25519.Ed25519PublicKey | ed448.Ed448PublicKey)
