import base64
import gzip
import io
import tarfile
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.model import Decoded

Body = Callable[..., Decoded]


def archive(members: dict[str, bytes], form: int = tarfile.USTAR_FORMAT) -> bytes:
    sink = io.BytesIO()
    with tarfile.open(fileobj=sink, mode="w", format=form) as written:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            written.addfile(info, io.BytesIO(data))
    return sink.getvalue()


@pytest.mark.parametrize("form", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
def test_files_stand_at_their_names(body: Body, form: int) -> None:
    long = "d" * 80 + "/" + "e" * 60 + ".json"
    members = {"a.json": b'{"email": "kim@example.kr"}', long: b'{"email": "lee@example.kr"}', "홍": b"hello there"}
    if form == tarfile.USTAR_FORMAT:
        members.pop("홍")
    raw = archive(members, form)
    decoded = body(raw)
    fields = {f.path: f for f in decoded.fields}
    email = fields['["a.json"].email']
    assert (email.value, email.layers, email.exact) == ("kim@example.kr", ("tar", "json"), True)
    assert raw[slice(*email.span)] == b"kim@example.kr"
    assert fields[f"{long[:128]}….email"].value == "lee@example.kr"
    assert ("홍" in fields) == (form != tarfile.USTAR_FORMAT)
    assert not decoded.opaque


def test_a_size_in_bytes_as_gnu_writes_large_ones(body: Body) -> None:
    raw = bytearray(archive({"a.json": b'{"email": "kim@example.kr"}'}, tarfile.GNU_FORMAT))
    raw[124:136] = b"\x80" + (27).to_bytes(11)
    raw[148:156] = b" " * 8
    raw[148:156] = b"%06o\0 " % sum(raw[:512])
    assert {f.path: f.value for f in body(bytes(raw)).fields}['["a.json"].email'] == "kim@example.kr"


def test_in_gzip_of_several_members(body: Body) -> None:
    raw = archive({"a.json": b'{"email": "kim@example.kr"}'})
    packed = gzip.compress(raw[:700]) + gzip.compress(raw[700:])
    assert [f.layers for f in body(packed).fields if f.value == "kim@example.kr"] == [("gzip", "tar", "json")]


def test_in_base64_and_hexadecimal(body: Body) -> None:
    raw = archive({"a.json": b'{"email": "kim@example.kr"}'})
    for packed in (base64.b64encode(raw), raw.hex().encode()):
        found = body(b'{"file": "' + packed + b'"}')
        assert [f.layers[-2:] for f in found.fields if f.value == "kim@example.kr"] == [("tar", "json")]


def test_a_name_that_is_data_is_a_value(body: Body) -> None:
    raw = archive({"kim@example.kr": b"x"})
    name = next(f for f in body(raw).fields if f.value == "kim@example.kr")
    assert (name.exact, raw[slice(*name.span)]) == (True, b"kim@example.kr")


def test_an_archive_that_was_cut_off_says_so(body: Body) -> None:
    raw = archive({"a": b"kim@example.kr" * 100, "b": b"x" * 600})
    assert body(raw[:900]).opaque[0].reason == "a file of a tape archive that is not whole"
    broken = bytearray(raw)
    broken[raw.index(b"b\0", 1024)] = 0x63
    assert body(bytes(broken)).opaque[0].reason == "no tape archive from here on"


def test_a_wrong_sum_is_no_archive(body: Body) -> None:
    raw = bytearray(archive({"a.json": b'{"email": "kim@example.kr"}'}))
    raw[0] = 0x62
    assert not [f for f in body(bytes(raw)).fields if "tar" in f.layers]


@given(st.binary(max_size=40), st.data())
def test_any_bytes(body: Body, raw: bytes, data: Any) -> None:
    body(raw + b"\0" * (257 - len(raw)) + b"ustar" + raw)
    good = bytearray(archive({"a": b"hello there", "b": b"x" * 600}))
    for _ in range(data.draw(st.integers(1, 4))):
        good[data.draw(st.integers(0, 1600))] = data.draw(st.integers(0, 255))
    body(bytes(good))


@pytest.mark.parametrize("kind", [b"S", b"V", b"Z"])
def test_a_member_of_any_kind_that_holds_something_is_read(body: Body, kind: bytes) -> None:
    sink = io.BytesIO()
    with tarfile.open(fileobj=sink, mode="w", format=tarfile.USTAR_FORMAT) as written:
        info = tarfile.TarInfo("a.json")
        info.size, info.type = 27, kind
        head = info.tobuf(tarfile.USTAR_FORMAT)
        written.fileobj.write(head + b'{"email": "kim@example.kr"}'.ljust(512, b"\0"))
    assert "kim@example.kr" in [f.value for f in body(sink.getvalue() + bytes(1024)).fields]


def test_what_stands_behind_the_end_is_told(body: Body) -> None:
    raw = archive({"a.txt": b"hello there"})
    assert not body(raw).opaque
    assert [gap.reason for gap in body(raw + bytes(512) + b"kim@example.kr").opaque] == ["no tape archive from here on"]


@pytest.mark.parametrize("form", [tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
def test_a_long_name_belongs_to_the_next_member_only(body: Body, form: int) -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=form) as archive:
        for kind in (tarfile.DIRTYPE, tarfile.SYMTYPE):
            member = tarfile.TarInfo("d/" + "x" * 120 + kind.decode())
            member.type = kind
            archive.addfile(member)
        member = tarfile.TarInfo("profile")
        member.size = 14
        archive.addfile(member, io.BytesIO(b"kim@example.kr"))
    assert [f.path for f in body(out.getvalue()).fields if f.value == "kim@example.kr"] == ["profile"]


@pytest.mark.parametrize("form", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
def test_names_of_owners_are_given_once(body: Body, form: int) -> None:
    sink = io.BytesIO()
    owners = [("seoyun.kim", "staff"), ("seoyun.kim", "root"), ("", "staff")]
    owners += [("김서윤", "staff")] if form == tarfile.PAX_FORMAT else []
    with tarfile.open(fileobj=sink, mode="w", format=form) as written:
        for number, (owner, group) in enumerate(owners):
            info = tarfile.TarInfo(f"{number}.txt")
            info.size, info.uname, info.gname = 5, owner, group
            written.addfile(info, io.BytesIO(b"words"))
    raw = sink.getvalue()
    told = [one for one in body(raw).fields if one.layers == ("tar",) and one.value != "words"]
    assert [one.value for one in told] == ["seoyun.kim", "staff"] + ["김서윤"] * (form == tarfile.PAX_FORMAT)
    assert all(raw[slice(*one.span)] == str(one.value).encode() for one in told)
