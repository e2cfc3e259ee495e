"""Smile, by documents written after its specification."""

import struct
from collections.abc import Callable
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from support.documents import in_bytes

from trafficaudit.decode.wire import smile
from trafficaudit.model import Decoded

Body = Callable[..., Decoded]


def vint(value: int) -> bytes:
    out = [0x80 | value & 0x3F]
    value >>= 6
    while value:
        out.append(value & 0x7F)
        value >>= 7
    return bytes(out[::-1])


def bits(raw: bytes, count: int) -> bytes:
    number = int.from_bytes(raw, "big")
    return bytes(number >> 7 * at & 0x7F for at in range(count))[::-1]


class Writer:
    """Writes with names and texts shared, as Jackson may."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.texts: list[str] = []

    def document(self, value: Any) -> bytes:
        return b":)\n\x03" + self.value(value)

    def value(self, value: Any) -> bytes:
        if isinstance(value, dict):
            return b"\xfa" + b"".join(self.name(key) + self.value(each) for key, each in value.items()) + b"\xfb"
        if isinstance(value, list):
            return b"\xf8" + b"".join(map(self.value, value)) + b"\xf9"
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, bool) or value is None:
            return {None: b"\x21", False: b"\x22", True: b"\x23"}[value]
        if isinstance(value, float):
            return b"\x29" + bits(struct.pack(">d", value), 10)
        if isinstance(value, bytes):
            return b"\xfd" + vint(len(value)) + value
        if -16 <= value < 16:
            return bytes([0xC0 | (value << 1 ^ value >> 63) & 0x1F])
        return (b"\x24" if abs(value) < 1 << 31 else b"\x25") + vint(value << 1 ^ value >> 63)

    def name(self, name: str) -> bytes:
        data = name.encode()
        if not data:
            return b"\x20"
        if name in self.names:
            index = self.names.index(name)
            return bytes([0x40 | index]) if index < 64 else bytes([0x30 | index >> 8, index & 0xFF])
        if len(data) > 56:
            return b"\x34" + data + b"\xfc"
        self.names.append(name)
        return bytes([0x80 | len(data) - 1 if name.isascii() else 0xC0 + len(data) - 2]) + data

    def text(self, text: str) -> bytes:
        data = text.encode()
        if not data:
            return b"\x20"
        if text in self.texts and self.texts.index(text) < 31:
            return bytes([self.texts.index(text) + 1])
        if len(data) > 64 or (len(data) == 1 and not text.isascii()):
            return (b"\xe0" if text.isascii() else b"\xe4") + data + b"\xfc"
        self.texts.append(text)
        first, least = (0x40, 1) if text.isascii() else (0x80, 2)
        step = (len(data) - least) // 32
        return bytes([first + 0x20 * step + (len(data) - least) % 32]) + data


SCALARS: Any = (
    st.none()
    | st.booleans()
    | st.integers(-(2**62), 2**62)
    | st.floats(allow_nan=False)
    | st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=80)
    | st.binary(min_size=1, max_size=20)
)
KEYS = st.text("abc홍", min_size=1, max_size=30)
VALUES: Any = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=5) | st.dictionaries(KEYS, inner, max_size=5), max_leaves=20
)


@given(st.dictionaries(KEYS, VALUES, min_size=1, max_size=4))
def test_every_leaf(body: Body, written_path: Callable[..., str], value: Any) -> None:
    found = {
        (f.path, f.value if isinstance(f.value, bytes) else f.value.encode())
        for f in body(Writer().document(value)).fields
        if f.layers == ("smile",)
    }
    assert {(written_path(*steps), leaf) for steps, leaf in in_bytes(value) if leaf} <= found


def test_known_bytes(body: Body) -> None:
    # {"name":"kim","big":[1,-2,300,1.5],"name2":"kim"} with a float of four bytes and a text that is named again.
    raw = b":)\n\x03\xfa\x83name\x42kim\x82big\xf8\xc2\xc3\x24\x09\x98\x28" + bits(struct.pack(">f", 1.5), 5)
    raw += b"\xf9\x84name2\x01\xfb\xff"
    found = {field.path: field.value for field in body(raw).fields if field.layers == ("smile",)}
    assert found == {"name": "kim", "big[0]": "1", "big[1]": "-2", "big[2]": "300", "big[3]": "1.5", "name2": "kim"}
    packed = b":)\n\x00\xfa\x80d\xe8\x83\x30\x58\x4c\x03\xfb"  # bytes of seven bits
    assert [field.value for field in body(packed).fields if field.layers == ("smile",)] == ["abc"]


def test_the_mark_of_the_end_is_read_and_a_head_begins_anew(body: Body) -> None:
    """As jackson-dataformat-smile 2.7.8 ends content (``WRITE_END_MARKER``) and puts documents behind each other."""
    one = b":)\n\x01\xfa\x83name\x42kim\xfb"
    for raw in (one + b"\xff", one + b"\xff" + one + b"\xff", one + one):
        decoded = body(raw)
        found = [field.value for field in decoded.fields if field.layers == ("smile",)]
        assert (found, decoded.opaque) == (["kim"] * raw.count(b"kim"), ())
    assert "no smile from byte" in body(one + b"\xffmore than that").opaque[0].reason


def test_names_that_were_never_told_and_ends_that_are_missing(body: Body) -> None:
    for raw in (b":)\n\x03\xfa\x45\xc2\xfb", b":)\n\x03\xfa\x83name\x42ki", b":)\n\x03\xf8\x09\xf9"):
        (gap,) = body(raw).opaque
        assert "no smile from byte" in gap.reason or "private format" in gap.reason
    assert not any("smile" in field.layers for field in body(b":)\n nice words").fields)


@given(st.binary(max_size=60))
def test_any_bytes_are_read(body: Body, noise: bytes) -> None:
    body(b":)\n\x03" + noise)
    body(b":)\n\x00\xfa" + noise)


def test_raw_bytes_are_found_where_they_stand(body: Body) -> None:
    raw = b":)\n\x07" + Writer().value({"raw": b'{"mail":"kim@example.kr"}'})
    placed = {f.path: raw[slice(*f.span)] for f in body(raw).fields}
    assert placed["raw"] == b'{"mail":"kim@example.kr"}'
    assert placed["raw.mail"] == b"kim@example.kr"


@given(st.integers(0, 6), st.sampled_from([8, 56, 1000, 4096, 40_000]), st.integers(0, 255))
def test_bytes_of_any_length_are_joined(more: int, length: int, seed: int) -> None:
    raw = bytes((seed + at * at) & 0xFF for at in range(length + more))
    size, whole = len(raw) * 8, int.from_bytes(raw, "big")
    left = size % 7
    packed = bits((whole >> left).to_bytes(len(raw), "big"), size // 7)
    assert smile._unpacked(packed + (bytes([whole & (1 << left) - 1]) if left else b""), len(raw)) == raw


def test_a_number_keeps_its_point(body: Body) -> None:
    digits = bytes([375_665 >> shift & 127 for shift in (17, 10, 3)]) + bytes([375_665 & 7])
    for scale, written in ((4, "37.5665"), (0, "375665"), (-1, "3756650")):
        sign = scale << 1 ^ scale >> 63
        raw = b":)\n\0\xfa\x82lat\x2a" + vint(sign) + vint(3) + digits + b"\xfb"
        assert [f.value for f in body(raw).fields if f.key == "lat"] == [written]
