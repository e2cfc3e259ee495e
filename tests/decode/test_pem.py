import base64
from collections.abc import Callable

import pytest

from trafficaudit.model import Decoded

Body = Callable[..., Decoded]

CARD = bytes.fromhex("3013") + bytes.fromhex("0603550403") + bytes.fromhex("0c0c") + "가온하람".encode()


def block(label: str, data: bytes, end: str = "\n") -> str:
    text = base64.encodebytes(data).decode().replace("\n", end)
    return f"-----BEGIN {label}-----{end}{text}-----END {label}-----{end}"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\\n"])
def test_each_block_is_opened(body: Body, end: str) -> None:
    raw = (
        "subject=1" + end + block("CERTIFICATE", CARD, end) + block("CERTIFICATE", b'{"a": "kim@hanbit.kr"}', end)
    ).encode()
    found = [(each.path, each.value, each.layers) for each in body(raw).fields if "pem" in each.layers]
    assert ("certificate[1]", '{"a": "kim@hanbit.kr"}', ("pem",)) in found
    assert ("certificate[1].a", "kim@hanbit.kr", ("pem", "json")) in found
    assert ("certificate[1]", "가온하람", ("pem", "der")) in found


@pytest.mark.parametrize(
    "raw",
    [
        "-----BEGIN CERTIFICATE-----\nMIID\n-----END KEY-----",
        "-----BEGIN CERTIFICATE----- no base 64! -----END CERTIFICATE-----",
        "see -----BEGIN below",
    ],
)
def test_near_misses(body: Body, raw: str) -> None:
    assert not [each for each in body(raw.encode()).fields if "pem" in each.layers]
