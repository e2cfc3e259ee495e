"""Numbers and truths as programs write them who save signs or never do without a power of ten: what they usually are.

Minified scripts write ``!0`` and ``.75``; Amazon Ion writes every binary fraction as ``3.75e1``. A number of single
precision in a binary format is written by nobody: its shortest form is what somebody had typed.
"""

import re
import struct
from decimal import Decimal

_ODD = re.compile(
    rb"(?P<truth>!0|!1)|[-+]?(?:\.\d{1,40}(?:[eE][-+]?\d{1,2})?|\d{1,40}(?:\.\d{0,40})?[eE][-+]?\d{1,2})"
).fullmatch


def usual(run: bytes) -> str | None:
    """Give what a run means where it is written in such a way, otherwise ``None``.

    >>> usual(b"3.75665e1"), usual(b".75"), usual(b"-5e-1"), usual(b"!0"), usual(b"0.75"), usual(b"e1")
    ('37.5665', '0.75', '-0.5', 'true', None, None)
    """
    match = _ODD(run)
    if match is None:
        return None
    if match["truth"]:
        return "true" if run == b"!0" else "false"
    return f"{Decimal(run.decode()):f}"


def single(value: float) -> str:
    """Give the shortest decimal that reads back as the same single-precision number."""
    for digits in range(6, 10):
        text = f"{value:.{digits}g}"
        if struct.pack("<f", float(text)) == struct.pack("<f", value):
            return repr(float(text))
    return repr(value)
