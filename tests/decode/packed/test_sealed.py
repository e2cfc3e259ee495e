"""What is packed in a way that nothing here opens is told by its name."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.model import Decoded

Body = Callable[..., Decoded]
HEADS = {
    "7z archive": b"7z\xbc\xaf\x27\x1c\0\4",
    "RAR archive": b"Rar!\x1a\x07\x01\0",
    "ALZ archive": b"ALZ\x01\n\0\0\0",
    "EGG archive": b"EGGA\0\1\x12\x34",
    "CAB archive": b"MSCF\0\0\0\0",
    "Parquet file": b"PAR1\x15\x04",
    "Arrow file": b"ARROW1\0\0",
    "Realm database": bytes(16) + b"T-DB\x0a\x0a",
}


@pytest.mark.parametrize("name", HEADS)
def test_each_is_told_wherever_it_stands(body: Body, name: str) -> None:
    raw = HEADS[name] + bytes(range(128, 256)) * 2
    for sent in (
        raw,
        b'--B\r\nContent-Disposition: form-data; name="f"; filename="x"\r\n\r\n' + raw + b"\r\n--B--\r\n",
    ):
        label = "multipart/form-data; boundary=B" if sent is not raw else "application/octet-stream"
        assert [gap.reason for gap in body(sent, label).opaque] == [f"not opened: {name}"]


def test_what_only_begins_alike(body: Body) -> None:
    for raw in (b"7z and more words", b"Rar!\x1a\x08" + bytes(9), b"PAR1", b"T-DB" + bytes(20)):
        assert not any("not opened" in gap.reason for gap in body(raw).opaque)


@given(st.binary(max_size=40), st.sampled_from([*HEADS.values()]))
def test_any_bytes_are_read(body: Body, noise: bytes, head: bytes) -> None:
    body(head + noise)
