"""Tencent's JCE, by packets written after its description."""

import struct
from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.model import Decoded

Body = Callable[..., Decoded]


def head(tag: int, kind: int) -> bytes:
    return bytes([tag << 4 | kind]) if tag < 15 else bytes([0xF0 | kind, tag])


def text(tag: int, value: str) -> bytes:
    data = value.encode()
    if len(data) > 255:
        return head(tag, 7) + struct.pack(">i", len(data)) + data
    return head(tag, 6) + bytes([len(data)]) + data


def whole(tag: int, value: int) -> bytes:
    if value == 0:
        return head(tag, 12)
    for kind, code, bits in ((0, ">b", 7), (1, ">h", 15), (2, ">i", 31), (3, ">q", 63)):
        if -(1 << bits) <= value < 1 << bits:
            return head(tag, kind) + struct.pack(code, value)
    raise ValueError(value)


def data(tag: int, value: bytes) -> bytes:
    return head(tag, 13) + head(0, 0) + whole(0, len(value)) + value


def listed(tag: int, values: list[bytes]) -> bytes:
    return head(tag, 9) + whole(0, len(values)) + b"".join(values)


def mapped(tag: int, pairs: dict[str, bytes]) -> bytes:
    return head(tag, 8) + b"\0" + bytes([len(pairs)]) + b"".join(text(0, key) + value for key, value in pairs.items())


USER = (
    text(0, "kim@example.kr")
    + whole(1, 77)
    + whole(2, -70_000)
    + head(3, 5)
    + struct.pack(">d", 37.5)
    + listed(4, [text(0, "a"), text(0, "b")])
    + mapped(5, {"city": text(1, "Seoul")})
    + text(20, "x" * 300)
)
VALUES = {
    "0": "kim@example.kr",
    "1": "77",
    "2": "-70000",
    "3": "37.5",
    "4[0]": "a",
    "4[1]": "b",
    "5.city": "Seoul",
    "20": "x" * 300,
}


def packet(version: int, buffer: bytes) -> bytes:
    raw = whole(1, version) + whole(2, 0) + whole(3, 0) + whole(4, 9) + text(5, "server") + text(6, "doLogin")
    raw += data(7, buffer) + whole(8, 0) + mapped(9, {"k": text(1, "v")}) + mapped(10, {"k": text(1, "w")})
    return struct.pack(">i", len(raw) + 4) + raw


def found(decoded: Decoded) -> dict[str, object]:
    return {field.path: field.value for field in decoded.fields if "tars" in field.layers}


def test_a_packet_with_attributes(body: Body) -> None:
    struct_ = head(0, 10) + USER + head(0, 11)
    for buffer, path in (
        (mapped(0, {"req": data(1, struct_)}), "7.0.req"),
        (mapped(0, {"req": mapped(1, {"app.User": data(1, struct_)})}), '7.0.req["app.User"]'),
    ):
        told = found(body(packet(3, buffer)))
        assert {f"{path}.{name}": value for name, value in VALUES.items()}.items() <= told.items()
        assert (told["5"], told["6"], told["9.k"]) == ("server", "doLogin", "v")


def test_attributes_hold_a_value_each(body: Body) -> None:
    """As @tars/stream 2.0.3 for Node wrote ``UniAttribute`` in versions 3 and 2, which tells types."""
    new = bytes.fromhex(
        "080003060570686f6e651d00000f060d3031302d333031302d3236343606036167651d0000020021060570726f70731d0000"
        "0f08000106037a697016053036323334"
    )
    assert found(body(new)) == {"0.phone": "010-3010-2646", "0.age": "33", "0.props.zip": "06234"}
    old = body(bytes.fromhex(
        "080003060570686f6e651800010606737472696e671d00000f060d3031302d333031302d3236343606036167651800010605"
        "696e7433321d0000020021060570726f707318000106126d61703c737472696e672c737472696e673e1d00000f0800010603"
        "7a697016053036323334"
    ))  # fmt: skip
    assert [(field.key, field.value) for field in old.fields if field.layers] == [
        ("phone", "010-3010-2646"), ("age", "33"), ("zip", "06234"),
    ]  # fmt: skip


def test_a_number_of_single_precision(body: Body) -> None:
    struct_ = head(0, 10) + USER + head(21, 4) + struct.pack(">f", 37.1) + head(0, 11)
    assert "37.1" in found(body(packet(3, mapped(0, {"user": data(1, struct_)})))).values()


def test_a_packet_of_fields(body: Body) -> None:
    told = found(body(packet(1, USER)))
    assert {f"7.{name}": value for name, value in VALUES.items()}.items() <= told.items()
    answer = whole(1, 1) + whole(2, 0) + whole(3, 9) + whole(4, 0) + whole(5, 0) + data(6, USER)
    assert found(body(answer))["6.0"] == "kim@example.kr"


def test_what_a_packet_carries_that_is_no_row_of_fields_stays_bytes(body: Body) -> None:
    buffer = text(2, "kim@example.kr") + text(1, "x")
    assert found(body(packet(1, buffer)))["7"] == buffer
    assert "no tars from byte" in body(packet(1, b"x")[4:] + text(1, "again")).opaque[0].reason


def test_what_is_none(body: Body) -> None:
    assert found(body(USER)) == {}  # fields alone, which any bytes may look like
    assert found(body(head(0, 10) + USER + b"\xff" + head(0, 11))) == {}
    assert found(body(head(0, 10) + whole(1, 7) * 4 + head(0, 11))) == {}  # brackets without a text
    assert found(body(head(0, 10) + USER + head(0, 11)))["0.0"] == "kim@example.kr"
    assert found(body(b"\x0a\x0ekim@example.kr\x12\x03abc")) == {}  # protobuf
    cut = body(packet(3, mapped(0, {}))[4:-3])
    assert "no tars from byte" in cut.opaque[0].reason
    assert found(cut)["5"] == "server"


@given(
    st.binary(max_size=60), st.sampled_from([b"", packet(3, b"")[4:30], b"\x08\x00\x01\x06\x03req\x1d\x00", b"\x0a"])
)
def test_any_bytes_are_read(body: Body, noise: bytes, begun: bytes) -> None:
    body(begun + noise + (b"\x0b" if begun == b"\x0a" else b""))
