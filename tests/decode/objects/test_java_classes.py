"""What Java's own classes write; whole streams of a virtual machine: ``test_java_object.py``."""

import struct

import pytest
from support.octets import reader

from trafficaudit.decode.objects import java_classes

DAY = struct.pack(">ibb", 1990, 3, 7)


@pytest.mark.parametrize(
    ("name", "written", "told"),
    [
        ("java.util.Date", b"\x77\x08" + struct.pack(">q", 1_700_000_000_000), ["1700000000000"]),
        ("java.util.Date", b"\x77\x04" + struct.pack(">i", 1), []),
        ("java.time.Ser", b"\x77\x07\3" + DAY, ["1990-03-07"]),
        ("java.time.Ser", b"\x77\x0d\2" + struct.pack(">qi", 1_700_000_000, 0), ["2023-11-14T22:13:20Z"]),
        ("java.time.Ser", b"\x77\x0c\2" + struct.pack(">q", 1) + b"abc", []),
        ("java.time.Ser", b"\x77\x06\3" + DAY[:5], []),
        ("java.time.Ser", b"\x77\x07\7" + DAY, []),
        ("java.time.Ser", b"\x77", []),
    ],
)
def test_times(name: str, written: bytes, told: list[str]) -> None:
    held = reader(written)
    java_classes.TIMES[name](held, "at", "at")
    assert [child[2] for child in held.children] == told


def test_a_uuid_is_kept_with_its_lower_half_first() -> None:
    held = reader(bytes.fromhex("b23e10b96e40000d384000008cf011bd"))
    java_classes.identify(held, "id", "id")
    assert [child[2] for child in held.children] == ["38400000-8cf0-11bd-b23e-10b96e40000d"]


def test_what_a_class_stands_for() -> None:
    names = ("java.lang.Integer", "java.util.Collections$UnmodifiableMap", "java.util.Arrays$ArrayList", "kr.shop.User")
    assert [java_classes.own(name) for name in names] == ["value", "m", "a", ""]
    assert java_classes.is_map("java.util.CollSer", b"\3")
    assert not java_classes.is_map("java.util.CollSer", b"\1")
