import random
from collections.abc import Callable

import pytest

from trafficaudit.decode.media import is_media
from trafficaudit.model import Decoded

Body = Callable[..., Decoded]


@pytest.mark.parametrize(
    "raw",
    [
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff\xe0",
        b"GIF89a",
        b"RIFF\0\0\0\0WEBP",
        b"\0\0\0\x18ftypmp42",
        b"II*\0",
        b"MM\0*",
        b"\x7fELF",
        b"wOF2",
        b"\0asm",
        b"\0\x01\0\0\0\x12\x01\0\0\x04",
        b"\0\0\x01\0\x02\0\x20\x20\0\0\x01\0",
        b"\0\0\0\x20sidx\0",
        (b"\xff\xfb\x90\x64" + bytes(413)) * 2,  # 128 kbit/s at 44,100 Hz
        (b"\xff\xf3\x42\xc4" + bytes(101)) * 2,  # 32 kbit/s at 22,050 Hz, padded
    ],
)
def test_known_by_bytes(raw: bytes) -> None:
    assert is_media(raw, "")


def test_known_by_label_and_unknown() -> None:
    assert is_media(b"\x00\x01", "image/x-unknown")
    assert not is_media(b"\x00\x01", "application/octet-stream")
    random_ = random.Random(4)
    assert sum(is_media(random_.randbytes(32), "") for _ in range(5000)) <= 5


@pytest.mark.parametrize(
    "raw",
    [
        b"\xff\xfb\x90\x64" + random.Random(7).randbytes(800),  # ciphered bytes
        b"\xff\xfb\x9c\x64" * 300,  # a rate that is none
        b"\0\x01\0\0\0\x40" + bytes(range(64)),  # a version and a length
        b"\0\0\x01\0\x01\0abcdefghij",
        b"\xa2ebssidx\x20" + b"0123456789abcdef" * 2 + b"askabc",  # a map whose first name is bssid
    ],
)
def test_what_only_begins_like_one(raw: bytes) -> None:
    assert not is_media(raw, "")


def test_left_closed_without_a_gap(body: Body) -> None:
    decoded = body(b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "image/png")
    assert [f.leaf for f in decoded.fields] == [True]
    assert not decoded.opaque


def test_text_under_a_wrong_label_is_opened(body: Body) -> None:
    assert "kim@example.kr" in [f.value for f in body(b'{"email": "kim@example.kr"}', "image/gif").fields]
