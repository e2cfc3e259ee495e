"""The bytes behind a run of Base64 or base64url (RFC 4648, sections 4 and 5), whatever they are."""

import binascii

TO_STANDARD = bytes.maketrans(b"-_", b"+/")
"""From the alphabet that is safe in addresses to the standard one; what is in that already stays."""


def unpack(raw: bytes) -> bytes | None:
    """Decode a run of either alphabet; ``None`` where its length fits none."""
    if raw.find(b"\n") >= 0:
        raw = raw.translate(None, b"\r\n")
    raw = raw.rstrip(b"=").translate(TO_STANDARD)
    return None if len(raw) % 4 == 1 else _decoded(raw)


def unpack_cut(raw: bytes) -> bytes | None:
    """Decode a run of either alphabet without padding, but for one letter too many, as one that was cut has."""
    raw = raw.translate(TO_STANDARD)
    return _decoded(raw[:-1] if len(raw) % 4 == 1 else raw)


def _decoded(raw: bytes) -> bytes | None:
    try:
        return binascii.a2b_base64(raw + b"=" * (-len(raw) % 4))
    except binascii.Error:
        return None
