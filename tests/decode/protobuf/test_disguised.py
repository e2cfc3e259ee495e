import base64
from collections.abc import Callable

import pytest
from support.samples import exchange

from trafficaudit.decode import decode
from trafficaudit.decode.protobuf.disguised import message

UUID = b"7c1f0e52-93ab-4d0f-8a6e-51b2c93d7e40"


def field(number: int, value: bytes) -> bytes:
    return bytes([number << 3 | 2, len(value)]) + value


MESSAGES = {
    "a UUID": field(1, UUID),
    "a telephone number": field(1, b"010-9183-2746"),
    "a UUID as field 4": field(4, UUID),
    "two fields": field(5, UUID) + field(6, b"a" * 33),
    "a long text as field 12 and another": field(12, b"x" * 101) + field(13, UUID),
}
TEXTS = [
    b"\n\nDear all, this is no message.", b"be" + b"a word" * 17, b"beauty=1&color=red", b"2026-11-24T09:00:00", b"\n$", b"",
    b"B 2026", b"\n$" + UUID + b"x", field(1, b"\x01" * 36), b"\n" + b"\x24" + UUID[:-1],
    b"28b52ffd" + b"0a" * 25, b"b6" + b"1" * 54 + b"b7" + b"2" * 55, b"29-" + b"a" * 56,
]  # fmt: skip


@pytest.mark.parametrize("raw", MESSAGES.values(), ids=MESSAGES)
@pytest.mark.parametrize("coder", [base64.b64encode, base64.urlsafe_b64encode, bytes.hex])
def test_a_message_that_reads_as_text_is_opened(raw: bytes, coder: Callable[[bytes], bytes | str]) -> None:
    assert message(raw)
    coded = coder(raw)
    text = coded if isinstance(coded, str) else coded.decode().rstrip("=")
    fields = decode(exchange(url=f"https://a.example/c?d={text}", request=None, response=None)).fields
    assert any(one.layers[-1:] == ("protobuf",) and one.value in (UUID.decode(), "010-9183-2746") for one in fields)


@pytest.mark.parametrize("raw", TEXTS)
def test_other_text_is_left_as_it_is(raw: bytes) -> None:
    assert not message(raw)
