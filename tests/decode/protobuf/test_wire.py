import gzip
import random
import struct

from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.decode.limits import Budget, Limits
from trafficaudit.decode.protobuf.wire import packed, plausible, varint


@given(st.integers(0, 2**64 - 1))
def test_varint(value: int) -> None:
    written, rest = bytearray(), value
    while rest > 127:
        written.append(rest & 127 | 128)
        rest >>= 7
    written.append(rest)
    assert varint(bytes(written), 0, len(written)) == (value, len(written))
    assert varint(bytes(written), 0, len(written) - 1)[1] == -1 or len(written) == 1


def test_random_bytes_are_rarely_plausible() -> None:
    random_ = random.Random(5)
    budget = Budget(Limits())
    hits = sum(
        plausible(run, 0, len(run), budget)
        for run in (random_.randbytes(random_.choice((8, 16, 20, 32))) for _ in range(4000))
    )
    assert hits <= 20


def test_packed() -> None:
    assert [text for text, _, _ in packed(struct.pack("<ff", 37.5, 127.0))] == ["37.5", "127.0"]
    assert packed(b"\x01\xac\x02") == [("1", 0, 1), ("300", 1, 3)]
    assert packed(b"\xff\xff") == []


def test_a_message_that_says_nothing_but_carries_a_compressed_run_is_plausible() -> None:
    packed_run = gzip.compress(b"advertising_id=7c1f0e52-93ab-4d0f-8a6e-51b2c93d7e40", mtime=0)
    message = b"\x08\x96\x01\x12" + bytes([len(packed_run)]) + packed_run + b"\x18\x01"
    noise = random.Random(1).randbytes(len(packed_run))
    assert plausible(message, 0, len(message), Budget(Limits()))
    assert not plausible(message.replace(packed_run, noise), 0, len(message), Budget(Limits()))
