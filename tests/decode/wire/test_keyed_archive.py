"""What makes a list an archive, and its objects that are no dictionaries; whole archives: ``test_bplist.py``."""

import plistlib
from collections.abc import Callable
from typing import Any

import pytest

from trafficaudit.model import Decoded

Body = Callable[..., Decoded]
U = plistlib.UID


def archive(*objects: Any, top: Any = None) -> bytes:
    graph = {"$version": 100000, "$archiver": "NSKeyedArchiver", "$top": {"root": U(1)} if top is None else top}
    return plistlib.dumps({**graph, "$objects": ["$null", *objects]}, fmt=plistlib.FMT_BINARY)


def opened(decoded: Decoded) -> dict[str, str | bytes]:
    return {f.path: f.value for f in decoded.fields if f.layers == ("bplist", "keyed-archive")}


def test_strings_data_and_addresses_of_foundation(body: Body) -> None:
    raw = archive(
        {"$class": U(2), "mutable": U(3), "data": U(4), "url": U(5)}, {"$classname": "Event", "$classes": ["Event"]},
        {"$class": U(2), "NS.string": "kim@example.kr"}, {"$class": U(2), "NS.data": b"\xff\x00\xff"},
        {"$class": U(2), "NS.base": U(0), "NS.relative": U(6)}, "https://shop.example/",
    )  # fmt: skip
    assert opened(body(raw)) == {"mutable": "kim@example.kr", "data": b"\xff\x00\xff", "url": "https://shop.example/"}


def test_several_roots_keep_their_names_and_the_null_is_none(body: Body) -> None:
    raw = archive("kim", "lee", top={"first": U(1), "second": U(2), "none": U(0)})
    assert opened(body(raw)) == {"first": "kim", "second": "lee"}


def test_objects_that_name_each_other_end(body: Body) -> None:
    raw = archive(
        {"$class": U(3), "next": U(2), "id": "one"}, {"$class": U(3), "next": U(1), "id": "two"}, {"$classname": "N"}
    )
    assert opened(body(raw)) == {"id": "one", "next.id": "two"}


@pytest.mark.parametrize("left_out", ["$archiver", "$top", "$objects"])
def test_a_list_without_one_of_the_three_is_none(body: Body, left_out: str) -> None:
    whole = plistlib.loads(archive("kim"))
    del whole[left_out]
    decoded = body(plistlib.dumps(whole, fmt=plistlib.FMT_BINARY))
    assert not opened(decoded)
    assert {f.layers for f in decoded.fields} == {(), ("bplist",)}


def test_a_uuid_stands_at_its_property(body: Body) -> None:
    held = bytes.fromhex("7c1f0e5293ab4d0f8a6e51b2c93d7e40")
    raw = archive(
        {"$class": U(4), "idfa": U(2), "cut": U(3)}, {"$class": U(4), "NS.uuidbytes": held},
        {"$class": U(4), "NS.uuidbytes": held[:9]}, {"$classname": "A", "$classes": ["A"]},
    )  # fmt: skip
    assert opened(body(raw)) == {"idfa": "7c1f0e52-93ab-4d0f-8a6e-51b2c93d7e40", "cut": held[:9]}
